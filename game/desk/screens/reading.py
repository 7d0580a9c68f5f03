"""Pages to read over the desk: the record, the people, the orders, the code, help. A title and a content each."""

from __future__ import annotations

from collections.abc import Iterable

from textual.app import ComposeResult
from textual.containers import Vertical, VerticalScroll
from textual.content import Content
from textual.widget import Widget
from textual.widgets import Static

from game.debrief.bibliography import bibliography_of, bibliography_section
from game.debrief.record import sources
from game.desk.commands import DEBRIEF, EVERYWHERE, PLAY, READING, Command, bindings
from game.desk.content import FAINT, line, pairs, prose, stack, verbatim
from game.desk.screens.once import Once
from game.desk.screens.reference import drawn, person
from game.desk.widgets.document import content
from game.desk.widgets.foot import Foot
from game.script.tongue import N_, _
from game.session.enum_words import BASIS
from game.session.file_page import SAID
from game.session.game import Game
from game.session.on_file import OnFile
from game.session.views import MapView, PaperView

HOW_TO = N_("""Papers come to the desk one after another. Space turns them;
when you reach one that waits, the things you can sign stand under it with numbers.

Mark one with its number or the arrow keys, then press Enter: it is signed. A form with several lines wants a mark
on each. With a mouse, click a line to mark it and press the button.

What you sign stands until you sign it again. Figures are *claimed* unless you have *seen* for yourself, and each
says which; where there is no room for the word, *c* stands for claimed and *s* for seen. Some turns leave you a day
to go and look. In later turns that figure is claimed again, and the ledger keeps what you saw last.

Every signature is saved before you see what follows from it. You can close the desk at any time and go on later, and
go back to any decision; the run you leave is kept.""")
CODE = N_(
    "This is the whole run so far. Write it down or copy it; it opens the same run on "
    "any machine with this version\nof the story, and needs no name."
)


class ReadingScreen(Once[None]):
    """A page over the desk."""

    BINDINGS = bindings(READING)

    def __init__(self, title: str, content: Content) -> None:
        super().__init__(classes="reading")
        self.heading, self.content = title, content

    def compose(self) -> ComposeResult:
        """A heading, a scroll, the foot."""
        with Vertical(classes="sheet"):
            yield Static(line(self.heading, "bold"), classes="heading")
            with VerticalScroll():
                yield from self.body()
        yield Foot(compact=True, show_command_palette=False)

    def body(self) -> Iterable[Widget]:
        """What stands on the page."""
        yield Static(self.content)

    def on_mount(self) -> None:
        """Arrow keys scroll at once."""
        self.query_one(VerticalScroll).focus()

    def action_close(self) -> None:
        """Back to the desk."""
        self.dismiss()

    def action_page_on(self) -> None:
        """Scroll down by a page."""
        self.query_one(VerticalScroll).scroll_page_down(animate=False)


class MapScreen(ReadingScreen):
    """The map alone: on 24 lines there is room for 22 rows of it, and the words under it."""

    def __init__(self, view: MapView) -> None:
        super().__init__("", drawn(view))
        self.add_class("map")


def record_page(game: Game, paper: PaperView) -> ReadingScreen:
    """What was on paper about a scene by its date, how it stands to the record, and its sources."""
    parts = [prose(paper.record) if paper.record else line(_("No paper records it."))]
    parts.append(line(_(BASIS.get(paper.basis, paper.basis)), FAINT))
    for source in sources(game, (), paper.sources):
        year = f" ({source.year})" if source.year else ""
        cited = [line(f"{source.authors}{year}"), line(source.title, "italic"), line(source.publication, FAINT)]
        parts.append(stack(cited, gap=0))
    return ReadingScreen(_("On record: {title}").format(title=paper.title), stack(parts))


def people_page(game: Game) -> ReadingScreen:
    """The people with their line of the moment."""
    composite = _("A composite is put together from documented cases.")
    return ReadingScreen(_("People"), stack([*map(person, game.people()), line(composite, FAINT)]))


def sources_page(game: Game) -> ReadingScreen:
    """The bibliography, with what has been shown of what rests on each source."""
    section = bibliography_section(bibliography_of(game))
    return ReadingScreen(section.title, stack([prose(section.lead, FAINT), *map(content, section.blocks)]))


def file_page(found: OnFile) -> ReadingScreen:
    """What earlier desks left: the file that was carried in, or the past that is taken where none was."""
    parts = [line(found.says(), FAINT)]
    for desk in found.carried:
        said = [line(f"{_(SAID[kind])}: {text}") for kind in SAID for text in desk.lines.get(kind, ())]
        parts.append(stack([line(f"{desk.who}, {desk.dates}", "bold"), *said], gap=0))
    parts += (stack([line(who, "bold"), prose(text)], gap=0) for who, text in found.usual)
    return ReadingScreen(_("On file"), stack(parts))


def orders_page(game: Game) -> ReadingScreen:
    """The standing orders in words."""
    orders = game.orders()
    parts = [
        stack(
            [line(o.label, FAINT), line(o.says, "bold"), line(_("signed in {signed}").format(signed=o.signed), FAINT)],
            gap=0,
        )
        for o in orders
    ]
    return ReadingScreen(_("Standing orders"), stack(parts or [line(none_ordered(game))]))


def none_ordered(game: Game) -> str:
    """Said where no standing order is in force: a story may have none to give, or signatures that order nothing."""
    listed = _("What you have signed stands in the list of decisions (u).")
    if not game.program.scenario.world.levers:
        return _("This desk gives no standing orders. ") + (listed if game.decisions() else "")
    if game.decisions():
        return _("Nothing that you have signed is a standing order. {listed}").format(listed=listed)
    return _("Nothing is ordered yet; until you sign, everything goes on as it did.")


def code_page(game: Game, saved: str = "") -> ReadingScreen:
    """The run as a code, and the place of its save; or what is said of it where it is not this desk that keeps it."""
    journal = game.journal
    unsaved = saved or _("This run is not saved in a file; keep the code, or press e.")
    saved = _("Saved in {path}").format(path=journal.path) if journal is not None else unsaved
    parts = [
        verbatim(game.code(), "bold"),
        prose(_(CODE)),
        verbatim(saved, FAINT),
        line(_("In a terminal: {command}").format(command="uv run main.py resume CODE"), FAINT),
    ]
    return ReadingScreen(_("Run code"), stack(parts))


def help_page() -> ReadingScreen:
    """How to play, and every key."""
    groups = ((_("At the desk"), PLAY), (_("In the debrief"), DEBRIEF), (_("Everywhere"), EVERYWHERE))
    parts = [prose(_(HOW_TO)), *(_keys(title, commands) for title, commands in groups)]
    also = _("Ctrl+P opens a list of all commands to search in. Pages close with Escape.")
    return ReadingScreen(_("Help"), stack([*parts, line(also, FAINT)]))


def _keys(title: str, commands: tuple[Command, ...]) -> Content:
    told = (
        (line(f"  {c.label}", "bold"), line(_("{name}. ").format(name=_(c.name))).append(line(_(c.sentence), FAINT)))
        for c in commands
    )
    rows = [pairs(told)]
    return stack([line(title, "bold"), *rows], gap=0)


__all__ = [
    "MapScreen",
    "ReadingScreen",
    "code_page",
    "help_page",
    "orders_page",
    "people_page",
    "record_page",
    "sources_page",
]
