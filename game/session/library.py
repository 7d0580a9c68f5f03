"""Scenarios and saves by name: what is there, and a Game made from either."""

from __future__ import annotations

import time
from collections.abc import Collection
from pathlib import Path
from typing import TYPE_CHECKING

from attrs import frozen

from game.script import tongue
from game.script.faults import Faults, Place, ScenarioError, finding
from game.script.tongue import _
from game.session import places
from game.session.door import shown

if TYPE_CHECKING:
    from game.engine.program import Program
    from game.script.header import Header
    from game.session.changed import Changed
    from game.session.game import Game
    from game.session.journal import Journal


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
    from game.script.files import read_header

    if not (folder / "scenario.yaml").exists():
        hint = _("there are: {scenario_folders}; or give a folder's path").format(
            scenario_folders=_(", ").join(f.name for f in places.scenario_folders()) or _("none")
        )
        raise ScenarioError([finding("no-scenario", Place(shown(str(folder))), "shelf", hint=hint)])
    faults = Faults()
    header = read_header(folder, faults)
    if header is None or faults.errors:
        raise ScenarioError(faults.errors)
    return _said(header, folder)


def _said(header: Header, folder: Path) -> Header:
    """A first page in the language that is spoken."""
    if not tongue.foreign():
        return header
    from game.script.text.spoken import said

    return said(header, "scenario", folder)


def list_headers() -> tuple[Header, ...]:
    """The first pages of all scenarios that came with the game, in the order of the shelf."""
    return tuple(read_header_of(folder) for folder in shelf())


def shelf() -> tuple[Path, ...]:
    """Every scenario that came with the game: the one to begin with, the desks of the chain, then any other."""
    from game.script.chain import read_chain

    chain = read_chain(places.stories(), Faults())
    order = [chain.begin_with, *(link.id for link in chain.desks)]
    found = {folder.name: folder for folder in places.scenario_folders()}
    first = {name: found[name] for name in order if name in found}
    return tuple((first | found).values())


def open_program(folder: Path) -> Program:
    """A scenario ready to run. Raises ScenarioError."""
    from game.session.cached import load
    from game.session.reload import ready

    return ready(load(folder))


def check_cut(cut: str, known: Collection[str], folder: Path) -> None:
    """Whether a lesson of this name is there; none is always. Raises ScenarioError."""
    if cut and cut not in known:
        hint = _("there are: ") + (", ".join(known) or "none")
        raise ScenarioError([finding("unknown-cut", Place(str(folder)), "asked", name=shown(cut), hint=hint)])


def new_game(
    folder: Path,
    *,
    seed: int | None = None,
    cut: str = "",
    saves: str | Path = "",
    program: Program | None = None,
    after: str = "",
    dossier: str = "",
) -> Game:
    """A new game with a journal; `after` a finished run of the lesson that `cut` goes on from, by its save or code.

    `dossier` is a file to carry in, by its path or code. Raises ScenarioError; of that run and that file Misasked,
    SaveError and CodeError too.
    """
    from game.session.game import Game

    program = program or open_program(folder)
    check_cut(cut, program.cuts, folder)
    if after and dossier:
        from game.session.trouble import Misasked

        raise Misasked(_("a run that is gone on from brings its own file; leave out `--dossier`"))
    if after:
        return _game_after(program, cut, after, seed, saves)
    chosen = new_seed() if seed is None else seed
    begun = time.strftime("%Y-%m-%d %H:%M")
    folder_of_saves = Path(saves) if saves else places.saves()
    if not dossier:
        return Game.new(program, chosen, cut, saves=folder_of_saves, begun=begun)
    from game.session.dossier import take_in

    carried, player = take_in(dossier, program)
    return Game.new(program, chosen, cut, carried, saves=folder_of_saves, player=player, begun=begun)


def new_seed() -> int:
    """A seed nobody asked for."""
    return int.from_bytes(time.time_ns().to_bytes(8, "big")[-3:], "big") % 2**20


def _game_after(program: Program, cut: str, after: str, seed: int | None, saves: str | Path) -> Game:
    """A new game that goes on from a finished run, with that run's seed and file."""
    from game.engine.faults import RefusedDecision
    from game.session.game import Game
    from game.session.journal import SaveError
    from game.session.past import find_past
    from game.session.trouble import Misasked

    past = find_past(program, cut, after, saves)
    if seed not in (None, past.seed):
        raise Misasked(
            _("a run that is gone on from brings its own seed, {seed}; leave out `--seed`").format(seed=past.seed)
        )
    folder, begun = Path(saves) if saves else places.saves(), time.strftime("%Y-%m-%d %H:%M")
    try:
        return Game.new(program, past.seed, cut, past.carried, saves=folder, begun=begun, past=past.decisions)
    except RefusedDecision as error:
        raise SaveError(
            _("`{after}` cannot be gone on from: {error}").format(after=shown(after), error=error)
        ) from error


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


