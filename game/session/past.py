"""The finished run that a lesson goes on from: found by its save or its code, or refused with the reason.

Nothing of it is changed or kept open: what goes on from it are its seed, its decisions and the file it was given.
"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from attrs import frozen

from game.engine.carried import Carried
from game.engine.memory import Decision
from game.script.tongue import _
from game.session.door import shown
from game.session.journal import SaveError
from game.session.trouble import Misasked

if TYPE_CHECKING:
    from game.engine.program import Program
    from game.script.header import Cut
    from game.session.game import Game


def without_a_run(title: str) -> str:
    """Said where a lesson goes on and no run is given."""
    return _("No run of {title} is given: what was signed in it is as the story describes it.").format(title=title)


@frozen
class Past:
    """What a finished run hands on."""

    seed: int
    decisions: tuple[Decision, ...]
    carried: Carried


def find_past(program: Program, cut: str, name: str, saves: str | Path = "") -> Past:
    """What a lesson goes on from. Raises Misasked, SaveError, CodeError or ScenarioError."""
    from game.session.changed import Changed
    from game.session.library import resume

    _before(program, cut)
    found = resume(name, saves=saves, keep=False)
    if isinstance(found, Changed):
        raise SaveError(_("`{name}` cannot be gone on from: {says}").format(name=shown(name), says=found.says()))
    try:
        return past_of(program, cut, found, name)
    finally:
        found.close()


def past_of(program: Program, cut: str, found: Game, name: str) -> Past:
    """The same from a run that is open already. Raises Misasked, or SaveError for one that cannot be gone on from."""
    why = _why_not(found, program, _before(program, cut))
    if why:
        raise SaveError(_("`{name}` cannot be gone on from: {why}").format(name=shown(name), why=why))
    return Past(found.seed, tuple(found.run.decisions), found.carried)


def _before(program: Program, cut: str) -> Cut:
    """The lesson that another goes on from. Raises Misasked."""
    chosen = program.cuts.get(cut)
    before = chosen.before if chosen else None
    if before is None:
        able = ", ".join(c.id for c in program.cuts.values() if c.before) or "none"
        raise Misasked(
            _("only a lesson that goes on from another begins after a run; such lessons here: {able}").format(able=able)
        )
    return before


def _why_not(game: Game, program: Program, before: Cut) -> str:
    """Why a run is not one that can be gone on from; empty if it is."""
    header, ours = game.program.scenario.header, program.scenario.header
    if header.id != ours.id:
        return _("it is a run of {title}, not of {title2}").format(title=header.title, title2=ours.title)
    if game.program.logic != program.logic:
        return _("it belongs to story version {logic}; here is {logic2}").format(
            logic=game.program.logic[:4], logic2=program.logic[:4]
        )
    if game.cut != before.id:
        played = game.run.cut.title if game.run.cut else _("the full run")
        return _("it is a run of {played}; what is wanted is one of {title}").format(played=played, title=before.title)
    if game.run.ended:
        return ""
    how = _("it was closed early") if game.run.laid_down else _("it has not come to its end")
    return _("{how}, in {label}; finish {title} first").format(
        how=how, label=game.program.turns[game.run.index].label, title=before.title
    )
