"""`campaign --plain`: the desks of the chain one after another, with the years between told from the record."""

from __future__ import annotations

import argparse
from collections.abc import Iterator
from pathlib import Path

from game.plain import words
from game.plain.start import NO_SAVE, begin_lines, finding, go, input_lines, output, say
from game.script.tongue import N_, _
from game.session import places
from game.session.campaign import Campaign, Station, again, begin, fresh, latest
from game.session.changed import Changed
from game.session.library import check_cut, list_headers, read_header_of, resume

OVER = N_("The last desk of this campaign is closed. `campaign --new` begins another.")
HOW = N_("Choose one of these ways; the campaign goes on from there")
ON = N_("Press Enter for the next desk, or type quit; the campaign goes on from here at any time.")


def campaign(args: argparse.Namespace) -> int:
    """Go on with the campaign played last, or begin one; each desk is a run of its own, with a save of its own."""
    check_cut(args.cut, [c.id for header in list_headers() for c in header.cuts], places.stories())
    saves = Path(args.saves) if args.saves else places.saves()
    out, answers = output(), input_lines()
    here = fresh(saves) if args.new else latest(saves)
    here = here if here.id else fresh(saves)
    say(out, chain_lines(here))
    while (station := here.at) is not None:
        out.flush()
        code = _play(here, station, args, answers)
        here = again(here)
        if code or (here.at is not None and here.at.number == station.number):
            return code
        if here.at is not None:
            say(out, ["", *words.item(_(ON)), "> "])
            out.flush()
            line = next(answers, None)
            if line is None or line.strip().lower() in {"quit", "exit"}:
                return 0
    say(out, ["", *words.item(_(OVER))])
    out.flush()
    return 0


def chain_lines(campaign: Campaign) -> Iterator[str]:
    """The chain: one file, its desks with their dates, and where it stands."""
    yield from words.item(campaign.chain.title)
    yield from ("", *words.paragraphs(campaign.chain.say))
    for station in campaign.stations:
        link = station.link
        state = "closed" if station.over else "begun" if station.save else "next" if station is campaign.at else ""
        yield from words.item(f"{link.dates}: {link.who}{f' ({state})' if state else ''}", f"{station.number}. ")
    yield ""


def _play(here: Campaign, station: Station, args: argparse.Namespace, answers: Iterator[str]) -> int:
    """One desk, from where it stands."""
    out = output()
    say(out, words.item(_("Desk {number} of {stations}").format(number=station.number, stations=len(here.stations))))
    if station.save is not None:
        found = resume(str(station.save))
        if isinstance(found, Changed):
            say(out, finding(found))
            say(
                out,
                words.told(
                    _("{how}: uv run main.py resume {save} --plain --WAY").format(
                        how=_(HOW), save=words.flat(str(station.save))
                    )
                ),
            )
            return NO_SAVE
        return go(found, out, args, answers)
    before = here.before(station)
    if before is not None and before.link.between:
        say(out, ["", *words.item(_("The years between, from the record")), *words.paragraphs(before.link.between)])
    folder = places.stories() / station.link.id
    header = read_header_of(folder)
    cut = args.cut if args.cut in {c.id for c in header.cuts} else ""
    say(out, begin_lines(header))
    game = begin(here, station, seed=args.seed, cut=cut)
    if game.intro():
        say(out, words.paragraphs(game.intro()))
    return go(game, out, args, answers)
