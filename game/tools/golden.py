"""A play kept as text beside its scenario: what was told, in its order, what was signed, and whether it still is so.

A line that begins with `> ` is a decision: a scene, a colon, what was picked. `verify` signs it again. Told text
is set in by two spaces, a heading stands in square brackets. All of it can be read aloud, and nothing in it is trusted:
a decision that is not open is not signed.
"""

from __future__ import annotations

import difflib
import re
from collections.abc import Iterator, Sequence

from attrs import field, frozen

from game.engine.carried import Carried, as_text, of_text
from game.engine.faults import RefusedDecision, RunFault
from game.engine.memory import Decision
from game.engine.program import Program
from game.engine.run import Run
from game.session.door import shown
from game.session.last_pages import as_lines, end
from game.session.lines import clean
from game.session.teller import Teller
from game.session.wording import Wording

_DECISION = re.compile(r"> ([a-z][a-z0-9_.]*): ?(.*)")
_HEAD = re.compile(r"(scenario|lesson|seed|file): ?(.*)")
CONTEXT = 2  # lines around a change
MOST_BYTES = 2 * 1024 * 1024


class NotAPlay(ValueError):  # noqa: N818 - a finding, not an error of ours
    """The file is no play that was recorded; the words say why."""


@frozen
class Kept:
    """What a file of a play holds."""

    scenario: str
    cut: str
    seed: int
    carried: Carried
    decisions: tuple[tuple[str, tuple[str, ...]], ...]
    lines: tuple[str, ...]


@frozen
class Verdict:
    """What became of a play: nothing, where all is as it was."""

    stopped: str = ""
    changes: tuple[str, ...] = field(default=())

    @property
    def sound(self) -> bool:
        """Whether it is told as it was."""
        return not self.stopped and not self.changes


def written(program: Program, run: Run) -> str:
    """The text of a run."""
    cut = run.cut.id if run.cut else ""
    signed = [(d.scene, d.picks) for d in run.decisions]
    lines, stopped = told(program, cut, run.seed, run.carried, signed)
    assert not stopped, stopped
    return "\n".join(lines) + "\n"


def read(text: str) -> Kept:
    """A file of a play. Raises NotAPlay."""
    lines = tuple(text.replace("\r\n", "\n").rstrip("\n").split("\n"))
    head: dict[str, str] = {}
    for line in lines:
        found = _HEAD.fullmatch(line)
        if found:
            head.setdefault(found.group(1), found.group(2).strip())
    seed = head.get("seed", "")
    if not head.get("scenario") or not (seed.isascii() and seed.isdigit() and int(seed[:9]) < 2**20 and len(seed) < 9):
        raise NotAPlay("it does not say which scenario and which seed it was")
    found = [match for line in lines if (match := _DECISION.fullmatch(line))]
    decisions = tuple((m.group(1), tuple(m.group(2).split())) for m in found)
    return Kept(head["scenario"], head.get("lesson", ""), int(seed), of_text(head.get("file", "")), decisions, lines)


def verify(program: Program, kept: Kept) -> Verdict:
    """Play it again."""
    if kept.cut and kept.cut not in program.cuts:
        return Verdict(f"the lesson `{shown(kept.cut)}` is no longer in this story")
    try:
        lines, stopped = told(program, kept.cut, kept.seed, kept.carried, kept.decisions)
    except RunFault as fault:
        return Verdict(f"the story cannot go on: {fault}")
    old = kept.lines
    if stopped:
        old = old[: len(lines)]  # what comes after the stop is not told any more, and not a change of its own
    found = difflib.unified_diff(old, lines, n=CONTEXT, lineterm="")
    return Verdict(stopped, tuple(found)[2:])


def told(
    program: Program, cut: str, seed: int, carried: Carried, decisions: Sequence[tuple[str, tuple[str, ...]]]
) -> tuple[list[str], str]:
    """The lines of a play, and why it stopped if a decision cannot be signed any more."""
    chosen = program.cuts[cut] if cut else None
    teller = Teller(Wording(program), chosen)
    run = Run(program, seed, chosen, carried, observer=teller)
    run.start()
    lines = list(_opening(program, cut, seed, carried))
    done = 0
    for scene, picks in decisions:
        lines += _since(teller, done)
        done = len(teller.transcript)
        signed = f"> {scene}: {' '.join(picks)}".rstrip()
        try:
            waits = run.pending.id if run.pending is not None else ""
            if waits != scene:
                now = f"`{waits}` waits here" if waits else "the run is over"
                return lines, f"`{signed}` cannot be signed: {now}"
            run.decide(Decision(run.turn_id, scene, picks))
        except RefusedDecision as refused:
            return lines, f"`{signed}` cannot be signed: {refused}"
        lines += ["", signed]
    lines += _since(teller, done)
    if run.ended:
        for heading, text in as_lines(end(run, teller.wording)):
            lines += _entry(heading, text)
        return lines, ""
    waits = run.pending.id if run.pending is not None else ""
    return [*lines, "", f"[open: {waits} waits]"], ""


def _opening(program: Program, cut: str, seed: int, carried: Carried) -> Iterator[str]:
    header = program.scenario.header
    yield f"# A play of {clean(header.title)}. Lines with > are what was signed. `verify` plays it again."
    yield f"scenario: {header.id}"
    if cut:
        yield f"lesson: {cut}"
    yield f"seed: {seed}"
    if carried:
        yield f"file: {as_text(carried)}"


def _since(teller: Teller, done: int) -> Iterator[str]:
    for kind, text in teller.transcript[done:]:
        yield from _entry(kind, text)


def _entry(heading: str, text: str) -> list[str]:
    body = [f"  {line}".rstrip() for line in clean(text).strip("\n").split("\n")]
    return ["", f"[{' '.join(clean(heading).split())}]", *body]
