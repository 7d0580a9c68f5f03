"""A slide: a title, a question, some minutes, a document of blocks. Values; who shows them knows nothing more."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from enum import StrEnum

from attrs import evolve, frozen

from game.debrief.blocks import Block, Section, Words
from game.script.tongue import N_, _


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
MORE = "more"
MORE_TITLE = N_("More, if there is time or a question")
MORE_SAYS = N_("The talk ends here. What follows is to choose from: all slides stand in a list, by their titles.")


@frozen
class Slide:
    """One slide. `part` is its title without the number that it has where others have the same."""

    id: str
    title: str
    ask: str
    minutes: int
    stage: Stage
    blocks: tuple[Block, ...]
    lead: str = ""
    part: str = ""


def in_order(slides: Iterable[Slide]) -> tuple[Slide, ...]:
    """Slides by their stage, within it as they come: the talk, a slide that ends it, the rest under its titles.

    Those with nothing to show are left out, and no title stands twice.
    """
    order = list(Stage)
    kept = sorted((s for s in slides if s.blocks), key=lambda slide: order.index(slide.stage))
    rest = [slide for slide in kept if slide.stage is Stage.MORE]
    divider = [Slide(MORE, _(MORE_TITLE), "", 0, Stage.MORE, (Words(_(MORE_SAYS)),))] if rest else []
    return distinct([*(slide for slide in kept if slide.stage is not Stage.MORE), *divider, *rest])


def distinct(slides: Sequence[Slide]) -> tuple[Slide, ...]:
    """Slides, of which those that share a title are numbered."""
    number = Counter(slide.title for slide in slides)
    before: Counter[str] = Counter()
    made: list[Slide] = []
    for slide in slides:
        before[slide.title] += 1
        if number[slide.title] > 1:
            said = _("{title}, {place} of {number}")
            title = said.format(title=slide.title, place=before[slide.title], number=number[slide.title])
            made.append(evolve(slide, title=title, part=slide.title))
        else:
            made.append(slide)
    return tuple(made)


def minutes(slides: Sequence[Slide], stage: Stage | None = None) -> int:
    """How long the slides of a stage take; without one, all but those for a class that has the time."""
    return sum(s.minutes for s in slides if (s.stage is stage if stage else s.stage is not Stage.MORE))


def as_sections(slides: Iterable[Slide]) -> tuple[Section, ...]:
    """The same as sections of a document."""
    return tuple(Section(s.id, s.title, " ".join(t for t in (s.lead, s.ask) if t), s.blocks) for s in slides)
