"""The words of the time as blocks: a headed item each, which the page links to where a word stands first."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from game.debrief.blocks import Entry, Words
from game.script.tongue import _
from game.session.views import TermView

WORD = "word-"


def glossary_blocks(terms: Iterable[TermView]) -> Iterator[Entry]:
    """Each word: how it is written and said, and what it means."""
    for number, term in enumerate(terms, start=1):
        said = _("say {pronounce}").format(pronounce=term.pronounce) if term.pronounce else ""
        told = ", ".join(part for part in (term.term, term.characters, said) if part)
        yield Entry(told, (Words(term.say),), f"{WORD}{number}")
