"""How a class has split at a decision: first it predicts, then it is shown, and no count gives anybody away.

What is shown is worked out once, when it is revealed, and stays as it was then: two counts of the same paper, one
before and one after somebody signed, would say what she signed. Hiding goes over all papers together
(`game.debrief.hidden`).
"""

from __future__ import annotations

import json
from collections import Counter
from typing import TypedDict

from attrs import define

from game.classroom.held import Held, NotNow
from game.classroom.schema import PREDICTIONS, REVEALS
from game.classroom.standing import answers, field_label, question, scene_title, turn_label
from game.classroom.views import AnswerRow, AskedView, Phase, Question, RevealView
from game.debrief.hidden import LEAST, cells
from game.debrief.splits import NOT_COME, signed_splits
from game.script.tongue import _


class _Counts(TypedDict):
    """What was shown: how many seats were counted, the split, and what was predicted; None is hidden."""

    seats: int
    rows: list[tuple[str, int | None]]
    predicted: list[tuple[str, int | None]]


_SOON = (Phase.PLAYING, Phase.PAUSED, Phase.ASKED, Phase.REVEALED)


@define
class Reveal(Held):
    """A room, as far as its choices may be shown."""

    def ask(self, key: str) -> None:
        """Ask the class to predict how it has split at a decision. Nothing is signed meanwhile."""
        asked = question(self.program, key)
        if asked is None:
            raise NotNow(_("there is no such paper in this story"))
        if not self.change(*_SOON, phase=Phase.ASKED, asked=asked.key):
            raise NotNow(_("a split is shown while the class plays; in the debrief everything is"))

    def reveal(self) -> None:
        """Show the split at the decision that was asked about. Raises NotNow where the class has not been asked."""
        room = self.kept()
        asked = self.asked_of(room)
        if room.phase != Phase.ASKED or asked is None:
            raise NotNow(_("let the class predict first; then show how it has split"))
        if not self._kept_counts(asked):
            counts = json.dumps(self._count(asked))
            self.store.add_first(REVEALS, {"room": self.id, "question": asked.key, "counts": counts})
        self.change(Phase.ASKED, phase=Phase.REVEALED)

    def show_again(self, key: str) -> None:
        """Show something that was revealed before."""
        asked = question(self.program, key)
        if asked is None or not self._kept_counts(asked):
            raise NotNow(_("this has not been shown yet; let the class predict first"))
        self.change(*_SOON, phase=Phase.REVEALED, asked=asked.key)

    def revealed(self) -> tuple[Question, ...]:
        """What has been shown so far."""
        found = (question(self.program, str(r["question"])) for r in self.store.of_room(REVEALS, self.id))
        return tuple(q for q in found if q is not None)

    def asked(self) -> AskedView | None:
        """What the class is asked to predict now."""
        room = self.kept()
        q = self.asked_of(room)
        if room.phase != Phase.ASKED or q is None:
            return None
        scene = self.program.scenes[q.scene]
        words = (turn_label(self.program, q.turn), scene_title(self.program, q.scene), field_label(scene, q.field))
        return AskedView(q, *words, answers(self.program, q))

    def shown(self) -> RevealView | None:
        """The split that is shown now; None while nothing is."""
        room = self.kept()
        q = self.asked_of(room)
        kept = self._kept_counts(q) if room.phase == Phase.REVEALED and q is not None else None
        if q is None or kept is None:
            return None
        scene = self.program.scenes[q.scene]
        counts, predicted = dict(kept["rows"]), dict(kept["predicted"])
        known = [*answers(self.program, q), *([("", _(NOT_COME))] if "" in counts else [])]
        rows = tuple(AnswerRow(name, say, counts.get(name), predicted.get(name)) for name, say in known)
        words = (turn_label(self.program, q.turn), scene_title(self.program, q.scene), field_label(scene, q.field))
        hidden = any(row.runs is None for row in rows)
        return RevealView(q, *words, rows, seats=kept["seats"], hidden=hidden, enough=kept["seats"] >= LEAST)

    def _kept_counts(self, q: Question) -> _Counts | None:
        rows = self.store.of_room(REVEALS, self.id)
        return next((json.loads(str(r["counts"])) for r in rows if r["question"] == q.key), None)

    def _count(self, q: Question) -> _Counts:
        """What may be shown of a decision, counted now. Hidden cells are not written down anywhere."""
        seats = [seat for seat in self.store.seats(self.id) if not seat.removed and seat.code]
        signed = [found for seat in seats if (found := self.decoded.signed(seat.code)) is not None]
        rows: list[tuple[str, int | None]] = []
        if len(signed) >= LEAST:
            for split in signed_splits(signed):
                if (split.turn, split.id, split.field) == (q.turn, q.scene, q.field):
                    rows = [(row.id, row.runs) for row in split.rows]
        return {"seats": len(signed), "rows": rows, "predicted": self._predictions(q)}

    def _predictions(self, q: Question) -> list[tuple[str, int | None]]:
        found = Counter(str(r["answer"]) for r in self.store.of_room(PREDICTIONS, self.id) if r["question"] == q.key)
        known = [name for name, _say in answers(self.program, q)]
        split = [(1 << found[name]) - 1 for name in known]
        return [(name, found[name] if ok else None) for name, ok in zip(known, cells(split), strict=True)]
