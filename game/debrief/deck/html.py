"""Slides as one page of HTML that stands by itself, and the body of one slide for whoever serves them. Pure.

Without a script every slide is reached by links, with it by the arrow keys too. The page allows its own style and
script by their sums, and nothing else; every word is escaped as on any page of a debrief.
"""

from __future__ import annotations

from base64 import b64encode
from collections.abc import Iterator, Sequence
from functools import cache
from hashlib import sha256
from importlib.resources import files
from itertools import groupby
from math import ceil
from typing import Any, cast

from attrs import evolve
from jinja2 import Environment
from markupsafe import Markup

from game.debrief import svg
from game.debrief.blocks import Drawing
from game.debrief.class_page import source_entry
from game.debrief.deck.asked import ASKS
from game.debrief.deck.packing import packs, size
from game.debrief.deck.slide import SAID, Slide, Stage, as_sections, distinct, minutes
from game.debrief.html import Cited, Names, cited, environment
from game.debrief.linked import Linked
from game.debrief.views import SourceView
from game.script.tongue import _, language

SOURCES = "sources"
SOURCES_ROOM = 40.0
CONTENTS_LETTERS, CONTENTS_ROOM = 34, 51  # lines in the three columns of a page of contents


def page(title: str, slides: Sequence[Slide], sources: Sequence[SourceView] = ()) -> str:
    """The whole page: the slides, their sources, and a last one that leads to each."""
    every = (*slides, *sources_slide(slides, sources))
    given: dict[str, Any] = {"title": title, "slides": every, "names": Names(), "language": language(), "_": _}
    given |= {"cited": _cited(every, sources), "style": style(), "script": script()}
    planned = _by_stage([s for s in every if s.stage is not Stage.MORE])
    given |= {"plan": [(stage, _rows(group)) for stage, group in planned]}
    given |= {"rest": list(_parted(_rows([s for s in every if s.stage is Stage.MORE])))}
    given |= {"core": minutes(every), "more": minutes(every, Stage.MORE)}
    return _templates().get_template("deck.html.j2").render(**given) + "\n"


def body(slide: Slide, sources: Sequence[SourceView] = ()) -> Markup:
    """One slide without its frame: head, question, minutes and blocks; `sources` are those it may cite."""
    module = _templates().get_template("slide.html.j2").make_module({"_": _})
    macro = cast("Any", module).slide_body
    return Markup(macro(slide, Names(), _cited((slide,), sources)))


def _cited(slides: Sequence[Slide], sources: Sequence[SourceView]) -> Cited:
    """What slides cite, by author and year."""
    names = {s.id: f"{_who(s.authors)} {s.year}".strip() for s in sources if s.authors}
    return evolve(cited(as_sections(slides), Linked()), names=names)


def _who(authors: str) -> str:
    """Of three or more authors the first, and that there are others."""
    found = authors.rstrip(".").replace(" and others", "").split(", ")
    return authors.rstrip(".") if len(found) < 3 else _("{first} and others").format(first=found[0])


def listed(slides: Sequence[Slide]) -> list[tuple[str, list[tuple[int, str, str]]]]:
    """Every slide under the words of its stage: its number, counted from 1, its title, its minutes in words.

    The talk comes first; the last group is what follows it.
    """
    places = {slide.id: place for place, slide in enumerate(slides, start=1)}
    return [
        (words, [(places[s.id], s.title, _minutes(s.minutes) if s.minutes else "") for s in group])
        for words, group in _by_stage(slides)
    ]


def sources_slide(slides: Sequence[Slide], sources: Sequence[SourceView]) -> Iterator[Slide]:
    """The sources that the slides cite, spelled out; none where nothing is cited, or where they are there already."""
    if any(slide.id == SOURCES for slide in slides):
        return
    keys = set(cited(as_sections(slides), Linked()).places)
    found = tuple(source_entry(source, named=False) for source in sources if source.id in keys)
    ask, taken, stage = ASKS[SOURCES]
    made = [
        Slide(f"{SOURCES}-{place}" if place else SOURCES, _("Sources"), ask, taken, stage, few)
        for place, few in enumerate(packs(found, SOURCES_ROOM))
    ]
    yield from distinct(made)


@cache
def style() -> Markup:
    """The style of slides, whole."""
    return Markup("\n".join(_text(name) for name in ("page.css", "wide.css", "slides.css")))


@cache
def script() -> Markup:
    """The script of a page of slides."""
    return Markup(_text("slides.js"))


def _text(name: str) -> str:
    return (files("game.debrief") / "templates" / name).read_text(encoding="utf-8")


@cache
def _templates() -> Environment:
    made = environment().overlay()
    own = {"stage": _stage, "minutes": _minutes, "digest": _digest, "plot": _plot, "size": size}
    made.filters = cast("Any", {**made.filters, **own})  # its own: an overlay shares those of the page
    return made


def _plot(block: Drawing, name: str) -> Markup:
    """A chart that is read from the back of a room; `svg` escapes every word in it."""
    return Markup(svg.chart(block.chart, name, far=True))


def _stage(stage: Stage) -> str:
    return _(SAID[stage])


def _minutes(number: int) -> str:
    return _("{number} min").format(number=number)


def _digest(text: str) -> str:
    """The sum by which a page's policy knows its own style and script."""
    return f"sha256-{b64encode(sha256(text.encode()).digest()).decode()}"


def _by_stage(slides: Sequence[Slide]) -> list[tuple[str, list[Slide]]]:
    return [(_(SAID[stage]), list(group)) for stage, group in groupby(slides, key=lambda slide: slide.stage)]


def _rows(slides: Sequence[Slide]) -> list[tuple[str, str, int]]:
    """Slides that follow each other under one title as one row: the first of them, the title, their minutes."""
    groups = [(title, list(group)) for title, group in groupby(slides, key=lambda slide: slide.part or slide.title)]
    return [(group[0].id, title, sum(slide.minutes for slide in group)) for title, group in groups]


def _parted(rows: Sequence[tuple[str, str, int]]) -> Iterator[list[tuple[str, str, int]]]:
    """Rows of contents, as many to a page as its columns hold."""
    held: list[tuple[str, str, int]] = []
    used = 0
    for row in rows:
        high = ceil(len(row[1]) / CONTENTS_LETTERS)
        if held and used + high > CONTENTS_ROOM:
            yield held
            held, used = [], 0
        held.append(row)
        used += high
    if held:
        yield held


__all__ = ["body", "listed", "page", "script", "sources_slide", "style"]
