"""Where a class is kept: one SQLAlchemy URL. Rows in and out, and each change whole or not at all; no rules of a class.

`sqlite://` is memory and gone with the process, `sqlite:///FILE` a file, `postgresql://...` a database that several
servers may share. What could be changed by two at once is changed by comparing first: a signature is never lost to
another, whichever server took it. Every call may be made from any thread.
"""

from __future__ import annotations

from collections.abc import Callable, Generator, Mapping
from contextlib import contextmanager, nullcontext
from typing import Any

from attrs import asdict, define, field
from sqlalchemy import (
    ColumnElement,
    Connection,
    CursorResult,
    Engine,
    Select,
    Table,
    bindparam,
    delete,
    insert,
    select,
    update,
)
from sqlalchemy.exc import IntegrityError, SQLAlchemyError

from game.classroom.rows import RoomKept, SeatKept, Unsound
from game.classroom.schema import PAGES, PREDICTIONS, REVEALS, ROOMS, SEATS, VOTES
from game.script.tongue import _
from game.session.door import shown
from game.session.trouble import Refused

DAY = 86_400.0
# What every page asks for is put together once.
_ROOM = select(ROOMS).where(ROOMS.c.id == bindparam("room"))
_ROOM_OF = select(ROOMS).where(ROOMS.c.class_code == bindparam("class_code"))
_SEAT = select(SEATS).where(SEATS.c.room == bindparam("room"), SEATS.c.number == bindparam("number"))


class StoreTrouble(Refused):
    """The store did not answer, or refused. Whoever signed still has the run on the page."""


