"""A story changed after a run was begun: the exact finding, and every way to go on. The save is never touched."""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from game.script.faults import ScenarioError
from game.script.logic import logic_hash
from game.session.changed import Changed, Way
from game.session.follow import NeedsOtherStory
from game.session.game import Game
from game.session.journal import SaveError, read_journal
from game.session.kept import folder_of, keep_story, kept_program
from game.session.library import new_game, open_program, open_save, resume, resume_game, take
from tests.session.granary_story import Story, play


def changed(path: Path) -> Changed:
    """The finding; the save is as it was."""
    before = path.read_bytes()
    found = open_save(path)
    assert isinstance(found, Changed)
    assert path.read_bytes() == before
    return found


def went_on(path: Path) -> Game:
    """The game that goes on; closed by the caller."""
    found = open_save(path)
    assert isinstance(found, Game)
    return found


def test_a_mended_typo_goes_on_silently(story: Story) -> None:
    path = story.begin(4)
    story.change("It burns.", "It burns slowly.")
    game = went_on(path)
    assert game.view().notice == ""
    play(game, 1)
    game.close()
    assert len(read_journal(path).lines) == 5


def test_a_change_that_no_decision_meets_goes_on_in_a_save_of_todays_story(story: Story) -> None:
    path = story.begin(3)
    before = path.read_bytes()
    story.change("- choice: high_count", "- choice: higher_count")
    game = went_on(path)
    assert (len(game.run.decisions), game.view().notice) == (3, "")
    play(game, 1)
    game.close()
    assert path.read_bytes() == before
    assert game.journal is not None
    copy = read_journal(game.journal.path)
    assert (len(copy.lines), copy.heading.parent, copy.heading.at) == (4, path.stem, 3)
    assert copy.heading.logic == logic_hash(open_program(story.folder).scenario)
    assert went_on(game.journal.path).view().notice == ""


Change = Callable[[Story], None]
CHANGES: dict[str, tuple[Change, int, str]] = {
    "an option is gone": (
        lambda s: s.change("- choice: burn", "- choice: scorch") or s.change_all("letter.burn", "letter.scorch"),
        3,
        "decision 4: the option `burn` is no longer in `letter`",
    ),
    "a step is gone": (
        lambda s: s.change("- step: fair", "- step: just") or s.change("amount: fair", "amount: just", "scenario.yaml"),
        1,
        "decision 2: the option `fair` is no longer in `measure`",
    ),
    "a scene is gone": (
        lambda s: s.change("- document: tally", "- document: count")
        or s.change("letter, cellar, tally", "letter, cellar, count", "scenario.yaml"),
        3,
        "decision 5: the scene `tally` is no longer in the story",
    ),
    "an option is closed": (
        lambda s: s.change("      stance: conceal", f"      stance: conceal\n{LOCK}"),
        3,
        "decision 4: the option `burn` of `letter` is closed here now",
    ),
    "a number differs": (
        lambda s: s.change("standing -= 20", "standing -= 10"),
        3,
        "decision 4, `letter`, now has other results",
    ),
    "another scene comes first": (
        lambda s: s.change("  beat: evening\n  priority: 10", "  priority: 35"),
        2,
        "decision 4: `letter` no longer comes here in `week_two`; `tally` does, in `week_two`",
    ),
    "a form has one line less": (
        lambda s: s.change(SEAL, "") or s.change("          seal: wax\n", "", "scenario.yaml"),
        1,
        "decision 2: `measure` now asks for 1 answer(s), not 2",
    ),
}
LOCK = "      needs: standing > 90\n      locked: No stove is lit."
SEAL = """    - field: seal
      label: The seal
      steps:
        - step: wax
          say: Wax
          stance: enforce
          effects:
            - sealed = yes because the door was sealed
        - step: none
          say: None
          stance: evade
"""


@pytest.mark.parametrize("name", CHANGES)
def test_the_exact_decision_and_reason_are_known(story: Story, name: str) -> None:
    change, at, reason = CHANGES[name]
    path = story.begin()
    change(story)
    found = changed(path)
    assert (found.at, found.reason, found.decisions) == (at, reason, 6)
    assert reason in found.says()
    ways = [o.way for o in found.offers]
    assert ways[0] is Way.AS_BEGUN
    assert ways[-1] is Way.COPY
    assert (Way.TODAY in ways) == (name == "a number differs")
    with pytest.raises(SaveError, match="was begun in another version"):
        resume_game(str(path), saves=story.saves)


