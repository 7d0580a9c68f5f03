"""A campaign: the desks of the chain in their order, a save for each, and the file that goes on from each to the next.

Nothing is kept of a campaign but its name in the first line of each save: where it stands is read from the saves, and
what it carries is worked out from the runs in them.
"""

from __future__ import annotations

import time
from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING, TypeAlias

from attrs import frozen

from game.engine.carried import NOTHING, Carried, as_text
from game.script.chain import Chain, Link
from game.script.tongue import _
from game.session import places
from game.session.door import one_line
from game.session.dossier import layout_of, leave
from game.session.journal import SUFFIX, Contents, SaveError, read_journal

if TYPE_CHECKING:
    from game.engine.run import Run
    from game.session.game import Game

Found: TypeAlias = tuple[Path, Contents, float]  # a save of a campaign, and when it was last written


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
    found = _newest_first(saves)
    return _standing(chain, saves, found[0][1].heading.campaign if found else "", found)


def fresh(saves: Path) -> Campaign:
    """A new campaign. Raises ScenarioError."""
    return _standing(layout_of(places.stories()).chain, saves, f"c{time.time_ns():x}", ())


def again(campaign: Campaign) -> Campaign:
    """Where the same campaign stands now, whatever else is played beside it. Raises ScenarioError."""
    return of(campaign.saves, campaign.id)


def of(saves: Path, name: str) -> Campaign:
    """Where the campaign of a name stands. Raises ScenarioError."""
    return _standing(layout_of(places.stories()).chain, saves, name, _newest_first(saves))


def file_for(campaign: Campaign, station: Station) -> tuple[Carried, str]:
    """What is carried into a desk, and the player's name. Raises SaveError, ScenarioError."""
    before = campaign.before(station)
    if before is None or before.save is None:
        return NOTHING, ""
    contents = read_journal(before.save)
    run = _run(before.save, contents)
    if run is None:
        name = one_line(before.save.name)
        raise SaveError(
            _("{name} belongs to another version of its story, which was not kept; its file cannot be read").format(
                name=name
            )
        )
    return leave(run), contents.heading.player


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


def _saves(saves: Path) -> Iterable[Found]:
    """The saves of all campaigns, with when they were last written."""
    for path in saves.glob(f"*{SUFFIX}"):
        try:
            contents, changed = read_journal(path), path.stat().st_mtime
        except (OSError, SaveError):
            continue
        if contents.heading.campaign:
            yield path, contents, changed


def _newest_first(saves: Path) -> list[Found]:
    return sorted(_saves(saves), key=lambda one: one[2], reverse=True)


def _standing(chain: Chain, saves: Path, name: str, found: Iterable[Found]) -> Campaign:
    """The latest save of each desk; what comes after a desk that is not over has not been reached.

    A desk that was played again leaves another file: a save of the next desk that was written before and does not carry
    that file belongs to what was taken back.
    """
    own = [one for one in found if name and one[1].heading.campaign == name]
    stations, before, left, closed = list[Station](), NOTHING, False, 0.0
    for number, link in enumerate(chain.desks, start=1):
        here = [one for one in own if one[1].heading.scenario == link.id]
        if left:
            here = [one for one in here if one[2] >= closed or one[1].heading.carried == as_text(before)]
        if not here:
            stations.append(Station(number, link))
            left = False
            continue
        path, contents, closed = here[0]
        run = _run(path, contents)
        over = bool(contents.laid_down) or (run is not None and run.over)
        before, left = (leave(run), True) if run is not None and run.over else (NOTHING, False)
        stations.append(Station(number, link, path, contents.heading.cut, len(contents.lines), over))
    return Campaign(chain, tuple(stations), saves, name)


def _run(path: Path, contents: Contents) -> Run | None:
    """The run of a save, in today's story or in the one it was begun in, if that was kept."""
    from game.session.follow import played
    from game.session.kept import kept_program
    from game.session.library import open_program

    heading = contents.heading
    program = open_program(places.stories() / heading.scenario)
    if program.logic != heading.logic:
        program = kept_program(path.parent, heading.logic) or program
    return played(program, contents)
