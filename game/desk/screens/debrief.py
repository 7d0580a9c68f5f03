"""The second act in the terminal: a debrief section by section, charts drawn with their tables under them."""

from __future__ import annotations

from functools import partial

from attrs import evolve
from textual import getters, work

from game.debrief.apart import apart_of
from game.debrief.blocks import Section, Words
from game.debrief.build import debrief
from game.debrief.contents import document
from game.debrief.explained import with_explained
from game.debrief.otherwise import STILL_OPEN, Found, by_key, with_change, with_found, with_recalled, worked_out
from game.debrief.trial import with_trial
from game.debrief.views import DebriefView
from game.desk import chained
from game.desk.app import DeskApp
from game.desk.commands import DEBRIEF, NOTHING_ON, bindings
from game.desk.screens.document import DocumentScreen
from game.desk.screens.working import WorkingScreen
from game.script.tongue import N_, _
from game.session.game import Game
from game.session.written import write_page

OPENING = N_("Before you begin")
FOLLOWS = N_("What follows: what was so, what was signed and what came of it, what the record holds, what to ask.")
WORKING_ON = N_("The decisions that mattered most")
WORK = N_(
    "The run is played again, thousands of times: under other seeds, with each decision changed in turn, and by "
    "machine officials. Escape stops the work; what was found is kept, and m goes on from there."
)

NO_CAMPAIGN = N_(
    "This run is no desk of a campaign. Press k to keep its file, for a later desk; a campaign begins on the list of "
    "the first screen."
)


class DebriefScreen(DocumentScreen):
    """The debrief of one game."""

    BINDINGS = bindings(DEBRIEF, NOTHING_ON)
    app = getters.app(DeskApp)

    def __init__(self, game: Game) -> None:
        self.game = game
        self.view: DebriefView = _of(game)
        super().__init__(laid_out(self.view))

    async def told_anew(self, game: Game) -> None:
        """The debrief of another game in place of this one; the reader stays in her section."""
        self.game, self.view = game, _of(game)
        await self.renew(laid_out(self.view))

    async def take(self, found: Found, turn_to: str = "") -> None:
        """Put what was found into its places; stay where the reader is, or turn to a section by its id."""
        self.view = with_found(self.view, found, self.view.more)
        self.view = evolve(self.view, apart=apart_of(self.view, self.game.run))
        await self.renew(laid_out(self.view), turn_to)

    # what was not played

    @work
    async def action_mattered(self) -> None:
        """Play what is missing, in a thread; then turn to what was found."""
        if not self._over():
            return
        found: Found | None = self.view.found
        if not self.view.found.complete:
            job = partial(worked_out, self.game.run)
            found = await self.app.push_screen_wait(WorkingScreen(_(WORKING_ON), _(WORK), job))
        if found is not None:
            await self.take(found, "mattered")

    @work
    async def action_what_if(self) -> None:
        """Change one decision; what it came to is shown, and put into its place."""
        from game.desk.screens.whatif import ask_what_if, result_screen

        if not self._over():
            return
        view = await ask_what_if(self.app, self.game.run)
        if view is not None:
            await self.take(with_change(self.view.found, self.game.run, view))
            self.app.push_screen(result_screen(view, self.view.apart.get(view.decision.changed, "")))

    @work
    async def action_page(self) -> None:
        """The page to write: to whom, then the page; it is kept with the run and shown in its place."""
        task = self.view.understanding.page
        if task is None or not task.readers or not self._over():
            return
        from game.desk.screens.writing import WritingScreen, readers_screen

        place = await self.app.push_screen_wait(readers_screen(task))
        if place is None:
            return
        reader = task.readers[place].label
        text = await self.app.push_screen_wait(WritingScreen(task, reader))
        with self.app.told():
            written = write_page(self.game, reader, text)
            kept = evolve(task, reader=written.reader, written=written.text)
            self.view = evolve(self.view, understanding=evolve(self.view.understanding, page=kept))
            await self.take(self.view.found, "page")

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:  # noqa: ARG002 - the toolkit's
        """The next desk belongs to a campaign; a file is there when something goes on from here."""
        if action.endswith("next_desk"):
            return (self.game.run.over and chained.in_campaign(self.game)) is not action.startswith("no_")
        return bool(self.view.left) is not action.startswith("no_") if action.endswith("_file") else True

    def action_next_desk(self) -> None:
        """On to the next desk of the campaign, with the file."""
        if not self.check_action("next_desk", ()):
            self.action_no_next_desk()
            return
        chained.next_desk(self.app, self.game)

    def action_no_next_desk(self) -> None:
        """Say why there is no next desk, and what there is."""
        self.notify(
            _(NO_CAMPAIGN) if self.game.run.over else f"{STILL_OPEN[:1].upper()}{STILL_OPEN[1:]}.", markup=False
        )

    def action_no_file(self) -> None:
        """Say that nothing goes on."""
        self.notify(_("Nothing goes on from here to a later desk."), markup=False)

    def action_keep_file(self) -> None:
        """Write the file that goes on from here."""
        if not self.view.left:
            self.action_no_file()
            return
        from game.desk.screens.asking import AskLine

        hint = _("the path of a new file, such as file.txt; it can be carried into any later desk")
        self.app.push_screen(AskLine(_("Keep the file"), hint), self._file_named)

    def _file_named(self, given: str | None) -> None:
        if given:
            chained.keep_file(self.app, self.game, given)

    def action_model(self) -> None:
        """How the model works."""
        from game.desk.screens.model import ModelScreen

        self.app.push_screen(ModelScreen(self.game.program.scenario))

    def _over(self) -> bool:
        """Whether the run can be asked; if not, that is said."""
        if not self.game.run.over:
            self.notify(f"{STILL_OPEN[:1].upper()}{STILL_OPEN[1:]}.", markup=False, timeout=10)
        return self.game.run.over


def laid_out(view: DebriefView) -> tuple[Section, ...]:
    """The sections of a debrief, with the first words on the first page, or before what an open run has to show."""
    made = document(view)
    if made and made[0].id in ("brief", "trial"):
        first = (Words(view.opening), *made[0].blocks, Words(view.code, _("Run code")))
        return (evolve(made[0], blocks=first), *made[1:])
    words = (
        Words(view.opening),
        Words(view.masked),
        Words(view.toll),
        Words(_(FOLLOWS)),
        Words(view.code, _("Run code")),
    )
    opening = Section("opening", _(OPENING), "", tuple(part for part in words if part.text))
    return (opening, *made)


def _of(game: Game) -> DebriefView:
    """The debrief as far as it is known without further plays."""
    view = with_explained(with_recalled(debrief(game), game.run, by_key("m")), game)
    return with_trial(view, game.first, game.run)
