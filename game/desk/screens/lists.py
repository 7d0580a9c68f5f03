"""Pages to choose one line from: the decisions of a run, the saved runs."""

from __future__ import annotations

import time
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import ClassVar

from attrs import frozen
from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.content import Content
from textual.widgets import OptionList, Static
from textual.widgets.option_list import Option

from game.desk.commands import Command, bindings
from game.desk.content import FAINT, line, stack, verbatim
from game.desk.screens.once import Once
from game.desk.widgets.foot import Foot
from game.desk.widgets.lines import Pointed
from game.engine.program import Program
from game.script.tongue import N_, _, ngettext
from game.session.changed import Changed
from game.session.follow import is_over
from game.session.game import Game
from game.session.journal import SaveError, read_journal
from game.session.library import SaveInfo, list_saves


class Offered(Pointed):
    """The lines to choose from."""

    BINDINGS = bindings(
        (Command("select", "enter", N_("Choose"), N_("Take the line that is marked."), N_("choose"), "↑↓ enter"),)
    )


class ListScreen(Once[int | None]):
    """A list of lines; dismissed with the place of the one chosen, or None."""

    BINDINGS: ClassVar[list[BindingType]] = [Binding("escape,q", "cancel", N_("close"), key_display="esc")]

    def __init__(self, title: str, hint: str, rows: Sequence[tuple[Content, bool]], at: int = 0) -> None:
        super().__init__(classes="reading")
        self.heading, self.hint, self.rows, self.first = title, hint, rows, at

    def compose(self) -> ComposeResult:
        """The list and what it is for."""
        with Vertical(classes="sheet"):
            yield Static(stack([line(self.heading, "bold"), line(self.hint, FAINT)], gap=0), classes="heading")
            yield Offered(*(Option(row, disabled=not free) for row, free in self.rows), markup=False, compact=True)
        yield Foot(compact=True, show_command_palette=False)

    def on_mount(self) -> None:
        """The list has the focus."""
        choices = self.query_one(OptionList)
        choices.focus()
        if self.rows:
            choices.highlighted = max(0, min(self.first, len(self.rows) - 1))

    @on(OptionList.OptionSelected)
    def _chosen(self, event: OptionList.OptionSelected) -> None:
        event.stop()
        self.dismiss(event.option_index)

    def action_cancel(self) -> None:
        """Nothing is chosen."""
        self.dismiss(None)


class RewindScreen(ListScreen):
    """The decisions of a run. Dismissed with how many to keep, or None."""

    def __init__(self, game: Game) -> None:
        before, own = game.before(), game.decisions()
        self.signed = (*before, *own)
        lines = ((line(f"{d.turn}: {d.title}", "bold"), line(f"   {d.act}", FAINT)) for d in self.signed)
        rows = [(stack(pair, gap=0), place >= len(before)) for place, pair in enumerate(lines)]
        hint = _("Enter goes back to just before the decision. The run as it is now is kept.")
        if before:
            hint += _(" What was signed in the lesson before stays.")
        super().__init__(_("Rewind"), hint, rows, at=len(rows) - 1)

    @on(OptionList.OptionSelected)
    def _chosen(self, event: OptionList.OptionSelected) -> None:
        event.stop()
        event.prevent_default()
        self.dismiss(self.signed[event.option_index].number - 1)


def save_row(save: SaveInfo, titles: dict[str, str], now: float) -> tuple[Content, bool]:
    """A save in the list, and whether it can be opened."""
    if not save.scenario:
        trouble = verbatim(_("   cannot be read: {trouble}").format(trouble=save.trouble), FAINT)
        return stack([verbatim(save.path.name, "bold"), trouble], gap=0), False
    what = titles.get(f"{save.scenario}.{save.cut}", titles.get(save.scenario, save.scenario))
    told = _("   {decisions} decisions, last signed {now}, {name}").format(
        decisions=save.decisions, now=ago(now - save.modified), name=save.path.name
    )
    trouble = [verbatim(_("   damaged: {trouble}").format(trouble=save.trouble), FAINT)] if save.trouble else []
    return stack([line(what, "bold"), verbatim(told, FAINT), *trouble], gap=0), True


@frozen
class Latest:
    """The run saved last: its path, what it is in a few words, and whether it is over."""

    path: str
    told: str
    over: bool


def latest(folder: Path, titles: dict[str, str], program_of: Callable[[str], Program]) -> Latest | None:
    """The run saved last of a story that is offered."""
    save = next((s for s in list_saves(folder) if s.scenario in titles), None)
    if save is None:
        return None
    try:
        contents = read_journal(save.path)
    except (OSError, SaveError):
        return None
    over = is_over(program_of(save.scenario), contents)
    what = titles.get(f"{save.scenario}.{save.cut}", titles[save.scenario])
    when = ago(time.time() - save.modified)
    told = _("{what}, ended {when}: its last pages and its debrief.").format(what=what, when=when) if over else ""
    return Latest(
        str(save.path),
        told
        or _("{what}, {decisions} decisions, last signed {when}.").format(
            what=what, decisions=save.decisions, when=when
        ),
        over,
    )


def ways_screen(found: Changed) -> ListScreen:
    """A save whose story has changed since: what differs, and the ways to go on."""
    hint = _("{at} of {decisions} decisions agree. The save itself stays as it is.").format(
        at=found.at, decisions=found.decisions
    )
    rows = [(line(offer.says[:1].upper() + offer.says[1:]), True) for offer in found.offers]
    nothing = "" if rows else _(" There is no way to go on: the story it was begun in was not kept here.")
    return ListScreen(found.says(), hint + nothing, rows)


def close_screen() -> ListScreen:
    """Before the debrief of a run that is still open: as far as it can go, or close the run."""
    rows = [
        (line(_("Look at what the desk was told so far")), True),
        (line(_("Close this run now, and open its debrief")), True),
    ]
    hint = _("A closed run is not signed any further; rewind goes on from it in a new save.")
    return ListScreen(_("This run is still open"), hint, rows)


def ago(seconds: float) -> str:
    """How long ago, in words."""
    days, hours, minutes = (int(seconds // size) for size in (86400, 3600, 60))
    if days >= 1:
        return ngettext("{number} day ago", "{number} days ago", days).format(number=days)
    if hours >= 1:
        return ngettext("{number} hour ago", "{number} hours ago", hours).format(number=hours)
    if minutes >= 1:
        return ngettext("{number} minute ago", "{number} minutes ago", minutes).format(number=minutes)
    return _("just now")


def saves_screen(saves: Sequence[SaveInfo], titles: dict[str, str], folder: Path) -> ListScreen:
    """The saved runs, the latest first."""
    rows = [save_row(s, titles, time.time()) for s in saves]
    hint = (
        _("In {folder}").format(folder=folder)
        if rows
        else _("There is no saved run in {folder} yet.").format(folder=folder)
    )
    return ListScreen(_("Saved runs"), hint, rows)
