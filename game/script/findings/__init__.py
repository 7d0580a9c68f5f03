"""What `check` can find: one file a code in this folder, from which come the message, the hint and the page.

`CODE.yaml` has a title, says why it matters, holds the sentences (`says`, by the name of the situation, `usual` first)
and the examples that stand on the page. A file is read when a finding of its code is made, never before: a scenario
without a mistake reads none of them.
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import Any

from attrs import field, frozen

FOLDER = Path(__file__).parent
USUAL = "usual"
LONGEST_VALUE = 80


@frozen
class Example:
    """A piece of a scenario with the mistake, the same without it, and the words at which the caret stands.

    `file` is where the piece belongs, `whole` says that it is all of it, `replaces` that its keys stand in place of the
    story's; `beside` are files that it needs. What is too long to be shown is told in a sentence.
    """

    wrong: str
    right: str
    marks: str = ""
    file: str = "scenes/flood.yaml"
    note: str = ""
    whole: bool = False
    replaces: bool = False
    shown: bool = True
    beside: Mapping[str, str] = field(factory=dict[str, str])


@frozen
class Definition:
    """Everything there is to know of one code."""

    code: str
    title: str
    why: str
    says: Mapping[str, tuple[str, str]]
    severity: str = "error"
    examples: tuple[Example, ...] = ()

    def told(self, variant: str, values: Mapping[str, object]) -> tuple[str, str]:
        """The sentence and the hint of a situation, with its values in their places."""
        say, hint = self.says[variant or USUAL]
        short = {name: shortened(value) for name, value in values.items()}
        return say.format_map(short), hint.format_map(short)


def shortened(value: object) -> str:
    """A value as it can stand in a sentence: on one line, and not longer than anybody reads."""
    text = " ".join(str(value).split())
    return text if len(text) <= LONGEST_VALUE else f"{text[: LONGEST_VALUE - 1]}…"


def codes() -> tuple[str, ...]:
    """Every code there is, in order."""
    return tuple(sorted(path.stem for path in FOLDER.glob("*.yaml")))


@cache
def definition(code: str) -> Definition:
    """The definition of a code. Raises KeyError where there is none."""
    path = FOLDER / f"{code}.yaml"
    if not path.is_file():
        raise KeyError(code)
    import yaml

    data: dict[str, Any] = yaml.load(path.read_bytes(), Loader=getattr(yaml, "CSafeLoader", yaml.SafeLoader))
    says = {name: (said, "") if isinstance(said, str) else (said[0], said[1]) for name, said in data["says"].items()}
    examples = tuple(Example(**example) for example in data.get("examples", ()))
    return Definition(code, data["title"], data.get("why", "").strip(), says, data.get("severity", "error"), examples)
