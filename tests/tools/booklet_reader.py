"""A reader of a booklet: turns its pages by a strip of letters, and finds what the plain face would show there."""

from __future__ import annotations

import re
from collections.abc import Iterator

from game.engine.program import Program
from game.session.game import Game
from game.session.strip import LETTERS, decision, sizes
from game.session.views import DeskView
from game.tools.booklet.book import Book, Slip, told
from game.tools.booklet.found import Found
from game.tools.booklet.plays import worth
from game.tools.booklet.settled import NUMBER, Piece, Span, holds

Wanted = tuple[str, tuple[str, ...]]  # how its name in the booklet begins, and its texts


def strip_of(game: Game, numbers: list[int]) -> Iterator[tuple[str, DeskView]]:
    """Play by numbers, any of which stands for an answer that lies open: the letters so far and what can be seen."""
    letters, left = "", iter(numbers)
    yield letters, game.view()
    while (pending := game.run.pending) is not None:
        free = pending.choices_open()
        chosen = free[next(left) % len(free)]
        digit, part = pending.digit(chosen), ""
        for size in reversed(sizes(pending)):
            digit, spot = divmod(digit, size)
            part = LETTERS[spot] + part
        assert decision(pending, tuple(LETTERS.index(c) for c in part)) == chosen
        letters += part
        yield letters, game.decide(chosen.scene, *chosen.picks)


def shown(view: DeskView, read: int, *, first: bool) -> Iterator[Wanted]:
    """Every text that a face shows now and did not show before."""
    if view.consequence:
        yield from ((f"after:{view.consequence.decision}:", (text,)) for text in view.consequence.texts)
        yield from ((f"order:{text}", (text,)) for text in view.consequence.orders)
    for gone in view.passed:
        yield from ((f"later:{item.source}:", (item.text,)) for item in gone.later)
        yield from ((f"paper:{p.id}", (p.title, p.text)) for p in gone.papers)
    if view.turn_changed or first:
        if not view.ended:
            yield from ((f"figure:{row.id}", (worth(row),)) for row in view.figures)
        yield from ((f"later:{item.source}:", (item.text,)) for item in view.later)
    yield from ((f"paper:{p.id}", (p.title, p.text)) for p in view.papers[read:])
    if view.pause:
        yield "pause", (view.pause,)
        yield from ((f"by:{row.id}", (worth(row),)) for row in view.beside)
    if view.ask is not None:
        rows = [f.options for f in view.ask.fields] or [
            view.ask.options or (view.ask.plan.options if view.ask.plan else ())
        ]
        yield from ((f"beside:{n}:{row.id}", (worth(row),)) for n, f in enumerate(view.ask.fields) for row in f.beside)
        yield from (
            (f"answer:{n}:{k}", (o.say, o.value, o.locked)) for n, row in enumerate(rows) for k, o in enumerate(row)
        )


def last(game: Game) -> Iterator[Wanted]:
    """The last pages."""
    end = game.end()
    yield from ((f"fate:{person.id}:", (person.text,)) for person in end.people)
    yield from ((f"page:{page.id}:", (page.text,)) for page in end.pages)


def says(text: tuple[Piece, ...], plain: str, letters: str) -> bool:
    """Whether a text of the booklet, read with these letters, is that of the plain face: spans hold its figures."""
    pattern, spans = "", list[Span]()
    for piece in text:
        true = [way for way in piece if way.when is None or holds(way.when, letters)]
        sides: list[str] = []
        for way in true:
            side = ""
            for part in way.text:
                side += f"({NUMBER.pattern}|.+ to .+)" if isinstance(part, Span) else re.escape(part)
                spans += [part] if isinstance(part, Span) else []
            sides.append(side)
        pattern += f"(?:{'|'.join(sides)})"
    match = re.fullmatch(pattern, plain, re.DOTALL)
    if match is None:
        return False
    for span, said in zip(spans, match.groups(), strict=True):
        for number in NUMBER.findall(said or ""):
            assert span.low <= float(number.replace(",", "")) <= span.high, f"{number} is not in {span}: {plain}"
    return True


def check(book: Book, program: Program, seed: int, cut: str, numbers: list[int], lenient: list[str]) -> str:
    """Read one path; gives its strip. What nobody could know from letters, and was not printed, goes into `lenient`."""
    game = Game.new(program, seed, cut)
    read, at, letters = 0, 0, ""
    for at, (letters, view) in enumerate(strip_of(game, numbers)):
        read = 0 if view.turn_changed else read
        wanted = [*shown(view, read, first=at == 0), *(last(game) if view.ended else ())]
        spot = book.spots[at]
        there = [f for f in spot.found if f.when is None or holds(f.when, letters)]
        left_out = {f.key for f in spot.of("figure", "by") if not told(f.texts[0])}  # words; the first page says so
        for name, texts in wanted:
            if name not in left_out and not any(f.key.startswith(name) and _all_say(f, texts, letters) for f in there):
                assert name.startswith(("fate", "page")), f"{letters}: not in the booklet: {name} {texts}"
                lenient.append(f"{letters}: {name} {texts}")
        for f in there:
            if f.when is not None and f.kind != "turn" and f.key not in left_out:
                plain = [texts for name, texts in wanted if f.key.startswith(name)]
                assert any(_all_say(f, texts, letters) for texts in plain), f"{letters}: in the booklet only: {f.key}"
        turned = {slip.name for slip in turned_to(book, at, letters)}
        assert turned == {s.name for s in book.slips if s.place == at and holds(s.when, letters)}
        read = len(view.papers)
    return letters


def _all_say(found: Found, texts: tuple[str, ...], letters: str) -> bool:
    return all(says(said, plain, letters) for said, plain in zip(found.texts, texts, strict=False))


def turned_to(book: Book, place: int, letters: str) -> Iterator[Slip]:
    """The slips a reader is sent to between the leaf before and what is signed on this one."""
    slips = {slip.name: slip for slip in book.slips}
    if place:
        tables = [b for b in book.leaves[place - 1].blocks if b.kind == "answers"]
        first = book.spots[place - 1].boxes
        for number, table in enumerate(tables):
            answer = next(a for a in table.answers if a.letter == letters[first + number])
            if answer.slip:
                yield slips[answer.slip]
    for block in book.leaves[place].blocks:
        if block.kind == "look":
            yield from (slips[a.slip] for a in block.answers if holds(slips[a.slip].when, letters))
