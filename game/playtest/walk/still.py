"""What cannot hold whatever is signed: parts of conditions that nothing in the walk can change. Pure.

It is worked out without walking, so that it can be said of stories too large to be walked whole: of a lesson's own
papers in a full run, of what waits for a file that nobody carried in, of what this seed's chance rules out.
"""

from __future__ import annotations

from collections.abc import Iterable
from contextlib import suppress

from game.engine.memory import Memory
from game.engine.program import Values
from game.engine.run import Run
from game.engine.translate import Env
from game.playtest.walk.alive import Alive
from game.playtest.walk.clauses import Asked, written
from game.playtest.walk.found import Target, What
from game.script.checker import bind
from game.script.evaluator import evaluate
from game.script.linker import form_scope
from game.script.syntax import Expr


def ruled_out(start: Run, alive: Alive, asked: Asked) -> dict[Target, str]:
    """Of what is missing: what cannot be reached, and why."""
    fixed = {t: opened(start, t) for t in (*alive.course.played, *alive.course.silent)}
    found: dict[Target, str] = {}
    for target, parts in asked.items():
        turns = _turns(alive, target)
        for part in parts:
            if not alive.reader.reads(part) & alive.changing and not _ever(start, part, fixed, turns):
                found[target] = f"`{written(part)}` does not hold, and nothing that can be signed changes it"
                break
    scenes = {target[1] for target in found if target[0] is What.SCENE}
    for target in asked:
        scene = target[1].partition(".")[0]
        if target[0] is What.CHOICE and scene in scenes:
            found.setdefault(target, f"`{scene}` cannot come")
    return found


def _turns(alive: Alive, target: Target) -> tuple[int, ...]:
    """The turns in which it would be asked for."""
    if target[0] in (What.ENDING, What.FATE):
        return (*alive.course.played, *alive.course.silent)[-1:]
    scene = alive.program.scenes[target[1].partition(".")[0]]
    own = {alive.program.turn_index[turn] for turn in scene.turns}
    return tuple(t for t in alive.course.played if not own or t in own)


def _ever(start: Run, part: Expr, fixed: dict[int, tuple[Values, Memory]], turns: Iterable[int]) -> bool:
    expr = bind(part, form_scope(start.program.scope))
    for turn in turns:
        values, memory = fixed[turn]
        with suppress(ArithmeticError):
            if evaluate(expr, Env(start.program, values, memory)):
                return True
    return False


def opened(start: Run, turn: int) -> tuple[Values, Memory]:
    """The values as a turn opens: its history and its chance, all else as the walk begins; and what is remembered."""
    program, values, memory = start.program, list(start.values), start.memory.fork()
    start.clock.open_turn(turn, values, memory)
    values[program.slots["played_cut"]] = program.played(start.cut, turn)
    return values, memory
