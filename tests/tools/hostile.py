"""Hostile packs: archives that say one thing and hold another, made by hand or by the standard library."""

from __future__ import annotations

import io
import json
import struct
import zipfile
import zlib
from collections.abc import Callable, Mapping
from hashlib import sha256
from typing import Any

from game.tools.archive import CENTRAL, LOCAL, decode, encode

Twist = Callable[[bytes], bytes]
SCENE = "scenes/all.yaml"


def files_of(data: bytes) -> dict[str, bytes]:
    """The files of a pack, without its list."""
    return dict(decode(data)[1:])


def listed(held: Mapping[str, bytes], said: bytes, /, **changed: Any) -> bytes:
    """A pack of these files with a list that is right, apart from what is changed in it."""
    data = json.loads(said)
    data["files"] = {n: {"bytes": len(d), "sha256": sha256(d).hexdigest()} for n, d in held.items()}
    data |= changed
    text = (json.dumps(data, ensure_ascii=False, indent=1) + "\n").encode()
    return encode((("pack.json", text), *held.items()))


def with_file(name: str, content: bytes = b"x: y\n") -> Twist:
    """One more file, in the list as well, in its place by name."""

    def twist(data: bytes) -> bytes:
        files = dict(sorted({**files_of(data), name: content}.items()))
        return raw(listed_raw(files, decode(data)[0][1]))

    return twist


def listed_raw(files: Mapping[str, bytes], said: bytes) -> list[tuple[bytes, bytes]]:
    """The members of a pack with names of any bytes."""
    data = json.loads(said)
    data["files"] = {n: {"bytes": len(d), "sha256": sha256(d).hexdigest()} for n, d in files.items()}
    text = (json.dumps(data, ensure_ascii=False, indent=1) + "\n").encode("utf-8", "replace")
    return [(b"pack.json", text), *((n.encode("utf-8", "surrogateescape"), d) for n, d in files.items())]


def raw(members: list[tuple[bytes, bytes]], *, flags: int = 0, more: bytes = b"") -> bytes:
    """A stored zip of any names, written as a pack is."""
    body, index = bytearray(), bytearray()
    for name, content in members:
        at, sizes = len(body), (zlib.crc32(content), len(content), len(content), len(name))
        body += struct.pack("<4s5H3L2H", LOCAL, 20, flags, 0, 0, 0x21, *sizes, len(more)) + name + more + content
        index += struct.pack("<4s6H3L5H2L", CENTRAL, 20, 20, flags, 0, 0, 0x21, *sizes, 0, 0, 0, 0, 0, at) + name
    end = struct.pack("<4s4H2LH", b"PK\x05\x06", 0, 0, len(members), len(members), len(index), len(body), 0)
    return bytes(body + index + end)


def zipped(method: int = zipfile.ZIP_STORED, comment: bytes = b"", mode: int = 0, date: int = 1980) -> Twist:
    """The same members, written by the standard library."""

    def twist(data: bytes) -> bytes:
        out = io.BytesIO()
        with zipfile.ZipFile(out, "w", method) as archive:
            for name, content in decode(data):
                info = zipfile.ZipInfo(name, (date, 1, 1, 0, 0, 0))
                info.compress_type = method
                info.external_attr = mode << 16
                archive.writestr(info, content)
            archive.comment = comment
        return out.getvalue()

    return twist


def in_list(**changed: Any) -> Twist:
    """The list says something else."""
    return lambda data: listed(files_of(data), decode(data)[0][1], **changed)


def patched(struct_at: int, value: bytes, which: bytes = LOCAL, number: int = 2) -> Twist:
    """Some bytes of the header of one member changed."""

    def twist(data: bytes) -> bytes:
        at = -1
        for _ in range(number):
            at = data.index(which, at + 1)
        return data[: at + struct_at] + value + data[at + struct_at + len(value) :]

    return twist


def content(name: str, old: bytes, new: bytes, *, listed_too: bool = False) -> Twist:
    """Other contents in one file; in the list too, or not."""

    def twist(data: bytes) -> bytes:
        files = files_of(data)
        assert old in files[name]
        files[name] = files[name].replace(old, new, 1)
        return listed(files, decode(data)[0][1]) if listed_too else encode((decode(data)[0], *files.items()))

    return twist


