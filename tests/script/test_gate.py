"""The door for YAML: whatever comes is, within a second, nodes or one fault with place and hint; never an exception."""

from __future__ import annotations

import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from game.script.faults import Fault, Faults
from game.script.gate import MOST_BYTES, read_yaml
from game.script.nodes import Listing, Mapping, Node, Text
from game.script.shapes import INTEGER, NUMBER, TEXT, YES_NO, Kind, Unreadable


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


TRAPS = {
    "a second colon": (b"title: Autumn: the harvest\n", "second colon"),
    "a leading quote": (b'say: "Enough," he says\n', "begins with a quote"),
    "a leading bracket": (b"say: [aside] he goes\n", "begins with a sign"),
    "a leading star": (b"say: *all* of it\n", "begins with a sign"),
    "a leading at": (b"say: @home\n", "begins with a sign"),
    "a full-width colon": ("title：Autumn\nblurb: x\n".encode(), "full-width colon"),
    "a backslash in quotes": (b'path: "C:\\granary"\n', "backslash"),
    "a tab": (b"a:\n\tb: c\n", "use spaces"),
    "a missing indentation": (b"a:\n  - b: c\n d: e\n", "indentation"),
}


@pytest.mark.parametrize("name", TRAPS)
def test_beginners_traps_have_their_own_hint(name: str) -> None:
    data, words = TRAPS[name]
    fault = one_fault(data)
    assert words in fault.hint, fault.headline()


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
    assert (node is None) == bool(found)


@settings(max_examples=150)
@given(st.text(alphabet="ab: -|>[]{}&*!%@`'\"#?,\n\t\\~<0é計", max_size=120))
def test_any_signs_give_nodes_or_faults(text: str) -> None:
    node, found = read(text.encode())
    assert (node is None) == bool(found)
    if node is not None:
        assert isinstance(node, Text | Listing | Mapping)
