"""Words: to avoid, left for later, of the time and explained nowhere, explained and used nowhere.

The list of words to avoid is data, `terms_to_avoid.yaml` beside the scenarios (a scenario may bring its own).
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from enum import StrEnum
from pathlib import Path
from typing import Any

from attrs import frozen

from game.script.faults import Faults, Place
from game.script.files import read_list
from game.script.lint.walk import Told, told
from game.script.model import Scenario, Term
from game.script.shapes import TEXT, key, many, one_of, where

AVOID, GLOSSARY = "terms_to_avoid.yaml", "glossary.yaml"
_LEFT = re.compile(r"\b(?:TODO|FIXME|XXX|TBD)\b|\blorem ipsum\b|\?\?\?", re.IGNORECASE)
_ONLY_DOTS = re.compile(r"\s*(?:\.{2,}|…|-+|_+)\s*\Z")
_SIGNS = re.compile("[\u0400-\u052f]{2,}(?:[ -][\u0400-\u052f]+)*|[\u3400-\u9fff]+")
_LEADS_THERE = ("title", "text", "brief", "summary", "after", "brief_after")  # where a face marks words to look up
_QUOTED = re.compile(r"\"[^\"]*\"|“[^”]*”|\*[^*\n]*\*")


class Where(StrEnum):
    """In which texts a word is to be avoided."""

    NARRATION = "narration"
    EVERYWHERE = "everywhere"


@frozen
class Avoided:
    """A word that says more, or less, than is known, or says it of people as they would not."""

    words: tuple[str, ...] = key(many(TEXT, single=True), "the words, and other spellings", name="avoid")
    use: str = key(TEXT, "what to write in their place")
    why: str = key(TEXT, "why")
    inside: Where = key(one_of(Where), "narration, or everywhere", name="where", default=Where.EVERYWHERE)
    place: Place = where()


def read_avoided(folder: Path, faults: Faults) -> tuple[Avoided, ...]:
    """The list of a scenario: its own, or the one it shares."""
    own = folder / AVOID
    return read_list(own if own.exists() else folder.parent / AVOID, Avoided, faults)


def other_glossaries(folder: Path) -> tuple[Term, ...]:
    """The terms of the scenarios beside this one that are written in other letters."""
    paths = sorted(p for p in folder.parent.glob(f"*/{GLOSSARY}") if p.parent != folder)
    return tuple(t for p in paths for t in read_list(p, Term, Faults()) if t.characters)


def vocabulary(
    scenario: Scenario, others: Iterable[Any], avoided: Sequence[Avoided], beside: Sequence[Term], faults: Faults
) -> None:
    """Everything about words."""
    texts = [t for value in (scenario, *others) for t in told(value)]
    lines = Lines(Path(scenario.folder))
    for text in texts:
        plain = text.plain()
        left = _LEFT.search(plain) or _ONLY_DOTS.match(plain)
        if left:
            faults.add("placeholder", lines.find(text.place, left.group().strip()), found=left.group().strip())
    _avoid(texts, avoided, lines, faults)
    _glossary(scenario, texts, beside, lines, faults)


def _pattern(words: Iterable[str], *, exactly: bool = False) -> re.Pattern[str] | None:
    found = sorted({w for w in words if w}, key=len, reverse=True)
    flags = 0 if exactly else re.IGNORECASE
    return re.compile(r"(?<!\w)(?:" + "|".join(map(re.escape, found)) + r")(?!\w)", flags) if found else None


def _avoid(texts: Iterable[Told], avoided: Sequence[Avoided], lines: Lines, faults: Faults) -> None:
    owners = {word.casefold(): item for item in avoided for word in item.words}
    pattern = _pattern(owners)
    for text in texts if pattern else ():
        plain = text.plain()
        for match in pattern.finditer(plain) if pattern else ():
            item = owners[match.group().casefold()]
            if item.inside is Where.NARRATION and (not text.narrated or _quoted(plain, match.start())):
                continue
            place = lines.find(text.place, match.group())
            faults.add("avoid-term", place, term=match.group(), use=item.use, why=item.why)


def _quoted(text: str, at: int) -> bool:
    """Whether a position stands in quotes, or in a word marked as a word of the time."""
    return any(m.start() < at < m.end() for m in _QUOTED.finditer(text))


def _glossary(scenario: Scenario, texts: Iterable[Told], beside: Sequence[Term], lines: Lines, faults: Faults) -> None:
    played = [t for t in texts if t.in_play and t.key in _LEADS_THERE]
    words = "\n".join(t.plain() for t in texts)
    own = {spelling.casefold() for term in scenario.glossary for spelling in (term.term, *term.also)}
    for term in scenario.glossary:
        pattern = _pattern((term.term, *term.also))
        if pattern is not None and not pattern.search(words):
            faults.add("unused-term", lines.of(GLOSSARY, f"term: {term.term}"), term=term.term)
    known = {term.characters for term in scenario.glossary} | {p.characters for p in scenario.people}
    named = "\n".join(p.name for p in scenario.people)
    foreign = {s: t for t in beside for s in (t.term, *t.also) if _is_name(s) and s.casefold() not in own}
    foreign = {s: t for s, t in foreign.items() if s not in named}
    pattern, explained = _pattern(foreign, exactly=True), _pattern(own)
    told_of: set[str] = set()
    for text in played:
        plain = text.plain()
        for match in _SIGNS.finditer(plain):
            if match.group() not in known and match.group() not in told_of:
                told_of.add(match.group())
                faults.add("unexplained-word", lines.find(text.place, match.group()), "signs", word=match.group())
        bare = explained.sub(lambda m: " " * len(m.group()), plain) if explained else plain
        for match in pattern.finditer(bare) if pattern else ():
            if foreign[match.group()].term not in told_of:
                told_of.add(foreign[match.group()].term)
                faults.add("unexplained-word", lines.find(text.place, match.group()), word=match.group())


def _is_name(spelling: str) -> bool:
    """Whether it is a name: `Lushan`. An ordinary word that another story explains may need no explanation here."""
    return spelling[:1].isupper()


class Lines:
    """Where in a file a word stands: the first line with it, from where the thing begins that holds the text."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self._read: dict[str, list[str]] = {}

    def _lines(self, file: str) -> list[str]:
        if file not in self._read:
            path = next((p for p in (Path(file), *self.folder.rglob(Path(file).name)) if p.is_file()), None)
            self._read[file] = path.read_text(encoding="utf-8", errors="replace").split("\n") if path else []
        return self._read[file]

    def find(self, place: Place, words: str) -> Place:
        """The place of a word; that of what holds it, where the word is broken over lines."""
        for number, line in enumerate(self._lines(place.file)[place.line - 1 :], start=place.line):
            at = line.casefold().find(words.casefold())
            if at >= 0 and not line.lstrip().startswith("#"):
                return Place(place.file, number, at + 1, line)
        return place

    def of(self, name: str, words: str) -> Place:
        """The place of a word in a file of the scenario."""
        from game.script.files import short

        return self.find(Place(short(self.folder / name)), words)
