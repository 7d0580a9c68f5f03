"""The door: strangers, floods, slow senders and faults of our own; none takes the pages down, each is told in words."""

from __future__ import annotations

import socket
import threading
import time
from pathlib import Path
from typing import Any

import httpx
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from game.page import serve
from game.page.guard import faults, wire
from game.page.guard.headers import HEADERS
from game.page.house import House
from game.page.play import routes
from game.page.serve import PORT, bound
from game.page.shelf import Shelf
from game.script.faults import Fault, Place, ScenarioError
from game.session.trouble import Refused
from tests.conftest import GRANARY
from tests.page.conftest import LOOPBACK, Served, serving
from tests.page.forms import read, signing

KIB = 1024


def told(answer: httpx.Response, status: int) -> str:
    """That an answer is a page in words, with no trace and every header."""
    assert answer.status_code == status, answer.text
    assert "Traceback" not in answer.text
    assert "/home" not in answer.text
    for name, value in HEADERS.items():
        assert answer.headers[name] == value
    assert "unsafe" not in answer.headers["content-security-policy"]
    page = read(answer.text)
    assert page.title
    assert "Nothing" in answer.text or status in (404, 500)
    return " ".join(page.text)


def test_every_kind_of_answer_says_what_a_browser_may_do(granary_served: Served) -> None:
    with granary_served.client() as client:
        page = client.post("/begin", data={"story": "granary"})
        addresses = ["/", str(page.url), f"{page.url}/standing", "/no", "/run/nonsense", read(page.text).links[0]]
        styles = [g["href"] for tag, g in read(page.text).tags if tag == "link"]
        for address in [*addresses, *styles]:
            answer = client.get(str(address))
            assert all(answer.headers[name] == value for name, value in HEADERS.items()), address
        assert "set-cookie" not in page.headers
        assert "server" not in page.headers
        assert "<style" not in page.text
        assert not [g for _tag, g in read(page.text).tags if "style" in g or any(n.startswith("on") for n in g)]


@pytest.mark.parametrize("host", ["evil.example", "127.0.0.1", "127.0.0.1:1", "", "localhost:8157.evil.example"])
def test_a_name_that_is_not_ours_is_refused(granary_served: Served, host: str) -> None:
    with granary_served.client(headers={"Host": host}) as client:
        told(client.get("/"), 421)


def test_our_own_names_are_let_in(granary_served: Served) -> None:
    for name in ("127.0.0.1", "localhost", "LOCALHOST"):
        with granary_served.client(headers={"Host": f"{name}:{granary_served.port}"}) as client:
            assert client.get("/").status_code == 200


@pytest.mark.parametrize(
    "origin", ["http://evil.example", "null", "file://", "http://127.0.0.1", "javascript:127.0.0.1"]
)
def test_what_another_page_sends_is_refused(granary_served: Served, origin: str) -> None:
    with granary_served.client(headers={"Origin": origin}) as client:
        told(client.post("/begin", data={"story": "granary"}), 403)
        assert client.get("/").status_code == 200
    with granary_served.client(headers={"Sec-Fetch-Site": "cross-site"}) as client:
        told(client.post("/begin", data={"story": "granary"}), 403)
    with granary_served.client(headers={"Origin": granary_served.address}) as client:
        assert client.post("/begin", data={"story": "granary"}).status_code == 200


def test_more_than_64_kib_is_refused_and_so_is_what_does_not_tell(granary_served: Served) -> None:
    def pieces() -> Any:
        for _ in range(3):
            yield b"x" * KIB

    with granary_served.client() as client:
        told(client.post("/resume", content=b"code=" + b"x" * 65 * KIB), 413)
        assert client.post("/resume", content=pieces()).status_code == 400
        client.headers["content-length"] = "9" * 30
    with granary_served.client() as client:
        assert client.post("/resume", data={"code": "x" * 60 * KIB}).status_code == 404


