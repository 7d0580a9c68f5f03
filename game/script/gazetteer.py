"""`places.yaml`: the places of a story and its map, drawn and in words. Values only.

No run depends on it: `check` reads it, and whoever shows the places, when a reader asks. A drawn map is plain: every
terminal has its signs, and it fits an 80-column screen with a frame around it. A character that is two columns wide
counts as two.
"""

from __future__ import annotations

from enum import StrEnum
from pathlib import Path

from attrs import frozen

from game.script.cells import cells, width
from game.script.faults import Faults, Place
from game.script.files import read_one
from game.script.nodes import Node, Text
from game.script.shapes import IDENT, TEXT, Kind, Unreadable, key, many, one_of, where

PLACES = "places.yaml"
MOST_COLUMNS, MOST_ROWS = 74, 22


class Reality(StrEnum):
    """Whether there is such a place outside the story."""

    COMPOSITE = "composite"
    REAL = "real"


def _map(node: Node, faults: Faults) -> str:
    """A drawing within its bounds; every fault stands at its own row."""
    drawn = TEXT.read(node, faults)
    rows = drawn.split("\n")
    sound = True
    if len(rows) > MOST_ROWS:
        faults.add("map-size", _at(node, rows, MOST_ROWS, 0), "rows", rows=len(rows), most=MOST_ROWS)
        sound = False
    for number, row in enumerate(rows):
        if cells(row) > MOST_COLUMNS:
            place = _at(node, rows, number, MOST_COLUMNS)
            faults.add("map-size", place, columns=cells(row), most=MOST_COLUMNS)
            sound = False
        odd = next((n for n, sign in enumerate(row) if not " " <= sign <= "~" and width(sign) != 2), None)
        if odd is not None:
            faults.add("map-signs", _at(node, rows, number, odd), sign=row[odd])
            sound = False
    if not sound:
        raise Unreadable
    return drawn


def _at(node: Node, rows: list[str], number: int, column: int) -> Place:
    """The place of a column of a row in the file."""
    place = node.place
    if not isinstance(node, Text) or not node.block:
        return place
    indent = place.column - 1 - (len(rows[0]) - len(rows[0].lstrip()))
    line = place.line + number
    text = node.lines[line - 1] if line <= len(node.lines) else ""
    return Place(place.file, line, indent + column + 1, text)


MAP = Kind("drawn map", _map)


@frozen
class NamedPlace:
    """A place that the story names."""

    id: str = key(IDENT, "its id", name="place")
    name: str = key(TEXT, "its name in the story")
    characters: str = key(TEXT, "the name in characters, or in Cyrillic")
    pronounce: str = key(TEXT, "how to say it")
    real: Reality = key(one_of(Reality), "composite, or real")
    about: str = key(TEXT, "what it is, in one or two sentences")
    place: Place = where()


@frozen
class Gazetteer:
    """`places.yaml`. Every part may be left out; a map that is drawn is told in words too."""

    map: str = key(MAP, f"the map, drawn: {MOST_COLUMNS} columns and {MOST_ROWS} rows of plain ASCII", default="")
    map_words: str = key(TEXT, "the same in words", default="")
    places: tuple[NamedPlace, ...] = key(many(NamedPlace), "the places in order", default=())
    place: Place = where()


def read_gazetteer(folder: Path, faults: Faults) -> Gazetteer:
    """The places of a scenario's folder, noting faults; what could not be read counts as left out."""
    found = read_one(folder / PLACES, Gazetteer, faults, Gazetteer()) or Gazetteer()
    if found.map and not found.map_words:
        faults.add("missing-key", found.place, "map_words")
    faults.twice(((item.id, item.place) for item in found.places), "place")
    return found
