"""What a teacher prints and hands out, as Chromium prints it: no page that holds a head and nothing else.

The tests need Chromium; where there is none they are skipped and say so.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from io import BytesIO
from pathlib import Path

import pytest
from playwright.sync_api import Browser
from pypdf import PageObject, PdfReader

from game.debrief.build import debrief
from game.debrief.choose import only
from game.debrief.html import page
from game.debrief.sheet import sheet_of
from game.engine.program import Program
from game.session.game import Game
from tests.browser import chromium

Player = Callable[..., Game]
SHEETS = ("sheet-predict", "sheet-evidence", "sheet-controversy", "sheet-unseen", "sheet-exit")


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    with chromium() as found:
        yield found


def printed(browser: Browser, text: str, paper: str, folder: Path) -> PdfReader:
    file = folder / "sheets.html"
    file.write_text(text, encoding="utf-8")
    window = browser.new_page()
    window.goto(file.as_uri())
    made = window.pdf(format=paper, prefer_css_page_size=True)
    window.close()
    return PdfReader(BytesIO(made))


def filled(sheet: PageObject) -> float:
    """How far down a page its last words stand, of its whole height."""
    heights: list[float] = []

    def seen(text: str, cm: list[float], tm: list[float], _font: object, _size: float) -> None:
        if text.strip():
            heights.append(cm[1] * tm[4] + cm[3] * tm[5] + cm[5])

    sheet.extract_text(visitor_text=seen)
    return 1 - min(heights) / float(sheet.mediabox.height)


@pytest.mark.parametrize("paper", ["A4", "Letter"])
@pytest.mark.parametrize("parts", [(), SHEETS, ("worksheet",)], ids=["whole", "sheets", "questions"])
def test_a_teachers_sheets_begin_on_the_first_page(
    browser: Browser, great_leap: Program, play: Player, tmp_path: Path, paper: str, parts: tuple[str, ...]
) -> None:
    sheet = sheet_of(debrief(play(great_leap, "hedger", 4, "lesson")), teacher=True)
    found = printed(browser, page(only(sheet, parts)), paper, tmp_path)
    assert filled(found.pages[0]) > 0.5
    if parts == SHEETS:
        assert len(found.pages) == len(SHEETS)


def test_notes_for_the_teacher_are_printed_whole(great_leap: Program, play: Player) -> None:
    text = page(sheet_of(debrief(play(great_leap, "hedger", 4, "lesson")), teacher=True))
    notes = text[text.index('<section id="notes"') :]
    assert 'class="off"' not in notes[: notes.index("</section>")]
    assert "short-print" not in notes[: notes.index(">")]
