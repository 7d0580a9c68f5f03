"""Where a class finds this machine: the likeliest address first, and in words what to do where there is none."""

from __future__ import annotations

import socket

import pytest

from game.classroom import qr, reach
from game.classroom.network import network
from game.classroom.reach import Address, ranked
from game.session.trouble import Misasked, Refused

FOUND = (
    Address("127.0.0.1", "lo"),
    Address("172.17.0.1", "docker0"),
    Address("10.8.0.2", "tun0"),
    Address("192.168.56.1", "VirtualBox Host-Only Ethernet Adapter"),
    Address("169.254.7.7", "wlan1"),
    Address("192.168.1.23", "wlan0"),
    Address("10.0.0.5", "eth0"),
    Address("8.8.8.8", "eth1"),
)


def test_where_this_machine_goes_out_comes_first_and_virtual_ones_last() -> None:
    hosts = [a.host for a in ranked(FOUND, ["8.8.8.8", "10.0.0.5"])]
    assert hosts[:2] == ["10.0.0.5", "192.168.1.23"]
    assert set(hosts[2:]) == {"172.17.0.1", "10.8.0.2", "192.168.56.1"}
    assert ranked(FOUND, ["10.8.0.2"])[0].host == "192.168.1.23", "a tunnel is not the classroom"
    assert ranked((), ["10.0.0.1"]) == ()


def test_no_network_says_what_can_be_done(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(reach, "addresses", lambda: ())
    with pytest.raises(Refused, match="--vote"):
        reach.address_for("")
    monkeypatch.setattr(reach, "addresses", lambda: ranked(FOUND, []))
    assert reach.address_for("").host == ranked(FOUND, [])[0].host


def test_an_address_that_is_asked_for() -> None:
    assert reach.address_for("localhost").host == "127.0.0.1"
    for wrong in ("0.0.0.0", "224.0.0.1", "no.such.host.invalid", "x" * 300, "\x00"):
        with pytest.raises(Misasked):
            reach.address_for(wrong)


def test_every_address_of_here_can_be_bound() -> None:
    for address in reach.addresses():
        with socket.socket() as probe:
            probe.bind((address.host, 0))
            probe.listen()
            assert reach.answers(address.host, probe.getsockname()[1])
        assert not reach.answers(address.host, 1)


def test_advice_names_the_other_addresses() -> None:
    lines = reach.advice("10.0.0.5", 8157, ranked(FOUND, []))
    assert any("192.168.1.23 (wlan0)" in line and "10.0.0.5" not in line for line in lines)
    assert any("8157" in line or "firewall" in line.lower() or "Python" in line for line in lines)


def test_a_qr_code_says_the_same_in_a_terminal_and_on_a_page() -> None:
    rows = qr.rows("http://192.168.1.23:8157/H4K2M9")
    assert len({len(row) for row in rows}) == 1
    assert set("".join(rows)) <= set("█▀▄ ")
    picture = qr.svg("http://192.168.1.23:8157/H4K2M9").decode()
    assert picture.startswith("<svg")
    assert "style=" not in picture
    assert "<script" not in picture


def test_the_self_check_names_addresses_and_whether_a_port_opens(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("game.classroom.network.addresses", lambda: (Address("127.0.0.1", "lo"),))
    named, port = network()
    assert (named.fine, port.fine) == (True, True)
    assert "127.0.0.1 (lo)" in named.says
    monkeypatch.setattr("game.classroom.network.addresses", lambda: (Address("203.0.113.7"),))
    assert not list(network())[1].fine, "an address that is not this machine's"
    monkeypatch.setattr("game.classroom.network.addresses", tuple)
    (none,) = network()
    assert none.fine
    assert none.says.startswith("none;")
