"""A real server in a thread, and whoever asks it: a program with forms, or a browser."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import httpx
import pytest
from attrs import frozen
from playwright.sync_api import Browser
from starlette.types import ASGIApp

from game.page.app import application
from game.page.guard.sizes import MOST_SECONDS
from game.page.house import House
from game.page.serve import bound, names_of, server
from game.page.shelf import Shelf
from tests.browser import chromium
from tests.conftest import GRANARY, GREAT_LEAP

LOOPBACK = "127.0.0.1"


@frozen
class Served:
    """A server that runs."""

    house: House
    port: int

    @property
    def address(self) -> str:
        """Where it is."""
        return f"http://{LOOPBACK}:{self.port}"

    def client(self, **more: object) -> httpx.Client:
        """Somebody who asks."""
        return httpx.Client(base_url=self.address, follow_redirects=True, timeout=60, **more)  # type: ignore[arg-type]


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    """One browser for the whole module."""
    with chromium() as found:
        yield found


Serve = Callable[..., "Iterator[Served]"]


@contextmanager
def listening(made: Callable[[int], ASGIApp]) -> Iterator[int]:
    """The port at which an application is served, by a thread, until it is over; it is made for that port."""
    with bound(LOOPBACK, 0) as socket:
        port = int(socket.getsockname()[1])
        running = server(made(port))
        thread = threading.Thread(target=running.run, kwargs={"sockets": [socket]}, daemon=True)
        thread.start()
        until = time.monotonic() + 20
        while not running.started and time.monotonic() < until:
            time.sleep(0.01)
        assert running.started
        try:
            yield port
        finally:
            running.should_exit = True
            thread.join(10)
            assert not thread.is_alive()


@contextmanager
def serving(
    *folders: Path, cut: str = "", house: House | None = None, patience: float = MOST_SECONDS
) -> Iterator[Served]:
    """Serve some stories until it is over."""
    house = house or House(Shelf.of(folders, cut))
    with listening(lambda port: application(house, names_of(LOOPBACK, port), patience=patience)) as port:
        yield Served(house, port)


@pytest.fixture(scope="session")
def granary_served() -> Iterator[Served]:
    """The small story."""
    with serving(GRANARY) as served:
        yield served


@pytest.fixture(scope="session")
def leap_served() -> Iterator[Served]:
    """The first scenario."""
    with serving(GREAT_LEAP) as served:
        yield served
