"""The lines above a paper: the counter is always whole, and what a turn is called reads as it should."""

from __future__ import annotations

import pytest

from game.desk.widgets.ask import AskPanel
from tests.conftest import MakeVariant
from tests.desk.conftest import OpenDesk, play_on, play_screen, screen_text, sign, to_the_signature

LONG = "In the middle of March and the first half of April 1933, after the thaw, in mud"


@pytest.mark.parametrize("size", [(80, 24), (60, 20), (120, 40)])
@pytest.mark.parametrize("label", ["March and April 1933", LONG])
async def test_the_counter_is_whole_however_long_the_name_of_a_turn(
    open_desk: OpenDesk, variant: MakeVariant, size: tuple[int, int], label: str
) -> None:
    story = variant({"scenario.yaml": [("label: First week", f"label: {label}")]})
    named = 0
    async with open_desk(story.folder, size=size) as pilot:
        await pilot.press("enter")
        for _ in range(4):
            await to_the_signature(pilot)
            screen = play_screen(pilot)
            waits = screen.at
            for place in range(len(screen.sheets)):
                screen.at = place
                screen.lay_down()
                await pilot.pause()
                text = screen_text(pilot)
                assert f"{place + 1} of {len(screen.sheets)}" in text
                earlier = screen.sheet.turn == label and screen.desk.calendar.label != label
                named += earlier and label[:8] in text.splitlines()[2]
            screen.at = waits
            screen.lay_down()
            await to_the_signature(pilot)
            await sign(pilot, *(1 for _ in screen.query_one(AskPanel).lists))
    assert named or size != (80, 24)


async def test_the_first_page_of_all_names_no_turn(open_desk: OpenDesk, variant: MakeVariant) -> None:
    async with open_desk(variant().folder) as pilot:
        await pilot.press("enter")
        await pilot.pause()
        assert "…" not in screen_text(pilot)


async def test_the_last_pages_come_after_a_month_with_its_capital(open_desk: OpenDesk, variant: MakeVariant) -> None:
    story = variant({"scenario.yaml": [("label: Third week", "label: May 1933")]})
    async with open_desk(story.folder) as pilot:
        await pilot.press("enter")
        await play_on(pilot)
        assert "After May 1933" in screen_text(pilot)


async def test_the_last_pages_come_after_a_turn_as_its_story_says_it(open_desk: OpenDesk, variant: MakeVariant) -> None:
    story = variant({"scenario.yaml": [("label: Third week", "label: Whitsun\n    said: the Whitsun of that year")]})
    async with open_desk(story.folder) as pilot:
        await pilot.press("enter")
        await play_on(pilot)
        assert "After the Whitsun of that year" in screen_text(pilot)
