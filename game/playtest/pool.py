"""Bulk work over all cores: results in the order of the jobs, the same whatever the number of workers.

A worker gets the scenario once, as data, and builds its own program; nothing of the parent's memory is relied upon, so
it may be started from any thread. Where no second process can be had, the work is done in this one.
"""

from __future__ import annotations

import os
import signal
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from multiprocessing import get_context
from typing import Any, TypeVar

from attrs import frozen

from game.engine.program import Program, build
from game.script.checker import Scope
from game.script.model import Scenario

J = TypeVar("J")
R = TypeVar("R")
POLL = 0.1  # seconds between two looks at whether somebody wants us to stop
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


def each(
    program: Program, work: Callable[[Program, J], R], jobs: Sequence[J], workers: int = 0, watch: Watch | None = None
) -> Iterator[R]:
    """The result of each job, in order, until `watch` says stop. `work` is a function of a module."""
    watch = watch or Watch()
    count = min(workers or os.cpu_count() or 1, len(jobs))
    done = 0
    if count > 1 and len(jobs) >= WORTH_IT:
        for result in _over(program, work, jobs, count, watch):
            done += 1
            yield result
    for job in jobs[done:]:
        if watch.stop():
            return
        yield work(program, job)


def _over(
    program: Program, work: Callable[[Program, J], R], jobs: Sequence[J], count: int, watch: Watch
) -> Iterator[R]:
    """The same with other processes; ends early where the system has none for us, or somebody said stop."""
    try:
        parts = (program.scenario, program.scope)
        pool = ProcessPoolExecutor(count, mp_context=get_context("spawn"), initializer=_begin, initargs=parts)
    except (OSError, ImportError, NotImplementedError):  # no semaphores on this system
        return
    try:
        for future in [pool.submit(_do, work, job) for job in jobs]:
            if not _wait(future, watch):
                return
            yield future.result()
    except (BrokenProcessPool, OSError):
        return
    finally:
        pool.shutdown(wait=False, cancel_futures=True)


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
    """In a worker: the interrupt key is the parent's business; the program is built once."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    _HERE.append(build(scenario, scope))


def _do(work: Callable[[Program, Any], Any], job: Any) -> Any:
    return work(_HERE[0], job)
