"""The file as a page to keep and to carry: plain text, the code in a line of its own. Everything on it was cleaned."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from game.script.chain import TraceKind
from game.script.tongue import N_, _
from game.session.door import one_line
from game.session.dossier import DeskLeft
from game.session.lines import unstressed
from game.session.wrapping import wrap

WIDTH = 76
SAID = {
    TraceKind.POST: N_("Posts"),
    TraceKind.SIGNED: N_("Signed"),
    TraceKind.PROTECTED: N_("Protected"),
    TraceKind.HARMED: N_("Harmed"),
    TraceKind.FILE: N_("On file"),
}
CARRY = N_("Carry it into a later desk: uv run main.py play SCENARIO --dossier THIS-FILE-OR-THE-CODE")


def page(desks: Sequence[DeskLeft], code: str, name: str, entries: Iterable[str] = ()) -> str:
    """The page. `entries` is the last desk's personnel file in prose, a paragraph each."""
    lines = [
        _("Ten Thousand Jin: the file"),
        "",
        f"Name: {one_line(name)}",
        f"Code: {code}",
        "",
        *_wrapped(_(CARRY)),
        "",
    ]
    for desk in desks:
        lines += [*_wrapped(f"{desk.who}, {desk.dates}".upper()), *_desk(desk), ""]
    told = [unstressed(one_line(entry)) for entry in entries]
    if told:
        lines += [_("WHAT THE CLERK ENTERED LAST"), *(part for entry in told for part in _wrapped(entry, "  "))]
    return "\n".join(lines).rstrip() + "\n"


def _desk(desk: DeskLeft) -> Iterator[str]:
    yield from _wrapped(_("Posts: {post}.").format(post=desk.post))
    for kind in TraceKind:
        for line in desk.lines.get(kind, ()):
            yield from _wrapped(f"{_(SAID[kind])}: {unstressed(one_line(line))}", "  ")


def _wrapped(text: str, under: str = "") -> list[str]:
    return wrap(text, WIDTH, "", under) or [""]
