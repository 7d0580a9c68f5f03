"""Names and numbers of a story in words: a label, a value in its unit, and where it comes from. Pure."""

from __future__ import annotations

from attrs import define, field, frozen

from game.engine.program import Program
from game.script.faults import Place
from game.script.model import Row
from game.script.prose import format_number
from game.script.syntax import Name
from game.script.tongue import N_, _
from game.session.gazetteer import word_said

BUILT_IN = {
    "turn": N_("The turn"),
    "turn_index": N_("Turns since the beginning"),
    "season": N_("The time of year"),
    "played_cut": N_("Whether a lesson is played"),
}


@frozen
class Declared:
    """What a story says of one name."""

    label: str
    unit: str
    status: str
    source: str
    keys: tuple[str, ...]
    place: Place


@define
class Lexicon:
    """The words of one story's names."""

    program: Program
    names: dict[str, Declared] = field(init=False)
    rows: dict[str, Row] = field(init=False)

    def __attrs_post_init__(self) -> None:
        scenario = self.program.scenario
        world, figures = scenario.world, scenario.figures
        self.names = {}
        for item in (
            *world.parameters, *world.seasons, *world.series, *world.stocks, *world.flows, *world.draws, *world.levers,
            *figures.variables, *figures.derived, *figures.conditions,
        ):  # fmt: skip
            unit, status = str(getattr(item, "unit", "")), str(getattr(item, "status", ""))
            source, keys = str(getattr(item, "source", "")), tuple(getattr(item, "sources", ()))
            label = _title(str(item.label) or item.id.replace("_", " "), unit)
            self.names[item.id] = Declared(label, unit, status, source, keys, item.place)
        self.rows = {}
        for row in figures.ledger:
            if isinstance(row.claimed.expr, Name) and row.format not in self.program.bands:
                self.rows.setdefault(row.claimed.expr.id, row)

    def label(self, name: str) -> str:
        """What a name means."""
        known = self.names.get(name)
        return known.label if known else _(BUILT_IN.get(name, name.replace("_", " ")))

    def unit(self, name: str) -> str:
        """The unit of a name; empty where it has none."""
        known = self.names.get(name)
        return known.unit if known else ""

    def source(self, name: str) -> str:
        """Where a name is declared, how sure it is, and what it rests on."""
        known = self.names.get(name)
        if known is None:
            return ""
        place = _("{value}, line {line}").format(value=known.place.file.rsplit("/", 1)[-1], line=known.place.line)
        rests = known.source or ", ".join(known.keys)
        return "; ".join(part for part in (place, known.status, rests if rests != known.status else "") if part)

    def words(self, name: str, value: float | bool | None) -> str:
        """A value as a reader would say it, with its unit; as the ledger writes it, where it stands there."""
        if value is None:
            return ""
        symbol = self.program.scope.symbols.get(name)
        if name in ("turn", "turn_index"):
            return self._turn(float(value)) if name == "turn" else plain(float(value))
        if symbol is not None and symbol.words:
            return word_said(self.program.scenario, symbol.words[int(value)])
        if isinstance(value, bool) or name in self.program.layout.flags:
            return _("yes") if value else _("no")
        row = self.rows.get(name)
        if row is not None:
            return self.row(row, float(value))
        unit = self.unit(name)
        return self._turn(value) if unit == "turn" else in_unit(value, unit)

    def row(self, row: Row, value: float) -> str:
        """A value as a row of the ledger writes it."""
        text = format_number(value, row.format, self.program.bands)
        return f"{text} {row.unit}".rstrip()

    def _turn(self, value: float) -> str:
        turns = self.program.turns
        return turns[int(value)].label if 0 <= value < len(turns) else _("none")


def _title(label: str, unit: str) -> str:
    """A label; of a flag, what it says when it is 1."""
    return label[2:3].upper() + label[3:] if unit == "flag" and label.startswith("1 ") else label


def in_unit(value: float, unit: str) -> str:
    """A number in its unit: shares in percent, flags as yes or no."""
    head, _bar, rest = unit.partition(" ")
    if head == "share":
        return f"{plain(value * 100)} % {rest}".rstrip()
    if head == "chance":
        return _("a chance of {value} % {rest}").format(value=plain(value * 100), rest=rest).rstrip()
    if unit in ("flag", "switch"):
        return _("yes") if value else _("no")
    if head == "ratio":
        times = _("times ")
        return f"{plain(value)} {rest.replace('to ', times, 1)}".rstrip()
    if head.rstrip(",") == "index":
        return f"{plain(value)} ({unit})"
    return f"{plain(value)} {unit}".rstrip()


def plain(value: float) -> str:
    """A number with about three digits, without an exponent."""
    size = abs(value)
    if size >= 100:
        return f"{value:,.0f}"
    places = 1 if size >= 10 else 2 if size >= 1 else 3 if size >= 0.1 else 4 if size >= 0.01 else 6
    text = f"{value:.{places}f}".rstrip("0").rstrip(".")
    return "0" if text in ("-0", "") else text
