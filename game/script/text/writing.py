"""A file of an overlay as text: what a translator fills in, with the source above each gap. Pure.

What has been said stays as it is, with its mark; what is missing gets an empty `say`; a text that has changed since is
told, with the mark to put in once its words are right again. Comments are written anew each time: a translator's own
remarks belong into `note`.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

from attrs import frozen

from game.script.nodes import Text
from game.script.text.overlay import Entry
from game.script.text.slots import LISTED, Slot


@frozen
class Gap:
    """A text and what is there for it."""

    slot: Slot
    entry: Entry | None = None


def file_text(name: str, language: str, gaps: Iterable[Gap], rest: Iterable[Entry] = ()) -> str:
    """The whole file. `rest` are entries that stand for nothing here: they are kept, at the end."""
    lines = [
        f"# {name}.yaml in {language}. Write the words under `say: |`, with four spaces before each line.",
        "# Leave what stands in {braces} as it is: {figures} are filled in, {if ...}{else}{end} chooses.",
        "# `of` is the mark of the text they were made from. Remarks of your own go into `note:`.",
        "",
    ]
    for gap in gaps:
        lines += [*_entry(gap), ""]
    kept = tuple(rest)
    if kept:
        lines += ["# These stand for no text that is asked for here. Delete what is not needed any more.", ""]
    for entry in kept:
        lines += [*_head(entry.id, entry.of, entry.note), *_said(entry.say), ""]
    return "\n".join(lines).rstrip("\n") + "\n"


def _entry(gap: Gap) -> Iterator[str]:
    slot, entry = gap.slot, gap.entry
    done = entry is not None and entry.done
    stale = entry is not None and done and entry.of != slot.mark
    yield from _head(slot.id, entry.of if entry is not None and done else slot.mark, entry.note if entry else "")
    if stale:
        yield f"  # CHANGED: the text is now as below. Once your words are right again, write `of: {slot.mark}`."
    if slot.kind.name == LISTED:
        yield "  # (a list: one a line)"
    yield from (f"  # {line}".rstrip() for line in slot.source.split("\n"))
    yield from _said(entry.say if entry is not None and done else None)


def _head(name: str, mark: str, note: str) -> Iterator[str]:
    yield f"- text: {name}"
    yield f'  of: "{mark}"' if mark else '  of: ""'
    if note:
        yield "  note: |"
        yield from (f"    {line}".rstrip() for line in note.split("\n"))


def _said(text: Text | None) -> Iterator[str]:
    value = text.value.rstrip("\n") if text is not None else ""
    first = value.split("\n", 1)[0]
    yield "  say: |2" if first[:1] == " " else "  say: |"
    if not value:
        return
    yield from ((f"    {line}".rstrip() if first[:1] != " " else f"    {line}") for line in value.split("\n"))


def by_file(found: Iterable[tuple[str, Gap]]) -> Mapping[str, list[Gap]]:
    """Texts by the file they belong into, each once."""
    files: dict[str, dict[str, Gap]] = {}
    for name, gap in found:
        files.setdefault(name, {}).setdefault(gap.slot.id, gap)
    return {name: list(gaps.values()) for name, gaps in files.items()}
