"""What helps to understand a run, as sections of the document: the ratchet, the file, who signed, what fell silent.

A reader sees these always; a teacher's sheets come only when they are asked for. Pure.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from attrs import evolve

from game.debrief.blocks import Block, Entry, Keys, Lines, Points, Section, Table, Words
from game.debrief.understanding_views import (
    CardView,
    FileView,
    RatchetView,
    SheetView,
    SignatureView,
    SilenceView,
    TaskView,
    UnderstandingView,
)
from game.script.tongue import N_, _

LEADS = {
    "file": N_("What stands in the official's personnel file by the end, in the words of the office that kept it."),
    "whose": (
        N_(
            "Decisive papers of this run. For a figure on paper there was somebody who asked for "
            "it, somebody who wrote it, somebody who knew better, somebody whom it served, and "
            "somebody who paid. It was seldom the same person. The papers are the story's; the "
            "sources say what they are made from."
        )
    ),
    "silences": (
        N_(
            "Papers and voices on their way, and where each came to an end: {}. The sources say "
            "what they are made from."
        )
    ),
}
ROLES = (
    (N_("Who ordered"), "ordered"),
    (N_("Who reported"), "reported"),
    (N_("Who knew"), "knew"),
    (N_("Who gained"), "gained"),
    (N_("Who paid"), "paid"),
)
WAYS = {
    "stopped": (N_("stopped"), N_("Where it stopped:"), N_("Who stopped it:"), N_("It would have said:")),
    "passed": (N_("passed on"), N_("How far it came:"), N_("Who passed it on:"), N_("It said:")),
    "late": (N_("too late"), N_("Where it was held:"), N_("Who held it:"), N_("It said:")),
}
WRITING_LINES = 12
SHEETS_WEIGHT = 12.0
TO_WRITE_ON = "sheet-"  # how the names of sections begin that are handed out to be written on


def understanding_sections(view: UnderstandingView) -> Iterator[Section]:
    """Its sections; those without content come empty, to be left out. Where each stands is not theirs to say."""
    trouble = (Words(view.trouble),) if view.trouble else ()
    yield Section("trouble-understanding", _("Not all of this debrief could be read"), "", trouble)
    yield _section("ratchet", _("The ratchet"), _ratchet(view.ratchet))
    yield _section("card", _("To understand, and to justify"), _card(view.card))
    yield _section("whose", _("Whose signature"), (signature_entry(s) for s in view.signatures))
    yield _section("silences", _("The silence map"), map(silence_entry, view.silences), lead=_silenced(view.silences))
    yield _section("file", _("Your file"), file_blocks(view.file), own_page=True)
    yield _section("page", view.page.title if view.page else "", _page(view.page))


def teachers_sections(view: UnderstandingView, asked: Iterable[tuple[str, str]]) -> Iterator[Section]:
    """A teacher's sheets: notes, the questions of this run with room for answers, and the declared sheets.

    `asked` has the questions of the debrief, each with what it is about (empty for a question to any run).
    """
    notes: list[Block] = []
    for note in view.notes:
        notes.append(Entry(note.title, (Words(note.say), *_keys(note.sources))))
    yield _printed(_section("notes", _("For the teacher"), notes))
    rows = [
        Entry(f"{number}. {ask}", (*([Words(about, _("You signed:"))] if about else []), Lines(3)))
        for number, (ask, about) in enumerate(asked, start=1)
    ]
    yield _printed(_section("worksheet", _("Questions to this run, with room to answer"), rows, own_page=True))
    for sheet in view.sheets:
        yield _printed(_section(f"{TO_WRITE_ON}{sheet.id}", sheet.title, _sheet(sheet), own_page=True, lead=sheet.lead))


def _section(name: str, title: str, blocks: Iterable[Block], *, own_page: bool = False, lead: str = "") -> Section:
    return Section(name, title, lead or _(LEADS.get(name, "")), tuple(blocks), own_page=own_page)


def _printed(section: Section) -> Section:
    """A sheet whose only use is on paper."""
    return evolve(section, paper=SHEETS_WEIGHT)


def _ratchet(view: RatchetView | None) -> Iterator[Block]:
    if view is None or not view.rows:
        return
    yield Words(view.lead)
    heads = (view.head, *(c.label for c in view.columns))
    rows = tuple((row.period, *row.words) for row in view.rows)
    yield Table("", heads, rows, frozenset(range(1, len(heads))))
    yield Points(tuple(f"{c.label}: {c.note}" for c in view.columns))
    yield from (Words(row.say, f"{row.period}:") for row in view.rows)
    if view.caution:
        yield Words(view.caution, _("Read with care:"))
    yield from _keys(view.sources)


def file_blocks(view: FileView) -> Iterator[Block]:
    """The file, in the clerk's words."""
    if not (view.opening or view.entries):
        return
    if view.heading:
        yield Words(view.heading)
    yield from (Words(text) for text in view.opening)
    yield from (Words(entry.text, f"{entry.turn_label}.") for entry in view.entries)
    if view.rest:
        yield Words(view.rest)
    yield from (Words(text) for text in view.closing)
    if view.missing:
        yield Words("; ".join(text.rstrip(".") for text in view.missing) + ".", _("Not in the file:"))


