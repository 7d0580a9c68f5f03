"""The figures on the desk say how well they are known, in the room there is; the ledger keeps what was seen once."""

from __future__ import annotations

from attrs import evolve
from hypothesis import given
from hypothesis import strategies as st

from game.desk.widgets.ask import AskPanel
from game.desk.widgets.figures import in_line
from game.session.views import FigureView, Status
from tests.content.every import NAMES, opened
from tests.desk.conftest import OpenDesk, play_screen, screen_text, sign, to_the_signature
from tests.desk.test_screens import GRANARY
from tests.engine.plays import DIGITS, SEEDS
from tests.session.test_told import watched

BREAD = FigureView("bread", "Bread a day in a house", "392", "grams", Status.CLAIMED)
PLAN = FigureView("plan", "Of the plan, delivered", "46", "in a hundred", Status.SEEN)
HEADED = FigureView("head", "The oblast writes", "Comrade", "", Status.CLAIMED, worded=True)


def test_a_word_where_there_is_room_and_a_letter_where_there_is_none() -> None:
    both = (PLAN, BREAD)
    in_words = "Of the plan, delivered 46 in a hundred seen    Bread a day in a house 392 grams claimed"
    assert in_line(both, 100).plain == in_words
    assert in_line(both, 78).plain == "Of the plan, delivered 46 in a hundred s  Bread a day in a house 392 grams c"
    assert in_line(both, 76).plain == "Of the plan, delivered 46 in a hundred s  Bread a day in a house 392 grams c"
    assert in_line(both, 75).plain == "Of the plan, delivered 46 seen  Bread a day in a house 392 claimed"
    assert in_line((HEADED, evolve(BREAD, value="", status=Status.UNKNOWN)), 78).plain == (
        "The oblast writes Comrade    Bread a day in a house unknown"
    )
    assert in_line((evolve(HEADED, status=Status.SEEN),), 78).plain == "The oblast writes Comrade seen"


@given(SEEDS, DIGITS, st.sampled_from(NAMES))
def test_every_figure_of_every_desk_fits_a_narrow_line_marked(seed: int, digits: list[int], name: str) -> None:
    play = watched(opened(name), seed, digits, stop=12)
    for reading in (readings[-1] for readings in play.read.values()):
        rows = sorted((r for r in play.game.program.scenario.figures.ledger if r.desk), key=lambda r: r.desk)
        views = [reading[row.id] for row in rows][:2]
        shown = in_line(views, 78).plain
        assert len(shown) <= 78
        for view in views:
            left = shown.partition(f"{view.label} ")[2]
            if view.status is Status.UNKNOWN:
                assert left.startswith("unknown")
            elif not view.worded:
                marks = (f" {view.status}", f" {view.status[0]}")
                told = (f"{view.value} {view.unit}".rstrip(), view.value)
                assert left.startswith(tuple(f"{t}{mark}" for t in told for mark in marks))


async def test_what_was_seen_once_stays_in_the_ledger(open_desk: OpenDesk) -> None:
    """One looks into the cellar in the first week; in the second the store is claimed again."""
    async with open_desk(GRANARY) as pilot:
        await pilot.press("enter")
        await to_the_signature(pilot)
        looked, seen = "", play_screen(pilot).desk.figures[0]
        while await to_the_signature(pilot):
            screen = play_screen(pilot)
            ask = screen.query_one(AskPanel).ask
            seen = screen.desk.figures[0]
            if seen.status is Status.SEEN:
                looked = f"{seen.value} {seen.unit}, {screen.desk.calendar.label}"
                assert f"In store {seen.value} {seen.unit} seen" in screen_text(pilot)
            elif looked:
                break
            plans = ask.plan.plans if ask is not None and ask.plan is not None else ()
            lists = len(screen.query_one(AskPanel).lists)
            await sign(pilot, *([plans.index(("cellar",)) + 1] if ("cellar",) in plans else [1] * lists))
        assert looked
        assert f"In store {seen.value} {seen.unit} claimed" in screen_text(pilot)
        await pilot.press("l")
        text = " ".join(screen_text(pilot).split())
        assert "+ seen before" in text
        assert f"last seen: {looked}" in text
