"""Every finding shows a wrong example that really has it, where it says, and a right one that has not."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from game.script.faults import Severity
from game.script.findings import Example, codes, definition
from tests.conftest import GRANARY, STORIES
from tests.docs.check_examples import ELSEWHERE, MADE, checked, findings_of, merged
from tests.docs.check_pages import PAGES, pages

SHOWN = [(c, n) for c in codes() for n, e in enumerate(definition(c).examples) if e.shown]
TOLD = {c for c in codes() for e in definition(c).examples if not e.shown}


def example(code: str, number: int) -> Example:
    return definition(code).examples[number]


@pytest.mark.parametrize("code", codes())
def test_every_definition_has_a_title_a_reason_and_an_example(code: str) -> None:
    defined = definition(code)
    assert defined.title
    assert len(defined.why) > 40
    assert defined.examples
    assert all(say and say[0] != " " and not say.endswith((".", ";")) for pair in defined.says.values() for say in pair)


@pytest.mark.parametrize(("code", "number"), SHOWN)
def test_the_wrong_example_is_found_where_it_is_marked(code: str, number: int, tmp_path: Path) -> None:
    shown = example(code, number)
    result = checked(shown, shown.wrong, tmp_path)
    own = [f for f in result.found if f.code == code]
    told = [f.headline() for f in result.found]
    assert own, told
    assert {f.code for f in result.found if f.severity is Severity.ERROR} <= {code}, told
    fault = own[0]
    assert (tmp_path / "granary" / fault.place.file).resolve().name == Path(shown.file).name
    if shown.marks:
        assert (fault.place.line, fault.place.column) == result.marked(shown.marks), fault.with_caret()
    else:
        assert fault.place.line in result.lines.values()


@pytest.mark.parametrize(("code", "number"), SHOWN)
def test_the_right_example_is_right(code: str, number: int, tmp_path: Path) -> None:
    shown = example(code, number)
    found = checked(shown, shown.right, tmp_path).found
    assert [f.headline() for f in found if f.code == code or f.severity is Severity.ERROR] == []


@pytest.mark.parametrize("code", sorted(MADE))
def test_what_cannot_be_shown_is_found_all_the_same(code: str, tmp_path: Path) -> None:
    folder = tmp_path / "granary"
    shutil.copytree(GRANARY, folder)
    shutil.copy(STORIES / "bibliography.yaml", tmp_path)
    assert code not in {f.code for f in findings_of(folder)}
    MADE[code](folder)
    found = findings_of(folder)
    assert code in {f.code for f in found}, [f.headline() for f in found]


def test_every_example_is_tried() -> None:
    tried = {code for code, _ in SHOWN} | set(MADE) | ELSEWHERE
    assert sorted(tried) == sorted(codes())
    assert set(MADE) | ELSEWHERE == TOLD


def test_the_pages_are_as_the_definitions_say() -> None:
    there = {path.name: path.read_text(encoding="utf-8") for path in PAGES.glob("*.md")}
    made = pages()
    stale = [name for name, text in made.items() if there.get(name) != text]
    assert stale == [], "run `uv run python -m tests.docs.check_pages`"
    assert there.keys() == made.keys()


def test_a_piece_is_put_where_its_key_is() -> None:
    before = "a:\n  - x\nb: 1\nc:\n  - y\n"
    whole, lines = merged(before, "c:\n  - z\na:\n  - w\nb: 2\nd: 3\n")
    assert whole == "a:\n  - x\n  - w\nb: 2\nc:\n  - y\n  - z\nd: 3\n"
    rows = whole.split("\n")
    piece = ["c:", "  - z", "a:", "  - w", "b: 2", "d: 3", ""]
    assert all(rows[at - 1] == piece[number - 1] for number, at in lines.items())
    assert set(lines) == {2, 4, 5, 6}
