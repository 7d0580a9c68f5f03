"""A class: what many runs of one story come to together. Pure; no run can be told from it, and it knows no names.

What became of the county is told of runs that have ended, and of at least three. Where some have not, they are left
out and named to whoever asked; where none has, only what was signed is told.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from attrs import evolve, frozen

from game.debrief.charts import pooled
from game.debrief.hidden import LEAST
from game.debrief.splits import SplitView, splits_of
from game.debrief.views import ChartBlock
from game.playtest.outcome import outcome_of
from game.script.aftermath import Measure
from game.script.tongue import _
from game.session.door import shown
from game.session.game import Game
from game.session.journal import SaveError

Named = tuple[str, Game]
MOST_NAMED = 4
LEAST_FOR_RANGE = 2 * LEAST
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


def together(named: Sequence[Named]) -> tuple[ClassView, list[str]]:
    """The view of a class, and a line for each run that was left out. Raises SaveError for runs that do not belong."""
    check_alike(named)
    ended = [(name, game) for name, game in named if game.run.ended]
    kept = ended or list(named)
    open_ones = [name for name, game in named if ended and not game.run.ended]
    left_out = [
        _("{name}: this run has not ended, so it is left out here").format(name=shown(name)) for name in open_ones
    ]
    games = [game for _, game in kept]
    first = games[0]
    header = first.program.scenario.header
    enough, closed = len(games) >= LEAST, bool(ended)
    signed, fates = splits_of(games, closed=closed) if enough else ((), ())
    view = ClassView(
        scenario=first.program.scenario.id,
        title=header.title,
        version=header.version,
        cut=first.cut,
        asked=len(named),
        runs=len(games),
        closed=closed,
        splits=signed,
        fates=fates,
        charts=pooled([g.run for g in games]) if enough and closed else (),
        spreads=_spreads(games) if len(games) >= LEAST_FOR_RANGE and closed else (),
        questions=tuple(q.ask for q in first.program.scenario.debrief.questions),
        cut_title=first.run.cut.title if first.run.cut else "",
    )
    return view, left_out


def check_alike(named: Sequence[Named]) -> None:
    """Whether all runs are of one story, one version of it and one cut. Raises SaveError, naming which are of which."""
    kinds: dict[tuple[str, str, str], list[str]] = {}
    for name, game in named:
        kinds.setdefault((game.program.scenario.id, game.program.logic[:4], game.cut), []).append(shown(name))
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


def _spreads(games: Sequence[Game]) -> tuple[SpreadView, ...]:
    """Every measure over the class; its ends are no single run's, but have three runs beyond or at them."""
    outcomes = [outcome_of(g.run).measures for g in games]
    measures = games[0].program.scenario.debrief.measures
    return tuple(_spread(m, sorted(o[place] for o in outcomes)) for place, m in enumerate(measures))


def _spread(measure: Measure, values: Sequence[float]) -> SpreadView:
    half = len(values) // 2
    middle = values[half] if len(values) % 2 else (values[half - 1] + values[half]) / 2
    places = PLACES.get(measure.format, 2)
    made = SpreadView(measure.id, measure.label, measure.unit, values[LEAST - 1], middle, values[-LEAST], places)
    if measure.format != PERCENT:
        return made
    return evolve(
        made, low=100 * made.low, middle=100 * made.middle, high=100 * made.high, unit=made.unit or _("in a hundred")
    )
