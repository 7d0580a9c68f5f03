"""A student who joins, reads, waits as a reader does, signs what she likes, and comes to the end."""

from __future__ import annotations

import asyncio
import random
import re
from collections.abc import Callable

from attrs import Factory, define

from tests.benchmarks.classroom.client import Answer, Browser, Form, UnexpectedError, forms

MOST = 60
_BEGIN = re.compile(r'href="((?:/[\w-]+)?/run/[^"?]*)')
_CODE = re.compile(r"/run/([0-9A-Z-]+)")
_RESUME = re.compile(r'class="code large">([^<]+)<')
LOOKS = ("ledger", "people", "words", "signed")
WATCHES = 12.0  # seconds: so often a page of the desk asks whether anything has changed for it


@define
class Student:
    """One of them. `code` is her run as she last saw it; `signed` how often she signed."""

    number: int
    browser: Browser
    class_code: str
    pause: Callable[[random.Random], float]
    hurry: float = 1.0
    signed: int = 0
    looked: int = 0
    code: str = ""
    resume: str = ""
    ended: bool = False
    watched: list[float] = Factory(list[float])
    chance: random.Random = Factory(lambda self: random.Random(f"student {self.number}"), takes_self=True)

    async def join(self) -> Answer:
        """Open the address, give the class code, and read the first page of the desk."""
        door = self.wanted(await self.browser.get("/"))
        form = next(form for form in forms(door.text) if form.action.endswith("/join"))
        seat = self.wanted(await self.browser.send(form.action, {**form.fixed, "code": self.class_code}))
        found, resume = _BEGIN.search(seat.text), _RESUME.search(seat.text)
        if found is None or resume is None:
            raise UnexpectedError(f"no way from the seat to the desk: {seat.path}")
        self.resume = resume.group(1).strip()
        return self.arrived(await self.browser.get(found.group(1)))

    async def play(self) -> None:
        """A whole lesson."""
        page = await self.join()
        while not self.ended and self.signed < MOST:
            await self.read(self.pause(self.chance))
            if self.chance.random() < 0.3:
                self.looked += 1
                self.wanted(await self.browser.get(f"/run/{self.code}/{self.chance.choice(LOOKS)}"))
                await self.read(self.pause(self.chance) / 3)
            page = await self.sign(page)

    async def read(self, seconds: float) -> None:
        """Read for so long; the page asks for itself meanwhile, which is not one of the answers she waits for."""
        while seconds > WATCHES / self.hurry:
            await asyncio.sleep(WATCHES / self.hurry)
            seconds -= WATCHES / self.hurry
            self.wanted(await self.browser.get("/seat/mark"))
            self.watched.append(self.browser.took.pop())
        await asyncio.sleep(seconds)

    async def sign(self, page: Answer) -> Answer:
        """Sign something that is open; a student who is done is told so."""
        form = signing(page.text)
        if form is None:
            self.ended = True
            return page
        answers = {name: self.chance.choice(values) for name, values in form.rows.items()}
        before = self.code
        after = self.arrived(await self.browser.send(form.action, {**form.fixed, **answers}))
        if self.code == before:
            raise UnexpectedError(f"signed, and nowhere new: {after.path}")
        self.signed += 1
        self.ended = signing(after.text) is None
        return after

    def arrived(self, page: Answer) -> Answer:
        """A page of a run: its code is the run."""
        self.wanted(page)
        found = _CODE.search(page.path)
        if found is None:
            raise UnexpectedError(f"no page of a run: {page.path}")
        self.code = found.group(1)
        return page

    def wanted(self, page: Answer) -> Answer:
        """A page as it should be."""
        if page.status != 200:
            raise UnexpectedError(f"{page.status} at {page.path}")
        return page


def signing(page: str) -> Form | None:
    """The form that is to be signed, if anything waits."""
    return next((form for form in forms(page) if "scene" in form.fixed and form.rows), None)