def signature_entry(view: SignatureView) -> Entry:
    """A decisive paper, and who did what with it."""
    told = {"ordered": view.ordered, "reported": view.reported, "knew": view.knew}
    told |= {"gained": view.gained, "paid": view.paid}
    rows = tuple((_(label), told[name]) for label, name in ROLES)
    return Entry(view.title, (Table("", (_("Who"), _("In this run")), rows), *_keys(view.sources)), f"paper-{view.id}")


def _silenced(views: tuple[SilenceView, ...]) -> str:
    """The lead of the map, with how many came to which end."""
    ways = {way: sum(v.way == way for v in views) for way in WAYS}
    every = len(views) if len(views) > 1 else 0
    everything = _("all")
    told = _(", ").join(f"{everything if n == every else n} {_(WAYS[way][0])}" for way, n in ways.items() if n)
    lead = LEADS["silences"]  # looked up here: inside of the call some collectors take the key for a sentence
    return _(lead).format(told)


def silence_entry(view: SilenceView) -> Entry:
    """A paper or a voice: what became of it, and what it would have said."""
    way, at, by, said = map(_, WAYS[view.way])
    parts = (Words(view.said, said), Words(view.at, at), Words(view.by, by), *_keys(view.sources))
    return Entry(f"{view.title} ({way})", parts)


def _card(view: CardView | None) -> Iterator[Block]:
    if view is None:
        return
    yield Words(view.say)
    if view.act:
        place = _("decision {number}, ").format(number=view.number) if view.number else ""
        yield Words(f"{place}{view.turn_label}. {view.title}: {view.act}", _("You signed:"))
        yield Words(view.understand, _("To understand:"))
        yield Words(view.justify, _("To judge:"))


def _page(view: TaskView | None) -> Iterator[Block]:
    if view is None:
        return
    yield Words(view.prompt)
    yield Points(tuple(f"{r.label}. {r.note}" for r in view.readers))
    yield from _keys(view.sources)
    if view.written:
        if view.reader:
            yield Words(view.reader, _("You wrote to:"))
        yield Words(view.written)
    else:
        yield Lines(WRITING_LINES)


def _sheet(view: SheetView) -> Iterator[Block]:
    for number, asked in enumerate(view.asks, start=1):
        yield Entry(f"{number}. {asked.ask}", (Lines(asked.lines),) if asked.lines else ())
    if view.heads:
        blank = ("",) * (len(view.heads) - 1)
        yield Table("", view.heads, tuple((row, *blank) for row in (*view.rows, *("",) * view.empty)))


def _keys(sources: tuple[str, ...]) -> Iterator[Keys]:
    if sources:
        yield Keys(sources)
