"""The picture as text that other programs draw: Mermaid (for web pages, wikis, notebooks) and DOT (for Graphviz).

Names in it come from a story and are never trusted: ids are our own numbers, and no sign in a label means anything.
"""

from __future__ import annotations

from collections.abc import Iterator

from game.session.lines import clean
from game.tools.picture import Arrow, Dot, Picture, Says

WIDEST = 6.0
LONGEST = 60
MOST_ARROWS = 490  # Mermaid refuses 500, and no setting inside a picture may change that
_MERMAID = {
    "document": ('["', '"]'), "form": ('[/"', '"/]'), "look": ('("', '")'), "news": ('>"', '"]'),
    "event": ('(["', '"])'), "ending": ('{{"', '"}}'), "value": ('[("', '")]'), "signed": ('[["', '"]]'),
}  # fmt: skip
_DOT = {
    "document": "box", "form": "parallelogram", "look": "ellipse", "news": "note", "event": "oval", "ending": "hexagon",
    "value": "cylinder", "signed": "component",
}  # fmt: skip
_COLOURS = {Says.GOES: "#8a8a8a", Says.ASKS: "#b3421f", Says.READS: "#1f6f8b"}


def shown(text: str) -> str:
    """A name from a story on one line, not without end."""
    line = " ".join(clean(text).split())
    return line if len(line) <= LONGEST else line[: LONGEST - 1] + "…"


def percent(share: float | None) -> str:
    """A share of plays in words; nothing where none were made."""
    if share is None:
        return ""
    return "never" if share == 0 else "under 1%" if share < 0.005 else f"{share * 100:.0f}%"


def width(arrow: Arrow) -> float:
    """How thick an arrow is: by the plays that went that way."""
    return 1.0 if arrow.share is None else round(1 + (WIDEST - 1) * arrow.share, 1)


def mermaid(picture: Picture) -> str:
    """A flowchart."""
    return "\n".join(_mermaid(picture)) + "\n"


def _mermaid(picture: Picture) -> Iterator[str]:
    yield "---"
    yield f"title: {_quoted(picture.title)}"
    yield "---"
    yield "flowchart LR"
    names = _names(picture)
    for number, group in enumerate(picture.groups):
        yield f'  subgraph g{number}["{_entities(group.label)}"]'
        yield "    direction TB"
        for dot in group.dots:
            begin, end = _MERMAID[dot.kind]
            yield f"    {names[dot.id]}{begin}{_entities(_label(dot))}{end}"
        yield "  end"
    arrows = _foremost(picture)
    if len(arrows) < len(picture.arrows):
        left = len(picture.arrows) - len(arrows)
        yield f"  %% {left} arrows are left out, since Mermaid draws no more than {MOST_ARROWS}; svg and dot have all"
    for arrow in arrows:
        line = "-.->" if arrow.says is Says.READS else "-->"
        label = f'|"{_entities(arrow.label)}"|' if arrow.label else ""
        yield f"  {names[arrow.source]} {line}{label} {names[arrow.target]}"
    for number, arrow in enumerate(arrows):
        yield f"  linkStyle {number} stroke:{_COLOURS[arrow.says]},stroke-width:{width(arrow)}px"


def _foremost(picture: Picture) -> list[Arrow]:
    """As many arrows as Mermaid draws: signatures that are asked for come before values."""
    order = [Says.ASKS, Says.GOES, Says.READS]
    return sorted(picture.arrows, key=lambda arrow: order.index(arrow.says))[:MOST_ARROWS]


def dot(picture: Picture) -> str:
    """A digraph with a cluster for each turn."""
    return "\n".join(_digraph(picture)) + "\n"


def _digraph(picture: Picture) -> Iterator[str]:
    names = _names(picture)
    yield "digraph story {"
    yield f"  label={_quoted(picture.title)}; labelloc=t; rankdir=LR; compound=true;"
    yield '  node [fontname="sans-serif", fontsize=11]; edge [fontname="sans-serif", fontsize=9];'
    for number, group in enumerate(picture.groups):
        yield f"  subgraph cluster_{number} {{"
        yield f"    label={_quoted(group.label)}; style=rounded; color=gray;"
        for item in group.dots:
            yield f"    {names[item.id]} [label={_quoted(_label(item))}, shape={_DOT[item.kind]}];"
        yield "  }"
    for arrow in picture.arrows:
        style = "dashed" if arrow.says is Says.READS else "solid"
        look = f'color="{_COLOURS[arrow.says]}", style={style}, penwidth={width(arrow)}'
        label = f", label={_quoted(arrow.label)}" if arrow.label else ""
        yield f"  {names[arrow.source]} -> {names[arrow.target]} [{look}{label}];"
    yield "}"


def _names(picture: Picture) -> dict[str, str]:
    return {item.id: f"n{n}" for n, item in enumerate(i for group in picture.groups for i in group.dots)}


def _label(item: Dot) -> str:
    share = percent(item.share)
    return shown(item.label) + (f" ({share})" if share else "")


def _entities(text: str) -> str:
    """Letters, digits, blanks and a few harmless signs; everything else by its number."""
    return "".join(c if c.isalnum() or c in " .,-_()'%:…" else f"#{ord(c)};" for c in shown(text))


def _quoted(text: str) -> str:
    line = shown(text).replace("\\", "\\\\").replace('"', '\\"')
    return f'"{line}"'
