"""Run codes out of a text that was typed, pasted or scanned from paper: every code, and every line without one. Pure.

The check in a code decides where it begins and ends and which of two letters that look alike was meant; nothing is
guessed that the check does not confirm. Around a code may stand whatever a list has: numbers, bullets, tags, remarks. A
code may be broken over lines. What was read otherwise than it was written is told, and so is a line that has no code.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Collection, Iterator, Sequence
from itertools import combinations

from attrs import frozen

from game.session.letters import ALPHABET, CodeError, bare, check_of
from game.session.runcode import FORMAT, SHORTEST, read_head

LONGEST = 160  # letters; more than any run of a story comes to
MOST_LINES = 4  # a code is broken over
MOST_MENDED = 64  # letters; in a longer stretch something or other fits by chance
GROUP = 4  # letters of a code between two dashes
NEAR = 10  # letters in words with digits, and a line looks as if a code was meant
DASHES = re.compile("[\u2010-\u2015\u2212\u2043_~=·•]")  # between the groups of a code, or taken for a dash
WORD = re.compile(r"[^\s,;:()\[\]{}<>\"“”„|]+")
UNLIKE = {  # letters that never stand in a code: what else they may have been
    "U": "V",
    **dict.fromkeys("O°ОΟ", "0"),
    **dict.fromkeys("IL!ІΙŁ", "1"),
    "$": "S",
    "§": "S",
    "€": "E",
    "£": "E",
    "@": "0",
    "&": "8",
    "З": "3",
    **dict(zip("АВЕКМНРСТХΑΒΕΖΗΚΜΝΡΤΧ", "ABEKMHPCTXABEZHKMNPTX", strict=True)),
}
LOOKS = "5S S5 2Z Z2 8B B83 6G G6C 0DQ D0 Q0 17TJ 71T T71 VY YV 9G 38B CG J1 4A A4 MN NMH HN EF FEP PF KX XK WVM"
ALIKE = {  # letters that do stand in one, each with those it is taken for by a hand or a scanner
    pair[0]: pair[1:] for pair in LOOKS.split()
}


@frozen
class Found:
    """A code, the line it begins on, and how it was written where a letter had to be taken for another."""

    line: int
    code: str
    written: str = ""


@frozen
class Unread:
    """A line in which no code was found; `near` if it looks like one."""

    line: int
    text: str
    near: bool = False


@frozen
class _Word:
    """A word as it was written, and what it is as letters of a code; empty if it can be no part of one."""

    line: int
    raw: str
    letters: str


def codes_in(text: str, stories: Collection[int]) -> Iterator[Found | Unread]:
    """What stands in a text, in its order. `stories` are the numbers that codes here have for their scenario."""
    lines = [(n, line) for n, line in enumerate(text.splitlines(), start=1) if line.strip("\ufeff \t")]
    words = [[_word(n, raw) for raw in WORD.findall(DASHES.sub("-", _plain(line)))] for n, line in lines]
    at = 0
    while at < len(lines):
        found, used = _in_lines(words[at : at + MOST_LINES], stories)
        yield from found or [Unread(lines[at][0], lines[at][1].strip(), near=_near(words[at]))]
        at += used


def _plain(line: str) -> str:
    """Wide letters as narrow ones, and nothing that cannot be seen."""
    text = unicodedata.normalize("NFKC", line)
    return "".join(c for c in text if c == "\t" or unicodedata.category(c) not in ("Cc", "Cf", "Co", "Cs"))


def _word(line: int, raw: str) -> _Word:
    made = "".join(UNLIKE.get(c, c) for c in raw.upper().strip("*+>.'") if c != "-")
    speech = len(made) > GROUP and "-" not in raw and not any(c.isdigit() for c in raw)  # a name, a remark
    return _Word(line, raw, "" if speech or any(c not in ALPHABET for c in made) else made)


def _in_lines(lines: Sequence[Sequence[_Word]], stories: Collection[int]) -> tuple[list[Found], int]:
    """The codes that begin on the first of some lines, and how many of the lines they use up."""
    words, own = [word for line in lines for word in line], len(lines[0])
    found: list[Found] = []
    at = end = 0
    while at < own:
        start, stop, code = _next(words, at, own, stories)
        if not code:
            break
        found.append(Found(words[start].line, code, _written(words[start:stop], code)))
        at = end = stop
    used, gone = 1, own
    while end > gone:
        gone += len(lines[used])
        used += 1
    return found, used


def _next(words: Sequence[_Word], at: int, own: int, stories: Collection[int]) -> tuple[int, int, str]:
    """The next code from a place on: where it begins and ends. As it stands first, then with letters that look alike.

    Of readings that overlap the shortest counts, without the words before it; what lies before a code as it stands, on
    this line or a later one, is looked at for one of the other kind.
    """
    hits = [(start, *hit) for start in range(at, own) for hit in _exact(words, start, stories)]
    until = hits[0][1] if hits else len(words)
    hits += [(start, *hit) for start in range(own, until) for hit in _exact(words, start, stories)]
    first = [hit for hit in hits if hit[0] < min(h[1] for h in hits)]
    exact = min(first, key=lambda h: (len(h[2]), h[0]), default=(len(words), len(words), ""))
    other = _mended(words, at, min(own, exact[0]), exact[0], stories)
    return other if other[2] else exact if exact[0] < own else (own, own, "")


def _mended(words: Sequence[_Word], at: int, own: int, until: int, stories: Collection[int]) -> tuple[int, int, str]:
    """A code that begins on this line and ends before a place, with one or two letters read as what they look like."""
    ends = {
        until,
        *(end for end in range(own, until + 1) if end == len(words) or words[end].line != words[end - 1].line),
    }
    tried = [
        (start, end, text)
        for start in range(at, own)
        for end, text in _stretches(words, start)
        if end in ends and len(text) <= MOST_MENDED
    ]
    tried.sort(key=lambda one: len(one[2]))
    for number in (1, 2):
        for start, end, text in tried:
            if code := _mend(text, number, stories):
                return start, end, grouped(code)
    return at, at, ""


def _exact(words: Sequence[_Word], start: int, stories: Collection[int]) -> Iterator[tuple[int, str]]:
    """The ends of what reads as a code from a word on, as it stands."""
    yield from ((end, grouped(text)) for end, text in _stretches(words, start) if _holds(text, stories))


def _stretches(words: Sequence[_Word], start: int) -> Iterator[tuple[int, str]]:
    """Words on from a place, joined, as long as they may be of one code."""
    text = ""
    if len(words[start].letters) < GROUP:  # only the last group is shorter: a number of a list, a short name
        return
    for end in range(start, len(words)):
        word = words[end]
        if (not word.letters and word.raw.strip("-*+>.'")) or len(text) > LONGEST:
            return
        text += word.letters
        if word.letters and len(text) >= SHORTEST:
            yield end + 1, text


def _value(text: str) -> int:
    value = 0
    for letter in text:
        value = value * 32 + ALPHABET.index(letter)
    return value


def _fits(value: int, stories: Collection[int]) -> bool:
    """Whether the check of a number holds, and it is of our form and of a story that is here."""
    head = value >> 15
    return value & 0x7FFF == check_of(head) and head & 7 == FORMAT and (head >> 3) & 0x3FF in stories


def _holds(text: str, stories: Collection[int]) -> bool:
    if not _fits(_value(text), stories):
        return False
    try:
        read_head(text)
    except CodeError:
        return False
    return True


def _mend(text: str, number: int, stories: Collection[int]) -> str:
    """The same with so many letters read as what they look like, where just one such reading holds; or nothing."""
    value, last = _value(text), len(text) - 1
    steps = [
        (at, other, (ALPHABET.index(other) - ALPHABET.index(letter)) << 5 * (last - at))
        for at, letter in enumerate(text)
        for other in ALIKE.get(letter, "")
    ]
    held = {
        _with(text, changes)
        for changes in combinations(steps, number)
        if len({at for at, _other, _step in changes}) == number
        if _fits(value + sum(step for _at, _other, step in changes), stories)
    }
    return held.pop() if len(held) == 1 else ""


def _with(text: str, changes: Sequence[tuple[int, str, int]]) -> str:
    letters = list(text)
    for at, other, _step in changes:
        letters[at] = other
    return "".join(letters)


def _written(words: Sequence[_Word], code: str) -> str:
    """How a code was written, where a letter had to be taken for another that is not told apart anyway."""
    raw = " ".join(word.raw for word in words)
    return "" if bare(raw) == bare(code) else raw


def _near(words: Sequence[_Word]) -> bool:
    return sum(len(w.letters) for w in words if any(c.isdigit() for c in w.raw)) >= NEAR


def grouped(text: str) -> str:
    """Letters in groups of four."""
    return "-".join(text[i : i + 4] for i in range(0, len(text), 4))
