"""A slide: a title, a question, some minutes, a document of blocks. Values; who shows them knows nothing more."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from enum import StrEnum

from attrs import frozen

from game.debrief.blocks import Block, Section
from game.script.tongue import N_


class Stage(StrEnum):
    """The part of a lesson's talk a slide belongs to. Those of `MORE` are for a class that has the time."""

    COOL_DOWN = "cool-down"
    WHAT = "what"
    SO_WHAT = "so-what"
    NOW_WHAT = "now-what"
    MORE = "more"


SAID = {
    Stage.COOL_DOWN: N_("Out of the chair"),
    Stage.WHAT: N_("What happened"),
    Stage.SO_WHAT: N_("So what"),
    Stage.NOW_WHAT: N_("Now what"),
    Stage.MORE: N_("If there is time"),
}


@frozen
class Slide:
    """One slide."""

    id: str
    title: str
    ask: str
    minutes: int
    stage: Stage
    blocks: tuple[Block, ...]
    lead: str = ""


def in_order(slides: Iterable[Slide]) -> tuple[Slide, ...]:
    """Slides by their stage, within it as they come; those with nothing to show are left out."""
    order = list(Stage)
    return tuple(sorted((s for s in slides if s.blocks), key=lambda slide: order.index(slide.stage)))


def minutes(slides: Sequence[Slide], stage: Stage | None = None) -> int:
    """How long the slides of a stage take; without one, all but those for a class that has the time."""
    return sum(s.minutes for s in slides if (s.stage is stage if stage else s.stage is not Stage.MORE))


def as_sections(slides: Iterable[Slide]) -> tuple[Section, ...]:
    """The same as sections of a document."""
    return tuple(Section(s.id, s.title, " ".join(t for t in (s.lead, s.ask) if t), s.blocks) for s in slides)
