"""What a page costs: asked at the door of the application, late in a run, in seconds of the processor."""

from __future__ import annotations

import asyncio
import time
from collections.abc import Awaitable, Callable
from pathlib import Path
from typing import Any

from game.page.app import application
from game.page.house import House
from game.page.shelf import Shelf
from tests.plain.pipe import played

HOST = "page.test"
ROUNDS = 40


def late_pages(folder: Path, cut: str, seeds: int = 6) -> tuple[list[float], list[float]]:
    """The page before the last signature of the longest of some plays: its run replayed each time; its run kept."""
    house = House(Shelf.of((folder,)))
    app = application(house, (HOST,))
    games = [played(folder, "honest", seed, cut)[0] for seed in range(seeds)]
    longest = max(games, key=lambda game: len(game.run.decisions))
    address = f"/run/{longest.code(len(longest.run.decisions) - 1)}"

    async def alone() -> None:
        house.games.forget()
        await _asked(app, address)

    async def kept() -> None:
        await _asked(app, address)

    return asyncio.run(_timed(alone)), asyncio.run(_timed(kept))


async def _timed(ask: Callable[[], Awaitable[None]]) -> list[float]:
    await ask()
    found: list[float] = []
    for _ in range(ROUNDS):
        began = time.process_time()
        await ask()
        found.append(time.process_time() - began)
    return found


async def _asked(app: Any, address: str) -> None:
    """One page, read to its end."""
    status: list[int] = []

    async def receive() -> dict[str, Any]:
        return {"type": "http.request", "body": b"", "more_body": False}

    async def send(message: dict[str, Any]) -> None:
        status.extend([message["status"]] if message["type"] == "http.response.start" else [])

    headers = [(b"host", HOST.encode()), (b"accept-encoding", b"gzip")]
    scope = {"type": "http", "method": "GET", "path": address, "raw_path": address.encode(), "query_string": b""}
    more = {
        "root_path": "",
        "headers": headers,
        "scheme": "http",
        "http_version": "1.1",
        "client": None,
        "server": None,
    }
    await app({**scope, **more}, receive, send)
    assert status == [200]
