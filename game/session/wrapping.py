"""Lines of a width, in any script. Chinese breaks between any two characters, adds no space, and begins no line with a
stop; a word of letters stays whole. English goes the way it always went.
"""

from __future__ import annotations

import re
import textwrap

from game.script.cells import cells, width
from game.script.tongue import foreign

NOT_FIRST = frozenset("，。、；：？！）》」』】〉〕…—·％℃”’,.;:?!)]}%")
NOT_LAST = frozenset("（《「『【〈〔“‘([{")
_WIDE = r"\u2e80-\u303f\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\uff00-\uff60"
_NO_SPACE = re.compile(
    rf"(?<=[{_WIDE}”’]) (?=[{_WIDE}“‘])"
    r"|(?<=[，。、；：？！）》」』]) +(?=\S)"
    r"|(?<=\S) +(?=[，。、；：？！（《「『])"
)

_GLUE = re.compile(rf"(?<=[{_WIDE}])(?:[:;] |, (?=[{_WIDE}])|\.(?= |\Z))")  # what joins parts of a line in English
_STOPS = {": ": "：", "; ": "；", ", ": "，", ".": "。"}


def has_wide(text: str) -> bool:
    """Whether a text holds a character of two cells."""
    return not text.isascii() and any(width(sign) == 2 for sign in text)


def tidy(text: str) -> str:
    """A text put together from sentences, without the spaces that only a script with words has between them."""
    if not (foreign() and has_wide(text)):
        return text
    return _NO_SPACE.sub("", _GLUE.sub(lambda found: _STOPS[found.group()], text))


def breaks(text: str, first: int, rest: int, *, fold: bool = True) -> list[int]:
    """Where the second line begins, and each after it. `fold` breaks a word that is longer than a line."""
    found: list[int] = []
    start = chance = used = 0
    room = first
    for at, sign in enumerate(text):
        if at > start and _may_break(text[at - 1], sign):
            chance = at
        used += width(sign)
        if used <= room or sign == " ":
            continue
        if chance > start:
            start = chance
        elif fold and at > start:
            start = at
        else:
            continue
        found.append(start)
        used, room = cells(text[start : at + 1]), rest
    return found


def _may_break(before: str, sign: str) -> bool:
    if sign == " ":
        return False
    if before == " ":
        return True
    return 2 in (width(before), width(sign)) and sign not in NOT_FIRST and before not in NOT_LAST


def wrap(
    text: str, room: int, lead: str = "", hang: str = "", *, long_words: bool = True, hyphens: bool = False
) -> list[str]:
    """A text on lines, the first behind `lead`, the others behind `hang`; none for an empty text."""
    if not (foreign() and has_wide(text)):
        return textwrap.wrap(
            text,
            room,
            initial_indent=lead,
            subsequent_indent=hang,
            break_long_words=long_words,
            break_on_hyphens=hyphens,
        )
    plain = tidy(" ".join(text.split()))
    cuts = breaks(plain, room - cells(lead), room - cells(hang), fold=long_words)
    lines = [plain[a:b].rstrip() for a, b in zip([0, *cuts], [*cuts, len(plain)], strict=True)]
    return [(hang if number else lead) + line for number, line in enumerate(lines)] if plain else []


def count(text: str) -> int:
    """How many words a text has; in Chinese, how many characters."""
    if not (foreign() and has_wide(text)):
        return len(text.split())
    letters = sum(width(sign) == 2 and sign not in NOT_FIRST and sign not in NOT_LAST for sign in text)
    spaced = "".join(" " if width(sign) == 2 else sign for sign in text)
    return letters + len([word for word in spaced.split() if any(c.isalnum() for c in word)])
