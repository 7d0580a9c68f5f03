"""What a teacher does with a room, and the board she sees. Who is where, never what was signed."""

from __future__ import annotations

from collections import Counter

from attrs import define

from game.classroom import symbols
from game.classroom.held import Held
from game.classroom.rows import RoomKept, SeatKept
from game.classroom.schema import PAGES, PREDICTIONS
from game.classroom.standing import comes_to_all, field_label, questions_of, scene_title, turn_label
from game.classroom.views import BoardView, NotNow, PageShown, PaperRow, Phase, Question, SeatRow
from game.debrief.hidden import LEAST
from game.engine.select import PLAN
from game.script.tongue import _

MINUTE = 60.0
MOST_MINUTES = 600
LIVE = (Phase.OPEN, Phase.PLAYING, Phase.PAUSED, Phase.ASKED, Phase.REVEALED)


@define
class Control(Held):
    """A room, as its teacher holds it."""

    def start(self) -> None:
        """Open the signing, and begin to count the planned time."""
        minutes = self._minutes()
        if not self.change(Phase.OPEN, phase=Phase.PLAYING, ends=self.clock() + minutes * MINUTE):
            raise NotNow(_("the class has begun already"))

    def _minutes(self) -> int:
        cut = self.program.cuts.get(self.kept().cut)
        return cut.minutes if cut else self.program.scenario.header.minutes

    def pause(self) -> None:
        """Nothing is signed until `go_on`; everybody can read on."""
        if not self.change(Phase.PLAYING, Phase.ASKED, Phase.REVEALED, phase=Phase.PAUSED, asked=""):
            raise NotNow(_("there is nothing to pause: the class is not signing"))

    def go_on(self) -> None:
        """Sign again, after a pause, a question, something shown, or back from the debrief: that ends, and no more.

        Where nothing of these stands, those who wait at the stop now go on from it. It holds whoever comes later.
        """
        room = self.kept()
        if room.phase == Phase.OPEN:
            self.start()
            return
        if room.phase == Phase.ENDED:
            raise NotNow(_("the class has ended"))
        if room.phase != Phase.PLAYING:
            self.change(phase=Phase.PLAYING, asked="")
        elif not self._release(room):
            raise NotNow(_("the class is signing already"))

    def _release(self, room: RoomKept) -> int:
        """Let those who wait at the stop now go on from it; how many they were."""
        waiting = [seat for seat in self.store.seats(self.id) if not seat.removed and self.is_waiting(room, seat)]
        past = {seat.number: self.stop_of(room, seat) for seat in waiting}
        if self.file is not None:
            self.file.released.update(past)
            self.note()
        return self.store.touch_all(self.id, {number: {"released": stop} for number, stop in past.items()})

    def stops(self) -> tuple[tuple[str, str], ...]:
        """Where the class may be asked to wait: where the story has it predict, and every paper that is signed."""
        cut = self.program.cuts.get(self.kept().cut)
        planned = [pause.after for pause in cut.predictions] if cut else []
        kept = cut.keep if cut else tuple(self.program.scenes)
        papers = [name for name in kept if self.program.scenes[name].decides and name not in planned]
        title = scene_title
        return (
            *((name, _("after “{title}”: predict").format(title=title(self.program, name))) for name in planned),
            *((name, _("before signing “{title}”").format(title=title(self.program, name))) for name in papers),
        )

    def set_stop(self, scene: str = "") -> None:
        """Let the class wait at a paper, or nowhere."""
        if scene and scene not in [name for name, _say in self.stops()]:
            raise NotNow(_("the class cannot be stopped there"))
        if not self.change(*LIVE, stop=scene):
            raise NotNow(_("the class is not playing any more"))

    def extend(self, minutes: int = 5) -> None:
        """Move the end of the planned time. Nothing ends by itself: the board only says that time is over."""
        room = self.kept()
        if not room.ends:
            raise NotNow(_("the time begins with the class; start it first"))
        more = max(-MOST_MINUTES, min(MOST_MINUTES, minutes)) * MINUTE
        self.change(ends=(max(room.ends, self.clock()) if more > 0 else room.ends) + more)

    def lock(self, locked: bool = True) -> None:
        """Let nobody new in, or let them in again. Whoever has a seat comes and goes."""
        self.change(locked=locked)

    def remove(self, number: int, removed: bool = True) -> None:
        """Take a seat out of the class, with what it signed; or put it back."""
        if not self.store.touch(self.id, number, {"removed": removed}):
            raise NotNow(_("there is no seat {number}").format(number=number))
        if self.file is not None:
            (self.file.removed.add if removed else self.file.removed.discard)(number)
            self.note()

    def clear(self) -> None:
        """Take everything out: every seat, what it signed, what it wrote. The class code stays; all join anew."""
        room = self.kept()
        self.store.clear_room(self.id, symbols.renewed(room.secret))
        cut = self.program.cuts.get(room.cut)
        stop = cut.predictions[0].after if cut and cut.predictions and room.stop else ""
        self.change(phase=Phase.OPEN, ends=0.0, locked=False, stop=stop)
        if self.file is not None:
            self.file.clear()
            self.note()

    def debrief(self) -> None:
        """What was signed stands from here on, and anybody may go back in a run of their own."""
        if not self.change(*LIVE, phase=Phase.DEBRIEF, asked=""):
            raise NotNow(_("the class is in its debrief already, or has ended"))

    def end(self) -> None:
        """Nobody joins or signs any more; the results stay until their date, or until they are forgotten."""
        self.change(phase=Phase.ENDED, asked="", locked=True)

    def forget(self) -> None:
        """Delete the room and everything in it."""
        self.store.forget(self.id)
        if self.file is not None:
            self.file.delete()

    # the board

    def board(self) -> BoardView:
        """Who is where."""
        room = self.kept()
        kept = self.store.seats(self.id)
        here = [seat for seat in kept if not seat.removed]
        asked = room.asked if room.phase == Phase.ASKED else ""
        return BoardView(
            room=self.viewed(room),
            seats=tuple(self._row_of(room, seat) for seat in kept),
            papers=self.papers(here),
            stops=self.stops(),
            playing=sum(not seat.ended for seat in here),
            ended=sum(seat.ended for seat in here),
            waiting=sum(self.is_waiting(room, seat) for seat in here),
            predicted=len(self.store.of_room(PREDICTIONS, self.id, question=asked)) if asked else 0,
        )

    def _row_of(self, room: RoomKept, seat: SeatKept) -> SeatRow:
        return SeatRow(
            number=seat.number,
            tag=seat.tag,
            turn=turn_label(self.program, seat.turn),
            scene=scene_title(self.program, seat.scene) if comes_to_all(self.program, seat.scene) else "",
            signatures=seat.signatures,
            ended=seat.ended,
            waiting=self.is_waiting(room, seat),
            last_seen=seat.seen_at,
            last_signed=seat.signed_at,
            removed=seat.removed,
            waits=scene_title(self.program, seat.pause) if seat.pause and self.is_waiting(room, seat) else "",
        )

    def papers(self, seats: list[SeatKept]) -> tuple[PaperRow, ...]:
        """What has been signed by enough seats to be asked about, in the order of the story."""
        found: Counter[Question] = Counter()
        by_here: Counter[Question] = Counter()
        here = 0
        for seat in seats:
            signed = self.decoded.signed(seat.code) if seat.decisions else None
            questions = set(questions_of(self.program, signed.decisions)) if signed is not None else set[Question]()
            found.update(questions)
            if self.is_here(seat):
                here += 1
                by_here.update(questions)
        order = {name: place for place, name in enumerate(self.program.scenes)}
        rows = sorted(found, key=lambda q: (self.program.turn_index[q.turn], order[q.scene]))
        enough = [q for q in rows if found[q] >= LEAST and not q.scene.startswith(PLAN)]
        return tuple(self._paper(q, found[q], here - by_here[q]) for q in enough)

    def _paper(self, q: Question, signed: int, left: int) -> PaperRow:
        scene = self.program.scenes[q.scene]
        words = (turn_label(self.program, q.turn), scene_title(self.program, q.scene), field_label(scene, q.field))
        if not comes_to_all(self.program, q.scene):
            return PaperRow(q, *words, None)
        return PaperRow(q, *words, signed, left if left < LEAST else 0)

    # results

    def codes(self) -> tuple[str, ...]:
        """The run codes of all who signed anything: what a class debrief is made of. In no order of seats."""
        seats = [seat for seat in self.store.seats(self.id) if not seat.removed and seat.signatures]
        return tuple(sorted(seat.code for seat in seats))

    def pages(self) -> tuple[PageShown, ...]:
        """The pages that students sent, for the teacher to choose from."""
        return tuple(
            PageShown(r["number"], r["reader"], r["text"], r["shown"]) for r in self.store.of_room(PAGES, self.id)
        )

    def show_page(self, number: int, shown: bool = True) -> None:
        """Show a page to the class, or not."""
        page = next((p for p in self.pages() if p.number == number), None)
        if page is None:
            raise NotNow(_("seat {number} has sent no page").format(number=number))
        self.store.put(
            PAGES, {"room": self.id, "number": number, "reader": page.reader, "text": page.text, "shown": shown}
        )
