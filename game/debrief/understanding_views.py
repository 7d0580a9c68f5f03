"""What helps to understand a run that has ended: frozen values and plain text. Of an open run all of it is empty."""

from __future__ import annotations

from attrs import frozen


@frozen
class RatchetColumn:
    """A figure of each year, and what it is."""

    id: str
    label: str
    note: str


@frozen
class RatchetRow:
    """A year: its figures, the same in words, and what happened in it. None where there is no figure."""

    period: str
    values: tuple[float | None, ...]
    words: tuple[str, ...]
    say: str


@frozen
class RatchetView:
    """How a claim became a quota, year by year."""

    lead: str
    columns: tuple[RatchetColumn, ...]
    rows: tuple[RatchetRow, ...]
    caution: str
    sources: tuple[str, ...]
    head: str = "Year"


@frozen
class EntryView:
    """An entry of the file: the turn, and the clerk's sentence."""

    turn_label: str
    text: str


@frozen
class FileView:
    """The file of a run, as much of it as fits a page. `rest` says that there was more, empty if there was not."""

    heading: str = ""
    opening: tuple[str, ...] = ()
    entries: tuple[EntryView, ...] = ()
    rest: str = ""
    closing: tuple[str, ...] = ()
    missing: tuple[str, ...] = ()


@frozen
class SignatureView:
    """A decisive paper, and who did what with it."""

    id: str
    title: str
    ordered: str
    reported: str
    knew: str
    gained: str
    paid: str
    sources: tuple[str, ...]
    earlier: bool = False  # of the time before the lesson's first paper


@frozen
class SilenceView:
    """A paper or a voice: what became of it (stopped, passed, late), where, by whom, and what it said."""

    id: str
    title: str
    way: str
    at: str
    by: str
    said: str
    sources: tuple[str, ...]
    earlier: bool = False  # of the time before the lesson's first paper


@frozen
class CardView:
    """Understanding and justifying, with two questions about one decision; `number` is 0 where none was signed."""

    say: str
    number: int = 0
    turn_label: str = ""
    title: str = ""
    act: str = ""
    understand: str = ""
    justify: str = ""


@frozen
class ReaderView:
    """Somebody a page may be written to."""

    id: str
    label: str
    note: str


@frozen
class TaskView:
    """A page to write, and what was written."""

    title: str
    prompt: str
    readers: tuple[ReaderView, ...]
    words: int
    sources: tuple[str, ...] = ()
    reader: str = ""
    written: str = ""


@frozen
class AskView:
    """A question, with so many empty lines under it."""

    ask: str
    lines: int = 0


@frozen
class SheetView:
    """A sheet for a class. `rows` has the first cells of the table; `empty` rows follow."""

    id: str
    title: str
    lead: str
    asks: tuple[AskView, ...]
    heads: tuple[str, ...]
    rows: tuple[str, ...]
    empty: int


@frozen
class NoteView:
    """A note to the teacher."""

    title: str
    say: str
    sources: tuple[str, ...]


@frozen
class UnderstandingView:
    """All of it. `trouble` says in words why something could not be read."""

    ratchet: RatchetView | None = None
    file: FileView = FileView()
    signatures: tuple[SignatureView, ...] = ()
    silences: tuple[SilenceView, ...] = ()
    card: CardView | None = None
    page: TaskView | None = None
    questions: tuple[str, ...] = ()
    sheets: tuple[SheetView, ...] = ()
    notes: tuple[NoteView, ...] = ()
    trouble: str = ""

    def used(self) -> tuple[str, ...]:
        """The keys of every source it names."""
        alone = (item for item in (self.ratchet, self.page) if item is not None)
        sourced = (*alone, *self.signatures, *self.silences, *self.notes)
        return tuple(dict.fromkeys(key for item in sourced for key in item.sources))
