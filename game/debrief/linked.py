"""Runs of a page with the words of the time linked to their explanation, each where the page has it first."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from attrs import define, field

from game.debrief.contents_glossary import WORD
from game.debrief.sheet import Sheet
from game.session.first_use import FirstUses, locate

SECTION = "glossary"


@define
class Linked:
    """Which words have not stood on the page yet, and the id of each one's explanation."""

    unread: FirstUses = field(factory=lambda: FirstUses.of(()))
    places: dict[str, str] = field(factory=dict[str, str])

    def runs(self, made: Iterable[tuple[str, bool]]) -> Iterator[tuple[str, bool, str]]:
        """Runs, cut where a word stands first: the text, whether it is stressed, the id it leads to."""
        for text, loud in made:
            at = 0
            spans = [(span, use.term) for use in self.unread.new_in(text) if (span := locate(text, use)) is not None]
            for (start, end), term in sorted(spans):
                if start > at:
                    yield text[at:start], loud, ""
                yield text[start:end], loud, self.places[term]
                at = end
            if at < len(text):
                yield text[at:], loud, ""


def linked(sheet: Sheet) -> Linked:
    """The words of a page that explains them; none of one that does not."""
    if not any(section.id == SECTION for section in sheet.sections):
        return Linked()
    return Linked(FirstUses.of(sheet.words), {term.term: f"{WORD}{n}" for n, term in enumerate(sheet.words, start=1)})
