"""What became of each person, and the decisions that reached them. Pure."""

from __future__ import annotations

from collections.abc import Sequence

from game.debrief.decisions import touch
from game.debrief.views import DecisionView, PersonFate
from game.session import describe
from game.session.game import Game
from game.session.last_pages import fate_of


def people(game: Game, signed: Sequence[DecisionView]) -> tuple[PersonFate, ...]:
    """Everybody of the story. While a run is open, a person has the line the desk has of them, and no fate."""
    run = game.run
    lines = {p.id: p.status for p in describe.people(game)}
    found: list[PersonFate] = []
    for person in run.program.scenario.people:
        fate = fate_of(run, person.fates) if run.ended else None
        text = game.teller.wording.text(fate.text, run.values, run.memory) if fate else lines[person.id]
        touched = tuple(touch(d) for d in signed if person.id in d.people)
        found.append(
            PersonFate(person.id, person.name, person.role, person.real, fate.id if fate else "", text, touched)
        )
    return tuple(found)
