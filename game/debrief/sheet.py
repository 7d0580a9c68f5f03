"""One debrief as a whole, ready for any way out: its first lines and its sections, of a run or of a class. Pure."""

from __future__ import annotations

from attrs import evolve, frozen

from game.debrief.blocks import Section
from game.debrief.contents import document
from game.debrief.paper import PAGES
from game.debrief.views import DebriefView
from game.script.tongue import _
from game.session.views import TermView

TEACHERS_PAGES = 16
# What goes first when paper is short; long lists that one looks things up in stay on the screen.
PAPER = {
    "trial": 12.0,
    "brief": 12.0,
    "reported": 9.0,
    "ratchet": 4.0,
    "why": 6.0,
    "earlier": 0.5,
    "decisions": 7.0,
    "people": 6.0,
    "knew": 0.0,
    "told": 1.0,
    "record": 0.0,
    "tolls": 0.0,
    "timeline": 0.0,
    "officials": 0.0,
    "figures": 0.0,
    "disputes": 2.0,
    "corrections": 0.0,
    "limits": 1.0,
    "glossary": 0.0,
    "questions": 4.0,
    "file": 0.0,
    "goes_on": 2.0,
    "card": 9.0,
    "whose": 0.0,
    "silences": 1.0,
    "page": 20.0,
}
FIRST_WHOLE = ("reported", "mattered", "chance")  # a chart or a table is of use only with its words


@frozen
class Sheet:
    """A document. `about` says which run or runs it is of; `notice` what is left out of it, and why.

    `kind` says what it is where it is no debrief: sheets to write on are read by who has not left the chair yet.
    """

    title: str
    opening: str
    about: str
    notice: str
    sections: tuple[Section, ...]
    pages: int = PAGES  # of paper
    words: tuple[TermView, ...] = ()  # of the time: linked where they stand first, if they have a section of their own
    kind: str = ""
    played: str = ""  # the story and the lesson alone, for what is of no run


def sheet_of(view: DebriefView, *, teacher: bool = False) -> Sheet:
    """The debrief of one run; with a teacher's sheets, which need paper of their own, if they are asked for."""
    played = f"{view.title}: {view.cut_title or view.cut}" if view.cut else view.title
    about = _("{played}, seed {seed}, run {code}").format(played=played, seed=view.seed, code=view.code)
    parts = weighed(document(view, teacher=teacher))
    pages = TEACHERS_PAGES if teacher else PAGES
    return Sheet(view.title, view.opening, about, view.masked, parts, pages, view.words, played=played)


def weighed(sections: tuple[Section, ...]) -> tuple[Section, ...]:
    """Sections with their weights on paper; one that has set its own keeps it."""
    made = (evolve(s, paper=PAPER.get(s.id, 1.0)) if s.paper == 1.0 else s for s in sections)
    return tuple(evolve(s, first_whole=s.id in FIRST_WHOLE) for s in made)
