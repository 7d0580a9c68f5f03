"""Whole plays through a pipe: lesson and full run, by numbers and by ids, end where the same run does elsewhere."""

from __future__ import annotations

import re
import unicodedata
from pathlib import Path

import pytest

from game.engine.program import Program
from game.session.game import Game
from game.session.journal import read_journal
from game.session.library import open_save
from game.session.lines import EMPHASIS
from game.session.runcode import decode
from tests.plain.pipe import GRANARY, GREAT_LEAP, Done, lines, played, run

PLAYS = [("honest", 11, ""), ("henan", 3, ""), ("hedger", 2, "lesson"), ("zealot", 9, "lesson")]


@pytest.fixture(scope="module", params=PLAYS, ids=lambda p: "-".join(map(str, p)))
def pair(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> tuple[Game, Done, Done]:
    """A run as a machine plays it, and the same run typed twice."""
    official, seed, cut = request.param
    game, numbers, ids = played(GREAT_LEAP, official, seed, cut)
    saves = tmp_path_factory.mktemp("saves")
    words = ["play", "great_leap", "--plain", "--seed", str(seed), *(["--cut", cut] if cut else [])]
    return (
        game,
        run(*words, "--saves", saves / "numbers", typed=lines(*numbers)),
        run(*words, "--saves", saves / "ids", typed=lines(*ids)),
    )


def test_a_whole_run_by_numbers_and_by_ids(pair: tuple[Game, Done, Done], great_leap: Program) -> None:
    game, by_number, by_id = pair
    for done in (by_number, by_id):
        assert (done.code, done.err) == (0, "")
        assert done.run_code == game.code()
        assert "? " not in {line[:2] for line in done.out.splitlines()}
        contents = read_journal(done.save)
        assert [(x.turn, x.scene, x.picks) for x in contents.lines] == [
            (d.turn, d.scene, d.picks) for d in game.run.decisions
        ]
        again = open_save(done.save, great_leap)
        assert isinstance(again, Game)
        assert again.run.digest() == game.run.digest()
        again.close()
        assert decode(done.run_code, great_leap).digest() == game.run.digest()
    same = [done.out.replace(str(done.save), "SAVE") for done in (by_number, by_id)]
    assert same[0] == same[1]


def squeezed(text: str) -> str:
    """A text without its spacing and stress marks: lines are wrapped on their way out."""
    return "".join(EMPHASIS.sub(r"\1", text).split())


def test_every_paper_and_every_return_is_said(pair: tuple[Game, Done, Done]) -> None:
    game, done, _ = pair
    said = squeezed(done.out.partition("The desk is closed.")[0])
    turns = game.program.turns
    first = 0 if game.run.cut is None else game.program.turn_index[game.run.cut.first]
    for index, paper in game.teller.archive:
        if index >= first:
            assert squeezed(paper.title) in said, paper.id
            assert squeezed(paper.text) in said, (turns[index].id, paper.id)
    for index, later in game.teller.returned:
        if index >= first:
            assert squeezed(later.text) in said, later.source
    for what in game.teller.consequences:
        assert all(squeezed(text) in said for text in what.texts), what.decision
    for signed in game.decisions():
        assert signed.scene.startswith("looks.") or squeezed(f"Signed: {signed.act}") in said, signed.act
    end = game.end()
    for heading, text in ((f"{p.name}, {p.role}", p.text) for p in end.people):
        assert squeezed(heading + text) in said
    for page in end.pages:
        assert squeezed(page.text) in said


def test_seasons_come_in_order(pair: tuple[Game, Done, Done]) -> None:
    game, done, _ = pair
    heads = [line.split(" (")[0][3:] for line in done.out.splitlines() if re.match(r"== .+ \(.+", line)]
    labels = [t.label for t in game.program.turns]
    seasons = [h for h in heads if h in labels]
    assert seasons == sorted(seasons, key=labels.index)
    assert len(seasons) == len(set(seasons)) >= 4


def test_nothing_but_letters_and_line_ends_comes_out(pair: tuple[Game, Done, Done]) -> None:
    for done in pair[1:]:
        assert {c for c in done.out if unicodedata.category(c) in {"Cc", "Cf", "Cs", "Zl", "Zp"}} <= {"\n"}


def test_the_debrief_follows_the_last_pages(tmp_path: Path) -> None:
    game, numbers, _ = played(GREAT_LEAP, "protector", 12, "lesson")
    words = ("play", "great_leap", "--plain", "--cut", "lesson", "--seed", "12", "--saves", tmp_path)
    asked = run(*words, typed=lines(*numbers, ""))
    assert asked.code == 0
    assert "You are not your character. Put the secretary down." in asked.out
    left = run(*words, typed=lines(*numbers, "quit"))
    assert left.code == 0
    assert "You are not your character" not in left.out
    assert f"debrief {game.code()}" in squeezed(left.out).replace("debrief", "debrief ")
    later = run("debrief", left.run_code, env={"XDG_DATA_HOME": str(tmp_path)})
    assert later.code == 0
    assert later.out.startswith("You are not your character. Put the secretary down.\n")
    assert game.code() in later.out


def test_going_back_after_the_end_is_a_trial_in_every_season_and_both_are_in_its_debrief(
    tmp_path: Path, granary: Program
) -> None:
    line = "What you signed first stands."
    words = ("play", GRANARY, "--plain", "--seed", "3", "--saves", tmp_path)
    closed = run(*words, typed=lines("1", "2 1", "close now", "back 1", "1 1"))
    assert (closed.code, closed.err) == (0, "")
    early, _back, late = closed.out.partition("back to where")
    assert line not in early
    assert "A trial from first week on." in late
    first = run(*words, typed=lines("1", "2 1", "1", "answer", "true_count", "1", "1", ""))
    assert line not in first.out
    assert "The first run, and this trial" not in first.out
    ended = open_save(first.save, granary)
    assert isinstance(ended, Game)
    trial = ended.rewind(1)  # the desk's key, after the end
    assert trial.journal is not None
    for game in (ended, trial):
        game.close()
    again = run("resume", trial.journal.path, "--plain", "--saves", tmp_path, typed=lines("1 1", *("2",) * 5, ""))
    assert (again.code, again.err) == (0, "")
    seasons = re.findall(r"^== .+ \(.+, .+ ==\n(.*)$", again.out, re.MULTILINE)
    assert len(seasons) > 1
    assert all(told.startswith("A trial from first week on.") for told in seasons)
    assert "The first run, and this trial" in again.out
