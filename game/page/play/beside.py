"""Debriefs are made beside the pages: in processes of their own, so that nobody who plays waits for one who has ended.

They are begun when the first debrief is asked for, are less urgent than the pages, and end with the server, however it
ended. Where no second process can be had, a thread does the work.
"""

from __future__ import annotations

import asyncio
import os
import sys
from asyncio import Lock
from collections.abc import Mapping
from concurrent.futures import ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from functools import cache
from multiprocessing import get_context
from pathlib import Path
from typing import Any
from weakref import WeakValueDictionary

from anyio import CapacityLimiter, to_thread
from attrs import define, field, frozen

from game.debrief.build import debrief as build
from game.debrief.explained import with_explained
from game.debrief.html import filled, page
from game.debrief.markdown import as_markdown
from game.debrief.otherwise import by_command, with_recalled
from game.debrief.sheet import sheet_of
from game.debrief.trial import with_trial
from game.engine.program import Program
from game.page.house import environment
from game.script.tongue import to_this_reader
from game.session.game import Game
from game.session.library import open_program
from game.session.workers import begin_as_worker, ready_to_spawn

MOST_WORKERS = 4
PATIENCE = 5  # how much less urgent, as `nice` counts it


@frozen
class Job:
    """A debrief to be made: of which run of which story, closed early or not, in which language and form.

    `given` is what the page around it shows besides; `first` the run that this one is a trial of.
    """

    folder: Path
    code: str
    closed: bool
    tongue: str
    kind: str
    given: Mapping[str, Any]
    first: str = ""


@define
class Beside:
    """The processes that make debriefs."""

    _pool: ProcessPoolExecutor | None = None
    _broken: bool = False
    _thread: CapacityLimiter | None = None
    _askers: WeakValueDictionary[str, Lock] = field(factory=WeakValueDictionary[str, Lock], init=False)

    async def do(self, job: Job, asker: str = "") -> str:
        """One debrief as text. Who asks for several gets them one after another, so that nobody waits behind them."""
        if not asker:
            return await self._do(job)
        async with self._askers.setdefault(asker, Lock()):
            return await self._do(job)

    async def _do(self, job: Job) -> str:
        pool = self._begun()
        if pool is not None:
            try:
                return await asyncio.wrap_future(pool.submit(made, job))
            except (BrokenProcessPool, OSError, RuntimeError):
                self._broken = True
        self._thread = self._thread or CapacityLimiter(1)
        return await to_thread.run_sync(made, job, limiter=self._thread)

    def _begun(self) -> ProcessPoolExecutor | None:
        if self._pool is None and not self._broken:
            count = max(1, min(MOST_WORKERS, (os.cpu_count() or 1) // 2))
            try:
                ready_to_spawn()
                self._pool = ProcessPoolExecutor(count, mp_context=get_context("spawn"), initializer=_begin)
            except (OSError, ValueError, ImportError, NotImplementedError):  # no semaphores on this system
                self._broken = True
        return None if self._broken else self._pool


def _begin() -> None:
    """In a worker: others first."""
    begin_as_worker()
    if sys.platform != "win32":
        os.nice(PATIENCE)


def made(job: Job) -> str:
    """A debrief as text. It takes a second or so."""
    to_this_reader(job.tongue)
    game = Game.of_code(_program(job.folder, job.tongue), job.code)
    if job.closed:
        game.close_early()
    view = with_recalled(build(game), game.run, by_command(job.code))
    view = with_explained(view, game)
    if job.first:
        view = with_trial(view, Game.of_code(game.program, job.first).run, game.run)
    sheet = sheet_of(view)
    if job.kind == "html":
        return page(sheet)
    if job.kind == "md":
        return as_markdown(sheet)
    return environment().get_template("debrief.html.j2").render({**filled(sheet), **job.given})


@cache
def _program(folder: Path, _tongue: str) -> Program:
    """A story in the language that is spoken, opened once."""
    return open_program(folder)
