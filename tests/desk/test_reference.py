"""Words, people, places and the map on the desk: found from the paper they stand on, by key or click, and searched."""

from __future__ import annotations

import pytest
from textual.containers import VerticalScroll
from textual.content import Content
from textual.geometry import Offset
from textual.widgets import Input, Static

from game.desk.screens.play import PlayScreen
from game.desk.screens.reading import MapScreen, ReadingScreen
from game.desk.screens.reference import ReferenceScreen
from game.script.gazetteer import MOST_COLUMNS, MOST_ROWS
from tests.conftest import GRANARY, GREAT_LEAP, MakeVariant
from tests.desk.conftest import Desk, OpenDesk, play_screen, screen_text

HEAD = "County head"  # the first word that is new on the paper that shows the desk
LARGEST = "\n".join(f"  |{str(row).center(MOST_COLUMNS - 2, '-')}|" for row in range(MOST_ROWS))


async def to_the_desk(pilot: Desk) -> Content:
    """The paper that shows the desk, in hand."""
    await pilot.press("enter", "space", "space")
    await pilot.pause()
    paper = play_screen(pilot).query_one("#paper", Static).content
    assert isinstance(paper, Content)
    assert HEAD in paper.plain
    return paper


def underlined(paper: Content) -> list[str]:
    """The words that are underlined."""
    styles = [(str(span.style), paper.plain[span.start : span.end]) for span in paper.spans]
    return [words for style, words in styles if style == "underline"]


def place_of(pilot: Desk, words: str) -> Offset:
    """Where some words stand on the screen."""
    for row, text in enumerate(screen_text(pilot).split("\n")):
        if words in text:
            return Offset(text.index(words) + 1, row)
    raise AssertionError(f"{words} is not on the screen")


async def test_a_word_is_underlined_where_it_is_read_first_and_in_no_colour(open_desk: OpenDesk) -> None:
    async with open_desk(GREAT_LEAP, seed=3) as pilot:
        paper = await to_the_desk(pilot)
        assert underlined(paper) == [HEAD]
        assert not [span for span in paper.spans if "accent" in str(span.style)]
        await pilot.press("b")
        first = play_screen(pilot).query_one("#paper", Static).content
        assert isinstance(first, Content)
        assert underlined(first) == ["Third Plenum", "great leap forward"]


async def test_its_key_and_a_click_on_it_open_it(open_desk: OpenDesk) -> None:
    async with open_desk(GREAT_LEAP, seed=3) as pilot:
        await to_the_desk(pilot)
        await pilot.press("w")
        assert isinstance(pilot.app.screen, ReferenceScreen)
        text = screen_text(pilot)
        assert text.index("ON THIS PAPER") < text.index("county head") < text.index("WORDS OF THE TIME")
        await pilot.press("escape")
        await pilot.click(offset=place_of(pilot, HEAD))
        await pilot.pause()
        screen = pilot.app.screen
        assert isinstance(screen, ReferenceScreen)
        assert [term.term for term in screen.here] == ["county head"]


async def test_a_click_beside_it_opens_nothing(open_desk: OpenDesk) -> None:
    async with open_desk(GREAT_LEAP, seed=3) as pilot:
        await to_the_desk(pilot)
        await pilot.click(offset=place_of(pilot, "Little Wu"))
        await pilot.pause()
        assert isinstance(pilot.app.screen, PlayScreen)


async def test_the_parts_are_turned_round_and_round(open_desk: OpenDesk) -> None:
    async with open_desk(GREAT_LEAP, seed=3) as pilot:
        await pilot.press("enter", "w")
        seen: list[str] = []
        for _ in range(5):
            rows = [row.strip(" │") for row in screen_text(pilot).split("\n")]
            seen.append(next(row for row in rows if row in {"WORDS OF THE TIME", "PEOPLE", "PLACES", "MAP"}))
            await pilot.press("tab")
            await pilot.pause()
        assert seen == ["WORDS OF THE TIME", "PEOPLE", "PLACES", "MAP", "WORDS OF THE TIME"]
        await pilot.press("shift+tab")
        await pilot.pause()
        assert "WORDS OF THE TIME" in screen_text(pilot)


async def test_keys_scroll_while_the_line_to_search_is_open(open_desk: OpenDesk) -> None:
    async with open_desk(GREAT_LEAP, seed=3) as pilot:
        await pilot.press("enter", "w")
        scroll = pilot.app.screen.query_one(VerticalScroll)
        await pilot.press("down", "down", "pagedown")
        down = scroll.scroll_y
        assert down > 10
        await pilot.press("up", "pageup")
        assert scroll.scroll_y < down
        assert pilot.app.screen.query_one(Input).value == ""


@pytest.mark.parametrize(
    ("typed", "part", "other"), [("wharf", "PLACES", "PEOPLE"), ("ouyang", "PEOPLE", "PLACES"), ("jin", "WORDS", "MAP")]
)
async def test_all_parts_are_searched(open_desk: OpenDesk, typed: str, part: str, other: str) -> None:
    async with open_desk(GREAT_LEAP, seed=3) as pilot:
        await pilot.press("enter", "w", *typed)
        assert part in screen_text(pilot)
        if typed != "jin":
            assert f"{other}\n" not in "\n".join(row.strip(" │") for row in screen_text(pilot).split("\n"))


async def test_what_nothing_is_called(open_desk: OpenDesk) -> None:
    async with open_desk(GREAT_LEAP, seed=3) as pilot:
        await pilot.press("enter", "w", *"qqq")
        assert "Nothing here is called so." in screen_text(pilot)
        await pilot.press("tab", "enter")
        assert isinstance(pilot.app.screen, PlayScreen)


async def test_the_largest_map_stands_whole_on_the_smallest_full_screen(
    open_desk: OpenDesk, variant: MakeVariant
) -> None:
    story = variant(added={"places.yaml": f"map: |\n{LARGEST}\nmap_words: |\n  A frame.\n"}).folder
    async with open_desk(story, size=(80, 24)) as pilot:
        await pilot.press("enter", "m")
        assert isinstance(pilot.app.screen, MapScreen)
        rows = screen_text(pilot).split("\n")
        assert [row.strip(" █▁▂▃▄▅▆▇") for row in rows[:MOST_ROWS]] == [row.strip() for row in LARGEST.split("\n")]
        await pilot.press("space")
        assert "A frame." in screen_text(pilot)


async def test_a_story_without_a_map_says_so(open_desk: OpenDesk) -> None:
    async with open_desk(GRANARY) as pilot:
        await pilot.press("enter", "m")
        await pilot.pause()
        assert isinstance(pilot.app.screen, PlayScreen)
        assert [n.message for n in pilot.app._notifications] == ["This story has no map."]


async def test_the_sources_are_a_page(open_desk: OpenDesk) -> None:
    async with open_desk(GRANARY) as pilot:
        await pilot.press("enter", "f")
        assert isinstance(pilot.app.screen, ReadingScreen)
        text = screen_text(pilot)
        assert "almanac: A. Clerk. The almanac." in text
        assert "Papers: The gazette." in text
        assert "not shown yet" in text
