"""The outer form of a pack: a zip file of one kind only, the same bytes for the same contents on every machine.

Nothing in it is compressed, encrypted, dated, linked or commented, and nothing stands before, between or after its
members. So a pack is read by walking its members and writing them again: what does not come out byte for byte the same
is no pack, whatever a clever file says about itself. Any zip program can open one.
"""

from __future__ import annotations

import struct
from collections.abc import Sequence
from typing import TypeAlias
from zlib import crc32

from game.script.faults import Place, ScriptError, finding

Members: TypeAlias = Sequence[tuple[str, bytes]]

HERE = Place("")  # in the pack; who opens it knows its name
MOST_MEMBERS = 600
MOST_NAME = 120
MOST_BYTES = 2 * 1024 * 1024  # of one member: what a file of a scenario may have
MOST_IN_ALL = 24 * 1024 * 1024
LOCAL, CENTRAL, END = b"PK\x03\x04", b"PK\x01\x02", b"PK\x05\x06"
_LOCAL = struct.Struct("<4s5H3L2H")
_CENTRAL = struct.Struct("<4s6H3L5H2L")
_END = struct.Struct("<4s4H2LH")
VERSION, DATE = 20, 0x21  # what is needed to read it; 1 January 1980, the first day a zip file knows


def encode(members: Members) -> bytes:
    """The bytes of a pack with these members, in their order."""
    body, index = bytearray(), bytearray()
    for name, data in members:
        said, at = name.encode("ascii"), len(body)
        sizes = (crc32(data), len(data), len(data), len(said))
        body += _LOCAL.pack(LOCAL, VERSION, 0, 0, 0, DATE, *sizes, 0) + said + data
        index += _CENTRAL.pack(CENTRAL, VERSION, VERSION, 0, 0, 0, DATE, *sizes, 0, 0, 0, 0, 0, at) + said
    end = _END.pack(END, 0, 0, len(members), len(members), len(index), len(body), 0)
    return bytes(body + index + end)


def decode(data: bytes) -> tuple[tuple[str, bytes], ...]:
    """The members of a pack. Raises ScriptError for whatever is not exactly one."""
    if len(data) > MOST_IN_ALL:
        raise ScriptError(finding("bad-pack", HERE, "large", most=MOST_IN_ALL // 1024**2))
    if not data.startswith(LOCAL):
        raise ScriptError(finding("bad-pack", HERE, "other"))
    members: list[tuple[str, bytes]] = []
    seen: set[str] = set()
    at = 0
    while data.startswith(LOCAL, at):
        if len(members) >= MOST_MEMBERS:
            raise ScriptError(finding("bad-pack", HERE, "many", most=MOST_MEMBERS))
        name, content, at = _member(data, at)
        if name.casefold() in seen:
            raise ScriptError(finding("bad-pack", HERE, "twice", name=name))
        seen.add(name.casefold())
        members.append((name, content))
    if encode(members) != data:
        raise ScriptError(finding("bad-pack", HERE))
    return tuple(members)


def _member(data: bytes, at: int) -> tuple[str, bytes, int]:
    """One member, and where the next one begins."""
    if at + _LOCAL.size > len(data):
        raise ScriptError(finding("bad-pack", HERE, "cut"))
    _, _, flags, method, _, _, _, packed, size, named, more = _LOCAL.unpack_from(data, at)
    begins = at + _LOCAL.size + named
    name = _name(data[at + _LOCAL.size : begins], named)
    if flags & 1:
        raise ScriptError(finding("bad-pack", HERE, "locked", name=name))
    if method:
        raise ScriptError(finding("bad-pack", HERE, "squeezed", name=name))
    if size > MOST_BYTES:
        raise ScriptError(finding("bad-pack", HERE, "long", name=name))
    if packed != size or more:
        raise ScriptError(finding("bad-pack", HERE))
    if begins + size > len(data):
        raise ScriptError(finding("bad-pack", HERE, "cut"))
    return name, data[begins : begins + size], begins + size


def _name(said: bytes, long: int) -> str:
    if long > MOST_NAME or len(said) != long or not said.isascii():
        raise ScriptError(finding("bad-pack", HERE, "name", name=said[:MOST_NAME].decode("ascii", "replace")))
    return said.decode("ascii")
