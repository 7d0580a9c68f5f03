"""A campaign: the desks of the chain in their order, a save for each, and the file that goes on from each to the next.

Nothing is kept of a campaign but its name in the first line of each save: where it stands is read from the saves, and
what it carries is worked out from the runs in them.
"""

from __future__ import annotations

import time
from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING

from attrs import frozen

from game.engine.carried import NOTHING, Carried
from game.script.chain import Chain, Link
from game.session import places
from game.session.dossier import layout_of, leave
from game.session.journal import SUFFIX, Contents, SaveError, read_journal

if TYPE_CHECKING:
    from game.session.game import Game


@frozen
class Station:
    """One desk of a campaign. `save` is the latest of this campaign there, `decisions` how many are signed in it."""

    number: int
    link: Link
    save: Path | None = None
    cut: str = ""
    decisions: int = 0
    over: bool = False


@frozen
class Campaign:
    """Where a campaign stands. `id` is empty for one that has not begun."""

    chain: Chain
    stations: tuple[Station, ...]
    saves: Path
    id: str = ""

    @property
    def at(self) -> Station | None:
        """The first desk that is not over; None when the last is."""
        return next((s for s in self.stations if not s.over), None)

    def before(self, station: Station) -> Station | None:
        """The desk before one; None for the first."""
        return self.stations[station.number - 2] if station.number > 1 else None


def latest(saves: Path) -> Campaign:
    """The campaign that was played last; one that has not begun if there is none. Raises ScenarioError."""
    chain = layout_of(places.stories()).chain
    found = sorted(_saves(saves), key=lambda one: one[2], reverse=True)
    return _standing(chain, saves, found[0][1].heading.campaign if found else "", found)


def fresh(saves: Path) -> Campaign:
    """A new campaign. Raises ScenarioError."""
    return _standing(layout_of(places.stories()).chain, saves, f"c{time.time_ns():x}", ())


def file_for(campaign: Campaign, station: Station) -> tuple[Carried, str]:
    """What is carried into a desk, and the player's name. Raises SaveError, ScenarioError."""
    from game.session.library import resume_game

    before = campaign.before(station)
    if before is None or before.save is None:
        return NOTHING, ""
    game = resume_game(str(before.save))
    try:
        player = game.journal.heading.player if game.journal is not None else ""
        return leave(game.run), player
    finally:
        game.close()


def begin(campaign: Campaign, station: Station, *, seed: int | None = None, cut: str = "") -> Game:
    """A game at a desk, with the file from the one before. Raises SaveError, ScenarioError."""
    from game.session.game import Game
    from game.session.library import check_cut, new_seed, open_program

    carried, player = file_for(campaign, station)
    folder = places.stories() / station.link.id
    program = open_program(folder)
    check_cut(cut, program.cuts, folder)
    return Game.new(
        program,
        new_seed() if seed is None else seed,
        cut,
        carried,
        saves=campaign.saves,
        player=player,
        begun=time.strftime("%Y-%m-%d %H:%M"),
        campaign=campaign.id,
    )


def _saves(saves: Path) -> Iterable[tuple[Path, Contents, float]]:
    """The saves of all campaigns, with when they were last written."""
    for path in saves.glob(f"*{SUFFIX}"):
        try:
            contents, changed = read_journal(path), path.stat().st_mtime
        except (OSError, SaveError):
            continue
        if contents.heading.campaign:
            yield path, contents, changed


def _standing(chain: Chain, saves: Path, name: str, found: Iterable[tuple[Path, Contents, float]]) -> Campaign:
    """The latest save of each desk; what comes after a desk that is not over has not been reached."""
    newest: dict[str, tuple[Path, Contents]] = {}
    for path, contents, _ in found:
        if contents.heading.campaign == name:
            newest.setdefault(contents.heading.scenario, (path, contents))
    stations = tuple(_station(n, link, newest.get(link.id)) for n, link in enumerate(chain.desks, start=1))
    return Campaign(chain, stations, saves, name)


def _station(number: int, link: Link, found: tuple[Path, Contents] | None) -> Station:
    from game.session.follow import is_over
    from game.session.library import open_program

    if found is None:
        return Station(number, link)
    path, contents = found
    over = is_over(open_program(places.stories() / link.id), contents)
    return Station(number, link, path, contents.heading.cut, len(contents.lines), over)
