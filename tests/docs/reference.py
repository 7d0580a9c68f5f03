"""Writes the reference of every key: `python -m tests.docs.reference`; `--check` only says whether it is current.

It holds nothing of its own: keys, types, sentences and defaults are those of the shapes that read the files.
"""

from __future__ import annotations

import re
import sys
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

import attrs
from attrs import frozen

from game.script.scenes import Scene
from game.script.shapes import Kind
from game.tools.formats import FORMATS, KINDS, Format
from tests.conftest import ROOT

PAGE = ROOT / "docs" / "authors" / "reference.md"
COUNTS = {"mapping to number": "ids with a number each", "mapping to whole number": "ids with a whole number each"}
TYPES = {
    "text": "text",
    "prose": "[text](texts.md)",
    "expression": "[expression](expressions.md)",
    "effect": "[effect](expressions.md#effects)",
    "id": "id",
    "order": "[order](format.md#scenes)",
    "orders: lever and step": "[orders](format.md#scenes): `lever: step`",
    "list of bibliography keys": "list of keys of the bibliography",
    "mapping to text": "ids with a text each",
    **COUNTS,
}
PLURALS = {"id": "ids", "text": "texts", "number": "numbers", "list: number": "lists of numbers"}
HEAD = """# Every key

This page is written by a program, from the declarations that also read the files; do not mend it here. What the
keys are for, with examples, is in [the format](format.md). In an editor that knows YAML the same sentences stand
where the pointer rests ([`schema`](tools.md#schema)).

- **id**: small letters, digits and `_`, a letter first. **list**: lines that begin with `-`, or `[a, b]`. **text**
  as a link may hold figures and conditions: see [texts](texts.md). **expression**: see
  [expressions](expressions.md).
- **needed**: without it `check` says `missing-key`. Otherwise the third column says what holds where the key is
  left out; `none` means nothing at all.

A key that is not here is refused (`unknown-key`). At the end is [a list of all keys](#all-keys-by-letter), to find
where one stands."""


@frozen
class Section:
    """A shape where it first stands: the file, the keys that lead to it, and other ways to it."""

    shape: type[Any]
    form: Format
    path: tuple[str, ...]
    many: bool
    also: list[tuple[str, ...]]

    @property
    def title(self) -> str:
        """Its heading."""
        return ", ".join((_file(self.form), *self.path))

    @property
    def anchor(self) -> str:
        """Its heading, as a link would name it."""
        return re.sub(r"[^\w\- ]", "", self.title.lower()).replace(" ", "-")


def page() -> str:
    """The page, as it should be."""
    return "\n".join(_lines(sections())) + "\n"


def sections() -> Mapping[type[Any], Section]:
    """Every shape of the format, in the order of the files."""
    found: dict[type[Any], Section] = {}
    for form in FORMATS:
        _walk(form.shape, form, (), form.many, found)
    return found


def keys_of(cls: type[Any]) -> Iterator[tuple[str, attrs.Attribute[Any]]]:
    """The keys of a shape, as they are written."""
    for field in attrs.fields(cls):
        if "kind" in field.metadata:
            yield str(field.metadata["key"] or field.name), field


def inner(kind: Kind | type[Any]) -> type[Any] | None:
    """The shape behind a key, if there is one."""
    while isinstance(kind, Kind):
        kind = kind.items
    return kind if isinstance(kind, type) and attrs.has(kind) else None


def _walk(
    cls: type[Any], form: Format, path: tuple[str, ...], many: bool, found: dict[type[Any], Section]
) -> None:
    if cls in found:
        found[cls].also.append((_file(form), *path))
        return
    found[cls] = Section(cls, form, path, many, [])
    for word, field in keys_of(cls):
        kind = field.metadata["kind"]
        if (shape := inner(kind)) is not None:
            _walk(shape, form, (*path, word), isinstance(kind, Kind), found)


def _file(form: Format) -> str:
    return f"{form.folder}/{form.file}" if form.folder else form.file


def _lines(all_of: Mapping[type[Any], Section]) -> Iterator[str]:
    yield HEAD
    for section in all_of.values():
        yield from _section(section, all_of)
    yield from _index(all_of)


def _section(section: Section, all_of: Mapping[type[Any], Section]) -> Iterator[str]:
    yield ""
    if section.path:
        yield f"### {section.title}"
        if section.many:
            yield f"\nEach item of `{section.path[-1]}`."
    else:
        each = " It is a list; each item has:" if section.many else ""
        yield f"## {section.title}"
        yield f"\n{section.form.says}{each}"
    if section.also:
        yield "The same keys stand in " + ", and in ".join(f"`{' › '.join(path)}`" for path in section.also) + "."
    yield ""
    yield "| key | is | if left out | what it says |"
    yield "| --- | --- | --- | --- |"
    if section.shape is Scene:
        names = ", ".join(f"`{kind}`" for kind in KINDS)
        yield f"| {names} | id | one of them is needed | what kind of scene it is, and its id; it stands first |"
    for word, field in keys_of(section.shape):
        doc = str(field.metadata["doc"]).replace("|", "\\|")
        yield f"| `{word}` | {_type(field.metadata['kind'], all_of)} | {_left_out(field.default)} | {doc} |"


def _type(kind: Kind | type[Any], all_of: Mapping[type[Any], Section]) -> str:
    """What stands behind a key, in an author's words."""
    shape = inner(kind)
    if shape is not None:
        linked = f"[keys](#{all_of[shape].anchor})"
        return f"list, each with {linked}" if isinstance(kind, Kind) else linked
    assert isinstance(kind, Kind)
    if kind.words:
        return "one of " + ", ".join(f"`{word}`" for word in kind.words)
    if kind.name.startswith("list: "):
        return _list(kind)
    return TYPES.get(kind.name, kind.name)


def _list(kind: Kind) -> str:
    item = kind.items
    assert isinstance(item, Kind)
    if item.words:
        return "list of " + ", ".join(f"`{word}`" for word in item.words)
    named = PLURALS.get(item.name)
    single = ", or one alone" if kind.single else ""
    return f"list of {named}{single}" if named else f"list: {TYPES[item.name]}"


def _left_out(default: object) -> str:
    if default is attrs.NOTHING:
        return "**needed**"
    if isinstance(default, bool):
        return f"`{'yes' if default else 'no'}`"
    if isinstance(default, int | float):
        return "no bound" if abs(default) == float("inf") else f"`{default:g}`"
    return f"`{default}`" if isinstance(default, str) and default else "none"


def _index(all_of: Mapping[type[Any], Section]) -> Iterator[str]:
    places: dict[str, list[Section]] = {}
    for section in all_of.values():
        for word, _ in keys_of(section.shape):
            places.setdefault(word, []).append(section)
    yield "\n## All keys by letter\n"
    for word in sorted(places):
        links = ", ".join(f"[{' › '.join((_file(s.form), *s.path))}](#{s.anchor})" for s in places[word])
        yield f"- `{word}`: {links}"


def main(words: Sequence[str]) -> int:
    """Write the page, or with `--check` say whether it is current."""
    current = PAGE.is_file() and PAGE.read_text(encoding="utf-8") == page()
    if "--check" in words:
        print("the page is current" if current else f"{PAGE.name} is not current")
        return int(not current)
    PAGE.write_text(page(), encoding="utf-8")
    print(f"{PAGE.name}: {'as it was' if current else 'written anew'}")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
