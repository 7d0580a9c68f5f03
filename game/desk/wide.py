"""Where the toolkit breaks a line: between any two Chinese characters, and never before a stop.

The toolkit breaks at spaces only. Its one function for that is replaced by ours, which asks the old one for every text
without wide characters, so that English is laid out as it ever was.
"""

from __future__ import annotations

from typing import Any, cast

import textual.content
from rich._wrap import divide_line  # the toolkit's own choice, under the name it gives it

from game.script.tongue import foreign
from game.session.wrapping import breaks, has_wide


def divide(text: str, width: int, fold: bool = True) -> list[int]:
    """Where the lines of a text begin, the first left out."""
    return breaks(text, width, width, fold=fold) if foreign() and has_wide(text) else divide_line(text, width, fold)


def lay_out_wide() -> None:
    """From here on break lines by the rules of the script."""
    cast(Any, textual.content).divide_line = divide
