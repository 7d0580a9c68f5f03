"""The page a player writes: kept whole beside the save, cleaned both ways, and never in the way of a run."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from game.engine.program import Program
from game.session.game import Game
from game.session.journal import SaveError
from game.session.library import list_saves, open_save
from game.session.lines import clean
from game.session.written import MOST_OF_A_PAGE, MOST_OF_A_READER, page_path, read_page, tidy, write_page

TEXT = "Honourable reader,\n\nWe weighed 150 jin. The form says 270.\n\nShen"


@pytest.fixture
def game(granary: Program, tmp_path: Path) -> Game:
    return Game.new(granary, 1, saves=tmp_path / "saves")


def path_of(game: Game) -> Path:
    path = page_path(game)
    assert path is not None
    return path


def test_a_page_is_kept_beside_the_save_and_read_back(game: Game) -> None:
    assert read_page(game) is None
    kept = write_page(game, "The inspector", TEXT)
    assert (kept.reader, kept.text) == ("The inspector", TEXT)
    assert read_page(game) == kept
    assert game.journal is not None
    assert path_of(game).name == game.journal.path.stem + ".page.txt"
    assert path_of(game).read_text(encoding="utf-8").startswith("To: The inspector\n\nHonourable")
    assert {p.suffix for p in path_of(game).parent.iterdir()} <= {".journal", ".txt", ".lock", ""}


def test_a_page_changes_no_run_and_is_no_save(game: Game) -> None:
    before = game.journal.path.read_bytes() if game.journal else b""
    write_page(game, "", TEXT)
    game.close()
    (save,) = list_saves(path_of(game).parent)
    assert save.path.read_bytes() == before
    again = open_save(save.path)
    assert isinstance(again, Game)
    page = read_page(again)
    assert page is not None
    assert page.text == TEXT
    again.close()


def test_a_new_page_takes_the_place_of_the_old_and_an_empty_one_takes_it_away(game: Game) -> None:
    write_page(game, "a", "first")
    write_page(game, "b", "second")
    page = read_page(game)
    assert page is not None
    assert (page.reader, page.text) == ("b", "second")
    write_page(game, "b", " \n\x00\n ")
    assert read_page(game) is None
    assert not path_of(game).exists()
    write_page(game, "b", "")  # and once more, with nothing there


def test_a_run_without_a_save_says_so(granary: Program) -> None:
    game = Game.new(granary, 1)
    assert read_page(game) is None
    with pytest.raises(SaveError, match="not saved"):
        write_page(game, "anybody", TEXT)


def test_where_the_machine_refuses_the_reason_is_told_and_nothing_is_left_over(game: Game) -> None:
    path_of(game).mkdir()
    with pytest.raises(SaveError, match="could not be kept"):
        write_page(game, "anybody", TEXT)
    assert read_page(game) is None
    assert [p.name for p in path_of(game).parent.glob("*.new")] == []
    assert [p.name for p in path_of(game).parent.glob(".*.new")] == []


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b"To: \n\n",
        b"\xff\xfe\x00\x1b[2J",
        b"To: " + b"x" * 100_000,
        b"To: a\r\n\r\nbody \x1b]0;title\x07 end\xe2\x80\xae",
        b"To: a\n\n" + "漢".encode() * 50_000,
        b"no first line\nat all",
    ],
)
def test_a_page_from_outside_is_cleaned_and_cut(game: Game, data: bytes) -> None:
    path_of(game).write_bytes(data)
    page = read_page(game)
    if page is not None:
        assert 0 < len(page.text) <= MOST_OF_A_PAGE
        assert len(page.reader) <= MOST_OF_A_READER
        assert clean(page.text) == page.text
        assert "\n" not in page.reader


def test_a_file_without_a_reader_is_a_page_all_the_same(game: Game) -> None:
    path_of(game).write_text("Only words.\nTwo lines.", encoding="utf-8")
    page = read_page(game)
    assert page is not None
    assert (page.reader, page.text) == ("", "Only words.\nTwo lines.")


def test_a_rewound_copy_has_a_page_of_its_own(game: Game) -> None:
    view = game.view()
    while view.ask is not None and view.ask.plan is not None:
        view = game.decide(view.ask.scene, *view.ask.plan.plans[0])
    write_page(game, "a", "of the first run")
    copy = game.rewind(0)
    assert path_of(copy) != path_of(game)
    assert read_page(copy) is None
    page = read_page(game)
    assert page is not None
    assert page.text == "of the first run"
    copy.close()


@given(reader=st.text(max_size=300), text=st.text(max_size=5000))
@settings(max_examples=100)
def test_what_is_tidy_stays_as_it_is(reader: str, text: str) -> None:
    page = tidy(reader, text)
    assert tidy(page.reader, page.text) == page
    assert len(page.text) <= MOST_OF_A_PAGE
    assert "\r" not in page.text
