"""A booklet as data: leaves that everybody reads, slips that only some turn to, and what stands on each. Pure.

A leaf holds what is the same for every reader, or says beside a line for which letters it is. What only some may read
stands on slips: what followed a signature, what came back later. Slips lie in an order that tells nothing.
"""

from __future__ import annotations

import random
from collections.abc import Iterator, Sequence

from attrs import Factory, define, evolve, frozen

from game.script.tongue import _
from game.session.strip import LETTERS
from game.tools.booklet.found import Found, Spot
from game.tools.booklet.settled import ALWAYS, Piece, Span, Way, When, label

PERHAPS = "?"
PLACED = frozenset({"answer", "beside", "by", "fate", "page"})  # what stands in a block of something else


@frozen
class Para:
    """A paragraph. `label` are the letters for which it is true: empty for everybody, `?` where letters do not say."""

    text: str
    label: str = ""


@frozen
class Answer:
    """A line that can be signed, or looked up: `slip` is where to turn then, if there is something."""

    letter: str
    say: str
    value: str = ""
    closed: str = ""
    slip: str = ""


@frozen
class Block:
    """A part of a leaf or a slip that is not parted: a paper, a table of answers, a notice."""

    kind: str
    head: str = ""
    sub: str = ""
    paras: tuple[Para, ...] = ()
    answers: tuple[Answer, ...] = ()
    figures: tuple[tuple[str, str], ...] = ()


@frozen
class Slip:
    """Read by those with these letters, before they go on to a leaf. `box` is the signature it followed at once."""

    name: str
    when: When
    place: int
    blocks: tuple[Block, ...]
    box: int | None = None


@frozen
class Leaf:
    """What everybody reads at a place, up to what is to be signed there."""

    place: int
    blocks: tuple[Block, ...]


@define
class Book:
    """All leaves and slips. `found` is everything they were made of, by place."""

    spots: tuple[Spot, ...]
    intro: str
    leaves: list[Leaf] = Factory(list[Leaf])
    slips: list[Slip] = Factory(list[Slip])

    def numbered(self, place: int) -> int:
        """The number of a leaf: that of its first box; the end has the next."""
        return self.spots[place].boxes + 1

    @property
    def boxes(self) -> tuple[tuple[int, str], ...]:
        """The boxes of the strip: number, and what is signed there."""
        found: list[tuple[int, str]] = []
        for spot in self.spots:
            title = next((line(f.texts[0]) for f in spot.of("paper") if f.paper and f.paper.id == spot.scene), "")
            for number, row in enumerate(spot.rows):
                found.append((spot.boxes + number + 1, row.label if len(spot.rows) > 1 else title or _("The day")))
        return tuple(found)


def book_of(spots: Sequence[Spot], intro: str, seed: int) -> Book:
    """The leaves and slips of a lesson."""
    book = Book(tuple(spots), intro)
    for place, spot in enumerate(spots):
        later = [f for f in spot.found if f.kind not in PLACED and _hidden(f)]
        slips = [*_slips(place, spot, later, spots[place - 1].boxes if place else 0)]
        book.slips += slips
        blocks = [Block("text", paras=tuple(paras(intro)))] if place == 0 and intro else []
        blocks += _leaf(spot, [s for s in slips if s.box is None], {s.name for s in _after(spots, place)})
        book.leaves.append(Leaf(place, tuple(blocks)))
    random.Random(seed).shuffle(book.slips)
    return book


def _hidden(found: Found) -> bool:
    return found.when is not None and found.when != ALWAYS


def _after(spots: Sequence[Spot], place: int) -> Iterator[Slip]:
    """The slips that follow what is signed at a place."""
    if place + 1 < len(spots):
        spot = spots[place + 1]
        later = [f for f in spot.found if f.kind not in PLACED and _hidden(f)]
        yield from (s for s in _slips(place + 1, spot, later, spots[place].boxes) if s.box is not None)


def _slips(place: int, spot: Spot, found: Sequence[Found], signed: int) -> Iterator[Slip]:
    """A slip for each letter of the signature that was just made, and one for each other set of letters."""
    for box in range(signed, spot.boxes):
        mine = [f for f in found if f.boxes == frozenset({box})]
        letters = sorted({c for f in mine for part in f.when or () for _box, cs in part for c in cs})
        for letter in letters:
            when: When = (((box, letter),),)
            held = [f for f in mine if any(letter in cs for part in f.when or () for _box, cs in part)]
            yield Slip(label(when), when, place, tuple(_blocks(held)), box)
    others = [f for f in found if len(f.boxes) != 1 or min(f.boxes) < signed]
    for when in dict.fromkeys(f.when for f in others if f.when is not None):
        yield Slip(f"{place}:{label(when)}", when, place, tuple(_blocks([f for f in others if f.when == when])))


