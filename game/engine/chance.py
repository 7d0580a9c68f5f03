"""Chance that stays put: each draw is keyed by (seed, turn, what draws), never by how many draws came before.

The generator, fully specified so that any language can repeat it: the key is the UTF-8 text
`ttj1|SEED|TURN|WHO`. A uniform is the first eight bytes of its SHA-256, big-endian, shifted right by eleven bits, over
2**53. A normal is the sum of the first twelve 32-bit big-endian words of its SHA-512, each over 2**32, less six,
clipped to 2.5 either way (twelve uniforms added up: arithmetic alone, no library logarithm). A draw among many is an
order of 65,536 places, shuffled anew for every turn by a key of its own; what draws keeps its places for ever.
docs/developers/chance.md prints test vectors.
"""

from __future__ import annotations

from functools import lru_cache
from hashlib import sha256, sha512
from struct import unpack

from attrs import frozen

VERSION = "ttj1"
CLIP = 2.5
PLACES = 65_536  # in an order of many


def _key(seed: int, turn: str, who: str) -> bytes:
    return f"{VERSION}|{seed}|{turn}|{who}".encode()


def uniform(seed: int, turn: str, who: str) -> float:
    """A number in [0, 1)."""
    return (int.from_bytes(sha256(_key(seed, turn, who)).digest()[:8], "big") >> 11) / 9007199254740992.0


def normal(seed: int, turn: str, who: str) -> float:
    """A standard normal, near enough, clipped to 2.5 either way."""
    total = sum(unpack(">12I", sha512(_key(seed, turn, who)).digest()[:48])) / 4294967296.0 - 6.0
    return max(-CLIP, min(CLIP, total))


def ticket(seed: int, turn: str, who: str) -> float:
    """Settles between two that stand at one place of an order: the higher goes first."""
    return uniform(seed, turn, f"{who}#")


@lru_cache(maxsize=65_536)
def places(who: str, weight: int) -> tuple[int, ...]:
    """The places that something holds in every order, one for each unit of its weight: 0 to 65535."""
    keys = (sha256(f"{VERSION}|place|{who}#{i}".encode()).digest() for i in range(max(1, weight)))
    return tuple(int.from_bytes(key[:2], "big") for key in keys)


@frozen
class Shuffled:
    """An order of all places, keyed by seed and turn, that can be read both ways without writing it down.

    Three steps, each of which loses nothing: mix with a key, multiply by an odd number, fold the upper half down.
    """

    mixes: tuple[int, int, int]
    factors: tuple[int, int, int]
    inverses: tuple[int, int, int]

    @classmethod
    def of(cls, seed: int, turn: str) -> Shuffled:
        """The order of a turn."""
        a, b, c, x, y, z = unpack(">6H", sha256(_key(seed, turn, "order")).digest()[:12])
        factors = (x | 1, y | 1, z | 1)
        inverses = (pow(x | 1, -1, PLACES), pow(y | 1, -1, PLACES), pow(z | 1, -1, PLACES))
        return cls((a, b, c), factors, inverses)

    def rank(self, place: int) -> int:
        """Where a place stands in this order, 0 first."""
        (a, b, c), (x, y, z) = self.mixes, self.factors
        place = (place ^ a) * x & 65535
        place = ((place ^ place >> 8) ^ b) * y & 65535
        place = ((place ^ place >> 8) ^ c) * z & 65535
        return place ^ place >> 8

    def at(self, rank: int) -> int:
        """Which place stands at a rank: the other way round."""
        (a, b, c), (x, y, z) = self.mixes, self.inverses
        place = (rank ^ rank >> 8) * z & 65535 ^ c
        place = (place ^ place >> 8) * y & 65535 ^ b
        return (place ^ place >> 8) * x & 65535 ^ a
