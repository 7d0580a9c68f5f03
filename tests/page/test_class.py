"""A class on pages, without a script: the door, seats, the first signature, pauses, what is shown, who may see what."""

from __future__ import annotations

import random
import re
import time
from collections.abc import Iterator

import httpx
import pytest

from game.classroom.views import Phase
from game.engine.program import Program
from game.page.seats.wrong import FIRST
from tests.page.classes import Class, Student, a_class
from tests.page.forms import Pages


@pytest.fixture
def lesson(great_leap: Program) -> Iterator[Class]:
    with a_class(great_leap) as made:
        yield made


def teacher(lesson: Class) -> Student:
    made = Student.at(lesson.address)
    made.get(lesson.teacher)
    assert made.path == "/teacher"
    return made


def test_from_the_address_to_the_first_paper_in_three_pages(lesson: Class) -> None:
    student = Student.at(lesson.address)
    student.get(f"/{lesson.code}")
    (form, _resume) = student.read().forms
    student.post(form.action, **form.held)
    assert re.search(r"You are [A-Z][a-z]+ \d+", student.text)
    assert "famine" in student.text
    student.desk()
    assert "Hands" in student.text
    assert lesson.room.view().seats == 1


def test_the_one_cookie_is_technical_and_strict(lesson: Class) -> None:
    answer = httpx.post(f"{lesson.address}/join", data={"code": lesson.code})
    (cookie,) = answer.headers.get_list("set-cookie")
    assert "HttpOnly" in cookie
    assert "SameSite=strict" in cookie
    room, number, token = cookie.partition("seat=")[2].partition(";")[0].split(".")
    assert (room, number) == (lesson.room.id, "1")
    assert len(bytes.fromhex(token)) == 16
    assert "Secure" not in cookie
    assert not httpx.get(lesson.address).headers.get_list("set-cookie")


def test_joining_twice_is_the_same_seat_and_opening_takes_none(lesson: Class) -> None:
    student = lesson.student()
    student.post("/join", code=lesson.code)
    student.post("/join", code=lesson.code.lower())
    student.get("/")
    assert student.path == "/seat"
    for _ in range(3):
        Student.at(lesson.address).get(f"/{lesson.code}")
    assert lesson.room.view().seats == 1


def test_only_wrong_codes_are_slow(lesson: Class) -> None:
    began = time.monotonic()
    assert Student.at(lesson.address).post("/join", code="222222").status_code == 404
    assert Student.at(lesson.address).get("/222222").status_code == 404
    assert Student.at(lesson.address).post("/resume", resume="2222-2222-2222").status_code == 404
    assert time.monotonic() - began >= 0.75
    took: list[float] = []
    for _ in range(12):
        began = time.monotonic()
        Student.at(lesson.address).post("/join", code=lesson.code)
        took.append(time.monotonic() - began)
    assert min(took) < FIRST, "not even the quickest was let in at once"  # a busy machine makes some of them slow
    assert lesson.room.view().seats == 12
    assert Student.at(lesson.address).get("/no-code-at-all").status_code == 404


