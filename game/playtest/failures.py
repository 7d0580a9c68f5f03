"""A play that went wrong, as a value: what happened, where, and the run code that does it again. The batch goes on.

A run is its decisions, so the decisions a play had signed bring its fault back. They are signed anew here, on a run of
their own, and the code is that run's: whoever has the code meets the same fault.
"""

from __future__ import annotations

import re
from enum import StrEnum

from attrs import Factory, define, frozen

from game.engine.carried import Carried
from game.engine.faults import RunFault
from game.engine.memory import Decision
from game.engine.pending import Waiting
from game.engine.program import Program
from game.engine.run import Run
from game.engine.translate import Env
from game.playtest.players import Player
from game.playtest.plays import NoEnding
from game.script.checker import bind
from game.script.evaluator import evaluate
from game.script.faults import Place, ScenarioError
from game.script.model import Official
from game.session.runcode import CodeError, encode

_PLACED = re.compile(r"(.+?):(\d+):(\d+): (.+)\Z", re.DOTALL)
LONGEST = 240  # a code of more letters is not printed: nobody types it


class Kind(StrEnum):
    """What can go wrong with a play, the worst first."""

    BUG = "bug"  # the game's own fault
    FAULT = "fault"  # the story did something it must not
    NO_ENDING = "no_ending"
    PROMISE = "promise"  # it ended, and is not as long as the story says


@frozen
class Failure:
    """One play that went wrong. `decisions` counts what was signed until then; `code` is empty if none can be made."""

    kind: Kind
    says: str
    official: str
    seed: int
    cut: str
    turn: str
    scene: str
    decisions: int
    code: str
    place: Place

    def command(self, scenario: str) -> str:
        """The command line that plays it again."""
        if self.code and len(self.code) <= LONGEST:
            return f"uv run main.py playtest {scenario} --replay {self.code}"
        cut = f" --cut {self.cut}" if self.cut else ""
        return f"uv run main.py playtest {scenario} --official {self.official} --seed {self.seed} --runs 1{cut}"


@define
class Recorder:
    """A player whose decisions are kept."""

    player: Player
    signed: list[Decision] = Factory(list[Decision])

    @property
    def official(self) -> Official:
        """Who signs."""
        return self.player.official

    def choose(self, run: Waiting) -> Decision:
        """What the player signs now."""
        decision = self.player.choose(run)
        self.signed.append(decision)
        return decision


def failure_of(
    program: Program, player: Recorder, seed: int, cut: str, carried: Carried, error: Exception
) -> tuple[Failure, Run]:
    """What a play that raised an error came to, and the run as far as it went."""
    run = Run(program, seed, program.cuts[cut] if cut else None, carried)
    try:
        run.start()
        for decision in player.signed:
            run.decide(decision)
    except Exception as again:  # noqa: BLE001 - whatever it is, it is what this is about
        error = again
    kind = Kind.NO_ENDING if isinstance(error, NoEnding) or "does not end after" in str(error) else Kind.FAULT
    if not isinstance(error, RunFault):
        return _told(Kind.BUG, f"{type(error).__name__}: {error}", player.official.id, run, Place("")), run
    says, place = str(error), Place("")
    if placed := _PLACED.match(says):
        file, line, column, says = placed.groups()
        place = Place(file, int(line), int(column))
    elif kind is Kind.FAULT:
        says, place = _rule(run, says)
    return _told(kind, says, player.official.id, run, place), run


def broken_promise(run: Run, official: str, says: str) -> Failure:
    """A play that ended, and is not what the story says of every path."""
    cut, header = run.cut, run.program.scenario.header
    length = cut.length if cut else header.length
    return _told(Kind.PROMISE, says, official, run, length.place if length else Place(""))


def _told(kind: Kind, says: str, official: str, run: Run, place: Place) -> Failure:
    turn = run.program.turns[run.index].id
    scene = run.decisions[-1].scene if run.decisions else ""
    cut = run.cut.id if run.cut else ""
    return Failure(kind, says, official, run.seed, cut, turn, scene, len(run.decisions), code_of(run), place)


def code_of(run: Run) -> str:
    """The code of a run; empty where none can be made, as for a file that no chain of desks knows."""
    try:
        return encode(run)
    except (CodeError, ScenarioError, KeyError, ValueError):
        return ""


def _rule(run: Run, says: str) -> tuple[str, Place]:
    """Which rule of the stage failed: the first that cannot be worked out as everything stands."""
    program = run.program
    stage = program.beats[run.beat].then
    env = Env(program, run.values, run.memory)
    for rule in program.rules:
        if rule.stage != stage:
            continue
        try:
            evaluate(bind(rule.to.expr, program.scope), env)
        except ArithmeticError as error:
            return f"{error} in the rule `{rule.id}`, `{rule.to.text}`", rule.to.place
        except RunFault as error:
            return str(error), rule.to.place
    return says, Place("")
