"""An answer to "why" as lines of text: an outline for the eye, numbered for the ear. Pure: a view in, lines out.

Each cause has one number and is said once; what rests on it too names the number. Words are cleaned on their way out.
"""

from __future__ import annotations

import textwrap
from collections.abc import Iterator

from attrs import Factory, define

from game.debrief.views import TouchView
from game.debrief.why.views import ENDS, ArrivalView, ClauseView, Kind, WhyNode, WhyView
from game.session.lines import EMPHASIS, WIDTH, clean, stopped

DEEPEST = 24  # columns that an outline may be indented by
HELD = {True: "it held", False: "it did not hold", None: "unknown to you"}
JOINED = {"and": "All of these:", "or": "One of these at least:", "not": "Not this:", "means": "That is:"}


def figure_lines(view: WhyView) -> Iterator[str]:
    """A chain: the figure, what it rests on, and what that rests on, down to where it ends."""
    yield from said(view.heading)
    if view.note:
        yield from said(view.note)
    yield ""
    outline = Outline(view)
    for place, root in enumerate(view.roots):
        if len(view.roots) > 1:
            yield from said("As the desk was told:" if place == 0 else "As it was:")
        if root in outline.numbers:
            yield from said(f"That is {outline.numbers[root]}: {view.node(root).value}.")
        else:
            yield from outline.node(view.node(root), 0)
    others = [view.node(name) for name in view.decisions if name not in outline.numbers]
    if others:
        yield ""
        yield from said("Decisions further back, the most important first:")
        for node in others:
            yield from said(f"{node.turn_label}: {stopped(node.label)} {node.sentence}", "   ")


@define
class Outline:
    """Numbers the causes of one chain in the order in which they are said."""

    view: WhyView
    numbers: dict[str, int] = Factory(dict[str, int])

    def node(self, node: WhyNode, deep: int) -> Iterator[str]:
        """A cause and all that it rests on."""
        self.numbers[node.id] = len(self.numbers) + 1
        lead = " " * min(DEEPEST, 2 * deep)
        number = f"{self.numbers[node.id]}. "
        yield from said(f"{number}{_head(node)}", lead, " " * len(number))
        under = lead + "   "
        yield from said(EMPHASIS.sub(r"\1", node.sentence), under)
        if deep == 0 and node.formula:
            yield from said(f"Worked out as: {node.formula}", under)
        if deep == 0 and node.source:
            yield from said(f"It stands in: {node.source}", under)
        fresh = [name for name in node.inputs if name not in self.numbers]
        for name in fresh:
            if name not in self.numbers:
                yield from self.node(self.view.node(name), deep + 1)
        again = [f"{self.numbers[name]}" for name in node.inputs if name not in fresh]
        if again:
            yield from said(f"It rests on {_listed(again)} too.", under)
        if node.left_out and not node.inputs:
            whole = node.id == f"{node.name}@{node.turn}"  # the figure as the turn closed, which can be asked for
            yield from said("It goes on from here" + (f": why {node.name} --turn {node.turn}" if whole else "."), under)


def arrival_lines(view: ArrivalView) -> Iterator[str]:
    """Why a paper came, or did not."""
    yield from said(f"Why it {'came' if view.came else 'did not come'}: {view.title}, {view.turn_label}")
    yield ""
    yield from said(view.because)
    if view.stage and not view.came:
        yield from said(f"How far it got: {view.stage}.")
    for title in view.instead:
        yield from said(f"Drawn instead: {title}", "   ")
    if view.signed is not None:
        yield from said(f"What was decided: {_touch(view.signed)}")
    for heading, clause in (("What the desk it goes to asks for:", view.desk), ("What it asks for:", view.condition)):
        if clause is not None:
            yield ""
            yield from said(heading)
            yield from _clause(clause, "1", 0)
    if view.would:
        yield ""
        yield from said("What would have brought it" + (", all of it:" if len(view.would) > 1 else ":"))
        for item in view.would:
            yield from said(item, "   - ", "  ")


def _clause(view: ClauseView, number: str, deep: int) -> Iterator[str]:
    """A clause, whether it held, and its parts."""
    lead = " " * min(DEEPEST, 2 * deep)
    if view.joined and view.joined != "means":
        yield from said(f"{number}. {JOINED[view.joined]} {HELD[view.holds]}.", lead, "   ")
    else:
        yield from said(f"{number}. {view.reading.rstrip('.')}: {HELD[view.holds]}.", lead, "   ")
        if view.written:
            yield from said(f"As written: {view.written}", lead + "   ")
    for item in view.inputs:
        which = f", {item.label}" if len(view.inputs) > 1 else ""
        yield from said(f"At that time{which}: {item.value}", lead + "   ")
    if view.behind:
        yield from said("Decisions behind it:", lead + "   ")
        for touch in view.behind:
            yield from said(_touch(touch), lead + "   - ", "  ")
    if view.joined == "means":
        yield from said(JOINED["means"], lead + "   ")
    for place, part in enumerate(view.parts, start=1):
        yield from _clause(part, f"{number}.{place}", deep + 1)


def _head(node: WhyNode) -> str:
    """What it is, when, and how much."""
    if node.kind is Kind.UNKNOWN:
        return "Unknown to you."
    when = "" if node.value == node.turn_label else node.turn_label  # of a turn itself, its name says all
    name = EMPHASIS.sub(r"\1", ", ".join(part for part in (node.label, when) if part))
    kind = f" ({node.kind})" if node.kind in ENDS and node.kind is not Kind.DECISION else ""
    return f"{name}: {stopped(node.value)}{kind}" if node.value else f"{stopped(name)}{kind}"


def _touch(touch: TouchView) -> str:
    where = f"decision {touch.number}" if touch.number else "before this lesson"
    return EMPHASIS.sub(r"\1", f"{touch.turn_label}, {where}: {touch.title}: {touch.act}")


def _listed(words: list[str]) -> str:
    return words[0] if len(words) == 1 else f"{', '.join(words[:-1])} and {words[-1]}"


def said(text: str, lead: str = "", hang: str = "") -> Iterator[str]:
    """A text on lines of its own, wrapped under its lead."""
    flat = " ".join(clean(text.replace("\n", " ")).split())
    inner = " " * len(lead) + hang if lead.strip() else lead + hang
    yield from textwrap.wrap(flat, WIDTH, initial_indent=lead, subsequent_indent=inner, break_on_hyphens=False)