def test_a_code_read_wrongly_from_the_board_lets_in(great_leap: Program, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("game.classroom.symbols.new_class_code", lambda: "H5K2M8")
    with a_class(great_leap) as lesson:
        student = Student.at(lesson.address)
        student.get("/HSKZMB")
        student.post("/join", code="hskzmb")
        assert student.path == "/seat"
        assert Student.at(lesson.address).post("/join", code="H5K3M8").status_code == 404
        assert lesson.room.view().seats == 1


def test_pages_of_a_run_are_only_for_seats(lesson: Class) -> None:
    student = lesson.student()
    path = student.path
    stranger = Student.at(lesson.address)
    stranger.get(path)
    assert stranger.path == "/"
    forged = httpx.Cookies({"seat": f"{lesson.room.id}.1.{'0' * 32}"})
    for cookie in (forged, httpx.Cookies({"seat": "x"}), httpx.Cookies({"seat": f"{lesson.room.id}.99999.{'0' * 32}"})):
        answer = httpx.get(lesson.address + path, cookies=cookie)
        assert answer.status_code == 303
        assert answer.headers["location"] == "/"
        assert httpx.get(f"{lesson.address}/seat/mark", cookies=cookie).json() == {"mark": ""}


def test_nobody_signs_for_anybody_else(lesson: Class) -> None:
    first, second = lesson.student(), lesson.student()
    first.play(3)
    before = lesson.room.codes()
    second.get(first.path)
    assert "Hands" in second.text, "led to her own desk"
    sent = second.answer(1)
    second.post(second.path, **sent)
    assert set(before) < set(lesson.room.codes())


def test_the_same_post_twice_is_one_signature_and_back_leads_on(lesson: Class) -> None:
    student = lesson.student()
    path, sent = student.path, student.answer(0)
    student.post(path, **sent)
    after = student.path
    assert after != path
    student.post(path, **sent)
    assert student.path == after
    assert "gone on already" not in student.text
    other = {**sent, **{name: "night" for name in sent if name.startswith("line.")}}
    student.post(path, **other)
    assert student.path == after
    assert "first signature counts" in student.text
    student.get(path)
    assert student.path == after
    assert "gone on already" in student.text
    assert len(lesson.room.codes()) == 1


def test_a_pause_signs_nothing_keeps_what_was_marked_and_goes_on(lesson: Class) -> None:
    student = lesson.student()
    sent = student.answer(2)
    lesson.room.pause()
    student.post(student.path, **sent)
    assert student.page is not None
    assert student.page.status_code == 409
    main = student.page.text.partition("<main")[2].partition('<form class="sign"')[0]
    assert main.index('role="alert" id="trouble" tabindex="-1"') < main.index("Your teacher has paused the class")
    assert main.index("Your teacher has paused the class") < main.index('class="paper')
    (form,) = [f for f in student.read().forms if "scene" in f.held]
    assert form.marked == {name: mark for name, mark in sent.items() if name != "scene"}
    assert lesson.room.codes() == ()
    assert 'data-watch="/seat/mark"' in student.page.text
    lesson.room.go_on()
    student.post(student.path, **sent)
    assert student.page.status_code == 200
    assert len(lesson.room.codes()) == 1


def test_a_retry_of_what_was_signed_before_the_pause_is_told_so(lesson: Class) -> None:
    student = lesson.student()
    path, sent = student.path, student.answer(0)
    student.post(path, **sent)
    after = student.path
    lesson.room.pause()
    student.post(path, **sent)
    assert student.path == after


def test_rewind_and_debrief_wait_for_the_debrief(lesson: Class) -> None:
    student = lesson.student()
    assert student.play() == 10
    assert "desk is closed" in student.text
    end = student.path
    assert not any(to.endswith("/debrief") for to in student.read().links)
    assert student.get(f"{end}/debrief").status_code == 404
    student.get(f"{end}/signed")
    assert not [to for to in student.read().links if to.count("/") == 2 and to.startswith("/run/") and to != end]
    lesson.room.debrief()
    assert student.get(f"{end}/debrief").status_code == 200
    student.get(f"{end}/signed")
    back = [to for to in student.read().links if to.startswith(f"/trial/{end.removeprefix('/run/')}/run/")]
    assert len(back) == 10
    kept = lesson.room.codes()
    student.get(back[0])
    assert "What you signed first stands. Your class counts that, and nothing of this." in student.text
    assert student.path == back[0]
    student.sign(3)
    assert student.path not in (end, back[0])
    assert lesson.room.codes() == kept


def test_a_second_device_sits_at_the_same_seat(lesson: Class) -> None:
    student = lesson.student()
    student.play(4)
    here = student.path
    student.get("/seat")
    (code,) = re.findall(r"[0-9A-Z]{4}-[0-9A-Z]{4}-[0-9A-Z]{4}", student.text)
    other = Student.at(lesson.address)
    other.post("/resume", resume=code.lower(), code=lesson.code)
    assert other.path == here
    other.sign()
    student.get(here)
    assert student.path == other.path
    assert lesson.room.view().seats == 1


def test_a_device_forgets_a_seat(lesson: Class) -> None:
    student = lesson.student()
    student.post("/leave")
    assert student.path == "/"
    student.get("/seat")
    assert student.path == "/"


def test_locked_removed_and_cleared(lesson: Class) -> None:
    student = lesson.student()
    desk = student.path
    lesson.room.lock()
    late = Student.at(lesson.address)
    assert late.post("/join", code=lesson.code).status_code == 409
    assert "locked" in late.text
    student.get(desk)
    assert student.path == desk
    lesson.room.remove(1)
    student.get(desk)
    assert student.path == "/"
    lesson.room.remove(1, removed=False)
    lesson.room.clear()
    again = lesson.student()
    again.get(desk)
    assert again.path.startswith("/run/")


def test_the_class_predicts_and_sees_how_it_split(lesson: Class) -> None:
    students = [lesson.student() for _ in range(6)]
    for place, student in enumerate(students):
        student.sign(place % 2)
    board = teacher(lesson)
    (ask,) = [f for f in board.read().forms if f.held.get("do") == "ask"]
    one = students[0]
    one.get("/seat/class")
    assert "Nothing is asked or shown" in one.text
    board.post(ask.action, **ask.held)
    assert "guesses" in board.text
    one.desk()
    assert "asks the class to guess" in one.text
    one.get("/seat/class")
    (form,) = [f for f in one.read().forms if "question" in f.held]
    one.post(form.action, **form.held, answer=form.groups["answer"][1])
    assert "guess is kept" in one.text
    before = [s.get("/seat/class").text for s in students[1:]]
    assert not any(re.search(r"<td class=\"number\">\d", page) for page in before)
    board.post("/teacher/do", do="reveal")
    one.get("/seat/class")
    assert re.findall(r"<td class=\"number\">(\d+|hidden)", one.page.text)[::2] == ["3", "3", "0", "0"]  # type: ignore[union-attr]
    board.post("/teacher/do", do="go_on")
    one.desk()
    assert "asks the class" not in one.text
    assert one.sign(0).status_code == 200


def test_the_class_waits_at_the_telegram(great_leap: Program) -> None:
    with a_class(great_leap, stops=True) as lesson:
        student = lesson.student()
        assert student.play() == 7
        student.get(student.path)
        assert "waits here for everybody" in student.text
        assert "write one number" in student.text
        lesson.room.go_on()
        student.get(student.path)
        assert student.play() == 3


def test_the_teachers_pages_are_hers_on_her_own_machine(lesson: Class) -> None:
    student = lesson.student()
    for path in ("/teacher", "/teacher/wall", "/teacher/mark", "/teacher/qr.svg", "/teacher/in/" + "0" * 32):
        assert student.get(path).status_code == 404
    assert student.post("/teacher/do", do="pause").status_code == 404
    board = teacher(lesson)
    assert student.get("/teacher").status_code == 404
    assert lesson.code in board.text
    assert board.get("/teacher/qr.svg").headers["content-type"].startswith("image/svg")
    board.get("/teacher/wall")
    assert lesson.code in board.text


def test_every_key_of_the_board(lesson: Class) -> None:
    student = lesson.student()
    board = teacher(lesson)
    for key, told in [("pause", "Paused"), ("go_on", "signing"), ("lock", "locked"), ("unlock", "signing")]:
        board.post("/teacher/do", do=key)
        assert told in board.text, key
    board.post("/teacher/do", do="go_on")
    assert board.page.status_code == 409  # type: ignore[union-attr]
    assert "signing already" in board.text
    board.post("/teacher/do", do="extend", about="5")
    assert "25 minutes left" in board.text
    board.post("/teacher/do", do="stop", about="journey")
    assert lesson.room.view().stop == "journey"
    board.post("/teacher/do", do="remove", about="1")
    assert "taken out" in board.text
    board.post("/teacher/do", do="back", about="1")
    board.post("/teacher/do", do="debrief", sure="yes")
    assert lesson.room.view().phase == Phase.DEBRIEF
    assert board.post("/teacher/do", do="no such key").status_code == 400
    board.post("/teacher/do", do="clear")
    assert lesson.room.view().seats == 1, "asks first"
    board.post("/teacher/do", do="clear", sure="yes")
    assert lesson.room.view().seats == 0
    board.post("/teacher/do", do="forget", sure="yes")
    assert "deleted" in board.text
    assert lesson.room.store.rooms() == ()
    student.get("/seat")
    assert student.path == "/"
    assert "The class is over" in student.text
    assert not student.read().forms


def test_hands_are_raised(great_leap: Program) -> None:
    with a_class(great_leap, vote=True) as lesson:
        board = Student.at(lesson.address)
        board.get(lesson.teacher)
        first = board.path
        assert first.startswith("/run/")
        form = next(f for f in board.read().forms if f.action == "/teacher/vote")
        hands = [name for name in form.held if name.startswith("hands.0.")]
        board.post("/teacher/vote", **{**form.held, hands[0]: "7", hands[1]: "7"})
        assert board.page is not None
        assert board.page.status_code == 409
        assert "No answer has most hands" in board.text
        assert 'value="7"' in board.page.text
        board.post("/teacher/vote", **{**form.held, hands[0]: "7", hands[1]: "7", "chosen.0": "1"})
        assert board.path.startswith("/run/")
        assert board.path != first
        after = board.path
        board.post("/teacher/vote", **{**form.held, hands[0]: "9"})
        assert board.path == after, "sent twice is one signature"
        student = Student.at(lesson.address)
        assert student.post("/join", code=lesson.code).status_code == 409
        student.get(after)
        assert student.path == "/"


def test_every_word_of_a_class_is_spoken_in_another_language(lesson: Class) -> None:
    student = Student.at(lesson.address)
    student.get(f"/zh-Hans/{lesson.code}")
    (form, _resume) = student.read().forms
    student.post(form.action, **form.held)
    assert student.path == "/zh-Hans/seat"
    made = Pages()
    made.feed(student.page.text)  # type: ignore[union-attr]
    assert ("html", {"lang": "zh-Hans"}) in made.tags
    assert "You are" not in student.text


def test_a_second_lesson_goes_on_from_her_own_first_one(great_leap: Program) -> None:
    with a_class(great_leap) as first:
        own = first.student()
        assert own.play() == 10
        (code,) = first.room.codes()
        again = first.student()
        again.post("/seat/after", after=code)
        assert again.page is not None
        assert (again.page.status_code, "goes on from another" in again.text) == (422, True)
    with a_class(great_leap, "second") as second:
        student = second.student()
        student.get("/seat")
        (form,) = [f for f in student.read().forms if f.action == "/seat/after"]
        student.post(form.action, after="1234-5678")
        assert student.page is not None
        assert student.page.status_code == 422
        assert "cannot be begun like that" in student.text
        student.post(form.action, after=code.lower())
        assert student.path.startswith("/run/")
        assert student.path != f"/run/{second.room.first_code()}"
        begun = student.path
        assert student.play(2) == 2
        student.post("/seat/after", after=code)
        assert student.path != begun
        assert second.room.board().seats[0].signatures == 2


def test_nothing_after_the_telegram_is_told_before_the_class_has_predicted(great_leap: Program) -> None:
    with a_class(great_leap, stops=True) as lesson:
        student = lesson.student()
        assert student.play() == 7
        student.get(student.path)
        for phase in (lambda: None, lesson.room.pause):
            phase()
            assert "Lushan" in student.get(student.path).text
            assert 'class="predict"' in student.page.text  # type: ignore[union-attr]
            assert "paper-the_list" not in student.page.text  # type: ignore[union-attr]
            assert "paper-news_autumn_1959" not in student.page.text  # type: ignore[union-attr]
        lesson.room.go_on()
        lesson.room.go_on()
        told = student.get(student.path).text
        order = [told.index(f'id="{name}"') for name in ("paper-telegram_lushan", "predict", "paper-the_list", "sign")]
        assert order == sorted(order)
        assert '<details class="further"' not in told


def test_where_nobody_stops_what_follows_is_folded_until_she_goes_on(lesson: Class) -> None:
    student = lesson.student()
    student.play(7)
    told = student.get(student.path).text
    order = ['id="predict"', '<details class="further"><summary>Go on', 'id="paper-the_list"', 'id="sign"']
    assert [told.index(part) for part in order] == sorted(told.index(part) for part in order)
    assert student.play() == 3


def test_everybody_is_told_on_every_page_that_the_debrief_has_begun(lesson: Class) -> None:
    done, open_still = lesson.student(), lesson.student()
    assert done.play() == 10
    open_still.play(2)
    pages = ("/seat", "/seat/class", done.path, f"{done.path}/ledger", f"{done.path}/signed")
    assert not any("debrief has begun" in done.get(path).text for path in pages)
    code = open_still.path
    lesson.room.debrief()
    for path in pages:
        done.get(path)
        assert "The debrief has begun." in done.text
        assert pages[2] + "/debrief" in done.read().links
    for path in ("/seat", "/seat/class", code, f"{code}/people"):
        open_still.get(path)
        assert "The debrief has begun." in open_still.text
        assert "sign on, for yourself alone" in open_still.text
        assert f"{code}/close" in open_still.read().links
    kept = lesson.room.codes()
    open_still.get(code)
    open_still.sign()
    assert open_still.path != code, "what is said of signing is true"
    assert lesson.room.codes() == kept
    open_still.post(f"{code}/close")
    assert open_still.path == f"{code}/closed"


def test_what_the_story_is_about_is_said_before_anybody_reads(lesson: Class, great_leap: Program) -> None:
    student = Student.at(lesson.address)
    told = student.post("/join", code=lesson.code).text
    assert told.index("content-note") < told.index("Begin to read")
    with a_class(great_leap, vote=True) as voting:
        projector = Student.at(voting.address)
        told = projector.get(voting.teacher).text
        assert told.index("content-note") < told.index('class="paper')
        assert "famine" in projector.text
        form = next(f for f in projector.read().forms if f.action == "/teacher/vote")
        hands = dict.fromkeys(re.findall(r'name="(hands\.\d+\.0)"', told), "3")
        projector.post(form.action, **{**form.held, **hands})
        assert "content-note" not in projector.page.text  # type: ignore[union-attr]
        assert 'class="paper' in projector.page.text  # type: ignore[union-attr]


def test_one_code_to_write_down_until_the_debrief(lesson: Class) -> None:
    student = lesson.student()
    student.get("/seat")
    (resume,) = re.findall(r"[0-9A-Z]{4}-[0-9A-Z]{4}-[0-9A-Z]{4}", student.text)
    student.desk()
    for path in (student.path, f"{student.path}/people"):
        student.get(path)
        assert f"Your resume code: {resume}" in student.text
        assert "Run code:" not in student.text
    lesson.room.debrief()
    student.get(student.path)
    assert "Run code:" in student.text


def test_a_paper_that_a_later_count_would_tell_of_is_not_offered_yet(lesson: Class) -> None:
    students = [lesson.student() for _ in range(5)]
    for place, student in enumerate(students):
        student.play(0 if place == 4 else 1, random.Random(place))
    board = teacher(lesson)
    assert "not yet: 1 has still to sign it" in board.text
    assert "Ask the class to guess" not in board.text
    students[4].play(1, random.Random(4))
    board.get("/teacher")
    assert "not yet" not in board.text
    assert "Ask the class to guess" in board.text
