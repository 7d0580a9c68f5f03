"""What was worked out of a run, or of machine plays, and a file that keeps it for the next time.

The file is a convenience and never trusted: it is named by what it belongs to, read under a limit, and every value in
it must be one that could have been worked out here; of anything else the whole file is passed over, and work begins
anew.
"""

from __future__ import annotations

import json
import os
import re
import tempfile
from collections.abc import Iterator
from hashlib import sha256
from math import isfinite
from pathlib import Path
from typing import Any, cast

from attrs import Factory, define, frozen

from game.engine.program import Program
from game.engine.version import ENGINE
from game.playtest.outcome import STAYED, Outcome, holders, reading
from game.playtest.pairs import Case, Change, Pair
from game.script.logic import logic_hash

FORMAT = 1
METHOD = 1  # another way to choose, to pair or to read is another number: what was kept before is no longer ours
MOST_BYTES = 32 * 1024 * 1024
MOST_FILES = 200
_NAME = re.compile(r"[0-9a-f]{40}\.json\Z")
SEEDS = 2**20


@define
class Store:
    """Outcomes by seed: of a run as signed (or of one official), and of its changes."""

    kept: dict[int, Outcome] = Factory(dict[int, Outcome])
    changed: dict[Change, dict[int, Outcome | None]] = Factory(dict[Change, dict[int, Outcome | None]])

    def add(self, pair: Pair) -> None:
        """Take in what a seed came to."""
        self.kept[pair.seed] = pair.kept
        for change, outcome in pair.changed.items():
            self.changed.setdefault(change, {})[pair.seed] = outcome

    def missing(self, change: Change, seed: int) -> bool:
        """Whether this pair has still to be played."""
        return seed not in self.kept or seed not in self.changed.get(change, {})


def key_of(program: Program, what: str, case: Case | None = None, cut: str = "") -> str:
    """The name of what is kept: everything that outcomes depend on, and nothing of the player but his decisions."""
    parts = (FORMAT, METHOD, what, program.scenario.id, logic_hash(program.scenario), ENGINE, reading(program), cut)
    run = (case.seed, case.cut, case.carried, [(d.turn, d.scene, d.picks) for d in case.decisions]) if case else ()
    return sha256(repr((parts, run)).encode()).hexdigest()[:40]


def save(folder: Path, key: str, store: Store, program: Program) -> None:
    """Keep it, in one step; a machine that refuses is no harm."""
    names = _Names.of(program)
    data = {
        "key": key,
        "kept": [[seed, names.write(o)] for seed, o in store.kept.items()],
        "changed": [
            [c.number, list(c.picks), [[seed, o and names.write(o)] for seed, o in found.items()]]
            for c, found in store.changed.items()
        ],
    }
    try:
        folder.mkdir(parents=True, exist_ok=True)
        handle, name = tempfile.mkstemp(prefix=".new-", dir=folder)
        try:
            with os.fdopen(handle, "w", encoding="ascii") as file:
                json.dump(data, file, separators=(",", ":"))
            Path(name).replace(folder / f"{key}.json")
            _prune(folder)
        except BaseException:
            Path(name).unlink(missing_ok=True)
            raise
    except OSError:
        return


def _prune(folder: Path) -> None:
    """Let go of what was used longest ago, where there is too much."""
    ours = [p for p in folder.glob("*.json") if _NAME.match(p.name)]
    for path in sorted(ours, key=lambda p: p.stat().st_mtime, reverse=True)[MOST_FILES:]:
        path.unlink(missing_ok=True)


def load(folder: Path, key: str, program: Program, case: Case | None = None) -> Store:
    """What was kept under a name; an empty store for a file that is missing, or not what we would have written."""
    path = folder / f"{key}.json"
    try:
        if not path.is_file() or path.stat().st_size > MOST_BYTES:
            return Store()
        return _Reader(_Names.of(program), case).store(json.loads(path.read_bytes()), key)
    except (OSError, ValueError, RecursionError, _Foreign):
        return Store()


class _Foreign(Exception):  # noqa: N818 - a finding inside this module
    """Not something that could have been worked out here."""


@frozen
class _Names:
    """Words of outcomes and their numbers in the file."""

    measures: int
    chairs: int
    turns: int
    endings: tuple[str, ...]
    fates: tuple[tuple[str, ...], ...]

    @classmethod
    def of(cls, program: Program) -> _Names:
        scenario = program.scenario
        parts = scenario.endings.naming()
        return cls(
            len(scenario.debrief.measures),
            len(holders(program)),
            len(program.turns),
            tuple(dict.fromkeys((*(e.id for part in parts for e in part.endings), "end"))),
            tuple(tuple(dict.fromkeys(f.id for f in p.fates)) for p in scenario.people),
        )

    def write(self, o: Outcome) -> list[Any]:
        fates = [own.index(fate) for own, fate in zip(self.fates, o.fates, strict=True)]
        return [list(o.measures), o.chair, o.left, self.endings.index(o.ending), fates]


@frozen
class _Reader:
    """Reads a file as somebody would who expects it to be forged."""

    names: _Names
    case: Case | None

    def store(self, data: Any, key: str) -> Store:
        if not isinstance(data, dict) or cast("dict[str, Any]", data).keys() != {"key", "kept", "changed"}:
            raise _Foreign
        if data["key"] != key:
            raise _Foreign
        store = Store()
        for seed, value in self._rows(data["kept"], 2):
            store.kept[self._whole(seed, SEEDS)] = self._outcome(value)
        for number, picks, rows in self._rows(data["changed"], 3):
            change = self._change(number, picks)
            own = store.changed.setdefault(change, {})
            for seed, value in self._rows(rows, 2):
                own[self._whole(seed, SEEDS)] = None if value is None else self._outcome(value)
            if not own.keys() <= store.kept.keys():
                raise _Foreign
        return store

    def _change(self, number: Any, picks: Any) -> Change:
        decisions = self.case.decisions if self.case else ()
        place = self._whole(number, len(decisions) + 1)
        if place == 0 or not all(isinstance(p, str) and len(p) < 100 for p in self._list(picks)):
            raise _Foreign
        return Change(place, tuple(cast("list[str]", picks)))

    def _outcome(self, value: Any) -> Outcome:
        names = self.names
        measures, chair, left, ending, fates = self._list(value, 5)
        for number in self._list(measures, names.measures):
            if type(number) not in (int, float) or not isfinite(number):
                raise _Foreign
        return Outcome(
            tuple(float(number) for number in measures),
            self._whole(chair, names.chairs),
            STAYED if left == STAYED else self._whole(left, names.turns),
            names.endings[self._whole(ending, len(names.endings))],
            tuple(
                own[self._whole(fate, len(own))]
                for own, fate in zip(names.fates, self._list(fates, len(names.fates)), strict=True)
            ),
        )

    def _rows(self, value: Any, length: int) -> Iterator[list[Any]]:
        return (self._list(row, length) for row in self._list(value))

    @staticmethod
    def _list(value: Any, length: int | None = None) -> list[Any]:
        if not isinstance(value, list) or (length is not None and len(cast("list[Any]", value)) != length):
            raise _Foreign
        return cast("list[Any]", value)

    @staticmethod
    def _whole(value: Any, below: int) -> int:
        if type(value) is not int or not 0 <= value < below:
            raise _Foreign
        return value
