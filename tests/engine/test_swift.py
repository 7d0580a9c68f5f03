"""The fast way to play and the plain one agree to the last bit: on every story and on random ones, back and forth."""

from __future__ import annotations

import re
from functools import cache
from pathlib import Path
from random import Random
from tempfile import mkdtemp

import pytest
from attrs import evolve
from hypothesis import given, settings
from hypothesis import strategies as st

from game.engine.chance import Shuffled
from game.engine.faults import RunFault
from game.engine.memory import Decision
from game.engine.program import Program, build
from game.engine.run import Run, begin
from game.engine.select import Stage, Where, judge
from game.engine.storylets import Atom, Storylets
from game.engine.swift.run import Swift, begin_swift
from game.engine.swift.scenes import Book
from game.engine.swift.words import begin_telling, told_book
from game.script.faults import Faults
from game.script.reader import examine
from game.session.teller import Teller
from game.session.wording import Wording
from tests.conftest import GRANARY, STORIES, Player
from tests.engine.conftest import Played
from tests.engine.plays import DIGITS, SEEDS, by_digits
from tests.engine.random_story import VARIABLES, Drawn

HELD = ("values", "memory", "closed", "came", "pending", "decisions", "digits", "ended", "index", "beat")


def state(run: Run) -> list[str]:
    """All that a run holds, to the last bit, whatever the order in which it was put there."""
    memory = run.memory
    by_name = (memory.visits, memory.last, memory.orders)
    remembered = (memory.turn, sorted(memory.signed), [sorted(item.items()) for item in by_name])
    dues = [(due.turn, due.source, due.when and due.when.text) for due in memory.due]
    return [repr(getattr(run, name)) for name in HELD if name != "memory"] + [repr(remembered), repr(dues)]


@cache
def books(program_of: int) -> tuple[Book, Book]:
    """Functions of a program, bare and with a journal."""
    program = PROGRAMS[program_of]
    return Book(program, journal=False), Book(program, journal=True)


PROGRAMS: dict[int, Program] = {}


def of(program: Program) -> tuple[Book, Book]:
    PROGRAMS[id(program)] = program
    return books(id(program))


def together(program: Program, cut: str, seed: int, digits: list[int]) -> None:
    """Play the plain run, the bare one and the one with a journal; after every decision they are the same."""
    bare, noted = of(program)
    choose, dice = by_digits(digits), Random(seed)
    run = begin(program, seed, cut)
    swift, journal = begin_swift(bare, seed, cut), begin_swift(noted, seed, cut)
    while run.pending is not None:
        assert swift.pending == run.pending == journal.pending
        decision = choose(run)
        digit = run.pending.digit(decision)
        there_and_back(journal, dice)
        run.decide(decision)
        swift.take(digit)
        journal.decide(decision)
        assert run.digest() == swift.as_run().digest() == journal.as_run().digest()
    assert state(run) == state(swift.as_run()) == state(journal.as_run())
    while journal.made:
        journal.back()
    assert state(begin(program, seed, cut)) == state(journal.as_run())


def there_and_back(run: Swift, dice: Random) -> None:
    """Take a few other decisions, and take them back: nothing has changed."""
    before = (repr(run.state), state(run.as_run()))
    taken = 0
    for _ in range(dice.randint(0, 3)):
        if run.pending is None:
            break
        taken += 1
        try:
            run.take(run.pending.digit(dice.choice(run.pending.choices_open())))
        except RunFault:  # what was begun is taken back as well
            break
    for _ in range(taken):
        run.back()
    assert (repr(run.state), state(run.as_run())) == before


@settings(max_examples=5)
@given(SEEDS, DIGITS)
def test_every_story_is_played_to_the_same_bits(played: Played, seed: int, digits: list[int]) -> None:
    together(played.program, played.cut, seed, digits)


