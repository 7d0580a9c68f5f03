"""From source to functions, so that functions of one form share one piece of code.

The numbers of a source become defaults of the function: a thousand scenes whose effects are built alike are one piece
of code with a thousand sets of numbers. It is compiled once, and stays warm, however large the story.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from types import CodeType, FunctionType
from typing import Any

from attrs import Factory, define

_TOKEN = re.compile(r"'[^']*'|[A-Za-z_]\w*|@\d+@|\d+(?:\.\d+)?(?:[eE][+-]?\d+)?")


@define
class Forge:
    """Makes functions that see `space` and nothing else. The source is ours: names of ours, numbers, operators."""

    space: dict[str, Any]
    _codes: dict[str, CodeType] = Factory(dict[str, CodeType])
    _numbers: dict[float, float] = Factory(dict[float, float])  # one object for each, so that few are touched

    def make(self, body: Sequence[str], given: Sequence[Any] = ()) -> Callable[..., Any]:
        """A function of the list, and of where to note and to say. `@0@` in a line is the first of what is given."""
        names: dict[int, str] = {}
        values: list[Any] = []

        def named(value: Any) -> str:
            values.append(value)
            return f"p{len(values) - 1}"

        def replaced(match: re.Match[str]) -> str:
            token = match.group()
            if token[0] == "@":
                return named(given[int(token[1:-1])])
            if not token[0].isdigit():
                return token
            if not token.isdigit():
                return named(self._numbers.setdefault(float(token), float(token)))
            slot = int(token)  # a slot is named once, so that the form does not depend on which it is
            if slot not in names:
                names[slot] = named(slot)
            return names[slot]

        text = _TOKEN.sub(replaced, "\n ".join(body))
        code = self._codes.get(text)
        if code is None:
            code = self._codes[text] = self._compile(text, len(values))
        return FunctionType(code, self.space, "f", (None, None, *values))

    def _compile(self, text: str, numbers: int) -> CodeType:
        defaults = "".join(f", p{n}=0" for n in range(numbers))
        made: dict[str, Any] = {}
        exec(compile(f"def f(S, note=None, say=None{defaults}):\n {text}", "<scene>", "exec"), made)  # noqa: S102 - see above
        return made["f"].__code__
