"""Walks: the fast one, the reference and the plain counting of every play agree; codes lead where they say."""

from __future__ import annotations

import json
import shutil
from collections.abc import Callable
from fractions import Fraction
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from game.cli import main
from game.engine.faults import RunFault
from game.engine.program import Program, build
from game.engine.run import Run, begin
from game.playtest.walk import broad
from game.playtest.walk.alive import Alive
from game.playtest.walk.course import course_of
from game.playtest.walk.explore import Budget, Exploring
from game.playtest.walk.found import Found, Status, Target, Walk, What
from game.playtest.walk.ground import NotFast
from game.playtest.walk.key import Keys
from game.playtest.walk.swift import fast_walk
from game.playtest.walk.told import told
from game.script.reader import load
from game.session.runcode import decode
from tests.conftest import ROOT, STORIES, MakeVariant
from tests.longer import ADDED, CHANGES, LONGER
from tests.synthetic import forty, small

SEEDS = st.integers(0, 2**32)
MOST = 30_000  # decisions: a story with more plays is left out of the plain counting


def opened(folder: Path) -> Program:
    loaded = load(folder)
    return build(loaded.scenario, loaded.scope)


def never(_found: Found, _wide: int) -> bool:
    return False


@pytest.fixture
def written(tmp_path: Path) -> Callable[..., Program]:
    """Writes a small story and opens it."""
    shutil.copy(STORIES / "bibliography.yaml", tmp_path / "bibliography.yaml")
    count = 0

    def write(seed: int, **kinds: bool) -> Program:
        nonlocal count
        count += 1
        return opened(small.write_story(tmp_path / f"story{count}", seed, **kinds))

    return write


# three ways to count


def every_play(start: Run) -> Found | None:
    """Every play, one after another, no two states taken for one; None where they are too many."""
    found = Found()
    broad.note_start(start, found)
    stack = [(start, Fraction(1))]
    while stack:
        run, chance = stack.pop()
        if run.ended:
            broad.note_end(run, found, 1, chance)
            continue
        assert run.pending is not None
        answers = run.pending.choices_open()
        for answer in answers:
            after = broad.taken(run, run.pending, answer, found)
            if after is None:
                found.broken.add(1, chance / len(answers))
            else:
                stack.append((after, chance / len(answers)))
        if found.moves > MOST:
            return None
    return found


def reference(program: Program, cut: str = "") -> Found:
    run, found = begin(program, 1, cut), Found()
    broad.walk(run, Keys(Alive(program, run.cut, course_of(program, run.cut))), found, never, 1 << 60)
    return found


def fast(program: Program, cut: str = "") -> tuple[Found, bool]:
    run, found = begin(program, 1, cut), Found()
    walk = fast_walk(run, Alive(program, run.cut, course_of(program, run.cut)), found, never)
    walk.walk()
    return found, walk.ground.packed


def agree(one: Found, other: Found) -> None:
    """The same plays, the same chances, the same things reached by plays as short."""
    assert one.ends == other.ends
    assert one.broken == other.broken
    assert one.tallies == other.tallies
    assert {t: len(d) for t, d in one.reached.items()} == {t: len(d) for t, d in other.reached.items()}


@settings(max_examples=40)
@given(SEEDS)
def test_three_ways_to_count_whole_numbers(written: Callable[..., Program], seed: int) -> None:
    program = written(seed)
    quick, packed = fast(program)
    assert packed
    agree(quick, reference(program))
    plain = every_play(begin(program, 1))
    if plain is not None:
        agree(quick, plain)


@settings(max_examples=40)
@given(SEEDS)
def test_three_ways_to_count_broken_numbers(written: Callable[..., Program], seed: int) -> None:
    program = written(seed, numbers=True)
    quick, _ = fast(program)
    agree(quick, reference(program))
    plain = every_play(begin(program, 1))
    if plain is not None:
        agree(quick, plain)


@settings(max_examples=30)
@given(SEEDS, st.booleans())
def test_the_reference_takes_looks_storylets_and_orders(
    written: Callable[..., Program], seed: int, numbers: bool
) -> None:
    program = written(seed, slow=True, numbers=numbers)
    with pytest.raises(NotFast):
        fast(program)
    plain = every_play(begin(program, 1))
    if plain is not None:
        agree(reference(program), plain)


@settings(max_examples=15)
@given(SEEDS)
def test_plays_that_break_off_are_counted_apart(written: Callable[..., Program], seed: int) -> None:
    program = written(seed, faulty=True)
    slow, plain = reference(program), every_play(begin(program, 1))
    if plain is not None:
        agree(slow, plain)
    assert bool(slow.stops) == bool(slow.broken.paths)
    if slow.stops:
        with pytest.raises(NotFast):
            fast(program)
        assert "division by zero" in "".join(slow.stops)


def test_some_of_these_stories_do_break_off(written: Callable[..., Program]) -> None:
    assert any(reference(written(seed, faulty=True)).stops for seed in range(12))


def test_chances_add_up_to_one(written: Callable[..., Program]) -> None:
    found, _ = fast(written(3))
    assert found.ends.chance == 1
    for part in ("desk.", "yard."):
        tallies = [tally for (what, name), tally in found.tallies.items() if what is What.ENDING and part in name]
        assert sum(t.chance for t in tallies) == 1
        assert sum(t.paths for t in tallies) == found.ends.paths


# the stories that are here, with everything the engine knows


@pytest.mark.parametrize(("name", "cut"), [("gauge", ""), ("granary", ""), ("granary", "short"), ("hostile", "")])
def test_merging_changes_nothing_in_a_story(name: str, cut: str) -> None:
    program = opened(STORIES / name)
    plain = every_play(begin(program, 1, cut))
    assert plain is not None
    agree(reference(program, cut), plain)


