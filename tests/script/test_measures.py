"""Measures, the chair and what nobody could change: every mistake in them is named with its place."""

from __future__ import annotations

import pytest

from tests.conftest import MakeVariant
from tests.playtest.conftest import MEASURES


@pytest.mark.parametrize(
    ("old", "new", "code", "says"),
    [
        ("is: grain", "is: grian", "unknown-name", "grian"),
        ("is: grain", "is: grain > 2", "wrong-kind", ""),
        ("is: grain", "is: when(seen(letter), 1, 0)", "measure-scene", "cannot ask for scenes"),
        ("measure: damp", "measure: store", "declared-twice", "two measures called `store`"),
        ("format: one", "format: amount_word", "unknown-format", "amount_word"),
        ("ranks: yes", "ranks: yes\n    toll: yes", "toll-ranks", "counts the dead"),
        ("little: 0.05", "little: -1", "range", "`little`"),
        ("over: sum", "over: all", "unknown-word", "all"),
        ("direction: less", "direction: worse", "unknown-word", "worse"),
        ("  - say: another keeper", "  - when: office == 0\n    say: another keeper", "open-end", "no condition"),
        ("when: office > 0", "when: grain", "wrong-kind", ""),
        ("[almanac]", "[almanach]", "unknown-source", "almanach"),
    ],
)
def test_a_mistake_is_named(variant: MakeVariant, old: str, new: str, code: str, says: str) -> None:
    assert old in MEASURES
    faults = variant(added={"debrief.yaml": MEASURES.replace(old, new, 1)}).faults()
    assert code in [f.code for f in faults], faults
    found = next(f for f in faults if f.code == code)
    assert says in found.message
    assert found.place.file.endswith("debrief.yaml")
    assert found.place.line > 1


def test_without_mistake_there_is_none(variant: MakeVariant) -> None:
    assert variant(added={"debrief.yaml": MEASURES}).faults() == ()
