"""The one door from texts of a story to a page: taken apart into runs, cleaned; the template escapes every one.

A word of the time is marked where it is read first, and leads to its explanation beside the text.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from attrs import frozen

from game.debrief.runs import Part, prose
from game.session.door import one_line
from game.session.first_use import locate
from game.session.lines import unstressed
from game.session.views import TermUse, TermView

BETWEEN = "\n\n"  # paragraphs


@frozen
class Piece:
    """A run of letters: whether it is stressed, and the number of the word it leads to (0 for none)."""

    text: str
    loud: bool = False
    word: int = 0


@frozen
class Passage:
    """A paragraph as pieces; or rows of columns that keep their spacing."""

    pieces: tuple[Piece, ...]
    kept: bool = False


@frozen
class Noted:
    """A word of the time and its explanation, under the number that a page gives it."""

    number: int
    term: TermView


class Words:
    """The words of a page: each is numbered where it stands first, and explained once."""

    def __init__(self, glossary: Iterable[TermView], prefix: str = "word") -> None:
        self._known = {term.term: term for term in glossary}
        self._numbers: dict[str, int] = {}
        self.prefix = prefix

    def number(self, term: str) -> int:
        """The number of a word on this page; 0 for one that nobody explains."""
        if term not in self._known:
            return 0
        return self._numbers.setdefault(term, len(self._numbers) + 1)

    def noted(self, uses: Iterable[TermUse]) -> tuple[Noted, ...]:
        """The explanations that go with some uses."""
        named = dict.fromkeys(use.term for use in uses if use.term in self._known)
        return tuple(Noted(self.number(term), self._known[term]) for term in named)

    def passages(self, text: str, uses: Sequence[TermUse] = (), place: int | None = None) -> list[Passage]:
        """A text with its words marked; `place` is the one of several texts that the uses are told of."""
        parts = prose(text)
        spans = self._spans(parts, [use for use in uses if place is None or use.text == place])
        found: list[Passage] = []
        at = 0
        for part in parts:
            pieces: list[Piece] = []
            for run, loud in part.runs:
                pieces.extend(_cut(run, at, spans, loud=loud))
                at += len(run)
            at += len(BETWEEN)
            found.append(Passage(tuple(pieces), part.kept))
        return found

    def heading(self, text: str, uses: Sequence[TermUse] = ()) -> list[Piece]:
        """A title on one line with its words marked: those of text 0."""
        told = unstressed(one_line(text))
        part = Part(((told, False),))
        return _cut(told, 0, self._spans([part], [use for use in uses if use.text == 0]), loud=False)

    def _spans(self, parts: Sequence[Part], uses: Iterable[TermUse]) -> list[tuple[int, int, int]]:
        """Where words stand in the letters of some paragraphs, in order: from, to, number."""
        whole = BETWEEN.join("".join(run for run, _loud in part.runs) for part in parts)
        found: list[tuple[int, int, int]] = []
        for use in uses:
            span = locate(whole, use)
            number = self.number(use.term)
            if span is not None and number:
                found.append((*span, number))
        return sorted(found)


def _cut(run: str, begins: int, spans: Iterable[tuple[int, int, int]], *, loud: bool) -> list[Piece]:
    """A run that begins at a place of the whole, cut where words stand."""
    found: list[Piece] = []
    at = 0
    for start, end, number in spans:
        low, high = max(start - begins, at), min(end - begins, len(run))
        if low < high:
            if low > at:
                found.append(Piece(run[at:low], loud))
            found.append(Piece(run[low:high], loud, number))
            at = high
    if at < len(run):
        found.append(Piece(run[at:], loud))
    return found
