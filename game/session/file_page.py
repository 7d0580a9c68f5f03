"""The file as a page to keep and to carry: plain text, the code in a line of its own. Everything on it was cleaned."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from textwrap import wrap

from game.script.chain import TraceKind
from game.session.door import one_line
from game.session.dossier import DeskLeft
from game.session.lines import unstressed

WIDTH = 76
SAID = {
    TraceKind.POST: "Posts",
    TraceKind.SIGNED: "Signed",
    TraceKind.PROTECTED: "Protected",
    TraceKind.HARMED: "Harmed",
    TraceKind.FILE: "On file",
}
CARRY = "Carry it into a later desk: uv run main.py play SCENARIO --dossier THIS-FILE-OR-THE-CODE"


def page(desks: Sequence[DeskLeft], code: str, name: str, entries: Iterable[str] = ()) -> str:
    """The page. `entries` is the last desk's personnel file in prose, a paragraph each."""
    lines = ["Ten Thousand Jin: the file", "", f"Name: {one_line(name)}", f"Code: {code}", "", *_wrapped(CARRY), ""]
    for desk in desks:
        lines += [*_wrapped(f"{desk.who}, {desk.dates}".upper()), *_desk(desk), ""]
    told = [unstressed(one_line(entry)) for entry in entries]
    if told:
        lines += ["WHAT THE CLERK ENTERED LAST", *(part for entry in told for part in _wrapped(entry, "  "))]
    return "\n".join(lines).rstrip() + "\n"


def _desk(desk: DeskLeft) -> Iterator[str]:
    yield from _wrapped(f"Posts: {desk.post}.")
    for kind in TraceKind:
        for line in desk.lines.get(kind, ()):
            yield from _wrapped(f"{SAID[kind]}: {unstressed(one_line(line))}", "  ")


def _wrapped(text: str, under: str = "") -> list[str]:
    return wrap(text, WIDTH, subsequent_indent=under, break_on_hyphens=False) or [""]
