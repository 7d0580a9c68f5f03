"""The language that is spoken: one for the whole process, English where nothing else was asked for.

Whoever answers several readers at once speaks to each in her own: `to_this_reader` holds for the present task or
thread, and for nothing else.

`_` stands around every sentence of the program that a player reads, as gettext has it: the English sentence is its own
id, and what has no translation is shown in English. English itself opens no file and imports nothing. What a catalogue
says is kept until the language changes, so a text must be asked for when it is shown and never while a module is read;
`N_` marks the words of a table, for those who collect them, and the table's reader puts `_` around them.
"""

from __future__ import annotations

import os
import re
from collections.abc import Callable, Mapping
from contextvars import ContextVar
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from gettext import GNUTranslations

ENGLISH, TESTERS = "en", "qps"
CATALOGUES = Path(__file__).resolve().parent.parent / "tongues"
_TAG = re.compile(r"[a-z]{2,3}(-[A-Z][a-z]{3})?(-([A-Z]{2}|[0-9]{3}))?\Z")
_HANS = frozenset({"zh", "zh_CN", "zh_SG", "zh_MY"})


class _Brackets:
    """The testers' language: English in brackets, so that what stands in none was never translatable."""

    def gettext(self, text: str) -> str:
        """A sentence in brackets."""
        return f"⟦{text}⟧"

    def ngettext(self, one: str, many: str, count: int) -> str:
        """The sentence for a number of things in brackets."""
        return self.gettext(one if count == 1 else many)


class _Spoken:
    language = ENGLISH
    catalogue: GNUTranslations | _Brackets | None = None

    def __init__(self, tag: str) -> None:
        self.language, self.catalogue = tag, _catalogue(tag)


_READER: ContextVar[_Spoken | None] = ContextVar("reader", default=None)


def _now() -> _Spoken | type[_Spoken]:
    """What is spoken here: to the reader of this task, or else to everybody."""
    return _READER.get() or _Spoken


def is_tag(text: str) -> bool:
    """Whether a text may be the name of a language: `zh-Hans`, `fr`, `pt-BR`."""
    return bool(_TAG.match(text))


def language() -> str:
    """The language that is spoken."""
    return _now().language


def foreign() -> bool:
    """Whether it is another one than English."""
    return _now().language != ENGLISH


def catalogues() -> tuple[str, ...]:
    """The languages the program itself can speak besides English."""
    found = (p.parent.parent.name for p in CATALOGUES.glob("*/LC_MESSAGES/game.mo"))
    return tuple(sorted(tag for tag in found if is_tag(tag)))


def speak(tag: str) -> bool:
    """Speak a language from here on. False, and nothing changed, if it is not the name of one.

    A language without a catalogue is allowed: a story may have an overlay before the program has been translated.
    """
    tag = tag or ENGLISH
    if not is_tag(tag):
        return False
    _Spoken.language, _Spoken.catalogue = tag, _catalogue(tag)
    return True


def to_this_reader(tag: str) -> bool:
    """Speak a language in the present task or thread alone. False, with nothing changed, if it is no name of one."""
    if not is_tag(tag):
        return False
    _READER.set(_reader(tag))
    return True


@lru_cache(maxsize=8)
def _reader(tag: str) -> _Spoken:
    """A language kept open, for many readers of it."""
    return _Spoken(tag)


def _catalogue(tag: str) -> GNUTranslations | _Brackets | None:
    """The program's sentences in a language; None where they are English."""
    if tag == TESTERS:
        return _Brackets()
    if tag == ENGLISH:
        return None
    from gettext import GNUTranslations

    try:
        with (CATALOGUES / tag / "LC_MESSAGES" / "game.mo").open("rb") as file:
            return GNUTranslations(file)
    except (OSError, ValueError, EOFError):
        return None


def _(text: str) -> str:
    """A sentence of the program in the language that is spoken."""
    catalogue = _now().catalogue
    return text if catalogue is None or not text else catalogue.gettext(text)


def ngettext(one: str, many: str, count: float) -> str:
    """The sentence for a number of things: `one` for exactly one."""
    catalogue = _now().catalogue
    if catalogue is None:
        return one if count == 1 else many
    return catalogue.ngettext(one, many, 1 if count == 1 else max(2, int(count)))


def N_(text: str) -> str:  # noqa: N802 - the name that the collectors of texts know
    """Marks a text that is translated where it is shown."""
    return text


def wanted(asked: str, kept: Callable[[], str], environment: Mapping[str, str] | None = None) -> str:
    """The language to begin in: the one asked for, or that of TTJ_LANGUAGE, of the settings, of the machine.

    The machine's own is taken only where there is a catalogue for it.
    """
    named = os.environ if environment is None else environment
    for tag in (asked, named.get("TTJ_LANGUAGE", "")):
        if tag and is_tag(tag):
            return tag
    chosen = kept()
    if chosen and is_tag(chosen):
        return chosen
    there = catalogues() if _machine(named) else ()
    return next((tag for tag in _machine(named) if tag in there), ENGLISH)


def _machine(named: Mapping[str, str]) -> tuple[str, ...]:
    """The tags a machine's locale may mean."""
    said = next((named[name] for name in ("LC_ALL", "LC_MESSAGES", "LANG") if named.get(name)), "")
    plain = said.split(".")[0].split("@")[0]
    if plain in _HANS:
        return ("zh-Hans",)
    if not plain or plain in ("C", "POSIX") or plain.startswith("en"):
        return ()
    return (plain.replace("_", "-"), plain.split("_")[0])
