"""The file of a run: the entries of what was signed, as a personnel clerk puts them, as many as fit one page. Pure."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from itertools import groupby

from attrs import frozen

from game.debrief.understanding_views import EntryView, FileView
from game.debrief.views import DecisionView
from game.engine.run import Run
from game.script.papers import Dossier, Said
from game.script.prose import Prose
from game.script.scenes import Scene
from game.session.moment import Moment, as_turn_closed, at_the_end
from game.session.wrapping import count


@frozen
class _Entry:
    """An entry, when it belongs, and how much it weighs against others."""

    turn: int
    order: int
    weight: int
    text: str


def file(run: Run, declared: Dossier, signed: Iterable[DecisionView]) -> FileView:
    """The file. Where there is too much for the page, the lightest entries give way; the order stays that of time."""
    end = at_the_end(run)
    opening, closing, missing = (_said(end, said) for said in (declared.opening, declared.closing, declared.missing))
    missing = missing[: declared.most_missing]
    entries = sorted((*_signed(run, declared, signed), *_events(run, declared, end)), key=lambda e: (e.turn, e.order))
    room = declared.most_words - _words((declared.heading, *opening, *closing, *missing, declared.rest))
    kept = _fitting(run, entries, room)
    return FileView(
        heading=declared.heading,
        opening=opening,
        entries=_labelled(run, kept),
        rest=declared.rest if len(kept) < len(entries) else "",
        closing=closing,
        missing=missing,
    )


def sentences(scene: Scene, choice: Sequence[str]) -> Iterator[Prose]:
    """What the clerk enters of what was signed in a scene: `choice`, or `field.step` for each line of a form."""
    parts = {c.id: c for c in scene.choices} | {f"{f.id}.{s.id}": s for f in scene.fields for s in f.steps}
    yield from (text for name in choice if name in parts and (text := parts[name].file) is not None)


def _signed(run: Run, declared: Dossier, signed: Iterable[DecisionView]) -> Iterator[_Entry]:
    for order, decision in enumerate(signed):
        if decision.looks:
            continue
        turn = run.program.turn_index[decision.turn]
        found = list(sentences(run.program.scenes[decision.scene], decision.choice))
        if found:
            moment = as_turn_closed(run, turn)
            weight = declared.weights.get(decision.scene, 1)
            yield _Entry(turn, order, weight, " ".join(moment.say(text).strip() for text in found))


def _events(run: Run, declared: Dossier, end: Moment) -> Iterator[_Entry]:
    """Entries that no signature made; they close the turn they belong to, and never give way."""
    heaviest = max(declared.weights.values(), default=1) + 1
    for order, event in enumerate(declared.events):
        if end.holds(event.when):
            turn = min(max(0, int(end.number(event.at))), run.index)
            text = as_turn_closed(run, turn).say(event.text).strip()
            yield _Entry(turn, len(run.decisions) + 100 + order, heaviest, text)


def _fitting(run: Run, entries: Sequence[_Entry], room: int) -> list[_Entry]:
    """The heaviest entries that fit, the earlier of two that weigh the same, in the order of time."""
    kept: list[_Entry] = []
    for entry in sorted(entries, key=lambda e: -e.weight):
        tried = sorted((*kept, entry), key=lambda e: (e.turn, e.order))
        if sum(_words((e.turn_label, e.text)) for e in _labelled(run, tried)) <= room:
            kept = tried
    return kept


def _labelled(run: Run, entries: Iterable[_Entry]) -> tuple[EntryView, ...]:
    """Entries by turn, each turn named once."""
    turns = groupby(entries, key=lambda e: e.turn)
    return tuple(EntryView(run.program.turns[t].label, " ".join(e.text for e in group)) for t, group in turns)


def _said(end: Moment, said: Iterable[Said]) -> tuple[str, ...]:
    return tuple(end.say(s.text).strip() for s in said if end.holds(s.when))


def _words(texts: Iterable[str]) -> int:
    return sum(count(text) for text in texts)
