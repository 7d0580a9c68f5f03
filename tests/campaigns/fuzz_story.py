"""Break story files and expressions at random and read them: there may be faults, no exception, no long wait.

    uv run python -m tests.campaigns.fuzz_story --files 100000 --expressions 100000 [--seed 1]

Files are read one by one, as their names say. Every third file of a small story stands in its story too, which is read,
and played where nothing is wrong with it. Prints a table, with the slowest of each; exits 1 at the first that
misbehaves or takes longer than `LONGEST`, and keeps it.
"""

from __future__ import annotations

import argparse
import random
import shutil
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

from attrs import define

from game.engine.faults import RunFault
from game.engine.program import build
from game.engine.run import begin
from game.script.again import Memo
from game.script.faults import Faults
from game.script.reader import examine
from tests.campaigns import fuzz_expressions
from tests.campaigns.fuzz_files import ROOT, hurt, read_alone

STORIES = (ROOT / "tests" / "stories" / "granary", ROOT / "game" / "tools" / "template")
SINGLE = (ROOT / "tests" / "broken" / "full", ROOT / "tests" / "broken" / "beside", ROOT / "story" / "work_team")
LONGEST = 0.05  # seconds of one processor, for one file or one expression
WHOLE = 1.0  # for a story, read and played
IN_STORY = 3  # one in so many files of a small story stands in its story
AGAIN = 3  # what took long is measured so often before it counts


class Misbehaved(Exception):  # noqa: N818 - it is what the campaign looks for
    """What broke the program, or kept it too long."""


@define
class Tally:
    """What a campaign came to."""

    files: int = 0
    faulty: int = 0
    slowest_file: float = 0.0
    expressions: int = 0
    refused_expressions: int = 0
    without_value: int = 0
    slowest_expression: float = 0.0
    stories: int = 0
    refused: int = 0
    played: int = 0
    broke_off: int = 0
    slowest: float = 0.0
    seconds: float = 0.0

    def table(self) -> str:
        """As Markdown."""
        rows = (
            ("files read", f"{self.files:,}"),
            ("of these with faults, every one named", f"{self.faulty:,}"),
            ("slowest file, milliseconds of one processor", f"{self.slowest_file * 1000:,.1f}"),
            ("expressions read", f"{self.expressions:,}"),
            ("of these refused, with a fault named", f"{self.refused_expressions:,}"),
            ("of the others without a value, in words", f"{self.without_value:,}"),
            ("slowest expression, milliseconds of one processor", f"{self.slowest_expression * 1000:,.1f}"),
            ("files read in their whole story", f"{self.stories:,}"),
            ("of these stories refused", f"{self.refused:,}"),
            ("played to the end", f"{self.played:,}"),
            ("of these broken off by the story's own arithmetic, in words", f"{self.broke_off:,}"),
            ("slowest story, read and played, milliseconds of one processor", f"{self.slowest * 1000:,.0f}"),
            ("seconds", f"{self.seconds:,.0f}"),
        )
        return "\n".join(("| what | number |", "| --- | ---: |", *(f"| {a} | {b} |" for a, b in rows)))


def timed(work: Callable[[], object], most: float) -> float:
    """Seconds of one processor; what took too long is measured again, for another program may have been in the way."""
    took = most
    for _ in range(AGAIN):
        began = time.process_time()
        work()
        took = min(took, time.process_time() - began) if took < most else time.process_time() - began
        if took < most:
            break
    return took


def files_of(folder: Path) -> dict[Path, bytes]:
    """The files of a story by their whole paths."""
    return {path: path.read_bytes() for path in sorted(folder.rglob("*.yaml")) if "text" not in path.parts}


def read_and_play(folder: Path, memo: Memo, number: int, tally: Tally) -> None:
    """Read one story, and play it if it has no fault."""
    faults = Faults()
    loaded = examine(folder, faults, memo)
    tally.stories += 1
    if loaded is None or faults.errors:
        tally.refused += 1
        return
    tally.played += 1
    try:
        run = begin(build(loaded.scenario, loaded.scope), number % 2**20)
        while run.pending is not None:
            options = run.pending.choices_open()
            run.decide(options[number % len(options)])
    except RunFault:
        tally.broke_off += 1