def drawn(number: int, *, plain: bool = False) -> Program | None:
    """A random story ready to run; None for the few that `check` refuses."""
    home = Path(mkdtemp())
    folder = home / "granary"
    (folder / "scenes").mkdir(parents=True)
    for path in GRANARY.rglob("*.yaml"):
        (folder / path.relative_to(GRANARY)).write_bytes(path.read_bytes())
    (home / "bibliography.yaml").write_bytes((STORIES / "bibliography.yaml").read_bytes())
    figures = folder / "figures.yaml"
    text = figures.read_text(encoding="utf-8").replace("derived:", f"{VARIABLES.strip(chr(10))}\nderived:", 1)
    figures.write_text(text, encoding="utf-8")
    (folder / "scenes" / "drawn.yaml").write_text(Drawn(number).text(), encoding="utf-8")
    faults = Faults()
    loaded = examine(folder, faults)
    if loaded is None or faults.errors:
        return None
    return build(loaded.scenario, loaded.scope, plain=plain)


@settings(max_examples=25)
@given(st.integers(0, 2**32), SEEDS, DIGITS)
def test_stories_nobody_wrote(number: int, seed: int, digits: list[int]) -> None:
    program = drawn(number)
    if program is None:
        return
    fault = fault_of(program, seed, digits)
    if fault:
        with pytest.raises(RunFault, match=re.escape(fault)):
            together(program, "", seed, digits)
        return
    together(program, "", seed, digits)
    together(program, "short", seed, digits)


def fault_of(program: Program, seed: int, digits: list[int]) -> str:
    """What a plain run that is played so fails with, if it does."""
    try:
        Player(False).play(begin(program, seed), by_digits(digits))
    except RunFault as fault:
        return str(fault)
    return ""


def test_most_random_stories_can_be_played() -> None:
    programs = [drawn(number) for number in range(30)]
    assert sum(program is not None for program in programs) > 20


@settings(max_examples=10)
@given(st.integers(0, 2**32), SEEDS, DIGITS)
def test_the_plain_evaluator_agrees_on_them_too(number: int, seed: int, digits: list[int]) -> None:
    fast, slow = drawn(number), drawn(number, plain=True)
    if fast is None or slow is None:
        return
    try:
        reference = Player(False).play(begin(slow, seed), by_digits(digits))
    except RunFault:
        return
    swift = begin_swift(Book(fast, journal=False), seed)
    for decision in reference.decisions:
        swift.decide(decision)
    assert state(swift.as_run()) == state(reference)


@settings(max_examples=20)
@given(SEEDS, st.lists(st.integers(0, 10**6), min_size=1, max_size=200))
def test_following_numbers_is_taking_what_they_fall_on(story: Program, seed: int, picks: list[int]) -> None:
    bare, noted = of(story)
    one, other, slow = begin_swift(bare, seed), begin_swift(bare, seed), begin_swift(noted, seed)
    signed = one.follow(picks)
    assert slow.follow(picks) == signed
    for pick in picks[:signed]:
        options = other.pending.choices_open() if other.pending else ()
        assert options
        if other.plan is not None or len(other.open.rows) == 1:
            other.decide(options[pick % len(options)])
        else:  # of a form: the first field's step first
            rows, rest, places = other.open.rows, pick, []
            for row in rows:
                rest, place = divmod(rest, len(row))
                places.append(row[place])
            pending = other.pending
            assert pending is not None
            picks_of = zip(pending.rows(), places, strict=True)
            other.decide(Decision(pending.turn, pending.id, tuple(row[n].id for row, n in picks_of)))
    assert state(one.as_run()) == state(other.as_run()) == state(slow.as_run())


