"""`why SAVE or CODE FIGURE-or-DOCUMENT`: the reason chain of a figure, or why a paper came or did not."""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Iterable, Iterator

from attrs import asdict

from game.debrief.why.arrival import arrival
from game.debrief.why.inquiry import Inquiry, UnknownFigureError
from game.debrief.why.text import arrival_lines, figure_lines
from game.debrief.why.views import ArrivalView, WhyView
from game.debrief.why.weigh import Limits
from game.script.faults import nearest
from game.script.tongue import _
from game.session.door import shown
from game.session.library import resume_game
from game.session.lines import WIDTH, clean
from game.session.wrapping import wrap


def why(args: argparse.Namespace) -> int:
    """Answer one question. The save is opened, read and left as it was."""
    game = resume_game(args.save, keep=False)
    try:
        if game.notice:
            print(clean(game.notice), file=sys.stderr)
        view = answer(Inquiry.of(game), args.what, args.turn, args.depth)
    finally:
        game.close()
    reconfigure = getattr(sys.stdout, "reconfigure", None)
    if reconfigure is not None:
        reconfigure(encoding="utf-8", errors="replace")
    if args.json:
        print(json.dumps(asdict(view), ensure_ascii=False, indent=1))
    else:
        print("\n".join(lines(view)))
    return 0


def lines(view: WhyView | ArrivalView) -> Iterator[str]:
    """An answer as text."""
    return figure_lines(view) if isinstance(view, WhyView) else arrival_lines(view)


def answer(inquiry: Inquiry, what: str, turn: str = "", depth: int | None = None) -> WhyView | ArrivalView:
    """The answer to a question as it is typed. Raises UnknownFigureError, with what is near and what there is."""
    program = inquiry.account.program
    index = turn_of(inquiry, turn) if turn else None
    name = what.strip()
    if name in inquiry.figures():
        limits = Limits() if depth is None else Limits(depth)
        return inquiry.figure(name, index, limits)
    if name in program.scenes:
        return arrival(inquiry, name, index)
    rows = [r.id for r in program.scenario.figures.ledger]
    known = (*inquiry.figures(), *(program.scenes if inquiry.account.closed else inquiry.papers()))
    raise UnknownFigureError(
        _not_there(
            _("there is no figure and no paper `{name}`").format(name=shown(name)),
            name,
            known,
            _("figures of the ledger"),
            rows,
        )
    )


def turn_of(inquiry: Inquiry, turn: str) -> int:
    """The place of a turn that this run has got to, by its id or its label."""
    program = inquiry.account.program
    wanted = turn.strip().lower().replace(" ", "_")
    labels = {t.label.lower().replace(" ", "_"): n for n, t in enumerate(program.turns)}
    index = program.turn_index.get(wanted, labels.get(wanted))
    reached = [t.id for n, t in enumerate(program.turns) if inquiry.point(n) is not None]
    if index is None:
        raise UnknownFigureError(
            _not_there(_("there is no turn `{turn}`").format(turn=shown(turn)), wanted, reached, "turns", reached)
        )
    if inquiry.point(index) is None:
        raise UnknownFigureError(_("this run has not got to {label}").format(label=program.turns[index].label))
    return index


def _not_there(what: str, word: str, known: Iterable[str], kind: str, listed: Iterable[str]) -> str:
    """What is not there, what is near, and what there is."""
    near = nearest(word, known)
    first = f"{what}; {near}" if near else what
    rest = "\n".join(wrap(f"{kind}: {_(', ').join(listed)}", WIDTH))
    return f"{first}\n{rest}"
