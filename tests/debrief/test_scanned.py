"""Codes as they come off paper: bullets, tags, look-alikes, line breaks; a wrong one is named, the rest goes on."""

from __future__ import annotations

import json
import random
from collections.abc import Callable, Sequence
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from game.cli import Exit, main
from game.debrief.scanned import ALIKE, Found, Unread, codes_in
from game.engine.program import Program
from game.session.game import Game
from game.session.letters import ALPHABET, letters
from game.session.runcode import FORMAT, scenario_number

Player = Callable[..., Game]
STORIES = {scenario_number("great_leap"), scenario_number("work_team")}
HERE = scenario_number("great_leap")
BEFORE = ["", "1. ", "12) ", "• ", "- ", "* ", "– ", "Willow 7: ", "[ ] Birch 3   ", '"', "> "]
AFTER = ["", ".", ",", ";", " (absent)", '"', "  ", "\u200b"]


def code(seed: int, body: int) -> str:
    """A code of the right form: what it decides does not matter here."""
    value = FORMAT | HERE << 3 | seed << 16 | 0xABCD << 36 | 2 << 52 | 5 << 58 | body << 65
    return letters((value << 15) | value % 32749)


codes_made = st.builds(code, st.integers(0, 2**20 - 1), st.integers(2**20, 2**60))


def found(text: str) -> list[str]:
    return [item.code for item in codes_in(text, STORIES) if isinstance(item, Found)]


@settings(max_examples=80, deadline=None)
@given(many=st.lists(codes_made, min_size=1, max_size=6), seed=st.integers(0, 10**6))
def test_codes_among_what_lists_have_are_found_in_order(many: Sequence[str], seed: int) -> None:
    hand = random.Random(seed)
    lines: list[str] = []
    for one in many:
        text = one.lower() if hand.random() < 0.3 else one
        text = text.replace("0", hand.choice("0Oo")).replace("1", hand.choice("1lI"))
        text = text.replace("-", hand.choice(["-", " ", "–", "\u00a0", "", "_"]))
        if "-" in text and hand.random() < 0.5:  # broken where a line was full
            at = hand.choice([i for i, c in enumerate(text) if c == "-"])
            text = text[: at + hand.randrange(2)] + "\n   " + text[at + 1 :]
        lines.append(hand.choice(BEFORE) + text + hand.choice(AFTER))
    assert found("\n".join(lines)) == list(many)


@settings(max_examples=60, deadline=None)
@given(one=codes_made, seed=st.integers(0, 10**6))
def test_a_letter_taken_for_one_that_looks_like_it_is_put_right_and_told(one: str, seed: int) -> None:
    hand = random.Random(seed)
    plain = one.replace("-", "")
    places = [i for i, c in enumerate(plain) if any(c in ALIKE.get(other, "") for other in ALPHABET)]
    at = hand.choice(places)
    other = hand.choice([x for x in ALPHABET if plain[at] in ALIKE.get(x, "")])
    written = plain[:at] + other + plain[at + 1 :]
    items = list(codes_in(f"Willow 7: {written}", STORIES))
    assert items in ([Found(1, one, written)], [Unread(1, f"Willow 7: {written}", near=True)])  # never another code


def test_a_letter_in_two_places_is_put_right() -> None:
    one = code(77, 2**41 + 31)
    written = one.replace("-", " ").replace("0", "D", 1).replace("S", "5", 1)
    assert written.count("D") + written.count("5") > one.count("D") + one.count("5")
    assert found(f"3. {written}") == [one]


def test_several_on_a_line_and_letters_of_other_alphabets() -> None:
    a, b = code(7, 2**40 + 12345), code(8, 2**41 + 999)
    wide = "".join(chr(ord(c) + 0xFEE0) for c in a)
    cyrillic = b.replace("A", "А").replace("B", "В").replace("C", "С").replace("H", "Н")
    assert found(f"{a}, {b}; {a}") == [a, b, a]
    assert found(f"{wide}\n{cyrillic}") == [a, b]


@pytest.mark.parametrize("line", ["Notes: absent today", "class 8b", "Mei", "Willow 7", "10 November 2026"])
def test_a_line_without_a_code_is_told_as_it_is(line: str) -> None:
    assert list(codes_in(f"\n{line}\n", STORIES)) == [Unread(2, line)]


def test_what_looks_like_a_code_and_is_none_is_near(great_leap: Program, play: Player) -> None:
    good = play(great_leap, "hedger", 3, "lesson").code()
    wrong = good[:5] + ("WWW" if good[5:8] != "WWW" else "XXX") + good[8:]
    assert list(codes_in(f"Birch 2: {wrong}", STORIES)) == [Unread(1, f"Birch 2: {wrong}", near=True)]


@settings(max_examples=150, deadline=None)
@given(text=st.text(max_size=200))
def test_no_text_is_too_strange(text: str) -> None:
    assert not found(text)


def test_a_pasted_list_is_a_class_and_the_wrong_line_is_named(
    great_leap: Program, play: Player, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    codes = [play(great_leap, "random", n, "lesson").code() for n in range(5)]
    swapped = codes[1][:-1] + ("0" if codes[1][-1] != "0" else "W")
    file = tmp_path / "class.txt"
    text = f"# Wednesday\n1. {codes[0]}\n• Willow 7: {codes[1].lower()}\n{codes[2][:9]}\n  {codes[2][10:]}\n"
    text += f"{codes[3]} {codes[4]}\n"
    file.write_text(text + f"Oak 1: {swapped[:4]}ZZZ{swapped[7:]}\n", encoding="utf-8")
    assert main(["debrief", "--codes", str(file), "--json"]) == Exit.PROBLEMS
    out = capsys.readouterr()
    assert [run["code"] for run in json.loads(out.out)["runs"]] == codes
    assert len(out.err.splitlines()) == 1
    assert out.err.startswith("Oak 1: ")
    assert "a letter wrong, missing or too many" in out.err


def test_a_code_in_pieces_on_the_command_line_is_one(
    great_leap: Program, play: Player, capsys: pytest.CaptureFixture[str]
) -> None:
    one = play(great_leap, "hedger", 4, "lesson").code()
    assert main(["debrief", *one.split("-"), "--json"]) == Exit.FINE
    assert json.loads(capsys.readouterr().out)["code"] == one
