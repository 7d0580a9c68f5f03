"""The decisions of a run in order: what was signed, what followed at once, what came of it later, and why. Pure."""

from __future__ import annotations

from collections.abc import Iterable

from game.debrief.views import DecisionView, QuestionView, ReasonView, ReturnView, TouchView
from game.engine.memory import Decision
from game.engine.reasons import By, Change
from game.engine.run import Run
from game.engine.select import PLAN
from game.script.scenes import Choice, Order, Scene, Step
from game.script.tongue import _
from game.session.describe import STAY
from game.session.game import Game
from game.session.gazetteer import word_said


def decisions(game: Game) -> tuple[DecisionView, ...]:
    """Every line of the journal, looks among them."""
    run, teller = game.run, game.teller
    pairs = zip(teller.signed_lines, teller.consequences, strict=True)
    signed = {line.number: (line, followed) for line, followed in pairs}
    returns = _returns(game)
    found: list[DecisionView] = []
    for number, decision in enumerate(run.decisions, start=1):
        if decision.scene.startswith(PLAN):
            found.append(_looks(game, number, decision))
            continue
        line, followed = signed[number]
        scene = run.program.scenes[decision.scene]
        index = run.program.turn_index[decision.turn]
        choice, parts = signed_parts(scene, decision.picks)
        found.append(
            DecisionView(
                number=number,
                turn=decision.turn,
                turn_label=line.turn,
                scene=scene.id,
                title=line.title,
                choice=choice,
                stance=tuple(str(p.stance) for p in parts),
                act=line.act,
                at_once=followed.texts,
                orders=followed.orders,
                later=returns.get(number, ()),
                why=_why(run, index, {f"{scene.id}.{c}" for c in choice}, By.DECISION),
                people=people_of(run, scene),
                ask=scene.ask,
            )
        )
    return tuple(found)


def earlier(game: Game) -> tuple[DecisionView, ...]:
    """What a lesson declares as signed before it began."""
    run = game.run
    say = game.teller.wording.text
    words = {lever.id: lever.words for lever in run.program.scenario.world.levers}
    found: list[DecisionView] = []
    for item in run.cut.earlier if run.cut else ():
        scene = run.program.scenes[item.scene]
        picks = tuple(item.sign[f.id] for f in scene.fields) or (item.sign[""],)
        choice, parts = signed_parts(scene, picks)
        turn = run.program.turns[run.program.turn_index[scene.turns[0]]]
        values = run.closed[run.program.turn_index[turn.id]]
        acts = [say(p.say, values, run.memory) for p in parts]
        if scene.fields:
            acts = [f"{f.label}: {act}" for f, act in zip(scene.fields, acts, strict=True)]
        orders = [(o.lever or f, o.step) for p, f in zip(parts, _levers(scene), strict=True) for o in _orders(p)]
        sources = {f"{scene.id}.{c}" for c in choice}
        found.append(
            DecisionView(
                number=0,
                turn=turn.id,
                turn_label=turn.label,
                scene=scene.id,
                title=say(scene.title, values, run.memory),
                choice=choice,
                stance=tuple(str(p.stance) for p in parts),
                act="; ".join(acts),
                orders=tuple(dict.fromkeys(w for name, step in orders if (w := words[name].get(step, "")))),
                later=tuple(_returned(game, i) for i, (_, r) in enumerate(game.teller.returned) if r.source in sources),
                why=_why(run, run.program.turn_index[turn.id], sources, By.DECISION),
                people=people_of(run, scene),
            )
        )
    return tuple(found)


def questions(run: Run, signed: Iterable[DecisionView]) -> tuple[QuestionView, ...]:
    """The question of every scene that was signed, tied to what was signed; then the questions to any run."""
    own = [QuestionView(d.ask, touch(d)) for d in {d.scene: d for d in signed if d.ask}.values()]
    return (*own, *(QuestionView(q.ask) for q in run.program.scenario.debrief.questions))


def touch(decision: DecisionView) -> TouchView:
    """A decision in a line."""
    return TouchView(decision.number, decision.turn_label, decision.title, decision.act, decision.looks)


