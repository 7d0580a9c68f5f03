"""The lesson of great_leap in Chinese: whole, up to date, and read in Chinese by whoever plays it."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from game.cli import main
from tests.plain.pipe import run

STORY = Path(__file__).resolve().parents[2] / "story" / "great_leap"
WORD = re.compile(r"[A-Za-z]{4,}")


def test_nothing_is_missing_or_out_of_date(capsys: pytest.CaptureFixture[str]) -> None:
    code = main(["text", "status", "great_leap", "--language", "zh-Hans", "--cut", "lesson", "--complete"])
    said = capsys.readouterr()
    assert code == 0, said.out + said.err
    assert " 0 missing, 0 changed, 0 without a text" in said.out


@pytest.mark.parametrize("answer", ["1", "2", "3", "4"])
def test_a_lesson_is_told_in_chinese(answer: str, tmp_path: Path) -> None:
    """Whatever is answered, up to the debrief no line is left in English."""
    done = run(
        "play", "great_leap", "--cut", "lesson", "--plain", "--language", "zh-Hans", "--seed", "3",
        "--saves", tmp_path, typed=f"{answer}\n1\n" * 40,
    )  # fmt: skip
    told = done.out
    desk = told.split("你不是你扮演的人", 1)[0]
    assert "第一书记" in told
    left = [line for line in desk.splitlines() if len(WORD.findall(line)) > 2]
    assert left == []
