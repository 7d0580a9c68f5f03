"""All that can be typed besides an answer; what is typed wrong is told, changes nothing and is asked again."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from game.plain.typed import COMMANDS, HELP
from game.session.journal import read_journal
from tests.plain.pipe import GRANARY, GREAT_LEAP, Talk, lines, run, talk


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Talk]:
    """The granary, waiting for the first answer."""
    with talk("play", GRANARY, "--plain", "--seed", "3", "--saves", tmp_path) as started:
        started.until_it_asks()
        yield started


def saved(folder: Path) -> dict[str, list[tuple[str, ...]]]:
    """The decisions in each save of a folder."""
    return {p.stem: [(x.scene, *x.picks) for x in read_journal(p).lines] for p in folder.glob("*.journal")}


def test_help_names_every_command(desk: Talk) -> None:
    assert desk.answer("help") == desk.answer("?") == f"{HELP}\n> \n"
    assert COMMANDS.keys() - {"?", "help"} <= set(HELP.split())


def test_the_pages_that_can_be_read(desk: Talk) -> None:
    assert desk.answer("ledger") == "  In store: 100.0 sacks (claimed)\n  What the mice know: unknown\n> \n"
    assert desk.answer("LEDGER mice") == "  What the mice know: unknown\n> \n"
    assert desk.answer("ledger gold") == "No figure has that word.\n> \n"
    assert desk.answer("people").startswith("Wen Da, Carter (composite). On the road.\nA carter with 100 opinions.\n")
    assert desk.answer("people carter") == desk.answer("people wen da")
    assert desk.answer("people nobody") == "Nobody here is called so.\n> \n"
    assert desk.answer("orders") == "No standing order is signed.\n> \n"
    assert desk.answer("words") == desk.answer("words sack") == "sack: About as much as a carter lifts.\n> \n"
    assert desk.answer("words x") == "That is not among the words of the time.\n> \n"
    assert desk.answer("record") == (
        "On record: The gazette\nRain was recorded.\n\n"
        "Documented: it follows the record.\n  A. Clerk: The almanac\n> \n"
    )
    assert desk.answer("record lamp") == "No paper of this turn has that word in its title.\n> \n"
    assert desk.answer("signed") == "Nothing is signed yet.\n> \n"
    assert desk.answer("chart") == "chart WORD, with a word of: In store\n> \n"
    assert desk.answer("code").startswith("Run code: ")


def test_the_pages_after_some_signatures(desk: Talk) -> None:
    for line in ("cellar", "fair wax", "stay"):
        desk.answer(line)
    assert desk.answer("orders") == "Measuring out: a fair measure (First week)\n> \n"
    assert "2. First week: The measure - Sacks a head: A fair measure; The seal: Wax\n" in desk.answer("signed")
    assert "First week" in desk.answer("chart store")
    assert desk.answer("again").startswith("== Second week (second week), The keeper's chair ==\n")


def test_what_is_typed_wrong_is_told_and_asked_again(desk: Talk, tmp_path: Path) -> None:
    for line in ("0", "4", "-1", "1.0", "٢", "roof cellar", "elsewhere", "'; rm -rf /", "x" * 200_000, "1" * 5000):
        told = desk.answer(line)
        assert told.startswith("? `"), line[:40]
        assert told.endswith("  Type help for what can be typed here.\n> \n")
        assert len(told) < 400
    assert desk.answer("") == desk.answer("   ") == desk.answer("# a note of the teacher's") == "> \n"
    desk.answer("1")
    for line in ("1", "1 1 1", "9 1", "fair gold", "short, short"):
        assert desk.answer(line).startswith("? "), line
    desk.answer("2, 1")
    desk.answer("1")
    assert "that is closed: Nobody would frame a letter for you." in desk.answer("frame")
    assert "that is closed" in desk.answer("3")
    made = saved(tmp_path)
    assert list(made.values()) == [[("looks.morning",), ("measure", "fair", "wax"), ("looks.morning",)]]


def test_answers_as_other_systems_type_them(tmp_path: Path) -> None:
    typed = "\ufeffSTAY\r\n  Fair,WAX \r\n\r\n1\r\nAnswer".encode()
    done = run("play", GRANARY, "--plain", "--seed", "3", "--saves", tmp_path, typed=typed)
    assert done.code == 0
    assert "\n? " not in done.out
    assert [s for s, *_ in saved(tmp_path)["granary-3"]] == ["looks.morning", "measure", "looks.morning", "letter"]


def test_going_back_keeps_the_run_one_leaves(desk: Talk, tmp_path: Path) -> None:
    for line in ("1", "2 1", "1"):
        desk.answer(line)
    for line in ("back 4", "back 0", "back x", "back -1", "back 99999999999999999999"):
        assert desk.answer(line).startswith("? back N takes back the last N decisions; there are 3\n")
    told = desk.answer("back 2")
    assert told.startswith("(back to where 1 were signed; the earlier run is kept in its own save)\n== First week")
    desk.answer("3 2")
    desk.answer("back")
    done = desk.end()
    assert done.code == 0
    assert saved(tmp_path) == {
        "granary-3": [("looks.morning",), ("measure", "fair", "wax"), ("looks.morning",)],
        "granary-3-2": [("looks.morning",), ("measure", "heaped", "none")],
        "granary-3-3": [("looks.morning",)],
    }
    assert done.save.stem == "granary-3-3"


def test_keeping_the_run_in_another_place(desk: Talk, tmp_path: Path) -> None:
    desk.answer("1")
    (tmp_path / "file").write_text("")
    for line in ("keep", f"keep {tmp_path / 'file'}", "keep ~nobody_of_this_name/x", "keep \0"):
        assert desk.answer(line).startswith("? "), line
    assert desk.answer(f"keep {tmp_path / 'other place'}") == (
        f"Saved in: {tmp_path / 'other place' / 'granary-3.journal'}\n> \n"
    )
    desk.answer("2 1")
    desk.end()
    assert saved(tmp_path)["granary-3"] == [("looks.morning",)]
    assert saved(tmp_path / "other place")["granary-3"] == [("looks.morning",), ("measure", "fair", "wax")]


def test_an_answer_that_is_called_like_a_command_is_not_signed_by_accident(tmp_path: Path) -> None:
    scenes = GRANARY / "scenes" / "all.yaml"
    for source in GRANARY.rglob("*.yaml"):
        copy = tmp_path / "granary" / source.relative_to(GRANARY)
        copy.parent.mkdir(parents=True, exist_ok=True)
        text = source.read_text(encoding="utf-8")
        copy.write_text(text.replace("choice: true_count", "choice: orders") if source == scenes else text, "utf-8")
    (tmp_path / "bibliography.yaml").write_bytes((GRANARY.parent / "bibliography.yaml").read_bytes())
    with talk("play", tmp_path / "granary", "--plain", "--seed", "3", "--saves", tmp_path / "saves") as desk:
        desk.until_it_asks()
        for line in ("1", "2 1", "1", "answer"):
            desk.answer(line)
        told = desk.answer("orders")
        assert told == (
            "Measuring out: a fair measure (First week)\n"
            "(`orders` is an answer here too; to sign it, type its number, 1)\n> \n"
        )
        assert "Signed: As counted" in desk.answer("1")


def test_every_page_of_the_first_season(tmp_path: Path) -> None:
    words = [w for w in COMMANDS if w not in {"back", "keep", "language"}]  # these need to be told more
    done = run("play", GREAT_LEAP, "--plain", "--seed", "1", "--saves", tmp_path, typed=lines(*words))
    assert (done.code, done.err) == (0, "")
    assert "\n? " not in done.out


def test_closing_early_is_asked_twice_and_a_copy_can_be_opened(desk: Talk, tmp_path: Path) -> None:
    desk.answer("cellar")
    said = desk.answer("close")
    assert "type: close now" in said
    before = saved(tmp_path)
    said = desk.answer("close now")
    assert "This run was closed early, in First week." in said
    assert "back N" in said
    assert saved(tmp_path) == before
    (path,) = tmp_path.glob("*.journal")
    assert read_journal(path).laid_down == "week_one"
    said = desk.answer("back 9")
    assert "there are 1" in said
    said = desk.answer("back 0")
    assert "The measure" in said
    desk.answer("fair wax")
    assert read_journal(path).laid_down == "week_one"
    assert len(saved(tmp_path)) == 2


def test_a_run_closed_early_has_its_debrief(tmp_path: Path) -> None:
    done = run("play", GRANARY, "--plain", "--seed", "3", "--saves", tmp_path, typed="cellar\nclose now\n\n")
    assert done.code == 0
    assert "You are not your character." in done.out
    assert "closed early" in done.out
    again = run("resume", "granary-3", "--plain", "--saves", tmp_path, typed="quit\n")
    assert "This run was closed early" in again.out
    assert "debrief granary-3" in again.out