def resume(name: str, *, saves: str | Path = "", keep: bool = True) -> Game | Changed:
    """A game from a save's path or name, a run code, or the latest save; or what differs and can be done.

    The open run of a code gets a save, unless `keep` is off. Raises SaveError, CodeError, ScenarioError.
    """
    from game.session.journal import SaveError
    from game.session.runcode import CodeError

    path = find_save(name, saves)
    if path is not None:
        return open_save(path)
    folder = Path(saves) if saves else places.saves()
    try:
        game = from_code(name, folder)
    except CodeError as error:
        raise CodeError(
            _("there is no save of that name in {folder}; as a run code: {error}").format(
                folder=shown(str(folder)), error=error
            )
        ) from error
    if keep and not game.run.ended:
        try:
            game.save_elsewhere(folder)
        except SaveError as error:
            game.saving, game.notice = True, _("this run is not being saved: {error}").format(error=error)
    return game


def resume_game(name: str, *, saves: str | Path = "", keep: bool = True) -> Game:
    """The same for a caller that has no use for offers: a changed story is a SaveError with the finding."""
    from game.session.changed import Changed
    from game.session.journal import SaveError

    found = resume(name, saves=saves, keep=keep)
    if isinstance(found, Changed):
        raise SaveError(found.says())
    return found


def find_save(name: str, saves: str | Path = "") -> Path | None:
    """The save of a name, or the latest for none; None if the name can only be a run code. Raises SaveError."""
    from game.session.journal import SUFFIX, SaveError
    from game.session.runcode import may_be_code

    folder = Path(saves) if saves else places.saves()
    if not name:
        return _latest(folder)
    other: Path | None = None
    for path in (Path(name), folder / name, folder / f"{name}{SUFFIX}"):
        try:
            if path.is_file():
                return path
            other = other or (path if path.exists() else None)
        except (OSError, ValueError):  # longer than any name of a file: a run code, perhaps
            continue
    if may_be_code(name):
        return None
    if other is not None:
        raise SaveError(_("{other} is not a file, so it is not a save").format(other=shown(str(other))))
    raise SaveError(
        _("there is no save `{name}` in {folder}, and it is not a run code").format(
            name=shown(name), folder=shown(str(folder))
        )
    )


def _latest(folder: Path) -> Path:
    """The save that was written last, of those that can be read. Raises SaveError."""
    from game.session.journal import SaveError

    found = list_saves(folder)
    readable = [s for s in found if s.scenario]
    if readable:
        return readable[0].path
    if found:
        raise SaveError(
            _("none of the {found} saves in {folder} can be read; {trouble}").format(
                found=len(found), folder=shown(str(folder)), trouble=found[0].trouble
            )
        )
    raise SaveError(
        _("there is no save in {folder}; `--saves DIR` looks in another folder").format(folder=shown(str(folder)))
    )


def open_save(path: Path, program: Program | None = None) -> Game | Changed:
    """Go on with a journal; or, where the story has changed, what differs and what can be done.

    Raises SaveError for a file that is no save, ScenarioError if neither the story nor a kept copy can be read.
    """
    from game.session.changed import find_offers, go_on
    from game.session.follow import NeedsOtherStory
    from game.session.journal import reopen

    journal, contents = reopen(path)
    try:
        program = _program_of(journal, program)
        return go_on(program, journal, contents)
    except NeedsOtherStory as other:
        found = find_offers(program, journal, contents, other)
    except ScenarioError as error:
        other = NeedsOtherStory(
            0, _("the story cannot be read here ({message})").format(message=shown(error.faults[0].message))
        )
        found = find_offers(None, journal, contents, other)
        if not found.offers:
            journal.close()
            raise
    except BaseException:
        journal.close()
        raise
    journal.close()
    return found


def take(changed: Changed, way: str, program: Program | None = None) -> Game:
    """Go on in one of the ways offered. Raises SaveError if it is not one of them, or the machine refuses."""
    from game.session import changed as ways
    from game.session.journal import SaveError, reopen

    if way not in list(ways.Way):
        raise SaveError(_("`{way}` is not a way to go on").format(way=shown(way)))
    journal, contents = reopen(changed.path)
    try:
        if way != ways.Way.AS_BEGUN:
            program = _program_of(journal, program)
        return ways.take(changed, ways.Way(way), program, journal, contents)
    except BaseException:
        journal.close()
        raise


def _program_of(journal: Journal, program: Program | None) -> Program:
    """Today's story of a save: where it was begun, or the one of its name that came with the game."""
    from game.session.kept import origin

    heading = journal.heading
    if program is not None and program.scenario.id == heading.scenario:
        return program
    folder = origin(journal.path.parent, heading.logic) or places.stories() / heading.scenario
    if not folder.is_dir():
        raise ScenarioError(
            [finding("no-scenario", Place(str(folder)), "save", save=shown(journal.path.name), name=heading.scenario)]
        )
    return open_program(folder)


def from_code(text: str, saves: Path | None = None) -> Game:
    """The run of a code, without a journal, in the story of here or one kept beside the saves. Raises CodeError."""
    from game.session.game import Game
    from game.session.kept import kept_folders
    from game.session.runcode import CodeError, read_head, scenario_number

    head = read_head(text)
    here = [f for f in places.scenario_folders() if scenario_number(f.name) == head.scenario]
    kept = kept_folders(saves or places.saves(), head.logic)
    trouble: CodeError | None = None
    for folder in (*here, *kept):
        try:
            return Game.of_code(open_program(folder), text)
        except CodeError as error:
            trouble = trouble or error
        except ScenarioError:
            if folder in here:
                raise
    raise trouble or CodeError(_("this code belongs to a scenario that is not here"))
