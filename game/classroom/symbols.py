"""What is printed and typed in a class: class codes, seat tokens, resume codes, tags. Pure, but for new secrets.

A seat is a number in a room. Its token, its resume code and its tag all follow from the room's secret and that number,
so whoever has the secret knows every seat without asking a store; a new secret makes all of them void.
"""

from __future__ import annotations

import hmac
import random
import re
import secrets
from hashlib import sha256

from game.script.tongue import N_, _
from game.session.letters import CodeError, letters, number

CLEAR = "23456789ABCDEFGHJKMNPQRSTUVWXYZ"  # no 0 and O, no 1, I and L
CODE_LENGTH = 6
SEAT_BITS = 12
MOST_SEATS = 2_000
TOKEN_LETTERS = 32  # 128 bits
TEACHERS = 32  # letters of a secret that are for the teacher alone; seats need all of it
_ALIKE = str.maketrans("SZB", "528")
_WORD = re.compile(r"[A-Z]{3}")
_TOP, _MARK_BITS = 1 << 59, 47

# Trees, birds, water: none is a given name, and none weighs anything in a story of grain.
WORDS = (
    N_("Alder"), N_("Aspen"), N_("Beech"), N_("Birch"), N_("Brook"), N_("Cedar"), N_("Crane"), N_("Cypress"),
    N_("Elm"), N_("Finch"), N_("Fir"), N_("Harbour"), N_("Heron"), N_("Juniper"), N_("Lantern"), N_("Larch"),
    N_("Linden"), N_("Maple"), N_("Meadow"), N_("Oak"), N_("Otter"), N_("Pebble"), N_("Pine"), N_("Plover"),
    N_("Poplar"), N_("Reed"), N_("Sedge"), N_("Spruce"), N_("Thistle"), N_("Willow"),
)  # fmt: skip


def new_secret() -> str:
    """A room's secret: 256 bits."""
    return secrets.token_hex(32)


def renewed(secret: str) -> str:
    """The secret of a room that was cleared: every seat is nobody's, and the teacher's link stays."""
    return secret[:TEACHERS] + secrets.token_hex((len(secret) - TEACHERS) // 2)


def new_id() -> str:
    """What a room is called in a store: 128 bits, shown to nobody who could guess from it."""
    return secrets.token_hex(16)


def new_class_code() -> str:
    """Six clear symbols, of which no three letters stand together: nothing that reads as a word."""
    while True:
        code = "".join(secrets.choice(CLEAR) for _ in range(CODE_LENGTH))
        if not _WORD.search(code):
            return code


def class_code(typed: str) -> str:
    """A class code as it was typed, made plain; empty if it can be none."""
    plain = "".join(typed[:80].upper().replace("-", " ").split())
    return plain if len(plain) == CODE_LENGTH and all(c in CLEAR for c in plain) else ""


def is_misread(typed: str, code: str) -> bool:
    """Whether a code is another one with signs taken for those that look like them: S for 5, Z for 2, B for 8."""
    plain = class_code(typed)
    return bool(plain) and plain.translate(_ALIKE) == code.translate(_ALIKE)


def token(secret: str, room: str, seat: int) -> str:
    """What proves a seat: 128 bits as 32 letters."""
    return _mac(secret, "seat", room, seat).hex()[:TOKEN_LETTERS]


def is_token(given: str, secret: str, room: str, seat: int) -> bool:
    """Whether a token is that of a seat, told in the same time for any."""
    return hmac.compare_digest(given.encode("utf-8", "replace"), token(secret, room, seat).encode())


def teacher_token(secret: str, room: str) -> str:
    """What proves the teacher: 128 bits, shown on her own machine alone."""
    return _mac(secret[:TEACHERS], "teacher", room, 0).hex()[:TOKEN_LETTERS]


def is_teacher(given: str, secret: str, room: str) -> bool:
    """Whether a token is the teacher's, told in the same time for any."""
    return hmac.compare_digest(given.encode("utf-8", "replace"), teacher_token(secret, room).encode())


def resume_code(secret: str, room: str, seat: int) -> str:
    """What a student writes down to sit at the same seat from another device: twelve letters in groups."""
    mark = int.from_bytes(_mac(secret, "resume", room, seat)[:8], "big") >> (64 - _MARK_BITS)
    return letters(_TOP | (mark << SEAT_BITS) | seat)


def seat_of(typed: str, secret: str, room: str) -> int | None:
    """The seat of a resume code as it was typed; None if it is that of none."""
    try:
        seat = number(typed[:80]) & ((1 << SEAT_BITS) - 1)
    except CodeError:
        return None
    plain = letters(number(typed[:80]))
    return seat if hmac.compare_digest(plain.encode(), resume_code(secret, room, seat).encode()) else None


def tag(secret: str, room: str, seat: int) -> str:
    """What a seat is called: a word and a number. The first seats of a room have different words."""
    draw = random.Random(_mac(secret, "tags", room, 0))
    words = list(WORDS)
    draw.shuffle(words)
    low, high = list(range(2, 10)), list(range(10, 100))
    round_, place = divmod(max(0, seat - 1), len(words))
    own = random.Random(_mac(secret, "numbers", room, place))
    own.shuffle(low)
    own.shuffle(high)
    numbers = [*low, *high]
    return _("{word} {number}").format(word=_(words[place]), number=numbers[round_ % len(numbers)])


def _mac(secret: str, what: str, room: str, seat: int) -> bytes:
    return hmac.new(bytes.fromhex(secret), f"{what}\n{room}\n{seat}".encode(), sha256).digest()