def signed_parts(scene: Scene, picks: tuple[str, ...]) -> tuple[tuple[str, ...], tuple[Choice | Step, ...]]:
    """What the picks of a decision name: `choice`, or `field.step` for each field, and the parts themselves."""
    if scene.choices:
        return picks, tuple(c for c in scene.choices if c.id == picks[0])
    names = tuple(f"{f.id}.{pick}" for f, pick in zip(scene.fields, picks, strict=True))
    return names, tuple(s for f, pick in zip(scene.fields, picks, strict=True) for s in f.steps if s.id == pick)


def people_of(run: Run, *scenes: Scene) -> tuple[str, ...]:
    """The people whom scenes name, or whose threads name the scenes, in the story's order."""
    ids = {s.id for s in scenes}
    named = {name for s in scenes for name in s.people}
    return tuple(p.id for p in run.program.scenario.people if p.id in named or ids & set(p.threads))


def _looks(game: Game, number: int, decision: Decision) -> DecisionView:
    """A day plan: where the player went, and what was there."""
    run = game.run
    index = run.program.turn_index[decision.turn]
    papers = {p.id: p for i, p in game.teller.archive if i == index}
    came = [papers[name] for name in decision.picks]
    return DecisionView(
        number=number,
        turn=decision.turn,
        turn_label=run.program.turns[index].label,
        scene=decision.scene,
        title=_("Days to go and look"),
        choice=decision.picks,
        stance=(),
        act="; ".join(p.title for p in came) or _(STAY),
        looks=True,
        missed=tuple(t for n, t in game.teller.leads.get(number, {}).items() if n not in decision.picks),
        at_once=tuple(p.text for p in came),
        why=_why(run, index, set(decision.picks), By.ARRIVAL),
        people=people_of(run, *(run.program.scenes[name] for name in decision.picks)),
    )


def _returns(game: Game) -> dict[int, tuple[ReturnView, ...]]:
    """What fell due, by the number of the decision it came of: the latest one that signed the same thing before."""
    run = game.run
    signed: list[tuple[int, int, set[str]]] = []
    for number, d in enumerate(run.decisions, start=1):
        if not d.scene.startswith(PLAN):
            choice, _ = signed_parts(run.program.scenes[d.scene], d.picks)
            signed.append((number, run.program.turn_index[d.turn], {f"{d.scene}.{c}" for c in choice}))
    found: dict[int, list[ReturnView]] = {}
    for i, (told, view) in enumerate(game.teller.returned):
        whose = [number for number, turn, sources in signed if view.source in sources and turn < told]
        if whose:
            found.setdefault(whose[-1], []).append(_returned(game, i))
    return {number: tuple(views) for number, views in found.items()}


def _returned(game: Game, place: int) -> ReturnView:
    index, view = game.teller.returned[place]
    return ReturnView(game.run.program.turns[index].label, view.text)


def _why(run: Run, index: int, sources: set[str], by: By) -> tuple[ReasonView, ...]:
    """What a decision changed, in words. An open run keeps its reasons to itself."""
    if run.trace is None or not run.over:
        return ()
    changes = [c for c in run.trace.changed if c.turn == index and c.by is by and c.source in sources]
    return tuple(_reason(run, c) for c in changes)


def _reason(run: Run, change: Change) -> ReasonView:
    scenario = run.program.scenario
    labels = {i.id: i.label for i in (*scenario.world.stocks, *scenario.figures.variables)}
    symbol = run.program.scope.symbols[change.target]
    if symbol.words:
        moved = word_said(scenario, symbol.words[int(change.new)])
    elif change.target in run.program.layout.flags:
        moved = "yes" if change.new else "no"
    else:
        moved = step_words(change.new - change.old)
    return ReasonView(labels[change.target], moved, change.because)


def step_words(step: float) -> str:
    """By how much a figure moved, in three digits; whole tonnes and people in full."""
    if not step:
        return _("as it was")
    size = abs(step)
    return _("{up} by {size}").format(
        up=_("up") if step > 0 else _("down"), size=f"{size:,.0f}" if size >= 999.5 else f"{size:.3g}"
    )


def _levers(scene: Scene) -> tuple[str, ...]:
    """The lever each signed part orders by itself: one a field, none for choices."""
    return tuple(f.sets for f in scene.fields) or ("",)


def _orders(part: Choice | Step) -> tuple[Order, ...]:
    own = part.order if isinstance(part, Step) else None
    return (*((own,) if own is not None else ()), *part.orders)
