"""Bulk work over all cores: results in the order of the jobs, the same whatever the number of workers.

A worker gets the scenario once, as data, and builds its own program; nothing of the parent's memory is relied upon, so
it may be started from any thread. Where no second process can be had, the work is done in this one.
"""

from __future__ import annotations

import os
import time
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from multiprocessing import get_context
from typing import Any, TypeVar

from attrs import define, frozen

from game.engine.program import Program, build
from game.script.checker import Scope
from game.script.model import Scenario
from game.session.workers import begin_as_worker, deaf, ready_to_spawn

J = TypeVar("J")
R = TypeVar("R")
POLL = 0.1  # seconds between two looks at whether somebody wants us to stop
LONG = 3.0  # seconds; with two cores, half of it would be saved, which is about what beginning them takes
WORTH_IT = 3  # fewer jobs than this are done before a second process has read the story


def _say_nothing(_done: int, _total: int) -> None: ...


def _never() -> bool:
    return False


@frozen
class Watch:
    """Who looks on: told how many plays of how many are done, and asked whether to stop."""

    tell: Callable[[int, int], None] = _say_nothing
    stop: Callable[[], bool] = _never

    def part(self, before: int, after: int) -> Watch:
        """The same for a part of the work, with so many plays before it and after it."""
        return Watch(lambda done, total: self.tell(before + done, before + total + after), self.stop)


_LET_GO: list[ProcessPoolExecutor] = []  # a pool that nothing holds forgets to cancel, and Python waits for its work


@define
class Crew:
    """The processes for one piece of bulk work, begun when they are first needed. Use it in a `with`.

    `workers` is how many; 0 for as many as there are cores.
    """

    program: Program
    workers: int = 0
    _pool: ProcessPoolExecutor | None = None
    _broken: bool = False

    def __enter__(self) -> Crew:
        return self

    def __exit__(self, *_: object) -> None:
        if self._pool is not None:
            _LET_GO.append(self._pool)
            self._pool.shutdown(wait=False, cancel_futures=True)

    def each(self, work: Callable[[Program, J], R], jobs: Sequence[J], watch: Watch | None = None) -> Iterator[R]:
        """The result of each job, in order, until `watch` says stop. `work` is a function of a module."""
        watch = watch or Watch()
        done = 0
        for result in self._elsewhere(work, jobs, watch):
            done += 1
            yield result
        for job in jobs[done:]:
            if watch.stop():
                return
            yield work(self.program, job)

    def sparing(self, work: Callable[[Program, J], R], jobs: Sequence[J], watch: Watch | None = None) -> Iterator[R]:
        """The same, beginning here: others are begun once what is left would take longer than beginning them.

        Where a number of workers was asked for, they are begun at once.
        """
        began, done = time.perf_counter(), 0
        while done < len(jobs) and not self.workers and self._pool is None:
            left = (time.perf_counter() - began) / done * (len(jobs) - done) if done else 0.0
            if left > LONG:
                break
            yield work(self.program, jobs[done])
            done += 1
        yield from self.each(work, jobs[done:], watch)

    def _elsewhere(self, work: Callable[[Program, J], R], jobs: Sequence[J], watch: Watch) -> Iterator[R]:
        """The same in other processes; ends early where the system has none for us, or somebody said stop."""
        futures: list[Future[R]] = []
        try:
            pool = self._begun(len(jobs))
            with deaf():
                futures += [pool.submit(_do, work, job) for job in jobs] if pool is not None else []
            for future in futures:
                if not _wait(future, watch):
                    return
                yield future.result()
        except (BrokenProcessPool, OSError):
            self._broken = True
        finally:
            for future in futures:  # one by one: a pool that is let go of forgets to
                future.cancel()

    def _begun(self, jobs: int) -> ProcessPoolExecutor | None:
        """The processes, where they are worth their start and can be had."""
        count = self.workers or os.cpu_count() or 1
        if self._broken or count < 2 or (self._pool is None and jobs < WORTH_IT):
            return None
        if self._pool is None:
            try:
                ready_to_spawn()
                parts = (self.program.scenario, self.program.scope)
                self._pool = ProcessPoolExecutor(
                    count, mp_context=get_context("spawn"), initializer=_begin, initargs=parts
                )
            except (OSError, ValueError, ImportError, NotImplementedError):  # no semaphores on this system
                self._broken = True
        return self._pool


def _wait(future: Future[Any], watch: Watch) -> bool:
    """Whether a result came before somebody said stop."""
    while not watch.stop():
        try:
            future.exception(POLL)
        except TimeoutError:
            continue
        return True
    return False


_HERE: list[Program] = []


def _begin(scenario: Scenario, scope: Scope) -> None:
    """In a worker: the program is built once."""
    begin_as_worker()
    _HERE.append(build(scenario, scope))


def _do(work: Callable[[Program, Any], Any], job: Any) -> Any:
    return work(_HERE[0], job)
