"""The stories a server plays, in each language that is spoken: read once, when they are first asked for, and kept.

Thread-safe: a debrief may be worked out beside the pages.
"""

from __future__ import annotations

from pathlib import Path
from threading import RLock

from attrs import define, field

from game.engine.program import Program
from game.script.header import Header
from game.script.tongue import ENGLISH, _, language
from game.session.describe import drawn_map, places
from game.session.game import Game
from game.session.library import open_program, read_header_of
from game.session.retell import languages_of
from game.session.runcode import CodeError, read_head, scenario_number
from game.session.views import MapView, PlaceView


@define
class Shelf:
    """Stories by their ids. `cut` leaves one lesson of them to begin with."""

    folders: dict[str, Path]
    cut: str = ""
    languages: tuple[str, ...] = field(init=False)
    _programs: dict[tuple[str, str], Program] = field(factory=dict[tuple[str, str], Program], init=False)
    _headers: dict[tuple[str, str], Header] = field(factory=dict[tuple[str, str], Header], init=False)
    _places: dict[tuple[str, str], tuple[tuple[PlaceView, ...], MapView]] = field(
        factory=dict[tuple[str, str], "tuple[tuple[PlaceView, ...], MapView]"], init=False
    )
    _lock: RLock = field(factory=RLock, init=False)

    def __attrs_post_init__(self) -> None:
        told = {tag for folder in self.folders.values() for tag in languages_of(folder)}
        self.languages = (ENGLISH, *sorted(told - {ENGLISH}))

    @classmethod
    def of(cls, folders: tuple[Path, ...], cut: str = "") -> Shelf:
        """The stories of some folders, in their order. Raises ScenarioError for one that cannot be read."""
        return cls({read_header_of(folder).id: folder for folder in folders}, cut)

    def headers(self) -> tuple[Header, ...]:
        """The first pages, in the language that is spoken. Raises ScenarioError."""
        return tuple(self.header(name) for name in self.folders)

    def header(self, name: str) -> Header:
        """One of them. Raises ScenarioError, and KeyError for a story that is not here."""
        key = (name, language())
        with self._lock:
            if key not in self._headers:
                self._headers[key] = read_header_of(self.folders[name])
            return self._headers[key]

    def is_open(self, name: str) -> bool:
        """Whether a story is ready in the language that is spoken."""
        return (name, language()) in self._programs

    def program(self, name: str) -> Program:
        """A story ready to run. Raises ScenarioError, and KeyError for one that is not here."""
        key = (name, language())
        with self._lock:
            if key not in self._programs:
                self._programs[key] = open_program(self.folders[name])
            return self._programs[key]

    def keep(self, program: Program) -> None:
        """Keep a story that is open already, in the language that is spoken."""
        self._programs[program.scenario.id, language()] = program

    def name_of(self, code: str) -> str:
        """The story that a run code belongs to. Raises CodeError."""
        number = read_head(code).scenario
        found = next((name for name in self.folders if scenario_number(name) == number), None)
        if found is None:
            raise CodeError(_("this code belongs to a scenario that is not here"))
        return found

    def places(self, game: Game) -> tuple[tuple[PlaceView, ...], MapView]:
        """The places of a story and its map; they lie in files of their own, and are read once."""
        key = (game.program.scenario.id, language())
        with self._lock:
            if key not in self._places:
                self._places[key] = (places(game), drawn_map(game))
            return self._places[key]
