"""The least that must be read and signed, whoever plays, held against what a story and its cuts promise; and the most.

Counted as `words` counts: content note, frame, role, intro, papers that must come and are not optional, and the
shortest of what may follow each signature. What `words` finds above a promise and this does not is a longer path.

The most is all that any path can have: every scene that may come, the optional ones too, with its longest texts. Where
even that leaves half of the promised minutes empty, the promise is far too large.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from math import ceil

from attrs import Factory, define

from game.script.faults import Faults, Place
from game.script.header import Length
from game.script.lint.changes import rows_of
from game.script.lint.state import State
from game.script.lint.watcher import Watcher, Way
from game.script.model import Scenario
from game.script.prose import Branch, Prose
from game.script.scenes import Scene, SceneKind
from game.script.within import within

A_MINUTE = 168  # words that a reader in grade 9 reads
A_SIGNATURE = 1.0  # minutes to weigh and sign one paper
LONG_TURN = 1_000  # words that must be read in one turn
EMPTY = 0.5  # so much of the minutes that are promised may stay empty on the fullest path
SPARE = 5  # and so many minutes, since a story of a few minutes is promised roughly


@define(eq=False)
class Lengths(Watcher):
    """Notes what must come, and what may, in each way to play."""

    must: dict[Way, list[tuple[int, Scene]]] = Factory(dict[Way, list[tuple[int, Scene]]])
    may: dict[Way, set[tuple[int, str]]] = Factory(dict[Way, set[tuple[int, str]]])
    all: dict[Way, set[tuple[int, str]]] = Factory(dict[Way, set[tuple[int, str]]])

    def must_come(self, scene: Scene, at: State) -> None:
        if self.way.parts[at.turn] is self.way.cut:
            self.must.setdefault(self.way, []).append((at.turn, scene))

    def comes(self, scene: Scene, at: State) -> None:
        if self.way.parts[at.turn] is not self.way.cut:
            return
        came = (-1 if scene.once else at.turn, scene.id)
        self.all.setdefault(self.way, set()).add(came)
        if scene.decides:
            self.may.setdefault(self.way, set()).add(came)

    def moment(self, _at: State) -> None:
        self.must.setdefault(self.way, [])
        self.all.setdefault(self.way, set())
        self.may.setdefault(self.way, set())


def least_text(prose: Prose | None) -> str:
    """A text with the shorter side of every {if}, and figures as one sign."""
    out: list[str] = []
    for part in prose.parts if prose else ():
        match part:
            case str():
                out.append(part)
            case Branch(_, then, otherwise):
                out.append(min((least_text(then), least_text(otherwise)), key=lambda t: len(t.split())))
            case _:
                out.append("0")
    return "".join(out)


def most_words(prose: Prose | None) -> int:
    """No text that is told of it has more words: the longer side of every {if}, and figures as one word."""
    return sum(_most_words(part) for part in prose.parts) if prose else 0


def _most_words(part: object) -> int:
    match part:
        case str():
            return len(part.split())
        case Branch(_, then, otherwise):
            return max(most_words(then), most_words(otherwise))
        case _:
            return 1


def least_words(prose: Prose | None) -> int:
    """The fewest words a text may have."""
    return len(least_text(prose).split())


def of_scene(scene: Scene, *, short: bool) -> int:
    """The fewest words that must be read of a scene that comes: its text, and what follows a signature."""
    words = (
        0
        if scene.optional or scene.kind is SceneKind.LOOK
        else (least_words(scene.brief if short and scene.brief else scene.text))
    )
    for _, row in rows_of(scene):
        words += min(least_words(p.brief_after if short and p.brief_after else p.after) for p in row)
    return words + least_words(scene.brief_after if short and scene.brief_after else scene.after)


def most_of_scene(scene: Scene, *, short: bool) -> int:
    """The most words of a scene that comes: its text, labels, the longest of what may follow, at once and later."""

    def told(text: Prose | None, brief: Prose | None) -> int:
        return most_words(brief if short and brief else text)

    words = told(scene.text, scene.brief) + len(scene.record.split()) + told(scene.after, scene.brief_after)
    for _, row in rows_of(scene):
        words += sum(most_words(part.say) for part in row)
        words += max(told(p.after, p.brief_after) + sum(most_words(late.text) for late in p.later) for p in row)
    return words


def too_long(scenario: Scenario, lengths: Lengths, faults: Faults) -> None:
    """Every promise that no path can keep."""
    header = scenario.header
    opening = sum(len(text.split()) for text in (header.content_note, header.frame, header.role))
    for way, must in lengths.must.items():
        cut = way.cut
        short = cut is not None
        found = [(turn, of_scene(scene, short=short)) for turn, scene in must]
        words = opening + sum(n for _, n in found) + (least_words(cut.intro) if cut else 0)
        signed = sum(scene.decides for _, scene in must)
        place = cut.place if cut else header.place
        length = (cut.length if cut else header.length) or Length()
        _words(way, words, length, faults)
        minutes = cut.minutes if cut else header.minutes
        _minutes(way, words, signed, minutes, place, faults)
        if minutes - SPARE > words / A_MINUTE + signed * A_SIGNATURE:
            came = Counter(name for _, name in lengths.all[way])
            most = opening + (most_words(cut.intro) if cut else 0)
            most += sum(most_of_scene(s, short=short) * came[s.id] for s in scenario.scenes if s.id in came)
            _empty(way, most, len(lengths.may[way]), minutes, place, faults)
        _signatures(way, signed, len(lengths.may[way]), length, faults)
        _turns(scenario, way, found, faults)


def _words(way: Way, words: int, length: Length, faults: Faults) -> None:
    if length.most_words and words > length.most_words:
        at = within(length.place, "most_words")
        faults.add("too-many-words", at, what=way.name, words=words, most=length.most_words)


def _minutes(way: Way, words: int, signed: int, minutes: int, place: Place, faults: Faults) -> None:
    needed = words / A_MINUTE + signed * A_SIGNATURE
    if minutes and needed >= minutes + 1:  # less than a minute too long is no promise broken
        least = int(needed)
        at = within(place, "minutes")
        faults.add("too-many-minutes", at, what=way.name, needed=least, minutes=minutes, words=words, signed=signed)


def _empty(way: Way, words: int, signed: int, minutes: int, place: Place, faults: Faults) -> None:
    needed = words / A_MINUTE + signed * A_SIGNATURE
    if needed <= minutes * EMPTY and needed <= minutes - SPARE:
        at = within(place, "minutes")
        faults.add("too-few-words", at, what=way.name, needed=ceil(needed), minutes=minutes, words=words, signed=signed)


def _signatures(way: Way, least: int, most: int, length: Length, faults: Faults) -> None:
    if length.most_signatures and least > length.most_signatures:
        at = within(length.place, "most_signatures")
        faults.add("signatures", at, "many", what=way.name, signed=least, promised=length.most_signatures)
    if most < length.least_signatures:
        at = within(length.place, "least_signatures")
        faults.add("signatures", at, "few", what=way.name, signed=most, promised=length.least_signatures)


def _turns(scenario: Scenario, way: Way, found: Iterable[tuple[int, int]], faults: Faults) -> None:
    words: dict[int, int] = {}
    for turn, number in found:
        words[turn] = words.get(turn, 0) + number
    for index, number in words.items():
        if number > LONG_TURN:
            turn = scenario.header.turns[index]
            faults.add("long-turn", turn.place, what=way.name, turn=turn.id, words=number, most=LONG_TURN)
