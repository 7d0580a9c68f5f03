"""The slips of somebody who types: each takes the files of a scenario and gives one of them with one line wrong.

Where keys, values and parts begin is read through the game's own door for YAML, so that a slip is made in what the
game reads, never in a comment or in the middle of a text.
"""

from __future__ import annotations

import random
import re
import string
from collections.abc import Callable, Iterator, Mapping, Sequence
from pathlib import Path

from attrs import frozen

from game.script.faults import Faults
from game.script.gate import read_yaml
from game.script.nodes import Listing, Node, Text
from game.script.nodes import Mapping as MapNode


def _set(words: str) -> frozenset[str]:
    return frozenset(words.split())


# keys under which an author names what she likes: a slip there is one in a name
FREE = _set(
    "k stances sign weights words values set settings prefers aliases orders each_look default against own full"
)
# keys whose value names something that is declared elsewhere
LINKS = _set(
    "turn turns desk beat people sources keep scene from to runs_on_to sets beside threads stage season then calendar"
    " behind tags papers"
)
FORMULAS = _set(
    "when needs is to claimed seen seen_when unknown_when value starts per mark at in_charge real effects"
)
LISTED = _set("stance basis letterhead kind role over format checked standing direction fold level leans")
NUMBERS = _set("minutes low high days priority weight cooldown desk version most_words lines")
NEEDED = _set(
    "title text say after basis label is to why role name stance fates claimed ask record sources about stage set unit"
    " content_note frame blurb turns low high steps intro keep heading what where date author method"
)
_ID = re.compile(r"[a-z][a-z0-9_]{3,}")
_BRACED = re.compile(r"\{(?:if )?([^{}|]*)[|}]")
_RESERVED = _set("turn season because table noise seen visits turns_since clamp round when words percent")


@frozen
class Pair:
    """A key of a part with its value: where both stand (rows and columns from 0), and the row the part begins on."""

    key: Text
    value: Node
    row: int
    column: int
    head: int
    first: bool
    under: str


@frozen
class Source:
    """A file as it is: its lines, its keys, and its lists of parts."""

    path: Path
    lines: tuple[str, ...]
    pairs: tuple[Pair, ...]
    lists: tuple[tuple[Pair, ...], ...]

    @classmethod
    def of(cls, path: Path) -> Source:
        """Read a file."""
        return cls.read(path, path.read_bytes())

    @classmethod
    def read(cls, path: Path, data: bytes) -> Source:
        """Read what stands in a file."""
        text = data.decode("utf-8")
        node = read_yaml(data, path.name, Faults())
        assert node is not None, path
        pairs = tuple(_pairs(node, ""))
        return cls(path, tuple(text.split("\n")), pairs, tuple(_lists(node)))

    def end(self, pair: Pair) -> int:
        """The row after the value of a key."""
        for row in range(pair.row + 1, len(self.lines)):
            line = self.lines[row]
            indent = len(line) - len(line.lstrip(" "))
            beside = indent == pair.column and not line[indent:].startswith("- ")
            if line.strip() and (indent < pair.column or beside):
                return row
        return len(self.lines)

    def alone(self, pair: Pair) -> bool:
        """Whether a key is the first thing on its line, after hyphens."""
        return not self.lines[pair.row][: pair.column].strip(" -")


@frozen
class Slip:
    """A file with one line wrong, and the lines (from 1) at which it is right to say so."""

    path: Path
    text: str
    lines: frozenset[int]
    shown: str

    def told(self, folder: Path) -> str:
        """For a list of misses."""
        return f"{self.path.relative_to(folder.parent)}:{min(self.lines)}: {self.shown.strip()}"


def _place(node: Node) -> tuple[int, int]:
    place = node.at
    assert isinstance(place, tuple)
    return place[1], place[2]


def _pairs(node: Node, under: str) -> Iterator[Pair]:
    """Every key of a file, with the key its part stands under."""
    if isinstance(node, Listing):
        for item in node.items:
            yield from _pairs(item, under)
    elif isinstance(node, MapNode):
        head = _place(node)[0]
        for number, (key, value) in enumerate(node.pairs):
            row, column = _place(key)
            yield Pair(key, value, row, column, head, number == 0, under)
            yield from _pairs(value, key.value)


