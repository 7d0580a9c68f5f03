"""One connection: how long anything on it is waited for, what is not read, which goes when there are too many.

Nobody is refused because many are connected. Where there are more than can be held, the one goes that was silent
longest, of the address that has most: a device that opens thousands loses its own.
"""

from __future__ import annotations

import asyncio
from collections import Counter
from typing import Any

import h11
from uvicorn.protocols.http.h11_impl import H11Protocol

LONGEST_HEAD = 16 * 1024
HEAD_SECONDS = 10.0
READ_SECONDS = 30.0  # in which some of an answer must be taken
MOST_CONNECTIONS = 2_000


class Whole(h11.Connection):
    """Reads no body in pieces: no form is sent so, and thousands of small ones keep a server from all others."""

    def next_event(self) -> Any:
        """The next of what has come. Raises RemoteProtocolError."""
        event = super().next_event()
        if isinstance(event, h11.Request) and any(name == b"transfer-encoding" for name, _value in event.headers):
            raise h11.RemoteProtocolError("in pieces", error_status_hint=411)
        return event


class Patient(H11Protocol):
    """Waits so long for the head of a request that has begun, or for a first one, and no longer; and to be read."""

    timer: asyncio.TimerHandle | None = None
    unread: asyncio.TimerHandle | None = None
    heard: float = 0.0
    most: int = MOST_CONNECTIONS

    def __init__(self, *args: Any, **more: Any) -> None:
        super().__init__(*args, **more)
        self.conn = Whole(h11.SERVER, LONGEST_HEAD)

    def connection_made(self, transport: asyncio.Transport) -> None:  # type: ignore[override]
        """Begin to wait."""
        super().connection_made(transport)
        self.heard = self.loop.time()
        self._wait()
        if len(self.connections) > self.most:
            self._make_room()

    def data_received(self, data: bytes) -> None:
        """Wait on where the head is not whole; its body is waited for elsewhere."""
        self.heard = self.loop.time()
        super().data_received(data)
        if self.conn.their_state is not h11.IDLE:
            self._wait_no_more()
        elif self.timer is None:
            self._wait()

    def pause_writing(self) -> None:
        """What was answered is not taken: begin to wait for that."""
        super().pause_writing()
        self.unread = self.unread or self.loop.call_later(READ_SECONDS, self.transport.abort)

    def resume_writing(self) -> None:
        """It is taken."""
        super().resume_writing()
        self._read()

    def connection_lost(self, exc: Exception | None) -> None:
        """Wait no more."""
        self._wait_no_more()
        self._read()
        super().connection_lost(exc)

    def _make_room(self) -> None:
        """Let the connection go that is least missed; never this one."""
        others: list[Patient] = [one for one in self.connections if isinstance(one, Patient) and one is not self]
        most = Counter(one.address for one in others).most_common(1)[0][0]
        gone = min((one for one in others if one.address == most), key=_heard)
        self.connections.discard(gone)
        gone.transport.abort()

    @property
    def address(self) -> str:
        """From where it comes."""
        return self.client[0] if self.client else ""

    def _wait(self) -> None:
        self.timer = self.loop.call_later(HEAD_SECONDS, self.transport.close)

    def _wait_no_more(self) -> None:
        if self.timer is not None:
            self.timer.cancel()
            self.timer = None

    def _read(self) -> None:
        if self.unread is not None:
            self.unread.cancel()
            self.unread = None


def _heard(one: Patient) -> float:
    return one.heard
