"""The door for YAML: whatever comes is, within a second, nodes or one fault with place and hint; never an exception."""

from __future__ import annotations

import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from game.script.faults import Fault, Faults, Severity
from game.script.gate import MOST_BYTES, read_yaml
from game.script.header import Turn
from game.script.nodes import Listing, Mapping, Node, Text
from game.script.shapes import IDENT, INTEGER, NUMBER, TEXT, YES_NO, Kind, Unreadable, many, pairs, shape


def read(data: bytes) -> tuple[Node | None, tuple[Fault, ...]]:
    faults = Faults()
    began = time.process_time()
    node = read_yaml(data, "story.yaml", faults)
    assert time.process_time() - began < 1.0
    return node, tuple(faults)


def one_fault(data: bytes) -> Fault:
    node, found = read(data)
    assert node is None
    assert len(found) == 1
    fault = found[0]
    assert fault.place.file == "story.yaml"
    assert fault.place.line >= 1
    assert fault.place.column >= 1
    assert fault.hint
    assert fault.with_caret().isprintable() or "\n" in fault.with_caret()
    return fault


def bomb() -> bytes:
    """The 463 bytes that keep a stock loader busy for half a minute: each list is nine of the list before it."""
    lines = ["a: &a [" + ",".join(['"lol"'] * 9) + "]"]
    pairs = zip("abcdefghi", "bcdefghij", strict=True)
    lines += [f"{name}: &{name} [{','.join([f'*{before}'] * 9)}]" for before, name in pairs]
    return "\n".join(lines).encode()[:460].ljust(463, b"\n")


