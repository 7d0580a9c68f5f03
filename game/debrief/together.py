"""A class: what many runs of one story come to together. Pure; no run can be told from it, and it knows no names.

What became of the county is told of runs that have ended, and of at least three. Where one or two have not, they are
carried on (`group.carried_on`); where more, they are left out; both are named to whoever asked. Where none has ended,
only what was signed is told.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from attrs import evolve, frozen

from game.debrief.charts import pooled
from game.debrief.group import knew, silences
from game.debrief.group.averages import LEAST_FOR_RANGE, Average, averages, mean_ratchet
from game.debrief.group.carried_on import carried_on
from game.debrief.group.knew import ClassKnew, read_at, turn_to_ask
from game.debrief.hidden import LEAST
from game.debrief.history import library
from game.debrief.splits import SplitView, counted, fates, signed
from game.debrief.toll import rounded
from game.debrief.understanding_views import RatchetView
from game.debrief.views import ChartBlock
from game.engine.run import Run
from game.playtest.apart import some_apart
from game.playtest.outcome import outcome_of
from game.script.aftermath import Measure
from game.script.tongue import _
from game.session.door import shown
from game.session.journal import SaveError

Named = tuple[str, Run]
MOST_NAMED = 4
PERCENT = "percent"
PLACES = {"int": 0, "one": 1, "two": 2, PERCENT: 1}


@frozen
class SpreadView:
    """A measure over the class: three runs lie at or below `low`, three at or above `high`."""

    measure: str
    label: str
    unit: str
    low: float
    middle: float
    high: float
    places: int


@frozen
class ClassView:
    """What a class came to. `asked` counts all runs given, `runs` those that are in it."""

    scenario: str
    title: str
    version: int
    cut: str
    asked: int
    runs: int
    closed: bool
    splits: tuple[SplitView, ...]
    fates: tuple[SplitView, ...]
    charts: tuple[ChartBlock, ...]
    spreads: tuple[SpreadView, ...]
    questions: tuple[str, ...]
    cut_title: str = ""
    silences: tuple[SplitView, ...] = ()
    knew: ClassKnew | None = None
    averages: tuple[Average, ...] = ()
    ratchet: RatchetView | None = None
    carried: int = 0  # of `runs`, those that have not ended and were carried on
    apart: bool = False  # less to eat at the leanest time and yet fewer dead, in some run beside another


def together(named: Sequence[Named]) -> tuple[ClassView, list[str]]:
    """The view of a class, and a line for each run that was left out. Raises SaveError for runs that do not belong."""
    check_alike(named)
    runs = runs_of(named)
    closed = any(run.ended for run in runs)
    left_out, carried = _unfinished(named, runs) if closed else ([], 0)
    first = runs[0]
    header = first.program.scenario.header
    enough = len(runs) >= LEAST
    parts = _parts(runs, closed=closed) if enough else _Parts()
    spreads, odd = _spreads(runs) if len(runs) >= LEAST_FOR_RANGE and closed else ((), False)
    view = ClassView(
        scenario=first.program.scenario.id,
        title=header.title,
        version=header.version,
        cut=first.cut.id if first.cut else "",
        asked=len(named),
        runs=len(runs),
        closed=closed,
        splits=parts.signed,
        fates=parts.fates,
        silences=parts.silences,
        knew=parts.knew,
        averages=averages(runs, library(first.program.scenario).record) if enough and closed else (),
        ratchet=mean_ratchet(runs) if enough and closed else None,
        charts=pooled(runs) if enough and closed else (),
        spreads=spreads,
        apart=odd,
        carried=carried,
        questions=tuple(q.ask for q in first.program.scenario.debrief.questions),
        cut_title=first.cut.title if first.cut else "",
    )
    return view, left_out


def runs_of(named: Sequence[Named]) -> list[Run]:
    """The runs that a class's debrief is made of: those that have ended, one or two carried on; or all, if none has."""
    runs = carried_on([run for _name, run in named])
    return [run for run in runs if run.ended] or runs


