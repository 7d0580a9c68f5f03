"""Scenarios with one mistake each, kept as data: a small story, a file of it, what stands there instead of what.

`cases/FAMILY.yaml` holds the cases of one family. In the text of a case `»` stands before the words at which the
finding must stand; it is taken out when the case is written. A mistake that leaves nothing to point at (a file that is
not there) is told at the file itself.
"""

from __future__ import annotations

import shutil
from collections.abc import Iterator, Mapping
from functools import cache
from pathlib import Path
from typing import Any

import yaml
from attrs import field, frozen

from tests.conftest import GRANARY, ROOT, STORIES
from tests.docs.check_examples import MADE

HERE = Path(__file__).parent
MARK = "»"
TEMPLATE = ROOT / "game" / "tools" / "template"


@frozen
class Case:
    """One mistake: where it is made, and what `check` must say first.

    `find` is replaced by `put`; without `find` it is put at the end of the file. `grow` names words of `put` that are
    repeated. `at` are the words that the finding stands at, where they are not in `put` (`told`: in which other file).
    `made` names what a program has to make (`MADE`); what is missing is told of a file or folder that `drop` takes
    away. `beside` are other files that change. `also` are the codes that may follow; for an error nothing else may.
    """

    family: str
    name: str
    code: str
    put: str = ""
    find: str = ""
    file: str = "scenes/all.yaml"
    base: str = "granary"
    says: str = ""
    also: tuple[str, ...] = ()
    beside: Mapping[str, str | Mapping[str, str]] = field(factory=dict[str, "str | Mapping[str, str]"])
    grow: Mapping[str, int] = field(factory=dict[str, int])
    encoding: str = "utf-8"
    at: str = ""
    made: str = ""
    drop: str = ""
    told: str = ""
    command: str = "check {}"
    exit: int = 1

    def __str__(self) -> str:
        return f"{self.family}-{self.name}"


@frozen
class Written:
    """A case as files: the folder of the story, the file, and the line and column of the mark."""

    folder: Path
    file: Path
    line: int = 1
    column: int = 1


@cache
def cases() -> tuple[Case, ...]:
    """Every case, by family."""
    return tuple(_cases())


def _cases() -> Iterator[Case]:
    for path in sorted((HERE / "cases").glob("*.yaml")):
        data: dict[str, Any] = yaml.safe_load(path.read_text(encoding="utf-8"))
        usual = {key: value for key, value in data.items() if key != "cases"}
        for each in data["cases"]:
            told = {**usual, **each}
            name = told.pop("case")
            yield Case(path.stem, name, also=tuple(told.pop("also", ())), **told)


def written(case: Case, home: Path) -> Written:
    """Make the story of a case under `home`."""
    folder = _base(case.base, home)
    for name, change in case.beside.items():
        before = _read(folder / name)
        text = before + change if isinstance(change, str) else before.replace(change["find"], change["put"])
        assert text != before, f"{case}: {name} stayed as it was"
        _write(folder / name, text)
    path = folder / case.file
    if case.made:
        MADE[case.made](folder)
    if case.drop:
        gone = folder / case.drop
        shutil.rmtree(gone) if gone.is_dir() else gone.unlink()
    if case.made or case.drop or path.is_dir():
        return Written(folder, path)
    before = _read(path)
    put = case.put
    for word, times in case.grow.items():
        assert word in put, f"{case}: nothing to repeat"
        put = put.replace(word, word * times)
    if case.find:
        count = before.count(case.find)
        assert count == 1, f"{case}: `{case.find}` stands {count} times in {case.file}"
        text = before.replace(case.find, put)
    else:
        text = before + put
    assert text.count(MARK) + bool(case.at) <= 1, f"{case}: one mark"
    if case.told:
        path.write_text(text, encoding="utf-8")
        path = folder / case.told
        text = _read(path)
    if case.at:
        assert text.count(case.at) == 1, f"{case}: `{case.at}` stands {text.count(case.at)} times"
        text = text.replace(case.at, MARK + case.at)
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(text.replace(MARK, "").encode(case.encoding))
    at = text.find(MARK)
    if at < 0:
        return Written(folder, path)
    return Written(folder, path, text.count("\n", 0, at) + 1, at - text.rfind("\n", 0, at))


def _base(name: str, home: Path) -> Path:
    """A copy of one of the stories: the granary, the granary with every file there is, or the template of `new`."""
    if name == "template":
        return Path(shutil.copytree(TEMPLATE, home / "gauge"))
    folder = Path(shutil.copytree(GRANARY, home / "granary"))
    shutil.copy(STORIES / "bibliography.yaml", home)
    if name == "full":
        shutil.copytree(HERE / "full", folder, dirs_exist_ok=True)
        shutil.copytree(HERE / "beside", home, dirs_exist_ok=True)
    return folder


def _read(path: Path) -> str:
    return path.read_text(encoding="utf-8") if path.exists() else ""


def _write(path: Path, text: str) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")
