"""Every example on expressions and texts is worked out in a run; no operator, call or format is left out."""

from __future__ import annotations

import re
import shutil
from pathlib import Path

import pytest

from game.engine.memory import Decision
from game.engine.program import Program, build
from game.engine.run import Run, begin
from game.engine.translate import Env
from game.script.checker import bind, check
from game.script.evaluator import Value, evaluate
from game.script.faults import Faults, Place, ScriptError
from game.script.parser import CALLS, COMPARISONS, parse
from game.script.prose import check_prose, parse_prose
from game.script.reader import load
from game.script.shapes import Formula
from game.session.moment import Moment
from tests.conftest import ROOT

EXPRESSIONS = ROOT / "docs" / "authors" / "expressions.md"
TEXTS = ROOT / "docs" / "authors" / "texts.md"
HERE = Place("the page", 1, 1)
FORMATS = frozenset({"int", "one", "two", "percent", "words", "amount"})


def rows(page: Path, head: str) -> list[list[str]]:
    """The cells of all tables with this head; the marks of code are taken off."""
    found: list[list[str]] = []
    inside = False
    for line in page.read_text(encoding="utf-8").splitlines():
        if not line.startswith("|"):
            inside = False
        elif line.startswith(head):
            inside = True
        elif inside and not line.startswith("| ---"):
            cells = re.split(r"(?<!\\)\|", line)[1:-1]
            found.append([re.sub(r"^`(.*)`$", r"\1", cell.strip().replace("\\|", "|")) for cell in cells])
    return found


SUMS = rows(EXPRESSIONS, "| write | gives |")
TYPED = rows(EXPRESSIONS, "| typed |")
SAID = rows(TEXTS, "| write | gives |")


@pytest.fixture(scope="module")
def program() -> Program:
    loaded = load(Path(__file__).parent / "moment")
    return build(loaded.scenario, loaded.scope)


@pytest.fixture
def run(program: Program) -> Run:
    """The moment that the pages describe: winter, with two papers signed in autumn."""
    run = begin(program, 1)
    for scene, pick in (("visit", "let_in"), ("count", "full")):
        run.decide(Decision("autumn", scene, (pick,)))
    run.values[program.slots["mice"]] = 0.5  # what chance drew is put in by hand, so that a page can print it
    return run


def read(text: str, run: Run) -> tuple[Value, Value]:
    """An expression by the reference evaluator, and as the program compiles it."""
    program = run.program
    faults = Faults()
    expr = parse(text, HERE)
    check(expr, program.scope, HERE, faults)
    assert [f.headline() for f in faults] == []
    plain = evaluate(bind(expr, program.scope), Env(program, run.values, run.memory))
    return plain, program.call(Formula(text, HERE, expr), run.values, run.memory)


@pytest.mark.parametrize(("text", "gives"), [row[:2] for row in SUMS])
def test_an_expression_gives_what_the_page_says(text: str, gives: str, run: Run) -> None:
    plain, compiled = read(text, run)
    assert plain == compiled
    shown = ("yes" if plain else "no") if isinstance(plain, bool) else f"{round(plain, 2):g}"
    assert shown == gives


def test_no_operator_and_no_call_is_left_out() -> None:
    written = [re.findall(r"[a-z_]+(?=\()|\b(?:and|or|not)\b|\*\*|[<>=!]=|[-+*/<>]", row[0]) for row in SUMS]
    every = {sign for found in written for sign in found}
    assert every >= {*CALLS, *COMPARISONS, "+", "-", "*", "/", "**", "and", "or", "not"}


@pytest.mark.parametrize("name", ["turn", "turn_index", "season", "played_cut"])
def test_no_name_that_always_exists_is_left_out(name: str) -> None:
    assert any(re.search(rf"\b{name}\b", row[0]) for row in SUMS)


@pytest.mark.parametrize(("typed", "instead", "code"), TYPED)
def test_what_is_often_typed_is_found_and_the_other_is_right(typed: str, instead: str, code: str, run: Run) -> None:
    faults = Faults()
    try:
        check(parse(typed, HERE), run.program.scope, HERE, faults)
    except ScriptError as error:
        faults.found.append(error.fault)
    assert [f.code for f in faults] == [code]
    read(instead, run)


def test_the_table_of_names_is_the_moment(run: Run) -> None:
    for name, _, now in rows(EXPRESSIONS, "| name |"):
        if name == "mood":
            assert read(f"mood == {now}", run)[0] is True
        elif name == "turn":
            assert read(f"turn == {now}", run)[0] is True
        elif now:
            value, _ = read(name, run)
            assert ("yes" if value is True else f"{value:g}") == now


def text_moment(run: Run) -> Moment:
    """As the page on texts has it."""
    program = run.program
    run.values[program.slots["grain"]] = 1234.5
    run.values[program.slots["mood"]] = 2.0
    return Moment(program, Env(program, run.values, run.memory), program.scope)


@pytest.mark.parametrize(("text", "gives"), [row[:2] for row in SAID])
def test_a_text_reads_as_the_page_says(text: str, gives: str, run: Run) -> None:
    faults = Faults()
    prose = parse_prose(text, HERE, faults)
    check_prose(prose, run.program.scope, FORMATS, faults)
    assert [f.headline() for f in faults] == []
    assert text_moment(run).say(prose) == gives


def test_no_format_is_left_out() -> None:
    assert {found for row in SAID for found in re.findall(r"\| (\w+)\}", row[0])} == FORMATS


def test_effects_are_read_as_the_page_shows_them(tmp_path: Path) -> None:
    block = re.search(r"```yaml\n(effects:.*?)```", EXPRESSIONS.read_text(encoding="utf-8"), re.DOTALL)
    assert block is not None
    shutil.copytree(Path(__file__).parent / "moment", tmp_path / "moment")
    scenes = tmp_path / "moment" / "scenes" / "all.yaml"
    old = "      effects:\n        - letters += 1 because the clerk was answered\n"
    text = scenes.read_text(encoding="utf-8")
    assert old in text
    new = "".join(f"      {line}\n" for line in block.group(1).splitlines())
    scenes.write_text(text.replace(old, new), encoding="utf-8")
    loaded = load(tmp_path / "moment")
    run = begin(build(loaded.scenario, loaded.scope), 1)
    for scene, pick in (("visit", "let_in"), ("count", "full")):
        run.decide(Decision("autumn", scene, (pick,)))
    run.decide(Decision("winter", "now", ("go_on",)))
    found = {name: run.value(name) for name in ("letters", "grain", "mood", "sealed")}
    assert found == {"letters": 4, "grain": 25, "mood": 0, "sealed": 0}