@settings(max_examples=4)
@given(SEEDS, DIGITS)
def test_its_words_are_those_of_the_game(played: Played, seed: int, digits: list[int]) -> None:
    program, choose = played.program, by_digits(digits)
    teller = Teller(Wording(program), program.cuts[played.cut] if played.cut else None)
    run = begin(program, seed, played.cut, observer=teller)
    telling = begin_telling(told_book(program, short=bool(played.cut)), seed, played.cut)
    said: list[str] = []
    while run.pending is not None:
        page, options = telling.page()
        said += page
        assert page is not None
        if len(run.pending.open) == 1:
            labels = [teller.wording.text(part.say, run.values, run.memory) for part in run.pending.rows()[0]]
            assert options == tuple((n, labels[n]) for n, free in enumerate(run.pending.open[0]) if free)
        decision = choose(run)
        digit = run.pending.digit(decision)
        run.decide(decision)
        telling.run.take(digit)
        if digits[0] % 3 == 0:  # to go back and sign again is to read the same
            before = telling.page()
            telling.back()
            telling.run.take(digit)
            assert telling.page()[0] == before[0]
            said += before[0]
    said += telling.page()[0]
    told = [text for _, paper in teller.archive for text in (paper.title, paper.text)]
    told += [text for kind, text in teller.transcript if kind in ("after", "signed") and ": " not in text]
    missing = [text for text in told if text not in said]
    assert missing == []


# storylets: the index and the scan


def scanned(at: Where) -> list[str]:
    """Every storylet that may come, asked one by one."""
    return sorted(s.id for s in at.program.storylets if judge(s, at) is Stage.COMES)


@settings(max_examples=20)
@given(st.integers(0, 2**32), SEEDS, DIGITS)
def test_the_index_leaves_out_nothing_that_may_come(number: int, seed: int, digits: list[int]) -> None:
    program = drawn(number)
    if program is None:
        return
    choose = by_digits(digits)
    try:
        run = begin(program, seed)
        while run.pending is not None:
            at = run.where()
            index = program.storylet_index
            bits = index.may_come(at.beat, at.values)
            mine = [s.id for s in index.drawn(bits, seed, run.turn_id)]
            assert len(mine) == len(set(mine)) == bits.bit_count()
            assert set(scanned(at)) <= set(mine)
            run.decide(choose(run))
    except RunFault:
        return


@settings(max_examples=40)
@given(st.lists(st.tuples(st.integers(0, 2), st.integers(1, 5)), min_size=1, max_size=40), SEEDS)
def test_few_ranked_and_many_walked_are_one_order(granary: Program, of_each: list[tuple[int, int]], seed: int) -> None:
    scene = granary.scenes["gazette"]
    scenes = [evolve(scene, id=f"s{n}", priority=p, weight=w) for n, (p, w) in enumerate(of_each)]
    index = Storylets.of(scenes, "morning", lambda _: ())
    bits = (1 << len(scenes)) - 1
    order = Shuffled.of(seed, "week_one")
    for number in set(index.classes):
        assert list(index._ranked(number, order, seed, "week_one")) == list(
            index._walked(number, order, seed, "week_one")
        )
    found = list(index.drawn(bits, seed, "week_one"))
    assert [s.priority for s in found] == sorted((s.priority for s in found), reverse=True)
    without = [s for s in found if s.id != "s0"]
    fewer = Storylets.of(scenes[1:], "morning", lambda _: ())
    assert list(fewer.drawn((1 << len(scenes) - 1) - 1, seed, "week_one")) == without


@given(st.sampled_from(["==", "!=", "<", "<=", ">", ">="]), st.integers(-3, 3), st.integers(-4, 4))
def test_a_reading_refuses_what_does_not_hold(granary: Program, op: str, number: int, value: int) -> None:
    atom = Atom(0, op, float(number))
    index = Storylets.of([granary.scenes["gazette"]], "morning", lambda _: [atom])
    assert bool(index.may_come("morning", [float(value)])) == atom.holds(float(value)) == eval(f"{value} {op} {number}")  # noqa: S307


def test_the_same_many_values_are_looked_up_once(granary: Program) -> None:
    index = Storylets.of([granary.scenes["gazette"]], "morning", lambda _: [Atom(0, "<", 5.0)])
    assert [index.may_come("morning", [v]) for v in (1.0, 2.0, 3.0)] == [1, 1, 1]
    assert len(index.readings[0]._kept) == 1
