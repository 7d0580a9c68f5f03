"""The course of a walk: which turns are played and which only worked out, and what may come in each part of them."""

from __future__ import annotations

from attrs import frozen

from game.engine.program import Program
from game.engine.select import precedence
from game.script.header import Cut
from game.script.scenes import Scene


@frozen
class Spot:
    """A part of a played turn: the papers pinned to it, the storylets and the looks that may come."""

    papers: tuple[Scene, ...]
    storylets: tuple[Scene, ...]
    looks: tuple[Scene, ...]

    @property
    def scenes(self) -> tuple[Scene, ...]:
        """All that may come."""
        return (*self.papers, *self.storylets, *self.looks)


@frozen
class Course:
    """The played turns and the silent ones after them, by their numbers; `spots` by turn and beat."""

    played: tuple[int, ...]
    silent: tuple[int, ...]
    spots: dict[tuple[int, int], Spot]

    @property
    def scenes(self) -> dict[str, Scene]:
        """Every scene that is not left out, by its id."""
        return {scene.id: scene for spot in self.spots.values() for scene in spot.scenes}


def course_of(program: Program, cut: Cut | None) -> Course:
    """The course of a full run or of a cut; of one that goes on from another, from where its own turns begin."""
    turns = program.turns
    first = program.turn_index[cut.first] if cut else 0
    last, end = program.ends(cut)
    played = [first]
    while played[-1] < last and not turns[played[-1] + 1].silent:
        played.append(played[-1] + 1)
    spots = {(t, b): _spot(program, cut, t, b) for t in played for b in range(len(program.beats))}
    return Course(tuple(played), tuple(range(played[-1] + 1, end + 1)), spots)


def _spot(program: Program, cut: Cut | None, turn: int, beat: int) -> Spot:
    keep, name = program.keep(cut, turn), program.beats[beat].id
    at = (program.turns[turn].id, name)

    def kept(scenes: tuple[Scene, ...]) -> tuple[Scene, ...]:
        return tuple(sorted((s for s in scenes if keep is None or s.id in keep), key=precedence))

    loose = tuple(s for s in program.storylets if (s.beat or program.first_beat) == name)
    return Spot(kept(program.papers_of.get(at, ())), kept(loose), kept(program.looks_of.get(at, ())))
