"""Sealed lines: how a journal is written as text and what can be trusted of one that is read.

Each line is JSON with a sum chained to the good line before it, and counts only if it is written exactly as we write
it. What is read is always a beginning of what was written. A fragment (a crash, a full disk) is passed over when what
follows chains to the line before it; at the end of a file it is set aside and told. A whole line that does not chain is
damage, and reading stops there.
"""

from __future__ import annotations

import json
import re
import stat
from hashlib import sha256
from pathlib import Path
from typing import Any, cast

from attrs import asdict, fields, frozen

from game.script.tongue import _
from game.session.door import one_line

FORMAT = 1
SUFFIX = ".journal"
MOST_BYTES = 64 * 1024 * 1024
LONGEST_LINE = 100_000
LONGEST_NAME = 200
_LONGEST = {"carried": 8000}
SEEDS = 2**20
_ID = re.compile(r"[a-z][a-z0-9_]{0,47}\Z")
_CARRIED = re.compile(r"([a-z][a-z0-9_]{0,47}(\.[a-z][a-z0-9_]{0,47})?=[a-z][a-z0-9_]{0,47}( (?!\Z)|\Z))*\Z")
_HEX = re.compile(r"[0-9a-f]{16}\Z")


class SaveError(Exception):
    """A save that cannot be read or opened; the words are for the player."""


@frozen
class Heading:
    """The first line of a journal. `parent` and `at` say which run this comes from, and after how many decisions.

    `carried` is the file that was carried in, `campaign` the campaign the run belongs to; both are empty for most.
    """

    scenario: str
    logic: str
    engine: str
    seed: int
    cut: str = ""
    version: int = 1
    player: str = ""
    begun: str = ""
    parent: str = ""
    at: int = 0
    carried: str = ""
    campaign: str = ""


@frozen
class Line:
    """One decision as written."""

    number: int
    turn: str
    scene: str
    picks: tuple[str, ...]
    state: str


@frozen
class Contents:
    """What a file holds: its heading, the lines that can be trusted, and what was wrong, in words.

    `torn`: the file ends in a fragment that was set aside. `ends_clean`: the next line may follow at once. `laid_down`:
    the turn in which the run was closed before its end; nothing may follow.
    """

    heading: Heading
    lines: tuple[Line, ...]
    last_sum: str
    torn: bool = False
    damaged: str = ""
    ends_clean: bool = True
    size: int = 0
    laid_down: str = ""


def write_heading(heading: Heading) -> tuple[str, str]:
    """The first line of a journal and its sum."""
    return _seal("", {"format": FORMAT, **asdict(heading)})


def write_line(previous: str, line: Line) -> tuple[str, str]:
    """A decision as it is written after the line with the sum `previous`, and its own sum."""
    body = {"n": line.number, "turn": line.turn, "scene": line.scene, "pick": list(line.picks), "state": line.state}
    return _seal(previous, body)


def write_laid_down(previous: str, number: int, turn: str) -> tuple[str, str]:
    """The last line of a run that was closed before its end, and its sum."""
    return _seal(previous, {"n": number, "closed": turn})


def read_journal(path: Path) -> Contents:
    """Read what can be trusted. Raises SaveError if there is nothing."""
    name = one_line(path.name)
    try:
        about = path.stat()
        if not stat.S_ISREG(about.st_mode):
            raise SaveError(_("{name} is not a file").format(name=name))
        if about.st_size > MOST_BYTES:
            raise SaveError(
                _("{name} is far too large to be a save ({st_size} MiB)").format(
                    name=name, st_size=about.st_size // 1048576
                )
            )
        raw = path.read_bytes()
    except (OSError, ValueError) as error:
        raise SaveError(
            _("{name} cannot be read ({error})").format(name=name, error=getattr(error, "strerror", None) or error)
        ) from error
    return read_contents(raw, name)


def read_heading(path: Path) -> Heading:
    """The first line alone. Raises SaveError."""
    name = one_line(path.name)
    try:
        if not stat.S_ISREG(path.stat().st_mode):
            raise SaveError(_("{name} is not a file").format(name=name))
        with path.open("rb") as file:
            raw = file.read(LONGEST_LINE)
    except (OSError, ValueError) as error:
        raise SaveError(
            _("{name} cannot be read ({error})").format(name=name, error=getattr(error, "strerror", None) or error)
        ) from error
    return read_contents(raw.split(b"\n")[0], name).heading


def read_contents(raw: bytes, name: str) -> Contents:
    """What a journal's bytes hold. Raises SaveError if there is nothing."""
    texts = raw.decode("utf-8", "replace").split("\n")
    first = _unseal("", texts[0])
    if first is None:
        if not raw:
            raise SaveError(_("{name} is empty: no run was ever written to it").format(name=name))
        raise SaveError(_("{name} is not a save of this game, or its first line is damaged").format(name=name))
    body, mark = first
    heading = _heading(body, name)
    return _read_lines(heading, mark, texts, len(raw))


