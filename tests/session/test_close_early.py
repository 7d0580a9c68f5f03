"""A run closed early: one last line in its save; it is over for the debrief, and goes on only in a copy."""

from __future__ import annotations

import json
import random
from pathlib import Path

import pytest

from game.debrief.build import debrief
from game.debrief.why.inquiry import Inquiry
from game.engine.faults import RefusedDecision
from game.engine.program import Program
from game.session.game import Game
from game.session.journal import SaveError, read_journal
from game.session.library import open_save, resume_game
from game.session.sealed import read_contents
from tests.session.granary_story import Story, play
from tests.session.test_journal import full_disk


def closed(granary: Program, folder: Path, decisions: int = 3) -> Game:
    """A saved game of so many decisions, closed early."""
    game = Game.new(granary, 3, saves=folder)
    play(game, decisions)
    game.close_early()
    return game


def path_of(game: Game) -> Path:
    """Where a game is saved."""
    assert game.journal is not None
    return game.journal.path


def test_closing_is_one_line_and_nothing_is_signed_after_it(tmp_path: Path, granary: Program) -> None:
    game = Game.new(granary, 3, saves=tmp_path)
    play(game, 3)
    before = path_of(game).read_bytes()
    game.close_early()
    written = path_of(game).read_bytes()
    assert written.startswith(before)
    last = json.loads(written.removeprefix(before))
    assert (last["n"], last["closed"], set(last)) == (4, game.run.turn_id, {"n", "closed", "sum"})
    view = game.view()
    assert (view.ask, view.ended, view.laid_down) == (None, False, True)
    with pytest.raises(RefusedDecision, match="closed early"):
        game.decide("letter", "burn")
    with pytest.raises(RefusedDecision, match="over already"):
        game.close_early()
    assert path_of(game).read_bytes() == written


def test_a_closed_run_is_closed_when_it_is_opened_again(tmp_path: Path, granary: Program) -> None:
    game = closed(granary, tmp_path)
    states, path = list(game.states), path_of(game)
    game.close()
    raw = path.read_bytes()
    again = open_save(path, granary)
    assert isinstance(again, Game)
    assert (again.run.over, again.run.ended, again.run.pending) == (True, False, None)
    assert again.states == states
    assert again.notice == "this run was closed early; going back opens a copy to play on in"
    again.close()
    assert path.read_bytes() == raw


def test_going_back_opens_a_copy_and_leaves_the_closed_save(tmp_path: Path, granary: Program) -> None:
    game = closed(granary, tmp_path)
    path = path_of(game)
    raw = path.read_bytes()
    copy = game.rewind(3)
    assert copy.run.pending is not None
    play(copy)
    assert copy.run.ended
    copy.close()
    assert path.read_bytes() == raw
    kept = read_journal(path_of(copy))
    assert (kept.laid_down, kept.heading.parent, kept.heading.at) == ("", path.stem, 3)
    assert len(kept.lines) > 3


def test_a_run_that_has_ended_is_not_closed(granary: Program) -> None:
    game = Game.new(granary, 3)
    play(game)
    with pytest.raises(RefusedDecision, match="over already"):
        game.close_early()


def test_another_place_keeps_it_closed(tmp_path: Path, granary: Program) -> None:
    game = closed(granary, tmp_path / "one")
    game.save_elsewhere(tmp_path / "two")
    game.close()
    assert path_of(game).parent == tmp_path / "two"
    assert read_journal(path_of(game)).laid_down == game.run.turn_id
    unsaved = Game.new(granary, 3)
    play(unsaved, 2)
    unsaved.close_early()
    unsaved.save_elsewhere(tmp_path / "three")
    assert read_journal(path_of(unsaved)).laid_down == unsaved.run.turn_id


def test_a_full_disk_is_told_and_the_closing_is_written_later(tmp_path: Path, granary: Program) -> None:
    game = Game.new(granary, 3, saves=tmp_path)
    play(game, 2)
    with full_disk(path_of(game).stat().st_size + 5):
        game.close_early()
        assert "closing of this run not saved" in game.view().notice
        assert read_journal(path_of(game)).laid_down == ""
    game.close()
    found = read_journal(path_of(game))
    assert (found.laid_down, found.damaged, len(found.lines)) == (game.run.turn_id, "", 2)


def test_a_save_open_elsewhere_is_closed_in_a_copy(tmp_path: Path, granary: Program) -> None:
    first = Game.new(granary, 3, saves=tmp_path)
    play(first, 2)
    path = path_of(first)
    raw = path.read_bytes()
    second = open_save(path, granary)
    assert isinstance(second, Game)
    second.close_early()
    assert path.read_bytes() == raw
    assert path_of(second) != path
    assert read_journal(path_of(second)).laid_down == second.run.turn_id
    second.close()
    first.close()


def test_what_is_read_of_a_closed_save_is_a_beginning_of_what_was_written(tmp_path: Path, granary: Program) -> None:
    game = closed(granary, tmp_path)
    raw = path_of(game).read_bytes()
    lines = list(read_journal(path_of(game)).lines)
    for at in range(raw.index(b"\n") + 1, len(raw)):
        found = read_contents(raw[:at], "x")
        assert list(found.lines) == lines[: len(found.lines)]
        assert found.laid_down == "" or at >= len(raw) - 1
    chance = random.Random(4)
    for _ in range(300):
        broken = bytearray(raw)
        broken[chance.randrange(len(raw))] ^= 1 << chance.randrange(8)
        try:
            found = read_contents(bytes(broken), "x")
        except SaveError:
            continue
        assert list(found.lines) == lines[: len(found.lines)]
        assert found.laid_down == "" or bytes(broken) == raw
        assert found.torn or found.damaged


def test_a_line_after_the_closing_is_damage(tmp_path: Path, granary: Program) -> None:
    game = closed(granary, tmp_path)
    journal = game.journal
    assert journal is not None
    journal.append("week_two", "letter", ("burn",), "0" * 16)
    found = read_journal(journal.path)
    assert "after the run was closed" in found.damaged
    assert (len(found.lines), found.laid_down) == (3, game.run.turn_id)


@pytest.mark.parametrize(
    "wrong", [{"n": 9}, {"n": True}, {"closed": 3}, {"closed": ""}, {"closed": "../x"}, {"more": 1}]
)
def test_a_closing_that_is_none_is_damage(tmp_path: Path, granary: Program, wrong: dict[str, object]) -> None:
    from tests.session.test_journal import forged

    game = closed(granary, tmp_path)
    rows = path_of(game).read_bytes().splitlines(keepends=True)
    before = json.loads(rows[-2])["sum"]
    body = {k: v for k, v in json.loads(rows[-1]).items() if k != "sum"}
    found = read_contents(b"".join(rows[:-1]) + forged({**body, **wrong}, before), "x")
    assert found.damaged
    assert found.laid_down == ""


def test_a_changed_story_keeps_it_closed(story: Story) -> None:
    path = story.begin(3)
    game = resume_game(str(path))
    game.close_early()
    game.close()
    story.change("say: A fair measure", "say: A just measure")
    again = resume_game(str(path))
    assert again.run.laid_down
    again.close()


def test_the_debrief_tells_what_was_and_no_fate(granary: Program) -> None:
    game = Game.new(granary, 3)
    play(game, 3)
    assert not debrief(game).closed
    game.close_early()
    view = debrief(game)
    assert view.closed
    assert "closed early, in" in view.masked
    assert not any(person.fate for person in view.people)
    chain = Inquiry.of(game).figure("grain")
    assert chain.note == ""
    assert chain.node(chain.roots[0]).number == game.run.value("grain")
