"""The author's migrations: `was: old_id` on scenes, choices and steps, turned into today's ids and back.

An id that still exists is never translated, whatever a `was` says.
"""

from __future__ import annotations

from collections.abc import Iterable

from attrs import evolve, frozen

from game.engine.memory import Decision
from game.engine.program import Program
from game.engine.run import Run
from game.script.scenes import Choice, Scene, Step

Parts = Iterable[Choice | Step]


@frozen
class Renamed:
    """Old ids to new ones: of scenes, and of choices and steps by their scene's new id and the field's place in it."""

    program: Program
    scenes: dict[str, str]
    parts: dict[tuple[str, int], dict[str, str]]

    @classmethod
    def of(cls, program: Program) -> Renamed:
        """What a story says of its earlier ids."""
        known = program.scenes.keys()
        scenes = {s.was: s.id for s in program.scenario.scenes if s.was and s.was not in known}
        parts = {
            (scene.id, place): old
            for scene in program.scenario.scenes
            for place, row in enumerate(_rows(scene))
            if (old := _old(row))
        }
        return cls(program, scenes, parts)

    def __bool__(self) -> bool:
        return bool(self.scenes or self.parts)

    def decision(self, signed: Decision) -> Decision:
        """The decision in today's ids."""
        scene = self.scenes.get(signed.scene, signed.scene)
        if scene not in self.program.scenes:  # a day plan: its picks are scenes
            return Decision(signed.turn, scene, tuple(self.scenes.get(p, p) for p in signed.picks))
        picks = tuple(self.parts.get((scene, n), {}).get(p, p) for n, p in enumerate(signed.picks))
        return Decision(signed.turn, scene, picks)

    def digest_before(self, run: Run) -> str:
        """The fingerprint of a run as it would have been under the old ids."""
        memory, back = run.memory, {new: old for old, new in self.scenes.items()}
        signed = {self._before(name) for name in memory.signed}
        visits = {back.get(name, name): count for name, count in memory.visits.items()}
        last = {back.get(name, name): turn for name, turn in memory.last.items()}
        memory = evolve(memory, signed=signed, visits=visits, last=last)
        then = Run(run.program, run.seed, run.cut, run.carried, values=run.values, memory=memory)
        then.index, then.beat, then.ended = run.index, run.beat, run.ended
        then.came = [back.get(name, name) for name in run.came]
        return then.digest()

    def _before(self, name: str) -> str:
        scene, *path = name.split(".")
        fields = [f.id for f in self.program.scenes[scene].fields]
        place = fields.index(path[0]) if len(path) == 2 else 0
        back = {new: old for old, new in self.parts.get((scene, place), {}).items()}
        earlier = {new: old for old, new in self.scenes.items()}.get(scene, scene)
        return ".".join((earlier, *path[:-1], back.get(path[-1], path[-1])))


def _rows(scene: Scene) -> tuple[Parts, ...]:
    return (scene.choices,) if scene.choices else tuple(f.steps for f in scene.fields)


def _old(row: Parts) -> dict[str, str]:
    known = {p.id for p in row}
    return {p.was: p.id for p in row if p.was and p.was not in known}
