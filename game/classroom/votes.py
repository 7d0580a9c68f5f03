"""One run for a whole class: hands are raised, the teacher enters the counts, the majority or a discussion decides.

The run is that of seat 0. Raised hands are seen by everybody, so nothing is hidden here; a tie is never broken by us.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from contextlib import suppress
from typing import Any

from attrs import asdict, define, evolve

from game.classroom.held import of_seat
from game.classroom.rows import SeatKept
from game.classroom.schema import VOTES
from game.classroom.seats import Seats
from game.classroom.standing import Standing, scene_title, standing_of, turn_label
from game.classroom.store import StoreTrouble
from game.classroom.views import Ballot, BallotRow, Counted, Outcome, Recorded
from game.debrief.group.votes import Voted, VotedAnswer, VotedRow
from game.engine.memory import Decision
from game.engine.run import Run
from game.engine.select import PLAN
from game.script.tongue import _
from game.session.describe import STAY
from game.session.door import one_line
from game.session.runcode import CodeError, decode
from game.session.views import AskKind, AskView

CLASS_SEAT = 0
MOST_HANDS = 10_000
PLAN_ROW = "days"
MOST_OF_A_REASON = 300
LETTERS = "ABCDEFGHIJKLMNOPQRSTUVWXYZ"


def letter(place: int) -> str:
    """What an answer is called when hands are raised: A, B, C, and after Z its number."""
    return LETTERS[place] if place < len(LETTERS) else str(place + 1)


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
        first = leader(_hands(row, counts))
        if first:
            picks.append(first)
        else:
            tied.append(row.field)
    return Counted((), tuple(tied)) if tied else Counted(tuple(picks))


def leader(hands: Mapping[str, int]) -> str:
    """What more hands were raised for than for anything else; empty where there is no such thing."""
    most = max(hands.values(), default=0)
    first = [name for name, count in hands.items() if count == most]
    return first[0] if most and len(first) == 1 else ""


def _hands(row: BallotRow, counts: Mapping[str, Mapping[str, int]]) -> dict[str, int]:
    """The hands for each answer of a row; what is no answer of it is left out."""
    given = counts.get(row.field, {})
    return {name: max(0, min(MOST_HANDS, given.get(name, 0))) for name, _say in row.answers}


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
            seat = self._sit(self._first(self.kept()))
        return seat.code

    def _sit(self, standing: Standing) -> SeatKept:
        """The seat of the class, with a run that stands somewhere."""
        begun = of_seat(self.kept(), CLASS_SEAT, _("The class"), self.clock())
        self.store.add_seat(evolve(begun, **asdict(standing)))
        return self._row(CLASS_SEAT)

    def ballot(self, ask: AskView) -> Ballot:
        """What is voted on, for the decision that waits on a desk."""
        run = self.class_run()
        made = ballot_of(ask, scene_title(self.program, ask.scene), len(run.decisions) + 1)
        if ask.kind is AskKind.PLAN:  # where days are spent is no signature
            return made
        return evolve(made, number=standing_of(run).signatures + 1, of=self.length_of(self.kept()))

    def vote(
        self,
        ballot: Ballot,
        counts: Mapping[str, Mapping[str, int]],
        chosen: Mapping[str, str] | None = None,
        *,
        reason: str = "",
        predicted: Mapping[str, Mapping[str, int]] | None = None,
    ) -> tuple[Counted, Recorded | None]:
        """Sign what the class decided, and keep the count; nothing is signed while anything is tied.

        `chosen` names, by row, what a discussion decided instead of the count, and `reason` why. `predicted` are the
        hands that were raised before the vote, for what would win. Raises RefusedDecision if the ballot is not of what
        waits now.
        """
        counted = majority(ballot, counts, chosen or {})
        if counted.tied:
            return counted, None
        run = self.class_run()
        picks, turn = counted.picks, run.turn_id
        if [row.field for row in ballot.rows] == [PLAN_ROW]:
            picks = tuple(picks[0].split())
        run.decide(Decision(turn, ballot.scene, picks))
        recorded = self.record(CLASS_SEAT, run)
        if recorded.outcome in (Outcome.SIGNED, Outcome.SAME):
            row = {
                "decision": len(run.decisions), "turn": turn, "scene": ballot.scene,
                "says": json.dumps([asdict(row) for row in ballot.rows]), "counts": _kept(ballot, counts),
                "predicted": _kept(ballot, predicted or {}), "picks": json.dumps(counted.picks),
                "discussed": bool(chosen), "reason": one_line(reason)[:MOST_OF_A_REASON],
            }  # fmt: skip
            self.store.put(VOTES, {"room": self.id, **row})
            if self.file is not None:  # no page of a student's can bring this run back
                self.file.run, self.file.votes = recorded.code, [*self.file.votes, row]
                self.note()
        return counted, recorded

    def bring_back(self) -> None:
        """After a crash that emptied the store: the class's run and its votes, from what the laptop kept."""
        if self.file is None or not self.file.run:
            return
        try:
            run = decode(self.file.run, self.program)
        except CodeError:
            return
        if not self._is_ours(run):
            return
        self._sit(standing_of(run))
        for row in self.file.votes:
            with suppress(KeyError, TypeError, ValueError, StoreTrouble):  # a file that was touched by somebody
                self._voted(row)
                self.store.put(VOTES, {**row, "room": self.id})

    def votes(self) -> tuple[Voted, ...]:
        """Every vote so far: what was predicted, how hands were raised, what was signed."""
        found: list[Voted] = []
        signatures = 0
        for row in self.store.of_room(VOTES, self.id):
            is_signature = not row["scene"].startswith(PLAN)
            signatures += is_signature
            found.append(evolve(self._voted(row), number=signatures if is_signature else 0))
        return tuple(found)

    def _voted(self, row: Mapping[str, Any]) -> Voted:
        counts, predicted = json.loads(row["counts"]), json.loads(row["predicted"])
        pairs = zip(json.loads(row["says"]), json.loads(row["picks"]), strict=True)
        rows = tuple(_row(said, pick, counts[said["field"]], predicted[said["field"]]) for said, pick in pairs)
        words = (turn_label(self.program, row["turn"]), scene_title(self.program, row["scene"]))
        return Voted(row["decision"], *words, rows, row["reason"])


def _kept(ballot: Ballot, counts: Mapping[str, Mapping[str, int]]) -> str:
    return json.dumps({row.field: _hands(row, counts) for row in ballot.rows})


def _row(said: Mapping[str, Any], pick: str, hands: Mapping[str, int], predicted: Mapping[str, int]) -> VotedRow:
    answers = tuple(VotedAnswer(a, say, hands[a], predicted[a], a == pick) for a, say in said["answers"])
    return VotedRow(said["label"], answers, leader(hands) == pick)
