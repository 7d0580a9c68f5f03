"""What can be looked up by typing: the words, people and places of a story, its map, its sources. One function each."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING

from game.plain import words
from game.script.tongue import N_, _
from game.session.lines import clean
from game.session.views import MapView, PlaceView, TermView

if TYPE_CHECKING:
    from game.plain.face import PlainFace

NO_MAP = N_("This story has no map.")


def glossary(face: PlainFace, rest: str) -> None:
    """Everything with a name; with a word, what of all of it has that word in its name."""
    game, letters = face.game, rest.casefold()
    terms, people, places = game.glossary(), game.people(), game.places()
    if not rest:
        face.say(*_names(_("Words"), (t.term for t in terms)), *_names(_("People"), (p.name for p in people)))
        face.say(*_names(_("Places"), (p.name for p in places)))
        mapped = _("; map tells where the places lie") if game.map().words else ""
        face.say(
            *words.item(
                _("glossary WORD tells one of them; words, people and places tell all{mapped}").format(mapped=mapped)
            )
        )
        return
    found = [*(line for t in terms if _named(letters, t) for line in words.term(t))]
    found += (line for p in people if letters in p.name.casefold() for line in words.person(p))
    found += (line for p in places if letters in p.name.casefold() for line in place(p))
    face.say(*(found or [_("Nothing here is called so.")]))


def terms(face: PlainFace, rest: str) -> None:
    """The words of the time, or those with some letters."""
    found = [t for t in face.game.glossary() if _named(rest.casefold(), t)]
    for t in found:
        face.say(*words.term(t))
    if not found:
        face.say(_("That is not among the words of the time."))


def places(face: PlainFace, rest: str) -> None:
    """The places, or those with some letters."""
    found = [p for p in face.game.places() if rest.casefold() in p.name.casefold()]
    for p in found:
        face.say(*place(p))
    if not found:
        face.say(_("No place here is called so."))


def drawn_map(face: PlainFace, rest: str) -> None:
    """The map in words; drawn only for who asks, since a drawing cannot be read aloud."""
    view = face.game.map()
    if not view.words:
        face.say(_(NO_MAP))
    elif rest.casefold() == "drawn":
        face.say(*drawing(view))
    else:
        face.say(*words.paragraphs(view.words), _("map drawn prints it as a drawing"))


def sources(face: PlainFace, rest: str) -> None:
    """Every source in a line; with a word, those that have it, with what rests on them."""
    from game.debrief.bibliography import bibliography_of, bibliography_section, named, source_line
    from game.debrief.text import lines_of

    entries = named(bibliography_of(face.game), rest)
    if not entries:
        face.say(_("No source here has that word."))
    elif rest:
        face.say(*lines_of(bibliography_section(entries)))
    else:
        for entry in entries:
            face.say(*words.item(source_line(entry.source)))
        face.say(*words.item(_("sources WORD tells what rests on those with that word in author, title, year or key")))


def place(view: PlaceView) -> Iterator[str]:
    """A place: its name, how it is written and said, whether there is such a place, what it is."""
    said = _("(say {pronounce})").format(pronounce=view.pronounce) if view.pronounce else ""
    yield from words.item(f"{' '.join(filter(None, (view.name, view.characters, said)))}, {_(view.real)}: {view.about}")


def drawing(view: MapView) -> Iterator[str]:
    """The rows of a map as they are."""
    yield from (clean(row).rstrip() for row in view.drawn.split("\n"))


def _named(letters: str, view: TermView) -> bool:
    return any(letters in name.casefold() for name in (view.term, *view.also))


def _names(head: str, names: Iterable[str]) -> Iterator[str]:
    told = ", ".join(names)
    if told:
        yield from words.item(f"{head}: {told}")
        yield ""
