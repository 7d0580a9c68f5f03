"""The plain face: reads one answer a line, prints what follows, ends cleanly when the input ends.

Commands besides answers: `ledger`, `people`, `orders`, `words`, `code`, `back N`, `help`, `quit`.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from typing import TextIO

from attrs import define

from game.engine.faults import RefusedDecision
from game.plain import words
from game.session.game import Game
from game.session.views import AskView, DeskView

HELP = """Type the number of your answer, or its id, and press Enter.
A form with several lines takes several numbers: 2 1
Other words: ledger, people, orders, words TERM, code, signed, back N, help, quit"""


@define
class PlainFace:
    """One game played through two text streams."""

    game: Game
    lines: Iterator[str]
    out: TextIO
    summaries: bool = False
    shown: int = 0
    turn: str = ""

    def say(self, *lines: str) -> None:
        """Print lines."""
        for line in lines:
            self.out.write(line + "\n")

    def play(self) -> bool:
        """Play until the run ends or the input does. True if the run ended."""
        self.show(self.game.view())
        while not self.game.run.ended:
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
        word, _, rest = line.partition(" ")
        command = COMMANDS.get(word.lower())
        if command is not None:
            command(self, rest.strip())
            return
        view = self.game.view()
        try:
            picks = read_answer(view.ask, line) if view.ask else ()
            after = self.game.decide(view.ask.scene if view.ask else "", *picks)
        except (RefusedDecision, ValueError) as error:
            self.say(f"? {words.clean(str(error))}", "  Type help for what can be typed here.")
            return
        self.show(after)

    def show(self, view: DeskView) -> None:
        """What is new since the last line of input."""
        if view.consequence:
            self.say("", *words.consequence(view.consequence))
        if view.notice:
            self.say(f"! {words.clean(view.notice)}", "")
        for gone in view.passed:
            self.say(*words.passed(gone, self.turn, summaries=self.summaries))
        if view.calendar.label != self.turn or view.turn_changed:
            self.turn, self.shown = view.calendar.label, 0
            if view.pause:
                self.say("Before you go on, predict:", *words.paragraphs(view.pause))
            if not view.ended:
                self.say(*words.turn_head(view))
        for item in view.papers[self.shown :]:
            self.say(*words.paper(item, summaries=self.summaries))
        self.shown = len(view.papers)
        if view.ask:
            self.say(*words.ask(view.ask), "> ")


def read_answer(ask: AskView | None, line: str) -> tuple[str, ...]:
    """The picks an answer stands for: numbers or ids, one a field. Raises ValueError in words."""
    if ask is None:
        raise ValueError("nothing is waiting to be signed")
    if ask.plan is not None:
        for option, plan in zip(ask.plan.options, ask.plan.plans, strict=True):
            if line in {str(option.number), option.id, " ".join(plan)}:
                return plan
        raise ValueError(f"`{line[:40]}` is not one of the plans")
    rows = [f.options for f in ask.fields] or [ask.options]
    parts = line.replace(",", " ").split()
    if len(parts) != len(rows):
        raise ValueError(f"this needs {len(rows)} answer(s), and {len(parts)} came")
    picks: list[str] = []
    for part, row in zip(parts, rows, strict=True):
        found = next((o for o in row if part in {str(o.number), o.id}), None)
        if found is None:
            raise ValueError(f"`{part[:40]}` is not one of 1 to {len(row)}")
        picks.append(found.id)
    return tuple(picks)


def _ledger(face: PlainFace, _rest: str) -> None:
    group = ""
    for row in face.game.ledger():
        if row.group != group:
            group = row.group
            face.say("", words.clean(group))
        face.say("  " + words.figure(row))


def _people(face: PlainFace, _rest: str) -> None:
    for p in face.game.people():
        face.say(f"{words.clean(p.name)}, {words.clean(p.role)}. {words.clean(p.status)}")


def _orders(face: PlainFace, _rest: str) -> None:
    for o in face.game.orders():
        face.say(f"{words.clean(o.label)}: {words.clean(o.says)} ({words.clean(o.signed)})")


def _words(face: PlainFace, rest: str) -> None:
    wanted = rest.lower()
    for t in face.game.glossary():
        if not wanted or wanted in t.term.lower():
            face.say(*words.paragraphs(f"{t.term} {t.characters}: {t.say}"))


def _signed(face: PlainFace, _rest: str) -> None:
    for d in face.game.decisions():
        face.say(f"{d.number}. {words.clean(d.turn)}: {words.clean(d.title)} - {words.clean(d.act)}")


def _code(face: PlainFace, _rest: str) -> None:
    face.say(f"Run code: {face.game.code()}")


def _back(face: PlainFace, rest: str) -> None:
    count = int(rest) if rest.isascii() and rest.isdigit() and len(rest) < 6 else 1
    keep = max(0, len(face.game.run.decisions) - count)
    face.game = face.game.rewind(keep)
    face.turn = ""
    face.say(f"(back to decision {keep}; the earlier run is kept)")
    face.show(face.game.view())


def _help(face: PlainFace, _rest: str) -> None:
    face.say(HELP)


COMMANDS: dict[str, Callable[[PlainFace, str], None]] = {
    "ledger": _ledger,
    "people": _people,
    "orders": _orders,
    "words": _words,
    "signed": _signed,
    "code": _code,
    "back": _back,
    "help": _help,
    "?": _help,
}


def ending(face: PlainFace) -> Iterable[str]:
    """The last pages, and the code."""
    yield from words.end(face.game.end())
