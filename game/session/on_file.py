"""What lies on the table from earlier desks: the file that was carried in, or the past that is taken where none was."""

from __future__ import annotations

from collections.abc import Iterable

from attrs import frozen

from game.engine.program import Program
from game.engine.run import Run
from game.script.faults import ScenarioError
from game.script.tongue import N_, _
from game.session.dossier import DeskLeft, Layout, layout_for
from game.session.wording import Wording

CARRIED = N_("A file was carried in: {}.")
NONE = N_("No file was carried in; what earlier desks left is as it usually was.")


@frozen
class OnFile:
    """Desk by desk: `carried` what a file says, `usual` the past that is taken where there is none."""

    carried: tuple[DeskLeft, ...] = ()
    usual: tuple[tuple[str, str], ...] = ()

    def __bool__(self) -> bool:
        return bool(self.carried or self.usual)

    def says(self) -> str:
        """The same in a sentence; empty for a desk that no other stands before."""
        if self.carried:
            return _(CARRIED).format(named(self.carried))
        return _(NONE) if self.usual else ""


def named(desks: Iterable[DeskLeft]) -> str:
    """The desks of a file, each with its dates."""
    return "; ".join(f"{desk.who}, {desk.dates}" for desk in desks)


def on_file(run: Run) -> OnFile:
    """What a run has on file. Empty for a story that takes nothing, and where the chain cannot be read."""
    taken = desks_taken(run.program)
    if not taken:
        return OnFile()
    try:
        layout = layout_for(run.program)
    except ScenarioError:
        return OnFile()
    carried = layout.desks(run.carried)
    return OnFile(carried, () if carried else _usual(layout, taken))


def intro(run: Run, wording: Wording) -> str:
    """Who the player is, or what a lesson's predecessor has signed; and what lies on the table from earlier desks."""
    cut = run.cut
    who = wording.text(cut.intro, run.values, run.memory) if cut else run.program.scenario.header.role
    return "\n\n".join(part for part in (who.strip(), on_file(run).says()) if part)


def desks_taken(program: Program) -> frozenset[str]:
    """The desks whose traces a story takes."""
    named = (v.carried.partition(".")[0] for v in program.scenario.figures.variables if v.carried)
    return frozenset(named)


def _usual(layout: Layout, taken: frozenset[str]) -> tuple[tuple[str, str], ...]:
    return tuple((f"{one.desk}, {one.dates}", one.usual) for desk, one in layout.leaves.items() if desk in taken)
