"""What a story stresses is set apart or plain wherever it is shown, and its own stamp is on signed papers."""

from __future__ import annotations

import io

import pytest

from game.debrief.build import debrief
from game.debrief.text import as_lines
from game.desk.content import verbatim
from game.plain.face import PlainFace
from game.script.chain import TraceKind
from game.session.dossier import DeskLeft
from game.session.file_page import page
from game.session.game import Game
from game.session.library import open_program
from tests.conftest import GRANARY, STORIES, MakeVariant, Variant
from tests.desk.conftest import Desk, OpenDesk, play_screen, screen_text, sign, to_the_signature

STRESSED = {
    "scenes/all.yaml": [
        ("say: Answer it", "say: Answer *it*"),
        ("say: Burn it", "say: Burn *this letter*"),
        ("Nobody would frame a letter for you.", "Nobody would *frame* a letter for you."),
        ("title: A letter", "title: A letter that says *Please*"),
        ("title: The gazette", "title: The *gazette*"),
        ("say: A fair measure", "say: A *fair* measure"),
    ],
    "people.yaml": [("say: On the road.", "say: On the *road*."), ("Wen went home.", "Wen went *home*.")],
    "glossary.yaml": [("About as much as a carter lifts.", "As much as a *carter* lifts.")],
}
PAGES = ("p", "u", "w")


def stressed(variant: MakeVariant) -> Variant:
    return variant(STRESSED)


async def all_pages(pilot: Desk) -> str:
    """Everything that this story can show, a screen after another."""
    seen: list[str] = []
    while await to_the_signature(pilot):
        screen = play_screen(pilot)
        at = screen.at
        for place in range(len(screen.sheets)):
            screen.at = place
            screen.lay_down()
            await pilot.pause()
            seen.append(screen_text(pilot))
        screen.at = at
        screen.lay_down()
        await to_the_signature(pilot)
        for page_key in PAGES:
            await pilot.press(page_key)
            await pilot.pause()
            seen.append(screen_text(pilot))
            await pilot.press("escape")
            await pilot.pause()
        await sign(pilot, *(2 for _ in screen.query("Choices")))
    seen.append(screen_text(pilot))
    await pilot.press("d")
    for _ in range(60):
        seen.append(screen_text(pilot))
        await pilot.press("space")
    return "\n".join(seen)


async def test_no_mark_of_stress_is_shown_on_the_desk_or_in_the_debrief(
    open_desk: OpenDesk, variant: MakeVariant
) -> None:
    async with open_desk(stressed(variant).folder, size=(100, 50)) as pilot:
        await pilot.press("enter")
        told = await all_pages(pilot)
    for word in ("A letter that says Please", "Burn this letter", "would frame a letter", "A fair measure", "a carter"):
        assert word in told, word
    assert not [row for row in told.splitlines() if "*" in row]


def test_nor_in_plain_text(variant: MakeVariant) -> None:
    out = io.StringIO()
    game = Game(stressed(variant).program(), 7)
    typed = "1\n2 1\n2\n3\n1\nwords\npeople\nsigned\n1\n1\n1\n1\n1\n1\n"
    PlainFace(game, iter(typed.splitlines()), out).play()
    told = out.getvalue() + "\n".join(as_lines(debrief(game)))
    for word in ("A letter that says Please", "Answer it", "would frame a letter", "A fair measure", "a carter"):
        assert word in told, word
    assert not [row for row in told.splitlines() if "*" in row]


def test_nor_in_the_file_that_is_kept() -> None:
    left = DeskLeft("here", "Wen", "carter", "1958", {TraceKind.SIGNED: ("what *damaged seed* was boiled into",)})
    told = page([left], "AAAA", "Li *Ming*", ["On the cover, *sincere, inclined to panic*."])
    assert "damaged seed was boiled" in told
    assert "On the cover, sincere, inclined to panic." in told
    assert "Li *Ming*" in told  # a name is as its bearer writes it


def test_a_path_keeps_its_stars() -> None:
    assert verbatim("/home/me/ *a* ").plain == "/home/me/ *a* "


@pytest.mark.parametrize(("declared", "shown"), [("", " 印   Signed:"), ("stamp: ( КП )\n", " ( КП )   Signed:")])
async def test_a_signed_paper_bears_the_stamp_of_its_story(
    open_desk: OpenDesk, variant: MakeVariant, declared: str, shown: str
) -> None:
    story = variant({"scenario.yaml": [("minutes: 3\n", f"minutes: 3\n{declared}")]})
    async with open_desk(story.folder) as pilot:
        await pilot.press("enter")
        await to_the_signature(pilot)
        while len(play_screen(pilot).query("Choices")) < 2:  # days to look come before the form
            await sign(pilot, 1)
            await to_the_signature(pilot)
        await sign(pilot, 2, 1)
        assert shown in screen_text(pilot)


@pytest.mark.parametrize(("declared", "said"), [("", "Signed: "), ("stamp: ( КП )\n", "Signed and stamped ( КП ): ")])
def test_plain_text_names_the_stamp_of_a_story_that_has_one(variant: MakeVariant, declared: str, said: str) -> None:
    out = io.StringIO()
    game = Game(variant({"scenario.yaml": [("minutes: 3\n", f"minutes: 3\n{declared}")]}).program(), 7)
    PlainFace(game, iter(["1", "2 1"]), out).play()
    assert f"{said}Sacks a head: A fair measure" in out.getvalue()


@pytest.mark.parametrize("stamp", ["A stamp with a whole sentence on it", "[a, b]"])
def test_a_stamp_that_is_no_stamp_is_a_fault_with_its_place(variant: MakeVariant, stamp: str) -> None:
    found = variant({"scenario.yaml": [("minutes: 3\n", f"minutes: 3\nstamp: {stamp}\n")]}).faults()
    assert [(f.code, f.place.line) for f in found] == [("wrong-type", 5)]


@pytest.mark.parametrize(
    ("levers", "said"), [(True, "No standing order is signed."), (False, "This desk gives no standing orders.")]
)
def test_plain_text_says_why_no_order_stands(levers: bool, said: str) -> None:
    out = io.StringIO()
    game = Game(open_program(GRANARY if levers else STORIES / "gauge"), 7)
    PlainFace(game, iter(["orders", *(["1", "orders"] * 4)]), out).play()
    assert said in out.getvalue()
    assert levers or f"{said} Type signed for what you have signed." in out.getvalue()
