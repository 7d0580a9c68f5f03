"""Class codes, tokens, resume codes, tags: what is printed can be typed, what is secret proves one seat of one room."""

from __future__ import annotations

from collections import Counter

from hypothesis import given
from hypothesis import strategies as st

from game.classroom import symbols
from game.classroom.symbols import CLEAR, MOST_SEATS

SECRET, ROOM = "ab" * 32, "cd" * 16
SEATS = st.integers(min_value=0, max_value=MOST_SEATS)


def test_class_codes_have_six_of_31_clear_symbols_and_no_words() -> None:
    assert len(CLEAR) == len(set(CLEAR)) == 31
    assert not set("01ILO") & set(CLEAR)
    codes = [symbols.new_class_code() for _ in range(3000)]
    assert all(len(code) == 6 and set(code) <= set(CLEAR) for code in codes)
    assert not any(c[i : i + 3].isalpha() for c in codes for i in range(4))
    assert len(set(codes)) > 2990
    assert {c for code in codes for c in code} == set(CLEAR)


def test_signs_that_look_alike_are_led_right_and_no_others() -> None:
    assert symbols.is_misread("h4-k sz8", "H4K52B")
    assert symbols.is_misread("H4KSZB", "H4K528")
    for other in ("H4K52A", "H4K529", "H4K52", "", "4HK52B"):
        assert not symbols.is_misread(other, "H4K52B")


def test_a_class_code_is_typed_as_people_type() -> None:
    assert symbols.class_code(" h4-k 2m9 ") == "H4K2M9"
    for wrong in ("", "H4K2M", "H4K2M99", "H4K2MO", "h4k2m!", "\x00" * 6, "Ｈ4K2M9", "9" * 10_000):
        assert symbols.class_code(wrong) == ""


@given(seat=SEATS, other=SEATS, room=st.sampled_from([ROOM, "ef" * 16]), secret=st.sampled_from([SECRET, "12" * 32]))
def test_a_token_is_of_one_seat_of_one_room(seat: int, other: int, room: str, secret: str) -> None:
    token = symbols.token(SECRET, ROOM, seat)
    assert len(bytes.fromhex(token)) == 16
    assert symbols.is_token(token, secret, room, other) == ((secret, room, other) == (SECRET, ROOM, seat))
    assert not symbols.is_token(token + "\ud800é", SECRET, ROOM, seat)


@given(seat=SEATS, room=st.sampled_from([ROOM, "ef" * 16]))
def test_a_resume_code_is_typed_back_with_letters_that_look_alike(seat: int, room: str) -> None:
    code = symbols.resume_code(SECRET, ROOM, seat)
    assert len(code) == 14
    for typed in (code, code.lower(), code.replace("-", " "), code.replace("0", "O").replace("1", "l")):
        assert symbols.seat_of(typed, SECRET, ROOM) == seat
    assert symbols.seat_of(code, SECRET, room) == (seat if room == ROOM else None)


@given(text=st.text(max_size=100))
def test_nothing_else_is_a_resume_code(text: str) -> None:
    assert symbols.seat_of(text, SECRET, ROOM) is None


def test_tags_are_different_and_the_first_have_different_words() -> None:
    tags = [symbols.tag(SECRET, ROOM, seat) for seat in range(1, MOST_SEATS + 1)]
    assert len(set(tags)) == MOST_SEATS
    assert max(Counter(tag.split()[0] for tag in tags[:30]).values()) == 1
    assert all(2 <= int(tag.split()[1]) <= 9 for tag in tags[:200])
    assert symbols.tag("12" * 32, ROOM, 1) != tags[0] or symbols.tag("12" * 32, ROOM, 2) != tags[1]
