"""A standing order as a story writes it: a lever, and a step of k or a value set directly."""

from __future__ import annotations

import re

import attrs
from attrs import frozen

from game.script.faults import Faults, Place
from game.script.nodes import Mapping as MapNode
from game.script.nodes import Node
from game.script.shapes import ID_PATTERN, IDENT, TEXT, Kind, Unreadable

ORDER = r"to (-?[0-9]{1,12}(?:\.[0-9]{1,15})?)"  # serves editors too, in the schemas


@frozen
class Order:
    """A standing order: a step of k, or a value set directly."""

    lever: str
    step: str = ""
    value: float | None = None
    place: Place = attrs.field(default=Place(""), eq=False)  # of the step
    named: Place = attrs.field(default=Place(""), eq=False)  # of the lever


def read_order(lever: str, node: Node, faults: Faults) -> Order:
    """`full`, or `to 0.5`."""
    value = TEXT.read(node, faults).strip()
    if match := re.fullmatch(ORDER, value):
        return Order(lever, "", float(match.group(1)), node.place)
    if ID_PATTERN.match(value):
        return Order(lever, value, None, node.place)
    faults.add("bad-order", node.place, value=value)
    raise Unreadable


def _orders(node: Node, faults: Faults) -> tuple[Order, ...]:
    if not isinstance(node, MapNode):
        faults.add("wrong-type", node.place, "orders")
        raise Unreadable
    return tuple(attrs.evolve(read_order(str(IDENT.read(k, faults)), v, faults), named=k.place) for k, v in node.pairs)


orders = Kind("orders: lever and step", _orders)
