"""The model of a county as data: stocks, flows, parameters, history, levers, rules. Values only."""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum
from typing import TypeAlias

from attrs import frozen

from game.script.faults import Place
from game.script.shapes import FORMULA, IDENT, NUMBER, TEXT, Formula, key, many, one_of, pairs, where

Numbers: TypeAlias = tuple[float, ...]
NUMBERS = many(NUMBER)
TEXTS = many(TEXT)


class Draw(StrEnum):
    """The two kinds of chance."""

    NORMAL = "normal"
    UNIFORM = "uniform"


class Lasts(StrEnum):
    """How long an order stands."""

    STANDING = "standing"
    TURN = "turn"


@frozen
class Setting:
    """A province: a set of parameters that differ."""

    id: str = key(IDENT, "its id", name="setting")
    label: str = key(TEXT, "its name for a reader")
    set: Mapping[str, float] = key(pairs(NUMBER), "parameter: value", default={})
    place: Place = where()


@frozen
class OrderStep:
    """One step of a standing order: how far it goes towards what superiors demand."""

    id: str = key(IDENT, "its id", name="step")
    k: float = key(NUMBER, "0 is own judgement, 1 is what is demanded")
    say: str = key(TEXT, "in words")
    place: Place = where()


@frozen
class Parameter:
    """A constant of the model."""

    id: str = key(IDENT, "its id", name="parameter")
    value: float = key(NUMBER, "the value", name="is")
    low: float = key(NUMBER, "lowest plausible value")
    high: float = key(NUMBER, "highest plausible value")
    unit: str = key(TEXT, "unit", default="")
    label: str = key(TEXT, "what it is, for a reader", default="")
    status: str = key(TEXT, "sourced, fitted, assumption, scenario, design", default="assumption")
    source: str = key(TEXT, "where it comes from, in words", default="")
    sources: tuple[str, ...] = key(TEXTS, "keys of the bibliography", default=())
    varies: float = key(NUMBER, "relative spread from seed to seed", default=0.0)
    place: Place = where()


@frozen
class SeasonValue:
    """A number that depends on the season alone."""

    id: str = key(IDENT, "its id", name="season_value")
    values: Numbers = key(NUMBERS, "one number a season, in the order of the world's `season_order`", name="is")
    unit: str = key(TEXT, "unit", default="")
    label: str = key(TEXT, "what it is", default="")
    place: Place = where()


@frozen
class Series:
    """A track of history: one number a turn, whatever the player does."""

    id: str = key(IDENT, "its id", name="series")
    values: Numbers = key(NUMBERS, "one number a turn", name="is")
    unit: str = key(TEXT, "unit", default="")
    label: str = key(TEXT, "what it is", default="")
    source: str = key(TEXT, "where it comes from", default="")
    sources: tuple[str, ...] = key(TEXTS, "keys of the bibliography", default=())
    status: str = key(TEXT, "sourced, fitted, assumption", default="assumption")
    place: Place = where()


@frozen
class Stock:
    """What is carried from turn to turn."""

    id: str = key(IDENT, "its id", name="stock")
    starts: Formula = key(FORMULA, "value before the first turn")
    low: float = key(NUMBER, "lowest possible value")
    high: float = key(NUMBER, "highest possible value")
    unit: str = key(TEXT, "unit")
    label: str = key(TEXT, "what it is, for a reader")
    status: str = key(TEXT, "sourced, fitted, assumption, story", default="assumption")
    source: str = key(TEXT, "where its start comes from", default="")
    sources: tuple[str, ...] = key(TEXTS, "keys of the bibliography", default=())
    place: Place = where()


@frozen
class Flow:
    """What a rule computes afresh."""

    id: str = key(IDENT, "its id", name="flow")
    unit: str = key(TEXT, "unit")
    label: str = key(TEXT, "what it is, for a reader")
    low: float = key(NUMBER, "lowest natural value", default=float("-inf"))
    high: float = key(NUMBER, "highest natural value", default=float("inf"))
    status: str = key(TEXT, "model, or story: for the desk only", default="model")
    place: Place = where()


