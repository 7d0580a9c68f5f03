"""Numbers as letters that can be read aloud, written on paper and typed again: Crockford's base 32, groups of four."""

from __future__ import annotations

from game.script.tongue import _

ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
LONGEST = 4000
PRIME = 32749  # the largest below 2**15
_ALIKE = str.maketrans({"O": "0", "I": "1", "L": "1", "-": None})


class CodeError(Exception):
    """A code that cannot be used; the words say which fault it is."""


def check_of(value: int) -> int:
    """The rest by a prime: it fills three letters, and sees every change of one letter and swap of two neighbours."""
    return value % PRIME


def letters(value: int) -> str:
    """A number of 0 or more as letters in groups."""
    found = ""
    while value or not found:
        value, digit = divmod(value, 32)
        found = ALPHABET[digit] + found
    return "-".join(found[i : i + 4] for i in range(0, len(found), 4))


def number(text: str) -> int:
    """The number that letters stand for; case, dashes, blanks and letters that look like digits do not matter.

    Raises CodeError.
    """
    clean = bare(text)
    if not clean:
        raise CodeError(_("the code is empty"))
    if len(clean) > LONGEST:
        raise CodeError(_("this is far too long to be a code"))
    value = 0
    for letter in clean:
        place = ALPHABET.find(letter)
        if place < 0:
            shown = letter if letter.isprintable() else "?"
            raise CodeError(
                _("`{shown}` does not occur in codes; they use digits and letters without U").format(shown=shown)
            )
        value = value * 32 + place
    return value


def bare(text: str) -> str:
    """The letters of a code without groups, blanks and letters that look like digits."""
    return "".join(text.upper().translate(_ALIKE).split())
