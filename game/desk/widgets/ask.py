"""What waits to be signed: choices, the fields of a form with what stands beside them, or a plan for the days.

The panel knows which alternatives are marked; it signs nothing. `Wanted` says that the player asks to sign.
"""

from __future__ import annotations

from typing import cast

from textual import events, on
from textual.app import ComposeResult, RenderResult
from textual.containers import Horizontal, VerticalScroll
from textual.content import Content
from textual.geometry import Size
from textual.message import Message
from textual.reactive import reactive
from textual.widget import Widget
from textual.widgets import Button, OptionList, Static
from textual.widgets.option_list import Option

from game.desk.commands import Command, bindings
from game.desk.content import FAINT, line
from game.desk.widgets.figures import MARKS, value
from game.desk.widgets.lines import Lines
from game.script.tongue import N_, _, ngettext
from game.session.views import AskKind, AskView, FieldView, OptionView, Status


def prompt(option: OptionView, width: int, *, marked: bool = False) -> Content:
    """One alternative: its number, what a step writes, the act, wrapped under itself; why it is closed, if it is.

    What is marked says so with a sign, for whoever sees no colour.
    """
    lead = line(f"{'▸' if marked else ' '}{option.number}  ", "bold" if marked else FAINT)
    told = line(f"{option.value}: " if option.value else "", "bold").append(line(option.say))
    if option.locked:
        told = told.append(line(_(" (closed: {locked})").format(locked=option.locked), FAINT))
    return hung(lead, told, width)


def hung(lead: Content, told: Content, width: int) -> Content:
    """A text behind its lead, wrapped under its own beginning; in one line where the width is not known yet."""
    rows = told.wrap(max(8, width - lead.cell_length)) if width else [told]
    hang = Content(" " * lead.cell_length)
    return Content("\n").join([(hang if place else lead).append(row) for place, row in enumerate(rows)])


def landmarks(field: FieldView, width: int) -> Content:
    """What stands beside a field: the figures in a column, in the field's own unit where nothing else is said."""
    rows = [(view, value(view, field.unit)) for view in field.beside]
    wide = max((figure.cell_length for _, figure in rows), default=0)
    made: list[Content] = []
    for view, figure in rows:
        seen = f" {_(MARKS[view.status])}" if view.status is Status.SEEN else ""
        label = line(f"{view.label}{seen}", FAINT)
        made.append(hung(figure.pad_left(wide - figure.cell_length).append("  "), label, width))
    return Content("\n").join(made)


