"""The Textual application: themes, commands, and the way from the first screen to a game and on to its debrief.

Stories are read in a thread while the first screen is being looked at; nothing else happens before the player asks.
"""

from __future__ import annotations

from collections.abc import Generator, Iterable
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, ClassVar

from attrs import evolve, frozen
from textual import work
from textual.app import SystemCommand
from textual.binding import BindingType
from textual.screen import Screen

from game.desk import chained
from game.desk.commands import DEBRIEF, EVERYWHERE, PLAY, Command, bindings
from game.desk.steady import SteadyApp
from game.desk.themes import THEMES, next_theme
from game.script.header import Header
from game.script.tongue import _
from game.session import settings
from game.session.settings import Settings

if TYPE_CHECKING:
    from game.desk.screens.title import TitleScreen
    from game.engine.program import Program
    from game.session.changed import Changed
    from game.session.game import Game


@frozen
class Opening:
    """What the command line asked for. `headers` are the scenarios offered, by folder; `found` is one to go on with.

    `alone`: one scenario was named, and the others are not offered. `campaign` is "on" or "new" where that was asked
    for.
    """

    headers: tuple[tuple[Path, Header], ...]
    saves: Path
    cut: str = ""
    seed: int | None = None
    settings: Settings = Settings()
    settings_file: Path | None = None
    found: Game | Changed | None = None
    exit_on_ready: bool = False
    alone: bool = False
    campaign: str = ""


