"""Figures that an author sets in a preview, `--set NAME=VALUE`: read against what the story declares, put in once.

They take hold as the scene of `--from` comes, before a word of it is told; without one, as the first turn opens. They
are no decisions: a run that was staged is never saved, and has no code.
"""

from __future__ import annotations

from collections.abc import Iterable

from attrs import field, frozen

from game.engine.memory import Due
from game.engine.program import Program
from game.engine.run import Observer, Run
from game.script.faults import nearest
from game.script.model import Variable
from game.script.scenes import Choice, Scene, Step
from game.session.door import shown
from game.session.trouble import Misasked


@frozen
class Staged:
    """What is set, as it was written, and when. `early` sets it at the opening of the scene's turns as well."""

    scene: str = ""
    figures: tuple[tuple[str, str], ...] = ()
    early: bool = False

    def __bool__(self) -> bool:
        return bool(self.figures)

    def says(self) -> str:
        """In a few words: `grain = 5, mood = tense`."""
        return ", ".join(f"{name} = {value}" for name, value in self.figures)


def read_settings(written: Iterable[str]) -> tuple[tuple[str, str], ...]:
    """`NAME=VALUE` of the command line, in pairs. Raises Misasked."""
    found: list[tuple[str, str]] = []
    for text in written:
        name, equals, value = text.partition("=")
        if not equals or not name.strip() or not value.strip():
            raise Misasked(f"`--set {shown(text)}` is not of the form NAME=VALUE, such as `--set grain=12`")
        found.append((name.strip(), value.strip()))
    return tuple(found)


def resolve(program: Program, figures: Iterable[tuple[str, str]]) -> tuple[tuple[int, float], ...]:
    """The slots that are set, and the numbers put there. Raises Misasked for what the story does not allow."""
    numbers = [(name, _number(program, name, value)) for name, value in figures]
    return tuple((program.slots[name], number) for name, number in numbers)


def _number(program: Program, name: str, value: str) -> float:
    variables = {v.id: v for v in program.scenario.figures.variables}
    stocks = {s.id: s for s in program.scenario.world.stocks}
    if name in variables:
        variable = variables[name]
        words = _words_of(variable)
        if not words:
            return _in_range(name, value, variable.low, variable.high)
        if value in words:
            return float(words.index(value))
        hint = nearest(value, words) or f"it is one of: {', '.join(words)}"
        raise Misasked(f"`{name}` cannot be `{shown(value)}`; {hint}")
    if name in stocks:
        return _in_range(name, value, stocks[name].low, stocks[name].high)
    known = [*stocks, *variables]
    if name in program.scope.symbols:
        raise Misasked(f"`{shown(name)}` cannot be set: the story works it out. What can be set: {', '.join(known)}")
    raise Misasked(f"`{shown(name)}` is not declared; {nearest(name, known) or 'there are: ' + ', '.join(known)}")


def _words_of(variable: Variable) -> tuple[str, ...]:
    return {"flag": ("no", "yes"), "word": variable.words}.get(str(variable.kind), ())


def _in_range(name: str, value: str, low: float, high: float) -> float:
    try:
        number = float(value.replace(",", "")) if value.isascii() and "_" not in value else None
    except ValueError:
        number = None
    if number is None:
        raise Misasked(f"`{name}` is a number, and `{shown(value)}` is none")
    if not low <= number <= high:  # also what is no number at all
        raise Misasked(f"`{name}` lies between {low:g} and {high:g}; `{shown(value)}` does not")
    return number


@frozen
class Staging:
    """An observer that puts the figures in at their moment, before another observer tells of it."""

    staged: Staged
    numbers: tuple[tuple[int, float], ...]
    then: Observer | None
    came: set[str] = field(factory=set[str])

    def turn_opens(self, run: Run) -> None:
        """The first turn that is played, or a turn in which the scene may come."""
        scene = run.program.scenes.get(self.staged.scene)
        if scene is None:
            first = run.cut.first if run.cut else run.program.turns[0].id
            if run.turn_id == first:
                self._put(run)
        elif self.staged.early and scene.id not in self.came and run.turn_id in (scene.turns or (run.turn_id,)):
            self._put(run)
        if self.then is not None:
            self.then.turn_opens(run)

    def comes(self, run: Run, scene: Scene) -> None:
        """The scene that the preview begins with."""
        if scene.id == self.staged.scene and scene.id not in self.came:
            self.came.add(scene.id)
            self._put(run)
        if self.then is not None:
            self.then.comes(run, scene)

    def falls_due(self, run: Run, due: Due) -> None:
        """Handed on."""
        if self.then is not None:
            self.then.falls_due(run, due)

    def waits(self, run: Run) -> None:
        """Handed on."""
        if self.then is not None:
            self.then.waits(run)

    def signed(self, run: Run, scene: Scene, signed: tuple[Choice | Step, ...]) -> None:
        """Handed on."""
        if self.then is not None:
            self.then.signed(run, scene, signed)

    def turn_closes(self, run: Run) -> None:
        """Handed on."""
        if self.then is not None:
            self.then.turn_closes(run)

    def _put(self, run: Run) -> None:
        for slot, number in self.numbers:
            run.values[slot] = number
