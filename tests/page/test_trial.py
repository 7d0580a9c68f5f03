"""A trial: who goes back after the end is told so on every page, and nobody else; the way back; both side by side."""

from __future__ import annotations

from game.engine.program import Program
from game.session.game import Game
from tests.page.conftest import Served
from tests.page.forms import read, signing
from tests.page.test_debrief import end_of

LINE = "What you signed first stands."
PLACES = ("", "/ledger", "/people", "/words", "/record", "/signed", "/close")


def test_every_page_of_a_trial_says_so_and_no_other(granary_served: Served, granary: Program) -> None:
    first = end_of(granary)
    code, kept = first.code(), first.code(len(first.run.decisions) - 2)
    with granary_served.client() as client:
        back = next(to for to in read(client.get(f"/run/{code}/signed").text).links if to.endswith(f"/run/{kept}"))
        assert back == f"/trial/{code}/run/{kept}"
        for place in PLACES:
            page = client.get(f"{back}{place}")
            assert page.status_code == 200
            assert LINE in page.text, place
            assert f"/run/{code}/debrief" in read(page.text).links, place
            assert LINE not in client.get(f"/run/{kept}{place}").text, place
        # it is played on: another answer, then whatever is there
        page = client.get(back)
        while (form := signing(page.text)) is not None:
            assert form.action.startswith(f"/trial/{code}/run/")
            marks = {name: group[0] for name, group in form.groups.items()}
            page = client.post(form.action, data={**form.held, **marks})
            assert page.url.path.startswith(f"/trial/{code}/run/")
            assert LINE in page.text
        debrief = client.get(f"{page.url.path}/debrief").text
        assert LINE in debrief
        assert "The first run, and this trial" in debrief
        assert "The first run, and this trial" not in client.get(f"/run/{code}/debrief").text
        ended = page.url.path.rpartition("/")[2]
        assert "The first run, and this trial" not in client.get(f"/run/{ended}/debrief").text


def test_a_run_that_is_its_own_first_and_any_other_code_are_no_trial(granary_served: Served, granary: Program) -> None:
    first = end_of(granary)
    code, open_run = first.code(), Game.new(granary, 77).code()
    with granary_served.client() as client:
        client.follow_redirects = False
        for other in (code, open_run, "ZZZZ", "0" * 399):
            answer = client.get(f"/trial/{other}/run/{code}/ledger")
            assert answer.status_code == 303
            assert answer.headers["location"] == f"/run/{code}/ledger"
        assert client.get(f"/trial/{code}/ledger").status_code == 404