@pytest.mark.parametrize("name", CHANGES)
def test_every_way_to_go_on(story: Story, name: str) -> None:
    change, at, _ = CHANGES[name]
    path = story.begin(5)
    first = resume_game(str(path))
    first.close()
    change(story)
    before = path.read_bytes()
    found = changed(path)
    copy = take(found, Way.COPY)
    assert len(copy.run.decisions) == at
    assert copy.journal is not None
    kept = read_journal(copy.journal.path)
    assert (len(kept.lines), kept.heading.parent, kept.heading.at) == (at, path.stem, at)
    copy.close()
    assert len(went_on(copy.journal.path).run.decisions) == at
    assert path.read_bytes() == before

    begun = take(changed(path), Way.AS_BEGUN)
    assert begun.run.decisions == first.run.decisions
    assert begun.run.digest() == first.run.digest()
    play(begun, 1)
    begun.close()
    assert len(read_journal(path).lines) == 6
    assert path.read_bytes().startswith(before)


def test_the_same_decisions_in_todays_story(story: Story) -> None:
    path = story.begin(5)
    before = path.read_bytes()
    story.change("standing -= 20", "standing -= 10")
    game = take(changed(path), Way.TODAY)
    assert (len(game.run.decisions), game.run.value("standing")) == (5, 40)
    game.close()
    assert path.read_bytes() == before
    assert game.journal is not None
    assert len(went_on(game.journal.path).run.decisions) == 5


def rename(story: Story) -> None:
    """The author gives a scene, a choice and a step other ids, and says so."""
    story.change("- document: letter\n", "- document: wens_letter\n  was: letter\n")
    story.change("- choice: burn\n", "- choice: burn_it\n      was: burn\n")
    story.change("- step: fair\n", "- step: even\n          was: fair\n")
    story.change("- look: cellar\n", "- look: vault\n  was: cellar\n")
    story.change_all("letter.burn", "wens_letter.burn_it")
    story.change("[letter, cellar, tally]", "[wens_letter, vault, tally]", "scenario.yaml")
    story.change("amount: fair", "amount: even", "scenario.yaml")
    story.change("turns_since(cellar)", "turns_since(vault)", "figures.yaml")


def test_renamed_ids_are_followed_where_everything_agrees(story: Story) -> None:
    game = new_game(story.folder, seed=3, saves=story.saves)
    game.decide("looks.morning", "cellar")
    play(game, 4)
    game.close()
    assert game.journal is not None
    path, before = game.journal.path, game.journal.path.read_bytes()
    rename(story)
    again = went_on(path)
    assert [d.scene for d in again.run.decisions[2:]] == ["looks.morning", "wens_letter", "tally"]
    assert again.run.decisions[0].picks == ("vault",)
    assert again.run.decisions[1].picks == ("even", "wax")
    assert again.run.decisions[3].picks == ("burn_it",)
    play(again, 1)
    again.close()
    assert path.read_bytes() == before
    assert again.journal is not None
    assert len(went_on(again.journal.path).run.decisions) == 6


def test_renamed_ids_and_other_results_are_offered_not_taken(story: Story) -> None:
    path = story.begin(5)
    rename(story)
    story.change("standing -= 20", "standing -= 10")
    found = changed(path)
    assert found.reason == "decision 4, `letter`, now has other results"
    assert [o.way for o in found.offers] == [Way.AS_BEGUN, Way.TODAY, Way.COPY]
    game = take(found, Way.TODAY)
    assert game.run.decisions[-2].picks == ("burn_it",)
    game.close()


def test_an_id_that_still_exists_is_never_translated(story: Story) -> None:
    path = story.begin(5)
    story.change("- choice: frame\n", "- choice: frame\n      was: burn\n")
    game = went_on(path)
    assert game.run.decisions[3].picks == ("burn",)
    game.close()


def test_without_the_kept_story_it_is_not_offered(story: Story) -> None:
    path = story.begin(5)
    story.forget()
    story.change("standing -= 20", "standing -= 10")
    assert path.exists()
    # begun-in.txt is gone too, and no story of this name came with the game
    with pytest.raises(ScenarioError):
        open_save(path)


