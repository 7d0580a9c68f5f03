"""`docs/model.md`: its tables made from the story's declarations, from the reference run and from what was measured.

`python -m tests.docs.model_page` writes the page anew; `--measure` plays and measures first.
"""

from __future__ import annotations

import re
import sys
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import Any

from game.debrief.model_build import model_view
from game.debrief.model_page import blocks, fill, num, short, table
from game.engine.program import Program, build
from game.playtest.reference import reference
from game.script.reader import load
from tests.docs import measure

ROOT = Path(__file__).parents[2]
PAGE = ROOT / "docs" / "model.md"
GOLDEN = ROOT / "tests" / "content" / "golden_reference.yaml"
WHOLE_KCAL = "N"

Outcome = tuple[float, float, float, float, float, float]  # mean, p5, p50, p95, in office, chair lost; percentages
PROTOTYPE: Mapping[str, Outcome] = {
    "honest": (3.72, 0.2, 2.9, 10.3, 0.17, 90),
    "hedger": (3.3, 0.8, 2.5, 9.0, 1.73, 35),
    "protector": (2.98, 0.5, 1.8, 9.2, 0.76, 51),
    "zhejiang": (3.81, 1.2, 3.1, 9.2, 2.52, 30),
    "henan": (9.43, 5.4, 9.1, 14.7, 8.54, 55),
    "zealot": (24.18, 16.2, 24.4, 31.4, 22.74, 89),
    "random": (9.08, 3.1, 8.5, 17.7, 2.25, 88),
}
YEARS = tuple(range(1957, 1963))
Row = tuple[float, ...]
COUNTRY: Mapping[str, tuple[str, float, int, Row, Row]] = {  # label, times, places, the prototype's, the record's
    "grain_index": (
        "Grain, 1957 as 100", 1, 1, (98.0, 100.8, 85.8, 71.5, 75.4, 82.1), (100, 102.5, 87, 73.5, 75.6, 82)
    ),
    "procurement_share": (
        "Taken by the state, %", 100, 1, (24.5, 29.4, 39.4, 35.7, 27.5, 23.9), (24.6, 29.4, 39.7, 35.6, 27.4, 23.8)
    ),
    "death_rate": (
        "Deaths for each 1,000", 1, 1, (11.1, 12.2, 13.7, 27.3, 14.6, 10.0), (11.07, 12.5, 14.61, 28.58, 14.58, 10.32)
    ),
    "birth_rate": (
        "Births for each 1,000", 1, 1, (30.7, 27.8, 27.0, 20.1, 21.7, 33.4), (32.8, 28.4, 23.8, 19.35, 17, 37.3)
    ),
}
PERIODS = {
    "by summer 1959": ("autumn_1958", "winter_1958", "spring_1959", "summer_1959"),
    "autumn 1959 to summer 1960": ("autumn_1959", "winter_1959", "spring_1960", "summer_1960"),
    "autumn 1960 to summer 1961": ("autumn_1960", "winter_1960", "spring_1961", "summer_1961"),
    "later": ("autumn_1961", "winter_1961", "spring_1962", "summer_1962", "autumn_1962"),
}


def golden() -> dict[str, list[float]]:
    """The reference run as the prototype printed it."""
    found = re.findall(r"^(\w+): \[(.+)\]$", GOLDEN.read_text(encoding="utf-8"), re.MULTILINE)
    return {name: [float(v) for v in row.split(",")] for name, row in found}


def reference_block(program: Program) -> str:
    """The prototype's line and this program's, figure by figure, and how far they lie apart."""
    ours = reference(program)
    rows: list[tuple[str, ...]] = []
    gaps: list[float] = []
    kcal = 0.0
    for name, printed in golden().items():
        mine = [round(v, 1) for v in ours[name]]
        rows.append((name, *(f"{v:.1f}" for v in printed)))
        rows.append(("*here*", *(f"{abs(v) if v == 0 else v:.1f}" for v in mine)))
        apart = [abs(a - b) for a, b in zip(mine, printed, strict=True)]
        if name == WHOLE_KCAL:
            kcal = max(apart)
        else:
            gaps += apart
    differ = sum(gap > 0.05 for gap in gaps)
    heads = ("figure", *(short(t.label) for t in program.turns))
    return (
        f"{table(heads, rows, right=1)}\n\n"
        f"Of {len(gaps)} numbers beside `N`, {differ} differ, the widest by {max(gaps):.1f}. `N` differs by at most "
        f"{kcal:.1f} kcal."
    )


