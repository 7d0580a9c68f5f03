"""The slides of a class in its debrief, one a page, for the projector; what to keep; written pages to show.

Before the debrief there are none: nothing of what was signed is told that was not revealed. They are worked out once
for what the seats hold, beside the pages, and kept while nothing changes.
"""

from __future__ import annotations

import asyncio
from collections import OrderedDict
from collections.abc import Sequence

from attrs import define, evolve, field, frozen
from starlette.concurrency import run_in_threadpool
from starlette.exceptions import HTTPException
from starlette.responses import Response
from starlette.routing import BaseRoute, Route

from game.classroom.room import Room
from game.classroom.views import NotNow, PageShown, Phase
from game.debrief.build import debrief
from game.debrief.class_page import class_sheet
from game.debrief.contents_votes import with_votes
from game.debrief.deck.build import ClassDeck, Deck, RunDeck, deck_of, deck_of_one
from game.debrief.deck.html import body, listed, page, sources_slide
from game.debrief.deck.slide import minutes
from game.debrief.explained import with_explained
from game.debrief.group.votes import Voted
from game.debrief.group.written import Written
from game.debrief.html import page as sheet_page
from game.debrief.markdown import as_markdown
from game.debrief.sheet import sheet_of
from game.debrief.table_votes import votes_table
from game.engine.run import Run
from game.page.guard.forms import fields_of
from game.page.house import FRESH, House, onward
from game.page.seats.rooms import Rooms
from game.page.teacher.door import Teaching, teaching
from game.script.tongue import _, language
from game.session.game import Game
from game.session.runcode import decode

AFTER = (Phase.DEBRIEF, Phase.ENDED)
MOST_KEPT = 4
MARK = "\ufeff"  # without one, the spreadsheet that schools have takes a table for another alphabet's
KEPT = {  # what may be kept: the file, and how it is written
    "slides.html": "text/html; charset=utf-8",
    "class.html": "text/html; charset=utf-8",
    "class.md": "text/markdown; charset=utf-8",
    "votes.csv": "text/csv; charset=utf-8",
    "codes.txt": "text/plain; charset=utf-8",
}


@frozen
class Held:
    """What is counted: run codes in no order of seats, pages that are shown; the votes of a class with one run."""

    room: str
    codes: tuple[str, ...]
    shown: tuple[Written, ...]
    vote: bool
    votes: tuple[Voted, ...]
    language: str


@define
class Decks:
    """The latest decks, each made once."""

    _kept: OrderedDict[Held, Deck] = field(factory=OrderedDict[Held, Deck], init=False)
    _making: asyncio.Lock = field(factory=asyncio.Lock, init=False)

    async def of(self, held: Held, room: Room) -> Deck:
        """The deck of what seats hold."""
        async with self._making:
            if held not in self._kept:
                self._kept[held] = await run_in_threadpool(made, held, room)
            self._kept.move_to_end(held)
            while len(self._kept) > MOST_KEPT:
                self._kept.popitem(last=False)
            return self._kept[held]


def made(held: Held, room: Room) -> Deck:
    """Work a deck out, its sources as the last slide."""
    runs: list[Run] = [decode(code, room.program) for code in held.codes]
    if held.vote:
        game = Game.at(runs[0])
        deck: Deck = deck_of_one(with_explained(debrief(game), game), held.shown, held.votes)
    else:
        deck = deck_of([(str(n), run) for n, run in enumerate(runs, start=1)], held.shown, workers=1)
    return evolve(deck, slides=(*deck.slides, *sources_slide(deck.slides, deck.sources)))


def slide_routes(house: House, rooms: Rooms) -> list[BaseRoute]:
    """Their addresses."""
    slides = Slides(house, rooms)
    return [
        Route("/teacher/slides", teaching(house, rooms, slides.contents), methods=["GET"]),
        Route("/teacher/slides/show", teaching(house, rooms, slides.show), methods=["POST"]),
        Route("/teacher/slides/{place:int}", teaching(house, rooms, slides.one), methods=["GET"]),
        Route("/teacher/slides/{name}", teaching(house, rooms, slides.keep), methods=["GET"]),
    ]


