"""A place is made when somebody asks for it, and is then what it would have been from the start."""

from __future__ import annotations

import pickle

import pytest

from game.script.faults import Faults, Place, ScriptError
from game.script.nodes import Sheet, Text
from game.script.parser import parse, parse_afresh
from game.script.prose import parse_prose
from game.script.trail import Along, Trail, along
from tests.conftest import MakeVariant

LINES = ["text: |", "  One  two {if  a >", "  b}three{end}", "  four", "last: x"]


def test_a_place_that_waits_is_the_place_it_stands_for() -> None:
    value = "One  two {if  a >\nb}three{end}\nfour"
    base = Place("x.yaml", 2, 3, LINES[1])
    whole = along(value, base, LINES)
    for offset in range(len(value)):
        at = Trail(value, base, LINES).at(offset)
        waiting = along(value[offset:], whole, LINES, offset)
        assert (waiting.file, waiting.line, waiting.column, waiting.text) == (at.file, at.line, at.column, at.text)
        assert waiting == at
        assert at == waiting
        assert len({waiting, Along("", at, LINES)}) == 1
        assert pickle.loads(pickle.dumps(waiting)) == at
        assert type(pickle.loads(pickle.dumps(waiting))) is Place


def test_without_lines_a_place_moves_along_its_line() -> None:
    assert along("a + b", Place("x", 1, 5, "is: a + b"), (), 4) == Place("x", 1, 9, "is: a + b")


def test_a_node_knows_its_place() -> None:
    sheet = Sheet("x.yaml", LINES)
    assert Text("x", (sheet, 4, 6)).place == Place("x.yaml", 5, 7, "last: x")
    assert Text("x", (sheet, 4, 6), quoted=True).place.column == 8
    assert Text("x", (sheet, 4, 99)).place.column == len("last: x") + 1
    assert Text("One", (sheet, 0, 6), block=True).place == Place("x.yaml", 2, 3, LINES[1])


def test_one_tree_is_made_for_a_text_and_each_mistake_is_told_at_its_own_place() -> None:
    first, second = Place("x", 3, 5, "a"), Place("y", 8, 2, "b")
    assert parse("grain > 3 and office", first) is parse("grain > 3 and office", second)
    assert parse("grain > 3 and office", first) == parse_afresh("grain > 3 and office", second)
    for place in (first, second):
        with pytest.raises(ScriptError) as caught:
            parse("grain > ", place)
        assert caught.value.fault.place == place.shifted(8)


def test_the_same_mistake_in_two_scenes_is_two_findings(variant: MakeVariant) -> None:
    wrong = "  - condition: {0}\n    is: grian > 3\n"
    story = variant({"figures.yaml": [("conditions:\n", "conditions:\n" + wrong.format("a") + wrong.format("b"))]})
    found = story.faults()
    assert [f.code for f in found] == ["unknown-name", "unknown-name"]
    assert found[1].place.line == found[0].place.line + 2
    assert found[0].place.column == found[1].place.column == len("    is: ") + 1


def test_text_without_a_brace_is_one_piece() -> None:
    faults = Faults()
    assert parse_prose("", Place(""), faults).parts == ()
    assert parse_prose("a } b", Place(""), faults).parts == ("a } b",)
    assert not faults.found
