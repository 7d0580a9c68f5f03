"""How time passes in a run over one list: history and chance come in, orders stand, stages run, papers are laid out."""

from __future__ import annotations

from attrs import define

from game.engine.levers import lever_value
from game.engine.memory import Standing
from game.engine.select import day_plans, precedence
from game.engine.swift.scenes import Item, Part
from game.engine.swift.stand import Plan, Stand
from game.script.scenes import Scene


@define(repr=False, eq=False)
class Clockwork(Stand):
    """A run whose time can pass."""

    def _sign(self, parts: tuple[Part, ...]) -> None:
        for part in parts:
            if part.orders:
                self._write((part.slot,), (1.0,))
                self._give(part)
            part.sign(self.state, self._note, self.say)
            turns = self.program.turn_index
            for number, later in enumerate(part.later):
                self.due = (turns[later.turn], part, number, self.due)

    def _give(self, part: Part) -> None:
        """Put orders in force; those that name no lever are for the field's own."""
        for order in part.orders:
            k = self.program.step_k.get(order.step) if order.value is None else None
            self._stand(order.lever or part.lever, Standing(k, order.value, order.step, self.index, part.source))
        self._set_levers()

    def _plans(self) -> Plan:
        """The day plans on offer."""
        program, state = self.program, self.state
        here = program.looks_of.get((self.turn_id, program.beats[self.beat].id), ())
        if not here:
            return ()
        keep = program.keep(self.cut, self.index)
        found: list[Scene] = []
        for scene in here:
            if (keep is not None and scene.id not in keep) or scene.id in self.came:
                continue
            guard = self.book.guard(scene, True)
            if guard is None or guard(state):
                found.append(scene)
        return day_plans(tuple(found), program.turns[self.index].days)

    def _open_turn(self, index: int) -> None:
        self.index, self.beat, self.came, self._steps = index, 0, [], 0
        self._put_history(index)
        if self.due:
            self._fall_due(index)
        self._open_beat()

    def _put_history(self, index: int) -> None:
        """The turn's history and chance; orders of one turn lapse."""
        self._write(self.book.opened, self._openings[index])
        if self.book.drawn:
            self._write(self.book.drawn, self.clock.drawn(self.turn_id))
        if self.orders:
            momentary = self.program.momentary
            for name in [n for n, order in self.orders.items() if n in momentary and order.turn < index]:
                self._stand(name, None)
        if self._lever_slots:
            self._set_levers()

    def _fall_due(self, index: int) -> None:
        """What falls due is only told; but a condition that cannot be worked out is a fault here too."""
        rest: list[tuple[int, Part, int]] = []
        due = self.due
        while due is not None:
            turn, part, number, due = due
            when = part.later[number].when
            if turn == index and when is not None:
                self.book.later(part, number)(self.state)
            elif turn > index:
                rest.append((turn, part, number))
        self.due = None
        for turn, part, number in reversed(rest):
            self.due = (turn, part, number, self.due)

    def _set_levers(self) -> None:
        """Work out every lever from the order in force, unless nothing has changed for them."""
        program, book = self.program, self.book
        in_charge = book.in_charge is None or bool(book.in_charge(self.state))
        key = (self.index, in_charge, self._version)
        if key == self._levers:
            return
        self._levers = key
        orders, k = self.orders, program.standing_k
        values = [lever_value(lever, self.index, orders.get(lever.id), in_charge, k) for _, lever in program.levers]
        self._write(self._lever_slots, tuple(values))

    def _open_beat(self) -> None:
        course = self.book.course(self.cut, self.index, self.beat)
        self._order, self._at, self._held, self._planned = course.items, 0, (), not course.looks
        self._course, self._sure = course.sure, ()
        if self.program.storylets:
            drawn = self._storylets()
            if drawn:
                self._order = tuple(sorted((*course.items, *drawn), key=lambda item: precedence(item.acts.scene)))
                self._course = ()

    def _storylets(self) -> list[Item]:
        """The storylets of this beat."""
        program, state, came = self.program, self.state, self.came
        index = program.storylet_index
        left = program.scenario.header.storylets - index.bits(came).bit_count()
        if left <= 0:
            return []
        bits = index.may_come(program.beats[self.beat].id, state)
        bits &= self.book.kept(self.cut, self.index)
        guard = self.book.guard

        def holds(scene: Scene) -> bool:
            test = guard(scene, True)
            return scene.id not in came and (test is None or test(state))

        return [self.book.item(scene) for scene in index.first(bits, left, holds, self.seed, self.turn_id)]

    def _close_beat(self) -> None:
        self._run_stage()
        if self.beat + 1 < len(self.book.stages):
            self.beat += 1
            self._open_beat()
            return
        self.closed.append(self.state[: self.book.figures])
        last, end = self._ends
        if self.index < last and not self.program.scenario.header.turns[self.index + 1].silent:
            self._open_turn(self.index + 1)
            return
        for index in range(self.index + 1, end + 1):
            self._silent_turn(index)
        self.ended = True

    def _run_stage(self) -> None:
        if self._lever_slots:
            self._set_levers()
        stage = self.book.stages[self.beat]
        if stage is not None:
            stage(self.state, self._note, self.say)

    def _silent_turn(self, index: int) -> None:
        """A turn that is computed, not played; decisions a cut declares as signed earlier are signed here."""
        self.index, self.beat = index, 0
        say, self.say = self.say, self.say and _unsaid
        self._put_history(index)
        for number, beat in enumerate(self.program.beats):
            for scene, parts in self.program.earlier(self.cut, index, beat.id):
                acts = self.book.acts(scene)
                acts.come(self.state, self._note, self.say)
                names = {part.id for part in parts}
                self._sign(tuple(_named(row, names) for row in acts.rows))
            self.beat = number
            self._run_stage()
        self.beat, self.say = 0, say
        self.closed.append(self.state[: self.book.figures])


def _unsaid(_: tuple[str, ...]) -> None:
    """What was signed before anything is shown."""


def _named(row: tuple[Part, ...], names: set[str]) -> Part:
    return next(part for part in row if part.id in names)
