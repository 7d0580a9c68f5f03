"""How a debrief's texts become lines: cleaned, wrapped, indented. Pure; nothing in a text is taken for markup.

A heading, a label or an item of a list is one paragraph, wrapped under itself: no story can forge another.
"""

from __future__ import annotations

from collections.abc import Iterator

from game.script.tongue import _
from game.session.door import one_line
from game.session.lines import WIDTH, blocks, unstressed
from game.session.wrapping import wrap

INDENT = "   "


def wrapped(text: str, first: str, rest: str) -> list[str]:
    """A text on lines of the width, the first and the others indented each in its way."""
    return wrap(text, WIDTH, first, rest, long_words=False)


def headed(text: str) -> Iterator[str]:
    """A heading, wrapped under itself."""
    yield from wrapped(unstressed(one_line(text)), "", INDENT) or [""]


def item(mark: str, text: str, indent: str = "") -> Iterator[str]:
    """A text behind a mark of a list, wrapped under its own beginning."""
    lead = f"{indent}{one_line(mark)} "
    yield from wrapped(unstressed(one_line(text)), lead, " " * len(lead)) or [lead.rstrip()]


def said(label: str, text: str, indent: str = "") -> Iterator[str]:
    """A labelled text, wrapped; columns keep their spacing."""
    lead = f"{indent}{one_line(label)} " if label else indent
    for block in blocks(text):
        if block.kept:
            yield from (indent + row for row in block.rows)
            continue
        yield from wrapped(unstressed(" ".join(block.rows)), lead, indent)
        lead = indent


def keys(sources: tuple[str, ...], indent: str = "") -> Iterator[str]:
    """The sources of what stands above, by their keys in the bibliography."""
    if sources:
        yield from said(_("Sources:"), ", ".join(sources), indent)
