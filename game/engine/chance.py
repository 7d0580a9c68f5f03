"""Chance that stays put: each draw is keyed by (seed, turn, what draws), never by how many draws came before.

The generator, fully specified so that any language can repeat it: the key is the UTF-8 text
`ttj1|SEED|TURN|WHO`. A uniform is the first eight bytes of its SHA-256, big-endian, shifted right by eleven bits, over
2**53. A normal is the sum of the first twelve 32-bit big-endian words of its SHA-512, each over 2**32, less six,
clipped to 2.5 either way (twelve uniforms added up: arithmetic alone, no library logarithm). docs/developers/chance.md
prints test vectors.
"""

from __future__ import annotations

from hashlib import sha256, sha512
from struct import unpack

VERSION = "ttj1"
CLIP = 2.5


def _key(seed: int, turn: str, who: str) -> bytes:
    return f"{VERSION}|{seed}|{turn}|{who}".encode()


def uniform(seed: int, turn: str, who: str) -> float:
    """A number in [0, 1)."""
    return (int.from_bytes(sha256(_key(seed, turn, who)).digest()[:8], "big") >> 11) / 9007199254740992.0


def normal(seed: int, turn: str, who: str) -> float:
    """A standard normal, near enough, clipped to 2.5 either way."""
    total = sum(unpack(">12I", sha512(_key(seed, turn, who)).digest()[:48])) / 4294967296.0 - 6.0
    return max(-CLIP, min(CLIP, total))


def ticket(seed: int, turn: str, who: str, weight: int) -> float:
    """The best of `weight` uniforms: the highest ticket wins a draw with chances in proportion to the weights."""
    return max(uniform(seed, turn, f"{who}#{i}") for i in range(max(1, weight)))
