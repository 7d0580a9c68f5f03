"""A class in real browsers: a lesson by keys, a pause that shows by itself, the network gone and back, axe."""

from __future__ import annotations

import random
from collections.abc import Iterator
from typing import Literal

import pytest
from playwright.sync_api import Browser, Page, expect

from game.engine.program import Program
from tests.browser import LAPTOP, PHONE, axe, clicked, opened, too_wide
from tests.page.classes import Class, a_class
from tests.page.test_browser import groups, sign_by_keys, to


@pytest.fixture
def lesson(great_leap: Program) -> Iterator[Class]:
    with a_class(great_leap, stops=True) as made:
        yield made


def seated(page: Page, lesson: Class) -> None:
    """Join by the short address, and go to the desk."""
    at_her_desk(page, f"{lesson.address}/{lesson.code}")


def at_her_desk(page: Page, door: str) -> None:
    page.goto(door)
    clicked(page.locator("button.stamp"))
    clicked(page.locator("a.stamp"))


def mark(page: Page, place: int = 0) -> None:
    for name in groups(page):
        page.locator(f'form.sign input[name="{name}"]:not([disabled])').nth(place).check()


def appears(page: Page, what: str, state: Literal["visible", "detached"] = "visible") -> None:
    """Wait until something is there, or gone, by itself, and the page it is on has been read to its end."""
    page.wait_for_selector(what, state=state)
    page.wait_for_load_state()


def sign(page: Page) -> None:
    here = page.url
    page.locator("form.sign button").click()
    page.wait_for_url(lambda url: url != here)


def test_a_lesson_by_keys_with_a_pause_a_prediction_and_a_reveal(browser: Browser, lesson: Class) -> None:
    others = [lesson.student() for _ in range(5)]
    with opened(browser) as page, opened(browser) as board:
        board.goto(lesson.teacher)
        page.goto(lesson.address)
        to(page, "#code")
        page.keyboard.type(lesson.code.lower())
        with page.expect_navigation():
            page.keyboard.press("Enter")
        to(page, "a.stamp")
        with page.expect_navigation():
            page.keyboard.press("Enter")
        for student in others:
            assert student.play(luck=random.Random(student.path)) == 7, "all come to the stop"
        for _ in range(7):
            sign_by_keys(page, 1)
        assert "waits here for everybody" in page.locator("main > .notice").inner_text()
        assert page.locator(".predict").count() == 1
        board.goto(lesson.teacher)
        ask = board.locator("ul.plain li", has_text="auction").locator("button")
        ask.focus()
        with board.expect_navigation():
            board.keyboard.press("Enter")
        appears(page, "main > .notice a")
        to(page, "main > .notice a")
        with page.expect_navigation():
            page.keyboard.press("Enter")
        to(page, "form.sign input")
        page.keyboard.press("Space")
        to(page, "form.sign button")
        with page.expect_navigation():
            page.keyboard.press("Enter")
        assert page.locator("[role=status]").inner_text().startswith("Your guess is kept")
        clicked(board.locator("button", has_text="Show how the class has split"))
        appears(page, "table.split")
        assert board.locator("table.split").count() == 1
        clicked(board.locator("button.stamp", has_text="Go on"))
        clicked(board.locator("button", has_text="Go on"))
        to(page, "main > p a")
        with page.expect_navigation():
            page.keyboard.press("Enter")
        for _ in range(3):
            sign_by_keys(page, 0)
        assert "desk is closed" in page.locator("main").inner_text()
        assert lesson.room.board().seats[-1].ended


def test_the_network_drops_in_the_middle_of_a_decision(browser: Browser, lesson: Class) -> None:
    with opened(browser) as page:
        seated(page, lesson)
        mark(page)
        sign(page)
        mark(page, 1)
        here = page.url
        page.context.set_offline(True)
        page.locator("form.sign button").click()
        page.wait_for_function("document.querySelector('.away').textContent.includes('network is away')")
        assert page.url == here
        assert lesson.room.board().seats[0].signatures == 1
        page.context.set_offline(False)
        page.wait_for_url(lambda url: url != here)
        assert lesson.room.board().seats[0].signatures == 2
        page.go_back()
        page.wait_for_url(lambda url: "told=ahead" in url)
        assert lesson.room.board().seats[0].signatures == 2


def test_the_answer_is_lost_on_the_way_and_nothing_is_signed_twice(browser: Browser, lesson: Class) -> None:
    """The server has signed, and the browser never hears it: it sends again, and is one signature further, not two."""
    with opened(browser) as page:
        seated(page, lesson)
        mark(page)
        lost: list[str] = []

        def lose(route: object) -> None:
            request = route.request  # type: ignore[attr-defined]
            if request.method == "POST" and not lost:
                lost.append(request.url)
                route.fetch(max_redirects=0)  # type: ignore[attr-defined]
                route.abort("connectionreset")  # type: ignore[attr-defined]
            else:
                route.continue_()  # type: ignore[attr-defined]

        page.route("**/run/*", lose)
        here = page.url
        page.locator("form.sign button").click()
        page.wait_for_url(lambda url: url != here)
        assert lost
        assert "told" not in page.url
        assert lesson.room.board().seats[0].signatures == 1


