"""The examples of the findings, put into the story of the granary and checked as an author's own files would be."""

from __future__ import annotations

import re
import shutil
from collections.abc import Callable
from itertools import pairwise
from pathlib import Path

from attrs import frozen

from game.script.consequences import settled
from game.script.faults import Fault, Faults
from game.script.findings import Example
from game.script.link_chain import check_chain
from game.script.reader import load
from game.script.text.overlay import languages
from game.script.text.sources import own_parts, shared_whole
from game.script.text.status import status_of
from game.session.check import examine_whole
from tests.conftest import GRANARY, STORIES

_SECTION = re.compile(r"^(?=[A-Za-z_])", re.MULTILINE)
STORY = "granary"


@frozen
class Checked:
    """What `check` says of an example, and where each of its lines came to stand."""

    found: tuple[Fault, ...]
    file: str
    lines: dict[int, int]
    text: str

    def marked(self, words: str) -> tuple[int, int]:
        """The line and column in the file at which the words stand; the last, where they stand more than once."""
        rows = list(enumerate(self.text.split("\n"), start=1))
        number, line = next((n, line) for n, line in reversed(rows) if words in line)
        return self.lines[number], line.rindex(words) + 1


def checked(example: Example, text: str, home: Path) -> Checked:
    """Check the granary with this piece in it."""
    folder = home / STORY
    shutil.copytree(GRANARY, folder)
    shutil.copy(STORIES / "bibliography.yaml", home)
    for name, piece in example.beside.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        before = path.read_text(encoding="utf-8") if path.exists() else ""
        path.write_text(merged(before, piece)[0], encoding="utf-8")
    path = folder / example.file
    path.parent.mkdir(parents=True, exist_ok=True)
    before = path.read_text(encoding="utf-8") if path.exists() and not example.whole else ""
    whole, lines = merged(before, text, replaces=example.replaces)
    path.write_text(whole, encoding="utf-8")
    return Checked(findings_of(folder), example.file, lines, text)


def findings_of(folder: Path) -> tuple[Fault, ...]:
    """What `check` says of a folder, in names that are the same on every machine."""
    faults = examine_whole(folder)
    check_chain(folder.parent, faults)
    for language in languages(folder):
        _translated(folder, language, faults)
    return settled(tuple(faults))


def _translated(folder: Path, language: str, faults: Faults) -> None:
    """What `text status` says of the files of a translation."""
    loaded = load(folder)
    needed = tuple(own_parts(folder, loaded, faults))
    status_of(needed, (*needed, *shared_whole(folder.parent, faults)), language, faults, (folder, folder.parent))


def merged(before: str, piece: str, *, replaces: bool = False) -> tuple[str, dict[int, int]]:
    """A file with a piece put in, and where each line of the piece came to stand.

    A piece of a list is put at the end. Of a mapping, each key that is there already gets what is listed under it, or
    takes its place; a new key is put at the end.
    """
    if not before or not _SECTION.match(piece):
        shift = before.count("\n")
        return before + piece, {n + 1: n + 1 + shift for n in range(piece.count("\n") + 1)}
    lines, taken = before.split("\n"), dict[int, int]()
    number = 1
    for section in (s for s in _SECTION.split(piece) if s):
        rows = section.rstrip("\n").split("\n")
        start, end = _section(lines, rows[0].split(":")[0])
        listed = not replaces and start < end and rows[0].rstrip().endswith(":") and rows[1].lstrip().startswith("- ")
        put = rows[1:] if listed else rows
        at = end if listed else start
        cut = 0 if listed else end - start
        lines[at : at + cut] = put
        taken = {n: (line + len(put) - cut if line > at else line) for n, line in taken.items()}
        taken |= {number + n + (1 if listed else 0): at + 1 + n for n in range(len(put))}
        number += section.count("\n")
    return "\n".join(lines), taken


def _section(lines: list[str], key: str) -> tuple[int, int]:
    """Where the section of a key begins and ends; the end of the file where there is none."""
    last = len(lines) - (lines[-1] == "")
    start = next((n for n, line in enumerate(lines) if line.split(":")[0] == key), None)
    if start is None:
        return last, last
    end = next((n for n in range(start + 1, last) if lines[n][:1] not in ("", " ", "-", "#")), last)
    return start, end


def big_file(folder: Path) -> None:
    (folder / "scenes" / "big.yaml").write_bytes(b"# nothing\n" * 210_000)


