"""What a class predicts together while all of it waits: the story's question, and the figures to predict by.

A figure that follows from what was signed differs from run to run; one stands here only if every run reads it alike.
"""

from __future__ import annotations

from collections.abc import Iterable

from attrs import define

from game.classroom.held import Held
from game.classroom.rows import RoomKept, SeatKept
from game.classroom.standing import scene_title
from game.classroom.views import PredictView
from game.engine.run import Run
from game.script.header import Pause
from game.session.runcode import CodeError, decode
from game.session.views import FigureView
from game.session.wording import Wording


@define
class Predicting(Held):
    """A room, as far as its class predicts what comes next."""

    def predicting(self) -> PredictView | None:
        """The question, once everybody who plays waits after the paper that asks it; None as long as anybody signs."""
        room = self.kept()
        here = [seat for seat in self.store.seats(self.id) if not (seat.removed or seat.ended)]
        asked = [self.pause_of(room, seat) for seat in here if self.is_waiting(room, seat)]
        pause = asked[0] if asked else None
        if pause is None or len(asked) < len(here) or any(one != pause for one in asked):
            return None
        codes = tuple(sorted(seat.code for seat in here))
        beside = self.decoded.once((pause.after, *codes), lambda: alike(self._figures(pause, codes)))
        return PredictView(scene_title(self.program, pause.after), pause.ask, beside)

    def pause_of(self, room: RoomKept, seat: SeatKept) -> Pause | None:
        """The prediction at which a seat stands; None where it stands at a paper."""
        cut = self.program.cuts.get(room.cut)
        return next((p for p in cut.predictions if p.after == seat.pause), None) if cut and seat.pause else None

    def _figures(self, pause: Pause, codes: Iterable[str]) -> list[tuple[FigureView, ...]]:
        rows = {row.id: row for row in self.program.scenario.figures.landmarks}
        wording = Wording(self.program)

        def read(run: Run) -> tuple[FigureView, ...]:
            return tuple(wording.row(rows[name], run) for name in pause.beside)

        found: list[tuple[FigureView, ...]] = []
        for code in codes:
            try:
                found.append(read(decode(code, self.program)))
            except CodeError:
                return []
        return found


def alike(found: list[tuple[FigureView, ...]]) -> tuple[FigureView, ...]:
    """The figures that are the same for all."""
    first = found[0] if found else ()
    return tuple(row for place, row in enumerate(first) if all(other[place] == row for other in found))
