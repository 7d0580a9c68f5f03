"""The chains of reasons in a debrief: the figure, what it rests on, and the decisions found behind it. Pure.

The weightiest cause of each step is followed further than those beside it, and once more where it would end in what an
earlier season left; a cause beside it that leads to nothing signed, drawn or given is left out.
"""

from __future__ import annotations

from collections.abc import Iterator

from attrs import Factory, define

from game.debrief.blocks import Block, Entry, Points, Words
from game.debrief.explained import ExplainedView
from game.debrief.why.views import ENDS, Kind, WhyNode, WhyView
from game.script.tongue import _
from game.session.lines import stopped

FIRST, BESIDE, WIDEST = 7, 1, 3  # steps along the weightiest cause, along one beside it, and causes of a step
MOST_DECISIONS, MOST_TOLD, SHORTLY = 6, 4, 3


def why_blocks(explained: tuple[ExplainedView, ...]) -> Iterator[Block]:
    """Each question with its answer."""
    for item in explained:
        chain, root = item.chain, item.chain.node(item.chain.roots[-1])
        short = _short(chain, root)  # with what to look for, which paper must not part from its figures
        told: list[Block] = [Words(f"{short}\n\n{item.say}" if item.say else short, _("In short:"))]
        told.append(Words(f"{root.label}: {stopped(root.value)}", f"{root.turn_label}:"))
        told.append(Words(root.sentence))
        told.extend(_Telling(chain, {root.id}, root.sentence).under(root, FIRST))
        told.extend(_behind(chain))
        yield Entry(item.title, tuple(told))


def why_shortly(explained: tuple[ExplainedView, ...]) -> Iterator[Entry]:
    """Each question with the way along the weightiest causes, and the decisions behind it."""
    for item in explained:
        chain, root = item.chain, item.chain.node(item.chain.roots[-1])
        parts = (Words(_short(chain, root), _("In short:")), *([Words(item.say)] if item.say else []), *_behind(chain))
        yield Entry(item.title, parts)


def why_in_a_line(explained: tuple[ExplainedView, ...]) -> Iterator[Entry]:
    """Each question for a wall: the figure, what to look for, and the decisions behind it; no chain of figures."""
    for item in explained:
        root = item.chain.node(item.chain.roots[-1])
        parts = (Words(f"{_head(root)}."), *([Words(item.say)] if item.say else []), *_behind(item.chain, MOST_TOLD))
        yield Entry(item.title, parts)


def _behind(chain: WhyView, most: int = MOST_DECISIONS) -> Iterator[Block]:
    """What was signed behind a figure."""
    behind = [_decision(chain.node(name)) for name in chain.decisions[:most]]
    if behind:
        yield Entry(_("Decisions behind it, the most important first"), (Points(tuple(behind)),))


def _short(chain: WhyView, root: WhyNode) -> str:
    """The way along the weightiest causes, and what was signed behind them."""
    way, node = [_head(root)], root
    while len(way) <= FIRST and (name := next(iter(node.inputs), "")):
        node = chain.node(name)
        if node.kind is Kind.DECISION:
            break
        way.append(_head(node))
    behind = "; ".join(f"{d.label} ({d.turn_label})" for d in map(chain.node, chain.decisions[:SHORTLY]))
    signed = _(" Signed behind it, most of all: {behind}.").format(behind=behind) if behind else ""
    return (
        stopped(way[0])
        + (_(" It rests most on: {way}.").format(way=_("; that on: ").join(way[1:])) if way[1:] else "")
        + signed
    )


@define
class _Telling:
    """One chain as it is told: a cause is said once, and no sentence twice in a row."""

    chain: WhyView
    said: set[str]
    last: str
    grounds: dict[str, bool] = Factory(dict[str, bool])

    def under(self, node: WhyNode, left: int) -> Iterator[Block]:
        """What a cause rests on; decisions stand in the list at the end."""
        causes = [self.chain.node(name) for name in node.inputs]
        causes = [c for c in causes if c.id not in self.said and c.kind is not Kind.DECISION]
        causes = [c for place, c in enumerate(causes) if place == 0 or self.grounded(c)][:WIDEST]
        self.said.update(c.id for c in causes)
        for place, cause in enumerate(causes):
            steps = left - 1 if place == 0 else min(left - 1, BESIDE)
            further = steps > 0 or (steps == 0 and place == 0 and cause.turn != node.turn)
            head = [Words(cause.sentence)] if cause.sentence and cause.sentence != self.last else []
            self.last = cause.sentence or self.last
            yield Entry(_head(cause), (*head, *(tuple(self.under(cause, steps)) if further else ())))

    def grounded(self, node: WhyNode) -> bool:
        """Whether a cause leads to something signed, drawn or given, as far as the chain goes."""
        if node.id not in self.grounds:
            self.grounds[node.id] = node.kind in ENDS
            self.grounds[node.id] |= any(self.grounded(self.chain.node(name)) for name in node.inputs)
        return self.grounds[node.id]


def _head(cause: WhyNode) -> str:
    kind = f" ({cause.kind})" if cause.kind in ENDS else ""
    same = cause.value == cause.turn_label  # of the turn itself, its name is all there is to say
    name = ", ".join(part for part in (cause.label, "" if same else cause.turn_label) if part)
    return f"{name}: {cause.value}{kind}" if cause.value else f"{cause.label}{kind}"


def _decision(node: WhyNode) -> str:
    return f"{node.turn_label}: {stopped(node.label)} {node.sentence}"
