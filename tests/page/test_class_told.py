"""What a class is told on its pages, without a script: where a page goes, who is asked, what waits, that it is over."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from game.engine.program import Program
from tests.page.classes import Class, a_class


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
