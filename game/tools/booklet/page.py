"""A booklet as one page of HTML that is printed: no script, no network, every word from outside escaped."""

from __future__ import annotations

from collections.abc import Sequence

from attrs import define, frozen
from jinja2 import ChoiceLoader, PackageLoader

from game.debrief.contents_glossary import WORD
from game.debrief.html import anchor_of, environment
from game.debrief.linked import Linked
from game.engine.program import Program
from game.script.model import Term
from game.script.tongue import _, language
from game.session.first_use import FirstUses
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


@define
class Marks:
    """Which words of the list have not stood on the pages yet: what everybody reads first, then each slip by itself."""

    listed: tuple[Term, ...]
    leaves: Linked

    @classmethod
    def of(cls, listed: Sequence[Term]) -> Marks:
        """None has stood anywhere."""
        return cls(tuple(listed), _linked(listed))

    def slip(self) -> Linked:
        """The words that stand on no leaf, unread: nobody is sure to have read another slip before this one."""
        return _linked([term for term in self.listed if term.term in self.leaves.unread.unread])


def _linked(terms: Sequence[Term]) -> Linked:
    return Linked(FirstUses.of(terms), {term.term: anchor_of(WORD + term.term) for term in terms})


def words_of(program: Program, book: Book) -> list[Term]:
    """The words of the time that stand in it, by the alphabet."""
    blocks = [block for part in (*book.leaves, *book.slips) for block in part.blocks]
    texts = [text for block in blocks for text in (*(p.text for p in block.paras), *(a.say for a in block.answers))]
    read = {use.term for use in FirstUses.of(program.scenario.glossary).new_in(*texts)}
    return sorted((term for term in program.scenario.glossary if term.term in read), key=lambda t: t.term.lower())


def word_blocks(terms: Sequence[Term]) -> list[Block]:
    """Each word: how it is written and said, and what it means."""
    return [Block("word", t.term, _said(t), paras=(Para(t.say),)) for t in terms]


def _said(term: Term) -> str:
    said = _("say {pronounce}").format(pronounce=term.pronounce) if term.pronounce else ""
    return ", ".join(part for part in (term.characters, said) if part)


def html(program: Program, book: Book, front: Front) -> tuple[str, Sheets]:
    """The whole page, and how it is laid out."""
    words = words_of(program, book)
    sheets = laid_out(book, word_blocks(words))
    listed = next((page.number for page in sheets.pages if page.kind == "words"), 0)
    shelves = [PackageLoader("game.tools.booklet", "templates"), PackageLoader("game.debrief", "templates")]
    template = environment().overlay(loader=ChoiceLoader(shelves)).get_template("booklet.html.j2")
    given = {"front": front, "sheets": sheets, "book": book, "marks": Marks.of(words), "listed": listed}
    return template.render(given, language=language(), word=WORD, unmarked=Linked(), _=_) + "\n", sheets
