"""What a face may see: frozen values and plain text. Texts may hold the story's tiny markup (`*word*`, kept columns).

Nothing here is trusted as markup of any toolkit: each face turns text into its own form through one door.
"""

from __future__ import annotations

from enum import StrEnum

from attrs import frozen


class Status(StrEnum):
    """How well a figure is known at the desk."""

    CLAIMED = "claimed"
    SEEN = "seen"
    UNKNOWN = "unknown"


@frozen
class FigureView:
    """A figure with its value already in words; `value` is empty where it is unknown.

    `last_seen` is what it was when somebody had last gone and looked, and when; the ledger has it where that is past.
    `worded` says that the value is a word, not a number.
    """

    id: str
    label: str
    value: str
    unit: str
    status: Status
    note: str = ""
    group: str = ""
    chart: bool = False
    last_seen: str = ""
    worded: bool = False


@frozen
class TermUse:
    """A word of the glossary where a run reads it first: as it is written, in which text, and the how manieth there.

    Of a paper, text 0 is its title and text 1 its text; of a consequence, they are its texts.
    """

    term: str
    written: str
    text: int = 0
    nth: int = 1


@frozen
class PaperView:
    """A paper in the tray. `letterhead` is a word (telegram, return, ...); `basis` and `sources` go with the record."""

    id: str
    kind: str
    letterhead: str
    sender: str
    addressee: str
    dated: str
    title: str
    text: str
    note: str
    summary: str
    optional: bool
    signed: bool
    record: str
    basis: str
    sources: tuple[str, ...]
    people: tuple[str, ...]
    terms: tuple[TermUse, ...] = ()  # the words of the time first read here, in its title or text


@frozen
class OptionView:
    """One choice, or one step of a field. `value` is what a step writes. `locked` says why it is closed."""

    id: str
    number: int
    say: str
    value: str = ""
    locked: str = ""


@frozen
class FieldView:
    """One line of a form, with what stands beside it."""

    id: str
    label: str
    unit: str
    options: tuple[OptionView, ...]
    beside: tuple[FigureView, ...]


@frozen
class LeadView:
    """A look that could be made."""

    id: str
    title: str
    days: int
    hint: str = ""


@frozen
class PlanView:
    """A day plan: the leads, the days, every plan that fits them (ids of leads; the empty one stays at the desk)."""

    days: int
    leads: tuple[LeadView, ...]
    options: tuple[OptionView, ...]
    plans: tuple[tuple[str, ...], ...]


class AskKind(StrEnum):
    """What kind of decision waits."""

    CHOICE = "choice"
    FORM = "form"
    PLAN = "plan"


@frozen
class AskView:
    """The decision that waits. `scene` is the paper it stands on, or `looks.BEAT`."""

    kind: AskKind
    scene: str
    options: tuple[OptionView, ...] = ()
    fields: tuple[FieldView, ...] = ()
    plan: PlanView | None = None


@frozen
class CalendarView:
    """Where the turn lies. `turns` are labels; `here` is the place of the present one, `said` its name in a text."""

    label: str
    months: str
    here: int
    turns: tuple[str, ...]
    said: str = ""


@frozen
class ConsequenceView:
    """What the desk sees at once after a signature: the act in words, and the texts that follow."""

    decision: str
    act: str
    texts: tuple[str, ...]
    orders: tuple[str, ...] = ()
    terms: tuple[TermUse, ...] = ()


@frozen
class LaterView:
    """The second return of an earlier act."""

    source: str
    text: str
    terms: tuple[TermUse, ...] = ()


@frozen
class PassedView:
    """What came to the desk in a turn that closed before anything could be signed again."""

    turn: str
    months: str
    later: tuple[LaterView, ...]
    papers: tuple[PaperView, ...]


@frozen
class DeskView:
    """Everything on the desk at one moment.

    `consequence` belongs to the decision just made (None at the start); when it closed a turn, `passed` holds what came
    after it in the turns that closed, and the rest of the view is already the new turn. `papers` are this
    turn's, in the order they came; the last may be the one `ask` stands on.
    """

    scenario: str
    title: str
    desk: str
    calendar: CalendarView
    figures: tuple[FigureView, ...]
    later: tuple[LaterView, ...]
    papers: tuple[PaperView, ...]
    ask: AskView | None
    consequence: ConsequenceView | None
    turn_changed: bool
    record: str
    pause: str
    decisions: int
    signatures: int
    ended: bool
    notice: str = ""
    passed: tuple[PassedView, ...] = ()
    laid_down: bool = False  # closed before its end: nothing more is signed here
    stamp: str = ""  # what the stamp on signed papers shows; empty for the face's own
    read: int = 0  # how many of `papers` lay there already when something was signed last
    beside: tuple[FigureView, ...] = ()  # figures to predict by, where there is a `pause`
    trial: str = ""  # what is said of a run that was gone back in after it was over; empty for any other

    @property
    def predicts_first(self) -> bool:
        """Whether what is to be predicted comes before the turn in hand, which would tell the answer."""
        return self.turn_changed and bool(self.passed)


@frozen
class PersonView:
    """A person as the desk knows them."""

    id: str
    name: str
    role: str
    about: str
    wants: str
    status: str
    real: str
    characters: str = ""
    pronounce: str = ""


@frozen
class OrderView:
    """A standing order in words."""

    lever: str
    label: str
    says: str
    signed: str


@frozen
class TermView:
    """A word of the glossary."""

    term: str
    say: str
    characters: str
    pronounce: str
    also: tuple[str, ...] = ()


@frozen
class PlaceView:
    """A place that the story names: `real` says whether there is such a place, or it is a composite."""

    id: str
    name: str
    about: str
    characters: str
    pronounce: str
    real: str


@frozen
class MapView:
    """A map as rows of plain signs, and the same in words; both empty where a story has none."""

    drawn: str = ""
    words: str = ""


@frozen
class SignedView:
    """One line of the decisions so far, for rewind and the debrief."""

    number: int
    turn: str
    scene: str
    title: str
    act: str


class Role(StrEnum):
    """What a line of a chart is."""

    REPORTED = "reported"
    REAL = "real"
    HISTORY = "history"


@frozen
class SeriesView:
    """One line of a chart; None where there is no value."""

    id: str
    label: str
    role: Role
    values: tuple[float | None, ...]


@frozen
class ChartView:
    """A chart as data: drawn by a face, or printed as a table and one sentence.

    `labels` name the places along x; `places` is how many decimals its numbers are printed with, where that is set.
    """

    id: str
    title: str
    unit: str
    labels: tuple[str, ...]
    series: tuple[SeriesView, ...]
    sentence: str = ""
    mark: float | None = None
    mark_label: str = ""
    places: int | None = None


@frozen
class FateView:
    """What became of a person."""

    id: str
    name: str
    role: str
    text: str


@frozen
class PageView:
    """One page of the ending, with its heading."""

    id: str
    title: str
    text: str


@frozen
class EndView:
    """The last pages of the desk: the people first, then what the run comes to."""

    people: tuple[FateView, ...]
    pages: tuple[PageView, ...]
    ending: str
    code: str
