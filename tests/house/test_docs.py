"""The pages keep their word: links lead somewhere, commands exist, exit codes are the program's, examples pass."""

from __future__ import annotations

import importlib.util
import re
import shlex
from collections.abc import Iterator
from pathlib import Path

import pytest

from game.arguments import parser
from game.cli import Exit
from game.script.faults import Faults
from game.script.gate import read_yaml
from game.script.reader import examine
from game.tools.new import begin, template
from tests.docs import reference

ROOT = Path(__file__).parents[2]
PAGES = sorted([*ROOT.glob("*.md"), *(ROOT / "docs").rglob("*.md")])
LINK = re.compile(r"!?\[[^\]]*\]\(([^)\s]+)\)")
FENCE = re.compile(r"^```(\S*)(?: (\S+))?\n(.*?)^```$", re.MULTILINE | re.DOTALL)
PROGRAM = re.compile(r"(?:uv run main\.py|^ten-thousand-jin)\b([^|`\n]*)", re.MULTILINE)
MODULE = re.compile(r"python -m (tests[\w.]+)")
EXIT = re.compile(r"^\| (\d+) \|", re.MULTILINE)
FIRST_SCENARIO = ROOT / "docs" / "authors" / "first-scenario.md"
STAND_INS = {"SAVE": "great_leap-1.journal", "CODE": "40R4-98P0", "DIR": "elsewhere", "N": "7", "...": ""}


def name(page: Path) -> str:
    """A page as the test report shows it."""
    return str(page.relative_to(ROOT))


def anchors(page: Path) -> set[str]:
    """The headings of a page as a browser would link to them."""
    heads = re.findall(r"^#+ (.+)$", FENCE.sub("", page.read_text(encoding="utf-8")), re.MULTILINE)
    return {re.sub(r"[^\w\- ]", "", h.lower()).replace(" ", "-") for h in heads}


def commands(text: str) -> Iterator[list[str]]:
    """The arguments of every command of the game that a page shows, with its stand-ins filled in."""
    for found in PROGRAM.finditer(text):
        line = found.group(1).split("#")[0].split(">")[0].split("&&")[0]
        yield [filled for word in shlex.split(line) if (filled := STAND_INS.get(word, word))]


def understood(arguments: list[str]) -> bool:
    """Whether the program takes these arguments."""
    try:
        parser().parse_args(arguments)
    except SystemExit as end:
        return end.code == 0
    return True


@pytest.mark.parametrize("page", PAGES, ids=name)
def test_every_link_inside_the_repository_leads_somewhere(page: Path) -> None:
    for target in LINK.findall(FENCE.sub("", page.read_text(encoding="utf-8"))):
        if re.match(r"[a-z]+:", target):
            continue
        path, _, anchor = target.partition("#")
        aim = (page.parent / path).resolve() if path else page
        assert aim.exists(), f"{name(page)} links to {target}"
        assert not anchor or anchor in anchors(aim), f"{name(page)} links to {target}"


@pytest.mark.parametrize("page", PAGES, ids=name)
def test_every_command_a_page_shows_is_one(page: Path) -> None:
    for arguments in commands(page.read_text(encoding="utf-8")):
        assert understood(arguments), f"{name(page)}: {arguments}"


def test_the_readme_shows_commands_to_parse() -> None:
    shown = {c[0] for c in commands((ROOT / "README.md").read_text(encoding="utf-8")) if c}
    assert {"play", "resume", "check", "playtest", "doctor"} <= shown


@pytest.mark.parametrize("page", PAGES, ids=name)
def test_every_module_a_page_runs_is_there(page: Path) -> None:
    for module in MODULE.findall(page.read_text(encoding="utf-8")):
        assert importlib.util.find_spec(module) is not None, f"{name(page)}: {module}"


def test_the_index_lists_every_page() -> None:
    index = ROOT / "docs" / "README.md"
    linked = _linked(index)
    linked |= {page for inner in linked if inner.name == "README.md" for page in _linked(inner)}
    assert not {p for p in (ROOT / "docs").rglob("*.md") if p != index} - linked


def _linked(index: Path) -> set[Path]:
    return {(index.parent / t.partition("#")[0]).resolve() for t in LINK.findall(index.read_text(encoding="utf-8"))}


def test_the_reference_of_every_key_is_as_the_shapes_say() -> None:
    assert reference.PAGE.read_text(encoding="utf-8") == reference.page(), "run `uv run python -m tests.docs.reference`"


def test_what_is_not_a_command_is_told_apart() -> None:
    assert not understood(["plya"])
    assert not understood(["play", "great_leap", "--cutt", "lesson"])


def test_the_readme_lists_the_exit_codes_of_the_program() -> None:
    listed = [int(n) for n in EXIT.findall((ROOT / "README.md").read_text(encoding="utf-8"))]
    assert listed == sorted(Exit)


def test_the_first_scenario_page_shows_the_files_that_are_tested() -> None:
    blocks = FENCE.findall(FIRST_SCENARIO.read_text(encoding="utf-8"))
    shown = {file: text for _, file, text in blocks if file}
    files = template("gauge")
    assert shown == {name: without_notes(text) for name, text in files.items()}
    for file, text in files.items():
        read = [read_yaml(t.encode(), file, Faults()) for t in (text, shown[file])]
        assert read[0] is not None
        assert read[0] == read[1]


def without_notes(text: str) -> str:
    """A file without the notes to its author."""
    return re.sub(r"(?m) +# .*$", "", re.sub(r"(?m)^#.*\n", "", text))


def test_the_mistake_the_first_scenario_page_shows_is_what_check_says(tmp_path: Path) -> None:
    """The page breaks one name on purpose and prints what `check` answers."""
    folder = tmp_path / "gauge"
    begin(folder)
    world = folder / "world.yaml"
    text = world.read_text(encoding="utf-8")
    world.write_text(text.replace("to: water + rain", "to: watre + rain"), encoding="utf-8")
    faults = Faults()
    examine(folder, faults)
    page = FIRST_SCENARIO.read_text(encoding="utf-8")
    assert [f.code for f in faults] == ["unknown-name"]
    for fault in faults:
        place, _, rest = fault.with_caret().partition(" ")
        assert place.endswith(f"world.yaml:{fault.place.line}:{fault.place.column}:")
        assert f"story/gauge/world.yaml:{fault.place.line}:{fault.place.column}: {rest}" in page
