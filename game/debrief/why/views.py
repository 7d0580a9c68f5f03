"""What an answer to "why" holds: frozen values and plain text, the same for every face.

A chain is a list of nodes that name each other by id; each stands once, however many rest on it. While a run is open,
what the desk was not told stands in it as one node of kind UNKNOWN, without name or value.
"""

from __future__ import annotations

from enum import StrEnum

from attrs import frozen

from game.debrief.views import TouchView
from game.script.tongue import _


class Kind(StrEnum):
    """What set a figure. The last five are where a chain ends."""

    RULE = "rule"  # a rule of the model
    WORKED_OUT = "worked out"  # a figure or condition that is worked out from others whenever it is read
    ORDER = "order"  # how a standing order, the custom or a successor sets a lever
    CHANGE = "change"  # a signature, or a paper that came, changed the figure itself
    PAPER = "paper"  # a paper that came, or had not come
    UNKNOWN = "unknown to you"  # an open run only
    DECISION = "decision"
    HISTORY = "history"
    CHANCE = "chance"
    START = "start"
    PARAMETER = "parameter"


ENDS = frozenset({Kind.DECISION, Kind.HISTORY, Kind.CHANCE, Kind.START, Kind.PARAMETER})


@frozen
class WhyNode:
    """One step of a chain.

    `name` is the declared name, `value` the value in words and `number` as a number (None where it is none, and in an
    open run). `formula`, `unit` and `source` lie one step deeper than the sentence. `inputs` are ids, the most
    important first; `left_out` counts those that are not shown. `decision` is the number of a signature, 0 for one that
    a predecessor signed, and None for what is none.
    """

    id: str
    name: str
    turn: str
    turn_label: str
    label: str
    value: str
    number: float | None
    kind: Kind
    sentence: str
    formula: str = ""
    unit: str = ""
    source: str = ""
    inputs: tuple[str, ...] = ()
    left_out: int = 0
    decision: int | None = None


@frozen
class WhyView:
    """A chain. `roots` has the figure as it was told, then as it was where that differs; `nodes` hold them first.

    `decisions` are the ids of the player's decisions found behind the figure, the most important first. `as_read` says
    that the figure stands as it was last read in the turn; else it is as the turn closed, or where the run stands.
    """

    figure: str
    label: str
    turn: str
    turn_label: str
    closed: bool
    note: str
    roots: tuple[str, ...]
    nodes: tuple[WhyNode, ...]
    decisions: tuple[str, ...] = ()
    as_read: bool = False

    @property
    def heading(self) -> str:
        """What is asked, and of which moment."""
        return _("Why: {label}, {turn_label}").format(label=self.label, turn_label=self.turn_label) + (
            _(", as you last read it") if self.as_read else ""
        )

    def node(self, name: str) -> WhyNode:
        """The node of an id."""
        return next(n for n in self.nodes if n.id == name)


@frozen
class InputView:
    """A figure that a clause reads, as it was then."""

    name: str
    label: str
    value: str


@frozen
class ClauseView:
    """A part of a condition: as written, in words, and whether it held (None: unknown to you).

    `joined` is `and`, `or` or `not` for a clause with parts, `means` for a named condition, whose part is what it
    means, and empty for a clause that stands for itself. `wanted` says that it would have to change for the paper to
    come; `behind` are the decisions that set what it reads.
    """

    written: str
    reading: str
    holds: bool | None
    joined: str = ""
    parts: tuple[ClauseView, ...] = ()
    inputs: tuple[InputView, ...] = ()
    wanted: bool = False
    behind: tuple[TouchView, ...] = ()


@frozen
class ArrivalView:
    """Why a paper came in a turn, or did not.

    `stage` says how far it got, in the words of the engine; `because` says the same of this paper. `condition` is what
    it asks for, and `desk` what the desk it goes to asks for. `would` lists what would have brought it, all of it
    needed. `instead` are the papers that were drawn, `signed` is what was decided on it, or in its place.
    """

    scene: str
    title: str
    turn: str
    turn_label: str
    closed: bool
    came: bool
    stage: str
    because: str
    condition: ClauseView | None = None
    desk: ClauseView | None = None
    would: tuple[str, ...] = ()
    instead: tuple[str, ...] = ()
    signed: TouchView | None = None
