"""Every finding has a definition, and every call that makes one fills its sentence: held over the source itself."""

from __future__ import annotations

import ast
import string
from collections.abc import Iterator
from pathlib import Path

import pytest
from attrs import frozen

from game.script.faults import Fault, Faults, Place, Severity, finding
from game.script.findings import LONGEST_VALUE, USUAL, codes, definition
from tests.conftest import ROOT

MAKERS = {"add": 2, "fault": 3, "refuse": 2, "finding": 2}  # how many arguments stand before the situation
TRAPS = "traps.py"  # tells apart the situations of one code
# where a code comes from elsewhere: the functions that pass it on, and the codes of those that choose among some
PASSED_ON = {"add", "fault", "refuse", "finding"}
CHOSEN = {
    "link_scenes.py": ("unknown-turn", "unknown-beat", "unknown-desk", "unknown-person", "unknown-source"),
    "understanding.py": ("unknown-scene", "unknown-source"),
}


@frozen
class Call:
    """One call that makes a finding."""

    at: str
    code: str
    variant: str
    values: frozenset[str]


def calls() -> Iterator[Call]:
    """Every call in the program that makes a finding."""
    for path in sorted((ROOT / "game").rglob("*.py")):
        tree = ast.parse(path.read_text(encoding="utf-8"))
        for function in (n for n in ast.walk(tree) if isinstance(n, ast.FunctionDef)):
            for node in ast.walk(function):
                if isinstance(node, ast.Call):
                    yield from _made(node, function, path)


def _made(node: ast.Call, function: ast.FunctionDef, path: Path) -> Iterator[Call]:
    called = node.func.attr if isinstance(node.func, ast.Attribute) else getattr(node.func, "id", "")
    if path.name == TRAPS and called == "_at":
        variants = [n.value for n in ast.walk(node.args[0]) if isinstance(n, ast.Constant)]
        values = frozenset(str(k.arg) for k in node.keywords)
        yield from (Call(f"{TRAPS}:{node.lineno}", "yaml-syntax", str(v), values) for v in variants)
        return
    if called not in MAKERS or len(node.args) < MAKERS[called]:
        return
    if called == "add" and "faults" not in ast.unparse(node.func) and function.name != "twice":
        return
    at = f"{path.relative_to(ROOT)}:{node.lineno}"
    code = node.args[0]
    if isinstance(code, ast.Constant) and isinstance(code.value, str):
        chosen: tuple[str, ...] = (code.value,)
    elif function.name in PASSED_ON:
        return
    else:
        assert path.name in CHOSEN, f"{at}: name the code itself, or list it in CHOSEN"
        chosen = CHOSEN[path.name]
    variant = node.args[MAKERS[called]] if len(node.args) > MAKERS[called] else ast.Constant(USUAL)
    if function.name == "slipped":  # the situations of TRAPS
        return
    variants = [n.value for n in ast.walk(variant) if isinstance(n, ast.Constant)]
    assert variants, f"{at}: name the situation itself"
    values = frozenset(k.arg for k in node.keywords if k.arg and k.arg != "hint")
    for each in chosen:
        yield from (Call(at, each, str(v) or USUAL, values) for v in variants)


def places_in(text: str) -> set[str]:
    """The names that stand in braces."""
    return {name for _, name, _, _ in string.Formatter().parse(text) if name is not None}


FOUND = tuple(calls())


def test_the_source_was_read() -> None:
    assert len(FOUND) > 190
    assert len({c.code for c in FOUND}) > 90


@pytest.mark.parametrize("call", FOUND, ids=lambda c: f"{c.at}-{c.code}")
def test_every_call_names_a_definition_and_fills_it(call: Call) -> None:
    assert call.code in codes(), f"{call.at}: write game/script/findings/{call.code}.yaml"
    says = definition(call.code).says
    assert call.variant in says, f"{call.at}: `{call.code}` has no sentence `{call.variant}`"
    assert call.values == places_in("".join(says[call.variant])), call.at


@pytest.mark.parametrize("code", codes())
def test_every_definition_is_used_whole(code: str) -> None:
    used = {c.variant for c in FOUND if c.code == code}
    assert set(definition(code).says) == used
    assert definition(code).severity in set(Severity)


def test_a_value_is_shortened_and_stays_on_its_line() -> None:
    found = Faults()
    found.add("unknown-name", Place("a.yaml"), name="x" * 500 + "\n{name.__class__}")
    (fault,) = found
    assert len(fault.message) < LONGEST_VALUE + 40
    assert "\n" not in fault.message
    odd = finding("bad-id", Place("a.yaml"), value="{value.__class__} {0}")
    assert odd.message == "`{value.__class__} {0}` is not an id"


def test_a_better_hint_takes_the_place_of_the_usual_one() -> None:
    usual = finding("unknown-turn", Place("a.yaml"), name="may")
    better = finding("unknown-turn", Place("a.yaml"), name="may", hint="did you mean `mai`?")
    assert (usual.message, usual.severity) == (better.message, Severity.ERROR)
    assert usual.hint == definition("unknown-turn").says[USUAL][1]
    assert better == Fault("unknown-turn", Place("a.yaml"), usual.message, "did you mean `mai`?")