def test_what_does_not_come_is_waited_for_so_long_and_others_are_served(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(wire, "HEAD_SECONDS", 1.5)
    with serving(GRANARY, patience=1.5) as served:
        slow = [socket.create_connection((LOOPBACK, served.port)) for _ in range(40)]
        head = f"POST /resume HTTP/1.1\r\nHost: {LOOPBACK}:{served.port}\r\n"
        body = "Content-Type: application/x-www-form-urlencoded\r\nContent-Length: 9\r\n\r\nco"
        for n, one in enumerate(slow):
            one.settimeout(60)
            one.sendall((head if n % 2 else head + body).encode())
        began = time.monotonic()
        with served.client() as client:
            assert client.get("/").status_code == 200
        assert time.monotonic() - began < 15  # one after another they would take half a minute
        for n, one in enumerate(slow):
            said = b""
            while part := one.recv(4096):
                said += part
            assert said.startswith(b"" if n % 2 else b"HTTP/1.1 408")
            one.close()


def test_a_page_that_is_not_there_and_a_way_that_it_does_not_take(granary_served: Served) -> None:
    with granary_served.client() as client:
        told(client.get("/nowhere"), 404)
        told(client.get("/static/0/../../pyproject.toml"), 404)
        told(client.get("/static/0/face.py"), 404)
        told(client.get("/story/great_leap"), 404)
        answer = client.get("/begin")
        assert "POST" in answer.headers["allow"]
        told(answer, 405)
        told(client.request("DELETE", "/"), 405)
        told(client.get("/" + "x" * 3000), 414)
        told(client.post("/begin", data={"story": "granary", "cut": "none"}), 400)


@pytest.mark.parametrize(
    "code", ["-", "x", "U" * 20, "0" * 400, "%00", "..%2f..%2fetc", "1234-5678-9ABC-DEFG", "%F0%9F%8D%9A"]
)
def test_a_code_that_is_none_is_said_with_a_place_to_type_it_again(granary_served: Served, code: str) -> None:
    with granary_served.client() as client:
        for rest in ("", "/ledger", "/debrief", "/standing"):
            answer = client.get(f"/run/{code}{rest}")
            assert answer.status_code == 404
            assert "Traceback" not in answer.text
        assert client.post(f"/run/{code}", data={"scene": "x"}).status_code == 404


@given(st.text(max_size=60), st.dictionaries(st.text(max_size=12), st.text(max_size=40), max_size=5))
@settings(max_examples=30)
def test_whatever_is_sent_is_answered(granary_served: Served, code: str, sent: dict[str, str]) -> None:
    with granary_served.client() as client:
        page = client.post("/begin", data={"story": "granary"})
        for address in ("/resume", "/begin", str(page.url), f"{page.url}/close", f"{page.url}/page"):
            answer = client.post(address, data={**sent, "code": code, "story": "granary"})
            assert answer.status_code in (200, 400, 404, 422)
            assert "Traceback" not in answer.text


def test_answers_that_are_not_on_offer_sign_nothing(granary_served: Served) -> None:
    with granary_served.client() as client:
        page = client.post("/begin", data={"story": "granary"})
        form = signing(page.text)
        assert form is not None
        marks = {name: values[0] for name, values in form.groups.items()}
        for sent in (
            {},
            marks,
            {"scene": "other", **marks},
            {**form.held},
            {**form.held, **dict.fromkeys(marks, "no")},
        ):
            answer = client.post(form.action, data=sent)
            assert answer.status_code == 422
            assert str(answer.url) == str(page.url)
            assert 'role="alert"' in answer.text


def test_a_fault_of_ours_is_told_in_words_and_reported_and_nothing_is_lost(
    monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    def broken(*_: object) -> None:
        raise ZeroDivisionError("secret /home/teacher")

    monkeypatch.setenv("TMPDIR", str(tmp_path))
    monkeypatch.setattr("tempfile.tempdir", None)
    monkeypatch.setattr(faults, "MOST_REPORTS", 2)
    with serving(GRANARY) as served, served.client() as client:
        page = client.post("/begin", data={"story": "granary"})
        with monkeypatch.context() as patched:
            patched.setattr(routes, "picks_of", broken)
            form = signing(page.text)
            assert form is not None
            for _ in range(4):
                said = told(client.post(form.action, data=form.held), 500)
                assert "Nothing that was signed is lost" in said
                assert "secret" not in said
        assert client.get(str(page.url)).text == page.text
    assert len(list(tmp_path.glob("ten-thousand-jin-*.txt"))) == 2
    err = capfd.readouterr().err
    assert "this is a fault of the game" in err
    assert "Traceback" not in err


def test_a_story_that_breaks_is_told_and_others_play_on(monkeypatch: pytest.MonkeyPatch) -> None:
    with serving(GRANARY) as served, served.client() as client:
        fault = Fault("bad", Place("x.yaml"), "it is broken")

        def broken(_self: object, _name: str) -> None:
            raise ScenarioError([fault])

        with monkeypatch.context() as patched:
            patched.setattr(Shelf, "program", broken)
            assert "main.py check" in told(client.post("/begin", data={"story": "granary"}), 500)
        assert client.post("/begin", data={"story": "granary"}).status_code == 200


def test_a_port_that_is_taken_is_said_and_the_next_is_found() -> None:
    with bound(LOOPBACK, 0) as first:
        taken = int(first.getsockname()[1])
        assert PORT <= taken < PORT + serve.MORE_PORTS
        with pytest.raises(Refused, match="taken by another program"):
            bound(LOOPBACK, taken)
        with bound(LOOPBACK, 0) as second:
            assert second.getsockname()[1] != taken


def test_games_are_kept_up_to_a_bound_and_never_needed(granary_served: Served) -> None:
    house = House(Shelf.of((GRANARY,)))
    house.games.most = 3
    codes: list[str] = []
    with serving(GRANARY, house=house) as served, served.client() as client:
        for _ in range(8):
            codes.append(str(client.post("/begin", data={"story": "granary"}).url))
        assert len(house.games._kept) == 3
        for address in codes:
            assert client.get(address).status_code == 200
        threads = [threading.Thread(target=lambda: client.get(codes[0])) for _ in range(8)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        assert len(house.games._kept) == 3
    assert granary_served.port
