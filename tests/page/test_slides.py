"""The slides of a class on its teacher's pages: after the debrief began and for her alone; with keys, files and pages.

The tests in a browser need Chromium; where there is none they are skipped and say so.
"""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterator

import httpx
import pytest
from playwright.sync_api import Browser

from game.classroom.room import Room
from game.engine.program import Program
from game.playtest.officials import Policy
from game.session.game import Game
from tests.browser import LAPTOP, axe, clicked, opened, too_wide
from tests.page.classes import Class, Student, a_class

WIDTHS = "bar => ['.fill', '.rail'].map(part => bar.querySelector(part)?.getBoundingClientRect().width ?? 0)"
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
    her.get(f"{after.teacher}/slides")
    assert her.path == "/teacher/slides"
    for mistyped in ("slide", "slides/s", "elsewhere//there"):
        her.get(f"{after.teacher}/{mistyped}")
        assert her.path == "/teacher"
        assert "This is the board." in her.text
    wrong = after.teacher[:-1] + ("0" if after.teacher[-1] != "0" else "1")
    assert Student.at(after.address).client.get(f"{wrong}/slides").status_code == 404


def test_before_the_debrief_begins_it_is_said_who_has_not_finished(great_leap: Program) -> None:
    with a_class(great_leap) as lesson:
        lesson.room.join()
        her = teacher(lesson)
        her.post("/teacher/do", do="debrief")
        assert "Nobody has finished" in her.text
        sat(lesson.room, great_leap, "hedger")
        lesson.room.join()
        her.post("/teacher/do", do="debrief")
        assert "2 students have not finished; what they sign later is not in the slides." in her.text
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


def voted(room: Room, reason: str) -> None:
    """A class that votes on everything: by hands, but the third time by talk, for this reason; the first is guessed."""
    for number in range(1, 60):
        ask = Game.at(room.class_run()).view().ask
        if ask is None:
            return
        ballot = room.ballot(ask)
        counts = {row.field: {name: 20 - 7 * at for at, (name, _say) in enumerate(row.answers)} for row in ballot.rows}
        guessed = {row.field: {row.answers[1][0]: 17} for row in ballot.rows} if number == 1 else {}
        last = {row.field: row.answers[-1][0] for row in ballot.rows} if number == 3 else {}
        room.vote(ballot, counts, last, reason=reason if last else "", predicted=guessed)


@pytest.fixture(scope="module")
def by_hands(great_leap: Program) -> Iterator[Class]:
    """A class in its debrief that played one run, by raised hands."""
    with a_class(great_leap, vote=True) as made:
        voted(made.room, f"=1+1 {WRITTEN}")
        made.room.debrief()
        yield made


def test_a_run_that_nobody_voted_on_is_shown_as_it_is(great_leap: Program) -> None:
    with a_class(great_leap, vote=True) as lesson:
        lesson.room.debrief()
        her = teacher(lesson)
        her.get("/teacher/slides")
        assert "How we voted" not in her.text
        assert "for a spreadsheet" not in her.text
        assert "The lesson" in her.client.get("/teacher/slides/1").text


def test_votes_are_in_everything_a_class_keeps_that_voted(by_hands: Class) -> None:
    her = teacher(by_hands)
    listed = her.get("/teacher/slides").text
    kept = {name: her.client.get(f"/teacher/slides/{name}") for name in re.findall(r'slides/([a-z.]+)"', listed)}
    assert set(kept) == {"slides.html", "class.html", "class.md", "votes.csv", "codes.txt"}
    votes = by_hands.room.votes()
    for name in ("slides.html", "class.html", "class.md"):
        assert kept[name].status_code == 200
        assert "How we voted" in kept[name].text
        assert kept[name].text.count("by talk") == len(votes[2].rows)
        assert "expected to win" in kept[name].text
        assert "<b>Mei" not in kept[name].text
    assert kept["votes.csv"].content.startswith(b"\xef\xbb\xbfsignature,turn,paper,")
    rows = list(csv.DictReader(io.StringIO(kept["votes.csv"].content.decode("utf-8-sig"))))
    signed = [vote for vote in votes if vote.number]
    assert [vote.number for vote in signed] == list(range(1, 11))
    assert [row["signature"] for row in rows if row["signed"] == "1"] == [
        str(vote.number or "") for vote in votes for _row in vote.rows
    ]
    assert {row["decided"] for row in rows} == {"hands", "talk"}
    first = [row for row in rows if row["paper"] == votes[0].title]
    assert [(row["hands"], row["expected_to_win"], row["signed"]) for row in first][:2] == [
        ("20", "0", "1"), ("13", "17", "0"),
    ]  # fmt: skip
    assert [row["answer"] for row in first] == [answer.say for answer in votes[0].rows[0].answers]
    talked = [row for row in rows if row["decided"] == "talk"]
    assert {row["reason"] for row in talked} == {f"'=1+1 {WRITTEN}"}
    assert {row["expected_to_win"] for row in rows if row not in first} == {""}


def test_seats_have_no_votes_to_keep(after: Class) -> None:
    assert teacher(after).client.get("/teacher/slides/votes.csv").status_code == 404


def test_a_slide_says_how_a_class_voted(browser: Browser, by_hands: Class) -> None:
    with opened(browser, LAPTOP, bypass_csp=True) as page:
        page.goto(by_hands.teacher)
        page.goto(f"{by_hands.address}/teacher/slides")
        clicked(page.get_by_role("link", name="How we voted").first)
        assert "2 min" in page.locator(".kicker").inner_text()
        assert page.locator(".ask").inner_text()
        assert page.evaluate("document.documentElement.scrollHeight") <= LAPTOP[1]
        rows = page.locator("table").first.locator("tbody tr").all()
        for row in rows:
            hands = int(row.locator(".num").last.inner_text())
            widths = row.locator("svg.bar:not(.expected)").first.evaluate(WIDTHS)
            assert widths[0] == pytest.approx(widths[1] * hands / 20, abs=1)
        assert len(rows) > 1
        assert axe(page) == []
        assert not too_wide(page)


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