# what is told


def explored(program: Program, cut: str = "", budget: Budget | None = None) -> Walk:
    budget = budget or Budget(workers=1)
    exploring = Exploring(program, 1, program.cuts.get(cut), budget, lambda _what, _count, _deep: None)
    exploring.explore()
    return told(exploring)


def item(walk: Walk, name: str) -> tuple[Status, str]:
    found = next(i for i in walk.items if i.name == name)
    return found.status, found.because


def test_every_code_leads_to_what_it_stands_for(granary: Program) -> None:
    walk = explored(granary)
    assert walk.whole
    codes = [i for i in walk.items if i.status is Status.REACHED]
    assert len(codes) > 15
    for one in codes:
        run = decode(one.code, granary)
        assert len(run.decisions) == one.decisions
        assert _there(run, (one.what, one.name))


def _there(run: Run, target: Target) -> bool:
    what, name = target
    if what is What.SCENE:
        return name in run.memory.last
    if what is What.CHOICE:
        return name in run.memory.signed
    return run.ended and target in broad.endings_of(run)


def test_a_shortest_play_is_shortest(written: Callable[..., Program]) -> None:
    """No play with fewer decisions reaches it: every one of them is looked at."""
    program = written(8)
    found, _ = fast(program)
    for target, digits in list(found.reached.items())[::4]:
        if digits and what_can_be_reached(begin(program, 1), len(digits) - 1, target):
            pytest.fail(f"{target} is reached sooner")


def what_can_be_reached(run: Run, decisions: int, target: Target) -> bool:
    if _there(run, target):
        return True
    if decisions <= 0 or run.pending is None:
        return False
    for answer in run.pending.choices_open():
        after = run.fork()
        after.decide(answer)
        if what_can_be_reached(after, decisions - 1, target):
            return True
    return False


def test_why_something_is_impossible(variant: MakeVariant) -> None:
    lock = ("needs: standing > 90", "needs: standing > 90 and grain > 0")
    walk = explored(variant({"scenes/all.yaml": [lock]}).program())
    status, because = item(walk, "letter.frame")
    assert status is Status.IMPOSSIBLE
    assert "`standing > 90` never holds" in because
    assert "grain" not in because


def test_what_belongs_to_another_lesson_is_impossible(variant: MakeVariant) -> None:
    change = ("turn: week_two", "turn: week_two\n  when: played_cut == short")
    walk = explored(variant({"scenes/all.yaml": [change]}).program())
    found = [i for i in walk.items if "played_cut == short" in i.because]
    assert found
    assert all(i.status is Status.IMPOSSIBLE for i in found)


def test_a_bound_is_said(granary: Program) -> None:
    walk = explored(granary, budget=Budget(states=3, seconds=2.0, workers=1))
    assert not walk.whole
    assert "3 states" in walk.why_not
    assert walk.plays > 0
    assert not walk.endings
    missing = [i for i in walk.items if i.status is Status.NOT_REACHED]
    assert all(not i.code for i in missing)
    assert item(walk, "measure")[0] is Status.REACHED


def test_forty_papers(tmp_path: Path) -> None:
    """The story of the benchmark, shorter: the fast walk counts what the reference counts, and far more of it."""
    program = opened(forty.write_story(tmp_path / "forty", decisions=9, a_turn=3))
    quick, packed = fast(program)
    assert packed
    agree(quick, reference(program))
    long, _ = fast(opened(forty.write_story(tmp_path / "more", decisions=14)))
    assert long.whole
    assert long.ends.paths > 10**5
    assert long.ends.chance == 1


def test_a_lesson_that_goes_on(variant: MakeVariant) -> None:
    program = variant(CHANGES, added=ADDED).program()
    walk = explored(program, LONGER)
    assert walk.whole
    for one in walk.items:
        if one.code:
            assert decode(one.code, program).cut is program.cuts[LONGER]


# the command


def test_the_command_reports(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["walk", str(STORIES / "gauge")]) == 0
    said = capsys.readouterr().out
    assert "walked whole" in said
    assert "16 different plays" in said
    assert "every seed" in said
    assert main(["walk", str(STORIES / "gauge"), "--codes"]) == 0
    assert "choice rao_asks.move:" in capsys.readouterr().out


def test_the_data(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["walk", str(STORIES / "gauge"), "--json"]) == 0
    data = json.loads(capsys.readouterr().out)
    assert data["whole"] is True
    assert data["plays"] == "16"
    assert {e["name"]: e["exactly"] for e in data["endings"]} == {"meadow.dry": "1/2", "meadow.wet": "1/2"}
    assert {i["status"] for i in data["items"]} == {"reached"}


def test_a_play_that_breaks_off_is_a_problem(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    seeds = (s for s in range(12) if reference(opened(small.write_story(tmp_path / f"s{s}", s, faulty=True))).stops)
    folder = tmp_path / f"s{next(seeds)}"
    assert main(["walk", str(folder), "--workers", "1"]) == 1
    said = capsys.readouterr().out
    assert "breaks off" in said
    code = said.split("resume ")[1].split()[0]
    with pytest.raises(RunFault):
        decode(code, opened(folder))


@pytest.mark.parametrize("wrong", [["--limit", "0"], ["--seconds", "-1"], ["--seconds", "nan"], ["--seed", "x"]])
def test_what_is_not_understood(wrong: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as ended:
        main(["walk", "gauge", *wrong])
    assert ended.value.code == 2
    assert "Traceback" not in capsys.readouterr().err


def test_a_lesson_that_is_not_there(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["walk", str(ROOT / "story" / "work_team"), "--cut", "nowhere"]) == 3
    assert "nowhere" in capsys.readouterr().err
