"""What a class is told on its pages, without a script: where a page goes, who is asked, what waits, that it is over."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from game.engine.program import Program
from tests.classroom.conftest import play, up_to_the_stop
from tests.page.classes import Class, Student, a_class


@pytest.fixture
def lesson(great_leap: Program) -> Iterator[Class]:
    with a_class(great_leap) as made:
        yield made


def test_before_a_page_is_sent_it_is_said_to_whom(lesson: Class) -> None:
    student = lesson.student()
    student.play()
    end = student.path
    lesson.room.debrief()
    student.get(f"{end}/page")
    assert "Your page goes to your teacher, without your name." in student.text
    assert "Send it to my teacher" in student.text
    form = next(f for f in student.read().forms if "reader" in f.groups)
    student.post(form.action, reader=form.groups["reader"][0], text="The bins are empty.")
    assert "It is with your teacher, without your name." in student.text
    assert [page.shown for page in lesson.room.pages()] == [False]


def test_the_wall_names_nobody_s_place(lesson: Class) -> None:
    for number in range(1, 15):
        lesson.room.join()
        play(lesson.room, number, [number], most=8 if number == 14 else 2)
    wall = Student.at(lesson.address)
    wall.get(lesson.teacher)
    wall.get("/teacher/wall")
    tags = [row.tag for row in lesson.room.board().seats]
    assert all(tag in wall.text for tag in tags)
    assert "Autumn 1958 13 elsewhere 1" in wall.text, "who is alone somewhere is not shown to be there"
    assert not any("/teacher" in to and "wall" not in to for to in wall.read().links)
    for _n in range(8):
        lesson.room.join()
    wall.get("/teacher/wall")
    assert tags[0] not in wall.text


def test_where_all_wait_the_wall_asks_what_they_predict_and_the_board_names_the_place(great_leap: Program) -> None:
    with a_class(great_leap, stops=True) as made:
        for place in range(4):
            up_to_the_stop(made.room, made.room.join().number, place)
        wall = Student.at(made.address)
        wall.get(made.teacher)
        assert "Everybody waits" in wall.text
        assert "after “From Lushan” (waits) 7 of 10" in wall.text
        wall.get("/teacher/wall")
        assert "Everybody waits after “From Lushan”" in wall.text
        assert "What will the next harvest return look like" in wall.text
        assert made.code not in wall.text
        rows = made.room.predicting()
        assert rows is not None
        shared = [row.id for row in rows.beside]
        assert shared
        assert "last_autumn" not in shared, "a return as it was signed differs from run to run"
        late = made.room.join()
        assert made.room.predicting() is None
        made.room.remove(late.number)
        made.room.go_on()
        assert made.room.predicting() is None


def test_a_pause_and_a_question_are_told_above_and_beside_the_key(lesson: Class) -> None:
    student = lesson.student()
    assert "Signature 1 of 10" in student.text
    student.sign()
    assert "Signature 2 of 10" in student.text
    lesson.room.pause()
    student.get(student.path)
    assert student.text.index("paused the class: read on") < student.text.index("what you chose is not signed yet")
    lesson.room.go_on()
    lesson.room.ask("autumn_1958/hands/furnaces")
    student.get(student.path)
    assert student.read().links.count("/seat/class") == 2
    key = student.text.index("Go there", student.text.index("Go there") + 1)
    assert student.text.index("what you chose is not signed yet") < key


def test_when_the_class_ends_nothing_is_offered_to_sign_and_the_debrief_is_to_be_kept(lesson: Class) -> None:
    one, other = lesson.student(), lesson.student()
    one.play()
    other.sign()
    lesson.room.end()
    one.get(one.path)
    assert "Keep your debrief now: print it, or keep it as a file." in one.text
    one.get(f"{one.path}/debrief")
    assert "Keep this debrief now" in one.text
    assert one.client.get("/seat/mark").json()["told"].startswith("The class has ended.")
    other.get(other.path)
    assert "nothing is signed any more" in other.text
    assert not [form for form in other.read().forms if "scene" in form.held]
    form = next(f for f in (other.get(f"{other.path}/close"), other.read())[1].forms if f.action.endswith("/close"))
    other.post(form.action)
    assert "Keep this debrief now" in other.text


def test_whoever_watches_a_deleted_class_is_told_so(lesson: Class) -> None:
    student, wall = lesson.student(), Student.at(lesson.address)
    wall.get(lesson.teacher)
    lesson.room.forget()
    told = student.client.get("/seat/mark").json()
    assert told["over"]
    assert "over and deleted" in told["told"]
    assert wall.get("/teacher/wall").status_code == 410
    assert "The class is over" in wall.text
