"""A save and a story that was changed after it was begun: what differs, and what can be done. Never a guess.

Same logic: go on silently. Otherwise the save is replayed and compared. If every decision agrees, play goes on, in a
copy that belongs to today's story. If not, the finding is a `Changed` with offers, and a person chooses. The save
itself is never touched, but by the story it was begun in.
"""

from __future__ import annotations

from enum import StrEnum
from pathlib import Path

from attrs import evolve, frozen

from game.engine.program import Program
from game.engine.version import ENGINE
from game.script.logic import logic_hash
from game.script.tongue import _
from game.session.follow import NeedsOtherStory
from game.session.game import Game
from game.session.journal import Contents, Heading, Journal, Line, SaveError
from game.session.kept import kept_program
from game.session.renamed import Renamed


class Way(StrEnum):
    """What can be done with a save whose story has changed."""

    AS_BEGUN = "as-begun"
    TODAY = "today"
    COPY = "copy"


@frozen
class Offer:
    """One way to go on, in words, and how many decisions it keeps."""

    way: Way
    says: str
    keeps: int


@frozen
class Changed:
    """The finding: the first `at` decisions of `decisions` agree, and `reason` says what differs after them."""

    path: Path
    heading: Heading
    decisions: int
    at: int
    reason: str
    offers: tuple[Offer, ...]

    def says(self) -> str:
        """The finding in a sentence."""
        return _("{name} was begun in another version of this story: {reason}").format(
            name=self.path.name, reason=self.reason
        )

    def offer(self, way: str) -> Offer | None:
        """The offer of a name."""
        return next((o for o in self.offers if o.way == way), None)


def same_story(program: Program, heading: Heading) -> bool:
    """Whether a save belongs to exactly this story and engine."""
    return heading.logic == logic_hash(program.scenario) and heading.engine == str(ENGINE)


def go_on(program: Program, journal: Journal, contents: Contents) -> Game:
    """A save in a story that leads where it went. Raises NeedsOtherStory with what differs."""
    if same_story(program, contents.heading):
        return Game.load(program, journal, contents)
    try:
        return _today(program, journal, contents, None)
    except NeedsOtherStory:
        renamed = Renamed.of(program)
        if not renamed:
            raise
        return _today(program, journal, contents, renamed)


def find_offers(program: Program | None, journal: Journal, contents: Contents, other: NeedsOtherStory) -> Changed:
    """What can be done, each way tried out before it is offered."""
    total = len(contents.lines)
    offers: list[Offer] = []
    if _begun(journal, contents) is not None:
        offers.append(Offer(Way.AS_BEGUN, _("go on in the story as it was begun, which was kept"), total))
    if program is not None:
        if _legal(program, journal, contents) is not None:
            says = _("sign the same {total} decisions in today's story, in a new save; figures may differ").format(
                total=total
            )
            offers.append(Offer(Way.TODAY, says, total))
        known = not contents.heading.cut or contents.heading.cut in program.cuts
        if known and other.at >= _past(program, contents):
            kept = (
                _("the first {at} decisions, which agree").format(at=other.at)
                if other.at
                else _("the beginning, with the same seed")
            )
            offers.append(
                Offer(Way.COPY, _("go on in today's story from {kept}, in a new save").format(kept=kept), other.at)
            )
    return Changed(journal.path, contents.heading, total, other.at, other.reason, tuple(offers))


def take(changed: Changed, way: Way, program: Program | None, journal: Journal, contents: Contents) -> Game:
    """Go on in one of the ways that were offered. Raises SaveError if it is not, or the machine refuses."""
    if changed.offer(way) is None:
        raise SaveError(
            _("`{way}` is not possible with {name}: {reason}").format(
                way=way, name=changed.path.name, reason=changed.reason
            )
        )
    if way is Way.AS_BEGUN:
        game = _begun(journal, contents)
        assert game is not None
        return game
    assert program is not None
    cut = evolve(contents, lines=contents.lines[: changed.at], laid_down="")
    game = _legal(program, journal, contents) if way is Way.TODAY else go_on_in_copy(program, journal, cut)
    assert game is not None
    game.branch()
    return game


def go_on_in_copy(program: Program, journal: Journal, contents: Contents) -> Game:
    """A beginning of a save in today's story, to be written as a new save."""
    return _today(program, journal, contents, None)


def _past(program: Program, contents: Contents) -> int:
    """How many decisions belong to the lesson that a save's goes on from. Without one of them it would be no past."""
    cut = program.cuts.get(contents.heading.cut)
    if cut is None or cut.before is None:
        return 0
    turns, first = program.turn_index, program.turn_index[cut.first]
    return sum(turns.get(line.turn, first) < first for line in contents.lines)


def _begun(journal: Journal, contents: Contents) -> Game | None:
    """The save in the story as it was begun, if that was kept and still leads there."""
    program = kept_program(journal.path.parent, contents.heading.logic)
    try:
        return None if program is None else Game.load(program, journal, contents)
    except NeedsOtherStory:
        return None


def _legal(program: Program, journal: Journal, contents: Contents) -> Game | None:
    """All decisions in today's story, whatever their results; None if one cannot be signed."""
    try:
        return _today(program, journal, contents, Renamed.of(program), results=False)
    except NeedsOtherStory:
        return None


def _today(
    program: Program, journal: Journal, contents: Contents, renamed: Renamed | None, *, results: bool = True
) -> Game:
    """The save replayed in today's story and ids, with a journal that goes on in a copy at the first decision."""
    heading = evolve(
        contents.heading,
        logic=logic_hash(program.scenario),
        engine=str(ENGINE),
        version=program.scenario.header.version,
    )
    ghost = evolve(journal, heading=heading, lines=[], unsaved=[], read_only=True)
    game = Game.load(program, ghost, contents, renamed=renamed, results=results)
    ghost.lines = [
        Line(n, d.turn, d.scene, d.picks, state)
        for n, (d, state) in enumerate(zip(game.run.decisions, game.states, strict=True), start=1)
    ]
    return game
