"""Files of stories, wounded: bytes lost and put in, lines moved, and slips in what the file means.

One file is read as its name says, alone. There may be faults, each with its sentence; never an exception, and at once.
"""

from __future__ import annotations

import random
from pathlib import Path

from game.script.faults import Faults
from game.script.gate import read_yaml
from game.script.reader import read_scenes
from game.script.shapes import attempt, many, shape
from game.tools.formats import FORMATS, SCENES
from tests.campaigns.slips import KINDS, Source, slip_of

ROOT = Path(__file__).resolve().parent.parent.parent
BITS = (
    b": ", b"- ", b"|", b">", b"[", b"]", b"{", b"}", b"&a ", b"*a ", b"!!", b"---\n", b"\t", b"\r", b"\0", b"\x1b",
    b"\xff", b'"', b"'", b"#", b"\n", b"\n\n", b"  ", b"{if ", b"{end}", b"{else}", b" | int}", b"{{", b"1e999", b"nan",
    b"-", b"9" * 40, b"no", b"yes", b"**", b"/ 0", b"=", b"(", b")", b"seen(", b"turn", b"season", b"because",
    b"\xe2\x80\xa8", b"\xef\xbc\x9a",
)  # fmt: skip
HUGE = (
    b"x" * 70_000, b"[" * 2_000, b"- " * 300, b"{if sealed}" * 500, b"{grain | int}" * 3_000, b"1 + " * 5_000 + b"1",
    b"a: b\n" * 5_000, b"- a\n" * 5_000, b"(" * 3_000, b"\xe7\x95\x8c" * 20_000, b"\n" * 50_000,
    b"  " * 20_000, b"#" * 90_000,
)  # fmt: skip
_FORMATS = {each.name: each for each in FORMATS}


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


def slipped(path: Path, data: bytes, chance: random.Random) -> bytes:
    """The data with one slip in what it means; as it was, where there is no place for one."""
    slip = slip_of(chance.choice(KINDS), (_source(path, data),), chance)
    return data if slip is None else slip.text.encode()


_sources: dict[Path, Source] = {}


def _source(path: Path, data: bytes) -> Source:
    """A file as it was before anything was wrong with it, read once."""
    if path not in _sources:
        _sources[path] = Source.read(path, data)
    return _sources[path]


def hurt(path: Path, data: bytes, chance: random.Random) -> bytes:
    """A file after a fall: wounds, slips, a flood in its middle, or bytes that were never a file."""
    fate = chance.random()
    if fate < 0.04:
        return chance.randbytes(chance.randrange(400))
    if fate < 0.08:
        at = chance.randrange(len(data) + 1)
        return data[:at] + chance.choice(HUGE) + data[at:]
    if fate < 0.45:
        return slipped(path, data, chance)
    return broken(data, chance)


def read_alone(name: str, data: bytes) -> Faults:
    """Read one file as a story's reader does."""
    faults = Faults()
    node = read_yaml(data, name, faults)
    if node is not None:
        form = _FORMATS.get(Path(name).stem, _FORMATS[SCENES]) if "scenes/" not in name else _FORMATS[SCENES]
        if form.name == SCENES:
            read_scenes(node, faults)
        else:
            attempt(many(form.shape) if form.many else shape(form.shape), node, faults)
    assert all(f.headline() for f in faults)
    return faults
