"""Hundreds of plays of every scenario by its officials: no error, nothing unreached, no dead choice, who plays matters.

`python -m tests.campaigns.plays --runs 500` prints the table of docs/developers/campaigns.md. What the tests hold with
fewer plays is in tests/content/test_every_scenario.py; both look into the folder and know no name.
"""

from __future__ import annotations

import argparse
import time
from collections.abc import Iterable
from typing import Any

from attrs import Factory, define

from game.playtest.carrying import file_of
from game.playtest.coverage import Coverage
from game.playtest.officials import Policy
from game.playtest.plays import Play, play
from game.playtest.report import report
from game.playtest.words import broken, ends, read
from tests.content.every import NAMES, SHORT, Played, differing, opened

HEADS = ("scenario", "plays", "errors", "seconds", "scenes", "choices", "dead", "taken by all", "endings", "fates",
         "signatures", "words", "measures that differ")  # fmt: skip
TOLD = 10  # seeds an official whose words are counted


@define
class Campaign:
    """What plays of one scenario came to; `errors` are in words."""

    name: str
    seconds: float = 0.0
    plays: list[Play] = Factory(list[Play])
    coverage: Coverage = Factory(Coverage)
    lessons: dict[str, int] = Factory(dict[str, int])
    errors: list[str] = Factory(list[str])

    def run(self, runs: int) -> None:
        """Play the scenario so many times, the same seeds for each official, and each lesson a third as often."""
        began = time.perf_counter()
        program = opened(self.name)
        policies = [Policy(o, program) for o in program.scenario.officials]
        for cut in ("", *program.cuts):
            wanted = runs // 3 if cut else runs
            for number in range(wanted):
                policy, seed = policies[number % len(policies)], 1 + number // len(policies)
                found = self._one(policy, seed, cut)
                if found is not None and not cut:
                    self.plays.append(found)
            if cut:
                self.lessons[cut] = wanted
        self.seconds = time.perf_counter() - began

    def _one(self, policy: Policy, seed: int, cut: str) -> Play | None:
        program = policy.program
        try:
            return play(program, policy, seed, cut, file_of(program, seed), coverage=self.coverage)[0]
        except Exception as error:  # noqa: BLE001 - whatever it is, it is counted and named
            self.errors.append(f"{self.name} {cut} {policy.official.id} {seed}: {type(error).__name__}: {error}")
            return None

    def row(self) -> list[str]:
        """The line of the table."""
        program, data = opened(self.name), self.data()
        cover = data["coverage"]
        words = ends(p.words for p in read(program, range(1, TOLD + 1)).paths)
        signatures = ends(p.signatures for p in self.plays)
        lessons = "".join(f" and {n:,} of `{cut}`" for cut, n in self.lessons.items())
        return [
            self.name,
            f"{len(self.plays):,}{lessons}",
            str(len(self.errors)),
            f"{self.seconds:.0f}",
            *(f"{cover[kind]['reached']} of {cover[kind]['total']}" for kind in ("scenes", "choices")),
            str(len(cover["options"]["dead"]) + len(cover["options"]["never_offered"])),
            str(len(cover["options"]["only_answer"])),
            *(f"{cover[kind]['reached']} of {cover[kind]['total']}" for kind in ("endings", "fates")),
            f"{signatures['min']:g} to {signatures['max']:g}",
            f"{words['min']:,.0f} to {words['max']:,.0f}",
            f"{len(differing(Played(program, tuple(self.plays), self.coverage)))} of {len(data['measures'])}",
        ]

    def troubles(self) -> list[str]:
        """Everything that should not be, in words."""
        cover, program = self.data()["coverage"], opened(self.name)
        missing = [name for kind in ("scenes", "choices", "endings", "fates") for name in cover[kind]["unreached"]]
        found = [*self.errors, *(f"never reached: {name}" for name in missing)]
        found += [f"hardly ever taken: {o['choice']}, in {o['offers']} offers" for o in cover["options"]["dead"]]
        found += [f"never offered: {name}" for name in cover["options"]["never_offered"]]
        found += [f"taken by all: {o['choice']}" for o in cover["options"]["only_answer"]]
        found += broken(read(program, range(1, TOLD + 1)), None if program.cuts else SHORT)
        return [f"{self.name}: {says}" for says in found]

    def data(self) -> dict[str, Any]:
        """The report of these plays."""
        return report(opened(self.name), self.plays, self.coverage, 1, self.seconds, self.lessons)


def table(rows: Iterable[list[str]]) -> list[str]:
    """The table in Markdown."""
    rule = ["---", *("---:" for _ in HEADS[1:])]
    return [f"| {' | '.join(cells)} |" for cells in (HEADS, rule, *rows)]


def main() -> int:
    """Play, and print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--runs", type=int, default=500, help="plays of each scenario; each lesson a third of that")
    runs = parser.parse_args().runs
    campaigns = [Campaign(name) for name in NAMES]
    for campaign in campaigns:
        campaign.run(runs)
    print("\n".join(table([campaign.row() for campaign in campaigns])))
    troubles = [says for campaign in campaigns for says in campaign.troubles()]
    print("\n".join(["", *troubles]))
    return int(bool(troubles))


if __name__ == "__main__":
    raise SystemExit(main())
