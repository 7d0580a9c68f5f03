"""What is said of a class, part by part, as blocks: the same on slides, on the page, in text and on paper. Pure.

Every count was hidden where it must be before it comes here.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from game.debrief.blocks import Block, Drawing, Entry, Keys, Points, Range, Ranges, Table, Words
from game.debrief.group.averages import Average, Band
from game.debrief.group.changed import ClassChanged, Effect, parted, second
from game.debrief.group.knew import ClassKnew, FigureKnown
from game.debrief.splits import NOT_COME, CountView, SplitView
from game.debrief.together import ClassView, SpreadView
from game.debrief.understanding_views import RatchetView
from game.debrief.views import ChartBlock
from game.script.tongue import N_, _
from game.session.tables import decimals, number

HIDDEN = N_("hidden")
HOW = N_(
    "Counts of one or two runs are hidden, and as many others with them as it takes that nobody can work them out. "
    "Nothing here says who signed what."
)
RANGES = N_(
    "From the third lowest run to the third highest, with the middle: no end is the lowest or highest of all. "
    "None of these is a score."
)
UNCOUNTED = N_("Too few runs share an end, or other counts would give them away: nothing is counted here.")
APART = N_(
    "Some runs had less to eat at the leanest time than others and yet fewer dead. That figure counts one turn of a "
    "run alone; people die of every hungry one."
)
SAME = N_(
    "Each run of the class was played once more, with this one paper signed so and the rest as it was signed where it "
    "was still offered. The middle of what that moved, and from the third lowest run to the third highest. The model, "
    "not history."
)
ONCE = N_(
    "Each run of the class was played once more with this one paper signed so, and the rest as it was: what that moved "
    "in the middle run. The model, not history."
)
EVERY = N_("Every paper was looked at.")
FEW = N_("Only the papers at which the class parted most were looked at.")
MOST_FIGURES, MOST_PARTED = 7, 3
WAYS = (("stopped", N_("stopped")), ("late", N_("too late")), ("passed", N_("passed on")))


def count_words(runs: int | None) -> str:
    """A count, or that it is hidden."""
    return _(HIDDEN) if runs is None else str(runs)


def split_table(title: str, head: str, rows: Sequence[CountView]) -> Table:
    """Answers with their counts; where every count is hidden, what the answers were."""
    answers = tuple((row.say,) for row in rows if row.say != _(NOT_COME))
    if answers and all(row.runs is None for row in rows):
        return Table(title, (_("possible answers; too few signed alike to count any"),), answers, frozenset())
    return Table(title, (head, _("runs")), tuple((row.say, count_words(row.runs)) for row in rows), frozenset({1}))


def summed_blocks(block: ChartBlock) -> Iterator[Block]:
    """A chart with all runs added up, and its words."""
    yield Drawing(block.chart)
    if block.say:
        yield Words(block.say)
    yield from _careful(block)


def average_blocks(average: Average, most: int = 99) -> Iterator[Block]:
    """A chart of means, with the table of what lies between the runs: `most` of its places, evenly chosen."""
    yield Drawing(average.block.chart)
    if average.bands:
        yield _bands(average, most)
    yield from _careful(average.block)


def average_shortly(average: Average) -> Iterator[Block]:
    """A chart of means for a wall, with how far apart the runs lie where they lie farthest."""
    yield Drawing(average.block.chart)
    for band in average.bands[:1]:
        yield from _farthest(average, band)
    yield from _careful(average.block)


def _farthest(average: Average, band: Band) -> Iterator[Block]:
    chart = average.block.chart
    ends = [(high - low, at, (low, high)) for at, e in enumerate(band.ends) if e is not None for low, high in [e]]
    wide, at, end = max(ends, default=(0.0, 0, (0.0, 0.0)))
    if wide > 0:
        said = _("{label}, {place}: in most runs {ends} {unit}.")
        ends_said = from_to(end, decimals(chart))
        yield Words(said.format(label=band.label, place=chart.labels[at], ends=ends_said, unit=chart.unit))


def _careful(block: ChartBlock) -> Iterator[Block]:
    if block.caution:
        yield Words(block.caution, _("Read with care:"))
    if block.sources:
        yield Keys(block.sources)


def _bands(average: Average, most: int) -> Table:
    chart = average.block.chart
    step = -(-len(chart.labels) // most)
    kept = range((len(chart.labels) - 1) % step, len(chart.labels), step)  # the last place among them
    places = decimals(chart)
    heads = ("", *(band.label for band in average.bands))
    rows = tuple(
        (chart.labels[at], *("-" if (e := band.ends[at]) is None else from_to(e, places) for band in average.bands))
        for at in kept
    )
    title = _("From the third lowest run to the third highest, {unit}").format(unit=chart.unit)
    return Table(title, heads, rows, frozenset(range(1, len(heads))))


def from_to(ends: tuple[float, float], places: int) -> str:
    """Two ends in words; one where they are alike."""
    low, high = (number(end, places) for end in ends)
    return low if low == high else _("{low} to {high}").format(low=low, high=high)


def parted_entries(splits: Sequence[SplitView]) -> Iterator[Entry]:
    """The papers at which the class parted most evenly."""
    for split in parted(splits)[:MOST_PARTED]:
        yield Entry(f"{split.turn_label}: {split.title}", (split_table(split.field_label, _("signed"), split.rows),))


def parted_questions(splits: Sequence[SplitView]) -> tuple[str, ...]:
    """A question to each of them, where all its counts are shown."""
    whole = [s for s in parted(splits) if second(s) and all(row.runs is not None for row in s.rows if row.id)]
    say = _("{turn_label}, “{title}”: the class parted here. What did each side know?")
    return tuple(say.format(turn_label=s.turn_label, title=s.title) for s in whole[:MOST_PARTED])


def ratchet_blocks(view: RatchetView | None, title: str | None = None) -> Iterator[Block]:
    """The ratchet with its key, as means where nothing else is said."""
    if view is None or not view.rows:
        return
    heads = (view.head, *(c.label for c in view.columns))
    rows = tuple((row.period, *row.words) for row in view.rows)
    yield Table(_("Means over the class") if title is None else title, heads, rows, frozenset(range(1, len(heads))))
    yield Points(tuple(f"{c.label}: {c.note}" for c in view.columns))
    if view.caution:
        yield Words(view.caution, _("Read with care:"))
    if view.sources:
        yield Keys(view.sources)


def knew_blocks(view: ClassKnew | None, most: int = MOST_FIGURES) -> Iterator[Block]:
    """How the class knew the figures of a turn, those that differ first."""
    if view is None or not view.rows:
        return
    heads = ("", _("seen"), _("claimed"), _("unknown"), _("told"), _("it was"))
    title = _("In how many runs a figure was known how; and what was told and what was so, as means")
    rows = tuple(map(_known, sorted(view.rows, key=_dull)[:most]))
    yield Table(title, heads, rows, frozenset(range(1, len(heads))))


def _dull(row: FigureKnown) -> int:
    """What nobody saw, and what was told as it was, comes last."""
    seen = any(c.runs != 0 for c in row.split.rows if c.id == "seen")
    return (not seen) + (not row.told or row.told == row.real)


def _known(row: FigureKnown) -> tuple[str, ...]:
    counts = {count.id: count_words(count.runs) for count in row.split.rows}
    title = f"{row.split.title}, {row.unit}" if row.unit else row.split.title
    return (title, *(counts.get(way, "0") for way in ("seen", "claimed", "unknown")), row.told or "-", row.real or "-")


def otherwise_blocks(view: ClassChanged | None) -> Iterator[Block]:
    """What one answer signed by all would have moved."""
    if view is None or not view.effects:
        return
    first = view.effects[0]
    measures = (_("{label}, moved by ({unit})").format(label=m.label, unit=m.unit) for m in first.moved)
    heads = (_("Had all signed"), *measures, _("people with another end"))
    yield Table("", heads, tuple(map(_effect, view.effects)), frozenset(range(1, len(heads))))


def otherwise_shortly(view: ClassChanged | None) -> Iterator[Block]:
    """The same for a wall: the middle alone, in words, and people in whole numbers."""
    if view is None or not view.effects:
        return
    first = view.effects[0]
    heads = (_("Had all signed"), *(f"{m.label} ({m.unit})" for m in first.moved), _("people who end otherwise"))
    rows = tuple((_had(e), *(_moved(m.middle, m.words[1]) for m in e.moved), _about(e.people)) for e in view.effects)
    yield Table("", heads, rows, frozenset(range(1, len(heads))))


def _moved(middle: float, words: str) -> str:
    same = not any(digit in words for digit in "123456789")
    if same:
        return _("no change")
    return (_("{amount} more") if middle > 0 else _("{amount} less")).format(amount=words.lstrip("+-\u2212"))


def _about(people: float) -> str:
    return _("about {figure}").format(figure=round(people)) if round(people) else _("hardly anybody")


def otherwise_lead(view: ClassChanged | None) -> str:
    """What was played for it."""
    return "" if view is None else f"{_(SAME)} {_(EVERY) if view.every else _(FEW)}"


def _effect(effect: Effect) -> tuple[str, ...]:
    say = _("{middle} ({low} to {high})")
    moved = (say.format(low=m.words[0], middle=m.words[1], high=m.words[2]) for m in effect.moved)
    return (_had(effect), *moved, number(effect.people, 1))


def _had(effect: Effect) -> str:
    return f"{effect.turn_label}, {effect.title}: {effect.say}"


def fate_entry(split: SplitView) -> Entry:
    """A person, with the ends that runs came to."""
    rows = tuple(row for row in split.rows if row.runs != 0)
    counted = any(row.runs for row in rows)
    return Entry(split.title, (split_table("", _("what became of them"), rows) if counted else Words(_(UNCOUNTED)),))


def silence_blocks(silences: Sequence[SplitView]) -> Iterator[Block]:
    """Each paper or voice, and in how many runs it came to which end."""
    if silences:
        heads = (_("Paper or voice"), *(_(said) for _way, said in WAYS))
        rows = tuple((s.title, *(_ended(s.rows, way) for way, _said in WAYS)) for s in silences)
        yield Table(_("In how many runs"), heads, rows, frozenset({1, 2, 3}))


def _ended(rows: Sequence[CountView], way: str) -> str:
    return count_words(next((row.runs for row in rows if row.id == way), 0))


def ranges_lead(view: ClassView) -> str:
    """How ranges are read, and what would puzzle in them."""
    return f"{_(RANGES)} {_(APART)}" if view.apart else _(RANGES)


def spread_blocks(spreads: Sequence[SpreadView]) -> Iterator[Ranges]:
    """How runs came out, as ranges."""
    for s in spreads:
        yield Ranges(s.label, s.unit, (Range(_("the class"), s.low, s.high, s.middle),), s.places)
