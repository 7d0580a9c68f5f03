"""Writes the page of every finding: `python -m tests.docs.check_pages`; `--check` only says whether all are current."""

from __future__ import annotations

import re
import sys
import tempfile
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

from attrs import evolve

from game.script.faults import Fault, Place
from game.script.findings import Definition, codes, definition
from game.script.findings.page import page
from tests.conftest import ROOT
from tests.docs.check_examples import STORY, Checked, checked

PAGES = ROOT / "docs" / "checks"
GROUPS = (
    ("How a file is written", re.compile(r"yaml-|unreadable|no-sc|too-many-files")),
    ("Conditions, formulas and texts", re.compile(r"expression-|text-|word-|argument-|wrong-kind|negative|unknown-f")),
    ("Names that are not there", re.compile(r"unknown-|no-officials")),
    ("What is missing, too much, or does not fit", re.compile("")),
)


def pages() -> dict[str, str]:
    """Every page by its name, as it should be."""
    found = {code: definition(code) for code in codes()}
    made = {f"{code}.md": page(defined, said(defined)) for code, defined in found.items()}
    return made | {"README.md": index(found)}


def said(defined: Definition) -> Mapping[int, Sequence[str]]:
    """What `check` answers to each wrong example, in names that are the same everywhere."""
    answers: dict[int, Sequence[str]] = {}
    for number, example in enumerate(defined.examples):
        if example.shown:
            with tempfile.TemporaryDirectory() as home:
                result = checked(example, example.wrong, Path(home))
            own = next(f for f in result.found if f.code == defined.code)
            answers[number] = _plain(own, result).with_caret().split("\n")
    return answers


def _plain(fault: Fault, result: Checked) -> Fault:
    """As if the piece stood alone in its file, in the folder of the scenario."""
    file = re.sub(rf"^.*?({STORY}/|(?=[a-z_]+\.yaml$))", "", fault.place.file)
    line = next((n for n, at in result.lines.items() if at == fault.place.line), fault.place.line)
    return evolve(fault, place=Place(file, line, fault.place.column, fault.place.text))


def index(found: Mapping[str, Definition]) -> str:
    """The page that lists all others."""
    return "\n".join(_index(found)) + "\n"


def _index(found: Mapping[str, Definition]) -> Iterator[str]:
    yield "# What `check` finds"
    yield ""
    yield "Each finding has a code, and each code a page: why it matters, what is wrong, how it is right. The"
    yield "same page in the terminal, without a network:"
    yield ""
    yield "```"
    yield "uv run main.py check --explain unknown-name"
    yield "```"
    yield ""
    yield "The examples stand in a small story of a granary. These pages are written by a program, from the same"
    yield "lines as the messages themselves (`game/script/findings`); do not mend them here."
    rest = dict(found)
    for title, pattern in GROUPS:
        group = [code for code in rest if pattern.match(code)]
        yield ""
        yield f"## {title}"
        yield ""
        yield "| code | what it means |"
        yield "| --- | --- |"
        for code in group:
            defined = rest.pop(code)
            kind = "" if defined.severity == "error" else " (warning)"
            yield f"| [`{code}`]({code}.md) | {defined.title}{kind} |"


def main(words: Sequence[str]) -> int:
    """Write all pages, or with `--check` name those that are not current."""
    wanted = pages()
    there = {path.name: path.read_text(encoding="utf-8") for path in PAGES.glob("*.md")}
    stale = sorted(name for name in wanted.keys() | there.keys() if wanted.get(name) != there.get(name))
    if "--check" in words:
        print("\n".join(stale) or "all pages are current")
        return int(bool(stale))
    PAGES.mkdir(parents=True, exist_ok=True)
    for name in stale:
        if name in wanted:
            (PAGES / name).write_text(wanted[name], encoding="utf-8")
        else:
            (PAGES / name).unlink()
    print(f"{len(wanted)} pages, {len(stale)} of them written anew")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
