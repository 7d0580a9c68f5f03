"""A document on the screen: no page is skipped, no drawing that fits is cut in two, every axis can be read."""

from __future__ import annotations

import pytest
from textual.containers import VerticalScroll

from game.debrief.blocks import Drawing, Range, Ranges, Section, Words
from game.desk.app import DeskApp
from game.desk.plot import AXIS, plot
from game.desk.ranges import bars, scale
from game.desk.screens.document import DocumentScreen
from game.desk.widgets.chart import Chart
from game.session.views import ChartView, Role, SeriesView
from tests.conftest import GRANARY
from tests.desk.conftest import Desk, OpenDesk, screen_text

LABELS = {
    "the weeks of a summer": ("Early June", "Mid June", "Late June", "Mid July", "Late July", "Early August"),
    "months of two years": ("October 1932", "December 1932", "January 1933", "March and April 1933", "May 1933"),
    "one year": ("Early July 1960", "Late July 1960", "September 1960", "Winter 1960"),
    "long names": ("The day before the flood", "The day of the flood", "The day after the flood"),
}
NAMES = {
    "the weeks of a summer": {"Early Jun", "Mid Jun", "Late Jun", "Mid Jul", "Late Jul", "Early Aug"},
    "months of two years": {"Oct 32", "Dec 32", "Jan 33", "Mar/Apr 33", "May 33"},
    "one year": {"Early Jul", "Late Jul", "Sep", "Winter"},
    "long names": set(LABELS["long names"]),
}


def chart(labels: tuple[str, ...] = ("a", "b", "c")) -> ChartView:
    values = tuple(float(n) for n in range(len(labels)))
    return ChartView("c", "A chart", "jin", labels, (SeriesView("s", "real", Role.REAL, values),), "It rises.")


@pytest.mark.parametrize("name", LABELS)
@pytest.mark.parametrize("width", [50, 74, 110])
def test_the_names_along_an_axis_are_whole_and_apart(name: str, width: int) -> None:
    rows = ["".join(p.text for p in row) for row in plot(chart(LABELS[name]), width, 12)]
    axis = next(row for row in rows if row.startswith(" " * AXIS) and row.strip() and "●" not in row and "│" not in row)
    told = axis[AXIS:]
    for known in sorted(NAMES[name], key=len, reverse=True):
        told = told.replace(known, " " * len(known))
    assert not told.strip(), axis
    assert len(axis) <= max(width, 50) + 8


def test_ranges_have_a_scale_and_a_share_is_part_of_the_whole() -> None:
    rows = (Range("villages", 12.0, 49.0),)
    counted, share = Ranges("t", "", rows), Ranges("t", "of a hundred", rows, whole=100.0)
    assert scale(counted, 40).split() == ["0", "49"]
    assert scale(share, 40).split() == ["0", "100"]
    assert len(scale(share, 40)) == 40
    assert len(bars(counted, 40)[0]) == 40
    assert len(bars(share, 40)[0]) < 22


def a_document() -> DocumentScreen:
    long = Words("\n\n".join(f"Paragraph {n}." for n in range(1, 9)))
    return DocumentScreen(
        tuple(
            Section(f"s{n}", f"Section {n}", "", (long, Drawing(chart()), long, Drawing(chart()), long))
            for n in range(4)
        )
    )


async def opened(pilot: Desk) -> DocumentScreen:
    assert isinstance(pilot.app, DeskApp)
    screen = a_document()
    pilot.app.push_screen(screen)
    await pilot.pause()
    return screen


async def test_a_key_that_comes_before_a_page_is_laid_out_skips_nothing(open_desk: OpenDesk) -> None:
    async with open_desk(GRANARY) as pilot:
        screen = await opened(pilot)
        for place in range(1, 4):
            await screen.turn_to(place)
            await screen.action_on()  # before the page has been drawn
            await pilot.pause()
            assert screen.at == place
            assert screen.query_one("#page", VerticalScroll).scroll_y == 0
            await pilot.press("space")
            assert screen.query_one("#page", VerticalScroll).scroll_y > 0


@pytest.mark.parametrize("size", [(80, 24), (120, 40)])
async def test_every_drawing_is_seen_whole_and_nothing_is_left_out(open_desk: OpenDesk, size: tuple[int, int]) -> None:
    async with open_desk(GRANARY, size=size) as pilot:
        screen = await opened(pilot)
        page = screen.query_one("#page", VerticalScroll)
        height = page.scrollable_content_region.height
        whole: set[int] = set()
        seen_to = 0.0
        told = ""
        while screen.at == 0:
            assert page.scroll_y <= seen_to  # no row between two pages
            seen_to = page.scroll_y + height
            told += screen_text(pilot)
            for place, drawing in enumerate(page.query(Chart)):
                region = drawing.virtual_region
                if page.scroll_y <= region.y and region.bottom <= seen_to:
                    whole.add(place)
            await pilot.press("space")
            await pilot.pause()
        assert whole == {0, 1}
        assert all(f"Paragraph {n}." in told for n in range(1, 9))