def files(home: Path, count: int, seed: int, tally: Tally) -> None:
    """So many broken files. Raises Misbehaved at the first that is not borne."""
    originals = {path: data for folder in (*STORIES, *SINGLE) for path, data in files_of(folder).items()}
    whole = {folder: _stand(folder, home) for folder in STORIES}
    paths = sorted(originals)
    for number in range(count):
        chance = random.Random(f"{seed}.{number}")
        path = chance.choice(paths)
        data = hurt(path, originals[path], chance)
        name = str(path.relative_to(ROOT))
        kept = home / f"file_{number}.yaml"
        try:
            seen: list[Faults] = []
            took = timed(lambda: seen.append(read_alone(name, data)), LONGEST)  # noqa: B023 - called at once
            tally.faulty += bool(seen[0].found)
            story = next((folder for folder in STORIES if path.is_relative_to(folder)), None)
            if story is not None and number % IN_STORY == 0:
                _in_story(whole[story], path.relative_to(story), data, number, tally)
        except Exception as error:
            kept.write_bytes(data)
            raise Misbehaved(f"file {number}, {name}: {error!r}; kept in {kept}") from error
        if took > LONGEST:
            kept.write_bytes(data)
            raise Misbehaved(f"file {number}, {name}: {took * 1000:.0f} ms of one processor; kept in {kept}")
        tally.slowest_file = max(tally.slowest_file, took)
        tally.files += 1


def _stand(folder: Path, home: Path) -> tuple[Path, Memo]:
    """A copy of a story that may be broken, and what is known of its files."""
    copy = home / folder.parent.name / folder.name
    shutil.copytree(folder, copy)
    beside = folder.parent / "bibliography.yaml"
    if beside.exists():
        shutil.copy(beside, copy.parent)
    return copy, Memo()


def _in_story(whole: tuple[Path, Memo], name: Path, data: bytes, number: int, tally: Tally) -> None:
    folder, memo = whole
    path = folder / name
    before = path.read_bytes()
    path.write_bytes(data)
    began = time.process_time()
    try:
        read_and_play(folder, memo, number, tally)
    finally:
        path.write_bytes(before)
    took = time.process_time() - began
    if took > WHOLE:
        raise Misbehaved(f"the story with it took {took:.1f} s of one processor")
    tally.slowest = max(tally.slowest, took)


def expressions(count: int, seed: int, tally: Tally) -> None:
    """So many expressions. Raises Misbehaved at the first that is not borne."""
    for number in range(count):
        chance = random.Random(f"{seed}.{number}")
        text = fuzz_expressions.expression(chance)
        try:
            took = timed(lambda: fuzz_expressions.read(text), LONGEST)  # noqa: B023 - called at once
            tree = fuzz_expressions.read(text)
            if tree is None:
                tally.refused_expressions += 1
            else:
                tally.without_value += not fuzz_expressions.worked_out(tree, chance)
        except Exception as error:
            raise Misbehaved(f"expression {number}: {error!r}: {text!r}") from error
        if took > LONGEST:
            raise Misbehaved(f"expression {number}: {took * 1000:.0f} ms of one processor: {text[:400]!r}")
        tally.slowest_expression = max(tally.slowest_expression, took)
        tally.expressions += 1


def campaign(home: Path, count: int, of_expressions: int, seed: int = 1) -> Tally:
    """So many files and expressions; `home` is empty again if nothing misbehaved."""
    tally, first = Tally(), time.monotonic()
    expressions(of_expressions, seed, tally)
    files(home, count, seed, tally)
    for folder in home.iterdir():
        shutil.rmtree(folder)
    tally.seconds = time.monotonic() - first
    return tally


def main() -> int:
    """The command line."""
    words = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    words.add_argument("--files", type=int, default=1000)
    words.add_argument("--expressions", type=int, default=1000)
    words.add_argument("--seed", type=int, default=1)
    args = words.parse_args()
    home = Path(tempfile.mkdtemp(prefix="fuzz_story"))
    try:
        tally = campaign(home, args.files, args.expressions, args.seed)
    except Misbehaved as found:
        print(found, file=sys.stderr)
        return 1
    print(tally.table())
    shutil.rmtree(home)
    return 0


if __name__ == "__main__":
    sys.exit(main())
