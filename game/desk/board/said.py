"""What was just done, or why it was not: in a line of its own over the keys, so that it lies over nothing.

A note that floats would cover the address, a count or the paper, and those are what the class is looking at.
"""

from __future__ import annotations

from textual.timer import Timer
from textual.widgets import Static

from game.desk.content import line


class Said(Static):
    """The line. It goes by itself after a while, or when something else is said."""

    def __init__(self) -> None:
        super().__init__(id="said")
        self.going: Timer | None = None

    def say(self, text: str, seconds: float = 0) -> None:
        """Say something; for as long as nothing else is said where no seconds are given."""
        if self.going is not None:
            self.going.stop()
        self.going = self.set_timer(seconds, self.hush) if text and seconds else None
        self.update(line(text, "bold"))
        self.display = bool(text)

    def hush(self) -> None:
        """Say nothing any more."""
        self.say("")
