"""What opens over the desk from a key: pages to read, the way back, another place for the save, the debrief.

Each page is imported when it is first opened; the desk itself does not wait for it.
"""

from __future__ import annotations

from pathlib import Path

from textual import getters
from textual.screen import Screen

from game.desk.app import DeskApp
from game.desk.sheets import Sheet
from game.script.tongue import _
from game.session.game import Game
from game.session.views import DeskView


class PagesOverDesk(Screen[None]):
    """The part of a desk that opens other pages. Whoever lays out the desk gives `game`, `sheet` and `take`."""

    app = getters.app(DeskApp)
    game: Game

    @property
    def sheet(self) -> Sheet:
        """The sheet in hand."""
        raise NotImplementedError

    def take(self, view: DeskView, *, fresh: bool = False) -> None:
        """Take up a new view of the game."""
        raise NotImplementedError

    def action_record(self) -> None:
        """What was on paper, and the sources."""
        from game.desk.screens.reading import record_page

        if self.sheet.paper is None:
            self.notify(_("A record stands behind each paper; b takes up the paper before."), markup=False)
            return
        self.app.push_screen(record_page(self.game, self.sheet.paper))

    def action_ledger(self) -> None:
        """All figures."""
        from game.desk.screens.ledger import LedgerScreen

        self.app.push_screen(LedgerScreen(self.game))

    def action_people(self) -> None:
        """Whom you know."""
        from game.desk.screens.reading import people_page

        self.app.push_screen(people_page(self.game))

    def action_file(self) -> None:
        """What earlier desks left."""
        from game.desk.screens.reading import file_page

        found = self.game.on_file()
        if not found:
            self.notify(_("No desk stands before this one."), markup=False)
            return
        self.app.push_screen(file_page(found))

    def action_orders(self) -> None:
        """The standing orders."""
        from game.desk.screens.reading import orders_page

        self.app.push_screen(orders_page(self.game))

    def action_words(self) -> None:
        """Words, people and places; first the words that are new on the sheet in hand."""
        self._look_up(tuple(use.term for use in self.sheet.terms))

    def action_word(self, number: int) -> None:
        """The word of that number on the sheet in hand."""
        self._look_up(tuple(use.term for use in self.sheet.terms[number : number + 1]))

    def action_map(self) -> None:
        """The map, drawn and in words."""
        if not self.game.map().words:
            self.notify(_("This story has no map."), markup=False)
            return
        from game.desk.screens.reading import MapScreen

        self.app.push_screen(MapScreen(self.game.map()))

    def _look_up(self, here: tuple[str, ...]) -> None:
        from game.desk.screens.reference import ReferenceScreen

        self.app.push_screen(ReferenceScreen(self.game, here))

    def action_sources(self) -> None:
        """Every source of the story, and what rests on it."""
        from game.desk.screens.reading import sources_page

        self.app.push_screen(sources_page(self.game))

    def action_rewind(self) -> None:
        """Back to before a decision."""
        from game.desk.screens.lists import RewindScreen

        if not self.game.decisions():
            self.notify(_("Nothing is signed yet."), markup=False)
            return
        self.app.push_screen(RewindScreen(self.game), self._rewound)

    def _rewound(self, keep: int | None) -> None:
        if keep is None:
            return
        self.game = self.app.on_desk = self.game.rewind(keep)
        self.notify(_("The run you left is kept among the saves."), markup=False)
        self.take(self.game.view(), fresh=True)

    def action_code(self) -> None:
        """The run code, and where the save is."""
        from game.desk.screens.reading import code_page

        self.app.push_screen(code_page(self.game))

    def action_lay_aside(self) -> None:
        """Back to the first screen. A run that is in no file would be lost; that is said instead."""
        if self.game.journal is None or self.game.unsaved:
            told = _(
                "This run is not saved in a file. Press e to keep it in a folder, or c for its code, before you go."
            )
            self.notify(told, severity="warning", markup=False)
            return
        self.app.lay_aside()

    def action_save_elsewhere(self) -> None:
        """Another folder for this run."""
        from game.desk.screens.asking import AskLine

        question = AskLine(_("Keep this run in which folder?"), _("a folder, such as /home/me/saves"))
        self.app.push_screen(question, self._keep_in)

    def _keep_in(self, folder: str | None) -> None:
        from game.session.journal import SaveError

        if not folder:
            return
        try:
            self.game.save_elsewhere(Path(folder).expanduser())
        except (SaveError, RuntimeError) as error:  # the second is a `~` of somebody who is not here
            self.notify(str(error), severity="error", markup=False)
            return
        self.notify(_("Kept in {folder} from now on.").format(folder=folder), markup=False)

    def action_second_act(self) -> None:
        """The debrief of a run that is over."""
        self.app.open_debrief(self.game)

    def action_debrief(self) -> None:
        """The debrief; of an open run as far as it can go, or all of it once the run is closed."""
        if self.game.run.over:
            self.app.open_debrief(self.game)
            return
        from game.desk.screens.lists import close_screen

        self.app.push_screen(close_screen(), self._debrief)

    def _debrief(self, place: int | None) -> None:
        if place is None:
            return
        if place == 1:
            self.game.close_early()
            self.take(self.game.view())
        self.app.open_debrief(self.game)
