"""Letters that can be read across a classroom, drawn in blocks. Pure: a text in, rows of text out."""

from __future__ import annotations

HALVES = {(False, False): " ", (True, True): "█", (True, False): "▀", (False, True): "▄"}
ROWS = 5
_GLYPHS = {
    "0": "###/#.#/#.#/#.#/###", "1": ".#./##./.#./.#./###", "2": "###/..#/###/#../###", "3": "###/..#/.##/..#/###",
    "4": "#.#/#.#/###/..#/..#", "5": "###/#../###/..#/###", "6": "###/#../###/#.#/###", "7": "###/..#/..#/.#./.#.",
    "8": "###/#.#/###/#.#/###", "9": "###/#.#/###/..#/###",
    "A": ".##./#..#/####/#..#/#..#", "B": "###./#..#/###./#..#/###.", "C": ".###/#.../#.../#.../.###",
    "D": "###./#..#/#..#/#..#/###.", "E": "####/#.../###./#.../####", "F": "####/#.../###./#.../#...",
    "G": ".###/#.../#.##/#..#/.###", "H": "#..#/#..#/####/#..#/#..#", "J": "..##/...#/...#/#..#/.##.",
    "K": "#..#/#.#./##../#.#./#..#", "M": "#...#/##.##/#.#.#/#...#/#...#", "N": "#...#/##..#/#.#.#/#..##/#...#",
    "P": "###./#..#/###./#.../#...", "Q": ".##./#..#/#..#/#.##/.###", "R": "###./#..#/###./#.#./#..#",
    "S": ".###/#.../.##./...#/###.", "T": "#####/..#../..#../..#../..#..", "U": "#..#/#..#/#..#/#..#/.##.",
    "V": "#...#/#...#/.#.#./.#.#./..#..", "W": "#...#/#...#/#.#.#/##.##/#...#",
    "X": "#...#/.#.#./..#../.#.#./#...#", "Y": "#...#/.#.#./..#../..#../..#..", "Z": "####/...#/.##./#.../####",
    ".": "././././#", ":": "./#/./#/.", "-": ".../.../###/.../...", "/": "..#/..#/.#./#../#..",
}  # fmt: skip


def known(text: str) -> bool:
    """Whether every letter of a text can be drawn."""
    return bool(text) and all(letter in _GLYPHS for letter in text)


def drawn(text: str, room: int, *, high: bool = False) -> tuple[str, ...]:
    """A text in rows, as large as so many columns allow; as it is where it has no room or a letter is not known."""
    if not known(text):
        return (text,)
    dots = ["".join(row) for row in zip(*(_dots(letter) for letter in text), strict=True)]
    wide = len(dots[0].rstrip())
    if high and 2 * wide <= room:
        return tuple("".join("██" if dot == "#" else "  " for dot in row).rstrip() for row in dots)
    if wide > room:
        return (text,)
    blank = " " * len(dots[0])
    pairs = zip(dots[::2], [*dots[1::2], blank], strict=True)
    return tuple("".join(HALVES[a == "#", b == "#"] for a, b in zip(*pair, strict=True)).rstrip() for pair in pairs)


def _dots(letter: str) -> list[str]:
    """The dots of a letter, with a free column behind it."""
    return [row.replace(".", " ") + " " for row in _GLYPHS[letter].split("/")]
