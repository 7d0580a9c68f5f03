"""`check` as an author meets it: the line and the carets, the page, the count, data for other tools, exit codes."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import jsonschema
import pytest

from game.cli import Exit, main
from game.script.caret import pointed
from game.script.cells import cells
from game.script.faults import Fault, Place, Severity, finding
from game.script.findings import codes, definition
from game.session.check import MOST_SHOWN, as_data, report
from tests.conftest import ROOT, MakeVariant

SCHEMA = json.loads((ROOT / "docs" / "check.schema.json").read_text(encoding="utf-8"))
SCENES = "scenes/all.yaml"


def said(capsys: pytest.CaptureFixture[str], *words: str) -> tuple[int, str, str]:
    code = main(["check", *words])
    out, err = capsys.readouterr()
    return code, out, err


def test_a_finding_shows_its_line_its_carets_and_its_page(
    variant: MakeVariant, capsys: pytest.CaptureFixture[str]
) -> None:
    story = variant({SCENES: [("{grain | one} sacks", "{grian | one} sacks")]})
    code, out, err = said(capsys, str(story.folder))
    lines = err.splitlines()
    assert (code, out) == (Exit.PROBLEMS, "")
    assert "scenes/all.yaml:61:25: error unknown-name: `grian` is not declared; did you mean `grain`?" in lines[0]
    assert lines[1] == "        It smells of mice. {grian | one} sacks."
    assert lines[2] == " " * lines[1].index("grian") + "^^^^^"
    assert lines[3] == "    more: docs/checks/unknown-name.md, or `check --explain unknown-name`"
    assert lines[4] == "1 error and 0 warnings in 1 scenario"
    assert len(lines) == 5


def test_the_page_of_a_code_is_named_once(variant: MakeVariant, capsys: pytest.CaptureFixture[str]) -> None:
    story = variant({SCENES: [("{grain | one} sacks", "{grian | one} {grian | one}")]})
    _, _, err = said(capsys, str(story.folder))
    assert err.count("error unknown-name") == 2
    assert err.count("more: ") == 1


@pytest.mark.parametrize(
    ("line", "column", "length"),
    [
        ("plain words here", 7, 5),
        ("\ta\ttab here", 9, 4),
        ("计划 of ten thousand 斤 here", 22, 4),
        ("e\u0301tude and more", 8, 3),
        ("中" * 80 + "here and 中 on", 81, 4),
        ("x" * 300 + "here" + "y" * 300, 301, 4),
        ("at its end", 11, 1),
    ],
)
def test_carets_stand_under_what_is_meant(line: str, column: int, length: int) -> None:
    shown, carets = pointed(line, column, length)
    wanted = line[column - 1 : column - 1 + length].replace("\t", "    ")
    start, end = len(carets) - len(carets.lstrip()), len(carets)
    covered, at = "", 0
    for sign in shown:
        covered += sign if start <= at < end else ""
        at += cells(sign)
    assert covered.strip() == wanted
    assert cells(shown) <= 101
    assert set(carets) <= {" ", "^"}
    assert carets.endswith("^")


def test_no_control_of_a_name_reaches_the_terminal(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    folder = tmp_path / "bad\x1b[31m"
    (folder / "scenes").mkdir(parents=True)
    (folder / "scenario.yaml").write_text("scenario: bad\n", encoding="utf-8")
    code, _, err = said(capsys, str(folder))
    assert code == Exit.PROBLEMS
    assert "\x1b" not in err


def test_data_keeps_its_schema(variant: MakeVariant, capsys: pytest.CaptureFixture[str]) -> None:
    story = variant({SCENES: [("{grain | one} sacks", "{grian | one} sacks"), ("beat: evening", "beat: evenings")]})
    code, out, err = said(capsys, str(story.folder), "--json")
    data = json.loads(out)
    jsonschema.validate(data, SCHEMA)
    assert (code, err, data["errors"], data["warnings"]) == (Exit.PROBLEMS, "", 2, 0)
    name = next(f for f in data["findings"] if f["code"] == "unknown-name")
    assert name["end_column"] - name["column"] == len("grian")
    assert (ROOT / name["page"]).is_file()
    code, out, _ = said(capsys, "--json")
    jsonschema.validate(json.loads(out), SCHEMA)
    assert code == Exit.FINE


def test_a_warning_counts_only_where_it_is_asked_to(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], variant: MakeVariant
) -> None:
    warning = Fault("unknown-name", Place("a.yaml"), "a sentence", "", Severity.WARNING)
    monkeypatch.setattr("game.session.check.findings", lambda _: (warning,))
    folder = str(variant().folder)
    assert said(capsys, folder)[0] == Exit.FINE
    assert said(capsys, folder, "--strict")[0] == Exit.PROBLEMS
    jsonschema.validate(as_data((warning,), 1), SCHEMA)


def test_no_error_hides_behind_warnings() -> None:
    many = tuple(Fault("unknown-name", Place("a.yaml", n), "w", "", Severity.WARNING) for n in range(1, 81))
    lines = list(report((*many, finding("bad-id", Place("b.yaml"), value="X")), 2))
    assert "b.yaml:1:1: error bad-id" in lines[0]
    assert lines[-2] == f"{81 - MOST_SHOWN} more; mend these first"
    assert lines[-1] == "1 error and 80 warnings in 2 scenarios"


def test_a_page_can_be_read_without_the_folder_of_pages(capsys: pytest.CaptureFixture[str]) -> None:
    code, out, _ = said(capsys, "--explain", "unknown-name")
    assert code == Exit.FINE
    assert out.startswith(f"# {definition('unknown-name').title}\n")
    assert "## Wrong" in out
    assert "## Right" in out
    code, out, _ = said(capsys, "--explain", "unknown-name", "--json")
    assert json.loads(out)["code"] == "unknown-name"
    code, _, err = said(capsys, "--explain", "unknown-nam")
    assert (code, "did you mean `unknown-name`?" in err) == (Exit.USAGE, True)
    assert all(said(capsys, "--explain", name)[0] == Exit.FINE for name in codes())


def test_echoes_of_a_mistake_are_left_out(variant: MakeVariant, capsys: pytest.CaptureFixture[str]) -> None:
    """A letter that cannot be read is named in many places; only its own mistake is told, and any other that stands."""
    story = variant({SCENES: [("- document: letter\n", "- document: letter  # as it came\n  note: a: b\n")]})
    _, _, err = said(capsys, str(story.folder))
    assert [line.split(" ")[2] for line in err.splitlines() if ": error " in line] == ["yaml-syntax:"]
    story = variant(
        {SCENES: [("      say: Answer it\n", ""), ("beat: evening", "beat: evenings")]}
    )
    _, _, err = said(capsys, str(story.folder))
    assert [line.split(" ")[2] for line in err.splitlines() if ": error " in line] == ["missing-key:", "unknown-beat:"]


def test_a_scenario_that_echoes_can_be_mended_step_by_step(tmp_path: Path) -> None:
    """What is left out comes back: mending the first mistake shows what really was wrong besides."""
    home = tmp_path / "granary"
    shutil.copytree(ROOT / "tests" / "stories" / "granary", home)
    shutil.copy(ROOT / "tests" / "stories" / "bibliography.yaml", tmp_path)
    path = home / SCENES
    good = path.read_text(encoding="utf-8")
    path.write_text(good.replace("needs: standing > 90", "needs: standing >").replace("letter.burn)", "letter.bun)"))
    assert main(["check", str(home)]) == Exit.PROBLEMS
    path.write_text(good.replace("letter.burn)", "letter.bun)"), encoding="utf-8")
    assert main(["check", str(home)]) == Exit.PROBLEMS
    path.write_text(good, encoding="utf-8")
    assert main(["check", str(home)]) == Exit.FINE
