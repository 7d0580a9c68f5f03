"""What a face may ask of a game besides its view: pages to look things up in. Asking changes nothing."""

from __future__ import annotations

from game.engine.run import Run
from game.session import describe, last_pages
from game.session.on_file import OnFile, intro, on_file
from game.session.runcode import encode
from game.session.teller import Teller
from game.session.views import (
    ChartView,
    EndView,
    FigureView,
    MapView,
    OrderView,
    PaperView,
    PersonView,
    PlaceView,
    SignedView,
    TermView,
)


class Asked:
    """A run and whoever puts it into words."""

    run: Run
    teller: Teller

    def intro(self) -> str:
        """Who the player is, or what a lesson's predecessor has signed; and whether a file was carried in."""
        return intro(self.run, self.teller.wording)

    def on_file(self) -> OnFile:
        """What lies on the table from earlier desks."""
        return on_file(self.run)

    def code(self, keep: int | None = None) -> str:
        """The run code so far; with `keep`, that of the run when so many decisions were signed."""
        return encode(self.run, keep)

    def ledger(self) -> tuple[FigureView, ...]:
        """All figures, each claimed, seen or unknown."""
        return describe.ledger(self)

    def history(self, row: str) -> ChartView | None:
        """What the desk was told of one figure, turn by turn."""
        return describe.history(self, row)

    def papers(self) -> tuple[PaperView, ...]:
        """This turn's papers."""
        return tuple(self.teller.papers)

    def people(self) -> tuple[PersonView, ...]:
        """The people, as the desk knows them now."""
        return describe.people(self)

    def orders(self) -> tuple[OrderView, ...]:
        """The standing orders, in words."""
        return describe.orders(self)

    def glossary(self) -> tuple[TermView, ...]:
        """The words of the time."""
        return describe.glossary(self)

    def places(self) -> tuple[PlaceView, ...]:
        """The places of the story, made up or real."""
        return describe.places(self)

    def map(self) -> MapView:
        """The map, drawn and in words."""
        return describe.drawn_map(self)

    def decisions(self) -> tuple[SignedView, ...]:
        """What was signed so far, and can be taken back."""
        return tuple(d for d in self.teller.signed_lines if d.number > self.run.past)

    def before(self) -> tuple[SignedView, ...]:
        """What was signed in the lesson that this one goes on from."""
        return tuple(d for d in self.teller.signed_lines if d.number <= self.run.past)

    def end(self) -> EndView:
        """The last pages; call it once `view().ended`."""
        return last_pages.end(self.run, self.teller.wording)
