"""The files that machine plays carry in: none for an odd seed; for an even one a file drawn by the seed, word by word.

Every official meets the same file under the same seed, and papers that come only with a file, or without one, are
both met.
"""

from __future__ import annotations

from game.engine import chance
from game.engine.carried import NOTHING, Carried
from game.engine.program import Program


def file_of(program: Program, seed: int) -> Carried:
    """The file of a seed, as far as this story takes any; NOTHING for a story that takes none."""
    if seed % 2:
        return NOTHING
    said: dict[str, str] = {}
    for variable in program.scenario.figures.variables:
        desk, _, trace = variable.carried.partition(".")
        if desk:
            said[desk] = "yes"
        if trace:
            draw = chance.uniform(seed, "file", variable.carried)
            said[variable.carried] = variable.words[int(draw * len(variable.words))]
    return tuple(sorted(said.items()))