HOSTILE = {
    "alias bomb": (bomb(), "yaml-anchor"),
    "alias": (b"a: *b\n", "yaml-alias"),
    "anchor": (b"a: &b c\n", "yaml-anchor"),
    "merge": (b"a:\n  <<: {b: c}\n", "yaml-merge"),
    "tag": (b"a: !!python/object/apply:os.system [ls]\n", "yaml-tag"),
    "local tag": (b"a: !mine b\n", "yaml-tag"),
    "second document": (b"a: b\n---\nc: d\n", "yaml-documents"),
    "directive": (b"%YAML 1.1\n---\na: b\n", "yaml-directive"),
    "duplicate key": (b"a: b\na: c\n", "yaml-duplicate-key"),
    "key that is a list": (b"[a, b]: c\n", "yaml-key"),
    "100 KB of brackets": (b"[" * 100_000, "yaml-depth"),
    "100 KB of braces": (b"{" * 100_000, "yaml-depth"),
    "brackets behind a key": (b"a: " + b"[" * 100_000, "yaml-depth"),
    "flow lists in flow lists": (b"a: " + b"[b, " * 25_000, "yaml-depth"),
    "flow lists one a line": (b"a:\n" + b" [b,\n" * 15_000, "yaml-depth"),
    "flow mappings": (b"{a: " * 25_000, "yaml-depth"),
    "dashes": (b"- " * 50_000 + b"a", "yaml-depth"),
    "deep indentation": (b"".join(b" " * i + b"a:\n" for i in range(600)), "yaml-depth"),
    "33 deep": (b"".join(b" " * i + b"a:\n" for i in range(33)) + b" " * 33 + b"a: b", "yaml-depth"),
    "too large": (b"# nothing\n" * (MOST_BYTES // 10 + 1), "yaml-size"),
    "too many values": (b"- a\n" * 400_000, "yaml-size"),
    "empty": (b"", "yaml-empty"),
    "only comments": (b"#\n" * 100_000, "yaml-empty"),
    "no value": (b"title:\nblurb: x\n", "yaml-no-value"),
    "tilde": (b"title: ~\n", "yaml-no-value"),
    "tab before a key": (b"a:\n\tb: c\n", "yaml-tab"),
    "NUL": (b"a: b\0c\n", "yaml-control"),
    "escape character": (b"a: \x1b[31mred\n", "yaml-control"),
    "C1 control": ("a: \x9b31mred\n".encode(), "yaml-control"),
    "escaped control": (b'a: "\\e[31mred"\n', "yaml-control"),
    "escaped NUL": (b'a: "\\0"\n', "yaml-control"),
    "control in a key": (b'"a\\x07": b\n', "yaml-control"),
    "lone surrogate, escaped": (b'a: "\\ud800"\n', "yaml-syntax"),
    "lone surrogate, raw": (b"a: \xed\xa0\x80\n", "yaml-encoding"),
    "invalid UTF-8": (b"a: \xff\xfe\n", "yaml-encoding"),
    "UTF-16": ("a: b\n".encode("utf-16"), "yaml-encoding"),
    "line separator": ("a: b\u2028c\n".encode(), "yaml-control"),
    "turned text": ("a: \u202egnp.exe\n".encode(), "yaml-control"),
    "no character": ("a: \uffff\n".encode(), "yaml-control"),
    "mark in the middle": ("a: b\ufeffc\n".encode(), "yaml-control"),
    "old Mac line ends": (b"a: b\rc: d\r", "yaml-control"),
    "unclosed bracket": (b"a: [b\nc: d\n", "yaml-syntax"),
    "unclosed quote": (b'a: "b\nc: d\n', "yaml-syntax"),
    "colons": (b"a: " * 100_000, "yaml-syntax"),
    "wrong indentation": (b"a: b\n  c: d\n", "yaml-syntax"),
}


@pytest.mark.parametrize("name", HOSTILE)
def test_hostile_files_end_in_one_fault(name: str) -> None:
    data, code = HOSTILE[name]
    assert one_fault(data).code == code


def test_the_bomb_is_the_published_size() -> None:
    assert len(bomb()) == 463


@pytest.mark.parametrize(
    ("data", "line", "column"),
    [
        (b"a: b\nc: &x d\n", 2, 4),
        (b"a: b\nb: c\n  \td: e\n", 3, 3),
        (b"a: b\nc: d\x01e\n", 2, 5),
        (b"a: b\nlong: \xff", 2, 7),
        (b"a: b\na: c\n", 2, 1),
        ("a: 計 b\nb: &x\n".encode(), 2, 4),
    ],
)
def test_faults_name_line_and_column(data: bytes, line: int, column: int) -> None:
    place = one_fault(data).place
    assert (place.line, place.column) == (line, column)


# what is written; where the hand slipped; the words there; part of what is said
TRAPS = {
    "a second colon": ("title: Autumn: the harvest\n", 1, ": the", "second colon"),
    "a second colon, further down": ("title: Autumn\n  went on: far\nb: c\n", 2, ": far", "goes on here with a colon"),
    "a leading quote": ('say: "Enough," he says\nb: c\n', 1, '"Enough', "begins with a quotation mark"),
    "a quote not closed": ('say: "Enough\nafter: x\nmore: y\n', 1, '"Enough', "not closed"),
    "a quote closed far below": ('say: "Enough\nafter: x\nmore: "y"\n', 1, '"Enough', "not closed"),
    "an apostrophe": ("a: b\nsay: 'Tis late\nmore: y\n", 2, "'Tis", "not closed"),
    "a leading bracket": ("say: [aside] he goes\n", 1, "[aside", "begin with `[`"),
    "a leading star": ("say: *all* of it\n", 1, "*all", "begin with `*`"),
    "a leading at": ("say: @home\n", 1, "@home", "begin with `@`"),
    "a leading percent": ("a: b\nsay: %50\n", 2, "%50", "begin with `%`"),
    "a leading greater": ("say: > 5 sacks\n", 1, "> 5", "begin with `>`"),
    "a leading bar": ("say: | 5 sacks\n", 1, "| 5", "begin with `|`"),
    "a leading figure": ("say: {grain | int} sacks\nb: c\n", 1, "{grain", "begin with `{`"),
    "a leading figure alone": ("say: {grain | int}\nb: c\n", 1, "{grain", "begin with `{`"),
    "a leading condition": ("say: {if sealed}The door.{end}\nb: c\n", 1, "{if", "begin with `{`"),
    "a full-width colon": ("title：Autumn\nblurb: x\n", 1, "：", "full-width colon"),
    "a full-width colon below": ("a: b\ntitle：Autumn\nblurb: x\n", 2, "：", "full-width colon"),
    "a backslash in quotes": ('path: "C:\\granary"\n', 1, "\\", "backslash"),
    "a tab": ("a:\n\tb: c\n", 2, "\t", "use spaces"),
    "no space after the colon": ("title:The flood\nturn: x\n", 1, "The", "write `title: `"),
    "none at the end": ("- document: a\n  turn: x\n  title:The flood\n", 3, "The", "write `title: `"),
    "a space before and none after": ("title :The flood\nb: c\n", 1, "The", "write `title: `"),
    "no space after the hyphen": ("-document: a\n  title: b\n", 1, "-doc", "write `- `"),
    "too far right": ("- document: a\n  title: x\n    turn: y\n", 3, "turn", "further right"),
    "too far left": ("- document: a\n  title: x\n turn: y\n", 3, "turn", "in which nothing begins"),
    "between": ("a:\n  - b: c\n d: e\n", 3, "d:", "indentation"),
    "a block that is not indented": ("text: |\nThe river.\nb: c\n", 2, "The", "is not indented"),
    "a block that is not indented, in a list": ("- a: x\n  text: |\n  The river.\n  b: c\n", 3, "The", "not indented"),
    "a block that ends too far left": ("text: |\n    First.\n  Second.\nb: c\n", 3, "Second", "further left"),
    "a block without text": ("text: |\nbasis: x\n", 1, "|", "no text"),
    "a missing hyphen": ("a:\n  - b: c\n    d: e\n  b: f\n  d: g\n", 4, "b: f", "hyphen is missing"),
    "a missing first hyphen": ("a:\n  b: c\n  d: e\n  - b: f\n    d: g\n", 2, "b: c", "hyphen is missing"),
    "a key that stands twice": ("a: b\nc: d\na: e\n", 3, "a: e", "the first is in line 1"),
    "an item run into the last": ("- a: b\n  c: d\n  a: e\n", 3, "a: e", "write `- ` before it"),
    "no colon": ("a: b\ntitle The flood\nb: c\n", 2, "title", "no `key: value`"),
    "an equals sign": ("a: b\ntitle = The flood\nb: c\n", 2, "=", "no equals sign"),
    "a no-break space before a key": ("- document: a\n\u00a0 title: x\n", 2, "\u00a0", "not an ordinary one"),
    "a no-break space after a colon": ("title:\u00a0x\n", 1, "\u00a0", "not an ordinary one"),
    "a wide space before a key": ("- document: a\n\u3000title: x\n", 2, "\u3000", "not an ordinary one"),
}  # fmt: skip


@pytest.mark.parametrize("name", TRAPS)
def test_beginners_traps_are_told_where_the_hand_slipped(name: str) -> None:
    text, line, words, said = TRAPS[name]
    fault = one_fault(text.encode())
    assert fault.place.line == line, fault.with_caret()
    assert text.split("\n")[line - 1][fault.place.column - 1 :].startswith(words), fault.with_caret()
    assert said in fault.headline()
    assert "did not find" not in fault.message


@pytest.mark.parametrize(
    ("text", "column"),
    [
        ("title: The flood #5 of 1959\n", 18),
        ("title: The flood # of 1959\n", 18),
        ("title: x  #5\n", 10),
        ("title: x  # a comment\n", 0),
        ("title: x  # see #5\n", 0),
        ("title: 'a #b'  # a comment\n", 0),
        ("text: |\n  number #5\n", 0),
        ("# number #5\ntitle: x\n", 0),
    ],
)
def test_words_that_a_comment_eats_are_warned_of(text: str, column: int) -> None:
    node, found = read(text.encode())
    assert node is not None
    assert [(f.code, f.severity, f.place.column) for f in found] == (
        [("yaml-comment", Severity.WARNING, column)] if column else []
    )


def test_what_looks_like_a_trap_and_is_none() -> None:
    plain = "title : a\u00a0b\nsay: “Enough”, he says\nlist: [“a”]\nno: no\nv: 1.10\n"
    block = "text: |\n  \u3000\u3000两斤：a: b\n  [sic] {x} %\n"
    assert read((plain + block).encode())[1] == ()


# what is written for a kind of value; part of the hint
MEANT = [
    (TEXT, "[sic]", "a text that begins with `[`"),
    (TEXT, "\n  - one\n  - two", "lines that begin with `- `"),
    (TEXT, "\n  one: two", "lines with a colon"),
    (NUMBER, "1,5", "write a decimal point: 1.5"),
    (NUMBER, "12,000", "in one piece"),
    (NUMBER, "12 000", "in one piece"),
    (NUMBER, "5%", "a share"),
    (NUMBER, "１２", "Chinese input method"),
    (NUMBER, "12 jin", "the number alone"),
    (NUMBER, "−3", "write `-` for minus"),
    (YES_NO, "Yes", "write yes"),
    (YES_NO, "true", "write yes"),
    (YES_NO, "“no”", "write no"),
    (IDENT, "“calm”", "without quotation marks: calm"),
    (IDENT, "The Flood", "the_flood"),
    (many(IDENT), "-calm", "a space after the hyphen"),
    (many(IDENT), "\n  a: b", "a hyphen is missing"),
    (shape(Turn), "turn：week", "full-width colon"),
    (shape(Turn), "turn:week", "a space after the colon"),
    (pairs(TEXT), "one：two", "full-width colon"),
]


@pytest.mark.parametrize(("kind", "written", "hint"), MEANT)
def test_the_hint_knows_what_was_meant(kind: Kind, written: str, hint: str) -> None:
    faults = Faults()
    node = read_yaml(f"a: {written}\n".encode(), "story.yaml", faults)
    assert isinstance(node, Mapping), [f.headline() for f in faults]
    with pytest.raises(Unreadable):
        kind.read(node.pairs[0][1], faults)
    (fault,) = faults
    assert hint in fault.hint, fault.headline()


def test_text_stays_text() -> None:
    node, found = read(b"a: no\nb: 1.10\nc: 12:30\nd: 2001-01-01\ne: null\nf: 0o17\ng: 1_000\nh: ''\n")
    assert not found
    assert isinstance(node, Mapping)
    assert [v.value for _, v in node.pairs if isinstance(v, Text)] == [
        "no", "1.10", "12:30", "2001-01-01", "null", "0o17", "1_000", "",
    ]  # fmt: skip


def test_mark_at_the_beginning_and_windows_line_ends_are_welcome() -> None:
    node, found = read("\ufeffa: |\r\n  one\r\n  two\r\nb: c\r\n".encode())
    assert not found
    assert isinstance(node, Mapping)
    assert node.get("a") == Text("one\ntwo\n", node.place, block=True)


def value_of(kind: Kind, written: str) -> object:
    faults = Faults()
    node = read_yaml(f"a: {written}\n".encode(), "story.yaml", faults)
    assert isinstance(node, Mapping), [f.headline() for f in faults]
    try:
        return kind.read(node.pairs[0][1], faults)
    except Unreadable:
        (fault,) = faults
        assert fault.hint
        assert (fault.place.line, fault.place.column) == (1, 4)
        return fault.code


@pytest.mark.parametrize(
    "written", ["1e999", "nan", "inf", "-inf", ".inf", ".nan", "0x10", "1_000", "1,5", "１２", "٣", "1e13", "--1"]
)
def test_what_is_not_a_number(written: str) -> None:
    assert value_of(NUMBER, written) == "wrong-type"


@pytest.mark.parametrize(
    ("written", "value"), [("1.10", 1.1), ("-0.3", -0.3), ("1e12", 1e12), ("'12'", 12.0), ("+5", 5.0)]
)
def test_what_is_a_number(written: str, value: float) -> None:
    assert value_of(NUMBER, written) == value


def test_types_are_those_the_key_asks_for() -> None:
    assert value_of(YES_NO, "no") is False
    assert value_of(TEXT, "no") == "no"
    assert value_of(YES_NO, "true") == "wrong-type"
    assert value_of(YES_NO, "No") == "wrong-type"
    assert value_of(INTEGER, "12") == 12
    assert value_of(TEXT, "12:30") == "12:30"


@settings(max_examples=150)
@given(st.binary(max_size=400))
def test_any_bytes_give_nodes_or_faults(data: bytes) -> None:
    node, found = read(data)
    assert (node is None) == any(f.severity is Severity.ERROR for f in found)


@settings(max_examples=150)
@given(st.text(alphabet="ab: -|>[]{}&*!%@`'\"#?,\n\t\\~<0é計", max_size=120))
def test_any_signs_give_nodes_or_faults(text: str) -> None:
    node, found = read(text.encode())
    assert (node is None) == any(f.severity is Severity.ERROR for f in found)
    if node is not None:
        assert isinstance(node, Text | Listing | Mapping)
