"""After the debrief a page may be written, to a reader of one's choice; it is kept with the run and printed back.

An empty line, `quit` or the end of the input leaves it unwritten, or leaves an earlier page as it was.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from game.debrief.understanding_views import TaskView
from game.plain import words
from game.script.tongue import N_, _, ngettext
from game.session.journal import SaveError
from game.session.wrapping import count
from game.session.written import Page, tidy, write_page

if TYPE_CHECKING:
    from game.plain.face import PlainFace

MOST_LINES = 200
WHOM = N_("To whom? Type a number, or press Enter to leave the page unwritten.")
WRITE = N_("Write it, in as many lines as you like. An empty line ends it.")
LEFT = {"quit", "exit"}


def ask_page(face: PlainFace, task: TaskView | None) -> None:
    """Ask for the page that a story wants written, keep it, and print it back."""
    if task is None or not task.readers:
        return
    again = _("There is a page of this run already, to {reader}; a new one takes its place.").format(
        reader=task.reader or _("nobody")
    )
    face.say(
        "",
        *words.told(_("{title}: about {words} words.").format(title=task.title, words=task.words)),
        "",
        *words.paragraphs(task.prompt),
    )
    face.say(*(words.told(again) if task.written else ()))
    face.say(*(line for n, r in enumerate(task.readers, start=1) for line in words.item(r.label, f"  {n}. ")), "")
    reader = _reader(face, [r.label for r in task.readers])
    if not reader:
        return
    face.say(*words.told(_(WRITE)), "> ")
    face.out.flush()
    page = tidy(reader, "\n".join(_lines(face)))
    if not page.text:
        face.say(_("Nothing was written."))
        return
    kept = _keep(face, page)
    number = count(page.text)
    face.say(
        "",
        ngettext("To: {reader} ({number} word)", "To: {reader} ({number} words)", number).format(
            reader=words.flat(page.reader), number=number
        ),
        "",
    )
    face.say(*words.paragraphs(page.text), *words.told(kept))


def _reader(face: PlainFace, labels: list[str]) -> str:
    """Who was chosen, by number; empty for nobody. What is no number is asked again."""
    while True:
        face.say(*words.told(_(WHOM)), "> ")
        face.out.flush()
        line = next(face.lines, None)
        typed = (line or "").strip()
        if not typed or typed.lower() in LEFT:
            return ""
        if typed.isascii() and typed.isdigit() and 1 <= int(typed[:6]) <= len(labels):
            return labels[int(typed[:6]) - 1]
        face.say(
            *words.told(
                _("`{typed}` is not one of 1 to {labels}").format(
                    typed=typed[: words.LONGEST_QUOTE], labels=len(labels)
                ),
                "? ",
            )
        )


def _lines(face: PlainFace) -> list[str]:
    """What is typed up to an empty line, or to the end of the input."""
    found: list[str] = []
    for line in face.lines:
        if not line.strip() or len(found) >= MOST_LINES:
            break
        found.append(line.rstrip("\r\n"))
    return found


def _keep(face: PlainFace, page: Page) -> str:
    """Keep the page with the run; what came of that, in words."""
    try:
        write_page(face.game, page.reader, page.text)
    except SaveError as error:
        return _("Not kept: {error}.").format(error=error)
    return _("Kept with this run; the debrief shows it.")