def header(old: bytes, new: bytes) -> Twist:
    """Another first page, and a list that is right for it."""
    return content("scenario.yaml", old, new, listed_too=True)


def without(name: str) -> Twist:
    """A file left out, of the list too."""
    return lambda data: listed({n: d for n, d in files_of(data).items() if n != name}, decode(data)[0][1])


def said(text: bytes) -> Twist:
    """Another list altogether."""
    return lambda data: encode((("pack.json", text), *files_of(data).items()))


def bomb(data: bytes) -> bytes:
    """A thousand times a megabyte, folded into a few kilobytes."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content_of in decode(data):
            archive.writestr(name, content_of)
        for number in range(200):
            archive.writestr(f"scenes/s{number}.yaml", b"\0" * 1_000_000)
    return out.getvalue()


def overlapping(data: bytes) -> bytes:
    """An index in which two members are the same bytes."""
    first = data.index(CENTRAL)
    second = data.index(CENTRAL, first + 1)
    return data[: second + 42] + data[first + 42 : first + 46] + data[second + 46 :]


TWISTS: Mapping[str, tuple[str, Twist]] = {
    # out of the folder
    "up": ("no place in a pack", with_file("../evil.yaml")),
    "up inside": ("no place in a pack", with_file("scenes/../../evil.yaml")),
    "absolute": ("no place in a pack", with_file("/tmp/evil.yaml")),
    "drive": ("no place in a pack", with_file("C:/evil.yaml")),
    "drive relative": ("no place in a pack", with_file("C:evil.yaml")),
    "share": ("no place in a pack", with_file("//host/share/evil.yaml")),
    "backslash": ("no place in a pack", with_file("scenes\\..\\..\\evil.yaml")),
    "dot": ("no place in a pack", with_file("scenes/./a.yaml")),
    "empty part": ("no place in a pack", with_file("scenes//a.yaml")),
    "folder": ("no place in a pack", with_file("scenes/")),
    "deep": ("no place in a pack", with_file("scenes/more/a.yaml")),
    "stream": ("no place in a pack", with_file("scenes/a.yaml:hidden.yaml")),
    "zero": ("no place in a pack", with_file("scenes/a.yaml\0.yaml")),
    "no name": ("no place in a pack", with_file("")),
    # names that are something else somewhere
    "device": ("no place in a pack", with_file("scenes/con.yaml")),
    "printer": ("no place in a pack", with_file("scenes/lpt1.yaml")),
    "capital": ("no place in a pack", with_file("scenes/MORE.yaml")),
    "capital file": ("no place in a pack", with_file("License")),
    "twice but for a capital": ("differs only in capitals", with_file("SCENARIO.yaml")),
    "look-alike": ("no place in a pack", with_file("scenes/аll.yaml")),
    "composed": ("no place in a pack", with_file("scenes/é.yaml")),
    "decomposed": ("no place in a pack", with_file("scenes/é.yaml")),
    "not text": ("no place in a pack", with_file("scenes/\udcff.yaml")),
    "trailing dot": ("no place in a pack", with_file("scenes/a.yaml.")),
    "trailing space": ("no place in a pack", with_file("scenes/a.yaml ")),
    "long name": ("no place in a pack", with_file(f"scenes/{'a' * 200}.yaml")),
    # what does not belong
    "program": ("no place in a pack", with_file("main.py")),
    "hidden": ("no place in a pack", with_file(".git/config")),
    "unknown": ("no place in a pack", with_file("notes.yaml")),
    "unknown record": ("no place in a pack", with_file("record/other.yaml")),
    "binary": ("not plain text", with_file("LICENSE", b"\x00\x01\x02")),
    "escape": ("not plain text", with_file("README.md", b"\x1b[2J")),
    "other encoding": ("not plain text", with_file("README.md", "größer".encode("utf-16"))),
    # the archive
    "compressed": ("is compressed", zipped(zipfile.ZIP_DEFLATED)),
    "bomb": ("is compressed", bomb),
    "bzip2": ("is compressed", zipped(zipfile.ZIP_BZIP2)),
    "dated": ("not of the form", zipped(date=2020)),
    "link": ("not of the form", zipped(mode=0o120777)),
    "device file": ("not of the form", zipped(mode=0o060666)),
    "setuid": ("not of the form", zipped(mode=0o104755)),
    "comment": ("not of the form", zipped(comment=b"hello")),
    "encrypted": ("locked with a password", patched(6, b"\x01\x00")),
    "size too small": ("not of the form", patched(18, struct.pack("<LL", 3, 3))),
    "size too large": ("cut off", patched(18, struct.pack("<LL", 2_000_000, 2_000_000))),
    "size huge": ("larger than a file", patched(18, struct.pack("<LL", 0xFFFFFFFF, 0xFFFFFFFF))),
    "two sizes": ("not of the form", patched(18, struct.pack("<L", 5))),
    "other sum": ("not of the form", patched(14, b"\0\0\0\0")),
    "sizes after": ("not of the form", patched(6, b"\x08\x00")),
    "other name in the index": ("not of the form", patched(46, b"X", CENTRAL)),
    "mode in the index": ("not of the form", patched(38, struct.pack("<L", 0o120777 << 16), CENTRAL)),
    "other place in the index": ("not of the form", overlapping),
    "more in a header": ("not of the form", lambda d: raw([(n.encode(), c) for n, c in decode(d)], more=b"UT\1\0x")),
    "trailing": ("not of the form", lambda d: d + b"more"),
    "another zip behind": ("not of the form", lambda d: d + d),
    "leading": ("this is no pack", lambda d: b"#!/bin/sh\n" + d),
    "cut": ("not of the form", lambda d: d[:-30]),
    "cut early": ("cut off", lambda d: d[:3000]),
    "no index": ("not of the form", lambda d: d[: d.index(CENTRAL)]),
    "empty": ("this is no pack", lambda _: b""),
    "empty zip": ("this is no pack", lambda _: encode(())),
    "other kind": ("this is no pack", lambda _: b"\x1f\x8b" + b"\0" * 100),
    "large": ("larger than a pack", lambda _: LOCAL + b"\0" * (24 * 1024 * 1024)),
    "twice": ("stands in this pack twice", lambda d: encode((*decode(d), decode(d)[-1]))),
    "many": ("more files than a pack", lambda _: encode([(f"scenes/s{n}.yaml", b"") for n in range(700)])),
    # the list
    "no list": ("does not say what it is", lambda d: encode(decode(d)[1:])),
    "list elsewhere": ("does not say what it is", lambda d: encode((*decode(d)[1:], decode(d)[0]))),
    "list of lists": ("does not say what it is", said(b"[" * 100_000)),
    "list of a number": ("does not say what it is", said(b"1")),
    "list not text": ("does not say what it is", said(b"\xff\xfe")),
    "long list": ("larger than a file", said(b" " * 300_000)),
    "wrong sum": ("not the file that the list", content(SCENE, b"rain", b"hail")),
    "fewer listed": ("names other files", in_list(files={})),
    "files a number": ("names other files", in_list(files=3)),
    "newer engine": ("newer version", in_list(engine={"least": 999, "most": 999})),
    "newer form": ("newer version", in_list(format=2)),
    "engine a word": ("does not say what it is", in_list(engine={"least": "1", "most": True})),
    "engine turned round": ("does not say what it is", in_list(engine={"least": 1, "most": 0})),
    "other licence": ("not what its scenario says", in_list(licence="CC0")),
    "other title": ("not what its scenario says", in_list(title="A Game")),
    "other id": ("not what its scenario says", in_list(scenario="../evil")),
    "one key more": ("not what its scenario says", in_list(more=1)),
    "no scenario": ("no scenario.yaml", without("scenario.yaml")),
    "scenario broken": ("scenario.yaml:", header(b"title: The Granary", b"title: &a")),
    "id leads out": ("scenario.yaml:", header(b"scenario: granary", b"scenario: ../evil")),
}
