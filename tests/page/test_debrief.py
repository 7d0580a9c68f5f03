"""The debrief as a page: what it says elsewhere, in a stricter policy, made beside the pages; a page to write."""

from __future__ import annotations

import re
from html import unescape

import pytest

from game.debrief.build import debrief
from game.debrief.explained import with_explained
from game.debrief.html import page
from game.debrief.otherwise import by_command, with_recalled
from game.debrief.sheet import sheet_of
from game.engine.program import Program
from game.page.play import beside
from game.session.game import Game
from tests.conftest import GRANARY
from tests.page.conftest import Served, serving
from tests.page.forms import read


def end_of(program: Program, seed: int = 5) -> Game:
    """A run to its end."""
    game = Game.new(program, seed)
    while (ask := game.view().ask) is not None:
        rows = [f.options for f in ask.fields] or [ask.options]
        free = (tuple(o.id for o in row if not o.locked) for row in rows)
        game.decide(ask.scene, *(ask.plan.plans[-1] if ask.plan else (row[-1] for row in free)))
    return game


def body(text: str) -> str:
    """The sections of a debrief, as they are marked up."""
    return "".join(re.findall(r"(?s)<section.*?</section>", text))


def test_the_debrief_is_that_of_the_file_and_holds_no_style_or_script_of_its_own(
    granary_served: Served, granary: Program
) -> None:
    game = end_of(granary)
    file = page(sheet_of(with_explained(with_recalled(debrief(game), game.run, by_command(game.code())), game)))
    with granary_served.client() as client:
        shown = client.get(f"/run/{game.code()}/debrief")
        kept = client.get(f"/run/{game.code()}/debrief.html")
        text = client.get(f"/run/{game.code()}/debrief.md")
    assert body(shown.text) == body(file)
    assert kept.text == file
    assert kept.headers["content-disposition"].startswith("attachment")
    assert text.text.startswith("# ")
    assert "<style" not in shown.text
    assert "http-equiv" not in shown.text
    assert shown.text.count("<script") == 0
    assert "way back" not in shown.text
    assert f"/run/{game.code()}/signed" in read(shown.text).links


def test_where_no_second_process_can_be_had_a_thread_makes_it(
    monkeypatch: pytest.MonkeyPatch, granary: Program
) -> None:
    def none(*_: object, **__: object) -> None:
        raise OSError("no semaphores")

    monkeypatch.setattr(beside, "ProcessPoolExecutor", none)
    game = end_of(granary)
    with serving(GRANARY) as served, served.client() as client:
        assert client.get(f"/run/{game.code()}/debrief").status_code == 200


def test_a_run_closed_early_has_a_debrief_of_what_was_so_until_then_and_goes_on(
    granary_served: Served, granary: Program
) -> None:
    code = end_of(granary).code(3)
    with granary_served.client() as client:
        asked = client.get(f"/run/{code}/close")
        closed = client.post(read(asked.text).forms[0].action)
        assert str(closed.url).endswith(f"/run/{code}/closed")
        assert "This run was closed early" in closed.text
        assert "is masked until the run has ended" in client.get(f"/run/{code}/debrief").text
        assert 'class="sign"' in client.get(f"/run/{code}").text
        assert client.get(f"/run/{end_of(granary).code()}/closed").status_code == 404


def test_the_page_is_written_and_shown_back_and_nothing_in_it_is_markup(
    leap_served: Served, great_leap: Program
) -> None:
    game = Game.new(great_leap, 3, "lesson")
    while (ask := game.view().ask) is not None:
        rows = [f.options for f in ask.fields] or [ask.options]
        game.decide(ask.scene, *(ask.plan.plans[0] if ask.plan else (row[0].id for row in rows)))
    address = f"/run/{game.code()}/page"
    with leap_served.client() as client:
        text = client.get(address).text
        assert ">Keep</button>" in text
        form = next(f for f in read(text).forms if f.groups)
        reader = form.groups["reader"][1]
        wrote = "The bins are empty.\n<script>alert(1)</script> {{ 7 * 7 }} *no* \x1b[2J\u202e"
        shown = client.post(address, data={"reader": reader, "text": wrote})
        assert "The bins are empty." in shown.text
        assert "<script>alert" not in shown.text
        assert "<script>alert(1)</script> {{ 7 * 7 }}" in unescape(shown.text)
        assert "\x1b" not in shown.text
        assert "\u202e" not in shown.text
        for sent in ({"reader": reader}, {"text": wrote}, {"reader": "nobody", "text": wrote}):
            again = client.post(address, data=sent)
            assert again.status_code == 422
            assert 'role="alert"' in again.text
            assert ("The bins are empty." in again.text) == ("text" in sent)
        assert client.get(f"/run/{game.code(3)}/page").status_code == 404
