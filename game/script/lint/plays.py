"""All plays at once: turn by turn, what may come, what must, what may be signed and how everything may stand then.

It repeats the engine's order of things (`engine/run.py`) with moments of which not everything is known. Whoever wants
to know something is a `Watcher`.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from attrs import Factory, define

from game.script.lint.changes import Changes, may_be_stuck, path_of, rows_of
from game.script.lint.model import Model
from game.script.lint.reading import assume, holds
from game.script.lint.state import Names, State, either
from game.script.lint.values import YES
from game.script.lint.watcher import Part, Watcher, Way
from game.script.scenes import Effect, Later, Scene, SceneKind
from game.script.syntax import Compare, Expr, Logic, Not, Number, SceneRef

MOST_ROUNDS = 6
TRUE: Expr = Compare("==", Number(0.0), Number(0.0))


def ways_of(names: Names) -> Iterator[Way]:
    """Every way to play a scenario."""
    header = names.scenario.header
    place = {t.id: i for i, t in enumerate(header.turns)}
    loud = [i for i, t in enumerate(header.turns) if not t.silent]
    total = len(header.turns)
    yield Way(None, 0, loud[-1], total - 1, (None,) * total)
    cuts = {c.id: c for c in header.cuts}
    for plain in header.cuts:
        cut = plain.after(cuts.get(plain.continues))
        start = place[cut.first]
        before = cut.before
        parts = tuple(before if before is not None and i < start else cut for i in range(total))
        last = min(place[cut.last], loud[-1])
        yield Way(cut, place[cut.opens], last, place.get(cut.runs_on_to, place[cut.last]), parts)


@define(eq=False)
class Plays:
    """Goes through every way to play, and tells watchers."""

    model: Model
    watchers: tuple[Watcher, ...] = ()
    desks: dict[str, Expr] = Factory(dict[str, "Expr"])
    _due: list[tuple[int, str, Later]] = Factory(list[tuple[int, str, Later]])
    _filed: list[tuple[Scene, str, Part]] = Factory(list[tuple[Scene, str, "Part"]])
    _asks: dict[str, Expr] = Factory(dict[str, "Expr"])

    @property
    def names(self) -> Names:
        """What does not change."""
        return self.model.names

    def all(self, *watchers: Watcher) -> None:
        """Go through all ways, and tell the watchers."""
        self.watchers = watchers
        self.desks = dict(self._desks())
        for way in ways_of(self.names):
            self.one(way)

    def _desks(self) -> Iterator[tuple[str, Expr]]:
        """When the player sits at each desk: the first whose condition holds, or the first of all."""
        before: Expr | None = None
        found: dict[str, Expr] = {}
        for desk in self.names.scenario.header.desks:
            own = self.names.bound(desk.when.expr)
            found[desk.id] = own if before is None else Logic("and", before, own)
            before = Not(own) if before is None else Logic("and", before, Not(own))
        first = self.names.scenario.header.desks[0].id
        if before is not None:
            found[first] = Logic("or", found[first], before)
        yield from found.items()

    def one(self, way: Way) -> None:
        """Go through one way, from its first turn to the last that is computed."""
        for watcher in self.watchers:
            watcher.enter(way)
        at = self.model.start(way.cut)
        self._due, self._filed = [], []
        played = way.parts[way.first]
        for index in range(way.first):
            self._silent(way, at, index, played.id if played else "")
        for index in range(way.first, way.last + 1):
            part = way.parts[index]
            self.model.open(at, index, part.id if part else "")
            if way.cut and index == self._index(way.cut.first):
                for watcher in self.watchers:
                    watcher.begins(at)
            self._fall_due(at)
            for beat in self.names.scenario.header.beats:
                at = self._beat(way, at, beat.id)
                self.model.stage(at, beat.then)
            self._tell_moment(at)
            self._file(at)
        played = way.parts[way.last]
        for index in range(way.last + 1, way.end + 1):
            self._silent(way, at, index, played.id if played else "")
        self._tell_moment(at)
        for watcher in self.watchers:
            watcher.ends(at)

    def _tell_moment(self, at: State) -> None:
        here = at.copy()
        for watcher in self.watchers:
            watcher.moment(here)

    def _index(self, turn: str) -> int:
        return next(i for i, t in enumerate(self.names.scenario.header.turns) if t.id == turn)

    def _silent(self, way: Way, at: State, index: int, played: str) -> None:
        header = self.names.scenario.header
        self.model.open(at, index, played)
        scenes = {s.id: s for s in self.names.scenario.scenes}
        for beat in header.beats:
            for item in way.cut.earlier if way.cut and index < way.first else ():
                scene = scenes[item.scene]
                if (scene.beat or header.beats[0].id) != beat.id or scene.turns[0] != header.turns[index].id:
                    continue
                at.visit(scene.id, surely=True)
                self._apply(scene.effects, at)
                for field, row in rows_of(scene):
                    part = next(p for p in row if p.id == item.sign[field])
                    at.say(path_of(scene, field, part), YES)
                    self._apply(part.effects, at)
                    self._owe(scene, field, part, at)
            self.model.stage(at, beat.then)

    def _owe(self, scene: Scene, field: str, part: Part, at: State) -> None:
        path = path_of(scene, field, part)
        for later in part.later:
            entry = (self._index(later.turn), path, later)
            if entry[0] > at.turn and entry not in self._due:
                self._due.append(entry)

    def _fall_due(self, at: State) -> None:
        for index, path, later in self._due:
            if index != at.turn:
                continue
            scene, *rest = path.split(".")
            known = assume(SceneRef("seen", scene, tuple(rest)), True, at)
            if known is not None:
                for watcher in self.watchers:
                    watcher.falls_due(scene, later, known)

    def _file(self, at: State) -> None:
        for scene, field, part in self._filed:
            known = assume(SceneRef("seen", scene.id, tuple(p for p in (field, part.id) if p)), True, at)
            for watcher in self.watchers if known is not None else ():
                watcher.filed(scene, part, known)  # type: ignore[arg-type]
        self._filed = []

    def _apply(self, effects: Iterable[Effect], at: State) -> None:
        for effect in effects:
            at.put(effect.target, self.model.effect(effect, at))

    # one beat

    def ask(self, scene: Scene) -> Expr:
        """All that must hold for a scene to come in its beat, but whether it came before."""
        found = self._asks.get(scene.id)
        if found is None:
            found = self.names.bound(scene.when.expr) if scene.when else TRUE
            if scene.desk != "any":
                desk = self.desks[scene.desk or self.names.scenario.header.desks[0].id]
                found = Logic("and", desk, found) if scene.when else desk
            self._asks[scene.id] = found
        return found

    def _candidates(self, way: Way, index: int, beat: str) -> tuple[Scene, ...]:
        header = self.names.scenario.header
        turn, part = header.turns[index], way.parts[index]
        found: list[Scene] = []
        for scene in self.names.scenario.scenes:
            if (scene.beat or header.beats[0].id) != beat or (scene.turns and turn.id not in scene.turns):
                continue
            if part is not None and scene.id not in part.keep:
                continue
            if scene.kind is SceneKind.LOOK:
                if scene.days > turn.days:
                    continue
            elif not scene.turns and header.storylets < 1:
                continue
            found.append(scene)
        return tuple(found)

    def _beat(self, way: Way, entry: State, beat: str) -> State:
        scenes = self._candidates(way, entry.turn, beat)
        at = self._settled(scenes, entry)
        for scene in scenes:
            self._tell(scene, at, entry)
        for watcher in self.watchers:
            watcher.beat(at, entry, scenes)
            if scenes:
                watcher.moment(at)
        after = at.copy()
        for scene in scenes:
            if self.surely(scene, at, entry):
                after.say(scene.id, YES)
                for watcher in self.watchers:
                    watcher.must_come(scene, at)
        return after

    def surely(self, scene: Scene, at: State, entry: State) -> bool:
        """Whether a scene comes in this beat, whoever plays, if it has not come before."""
        fresh = not (scene.once and entry.fact(scene.id) & YES) and not scene.cooldown
        pinned = scene.kind is not SceneKind.LOOK and bool(scene.turns)
        return pinned and fresh and holds(self.ask(scene), at) == YES

    def _before(self, scene: Scene, at: State, entry: State) -> State | None:
        """The moment before a scene comes; None if it cannot."""
        if scene.once:
            if entry.fact(scene.id) == YES:
                return None
            return assume(SceneRef("seen", scene.id), False, at)
        return at

    def _settled(self, scenes: tuple[Scene, ...], entry: State) -> State:
        """How everything may stand in a beat, whatever of it has come and been signed."""
        at = entry.copy()
        for turn in range(MOST_ROUNDS):
            changes = Changes(self.model, entry)
            for scene in scenes:
                before = self._before(scene, at, entry)
                known = assume(self.ask(scene), True, before) if before is not None else None
                if known is not None:
                    changes.arrival(scene, at)
            new = changes.applied(wide=turn >= MOST_ROUNDS // 2)
            if new.values == at.values and new.facts == at.facts:
                return new
            at = new
        while True:  # only words and facts are still moving: there are only so many of them
            changes = Changes(self.model, entry)
            for scene in scenes:
                changes.arrival(scene, at)
            new = changes.applied(wide=True)
            if new.values == at.values and new.facts == at.facts:
                return new
            at = new

    def _tell(self, scene: Scene, at: State, entry: State) -> None:
        before = self._before(scene, at, entry)
        if before is None:
            return
        for watcher in self.watchers:
            watcher.might(scene, before)
        if scene.desk != "any":
            before = assume(self.desks[scene.desk or self.names.scenario.header.desks[0].id], True, before)
        if before is None:
            return
        for watcher in self.watchers:
            watcher.asked(scene, before)
        known = assume(self.names.bound(scene.when.expr), True, before) if scene.when else before
        if known is None:
            return
        here = known.copy()
        here.visit(scene.id, surely=True)
        self._apply(scene.effects, here)
        for watcher in self.watchers:
            watcher.comes(scene, here)
        self._sign(scene, here)

    def _sign(self, scene: Scene, here: State) -> None:
        rows = rows_of(scene)
        for _, row in rows:
            for part in row:
                for watcher in self.watchers:
                    watcher.offered(scene, part, here)
        for place, (field, row) in enumerate(rows):
            for part in row:
                own = assume(self.names.bound(part.needs.expr), True, here) if part.needs else here
                if own is None and not may_be_stuck(row, here):
                    continue
                after: State | None = own or here
                for other, (name, parts) in enumerate(rows):
                    ways = (part,) if other == place else parts
                    after = either([self._signed(scene, name, p, after) for p in ways])
                self._owe(scene, field, part, after)
                if part.file is not None:
                    self._filed.append((scene, field, part))
                for watcher in self.watchers:
                    watcher.signed(scene, part, after)

    def _signed(self, scene: Scene, field: str, part: Part, at: State) -> State:
        found = at.copy()
        found.say(path_of(scene, field, part), YES)
        self._apply(part.effects, found)
        return found
