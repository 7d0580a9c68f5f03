"""The one door from words to the screen: the story's markup in, Textual `Content` out. Never a `str` into a widget.

`*word*` becomes emphasis, columns keep their spacing, control characters and direction overrides are taken out. Nothing
a story, a save or a student wrote is ever read as the toolkit's own markup.
"""

from __future__ import annotations

from collections.abc import Iterable

from textual.content import Content
from textual.style import Style

from game.session.first_use import locate
from game.session.lines import EMPHASIS, blocks, clean
from game.session.views import TermUse
from game.session.wrapping import tidy

STRESSED = "bold"
FAINT = "$text-muted"


def line(text: str, style: str = "") -> Content:
    """One line of text, cleaned, its line breaks turned to spaces, its `*stressed*` words set apart."""
    return stressed(tidy(clean(text.replace("\n", " "))), style)


def verbatim(text: str, style: str = "") -> Content:
    """One line as it is, but cleaned: a path, a code, a formula, a row of a drawing."""
    told = clean(text.replace("\n", " "))
    return Content.styled(told, style) if style else Content(told)


def stressed(text: str, style: str = "") -> Content:
    """Text with its `*stressed*` words set apart."""
    made = Content("")
    at = 0
    for match in EMPHASIS.finditer(text):
        made = made.append(Content(text[at : match.start()])).append(Content.styled(match.group(1), STRESSED))
        at = match.end()
    made = made.append(Content(text[at:]))
    return made.stylize_before(style) if style else made


def prose(text: str, style: str = "") -> Content:
    """Paragraphs with a blank line between, columns as they are."""
    parts: list[Content] = []
    for block in blocks(text):
        if block.kept:
            parts.append(Content("\n").join([Content(row) for row in block.rows]))
        else:
            parts.append(stressed(tidy(" ".join(block.rows))))
    made = Content("\n\n").join(parts)
    return made.stylize_before(style) if style else made


def marked(content: Content, uses: Iterable[tuple[int, TermUse]]) -> Content:
    """A text with the words underlined that are read here first; each asks its screen for the word of that number."""
    for number, use in uses:
        span = locate(content.plain, use)
        if span is not None:
            content = content.stylize(Style(underline=True), *span)
            content = content.stylize(Style.from_meta({"@click": f"screen.word({number})"}), *span)
    return content


def stack(parts: Iterable[Content], gap: int = 1) -> Content:
    """Contents one below the other with blank lines between."""
    return Content("\n" * (gap + 1)).join([p for p in parts if p.plain])


def pairs(rows: Iterable[tuple[Content, Content]]) -> Content:
    """Label and value, one pair a line, the values in a column."""
    made = list(rows)
    wide = max((label.cell_length for label, _ in made), default=0)
    return Content("\n").join([label.pad_right(wide - label.cell_length + 2).append(value) for label, value in made])
