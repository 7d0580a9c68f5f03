"""Make one slip in a good scenario, a thousand times over, and see whether `check` points at the line of the slip.

    uv run python -m tests.campaigns.mutants --count 500 [--seed 1] [--misses]

Prints a table by kind of slip; exits 1 where fewer than 95 in a hundred are found at their line. A slip that leaves a
scenario without a mistake (a key that may be left out) is no mutant: another is made in its place.

The line that counts is that of the first finding. Right is the line that was changed; and, as a reader would call it
right too: where a line is missing, the first line of the part that lacks it; where an `{end}` is missing, the line of
its `{if}`; where an indentation is wrong, the line that no longer fits, be it this one or the one after it.
"""

from __future__ import annotations

import argparse
import random
import shutil
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

from attrs import Factory, define

from game.script.consequences import settled
from game.script.faults import Fault, Severity
from game.script.link_chain import check_chain
from game.session.check import examine_whole
from tests.campaigns.slips import KINDS, Slip, Source, slip_of

ROOT = Path(__file__).resolve().parent.parent.parent
SHIPPED, SMALL = ROOT / "story", ROOT / "tests" / "stories"
WANTED = 0.95
DRAWS = 60  # how often another slip is tried where one leaves no mistake


@define
class Tally:
    """What a campaign came to, by kind."""

    made: Counter[str] = Factory(Counter[str])
    right: Counter[str] = Factory(Counter[str])
    unharmed: Counter[str] = Factory(Counter[str])
    misses: list[str] = Factory(list[str])
    seconds: float = 0.0

    @property
    def share(self) -> float:
        """How many in one are found at their line."""
        return self.right.total() / max(1, self.made.total())

    def table(self) -> str:
        """As Markdown."""
        rows = [(k, self.made[k], self.right[k], self.unharmed[k]) for k in KINDS if self.made[k] or self.unharmed[k]]
        rows.append(("all", self.made.total(), self.right.total(), self.unharmed.total()))
        head = (
            "| slip | mutants | at the right line | share | no mistake, drawn anew |",
            "| --- | ---: | ---: | ---: | ---: |",
        )
        lines = (f"| {k} | {n:,} | {r:,} | {r / max(1, n):.1%} | {u:,} |" for k, n, r, u in rows)
        return "\n".join((*head, *lines, "", f"{self.seconds:,.0f} seconds"))


def stories(home: Path) -> tuple[Path, ...]:
    """Copies of every story that comes with the game, and of the small ones of the tests, that may be broken."""
    shutil.copytree(SHIPPED, home / "story")
    shutil.copytree(SMALL, home / "stories")
    found = (p.parent for p in sorted(home.glob("*/*/scenario.yaml")))
    return tuple(folder for folder in found if not errors_of(folder))


def errors_of(folder: Path) -> tuple[Fault, ...]:
    """The errors of a scenario, as `check` would list them."""
    faults = examine_whole(folder)
    check_chain(folder.parent, faults)
    return tuple(f for f in settled(tuple(faults)) if f.severity is Severity.ERROR)


def sources_of(folder: Path) -> tuple[Source, ...]:
    """The files of a scenario that `check` reads, and those it shares."""
    beside = (folder.parent / "chain.yaml", *sorted((folder.parent / "record").glob("*.yaml")))
    shared = (p for p in beside if p.exists())
    own = (p for p in sorted(folder.rglob("*.yaml")) if "text" not in p.relative_to(folder).parts)
    return tuple(Source.of(path) for path in (*own, *shared))


def campaign(home: Path, count: int, seed: int = 1, *, progress: bool = False) -> Tally:
    """So many mutants, the kinds and the stories in turn."""
    tally, began = Tally(), time.monotonic()
    files = {folder: sources_of(folder) for folder in stories(home)}
    for number in range(count):
        kind = KINDS[number % len(KINDS)]
        _mutant(kind, f"{seed}.{number}", files, tally)
        if progress and number % 50 == 49:
            print(f"{number + 1} mutants, {tally.share:.1%} at the right line", file=sys.stderr)
    tally.seconds = time.monotonic() - began
    return tally


def _mutant(kind: str, seed: str, files: dict[Path, tuple[Source, ...]], tally: Tally) -> None:
    """One slip of a kind that is a mistake, and where it is found."""
    for draw, chance in _chances(seed):
        folder = chance.choice(sorted(files))
        slip = slip_of(kind, files[folder], chance)
        if slip is None:
            continue
        found = _found(slip, folder)
        if not found:
            tally.unharmed[kind] += 1
            continue
        tally.made[kind] += 1
        first = found[0]
        if Path(first.place.file).resolve() == slip.path.resolve() and first.place.line in slip.lines:
            tally.right[kind] += 1
        else:
            tally.misses.append(f"{seed}.{draw} {kind}: {slip.told(folder)}\n    {first.headline()}")
        return


def _chances(seed: str) -> Iterator[tuple[int, random.Random]]:
    return ((n, random.Random(f"{seed}.{n}")) for n in range(DRAWS))


def _found(slip: Slip, folder: Path) -> tuple[Fault, ...]:
    before = slip.path.read_bytes()
    slip.path.write_text(slip.text, encoding="utf-8")
    try:
        return errors_of(folder)
    finally:
        slip.path.write_bytes(before)


def main() -> int:
    """The command line."""
    words = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    words.add_argument("--count", type=int, default=500)
    words.add_argument("--seed", type=int, default=1)
    words.add_argument("--misses", action="store_true", help="name every mutant that is found elsewhere")
    args = words.parse_args()
    with tempfile.TemporaryDirectory() as home:
        tally = campaign(Path(home), args.count, args.seed, progress=sys.stderr.isatty())
    if args.misses:
        print("\n".join(tally.misses))
    print(tally.table())
    return int(tally.share < WANTED)


if __name__ == "__main__":
    sys.exit(main())