@define
class Store:
    """An open store. Make one with `game.classroom.opening.open_store`."""

    engine: Engine
    kind: str
    named: str
    _lock: Any = field(factory=lambda: nullcontext())
    _turn: Any = field(factory=lambda: nullcontext())  # of who writes: a file has but one writer at a time

    def close(self) -> None:
        """Let go of it; what was in memory is gone."""
        self.engine.dispose()

    @contextmanager
    def _reading(self) -> Generator[Connection]:
        with self._lock, in_words(self.named), self.engine.connect() as found:
            # a database that is only asked need not begin and end anything; SQLite never does unless told
            yield found if self.kind != "database" else found.execution_options(isolation_level="AUTOCOMMIT")

    @contextmanager
    def _writing(self) -> Generator[Connection]:
        with self._lock, self._turn, in_words(self.named), self.engine.begin() as found:
            if self.engine.dialect.name == "sqlite":
                found.exec_driver_sql("BEGIN IMMEDIATE")
            yield found

    # rooms

    def add_room(self, room: RoomKept) -> bool:
        """A new room; False if its class code is taken."""
        try:
            with self._writing() as db:
                db.execute(insert(ROOMS).values(**_values(room)))
        except IntegrityError:
            return False
        return True

    def room(self, id: str) -> RoomKept | None:  # noqa: A002 - the word of the table
        """A room by its id."""
        with self._reading() as db:
            return _room(db, _ROOM, room=id)

    def room_of(self, class_code: str) -> RoomKept | None:
        """A room by its class code."""
        with self._reading() as db:
            return _room(db, _ROOM_OF, class_code=class_code)

    def rooms(self) -> tuple[RoomKept, ...]:
        """All rooms, the latest first."""
        with self._reading() as db:
            found = db.execute(select(ROOMS).order_by(ROOMS.c.opened.desc())).mappings()
            return tuple(RoomKept(**row) for row in found)

    def change_room(self, id: str, values: Mapping[str, Any], *, phases: tuple[str, ...] = ()) -> bool:  # noqa: A002
        """Change a room; where `phases` are named, only if it is in one of them. Whether it was changed."""
        where = [ROOMS.c.id == id]
        if phases:
            where.append(ROOMS.c.phase.in_(phases))
        with self._writing() as db:
            return _count(db.execute(update(ROOMS).where(*where).values(**values))) == 1

    def clear_room(self, id: str, secret: str) -> None:  # noqa: A002
        """Take everything out of a room, and give it a new secret: old seats are nobody's."""
        with self._writing() as db:
            for table in (SEATS, PREDICTIONS, REVEALS, PAGES, VOTES):
                db.execute(delete(table).where(table.c.room == id))
            values = {"secret": secret, "seats": 0, "asked": "", "recovered": False}
            db.execute(update(ROOMS).where(ROOMS.c.id == id).values(**values))

    def forget(self, *ids: str) -> int:
        """Delete rooms with everything in them; how many there were."""
        if not ids:
            return 0
        with self._writing() as db:
            return _count(db.execute(delete(ROOMS).where(ROOMS.c.id.in_(ids))))

    def forget_expired(self, now: float) -> int:
        """Delete what was to be kept until before now."""
        with self._writing() as db:
            return _count(db.execute(delete(ROOMS).where(ROOMS.c.keep_until <= now)))

    def tidy(self) -> None:
        """Give back the room that deleted rows took in a file, so that nothing of them is left on the disk."""
        if self.kind == "file":
            with self._lock, in_words(self.named), self.engine.connect() as db:
                db.exec_driver_sql("VACUUM")
                db.exec_driver_sql("PRAGMA wal_checkpoint(TRUNCATE)")

    # seats

    def new_seat(self, room: str, most: int, made: Callable[[int], SeatKept]) -> SeatKept | None:
        """A seat, made for a number that nobody else is given; None where the room is locked or full."""
        free = (ROOMS.c.id == room, ROOMS.c.locked.is_(False), ROOMS.c.seats < most)
        with self._writing() as db:
            change = update(ROOMS).where(*free).values(seats=ROOMS.c.seats + 1).returning(ROOMS.c.seats)
            number = db.execute(change).scalar()
            if not number:
                return None
            seat = made(int(number))
            db.execute(insert(SEATS).values(**_values(seat)))
        return seat

    def add_seat(self, seat: SeatKept) -> bool:
        """A new row for a seat; False if there is one. The room gives out no number below it any more."""
        try:
            with self._writing() as db:
                db.execute(insert(SEATS).values(**_values(seat)))
                behind = (ROOMS.c.id == seat.room, ROOMS.c.seats < seat.number)
                db.execute(update(ROOMS).where(*behind).values(seats=seat.number))
        except IntegrityError:
            return False
        return True

    def seat(self, room: str, number: int) -> SeatKept | None:
        """A seat of a room."""
        with self._reading() as db:
            return _seat(db, room, number)

    def at(self, room: str, number: int) -> tuple[RoomKept | None, SeatKept | None]:
        """A room and a seat of it."""
        with self._reading() as db:
            return _room(db, _ROOM, room=room), _seat(db, room, number)

    def seats(self, room: str) -> tuple[SeatKept, ...]:
        """All seats of a room, in the order they came."""
        with self._reading() as db:
            found = db.execute(select(SEATS).where(SEATS.c.room == room).order_by(SEATS.c.number)).mappings()
            return tuple(SeatKept(**row) for row in found)

    def swap(self, old: SeatKept, values: Mapping[str, Any]) -> bool:
        """Change a seat if it still holds the run it held; False if somebody was first."""
        where = (
            SEATS.c.room == old.room,
            SEATS.c.number == old.number,
            SEATS.c.code == old.code,
            SEATS.c.removed.is_(False),
        )
        with self._writing() as db:
            return _count(db.execute(update(SEATS).where(*where).values(**values))) == 1

    def touch(self, room: str, number: int, values: Mapping[str, Any]) -> bool:
        """Change a seat whatever run it holds."""
        return self.touch_all(room, {number: values}) == 1

    def touch_all(self, room: str, seats: Mapping[int, Mapping[str, Any]]) -> int:
        """Change seats by their numbers, all in one go; how many there were."""
        if not seats:
            return 0
        with self._writing() as db:
            return sum(
                _count(db.execute(update(SEATS).where(SEATS.c.room == room, SEATS.c.number == n).values(**values)))
                for n, values in seats.items()
            )

    # what hangs on a room besides

    def put(self, table: Table, values: Mapping[str, Any]) -> None:
        """A row in place of the one of the same key."""
        if self.add_first(table, values):
            return
        key = [column == values[column.name] for column in table.primary_key.columns]
        with self._writing() as db:
            kept = _count(db.execute(update(table).where(*key).values(**values)))
        if not kept:
            raise StoreTrouble(_("something could not be kept in {named}: its class is gone").format(named=self.named))

    def add_first(self, table: Table, values: Mapping[str, Any]) -> bool:
        """A row, unless there is one of its key; whether it was added."""
        try:
            with self._writing() as db:
                db.execute(insert(table).values(**values))
        except IntegrityError:
            return False
        return True

    def of_room(self, table: Table, room: str, **key: Any) -> tuple[dict[str, Any], ...]:
        """The rows of a room, or those with these parts of a key, in the order of their keys."""
        with self._reading() as db:
            order = list(table.primary_key.columns)
            found = db.execute(select(table).where(*_where(table, room, key)).order_by(*order)).mappings()
            return tuple(dict(row) for row in found)

    def drop(self, table: Table, room: str, **key: Any) -> int:
        """Delete rows of a room by parts of their key."""
        with self._writing() as db:
            return _count(db.execute(delete(table).where(*_where(table, room, key))))


@contextmanager
def in_words(named: str) -> Generator[None]:
    """What a database says becomes one line that names the place and no password. Raises StoreTrouble."""
    try:
        yield
    except IntegrityError:
        raise
    except Unsound as error:
        told = _("the results in {named} hold a class that nobody can have stored so ({why}); use another place")
        raise StoreTrouble(told.format(named=named, why=error)) from error
    except SQLAlchemyError as error:
        inner = getattr(error, "orig", None) or error
        said = shown(str(inner).split("\n", 1)[0])
        told = _("the results in {named} cannot be reached ({said})").format(named=named, said=said)
        raise StoreTrouble(told) from error


def _where(table: Table, room: str, key: Mapping[str, Any]) -> list[ColumnElement[bool]]:
    """The rows of a room that have these parts of a key."""
    return [table.c.room == room, *(table.c[name] == value for name, value in key.items())]


def _values(row: RoomKept | SeatKept) -> dict[str, Any]:
    return asdict(row)


def _room(db: Connection, asked: Select[Any], **by: str) -> RoomKept | None:
    row = db.execute(asked, by).mappings().first()
    return None if row is None else RoomKept(**row)


def _seat(db: Connection, room: str, number: int) -> SeatKept | None:
    row = db.execute(_SEAT, {"room": room, "number": number}).mappings().first()
    return None if row is None else SeatKept(**row)


def _count(done: CursorResult[Any]) -> int:
    return done.rowcount
