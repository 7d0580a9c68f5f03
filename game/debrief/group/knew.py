"""What the desks of a class knew in one turn: of each figure, by how many it was seen, how many were told, and how far
off. Pure. The turn is the one with the paper at which the class parted most evenly.
"""

from __future__ import annotations

from collections.abc import Sequence

from attrs import define, frozen

from game.debrief.hidden import LEAST
from game.debrief.splits import Asked, CountView, SplitView, bits
from game.engine.memory import Due
from game.engine.run import Run
from game.engine.select import PLAN
from game.playtest.line import at_its_first
from game.script.prose import format_number
from game.script.scenes import Choice, Scene, Step
from game.script.tongue import N_, _
from game.session.told import Reading, Told
from game.session.views import Status
from game.session.wording import Wording

WAYS = {
    str(Status.SEEN): N_("seen"),
    str(Status.CLAIMED): N_("claimed"),
    str(Status.UNKNOWN): N_("unknown"),
}
NEARLY = 0.8  # of papers that parted the runs about as evenly, the last: more had been looked at by then
NO_DESK = N_("(nothing waited on the desk then)")


@frozen
class FigureKnown:
    """A figure: counts by how it was known; means of what was told and of what was so, where enough were told."""

    split: SplitView
    unit: str
    told: str
    real: str


@frozen
class ClassKnew:
    """What the class knew in a turn."""

    turn: str
    label: str
    rows: tuple[FigureKnown, ...]


@define
class _Reader:
    """Watches a run up to a turn, and keeps what could be read last in it."""

    turn: str
    reading: Reading | None = None

    def waits(self, run: Run) -> None:
        """The desk lies there to be read."""
        if run.turn_id == self.turn:
            self.reading = Reading.of(run)

    def turn_opens(self, run: Run) -> None: ...
    def comes(self, run: Run, scene: Scene) -> None: ...
    def falls_due(self, run: Run, due: Due) -> None: ...
    def signed(self, run: Run, scene: Scene, signed: tuple[Choice | Step, ...]) -> None: ...
    def turn_closes(self, run: Run) -> None: ...


def turn_to_ask(asked: Sequence[Asked]) -> str:
    """The turn of the paper that parted the runs most evenly; empty if nothing was signed."""
    papers = [a for a in asked if not a.view.id.startswith(PLAN)]

    def evenly(one: Asked) -> int:
        counts = (cell.bit_count() for r, cell in zip(one.view.rows, one.cells, strict=True) if r.id)
        return sorted((*counts, 0), reverse=True)[1]

    most = max(map(evenly, papers), default=0)
    return next((a.view.turn for a in reversed(papers) if evenly(a) >= most * NEARLY), "")


def read_at(runs: Sequence[Run], turn: str) -> list[Told | None]:
    """What each desk was told in a turn; None where nothing waited there."""
    wording = Wording(runs[0].program)
    return [None if (reading := _reading(run, turn)) is None else reading.told(wording) for run in runs]


def _reading(of: Run, turn: str) -> Reading | None:
    reader, last = _Reader(turn), of.program.turn_index[turn]
    run = at_its_first(of, reader)
    for decision in of.decisions:
        if run.index > last:
            break
        run.decide(decision)
    return reader.reading


def asked_of(runs: Sequence[Run], turn: str, told: Sequence[Told | None]) -> list[Asked]:
    """Each figure that could have been seen, with the runs that knew it in each way."""
    program = runs[0].program
    label = program.turns[program.turn_index[turn]].label
    found: list[Asked] = []
    for row in program.scenario.figures.ledger:
        known = {n: t.figures[row.id][2] for n, t in enumerate(told) if t is not None}
        ways = {way: bits(n for n, found in known.items() if found == way) for way in WAYS}
        if row.seen is None or not any(ways.values()):
            continue
        counts = [CountView(way, _(WAYS[way]), None) for way in ways]
        cells = list(ways.values())
        if rest := bits(n for n, t in enumerate(told) if t is None):
            counts.append(CountView("", _(NO_DESK), None))
            cells.append(rest)
        found.append(Asked(SplitView(turn, label, row.id, row.label, "", "", tuple(counts)), cells))
    return found


def knew_of(
    runs: Sequence[Run], turn: str, told: Sequence[Told | None], splits: Sequence[SplitView]
) -> ClassKnew | None:
    """The view, from the counts that may be shown."""
    if not splits:
        return None
    program = runs[0].program
    rows = {row.id: row for row in program.scenario.figures.ledger}
    made: list[FigureKnown] = []
    for split in splits:
        row = rows[split.id]
        pairs = [(t.figures[row.id][0], t.truth[row.id][0]) for t in told if t is not None]
        both = [(a, b) for a, b in pairs if a is not None and b is not None]
        may = len(both) >= LEAST and any(count.runs for count in split.rows) and row.format not in program.bands
        sums = (sum(a for a, _b in both), sum(b for _a, b in both))
        means = [format_number(total / len(both), row.format, {}) if may else "" for total in sums]
        made.append(FigureKnown(split, row.unit, *means))
    return ClassKnew(turn, splits[0].turn_label, tuple(made))
