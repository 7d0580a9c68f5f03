"""Strings from outside, cleaned once as they come in: what passed here may be kept, compared and put into messages."""

from __future__ import annotations

from game.session.lines import clean

MOST_SHOWN = 200


def one_line(text: str) -> str:
    """A foreign string on a single line, each run of blanks one space, no control characters."""
    return " ".join(clean(text).split())


def shown(text: str) -> str:
    """The same as it may stand inside a message: not without end."""
    line = one_line(text)
    return line if len(line) <= MOST_SHOWN else f"{line[:MOST_SHOWN]}..."
