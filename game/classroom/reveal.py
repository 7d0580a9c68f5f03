"""How a class has split at a decision: first it predicts, then it is shown, and no count gives anybody away.

What is shown is worked out once, when it is revealed, and stays as it was then: two counts of the same paper, one
before and one after somebody signed, would say what she signed. For the same reason nothing is asked while one or two
who are here have still to sign it, and whom a count holds is kept with it (`counted`). What is hidden is decided by
`game.debrief.hidden`.
"""

from __future__ import annotations

import json
from collections import Counter

from attrs import define

from game.classroom.counted import Counted, Kept
from game.classroom.schema import PREDICTIONS, REVEALS
from game.classroom.standing import Signed, answers, comes_to_all, field_label, question, scene_title, turn_label
from game.classroom.views import AnswerRow, AskedView, NotNow, Phase, Question, RevealView
from game.debrief.hidden import LEAST, cells
from game.debrief.splits import NOT_COME, signed_splits
from game.engine.program import Program
from game.script.tongue import _, ngettext


class _Counts(Kept):
    """What was shown: how many seats were counted, the split, and what was predicted; None is hidden."""

    seats: int
    rows: list[tuple[str, int | None]]
    predicted: list[tuple[str, int | None]]


_SOON = (Phase.PLAYING, Phase.PAUSED, Phase.ASKED, Phase.REVEALED)


@define
class Reveal(Counted):
    """A room, as far as its choices may be shown."""

    def ask(self, key: str) -> None:
        """Ask the class to predict how it has split at a decision. Nothing is signed meanwhile."""
        asked = question(self.program, key)
        if asked is None:
            raise NotNow(_("there is no such paper in this story"))
        if not self._kept_counts(asked) and comes_to_all(self.program, asked.scene):
            self._few_are_missing(asked)
        if not self.change(*_SOON, phase=Phase.ASKED, asked=asked.key):
            raise NotNow(_("a split is shown while the class plays; in the debrief everything is"))

    def _few_are_missing(self, q: Question) -> None:
        """Raises NotNow while one or two who are here have not signed: later counts would say what they did."""
        missing = 0
        for seat in self.store.seats(self.id):
            if self.is_here(seat):
                signed = self.decoded.signed(seat.code)
                missing += signed is not None and not _answer(q, signed, self.program)
        if 0 < missing < LEAST:
            raise NotNow(
                ngettext(
                    "{count} student has still to sign this, and a later count would tell what she signs: wait",
                    "{count} students have still to sign this, and a later count would tell what they sign: wait",
                    missing,
                ).format(count=missing)
            )

    def reveal(self) -> None:
        """Show the split at the decision that was asked about. Raises NotNow where the class has not been asked."""
        room = self.kept()
        asked = self.asked_of(room)
        if room.phase != Phase.ASKED or asked is None:
            raise NotNow(_("let the class guess first; then show how it has split"))
        if not self._kept_counts(asked):
            counts = json.dumps(self._count(asked))
            self.store.add_first(REVEALS, {"room": self.id, "question": asked.key, "counts": counts})
        self.change(Phase.ASKED, phase=Phase.REVEALED)

    def show_again(self, key: str) -> None:
        """Show something that was revealed before."""
        asked = question(self.program, key)
        if asked is None or not self._kept_counts(asked):
            raise NotNow(_("this has not been shown yet; let the class guess first"))
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
        rows = self.store.of_room(REVEALS, self.id, question=q.key)
        return json.loads(str(rows[0]["counts"])) if rows else None

    def _count(self, q: Question) -> _Counts:
        """What may be shown of a decision, counted now. Hidden cells are not written down anywhere.

        Of a paper that comes to everybody, those who have signed it are counted: who has not is seen on the board. Of
        one that comes to some, even how many is hidden as far as it would tell what was signed elsewhere. Nobody is
        counted who would be told by what this count has more or less than one before it.
        """
        codes = self.counted_codes()
        runs = {n: found for n, code in codes.items() if (found := self.decoded.signed(code)) is not None}
        given_by = {n: a for n, run in runs.items() if (a := _answer(q, run, self.program))}
        to_all = comes_to_all(self.program, q.scene)
        who = sorted(self.countable(frozenset(given_by if to_all else runs)))
        kept: Kept = {"who": who, "signed": [n for n in who if n in given_by], "at": self.clock()}
        if to_all:
            given = Counter(given_by[n] for n in who)
            split = [(1 << given[name]) - 1 for name, _say in answers(self.program, q)]
            names = [name for name, _say in answers(self.program, q)]
            rows = [(name, given[name] if ok else None) for name, ok in zip(names, cells(split), strict=True)]
            return {**kept, "seats": len(who), "rows": rows, "predicted": self._predictions(q)}
        rows = []
        for split in signed_splits([runs[n] for n in who]) if len(who) >= LEAST else ():
            if (split.turn, split.id, split.field) == (q.turn, q.scene, q.field):
                rows = [(row.id, row.runs) for row in split.rows]
        return {**kept, "seats": len(who), "rows": rows, "predicted": self._predictions(q)}

    def _predictions(self, q: Question) -> list[tuple[str, int | None]]:
        found = Counter(str(r["answer"]) for r in self.store.of_room(PREDICTIONS, self.id, question=q.key))
        known = [name for name, _say in answers(self.program, q)]
        split = [(1 << found[name]) - 1 for name in known]
        return [(name, found[name] if ok else None) for name, ok in zip(known, cells(split), strict=True)]


def _answer(q: Question, run: Signed, program: Program) -> str:
    """What a run signed on a paper; empty where it has not."""
    for d in run.decisions:
        if (d.turn, d.scene) == (q.turn, q.scene):
            names = [f.id for f in program.scenes[q.scene].fields] or [""]
            return d.picks[names.index(q.field)]
    return ""
