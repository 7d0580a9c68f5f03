"""Every broken scenario gives the finding it must give first, at the words where the mistake was made; no traceback."""

from __future__ import annotations

import re
import shlex
from pathlib import Path

import pytest
from attrs import frozen

from game.cli import main
from game.script.findings import codes, definition
from tests.broken.cases import Case, cases, written

_FINDING = re.compile(
    r"(?P<file>.+?):(?P<line>\d+):(?P<column>\d+): (?P<kind>error|warning) (?P<code>[a-z-]+): (?P<say>.*)"
)


@frozen
class Told:
    """One line of a report."""

    file: str
    line: int
    column: int
    kind: str
    code: str
    say: str

    def __str__(self) -> str:
        return f"{self.file}:{self.line}:{self.column}: {self.kind} {self.code}: {self.say}"


def told(text: str) -> list[Told]:
    """The findings of a report."""
    found = (_FINDING.fullmatch(line) for line in text.split("\n"))
    return [Told(m["file"], int(m["line"]), int(m["column"]), m["kind"], m["code"], m["say"]) for m in found if m]


@pytest.mark.parametrize("case", cases(), ids=str)
def test_the_finding_comes_first_and_at_its_place(
    case: Case, tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    made = written(case, tmp_path)
    monkeypatch.chdir(tmp_path)
    code = main(shlex.split(case.command.format(made.folder)))
    out, err = capsys.readouterr()
    found = told(err)
    report = "\n".join(map(str, found)) or f"{out}{err}"
    assert "Traceback" not in out + err
    assert found, report
    first = found[0]
    assert first.code == case.code, report
    assert ((tmp_path / first.file).resolve(), first.line) == (made.file.resolve(), made.line), report
    assert first.column == made.column, f"column {first.column}, not {made.column}\n{report}"
    assert case.says in first.say, report
    assert code == (case.exit if first.kind == "error" else 0), report
    if first.kind == "error":
        assert [f.code for f in found[1:]] == list(case.also), report
    else:
        assert "error" not in {f.kind for f in found}, report


@pytest.mark.parametrize("base", ["granary", "full", "template"])
def test_the_stories_are_right_before_they_are_broken(
    base: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    whole = Case("whole", base, "", base=base, file="officials.yaml")
    assert main(["check", "--strict", str(written(whole, tmp_path).folder)]) == 0, capsys.readouterr().err


def test_there_are_enough_and_every_code_is_among_them() -> None:
    assert len(cases()) >= 150
    assert sorted(set(codes()) - {c.code for c in cases()}) == []


def test_no_two_cases_have_one_name() -> None:
    names = [str(c) for c in cases()]
    assert len(set(names)) == len(names)
    assert {c.code for c in cases()} <= set(codes()), "a code that is not there"
    assert all(definition(c.code).severity in ("error", "warning") for c in cases())
