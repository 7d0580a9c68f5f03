"""The chains of reasons in a debrief: the figure, what it rests on, and the decisions found behind it. Pure."""

from __future__ import annotations

from collections.abc import Iterator

from game.debrief.blocks import Block, Entry, Points, Words
from game.debrief.explained import ExplainedView
from game.debrief.why.views import ENDS, Kind, WhyNode, WhyView

DEEPEST, WIDEST = 3, 3
MOST_DECISIONS = 6


def why_blocks(explained: tuple[ExplainedView, ...]) -> Iterator[Block]:
    """Each question with its answer."""
    for item in explained:
        chain, root = item.chain, item.chain.node(item.chain.roots[-1])
        told: list[Block] = [Words(item.say)] if item.say else []
        told.append(Words(f"{root.label}: {root.value}.", f"{root.turn_label}:"))
        told.append(Words(root.sentence))
        told.extend(_under(chain, root, {root.id}, 1))
        behind = [_decision(chain.node(name)) for name in chain.decisions[:MOST_DECISIONS]]
        if behind:
            told.append(Entry("Decisions behind it, the most important first", (Points(tuple(behind)),)))
        yield Entry(item.title, tuple(told))


def _under(chain: WhyView, node: WhyNode, said: set[str], deep: int) -> Iterator[Block]:
    """What a cause rests on; a cause is said once, and decisions stand in the list at the end."""
    for name in node.inputs[:WIDEST]:
        cause = chain.node(name)
        if name in said or cause.kind is Kind.DECISION:
            continue
        said.add(name)
        kind = f" ({cause.kind})" if cause.kind in ENDS else ""
        head = f"{cause.label}, {cause.turn_label}: {cause.value}{kind}" if cause.value else f"{cause.label}{kind}"
        under = tuple(_under(chain, cause, said, deep + 1)) if deep < DEEPEST else ()
        yield Entry(head, (*((Words(cause.sentence),) if cause.sentence else ()), *under))


def _decision(node: WhyNode) -> str:
    return f"{node.turn_label}: {node.label}. {node.sentence}"
