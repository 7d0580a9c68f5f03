"""The slides of a class on its teacher's pages: after the debrief began and for her alone; with keys, files and pages.

The tests in a browser need Chromium; where there is none they are skipped and say so.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

import httpx
import pytest
from playwright.sync_api import Browser

from game.classroom.room import Room
from game.engine.program import Program
from game.playtest.officials import Policy
from game.session.game import Game
from tests.browser import LAPTOP, axe, opened, too_wide
from tests.page.classes import Class, Student, a_class

WRITTEN = "They are hungry. Come and weigh it. <b>Mei</b>"


def sat(room: Room, program: Program, official: str) -> None:
    """A student who plays her run to its end, signature by signature, without pages."""
    seat = room.join()
    policy = Policy(next(o for o in program.scenario.officials if o.id == official), program)
    game = Game.of_code(program, seat.code)
    while not game.run.ended:
        decision = policy.choose(game.run)
        game.decide(decision.scene, *decision.picks)
        assert room.record(seat.number, game.run).code == game.code()


@pytest.fixture(scope="module")
def after(great_leap: Program) -> Iterator[Class]:
    """A class of twelve in its debrief."""
    officials = ("honest", "hedger", "protector", "zealot")
    with a_class(great_leap) as made:
        for n in range(12):
            sat(made.room, great_leap, officials[n % len(officials)])
        made.room.debrief()
        yield made


def teacher(lesson: Class) -> Student:
    made = Student.at(lesson.address)
    made.get(lesson.teacher)
    return made


def test_before_the_debrief_nothing_is_told(great_leap: Program) -> None:
    with a_class(great_leap) as lesson:
        for _n in range(4):
            sat(lesson.room, great_leap, "hedger")
        her = teacher(lesson)
        her.get("/teacher/slides")
        assert "once the debrief has begun" in her.text
        assert "Hands" not in her.text
        her.get("/teacher/slides/1")
        assert her.path == "/teacher/slides"
        for name in ("slides.html", "class.html", "codes.txt"):
            assert her.client.get(f"/teacher/slides/{name}").status_code == 404


def test_the_link_of_the_terminal_leads_to_the_slides_at_once(after: Class) -> None:
    her = Student.at(after.address)
    her.get(f"{after.teacher}?to=slides")
    assert her.path == "/teacher/slides"
    her.get(f"{after.teacher}?to=//elsewhere")
    assert her.path == "/teacher"


def test_before_the_debrief_begins_it_is_said_who_has_not_finished(great_leap: Program) -> None:
    with a_class(great_leap) as lesson:
        lesson.room.join()
        her = teacher(lesson)
        her.post("/teacher/do", do="debrief")
        assert "Nobody has finished" in her.text
        sat(lesson.room, great_leap, "hedger")
        lesson.room.join()
        her.post("/teacher/do", do="debrief")
        assert "2 students have not finished; their runs are not in the slides." in her.text
        assert lesson.room.view().phase == "playing"
        her.post("/teacher/do", do="debrief", sure="yes")
        assert lesson.room.view().phase == "debrief"


def test_in_the_debrief_the_slides_are_the_main_thing_and_signing_again_is_named(after: Class) -> None:
    page = teacher(after).client.get("/teacher").text
    main = re.findall(r'<(?:a|button)[^>]*class="[^"]*stamp[^"]*"[^>]*>([^<]*)<', page)
    assert main == ["The slides"]
    assert "Go back to signing" in page
    assert ">Go on<" not in page


def test_slides_are_for_the_teacher_alone(after: Class) -> None:
    stranger = httpx.Client(base_url=after.address)
    for path in ("/teacher/slides", "/teacher/slides/1", "/teacher/slides/codes.txt"):
        assert stranger.get(path).status_code == 404
    assert stranger.post("/teacher/slides/show", data={"number": "1", "shown": "yes"}).status_code in (403, 404)


def test_every_slide_is_a_page_with_its_question_and_the_way_on(after: Class) -> None:
    her = teacher(after)
    found = re.findall(r"/teacher/slides/(\d+)", her.client.get("/teacher/slides").text)
    places = sorted({int(n) for n in found})
    assert len(places) > 20
    assert places == list(range(1, len(places) + 1))
    for place in places:
        answer = her.client.get(f"/teacher/slides/{place}")
        assert answer.status_code == 200
        assert " style=" not in answer.text
        assert ('rel="next"' in answer.text) is (place < len(places))
        assert ('rel="prev"' in answer.text) is (place > 1)
    first = her.client.get("/teacher/slides/1").text
    assert "Put the officials down" in first
    assert "2 min" in first
    for place in ("0", str(len(places) + 1), "99999999999999999999", "-1", "x.html"):
        assert her.client.get(f"/teacher/slides/{place}").status_code == 404


def test_what_is_kept_is_the_class_and_no_seat(after: Class) -> None:
    her = teacher(after)
    slides = her.client.get("/teacher/slides/slides.html")
    assert slides.headers["content-disposition"] == 'attachment; filename="slides.html"'
    assert "Where the class parted" in slides.text
    assert "12 runs together" in her.client.get("/teacher/slides/class.html").text
    assert her.client.get("/teacher/slides/class.md").text.startswith("# Ten Thousand Jin")
    codes = her.client.get("/teacher/slides/codes.txt").text.split()
    assert codes == sorted(after.room.codes())
    tags = [seat.tag for seat in after.room.board().seats]
    assert not [tag for tag in tags if tag in slides.text]


def test_a_page_is_shown_when_the_teacher_chooses(after: Class) -> None:
    her = teacher(after)
    after.room.send_page(3, "The provincial committee", WRITTEN)
    kept = her.client.get("/teacher/slides/slides.html").text
    assert "Come and weigh it" not in kept
    her.get("/teacher/slides")
    assert "Come and weigh it" in her.text
    her.post("/teacher/slides/show", number="3", shown="yes")
    assert her.path == "/teacher/slides"
    shown = her.client.get("/teacher/slides/slides.html").text
    assert "&lt;b&gt;Mei&lt;/b&gt;" in shown
    her.post("/teacher/slides/show", number="3", shown="no")
    assert "Come and weigh it" not in her.client.get("/teacher/slides/slides.html").text
    for number in ("99", "x", ""):
        assert her.client.post("/teacher/slides/show", data={"number": number, "shown": "yes"}).status_code in (
            400,
            404,
        )


def test_one_run_of_a_class_that_votes_is_shown_as_it_is(great_leap: Program) -> None:
    with a_class(great_leap, vote=True) as lesson:
        lesson.room.debrief()
        her = teacher(lesson)
        her.get("/teacher/slides")
        assert "class.html" not in her.text
        assert "The lesson" in her.client.get("/teacher/slides/1").text


def test_keys_lead_on_without_violations(browser: Browser, after: Class) -> None:
    with opened(browser, LAPTOP, bypass_csp=True) as page:
        page.goto(after.teacher)
        page.goto(f"{after.address}/teacher/slides")
        assert axe(page) == []
        page.goto(f"{after.address}/teacher/slides/1")
        for key, place in (("ArrowRight", 2), ("n", 3), ("ArrowLeft", 2)):
            page.keyboard.press(key)
            page.wait_for_url(f"**/teacher/slides/{place}")
        assert axe(page) == []
        assert not too_wide(page)
        assert page.evaluate("parseFloat(getComputedStyle(document.querySelector('.ask')).fontSize)") >= 20
