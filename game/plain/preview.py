"""`preview --plain`: the plain face while the files of its story are edited; what is typed and what is saved alternate.

After a change only what reads otherwise is printed; `again` prints all of it. Exit codes: 0; 3 if the files, as they
are at the end, cannot be played.
"""

from __future__ import annotations

from collections.abc import Iterator
from threading import Event, Thread
from typing import TextIO

from attrs import define, evolve, field

from game.plain import words
from game.plain.face import PlainFace, ending
from game.plain.mixed import Mixed
from game.plain.start import begin_lines, output
from game.session.preview import CANNOT, Built, Preview
from game.session.rehearsal import Rehearsal
from game.session.views import DeskView
from game.session.watching import Attempt, Look, watch

NO_SCENARIO = 3
QUIT = frozenset({"quit", "exit"})
NOTHING_YET = "there is nothing to play yet: mend the file and save it, or type quit"
OVER = "This run is over. Type back N to go on from an earlier decision, debrief for its debrief, or quit."
NO_DEBRIEF = "Figures were set by hand, so this was no run, and it has no debrief. Leave out --set to see one."


def preview(opened: Preview, seen: Look, *, summaries: bool = False) -> int:
    """Play a preview through standard input and output; `seen` is the folder as the first version was read."""
    face = Rehearsed(opened, output(), summaries)
    stop = Event()
    Thread(target=watch, args=(opened.folder, seen, stop, face.build), daemon=True).start()
    try:
        face.run()
    finally:
        stop.set()
        face.out.flush()
    return NO_SCENARIO if opened.trouble is not None else 0


@define
class Rehearsed:
    """A preview on two streams."""

    preview: Preview
    out: TextIO
    summaries: bool = False
    mixed: Mixed = field(factory=Mixed)
    lines: Iterator[str] = field(init=False)
    face: PlainFace | None = None

    def __attrs_post_init__(self) -> None:
        self.lines = self.mixed.lines()

    def build(self) -> Attempt:
        """Build the files as they are, in the thread that watches; what came of it is told by the one that prints."""
        try:
            built = self.preview.build()
        except CANNOT as error:
            refused = error
            return Attempt(False, lambda: self.mixed.tell(lambda: self._refused(refused)))
        return Attempt(True, lambda: self.mixed.tell(lambda: self._taken(built)))

    def run(self) -> None:
        """Play until the input ends, or says so."""
        self.mixed.begin()
        if self.preview.game is not None:
            self._begin(self.preview.game)
        self._tell_trouble()
        while True:
            self._prompt()
            line = next(self.lines, None)
            if line is None or line.strip().lower() in QUIT:
                return
            self._answer(line.strip())

    def _answer(self, line: str) -> None:
        face = self.face
        if face is None:
            self._say(*words.told(NOTHING_YET, "? "))
        elif face.game.run.over and line.lower() in ("debrief", ""):
            self._debrief(face)
        else:
            was_over = face.game.run.over
            face.answer(line)
            if isinstance(face.game, Rehearsal):  # going back makes another
                self.preview.game = face.game
            if face.game.run.over:
                self._say(*(() if was_over else ending(face)), *words.item(OVER))

    def _debrief(self, face: PlainFace) -> None:
        if self.preview.way is not None and self.preview.way.staged:
            self._say(*words.item(NO_DEBRIEF))
            return
        from game.debrief.build import debrief
        from game.debrief.explained import with_explained
        from game.plain.turning import turn

        turn(face, with_explained(debrief(face.game), face.game))

    # what is shown

    def _begin(self, game: Rehearsal) -> None:
        self._say(*begin_lines(game.program.scenario.header))
        self._say(*words.told(f"{self.preview.says()}. Nothing here is saved."), "")
        self.face = PlainFace(game, self.lines, self.out, self.summaries)
        scene = self.preview.first_scene
        if game.intro() and not scene:
            self._say(*words.paragraphs(game.intro()))
        self._show(self.face, scene)

    def _show(self, face: PlainFace, scene: str = "") -> None:
        """The turn and what waits; from `scene` on, where it is among the papers of the turn."""
        view, face.turn = face.game.view(), ""
        place = next((n for n, paper in enumerate(view.papers) if paper.id == scene), None)
        if place is not None:
            self._say(*words.turn_head(view))
            view = evolve(view, consequence=None, passed=(), turn_changed=False)
            face.turn, face.shown = view.calendar.label, place
        face.show(view)
        if face.game.run.over:
            self._say(*ending(face), *words.item(OVER))

    def _show_changes(self, face: PlainFace, before: DeskView) -> None:
        """Of a desk that stands where it stood, what reads otherwise now."""
        now = face.game.view()
        if (before.calendar.label, before.decisions, before.ended) != (now.calendar.label, now.decisions, now.ended):
            self._show(face)
            return
        known = {paper.id: paper for paper in before.papers}
        papers = [paper for paper in now.papers if known.get(paper.id) != paper]
        said: list[str] = []
        if now.consequence and now.consequence != before.consequence:
            said += words.consequence(now.consequence, now.stamp)
        said += words.came_of_it(tuple(r for r in now.later if r not in before.later))
        said += [w for paper in papers for w in words.paper(paper, summaries=self.summaries)]
        if now.ask and now.ask != before.ask:
            said += words.ask(now.ask)
        if now.ended:
            said += [*ending(face)]
        face.shown = len(now.papers)
        self._say(*(said or words.item("Nothing on this desk reads otherwise. Type again for all of it.")))

    def _taken(self, built: Built) -> None:
        mended, before = self.preview.trouble is not None, self.face and self.face.game.view()
        try:
            game = self.preview.take(built)
        except CANNOT as error:
            self._refused(error)
            return
        self._say("", *words.told("The mistakes are mended." if mended else "The files have changed."))
        self._say(*(words.told(self.preview.notice, "! ") if self.preview.notice else ()))
        if self.face is None or before is None:
            self._begin(game)
        else:
            self.face.game = game
            self._show_changes(self.face, before)
        self._prompt()

    def _refused(self, error: Exception) -> None:
        self.preview.refuse(error)
        self._say("")
        self._tell_trouble()
        self._prompt()

    def _tell_trouble(self) -> None:
        if self.preview.trouble is not None:
            self._say(*(line for told in self.preview.trouble.told() for line in words.told(told, "! ")))

    def _say(self, *lines: str) -> None:
        for line in lines:
            self.out.write(line + "\n")

    def _prompt(self) -> None:
        self._say("> ")
        self.out.flush()