def test_a_pause_shows_by_itself_and_what_was_marked_stays(browser: Browser, lesson: Class) -> None:
    with opened(browser) as page:
        seated(page, lesson)
        lesson.room.pause()
        mark(page, 2)
        page.locator("form.sign button").click()
        appears(page, "form.sign .notice")
        assert "not signed yet" in page.locator("form.sign .notice").inner_text()
        assert "not signed yet" in page.locator("#trouble").inner_text()
        assert page.evaluate("document.activeElement.id") == "trouble"
        lesson.room.go_on()
        appears(page, "form.sign .notice", "detached")
        name = groups(page)[0]
        assert page.locator(f'form.sign input[name="{name}"]').nth(2).is_checked()
        sign(page)
        assert lesson.room.board().seats[0].signatures == 1


def test_a_second_device_goes_on_and_the_first_follows(browser: Browser, lesson: Class) -> None:
    with opened(browser) as first, opened(browser, PHONE) as second:
        seated(first, lesson)
        mark(first)
        sign(first)
        clicked(first.locator(".kicker a"))
        code = first.locator(".code.large").inner_text()
        clicked(first.locator("a.stamp"))
        second.goto(lesson.address)
        second.locator(".resumes summary").click()
        second.locator("#resume").fill(code)
        second.locator("#resume-class").fill(lesson.code)
        clicked(second.locator(".resumes button"))
        assert second.url.partition("?")[0] == first.url.partition("?")[0]
        mark(second)
        sign(second)
        first.reload()
        assert first.url.partition("?")[0] == second.url


@pytest.mark.parametrize("size", [LAPTOP, PHONE], ids=["laptop", "phone"])
def test_axe_finds_nothing_and_nothing_runs_out_of_the_window(
    browser: Browser, great_leap: Program, size: tuple[int, int]
) -> None:
    with a_class(great_leap) as lesson, opened(browser, size, bypass_csp=True) as page:
        for place in range(6):
            lesson.student().play(3 + place % 2, random.Random(place))

        def look(path: str) -> None:
            page.goto(path if path.startswith("http") else lesson.address + path)
            assert axe(page) == [], path
            assert too_wide(page) <= 0, path

        look("/")
        look("/zh-Hans/")
        seated(page, lesson)
        look(page.url)
        look("/seat")
        look("/seat/class")
        page.goto(lesson.teacher)
        lesson.room.remove(7)
        lesson.room.ask("autumn_1958/hands/furnaces")
        look("/teacher")  # the board as it is otherwise, the wall and the votes: test_teacher.py
        lesson.room.remove(7, removed=False)
        look("/seat/class")
        lesson.room.reveal()
        look("/seat/class")
        look("/seat")
        lesson.room.end()
        look("/teacher")


def test_the_wall_at_twice_the_size_of_letters(browser: Browser, lesson: Class) -> None:
    lesson.student()
    with opened(browser) as page:
        page.goto(lesson.teacher)
        for path in ("/teacher", "/teacher/wall", "/"):
            page.goto(lesson.address + path)
            page.evaluate("document.documentElement.style.fontSize = '200%'")
            assert too_wide(page) <= 0, path


def test_whoever_reads_her_debrief_is_seen_and_her_page_stays(browser: Browser, lesson: Class) -> None:
    lesson.room.set_stop()
    student = lesson.student()
    assert student.play() == 10
    lesson.room.debrief()
    with opened(browser) as page:
        page.context.add_cookies([{"name": "seat", "value": student.client.cookies["seat"], "url": lesson.address}])
        page.goto(f"{lesson.address}{student.path}/debrief")
        lesson.room.store.touch(lesson.room.id, 1, {"seen_at": 0.0})
        assert lesson.room.board().seats[0].away(lesson.room.view().now) > 60
        page.evaluate("window.stays = true")
        with page.expect_response("**/seat/mark"):
            pass
        assert lesson.room.board().seats[0].away(lesson.room.view().now) == 0
        assert page.evaluate("window.stays")


def test_a_page_of_a_deleted_class_stays_readable_and_offers_nothing_to_sign(browser: Browser, lesson: Class) -> None:
    with opened(browser, LAPTOP) as page:
        page.goto(f"{lesson.address}/{lesson.code}")
        clicked(page.locator("button.stamp"))
        clicked(page.locator("a.stamp"))
        paper = page.locator("article.paper").last.inner_text()
        lesson.room.pause()
        page.reload()  # a page that waits looks every three seconds
        lesson.room.forget()
        expect(page.locator("#told")).to_contain_text("The class is over and deleted.")
        assert page.locator("article.paper").last.inner_text() == paper
        assert page.locator("form.sign").count() == 0
