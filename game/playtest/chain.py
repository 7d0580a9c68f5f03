"""The whole chain played by one official: each desk takes in the file that the one before it left."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from attrs import frozen

from game.engine.carried import NOTHING, Carried
from game.engine.run import Run
from game.playtest.officials import Policy
from game.playtest.plays import play
from game.script.chain import Link
from game.session.dossier import layout_of, leave
from game.session.library import open_program
from game.session.teller import Teller


@frozen
class Desk:
    """One desk as it was played: what it took in, its run with all that was told, and what it left."""

    link: Link
    took: Carried
    run: Run
    teller: Teller
    left: Carried


def play_chain(stories: Path, official: str, seed: int, cut: str = "") -> Iterator[Desk]:
    """Every desk in the order of the chain, under one seed; a lesson where a desk has it. Raises ScenarioError."""
    carried = NOTHING
    for link in layout_of(stories).chain.desks:
        program = open_program(stories / link.id)
        who = next((o for o in program.scenario.officials if o.id == official), program.scenario.officials[0])
        chosen = cut if cut in program.cuts else ""
        _, run, teller = play(program, Policy(who, program), seed, chosen, carried, told=True)
        assert teller is not None
        left = leave(run)
        yield Desk(link, carried, run, teller, left)
        carried = left
