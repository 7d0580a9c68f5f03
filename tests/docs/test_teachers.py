"""What teachers are told is so: minutes add up, the data sheet names all that is stored, strips that are shown play."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from game.classroom.schema import METADATA
from game.debrief.build import debrief
from game.debrief.contents import document
from game.session import places
from game.session.library import open_program
from game.session.strip import game_of

TEACHERS = Path(__file__).resolve().parents[2] / "docs" / "teachers"
STRIP = re.compile(r'(?:--letters "|letters: )([A-Z ]{19})')
TWO_PAGES = 1_200  # words, with a table, on two sides of A4
# Every column a class is kept in: the words of the data sheet that tell of it.
TOLD = {
    "class_about": {"what": "", "number": ""},  # the version of the tables; nothing of a class
    "class_rooms": {
        "id": "the room", "class_code": "class code", "secret": "a secret", "scenario": "story", "logic": "story",
        "cut": "lesson", "seed": "seed", "vote": "in a vote", "phase": "phase", "stop": "phase", "asked": "phase",
        "locked": "phase", "recovered": "after a failure", "seats": "seat number", "opened": "times", "ends": "times",
        "keep_until": "the date until which it is kept",
    },
    "class_seats": {
        "room": "the room", "number": "seat number", "tag": "tag", "code": "latest run code",
        "decisions": "how many decisions", "signatures": "signatures", "turn": "turn", "scene": "scene",
        "pause": "pause", "ended": "whether it has ended", "removed": "whether it was removed",
        "released": "let go on from the stop",
        "signed_at": "when it last signed", "seen_at": "when it was last seen",
    },
    "class_predictions": {
        "room": "the room", "question": "a guess", "number": "seat number", "answer": "a guess",
    },
    "class_reveals": {"room": "the room", "question": "counts that were revealed", "counts": "counts"},
    "class_pages": {
        "room": "the room", "number": "seat number", "reader": "to which reader", "text": "a page a student wrote",
        "shown": "whether you showed it",
    },
    "class_votes": {
        "room": "the room", "decision": "raised hands", "scene": "raised hands", "counts": "raised hands",
        "picks": "raised hands", "discussed": "after a discussion", "turn": "the paper they were raised for",
        "says": "the paper they were raised for", "predicted": "raised before to guess",
        "reason": "the reason you gave",
    },
}  # fmt: skip


def page(name: str) -> str:
    return (TEACHERS / f"{name}.md").read_text(encoding="utf-8")


def test_the_hour_has_forty_five_minutes_and_every_minute_once() -> None:
    spans = [
        (int(a), int(b), int(c))
        for a, b, c in re.findall(r"^\| (\d+) - (\d+) \|.*?, (\d+) \|", page("lesson-plan"), re.M)
    ]
    assert [c for _a, _b, c in spans] == [5, 18, 2, 6, 8, 6]
    assert all(b - a == c for a, b, c in spans)
    assert [a for a, _b, _c in spans] == [0, *(b for _a, b, _c in spans[:-1])]
    assert spans[-1][1] == 45


def test_the_plan_is_two_pages() -> None:
    assert len(page("lesson-plan").split()) <= TWO_PAGES


def test_the_data_sheet_tells_of_everything_that_a_class_is_kept_in() -> None:
    sheet = " ".join(page("privacy").lower().split())
    stored = {table.name: {column.name for column in table.columns} for table in METADATA.tables.values()}
    assert stored == {name: set(columns) for name, columns in TOLD.items()}, "the data sheet must tell of what is new"
    for table, columns in TOLD.items():
        for column, words in columns.items():
            assert words.lower() in sheet, f"{table}.{column}"


@pytest.mark.parametrize("name", ["four-ways", "worksheets"])
def test_strips_that_are_shown_are_plays_to_the_end(name: str) -> None:
    program = open_program(places.stories() / "great_leap")
    strips = set(STRIP.findall(page(name)))
    assert strips
    for strip in strips:
        game = game_of(program, strip, cut="lesson")
        assert game.run.ended
        code = re.search(r"such as `([0-9A-Z-]{14,})`", page(name))
        assert code is None or code.group(1) == game.code()


def test_every_sheet_that_is_printed_has_its_key() -> None:
    program = open_program(places.stories() / "great_leap")
    sections = document(debrief(game_of(program, "CABDBACDAB", cut="lesson")), teacher=True)
    sheets = {s.id: s.title for s in sections if s.id.startswith("sheet-")}
    assert len(sheets) == 5
    keys = page("worksheets")
    for name, title in sheets.items():
        assert f"--part {name}" in keys
        heads = [head.split("\n", 1) for head in keys.split("\n## ")[1:]]
        told = {head.strip().lower(): body for head, body in heads}
        wanted = {"prediction sheet": "prediction"}.get(title.lower(), title.lower())
        assert "**Key" in told[wanted], title
