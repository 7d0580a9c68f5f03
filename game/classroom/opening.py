"""A store opened by its URL, with its tables made: memory, a file, or PostgreSQL. Everything else is `store`.

A URL may hold a password: it is never shown.
"""

from __future__ import annotations

import time
from contextlib import nullcontext
from threading import Lock
from typing import Any

from sqlalchemy import Engine, create_engine, event, select
from sqlalchemy.engine import URL, make_url
from sqlalchemy.exc import ArgumentError, DBAPIError, NoSuchModuleError
from sqlalchemy.pool import StaticPool

from game.classroom.schema import ABOUT, METADATA, VERSION
from game.classroom.store import Store, StoreTrouble, in_words
from game.script.tongue import N_, _
from game.session.door import shown
from game.session.trouble import Misasked

MEMORY = "sqlite://"
BUSY_SECONDS = 10
HINT = N_("write sqlite:///results.db for a file, or postgresql://USER@HOST/NAME for a database")


def open_store(url: str = MEMORY) -> Store:
    """A store by its URL, with its tables. Raises Misasked for what is no URL, StoreTrouble if it cannot be opened."""
    parsed = _parsed(url)
    named = shown(parsed.set(query={}).render_as_string(hide_password=True))  # what is asked may be a password too
    kind = _kind(parsed)
    with in_words(named):
        try:
            engine = _engine(parsed, kind)
        except ValueError as error:  # what stands behind a question mark in it
            raise Misasked(_misasked()) from error
        except (ModuleNotFoundError, NoSuchModuleError) as error:
            hint = _("install it with `pip install 'ten-thousand-jin[district]'`")
            raise StoreTrouble(_("results in {named} need a driver that is not here; {hint}").format(
                named=named, hint=hint)) from error  # fmt: skip
        alone = Lock() if kind == "memory" else nullcontext()
        store = Store(engine, kind, named, alone, Lock() if kind == "file" else nullcontext())
        _make_tables(store)
    return store


def _parsed(url: str) -> URL:
    try:
        parsed = make_url(url)
        kind = parsed.get_backend_name()
    except (ArgumentError, ValueError) as error:
        raise Misasked(_misasked()) from error
    if kind == "sqlite" and parsed.query:
        raise Misasked(_misasked())
    if kind not in ("sqlite", "postgresql"):
        raise Misasked(_("results cannot be kept in `{kind}`; {hint}").format(kind=shown(kind), hint=_(HINT)))
    if parsed.drivername == "postgresql":
        parsed = parsed.set(drivername="postgresql+psycopg")
    return parsed


def _misasked() -> str:
    """What is wrong, without the address: whoever looks on would read the password in it."""
    return _("what stands after --results is not the address of a store; {hint}").format(hint=_(HINT))


def _kind(url: URL) -> str:
    if url.get_backend_name() != "sqlite":
        return "database"
    return "memory" if url.database in (None, "", ":memory:") else "file"


def _engine(url: URL, kind: str) -> Engine:
    if kind == "database":
        waits = {"connect_timeout": BUSY_SECONDS}
        return create_engine(url, pool_pre_ping=True, pool_size=8, max_overflow=8, connect_args=waits)
    ways: dict[str, Any] = {"connect_args": {"check_same_thread": False, "timeout": BUSY_SECONDS}}
    if kind == "memory":
        ways["poolclass"] = StaticPool
    engine = create_engine(url, **ways)

    def prepare(connection: Any, _record: Any) -> None:
        connection.isolation_level = None  # we begin ourselves: the driver would begin too late
        pragmas = ["foreign_keys=ON"]
        if kind == "file":
            pragmas += ["journal_mode=WAL", "synchronous=FULL", "secure_delete=ON"]
        for pragma in pragmas:
            connection.execute(f"PRAGMA {pragma}")

    event.listen(engine, "connect", prepare)
    return engine


def _make_tables(store: Store) -> None:
    """Make what is missing; two servers may do so at once. Raises StoreTrouble for tables of another version."""
    for last in (False, True):
        try:
            METADATA.create_all(store.engine)
            break
        except DBAPIError:  # the other server was quicker: what it made is there now
            if last:
                raise
            time.sleep(0.2)
    store.add_first(ABOUT, {"what": "version", "number": VERSION})
    with store.engine.connect() as db:
        found = db.execute(select(ABOUT.c.number).where(ABOUT.c.what == "version")).scalar()
    if found != VERSION:
        raise StoreTrouble(
            _("{named} was made by another version of the game ({found}, here {version}); name another place").format(
                named=store.named, found=found, version=VERSION
            )
        )
