"""The timeline of the record with the run's own decisions set on it, season by season; and how it is filtered. Pure.

A decision has no day, only its turn: within a turn the record's events come first, then what was signed.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Sequence

from game.debrief.dates import in_words
from game.debrief.history_views import OWN, OWN_LABEL, EventView, TagView, TimelineView
from game.debrief.views import DecisionView
from game.engine.run import Run
from game.script.model import Turn
from game.script.record_shapes import Dated, Timeline
from game.script.tongue import _

BEFORE, AFTERWARDS = "before", "afterwards"


def timeline(run: Run, declared: Timeline, events: Sequence[Dated], signed: Sequence[DecisionView]) -> TimelineView:
    """The events and the decisions in order, with the tags that occur."""
    turns = run.program.turns
    if not events:
        return TimelineView()
    placed: list[tuple[tuple[int, int, str], EventView]] = []
    for event in events:
        at = _turn_of(event.date, turns)
        placed.append(((at, 0, event.date), _event(event, _label(at, turns))))
    for place, decision in enumerate(signed):
        at = run.program.turn_index[decision.turn]
        stayed = decision.looks and not decision.at_once
        if turns[at].begins and not stayed:
            placed.append(((at, 1, f"{place:04}"), _own(decision, turns[at])))
    entries = tuple(entry for _, entry in sorted(placed, key=lambda item: item[0]))
    used = {tag for entry in entries for tag in entry.tags}
    tags = [TagView(tag.id, tag.label) for tag in declared.tags if tag.id in used]
    own = [TagView(OWN, _(OWN_LABEL))] if OWN in used else []
    return TimelineView((*own, *tags), entries)


def filtered(view: TimelineView, tags: Collection[str] = (), *, core: bool = False) -> Iterator[EventView]:
    """The entries with any of these tags (all, if none is named); with `core`, only those of the short list."""
    for event in view.events:
        if (not tags or set(event.tags) & set(tags)) and (event.core or not core):
            yield event


def _turn_of(date: str, turns: Sequence[Turn]) -> int:
    """The last turn that had begun; -1 before the first, one past the last in any later year."""
    begun = [i for i, turn in enumerate(turns) if turn.begins and turn.begins <= date]
    dated: Iterable[str] = (turn.begins for turn in turns if turn.begins)
    if begun and date[:4] > max(dated)[:4]:
        return len(turns)
    return begun[-1] if begun else -1


def _label(at: int, turns: Sequence[Turn]) -> str:
    return BEFORE if at < 0 else AFTERWARDS if at >= len(turns) else turns[at].label


def _event(event: Dated, turn: str) -> EventView:
    return EventView(
        id=event.id,
        date=event.date,
        when=in_words(event.date, event.until),
        turn=turn,
        what=event.what,
        say=event.say,
        at=event.at,
        tags=event.tags,
        core=event.core,
        dispute=event.dispute,
        checked=str(event.checked),
        sources=event.sources,
    )


def _own(decision: DecisionView, turn: Turn) -> EventView:
    return EventView(
        id=f"decision.{decision.number}" if decision.number else f"earlier.{decision.scene}",
        date=turn.begins,
        when=turn.label,
        turn=turn.label,
        what=decision.title,
        say=decision.act,
        at="",
        tags=(OWN,),
        core=not decision.looks,
        own=True,
        number=decision.number,
    )