class Beside(Widget):
    """What stands beside a field, at most half as wide as there is room."""

    def __init__(self, field: FieldView) -> None:
        super().__init__(classes="beside")
        self.field = field

    def get_content_width(self, container: Size, viewport: Size) -> int:  # noqa: ARG002
        """As wide as its longest row, if there is room."""
        rows = landmarks(self.field, 0).split("\n")
        return min(container.width // 2, max(row.cell_length for row in rows))

    def get_content_height(self, container: Size, viewport: Size, width: int) -> int:  # noqa: ARG002
        """As high as what is laid out."""
        return landmarks(self.field, width).get_height({}, width)

    def render(self) -> RenderResult:
        """The figures, for the width there is."""
        return landmarks(self.field, self.content_size.width)


class Choices(Lines):
    """Alternatives of one kind. A click marks; Enter asks to sign what is marked."""

    BINDINGS = bindings((Command("select", "enter", N_("Sign"), N_("Sign what is marked."), N_("sign"), "enter"),))

    def __init__(self, options: tuple[OptionView, ...], field: int) -> None:
        lines = (Option(prompt(o, 0), id=o.id, disabled=bool(o.locked)) for o in options)
        super().__init__(*lines, markup=False, compact=True)
        self.offered, self.field, self.room = options, field, 0
        self.highlighted = None

    def on_resize(self) -> None:
        """Wrap the alternatives to the room there is."""
        room = self.scrollable_content_region.width
        if room != self.room:
            self.room = room
            for place in range(len(self.offered)):
                self.say_again(place)

    def say_again(self, place: int) -> None:
        """Write one alternative anew, as it is marked now."""
        marked = place == self.highlighted
        self.replace_option_prompt_at_index(place, prompt(self.offered[place], self.room, marked=marked))

    def watch_highlighted(self, highlighted: int | None) -> None:
        """The mark moves with what is marked."""
        super().watch_highlighted(highlighted)
        if self.is_mounted:
            for place in range(len(self.offered)):
                self.say_again(place)

    class Unmarked(Message):
        """Enter was pressed with nothing marked."""

    def action_select(self) -> None:
        """Ask to sign what is marked."""
        if self.highlighted is None:
            self.post_message(self.Unmarked())
        super().action_select()

    async def _on_click(self, event: events.Click) -> None:
        event.prevent_default()  # the toolkit's own handler would sign at a touch
        place = event.style.meta.get("option")
        if isinstance(place, int) and not self.options[place].disabled:
            self.highlighted = place


class AskPanel(VerticalScroll):
    """The decision that waits, docked under the paper."""

    can_focus = False
    ask: reactive[AskView | None] = reactive(None, recompose=True)

    class Wanted(Message):
        """The player asks to sign."""

    def compose(self) -> ComposeResult:
        """The lists of alternatives, each with what stands beside it, and the button."""
        ask = self.ask
        if ask is None:
            return
        if ask.kind is AskKind.FORM:
            for number, field in enumerate(ask.fields):
                yield from self._field(field, number)
        elif ask.plan is not None:
            yield Static(
                line(
                    ngettext(
                        "To look into, with {days} day", "To look into, with {days} days", max(1, ask.plan.days)
                    ).format(days=ask.plan.days),
                    FAINT,
                )
            )
            yield Choices(ask.plan.options, 0)
        else:
            yield Choices(ask.options, 0)
        with Horizontal(id="signing"):
            yield Button(Content(_("Sign") if ask.plan is None else _("Go")), id="sign", compact=True)
            yield Static("", id="marked")

    def _field(self, field: FieldView, number: int) -> ComposeResult:
        unit = f", {field.unit}" if field.unit else ""
        of = len(self.ask.fields) if self.ask is not None else 0
        place = line(_("{number} of {of}  ").format(number=number + 1, of=of) if of > 1 else "", FAINT)
        yield Static(place.append(line(f"{field.label}{unit}", "bold")), classes="label")
        with Horizontal(classes="field"):
            yield Choices(field.options, number)
            if field.beside:
                yield Beside(field)

    def on_resize(self) -> None:
        """Say what lies below the edge, once it is laid out."""
        self.call_after_refresh(self.say_below)

    def watch_scroll_y(self, old_value: float, new_value: float) -> None:
        """What lies below the edge changes with what is in sight."""
        super().watch_scroll_y(old_value, new_value)
        self.say_below()

    def say_below(self) -> None:
        """On the line above: how many lines a form has, and that there is more below."""
        fields = len(self.ask.fields) if self.ask is not None else 0
        told = [_("a form of {fields} lines").format(fields=fields)] if fields > 1 else []
        told += [_("more below ▾")] if self.max_scroll_y - self.scroll_y >= 1 else []
        self.border_title = f" {', '.join(told)} " if told else ""

    @property
    def lists(self) -> list[Choices]:
        """The lists in the form's order."""
        return list(self.query(Choices))

    def _tell(self, told: Content) -> None:
        """Say something beside the button; nothing where the panel is just being laid anew."""
        for place in self.query("#marked").results(Static):
            place.update(told)

    def hint(self) -> None:
        """Say that something waits here."""
        self._tell(line(_("this one waits: mark one, then press enter")))

    def pick(self, number: int) -> None:
        """Mark the alternative of a number in the list that has the focus, or in the first that has none marked."""
        lists = self.lists
        here = next((c for c in lists if c.has_focus), lists[0] if lists else None)
        if here is None or number > here.option_count:
            return
        if here.get_option_at_index(number - 1).disabled:
            self._tell(line(_("that one is closed")))
            return
        here.highlighted = number - 1
        self.to_next()

    def to_next(self) -> bool:
        """Take the focus to the first list with nothing marked. False if all are marked."""
        unmarked = next((c for c in self.lists if c.highlighted is None), None)
        if unmarked is None:
            return False
        unmarked.focus()
        return True

    def picks(self) -> tuple[str, ...] | None:
        """What is marked; None while something is not, or while the lists are still those of another decision."""
        ask, lists = self.ask, self.lists
        if ask is None:
            return None
        rows = [ask.plan.options] if ask.plan is not None else [f.options for f in ask.fields] or [ask.options]
        if [c.offered for c in lists] != rows or any(c.highlighted is None for c in lists):
            return None
        marked = cast(list[int], [c.highlighted for c in lists])
        if ask.plan is not None:
            return ask.plan.plans[marked[0]]
        return tuple(row[place].id for row, place in zip(rows, marked, strict=True))

    @on(OptionList.OptionHighlighted)
    def _say_what_is_marked(self, event: OptionList.OptionHighlighted) -> None:
        event.stop()
        if event.option_list not in self.lists:
            return  # the panel has gone on to another decision since
        ready = self.picks() is not None
        self.set_class(ready, "-ready")
        told = _("enter, or this button") if ready else _("a number, or the arrow keys, to mark")
        self._tell(line(told, FAINT))

    @on(Choices.Unmarked)
    def _nothing_marked(self, event: Choices.Unmarked) -> None:
        event.stop()
        self._tell(line(_("mark one first, with a number or the arrow keys")))

    @on(OptionList.OptionSelected)
    def _enter_in_a_list(self, event: OptionList.OptionSelected) -> None:
        event.stop()
        if not self.to_next():
            self.post_message(self.Wanted())

    @on(Button.Pressed, "#sign")
    def _button(self, event: Button.Pressed) -> None:
        event.stop()
        if not self.to_next():
            self.post_message(self.Wanted())
