"""An address as a QR code: rows of half blocks for a terminal, a picture for a page. Pure."""

from __future__ import annotations

import io

import segno

BORDER = 2
HALVES = {(False, False): "█", (True, True): " ", (True, False): "▄", (False, True): "▀"}  # what is light is drawn


def rows(text: str) -> tuple[str, ...]:
    """Two rows of the code in each row of text, for light letters on a dark ground."""
    made = [[bool(cell) for cell in row] for row in segno.make(text, error="m").matrix_iter(border=BORDER)]
    if len(made) % 2:
        made.append([False] * len(made[0]))
    pairs = zip(made[::2], made[1::2], strict=True)
    return tuple("".join(HALVES[upper, lower] for upper, lower in zip(*pair, strict=True)) for pair in pairs)


def svg(text: str) -> bytes:
    """The code as a picture, dark on white on any ground."""
    out = io.BytesIO()
    made = segno.make(text, error="m")
    made.save(out, kind="svg", border=4, dark="#000", light="#fff", xmldecl=False, omitsize=True, svgns=True)
    return out.getvalue()
