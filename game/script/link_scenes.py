"""What must be true of scenes beyond their own lines: references, levers, effects, and what must not be missing."""

from __future__ import annotations

from game.script.checker import Kind, Scope, Symbol, check
from game.script.faults import Faults, nearest
from game.script.model import Scenario
from game.script.scenes import Basis, Choice, Effect, Scene, SceneKind, Step


def link_scenes(scenario: Scenario, scope: Scope, faults: Faults) -> None:
    """Check every scene of a scenario."""
    seen: set[str] = set()
    for scene in scenario.scenes:
        if faults.full:
            return
        if scene.id in seen:
            faults.add("declared-twice", scene.place, f"there are two scenes called `{scene.id}`", "an id is used once")
        seen.add(scene.id)
        _references(scene, scenario, faults)
        _form(scene, scenario, scope, faults)
        for part in _parts(scene):
            _part(part, scene, scenario, scope, faults)
        _effects(scene.effects, scenario, scope, faults)
        _complete(scene, faults)


def _parts(scene: Scene) -> tuple[Choice | Step, ...]:
    return (*scene.choices, *(s for f in scene.fields for s in f.steps))


def _references(scene: Scene, scenario: Scenario, faults: Faults) -> None:
    header = scenario.header
    known = {
        "turn": ({t.id for t in header.turns}, scene.turns),
        "beat": ({b.id for b in header.beats}, (scene.beat,) if scene.beat else ()),
        "desk": ({d.id for d in header.desks} | {"any"}, (scene.desk,) if scene.desk else ()),
        "person": ({p.id for p in scenario.people}, scene.people),
        "source": ({s.id for s in scenario.sources}, scene.sources),
    }
    for what, (names, used) in known.items():
        for name in used:
            if name not in names:
                faults.add(
                    f"unknown-{what}", scene.place, f"`{scene.id}` names the {what} `{name}`", nearest(name, names)
                )
    if not 1 <= scene.weight <= 5:
        faults.add("range", scene.place, "a weight is 1 to 5")


def _form(scene: Scene, scenario: Scenario, scope: Scope, faults: Faults) -> None:
    levers = {lever.id for lever in scenario.world.levers}
    landmarks = {r.id for r in scenario.figures.landmarks}
    inside = Scope(
        symbols={**scope.symbols, "this": Symbol("this", Kind.NUMBER)},
        tables=scope.tables,
        draws=scope.draws,
        scenes=scope.scenes,
    )
    for field in scene.fields:
        if field.sets and field.sets not in levers:
            faults.add("unknown-lever", field.place, f"`{field.sets}` is not a lever", nearest(field.sets, levers))
        for name in field.beside:
            if name not in landmarks:
                faults.add("unknown-landmark", field.place, f"`{name}` is not a landmark", nearest(name, landmarks))
        for value in (field.value, *(s.value for s in field.steps)):
            if value is not None:
                check(value.expr, inside, value.place, faults, Kind.NUMBER)
        if not 2 <= len(field.steps) <= 5:
            faults.add("range", field.place, f"the field `{field.id}` needs two to five steps")
        for step in field.steps:
            if step.order is not None and not field.sets:
                faults.add("no-lever", step.place, "a step has an order but its field sets no lever", "add `sets:`")


def _part(part: Choice | Step, scene: Scene, scenario: Scenario, scope: Scope, faults: Faults) -> None:
    levers = {lever.id for lever in scenario.world.levers}
    steps = {s.id for s in scenario.world.order_steps}
    order = part.order if isinstance(part, Step) else None
    for item in (*part.orders, *((order,) if order else ())):
        if item.lever and item.lever not in levers:
            faults.add("unknown-lever", item.place, f"`{item.lever}` is not a lever", nearest(item.lever, levers))
        if item.step and item.step not in steps:
            hint = nearest(item.step, steps) or "one of " + ", ".join(sorted(steps))
            faults.add("unknown-step", item.place, f"`{item.step}` is not a step of an order", hint)
    _effects(part.effects, scenario, scope, faults)
    turns = {t.id for t in scenario.header.turns}
    for later in part.later:
        if later.turn not in turns:
            faults.add("unknown-turn", later.place, f"`{later.turn}` is not a turn", nearest(later.turn, turns))
    if part.needs is not None and part.locked is None:
        faults.add("missing-key", part.place, "a choice that can be locked must say why", "add `locked:`")
    if not (part.effects or part.orders or order or part.later or isinstance(part, Step) or _counts(scene, part)):
        faults.add("empty-choice", part.place, f"`{part.id}` changes nothing", "give it an order, an effect or a later")


def _counts(scene: Scene, part: Choice | Step) -> bool:
    """A choice without effects still counts when others of its scene have some: doing nothing is an act."""
    return any(p.effects or p.orders or p.later for p in _parts(scene) if p is not part)


def _effects(effects: tuple[Effect, ...], scenario: Scenario, scope: Scope, faults: Faults) -> None:
    stocks = {s.id for s in scenario.world.stocks}
    variables = {v.id: v for v in scenario.figures.variables}
    for effect in effects:
        symbol = scope.symbols.get(effect.target)
        if symbol is None or (effect.target not in stocks and effect.target not in variables):
            hint = nearest(effect.target, stocks | set(variables)) or "declare it in figures.yaml"
            faults.add("unknown-name", effect.place, f"`{effect.target}` cannot be changed by an effect", hint)
            continue
        if symbol.kind is Kind.NUMBER:
            check(effect.amount.expr, scope, effect.amount.place, faults, Kind.NUMBER)
            continue
        words = symbol.words or ("no", "yes")
        if effect.op != "=" or effect.amount.text not in words:
            hint = nearest(effect.amount.text, words) or "one of " + ", ".join(words)
            faults.add("unknown-word", effect.place, f"`{effect.target}` cannot become `{effect.amount.text}`", hint)


def _complete(scene: Scene, faults: Faults) -> None:
    if scene.decides and not scene.ask:
        faults.add("missing-key", scene.place, f"`{scene.id}` has a decision and no question", "add `ask:`")
    if scene.kind is SceneKind.FORM and not scene.fields:
        faults.add("missing-key", scene.place, f"the form `{scene.id}` has no fields", "add `fields:`")
    if scene.fields and scene.choices:
        faults.add(
            "two-kinds", scene.place, f"`{scene.id}` has both choices and fields", "a scene has one or the other"
        )
    if scene.kind in (SceneKind.LOOK, SceneKind.NEWS) and scene.decides:
        faults.add("two-kinds", scene.place, f"`{scene.id}` is a {scene.kind} and cannot be signed")
    if len(scene.choices) == 1:
        faults.add("range", scene.place, f"`{scene.id}` has one choice", "a decision needs two to five")
    if not scene.sources and scene.basis != "invented":
        faults.add(
            "no-sources", scene.place, f"`{scene.id}` has no sources", "add `sources:`, or say `basis: invented`"
        )
    if not scene.record and scene.kind is not SceneKind.LOOK and scene.basis is not Basis.INVENTED:
        faults.add("missing-key", scene.place, f"`{scene.id}` has no `record`", "one line of what was on paper by then")
    ids = [p.id for p in scene.choices]
    if len(set(ids)) != len(ids):
        faults.add("declared-twice", scene.place, f"two choices of `{scene.id}` have one id")
    if scene.fields and not scene.after and any(s.after is None for f in scene.fields for s in f.steps):
        faults.add("missing-key", scene.place, f"the form `{scene.id}` does not say what follows", "add `after:`")