class Slides:
    """The pages of slides."""

    def __init__(self, house: House, rooms: Rooms) -> None:
        self.house, self.rooms, self.decks = house, rooms, Decks()

    async def contents(self, at: Teaching) -> Response:
        """All slides with their minutes, what can be kept, and the pages that students sent."""
        phase = (await self.rooms.ask(at.room.view)).phase
        deck = await self._deck(at) if phase in AFTER else None
        pages = await self.rooms.ask(at.room.pages) if phase in AFTER else ()
        groups, title = (listed(deck.slides), deck.title) if deck else ([], "")
        voted = isinstance(deck, RunDeck) and bool(deck.votes)
        return at.page(
            "teacher_slides.html.j2", pages=pages, begun=phase in AFTER, groups=groups, title=title, voted=voted,
            core=minutes(deck.slides) if deck else 0,
        )  # fmt: skip

    async def one(self, at: Teaching) -> Response:
        """One slide."""
        if (await self.rooms.ask(at.room.view)).phase not in AFTER or (deck := await self._deck(at)) is None:
            return onward(at.request, "/teacher/slides")
        place, number = int(at.request.path_params["place"]), len(deck.slides)
        if not 1 <= place <= number:
            raise HTTPException(404)
        slide = deck.slides[place - 1]
        return at.page("teacher_slide.html.j2", slide=slide, body=body(slide, deck.sources), place=place, number=number)

    async def show(self, at: Teaching) -> Response:
        """Show a page that a student sent, or take it off the slides."""
        form = await fields_of(at.request)
        sent, shown = str(form.get("number", "")), form.get("shown") == "yes"
        if not (sent.isascii() and sent.isdecimal() and len(sent) < 6):
            raise HTTPException(400)
        try:
            await self.rooms.ask(at.room.show_page, int(sent), shown)
        except NotNow as error:  # it was taken back meanwhile
            raise HTTPException(404) from error
        return onward(at.request, "/teacher/slides")

    async def keep(self, at: Teaching) -> Response:
        """A file to keep."""
        name = str(at.request.path_params["name"])
        if name not in KEPT or (await self.rooms.ask(at.room.view)).phase not in AFTER:
            raise HTTPException(404)
        deck = await self._deck(at)
        if deck is None:
            return onward(at.request, "/teacher/slides")
        if name == "codes.txt":
            text = await run_in_threadpool(listed_codes, (await self._held(at)).codes, at.room)
        elif name == "slides.html":
            text = await run_in_threadpool(page, deck.title, deck.slides, deck.sources)
        elif name == "votes.csv":
            if not isinstance(deck, RunDeck):  # seats sign; nobody raises hands
                raise HTTPException(404)
            text = MARK + votes_table(deck.votes)
        else:
            text = await run_in_threadpool(written, name, deck)
        headers = {"Content-Disposition": f'attachment; filename="{name}"', "Cache-Control": FRESH}
        return Response(text, media_type=KEPT[name], headers=headers)

    async def _deck(self, at: Teaching) -> Deck | None:
        """The slides; None while nobody has signed."""
        held = await self._held(at)
        return await self.decks.of(held, at.room) if held.codes else None

    async def _held(self, at: Teaching) -> Held:
        view = await self.rooms.ask(at.room.view)
        pages: tuple[PageShown, ...] = await self.rooms.ask(at.room.pages)
        shown = tuple(Written(page.reader, page.text) for page in pages if page.shown)
        codes = (await self.rooms.ask(at.room.class_code),) if view.vote else await self.rooms.ask(at.room.class_codes)
        votes = await self.rooms.ask(at.room.votes) if view.vote else ()
        return Held(view.id, tuple(codes), shown, view.vote, votes, language())


def listed_codes(codes: Sequence[str], room: Room) -> str:
    """Run codes, one a line, those of runs that are not finished last and named so; the line is none for `debrief`."""
    is_open = {code: not decode(code, room.program).ended for code in codes}
    last = [code for code in codes if is_open[code]]
    first = [code for code in codes if not is_open[code]]
    return "".join(f"{line}\n" for line in (*first, *([_("# not finished:")] if last else []), *last))


def written(name: str, deck: Deck) -> str:
    """The debrief of the class as a file; of a class that voted, that of its run, with the votes."""
    if isinstance(deck, RunDeck):
        sheet = with_votes(sheet_of(deck.view), deck.votes)
    elif isinstance(deck, ClassDeck):
        sheet = class_sheet(deck.view, deck.like, deck.changed)
    else:
        raise HTTPException(404)
    return sheet_page(sheet) if name == "class.html" else as_markdown(sheet)
