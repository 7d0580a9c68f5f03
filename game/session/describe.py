"""From a game to views: the one place that knows both. Pure: asking twice gives the same answer."""

from __future__ import annotations

from typing import TYPE_CHECKING

from attrs import evolve

from game.engine.pending import Pending
from game.engine.run import Run
from game.script.header import Pause
from game.script.model import Row
from game.script.scenes import Choice, Field, Step
from game.script.tongue import N_, _
from game.session.gazetteer import gazetteer
from game.session.teller import Teller, order_words
from game.session.told import last_seen, last_told
from game.session.trial import trial_line
from game.session.views import (
    AskKind,
    AskView,
    CalendarView,
    ChartView,
    DeskView,
    FieldView,
    FigureView,
    LeadView,
    MapView,
    OptionView,
    OrderView,
    PersonView,
    PlaceView,
    PlanView,
    Role,
    SeriesView,
    Status,
    TermView,
)
from game.session.wording import Wording

if TYPE_CHECKING:
    from game.session.asked import Asked
    from game.session.game import Game

SEPARATOR = "; "
STAY = N_("Stay at the desk, and read what lies there")


def desk(game: Game) -> DeskView:
    """Everything on the desk."""
    run, teller = game.run, game.teller
    header = run.program.scenario.header
    wording = teller.wording
    rows = sorted((r for r in run.program.scenario.figures.ledger if r.desk), key=lambda r: r.desk)
    desks = {d.id: d.label for d in header.desks}
    papers = tuple(teller.papers)
    own = run.decisions[run.past :]
    pause = pause_at(run)
    landmarks = {row.id: row for row in run.program.scenario.figures.landmarks}
    return DeskView(
        scenario=run.program.scenario.id,
        title=header.title,
        desk=desks[run.desk],
        calendar=_calendar(run),
        figures=tuple(_row(teller, run, r) for r in rows),
        later=tuple(teller.later),
        papers=papers,
        ask=_ask(run, wording),
        consequence=teller.consequence,
        turn_changed=teller.turn_changed,
        record=next((p.record for p in papers if p.kind == "news" and p.record), ""),
        pause=pause.ask if pause else "",
        beside=tuple(wording.row(landmarks[name], run) for name in pause.beside) if pause else (),
        decisions=len(own),
        signatures=sum(not d.scene.startswith("looks.") for d in own),
        ended=run.ended,
        notice=game.notice,
        passed=tuple(teller.passed),
        laid_down=run.laid_down,
        stamp=header.stamp,
        read=teller.read,
        trial=trial_line(game.first, run) if game.first is not None else "",
    )


def _calendar(run: Run) -> CalendarView:
    """The turn that lies on the desk: the last one played, where time has run on without a desk."""
    turns = [t for t in run.program.turns if not t.silent]
    if run.cut:
        first, last = run.program.turn_index[run.cut.first], run.program.turn_index[run.cut.last]
        turns = turns[min(first, run.index) : last + 1]
    here = run.program.turns[run.index]
    place = turns.index(here) if here in turns else len(turns) - 1
    turn = turns[place]
    return CalendarView(turn.label, turn.months, place, tuple(t.label for t in turns), turn.in_sentence)


def pause_at(run: Run) -> Pause | None:
    """Where a class stops to predict, and the run stands there: the scene it follows came in the turn before."""
    for pause in run.cut.predictions if run.cut else ():
        last = run.memory.last.get(pause.after)
        if last is not None and run.index - last == 1 and not any(d.turn == run.turn_id for d in run.decisions):
            return pause
    return None


def _ask(run: Run, wording: Wording) -> AskView | None:
    pending = run.pending
    if pending is None:
        return None
    if pending.plan is not None:
        return AskView(AskKind.PLAN, pending.id, plan=_plan(run, pending, wording))
    scene = pending.scene
    assert scene is not None
    if scene.choices:
        options = tuple(
            _option(n, c, free, run, wording)
            for n, (c, free) in enumerate(zip(scene.choices, pending.open[0], strict=True), start=1)
        )
        return AskView(AskKind.CHOICE, scene.id, options=options)
    fields = tuple(_field(f, row, run, wording) for f, row in zip(scene.fields, pending.open, strict=True))
    return AskView(AskKind.FORM, scene.id, fields=fields)


def _option(number: int, part: Choice | Step, free: bool, run: Run, wording: Wording, value: str = "") -> OptionView:
    say = wording.text
    locked = "" if free else say(part.locked, run.values, run.memory) or _("Closed to you here.")
    return OptionView(part.id, number, say(part.say, run.values, run.memory), value, locked)


def _field(field: Field, row: tuple[bool, ...], run: Run, wording: Wording) -> FieldView:
    landmarks = {r.id: r for r in run.program.scenario.figures.landmarks}
    options = tuple(
        _option(n, step, free, run, wording, step_value(field, step, run, wording))
        for n, (step, free) in enumerate(zip(field.steps, row, strict=True), start=1)
    )
    beside = tuple(wording.row(landmarks[name], run) for name in field.beside)
    return FieldView(field.id, field.label, field.unit, options, beside)


