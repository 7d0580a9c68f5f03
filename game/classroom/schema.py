"""What a store holds, as tables. Everything hangs on a room, and a room has the date until which it is kept.

No name, no address, no account: a seat is a number, a tag and the latest run code.
"""

from __future__ import annotations

from sqlalchemy import (
    Boolean,
    Column,
    Float,
    ForeignKey,
    Index,
    Integer,
    MetaData,
    String,
    Table,
    Text,
)

VERSION = 2
METADATA = MetaData()


def _of_room() -> Column[str]:
    """Rows that go when their room goes."""
    return Column("room", String(32), ForeignKey("class_rooms.id", ondelete="CASCADE"), primary_key=True)


ABOUT = Table(
    "class_about",
    METADATA,
    Column("what", String(32), primary_key=True),
    Column("number", Integer, nullable=False),
)

ROOMS = Table(
    "class_rooms",
    METADATA,
    Column("id", String(32), primary_key=True),
    Column("class_code", String(8), nullable=False, unique=True),
    Column("secret", String(64), nullable=False),
    Column("scenario", String(200), nullable=False),
    Column("logic", String(64), nullable=False),
    Column("cut", String(200), nullable=False),
    Column("seed", Integer, nullable=False),
    Column("vote", Boolean, nullable=False),
    Column("phase", String(16), nullable=False),
    Column("stop", String(200), nullable=False),
    Column("asked", String(700), nullable=False),
    Column("locked", Boolean, nullable=False),
    Column("recovered", Boolean, nullable=False),
    Column("seats", Integer, nullable=False),  # how many were given out; the next is one more
    Column("opened", Float, nullable=False),
    Column("ends", Float, nullable=False),
    Column("keep_until", Float, nullable=False),
    Index("class_rooms_kept", "keep_until"),
)

SEATS = Table(
    "class_seats",
    METADATA,
    _of_room(),
    Column("number", Integer, primary_key=True, autoincrement=False),
    Column("tag", String(80), nullable=False),
    Column("code", String(4200), nullable=False),
    Column("decisions", Integer, nullable=False),
    Column("signatures", Integer, nullable=False),
    Column("turn", String(200), nullable=False),
    Column("scene", String(200), nullable=False),  # what waits to be signed
    Column("pause", String(200), nullable=False),  # the scene after which the class predicts, where it does so here
    Column("released", String(200), nullable=False),  # the last stop from which she was let go on
    Column("ended", Boolean, nullable=False),
    Column("removed", Boolean, nullable=False),
    Column("signed_at", Float, nullable=False),
    Column("seen_at", Float, nullable=False),
)

PREDICTIONS = Table(
    "class_predictions",
    METADATA,
    _of_room(),
    Column("question", String(700), primary_key=True),
    Column("number", Integer, primary_key=True, autoincrement=False),
    Column("answer", String(200), nullable=False),
)

REVEALS = Table(
    "class_reveals",
    METADATA,
    _of_room(),
    Column("question", String(700), primary_key=True),
    Column("counts", Text, nullable=False),  # JSON: what was shown, hidden cells left out
)

PAGES = Table(
    "class_pages",
    METADATA,
    _of_room(),
    Column("number", Integer, primary_key=True, autoincrement=False),
    Column("reader", String(400), nullable=False),
    Column("text", Text, nullable=False),
    Column("shown", Boolean, nullable=False),
)

VOTES = Table(
    "class_votes",
    METADATA,
    _of_room(),
    Column("decision", Integer, primary_key=True, autoincrement=False),
    Column("turn", String(200), nullable=False),
    Column("scene", String(200), nullable=False),
    Column("says", Text, nullable=False),  # JSON: field, label, answers with their words, as the class read them
    Column("predicted", Text, nullable=False),  # JSON: field -> answer -> hands that were raised before, to predict
    Column("counts", Text, nullable=False),  # JSON: field -> answer -> raised hands
    Column("picks", Text, nullable=False),  # JSON
    Column("discussed", Boolean, nullable=False),
    Column("reason", String(400), nullable=False),
)
