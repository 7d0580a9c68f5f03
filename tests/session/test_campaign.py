"""Where a campaign stands is read from its saves, whatever was done to them: told in words, and nothing is lost."""

from __future__ import annotations

import os
import shutil
from pathlib import Path

import pytest
from attrs import evolve

from game.engine.carried import as_text
from game.session import dossier, places
from game.session.campaign import Campaign, again, begin, file_for, fresh, latest
from game.session.dossier import leave
from game.session.game import Game
from game.session.journal import SaveError
from game.session.sealed import read_journal, write_heading, write_line
from tests.session.chained import write_chain


@pytest.fixture
def stories(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The chain of two tiny desks, as if it had come with the game."""
    folder = write_chain(tmp_path / "story")
    monkeypatch.setattr(places, "stories", lambda: folder)
    return folder


def play(game: Game, figure: str = "read") -> Game:
    """To the end, with a figure signed."""
    while game.run.pending is not None:
        scene = game.run.pending.id
        game.decide(scene, *{"figure": (figure,), "rao_asks": ("move",), "old_book": ("doubt",)}.get(scene, ()))
    game.close()
    return game


def first_over(saves: Path, figure: str = "read") -> tuple[Campaign, Game]:
    """A campaign whose first desk is closed."""
    here = fresh(saves)
    assert here.at is not None
    game = play(begin(here, here.at, seed=3), figure)
    return again(here), game


def at(here: Campaign) -> str:
    """The desk where it stands."""
    return here.at.link.id if here.at else ""


def forge(path: Path, **changed: object) -> None:
    """Another first line, its sums as they should be."""
    contents = read_journal(path)
    text, mark = write_heading(evolve(contents.heading, **changed))
    lines = [text]
    for line in contents.lines:
        text, mark = write_line(mark, line)
        lines.append(text)
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")


def mend_story(stories: Path) -> None:
    """Another version of the first desk: one more thing that is true or not."""
    path = stories / "gauge" / "figures.yaml"
    text = path.read_text(encoding="utf-8")
    added = "  - variable: added_later\n    kind: flag\n    label: Added later\n    starts: no\n"
    path.write_text(text.replace("variables:\n", f"variables:\n{added}", 1), encoding="utf-8")
    assert "added_later" in path.read_text(encoding="utf-8")
    dossier._layout.cache_clear()


@pytest.mark.parametrize("changed", [{"cut": "nothing"}, {"carried": "gauge=yes gauge.figure=guessed"}])
@pytest.mark.usefixtures("stories")
def test_a_forged_save_stops_no_campaign(tmp_path: Path, changed: dict[str, str]) -> None:
    here, _ = first_over(tmp_path / "saves")
    assert here.at is not None
    game = begin(here, here.at, seed=3)
    game.close()
    assert game.journal is not None
    forge(game.journal.path, **changed)
    stands = again(here)
    assert at(stands) == "second"


def test_a_desk_that_is_closed_stays_closed_when_its_story_changes(stories: Path, tmp_path: Path) -> None:
    here, game = first_over(tmp_path / "saves")
    mend_story(stories)
    stands = again(here)
    assert [s.over for s in stands.stations] == [True, False]
    assert stands.at is not None
    assert file_for(stands, stands.at)[0] == leave(game.run)
    assert begin(stands, stands.at, seed=3).carried == leave(game.run)


def test_a_file_that_cannot_be_read_any_more_is_told(stories: Path, tmp_path: Path) -> None:
    here = fresh(tmp_path / "saves")
    assert here.at is not None
    game = begin(here, here.at, seed=3)
    game.close_early()
    game.close()
    mend_story(stories)
    shutil.rmtree(tmp_path / "saves" / "stories")
    stands = again(here)
    assert stands.at is not None
    assert at(stands) == "second"
    with pytest.raises(SaveError, match="another version of its story"):
        file_for(stands, stands.at)


@pytest.mark.usefixtures("stories")
def test_two_campaigns_side_by_side_stay_apart(tmp_path: Path) -> None:
    saves = tmp_path / "saves"
    one, game = first_over(saves, "read")
    other = fresh(saves)
    assert other.id != one.id
    assert other.at is not None
    begin(other, other.at, seed=4).close()
    assert latest(saves).id == other.id
    stands = again(one)
    assert (stands.id, at(stands)) == (one.id, "second")
    assert stands.at is not None
    assert file_for(stands, stands.at)[0] == leave(game.run)


@pytest.mark.usefixtures("stories")
def test_a_desk_played_again_leaves_its_new_file_to_the_next(tmp_path: Path) -> None:
    here, game = first_over(tmp_path / "saves", "read")
    assert here.at is not None
    second = begin(here, here.at, seed=3)
    second.close()
    assert second.journal is not None
    assert again(here).stations[1].save == second.journal.path
    back = play(game.rewind(0), "wished")
    assert back.journal is not None
    os.utime(second.journal.path, (1, 1))
    stands = again(here)
    assert stands.stations[0].save == back.journal.path
    assert stands.at is not None
    assert (at(stands), stands.at.save) == ("second", None)
    assert begin(stands, stands.at, seed=3).carried == leave(back.run) != leave(game.run)


@pytest.mark.usefixtures("stories")
def test_a_desk_played_again_to_the_same_file_goes_on(tmp_path: Path) -> None:
    here, game = first_over(tmp_path / "saves", "read")
    assert here.at is not None
    second = begin(here, here.at, seed=3)
    second.close()
    assert second.journal is not None
    play(game.rewind(0), "read")
    os.utime(second.journal.path, (1, 1))
    assert again(here).stations[1].save == second.journal.path
    assert read_journal(second.journal.path).heading.carried == as_text(leave(game.run))


@pytest.mark.usefixtures("stories")
def test_a_run_kept_in_another_place_is_still_of_its_campaign(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("", encoding="utf-8")
    here = fresh(tmp_path / "file" / "saves")
    assert here.at is not None
    game = begin(here, here.at, seed=3)
    assert game.journal is None
    game.save_elsewhere(tmp_path / "other")
    game.close()
    assert game.journal is not None
    assert game.journal.heading.campaign == here.id
    assert game.journal.heading.begun


def test_a_story_of_the_same_name_leaves_what_it_was_given(stories: Path, tmp_path: Path) -> None:
    path = stories / "gauge" / "leaves.yaml"
    path.write_text(path.read_text(encoding="utf-8").replace("cattle == hill", "ships == hill"), encoding="utf-8")
    dossier._layout.cache_clear()
    _, game = first_over(tmp_path / "saves")
    assert leave(game.run) == ()
