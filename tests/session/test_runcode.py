"""The run code: short enough to write down, exact, and every wrong one says which fault it is."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from game.engine.program import Program
from game.engine.run import Run, begin
from game.playtest.officials import Policy
from game.playtest.plays import play as machine_play
from game.session import letters as base32
from game.session import runcode
from game.session.game import Game
from game.session.library import from_code, open_program, resume
from game.session.runcode import ALPHABET, CodeError, decode, encode, read_head
from tests.session.granary_story import Story, play
from tests.session.long_story import write_story

LESSON, FULL = 26, 56


def letters(code: str) -> int:
    """Characters to write down, without the dashes."""
    return len(code.replace("-", ""))


def machine_runs(program: Program, cut: str) -> Iterator[Run]:
    """Runs of every official over many seeds, the largest among them; and those that sign what costs the most room."""
    for official in program.scenario.officials:
        policy = Policy(official, program)
        for seed in (0, 2**20 - 1, *range(77, 2**20, 2**17)):
            yield machine_play(program, policy, seed, cut)[1]
    for seed in (0, 2**20 - 1):
        run = begin(program, seed, cut)
        while run.pending is not None:
            run.decide(max(run.pending.choices_open(), key=run.pending.digit))
        yield run


def test_a_lesson_fits_26_characters_and_a_full_run_56(great_leap: Program) -> None:
    for cut, most in (("", FULL), *((c, LESSON) for c in great_leap.cuts)):
        for number, run in enumerate(machine_runs(great_leap, cut)):
            code = encode(run)
            assert letters(code) <= most, (cut, code)
            if number % 4 == 0:
                again = decode(code, great_leap)
                assert (again.decisions, again.digest()) == (run.decisions, run.digest())


@settings(max_examples=60, deadline=None)
@given(st.integers(0, 2**20 - 1), st.sampled_from(["", "short"]), st.lists(st.integers(0, 99), max_size=12))
def test_every_beginning_of_every_run_comes_back(
    granary: Program, seed: int, cut: str, choices: list[int]
) -> None:
    run = begin(granary, seed, cut)
    for choice in choices:
        if run.pending is None:
            break
        options = run.pending.choices_open()
        run.decide(options[choice % len(options)])
    again = decode(encode(run), granary)
    assert (again.decisions, again.seed, again.digest()) == (run.decisions, seed, run.digest())


@pytest.fixture
def code(granary: Program) -> str:
    """A finished run of the small story."""
    game = Game(granary, 741_852)
    play(game)
    return game.code()


def test_no_change_of_one_letter_passes(granary: Program, code: str) -> None:
    bare = code.replace("-", "")
    for place, old in enumerate(bare):
        for new in ALPHABET:
            if new != old:
                with pytest.raises(CodeError):
                    decode(bare[:place] + new + bare[place + 1 :], granary)


def test_no_swap_loss_or_doubling_of_a_letter_passes(granary: Program, code: str) -> None:
    bare = code.replace("-", "")
    made = [bare[:n] + bare[n + 1] + bare[n] + bare[n + 2 :] for n in range(len(bare) - 1)]
    made += [bare[:n] + bare[n + 1 :] for n in range(len(bare))]
    made += [bare[:n] + bare[n] + bare[n:] for n in range(len(bare))]
    for wrong in set(made) - {bare}:
        with pytest.raises(CodeError):
            decode(wrong, granary)


def test_it_may_be_typed_as_people_type(granary: Program, code: str) -> None:
    wanted = decode(code, granary).decisions
    for typed in (code.lower(), code.replace("-", ""), f"  {code}\n", code.replace("0", "O").replace("1", "l")):
        assert decode(typed, granary).decisions == wanted


def test_each_fault_is_named(
    granary: Program, great_leap: Program, code: str, story: Story, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fault(text: str, program: Program = granary) -> str:
        with pytest.raises(CodeError) as caught:
            decode(text, program)
        return str(caught.value)

    assert "empty" in fault(" - ")
    assert "too short" in fault(code[:9])
    assert "`U`" in fault(code[:-1] + "U")
    assert "`?`" in fault(code[:-1] + "\x1b")
    assert "letter wrong" in fault(code[:-1] + ("0" if code[-1] != "0" else "1"))
    assert "letter wrong" in fault(code[:-5])
    assert "far too long" in fault("A" * 5000)
    assert "another scenario" in fault(code, great_leap)
    story.change("standing -= 20", "standing -= 10")
    assert "story version" in fault(code, open_program(story.folder))
    monkeypatch.setattr(runcode, "ENGINE", runcode.ENGINE + 1)
    assert "engine version" in fault(code)
    monkeypatch.undo()
    monkeypatch.setattr(runcode, "FORMAT", runcode.FORMAT + 1)
    assert "another version of the game" in fault(code)


@settings(max_examples=300, deadline=None)
@given(st.text(alphabet=ALPHABET + "-", min_size=14, max_size=60))
def test_letters_at_random_are_refused_in_words(granary: Program, text: str) -> None:
    with pytest.raises(CodeError):
        decode(text, granary)


@settings(max_examples=100, deadline=None)
@given(st.integers(0, 2**90))
def test_a_body_with_a_check_that_fits_is_followed_or_refused(granary: Program, body: int) -> None:
    head = read_head(encode(begin(granary, 5)))
    assert head.count == 0
    text = encode(begin(granary, 5)).replace("-", "")
    value = 0
    for letter in text:
        value = value * 32 + ALPHABET.index(letter)
    value = (value >> 15) | (6 << 58) | (body << 65)
    forged = base32.letters((value << 15) | base32.check_of(value))
    try:
        run = decode(forged, granary)
    except CodeError:
        return
    assert encode(run) == forged


def test_more_decisions_than_the_short_count_holds(tmp_path: Path) -> None:
    program = open_program(write_story(tmp_path / "endless", 60, 5))
    run = begin(program, 9)
    for _ in range(300):
        assert run.pending is not None
        run.decide(run.pending.choices_open()[len(run.decisions) % 2])
    again = decode(encode(run), program)
    assert again.decisions == run.decisions


def test_resume_takes_a_code_and_saves_what_follows(great_leap: Program, tmp_path: Path) -> None:
    game = Game(great_leap, 4)
    for _ in range(5):
        pending = game.run.pending
        assert pending is not None
        game.decide(pending.id, *pending.choices_open()[0].picks)
    again = resume(game.code(), saves=tmp_path)
    assert isinstance(again, Game)
    assert again.run.decisions == game.run.decisions
    assert again.journal is not None
    assert again.journal.path.parent == tmp_path
    again.close()


def test_a_code_of_a_scenario_that_is_not_here(code: str, tmp_path: Path) -> None:
    with pytest.raises(CodeError, match="scenario that is not here"):
        from_code(code, tmp_path)