def _leaf(spot: Spot, lookups: Sequence[Slip], after: set[str]) -> Iterator[Block]:
    """What everybody reads; where something came for some only, where they find it."""
    everybody = [f for f in spot.found if f.kind not in PLACED and not _hidden(f)]
    heads = [n for n, f in enumerate(everybody) if f.kind in {"turn", "figure"}]
    until = heads[-1] + 1 if heads else 0
    yield from _read(spot, everybody[:until])
    if lookups:
        yield Block(
            "look", answers=tuple(Answer(label(s.when), "", slip=s.name) for s in sorted(lookups, key=lambda s: s.when))
        )
    yield from _read(spot, everybody[until:])
    if spot.rows:
        yield from _asked(spot, after)
    else:
        yield from _end(spot)


def _read(spot: Spot, found: Sequence[Found]) -> Iterator[Block]:
    """Things to be read; beside what is to be predicted, the figures to predict by."""
    return (_by(spot, block) if block.kind == "pause" else block for block in _blocks(found))


def _by(spot: Spot, pause: Block) -> Block:
    """What a class is to predict, with the figures to predict by."""
    by = tuple((f.heads[0], _by_letters(f.texts[0]) or line(f.texts[0])) for f in spot.of("by") if told(f.texts[0]))
    return evolve(pause, figures=by)


def _by_letters(text: tuple[Piece, ...]) -> str:
    """Spans for letters, with what all have in common said once; empty where it is not so."""
    (ways, *more) = text
    units = {way.text[1:] for way in ways}
    if more or len(ways) < 2 or len(units) != 1 or not all(isinstance(way.text[0], Span) for way in ways):
        return ""
    spans = _("; ").join(f"{_letters(way.when)}: {way.text[0]}" for way in ways)
    return spans + "".join(map(str, units.pop()))


def _blocks(found: Sequence[Found]) -> Iterator[Block]:
    """Things to be read, each as a block; figures, and orders, in one."""
    orders = [f for f in found if f.kind == "order"]
    figures = [f for f in found if f.kind == "figure"]
    for f in found:
        match f.kind:
            case "turn":
                yield Block("turn", f.heads[0], f.heads[1])
                rows = [(g.heads[0], line(g.texts[0])) for g in figures if told(g.texts[0])]
                if rows:
                    yield Block("figures", figures=tuple(rows))
            case "figure" | "order":
                pass
            case "paper":
                yield _paper(f)
            case "pause":
                yield Block("pause", _("Before you go on, predict"), paras=tuple(_perhaps(f)))
            case "later":
                yield Block("later", _("What came of it"), paras=tuple(_perhaps(f)))
            case _:
                yield Block("text", paras=tuple(_perhaps(f)))
    if orders:
        text = _("; ").join(line(f.texts[0]) for f in orders)
        yield Block("orders", _("What stands until it is signed again"), paras=(Para(text),))


def told(text: tuple[Piece, ...]) -> bool:
    """Whether a figure is printed: a number always is; a word, only where one letter settles it."""
    return all(len(piece) == 1 or _one_letter(piece) for piece in text)


def _one_letter(piece: Piece) -> bool:
    boxes = {box for way in piece for part in way.when or () for box, _letters in part}
    return len(boxes) == 1 and all(way.when is not None for way in piece)


def _perhaps(found: Found, text: int = 0) -> Iterator[Para]:
    """A text; marked where letters do not say whether it came at all."""
    for para in pieces(found.texts[text]):
        yield Para(para.text, PERHAPS if found.when is None else para.label)


def _paper(found: Found) -> Block:
    paper = found.paper
    assert paper is not None
    kind = {"look": _("What you see"), "event": _("In the room")}.get(paper.kind, _(paper.letterhead).capitalize())
    heads = (
        paper.sender and _("from {sender}").format(sender=paper.sender),
        paper.addressee and _("to {addressee}").format(addressee=paper.addressee),
        paper.dated,
    )
    text = [*_perhaps(found, 1)]
    if paper.note:
        text.insert(0, Para(_note(paper.note, line(found.texts[2])), "!"))
    if paper.kind == "news" and paper.record:
        text.append(Para(_("On record: {record}").format(record=paper.record)))
    return Block("paper", f"{kind}: {line(found.texts[0])}", _("; ").join(h for h in heads if h), tuple(text))


def _note(note: str, summary: str) -> str:
    if not summary:
        return _("Note: {note}").format(note=note)
    return _("Note: {note} To skip the paper, read this summary instead: {summary}").format(note=note, summary=summary)


