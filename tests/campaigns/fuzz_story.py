"""Break story files at random and read them: there may be faults, never an exception, never a long wait.

    uv run python -m tests.campaigns.fuzz_story --files 100000

Prints a table of what was read, refused and played, and the slowest; exits 1 at the first story that misbehaves, and
keeps its folder.
"""

from __future__ import annotations

import argparse
import random
import shutil
import sys
import tempfile
import time
from collections.abc import Mapping
from pathlib import Path

from attrs import define

from game.engine.faults import RunFault
from game.engine.program import build
from game.engine.run import begin
from game.script.faults import Faults
from game.script.reader import examine

ROOT = Path(__file__).resolve().parent.parent.parent
STORIES = (ROOT / "tests" / "stories" / "granary", ROOT / "story" / "great_leap")
LONGEST = 20.0
BITS = (
    b": ", b"- ", b"|", b">", b"[", b"]", b"{", b"}", b"&a ", b"*a ", b"!!", b"---\n", b"\t", b"\r", b"\0", b"\x1b",
    b"\xff", b'"', b"'", b"#", b"\n", b"\n\n", b"  ", b"{if ", b"{end}", b"{else}", b" | int}", b"{{", b"1e999", b"nan",
    b"-", b"9" * 40, b"no", b"yes", b"**", b"/ 0", b"=", b"(", b")", b"seen(", b"turn", b"season", b"because",
    b"\xe2\x80\xa8", b"\xef\xbc\x9a",
)  # fmt: skip


class Misbehaved(Exception):  # noqa: N818 - it is what the campaign looks for
    """A story that broke the program, or kept it too long."""


@define
class Tally:
    """What a campaign came to."""

    files: int = 0
    refused: int = 0
    played: int = 0
    broke_off: int = 0
    slowest: float = 0.0
    seconds: float = 0.0

    def table(self) -> str:
        """As Markdown."""
        rows = (
            ("stories read", f"{self.files:,}"),
            ("refused, with every fault named", f"{self.refused:,}"),
            ("played to the end", f"{self.played:,}"),
            ("of these broken off by the story's own arithmetic, in words", f"{self.broke_off:,}"),
            ("slowest, milliseconds of one processor", f"{self.slowest * 1000:,.0f}"),
            ("seconds", f"{self.seconds:,.0f}"),
        )
        return "\n".join(("| what | number |", "| --- | ---: |", *(f"| {a} | {b} |" for a, b in rows)))


def files_of(folder: Path) -> dict[str, bytes]:
    """The files of a story, and the bibliography beside it."""
    found = {str(p.relative_to(folder)): p.read_bytes() for p in sorted(folder.rglob("*.yaml"))}
    found["../bibliography.yaml"] = (folder.parent / "bibliography.yaml").read_bytes()
    return found


def broken(data: bytes, chance: random.Random) -> bytes:
    """The data with one to four wounds: a byte, a piece, a line lost, doubled, moved, or swapped with another."""
    lines = data.split(b"\n")
    for _ in range(chance.randint(1, 4)):
        row = chance.randrange(len(lines))
        at = chance.randint(0, len(lines[row]))
        match chance.randrange(8):
            case 0:
                lines[row] = lines[row][:at] + bytes([chance.randrange(256)]) + lines[row][at + 1 :]
            case 1:
                lines[row] = lines[row][:at] + chance.choice(BITS) + lines[row][at:]
            case 2:
                lines[row] = lines[row][:at]
            case 3:
                if len(lines) > 1:
                    del lines[row]
            case 4:
                lines.insert(row, lines[chance.randrange(len(lines))])
            case 5:
                lines[row] = b" " * chance.randrange(4) + lines[row].lstrip()
            case 6:
                other = chance.randrange(len(lines))
                lines[row], lines[other] = lines[other], lines[row]
            case _:
                words = lines[row].split(b" ")
                chance.shuffle(words)
                lines[row] = b" ".join(words)
    return b"\n".join(lines)


def changed(originals: Mapping[str, bytes], chance: random.Random, folder: Path) -> Path:
    """A folder in which one file is broken, now and then into bytes that were never a file."""
    name = chance.choice([n for n in originals if not n.startswith("..")])
    for path, data in originals.items():
        target = folder / path
        target.parent.mkdir(parents=True, exist_ok=True)
        if path == name:
            data = chance.randbytes(chance.randrange(400)) if chance.random() < 0.05 else broken(data, chance)
        target.write_bytes(data)
    return folder


def read_and_play(folder: Path, number: int, tally: Tally) -> None:
    """Read one story, and play it if it has no fault."""
    faults = Faults()
    loaded = examine(folder, faults)
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


def campaign(home: Path, files: int, seed: int = 1) -> Tally:
    """So many broken stories, each in a folder under `home`. Raises Misbehaved at the first that is not borne."""
    originals = [files_of(s) for s in STORIES]
    tally, first = Tally(), time.monotonic()
    for number in range(files):
        chance = random.Random(f"{seed}.{number}")
        story = 1 if chance.random() < 0.02 else 0  # the long one costs thirty times as much
        folder = changed(originals[story], chance, home / "story" / STORIES[story].name)
        began = time.process_time()
        try:
            read_and_play(folder, number, tally)
        except Exception as error:
            raise Misbehaved(f"file {number}: {error!r}; kept in {folder}") from error
        took = time.process_time() - began
        if took > LONGEST:
            raise Misbehaved(f"file {number}: {took:.1f} s of one processor; kept in {folder}")
        tally.slowest = max(tally.slowest, took)
        tally.files += 1
        shutil.rmtree(home / "story")
    tally.seconds = time.monotonic() - first
    return tally


def main() -> int:
    """The command line."""
    words = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    words.add_argument("--files", type=int, default=1000)
    words.add_argument("--seed", type=int, default=1)
    args = words.parse_args()
    home = Path(tempfile.mkdtemp(prefix="fuzz_story"))
    try:
        tally = campaign(home, args.files, args.seed)
    except Misbehaved as found:
        print(found, file=sys.stderr)
        return 1
    print(tally.table())
    shutil.rmtree(home)
    return 0


if __name__ == "__main__":
    sys.exit(main())
