"""How a scenario's model works, as frozen values: its parts in words, and everything it declares."""

from __future__ import annotations

from collections.abc import Mapping

from attrs import frozen

from game.debrief.views import LimitView


@frozen
class PassageView:
    """A part of the model in words."""

    title: str
    paragraphs: tuple[str, ...]


@frozen
class StockRow:
    """What is carried from turn to turn: its value before the first, its range."""

    id: str
    label: str
    unit: str
    starts: str
    low: float
    high: float
    status: str


@frozen
class FlowRow:
    """What is worked out afresh each turn; `desk` if only the desk reads it."""

    id: str
    label: str
    unit: str
    desk: bool


@frozen
class ParameterRow:
    """A constant. `settings` has its value in each province where that differs."""

    id: str
    label: str
    unit: str
    value: float
    low: float
    high: float
    varies: float
    status: str
    source: str
    sources: tuple[str, ...]
    settings: Mapping[str, float]


@frozen
class TrackRow:
    """Numbers no signature changes: one a turn, or one a season of the year."""

    id: str
    label: str
    unit: str
    values: tuple[float, ...]
    status: str
    sources: tuple[str, ...]


@frozen
class OrderRow:
    """A step of a standing order."""

    id: str
    say: str
    k: float


@frozen
class LeverRow:
    """What a signature moves. `open` tells the turns in which it can be ordered; `words` what each step says."""

    id: str
    label: str
    unit: str
    low: float
    high: float
    open: tuple[bool, ...]
    neutral: tuple[float, ...]
    line: tuple[float, ...]
    successor: str
    one_turn: bool
    words: Mapping[str, str]


@frozen
class DrawRow:
    """Something chance decides."""

    id: str
    label: str
    kind: str


@frozen
class TableRow:
    """A curve through points."""

    id: str
    label: str
    points: tuple[tuple[float, float], ...]


@frozen
class RuleRow:
    """One line of the model: what it sets, in words and by name, how, and why."""

    number: int
    sets: str
    label: str
    to: str
    why: str


@frozen
class StageRows:
    """The rules that run together, in their order; `after` is the part of the turn they follow."""

    id: str
    after: str
    rules: tuple[RuleRow, ...]


@frozen
class CitedRow:
    """A source a declaration rests on."""

    id: str
    authors: str
    year: str
    title: str


@frozen
class ModelView:
    """The whole model of a scenario."""

    title: str
    turns: tuple[str, ...]
    seasons: tuple[str, ...]
    settings: tuple[tuple[str, str], ...]
    standing_k: float
    passages: tuple[PassageView, ...]
    limits: tuple[LimitView, ...]
    stocks: tuple[StockRow, ...]
    flows: tuple[FlowRow, ...]
    parameters: tuple[ParameterRow, ...]
    season_values: tuple[TrackRow, ...]
    series: tuple[TrackRow, ...]
    orders: tuple[OrderRow, ...]
    levers: tuple[LeverRow, ...]
    draws: tuple[DrawRow, ...]
    tables: tuple[TableRow, ...]
    stages: tuple[StageRows, ...]
    cited: tuple[CitedRow, ...]
