"""No warning is wrong: whatever a random play comes through lies within what the analysis says may be so.

Held whenever something waits, and at the end of a run: every value of the model and the story, every scene and choice,
and every condition and figure the story declares.
"""

from __future__ import annotations

from collections import defaultdict
from functools import cache
from random import Random

import pytest
from attrs import Factory, define

from game.engine.memory import Due
from game.engine.program import Program
from game.engine.run import Run, begin
from game.playtest.carrying import file_of
from game.script.checker import Kind
from game.script.linker import formulas
from game.script.lint.model import Model
from game.script.lint.plays import Plays
from game.script.lint.reading import read
from game.script.lint.state import Names, State
from game.script.lint.values import NO, YES, Value
from game.script.lint.watcher import Watcher
from game.script.scenes import Choice, Scene, Step
from tests.content.every import NAMES, opened

PLAYS = 6


@define(eq=False)
class Kept(Watcher):
    """Every moment of every way to play, as the analysis saw it."""

    program: Program
    beats: dict[tuple[str, int, str], State] = Factory(dict[tuple[str, int, str], State])
    over: dict[str, State] = Factory(dict[str, State])
    may: dict[str, set[tuple[str, int]]] = Factory(lambda: defaultdict[str, set[tuple[str, int]]](set))
    must: dict[str, set[tuple[str, int]]] = Factory(lambda: defaultdict[str, set[tuple[str, int]]](set))

    def ends(self, at: State) -> None:
        self.over[self.way.id] = at.copy()

    def beat(self, at: State, _entry: State, scenes: tuple[Scene, ...]) -> None:
        for beat in {s.beat or self.program.first_beat for s in scenes}:
            self.beats[self.way.id, at.turn, beat] = at

    def must_come(self, scene: Scene, at: State) -> None:
        self.must[self.way.id].add((scene.id, at.turn))

    def comes(self, scene: Scene, at: State) -> None:
        self.may[self.way.id].add((scene.id, at.turn))


@cache
def kept(name: str) -> Kept:
    program = opened(name)
    found = Kept(program)
    Plays(Model.of(Names.of(program.scenario, program.scope))).all(found)
    return found


@define
class Witness:
    """Looks on at a run, and holds each moment against the analysis."""

    kept: Kept
    moments: int = 0
    came: set[tuple[str, int]] = Factory(set[tuple[str, int]])

    def waits(self, run: Run) -> None:
        cut = run.cut.id if run.cut else ""
        at = self.kept.beats[cut, run.index, run.program.beats[run.beat].id]
        self.moments += 1
        compare(run, at, f"{run.turn_id}, {run.program.beats[run.beat].id}")

    def comes(self, run: Run, scene: Scene) -> None:
        self.came.add((scene.id, run.index))
        assert (scene.id, run.index) in self.kept.may[run.cut.id if run.cut else ""]

    def turn_opens(self, run: Run) -> None: ...
    def falls_due(self, run: Run, due: Due) -> None: ...
    def signed(self, run: Run, scene: Scene, signed: tuple[Choice | Step, ...]) -> None: ...
    def turn_closes(self, run: Run) -> None: ...


def within(value: float | bool, said: Value) -> bool:
    """Whether a number, a word or a condition is among what may be."""
    if isinstance(said, tuple):
        return said[0] <= value <= said[1]
    if isinstance(said, frozenset):
        return value in said
    return bool(said & (YES if value else NO))


def compare(run: Run, at: State, where: str) -> None:
    program = run.program
    for name, said in at.values.items():
        if name in program.slots:
            assert within(run.values[program.slots[name]], said), f"{where}: {name} = {run.value(name)}, not in {said}"
    for scene in program.scenario.scenes:
        assert within(scene.id in run.memory.last, at.fact(scene.id)), f"{where}: {scene.id}"
        for path in scene.paths():
            source = ".".join((scene.id, *path))
            assert within(source in run.memory.signed, at.fact(source)), f"{where}: {source}"
    for formula, kind in formulas(program.scenario):
        try:
            value = program.functions[formula.text](run.values, run.memory)
        except ArithmeticError:
            continue  # not read here: the story asks for it elsewhere
        said = read(at.names.bound(formula.expr), at)
        assert within(value, said), f"{where}: {formula.text} = {value}, not in {said} ({formula.place.file})"
        assert (kind is Kind.CONDITION) == isinstance(said, int)


def playthrough(program: Program, seed: int, cut: str, witness: Witness) -> Run:
    """A run that takes any open answer."""
    random = Random(seed)
    run = begin(program, seed, cut, file_of(program, seed), observer=witness)
    while run.pending is not None:
        run.decide(random.choice(run.pending.choices_open()))
    return run


@pytest.mark.parametrize("name", NAMES)
def test_whatever_a_play_comes_through_was_said_to_be_possible(name: str) -> None:
    program = opened(name)
    for cut in ("", *program.cuts):
        for seed in range(1, 1 + PLAYS):
            witness = Witness(kept(name))
            run = playthrough(program, seed, cut, witness)
            assert run.ended
            assert witness.moments
            compare(run, kept(name).over[cut], "the end")
            missing = kept(name).must[cut] - witness.came
            assert not missing, f"said to come whoever plays, and did not: {sorted(missing)}"
