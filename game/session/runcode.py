"""The run code: a whole run in a line that can be read aloud, written on paper and typed again.

Layout, lowest bits first: check 15, format 3, scenario 10, cut 3, seed 20, logic 16, engine 5, dossier flag 1 (where it
is set, 40 more bits and 10 that mark the chain it belongs to), number of decisions 7 (127 means 20 more bits), then the
decisions in mixed radix, the first lowest. It decodes by replay: how many alternatives a decision had is
known only when the run has got there.
"""

from __future__ import annotations

from collections.abc import Iterator
from hashlib import sha256

from attrs import frozen

from game.engine.carried import NOTHING, Carried
from game.engine.memory import Decision
from game.engine.program import Program
from game.engine.run import Run, begin
from game.engine.version import ENGINE
from game.script.chain import MOST_BITS
from game.script.tongue import _
from game.session import dossier
from game.session.dossier import MARK_BITS
from game.session.letters import ALPHABET, CodeError, bare, check_of, letters
from game.session.letters import number as number_of

__all__ = ["ALPHABET", "CodeError", "CodeHead", "decode", "encode", "may_be_code", "read_head", "scenario_number"]

FORMAT = 1
MANY = 127
SEED_BITS = 20
SHORTEST = 14  # letters of the head of a run without decisions


@frozen
class CodeHead:
    """What a code says before its decisions are read."""

    scenario: int
    cut: int
    seed: int
    logic: int
    engine: int
    dossier: int | None
    mark: int
    count: int
    body: int


def scenario_number(name: str) -> int:
    """Ten bits that stand for a scenario's id."""
    return int.from_bytes(sha256(name.encode()).digest()[:2], "big") & 0x3FF


def encode(run: Run, at: int | None = None) -> str:
    """The code of a run so far, or as it was after its first so many decisions."""
    digits = run.digits[:at]
    body, base = 0, 1
    for digit, radix in digits:
        body += digit * base
        base *= radix
    program = run.program
    count = len(digits)
    bits: list[tuple[int, int]] = [
        (FORMAT, 3),
        (scenario_number(program.scenario.id), 10),
        (1 + list(program.cuts).index(run.cut.id) if run.cut else 0, 3),
        (run.seed, SEED_BITS),
        (int(program.logic[:4], 16), 16),
        (ENGINE, 5),
        *_file_bits(run),
        (min(count, MANY), 7),
    ]
    if count >= MANY:
        bits.append((count, 20))
    value, shift = 0, 0
    for number, width in bits:
        value |= number << shift
        shift += width
    value |= body << shift
    return letters((value << 15) | check_of(value))


def read_head(text: str) -> CodeHead:
    """Take a code apart. Raises CodeError."""
    value = number_of(text)
    if len(bare(text)) < SHORTEST:
        raise CodeError(_("this code is too short; a part of it is missing"))
    check, value = value & 0x7FFF, value >> 15
    if check != check_of(value):
        raise CodeError(_("this code has a letter wrong, missing or too many; compare it with the original"))

    def take(width: int) -> int:
        nonlocal value
        part, value = value & ((1 << width) - 1), value >> width
        return part

    if take(3) != FORMAT:
        raise CodeError(_("this code was made by another version of the game"))
    scenario, cut, seed, logic, engine = take(10), take(3), take(SEED_BITS), take(16), take(5)
    dossier, mark = (take(MOST_BITS), take(MARK_BITS)) if take(1) else (None, 0)
    count = take(7)
    return CodeHead(scenario, cut, seed, logic, engine, dossier, mark, take(20) if count == MANY else count, value)


def decode(text: str, program: Program) -> Run:
    """The run a code stands for, replayed. Raises CodeError."""
    head = read_head(text)
    run = begin(program, head.seed, cut_of(head, program), file_of(head, program))
    sign(run, head)
    return run


def cut_of(head: CodeHead, program: Program) -> str:
    """The cut that a code of this story names. Raises CodeError for one of another story, version or engine."""
    if head.scenario != scenario_number(program.scenario.id):
        raise CodeError(
            _("this code belongs to another scenario than {title}").format(title=program.scenario.header.title)
        )
    ours = program.logic[:4]
    if head.logic != int(ours, 16):
        raise CodeError(
            _("this code belongs to story version {logic:04x}; here is {ours}").format(logic=head.logic, ours=ours)
        )
    if head.engine != ENGINE:
        raise CodeError(
            _("this code was made by engine version {engine}; this is {engine2}").format(
                engine=head.engine, engine2=ENGINE
            )
        )
    cuts = ["", *program.cuts]
    if head.cut >= len(cuts):
        raise CodeError(_("this code names a lesson that is not there"))
    return cuts[head.cut]


def sign(run: Run, head: CodeHead) -> None:
    """Sign the decisions of a code in a run at its first. Raises CodeError."""
    for decision in decisions_of(run, head):
        run.decide(decision)


def decisions_of(run: Run, head: CodeHead) -> Iterator[Decision]:
    """The decisions of a code, one by one; each must be signed in the run before the next is read. Raises CodeError."""
    body = head.body
    for _place in range(head.count):
        if run.pending is None:
            raise CodeError(_("this code goes on after the run has ended"))
        body, digit = divmod(body, run.pending.radix)
        decision = run.pending.at(digit)
        if decision not in run.pending.choices_open():
            raise CodeError(_("this code signs something that is closed in {turn_id}").format(turn_id=run.turn_id))
        yield decision
    if body:
        raise CodeError(_("this code holds more than the run it names"))


def _file_bits(run: Run) -> Iterator[tuple[int, int]]:
    """The file that was carried in: a flag, and where there is one its number and the mark of its chain."""
    yield int(bool(run.carried)), 1
    if run.carried:
        layout = dossier.layout_for(run.program)
        yield layout.number(run.carried), MOST_BITS
        yield layout.mark(run.carried), MARK_BITS


def file_of(head: CodeHead, program: Program) -> Carried:
    """The file that a code carries. Raises CodeError."""
    if head.dossier is None:
        return NOTHING
    layout = dossier.layout_for(program)
    carried = layout.carried(head.dossier)
    if head.mark != layout.mark(carried):
        raise CodeError(_("this code carries a file of another version of the chain of desks"))
    dossier.fits(carried, program.scenario.id, layout)
    return carried


def may_be_code(text: str) -> bool:
    """Whether a text has only what run codes are made of, and is long enough or grouped like one."""
    clean = bare(text)
    return bool(clean) and all(c in ALPHABET for c in clean) and ("-" in text or len(clean) >= SHORTEST)
