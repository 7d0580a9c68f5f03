"""A class that is really served: in this process for pages, or as the command in another for whatever kills it."""

from __future__ import annotations

import atexit
import json
import os
import random
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache
from pathlib import Path

import httpx
from attrs import define, frozen

from game.classroom import symbols
from game.classroom.opening import open_store
from game.classroom.room import Room, open_room
from game.engine.program import Program
from game.page.seats.pages import class_pages
from game.page.serve import names_of
from tests.conftest import GREAT_LEAP, ROOT
from tests.page.conftest import LOOPBACK, listening
from tests.page.forms import Pages


@frozen
class Class:
    """A class that is served, and its room."""

    room: Room
    address: str

    @property
    def code(self) -> str:
        return self.room.view().class_code

    @property
    def teacher(self) -> str:
        """The printed link."""
        return f"{self.address}/teacher/in/{symbols.teacher_token(self.room.kept().secret, self.room.id)}"

    def student(self) -> Student:
        """Somebody who has joined and stands at her desk."""
        made = Student.at(self.address)
        made.join(self.code)
        return made


@define
class Student:
    """A browser without a script, as far as a program is one."""

    client: httpx.Client
    page: httpx.Response | None = None

    @classmethod
    def at(cls, address: str) -> Student:
        return cls(httpx.Client(base_url=address, follow_redirects=True, timeout=60))

    def read(self) -> Pages:
        made = Pages()
        assert self.page is not None
        made.feed(self.page.text)
        return made

    @property
    def text(self) -> str:
        return " ".join(" ".join(self.read().text).split())

    @property
    def path(self) -> str:
        assert self.page is not None
        return self.page.url.path

    def get(self, path: str) -> httpx.Response:
        self.page = self.client.get(path)
        return self.page

    def post(self, path: str, **data: str) -> httpx.Response:
        self.page = self.client.post(path, data=data)
        return self.page

    def join(self, code: str) -> None:
        """Take a seat, and go to the desk."""
        self.post("/join", code=code)
        assert self.path == "/seat", self.text
        self.desk()

    def desk(self) -> None:
        """From the page of the seat to the desk."""
        self.get("/seat")
        self.get(next(to for to in self.read().links if to.startswith("/run/")))

    def answer(self, place: int = 0) -> dict[str, str]:
        """What would be sent with one of the answers marked in each line."""
        form = next(f for f in self.read().forms if "/run/" in f.action and "scene" in f.held)
        return {**form.held, **{name: marks[place % len(marks)] for name, marks in form.groups.items()}}

    def sign(self, place: int = 0) -> httpx.Response:
        """Mark and sign."""
        return self.post(self.path, **self.answer(place))

    def play(self, most: int = 100, luck: random.Random | None = None) -> int:
        """Sign until nothing is taken any more; how often it was."""
        for done in range(most):
            assert self.page is not None
            if self.page.status_code != 200 or not any("scene" in f.held for f in self.read().forms):
                return done
            self.sign((luck or random.Random(done)).randrange(99))
            if self.page.status_code != 200:
                return done
        return most


@contextmanager
def served(room: Room, folder: Path = GREAT_LEAP) -> Iterator[Class]:
    """Serve a room until it is over."""
    with listening(
        lambda port: class_pages(room, folder, f"http://{LOOPBACK}:{port}/", names_of(LOOPBACK, port))
    ) as port:
        yield Class(room, f"http://{LOOPBACK}:{port}")


@contextmanager
def a_class(
    program: Program,
    cut: str = "lesson",
    *,
    url: str = "sqlite://",
    playing: bool = True,
    stops: bool = False,
    vote: bool = False,
) -> Iterator[Class]:
    """A new class of a story."""
    store = open_store(url)
    with served(open_room(store, program, cut, playing=playing, stops=stops, vote=vote)) as made:
        yield made
    store.close()


@define
class Command:
    """`class` as a process of its own."""

    process: subprocess.Popen[str]
    told: dict[str, str]

    @property
    def address(self) -> str:
        return self.told["address"].rstrip("/")

    @property
    def code(self) -> str:
        return self.told["class_code"]

    def kill(self) -> None:
        """Kill it on the spot."""
        self.process.kill()
        self.process.wait(10)


@cache
def checked() -> str:
    """Where processes of these tests keep what they have checked, so that a story is read once and not by each."""
    folder = tempfile.mkdtemp(prefix="class-cache-")
    atexit.register(shutil.rmtree, folder, ignore_errors=True)
    return folder


def command(home: Path, *arguments: str) -> Command:
    """Start the command, and wait for what it prints."""
    env = {**os.environ, "XDG_DATA_HOME": str(home), "XDG_CACHE_HOME": checked()}
    alone = ("--no-board", "--no-stop", "--json", "--host", LOOPBACK)
    process = subprocess.Popen(
        [sys.executable, "main.py", "class", "great_leap", *alone, *arguments],
        cwd=ROOT, env=env, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True,
    )  # fmt: skip
    assert process.stdout is not None
    assert process.stderr is not None
    line = process.stdout.readline()
    assert line, process.stderr.read()
    return Command(process, json.loads(line))


def free_port() -> int:
    """A port nobody uses at this moment."""
    import socket

    with socket.socket() as probe:
        probe.bind((LOOPBACK, 0))
        return int(probe.getsockname()[1])