def test_a_kept_story_that_was_tampered_with_is_not_offered(story: Story) -> None:
    path = story.begin(5)
    kept = folder_of(story.saves, read_journal(path).heading.logic)
    scenes = kept / "scenes" / "all.yaml"
    scenes.write_text(scenes.read_text().replace("standing -= 20", "standing -= 1"))
    story.change("standing -= 20", "standing -= 10")
    found = changed(path)
    assert [o.way for o in found.offers] == [Way.TODAY, Way.COPY]
    with pytest.raises(SaveError, match="is not possible"):
        take(found, Way.AS_BEGUN)
    with pytest.raises(SaveError, match="not a way"):
        take(found, "somehow")


def test_a_story_that_is_gone_or_broken_goes_on_as_begun(story: Story) -> None:
    path = story.begin(5)
    story.change("scenario: granary", "scenario: 12", "scenario.yaml")
    found = changed(path)
    assert "cannot be read" in found.reason
    assert [o.way for o in found.offers] == [Way.AS_BEGUN]
    shutil.rmtree(story.folder)
    game = take(changed(path), Way.AS_BEGUN)
    play(game, 1)
    game.close()
    assert len(read_journal(path).lines) == 6


def test_a_lesson_that_is_gone(story: Story) -> None:
    game = new_game(story.folder, seed=3, cut="short", saves=story.saves)
    play(game, 1)
    game.close()
    assert game.journal is not None
    story.change("- cut: short", "- cut: brief", "scenario.yaml")
    found = changed(game.journal.path)
    assert (found.at, found.reason) == (0, "the lesson `short` is no longer in this story")
    assert [o.way for o in found.offers] == [Way.AS_BEGUN]


def test_the_story_is_kept_once_and_never_rewritten(story: Story) -> None:
    story.begin(1)
    folders = list((story.saves / "stories").iterdir())
    program = open_program(story.folder)
    assert [f.name for f in folders] == [logic_hash(program.scenario)]
    times = {p: p.stat().st_mtime_ns for p in folders[0].rglob("*")}
    assert {p.name for p in times} >= {"scenario.yaml", "world.yaml", "bibliography.yaml", "all.yaml"}
    story.change("It burns.", "It burns slowly.")
    story.begin(1, seed=4)
    assert {p: p.stat().st_mtime_ns for p in folders[0].rglob("*")} == times
    kept = kept_program(story.saves, folders[0].name)
    assert kept is not None
    assert kept.scenario.scenes != open_program(story.folder).scenario.scenes


def test_a_story_that_cannot_be_kept_is_told_and_play_goes_on(story: Story) -> None:
    story.saves.mkdir()
    (story.saves / "stories").write_text("in the way")
    game = new_game(story.folder, seed=3, saves=story.saves)
    assert "could not be kept" in game.view().notice
    play(game, 2)
    game.close()
    assert game.unsaved == 0
    assert game.journal is not None
    assert len(read_journal(game.journal.path).lines) == 2


def test_a_half_made_copy_is_never_named(story: Story, monkeypatch: pytest.MonkeyPatch) -> None:
    program = open_program(story.folder)

    def full(_handle: int) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "fsync", full)
    assert "No space left" in keep_story(program.scenario, story.saves)
    assert list((story.saves / "stories").iterdir()) == []


def test_a_code_of_an_earlier_version_opens_in_the_kept_story(story: Story) -> None:
    path = story.begin(5)
    game = went_on(path)
    code, digest = game.code(), game.run.digest()
    game.close()
    story.change("standing -= 20", "standing -= 10")
    again = resume(code, saves=story.saves)
    assert isinstance(again, Game)
    assert again.run.digest() == digest
    assert again.journal is not None
    assert len(read_journal(again.journal.path).lines) == 5
    again.close()


def test_the_finding_is_data_for_any_face() -> None:
    other = NeedsOtherStory(11, "decision 12: the option `refuse` is no longer in `meeting`")
    assert (other.at, str(other)) == (11, other.reason)


def test_no_save_is_there_before_its_story_is_kept(story: Story, monkeypatch: pytest.MonkeyPatch) -> None:
    """Killed while its story is copied, a save of a story from elsewhere could never be resumed."""

    def killed(*_of: object) -> str:
        raise KeyboardInterrupt

    monkeypatch.setattr("game.session.game.keep_story", killed)
    with pytest.raises(KeyboardInterrupt):
        new_game(story.folder, seed=3, saves=story.saves)
    assert list(story.saves.glob("*.journal")) == []
