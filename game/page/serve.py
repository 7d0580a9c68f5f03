"""Serving: a socket that is really ours, a server that waits for nobody for long, and an end when asked for."""

from __future__ import annotations

import asyncio
import errno
import socket
import sys
from typing import Any

import h11
import uvicorn
from starlette.types import ASGIApp
from uvicorn.protocols.http.h11_impl import H11Protocol

from game.script.tongue import _
from game.session.trouble import Refused

PORT = 8157
MORE_PORTS = 20  # that are tried where none was asked for
LONGEST_HEAD = 16 * 1024
HEAD_SECONDS = 10.0
IDLE_SECONDS = 30
CONNECTIONS = 2_000


class Patient(H11Protocol):
    """Waits so long for the head of a request that has begun, or for a first one, and no longer."""

    timer: asyncio.TimerHandle | None = None

    def connection_made(self, transport: asyncio.Transport) -> None:  # type: ignore[override]
        """Begin to wait."""
        super().connection_made(transport)
        self._wait()

    def data_received(self, data: bytes) -> None:
        """Wait on where the head is not whole; its body is waited for elsewhere."""
        super().data_received(data)
        if self.conn.their_state is not h11.IDLE:
            self._wait_no_more()
        elif self.timer is None:
            self._wait()

    def connection_lost(self, exc: Exception | None) -> None:
        """Wait no more."""
        self._wait_no_more()
        super().connection_lost(exc)

    def _wait(self) -> None:
        self.timer = self.loop.call_later(HEAD_SECONDS, self.transport.close)

    def _wait_no_more(self) -> None:
        if self.timer is not None:
            self.timer.cancel()
            self.timer = None


def bound(host: str, port: int) -> socket.socket:
    """A socket at an address; `port` 0 takes the usual one, or the next that is free. Raises Refused in words."""
    trouble: OSError | None = None
    for number in [port] if port else range(PORT, PORT + MORE_PORTS):
        try:
            return _bound(host, number)
        except OSError as error:
            trouble = trouble or error
            if error.errno != errno.EADDRINUSE:
                break
    assert trouble is not None
    where = f"{host}:{port or PORT}"
    if trouble.errno == errno.EADDRINUSE:
        raise Refused(_("{where} is taken by another program; give another port").format(where=where)) from trouble
    if trouble.errno in (errno.EACCES, errno.EPERM):
        raise Refused(_("{where} may not be used here; give a port above 1023").format(where=where)) from trouble
    raise Refused(_("{where} cannot be served: {why}").format(where=where, why=trouble.strerror)) from trouble


def _bound(host: str, port: int) -> socket.socket:
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    made = socket.socket(family, socket.SOCK_STREAM, socket.IPPROTO_TCP)  # by its name, or asyncio leaves Nagle's delay
    try:
        if sys.platform != "win32":  # there it would let two servers share an address
            made.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        made.bind((host, port))
        made.listen(512)
    except OSError:
        made.close()
        raise
    return made


def server(app: ASGIApp, **more: Any) -> uvicorn.Server:
    """A server of pages, not yet begun: quiet, with bounds on everything that somebody else decides."""
    config = uvicorn.Config(
        app,
        http=Patient,
        ws="none",
        loop="asyncio",
        lifespan="off",
        log_config=None,
        access_log=False,
        server_header=False,
        proxy_headers=False,
        limit_concurrency=CONNECTIONS,
        h11_max_incomplete_event_size=LONGEST_HEAD,
        timeout_keep_alive=IDLE_SECONDS,
        timeout_graceful_shutdown=3,
        **more,
    )
    return uvicorn.Server(config)


def names_of(host: str, port: int) -> tuple[str, ...]:
    """What a browser may call a server by that is bound there."""
    hosts = (host, "localhost", "127.0.0.1", "[::1]") if host in ("127.0.0.1", "localhost", "::1") else (host,)
    made = [f"[{h}]" if ":" in h and not h.startswith("[") else h for h in hosts]
    bare = made if port == 80 else []
    return tuple(dict.fromkeys([*(f"{h}:{port}" for h in made), *bare]))
