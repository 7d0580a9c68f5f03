"""A play as text, for reading aloud: what was told in its order, what was signed, the last pages."""

from __future__ import annotations

import argparse
from collections.abc import Iterator

from game.engine.faults import RunFault
from game.engine.program import Program
from game.engine.run import Run
from game.plain.words import item, paragraphs
from game.playtest.chain import Desk, play_chain
from game.script.faults import Place, ScenarioError, finding
from game.session import places
from game.session.door import shown
from game.session.dossier import code_of, layout_of
from game.session.file_page import page
from game.session.last_pages import as_lines, end
from game.session.library import check_cut, list_headers, open_program, shelf
from game.session.lines import clean
from game.session.runcode import cut_of, file_of, read_head, sign
from game.session.teller import Teller
from game.session.wording import Wording


def told(run: Run, teller: Teller) -> Iterator[str]:
    """One play."""
    yield from _so_far(teller)
    for heading, text in as_lines(end(run, teller.wording)):
        yield f"[{heading}]"
        yield from paragraphs(text)
    yield f"{teller.words} words required, {teller.words_optional} optional; {len(run.decisions)} decisions"


def _so_far(teller: Teller) -> Iterator[str]:
    for kind, text in teller.transcript:
        yield f"[{kind}]"
        yield from paragraphs(text)


def replay(program: Program, code: str) -> int:
    """Print the play of a run code, to its end or to where it breaks off; 1 if it does. Raises CodeError."""
    head = read_head(code)
    cut = program.cuts.get(cut_of(head, program))
    teller = Teller(Wording(program), cut)
    run = Run(program, head.seed, cut, file_of(head, program), observer=teller)
    try:
        run.start()
        sign(run, head)
    except RunFault as fault:
        last = run.decisions[-1] if run.decisions else None
        signed = f" The last was {', '.join(last.picks) or 'nothing'} at {last.scene}." if last else ""
        says = clean(str(fault))
        what = f"Here it breaks off, after {len(run.decisions)} decisions, in {run.turn_id}: {says}.{signed}"
    else:
        if run.ended:
            print("\n".join(told(run, teller)))
            return 0
        what = f"The code ends here, after {len(run.decisions)} decisions, in {run.turn_id}."
    print("\n".join((*_so_far(teller), f"[{what}]")))
    return 1


def campaign(args: argparse.Namespace) -> int:
    """A whole campaign of one official, desk by desk, with the file that goes on from each."""
    number = 0
    check_cut(args.cut, [c.id for header in list_headers() for c in header.cuts], places.stories())
    known = dict.fromkeys(o.id for folder in shelf() for o in open_program(folder).scenario.officials)
    if args.official not in known:
        hint = "there are: " + ", ".join(known)
        raise ScenarioError(
            [finding("unknown-official", Place(str(places.stories())), name=shown(args.official), hint=hint)]
        )
    for number, desk in enumerate(play_chain(places.stories(), args.official, args.seed or 1, args.cut), start=1):
        print("\n".join(_desk(number, desk)))
    return 0 if number else 1


def _desk(number: int, desk: Desk) -> Iterator[str]:
    header, run = desk.run.program.scenario.header, desk.run
    yield from ("", "=" * 76, *item(f"DESK {number}. {header.title}. {desk.link.dates}. {desk.link.who}"), "=" * 76, "")
    yield from (*paragraphs(header.frame), *paragraphs(header.role), "")
    yield from told(run, desk.teller)
    layout = layout_of(places.stories())
    yield from ("", *page(layout.desks(desk.left), code_of(desk.left, layout), "").splitlines())
    if desk.link.between:
        yield from ("", "[the years between, from the record]", *paragraphs(desk.link.between))
