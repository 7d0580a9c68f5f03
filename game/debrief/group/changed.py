"""What would have happened to a class: one paper signed alike by all, everything else as each had it. Pure.

Every run is played again in pairs, as signed and with that one answer, under its own seed, so that nothing but the
change is between the two. What is told is of the class: the middle of what moved, and between which runs the others
lie. A change that came to fewer than six runs is not told. The dead put nothing in order.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence

from attrs import frozen

from game.debrief.group.averages import LEAST_FOR_RANGE
from game.debrief.hidden import LEAST
from game.debrief.splits import SplitView
from game.engine.program import Program
from game.engine.run import Run
from game.engine.select import PLAN
from game.playtest.gather import case_of
from game.playtest.outcome import Outcome
from game.playtest.pairs import Case, Change, pair
from game.playtest.pool import Crew, Watch
from game.script.aftermath import Measure

MOST_RUNS, FEW_RUNS = 30, 16  # of a large class so many are played again, evenly chosen; few where nobody asked
PARTED = 3  # papers that are looked at where nothing more was asked for
MOST_SHOWN = 5
PORTION = 3


@frozen
class Answer:
    """An answer to a paper: where it stands and what it says."""

    turn: str
    scene: str
    field: str
    pick: str


@frozen
class Moved:
    """What a measure moved by over the class: the third lowest run, the middle one, the third highest; in words too."""

    measure: str
    label: str
    unit: str
    low: float
    middle: float
    high: float
    words: tuple[str, str, str]


@frozen
class Effect:
    """One answer signed by all: the paper in words, the answer, what it moved, and whom it reached on the mean."""

    answer: Answer
    turn_label: str
    title: str
    say: str
    moved: tuple[Moved, ...]
    people: float
    size: float


@frozen
class ClassChanged:
    """The papers at which one answer by all would have moved most; so many `runs` were played again."""

    runs: int
    every: bool
    effects: tuple[Effect, ...]


@frozen
class Job:
    """Runs to play again, each with its changes."""

    cases: tuple[tuple[Case, tuple[Change, ...]], ...]


def parted(splits: Sequence[SplitView]) -> list[SplitView]:
    """The papers at which the class parted, the most evenly parted first; only where counts may be shown."""
    papers = [(split, least) for split in splits if (least := second(split))]
    return [split for split, _least in sorted(papers, key=lambda item: -item[1])]


def second(split: SplitView) -> int:
    """The second largest answer to a paper, as far as it is shown; nought if it is not."""
    known = sorted((row.runs for row in split.rows if row.id and row.runs), reverse=True)
    return known[1] if len(known) > 1 else 0


def changed(
    runs: Sequence[Run],
    splits: Sequence[SplitView],
    *,
    every: bool = False,
    watch: Watch | None = None,
    workers: int = 0,
) -> ClassChanged | None:
    """The effects, the largest first; of the papers that parted the class, or of `every` paper. None for few runs."""
    if len(runs) < LEAST_FOR_RANGE:
        return None
    chosen = list(splits) if every else parted(splits)[:PARTED]
    answers = [a for split in chosen if not split.id.startswith(PLAN) for a in _answers(split, every=every)]
    most = MOST_RUNS if every else FEW_RUNS
    some = [runs[at * len(runs) // most] for at in range(most)] if len(runs) > most else runs
    made = [(run, changes) for run in some if (changes := _changes(run, answers))]
    cases = [(case_of(run), tuple(changes.values())) for run, changes in made]
    jobs = [Job(tuple(cases[at : at + PORTION])) for at in range(0, len(cases), PORTION)]
    found: dict[Answer, list[tuple[Outcome, Outcome]]] = defaultdict(list)
    program, asked = runs[0].program, iter(made)
    with Crew(program, workers) as crew:
        for number, result in enumerate(crew.sparing(_play, jobs, watch), start=1):
            for kept, others in result:
                _, changes = next(asked)
                for answer, change in changes.items():
                    if (other := others[change]) is not None:
                        found[answer].append((kept, other))
            if watch is not None:
                watch.tell(number, len(jobs))
    effects = [e for split in chosen if (e := _largest(program, split, found, every=every)) is not None]
    effects.sort(key=lambda e: (-e.size, -e.people))
    return ClassChanged(len(some), every, tuple(effects[:MOST_SHOWN] if every else effects))


def _answers(split: SplitView, *, every: bool) -> Iterator[Answer]:
    """The answers of a paper that all are made to sign: those that were signed often, or every one."""
    rows = [row for row in split.rows if row.id and (every or (row.runs or 0) >= LEAST)]
    if not every:
        rows = sorted(rows, key=lambda row: -(row.runs or 0))[:2]
    yield from (Answer(split.turn, split.id, split.field, row.id) for row in rows)


def _changes(run: Run, answers: Iterable[Answer]) -> dict[Answer, Change]:
    """For each answer, the change of this run that signs it; none where it signed so, or the paper did not come."""
    at = {(d.turn, d.scene): (number, d.picks) for number, d in enumerate(run.decisions, start=1)}
    found: dict[Answer, Change] = {}
    for answer in answers:
        number, picks = at.get((answer.turn, answer.scene), (0, ()))
        if not number or number <= run.past:
            continue
        fields = [f.id for f in run.program.scenes[answer.scene].fields]
        place = fields.index(answer.field) if answer.field else 0
        if picks[place] != answer.pick:
            found[answer] = Change(number, (*picks[:place], answer.pick, *picks[place + 1 :]))
    return found


def _play(program: Program, job: Job) -> list[tuple[Outcome, Mapping[Change, Outcome | None]]]:
    """One piece of work, in whatever process it is done."""
    plays = (pair(program, case, case.seed, changes) for case, changes in job.cases)
    return [(play.kept, play.changed) for play in plays]


def _largest(
    program: Program, split: SplitView, found: Mapping[Answer, Sequence[tuple[Outcome, Outcome]]], *, every: bool
) -> Effect | None:
    """Of a paper's answers, the one that would have moved most."""
    made = [
        _effect(program, split, a, found[a]) for a in _answers(split, every=every) if len(found[a]) >= LEAST_FOR_RANGE
    ]
    return max(made, key=lambda e: (e.size, e.people), default=None)


