"""What a teacher sees in a real browser: the board by keys, the wall around a reveal, a lesson by raised hands."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page, expect

from game.engine.program import Program
from game.session.game import Game
from tests.browser import LAPTOP, PHONE, axe, clicked, opened, too_high, too_small, too_wide
from tests.classroom.conftest import play, up_to_the_stop
from tests.page.classes import Class, Student, a_class
from tests.page.test_browser import to, unfold

HANDS = "autumn_1958/hands/furnaces"
TWICE = (683, 384)  # a laptop at 200 %


@pytest.fixture
def lesson(great_leap: Program) -> Iterator[Class]:
    """Twelve seats of a class that is signing."""
    with a_class(great_leap) as made:
        for place in range(12):
            play(made.room, made.room.join().number, [place % 2], most=2)
        yield made


def press(page: Page, selector: str) -> None:
    """Go to a key of the board with Tab, and press it."""
    to(page, selector)
    with page.expect_navigation():
        page.keyboard.press("Enter")


def test_a_class_is_held_by_keys_alone(browser: Browser, lesson: Class) -> None:
    with opened(browser, LAPTOP) as page:
        page.goto(lesson.teacher)
        press(page, "#do-pause-")
        assert lesson.room.view().phase == "paused"
        press(page, "#do-go_on-")
        press(page, "[id^=do-ask-]")
        assert lesson.room.view().phase == "asked"
        press(page, "#do-reveal-")
        assert page.locator("table.split").count() == 1
        press(page, "#do-go_on-")
        press(page, "#do-clear-")
        assert lesson.room.view().seats == 12
        press(page, ".notice button")
        assert lesson.room.view().seats == 0


def test_the_board_stays_fresh_and_what_is_in_hand_stays_in_hand(browser: Browser, lesson: Class) -> None:
    with opened(browser, LAPTOP) as page:
        page.goto(lesson.teacher)
        to(page, "#do-lock-")
        page.evaluate("window.stays = true")
        tag = lesson.room.join().tag
        expect(page.locator("table.seats")).to_contain_text(tag)
        assert page.evaluate("document.activeElement.id") == "do-lock-"
        to(page, "select#about")
        chosen = lesson.room.stops()[3][0]
        page.select_option("#about", chosen)
        tag = lesson.room.join().tag
        expect(page.locator("table.seats")).to_contain_text(tag)
        assert page.input_value("#about") == chosen
        assert page.evaluate("window.stays") is True


def test_the_wall_says_nothing_of_choices_before_they_are_revealed(browser: Browser, lesson: Class) -> None:
    with opened(browser, LAPTOP) as page:
        page.goto(lesson.teacher)
        page.goto(f"{lesson.address}/teacher/wall")
        assert page.locator(".joining.small .code").inner_text() == lesson.code
        lesson.room.ask(HANDS)
        wall = page.locator("#main")
        expect(wall).to_contain_text("Guess")
        assert page.locator(".number, .bar").count() == 0
        for seat in range(1, 7):
            lesson.room.predict(seat, HANDS, "night")
        expect(wall).to_contain_text("6 have guessed")
        lesson.room.reveal()
        expect(page.locator("table.split")).to_be_visible()
        rows = [row.inner_text().split() for row in page.locator("table.split tbody tr").all()]
        assert [row[-2:] for row in rows] == [["6", "0"], ["6", "0"], ["0", "0"], ["0", "6"]]
        assert [row.split()[0] for row in page.locator("table.split tbody th").all_inner_texts()] == list("ABCD")
        assert "One in four, as demanded (24)" in page.locator("table.split").inner_text()
        expect(page.locator(".legend")).to_contain_text("guessed")
        fills = page.evaluate("[...document.querySelectorAll('.split .fill')].map(f => getComputedStyle(f).fill)")
        assert fills.count("none") == 1, "what was guessed is hollow: told apart by more than colour"
        assert page.locator(".split .bar:not(.expected)").count() == 4
        assert len(fills) == 3, "nought has nothing on its line"


def test_the_wall_is_read_from_the_last_row_without_scrolling(browser: Browser, lesson: Class) -> None:
    with opened(browser, LAPTOP) as page:
        page.goto(lesson.teacher)
        for _n in range(16):
            lesson.room.join()  # a whole class

        def look(state: str, big: str) -> None:
            for tongue in ("", "/zh-Hans"):
                page.goto(f"{lesson.address}{tongue}/teacher/wall")
                assert too_small(page, "body") == [], state
                assert (too_high(page), too_wide(page)) == (0, 0), state
                assert page.locator(big).first.evaluate("at => parseFloat(getComputedStyle(at).fontSize)") >= 26, state

        look("signing", ".places th")
        lesson.room.ask(HANDS)
        look("guessing", ".answers li")
        lesson.room.reveal()
        look("shown", "table.split tbody th")


def test_a_whole_class_fits_the_wall_from_the_door_to_the_end(browser: Browser, great_leap: Program) -> None:
    with a_class(great_leap, playing=False, stops=True) as made, opened(browser, LAPTOP, bypass_csp=True) as page:
        page.goto(made.teacher)
        seats = [made.room.join().number for _n in range(40)]

        def look(shows: str) -> None:
            page.goto(f"{made.address}/teacher/wall")
            expect(page.locator(".wall")).to_contain_text(shows)
            assert too_small(page, "body") == [], shows
            assert (too_high(page), too_wide(page), axe(page)) == (0, 0, []), shows

        look(made.code)
        assert page.locator(".code.huge").count() == 1
        made.room.start()
        for number in seats:
            up_to_the_stop(made.room, number)
        look("one reason")
        assert "Everybody waits after “From Lushan”" in page.locator("h1").inner_text()
        assert page.locator("img, .code").count() == 0
        made.room.debrief()
        look("What was signed stands.")
        made.room.end()
        look("Keep your debrief now")


def test_what_is_hidden_has_no_bar(browser: Browser, great_leap: Program) -> None:
    with a_class(great_leap) as made, opened(browser, LAPTOP) as page:
        for place in range(4):
            play(made.room, made.room.join().number, [place % 2], most=1)
        page.goto(made.teacher)
        told = page.locator("[data-part=papers]").inner_text()
        assert "so few that counts will be hidden, unless all signed alike" in told
        made.room.ask(HANDS)
        made.room.reveal()
        page.goto(f"{made.address}/teacher/wall")
        assert "hidden" in page.locator("table.split").inner_text()
        assert page.locator(".bar:not(.expected)").count() == 0


def test_without_a_script_the_wall_loads_itself_and_every_key_works(browser: Browser, lesson: Class) -> None:
    with opened(browser, LAPTOP, java_script_enabled=False) as page:
        page.goto(lesson.teacher)
        clicked(page.locator("#do-pause-"))
        assert lesson.room.view().phase == "paused"
        assert page.get_by_role("link", name="Load the board anew").is_visible()
        page.goto(f"{lesson.address}/teacher/wall")
        tag = lesson.room.join().tag
        expect(page.locator("#main")).to_contain_text(tag)


@pytest.mark.parametrize("size", [LAPTOP, PHONE, TWICE], ids=["laptop", "phone", "200 %"])
def test_axe_finds_nothing_and_nothing_runs_out_of_the_window(
    browser: Browser, lesson: Class, great_leap: Program, size: tuple[int, int]
) -> None:
    with opened(browser, size, bypass_csp=True) as page:
        page.goto(lesson.teacher)

        def look(*places: str) -> None:
            for place in places:
                page.goto(lesson.address + place)
                assert axe(page) == [], place
                assert not too_wide(page), place

        look("/teacher", "/teacher/wall", "/zh-Hans/teacher")
        lesson.room.ask(HANDS)
        look("/teacher", "/teacher/wall")
        lesson.room.reveal()
        look("/teacher", "/teacher/wall", "/zh-Hans/teacher/wall")
        with a_class(great_leap, vote=True) as voting:
            page.goto(voting.teacher)
            assert (axe(page), too_wide(page)) == ([], False)
            clicked(page.locator("form.vote button"))
            expect(page.locator("#trouble")).to_be_visible()
            assert (axe(page), too_wide(page)) == ([], False)
            page.goto(f"{voting.address}/teacher")
            assert (axe(page), too_wide(page)) == ([], False)


def test_a_lesson_by_raised_hands_and_keys_alone(browser: Browser, great_leap: Program) -> None:
    """Ten papers on the projector: hands counted, one prediction, one discussion with its reason; then the debrief."""
    with a_class(great_leap, vote=True) as voting, opened(browser, LAPTOP) as page:
        page.goto(voting.teacher)
        for number in range(40):
            if not page.locator("form.vote").count():
                break
            unfold(page)
            form = page.locator("form.vote")
            rows = form.locator("fieldset.line").count()
            for row in range(rows):
                answers = form.locator(f'[name="chosen.{row}"]').count()
                if number == 0:
                    to(page, f'[name="expected.{row}.1"]')
                    page.keyboard.type("18")
                to(page, f'[name="hands.{row}.0"]')
                page.keyboard.type("12")
                to(page, f'[name="hands.{row}.{min(1, answers - 1)}"]')
                page.keyboard.type("12" if number == 1 else "9")
            if number == 1:  # a tie is told, and a discussion decides
                to(page, "form.vote button")
                with page.expect_navigation():
                    page.keyboard.press("Enter")
                assert "No answer has most hands" in page.locator("#trouble").inner_text()
                assert page.locator("details.reading:not([open]) .paper").count(), "the papers are there, folded"
                for row in range(rows):
                    to(page, f'[name="chosen.{row}"]')
                    page.keyboard.press("Space")
                to(page, "#reason")
                page.keyboard.type("the ditch is dry")
            to(page, "form.vote button")
            with page.expect_navigation():
                page.keyboard.press("Enter")
        votes = voting.room.votes()
        assert len(votes) == len(voting.room.class_run().decisions)
        assert votes[0].rows[0].answers[1].predicted == 18
        assert votes[1].reason == "the ditch is dry"
        assert [row.by_hands for row in votes[1].rows] == [False] * len(votes[1].rows)
        main = page.locator("#main")
        assert main.locator("details.lay .paper").count(), "so are they at the end"
        assert main.get_by_role("link", name="Votes so far").is_visible()
        code = voting.room.class_code()
        assert Game.of_code(great_leap, code).run.ended
        page.goto(f"{voting.address}/teacher/votes")
        assert page.locator("tr.chosen").count() == sum(len(vote.rows) for vote in votes)
        assert "Why: the ditch is dry" in page.locator("#main").inner_text()
        assert code in page.locator("#main").inner_text()
        page.goto(f"{voting.address}/run/{code}/debrief")
        assert page.locator(".opening").inner_text() == "You are not your character. Put the secretary down."


def test_title_question_and_answers_of_a_vote_are_on_one_screen(browser: Browser, great_leap: Program) -> None:
    with a_class(great_leap, vote=True) as voting, opened(browser, LAPTOP) as page:
        page.goto(voting.teacher)
        assert page.locator("h1").inner_text() == "Autumn 1958 Signature 1 of 10"
        page.locator("details.reading > summary").click()
        stamp = page.locator("form.vote button.stamp")
        for tied in (False, True):
            if tied:
                clicked(stamp)
                expect(page.locator("#trouble")).to_be_visible()
            box = stamp.bounding_box()
            assert box is not None
            assert box["y"] + box["height"] <= LAPTOP[1]
            assert too_small(page, "main", 18) == []
        page.fill('[name="hands.0.0"]', "9")
        clicked(stamp)
        assert page.locator("h1").inner_text() == "Autumn 1958 Signature 2 of 10"


def test_the_end_of_a_vote_leads_to_its_slides(great_leap: Program) -> None:
    with a_class(great_leap, vote=True) as voting:
        board = Student.at(voting.address)
        board.get(voting.teacher)
        while forms := [f for f in board.read().forms if f.action == "/teacher/vote"]:
            firsts = {name: "9" for name in forms[0].held if name.startswith("hands.") and name.endswith(".0")}
            board.post("/teacher/vote", **{**forms[0].held, **firsts})
        begin = next(f for f in board.read().forms if f.held.get("do") == "debrief")
        board.post(begin.action, **begin.held)
        assert board.path == "/teacher/slides"
        assert voting.room.view().phase == "debrief"
        board.get("/teacher/run")
        assert "/teacher/slides" in board.read().links


def test_every_key_of_a_seat_is_in_reach_on_a_phone(browser: Browser, lesson: Class) -> None:
    with opened(browser, PHONE) as page:
        page.goto(lesson.teacher)
        assert page.title() == "The board · Ten Thousand Jin"
        for key in page.locator("#do-remove-1, #do-remove-12").all():
            box = key.bounding_box()
            assert box is not None
            assert box["x"] + box["width"] <= PHONE[0]


def test_votes_are_the_teachers_alone(great_leap: Program) -> None:
    with a_class(great_leap, vote=True) as voting:
        stranger = Student.at(voting.address)
        for path in ("/teacher/votes", "/teacher/run"):
            assert stranger.get(path).status_code == 404
        assert stranger.post("/teacher/vote", scene="hands").status_code == 404
