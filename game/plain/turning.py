"""A debrief turned part by part: Enter for the next, a number or a name for any, `all` for the rest at once."""

from __future__ import annotations

from typing import TYPE_CHECKING

from game.debrief.blocks import Section
from game.debrief.sheet import sheet_of
from game.debrief.text import lines_of, opening_lines
from game.debrief.views import DebriefView
from game.plain import words
from game.plain.page import ask_page
from game.script.tongue import _
from game.session.door import one_line

if TYPE_CHECKING:
    from game.plain.face import PlainFace

LEAVE = {"quit", "exit"}
WRITE = "write"


def turn(face: PlainFace, view: DebriefView) -> None:
    """Tell a debrief; after its last part, or where all was asked for, the page to write is asked for."""
    sheet, task = sheet_of(view), view.understanding.page
    parts, at, typed = sheet.sections, 0, ""
    face.say("", *opening_lines(sheet), "", _("Its parts:"))
    face.say(*(line for n, part in enumerate(parts, start=1) for line in words.item(part.title, f"  {n}. ")))
    while at < len(parts) or typed not in ("", "all"):
        if typed == WRITE:
            ask_page(face, task)
        elif typed == "all":
            for part in parts[at:]:
                _tell(face, part)
            break
        elif (found := at if not typed else _found(typed, parts)) is None:
            face.say(*words.told(_("no part is called `{typed}`").format(typed=typed[: words.LONGEST_QUOTE]), "? "))
        else:
            _tell(face, parts[found])
            at = found + 1
            if not typed and at == len(parts):
                break
        face.say("", *words.told(_how(parts[at:], writes=task is not None and bool(task.readers))), "> ")
        face.out.flush()
        line = next(face.lines, None)
        typed = (line or "").strip().lower()
        if line is None or typed in LEAVE:
            return
    if not view.found.complete:
        face.say("", *words.paragraphs(view.more))
    ask_page(face, task)


def _how(left: tuple[Section, ...], *, writes: bool) -> str:
    """What may be typed between two parts."""
    on = _("Enter goes on to {title}.").format(title=one_line(left[0].title)) if left else _("Enter ends the debrief.")
    rest = _("all, for the rest at once; ") if left else ""
    own = _("{write}, for a page of your own; ").format(write=WRITE) if writes else ""
    return _("{on} Or type the number or the name of a part; {rest}{own}quit.").format(on=on, rest=rest, own=own)


def _tell(face: PlainFace, part: Section) -> None:
    face.say("", f"== {one_line(part.title)} ==", "", *lines_of(part))


def _found(typed: str, parts: tuple[Section, ...]) -> int | None:
    """A part by its number, its id, or what its title begins with."""
    if typed.isascii() and typed.isdigit():
        number = int(typed[:6])
        return number - 1 if 1 <= number <= len(parts) else None
    named = [n for n, part in enumerate(parts) if typed == part.id]
    begun = [n for n, part in enumerate(parts) if part.title.lower().startswith(typed)]
    return next(iter([*named, *begun]), None)
