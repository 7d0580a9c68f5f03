"""What a self-check says of the network before a class comes: this machine's addresses, and whether a port opens.

Nothing is sent. Whether the network lets other devices through is seen on another device alone.
"""

from __future__ import annotations

import socket
from collections.abc import Iterator

from game.classroom.reach import addresses, named
from game.script.tongue import _
from game.session.doctor import Finding


def network() -> Iterator[Finding]:
    """Lines of the self-check. Without a network a class has other ways, so the lack of one stops nothing."""
    known = addresses()
    if not known:
        none = _("none; a class on its own devices needs one, votes and paper do not")
        yield Finding("network", True, none)
        return
    only = _("{names}. Whether a device gets through, only a device can show").format(names=named(known))
    yield Finding("network", True, only)
    trouble = _shut(known[0].host)
    opens = _("a port can be opened for a class at {host}").format(host=known[0].host)
    shut = _("no port can be opened at {host} ({trouble})").format(host=known[0].host, trouble=trouble)
    yield Finding("port", not trouble, shut if trouble else opens)


def _shut(host: str) -> str:
    """Why nothing can be served at an address; empty where something can."""
    try:
        with socket.socket(socket.AF_INET6 if ":" in host else socket.AF_INET, socket.SOCK_STREAM) as probe:
            probe.bind((host, 0))
            probe.listen(1)
    except OSError as error:
        return error.strerror or str(error)
    return ""
