"""Mistakes in `debrief.yaml` are found and placed."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from game.script.faults import Faults
from game.script.logic import logic_hash
from game.script.reader import examine, load

WHOLE = """
calendars:
  - calendar: halves
    periods:
      - period: 1958
        turns: [week_one, week_two]
charts:
  - chart: store
    title: The store
    unit: sacks
    calendar: halves
    lines:
      - line: told
        label: told
        role: reported
        is: grain + lost
      - line: real
        label: real
        role: real
        is: per_head * 10
      - line: record
        label: record
        role: history
        values:
          1958: 7
        sources: [almanac]
    mark: rot * 100
    mark_label: damp
toll:
  say: Nobody died.
  sources: [almanac]
limits:
  - leans: too simple
    say: There is one room.
explain:
  - explain: grain
    title: Why the store was emptiest when it was
    at: lowest
questions:
  - question: who
    ask: Who measures?
"""


def codes(folder: Path) -> list[str]:
    faults = Faults()
    examine(folder, faults)
    assert all(f.place.file.endswith("debrief.yaml") for f in faults)
    return [f.code for f in faults]


def test_a_whole_file_is_read_and_changes_no_run(with_debrief: Callable[[str], Path]) -> None:
    folder = with_debrief(WHOLE)
    assert codes(folder) == []
    scenario = load(folder).scenario
    assert [c.id for c in scenario.debrief.charts] == ["store"]
    (folder / "debrief.yaml").unlink()
    assert logic_hash(scenario) == logic_hash(load(folder).scenario)


@pytest.mark.parametrize(
    ("old", "new", "code"),
    [
        ("calendar: halves\n    lines", "calendar: thirds\n    lines", "unknown-calendar"),
        ("[week_one, week_two]", "[week_one, week_too]", "unknown-turn"),
        ("sources: [almanac]\n    mark", "sources: [almanack]\n    mark", "unknown-source"),
        ("sources: [almanac]\nlimits", "sources: [almanack]\nlimits", "unknown-source"),
        ("1958: 7", "1959: 7", "unknown-period"),
        ("is: grain + lost", "is: grain + visits(letter)", "chart-scene"),
        ("is: grain + lost", "is: when(seen(letter), 1, 0)", "chart-scene"),
        ("mark: rot * 100", "mark: grain", "chart-mark"),
        ("    mark_label: damp\n", "", "missing-key"),
        ("role: real", "role: reported", "range"),
        ("        is: grain + lost\n", "", "missing-key"),
        ("        sources: [almanac]\n    mark", "    mark", "missing-key"),
        ("is: grain + lost", "is: grane", "unknown-name"),
        ("is: grain + lost", "is: grain > 2", "wrong-kind"),
        ("leans: too simple", "leans: too sad", "unknown-word"),
        ("explain: grain", "explain: grane", "unknown-name"),
        ("at: lowest", "at: sum", "range"),
        ("- line: real", "- line: told", "declared-twice"),
        ("  - question: who\n", "  - question: who\n    ask: Why?\n  - question: who\n", "declared-twice"),
    ],
)
def test_each_mistake_has_its_code(with_debrief: Callable[[str], Path], old: str, new: str, code: str) -> None:
    assert old in WHOLE
    assert codes(with_debrief(WHOLE.replace(old, new, 1))) == [code]


def test_a_chart_may_not_ask_for_scenes_through_a_figure_either(with_debrief: Callable[[str], Path]) -> None:
    folder = with_debrief(WHOLE)
    figures = folder / "figures.yaml"
    figures.write_text(figures.read_text().replace("is: grain / 10", "is: grain / 10 + visits(letter)"))
    assert codes(folder) == ["chart-scene"]


def test_a_chart_of_the_record_alone_is_refused(with_debrief: Callable[[str], Path]) -> None:
    start, end = WHOLE.index("      - line: told"), WHOLE.index("      - line: record")
    assert codes(with_debrief(WHOLE[:start] + WHOLE[end:])) == ["missing-key"]
