"""A lesson that goes on from another: from its save, its code, or what is declared; the rest is refused."""

from __future__ import annotations

from pathlib import Path

import pytest
from attrs import frozen

from game.session import places
from game.session.changed import Changed, Way
from game.session.game import Game
from game.session.journal import SaveError, read_journal
from game.session.library import new_game, open_program, open_save, resume_game, take
from game.session.runcode import CodeError, decode
from game.session.trouble import Misasked
from tests.conftest import STORIES, MakeVariant, Variant
from tests.longer import ADDED, CHANGES, LONGER, SCENES, SHORT, finished

SEED = 5


@frozen
class Shelf:
    """A story with a lesson that goes on, and a folder of saves."""

    story: Variant
    saves: Path

    def first(self, *picks: str, decisions: int | None = None, cut: str = SHORT) -> Game:
        """A run of a lesson, kept as a save: all of it, or the first so many decisions."""
        run = finished(self.story.program(), SEED, *picks, cut=cut)
        game = Game.new(run.program, SEED, cut, saves=self.saves)
        for d in run.decisions[:decisions]:
            game.decide(d.scene, *d.picks)
        game.close()
        return game

    def second(self, after: str = "", seed: int | None = None, cut: str = LONGER) -> Game:
        """The lesson that goes on."""
        return new_game(self.story.folder, cut=cut, saves=self.saves, after=after, seed=seed)


