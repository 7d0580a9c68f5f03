"""Words on their way out to a reader: cleaned, and taken apart into prose and columns. Every face goes through here.

A text holds paragraphs, `*stressed*` words, and rows of columns (lines that begin with two spaces or with `|`), which
keep their spacing. Control characters and direction overrides never leave this room.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from attrs import frozen

WIDTH = 78
_LETTER = "[^\\W\u2e80-\u9fff\uff00-\uffef]"  # of a script with words: Chinese stresses inside a run of characters
EMPHASIS = re.compile(rf"(?<!\*)(?<!{_LETTER})\*(\S(?:[^*\n]*\S)?)\*(?!\*)(?!{_LETTER})")
_CONTROL = re.compile(r"[\x00-\x09\x0b-\x1f\x7f-\x9f\u2028\u2029\u200e\u200f\u202a-\u202e\u2066-\u2069\ud800-\udfff]")


@frozen
class Block:
    """A paragraph, or rows of columns (`kept`) whose line breaks and spacing stay."""

    rows: tuple[str, ...]
    kept: bool


def clean(text: str) -> str:
    """Text that is safe to print: no control character, no direction override; a tab is a space."""
    return _CONTROL.sub("", text.replace("\t", " "))


def unstressed(text: str) -> str:
    """A text without its stress marks, for where nothing can be set apart."""
    return EMPHASIS.sub(r"\1", text)


def stopped(text: str) -> str:
    """A text as a sentence: with a full stop, unless it ends in a stop of its own."""
    told = text.rstrip()
    if told[-1:] > "\u2e7f":  # a script that has stops of its own
        return told if told.endswith(("。", "？", "！", "。”", "？”", "！”", "…", "」")) else f"{told}。"
    return told if told.endswith((".", "?", "!", ".”", "?”", "!”", '."', '?"', '!"')) else f"{told}."


def inside(text: str) -> str:
    """A name inside a sentence: its article begins small."""
    word, _space, rest = text.partition(" ")
    return f"{word.lower()} {rest}" if rest and word in ("A", "An", "The") else text


def blocks(text: str) -> Iterator[Block]:
    """The paragraphs and columns of a text, cleaned, in order."""
    for part in clean(text).strip("\n").split("\n\n"):
        rows: list[str] = []
        kept = False
        for row in part.split("\n"):
            columns = row.startswith(("  ", "|"))
            if rows and columns != kept:
                yield Block(tuple(rows), kept)
                rows = []
            kept = columns
            rows.append(row.rstrip())
        if any(rows):
            yield Block(tuple(rows), kept)


def paragraphs(text: str, width: int = WIDTH) -> Iterator[str]:
    """Lines of prose wrapped to a width, stress marks taken off; columns as they are; a blank line after each block."""
    from game.script.tongue import foreign  # here, for the door that only wants `clean`
    from game.session.wrapping import wrap

    for block in blocks(text):
        if block.kept:
            yield from block.rows
        else:
            joined = EMPHASIS.sub(r"\1", " ".join(block.rows))
            yield from wrap(joined, width, long_words=foreign())
        yield ""
