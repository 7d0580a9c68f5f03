"""The runs that a debrief is asked for: saves, codes, a file of codes. Several share one story, so it is read once.

One run that cannot be read is an error; one of several is told by its name, and the rest goes on.
"""

from __future__ import annotations

from pathlib import Path

from attrs import define, field

from game.engine.faults import RunFault
from game.engine.program import Program
from game.script.faults import ScenarioError
from game.script.tongue import _
from game.session.changed import Changed
from game.session.door import shown
from game.session.game import Game
from game.session.journal import SaveError
from game.session.library import find_save, from_code, open_save, resume_game
from game.session.runcode import CodeError, decode
from game.session.trouble import Misasked, Refused

LARGEST_FILE = 2_000_000
MOST_RUNS = 2_000


@define
class Gathered:
    """Games by what they were asked for with, and what could not be read, each as a line."""

    games: list[tuple[str, Game]] = field(factory=list[tuple[str, Game]])
    troubles: list[str] = field(factory=list[str])

    def close(self) -> None:
        """Let go of the saves."""
        for _name, game in self.games:
            game.close()


def wanted(names: list[str], codes: str) -> list[str]:
    """Everything asked for, in order. A file has one a line; empty lines and those that begin with # are skipped."""
    found = list(names)
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
    if len(found) > MOST_RUNS:
        raise Misasked(
            _("these are {found} runs; at most {most_runs} are put together at once").format(
                found=len(found), most_runs=MOST_RUNS
            )
        )
    return found


def gather(names: list[str]) -> Gathered:
    """A game for each name. Of one name alone, what is wrong is raised as it is."""
    found = Gathered()
    if len(names) == 1:
        found.games.append((names[0], resume_game(names[0], keep=False)))
        return found
    known: dict[str, Program] = {}
    saves: set[Path] = set()
    for name in names:
        try:
            path = find_save(name)
            if path is not None and path.resolve() in saves:
                found.troubles.append(_("{name}: the same save twice; it counts once").format(name=shown(name)))
                continue
            game = _open(name, path, known)
            if path is not None:
                saves.add(path.resolve())
        except (SaveError, CodeError, RunFault) as error:
            found.troubles.append(f"{shown(name)}: {error}")
        except ScenarioError as error:
            found.troubles.append(f"{shown(name)}: {shown(error.faults[0].message)}")
        else:
            known.setdefault(game.program.logic, game.program)
            found.games.append((name, game))
    if not found.games:
        raise SaveError("; ".join(found.troubles[:3]) + (" ..." if len(found.troubles) > 3 else ""))
    return found


def _open(name: str, path: Path | None, known: dict[str, Program]) -> Game:
    """A game in a story that is open already if it belongs to one, else with a story of its own."""
    for program in known.values():
        if path is None:
            try:
                run = decode(name, program)
            except CodeError:
                continue
            return Game.at(run)
        opened = open_save(path, program)
        if isinstance(opened, Game):
            return opened
    if path is None:
        return from_code(name)
    opened = open_save(path)
    if isinstance(opened, Changed):
        raise SaveError(opened.says())
    return opened
