"""What can be typed besides an answer: pages to read, going back, another place to save. One function each."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from game.plain import reference, words
from game.script import tongue
from game.script.tongue import N_, _
from game.session.file_page import SAID
from game.session.journal import SaveError
from game.session.retell import languages_of, retold

if TYPE_CHECKING:
    from game.plain.face import PlainFace

HELP = N_("""Type the number of your answer, or its id, and press Enter. Where an id is also
one of the words below, only its number signs it.
A form with several lines takes several numbers: 2 1
again          read the turn and what waits once more
ledger         every figure; ledger WORD for some
chart WORD     what you were told of a figure, as a table
people         who they are; people WORD for one
places         where things are; places WORD for one; map for how they lie
glossary       words, people and places by name; glossary WORD for one
file           what earlier desks left on file
orders         what stands as you signed it
words          the words of the time; words WORD for one
summaries      from here on a summary in place of each noted paper, or no longer
record         what was on paper about the last paper; record WORD for another
sources        every source of the story; sources WORD for what rests on it
signed         what you signed so far
back N         take the last N decisions back, in a new save; this one is kept
language TAG   speak another language, such as zh-Hans
close          end this run here, for its debrief; says first what that means
keep FOLDER    save in another place, for example when a disk is full
code           the run code: the whole run in a line
quit           stop; the save is kept, and `resume` goes on""")


def _again(face: PlainFace, _rest: str) -> None:
    face.turn = ""
    face.show(face.game.view())


def _summaries(face: PlainFace, _rest: str) -> None:
    face.summaries = not face.summaries
    face.say(
        _("Noted papers come as summaries from here on.") if face.summaries else _("Noted papers come whole again.")
    )


def _ledger(face: PlainFace, rest: str) -> None:
    rows, group = [r for r in face.game.ledger() if rest.lower() in f"{r.id} {r.label}".lower()], ""
    if not rows:
        face.say(_("No figure has that word."))
    for row in rows:
        if row.group != group:
            group = row.group
            face.say("", *words.item(group))
        face.say(*words.item(words.figure(row), "  "))


def _chart(face: PlainFace, rest: str) -> None:
    rows = [r for r in face.game.ledger() if r.chart]
    found = next((r for r in rows if rest and rest.lower() in f"{r.id} {r.label}".lower()), None)
    view = face.game.history(found.id) if found else None
    if view is None:
        face.say(
            *words.item(_("chart WORD, with a word of: ") + ("; ".join(r.label for r in rows) or _("nothing yet")))
        )
        return
    face.say(*words.chart(view))


def _people(face: PlainFace, rest: str) -> None:
    found = [p for p in face.game.people() if rest.lower() in f"{p.name} {p.role}".lower()]
    for p in found:
        face.say(*words.person(p))
    if not found:
        face.say(_("Nobody here is called so."))


def _file(face: PlainFace, _rest: str) -> None:
    found = face.game.on_file()
    face.say(*words.item(found.says() or _("No desk stands before this one.")))
    for desk in found.carried:
        face.say("", *words.item(f"{desk.who}, {desk.dates}"))
        for kind, said in SAID.items():
            face.say(*(line for text in desk.lines.get(kind, ()) for line in words.item(f"{_(said)}: {text}", "  ")))
    for who, text in found.usual:
        face.say("", *words.item(who), *words.paragraphs(text))


def _orders(face: PlainFace, _rest: str) -> None:
    orders = face.game.orders()
    for o in orders:
        face.say(*words.item(f"{o.label}: {o.says} ({o.signed})"))
    if not orders:
        given = bool(face.game.program.scenario.world.levers)
        none = _("No standing order is signed.") if given else _("This desk gives no standing orders.")
        face.say(
            *words.item(
                _("{none} Type signed for what you have signed.").format(none=none) if face.game.decisions() else none
            )
        )


def _record(face: PlainFace, rest: str) -> None:
    from game.debrief.record import sources

    found = [p for p in face.game.papers() if rest.lower() in p.title.lower()]
    for paper in found if rest else found[-1:]:
        cited = (f"{s.authors}: {s.title}" for s in sources(face.game, (), paper.sources))
        face.say(*words.on_record(paper, tuple(cited)))
    if not found:
        face.say(_("No paper of this turn has that word in its title.") if rest else _("No paper has come yet."))


def _signed(face: PlainFace, _rest: str) -> None:
    for d in (*face.game.before(), *face.game.decisions()):
        face.say(*words.item(f"{d.turn}: {d.title} - {d.act}", f"{d.number}. "))
    if not face.game.decisions():
        face.say(_("Nothing is signed yet."))


def _code(face: PlainFace, _rest: str) -> None:
    face.say(_("Run code: {code}").format(code=face.game.code()))


def _back(face: PlainFace, rest: str) -> None:
    made, past = len(face.game.run.decisions), face.game.run.past
    made -= past
    count = int(rest) if rest.isascii() and rest.isdigit() and len(rest) < 6 else -1 if rest else 1
    if not (0 <= count <= made if face.game.run.laid_down else 0 < count <= made):
        raise ValueError(_("back N takes back the last N decisions; there are {made}").format(made=made))
    earlier = face.game
    face.game = earlier.rewind(past + made - count)
    face.turn = ""
    kept = earlier.journal is not None and not earlier.unsaved
    where = _("kept in its own save") if kept else _("not saved; its run code is {code}").format(code=earlier.code())
    face.say(
        *words.item(
            _("(back to where {made} were signed; the earlier run is {where})").format(made=made - count, where=where)
        )
    )
    face.show(face.game.view())


def go_back(face: PlainFace, rest: str) -> None:
    """Take decisions back in a copy; what cannot be is told."""
    try:
        _back(face, rest.strip())
    except (ValueError, SaveError) as error:
        face.say(*words.told(str(error), "? "))


def _close(face: PlainFace, rest: str) -> None:
    if rest.lower() != "now":
        text = _(
            "Closing ends this run here, for a debrief of what has been so far. Nothing more is signed in this save"
        )
        face.say(
            *words.item(_("{text}; `back N` can still open a copy. To close it, type: close now").format(text=text))
        )
        return
    face.game.close_early()
    face.say(_("Closed."))
    if face.game.notice:
        face.say(*words.told(face.game.notice, "! "))


def _keep(face: PlainFace, rest: str) -> None:
    if not rest:
        raise ValueError(_("keep FOLDER: name a folder"))
    try:
        folder = Path(rest).expanduser()
    except RuntimeError as error:  # `~` of somebody who is not here
        raise ValueError(_("`{rest}` is no folder here").format(rest=rest[: words.LONGEST_QUOTE])) from error
    face.game.save_elsewhere(folder)
    journal = face.game.journal
    face.say(_("Saved in: {path}").format(path=words.flat(str(journal.path if journal else rest))))


def _language(face: PlainFace, rest: str) -> None:
    there = languages_of(Path(face.game.program.scenario.folder))
    if rest not in there:
        raise ValueError(_("language TAG: one of {there}").format(there=_(", ").join(there)))
    before = tongue.language()
    tongue.speak(rest)
    try:
        face.game = retold(face.game)
    except SaveError:
        tongue.speak(before)
        raise
    face.turn = ""
    face.show(face.game.view())


def _help(face: PlainFace, _rest: str) -> None:
    face.say(_(HELP))


COMMANDS: dict[str, Callable[[PlainFace, str], None]] = {
    "again": _again,
    "ledger": _ledger,
    "chart": _chart,
    "people": _people,
    "file": _file,
    "orders": _orders,
    "words": reference.terms,
    "places": reference.places,
    "map": reference.drawn_map,
    "glossary": reference.glossary,
    "record": _record,
    "sources": reference.sources,
    "summaries": _summaries,
    "signed": _signed,
    "code": _code,
    "back": _back,
    "language": _language,
    "close": _close,
    "keep": _keep,
    "help": _help,
    "?": _help,
}