class DeskApp(SteadyApp):
    """The desk."""

    BINDINGS: ClassVar[list[BindingType]] = bindings(EVERYWHERE)

    def __init__(self, opening: Opening) -> None:
        super().__init__(opening.settings.theme)
        self.opening = opening
        self.settings = opening.settings
        self.programs: dict[str, Program] = {}
        self.on_desk: Game | None = None

    # beginnings

    def on_mount(self) -> None:
        """What lies there at the beginning."""
        self.first()

    def first(self) -> None:
        """The first screen, or the game that was asked for."""
        first, saved = chained.first_screen(self)
        self.push_screen(first)
        if self.opening.exit_on_ready:
            self.call_after_refresh(self.exit, 0)
            return
        if self.opening.found is not None:
            self.open(self.opening.found)
        if self.opening.campaign:
            chained.go_on(self, new=self.opening.campaign == "new")
        self.call_after_refresh(self._read_ahead, first if saved else None)

    def lay_aside(self) -> None:
        """From the desk back to the first screen; the run lies among the saves."""
        if self.on_desk is not None:
            self.on_desk.close()
            self.on_desk = None
        first, saved = chained.back_to_the_first(self)
        self.call_after_refresh(self._read_ahead, first if saved else None)

    @work(thread=True, exit_on_error=False)
    def _read_ahead(self, title: TitleScreen | None) -> None:
        self.program(self.opening.headers[0][0])
        if title is not None:
            from game.desk.screens.lists import latest

            found = latest(self.opening.saves, self.titles(), lambda name: self.program(self.folder(name)))
            if found is not None:
                self.call_from_thread(title.tell_latest, found.path, found.told, ended=found.over)

    def program(self, folder: Path) -> Program:
        """A scenario ready to run, read once. Raises ScenarioError."""
        from game.session.library import open_program

        key = str(folder)
        if key not in self.programs:
            self.programs[key] = open_program(folder)
        return self.programs[key]

    def folder(self, scenario: str) -> Path:
        """The folder of a scenario that is offered."""
        return next(folder for folder, header in self.opening.headers if header.id == scenario)

    def begin(self, scenario: str, cut: str, after: str = "", dossier: str = "") -> None:
        """A new game; `after` a finished run of the lesson that this one goes on from, by its save or its code.

        `dossier` is a file to carry in, by its path or its code.
        """
        from game.session.library import new_game

        folder = self.folder(scenario)
        with self.told():
            program = self.program(folder)
            opening = self.opening
            seed = None if after else opening.seed
            game = new_game(
                folder, seed=seed, cut=cut, saves=opening.saves, program=program, after=after, dossier=dossier
            )
            self.play(game)

    def resume(self, name: str) -> None:
        """Go on with a save by its path, with the latest for an empty name, or with a pasted run code."""
        from game.session.library import resume

        with self.told():
            self.open(resume(name, saves=self.opening.saves))

    def open(self, found: Game | Changed) -> None:
        """Put what was found on the desk; where its story has changed since, ask how to go on."""
        from game.session.changed import Changed

        if not isinstance(found, Changed):
            self.play(found)
            return
        from game.desk.screens.lists import ways_screen
        from game.session.library import take

        def chosen(place: int | None) -> None:
            if place is not None:
                with self.told():
                    self.play(take(found, found.offers[place].way))

        self.push_screen(ways_screen(found), chosen)

    def play(self, game: Game) -> None:
        """Put a game on the desk, in place of the one that lies there."""
        from game.desk.screens.play import PlayScreen

        if self.on_desk is not None:
            self.on_desk.close()
        self.on_desk = game
        if isinstance(self.screen, PlayScreen):
            self.pop_screen()
        self.push_screen(PlayScreen(game))

    @contextmanager
    def told(self) -> Generator[None]:
        """Around what may find a story, a save or a code unusable: it is said in words, and the desk stays open."""
        from game.engine.faults import RunFault
        from game.script.faults import ScenarioError
        from game.session.journal import SaveError
        from game.session.runcode import CodeError
        from game.session.trouble import Misasked, Refused

        try:
            yield
        except (SaveError, CodeError, Misasked, Refused, RunFault, OSError) as error:
            self.notify(str(error), severity="error", markup=False, timeout=15)
        except ScenarioError as error:
            found = "\n".join(f.headline() for f in error.faults[:5])
            self.notify(found, title=_("This story cannot be loaded"), severity="error", markup=False, timeout=30)

    def open_chain(self) -> None:
        """The list of all scenarios, and the campaign."""
        chained.open_chain(self)

    def file_told(self, scenario: str, given: str) -> str:
        """What a file that is to be carried in holds, in a sentence; empty, and told, where it cannot be."""
        return chained.file_told(self, scenario, given)

    def open_debrief(self, game: Game) -> None:
        """The second act of a game."""
        from game.desk.screens.debrief import DebriefScreen

        self.push_screen(DebriefScreen(game))

    # commands of every screen

    def get_system_commands(self, screen: Screen[object]) -> Iterable[SystemCommand]:
        """The palette: the commands of the screen that lies open, then those of every screen."""
        from game.desk.screens.debrief import DebriefScreen
        from game.desk.screens.play import PlayScreen

        acts = ((PlayScreen, PLAY), (DebriefScreen, DEBRIEF))
        here: tuple[Command, ...] = next((keys for kind, keys in acts if isinstance(screen, kind)), ())
        return self.listed(screen, here, EVERYWHERE)

    def action_help(self) -> None:
        """How to play."""
        from game.desk.screens.reading import help_page

        if not self.lies_open("help"):
            page = help_page()
            page.id = "help"
            self.push_screen(page)

    def action_next_theme(self) -> None:
        """The next look."""
        self.theme = next_theme(self.theme)
        self.keep(evolve(self.settings, theme=self.theme))
        self.notify(_(next(told for theme, told in THEMES if theme.name == self.theme)), markup=False, timeout=3)

    async def action_next_language(self) -> None:
        """The next language; everything that lies open is shown again in it."""
        from game.desk import speaking

        await speaking.speak(self, speaking.next_of(self))

    def action_toggle_summaries(self) -> None:
        """Summaries in place of noted papers, or no longer."""
        self.keep(evolve(self.settings, summaries=not self.settings.summaries))
        how = _("as summaries") if self.settings.summaries else _("after their note")
        self.notify(_("Noted papers are shown {how}.").format(how=how), markup=False)

    def keep(self, changed: Settings) -> None:
        """Keep a setting."""
        self.settings = changed
        settings.save(changed, self.opening.settings_file)

    def action_saves(self) -> None:
        """The saved runs."""
        from game.desk.screens.lists import saves_screen
        from game.session.library import list_saves

        if self.lies_open("saves"):
            return
        journal = self.on_desk.journal if self.on_desk is not None else None
        folder = journal.path.parent if journal is not None else self.opening.saves
        saves = list_saves(folder)

        def chosen(place: int | None) -> None:
            if place is not None:
                self.resume(str(saves[place].path))

        page = saves_screen(saves, self.titles(), folder)
        page.id = "saves"
        self.push_screen(page, chosen)

    def titles(self) -> dict[str, str]:
        """What saves are called: scenario id, or `scenario.cut`, to its title."""
        found: dict[str, str] = {}
        for _folder, header in self.opening.headers:
            found[header.id] = header.title
            found |= {f"{header.id}.{c.id}": f"{header.title}: {c.title}" for c in header.cuts}
        return found

    def action_leave(self) -> None:
        """Close the desk; what is signed is saved."""
        self.exit(0)
