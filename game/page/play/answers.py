"""From what a form sends to picks: ids of what is on offer, one a line; anything else is refused in words."""

from __future__ import annotations

from collections.abc import Mapping

from attrs import frozen

from game.script.tongue import _
from game.session.lines import unstressed
from game.session.views import AskView, OptionView

CHOICE, PLAN, LINE, SCENE = "choice", "plan", "line.", "scene"


@frozen
class Row:
    """One line of a form: its name there, and what it may be answered with."""

    name: str
    label: str
    options: tuple[OptionView, ...]


class Unmarked(Exception):  # noqa: N818 - no fault, only an answer that is not there yet
    """What was sent cannot be signed; the words say why. `rows` are the names of the lines it is about."""

    def __init__(self, says: str, rows: tuple[str, ...] = ()) -> None:
        super().__init__(says)
        self.rows = rows


def rows_of(ask: AskView) -> tuple[Row, ...]:
    """The lines that a decision is answered in."""
    if ask.plan is not None:
        return (Row(PLAN, "", ask.plan.options),)
    if ask.fields:
        return tuple(Row(LINE + field.id, field.label, field.options) for field in ask.fields)
    return (Row(CHOICE, "", ask.options),)


def marked(ask: AskView | None, sent: Mapping[str, object]) -> dict[str, str]:
    """What was marked, line by line, as far as it is on offer: for a form that is shown again."""
    if ask is None:
        return {}
    found = ((row.name, sent.get(row.name), {o.id for o in row.options}) for row in rows_of(ask))
    return {name: value for name, value, known in found if isinstance(value, str) and value in known}


def picks_of(ask: AskView | None, sent: Mapping[str, object]) -> tuple[str, ...]:
    """The picks that a form stands for. Raises Unmarked."""
    if ask is None:
        raise Unmarked(_("Nothing waits to be signed here."))
    if sent.get(SCENE) != ask.scene:
        raise Unmarked(_("What you sent belongs to another paper than the one that waits here."))
    found = marked(ask, sent)
    rows = rows_of(ask)
    missing = tuple(row for row in rows if row.name not in found)
    if missing:
        raise Unmarked(_unmarked(missing, len(rows)), tuple(row.name for row in missing))
    for row in rows:
        option = next(o for o in row.options if o.id == found[row.name])
        if option.locked:
            raise Unmarked(_("That is closed: {locked}").format(locked=unstressed(option.locked)), (row.name,))
    if ask.plan is not None:
        place = next(n for n, option in enumerate(ask.plan.options) if option.id == found[PLAN])
        return ask.plan.plans[place]
    return tuple(found[row.name] for row in rows)


def _unmarked(missing: tuple[Row, ...], lines: int) -> str:
    if lines == 1:
        return _("Nothing is marked yet, so nothing is signed. Mark one answer.")
    named = "; ".join(row.label for row in missing)
    return _("Nothing is signed until every line is marked. Still open: {named}.").format(named=named)
