"""What students do in a room: join, sit down again, sign. The first signature counts.

A run replaces the one that a seat holds only if it goes on from it by what was signed now. The same post twice is one
signature; another one is answered with where this seat stands. Nothing is taken while the class waits, and nothing is
lost by it: the run is on the student's page.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from attrs import asdict, define, evolve, field

from game.classroom import symbols
from game.classroom.held import Held, of_seat
from game.classroom.rows import RoomKept, SeatKept
from game.classroom.schema import PAGES, PREDICTIONS
from game.classroom.seen import OFTEN, Seen
from game.classroom.standing import Standing, answers, standing_of
from game.classroom.views import NotNow, Outcome, Phase, Recorded, SeatView
from game.engine.past import sign_declared
from game.engine.run import Run, begin
from game.script.tongue import N_, _
from game.session.runcode import CodeError, cut_of, decode, encode, read_head
from game.session.written import tidy

TRIES = 20
WAITS: Mapping[Phase, str] = {
    Phase.OPEN: N_("Your teacher has not opened the signing yet. Read what lies on the desk."),
    Phase.PAUSED: N_("Your teacher has paused the class; what you chose is not signed yet."),
    Phase.ASKED: N_("Your teacher asks the class to guess how it has signed; what you chose is not signed yet."),
    Phase.REVEALED: N_("Your teacher is showing the class something; what you chose is not signed yet."),
}
STOP = N_("The class waits here for everybody. Your teacher will go on with you; nothing is signed until then.")
ENDED = N_("The class has ended. What you signed stands.")
REMOVED = N_("Your teacher has taken this seat out of the class. Please speak to your teacher.")
FREE = N_("This is yours to try. The class keeps what you signed first.")
OTHER = N_("This seat has signed otherwise already, and the first signature counts. Here is where it stands.")
AHEAD = N_("This seat has gone on already, perhaps on another device. Here is where it stands.")
LEAP = N_("This page is further on than your seat. Here is where your seat stands.")


@define
class Seats(Held):
    """A room, as its students meet it."""

    _begun: Standing | None = field(init=False, default=None)
    _lesson: tuple[str, int] | None = field(init=False, default=None)
    _seen: Seen = field(init=False, factory=Seen)

    def join(self) -> SeatView:
        """A new seat. Raises NotNow where nobody is let in any more."""
        room = self.kept()
        if room.phase == Phase.ENDED:
            raise NotNow(_(ENDED))
        first = asdict(self._first(room))

        def made(number: int) -> SeatKept:
            return evolve(of_seat(room, number, symbols.tag(room.secret, room.id, number), self.clock()), **first)

        seat = self.store.new_seat(self.id, symbols.MOST_SEATS, made)
        if seat is None:
            raise NotNow(self._why_closed())
        if self.file is not None and seat.number > self.file.promised:
            self.note()
        return self.seat_view(room, seat)

    def _why_closed(self) -> str:
        if self.kept().locked:
            return _("Your teacher has locked the class: nobody new is let in. Whoever has a seat can go on.")
        return _("This class is full.")

    def _first(self, room: RoomKept) -> Standing:
        """The beginning of a run, the same for every seat: a class differs by what it signs, not by luck."""
        if self._begun is None:
            run = begin(self.program, room.seed, room.cut)
            sign_declared(run, run.decide)
            self._begun = standing_of(run)
        return self._begun

    def first_code(self) -> str:
        """The run code at which every seat begins."""
        return (self._begun or self._first(self.kept())).code

    def sit_down(self, resume: str) -> SeatView | None:
        """The seat of a resume code, on whatever device; None for a code that is nobody's."""
        room = self.kept()
        number = symbols.seat_of(resume, room.secret, room.id)
        return None if number is None else self._seat(room, number, self.store.seat(self.id, number))

    def seat(self, number: int, token: str) -> SeatView | None:
        """A seat as its owner may see it; None if the token is not hers."""
        if not 1 <= number <= symbols.MOST_SEATS:
            return None
        room, seat = self.at(number)
        self._lesson = room.cut, room.seed
        return self._seat(room, number, seat) if symbols.is_token(token, room.secret, room.id, number) else None

    def _seat(self, room: RoomKept, number: int, seat: SeatKept | None) -> SeatView:
        """A seat that was proved. Where the store has lost it, it comes back empty, and its page brings the run."""
        now = self.clock()
        if seat is None:
            self.store.add_seat(self._again(of_seat(room, number, symbols.tag(room.secret, room.id, number), now)))
            seat = self._row(number)
        elif now - seat.seen_at > OFTEN:
            self._seen.note(number, now)
        return self.seat_view(room, seat)

    def has_seen(self) -> bool:
        """Whether it is time for `note_seen`."""
        return self._seen.is_due(self.clock())

    def note_seen(self) -> None:
        """Note in the store which seats were seen, all in one go."""
        self.store.touch_all(self.id, {n: {"seen_at": at} for n, at in self._seen.taken(self.clock()).items()})

    def _again(self, seat: SeatKept) -> SeatKept:
        """A seat that comes back after a crash, with what its teacher had done with it."""
        if self.file is None:
            return seat
        released, removed = self.file.released.get(seat.number, ""), seat.number in self.file.removed
        return evolve(seat, released=released, removed=removed)

    def _row(self, number: int) -> SeatKept:
        return _still_taken(self.store.seat(self.id, number))

    def _both(self, number: int) -> tuple[RoomKept, SeatKept]:
        room, seat = self.at(number)
        return room, _still_taken(seat)

    def seat_view(self, room: RoomKept, seat: SeatKept) -> SeatView:
        """A seat with what may be done at it now."""
        outcome, says = self._may(room, seat)
        asked = self.asked_of(room) if room.phase in (Phase.ASKED, Phase.REVEALED) else None
        return SeatView(
            number=seat.number,
            tag=seat.tag,
            resume=symbols.resume_code(room.secret, room.id, seat.number),
            token=symbols.token(room.secret, room.id, seat.number),
            code=seat.code,
            phase=Phase(room.phase),
            may_sign=outcome is Outcome.SIGNED,
            says=says,
            removed=seat.removed,
            asked=asked,
            predicted=self._predicted(room.asked, seat.number) if room.phase == Phase.ASKED else "",
            ended=seat.ended,
            waits=self.stop_of(room, seat) if self.is_waiting(room, seat) else "",
            released=seat.released,
            signatures=seat.signatures,
            of=self.length_of(room),
        )

    def _may(self, room: RoomKept, seat: SeatKept) -> tuple[Outcome, str]:
        """Whether what this seat signs next would be taken, and if not, why."""
        if seat.removed:
            return Outcome.OVER, _(REMOVED)
        if room.phase == Phase.ENDED:
            return Outcome.OVER, _(ENDED)
        if room.phase == Phase.DEBRIEF:
            return Outcome.FREE, _(FREE)
        if room.phase != Phase.PLAYING:
            return Outcome.WAITS, _(WAITS[Phase(room.phase)])
        if self.is_waiting(room, seat):
            return Outcome.WAITS, _(STOP)
        return Outcome.SIGNED, ""

    # signing

    def record(self, number: int, run: Run) -> Recorded:
        """Take what a seat has signed: `run` as it is after it. The seat was proved by whoever calls."""
        code = ""
        for _try in range(TRIES):
            room, seat = self._both(number)
            code = seat.code
            answer = self._answer(room, seat, run)
            if answer is not None:
                return answer
            now = self.clock()
            standing = standing_of(run)
            if self.store.swap(seat, {**asdict(standing), "signed_at": now, "seen_at": now}):
                self.decoded.keep(standing.code, run)
                return Recorded(Outcome.SIGNED, standing.code)
        return Recorded(Outcome.WAITS, code, _("Too many devices sign for this seat at once; please try again."))

    def record_code(self, number: int, text: str) -> Recorded:
        """The same for a run code. Raises CodeError for one that is no run of this story."""
        return self.record(number, decode(text, self.program))

    def _answer(self, room: RoomKept, seat: SeatKept, run: Run) -> Recorded | None:
        """The answer to a signature that is not taken; None for one that is."""
        code = encode(run)
        if seat.code == code:
            return Recorded(Outcome.SAME, code)
        outcome, says = self._may(room, seat)
        if outcome is Outcome.FREE:
            return Recorded(outcome, code, says)
        if outcome is Outcome.OVER:
            return Recorded(outcome, seat.code or code, says)
        if not self._is_ours(run):
            return Recorded(Outcome.OTHER, seat.code, _("This run belongs to another class, or to nobody's."))
        if not _goes_on(seat, run):
            ahead = self._leads_to(run, seat)
            return Recorded(Outcome.AHEAD if ahead else Outcome.OTHER, seat.code, _(AHEAD if ahead else OTHER))
        if outcome is Outcome.WAITS:
            return Recorded(outcome, seat.code, says)
        if len(run.decisions) - seat.decisions > 1 and not (room.recovered or not seat.code):
            return Recorded(Outcome.OTHER, seat.code, _(LEAP))
        return None

    def may_be_ours(self, code: str) -> bool:
        """Whether a run code names this room's lesson and luck; nothing is replayed for it. Raises CodeError."""
        head = read_head(code)
        return self._named(cut_of(head, self.program), head.seed)

    def _is_ours(self, run: Run) -> bool:
        """Whether a run is one of this room."""
        return self._named(run.cut.id if run.cut else "", run.seed)

    def _named(self, lesson: str, seed: int) -> bool:
        """Whether these are its lesson, and its luck unless the lesson goes on from another run; both never change."""
        if self._lesson is None:
            room = self.kept()
            self._lesson = room.cut, room.seed
        own, luck = self._lesson
        cut = self.program.cuts.get(own)
        return lesson == own and (seed == luck or (cut is not None and bool(cut.continues)))

    def _leads_to(self, run: Run, seat: SeatKept) -> bool:
        """Whether a run is an earlier moment of the one that a seat holds."""
        if len(run.decisions) >= seat.decisions or not seat.code:
            return False
        try:
            return encode(decode(seat.code, self.program), len(run.decisions)) == encode(run)
        except CodeError:
            return False

    def begin(self, number: int, run: Run) -> Recorded:
        """Begin from another first moment, such as a student's own run of the lesson before this one.

        Only where nothing has been signed at the seat.
        """
        seat = self._row(number)
        if seat.signatures or len(run.decisions) > run.past or not self._is_ours(run):
            return Recorded(Outcome.OTHER, seat.code, _(OTHER))
        standing = standing_of(run)
        if seat.removed or not self.store.swap(seat, {**asdict(standing), "seen_at": self.clock()}):
            return Recorded(Outcome.OTHER, seat.code, _(OTHER))
        return Recorded(Outcome.SIGNED, standing.code)

    def come_back(self, number: int, code: str) -> str:
        """Where a seat stands, asked by a page that holds a run; after a crash that emptied the store, the page's run.

        A room that was not emptied is never told by a page what was signed.
        """
        room, seat = self._both(number)
        if seat.removed or not code or not (room.recovered or not seat.code):
            return seat.code
        try:
            run = decode(code, self.program)
        except CodeError:
            return seat.code
        if self._is_ours(run) and _goes_on(seat, run) and len(run.decisions) > seat.decisions - (not seat.code):
            standing = standing_of(run)
            if self.store.swap(seat, {**asdict(standing), "seen_at": self.clock()}):
                return standing.code
        return self._row(number).code

    # what else a student sends

    def predict(self, number: int, question: str, answer: str) -> bool:
        """What a seat predicts most have signed; changed until it is revealed. False if it is not asked now."""
        room = self.kept()
        asked = self.asked_of(room)
        if room.phase != Phase.ASKED or asked is None or asked.key != question or self._row(number).removed:
            return False
        if answer not in [name for name, _say in answers(self.program, asked)]:
            return False
        self.store.put(PREDICTIONS, {"room": self.id, "question": question, "number": number, "answer": answer})
        return True

    def _predicted(self, question: str, number: int) -> str:
        rows = self.store.of_room(PREDICTIONS, self.id, question=question, number=number)
        return str(rows[0]["answer"]) if rows else ""

    def send_page(self, number: int, reader: str, text: str) -> bool:
        """Keep the page that a student wrote, because she sent it; an empty one takes it back. Nobody sees it yet."""
        if self._row(number).removed or self.kept().phase == Phase.ENDED:
            return False
        page = tidy(reader, text)
        self.store.drop(PAGES, self.id, number=number)
        if page.text:
            values: dict[str, Any] = {"reader": page.reader, "text": page.text, "shown": False}
            self.store.put(PAGES, {"room": self.id, "number": number, **values})
        return True


def _still_taken(seat: SeatKept | None) -> SeatKept:
    if seat is None:
        raise NotNow(_("this seat is not in the class any more"))
    return seat


def _goes_on(seat: SeatKept, run: Run) -> bool:
    """Whether a run goes on from the one that a seat holds."""
    return not seat.code or (len(run.decisions) >= seat.decisions and encode(run, seat.decisions) == seat.code)