def _unfinished(named: Sequence[Named], runs: Sequence[Run]) -> tuple[list[str], int]:
    """A line for each run that has not ended, and how many of them are carried on."""
    names = [shown(name) for name, run in named if not run.ended]
    if len(runs) == len(named):
        says = _("{name}: this run has not ended; from where it stands it is carried on with what most have signed")
        return [says.format(name=name) for name in names], len(names)
    return [_("{name}: this run has not ended, so it is left out here").format(name=name) for name in names], 0


@frozen
class _Parts:
    """What is counted, hidden over all of it together."""

    signed: tuple[SplitView, ...] = ()
    fates: tuple[SplitView, ...] = ()
    silences: tuple[SplitView, ...] = ()
    knew: ClassKnew | None = None


def _parts(runs: Sequence[Run], *, closed: bool) -> _Parts:
    papers = list(signed(runs))
    if not closed:
        return _Parts(counted(papers, [], len(runs))[0])
    turn = turn_to_ask(papers)
    told = read_at(runs, turn) if turn else []
    echoes = [list(fates(runs)), list(silences.asked_of(runs)), knew.asked_of(runs, turn, told) if turn else []]
    shown_papers, people, silent, known = counted(papers, echoes, len(runs))
    return _Parts(shown_papers, people, silent, knew.knew_of(runs, turn, told, known))


def check_alike(named: Sequence[Named]) -> None:
    """Whether all runs are of one story, one version of it and one cut. Raises SaveError, naming which are of which."""
    kinds: dict[tuple[str, str, str], list[str]] = {}
    for name, run in named:
        cut = run.cut.id if run.cut else ""
        kinds.setdefault((run.program.scenario.id, run.program.logic[:4], cut), []).append(shown(name))
    if len(kinds) < 2:
        return
    several = Counter(scenario for scenario, _, _ in {(s, logic, "") for s, logic, _ in kinds})
    told = [
        _("{names} of {value} ({names2})").format(
            names=len(names), value=_kind(*kind, versions=several[kind[0]] > 1), names2=_some(names)
        )
        for kind, names in sorted(kinds.items(), key=lambda item: -len(item[1]))
    ]
    raise SaveError(
        _("these runs cannot stand in one debrief: {told}; give each kind apart").format(told=_("; ").join(told))
    )


def _kind(scenario: str, logic: str, cut: str, *, versions: bool) -> str:
    played = _("the lesson `{cut}`").format(cut=cut) if cut else _("the full run")
    return f"{scenario}, {played}" + (_(", story version {logic}").format(logic=logic) if versions else "")


def _some(names: Sequence[str]) -> str:
    more = len(names) - MOST_NAMED
    return ", ".join(names[:MOST_NAMED]) + (_(" and {more} more").format(more=more) if more > 0 else "")


def _spreads(runs: Sequence[Run]) -> tuple[tuple[SpreadView, ...], bool]:
    """Every measure over the class; its ends are no single run's, but have three runs beyond or at them.

    And whether what there was to eat and the dead do not go together in all runs.
    """
    outcomes = [outcome_of(run) for run in runs]
    measures = runs[0].program.scenario.debrief.measures
    made = (_spread(m, sorted(o.measures[place] for o in outcomes)) for place, m in enumerate(measures))
    return tuple(made), some_apart(measures, outcomes)


def _spread(measure: Measure, values: Sequence[float]) -> SpreadView:
    half = len(values) // 2
    middle = values[half] if len(values) % 2 else (values[half - 1] + values[half]) / 2
    places = PLACES.get(measure.format, 2)
    toll = measure.toll and measure.format == "int"  # a range of the dead, not the digit
    low, middle, high = (rounded(v) if toll else v for v in (values[LEAST - 1], middle, values[-LEAST]))
    made = SpreadView(measure.id, measure.label, measure.unit, low, middle, high, places)
    if measure.format != PERCENT:
        return made
    return evolve(
        made, low=100 * made.low, middle=100 * made.middle, high=100 * made.high, unit=made.unit or _("in a hundred")
    )
