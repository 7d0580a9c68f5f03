"""A lesson that goes on from another is checked before anybody plays it: where it begins, what may wait in its past."""

from __future__ import annotations

import pytest

from tests.conftest import MakeVariant
from tests.longer import ADDED, CHANGES, CUT

WRONG = {
    "no such cut": ("continues: short", "continues: shrot", "unknown-cut", "is no other cut"),
    "itself": ("continues: short", "continues: longer", "unknown-cut", "is no other cut"),
    "another turn": ("from: week_three", "from: week_two", "continues", "does not begin in the turn after"),
    "settings of its own": ("    past:\n", "    settings:\n      removals: 1\n    past:\n", "continues", "settings"),
    "nothing gone on from": ("    continues: short\n", "", "past", "goes on from no cut"),
    "an answer left out": ("      - scene: letter\n        sign: answer\n", "", "past", "no answer to `letter`"),
    "an answer that is not there": ("sign: answer", "sign: ansewr", "unknown-choice", "not what `letter` offers"),
    "an answer that may be closed": ("sign: answer", "sign: frame", "past", "is not always open"),
    "a scene that is not there": ("- scene: tally", "- scene: telly", "unknown-scene", "there is no scene `telly`"),
    "a scene of another part": (
        "    past:\n",
        "    past:\n      - scene: measure\n        sign:\n          amount: fair\n          seal: wax\n",
        "past",
        "not among the scenes of `short`",
    ),
}


def test_a_sound_one_passes(variant: MakeVariant) -> None:
    assert variant(CHANGES, added=ADDED).faults() == ()


@pytest.mark.parametrize("case", WRONG)
def test_what_is_refused(variant: MakeVariant, case: str) -> None:
    old, new, code, says = WRONG[case]
    assert old in CUT
    found = variant(CHANGES, added={**ADDED, "scenario.yaml": CUT.replace(old, new, 1)}).faults()
    assert any(f.code == code and says in f.message for f in found), [f.headline() for f in found]


def test_one_that_goes_on_cannot_be_gone_on_from(variant: MakeVariant) -> None:
    third = CUT.replace("cut: longer", "cut: longest").replace("continues: short", "continues: longer")
    found = variant(CHANGES, added={**ADDED, "scenario.yaml": CUT + third}).faults()
    assert any(f.code == "continues" and "goes on from another cut itself" in f.message for f in found)


def test_an_ending_for_a_cut_that_is_not_there(variant: MakeVariant) -> None:
    parts = {"endings.yaml": [("  - part: short\n", "  - part: short\n    cuts: [short, shrot]\n")]}
    found = variant({**CHANGES, **parts}, added=ADDED).faults()
    assert [f.code for f in found] == ["unknown-cut"]


def test_what_is_declared_is_no_logic_and_what_is_kept_is(variant: MakeVariant) -> None:
    logic = variant(CHANGES, added=ADDED).program().logic
    other = CUT.replace("sign: answer", "sign: burn")
    assert variant(CHANGES, added={**ADDED, "scenario.yaml": other}).program().logic == logic
    fewer = CUT.replace("keep: [gazette, ", "keep: [")
    assert variant(CHANGES, added={**ADDED, "scenario.yaml": fewer}).program().logic != logic
