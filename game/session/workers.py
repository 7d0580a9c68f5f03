"""Processes that work for this one: how they are begun from any face, and that they end with it, however it ended."""

from __future__ import annotations

import os
import signal
import sys
from collections.abc import Generator
from contextlib import contextmanager
from multiprocessing import parent_process, resource_tracker
from threading import Thread, current_thread, main_thread


@contextmanager
def deaf() -> Generator[None, None, None]:
    """While workers are begun, the interrupt key is nobody's: they inherit that, until they have said so themselves."""
    if current_thread() is not main_thread():
        yield
        return
    before = signal.signal(signal.SIGINT, signal.SIG_IGN)
    try:
        yield
    finally:
        signal.signal(signal.SIGINT, before)


def ready_to_spawn() -> None:
    """Begin the helper process that every pool shares, which inherits standard error.

    A full-screen face puts something in the place of standard error that has no file behind it, and Python then fails
    to begin the helper; so for this moment the real one stands there.
    """
    if sys.platform == "win32":
        return  # there is no such helper
    shown = sys.stderr
    try:
        sys.stderr = sys.__stderr__
        resource_tracker.ensure_running()
    finally:
        sys.stderr = shown


def begin_as_worker() -> None:
    """In a worker: the interrupt key is the parent's business, and nothing is done for a parent that is gone."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    Thread(target=_end_with_parent, daemon=True).start()


def _end_with_parent() -> None:
    """A worker whose parent is gone, however it went, has nobody to work for."""
    parent = parent_process()
    if parent is not None:
        parent.join()
        os._exit(1)
