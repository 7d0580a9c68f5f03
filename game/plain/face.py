"""The plain face: reads one answer a line, prints what follows, ends cleanly when the input ends."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import TextIO

from attrs import define

from game.engine.faults import RefusedDecision
from game.plain import words
from game.plain.typed import COMMANDS
from game.script.tongue import _
from game.session.game import Game
from game.session.journal import SaveError
from game.session.lines import unstressed
from game.session.views import AskView, DeskView, OptionView


@define
class PlainFace:
    """One game played through two text streams."""

    game: Game
    lines: Iterator[str]
    out: TextIO
    summaries: bool = False
    shown: int = 0
    turn: str = ""
    told: str = ""

    def say(self, *lines: str) -> None:
        """Print lines."""
        for line in lines:
            self.out.write(line + "\n")

    def play(self) -> bool:
        """Play until the run is over or the input is. True if the run is over: ended, or closed early."""
        self.show(self.game.view())
        while not self.game.run.over:
            self.say("> ")
            self.out.flush()
            line = next(self.lines, None)
            if line is None or line.strip().lower() in {"quit", "exit"}:
                return False
            self.answer(line.strip())
        return True

    def answer(self, line: str) -> None:
        """One line of input: a decision or a command."""
        if not line or line.startswith("#"):
            return
        word, _bar, rest = line.partition(" ")
        command = COMMANDS.get(word.lower())
        try:
            ask = self.game.view().ask
            if command is not None:
                command(self, rest.strip())
                self.say(*also_an_answer(ask, line))
                return
            picks = read_answer(ask, line)
            self.show(self.game.decide(ask.scene if ask else "", *picks))
        except (RefusedDecision, ValueError, SaveError) as error:
            self.say(*words.told(str(error), "? "), _("  Type help for what can be typed here."))

    def show(self, view: DeskView) -> None:
        """What is new since the last line of input."""
        if view.consequence:
            self.say("", *words.consequence(view.consequence, view.stamp))
        if view.notice and view.notice != self.told:
            self.say(*words.told(view.notice, "! "))
            if self.game.adrift:
                self.say(_("  Type keep FOLDER to save this run in another place."))
            self.say("")
        self.told = view.notice
        for gone in view.passed:
            self.say(*words.passed(gone, self.turn, summaries=self.summaries))
        if view.predicts_first and view.pause:
            self._predict(view)
            self.say("")
        other = view.calendar.label != self.turn
        if other or view.turn_changed:
            self.turn, self.shown = view.calendar.label, 0
            self.say(*(words.turn_head(view) if other or not view.ended else words.came_of_it(view.later)))
        for item in view.papers[self.shown :]:
            self.say(*words.paper(item, summaries=self.summaries))
        self.shown = len(view.papers)
        if not view.predicts_first:
            self._predict(view)
        if view.ask:
            self.say(*words.ask(view.ask))

    def _predict(self, view: DeskView) -> None:
        """What a class is to predict, and the figures to predict by."""
        if view.pause:
            self.say(_("Before you go on, predict:"), *words.paragraphs(view.pause))
            self.say(*(part for row in view.beside for part in words.item(words.figure(row))))


def read_answer(ask: AskView | None, line: str) -> tuple[str, ...]:
    """The picks an answer stands for: numbers or ids, one a field. Raises ValueError in words."""
    if ask is None:
        raise ValueError(_("nothing is waiting to be signed"))
    if ask.plan is not None:
        for option, plan in zip(ask.plan.options, ask.plan.plans, strict=True):
            if line.lower() in {str(option.number), option.id, " ".join(plan)}:
                return plan
        raise ValueError(
            _("`{line}` is not one of 1 to {options}").format(
                line=line[: words.LONGEST_QUOTE], options=len(ask.plan.options)
            )
        )
    rows = [f.options for f in ask.fields] or [ask.options]
    parts = line.replace(",", " ").split()
    if len(parts) != len(rows):
        wanted = (
            _("one answer") if len(rows) == 1 else _("{rows} answers, one a line of the form").format(rows=len(rows))
        )
        raise ValueError(_("this needs {wanted}; {parts} came").format(wanted=wanted, parts=len(parts)))
    return tuple(_pick(part, row) for part, row in zip(parts, rows, strict=True))


def also_an_answer(ask: AskView | None, line: str) -> Iterator[str]:
    """Said after a command whose word is also the id of an option: it was not signed."""
    if ask is not None:
        found = next((o for o in ask.options if o.id == line), None)
        if found is not None:
            yield from words.item(
                _("(`{line}` is an answer here too; to sign it, type its number, {number})").format(
                    line=line, number=found.number
                )
            )


def _pick(part: str, row: tuple[OptionView, ...]) -> str:
    found = next((o for o in row if part.lower() in {str(o.number), o.id}), None)
    if found is None:
        raise ValueError(_("`{part}` is not one of 1 to {row}").format(part=part[: words.LONGEST_QUOTE], row=len(row)))
    if found.locked:
        raise ValueError(_("that is closed: {locked}").format(locked=unstressed(found.locked)))
    return found.id


def ending(face: PlainFace) -> Iterable[str]:
    """The last pages; of a run that was closed early there are none."""
    if face.game.run.ended:
        yield from words.end(face.game.end())
    else:
        turn = face.game.view().calendar.label
        early = _("This run was closed early, in {turn}.").format(turn=turn)
        yield from words.item(_("{early} What becomes of the people in it was not worked out.").format(early=early))
