"""A desk under the Pilot: the real application, real saves in a folder of the test's own, a real story."""

from __future__ import annotations

import re
from collections.abc import AsyncIterator, Callable
from contextlib import AbstractAsyncContextManager, asynccontextmanager
from pathlib import Path
from typing import TypeAlias

import pytest
from textual.pilot import Pilot

from game.desk.app import DeskApp, Opening
from game.desk.screens.play import PlayScreen
from game.desk.widgets.ask import AskPanel
from game.session.library import read_header_of
from game.session.settings import Settings

Desk: TypeAlias = Pilot[int]
OpenDesk: TypeAlias = Callable[..., AbstractAsyncContextManager[Desk]]


@pytest.fixture
def open_desk(tmp_path: Path) -> OpenDesk:
    """`async with open_desk(folder, size=(80, 24)) as pilot`: the desk at its first screen."""

    @asynccontextmanager
    async def opened(
        *folders: Path,
        size: tuple[int, int] = (80, 24),
        settings: Settings | None = None,
        seed: int = 7,
        notices: bool = False,
    ) -> AsyncIterator[Desk]:
        opening = Opening(
            headers=tuple((folder, read_header_of(folder)) for folder in folders),
            saves=tmp_path / "saves",
            seed=seed,
            settings=settings or Settings(),
            settings_file=tmp_path / "settings.json",
        )
        async with DeskApp(opening).run_test(size=size, notifications=notices) as pilot:
            await pilot.pause()
            yield pilot

    return opened


def play_screen(pilot: Desk) -> PlayScreen:
    """The desk in play."""
    screen = pilot.app.screen
    assert isinstance(screen, PlayScreen)
    return screen


async def to_the_signature(pilot: Desk) -> bool:
    """Turn sheets until something waits; False if nothing does any more."""
    for _ in range(60):
        screen = play_screen(pilot)
        if screen.query_one(AskPanel).display:
            await pilot.pause()
            return True
        if screen.at + 1 == len(screen.sheets) and screen.desk.ended:
            return False
        await pilot.press("space")
    raise AssertionError("sixty sheets and nothing to sign")


async def sign(pilot: Desk, *numbers: int) -> None:
    """Mark the alternatives of these numbers, one a list, and sign."""
    for number in numbers:
        await pilot.press(str(number))
    await pilot.press("enter")
    await pilot.pause()


async def play_on(pilot: Desk, number: int = 1) -> int:
    """Sign the same number everywhere it is open until the run ends; how many decisions it took."""
    signed = 0
    while await to_the_signature(pilot):
        for choices in play_screen(pilot).query_one(AskPanel).lists:
            place = min(number - 1, choices.option_count - 1)
            while choices.get_option_at_index(place).disabled:
                place = (place + 1) % choices.option_count
            await pilot.press(str(place + 1))
        await pilot.press("enter")
        await pilot.pause()
        signed += 1
    return signed


async def played_out(pilot: Desk) -> None:
    """What `play_on` signs, without keys, and the desk goes on with that save: where keys are not in question."""
    game = play_screen(pilot).game
    while (ask := game.view().ask) is not None:
        rows = [field.options for field in ask.fields] or [ask.options]
        picks = [next(o.id for o in row if not o.locked) for row in rows] if ask.plan is None else ask.plan.plans[0]
        game.decide(ask.scene, *picks)
    assert game.journal is not None
    game.close()
    pilot.app.resume(str(game.journal.path))  # type: ignore[attr-defined]
    await pilot.pause()
    assert play_screen(pilot).game.run.ended


def screen_text(pilot: Desk) -> str:
    """What the screen shows, as plain lines."""
    width = pilot.app.size.width
    strips = pilot.app.screen._compositor.render_strips()
    return "\n".join("".join(s.text for s in strip).ljust(width).rstrip() for strip in strips)


CONTROL = re.compile(r"[\x00-\x09\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069]")
