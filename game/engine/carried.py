"""What a file that was carried in says of earlier desks, and the variables of a story that take it. Values only.

A file is pairs, sorted: `desk.trace` and its word, and `desk` and `yes` for each desk that is in it. A story takes what
its variables name (`carried: desk.trace`, or `carried: desk` for a flag); of everything else it knows nothing.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import TypeAlias

from game.engine.faults import RunFault
from game.engine.program import Program

Carried: TypeAlias = tuple[tuple[str, str], ...]
NOTHING: Carried = ()


def as_text(carried: Carried) -> str:
    """A file as words on one line, for the first line of a save."""
    return " ".join(f"{name}={word}" for name, word in carried)


def of_text(text: str) -> Carried:
    """The file of such a line; of anything else, whatever of it has that form."""
    pairs = (part.partition("=") for part in text.split())
    return tuple(sorted((name, word) for name, equals, word in pairs if equals))


def taken(program: Program, carried: Carried) -> Iterator[tuple[int, float]]:
    """Slots of the variables that a file sets, and the numbers that stand for its words. Raises RunFault."""
    said = dict(carried)
    for variable in program.scenario.figures.variables:
        word = said.get(variable.carried) if variable.carried else None
        if word is None:
            continue
        words = program.scope.symbols[variable.id].words or ("no", "yes")
        if word not in words:
            raise RunFault(f"the file says `{word}` of `{variable.carried}`; this story knows {', '.join(words)}")
        yield program.slots[variable.id], float(words.index(word))
