"""A text of a story as paragraphs of stressed and plain runs, and rows of columns: cleaned, not yet escaped. Pure."""

from __future__ import annotations

from attrs import frozen

from game.session.lines import EMPHASIS, blocks


@frozen
class Part:
    """A paragraph as runs of text, each stressed or not; or rows of columns that keep their spacing."""

    runs: tuple[tuple[str, bool], ...]
    kept: bool = False


def prose(text: str) -> list[Part]:
    """A text as paragraphs and columns."""
    found: list[Part] = []
    for block in blocks(text):
        if block.kept:
            found.append(Part((("\n".join(block.rows), False),), kept=True))
        else:
            found.append(Part(runs_of(" ".join(block.rows))))
    return found


def runs_of(text: str) -> tuple[tuple[str, bool], ...]:
    """A line of text as runs, stressed or not."""
    found: list[tuple[str, bool]] = []
    end = 0
    for match in EMPHASIS.finditer(text):
        found += [(text[end : match.start()], False), (match.group(1), True)]
        end = match.end()
    return tuple(run for run in (*found, (text[end:], False)) if run[0])
