"""Why: a figure in hand and under it what it rests on; Enter goes down to a cause, b back up.

While a run is open, the chain shows only what the desk was told; the inquiry masks the rest, not this screen.
"""

from __future__ import annotations

from textual import on
from textual.app import ComposeResult
from textual.containers import Vertical, VerticalScroll
from textual.content import Content
from textual.widgets import OptionList, Static
from textual.widgets.option_list import Option

from game.debrief.why.inquiry import Inquiry
from game.debrief.why.views import ENDS, Kind, WhyNode, WhyView
from game.desk.commands import Command, bindings
from game.desk.content import FAINT, line, prose, stack, verbatim
from game.desk.screens.once import Once
from game.desk.widgets.foot import Foot
from game.desk.widgets.lines import Pointed
from game.script.tongue import N_, _
from game.session.game import Game

WHY: tuple[Command, ...] = (
    Command("up", "b,backspace", N_("Go up"), N_("Back to what it was a cause of."), N_("go up"), "b"),
    Command("page_on", "space", N_("Scroll"), N_("Scroll the sentences down."), N_("scroll"), "space"),
    Command("close", "escape", N_("Close"), N_("Back to where you were."), N_("close"), "esc"),
)
AS_TOLD, AS_IT_WAS = N_("As the desk was told"), N_("As it was")
MOST_CRUMBS = 4


class Rests(Pointed):
    """What a cause rests on."""

    BINDINGS = bindings(
        (Command("select", "enter", N_("Go down"), N_("To what this cause rests on."), N_("go down"), "enter"),)
    )


class WhyScreen(Once[None]):
    """The chain behind a figure, one step at a time."""

    BINDINGS = bindings(WHY)

    def __init__(self, game: Game, figure: str) -> None:
        super().__init__(classes="reading")
        self.inquiry = Inquiry.of(game)
        self.view: WhyView = self.inquiry.figure(figure)
        self.path: list[WhyNode] = []
        self.under: list[WhyNode] = []

    def compose(self) -> ComposeResult:
        """The way here, the cause in hand, what it rests on."""
        with Vertical(classes="sheet"):
            yield Static(id="crumbs", classes="heading")
            with VerticalScroll(can_focus=False):
                yield Static(id="cause")
            yield Rests(id="rests", markup=False, compact=True)
        yield Foot(compact=True, show_command_palette=False)

    def on_mount(self) -> None:
        """The figure itself first."""
        self.show_cause()

    def show_cause(self) -> None:
        """Lay down the cause in hand and its inputs."""
        here = self.path[-1] if self.path else None
        self.under = self._inputs(here)
        way = [self.view.heading, *(node.label for node in self.path)]
        self.query_one("#crumbs", Static).update(line(" › ".join(way[:1] + way[1:][-MOST_CRUMBS:]), "bold"))
        self.query_one("#cause", Static).update(told(here) if here else self._top())
        rests = self.query_one("#rests", OptionList)
        rests.clear_options()
        rests.add_options([Option(self._row(place, node, here)) for place, node in enumerate(self.under)])
        rests.display = bool(self.under)
        if self.under:
            rests.highlighted = 0
            rests.focus()

    def _inputs(self, here: WhyNode | None) -> list[WhyNode]:
        view = self.view
        if here is None:
            behind = [name for name in view.decisions if name not in view.roots]
            return [view.node(name) for name in (*view.roots, *behind)]
        if here.left_out and not here.inputs and here.kind not in ENDS:
            self.view = view = self.inquiry.figure(here.name, self._turn(here), closing=True)
            return [view.node(name) for name in view.node(view.roots[-1]).inputs]
        return [view.node(name) for name in here.inputs]

    def _turn(self, node: WhyNode) -> int:
        return self.inquiry.account.program.turn_index[node.turn]

    def _top(self) -> Content:
        roots, behind = self.view.roots, self.view.decisions
        start = (
            _("First the figure; below it the decisions found behind it, the most important first.") if behind else ""
        )
        nothing = all(self.view.node(name).kind is Kind.UNKNOWN for name in roots)
        masked = _("What it rests on is not known at this desk; the debrief opens it.") if nothing else ""
        return stack([prose(self.view.note), line(start, FAINT), line(masked, FAINT)])

    def _row(self, place: int, node: WhyNode, here: WhyNode | None) -> Content:
        roots = self.view.roots
        which = ""
        if here is None and place < len(roots) > 1:
            which = f"{_(AS_IT_WAS if place else AS_TOLD)}: "
        end = line(f"  {node.kind}", FAINT) if node.kind in ENDS else Content("")
        return line(which, FAINT).append(head(node)).append(end)

    @on(OptionList.OptionSelected, "#rests")
    def _chosen(self, event: OptionList.OptionSelected) -> None:
        event.stop()
        if event.option not in event.option_list.options:
            return  # the list has been laid anew since
        self.path.append(self.under[event.option_index])
        self.show_cause()

    def action_up(self) -> None:
        """Back up by one."""
        if self.path:
            self.path.pop()
            self.show_cause()

    def action_page_on(self) -> None:
        """Scroll down."""
        self.query_one(VerticalScroll).scroll_page_down(animate=False)

    def action_close(self) -> None:
        """Back to where it was opened."""
        self.dismiss()


def head(node: WhyNode) -> Content:
    """A cause in a line: what, when, how much."""
    if node.kind is Kind.UNKNOWN:
        return line(_("unknown to you"), FAINT)
    when = line(f", {node.turn_label}" if node.turn_label else "", FAINT)
    value = line(f"  {node.value}" if node.value else "", "bold")
    signed = line(f"  {node.sentence}" if node.kind is Kind.DECISION else "", FAINT)
    return line(node.label).append(when).append(value).append(signed)


def told(node: WhyNode) -> Content:
    """A cause in full: its sentence, then one step deeper the formula, the unit, where it stands."""
    deeper = [
        _("Worked out as: {formula}").format(formula=node.formula) if node.formula else "",
        _("Unit: {unit}").format(unit=node.unit) if node.unit else "",
    ]
    deeper += [_("It stands in: {source}").format(source=node.source) if node.source else ""]
    ends = (
        _("The chain ends here: {kind}.").format(kind=node.kind)
        if node.kind in ENDS
        else _("It rests on, enter goes down:")
    )
    sentence = prose("" if node.kind is Kind.DECISION else node.sentence)
    parts = [head(node), sentence, stack([verbatim(text, FAINT) for text in deeper if text], gap=0)]
    return stack([*parts, line(ends, FAINT)])
