"""Serving: a socket that is really ours, a server that waits for nobody for long, and an end when asked for."""

from __future__ import annotations

import errno
import logging
import socket
import sys
from typing import Any

import uvicorn
from starlette.types import ASGIApp

from game.page.guard.wire import LONGEST_HEAD, MOST_CONNECTIONS, Patient
from game.script.tongue import _
from game.session.trouble import Refused

PORT = 8157
MORE_PORTS = 20  # that are tried where none was asked for
IDLE_SECONDS = 30
SILENT = ("uvicorn.error", "asyncio")
FILES = 200  # that a server opens besides its connections
AT_A_TIME = 8  # connections that are taken before anybody is answered again
WAITING = 512  # that may wait to be taken


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
        made.listen(WAITING)
    except OSError:
        made.close()
        raise
    return made


class Taker(uvicorn.Server):
    """Takes few connections at a time, and lets many wait: a thousand that come at once are nobody's delay.

    The loop knows one number for both, so the system is told the second one afterwards.
    """

    async def startup(self, sockets: list[socket.socket] | None = None) -> None:
        """Begin to serve."""
        await super().startup(sockets)
        for listening in sockets or ():
            listening.listen(WAITING)


def server(app: ASGIApp, **more: Any) -> uvicorn.Server:
    """A server of pages, not yet begun: quiet, with bounds on everything that somebody else decides."""
    for name in SILENT:  # whatever somebody sends would write lines there, into a teacher's board
        logging.getLogger(name).setLevel(logging.CRITICAL + 1)
    Patient.most = min(MOST_CONNECTIONS, open_files() - FILES)
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
        backlog=AT_A_TIME,
        limit_concurrency=2 * MOST_CONNECTIONS,
        h11_max_incomplete_event_size=LONGEST_HEAD,
        timeout_keep_alive=IDLE_SECONDS,
        timeout_graceful_shutdown=3,
        **more,
    )
    return Taker(config)


def open_files() -> int:
    """How many connections the system lets this program hold, after it was asked for as many as are needed."""
    try:
        import resource
    except ImportError:  # a system without such a limit
        return MOST_CONNECTIONS + FILES
    soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    wanted = MOST_CONNECTIONS + FILES
    if soft == resource.RLIM_INFINITY or soft >= wanted:
        return wanted
    most = wanted if hard == resource.RLIM_INFINITY else min(hard, wanted)
    try:
        resource.setrlimit(resource.RLIMIT_NOFILE, (most, hard))
    except (OSError, ValueError):
        return max(soft, 2 * FILES)
    return max(most, 2 * FILES)


def names_of(host: str, port: int) -> tuple[str, ...]:
    """What a browser may call a server by that is bound there."""
    hosts = (host, "localhost", "127.0.0.1", "[::1]") if host in ("127.0.0.1", "localhost", "::1") else (host,)
    made = [f"[{h}]" if ":" in h and not h.startswith("[") else h for h in hosts]
    bare = made if port == 80 else []
    return tuple(dict.fromkeys([*(f"{h}:{port}" for h in made), *bare]))
