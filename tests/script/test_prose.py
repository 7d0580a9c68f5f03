"""Texts with braces: if, else, end, nesting, braces, formats, bands; and mistakes with their exact place."""

from __future__ import annotations

import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from game.script.checker import Kind, Scope, Symbol
from game.script.evaluator import ValueFault
from game.script.faults import Fault, Faults, Place
from game.script.gate import read_yaml
from game.script.nodes import Mapping
from game.script.prose import bind_prose, check_prose, expressions, format_number, parse_prose, render
from game.script.shapes import PROSE

SCOPE = Scope(
    symbols={
        "grain": Symbol("grain", Kind.NUMBER),
        "sealed": Symbol("sealed", Kind.CONDITION),
        "mood": Symbol("mood", Kind.WORD, words=("calm", "very_tense")),
    }
)
BANDS = {"amount": lambda value: "little" if value < 50 else "plenty"}
FORMATS = {"int", "one", "two", "percent", "words", "amount"}


class Moment:
    """Three values."""

    def __init__(self, grain: float, sealed: bool, mood: float) -> None:
        self.values: dict[str, float | bool] = {"grain": grain, "sealed": sealed, "mood": mood}

    def value(self, name: str) -> float | bool:
        return self.values[name]


def shown(text: str, grain: float = 100.0, sealed: bool = False, mood: float = 0.0) -> str:
    faults = Faults()
    prose = parse_prose(text, Place("story.yaml"), faults)
    check_prose(prose, SCOPE, FORMATS, faults)
    assert not faults.found, [f.headline() for f in faults]
    return render(bind_prose(prose, SCOPE), Moment(grain, sealed, mood), BANDS)  # type: ignore[arg-type]


def faults_in(block: str) -> tuple[Fault, ...]:
    """The faults of a text that stands as a block in a file, two lines down."""
    faults = Faults()
    data = "first: x\ntext: |\n" + "".join(f"  {line}\n" for line in block.split("\n"))
    node = read_yaml(data.encode(), "story.yaml", faults)
    assert isinstance(node, Mapping)
    found = node.get("text")
    assert found is not None
    prose = PROSE.read(found, faults)
    check_prose(prose, SCOPE, FORMATS, faults)
    return tuple(faults)


@pytest.mark.parametrize(
    ("text", "out"),
    [
        ("Nothing.", "Nothing."),
        ("{grain | int} sacks", "100 sacks"),
        ("{grain|int}", "100"),
        ("{ grain / 8 | two }", "12.50"),
        ("{mood | words}", "calm"),
        ("{grain | amount}", "plenty"),
        ("{grain / 4 | amount}", "little"),
        ("{if sealed}shut{else}open{end}", "open"),
        ("{if not sealed}open{end}.", "open."),
        ("{if sealed}shut{end}.", "."),
        ("{ if sealed }a{ else }b{ end }", "b"),
        ("{if(grain > 5)}many{end}", "many"),
        ("{if\n  sealed or\n  grain > 5}many{end}", "many"),
        ("{if mood == calm}a{if grain > 5}b{if sealed}c{else}d{end}{end}{end}e", "abde"),
        ("{{not a figure}}", "{not a figure}}"),
        ("a } b", "a } b"),
        ("{{{grain | int}", "{100"),
        ("{when(sealed, 1, 2) | int}", "2"),
        ("two\n\nparagraphs {grain | one}", "two\n\nparagraphs 100.0"),
    ],
)
def test_what_texts_show(text: str, out: str) -> None:
    assert shown(text) == out


def test_words_lose_their_underscore() -> None:
    assert shown("{mood | words}", mood=1.0) == "very tense"


@pytest.mark.parametrize(
    ("value", "form", "text"),
    [
        (12345.4, "int", "12,345"),
        (0.5, "int", "1"),
        (1.5, "int", "2"),
        (2.5, "int", "3"),
        (-2.5, "int", "-3"),
        (-0.4, "int", "0"),
        (0.25, "one", "0.3"),
        (1.005, "two", "1.01"),
        (1234567.891, "two", "1,234,567.89"),
        (0.125, "percent", "12.5"),
        (0.12, "percent", "12"),
        (-0.125, "percent", "-12.5"),
        (49.99, "amount", "little"),
        (50.0, "amount", "plenty"),
    ],
)
def test_formats(value: float, form: str, text: str) -> None:
    assert format_number(value, form, BANDS) == text


