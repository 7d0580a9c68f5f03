"""The desk's way through the chain: the list of scenarios, a campaign's next desk, and the file between them."""

from __future__ import annotations

from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from attrs import evolve

from game.script.tongue import _
from game.session import places

if TYPE_CHECKING:
    from game.desk.app import DeskApp
    from game.desk.screens.title import TitleScreen
    from game.session.campaign import Campaign, Station
    from game.session.game import Game

FIRST_SCREEN = 2  # screens, with the empty one that the toolkit begins with


def chain_title() -> str:
    """What the list of all scenarios is called; empty where there is no chain."""
    from game.script.chain import read_chain
    from game.script.faults import Faults
    from game.script.text.spoken import said

    return said(read_chain(places.stories(), Faults()), "chain", places.stories()).title


def first_screen(app: DeskApp) -> tuple[TitleScreen, bool]:
    """The first screen, and whether there is a run to go on with."""
    from game.desk.screens.title import TitleScreen, entries

    opening = app.opening
    headers = tuple(h for _, h in opening.headers)
    saved = any(opening.saves.glob("*.journal"))
    shown, chain = (headers, "") if opening.alone else (headers[:1], chain_title())
    choices = entries(shown, only_cut=opening.cut, saved=saved, chain=chain)
    return TitleScreen(headers[0], choices, file=opening.alone), saved


def back_to_the_first(app: DeskApp) -> tuple[TitleScreen, bool]:
    """The first screen, as it is now, in place of all that lies over it."""
    while len(app.screen_stack) >= FIRST_SCREEN:
        app.pop_screen()
    first, saved = first_screen(app)
    app.push_screen(first)
    return first, saved


def open_chain(app: DeskApp) -> None:
    """The list; a desk chosen there opens on its own first screen."""
    from game.desk.screens.chain import CAMPAIGN, chain_screen
    from game.session.campaign import latest

    with app.told():
        here = latest(app.opening.saves)

        def chosen(place: int | None) -> None:
            if place is None:
                return
            if place == CAMPAIGN:
                go_on(app)
                return
            with app.told():
                _first_page(app, here.stations[place - 1])

        app.push_screen(chain_screen(here, {h.id: h for _, h in app.opening.headers}), chosen)


def go_on(app: DeskApp, *, new: bool = False) -> None:
    """The campaign played last, where it stands; a new one where there is none, or its last desk is closed."""
    from game.session.campaign import fresh, latest

    saves = app.opening.saves
    with app.told():
        here = fresh(saves) if new else latest(saves)
        _at(app, here if here.id else fresh(saves))


def next_desk(app: DeskApp, game: Game) -> None:
    """From a desk that is closed to the next one of its campaign; what lay open over the first screen is put away."""
    from game.session.campaign import of

    journal = game.journal
    if journal is None:
        return
    while len(app.screen_stack) > FIRST_SCREEN:
        app.pop_screen()
    with app.told():
        _at(app, of(journal.path.parent, journal.heading.campaign))


def _at(app: DeskApp, here: Campaign) -> None:
    """A campaign where it stands; another one where its last desk is closed."""
    from game.session.campaign import fresh

    here = here if here.at is not None else fresh(here.saves)
    station = here.at
    if station is None:
        return
    if station.save is not None:
        app.resume(str(station.save))
    else:
        _first_page(app, station, here)


def in_campaign(game: Game) -> bool:
    """Whether a game is a desk of a campaign."""
    return game.journal is not None and bool(game.journal.heading.campaign)


def file_told(app: DeskApp, scenario: str, given: str) -> str:
    """What a file that is to be carried in holds, in a sentence; empty, and told, where it cannot be."""
    from game.session.dossier import layout_for, take_in
    from game.session.on_file import named

    with app.told():
        program = app.program(app.folder(scenario))
        carried, name = take_in(given, program)
        desks = named(layout_for(program).desks(carried))
        return _("Carried in{name}: {desks}.").format(
            name=_(" for {name}").format(name=name) if name else "", desks=desks
        )
    return ""


def keep_file(app: DeskApp, game: Game, given: str) -> None:
    """Write the file that goes on from a run."""
    from game.debrief.file_command import page_of
    from game.debrief.files import check_free, write_file

    with app.told():
        path = Path(given)
        check_free(path, force=False)
        write_file(path, page_of(game))
        app.notify(_("Written: {path}").format(path=path), markup=False)


def _first_page(app: DeskApp, station: Station, campaign: Campaign | None = None) -> None:
    """The first page of a desk, before anything is played. In a campaign the years before it are told first."""
    from game.desk.screens.title import TitleScreen, entries
    from game.session.library import read_header_of

    header = read_header_of(places.stories() / station.link.id)
    if campaign is None:
        app.push_screen(TitleScreen(header, entries((header,)), file=station.number > 1))
        return
    before = campaign.before(station)
    only = app.opening.cut if app.opening.cut in {c.id for c in header.cuts} else ""
    own = tuple(evolve(e, goes_on="") for e in entries((header,), only_cut=only) if only or not e.goes_on)
    told = before.link.between if before is not None else ""
    app.push_screen(TitleScreen(header, own, before=told, begin=partial(_begin, app, campaign, station)))


def _begin(app: DeskApp, campaign: Campaign, station: Station, *chosen: str) -> None:
    """Begin a desk of a campaign. `chosen` is what the first page gives; a campaign brings its own file."""
    from game.session.campaign import begin

    with app.told():
        app.play(begin(campaign, station, seed=app.opening.seed, cut=chosen[1]))