def other_encoding(folder: Path) -> None:
    (folder / "scenes" / "old.yaml").write_bytes("- document: café\n".encode("latin-1"))


def no_endings(folder: Path) -> None:
    (folder / "endings.yaml").unlink()


def no_scenes(folder: Path) -> None:
    shutil.rmtree(folder / "scenes")


def no_folder(folder: Path) -> None:
    shutil.rmtree(folder)


def many_files(folder: Path) -> None:
    for number in range(401):
        (folder / "scenes" / f"s{number}.yaml").write_text("[]\n", encoding="utf-8")


def long_text(folder: Path) -> None:
    with (folder / "glossary.yaml").open("a", encoding="utf-8") as file:
        file.write("- term: flood\n  say: A flood.\n")
    with (folder / "people.yaml").open("a", encoding="utf-8") as file:
        about = "The river is up. " * 1_300
        file.write(f"- person: li\n  name: Li\n  role: Clerk\n  about: {about}\n")
        file.write("  fates:\n    - fate: f\n      text: x\n")


def deep_text(folder: Path) -> None:
    deep = "{if sealed}a" * 14 + "{end}" * 14
    with (folder / "people.yaml").open("a", encoding="utf-8") as file:
        file.write(f"- person: li\n  name: Li\n  role: Clerk\n  about: |\n    {deep}\n")
        file.write("  fates:\n    - fate: f\n      text: x\n")


def long_expression(folder: Path) -> None:
    _conditions(folder, "  - condition: wet\n    is: grain > " + "1 + " * 300 + "1\n")


def heavy_figures(folder: Path) -> None:
    names = ["grain", *(f"heap_{n}" for n in range(12))]
    figures = [f"  - figure: {b}\n    is: {a} + {a}\n    label: Heap\n" for a, b in pairwise(names)]
    path = folder / "figures.yaml"
    text = path.read_text(encoding="utf-8")
    path.write_text(text.replace("conditions:\n", "".join(figures) + "conditions:\n"), encoding="utf-8")


def _conditions(folder: Path, more: str) -> None:
    path = folder / "figures.yaml"
    text = path.read_text(encoding="utf-8")
    path.write_text(text.replace("bands:\n", f"{more}bands:\n"), encoding="utf-8")


def crowded_chain(folder: Path) -> None:
    values = "".join(f"      - value: w{n}\n        say: W.\n        when: grain > {n}\n" for n in range(40))
    usual = "      - value: u\n        say: U.\n        usual: yes\n"
    carries = "".join(
        f"  - carry: c{n}\n    label: C\n    kind: signed\n    values:\n{usual}{values}" for n in range(14)
    )
    head = "desk: A keeper\npost: Keeper\ndates: 1931\nusual: |\n  A keeper.\ncarries:\n"
    (folder / "leaves.yaml").write_text(head + carries, encoding="utf-8")
    desk = "desks:\n  - desk: granary\n    dates: then\n    begins: 1931\n    ends: 1931\n    who: A\n"
    (folder.parent / "chain.yaml").write_text(desk, encoding="utf-8")


def empty_turn(folder: Path) -> None:
    path = folder / "scenes" / "all.yaml"
    text = path.read_text(encoding="utf-8")
    path.write_text(text.replace("- news: gazette\n", "- news: gazette\n  when: mood == tense\n"), encoding="utf-8")


def long_turn(folder: Path) -> None:
    path = folder / "scenes" / "all.yaml"
    text = path.read_text(encoding="utf-8")
    path.write_text(text.replace("The gazette speaks", "Rain fell. " * 600 + "The gazette speaks"), encoding="utf-8")


# what cannot be shown in a few lines, made here
MADE: dict[str, Callable[[Path], None]] = {
    "yaml-size": big_file,
    "yaml-encoding": other_encoding,
    "unreadable": no_endings,
    "no-scenes": no_scenes,
    "no-scenario": no_folder,
    "too-many-files": many_files,
    "text-size": long_text,
    "text-depth": deep_text,
    "expression-size": long_expression,
    "figure-size": heavy_figures,
    "file-too-large": crowded_chain,
    "empty-turn": empty_turn,
    "long-turn": long_turn,
}
# what is found where no folder is examined: in a command that plays
ELSEWHERE = {"bad-pack", "no-officials", "not-for-sharing", "unknown-official"}
