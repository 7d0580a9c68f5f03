"""The page of a code, from its definition alone: as `check --explain` prints it, and as it stands in docs/checks."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from game.script.findings import Definition, Example

SAID = Mapping[int, Sequence[str]]  # the number of an example: what `check` said of its wrong side
FENCE = "```"


class _Blanks(dict[str, str]):
    """Whatever stands in a sentence, left open."""

    def __missing__(self, key: str) -> str:
        return "…"


def page(definition: Definition, said: SAID | None = None) -> str:
    """The page in Markdown; `said` shows what `check` answers to each wrong example."""
    return "\n".join(_lines(definition, said or {})) + "\n"


def _lines(definition: Definition, said: SAID) -> Iterator[str]:
    stops = "an error: the scenario cannot be played until it is mended"
    goes = "a warning: the scenario can be played all the same"
    yield f"# {definition.title}"
    yield ""
    yield f"`{definition.code}` is {stops if definition.severity == 'error' else goes}."
    yield ""
    yield definition.why
    yield ""
    yield "## What it says"
    yield ""
    for say, hint in definition.says.values():
        sentence, advice = (text.format_map(_Blanks()) for text in (say, hint))
        yield f"- {sentence}" + (f"; {advice}" if advice else "")
    for number, example in enumerate(definition.examples):
        count = f" {number + 1}" if len(definition.examples) > 1 else ""
        yield from _example(example, count, said.get(number, ()))


def _example(example: Example, count: str, said: Sequence[str]) -> Iterator[str]:
    yield ""
    yield f"## Wrong{count}"
    yield ""
    if example.note:
        yield example.note
        yield ""
    yield from _piece(example, example.wrong)
    if said:
        yield ""
        yield "`check` says:"
        yield ""
        yield f"{FENCE}text"
        yield from said
        yield FENCE
    yield ""
    yield f"## Right{count}"
    yield ""
    yield from _piece(example, example.right)


def _piece(example: Example, text: str) -> Iterator[str]:
    if not example.shown:
        yield text.strip()
        return
    yield f"In `{example.file.removeprefix('../')}`:"
    yield ""
    yield f"{FENCE}yaml"
    yield from (_shown(line) for line in text.rstrip("\n").split("\n"))
    yield FENCE


def _shown(line: str) -> str:
    """A line with what cannot be seen in it made visible."""
    return "".join(sign if sign.isprintable() else f"<U+{ord(sign):04X}>" for sign in line)
