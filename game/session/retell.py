"""A game told again in the language that is spoken now: the same decisions, the same save, other words."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from game.script import tongue
from game.script.tongue import ENGLISH, _
from game.session.game import Game
from game.session.journal import SaveError

if TYPE_CHECKING:
    from game.engine.program import Program


def languages_of(folder: Path) -> tuple[str, ...]:
    """The languages there are at a desk: English, those of the program, those the story has words in."""
    from game.script.text.overlay import languages

    return (ENGLISH, *sorted({*tongue.catalogues(), *languages(folder), *languages(folder.parent)} - {ENGLISH}))


def retold(game: Game, program: Program | None = None) -> Game:
    """The game with every decision signed again in the story's present words; the save goes over to it.

    Raises SaveError where the story on the disk is another one by now: the old game is still good.
    """
    from game.session.library import open_program

    fresh = program or open_program(Path(game.program.scenario.folder))
    if fresh.logic != game.program.logic:
        raise SaveError(_("the story has changed on the disk since this run was opened; close it and open it again"))
    told = Game.replay(fresh, game.seed, game.cut, tuple(game.run.decisions), game.carried)
    if game.run.laid_down:
        told.run.lay_down()
    if game.teller.is_read:
        told.teller.fresh()
    told.journal, told.notice, told.saving, told.labels = game.journal, game.notice, game.saving, game.labels
    return told
