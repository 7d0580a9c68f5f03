"""Storylets by what their conditions read: which may come at these values, and in which order they are drawn.

A condition joined by `and` is taken apart. What compares one figure with a number is answered for all storylets at
once, by a set of bits kept for each stretch between those numbers; a figure costs one look-up, however many read it.
Whatever else a condition says is left to whoever asks: the bits name all that may come and some that may not.

In an order of many, the first may be found by walking the order or by ranking the few: both give the same.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Callable, Iterable, Iterator, Sequence
from itertools import islice
from math import nan
from operator import eq, ge, gt, le, lt, ne

from attrs import Factory, define, field, frozen

from game.engine.chance import PLACES, Shuffled, places, ticket
from game.script.scenes import Scene
from game.script.syntax import Compare, Expr, Logic, Name, Not, Number

_TESTS: dict[str, Callable[[float, float], bool]] = {"==": eq, "!=": ne, "<": lt, "<=": le, ">": gt, ">=": ge}
_TURNED = {"==": "==", "!=": "!=", "<": ">", "<=": ">=", ">": "<", ">=": "<="}


FEW = 200  # to ask so many whether they may come is cheaper than to walk the order


@frozen
class Atom:
    """One comparison of a slot with a number."""

    slot: int
    op: str
    number: float

    def holds(self, value: float) -> bool:
        """Whether it holds for a value of its slot."""
        return _TESTS[self.op](value, self.number)


def atoms(expr: Expr, slots: dict[str, int], constants: dict[str, float], flags: frozenset[str]) -> Iterator[Atom]:
    """What a bound condition asks of single slots, as far as it is joined by `and`."""
    match expr:
        case Logic("and", a, b):
            yield from atoms(a, slots, constants, flags)
            yield from atoms(b, slots, constants, flags)
        case Name(name) if name in flags:
            yield Atom(slots[name], "!=", 0.0)
        case Not(Name(name)) if name in flags:
            yield Atom(slots[name], "==", 0.0)
        case Compare(op, a, b):
            left, right = _number(a, constants), _number(b, constants)
            if isinstance(a, Name) and a.id in slots and right is not None:
                yield Atom(slots[a.id], op, right)
            elif isinstance(b, Name) and b.id in slots and left is not None:
                yield Atom(slots[b.id], _TURNED[op], left)
        case _:
            pass


def _number(expr: Expr, constants: dict[str, float]) -> float | None:
    match expr:
        case Number(value):
            return value
        case Name(name):
            return constants.get(name)
        case _:
            return None


@define
class Reading:
    """Who asks what of one slot, and the bits that it lets pass, kept for each stretch once it was met.

    Whoever asks nothing passes. Figures seldom change between two draws, so the last answer is kept at hand.
    """

    slot: int
    asked: tuple[tuple[int, tuple[Atom, ...]], ...]  # bit number, and what it asks of this slot
    all: int  # the bits of all storylets
    bounds: tuple[float, ...] = field(init=False)
    value: float = nan
    passes: int = 0
    _kept: dict[tuple[int, int], int] = Factory(dict[tuple[int, int], int])

    def __attrs_post_init__(self) -> None:
        self.bounds = tuple(sorted({atom.number for _, of in self.asked for atom in of}))

    def read(self, value: float) -> int:
        """The bits of those that this value does not refuse."""
        at = bisect_left(self.bounds, value), bisect_right(self.bounds, value)
        found = self._kept.get(at)
        if found is None:
            row = bytearray(self.all.bit_length() // 8 + 1)
            for bit, of in self.asked:
                if not all(atom.holds(value) for atom in of):
                    row[bit >> 3] |= 1 << (bit & 7)
            found = self._kept[at] = self.all & ~int.from_bytes(row, "little")
        self.value, self.passes = value, found
        return found


@define
class Storylets:
    """All storylets of a story, the first to be drawn by priority at the lowest bit."""

    scenes: tuple[Scene, ...]
    readings: tuple[Reading, ...]
    beats: dict[str, int]
    classes: tuple[int, ...]  # for each bit, the bits of its priority
    at_place: dict[int, list[int]] = field(init=False)
    number: dict[str, int] = field(init=False)

    @classmethod
    def of(cls, loose: Iterable[Scene], first_beat: str, asks: Callable[[Scene], Iterable[Atom]]) -> Storylets:
        """Built once a program: who reads what, who belongs where."""
        scenes = tuple(sorted(loose, key=lambda s: (-s.priority, s.id)))
        by_slot: dict[int, dict[int, list[Atom]]] = {}
        beats: dict[str, int] = {}
        ranks: dict[int, int] = {}
        for bit, scene in enumerate(scenes):
            beat = scene.beat or first_beat
            beats[beat] = beats.get(beat, 0) | 1 << bit
            ranks[scene.priority] = ranks.get(scene.priority, 0) | 1 << bit
            for atom in asks(scene):
                by_slot.setdefault(atom.slot, {}).setdefault(bit, []).append(atom)
        every = (1 << len(scenes)) - 1
        readings = tuple(
            Reading(slot, tuple((bit, tuple(of)) for bit, of in asked.items()), every)
            for slot, asked in by_slot.items()
        )
        return cls(scenes, readings, beats, tuple(ranks[s.priority] for s in scenes))

    def __attrs_post_init__(self) -> None:
        self.at_place, self.number = {}, {s.id: bit for bit, s in enumerate(self.scenes)}
        for bit, scene in enumerate(self.scenes):
            for place in places(scene.id, scene.weight):
                self.at_place.setdefault(place, []).append(bit)

    def bits(self, ids: Iterable[str]) -> int:
        """The bits of those storylets among some scenes."""
        number, found = self.number, 0
        for name in ids:
            if name in number:
                found |= 1 << number[name]
        return found

    def may_come(self, beat: str, values: Sequence[float]) -> int:
        """The bits of a beat's storylets that no figure refuses."""
        found = self.beats.get(beat, 0)
        for reading in self.readings:
            value = values[reading.slot]
            found &= reading.passes if value == reading.value else reading.read(value)
        return found

    def first(self, bits: int, left: int, holds: Callable[[Scene], bool], seed: int, turn: str) -> tuple[Scene, ...]:
        """The first so many, as they are drawn, of those that hold; few are asked before they are ranked."""
        if bits.bit_count() > FEW:
            return tuple(islice((s for s in self.drawn(bits, seed, turn) if holds(s)), left))
        fit = 0
        for bit in _each(bits):
            if holds(self.scenes[bit]):
                fit |= 1 << bit
        return tuple(islice(self.drawn(fit, seed, turn), left))

    def drawn(self, bits: int, seed: int, turn: str) -> Iterator[Scene]:
        """The storylets of these bits as they are drawn: by priority, by the turn's own order among equals."""
        order: Shuffled | None = None
        while bits:
            mine = bits & self.classes[(bits & -bits).bit_length() - 1]
            bits &= ~mine
            if mine & (mine - 1) == 0:
                yield self.scenes[mine.bit_length() - 1]
                continue
            order = order or Shuffled.of(seed, turn)
            many = mine.bit_count()
            walk = self._walked if many * many > PLACES else self._ranked
            yield from (self.scenes[bit] for bit in walk(mine, order, seed, turn))

    def _ranked(self, bits: int, order: Shuffled, seed: int, turn: str) -> Iterator[int]:
        """Few: rank each of them."""
        scenes = ((bit, self.scenes[bit]) for bit in _each(bits))
        ranked = sorted((min(map(order.rank, places(s.id, s.weight))), bit) for bit, s in scenes)
        start = 0
        while start < len(ranked):
            end = start + 1
            while end < len(ranked) and ranked[end][0] == ranked[start][0]:
                end += 1
            yield from self._settled([bit for _, bit in ranked[start:end]], seed, turn)
            start = end

    def _walked(self, bits: int, order: Shuffled, seed: int, turn: str) -> Iterator[int]:
        """Many: walk the order until all were met."""
        at_place, at = self.at_place, order.at
        for rank in range(PLACES):
            here = at_place.get(at(rank))
            if here is None:
                continue
            met = [bit for bit in here if bits >> bit & 1]
            if met:
                for bit in met:
                    bits &= ~(1 << bit)
                yield from self._settled(met, seed, turn)
                if not bits:
                    return

    def _settled(self, bits: list[int], seed: int, turn: str) -> list[int]:
        """Those at one rank, by ticket."""
        if len(bits) == 1:
            return bits
        return sorted(bits, key=lambda bit: (-ticket(seed, turn, self.scenes[bit].id), self.scenes[bit].id))


def _each(bits: int) -> Iterator[int]:
    """The numbers of the bits that are set, the lowest first."""
    while bits:
        yield (bits & -bits).bit_length() - 1
        bits &= bits - 1
