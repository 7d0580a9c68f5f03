"""The head of each kind of paper in plain characters, so that a telegram is known at a glance, and by its word."""

from __future__ import annotations

from collections.abc import Callable

from textual.content import Content

from game.desk.content import FAINT, line, marked, stack
from game.script.tongue import _
from game.session.lines import inside
from game.session.views import PaperView

Head = Callable[[PaperView, int], Content]


def head(paper: PaperView, width: int) -> Content:
    """The head of a paper for a sheet so many columns wide."""
    if paper.kind == "look":
        return _plain(_("WHAT YOU SEE"), paper, width)
    if paper.kind == "event":
        return _plain(_("IN THE ROOM"), paper, width)
    return HEADS.get(paper.letterhead, _note)(paper, width)


def _wide(width: int) -> int:
    return max(10, min(width, 76))


def _rule(sign: str, width: int) -> Content:
    return Content.styled(sign * _wide(width), "$rule")


def _spread(left: Content, right: Content, width: int) -> Content:
    """Two texts at both ends of a line, or one below the other where they do not fit."""
    gap = _wide(width) - left.cell_length - right.cell_length
    if not right.plain:
        return left
    return left.append(" " * gap).append(right) if gap >= 2 else stack([left, right], gap=0)


def _ends(paper: PaperView, *, mark: str = "") -> tuple[Content, Content]:
    sender = line(f"{mark}{inside(paper.sender) if mark else paper.sender}", FAINT) if paper.sender else Content("")
    return sender, line(paper.dated, FAINT)


def _title(paper: PaperView) -> Content:
    return marked(line(paper.title, "bold"), ((n, use) for n, use in enumerate(paper.terms) if use.text == 0))


def _plain(word: str, paper: PaperView, width: int) -> Content:
    return stack([_spread(Content.styled(word, FAINT), line(paper.dated, FAINT), width), _title(paper)], gap=0)


def _telegram(paper: PaperView, width: int) -> Content:
    word = Content.styled("T E L E G R A M", "bold")
    sender, dated = _ends(paper)
    return stack([_rule("═", width), _spread(word, dated, width), sender, _rule("═", width), _title(paper)], gap=0)


def _return(paper: PaperView, width: int) -> Content:
    wide = _wide(width)
    dated = line(f" {paper.dated} " if paper.dated else "", FAINT)
    left = Content.styled("┌──", "$rule").append(Content.styled(" {} ".format(_("RETURN")), "bold"))
    right = dated.append(Content.styled("─┐", "$rule"))
    rule = Content.styled("─" * max(1, wide - left.cell_length - right.cell_length), "$rule")
    foot = Content.styled("└" + "─" * (wide - 2) + "┘", "$rule")
    sender = line(paper.sender, FAINT).pad_left(2) if paper.sender else Content("")
    return stack([left.append(rule).append(right), sender, _title(paper).pad_left(2), foot], gap=0)


def _letter(paper: PaperView, width: int) -> Content:
    to = line(_("To {addressee}").format(addressee=paper.addressee), FAINT) if paper.addressee else Content("")
    sender, dated = _ends(paper, mark=_("Letter from "))
    return stack([_spread(sender, dated, width), to, Content(""), _title(paper)], gap=0)


def _minutes(paper: PaperView, width: int) -> Content:
    sender, dated = _ends(paper)
    word = Content.styled(_("MINUTES"), "bold")
    return stack([_spread(word, dated, width), sender, _rule("─", width), _title(paper)], gap=0)


def _newspaper(paper: PaperView, width: int) -> Content:
    sender, dated = _ends(paper)
    wide = _wide(width)
    mast = line(paper.sender.upper(), "bold")
    word = _spread(Content.styled(_("NEWSPAPER"), FAINT), dated, width)
    top = _centred(mast, wide) if mast.plain else sender
    return stack([_rule("━", width), top, word, _rule("━", width), _title(paper)], gap=0)


def _centred(content: Content, wide: int) -> Content:
    return content.pad_left(max(0, (wide - content.cell_length) // 2))


def _poster(paper: PaperView, width: int) -> Content:
    wide = _wide(width)
    sender, dated = _ends(paper)
    bar = Content.styled("▀" * wide, "$rule")
    word = _spread(Content.styled(_("POSTER"), FAINT), dated, width)
    return stack([bar, word, _centred(_title(paper), wide), sender, bar], gap=0)


def _circular(paper: PaperView, width: int) -> Content:
    sender, dated = _ends(paper)
    to = line(_("To {addressee}").format(addressee=paper.addressee), FAINT) if paper.addressee else Content("")
    word = Content.styled(_("CIRCULAR"), "bold")
    return stack([_spread(word, dated, width), sender, to, _rule("━", width), _title(paper)], gap=0)


def _note(paper: PaperView, width: int) -> Content:
    sender, dated = _ends(paper, mark=_("Note from "))
    return stack([_spread(sender, dated, width), _rule("╌", width), _title(paper)], gap=0)


def _call(paper: PaperView, width: int) -> Content:
    sender, dated = _ends(paper)
    word = Content.styled(_("TELEPHONE"), "bold")
    return stack([_spread(word, dated, width), sender, _rule("·", width), _title(paper)], gap=0)


def _ledger(paper: PaperView, width: int) -> Content:
    sender, dated = _ends(paper)
    word = Content.styled(_("LEDGER"), "bold")
    rule = Content.styled(("┬" + "─" * 9) * (_wide(width) // 10), "$rule")
    return stack([_spread(word, dated, width), sender, rule, _title(paper)], gap=0)


HEADS: dict[str, Head] = {
    "telegram": _telegram,
    "return": _return,
    "letter": _letter,
    "minutes": _minutes,
    "newspaper": _newspaper,
    "poster": _poster,
    "circular": _circular,
    "note": _note,
    "call": _call,
    "ledger": _ledger,
    "book": _ledger,
}
