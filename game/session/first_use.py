"""Where a word of the time is read first: worked out once, as papers come, for every face.

A glossary's terms and their other spellings are matched by whole words, the longest first, and nothing a story writes
is ever a pattern. A small letter of a term stands for a capital too; a capital stands for itself: a name is a name.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from functools import lru_cache
from itertools import pairwise
from typing import Protocol

from attrs import define, field, frozen

from game.session.views import TermUse

_SIGN = "\u2e80-\u2fdf\u3005-\u3007\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff"  # each of these is a word to itself
_WORD = re.compile(rf"[{_SIGN}]|[^\W_{_SIGN}]+")
_BETWEEN = re.compile(r"(?:[^\S\n]|['’*-]|\n(?!\s*\n)){1,40}")  # what holds words together: no end of a paragraph
_IS_SIGN = re.compile(rf"[{_SIGN}]\Z")


class Named(Protocol):
    """A term of a glossary, as a story declares it or as a face is shown it."""

    @property
    def term(self) -> str: ...
    @property
    def also(self) -> tuple[str, ...]: ...


@frozen
class Spelling:
    """The words of one spelling of a term, as the glossary writes them."""

    term: str
    words: tuple[str, ...]


MOST_KEPT = 2_048  # texts; a story told over and over has the same ones each time
Use = tuple[str, str, int]  # the term, how it is written there, and the how manieth of those words that is


@define
class Spellings:
    """The spellings of a glossary by their first words, and where the texts that were read use them."""

    by_word: dict[str, tuple[Spelling, ...]]
    terms: frozenset[str]
    kept: dict[str, tuple[Use, ...]] = field(factory=dict[str, "tuple[Use, ...]"])

    def uses(self, text: str) -> tuple[Use, ...]:
        """Every use of a term in a text, none inside another."""
        known = self.kept.get(text)
        if known is None:
            if len(self.kept) >= MOST_KEPT:
                self.kept.clear()
            found = ((term, text[start:end], text[:end]) for term, start, end in _uses(text, self.by_word))
            known = tuple((term, written, len(list(_places(until, written)))) for term, written, until in found)
            self.kept[text] = known
        return known


@define
class FirstUses:
    """The terms that have not been read yet. `new_in` gives those that some texts are the first to use."""

    spellings: Spellings
    unread: set[str] = field(factory=set[str])

    @classmethod
    def of(cls, glossary: Iterable[Named]) -> FirstUses:
        """All terms of a glossary, unread."""
        known = _spellings(tuple((term.term, tuple(term.also)) for term in glossary))
        return cls(known, set(known.terms))

    def new_in(self, *texts: str) -> tuple[TermUse, ...]:
        """The terms read here for the first time, in order; they are read from now on."""
        if not self.unread:
            return ()
        found: list[TermUse] = []
        for number, text in enumerate(texts):
            for term, written, nth in self.spellings.uses(text):
                if term in self.unread:
                    self.unread.discard(term)
                    found.append(TermUse(term, written, number, nth))
        return tuple(found)


def locate(text: str, use: TermUse) -> tuple[int, int] | None:
    """Where a use stands in its text, though that was wrapped or set in capitals since; None if it does not."""
    return next((span for nth, span in enumerate(_places(text, use.written), start=1) if nth == use.nth), None)


@lru_cache(maxsize=16)
def _spellings(glossary: tuple[tuple[str, tuple[str, ...]], ...]) -> Spellings:
    """The spellings of a glossary, for every run of its story."""
    found: dict[str, list[Spelling]] = {}
    terms: set[str] = set()
    for term, also in glossary:
        for told in (term, *also):
            words = tuple(_WORD.findall(told))
            if words:
                found.setdefault(words[0].casefold(), []).append(Spelling(term, words))
                terms.add(term)
    longest = {first: tuple(sorted(some, key=lambda s: -len(s.words))) for first, some in found.items()}
    return Spellings(longest, frozenset(terms))


def _uses(text: str, spellings: dict[str, tuple[Spelling, ...]]) -> Iterator[tuple[str, int, int]]:
    """Every use of a term in a text, none inside another: the term, where it begins and ends."""
    words = list(_WORD.finditer(text))
    at = 0
    while at < len(words):
        for spelling in spellings.get(words[at].group().casefold(), ()):
            found = words[at : at + len(spelling.words)]
            if _stands(text, found, spelling.words):
                yield spelling.term, found[0].start(), found[-1].end()
                at += len(found)
                break
        else:
            at += 1


def _places(text: str, written: str) -> Iterator[tuple[int, int]]:
    """Everywhere some words stand in a text, in capitals or not."""
    wanted = tuple(word.casefold() for word in _WORD.findall(written))
    words = list(_WORD.finditer(text))
    for at in range(len(words) - len(wanted) + 1 if wanted else 0):
        found = words[at : at + len(wanted)]
        if _stands(text, found, wanted):
            yield found[0].start(), found[-1].end()


def _stands(text: str, found: list[re.Match[str]], wanted: tuple[str, ...]) -> bool:
    """Whether words of a text are those of a spelling, held together."""
    if len(found) != len(wanted) or not all(_same(f.group(), w) for f, w in zip(found, wanted, strict=True)):
        return False
    return all(_held(text, a, b) for a, b in pairwise(found))


def _held(text: str, before: re.Match[str], after: re.Match[str]) -> bool:
    """Whether nothing parts two words; between signs of Chinese there need be nothing at all."""
    if before.end() == after.start():
        return bool(_IS_SIGN.match(before.group()) or _IS_SIGN.match(after.group()))
    return bool(_BETWEEN.fullmatch(text, before.end(), after.start()))


def _same(word: str, wanted: str) -> bool:
    """A small word stands for one in capitals; one with a capital for itself, and for the whole in capitals."""
    if wanted == wanted.lower():
        return word.casefold() == wanted.casefold()
    return word in (wanted, wanted.upper())
