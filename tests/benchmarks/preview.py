"""From saving a file to reading the change: previews of shipped scenarios, in the middle of a run, on both faces.

`uv run python -m tests.benchmarks.preview` prints a table and ends with 1 if a change takes half a second or more.
`--rounds N` makes so many changes of each. The plain face is a real process at the end of a pipe; the desk is the real
application, its screen read without a terminal. The clock runs from before the file is written.
"""

from __future__ import annotations

import argparse
import asyncio
import shutil
import sys
import tempfile
import time
from collections.abc import Sequence
from pathlib import Path
from statistics import median

from attrs import frozen

from game.arguments import parser
from game.desk.app import Opening
from game.desk.preview import PreviewApp
from game.playtest.rehearse import rehearse
from game.session.game import Game
from game.session.library import open_program
from game.session.settings import Settings
from tests.desk.conftest import Desk, play_screen, screen_text, to_the_signature
from tests.plain.pipe import ROOT, played, talk

TARGET = 0.5
SCENARIOS = ("great_leap", "seven_thousand")
HEAD = ("scenario", "face", "median", "shortest", "longest", "processor")


def copied(scenario: str, to: Path) -> Path:
    """A copy of a shipped scenario, with what it shares."""
    shutil.copytree(ROOT / "story" / scenario, to / scenario)
    for name in ("bibliography.yaml", "chain.yaml"):
        shutil.copy(ROOT / "story" / name, to / name)
    shutil.copytree(ROOT / "story" / "record", to / "record")
    return to / scenario


@frozen
class Middle:
    """The middle of a run: the game there, what was typed to get there, and an answer on offer, with its file."""

    game: Game
    typed: list[str]
    file: Path
    said: str


def middle_of(folder: Path) -> Middle:
    """The first decision from the middle on whose first answer stands on a line of its own, once."""
    game, numbers, _ = played(folder, open_program(folder).scenario.officials[0].id, 1)
    for half in range(len(numbers) // 2, len(numbers)):
        there = game.rewind(half)
        ask = there.view().ask
        said = ask.options[0].say if ask is not None and ask.options else ""
        files = [p for p in (folder / "scenes").glob("*.yaml") if f" say: {said}\n" in p.read_text("utf-8")]
        if said and len(files) == 1:
            return Middle(there, numbers[:half], files[0], said)
    raise RuntimeError(f"{folder.name} has no such line")


def change(file: Path, was: str, now: str) -> None:
    """Save a file with one line changed."""
    file.write_text(file.read_text("utf-8").replace(f" say: {was}\n", f" say: {now}\n"), encoding="utf-8")


def in_plain(folder: Path, rounds: int) -> list[float]:
    """Seconds until a pipe has the new words."""
    middle, took = middle_of(folder), list[float]()
    said = middle.said
    with talk("preview", folder, "--plain") as talking:
        talking.until_it_asks()
        for answer in middle.typed:
            talking.answer(answer)
        for number in range(rounds):
            now = f"Version {number} of an answer"
            began = time.perf_counter()
            change(middle.file, said, now)
            while now not in talking.until_it_asks():
                pass
            took.append(time.perf_counter() - began)
            said = now
    return took


async def on_the_desk(folder: Path, rounds: int) -> tuple[list[float], list[float]]:
    """Seconds until the screen has the new words, and how many of them the processor worked, for this as well."""
    middle, took, worked = middle_of(folder), list[float](), list[float]()
    said = middle.said
    preview, seen = rehearse(parser().parse_args(["preview", str(folder)]))
    assert preview.game is not None
    for decision in middle.game.run.decisions:
        preview.game.decide(decision.scene, *decision.picks)
    app = PreviewApp(Opening(headers=(), saves=folder / "none", settings=Settings(summaries=True)), preview, seen)
    async with app.run_test(size=(100, 40)) as pilot:
        await pilot.pause()
        await to_the_signature(pilot)
        for number in range(rounds):
            now = f"Version {number} of an answer"
            began = time.perf_counter()
            busy = time.process_time()
            change(middle.file, said, now)
            while not waits_with(now, pilot):
                await asyncio.sleep(0.01)
            while now not in screen_text(pilot):
                await asyncio.sleep(0.03)
            took.append(time.perf_counter() - began)
            worked.append(time.process_time() - busy)
            said = now
    return took, worked


def waits_with(said: str, pilot: Desk) -> bool:
    """Whether the desk has taken up a version; asked for before the screen is read, which is dear."""
    ask = play_screen(pilot).desk.ask
    return ask is not None and any(option.say == said for option in ask.options)


def main(argv: Sequence[str] | None = None) -> int:
    """Measure and print."""
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--rounds", type=int, default=20)
    rounds = options.parse_args(argv).rounds
    rows: list[tuple[str, str, list[float], str]] = []
    for scenario in SCENARIOS:
        with tempfile.TemporaryDirectory() as folder:
            rows.append((scenario, "plain text", in_plain(copied(scenario, Path(folder)), rounds), ""))
        with tempfile.TemporaryDirectory() as folder:
            took, worked = asyncio.run(on_the_desk(copied(scenario, Path(folder)), rounds))
            rows.append((scenario, "the desk", took, f"{median(worked):.2f} s"))
    print("| " + " | ".join(HEAD) + " |\n|" + " --- |" * len(HEAD))
    for scenario, face, took, worked in rows:
        print(f"| *{scenario}* | {face} | {median(took):.2f} s | {min(took):.2f} s | {max(took):.2f} s | {worked} |")
    return int(any(median(took) >= TARGET for _, _, took, _ in rows))


if __name__ == "__main__":
    sys.exit(main())