def _lists(node: Node) -> Iterator[tuple[Pair, ...]]:
    """Every list of two or more parts that begin with the same key: the key and id of each."""
    if isinstance(node, Listing):
        parts = [item for item in node.items if isinstance(item, MapNode) and item.pairs]
        heads = tuple(next(_pairs(part, "")) for part in parts)
        if len(heads) > 1 and all(isinstance(h.value, Text) and _ID.fullmatch(h.value.value) for h in heads):
            yield heads
        for item in node.items:
            yield from _lists(item)
    elif isinstance(node, MapNode):
        for _, value in node.pairs:
            yield from _lists(value)


def misspelt(word: str, chance: random.Random) -> str:
    """A word with one letter wrong."""
    at = chance.randrange(1, len(word))
    other = chance.choice([c for c in string.ascii_lowercase if c != word[at]])
    return chance.choice(
        (word[:at] + other + word[at + 1 :], word[:at] + word[at + 1 :], word[:at] + other + word[at:])
    )


def _changed(source: Source, row: int, line: str, *also: int) -> Slip:
    """The file with another line in a row."""
    lines = [*source.lines[:row], line, *source.lines[row + 1 :]]
    return Slip(source.path, "\n".join(lines), frozenset((row + 1, *also)), line)


def _at(source: Source, row: int, start: int, end: int, new: str) -> Slip:
    line = source.lines[row]
    return _changed(source, row, line[:start] + new + line[end:])


def _names(source: Source) -> Iterator[tuple[int, int, str]]:
    """Names in formulas, effects and braces: row, column, name."""
    for pair in source.pairs:
        rows = range(pair.row, source.end(pair)) if source.alone(pair) else ()
        formula = pair.key.value in FORMULAS
        for row in rows:
            line = source.lines[row]
            start = pair.column + len(pair.key.value) + 1 if row == pair.row else 0
            if formula and (isinstance(pair.value, Text) or pair.key.value == "effects"):
                spans = [(start, line.find(" because ") if " because " in line else len(line))]
            elif isinstance(pair.value, Text) and pair.value.block:
                spans = [m.span(1) for m in _BRACED.finditer(line)]
            else:
                continue
            for first, last in spans:
                for match in _ID.finditer(line, first, last):
                    if match.group() not in _RESERVED:
                        yield row, match.start(), match.group()


def name_misspelt(source: Source, chance: random.Random) -> Slip | None:
    """`grian` for `grain`, in a formula or a brace."""
    names = list(_names(source))
    if not names:
        return None
    row, column, name = chance.choice(names)
    return _at(source, row, column, column + len(name), misspelt(name, chance))


def _keys(source: Source) -> list[Pair]:
    return [p for p in source.pairs if p.under not in FREE and source.alone(p) and _ID.fullmatch(p.key.value)]


def key_misspelt(source: Source, chance: random.Random) -> Slip | None:
    """`titel:` for `title:`."""
    keys = _keys(source)
    if not keys:
        return None
    pair = chance.choice(keys)
    return _at(source, pair.row, pair.column, pair.column + len(pair.key.value), misspelt(pair.key.value, chance))


def key_deleted(source: Source, chance: random.Random) -> Slip | None:
    """A line that cannot be left out, with all that belongs to it."""
    keys = [p for p in _keys(source) if not p.first and p.key.value in NEEDED]
    if not keys:
        return None
    pair = chance.choice(keys)
    lines = [*source.lines[: pair.row], *source.lines[source.end(pair) :]]
    return Slip(source.path, "\n".join(lines), frozenset({pair.head + 1}), source.lines[pair.row])


def id_doubled(source: Source, chance: random.Random) -> Slip | None:
    """The id of an earlier part again."""
    if not source.lists:
        return None
    heads = chance.choice(source.lists)
    second = chance.randrange(1, len(heads))
    earlier, later = chance.choice(heads[:second]), heads[second]
    if earlier.key.value != later.key.value or not isinstance(earlier.value, Text):
        return None
    row, column = _place(later.value)
    assert isinstance(later.value, Text)
    return _at(source, row, column, column + len(later.value.value), earlier.value.value)


