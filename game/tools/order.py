"""The order of keys in a file that is in order: what a thing is, when it comes, what it says, what it rests on.

Shapes that are not named here have their keys in the order they are declared in. Keys in brackets are of one rank: they
stay as the author has them. A key of `FLOATING` stays behind the key it stands behind, wherever that goes.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import cache
from typing import Any

import attrs

from game.tools.formats import KINDS

_SCENE = (
    f"{' '.join(KINDS)} was turn beat desk (priority weight when once cooldown) days optional tags letterhead from to"
    " dated title note summary text brief people effects fields choices after brief_after record later_record dispute"
    " basis sources ask allow"
)
_ORDERS = {
    "Scene": _SCENE,
    "Choice": "choice was say stance needs locked file orders effects after brief_after later",
    "Step": "step was say (stance order value) needs locked file orders effects after brief_after later",
    "Later": "turn when text",
    "Field": "field label unit sets value format beside steps",
    "Header": "scenario title subtitle blurb minutes reading_level (version length) licence authors ages"
    " content_note frame stamp role goals turns beats desks storylets each_look (allow cuts)",
    "Turn": "turn label said season year begins months days silent",
    "Desk": "desk (label when)",
    "Cut": "cut title minutes length continues from to runs_on_to intro settings earlier past keep predictions",
    "Pause": "after ask beside",
    "World": "(settings order_steps standing_k season_order in_charge parameters seasons series stocks flows draws"
    " levers tables rules aliases)",
    "Series": "series is unit label (source sources status)",
    "Lever": "lever label low high open_turns neutral line unit successor_value successor lasts words",
    "Table": "table label points",
    "Variable": "variable kind label words starts low high unit carried",
    "BandStep": "(below say)",
    "Row": "row label unit format group (desk chart claimed seen real seen_when unknown_when) note",
    "Person": "person name role age real characters pronounce about wants threads status fates",
    "Status": "(when say)",
    "Fate": "fate (when label) text",
    "Ending": "ending (when label title) text",
    "EndingPart": "part cuts title endings",
    "Official": "official label says default_k scatter k fixed stances looks prefers",
    "Source": "source authors year title publication supports school status",
    "Chart": "chart title unit calendar parts together say lines mark mark_label behind caution",
    "Measure": "measure label unit is over format direction in_charge ranks toll little caution",
    "Holder": "(when say)",
    "InBrief": "label stands when text sources",
    "Ratchet": "calendar head lead columns say caution sources",
    "Paper": "paper title when ordered reported knew gained paid sources",
    "Silence": "silence title said when (sources outcomes)",
    "Outcome": "is when where by",
    "Said": "when text",
    "Event": "at when text",
    "Dossier": "heading most_words most_missing rest opening (closing events missing) weights",
    "Candidate": "scene when understand justify",
    "Task": "title words prompt readers sources",
    "Ask": "when ask lines",
    "TeachersSheet": "sheet title lead heads papers (asks empty)",
    "TraceWord": "value (kind usual) when say",
    "Avoided": "avoid where use why",
    "Chain": "title begin_with say desks",
    "Dispute": "dispute ask scenarios positions",
}
FLOATING = {"Scene": frozenset(["people"])}


@cache
def ranks(cls: type[Any]) -> Mapping[str, int]:
    """The rank of each key of a shape."""
    named = _ORDERS.get(cls.__name__, "")
    declared = [str(f.metadata["key"] or f.name) for f in attrs.fields(cls) if "kind" in f.metadata]
    found: dict[str, int] = {}
    rank, together = 0, False
    for word in named.split():
        together = together or word.startswith("(")
        found[word.strip("()")] = rank
        together = together and not word.endswith(")")
        rank += not together
    for name in declared:  # a key that nobody has put in order yet comes last
        rank += name not in found
        found.setdefault(name, rank)
    return found


def arranged(names: Sequence[str], cls: type[Any] | None) -> list[int]:
    """The numbers of some keys, in the order they should stand in."""
    if cls is None:
        return list(range(len(names)))
    known, floating = ranks(cls), FLOATING.get(cls.__name__, frozenset())
    fixed = [n for n, name in enumerate(names) if n == 0 or name not in floating]
    order = sorted(fixed, key=lambda n: (known.get(names[n], len(known)), n))
    for n, name in enumerate(names):
        if n and name in floating:
            order.insert(order.index(n - 1) + 1, n)
    return order
