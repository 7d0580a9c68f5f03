"""Where a class can reach this machine: its addresses, the likeliest first, and what may stand in the way.

Nothing is sent to find out. An address is private if no network but the school's leads there.
"""

from __future__ import annotations

import ipaddress
import shutil
import socket
import sys
from collections.abc import Iterable, Iterator
from contextlib import suppress

import ifaddr
from attrs import frozen

from game.script.tongue import _
from game.session.door import shown
from game.session.trouble import Misasked, Refused

ELSEWHERE = ("10.255.255.254", "192.168.255.254", "172.31.255.254", "192.0.2.1")
NOT_A_CLASS = (
    "docker", "br-", "veth", "virbr", "vmnet", "vbox", "virtualbox", "vmware", "utun", "tun", "tap", "tailscale", "zt",
    "wg", "wsl", "hyper-v", "vethernet", "bluetooth",
)  # fmt: skip


@frozen
class Address:
    """An address of this machine, and the connection it belongs to."""

    host: str
    via: str = ""

    @property
    def private(self) -> bool:
        """Whether it is of the inner kind."""
        found = ipaddress.ip_address(self.host)
        return found.is_private and not found.is_loopback and not found.is_link_local


def addresses() -> tuple[Address, ...]:
    """Every private address of this machine, the one it would itself use to go out first."""
    return ranked(_found(), _outward())


def ranked(found: Iterable[Address], outward: Iterable[str]) -> tuple[Address, ...]:
    """Private addresses in order: where this machine goes out, then real connections, then virtual ones."""
    first = list(outward)

    def place(address: Address) -> tuple[int, bool]:
        here = first.index(address.host) if address.host in first else len(first)
        return here, address.via.lower().startswith(NOT_A_CLASS)

    private = {address.host: address for address in found if address.private}
    return tuple(sorted(private.values(), key=lambda a: (place(a)[1], place(a)[0])))


def _found() -> Iterator[Address]:
    for adapter in ifaddr.get_adapters():
        for ip in adapter.ips:
            if isinstance(ip.ip, str):
                yield Address(ip.ip, str(adapter.nice_name))


def _outward() -> Iterator[str]:
    """Which of its addresses this machine would send from; a datagram socket finds out and sends nothing."""
    for there in ELSEWHERE:
        with suppress(OSError), socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as probe:
            probe.connect((there, 9))
            yield str(probe.getsockname()[0])


def address_for(asked: str) -> Address:
    """The address a class is to use: the one asked for, or the likeliest. Raises Misasked or Refused."""
    if not asked:
        known = addresses()
        if known:
            return known[0]
        raise Refused(
            _(
                "this machine is in no network, so no other device can reach it. Connect it to the school's network, "
                "and try again; or let the class play without: `--vote` with a projector, run codes, or the booklet"
            )
        )
    try:
        found = ipaddress.ip_address(socket.gethostbyname(asked))
        if found.is_multicast:
            raise ValueError(asked)
    except (OSError, ValueError, TypeError) as error:
        says = _("`{host}` is not an address of this machine; {there}")
        raise Misasked(says.format(host=shown(asked), there=listed(addresses()))) from error
    if found.is_unspecified:
        says = _("a class is served at one address, not at all of them; {there}")
        raise Misasked(says.format(there=listed(addresses())))
    return Address(str(found))


def named(known: Iterable[Address]) -> str:
    """Addresses in a row."""
    return _(", ").join(f"{a.host} ({a.via})" if a.via else a.host for a in known)


def listed(known: Iterable[Address]) -> str:
    """Addresses in a sentence."""
    names = named(known)
    return _("there are: {names}").format(names=names) if names else _("there is none but this machine's own")


def answers(host: str, port: int) -> bool:
    """Whether something can be reached at an address from this machine itself."""
    try:
        with socket.create_connection((host, port), timeout=3):
            return True
    except OSError:
        return False


def advice(host: str, port: int, others: Iterable[Address]) -> tuple[str, ...]:
    """What to try where no other device gets through, the likeliest first. The address works on this machine."""
    rest = [a for a in others if a.host != host]
    made = [
        _("Open the address on one other device before the class comes, on the same Wi-Fi as the class."),
        _firewall(port),
        _("Guest networks often keep devices apart: use the school's own network, or the hotspot of a phone."),
    ]
    if rest:
        made.append(_("This machine has other addresses, for `--host`; {there}.").format(there=listed(rest)))
    made.append(_("If nothing helps: `--vote` with a projector, run codes, or the booklet on paper."))
    return tuple(line for line in made if line)


def _firewall(port: int) -> str:
    if sys.platform == "win32":
        return _("Windows may have asked whether Python may use the network: allow it, for private networks.")
    if sys.platform == "darwin":
        return _("macOS: System Settings, Network, Firewall: allow incoming connections for Python.")
    if shutil.which("ufw"):
        return _("A firewall may be on: `sudo ufw allow {port}/tcp` opens it.").format(port=port)
    if shutil.which("firewall-cmd"):
        return _("A firewall may be on: `sudo firewall-cmd --add-port={port}/tcp` opens it.").format(port=port)
    says = _("A firewall of this machine or network may refuse port {port}; ask whoever looks after it.")
    return says.format(port=port)
