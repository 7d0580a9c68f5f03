"""The pages in a real browser: a lesson by keys alone and without a script, axe on every kind, narrow and large."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest
from playwright.sync_api import Browser, Page

from game.engine.program import Program
from game.session.game import Game
from tests.browser import LAPTOP, PHONE, axe, clicked, opened, too_wide
from tests.conftest import GREAT_LEAP
from tests.page.conftest import Served, serving
from tests.plain.pipe import HOSTILE, played

KINDS = ("/ledger", "/ledger/grain_head", "/people", "/words", "/record", "/signed", "/close")


@pytest.fixture(scope="module")
def lesson() -> Game:
    """A lesson that has ended."""
    return played(GREAT_LEAP, "hedger", 4, "lesson")[0]


def groups(page: Page) -> list[str]:
    """The lines of the form that waits."""
    script = "[...new Set([...document.querySelectorAll('form.sign input[type=radio]')].map(i => i.name))]"
    return list(page.evaluate(script))


def to(page: Page, selector: str) -> None:
    """Press Tab until something has the focus."""
    for _ in range(80):
        page.keyboard.press("Tab")
        if page.evaluate("s => document.activeElement?.matches(s) ?? false", selector):
            return
    raise AssertionError(f"no Tab leads to {selector}")


def unfold(page: Page) -> None:
    """Go on from the prediction, where what follows is folded."""
    if page.locator("details.further:not([open])").count():
        to(page, "details.further > summary")
        page.keyboard.press("Enter")


def sign_by_keys(page: Page, answer: int) -> None:
    """Mark an answer on every line with the keys, and sign."""
    unfold(page)
    for name in groups(page):
        to(page, f'form.sign input[name="{name}"]')
        page.keyboard.press("Space")
        for _ in range(answer):
            page.keyboard.press("ArrowDown")
    to(page, "form.sign button")
    with page.expect_navigation():
        page.keyboard.press("Enter")


def test_a_lesson_by_keyboard_alone_from_the_first_page_to_the_debrief(browser: Browser, leap_served: Served) -> None:
    with opened(browser) as page:
        asked: list[str] = []
        page.on("request", lambda request: asked.append(request.url))
        page.goto(leap_served.address)
        to(page, ".way button")
        with page.expect_navigation():
            page.keyboard.press("Enter")
        first = page.url
        signed = 0
        while page.locator("form.sign").count():
            sign_by_keys(page, signed % 2)
            signed += 1
            assert signed <= 10
        assert signed == 10
        assert page.url != first
        to(page, "a.button")
        with page.expect_navigation():
            page.keyboard.press("Enter")
        assert page.locator(".opening").inner_text() == "You are not your character. Put the secretary down."
        assert {url.split("/")[2] for url in asked} == {f"127.0.0.1:{leap_served.port}"}
        assert page.context.cookies() == []


def test_a_lesson_where_scripts_are_off(browser: Browser, leap_served: Served) -> None:
    with opened(browser, PHONE, java_script_enabled=False) as page:
        page.goto(leap_served.address)
        clicked(page.locator(".way button").first)
        for _ in range(10):
            if page.locator(".further > summary").count():
                page.locator(".further > summary").click()
            for radio in page.locator("form.sign fieldset").all():
                radio.locator("input:not([disabled])").first.check()
            clicked(page.locator("form.sign button"))
        assert page.locator("a.button").count() == 1
        clicked(page.locator(".look-up a", has_text="signed"))
        clicked(page.locator(".signed a").nth(3))
        assert page.locator("form.sign").count() == 1


@pytest.mark.parametrize(("size", "scheme"), [(LAPTOP, "light"), (PHONE, "dark")], ids=["laptop", "dark phone"])
def test_axe_finds_nothing_and_nothing_runs_out_of_the_window(
    browser: Browser, leap_served: Served, lesson: Game, size: tuple[int, int], scheme: Any
) -> None:
    ended, begun = lesson.code(), lesson.code(3)
    addresses = ["/", "/no-such-page", "/run/1234-5678-9ABC-DEFG", "/zh-Hans/", f"/zh-Hans/run/{begun}"]
    addresses += [f"/run/{lesson.code(n)}" for n in (0, 1, 2, 4, 6, 8, 9)]
    addresses += [f"/run/{begun}{kind}" for kind in KINDS]
    addresses += [f"/run/{ended}{kind}" for kind in ("", "/page")]
    with opened(browser, size, bypass_csp=True, color_scheme=scheme) as page:
        for address in addresses:
            page.goto(leap_served.address + address)
            assert axe(page) == [], address
            assert too_wide(page) <= 0, address
        page.goto(f"{leap_served.address}/run/{ended}/debrief")
        assert axe(page, ".way-back") == []  # the rest of it is asked in tests/debrief
        assert too_wide(page) <= 0


def test_at_twice_the_size_of_letters_nothing_is_lost(browser: Browser, leap_served: Served, lesson: Game) -> None:
    """A laptop at 200 %: half as many pixels of the page; and letters twice as large in a whole window."""
    with opened(browser, (LAPTOP[0] // 2, LAPTOP[1] // 2)) as half, opened(browser) as whole:
        for n, rest in enumerate(("", "/ledger", "/people", "/words", "/signed", "", "")):
            address = f"{leap_served.address}/run/{lesson.code(n + 2)}{rest}"
            half.goto(address)
            assert too_wide(half) <= 0, address
            whole.goto(address)
            whole.evaluate("document.documentElement.style.fontSize = '200%'")
            assert too_wide(whole) <= 0, address


def test_what_is_wrong_with_an_answer_is_said_and_what_was_marked_stays(
    browser: Browser, leap_served: Served, great_leap: Program
) -> None:
    game = next(g for g in runs(great_leap) if (ask := g.view().ask) is not None and len(ask.fields) > 1)
    with opened(browser) as page:
        page.goto(f"{leap_served.address}/run/{game.code()}")
        name = groups(page)[0]
        marked = page.locator(f'form.sign input[name="{name}"]:not([disabled])').nth(1)
        marked.check()
        page.evaluate("document.querySelector('form.sign').noValidate = true")
        clicked(page.locator("form.sign button"))
        assert page.locator("[role=alert]").inner_text().startswith("Nothing is signed until every line is marked.")
        assert page.title().startswith("Not signed yet")
        assert marked.is_checked()
        assert page.evaluate("document.activeElement.id") == "trouble"


def runs(program: Program) -> Iterator[Game]:
    """A run, from decision to decision."""
    game = Game.new(program, 3)
    while (ask := game.view().ask) is not None:
        yield game
        rows = [f.options for f in ask.fields] or [ask.options]
        first = (
            tuple(next(o.id for o in row if not o.locked) for row in rows) if ask.plan is None else ask.plan.plans[0]
        )
        game.decide(ask.scene, *first)


def test_the_network_drops_while_something_is_signed(browser: Browser, leap_served: Served, lesson: Game) -> None:
    with opened(browser) as page:
        page.goto(f"{leap_served.address}/run/{lesson.code(1)}")
        for name in groups(page):
            page.locator(f'form.sign input[name="{name}"]:not([disabled])').nth(1).check()
        page.context.set_offline(True)
        page.locator("form.sign button").click()
        page.locator(".away", has_text="The network is away").wait_for()
        with page.expect_navigation():
            page.context.set_offline(False)
        assert page.locator(".consequence").count() == 1


def test_marks_survive_a_page_that_is_loaded_again(browser: Browser, leap_served: Served, lesson: Game) -> None:
    with opened(browser) as page:
        page.goto(f"{leap_served.address}/run/{lesson.code(1)}")
        radio = page.locator("form.sign input:not([disabled])").nth(1)
        radio.check()
        page.reload()
        assert radio.is_checked()


def test_a_hostile_story_runs_nothing(browser: Browser) -> None:
    with serving(HOSTILE) as served, opened(browser) as page:
        page.goto(served.address)
        clicked(page.locator(".way button").first)
        for _ in range(40):
            assert page.locator("script").count() == 1
            assert page.locator("img, iframe, object").count() == 0
            if not page.locator("form.sign").count():
                break
            for fieldset in page.locator("form.sign fieldset").all():
                fieldset.locator("input:not([disabled])").first.check()
            clicked(page.locator("form.sign button"))
        assert page.locator("a.button").count() == 1


def test_what_is_folded_opens_for_a_link_and_on_paper(browser: Browser, leap_served: Served, lesson: Game) -> None:
    """The first page is what one sees; a source that is cited opens its section; print has the sources it cites."""
    with opened(browser, LAPTOP) as page:
        page.goto(f"{leap_served.address}/run/{lesson.code()}/debrief", timeout=90_000)
        folds = page.locator("details.fold")
        assert folds.count() >= 8
        assert page.locator("details.fold[open]").count() == 0
        source = page.locator("#sources article, #sources li").first
        assert not source.is_visible()
        clicked_at = page.locator("#brief .keys a").first
        clicked_at.click()
        page.locator("#sources details.fold[open]").wait_for()
        page.goto(page.url.partition("#")[0], timeout=90_000)
        page.locator("#sources details.fold:not([open])").wait_for()
        page.emulate_media(media="print")
        assert page.locator("#sources li:not(.off)").first.is_visible()
        assert not page.locator("details.fold > summary").first.is_visible()
        assert not page.locator(".ways").first.is_visible()
