"""Saves that somebody wrote by hand, whose sums fit: they open or are refused in words, and are never touched."""

from __future__ import annotations

import json
import random
from collections import Counter
from hashlib import sha256
from pathlib import Path
from typing import Any

from game.engine.program import Program
from game.script.faults import ScenarioError
from game.session.changed import Changed
from game.session.game import Game
from game.session.journal import SaveError, read_journal
from game.session.library import open_save
from tests.session.granary_story import play

VALUES: tuple[Any, ...] = (
    None, True, 0, -1, 1, 2, 99, 10**30, 1.5, "", "measure", "letter", "looks.morning", "looks.", "looks", "week_one",
    "week_two", "afterwards", "fair", "wax", "burn", "frame", "cellar", "x" * 300, "\x1b[2J", "short", "granary",
    "great_leap", [], ["fair"], ["fair", "wax"], ["cellar", "roof"], ["frame"], ["measure"], {}, [[]], ["a"] * 1000,
)  # fmt: skip


def sealed(rows: list[dict[str, Any]]) -> bytes:
    """The rows with sums that fit."""
    before, made = "", b""
    for row in rows:
        body = {k: v for k, v in row.items() if k != "sum"}
        text = json.dumps(body, separators=(",", ":"))
        before = sha256(f"{before}\n{text}".encode()).hexdigest()[:16]
        made += json.dumps({**body, "sum": before}, separators=(",", ":")).encode() + b"\n"
    return made


def forged(rows: list[dict[str, Any]], chance: random.Random) -> bytes:
    """The rows with one to three values exchanged, now and then a row twice."""
    made: list[dict[str, Any]] = json.loads(json.dumps(rows))
    for _ in range(chance.randint(1, 3)):
        row = chance.choice(made)
        row[chance.choice(sorted(row))] = chance.choice(VALUES)
    if chance.random() < 0.2:
        made.insert(chance.randint(1, len(made)), dict(chance.choice(made)))
    for number, row in enumerate(made):
        if number and chance.random() < 0.9:
            row["n"] = number
    return sealed(made)


def test_forged_saves_open_or_are_refused_in_words(tmp_path: Path, granary: Program) -> None:
    game = Game.new(granary, 3, saves=tmp_path)
    play(game)
    game.close()
    assert game.journal is not None
    rows = [json.loads(line) for line in game.journal.path.read_bytes().splitlines()]
    assert sealed(rows) == game.journal.path.read_bytes()
    found, path = Counter[str](), tmp_path / "forged.journal"
    for number in range(200):
        path.write_bytes(forged(rows, random.Random(number)))
        before = path.read_bytes()
        try:
            opened = open_save(path, granary)
        except (SaveError, ScenarioError):
            found["refused"] += 1
        else:
            lines = read_journal(path).lines
            if isinstance(opened, Changed):
                assert 0 <= opened.at <= opened.decisions == len(lines)
                assert opened.says().isprintable()
            else:
                assert [(d.turn, d.scene, d.picks) for d in opened.run.decisions] == [
                    (x.turn, x.scene, x.picks) for x in lines
                ]
                assert opened.view().notice.isprintable()
                opened.close()
            found[type(opened).__name__] += 1
        assert path.read_bytes() == before
    assert min(found["refused"], found["Changed"], found["Game"]) > 20, found
