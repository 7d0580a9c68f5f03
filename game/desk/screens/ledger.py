"""The ledger: every figure with how well it is known, and the history of one as a chart with its sentence."""

from __future__ import annotations

from textual import events, getters, on
from textual.app import ComposeResult
from textual.containers import Horizontal, Vertical, VerticalScroll
from textual.content import Content
from textual.widgets import OptionList, Static
from textual.widgets.option_list import Option

from game.desk.app import DeskApp
from game.desk.commands import Command, bindings
from game.desk.content import FAINT, line, prose, stack
from game.desk.screens.once import Once, on_top
from game.desk.widgets.chart import Chart
from game.desk.widgets.figures import status, value
from game.desk.widgets.foot import Foot
from game.desk.widgets.lines import Pointed
from game.script.tongue import N_, _
from game.session.game import Game
from game.session.views import FigureView

LEDGER: tuple[Command, ...] = (
    Command(
        "page_on", "space", N_("Scroll"), N_("Scroll what is said of the figure, and back up."), N_("scroll"), "space"
    ),
    Command("close", "escape,q,l", N_("Close"), N_("Back to the desk."), N_("close"), "esc"),
)


def row(view: FigureView) -> Content:
    """A figure in the list."""
    chart = line(("  ~" if view.chart else "") + ("  +" if view.last_seen else ""), FAINT)
    told = status(view)
    gap = "  " if told.plain else ""
    return line(f"{view.label}  ", FAINT).append(value(view)).append(gap).append(told).append(chart)


class Rows(Pointed):
    """The figures."""

    BINDINGS = bindings(
        (Command("select", "enter", N_("Why"), N_("What the figure rests on."), N_("why"), "↑↓ enter"),)
    )


class LedgerScreen(Once[None]):
    """All figures at the left, the one in hand at the right."""

    BINDINGS = bindings(LEDGER)
    app = getters.app(DeskApp)

    def __init__(self, game: Game) -> None:
        super().__init__(classes="reading")
        self.game = game
        self.rows = game.ledger()

    def compose(self) -> ComposeResult:
        """The list by groups, the figure in hand."""
        options: list[Option] = []
        group = ""
        for view in self.rows:
            if view.group != group:
                group = view.group
                options.append(Option(line(group.upper(), "bold"), disabled=True))
            options.append(Option(row(view), id=view.id))
        with Vertical(classes="sheet wide"):
            key = line(_("   ~ has a history   + seen before   enter: why"), FAINT)
            yield Static(line(_("The ledger"), "bold").append(key), classes="heading")
            with Horizontal(id="ledger"):
                yield Rows(*options, markup=False, compact=True)
                with VerticalScroll(id="figure"):
                    yield Static(id="note")
                    yield Chart(id="history")
        yield Foot(compact=True, show_command_palette=False)

    def on_mount(self) -> None:
        """The first figure in hand."""
        choices = self.query_one(OptionList)
        choices.focus()
        choices.highlighted = next((n for n, o in enumerate(choices.options) if not o.disabled), None)

    @on(OptionList.OptionHighlighted)
    def _in_hand(self, event: OptionList.OptionHighlighted) -> None:
        event.stop()
        self.show_row(event.option_id)

    def show_row(self, name: str | None) -> None:
        """The note and the chart of one figure."""
        view = next((r for r in self.rows if r.id == name), None)
        if view is None:
            return
        seen = line(_("last seen: {last_seen}").format(last_seen=view.last_seen)) if view.last_seen else Content("")
        figure = stack([line(view.label, "bold"), value(view), status(view), seen], gap=0)
        self.query_one("#note", Static).update(stack([figure, prose(view.note)]))
        self.query_one(Chart).chart = self.game.history(view.id)
        self.query_one("#figure", VerticalScroll).scroll_home(animate=False)

    @on(OptionList.OptionSelected)
    def _why(self, event: OptionList.OptionSelected) -> None:
        event.stop()
        if event.option_id is not None and on_top(self):
            from game.desk.screens.why import WhyScreen

            self.app.push_screen(WhyScreen(self.game, event.option_id))

    def on_resize(self, _event: events.Resize) -> None:
        """Charts are drawn to the width."""
        self.query_one(Chart).refresh(layout=True)

    def action_page_on(self) -> None:
        """Scroll the note and the chart of the figure in hand; at their foot, back to their top."""
        pane = self.query_one("#figure", VerticalScroll)
        if pane.max_scroll_y - pane.scroll_y >= 1:
            pane.scroll_page_down(animate=False)
        else:
            pane.scroll_home(animate=False)

    def action_close(self) -> None:
        """Back to the desk."""
        self.dismiss()
