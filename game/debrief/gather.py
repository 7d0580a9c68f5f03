"""The runs that a debrief is asked for: saves, codes, a file of codes. Several share one story, so it is read once.

One run that cannot be read is an error; one of several is told by its name, and the rest goes on. Codes are taken as
they come off paper (`scanned`). Of several runs only what they came to is kept: reasons and words are worked out for
those that are shown.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from itertools import groupby
from pathlib import Path

from attrs import define, field

from game.debrief.scanned import Found, Unread, codes_in
from game.engine.faults import RunFault
from game.engine.program import Program
from game.engine.run import Run
from game.script.faults import ScenarioError
from game.script.tongue import _
from game.session import places
from game.session.changed import Changed
from game.session.door import shown
from game.session.game import Game
from game.session.journal import SaveError
from game.session.letters import CodeError
from game.session.library import find_save, from_code, open_save, resume_game
from game.session.runcode import decode, read_head, scenario_number
from game.session.trouble import Misasked, Refused

LARGEST_FILE = 2_000_000
MOST_RUNS = 2_000
PIECE = re.compile(r"[0-9A-Za-z]{1,4}-?")


def _say_nothing(_done: int, _total: int) -> None: ...


@define
class Gathered:
    """Runs by what they were asked for with; what could not be read, and what is worth knowing, each as a line.

    `single` is the game where one run alone was asked for.
    """

    runs: list[tuple[str, Run]] = field(factory=list[tuple[str, Run]])
    troubles: list[str] = field(factory=list[str])
    notes: list[str] = field(factory=list[str])
    single: Game | None = None

    def close(self) -> None:
        """Let go of the save."""
        if self.single is not None:
            self.single.close()


def wanted(names: list[str], codes: str) -> list[str]:
    """Everything asked for, line by line. Of a file, empty lines and those that begin with # are skipped."""
    found = _pieces(names)
    if codes:
        path = Path(codes)
        try:
            if path.stat().st_size > LARGEST_FILE:
                raise Refused(_("{codes} is too large to be a list of codes").format(codes=shown(codes)))
            text = path.read_text(encoding="utf-8-sig", errors="replace")
        except (OSError, ValueError) as error:
            said = (error.strerror if isinstance(error, OSError) else None) or str(error)
            raise Refused(
                _("the list of codes `{codes}` cannot be read ({said}); check its name").format(
                    codes=shown(codes), said=said
                )
            ) from error
        lines = [line.strip() for line in text.splitlines()]
        found += [line for line in lines if line and not line.startswith("#")]
    if not found:
        raise Misasked(
            _("there is no run to debrief; give a save or a run code, or `--codes FILE` with one code a line")
        )
    return found


def _pieces(names: list[str]) -> list[str]:
    """Names of a command line, with groups of a code that was typed with blanks on one line again."""
    found: list[str] = []
    for piece, group in groupby(names, key=lambda name: bool(PIECE.fullmatch(name))):
        some = list(group)
        found += [" ".join(some)] if piece else some
    return found


def gather(names: list[str], tell: Callable[[int, int], None] = _say_nothing) -> Gathered:
    """A run for each name or code. Of one alone, what is wrong is raised as it is; `tell` is told how many are read."""
    items, twice = _counted_once(list(_items(names)))
    notes = [*_otherwise(items), *twice]
    if len(items) == 1:
        name = items[0].code if isinstance(items[0], Found) else names[0]
        game = resume_game(name, keep=False)
        return Gathered([(name, game.run)], single=game, notes=notes)
    found = Gathered(notes=notes)
    if len(items) > MOST_RUNS:
        raise Misasked(
            _("these are {found} runs; at most {most_runs} are put together at once").format(
                found=len(items), most_runs=MOST_RUNS
            )
        )
    shelf: dict[str, Program] = {}
    saves: set[Path] = set()
    for number, item in enumerate(items, start=1):
        name = item.code if isinstance(item, Found) else item if isinstance(item, str) else item.text
        try:
            run = _saved(name, shelf, saves, found) if isinstance(item, str) else _coded(item, shelf)
        except (SaveError, CodeError, RunFault) as error:
            found.troubles.append(f"{shown(name)}: {error}")
        except ScenarioError as error:
            found.troubles.append(f"{shown(name)}: {shown(error.faults[0].message)}")
        else:
            if run is not None:
                shelf.setdefault(run.program.logic, run.program)
                found.runs.append((name, run))
        tell(number, len(items))
    if not found.runs:
        raise SaveError("; ".join(found.troubles[:3]) + (" ..." if len(found.troubles) > 3 else ""))
    return found


