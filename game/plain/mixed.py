"""Typed lines and other news in one queue: whoever prints takes them one at a time, in the order they came."""

from __future__ import annotations

import codecs
import sys
from collections.abc import Callable, Iterator
from queue import Empty, Queue
from threading import Thread
from typing import TypeAlias

from attrs import define, field

from game.plain.start import LONGEST_LINE

PIECE = 65_536
PATIENCE = 0.5  # seconds; some systems hear no Ctrl-C while a queue is waited for without end

News: TypeAlias = Callable[[], None]


@define
class Mixed:
    """Lines of standard input, with news in between. News is told by the thread that asks for the next line."""

    items: Queue[str | News | None] = field(factory=Queue["str | News | None"])

    def begin(self) -> None:
        """Read what is typed, in a thread of its own."""
        Thread(target=self._read, daemon=True).start()

    def tell(self, news: News) -> None:
        """Something to be told as soon as a line is waited for."""
        self.items.put(news)

    def lines(self) -> Iterator[str]:
        """What is typed; ends where the input ends."""
        while True:
            try:
                item = self.items.get(timeout=PATIENCE)
            except Empty:
                continue
            if item is None:
                return
            if isinstance(item, str):
                yield item
            else:
                item()

    def _read(self) -> None:
        """Standard input, without Python's own buffer: its lock, held by a thread that waits, stops a program's end."""
        raw = getattr(sys.stdin.buffer, "raw", sys.stdin.buffer)
        decoder, rest, data = codecs.getincrementaldecoder("utf-8-sig")("replace"), "", b"-"
        while data:
            data = raw.read(PIECE) or b""
            *whole, rest = (rest + decoder.decode(data, final=not data)).split("\n")
            rest = rest[:LONGEST_LINE]
            for line in whole:
                self.items.put(line[:LONGEST_LINE])
        if rest:
            self.items.put(rest)
        self.items.put(None)