def country_block(measured: Mapping[str, Any]) -> str:
    """The country against the later statistics."""
    series = measured["country"]["series"]
    rows: list[tuple[str, ...]] = []
    for name, (label, times, places, prototype, record) in COUNTRY.items():
        mine = (series[name].get(str(year)) for year in YEARS)
        rows.append((label, "here", *("-" if v is None else f"{times * v:.{places}f}" for v in mine)))
        rows.append(("", "prototype", *(f"{v:.{places}f}" for v in prototype)))
        rows.append(("", "record", *map(num, record)))
    return table(("", "", *map(str, YEARS)), rows, right=2)


def outcomes_block(program: Program, measured: Mapping[str, Any]) -> str:
    """Each official three times: the prototype, here by levers, here through papers."""
    rows: list[tuple[str, ...]] = []
    for official in program.scenario.officials:
        direct = measured["direct"]["officials"][official.id]
        papers = measured["plays"]["officials"][official.id]
        rows.append((f"{official.label} (`{official.id}`)", "prototype", *_outcome(PROTOTYPE[official.id])))
        rows.append(("", "here, by levers", *_outcome(_measured(direct))))
        rows.append(("", "**here, through papers**", *_outcome(_measured(papers))))
    heads = ("official", "", "mean", "5 %", "50 %", "95 %", "in office", "chair lost, %")
    plays, direct = measured["plays"], measured["direct"]
    return (
        f"{table(heads, rows, right=2)}\n\n"
        f"By levers: {direct['runs']:,} runs an official. Through papers: {plays['runs']:,} plays altogether, "
        f"from seed {plays['seed']}."
    )


def _measured(found: Mapping[str, Any]) -> Outcome:
    mean, low, middle, high = (100 * found["excess_share"][name] for name in ("mean", "p5", "p50", "p95"))
    return mean, low, middle, high, 100 * found["excess_in_office"]["mean"], 100 * found["removed_share"]


def _outcome(outcome: Outcome) -> Sequence[str]:
    mean, low, middle, high, office, lost = outcome
    return (f"{mean:.2f}", f"{low:.1f}", f"{middle:.1f}", f"{high:.1f}", f"{office:.2f}", f"{lost:.0f}")


def removals_block(program: Program, measured: Mapping[str, Any]) -> str:
    """When the chair was lost, trust and truth on file."""
    rows: list[tuple[str, ...]] = []
    for official in program.scenario.officials:
        found = measured["plays"]["officials"][official.id]
        lost = measure.removed_by_period(found, PERIODS)
        kept = f"{100 * (1 - found['removed_share']):.0f}"
        shares = (f"{100 * lost[period]:.0f}" for period in PERIODS)
        rows.append(
            (official.label, *shares, kept, f"{found['trust']['mean']:.0f}", f"{found['truth_on_file']['mean']:.0f}")
        )
    heads = ("official", *(f"lost {period}, %" for period in PERIODS), "kept, %", "trust", "truth on file")
    return table(heads, rows, right=1)


def signatures_block(measured: Mapping[str, Any]) -> str:
    """How many signatures runs have."""
    kept, removed = (measured["plays"]["signatures"][name] for name in ("kept", "removed"))
    return (
        f"A run in which the chair is kept has {kept['fewest']} to {kept['most']} signatures ({kept['runs']} plays, "
        f"half of them {kept['middle']} or more). A run in which it is lost has {removed['fewest']} to "
        f"{removed['most']} ({removed['runs']} plays)."
    )


def every_block(program: Program, measured: Mapping[str, Any]) -> dict[str, str]:
    """What the page can mark."""
    return {
        **blocks(model_view(program.scenario)),
        "reference": reference_block(program),
        "country": country_block(measured),
        "outcomes": outcomes_block(program, measured),
        "removals": removals_block(program, measured),
        "signatures": signatures_block(measured),
    }


def page(program: Program) -> str:
    """The page as it must be."""
    return fill(PAGE.read_text(encoding="utf-8"), every_block(program, measure.read()))


def main(arguments: Sequence[str], say: Callable[[str], object] = print) -> None:
    """Write the page."""
    loaded = load(ROOT / "story" / "great_leap")
    program = build(loaded.scenario, loaded.scope)
    if "--measure" in arguments:
        say("measuring; this takes some minutes")
        measure.write(program)
    PAGE.write_text(page(program), encoding="utf-8")
    say(f"wrote {PAGE.relative_to(ROOT)}")


if __name__ == "__main__":
    main(sys.argv[1:])
