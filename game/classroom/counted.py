"""Whom the counts of a class hold, so that no two of them differ by what one or two have signed.

The wall counts at one moment, the debrief at another; meanwhile somebody joins, comes back, finishes. Whom it held is
kept with every count: later counts are of the same seats, or three or more have come (`game.debrief.hidden.again`).
Once the debrief has been counted, the wall counts the runs it was made of.
"""

from __future__ import annotations

import json
from typing import TypedDict, cast

from attrs import define

from game.classroom.held import Held
from game.classroom.rows import SeatKept
from game.classroom.schema import REVEALS
from game.classroom.standing import question
from game.classroom.views import Question
from game.debrief.hidden import LEAST, again, few
from game.engine.memory import Decision
from game.session.runcode import decode, encode

DEBRIEF = "debrief"  # in place of a question: the debrief of the class


class Kept(TypedDict):
    """What is kept of a count: whom it held, which of them had signed the paper then, and when it was."""

    who: list[int]
    signed: list[int]
    at: float


class _Codes(TypedDict):
    """The debrief as it was counted: which seats had finished then, and the runs it is made of."""

    ended: list[int]
    runs: dict[str, str]  # by seat


@define
class Counted(Held):
    """A room, as far as it is counted."""

    def counts(self) -> list[tuple[Question, Kept]]:
        """Whom every count that was shown on the wall held, the earliest first."""
        rows = self.store.of_room(REVEALS, self.id)
        found = [(question(self.program, str(r["question"])), json.loads(str(r["counts"]))) for r in rows]
        known = [(q, cast("Kept", kept)) for q, kept in found if q is not None and "who" in kept]
        return sorted(known, key=lambda pair: pair[1]["at"])

    def countable(self, now: frozenset[int]) -> frozenset[int]:
        """Whom of these a count that is made now may hold."""
        counts = self.counts()
        return again(frozenset(counts[-1][1]["who"]), now) if counts else now

    def class_codes(self) -> tuple[str, ...]:
        """The run codes that the debrief is made of, in no order of seats; from the first time on the same.

        They are counted again when three or more have finished since.
        """
        people = self._people()
        ended = frozenset(n for n, (_code, done) in people.items() if done)
        kept = self._kept_debrief()
        if kept is not None and len(ended - set(kept["ended"])) < LEAST:
            return tuple(sorted(kept["runs"].values()))
        if len(ended) >= LEAST:
            late = few(people.keys() - ended)  # they are carried on, and so they are counted already
            runs = {str(n): code for n, (code, _done) in people.items()}
            made: _Codes = {"ended": sorted(people if late else ended), "runs": runs}
            self.store.put(REVEALS, {"room": self.id, "question": DEBRIEF, "counts": json.dumps(made)})
        return tuple(sorted(code for code, _done in people.values()))

    def counted_codes(self) -> dict[int, str]:
        """The code of every seat that a count may hold: its own, or the one that the debrief was made of."""
        kept = self._kept_debrief()
        if kept is not None:
            return {int(n): code for n, code in kept["runs"].items()}
        return {seat.number: seat.code for seat in self.store.seats(self.id) if not seat.removed and seat.code}

    def _kept_debrief(self) -> _Codes | None:
        rows = self.store.of_room(REVEALS, self.id, question=DEBRIEF)
        return json.loads(str(rows[0]["counts"])) if rows else None

    def _people(self) -> dict[int, tuple[str, bool]]:
        """The code of every seat that the debrief holds, less what came too late for a count; and whether it has ended.

        A seat that was taken out after it was counted stays: the count without it would say what it signed.
        """
        counts = self.counts()
        seats = {seat.number: seat for seat in self.store.seats(self.id) if seat.code and seat.signatures}
        counted = {n for _q, kept in counts for n in kept["who"]}
        before = frozenset(n for n in counted if n in seats)
        here = frozenset(n for n, seat in seats.items() if not seat.removed)
        gone = before - here
        who = again(before, here) | gone if few(gone) else again(before, here)
        late: dict[int, list[Question]] = {n: [] for n in who}
        for q, kept in counts:
            since = {n for n in who if n not in kept["signed"] and self._has_signed(seats[n], q)}
            for n in since if few(since) else ():
                late[n].append(q)
        return {n: self._until(seats[n], late[n]) for n in who}

    def _has_signed(self, seat: SeatKept, q: Question) -> bool:
        signed = self.decoded.signed(seat.code)
        return signed is not None and any(_answers(d, q) for d in signed.decisions)

    def _until(self, seat: SeatKept, late: list[Question]) -> tuple[str, bool]:
        """A seat's run, or what it was before the first of these papers."""
        if not late:
            return seat.code, seat.ended
        run = decode(seat.code, self.program)
        first = min(at for at, d in enumerate(run.decisions) for q in late if _answers(d, q))
        return encode(run, first), False


def _answers(decision: Decision, q: Question) -> bool:
    return (decision.turn, decision.scene) == (q.turn, q.scene)