def step_value(field: Field, step: Step, run: Run, wording: Wording) -> str:
    """What a step writes into its field, in words."""
    formula = step.value or field.value
    if formula is None:
        return ""
    number = run.program.step_amount(formula, field, step, run.index, run.values, run.memory)
    return wording.number(number, field.format)


def _plan(run: Run, pending: Pending, wording: Wording) -> PlanView:
    assert pending.plan is not None
    scenes = run.program.scenes
    titles = {name: wording.text(scenes[name].title, run.values, run.memory) for plan in pending.plan for name in plan}
    leads = tuple(LeadView(name, title, scenes[name].days, scenes[name].sender) for name, title in titles.items())
    options = tuple(
        OptionView(SEPARATOR.join(plan) or "stay", n, SEPARATOR.join(titles[i] for i in plan) or _(STAY))
        for n, plan in enumerate(pending.plan, start=1)
    )
    return PlanView(run.program.turns[run.index].days, leads, options, pending.plan)


def _row(teller: Teller, run: Run, row: Row) -> FigureView:
    """A line of the ledger: as it stands while something waits, and once nothing does, as it was last read."""
    return teller.reading.row(row, teller.wording) if teller.reading is not None else teller.wording.row(row, run)


def ledger(game: Asked) -> tuple[FigureView, ...]:
    """Every row of the ledger, those of one heading together; each with what was last seen of it, if that is past."""
    run, teller = game.run, game.teller
    rows = run.program.scenario.figures.ledger
    labels = {t.id: t.label for t in run.program.turns}
    headings = list(dict.fromkeys(r.group for r in rows))
    found: list[FigureView] = []
    for row in sorted(rows, key=lambda r: headings.index(r.group)):
        view = _row(teller, run, row)
        seen = last_seen(row, teller.told, labels) if view.status is not Status.SEEN else ""
        found.append(evolve(view, last_seen=seen))
    return tuple(found)


def history(game: Asked, row: str) -> ChartView | None:
    """What was told of a row, a point a turn, the open one among them; None for a row that is not drawn."""
    declared = next((r for r in game.run.program.scenario.figures.ledger if r.id == row and r.chart), None)
    if declared is None:
        return None
    labels = {t.id: t.label for t in game.run.program.turns}
    told = game.teller.tellings()
    return ChartView(
        id=row,
        title=_("{label}, as the desk was told").format(label=declared.label),
        unit=declared.unit,
        labels=tuple(labels[t.turn] for t in told),
        series=(SeriesView("told", _("told"), Role.REPORTED, tuple(t.figures[row][0] for t in told)),),
        sentence=last_told(declared, told, labels),
    )


def people(game: Asked) -> tuple[PersonView, ...]:
    """The people with their line of the moment."""
    run, say = game.run, game.teller.wording.text
    found: list[PersonView] = []
    for p in run.program.scenario.people:
        status = next(
            (
                say(s.say, run.values, run.memory)
                for s in p.status
                if s.when is None or run.program.call(s.when, run.values, run.memory)
            ),
            "",
        )
        about = say(p.about, run.values, run.memory)
        status = _beyond(p.role, status)
        own = beside(p.characters, p.name)
        found.append(PersonView(p.id, p.name, p.role, about, p.wants, status, p.real, own, p.pronounce))
    return tuple(found)


def _beyond(role: str, text: str) -> str:
    """What a text says beyond the role that stands before it: not that role again, nor a sentence that is all in it."""
    if text.startswith(f"{role}, "):
        rest = text.removeprefix(f"{role}, ")
        return rest[:1].upper() + rest[1:]
    first, stop, rest = text.partition(".")
    return rest.strip() if stop and set(first.lower().split()) <= set(role.lower().replace(",", " ").split()) else text


def orders(game: Asked) -> tuple[OrderView, ...]:
    """Orders in force, the latest first."""
    run = game.run
    levers = {lever.id: lever for lever in run.program.scenario.world.levers}
    signed = sorted(run.memory.orders.items(), key=lambda item: -item[1].turn)
    return tuple(
        OrderView(name, levers[name].label, order_words(run, name), run.program.turns[order.turn].label)
        for name, order in signed
        if "." in order.source  # signed by a decision, not by the way (a look)
    )


def places(game: Asked) -> tuple[PlaceView, ...]:
    """The places, in the story's order."""
    found = gazetteer(game.run.program.scenario).places
    return tuple(
        PlaceView(p.id, p.name, p.about, beside(p.characters, p.name), p.pronounce, str(p.real)) for p in found
    )


def drawn_map(game: Asked) -> MapView:
    """The map of the story."""
    found = gazetteer(game.run.program.scenario)
    return MapView(found.map, found.map_words)


def glossary(game: Asked) -> tuple[TermView, ...]:
    """The glossary, by the alphabet."""
    terms = sorted(game.run.program.scenario.glossary, key=lambda t: t.term.lower())
    return tuple(TermView(t.term, t.say, beside(t.characters, t.term), t.pronounce, t.also) for t in terms)


def beside(characters: str, name: str) -> str:
    """How something is written in its own characters; nothing where the name is written so already."""
    return "" if characters == name else characters
