"""What can be looked up: the words of the time, the people, the places, the map. One page, with a line to search it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical, VerticalScroll
from textual.content import Content
from textual.widgets import Input, Static

from game.desk.content import FAINT, line, prose, stack, verbatim
from game.desk.screens.once import Once
from game.desk.widgets.foot import Foot
from game.script.tongue import N_, _
from game.session.game import Game
from game.session.views import MapView, PersonView, PlaceView, TermView

PARTS = ("here", "words", "people", "places", "map")


def entry(term: TermView) -> Content:
    """One word explained."""
    return stack([_head(term.term, term.characters, term.pronounce), prose(term.say)], gap=0)


def person(view: PersonView) -> Content:
    """One of the people, as the desk knows them now."""
    head = _head(view.name, view.characters, view.pronounce)
    told = line(view.role).append(line(f", {_(view.real)}", FAINT))
    return stack([head, told, line(view.status, "italic"), prose(view.about)], gap=0)


def place(view: PlaceView) -> Content:
    """One of the places."""
    head = _head(view.name, view.characters, view.pronounce).append(line(f", {_(view.real)}", FAINT))
    return stack([head, prose(view.about)], gap=0)


def drawn(view: MapView) -> Content:
    """The map as it is drawn, and in words."""
    rows = Content("\n").join([verbatim(row) for row in view.drawn.split("\n")])
    return stack([rows, prose(view.words)])


def _head(name: str, characters: str, pronounce: str) -> Content:
    said = _("say {pronounce}").format(pronounce=pronounce) if pronounce else ""
    told = ", ".join(part for part in (characters, said) if part)
    return line(name, "bold").append(line(f"  {told}" if told else "", FAINT))


def _part(title: str, entries: Iterable[Content]) -> Content:
    shown = list(entries)
    return stack([line(title.upper(), FAINT), *shown]) if shown else Content("")


class ReferenceScreen(Once[None]):
    """Words, people, places and the map; what is typed narrows them. `here` are words of the paper in hand."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape,enter", "close", N_("close"), key_display="esc"),
        Binding("tab", "part(1)", N_("next part"), priority=True),
        Binding("shift+tab", "part(-1)", N_("part before"), show=False, priority=True),
        Binding("down", "scroll(1)", N_("scroll"), show=False),
        Binding("up", "scroll(-1)", N_("scroll back"), show=False),
        Binding("pagedown", "page(1)", N_("page on"), show=False),
        Binding("pageup", "page(-1)", N_("page back"), show=False),
    ]

    def __init__(self, game: Game, here: tuple[str, ...] = ()) -> None:
        super().__init__(classes="reading reference")
        self.terms, self.people, self.places = game.glossary(), game.people(), game.places()
        self.map = game.map()
        self.here = tuple(term for name in here for term in self.terms if term.term == name)
        self.shown: list[str] = []

    def compose(self) -> ComposeResult:
        """A line to search, the parts under it."""
        with Vertical(classes="sheet"):
            yield Static(
                line(_("Words, people, places") + (_(", map") if self.map.words else ""), "bold"), classes="heading"
            )
            yield Input(placeholder=_("type to search"), compact=True, max_length=60)
            with VerticalScroll(can_focus=False):
                yield from (Static(id=part) for part in PARTS)
                yield Static(id="nothing")
        yield Foot(compact=True, show_command_palette=False)

    def on_mount(self) -> None:
        """Everything at first."""
        self.narrow("")

    @on(Input.Changed)
    def _typed(self, event: Input.Changed) -> None:
        self.narrow(event.value)

    @on(Input.Submitted)
    def _entered(self, _event: Input.Submitted) -> None:
        self.dismiss()

    def narrow(self, wanted: str) -> None:
        """Show what has some letters in its name; the map only while nothing is looked for."""
        letters = wanted.strip().casefold()
        self.shown = []
        for part, content in self._parts(letters):
            widget = self.query_one(f"#{part}", Static)
            widget.update(content)
            widget.display = bool(content.plain)
            if content.plain:
                self.shown.append(part)
        nothing = self.query_one("#nothing", Static)
        nothing.update(line(_("Nothing here is called so."), FAINT))
        nothing.display = not self.shown
        self.query_one(VerticalScroll).scroll_home(animate=False)

    def _parts(self, letters: str) -> Iterator[tuple[str, Content]]:
        terms = (t for t in self.terms if any(letters in name.casefold() for name in (t.term, *t.also)))
        yield "here", _part(_("On this paper"), map(entry, () if letters else self.here))
        yield "words", _part(_("Words of the time"), map(entry, terms))
        yield "people", _part(_("People"), (person(p) for p in self.people if letters in p.name.casefold()))
        yield "places", _part(_("Places"), (place(p) for p in self.places if letters in p.name.casefold()))
        yield "map", _part(_("Map"), [drawn(self.map)] if self.map.words and not letters else [])

    def go_to(self, part: str) -> None:
        """A part from its top."""
        self.query_one(VerticalScroll).scroll_to_widget(self.query_one(f"#{part}"), top=True, animate=False)

    def action_part(self, by: int) -> None:
        """The next part, or the one before; round and round."""
        scroll = self.query_one(VerticalScroll)
        tops = [self.query_one(f"#{part}").virtual_region.y for part in self.shown]
        if not tops:
            return
        above = [place for place, top in enumerate(tops) if top <= scroll.scroll_y]
        at = above[-1] if above else 0
        if by < 0 and tops[at] < scroll.scroll_y:
            by = 0  # first back to the top of the part one is in
        if by > 0 and scroll.scroll_y >= scroll.max_scroll_y:
            at, by = 0, 0
        self.go_to(self.shown[(at + by) % len(self.shown)])

    def action_scroll(self, by: int) -> None:
        """Up or down by a line."""
        self.query_one(VerticalScroll).scroll_relative(y=by, animate=False)

    def action_page(self, by: int) -> None:
        """Up or down by a page."""
        scroll = self.query_one(VerticalScroll)
        scroll.scroll_page_down(animate=False) if by > 0 else scroll.scroll_page_up(animate=False)

    def action_close(self) -> None:
        """Back to the desk."""
        self.dismiss()