@pytest.fixture
def shelf(variant: MakeVariant, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Shelf:
    story = variant(CHANGES, added=ADDED)
    monkeypatch.setattr(places, "stories", lambda: story.folder.parent)
    return Shelf(story, tmp_path / "saves")


def path_of(game: Game) -> str:
    assert game.journal is not None
    return str(game.journal.path)


@pytest.mark.parametrize("picks", [("answer",), ("burn", "high_count")])
def test_it_goes_on_from_a_code_and_from_a_save(shelf: Shelf, picks: tuple[str, ...]) -> None:
    first = shelf.first(*picks)
    for name in (first.code(), path_of(first), Path(path_of(first)).stem):
        game = shelf.second(name)
        assert (game.seed, game.cut, game.run.turn_id) == (SEED, LONGER, "week_three")
        assert game.run.decisions == first.run.decisions
        assert [d.act for d in game.before()] == [d.act for d in first.decisions()]
        assert game.intro().startswith("You answered" if "answer" in picks else "You did not")
        game.close()


def test_nothing_of_the_past_is_on_the_desk_and_nothing_of_it_counts(shelf: Shelf) -> None:
    game = shelf.second(shelf.first("answer").code())
    view = game.view()
    assert (view.decisions, view.signatures, view.calendar.here, view.calendar.turns) == (0, 0, 0, ("Third week",))
    assert (view.consequence, view.passed) == (None, ())
    assert [p.title for p in view.papers] == ["The gazette", "Only in the longer week"]
    assert [t.text for t in view.later] == ["Wen brings a melon for the letter of last week."]
    assert game.teller.words == sum(len(p.text.split()) for p in view.papers)
    after = game.decide("of_longer", "hardly")
    assert (after.decisions, after.signatures) == (1, 1)
    assert [d.scene for d in game.decisions()] == ["of_longer"]


def test_it_is_not_taken_back_and_is_there_again_after_a_pause(shelf: Shelf) -> None:
    game = shelf.second(shelf.first("burn").code())
    past = tuple(game.run.decisions)
    game.decide("of_longer", "it_is")
    for keep in (0, 1, len(past)):
        back = game.rewind(keep)
        assert tuple(back.run.decisions) == past
        assert (back.view().decisions, back.run.turn_id) == (0, "week_three")
        back.close()
    again = resume_game(path_of(game), saves=shelf.saves)
    assert tuple(again.run.decisions[: again.run.past]) == past
    assert [d.act for d in again.decisions()] == ["It is"]
    run = decode(again.code(), again.program)
    assert run.digest() == again.run.digest()
    assert len(read_journal(Path(path_of(game))).lines) == len(past) + 1
    again.close()


def test_without_a_run_it_is_as_declared(shelf: Shelf) -> None:
    game = shelf.second(seed=77)
    assert game.seed == 77
    assert [d.act for d in game.before()] == ["Answer it", "It is", "As counted"]
    assert (game.view().decisions, game.run.turn_id) == (0, "week_three")


def refusals(shelf: Shelf) -> dict[str, tuple[str, type[Exception], str]]:
    """What is given, and how it is refused."""
    code = shelf.first().code()
    early = shelf.first(decisions=1)
    shut = resume_game(path_of(shelf.first(decisions=1)), saves=shelf.saves)
    shut.close_early()
    shut.close()
    whole = Game.new(shelf.story.program(), SEED, saves=shelf.saves)
    own = shelf.second(code)
    torn = Path(path_of(shelf.first()))
    lines = torn.read_bytes().splitlines(keepends=True)
    torn.write_bytes(b"".join(lines[:-1]))
    lied = Path(path_of(shelf.first()))
    lied.write_bytes(lied.read_bytes().replace(b"high_count", b"true_count").replace(b'"answer"', b'"burn"'))
    gauge = Game.new(open_program(STORIES / "gauge"), SEED, saves=shelf.saves)
    last = code[-1]
    return {
        "not finished": (early.code(), SaveError, "it has not come to its end, in Second week; finish The short week"),
        "closed early": (path_of(shut), SaveError, "it was closed early, in Second week"),
        "the full run": (path_of(whole), SaveError, "a run of the full run; what is wanted is one of The short week"),
        "its own kind": (own.code(), SaveError, "a run of The longer week; what is wanted is one of The short week"),
        "another story": (path_of(gauge), SaveError, "not of The Granary"),
        "a save cut short": (str(torn), SaveError, "it has not come to its end"),
        "a save that was changed": (str(lied), SaveError, "it has not come to its end"),
        "a letter wrong": (code[:-1] + ("7" if last != "7" else "8"), CodeError, "a letter wrong, missing or too many"),
        "a code cut short": (code[:10], CodeError, "too short"),
        "no code at all": ("an old friend", SaveError, "there is no save"),
        "no such save": ("nowhere.journal", SaveError, "there is no save"),
    }


CASES = (
    "not finished", "closed early", "the full run", "its own kind", "another story", "a save cut short",
    "a save that was changed", "a letter wrong", "a code cut short", "no code at all", "no such save",
)  # fmt: skip


@pytest.mark.parametrize("case", CASES)
def test_what_is_refused_and_why(shelf: Shelf, case: str) -> None:
    given, error, says = refusals(shelf)[case]
    before = sorted(p.name for p in shelf.saves.iterdir())
    with pytest.raises(error) as found:
        shelf.second(given)
    assert says in str(found.value)
    assert "\n" not in str(found.value)
    assert sorted(p.name for p in shelf.saves.iterdir()) == before


def test_a_run_of_another_version_is_refused(shelf: Shelf, variant: MakeVariant) -> None:
    first = shelf.first("burn")
    newer = variant({**CHANGES, "scenes/all.yaml": [("standing -= 20", "standing -= 19")]}, added=ADDED)
    for name in (first.code(), path_of(first)):
        with pytest.raises((SaveError, CodeError)) as found:
            new_game(newer.folder, cut=LONGER, saves=shelf.saves, after=name)
        assert "version" in str(found.value)


def test_only_a_lesson_that_goes_on_takes_a_run_and_it_brings_its_seed(shelf: Shelf) -> None:
    code = shelf.first().code()
    for cut in ("", SHORT):
        with pytest.raises(Misasked, match="such lessons here: longer"):
            shelf.second(code, cut=cut)
    with pytest.raises(Misasked, match="its own seed, 5"):
        shelf.second(code, seed=6)
    assert shelf.second(code, seed=SEED).seed == SEED


def played_second(shelf: Shelf) -> str:
    """A save of the lesson that goes on, with its own decision."""
    game = shelf.second(shelf.first("burn").code())
    game.decide("of_longer", "it_is")
    game.close()
    return path_of(game)


def test_where_the_story_has_changed_a_copy_keeps_the_whole_past_or_is_not_offered(
    shelf: Shelf, variant: MakeVariant
) -> None:
    path = played_second(shelf)
    cases = (
        ("standing -= 20", "standing -= 19", [Way.AS_BEGUN, Way.TODAY]),
        ("    - choice: it_is\n", "    - choice: it_was\n", [Way.AS_BEGUN, Way.COPY]),
    )
    for old, new, ways in cases:
        changed = {**ADDED, "scenes/all.yaml": SCENES.replace(old, new)}
        more = [(old, new)] if old not in SCENES else []
        newer = variant({**CHANGES, "scenes/all.yaml": more}, added=changed)
        found = open_save(Path(path), newer.program())
        assert isinstance(found, Changed)
        assert [offer.way for offer in found.offers] == ways
        if Way.COPY in ways:
            game = take(found, Way.COPY, newer.program())
            assert (game.run.past, game.view().decisions, game.run.turn_id) == (4, 0, "week_three")
            game.close()
