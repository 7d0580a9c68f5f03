"""What a debrief holds: frozen values and plain text, the same for every face and every export.

While a run is open (`closed` is False) nothing in here tells more than the desk was told: `masked` says so, and the
real lines of charts, the reasons, the truth beside the figures, the fates and what came out later are left out.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

from attrs import Factory, frozen

from game.debrief.history_views import HistoryView
from game.debrief.understanding_views import UnderstandingView
from game.playtest.views import BeyondView, Recalled
from game.session.dossier import DeskLeft
from game.session.views import ChartView, TermView

if TYPE_CHECKING:
    from game.debrief.explained import ExplainedView


@frozen
class ChartBlock:
    """A chart with its words. `chart.sentence` is about this run; `say` and `caution` hold for any."""

    chart: ChartView
    say: str
    caution: str
    sources: tuple[str, ...]


@frozen
class BriefLine:
    """A line of what comes first: what it is about, the words, their sources; and where it stands, if not there."""

    label: str
    text: str
    sources: tuple[str, ...] = ()
    stands: str = "first"


@frozen
class MovedView:
    """A figure that a change of one decision moved: as signed, and with the change."""

    label: str
    unit: str
    was: str
    became: str


@frozen
class WeightView:
    """A decision that mattered, and the other answer that moved most under the run's own chance.

    `people` are those whose last page became another: name, as signed, with the change. `because` is what the decision
    itself changed, and why.
    """

    number: int
    turn_label: str
    title: str
    signed: str
    instead: str
    moved: tuple[MovedView, ...]
    people: tuple[tuple[str, str, str], ...] = ()
    because: str = ""


@frozen
class TrialRow:
    """A measure of two runs, in words."""

    label: str
    unit: str
    first: str
    trial: str


@frozen
class TrialView:
    """A run that was gone back in and played on, beside the first. `apart` explains what would puzzle."""

    line: str
    rows: tuple[TrialRow, ...]
    apart: str


@frozen
class ReasonView:
    """Something a decision changed: the figure, how, and the clause that says why."""

    figure: str
    moved: str
    because: str


@frozen
class ReturnView:
    """What came of a decision, and in which turn it was told."""

    turn: str
    text: str


@frozen
class DecisionView:
    """One line of the journal. `number` is its place, 0 for what a predecessor signed.

    `choice` names what was signed: a choice, `field.step` for each line of a form, or the looks of a day plan; `act`
    says it in words; `missed` are looks that were open and not made. `at_once` is what the desk saw, `later` what came
    of it, `orders` the standing orders it signed, `why` what it changed.
    """

    number: int
    turn: str
    turn_label: str
    scene: str
    title: str
    choice: tuple[str, ...]
    stance: tuple[str, ...]
    act: str
    looks: bool = False
    at_once: tuple[str, ...] = ()
    orders: tuple[str, ...] = ()
    later: tuple[ReturnView, ...] = ()
    why: tuple[ReasonView, ...] = ()
    people: tuple[str, ...] = ()
    ask: str = ""
    missed: tuple[str, ...] = ()


@frozen
class TouchView:
    """A decision as it stands beside something it touched."""

    number: int
    turn_label: str
    title: str
    act: str
    looks: bool = False


@frozen
class PersonFate:
    """What became of a person, and the decisions that reached them; the desk's line of them while a run is open."""

    id: str
    name: str
    role: str
    real: str
    fate: str
    text: str
    decisions: tuple[TouchView, ...]


@frozen
class KnewRow:
    """One figure as it was last read in a turn: as told, and as it was then. Words; numbers beside them, or None."""

    row: str
    label: str
    unit: str
    status: str
    told: str
    truth: str
    told_number: float | None = None
    truth_number: float | None = None


@frozen
class KnewView:
    """What the desk knew in one turn."""

    turn: str
    label: str
    rows: tuple[KnewRow, ...]


@frozen
class RecordView:
    """The record beside one scene that came."""

    scene: str
    title: str
    turn_label: str
    basis: str
    record: str
    later_record: str
    dispute: str
    sources: tuple[str, ...]


@frozen
class LimitView:
    """Where the model errs: too kind, too harsh, too simple, and in what."""

    leans: str
    say: str
    sources: tuple[str, ...] = ()


@frozen
class QuestionView:
    """A question, and the decision it is tied to (None for a question to any run)."""

    ask: str
    signed: TouchView | None = None


@frozen
class SourceView:
    """An entry of the bibliography that this debrief rests on."""

    id: str
    authors: str
    year: str
    title: str
    publication: str
    school: str
    status: str


@frozen
class DebriefView:
    """The debrief of a run. `record` stands beside its papers, `history` beside the whole of it.

    `brief` is what comes first. `beyond` is what nobody at the desk could change; `found` is what was worked out of
    plays that were not played, and `more` says how to get the rest of that. `left` is the file that goes on from here.
    """

    scenario: str
    title: str
    version: int
    seed: int
    cut: str
    code: str
    closed: bool
    opening: str
    masked: str
    charts: tuple[ChartBlock, ...]
    earlier: tuple[DecisionView, ...]
    decisions: tuple[DecisionView, ...]
    people: tuple[PersonFate, ...]
    knew: tuple[KnewView, ...]
    toll: str
    toll_sources: tuple[str, ...]
    record: tuple[RecordView, ...]
    limits: tuple[LimitView, ...]
    questions: tuple[QuestionView, ...]
    sources: tuple[SourceView, ...]
    history: HistoryView = HistoryView()
    understanding: UnderstandingView = UnderstandingView()
    beyond: tuple[BeyondView, ...] = ()
    brief: tuple[BriefLine, ...] = ()
    cut_title: str = ""
    cautions: tuple[str, ...] = ()  # what measures must not be taken for
    words: tuple[TermView, ...] = ()  # of the time, explained
    found: Recalled = Recalled()
    more: str = ""
    left: tuple[DeskLeft, ...] = ()  # the file that goes on from here, desk by desk
    file_code: str = ""
    explained: tuple[ExplainedView, ...] = ()
    weights: tuple[WeightView, ...] = ()  # the decisions that mattered most, under this run's own chance
    trial: TrialView | None = None
    apart: Mapping[tuple[int, tuple[str, ...]], str] = Factory(dict[tuple[int, tuple[str, ...]], str])
    """Of changes shown here: why there was less to eat and yet fewer died, or the other way round."""
