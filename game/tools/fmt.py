"""Puts a scenario file in order and proves that it still says the same: the nodes are equal, and no sign is lost.

A file with a mistake is left as it is, and so is one that is laid out in a way we cannot follow.
"""

from __future__ import annotations

from collections import Counter
from typing import Any

from attrs import frozen

from game.script.faults import Fault, Faults
from game.script.gate import read_yaml
from game.script.nodes import Listing, Node, Text
from game.script.reader import read_scenes
from game.script.scenes import Scene
from game.script.shapes import attempt, many, shape
from game.tools.formats import Format, shape_behind
from game.tools.layout import Layout, Unruly

QUOTES = frozenset("\"'\\")


@frozen
class Ordered:
    """A file in order; or why it was left alone."""

    text: str
    faults: tuple[Fault, ...] = ()
    unruly: bool = False


def in_order(data: bytes, form: Format, file: str) -> Ordered:
    """The text of a file as it should be."""
    faults = Faults()
    node = read_yaml(data, file, faults)
    if node is not None:
        _read(node, form, faults)
    if node is None or faults.errors:
        return Ordered("", faults.errors)
    text = data.decode("utf-8-sig").replace("\r\n", "\n")
    try:
        lines = Layout(text.split("\n")).file(node, form.shape, many=form.many)
    except (Unruly, IndexError, ValueError):
        return Ordered("", unruly=True)
    made = "\n".join(lines) + "\n"
    again = read_yaml(made.encode(), file, Faults())
    same = again is not None and _sorted(again, form.shape) == _sorted(node, form.shape)
    if not same or _signs(made) != _signs(text):
        return Ordered("", unruly=True)
    return Ordered(made)


def _read(node: Node, form: Format, faults: Faults) -> None:
    """Read it as the game does, for its mistakes."""
    if form.shape is Scene:
        read_scenes(node, faults)
    else:
        attempt(many(form.shape) if form.many else shape(form.shape), node, faults)


def _signs(text: str) -> Counter[str]:
    """Every sign of a file but blanks, and the quotes that may go."""
    return Counter(c for c in text if not c.isspace() and c not in QUOTES)


def _sorted(node: Node, cls: type[Any] | None) -> object:
    """What a file says, without the order of keys whose order says nothing."""
    if isinstance(node, Text):
        return (node.value, node.block)
    if isinstance(node, Listing):
        return [_sorted(item, cls) for item in node.items]
    pairs = [(k.value, _sorted(v, shape_behind(cls, k.value))) for k, v in node.pairs]
    return ("keys", dict(pairs)) if cls is not None else ("pairs", pairs)
