"""The catalogues of the interface: collected from the source, merged with what is translated, compiled.

`uv run python -m tests.tongues.catalogues` does all three for every language in `game/tongues`, and says what is
missing. A new language begins with an empty folder there, named by its tag.
"""

from __future__ import annotations

import sys
from collections.abc import Iterator
from datetime import UTC, datetime
from io import BytesIO
from pathlib import Path

from babel.messages.catalog import Catalog
from babel.messages.extract import extract_from_dir
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po, write_po

from game.script.tongue import CATALOGUES

ROOT = Path(__file__).resolve().parents[2]
KEYWORDS = {"_": None, "N_": None, "ngettext": (1, 2)}
DROPPED = ('"POT-Creation', '"PO-Revision', '"Last-Translator', '"Generated-By', "# ")  # lines of a head
NO_DATE = datetime(2000, 1, 1, tzinfo=UTC)
TEMPLATES = ("debrief", "page", "tools/booklet")
METHODS = [*((f"{room}/templates/**.j2", "jinja2") for room in TEMPLATES), ("**.py", "python")]


def collected() -> Catalog:
    """Every sentence of the program that goes through the one function."""
    catalogue = Catalog(charset="utf-8")
    found = extract_from_dir(str(ROOT / "game"), METHODS, {}, KEYWORDS)
    for name, _line, message, comments, context in sorted(found, key=lambda item: (item[0], item[1])):
        if message and message[0]:
            catalogue.add(message, None, [(name, 1)], auto_comments=comments, context=context)
    return catalogue


def languages() -> Iterator[Path]:
    """The folder of each language."""
    yield from sorted(p for p in CATALOGUES.iterdir() if p.is_dir())


def read(folder: Path) -> Catalog:
    """What is translated of a language."""
    path = folder / "LC_MESSAGES" / "game.po"
    if not path.exists():
        return Catalog(charset="utf-8", locale=folder.name.replace("-", "_"))
    with path.open("rb") as file:
        return read_po(file, locale=folder.name.replace("-", "_"))


def merged(folder: Path, template: Catalog) -> Catalog:
    """A language brought up to date. Nothing is guessed: a sentence that changed is untranslated again."""
    old = read(folder)
    fresh = Catalog(charset="utf-8", locale=folder.name.replace("-", "_"), project="Ten Thousand Jin", fuzzy=False)
    for message in template:
        if message.id:
            known = old.get(message.id if isinstance(message.id, str) else message.id[0])
            said = known.string if known is not None else ("" if isinstance(message.id, str) else ("",))
            fresh.add(message.id, said, message.locations)
    return fresh


class Unsigned(Catalog):
    """A catalogue whose head does not name the release of Babel that wrote it."""

    @property
    def mime_headers(self) -> list[tuple[str, str]]:  # type: ignore[override]
        """The lines of its head."""
        return [line for line in super().mime_headers if line[0] != "Generated-By"]


def compiled(catalogue: Catalog) -> bytes:
    """The form that is read at run time; what is compiled twice is the same twice, by whichever release."""
    made, out = Unsigned(charset="utf-8", locale=catalogue.locale, project=catalogue.project, fuzzy=False), BytesIO()
    made.creation_date = made.revision_date = NO_DATE
    for message in catalogue:
        if message.id:
            made.add(message.id, message.string, context=message.context)
    write_mo(out, made)
    return out.getvalue()


def text_of(catalogue: Catalog) -> bytes:
    """The form that people read and change; it holds no date, so that a change is a change of words."""
    out = BytesIO()
    write_po(out, catalogue, width=0, omit_header=False, include_lineno=False)
    lines = out.getvalue().decode().split("\n")
    kept = [line for line in lines if not line.startswith(DROPPED)]
    return "\n".join(kept).encode()


def main() -> int:
    """Bring every language up to date."""
    template, missing = collected(), 0
    for folder in languages():
        catalogue = merged(folder, template)
        target = folder / "LC_MESSAGES"
        target.mkdir(exist_ok=True)
        (target / "game.po").write_bytes(text_of(catalogue))
        (target / "game.mo").write_bytes(compiled(read(folder)))
        left = [m.id for m in catalogue if m.id and not any(m.string if isinstance(m.string, tuple) else (m.string,))]
        missing += len(left)
        print(f"{folder.name}: {len(catalogue)} sentences, {len(left)} to be translated", *left[:20], sep="\n  ")
    return int(bool(missing))


if __name__ == "__main__":
    sys.exit(main())