def _effect(program: Program, split: SplitView, answer: Answer, pairs: Sequence[tuple[Outcome, Outcome]]) -> Effect:
    measures = list(enumerate(program.scenario.debrief.measures))
    ranked = [(place, m) for place, m in measures if m.ranks and not m.toll]
    moved = tuple(_moved(m, [b.measures[place] - a.measures[place] for a, b in pairs]) for place, m in ranked)
    reached = [sum(was != now for was, now in zip(a.fates, b.fates, strict=True)) for a, b in pairs]
    say = next(row.say for row in split.rows if row.id == answer.pick)
    if split.field_label:
        say = f"{split.field_label}: {say}"
    size = max(
        (abs(m.middle) / (measure.little or 1e-9) for m, (_, measure) in zip(moved, ranked, strict=True)), default=0.0
    )
    return Effect(answer, split.turn_label, split.title, say, moved, sum(reached) / len(reached), size)


def _moved(measure: Measure, values: Sequence[float]) -> Moved:
    held = sorted(values)
    half = len(held) // 2
    middle = held[half] if len(held) % 2 else (held[half - 1] + held[half]) / 2
    at = (held[LEAST - 1], middle, held[-LEAST])
    return Moved(
        measure.id,
        measure.label,
        measure.unit,
        *at,
        (_words(measure, at[0]), _words(measure, at[1]), _words(measure, at[2])),
    )


def _words(measure: Measure, value: float) -> str:
    text = measure.says(value)
    return f"+{text}" if value > 0 and text.strip("0.,%") else text
