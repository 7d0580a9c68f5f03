"""A booklet as one page of HTML that is printed: no script, no network, every word from outside escaped."""

from __future__ import annotations

from collections.abc import Collection

from attrs import frozen
from jinja2 import ChoiceLoader, PackageLoader

from game.debrief.html import environment
from game.engine.program import Program
from game.script.tongue import _, language
from game.session.strip import LETTERS, PREFIX, SEED
from game.tools.booklet.book import Block, Book, Para
from game.tools.booklet.sheets import Sheets, laid_out


@frozen
class Front:
    """What stands on the first page, and what is typed with a strip."""

    title: str
    cut_title: str
    about: str
    frame: str
    content_note: str
    how: tuple[str, ...]
    left_out: tuple[str, ...]
    typed: str
    line: str
    typed_class: str


def front_of(program: Program, book: Book, seed: int, cut: str, plays: int, named: str) -> Front:
    """The first page. `named` is how the story was named, empty for the one that is taken where none is."""
    header = program.scenario.header
    chosen = program.cuts[cut] if cut else None
    boxes = len(book.boxes)
    given = "".join(
        part
        for part in (
            f" --cut {cut}" if cut else "",
            f" --scenario {named}" if named else "",
            f" --seed {seed}" if seed != SEED else "",
        )
    )
    strip = " ".join(LETTERS[n % 2] for n in range(boxes))
    return Front(
        title=header.title,
        cut_title=chosen.title if chosen else "",
        about=_("seed {seed}, version {version}, {minutes} minutes; {ages}").format(
            seed=seed, version=header.version, minutes=chosen.minutes if chosen else header.minutes, ages=header.ages
        ),
        frame=header.frame,
        content_note=header.content_note,
        how=(
            _("You need a pencil and the strip on the last page. Begin on page 2."),
            _("Where something is to be signed, choose an answer, write its letter into its box, turn to its slip."),
            _("What you signed stands. Do not leaf back, and read no slip but your own."),
            _("4A/C means that box 4 of your strip has an A or a C; with a plus, both must be so."),
            _("A figure in brackets, such as [190 to 300], depends on everything that was signed before."),
        ),
        left_out=(
            _("The ledger, the people, the calendar and your standing orders, which can be looked up at the desk."),
            _("Exact figures where they depend on the whole county: paper has spans, found in {plays} plays.").format(
                plays=plays
            ),
            _("What the prefecture calls you, and other words that depend on more than a few letters."),
            _("How it came out for your own county, where that depends on everything; and the rarest ends."),
            _("Going back, and trying another answer."),
        ),
        typed=f'uv run main.py debrief --letters "{strip}"{given}',
        line=f"{PREFIX} {strip}",
        typed_class=f"uv run main.py debrief --codes class.txt{given}",
    )


def words_of(program: Program, read: Collection[str]) -> list[Block]:
    """The words of the time that stand in it, with what they mean."""
    terms = sorted((t for t in program.scenario.glossary if t.term in read), key=lambda t: t.term.lower())
    return [Block("text", t.term, paras=(Para(t.say),)) for t in terms]


def html(program: Program, book: Book, front: Front, read: Collection[str]) -> tuple[str, Sheets]:
    """The whole page, and how it is laid out."""
    sheets = laid_out(book, words_of(program, read))
    shelves = [PackageLoader("game.tools.booklet", "templates"), PackageLoader("game.debrief", "templates")]
    template = environment().overlay(loader=ChoiceLoader(shelves)).get_template("booklet.html.j2")
    text = template.render(front=front, sheets=sheets, book=book, language=language(), _=_)
    return text + "\n", sheets
