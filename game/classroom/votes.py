"""One run for a whole class: hands are raised, the teacher enters the counts, the majority or a discussion decides.

The run is that of seat 0. Raised hands are seen by everybody, so nothing is hidden here; a tie is never broken by us.
"""

from __future__ import annotations

import json
from collections.abc import Mapping

from attrs import asdict, define, evolve

from game.classroom.held import of_seat
from game.classroom.schema import VOTES
from game.classroom.seats import Seats
from game.classroom.standing import scene_title
from game.classroom.views import Ballot, BallotRow, Counted, Recorded
from game.engine.memory import Decision
from game.engine.run import Run
from game.script.tongue import _
from game.session.describe import STAY
from game.session.runcode import decode
from game.session.views import AskKind, AskView

CLASS_SEAT = 0
MOST_HANDS = 10_000
PLAN_ROW = "days"


def ballot_of(ask: AskView, title: str, decision: int) -> Ballot:
    """What a class votes on, in the order and the words of the desk; what is closed is left out."""
    rows: list[BallotRow] = []
    if ask.kind is AskKind.PLAN and ask.plan is not None:
        names = {lead.id: lead.title for lead in ask.plan.leads}
        plans = ((" ".join(p), "; ".join(names[i] for i in p) or _(STAY)) for p in ask.plan.plans)
        rows = [BallotRow(PLAN_ROW, _("Days to go and look"), tuple(plans))]
    elif ask.kind is AskKind.CHOICE:
        rows = [BallotRow("", "", tuple((o.id, o.say) for o in ask.options if not o.locked))]
    else:
        for f in ask.fields:
            says = tuple((o.id, f"{o.say} ({o.value})" if o.value else o.say) for o in f.options if not o.locked)
            rows.append(BallotRow(f.id, f.label, says))
    return Ballot(ask.scene, title, decision, tuple(rows))


def majority(ballot: Ballot, counts: Mapping[str, Mapping[str, int]], chosen: Mapping[str, str]) -> Counted:
    """What was decided: what a discussion chose, else what most hands were raised for."""
    picks: list[str] = []
    tied: list[str] = []
    for row in ballot.rows:
        known = [name for name, _say in row.answers]
        if chosen.get(row.field) in known:
            picks.append(chosen[row.field])
            continue
        hands = {name: max(0, min(MOST_HANDS, counts.get(row.field, {}).get(name, 0))) for name in known}
        most = max(hands.values())
        first = [name for name in known if hands[name] == most]
        if most and len(first) == 1:
            picks.append(first[0])
        else:
            tied.append(row.field)
    return Counted((), tuple(tied)) if tied else Counted(tuple(picks))


@define
class Votes(Seats):
    """A room whose class plays one run."""

    def class_run(self) -> Run:
        """The run that the class plays together."""
        return decode(self.class_code(), self.program)

    def class_code(self) -> str:
        """Its code; it begins when it is first asked for."""
        seat = self.store.seat(self.id, CLASS_SEAT)
        if seat is None:
            room = self.kept()
            begun = evolve(of_seat(room, CLASS_SEAT, _("The class"), self.clock()), **asdict(self._first(room)))
            self.store.add_seat(begun)
            seat = self._row(CLASS_SEAT)
        return seat.code

    def ballot(self, ask: AskView) -> Ballot:
        """What is voted on, for the decision that waits on a desk."""
        return ballot_of(ask, scene_title(self.program, ask.scene), len(self.class_run().decisions) + 1)

    def vote(
        self, ballot: Ballot, counts: Mapping[str, Mapping[str, int]], chosen: Mapping[str, str] | None = None
    ) -> tuple[Counted, Recorded | None]:
        """Sign what the class decided, and keep the count; nothing is signed while anything is tied.

        `chosen` names, by row, what a discussion decided instead of the count. Raises RefusedDecision if the ballot is
        not of what waits now.
        """
        counted = majority(ballot, counts, chosen or {})
        if counted.tied:
            return counted, None
        run = self.class_run()
        picks = counted.picks
        if [row.field for row in ballot.rows] == [PLAN_ROW]:
            picks = tuple(picks[0].split())
        run.decide(Decision(run.turn_id, ballot.scene, picks))
        recorded = self.record(CLASS_SEAT, run)
        hands = {
            row.field: {name: counts.get(row.field, {}).get(name, 0) for name, _say in row.answers}
            for row in ballot.rows
        }
        self.store.put(VOTES, {
            "room": self.id, "decision": len(run.decisions), "scene": ballot.scene, "counts": json.dumps(hands),
            "picks": json.dumps(picks), "discussed": bool(chosen),
        })  # fmt: skip
        return counted, recorded

