"""The preview of a scenario: the last version that could be played, the player's choices in it, and what is wrong now.

A new version takes over with the choices replayed as far as they agree; a broken one is told and changes nothing. What
was signed beyond the point of agreement is remembered, and signed again once the story allows it. A preview keeps no
save.
"""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from attrs import define, evolve, field, frozen

from game.engine.faults import RunFault
from game.engine.memory import Decision
from game.engine.past import sign_declared
from game.engine.program import Program
from game.engine.run import Run
from game.script.consequences import settled
from game.script.faults import Fault, Place, ScenarioError
from game.session.lines import clean
from game.session.rehearsal import Rehearsal, Replayed, replay
from game.session.staged import Staged, resolve
from game.session.trouble import Misasked

FAULTS_SHOWN = 4
BROKEN = "This version cannot be played. What you see is the last one that could."
NEVER = "This version cannot be played. The preview begins once it can."
CANNOT = (ScenarioError, Misasked, RunFault)


@frozen
class Way:
    """How a preview begins: the seed, the decisions that lead to its first moment, and who took them."""

    seed: int
    decisions: tuple[Decision, ...] = ()
    staged: Staged = Staged()
    official: str = ""


@frozen
class Trouble:
    """What is wrong with the files as they are now: a sentence, the first findings, and how many more there are."""

    says: str
    lines: tuple[str, ...] = ()
    more: int = 0

    def told(self) -> tuple[str, ...]:
        """All of it, a line each."""
        rest = (f"and {self.more} more",) if self.more else ()
        return (self.says, *self.lines, *rest)


@frozen
class Built:
    """A version that can be played, and the way it begins."""

    program: Program
    way: Way


Find = Callable[[Program], Way]


def from_the_start(cut: str, seed: int, staged: Staged) -> Find:
    """The way of a preview that begins at the first turn."""

    def find(program: Program) -> Way:
        if cut and cut not in program.cuts:
            raise Misasked(f"`{cut}` is not a lesson of this scenario; there are: {', '.join(program.cuts) or 'none'}")
        resolve(program, staged.figures)
        run = Run(program, seed, program.cuts[cut] if cut else None)
        run.start()
        sign_declared(run, run.decide)
        return Way(seed, tuple(run.decisions), staged)

    return find


@define
class Preview:
    """A scenario being written, and a game in it. `find` looks for the way to where it begins, when there is none."""

    folder: Path
    cut: str
    find: Find
    load: Callable[[], Program]
    game: Rehearsal | None = None
    way: Way | None = None
    trouble: Trouble | None = None
    notice: str = ""
    wished: tuple[Decision, ...] = ()
    _kept: int = field(default=0, init=False)

    # in the thread that builds: nothing here changes

    def build(self) -> Built:
        """The files as they are now, ready to be played. Raises ScenarioError, Misasked or RunFault."""
        program = self.load()
        if self.way is not None and self._still_leads(program, self.way):
            return Built(program, self.way)
        return Built(program, self.find(program))

    def _still_leads(self, program: Program, way: Way) -> bool:
        replayed = replay(program, way.seed, self.cut, way.decisions, way.staged)
        scene = way.staged.scene
        return not replayed.reason and (not scene or scene in replayed.game.run.memory.visits)

    # where the game is

    def take(self, built: Built) -> Rehearsal:
        """Go on in a new version, with the choices replayed as far as they agree. Raises Misasked or RunFault."""
        wish = self._wish()
        if built.way is not self.way:
            wish, self.way = (*built.way.decisions, *wish[len(self.way.decisions) if self.way else 0 :]), built.way
        program, way = built.program, built.way
        replayed = replay(program, way.seed, self.cut, wish, way.staged)
        if len(replayed.game.run.decisions) < len(way.decisions):  # never before its beginning
            replayed = Replayed(replay(program, way.seed, self.cut, way.decisions, way.staged).game, replayed.reason)
        self.game, self.wished = replayed.game, wish
        self._kept = len(self.game.run.decisions)
        self.trouble, self.notice = None, self._cut_short(replayed.reason)
        return self.game

    def _wish(self) -> tuple[Decision, ...]:
        """What is to be signed: the run as it is, and beyond it what only the last version did not allow."""
        if self.game is None:
            return ()
        now = tuple(self.game.run.decisions)
        untouched = len(now) == self._kept and self.wished[: self._kept] == now
        return self.wished if untouched else now

    def _cut_short(self, reason: str) -> str:
        if not reason:
            return ""
        left = len(self.wished) - self._kept
        said = f"{reason[:1].upper()}{reason[1:]}. You are at the last decision that agrees"
        more = f"the {left} that came" if left > 1 else "the one that came"
        return f"{said}; {more} after it will be signed again once the story allows."

    def refuse(self, error: Exception) -> None:
        """A version that cannot be played; the last one that could stays."""
        says = NEVER if self.game is None else BROKEN
        if isinstance(error, ScenarioError):
            faults = settled(error.faults)
            shown = tuple(clean(self._from_here(f).headline()) for f in faults[:FAULTS_SHOWN])
            self.trouble = Trouble(says, shown, len(faults) - len(shown))
        else:
            self.trouble = Trouble(says, (clean(str(error)),))

    def _from_here(self, fault: Fault) -> Fault:
        """A finding with its file named from the story's folder, as short as it can be."""
        try:
            named = Path(fault.place.file).resolve().relative_to(self.folder.resolve())
        except (OSError, ValueError):
            return fault
        at = fault.place  # which may be a part of a file, and knows more than a place needs
        return evolve(fault, place=Place(named.as_posix(), at.line, at.column, at.text))

    @property
    def first_scene(self) -> str:
        """The scene it was to begin with; empty for the first turn."""
        return self.way.staged.scene if self.way is not None else ""

    def says(self) -> str:
        """What is previewed, in a line."""
        way = self.way
        parts = [f"Preview of {self.folder.name}"]
        if self.cut:
            parts.append(f"lesson {self.cut}")
        if way is not None:
            if way.staged.scene:
                parts.append(f"from {way.staged.scene}")
            if way.official:
                parts.append(f"played there by {way.official}")
            if way.staged:
                parts.append(f"with {way.staged.says()}")
            parts.append(f"seed {way.seed}")
        return clean(", ".join(parts))
