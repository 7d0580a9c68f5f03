"""The plain face: reads one answer a line, prints what follows, ends cleanly when the input ends."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from typing import TextIO

from attrs import define

from game.engine.faults import RefusedDecision
from game.plain import words
from game.session.game import Game
from game.session.journal import SaveError
from game.session.views import AskView, DeskView, OptionView

HELP = """Type the number of your answer, or its id, and press Enter.
A form with several lines takes several numbers: 2 1
again          read the season and what waits once more
ledger         every figure; ledger WORD for some
chart WORD     what you were told of a figure, as a table
people, orders, words, words WORD
signed         what you signed so far; back N takes the last N back, into a new save
keep FOLDER    save in another place, for example when a disk is full
code           the run code: the whole run in a line
quit           stop; the save is kept, and `resume` goes on"""
LONGEST_QUOTE = 40


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
        try:
            if command is not None:
                command(self, rest.strip())
                return
            ask = self.game.view().ask
            picks = read_answer(ask, line)
            self.show(self.game.decide(ask.scene if ask else "", *picks))
        except (RefusedDecision, ValueError, SaveError) as error:
            self.say(*words.item(str(error), "? "), "  Type help for what can be typed here.")

    def show(self, view: DeskView) -> None:
        """What is new since the last line of input."""
        if view.consequence:
            self.say("", *words.consequence(view.consequence))
        if view.notice and view.notice != self.told:
            self.say(*words.item(view.notice, "! "), "")
        self.told = view.notice
        for gone in view.passed:
            self.say(*words.passed(gone, self.turn, summaries=self.summaries))
        if not view.ended and (view.calendar.label != self.turn or view.turn_changed):
            self.turn, self.shown = view.calendar.label, 0
            self.say(*words.turn_head(view))
        for item in view.papers[self.shown :]:
            self.say(*words.paper(item, summaries=self.summaries))
        self.shown = len(view.papers)
        if view.pause:
            self.say("Before you go on, predict:", *words.paragraphs(view.pause))
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
        raise ValueError(f"`{line[:LONGEST_QUOTE]}` is not one of 1 to {len(ask.plan.options)}")
    rows = [f.options for f in ask.fields] or [ask.options]
    parts = line.replace(",", " ").split()
    if len(parts) != len(rows):
        wanted = "one answer" if len(rows) == 1 else f"{len(rows)} answers, one a line of the form"
        raise ValueError(f"this needs {wanted}; {len(parts)} came")
    return tuple(_pick(part, row) for part, row in zip(parts, rows, strict=True))


def _pick(part: str, row: tuple[OptionView, ...]) -> str:
    found = next((o for o in row if part in {str(o.number), o.id}), None)
    if found is None:
        raise ValueError(f"`{part[:LONGEST_QUOTE]}` is not one of 1 to {len(row)}")
    if found.locked:
        raise ValueError(f"that is closed: {found.locked}")
    return found.id


def _again(face: PlainFace, _rest: str) -> None:
    face.turn = ""
    face.show(face.game.view())


def _ledger(face: PlainFace, rest: str) -> None:
    group = ""
    for row in face.game.ledger():
        if rest.lower() not in f"{row.id} {row.label}".lower():
            continue
        if row.group != group:
            group = row.group
            face.say("", *words.item(group))
        face.say(*words.item(words.figure(row), "  "))


def _chart(face: PlainFace, rest: str) -> None:
    rows = [r for r in face.game.ledger() if r.chart]
    found = next((r for r in rows if rest and rest.lower() in f"{r.id} {r.label}".lower()), None)
    view = face.game.history(found.id) if found else None
    if view is None:
        face.say(*words.item("chart WORD, with a word of: " + ("; ".join(r.label for r in rows) or "nothing yet")))
        return
    face.say(*words.chart(view))


def _people(face: PlainFace, _rest: str) -> None:
    for p in face.game.people():
        face.say(*words.item(f"{p.name}, {p.role}. {p.status}"))


def _orders(face: PlainFace, _rest: str) -> None:
    orders = face.game.orders()
    for o in orders:
        face.say(*words.item(f"{o.label}: {o.says} ({o.signed})"))
    if not orders:
        face.say("No standing order is signed.")


def _words(face: PlainFace, rest: str) -> None:
    for t in face.game.glossary():
        if rest.lower() in t.term.lower():
            face.say(*words.item(f"{t.term} {t.characters}: {t.say}"))


def _signed(face: PlainFace, _rest: str) -> None:
    for d in face.game.decisions():
        face.say(*words.item(f"{d.turn}: {d.title} - {d.act}", f"{d.number}. "))


def _code(face: PlainFace, _rest: str) -> None:
    face.say(f"Run code: {face.game.code()}")


def _back(face: PlainFace, rest: str) -> None:
    made = len(face.game.run.decisions)
    count = int(rest) if rest.isascii() and rest.isdigit() and len(rest) < 6 else 0 if rest else 1
    if not 0 < count <= made:
        raise ValueError(f"back N takes back the last N decisions; there are {made}")
    face.game = face.game.rewind(made - count)
    face.turn = ""
    face.say(f"(back to where {made - count} were signed; the earlier run is kept in its own save)")
    face.show(face.game.view())


def _keep(face: PlainFace, rest: str) -> None:
    if not rest:
        raise ValueError("keep FOLDER: name a folder")
    face.game.save_elsewhere(Path(rest).expanduser())
    journal = face.game.journal
    face.say(*words.item(f"Saved in: {journal.path if journal else rest}"))


def _help(face: PlainFace, _rest: str) -> None:
    face.say(HELP)


COMMANDS: dict[str, Callable[[PlainFace, str], None]] = {
    "again": _again,
    "ledger": _ledger,
    "chart": _chart,
    "people": _people,
    "orders": _orders,
    "words": _words,
    "signed": _signed,
    "code": _code,
    "back": _back,
    "keep": _keep,
    "help": _help,
    "?": _help,
}


def ending(face: PlainFace) -> Iterable[str]:
    """The last pages, and the code."""
    yield from words.end(face.game.end())
