"""What must be true of scenes beyond their own lines: references, levers, effects, and what must not be missing."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from attrs import frozen

from game.script.checker import Kind, Scope, check, form_scope
from game.script.faults import Faults, nearest
from game.script.model import Scenario
from game.script.scenes import Basis, Choice, Effect, Scene, SceneKind, Step
from game.script.within import within

_KEYS = {
    "unknown-turn": "turn",
    "unknown-beat": "beat",
    "unknown-desk": "desk",
    "unknown-person": "people",
    "unknown-source": "sources",
}


@frozen
class Known:
    """All that a scene may name, gathered once for all of them."""

    scope: Scope
    inside: Scope  # of the values of forms
    used: Mapping[str, frozenset[str]]  # by the code of the finding
    levers: frozenset[str]
    landmarks: frozenset[str]
    steps: frozenset[str]
    turns: frozenset[str]
    changed: frozenset[str]  # by effects

    @classmethod
    def of(cls, scenario: Scenario, scope: Scope) -> Known:
        """What a scenario declares."""
        header, world, figures = scenario.header, scenario.world, scenario.figures
        turns = frozenset(t.id for t in header.turns)
        used = {
            "unknown-turn": turns,
            "unknown-beat": frozenset(b.id for b in header.beats),
            "unknown-desk": frozenset((*(d.id for d in header.desks), "any")),
            "unknown-person": frozenset(p.id for p in scenario.people),
            "unknown-source": frozenset(s.id for s in scenario.sources),
        }
        return cls(
            scope,
            form_scope(scope),
            used,
            levers=frozenset(lever.id for lever in world.levers),
            landmarks=frozenset(r.id for r in figures.landmarks),
            steps=frozenset(s.id for s in world.order_steps),
            turns=turns,
            changed=frozenset((*(s.id for s in world.stocks), *(v.id for v in figures.variables))),
        )


def link_scenes(scenes: Sequence[Scene], unsure: Sequence[Scene], known: Known, faults: Faults) -> None:
    """Check that no two scenes have one id, and each that is not sure."""
    faults.twice(((s.id, s.place) for s in scenes), "scene")
    for scene in unsure:
        if faults.full:
            return
        _scene(scene, known, faults)


def _scene(scene: Scene, known: Known, faults: Faults) -> None:
    """Check one scene against what the scenario declares."""
    _references(scene, known, faults)
    _form(scene, known, faults)
    for part in scene.parts:
        _part(part, scene, known, faults)
    _effects(scene.effects, known, faults)
    _complete(scene, faults)


def _references(scene: Scene, known: Known, faults: Faults) -> None:
    named = {
        "unknown-turn": scene.turns,
        "unknown-beat": (scene.beat,) if scene.beat else (),
        "unknown-desk": (scene.desk,) if scene.desk else (),
        "unknown-person": scene.people,
        "unknown-source": scene.sources,
    }
    for code, used in named.items():
        names = known.used[code]
        for name in used:
            if name not in names:
                at = within(scene.place, _KEYS[code], name)
                faults.add(code, at, "scene", id=scene.id, name=name, hint=nearest(name, names))
    if not 1 <= scene.weight <= 5:
        faults.add("range", within(scene.place, "weight"), "weight")


def _form(scene: Scene, known: Known, faults: Faults) -> None:
    levers, landmarks = known.levers, known.landmarks
    for field in scene.fields:
        if field.sets and field.sets not in levers:
            at = within(field.place, "sets")
            faults.add("unknown-lever", at, name=field.sets, hint=nearest(field.sets, levers))
        for name in field.beside:
            if name not in landmarks:
                at = within(field.place, "beside", name)
                faults.add("unknown-landmark", at, name=name, hint=nearest(name, landmarks))
        for value in (field.value, *(s.value for s in field.steps)):
            if value is not None:
                check(value.expr, known.inside, value.place, faults, Kind.NUMBER)
        if not 2 <= len(field.steps) <= 5:
            faults.add("range", field.place, "steps", id=field.id)
        for step in field.steps:
            if step.order is not None and not field.sets:
                faults.add("no-lever", within(step.place, "order"))


def _part(part: Choice | Step, scene: Scene, known: Known, faults: Faults) -> None:
    levers, steps, turns = known.levers, known.steps, known.turns
    order = part.order if isinstance(part, Step) else None
    for item in (*part.orders, *((order,) if order else ())):
        if item.lever and item.lever not in levers:
            faults.add("unknown-lever", item.named, name=item.lever, hint=nearest(item.lever, levers))
        if item.step and item.step not in steps:
            hint = nearest(item.step, steps) or "one of " + ", ".join(sorted(steps))
            faults.add("unknown-step", item.place, name=item.step, hint=hint)
    _effects(part.effects, known, faults)
    for later in part.later:
        if later.turn not in turns:
            at = within(later.place, "turn")
            faults.add("unknown-turn", at, name=later.turn, hint=nearest(later.turn, turns))
    if part.needs is not None and part.locked is None:
        faults.add("missing-key", part.place, "locked")
    if not (part.effects or part.orders or order or part.later or isinstance(part, Step) or _counts(scene, part)):
        faults.add("empty-choice", part.place, id=part.id)


def _counts(scene: Scene, part: Choice | Step) -> bool:
    """A choice without effects still counts when others of its scene have some: doing nothing is an act."""
    return any(p.effects or p.orders or p.later for p in scene.parts if p is not part)


def _effects(effects: tuple[Effect, ...], known: Known, faults: Faults) -> None:
    for effect in effects:
        symbol = known.scope.symbols.get(effect.target)
        if symbol is None or effect.target not in known.changed:
            hint = nearest(effect.target, known.changed) or "declare it in figures.yaml"
            faults.add("unknown-name", effect.place, "effect", name=effect.target, hint=hint)
            continue
        if symbol.kind is Kind.NUMBER:
            check(effect.amount.expr, known.scope, effect.amount.place, faults, Kind.NUMBER)
            continue
        words = symbol.words or ("no", "yes")
        if effect.op != "=" or effect.amount.text not in words:
            hint = nearest(effect.amount.text, words) or "one of " + ", ".join(words)
            at = effect.amount.place
            faults.add("unknown-word", at, "effect", id=effect.target, name=effect.amount.text, hint=hint)


def _complete(scene: Scene, faults: Faults) -> None:
    if scene.decides and not scene.ask:
        faults.add("missing-key", scene.place, "ask", id=scene.id)
    if scene.kind is SceneKind.FORM and not scene.fields:
        faults.add("missing-key", scene.place, "fields", id=scene.id)
    if scene.fields and scene.choices:
        faults.add("two-kinds", scene.place, id=scene.id)
    if scene.kind in (SceneKind.LOOK, SceneKind.NEWS) and scene.decides:
        faults.add("two-kinds", scene.place, "unsigned", id=scene.id, kind=scene.kind)
    if len(scene.choices) == 1:
        faults.add("range", scene.place, "choices", id=scene.id)
    if not scene.sources and scene.basis != "invented":
        faults.add("no-sources", within(scene.place, "sources"), "scene", id=scene.id)
    if not scene.record and scene.kind is not SceneKind.LOOK and scene.basis is not Basis.INVENTED:
        faults.add("missing-key", scene.place, "record", id=scene.id)
    for number, choice in enumerate(scene.choices):
        if choice.id in {c.id for c in scene.choices[:number]}:
            faults.add("declared-twice", choice.place, "choice", id=scene.id)
    if scene.fields and not scene.after and any(s.after is None for f in scene.fields for s in f.steps):
        faults.add("missing-key", scene.place, "after", id=scene.id)
