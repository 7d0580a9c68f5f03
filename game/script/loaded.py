"""A scenario that was read and checked, whoever read it, and which files it was read from."""

from __future__ import annotations

import gc
from collections.abc import Generator
from contextlib import contextmanager

from attrs import frozen

from game.script.checker import Scope
from game.script.model import Scenario

BIBLIOGRAPHY = "bibliography.yaml"
MOST_FILES = 400


@frozen
class Loaded:
    """A scenario that may be played, and its scope."""

    scenario: Scenario
    scope: Scope


@contextmanager
def uncollected() -> Generator[None]:
    """Without looks for cycles: who reads a story drops none of a million values, and a play makes none."""
    was = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was:
            gc.enable()