def brace_dropped(source: Source, chance: random.Random) -> Slip | None:
    """A closing brace, or an `{end}` with all its braces."""
    blocks = [p for p in source.pairs if isinstance(p.value, Text) and p.value.block and "{" in p.value.value]
    if not blocks:
        return None
    pair = chance.choice(blocks)
    spots = [
        (row, m.start(), m.end())
        for row in range(pair.row + 1, source.end(pair))
        for m in re.finditer(r"\{end\}|(?<!\})\}(?!\})", source.lines[row])
    ]
    if not spots:
        return None
    row, start, end = chance.choice(spots)
    opened = [r for r in range(pair.row + 1, row + 1) if "{if" in source.lines[r]] if end - start > 1 else []
    slip = _at(source, row, start, end, "")
    return Slip(slip.path, slip.text, slip.lines | {r + 1 for r in opened}, slip.shown)


def indentation_changed(source: Source, chance: random.Random) -> Slip | None:
    """A line one or two spaces too far left or right."""
    rows = [p.row for p in source.pairs if source.alone(p)]
    if not rows:
        return None
    row = chance.choice(rows)
    line, by = source.lines[row], chance.choice((-2, -1, 1, 2))
    if by < 0 and not line.startswith(" " * -by):
        return None
    below = next((n for n in range(row + 1, len(source.lines)) if source.lines[n].strip()), row)
    return _changed(source, row, line[-by:] if by < 0 else " " * by + line, below + 1)


def colon_dropped(source: Source, chance: random.Random) -> Slip | None:
    """`title The roof`."""
    keys = _keys(source)
    if not keys:
        return None
    pair = chance.choice(keys)
    at = pair.column + len(pair.key.value)
    return _at(source, pair.row, at, at + 1, "")


def type_changed(source: Source, chance: random.Random) -> Slip | None:
    """A word where a number was, a number where yes or no was, a list where a text was."""
    spots: list[tuple[int, int, int, str]] = []
    for pair in source.pairs:
        if not source.alone(pair) or not isinstance(pair.value, Text) or pair.value.block or pair.under in FREE:
            continue
        row, column = _place(pair.value)
        value = pair.value.value
        if row != pair.row or pair.value.quoted:
            continue
        if pair.key.value in NUMBERS and re.fullmatch(r"-?[0-9.]+", value):
            spots.append((row, column, column + len(value), chance.choice(("many", "[1, 2]", "1,5", "yes"))))
        elif value in ("yes", "no"):
            spots.append((row, column, column + len(value), chance.choice(("perhaps", "1", "[yes]", "Yes"))))
        elif pair.key.value in ("title", "label", "say", "name", "role"):
            spots.append((row, column, len(source.lines[row]), chance.choice(("[one, two]", "{a: b}"))))
    return _at(source, *chance.choice(spots)) if spots else None


def word_changed(source: Source, chance: random.Random) -> Slip | None:
    """A word out of a short list, misspelt."""
    spots = [p for p in source.pairs if p.key.value in LISTED and isinstance(p.value, Text) and p.under not in FREE]
    spots = [p for p in spots if source.alone(p) and _ID.fullmatch(p.value.value)]  # pyright: ignore
    if not spots:
        return None
    value = chance.choice(spots).value
    assert isinstance(value, Text)
    row, column = _place(value)
    return _at(source, row, column, column + len(value.value), misspelt(value.value, chance))


def link_changed(source: Source, chance: random.Random) -> Slip | None:
    """A scene, a turn, a person, a source that is not there."""
    spots = [
        item
        for p in source.pairs
        if p.key.value in LINKS and not p.first
        for item in (p.value.items if isinstance(p.value, Listing) else (p.value,))
        if isinstance(item, Text) and not item.block and _ID.fullmatch(item.value)
    ]
    if not spots:
        return None
    value = chance.choice(spots)
    row, column = _place(value)
    return _at(source, row, column, column + len(value.value), f"no_such_{chance.randrange(100)}")


SLIPS: Mapping[str, Callable[[Source, random.Random], Slip | None]] = {
    "a name misspelt by a letter": name_misspelt,
    "a key misspelt by a letter": key_misspelt,
    "a line that is needed, deleted": key_deleted,
    "an id that is taken": id_doubled,
    "a brace dropped": brace_dropped,
    "an indentation changed": indentation_changed,
    "a colon dropped": colon_dropped,
    "a value of another type": type_changed,
    "a word that is not on the list": word_changed,
    "a link to nowhere": link_changed,
}
KINDS = tuple(SLIPS)


def slip_of(kind: str, files: Sequence[Source], chance: random.Random) -> Slip | None:
    """A slip of a kind in one of the files; None where that file has no place for it."""
    return SLIPS[kind](chance.choice(files), chance)