def _items(names: Sequence[str]) -> Iterator[str | Found | Unread]:
    """Each save by its name, and every code in what lies between; a line with neither as it is."""
    stories = {scenario_number(folder.name) for folder in places.scenario_folders()}
    pool: list[str] = []
    for name in names:
        if _is_file(name):
            yield from codes_in("\n".join(pool), stories)
            pool = []
            yield name
        else:
            pool.append(name.replace("\n", " "))
    yield from codes_in("\n".join(pool), stories)


def _is_file(name: str) -> bool:
    try:
        return find_save(name) is not None if name.strip() else False
    except SaveError:
        return False


def _otherwise(items: Sequence[str | Found | Unread]) -> list[str]:
    """What is worth a look: codes that were read otherwise than they are written."""
    return [
        _("{written}: read as {code}; compare it with the original").format(written=shown(item.written), code=item.code)
        for item in items
        if isinstance(item, Found) and item.written
    ]


Items = list[str | Found | Unread]


def _counted_once(items: Items) -> tuple[Items, list[str]]:
    """Each code once, and a line for each that stands more often.

    A run that was begun by itself has a chance of its own, so the same code again is the same run. The seats of a
    class, and the strips of a booklet, have one in common: there two that are alike are two who signed alike.
    """
    codes = Counter(item.code for item in items if isinstance(item, Found))
    together = Counter(_chance(code) for code in codes)
    kept: Items = []
    known: set[str] = set()
    for item in items:
        if isinstance(item, Found):
            if item.code in known and together[_chance(item.code)] == 1:
                continue
            known.add(item.code)
        kept.append(item)
    often = _("{code}: stands here {number} times, for so many who signed alike; each is counted")
    once_only = _("{code}: stands here {number} times; counted once")
    said = {
        code: (once_only if together[_chance(code)] == 1 else often).format(code=code, number=number)
        for code, number in codes.items()
        if number > 1
    }
    return kept, list(said.values())


def _chance(code: str) -> tuple[int, int, int]:
    """The story, the lesson and the seed of a code."""
    head = read_head(code)
    return head.scenario, head.cut, head.seed


def _coded(item: Found | Unread, shelf: dict[str, Program]) -> Run | None:
    """The run of a code, in a story that is open already if it belongs to one. Raises CodeError or SaveError."""
    code = item.code if isinstance(item, Found) else item.text
    try:
        number = read_head(code).scenario
    except CodeError:
        if isinstance(item, Unread) and not item.near:
            find_save(code)  # says that there is no such save either
        raise CodeError(_("this code has a letter wrong, missing or too many; compare it with the original")) from None
    for program in shelf.values():
        if scenario_number(program.scenario.id) == number:
            try:
                return decode(code, program)
            except CodeError:
                continue
    return from_code(code).run


def _saved(name: str, shelf: dict[str, Program], saves: set[Path], found: Gathered) -> Run | None:
    """The run of a save; None if it was among them already. Raises SaveError or ScenarioError."""
    path = find_save(name)
    assert path is not None  # it was there a moment ago, or this raises
    if path.resolve() in saves:
        found.troubles.append(_("{name}: the same save twice; it counts once").format(name=shown(name)))
        return None
    saves.add(path.resolve())
    for program in shelf.values():
        opened = open_save(path, program)
        if isinstance(opened, Game):
            return _let_go(opened, found)
    opened = open_save(path)
    if isinstance(opened, Changed):
        raise SaveError(opened.says())
    return _let_go(opened, found)


def _let_go(game: Game, found: Gathered) -> Run:
    if game.notice:
        found.notes.append(game.notice)
    game.close()
    return game.run
