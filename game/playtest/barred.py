"""Why a scene does not come: watches plays at every moment one could, and counts how far the scene got each time.

Of a condition it counts the parts that are joined by `and`, so that an author learns which of them stood in the way.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator

from attrs import Factory, define, field

from game.engine.faults import RunFault
from game.engine.memory import Due
from game.engine.program import Program
from game.engine.run import Run
from game.engine.select import Stage, judge
from game.script.scenes import Choice, Scene, Step
from game.script.shapes import Formula
from game.script.syntax import Expr, Logic
from game.session import moment

ORDER = tuple(Stage)[1:]  # from what keeps a scene furthest away to what nearly lets it come


@define
class Barred:
    """An observer of many plays. It never changes one."""

    program: Program
    scene: str
    stages: Counter[Stage] = Factory(Counter[Stage])
    held: Counter[str] = Factory(Counter[str])
    asked: int = 0
    plays: int = 0
    parts: tuple[Formula, ...] = field(init=False)

    def __attrs_post_init__(self) -> None:
        when = self.program.scenes[self.scene].when
        self.parts = tuple(joined(when)) if when is not None else ()

    def turn_opens(self, run: Run) -> None:
        """A turn has opened."""
        if not run.decisions and run.index == (self.program.turn_index[run.cut.opens] if run.cut else 0):
            self.plays += 1
        self._look(run)

    def comes(self, run: Run, scene: Scene) -> None:
        """Another paper has come."""
        if scene.id != self.scene:
            self._look(run)

    def falls_due(self, run: Run, due: Due) -> None:
        """Nothing of it is asked."""

    def waits(self, run: Run) -> None:
        """Something waits."""
        self._look(run)

    def signed(self, run: Run, scene: Scene, signed: tuple[Choice | Step, ...]) -> None:
        """Nothing of it is asked: what follows is."""

    def turn_closes(self, run: Run) -> None:
        """A turn closes."""
        self._look(run)

    def _look(self, run: Run) -> None:
        scene = self.program.scenes[self.scene]
        try:
            stage = judge(scene, run.where())
            self.stages[stage] += 1
            if stage is Stage.CONDITION:
                self.asked += 1
                now = moment.of(self.program, run.values, run.memory)
                self.held.update(part.text for part in self.parts if now.holds(part))
        except RunFault:  # a condition that cannot be worked out here holds nothing up
            return

    def says(self, plays: int) -> str:
        """What stood in the way, in a sentence or two."""
        scene = self.program.scenes[self.scene]
        plays = min(plays, self.plays)
        said = f"`{self.scene}` was not reached in {plays} machine plays"
        furthest = max(self.stages, key=ORDER.index, default=None) if self.stages else None
        if furthest is None or furthest is Stage.COMES:
            return f"{said}; they came past its moment without it"
        if furthest is not Stage.CONDITION or scene.when is None:
            return f"{said}: {_why(furthest, scene)}"
        at = scene.when.place
        where = f"{at.file}:{at.line}:{at.column}"
        never = [p.text for p in self.parts if not self.held[p.text]]
        if never:
            named = " and ".join(f"`{text}`" for text in never)
            moments = f"{self.asked} moments when it could have come"
            return f"{said}: {named} ({where}) never held at any of the {moments}{self._may_bring(never)}"
        return f"{said}: of `{scene.when.text}` ({where}) each part held at times, but never all at once"

    def _may_bring(self, never: list[str]) -> str:
        """What an author may try: another lesson, or setting a figure."""
        words = {word for text in never for word in re.findall(r"[a-z][a-z0-9_]*", text)}
        if "played_cut" in words:
            lessons = sorted(words & set(self.program.cuts))
            return f"; try `--cut {lessons[0]}`" if lessons else ""
        names = [*(s.id for s in self.program.scenario.world.stocks), *(self.variables())]
        found = next((name for name in names if name in words), "")
        return f"; `--set {found}=...` may bring it" if found else ""

    def variables(self) -> tuple[str, ...]:
        """The variables of the story."""
        return tuple(v.id for v in self.program.scenario.figures.variables)


def _why(stage: Stage, scene: Scene) -> str:
    if stage is Stage.OTHER_TURN:
        return f"no play came to {' or '.join(f'`{turn}`' for turn in scene.turns)}"
    if stage is Stage.LEFT_OUT:
        return "the lesson does not keep it; add it to `keep`, or leave out `--cut`"
    if stage is Stage.OTHER_DESK:
        return f"whenever it could have come, the player sat at another desk than `{scene.desk or 'the first'}`"
    if stage is Stage.NOT_DRAWN:
        return "other papers were drawn every time"
    return str(stage)


def joined(formula: Formula) -> Iterator[Formula]:
    """The parts of a condition that `and` joins, each as it is written."""
    yield from _parts(formula, formula.expr, 0, len(formula.text))


def _parts(formula: Formula, expr: Expr, start: int, end: int) -> Iterator[Formula]:
    text = formula.text[start:end]
    if isinstance(expr, Logic) and expr.op == "and" and not (text.strip()[:1] == "(" and text.strip()[-1:] == ")"):
        yield from _parts(formula, expr.a, start, expr.at)
        yield from _parts(formula, expr.b, expr.at + len("and"), end)
    else:
        yield Formula(text.strip(), formula.place.shifted(start + len(text) - len(text.lstrip())), expr)
