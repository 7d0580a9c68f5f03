"""Debriefs as tables for a spreadsheet: one row a decision, one row a run, and what each column means. Pure.

RFC 4180: commas, quotes doubled, lines ending in CR LF. A cell that a spreadsheet could take for a formula gets an
apostrophe in front; numbers are numbers, with a point. Files begin with a byte order mark: Excel, which schools have,
reads UTF-8 only with one, and every other reader skips it.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Iterator, Sequence
from typing import TypeAlias

from attrs import frozen

from game.debrief.views import ChartBlock, DebriefView
from game.session.door import one_line
from game.session.views import Role

Cell: TypeAlias = "str | int | float | None"
ENCODING = "utf-8-sig"
FORMULA = "=+-@\uff1d\uff0b\uff0d\uff20"  # and as wide characters, which some readers take for the same


@frozen
class Column:
    """A column: its name, what it means, its unit (empty for words)."""

    name: str
    meaning: str
    unit: str = ""


RUN = Column("run", "which run of this file, counted from 1")
DECISIONS = (
    RUN,
    Column("number", "place of the decision in the run, counted from 1; 0 for one signed before a lesson began"),
    Column("turn", "id of the turn"),
    Column("turn_label", "the turn in words"),
    Column("scene", "id of the paper signed, or looks.BEAT for a day plan"),
    Column("title", "its title"),
    Column("choice", "id of what was signed; field.step for each line of a form; the looks of a day plan"),
    Column("stance", "the stance of what was signed; empty for a day plan"),
    Column("act", "what was signed, in words"),
)
RUNS = (
    RUN,
    Column("code", "the run code: the whole run; it holds no name"),
    Column("scenario", "id of the scenario"),
    Column("version", "version of the story"),
    Column("cut", "id of the lesson; empty for the full run"),
    Column("seed", "the number that chance starts from"),
    Column("closed", "1 if the run has ended, else 0; of an open run nothing real is told"),
    Column("decisions", "how many decisions it has"),
)
FIRST_OF_DICTIONARY = ("file", "column", "meaning", "unit")
FILES = {"decisions": "", "runs": "-runs", "dictionary": "-dictionary"}


def tables(views: Sequence[DebriefView]) -> dict[str, str]:
    """The three files as text, by what they hold."""
    measured = _measured(views)
    fates = [Column(f"fate.{p}", f"what became of {p}: the id of the fate; empty while open") for p in _people(views)]
    columns = (*RUNS, *measured, *fates)
    dictionary = [("decisions", c) for c in DECISIONS] + [("runs", c) for c in columns]
    return {
        "decisions": written(DECISIONS, _decisions(views)),
        "runs": written(columns, (_run(n, v, measured, fates) for n, v in enumerate(views, start=1))),
        "dictionary": _lines([FIRST_OF_DICTIONARY, *((of, c.name, c.meaning, c.unit) for of, c in dictionary)]),
    }


def written(columns: Sequence[Column], rows: Iterable[Sequence[Cell]]) -> str:
    """A table with the names of its columns on top."""
    return _lines([[c.name for c in columns], *rows])


def _lines(rows: Iterable[Sequence[Cell]]) -> str:
    out = io.StringIO()
    csv.writer(out, lineterminator="\r\n").writerows([safe(cell) for cell in row] for row in rows)
    return out.getvalue()


def safe(cell: Cell) -> Cell:
    """A cell that no spreadsheet runs: a number, or a text on one line that cannot begin a formula."""
    if cell is None or isinstance(cell, int | float):
        return cell
    text = one_line(cell)
    first = next((c for c in text if c.isprintable() and not c.isspace()), "")  # what is invisible hides nothing
    return f"'{text}" if first and first in FORMULA else text


def _decisions(views: Sequence[DebriefView]) -> Iterator[tuple[Cell, ...]]:
    for run, view in enumerate(views, start=1):
        for d in (*view.earlier, *view.decisions):
            signed = (" ".join(d.choice), " ".join(dict.fromkeys(d.stance)), d.act)
            yield (run, d.number, d.turn, d.turn_label, d.scene, d.title, *signed)


def _measured(views: Sequence[DebriefView]) -> list[Column]:
    """A column for each place of each line of this run's own, in every chart of any of the runs."""
    found: dict[str, Column] = {}
    for block in (b for view in views for b in view.charts):
        for name, line, label in _points(block):
            meaning = f"{block.chart.title}: {line}, {label}"
            found.setdefault(name, Column(name, meaning, block.chart.unit))
    return list(found.values())


def _points(block: ChartBlock) -> Iterator[tuple[str, str, str]]:
    for series in block.chart.series:
        if series.role is not Role.HISTORY:
            for label in block.chart.labels:
                place = label.split(" (")[0].lower().replace(" ", "_")
                yield f"{block.chart.id}.{series.id}.{place}", series.label, label


def _people(views: Sequence[DebriefView]) -> list[str]:
    return list(dict.fromkeys(p.id for view in views for p in view.people))


def _run(number: int, view: DebriefView, measured: Sequence[Column], fates: Sequence[Column]) -> tuple[Cell, ...]:
    values: dict[str, Cell] = {}
    for block in view.charts:
        own = [v for s in block.chart.series if s.role is not Role.HISTORY for v in s.values]
        values |= {name: _rounded(v) for (name, _, _), v in zip(_points(block), own, strict=True)}
    fate_of = {f"fate.{p.id}": p.fate for p in view.people}
    about = (view.code, view.scenario, view.version, view.cut, view.seed, int(view.closed), len(view.decisions))
    return (number, *about, *(values.get(c.name) for c in measured), *(fate_of.get(c.name, "") for c in fates))


def _rounded(value: float | None) -> float | None:
    """As many digits as mean anything."""
    return None if value is None else float(f"{value:.6g}")
