"""The page a player writes after a run: a small text beside the save, never part of the run.

`NAME.page.txt` lies beside `NAME.journal`: a first line with the reader, an empty line, the text. It is written whole
or not at all, and what is read back is cleaned and cut as anything from outside is.
"""

from __future__ import annotations

import os
from pathlib import Path
from typing import TYPE_CHECKING

from attrs import frozen

from game.script.tongue import _
from game.session.door import one_line, shown
from game.session.lines import clean
from game.session.sealed import SaveError

if TYPE_CHECKING:
    from game.session.game import Game

SUFFIX = ".page.txt"
TO = "To: "  # how the file begins, whatever language is spoken
MOST_OF_A_PAGE = 4_000
MOST_OF_A_READER = 200
MOST_BYTES = 4 * (MOST_OF_A_PAGE + MOST_OF_A_READER + len(TO) + 8)


@frozen
class Page:
    """A page, and whom it is written to."""

    reader: str
    text: str


def page_path(game: Game) -> Path | None:
    """Where the page of a game lies, or would; None for a run that is not saved."""
    journal = game.journal
    return None if journal is None else journal.path.with_name(journal.path.stem + SUFFIX)


def read_page(game: Game) -> Page | None:
    """What was written with this run; None if nothing was, or it cannot be read."""
    path = page_path(game)
    try:
        if path is None or not path.is_file():
            return None
        with path.open("rb") as file:
            text = file.read(MOST_BYTES).decode("utf-8", errors="replace")
    except OSError:
        return None
    head, _bar, rest = text.replace("\r\n", "\n").partition("\n")
    page = tidy(head.removeprefix(TO), rest) if head.startswith(TO) else tidy("", text)
    return page if page.text else None


def write_page(game: Game, reader: str, text: str) -> Page:
    """Keep a page with the run, in place of one written before; an empty text takes it away.

    Gives the page as it was kept. Raises SaveError if the run has no save, or the machine refuses.
    """
    path, page = page_path(game), tidy(reader, text)
    if path is None:
        raise SaveError(_("this run is not saved, so there is no place to keep a page with it"))
    try:
        if page.text:
            _put(path, f"{TO}{page.reader}\n\n{page.text}\n".encode())
        else:
            path.unlink(missing_ok=True)
    except OSError as error:
        raise SaveError(
            _("the page could not be kept in {path} ({strerror})").format(
                path=shown(str(path)), strerror=error.strerror or error
            )
        ) from error
    return page


def tidy(reader: str, text: str) -> Page:
    """A page as it may be kept and shown: cleaned, without end neither way."""
    body = clean(text.replace("\r\n", "\n").replace("\r", "\n"))[:MOST_OF_A_PAGE].strip()
    return Page(one_line(reader)[:MOST_OF_A_READER].strip(), body)


def _put(path: Path, data: bytes) -> None:
    """Write beside, sync, and give it the name in one step."""
    fresh = path.with_name(f".{path.name}.{os.getpid()}.new")
    try:
        handle = os.open(fresh, os.O_CREAT | os.O_TRUNC | os.O_WRONLY | getattr(os, "O_BINARY", 0), 0o600)
        with os.fdopen(handle, "wb") as file:
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
        os.replace(fresh, path)
    finally:
        fresh.unlink(missing_ok=True)