@pytest.mark.parametrize(
    ("block", "code", "line", "column", "hint"),
    [
        ("{grian | int}", "unknown-name", 3, 4, "did you mean `grain`?"),
        ("one\ntwo {grian | int}", "unknown-name", 4, 8, "did you mean `grain`?"),
        ("one\n\n    two  {  grian | int}", "unknown-name", 5, 15, "did you mean `grain`?"),
        ("a {grain | itn}", "unknown-format", 3, 6, "did you mean `int`?"),
        ("a {grain | words}", "unknown-format", 3, 6, "int, one, two"),
        ("a {grain}", "text-format", 3, 5, "{name | int}"),
        ("a {grain | int", "text-brace", 3, 5, "}"),
        ("a\nb {if sealed}c", "text-brace", 4, 5, "add {end}"),
        ("a\nb {end}", "text-brace", 4, 5, "every {if}"),
        ("a\nb {else}", "text-brace", 4, 5, "every {if}"),
        ("{if sealed}a{else}b{else}c{end}", "text-brace", 3, 22, "one {else}"),
        ("{if sealed}a{elif grain > 1}b{end}", "text-format", 3, 15, "{else}{if"),
        ("{if sealed}a{else if grain > 1}b{end}", "text-format", 3, 15, "{else}{if"),
        ("{if sealed}a{endif}{end}", "text-format", 3, 15, "write {end}"),
        ("{if}a{end}", "text-format", 3, 3, "{if condition}"),
        ("{if grain}a{end}", "wrong-kind", 3, 7, "compare it"),
        ("{if sealed and\n  grian > 2}a{end}", "unknown-name", 4, 5, "did you mean `grain`?"),
        ("{sealed | int}", "wrong-kind", 3, 4, "when(condition, 1, 0)"),
        ("{mood | int}", "wrong-kind", 3, 4, ""),
        ("{grain = 2 | int}", "expression-character", 3, 10, "`==`"),
        ("a\nb {grain.x | int}", "expression-dot", 4, 11, ""),
    ],
)
def test_faults_have_line_column_and_hint(block: str, code: str, line: int, column: int, hint: str) -> None:
    found = [f for f in faults_in(block) if f.code == code]
    assert found, [f.headline() for f in faults_in(block)]
    assert (found[0].place.line, found[0].place.column) == (line, column), found[0].headline()
    assert hint in found[0].hint
    caret = found[0].with_caret().split("\n")
    assert caret[-1].index("^") - 4 == column - 1


def test_nesting_has_a_limit() -> None:
    assert shown("{if not sealed}" * 12 + "x" + "{end}" * 12) == "x"
    assert "text-depth" in {f.code for f in faults_in("{if sealed}" * 13 + "x" + "{end}" * 13)}
    assert "text-depth" in {f.code for f in faults_in("{if sealed}" * 1500)}


def test_a_text_has_a_limit() -> None:
    assert [f.code for f in faults_in("x" * 20_001)] == ["text-size"]
    began = time.process_time()
    assert faults_in("{grian | int}\n" * 1_300)
    assert time.process_time() - began < 5.0


def test_a_text_that_divides_by_zero_says_where() -> None:
    faults = Faults()
    prose = parse_prose("a {1 / grain | int}", Place("story.yaml", 7, 3, "  a {1 / grain | int}"), faults)
    with pytest.raises(ValueFault, match=r"story\.yaml:7:6: division by zero"):
        render(prose, Moment(0.0, False, 0.0), BANDS)  # type: ignore[arg-type]


def test_plain_holds_both_sides() -> None:
    prose = parse_prose("a {if sealed}b{else}c{end} {grain | int}", Place("f"), Faults())
    assert prose.plain() == "a bc …"
    assert len(list(expressions(prose))) == 2


PIECES = [
    "{", "}", "{{", "{if ", "{if sealed}", "{else}", "{end}", "{grain | int}", "grain", "|", " ", "\n", "x", "(", "é",
]  # fmt: skip


@settings(max_examples=300)
@given(st.lists(st.sampled_from(PIECES), max_size=25).map("".join))
def test_any_braces_give_a_text_or_faults(text: str) -> None:
    faults = Faults()
    prose = parse_prose(text, Place("story.yaml", 1, 1, text.split("\n")[0]), faults)
    check_prose(prose, SCOPE, FORMATS, faults)
    if not faults.found:
        assert isinstance(render(bind_prose(prose, SCOPE), Moment(1.0, True, 0.0), BANDS), str)  # type: ignore[arg-type]


@settings(max_examples=200)
@given(st.text(alphabet="ab \n.é計*|", max_size=200))
def test_text_without_braces_stays_as_it_is(text: str) -> None:
    assert shown(text) == text
