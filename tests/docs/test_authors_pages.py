"""Every key is in the reference, the way leads to every page, and the lesson of the page is one."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any

import pytest

from game.cli import main
from game.engine.program import build
from game.engine.run import begin as begin_run
from game.script.faults import Faults
from game.script.findings import codes
from game.script.reader import examine, load
from game.session.check import findings
from game.session.moment import at_the_end
from game.tools.formats import FORMATS, Format
from game.tools.new import begin
from tests.conftest import ROOT
from tests.docs.reference import PAGE, inner, keys_of, sections

AUTHORS = ROOT / "docs" / "authors"
FILE = re.compile(r"^```yaml (\S+\.yaml)\n(.*?)^```$", re.MULTILINE | re.DOTALL)
OWN = (AUTHORS / "own-story.md").read_text(encoding="utf-8")
LESSON = re.compile(r"^```yaml scenario\.yaml\n(.*?)^```$", re.MULTILINE | re.DOTALL)


@pytest.mark.parametrize("form", FORMATS, ids=lambda form: form.name)
def test_every_key_of_a_file_is_in_the_reference(form: Format) -> None:
    """Worked out apart from the page: all keys that can be reached from the file's shape."""
    text = PAGE.read_text(encoding="utf-8")
    waiting, known = [form.shape], set[type[Any]]()
    while waiting:
        shape = waiting.pop()
        known.add(shape)
        part = text[text.index(f"# {sections()[shape].title}\n") :].split("\n#", 1)[0]
        for word, field in keys_of(shape):
            assert f"| `{word}` |" in part
            assert str(field.metadata["doc"]).replace("|", "\\|") in part
            behind = inner(field.metadata["kind"])
            if behind is not None and behind not in known:
                waiting.append(behind)


def test_the_way_through_the_pages_leads_to_all_of_them() -> None:
    way = (AUTHORS / "README.md").read_text(encoding="utf-8")
    assert sorted(p.name for p in AUTHORS.glob("*.md") if p.name != "README.md" and f"]({p.name}" not in way) == []


@pytest.fixture
def with_lesson(tmp_path: Path) -> Path:
    """The first scenario with the lesson of the page."""
    folder = tmp_path / "gauge"
    begin(folder)
    block = LESSON.search((AUTHORS / "lessons.md").read_text(encoding="utf-8"))
    assert block is not None
    path = folder / "scenario.yaml"
    text = path.read_text(encoding="utf-8")
    assert re.search(r"^cuts:", text, re.MULTILINE)
    assert not re.search(r"^\w+:", text[text.index("\ncuts:") + 6 :], re.MULTILINE), "the lessons stand last"
    path.write_text(text + block.group(1), encoding="utf-8")
    return folder


def test_the_lesson_of_the_page_has_no_finding(with_lesson: Path) -> None:
    faults = Faults()
    examine(with_lesson, faults)
    assert [f.with_caret() for f in faults] == []


def test_the_lesson_of_the_page_is_played_by_everybody(with_lesson: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["playtest", str(with_lesson), "--cut", "two_days", "--runs", "30", "--json"]) == 0
    found = json.loads(capsys.readouterr().out)["coverage"]
    assert {kind: found[kind]["unreached"] for kind in ("scenes", "choices")} == {"scenes": [], "choices": []}
    assert found["scenes"]["total"] == 4


def test_the_lesson_of_the_page_says_what_was_signed(with_lesson: Path) -> None:
    loaded = load(with_lesson)
    run = begin_run(build(loaded.scenario, loaded.scope), 1, "two_days")
    assert run.cut is not None
    told = at_the_end(run).say(run.cut.intro).strip()
    assert told == "Sunday. Yesterday you wrote 36 into the form. The staff said 41."


def own_story(home: Path, *, without: str = "") -> Path:
    """The smallest scenario as its page shows it."""
    folder = home / "register"
    (folder / "scenes").mkdir(parents=True)
    for name, text in FILE.findall(OWN):
        if name != without:
            (folder / name).write_text(text, encoding="utf-8")
    return folder


def found_in(folder: Path) -> list[str]:
    """The findings of `check`, warnings too."""
    return [fault.headline() for fault in findings([folder])]


def test_the_smallest_scenario_has_no_finding_and_can_be_played(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    folder = own_story(tmp_path)
    assert found_in(folder) == []
    assert main(["walk", str(folder), "--json"]) == 0
    assert json.loads(capsys.readouterr().out)["plays"] == "2"


def test_without_the_fifth_file_it_lacks_what_the_page_says(tmp_path: Path) -> None:
    found = found_in(own_story(tmp_path, without="figures.yaml"))
    assert any("`written` is not declared" in line for line in found)
    assert all("unknown-name: `written`" in line for line in found)


def test_the_codes_of_what_stops_people_exist() -> None:
    table = OWN[OWN.index("## 2.") : OWN.index("## 3.")]
    named = set(re.findall(r"^\|.*?(?<!\\)\| `([a-z-]+)` \|", table, re.MULTILINE))
    assert named
    assert named <= set(codes())
