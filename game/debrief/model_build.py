"""From a scenario to how its model works. Pure.

Made from the declarations alone, so that no face and no page can say anything else than what runs.
"""

from __future__ import annotations

from game.debrief.model_views import (
    CitedRow,
    DrawRow,
    FlowRow,
    LeverRow,
    ModelView,
    OrderRow,
    ParameterRow,
    PassageView,
    RuleRow,
    StageRows,
    StockRow,
    TableRow,
    TrackRow,
)
from game.debrief.views import LimitView
from game.script.model import Scenario
from game.script.world import Lever, Parameter

STORY = "story"  # a flow that the desk reads and no other part of the model does


def model_view(scenario: Scenario) -> ModelView:
    """Everything a scenario says of its model."""
    world, header = scenario.world, scenario.header
    return ModelView(
        title=header.title,
        turns=tuple(t.label for t in header.turns),
        seasons=world.season_order,
        settings=tuple((s.id, s.label) for s in world.settings),
        standing_k=world.standing_k,
        passages=tuple(PassageView(p.title, _paragraphs(p.say)) for p in scenario.debrief.model),
        limits=tuple(LimitView(str(item.leans), item.say, item.sources) for item in scenario.debrief.limits),
        stocks=tuple(StockRow(s.id, s.label, s.unit, s.starts.text, s.low, s.high, s.status) for s in world.stocks),
        flows=tuple(FlowRow(f.id, f.label, f.unit, f.status == STORY) for f in world.flows),
        parameters=tuple(_parameter(p, scenario) for p in world.parameters),
        season_values=tuple(TrackRow(v.id, v.label, v.unit, v.values, "", ()) for v in world.seasons),
        series=tuple(TrackRow(s.id, s.label, s.unit, s.values, s.status, s.sources) for s in world.series),
        orders=tuple(OrderRow(s.id, s.say, s.k) for s in world.order_steps),
        levers=tuple(_lever(lever) for lever in world.levers),
        draws=tuple(DrawRow(d.id, d.label, str(d.kind)) for d in world.draws),
        tables=tuple(TableRow(t.id, t.label, tuple((p[0], p[1]) for p in t.points)) for t in world.tables),
        stages=_stages(scenario),
        cited=_cited(scenario),
    )


def _paragraphs(text: str) -> tuple[str, ...]:
    return tuple(" ".join(part.split()) for part in text.split("\n\n") if part.strip())


def _parameter(p: Parameter, scenario: Scenario) -> ParameterRow:
    apart = {s.id: s.set[p.id] for s in scenario.world.settings if p.id in s.set}
    return ParameterRow(p.id, p.label, p.unit, p.value, p.low, p.high, p.varies, p.status, p.source, p.sources, apart)


def _lever(lever: Lever) -> LeverRow:
    value = lever.successor_value
    return LeverRow(
        id=lever.id,
        label=lever.label,
        unit=lever.unit,
        low=lever.low,
        high=lever.high,
        open=tuple(bool(o) for o in lever.open),
        neutral=lever.neutral,
        line=lever.line,
        successor=f"k {lever.successor:g}" if value is None else f"{value:g}",
        one_turn=str(lever.lasts) == "turn",
        words=lever.words,
    )


def _stages(scenario: Scenario) -> tuple[StageRows, ...]:
    world = scenario.world
    labels = {item.id: item.label for item in (*world.stocks, *world.flows)}
    labels |= {v.id: v.label for v in scenario.figures.variables}
    rows = [
        (rule.stage, RuleRow(number, rule.target, labels.get(rule.target, rule.target), rule.to.text, rule.why))
        for number, rule in enumerate(world.rules, start=1)
    ]
    return tuple(
        StageRows(beat.then, beat.label or beat.id, tuple(row for stage, row in rows if stage == beat.then))
        for beat in scenario.header.beats
        if any(stage == beat.then for stage, _ in rows)
    )


def model_keys(scenario: Scenario) -> tuple[str, ...]:
    """The sources of parameters, tracks, stocks and limits."""
    world = scenario.world
    items = (*world.parameters, *world.series, *world.stocks, *scenario.debrief.limits)
    return tuple(name for item in items for name in item.sources)


def _cited(scenario: Scenario) -> tuple[CitedRow, ...]:
    """What the model rests on, in the order of the bibliography."""
    named = set(model_keys(scenario))
    return tuple(CitedRow(s.id, s.authors, s.year, s.title) for s in scenario.sources if s.id in named)
