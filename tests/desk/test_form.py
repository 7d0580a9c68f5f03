"""A form on the screen: whole from its first moment, what stands beside it with its figures, and more below told."""

from __future__ import annotations

import pytest

from game.desk.content import line
from game.desk.widgets.ask import AskPanel, hung
from tests.conftest import MakeVariant, Variant
from tests.desk.conftest import Desk, OpenDesk, play_screen, screen_text, sign, to_the_signature

LONG = "Asked for, less what the cellar of the second keeper is found to be short of"
ACT = "A fair measure, as it was taken when the carts of the second week were late and nobody had counted them"


def long_form(variant: MakeVariant) -> Variant:
    changes = {
        "figures.yaml": [("label: Asked for", f"label: {LONG}")],
        "scenes/all.yaml": [("say: A fair measure", f"say: {ACT}")],
    }
    return variant(changes)


async def to_the_form(pilot: Desk) -> AskPanel:
    await pilot.press("enter")
    await to_the_signature(pilot)
    while not (panel := play_screen(pilot).query_one(AskPanel)).ask.fields:  # type: ignore[union-attr]
        await sign(pilot, 1)
        await to_the_signature(pilot)
    return panel


@pytest.mark.parametrize("size", [(80, 24), (120, 40), (60, 20)])
async def test_a_form_is_whole_before_any_key(open_desk: OpenDesk, variant: MakeVariant, size: tuple[int, int]) -> None:
    async with open_desk(long_form(variant).folder, size=size) as pilot:
        panel = await to_the_form(pilot)
        first = screen_text(pilot)
        beside = panel.ask.fields[0].beside[0] if panel.ask is not None else None
        assert beside is not None
        rows = [row.split("│")[-1] for row in first.splitlines() if "│" in row]
        assert any(beside.value in row for row in rows), first
        assert " ".join(" ".join(row.strip() for row in rows).split()) == f"{beside.value} {LONG}"
        await pilot.press("down", "up")
        await pilot.pause()
        marked = screen_text(pilot).replace("▸", " ")
        assert [r for r in marked.splitlines() if "│" in r] == [r for r in first.splitlines() if "│" in r]


async def test_a_form_says_how_many_lines_it_has_and_that_there_is_more(
    open_desk: OpenDesk, variant: MakeVariant
) -> None:
    async with open_desk(long_form(variant).folder, size=(60, 18)) as pilot:
        panel = await to_the_form(pilot)
        text = screen_text(pilot)
        assert panel.max_scroll_y > 0
        assert "a form of 2 lines" in text
        assert "1 of 2  Sacks a head" in text
        assert "more below" in text
        panel.scroll_end(animate=False)
        await pilot.pause()
        assert "more below" not in screen_text(pilot)


def test_an_act_is_wrapped_under_its_own_beginning() -> None:
    rows = hung(line("1  "), line("one two three four five"), 12).plain.splitlines()
    assert rows == ["1  one two", "   three", "   four five"]