def _asked(spot: Spot, after: set[str]) -> Iterator[Block]:
    """What is to be signed: a table of answers for each line."""
    for number, row in enumerate(spot.rows):
        box = spot.boxes + number
        beside = [f for f in spot.of("beside") if f.key.startswith(f"beside:{number}:")]
        answers: list[Answer] = []
        for place, letter in enumerate(LETTERS[: row.answers]):
            found = next(f for f in spot.of("answer") if f.key == f"answer:{number}:{place}")
            say, value, closed = (line(text) for text in found.texts)
            name = label((((box, letter),),))
            answers.append(Answer(letter, say, value, closed, name if name in after else ""))
        unit = f" ({row.unit})" if row.unit else ""
        head = _("Sign, and write the letter into box {box}").format(box=box + 1)
        figures = tuple((f.heads[0], line(f.texts[0])) for f in beside)
        yield Block("answers", head, f"{row.label}{unit}", answers=tuple(answers), figures=figures)


def _end(spot: Spot) -> Iterator[Block]:
    """What became of the people, then the pages of the ending: of what letters settle, each has the letters beside."""
    fates: dict[str, list[Found]] = {}
    for f in spot.of("fate"):
        fates.setdefault(f.key.split(":")[1], []).append(f)
    yield Block("turn", _("The people"))
    for found in fates.values():
        rows = [p for f in _in_order(found) for p in ways(f)]
        yield Block("fate", f"{found[0].heads[0]}, {found[0].heads[1]}", paras=tuple(rows))
    pages: dict[str, list[Found]] = {}
    for f in spot.of("page"):
        pages.setdefault(f.heads[0], []).append(f)
    for found in pages.values():
        yield Block("turn", found[0].heads[1])
        open_ends = [f for f in found if f.when is None]
        if open_ends:
            yield Block("note", paras=(Para(_untold()),))
        above: set[Piece] = set()
        for f in _in_order(found):
            head = f.heads[2] if f.heads[2] != f.heads[1] else ""
            yield Block("end", head or (_capital(f.label) if f in open_ends else ""), paras=tuple(ways(f, above)))


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]


def _untold() -> str:
    return _(
        "Which of these it came to depends on everything you signed, and the strip alone does not say. Read all of "
        "them: this county can come to each; dots stand for the lines that are above already. Your own is in the "
        "debrief of your strip."
    )


def _in_order(found: Sequence[Found]) -> list[Found]:
    """Those for certain letters first, by their letters."""
    return sorted(found, key=lambda f: (f.when is None, label(f.when or ALWAYS)))


def ways(found: Found, above: set[Piece] | None = None) -> Iterator[Para]:
    """A text that comes for certain letters only: they stand before it. Parts that stand `above` already are dots."""
    mine = "" if found.when in (None, ALWAYS) else label(found.when or ALWAYS)
    text = found.texts[0]
    if above is not None:
        text = tuple(_DOTS if len(part) > 1 and part in above else part for part in text)
        above.update(part for part in text if len(part) > 1)
    for para in pieces(text):
        yield Para(para.text, " + ".join(part for part in (mine, para.label) if part))


def pieces(text: Sequence[Piece]) -> Iterator[Para]:
    """A text in paragraphs; a part that has several wordings is a row for each, with its letters."""
    held = ""
    for piece in text:
        if len(piece) == 1:
            held += piece[0].said()
            continue
        if all("\n" not in way.said() and len(way.said()) < SHORT for way in piece):
            held += _inline(piece)
            continue
        yield from _split(held)
        held = ""
        yield from (Para(way.said().strip(), _letters(way.when)) for way in piece if way.said().strip())
    yield from _split(held)


_DOTS: Piece = (Way(ALWAYS, (" ... ",)),)
SHORT = 40  # letters of a wording that stands inside its sentence


def _inline(piece: Piece) -> str:
    said = [f"{_letters(way.when)}: {way.said().strip()}" for way in piece if way.said().strip()]
    return f"[{_('; ').join(said)}]" if said else ""


def _letters(when: When | None) -> str:
    return PERHAPS if when is None else label(when)


def _split(text: str) -> Iterator[Para]:
    if text.strip():
        yield Para(text.strip("\n "))


def paras(text: str) -> Iterator[Para]:
    """A plain text in paragraphs."""
    return (Para(part) for part in text.split("\n\n") if part.strip())


def line(text: Sequence[Piece]) -> str:
    """A text on one line; where it has several wordings, each with its letters."""
    return " ".join("".join(p[0].said() if len(p) == 1 else _inline(p) for p in text).split())
