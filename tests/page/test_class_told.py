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
