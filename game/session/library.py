"""Scenarios and saves by name: what is there, and a Game made from either."""

from __future__ import annotations

import time
from pathlib import Path
from typing import TYPE_CHECKING

from attrs import frozen

from game.script.faults import Faults, ScenarioError
from game.session import places

if TYPE_CHECKING:
    from game.engine.program import Program
    from game.script.model import Header
    from game.session.game import Game

__all__ = ["SaveInfo", "list_headers", "list_saves", "new_game", "open_program", "read_header_of", "resume_game"]


@frozen
class SaveInfo:
    """A save in the list. `trouble` is empty if it can be read."""

    path: Path
    scenario: str
    cut: str
    decisions: int
    begun: str
    modified: float
    trouble: str = ""


def read_header_of(folder: Path) -> Header:
    """The first page of a scenario. Raises ScenarioError."""
    from game.script.reader import read_header

    faults = Faults()
    header = read_header(folder, faults)
    if header is None or faults.errors:
        raise ScenarioError(faults.errors)
    return header


def list_headers() -> tuple[Header, ...]:
    """The first pages of all scenarios that came with the game."""
    return tuple(read_header_of(folder) for folder in places.scenario_folders())


def open_program(folder: Path) -> Program:
    """A scenario ready to run. Raises ScenarioError."""
    from game.engine.program import build
    from game.script.reader import load

    loaded = load(folder)
    return build(loaded.scenario, loaded.scope)


def new_game(
    folder: Path, *, seed: int | None = None, cut: str = "", saves: str | Path = "", program: Program | None = None
) -> Game:
    """A new game with a journal. Raises ScenarioError."""
    from game.session.game import Game

    program = program or open_program(folder)
    if cut and cut not in program.cuts:
        from game.script.faults import Fault, Place

        hint = "there are: " + (", ".join(program.cuts) or "none")
        raise ScenarioError([Fault("unknown-cut", Place(str(folder)), f"`{cut}` is not a lesson of this scenario", hint)])
    chosen = seed if seed is not None else int.from_bytes(time.time_ns().to_bytes(8, "big")[-3:], "big") % 2**20
    begun = time.strftime("%Y-%m-%d %H:%M")
    return Game.new(program, chosen, cut, saves=Path(saves) if saves else places.saves(), begun=begun)


def list_saves(folder: str | Path = "") -> tuple[SaveInfo, ...]:
    """The saves of a folder, the latest first; those that cannot be read are listed with the reason."""
    from game.session.journal import SUFFIX, SaveError, read_journal

    found: list[SaveInfo] = []
    for path in Path(folder or places.saves()).glob(f"*{SUFFIX}"):
        try:
            changed = path.stat().st_mtime
            contents = read_journal(path)
        except (OSError, SaveError) as error:
            found.append(SaveInfo(path, "", "", 0, "", 0.0, str(error)))
            continue
        h = contents.heading
        found.append(SaveInfo(path, h.scenario, h.cut, len(contents.lines), h.begun, changed, contents.damaged))
    return tuple(sorted(found, key=lambda s: (-s.modified, s.path.name)))


def resume_game(name: str, *, saves: str | Path = "") -> Game:
    """A game from a save's path or name, a run code, or the latest save. Raises SaveError, CodeError, ScenarioError."""
    from game.session.journal import SUFFIX, SaveError

    folder = Path(saves) if saves else places.saves()
    if not name:
        readable = [s for s in list_saves(folder) if s.scenario]
        if not readable:
            raise SaveError(f"there is no save in {folder}")
        return from_save(readable[0].path)
    for path in (Path(name), folder / name, folder / f"{name}{SUFFIX}"):
        if path.is_file():
            return from_save(path)
    if "/" in name or "\\" in name or name.endswith(SUFFIX):
        raise SaveError(f"there is no save {name}")
    return from_code(name)


def from_save(path: Path, program: Program | None = None) -> Game:
    """Go on with a journal. Raises SaveError if this story no longer leads there."""
    from game.session.game import Game, NeedsOtherStory
    from game.session.journal import SaveError, reopen

    journal, contents = reopen(path)
    try:
        program = program or open_program(places.find_scenario(contents.heading.scenario))
        return Game.load(program, journal, contents)
    except NeedsOtherStory as other:
        journal.close()
        raise SaveError(
            f"{path.name} was begun with another version of this story: {other.reason}. "
            f"The first {other.at} decisions still hold"
        ) from other


def from_code(text: str) -> Game:
    """The run of a code, without a journal. Raises CodeError."""
    from game.session.game import Game
    from game.session.runcode import CodeError, decode, read_head, scenario_number

    head = read_head(text)
    for folder in places.scenario_folders():
        if scenario_number(folder.name) == head.scenario:
            program = open_program(folder)
            run = decode(text, program)
            return Game.replay(program, run.seed, run.cut.id if run.cut else "", tuple(run.decisions))
    raise CodeError("this code belongs to a scenario that is not here")