@frozen
class Chance:
    """A draw of chance, one a turn."""

    id: str = key(IDENT, "its id", name="draw")
    kind: Draw = key(one_of(Draw), "normal (clipped to 2.5) or uniform")
    reference: float = key(NUMBER, "its value in the noise-free run")
    label: str = key(TEXT, "what it stands for", default="")
    place: Place = where()


@frozen
class Lever:
    """Something an official orders. Its value is neutral + k * (line - neutral), kept within its range."""

    id: str = key(IDENT, "its id", name="lever")
    label: str = key(TEXT, "what it is, for a reader")
    low: float = key(NUMBER, "lowest value")
    high: float = key(NUMBER, "highest value")
    open: Numbers = key(NUMBERS, "one number a turn: 1 where it can be ordered", name="open_turns")
    neutral: Numbers = key(NUMBERS, "own judgement of a moderate official, one number a turn")
    line: Numbers = key(NUMBERS, "what superiors demand, one number a turn")
    successor: float = key(NUMBER, "k of a replacement", default=0.9)
    successor_value: float | None = key(NUMBER, "value a replacement sets, instead of k", default=None)
    lasts: Lasts = key(one_of(Lasts), "standing, or one turn", default=Lasts.STANDING)
    unit: str = key(TEXT, "unit", default="")
    words: Mapping[str, str] = key(pairs(TEXT), "step of an order: what it says on the desk", default={})
    place: Place = where()


@frozen
class Table:
    """A curve through points, straight between them and flat outside."""

    id: str = key(IDENT, "its id", name="table")
    points: tuple[Numbers, ...] = key(many(NUMBERS), "pairs of numbers, x rising")
    label: str = key(TEXT, "what it is", default="")
    place: Place = where()


@frozen
class Rule:
    """One line of the model: a name, what it becomes, and why in a sentence for a student."""

    id: str = key(IDENT, "its id", name="rule")
    stage: str = key(IDENT, "the part of the turn it belongs to")
    target: str = key(IDENT, "the stock or flow it sets", name="set")
    to: Formula = key(FORMULA, "its new value")
    why: str = key(TEXT, "a sentence for a student")
    place: Place = where()


@frozen
class World:
    """Everything the model declares."""

    settings: tuple[Setting, ...] = key(many(Setting), "sets of parameters; the first is played", default=())
    order_steps: tuple[OrderStep, ...] = key(many(OrderStep), "steps of a standing order", default=())
    standing_k: float = key(NUMBER, "k before anything is signed", default=0.55)
    season_order: tuple[str, ...] = key(
        TEXTS, "the seasons as season values list them", default=("autumn", "winter", "spring", "summer")
    )
    parameters: tuple[Parameter, ...] = key(many(Parameter), "constants", default=())
    seasons: tuple[SeasonValue, ...] = key(many(SeasonValue), "values by season", default=())
    series: tuple[Series, ...] = key(many(Series), "the history track", default=())
    stocks: tuple[Stock, ...] = key(many(Stock), "what is carried from turn to turn", default=())
    flows: tuple[Flow, ...] = key(many(Flow), "what rules compute", default=())
    draws: tuple[Chance, ...] = key(many(Chance), "chance", default=())
    levers: tuple[Lever, ...] = key(many(Lever), "what an official orders", default=())
    in_charge: Formula | None = key(FORMULA, "whose orders hold: the player's while this is true", default=None)
    tables: tuple[Table, ...] = key(many(Table), "curves", default=())
    rules: tuple[Rule, ...] = key(many(Rule), "the model, in order", default=())
    aliases: Mapping[str, str] = key(pairs(TEXT), "names of the reference run: names here", default={})
    place: Place = where()