def _heading(body: dict[str, Any], name: str) -> Heading:
    """The heading, if it is one that this game could have written."""
    form = body.pop("format", None)
    if type(form) is not int or form != FORMAT:
        raise SaveError(_("{name} was written by another version of this game").format(name=name))
    words = {k: v for k, v in body.items() if isinstance(v, str)}
    texts: dict[str, Any] = {k: one_line(v)[: _LONGEST.get(k, LONGEST_NAME)] for k, v in words.items()}
    numbers: dict[str, Any] = {k: v for k, v in body.items() if type(v) is int}
    if not _TEXTS - _LATER <= texts.keys() <= _TEXTS or numbers.keys() != _NUMBERS:
        raise SaveError(
            _("{name} was written by another version of this game: its first line is not understood").format(name=name)
        )
    h = Heading(**texts, **numbers)
    fits = (
        _ID.match(h.scenario)
        and _HEX.match(h.logic)
        and (not h.cut or _ID.match(h.cut))
        and 0 <= h.seed < SEEDS
        and 0 <= h.at < 2**31
        and 0 <= h.version < 2**31
        and _CARRIED.match(h.carried)
        and (not h.campaign or _ID.match(h.campaign))
    )
    if not fits:
        raise SaveError(_("{name} cannot be a run of this game: its first line says what no run has").format(name=name))
    return h


_NUMBERS = {"seed", "version", "at"}
_TEXTS = {f.name for f in fields(Heading)} - _NUMBERS
_LATER = {"carried", "campaign"}  # saves of earlier versions are without them


def _read_lines(heading: Heading, mark: str, texts: list[str], size: int) -> Contents:
    """Follow the chain as far as it goes, and say what stands beside it."""
    lines: list[Line] = []
    sums = {mark}
    torn, damaged, laid_down = False, "", ""
    for number, text in enumerate(texts[1:], start=2):
        if not text or _sum_of(text) in sums:  # an empty line, or one written again after a failed sync
            continue
        got = _unseal(mark, text)
        if got is None:
            torn = True
            if text.rstrip("\r").endswith("}"):  # a whole line, not a fragment
                torn, damaged = (
                    False,
                    _("line {number} cannot be trusted; what stands before it is kept").format(number=number),
                )
                break
            continue
        if laid_down:
            torn, damaged = (
                False,
                _("line {number} stands after the run was closed; what stands before it is kept").format(number=number),
            )
            break
        if _lays_down(got[0], len(lines) + 1):
            torn, laid_down, mark = False, str(got[0]["closed"]), got[1]
            sums.add(mark)
            continue
        line = _line(got[0], len(lines) + 1)
        if line is None:
            torn, damaged = (
                False,
                _("line {number} says what no decision has; what stands before it is kept").format(number=number),
            )
            break
        torn, mark = False, got[1]
        sums.add(mark)
        lines.append(line)
    return Contents(heading, tuple(lines), mark, torn, damaged, texts[-1] == "", size, laid_down)


def _line(body: dict[str, Any], number: int) -> Line | None:
    """A decision, if every part of it is of its kind."""
    picks: Any = body.get("pick")
    words = (body.get("turn"), body.get("scene"), body.get("state"))
    if body.keys() != {"n", "turn", "scene", "pick", "state"} or type(body["n"]) is not int or body["n"] != number:
        return None
    if not isinstance(picks, list) or not all(isinstance(w, str) for w in (*words, *cast("list[Any]", picks))):
        return None
    turn, scene, state = (one_line(str(word))[:LONGEST_NAME] for word in words)
    return Line(number, turn, scene, tuple(one_line(p)[:LONGEST_NAME] for p in cast("list[str]", picks)), state)


def _lays_down(body: dict[str, Any], number: int) -> bool:
    """Whether a line closes the run: its number, and the turn it was closed in."""
    fits = body.keys() == {"n", "closed"} and type(body["n"]) is int and body["n"] == number
    return fits and isinstance(body["closed"], str) and bool(_ID.match(body["closed"]))


def _sum(previous: str, body: str) -> str:
    return sha256(f"{previous}\n{body}".encode()).hexdigest()[:16]


def _dump(value: dict[str, Any]) -> str:
    return json.dumps(value, ensure_ascii=True, separators=(",", ":"))


def _seal(previous: str, body: dict[str, Any]) -> tuple[str, str]:
    """The written line and its sum."""
    mark = _sum(previous, _dump(body))
    return _dump({**body, "sum": mark}), mark


_SUM_AT_END = re.compile(r'"sum":"([0-9a-f]{16})"\}\r?\Z')


def _sum_of(text: str) -> str:
    """The sum a line claims to have."""
    found = _SUM_AT_END.search(text)
    return found.group(1) if found else ""


def _unseal(previous: str, text: str) -> tuple[dict[str, Any], str] | None:
    """The body and sum of a line that chains to `previous`, or None. A line end of another system does no harm."""
    text = text.removesuffix("\r")
    if len(text) > LONGEST_LINE:
        return None
    try:
        value: Any = json.loads(text)
        if not isinstance(value, dict):
            return None
        body = cast(dict[str, Any], value)
        mark = body.pop("sum", None)
        fits = isinstance(mark, str) and mark == _sum(previous, _dump(body)) and _dump({**body, "sum": mark}) == text
    except (ValueError, RecursionError):
        return None
    return (body, cast(str, mark)) if fits else None
