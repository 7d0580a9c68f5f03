"""The run code: a whole run in a line that can be read aloud, written on paper and typed again.

Layout, lowest bits first: check 15, format 3, scenario 10, cut 3, seed 20, logic 16, engine 5, dossier flag 1 (40 more
bits where it is set), number of decisions 7 (127 means 20 more bits), then the decisions in mixed radix, the first
lowest. Written in Crockford's base 32, groups of four. It decodes by replay: how many alternatives a decision had is
known only when the run has got there.
"""

from __future__ import annotations

from hashlib import sha256

from attrs import frozen

from game.engine.program import Program
from game.engine.run import Run, begin
from game.engine.version import ENGINE

ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
FORMAT = 1
MANY = 127
SEED_BITS = 20
SHORTEST = 14  # letters of the head of a run without decisions
PRIME = 32749  # the largest below 2**15
_ALIKE = str.maketrans({"O": "0", "I": "1", "L": "1", "-": None})


class CodeError(Exception):
    """A code that cannot be used; the words say which fault it is."""


@frozen
class CodeHead:
    """What a code says before its decisions are read."""

    scenario: int
    cut: int
    seed: int
    logic: int
    engine: int
    dossier: int | None
    count: int
    body: int


def scenario_number(name: str) -> int:
    """Ten bits that stand for a scenario's id."""
    return int.from_bytes(sha256(name.encode()).digest()[:2], "big") & 0x3FF


def encode(run: Run) -> str:
    """The code of a run so far."""
    body, base = 0, 1
    for digit, radix in run.digits:
        body += digit * base
        base *= radix
    program = run.program
    count = len(run.digits)
    bits: list[tuple[int, int]] = [
        (FORMAT, 3),
        (scenario_number(program.scenario.id), 10),
        (1 + list(program.cuts).index(run.cut.id) if run.cut else 0, 3),
        (run.seed, SEED_BITS),
        (int(program.logic[:4], 16), 16),
        (ENGINE, 5),
        (0, 1),
        (min(count, MANY), 7),
    ]
    if count >= MANY:
        bits.append((count, 20))
    value, shift = 0, 0
    for number, width in bits:
        value |= number << shift
        shift += width
    value |= body << shift
    return _letters((value << 15) | _check(value))


def read_head(text: str) -> CodeHead:
    """Take a code apart. Raises CodeError."""
    value = _number(text)
    if len(_bare(text)) < SHORTEST:
        raise CodeError("this code is too short; a part of it is missing")
    check, value = value & 0x7FFF, value >> 15
    if check != _check(value):
        raise CodeError("this code has a letter wrong, missing or too many; compare it with the original")

    def take(width: int) -> int:
        nonlocal value
        part, value = value & ((1 << width) - 1), value >> width
        return part

    if take(3) != FORMAT:
        raise CodeError("this code was made by another version of the game")
    scenario, cut, seed, logic, engine = take(10), take(3), take(SEED_BITS), take(16), take(5)
    dossier = take(40) if take(1) else None
    count = take(7)
    return CodeHead(scenario, cut, seed, logic, engine, dossier, take(20) if count == MANY else count, value)


def decode(text: str, program: Program) -> Run:
    """The run a code stands for, replayed. Raises CodeError."""
    head = read_head(text)
    if head.scenario != scenario_number(program.scenario.id):
        raise CodeError(f"this code belongs to another scenario than {program.scenario.header.title}")
    ours = program.logic[:4]
    if head.logic != int(ours, 16):
        raise CodeError(f"this code belongs to story version {head.logic:04x}; here is {ours}")
    if head.engine != ENGINE:
        raise CodeError(f"this code was made by engine version {head.engine}; this is {ENGINE}")
    cuts = ["", *program.cuts]
    if head.cut >= len(cuts):
        raise CodeError("this code names a lesson that is not there")
    run = begin(program, head.seed, cuts[head.cut])
    body = head.body
    for _ in range(head.count):
        if run.pending is None:
            raise CodeError("this code goes on after the run has ended")
        body, digit = divmod(body, run.pending.radix)
        decision = run.pending.at(digit)
        if decision not in run.pending.choices_open():
            raise CodeError(f"this code signs something that is closed in {run.turn_id}")
        run.decide(decision)
    if body:
        raise CodeError("this code holds more than the run it names")
    return run


def may_be_code(text: str) -> bool:
    """Whether a text has only what run codes are made of, and is long enough or grouped like one."""
    clean = _bare(text)
    return bool(clean) and all(c in ALPHABET for c in clean) and ("-" in text or len(clean) >= SHORTEST)


def _bare(text: str) -> str:
    """The letters of a code without groups, blanks and letters that look like digits."""
    return "".join(text.upper().translate(_ALIKE).split())


def _check(value: int) -> int:
    """The rest by a prime: it fills three letters, and sees every change of one letter and swap of two neighbours."""
    return value % PRIME


def _letters(value: int) -> str:
    letters = ""
    while value or not letters:
        value, digit = divmod(value, 32)
        letters = ALPHABET[digit] + letters
    return "-".join(letters[i : i + 4] for i in range(0, len(letters), 4))


def _number(text: str) -> int:
    clean = _bare(text)
    if not clean:
        raise CodeError("the code is empty")
    if len(clean) > 4000:
        raise CodeError("this is far too long to be a run code")
    value = 0
    for letter in clean:
        place = ALPHABET.find(letter)
        if place < 0:
            shown = letter if letter.isprintable() else "?"
            raise CodeError(f"`{shown}` does not occur in run codes; they use digits and letters without U")
        value = value * 32 + place
    return value
