"""Words of strangers through every way out at once: a hostile story, a hostile player, through the real command."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Iterator
from pathlib import Path

import pytest

from game.cli import Exit, main
from game.debrief.table import FORMULA
from game.engine.program import Program
from game.playtest.officials import Policy
from game.session.game import Game
from tests.debrief.test_markdown import ALLOWED, tokens
from tests.debrief.test_page import CONTROL, assert_whole

NAMES = [
    '=HYPERLINK("http://example.org")',
    "<script>alert('Wei')</script>",
    "\x1b]0;owned\x07\x1b[31mWei\u202e",
    "[Wei](javascript:alert(1))",
]


def save(program: Program, folder: Path, player: str, seed: int) -> Path:
    """A played run with a save that bears a name."""
    policy = Policy(program.scenario.officials[-1], program)
    game = Game.new(program, seed, saves=folder, player=player)
    while not game.run.ended:
        decision = policy.choose(game.run)
        game.decide(decision.scene, *decision.picks)
    game.close()
    assert game.journal is not None
    return game.journal.path


def texts(value: object) -> Iterator[str]:
    """Every text in some data."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict):
        for key, inner in value.items():
            yield from (key, *texts(inner))
    elif isinstance(value, list):
        for inner in value:
            yield from texts(inner)


@pytest.mark.parametrize("number", [1, 4])
def test_nothing_gets_out_that_runs(
    hostile: Program, tmp_path: Path, capfd: pytest.CaptureFixture[str], number: int
) -> None:
    saves = [str(save(hostile, tmp_path / "saves", NAMES[n], n)) for n in range(number)]
    out = {kind: tmp_path / f"d.{kind}" for kind in ("html", "md", "csv")}
    words = [word for kind, path in out.items() for word in (f"--{kind}", str(path))]
    assert main(["debrief", *saves, *words, "--json"]) == Exit.FINE
    printed = capfd.readouterr()
    page, markdown = (out[kind].read_text(encoding="utf-8") for kind in ("html", "md"))
    assert_whole(page)
    assert {token.type for token in tokens(markdown)} <= ALLOWED
    tables = [path.read_bytes().decode("utf-8-sig") for path in sorted(tmp_path.glob("d*.csv"))]
    assert len(tables) == 3
    for table in tables:
        for cell in (c for row in csv.reader(io.StringIO(table, newline=""), strict=True) for c in row):
            assert not cell.startswith(tuple(FORMULA)) or cell.lstrip("-").replace(".", "").isdigit()
            assert not CONTROL.search(cell)
    assert not CONTROL.search(printed.out)
    assert not CONTROL.search(printed.err.replace("\n", ""))
    for everything in (page, markdown, *tables, printed.out):
        assert "Wei" not in everything
        assert "HYPERLINK" not in everything
    assert main(["debrief", *saves]) == Exit.FINE
    assert not CONTROL.search(capfd.readouterr().out)


def test_data_keeps_no_control_character(hostile: Program, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = save(hostile, tmp_path, NAMES[2], 1)
    assert main(["debrief", str(path), "--json"]) == Exit.FINE
    for text in texts(json.loads(capsys.readouterr().out)):
        assert not CONTROL.search(text)
