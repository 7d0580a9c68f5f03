"""Where a run stands, in the few values a store keeps of it; and what is read out of their codes. A cache, else pure.

What was signed is only in the code. Everything beside it is so that a board can be drawn without replaying a class.
"""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Callable
from threading import Lock

from attrs import define, field, frozen

from game.classroom.views import Question
from game.debrief.splits import said
from game.engine.memory import Decision, Memory
from game.engine.program import Program
from game.engine.run import Run
from game.engine.select import PLAN
from game.script.lint.signs import names
from game.script.prose import format_number
from game.script.scenes import Field, Scene
from game.script.syntax import Expr, NoiseCall, SceneRef, children
from game.script.tongue import _
from game.session.describe import pause_at
from game.session.runcode import CodeError, decode, encode
from game.session.views import FigureView

MOST_KEPT = 4_096
_OF_TIME = frozenset({"turn", "turn_index", "season", "played_cut"})


@frozen
class Standing:
    """A run as a store keeps it."""

    code: str
    decisions: int
    signatures: int
    turn: str
    scene: str
    pause: str
    ended: bool


def standing_of(run: Run) -> Standing:
    """Where a run stands now."""
    pause = pause_at(run)
    own = run.decisions[run.past :]
    return Standing(
        code=encode(run),
        decisions=len(run.decisions),
        signatures=sum(not d.scene.startswith(PLAN) for d in own),
        turn=run.turn_id,
        scene=run.pending.id if run.pending else "",
        pause=pause.after if pause else "",
        ended=run.over,
    )


@frozen
class Signed:
    """What a run signed: enough to count it."""

    program: Program
    decisions: tuple[Decision, ...]


@define
class Decoded:
    """Decisions by run code, for so many codes as a school has students. Nothing depends on what is kept here."""

    program: Program
    _known: OrderedDict[str, Signed] = field(factory=OrderedDict[str, Signed])
    _lock: Lock = field(factory=Lock)
    _last: tuple[tuple[str, ...], tuple[FigureView, ...]] = field(default=((), ()))

    def once(self, asked: tuple[str, ...], read: Callable[[], tuple[FigureView, ...]]) -> tuple[FigureView, ...]:
        """What was read out of some codes, as long as the same are asked about: a wall looks every two seconds."""
        if self._last[0] != asked:
            self._last = asked, read()
        return self._last[1]

    def signed(self, code: str) -> Signed | None:
        """The decisions of a code; None if this story cannot read it."""
        with self._lock:
            if (found := self._known.get(code)) is not None:
                self._known.move_to_end(code)
                return found
        try:
            run = decode(code, self.program)
        except CodeError:
            return None
        return self.keep(code, run)

    def keep(self, code: str, run: Run) -> Signed:
        """Note what a run signed that is at hand anyway."""
        made = Signed(self.program, tuple(run.decisions))
        with self._lock:
            self._known[code] = made
            while len(self._known) > MOST_KEPT:
                self._known.popitem(last=False)
        return made


def questions_of(program: Program, decisions: tuple[Decision, ...], past: int = 0) -> tuple[Question, ...]:
    """What these decisions answered, paper by paper; where days were spent is nobody's question."""
    found: list[Question] = []
    for d in decisions[past:]:
        if not d.scene.startswith(PLAN):
            scene = program.scenes[d.scene]
            found += [Question(d.turn, d.scene, f.id) for f in scene.fields] or [Question(d.turn, d.scene)]
    return tuple(found)


def question(program: Program, key: str) -> Question | None:
    """The question of a key; None if this story has none of it."""
    parts = key.split("/")
    if not 2 <= len(parts) <= 3 or parts[0] not in program.turn_index or parts[1] not in program.scenes:
        return None
    scene, name = program.scenes[parts[1]], parts[2] if len(parts) == 3 else ""
    known = {f.id for f in scene.fields} or ({""} if scene.choices else set[str]())
    return Question(parts[0], parts[1], name) if name in known else None


def turn_label(program: Program, turn: str) -> str:
    """What a turn is called."""
    return program.turns[program.turn_index[turn]].label if turn in program.turn_index else ""


def scene_title(program: Program, scene: str) -> str:
    """What a paper is called, without any run's figures."""
    if scene.startswith(PLAN):
        return _("Days to go and look")
    return said(program.scenes[scene].title) if scene in program.scenes else ""


def comes_to_all(program: Program, scene: str) -> bool:
    """Whether a paper comes to every run at its time: then that somebody has it, or signed it, tells no choice."""
    if scene.startswith(PLAN):
        return True
    asked, header = program.scenes.get(scene), program.scenario.header
    if asked is None or not asked.turns or asked.desk not in ("", header.desks[0].id):
        return False
    if asked.when is None:
        return True
    literal = {*program.turn_index, *(t.season for t in program.turns), *program.cuts, "full"}
    return _without_refs(asked.when.expr) and names(asked.when.expr) <= _OF_TIME | literal


def _without_refs(expr: Expr) -> bool:
    return not isinstance(expr, SceneRef | NoiseCall) and all(_without_refs(part) for part in children(expr))


def field_label(scene: Scene, name: str) -> str:
    """What a line of a form is called; nothing for a paper that is answered as a whole."""
    return next((f.label for f in scene.fields if f.id == name), "")


def answers(program: Program, asked: Question) -> tuple[tuple[str, str], ...]:
    """The answers to a question, each with what it says; figures of a run are left open.

    What a line of a form writes stands behind an answer where it is the same in every run: any other would tell what
    was signed before.
    """
    scene = program.scenes[asked.scene]
    form = next((f for f in scene.fields if f.id == asked.field), None)
    if scene.choices or form is None:
        return tuple((choice.id, said(choice.say)) for choice in scene.choices)
    figures = _figures(program, form, program.turn_index[asked.turn])
    return tuple((s.id, f"{said(s.say)} ({f})" if f else said(s.say)) for s, f in zip(form.steps, figures, strict=True))


def _figures(program: Program, form: Field, index: int) -> tuple[str, ...]:
    """What each step of a form's line writes; nothing where that follows from how a run stands."""
    fixed = {"this", *(parameter.id for parameter in program.scenario.world.parameters)}
    values, nothing = program.starting_values(), Memory()
    found: list[str] = []
    for step in form.steps:
        formula = step.value or form.value
        if formula is None or step.order is None or not names(formula.expr) <= fixed:
            found.append("")
            continue
        amount = program.step_amount(formula, form, step, index, values, nothing)
        found.append(format_number(amount, form.format, program.bands))
    return tuple(found)
