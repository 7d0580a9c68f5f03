"""What is wrong with a scenario, and where. A fault is a value; readers collect them and report all at once.

What a code means, its sentences and its page are in `game/script/findings`: whoever finds something names the code, the
situation and the values.
"""

from __future__ import annotations

import difflib
from collections.abc import Iterable, Iterator, Mapping
from enum import StrEnum

from attrs import Factory, define, frozen


class Severity(StrEnum):
    """An error stops a scenario from loading; a warning does not."""

    ERROR = "error"
    WARNING = "warning"


@frozen
class Place:
    """A point in a file. Line and column count from 1; `text` is the line itself, for the caret."""

    file: str
    line: int = 1
    column: int = 1
    text: str = ""

    def shifted(self, by: int) -> Place:
        """The place `by` characters further on in the same line."""
        return Place(self.file, self.line, self.column + by, self.text)


@frozen
class Fault:
    """One finding: a stable code, a place, what is wrong in plain words, what to do.

    `length` is that of the words at its place which the message names; 0 where it is not known.
    """

    code: str
    place: Place
    message: str
    hint: str = ""
    severity: Severity = Severity.ERROR
    length: int = 0

    def headline(self) -> str:
        """`FILE:LINE:COL: error CODE: what is wrong; what to do`."""
        tail = f"; {self.hint}" if self.hint else ""
        at = f"{self.place.file}:{self.place.line}:{self.place.column}"
        return f"{at}: {self.severity} {self.code}: {self.message}{tail}"

    def with_caret(self) -> str:
        """The headline, then the line of the file with carets under what is meant."""
        if not self.place.text:
            return self.headline()
        from game.script.caret import pointed

        shown, carets = pointed(self.place.text, self.place.column, self.length)
        return f"{self.headline()}\n    {shown}\n    {carets}"


def finding(code: str, place: Place, variant: str = "", /, *, hint: str = "", **values: object) -> Fault:
    """A finding in the words of its definition; `hint`, where it is given, says more than the usual one."""
    from game.script.findings import definition

    defined = definition(code)
    message, usual = defined.told(variant, values)
    return Fault(code, place, message, hint or usual, Severity(defined.severity), _length(place, values))


def _length(place: Place, values: Mapping[str, object]) -> int:
    """How long the words are that stand at a place, where they are among the values of the sentence."""
    here = place.text[place.column - 1 :]
    return max((len(word) for word in map(str, values.values()) if word and here.startswith(word)), default=0)


class ScriptError(Exception):
    """One fault, raised where reading cannot go on; collected by whoever can."""

    def __init__(self, fault: Fault) -> None:
        super().__init__(fault.headline())
        self.fault = fault


class ScenarioError(Exception):
    """A scenario that cannot be loaded, with every fault found."""

    def __init__(self, faults: Iterable[Fault]) -> None:
        self.faults = tuple(faults)
        super().__init__("\n".join(f.headline() for f in self.faults))


MOST_FAULTS = 500
LONGEST_WORD = 60


@define
class Faults:
    """A growing list of findings, so that an author mends ten in one pass. Readers stop once it is full."""

    found: list[Fault] = Factory(list[Fault])

    @property
    def full(self) -> bool:
        """Whether there are more findings than anybody would read."""
        return len(self.found) >= MOST_FAULTS

    def add(self, code: str, place: Place, variant: str = "", /, *, hint: str = "", **values: object) -> None:
        """Note one finding: its code, its place, which of its sentences, a better hint, and what stands in them."""
        self.found.append(finding(code, place, variant, hint=hint, **values))

    def twice(self, names: Iterable[tuple[str, Place]], what: str) -> None:
        """Note every name that comes a second time."""
        seen: set[str] = set()
        for name, place in names:
            if name in seen:
                self.add("declared-twice", place, what=what, name=name)
            seen.add(name)

    def __iter__(self) -> Iterator[Fault]:
        return iter(sorted(set(self.found), key=lambda f: (f.place.file, f.place.line, f.place.column, f.code)))

    @property
    def errors(self) -> tuple[Fault, ...]:
        """The faults that stop loading."""
        return tuple(f for f in self if f.severity is Severity.ERROR)


def closest(word: str, known: Iterable[str]) -> str:
    """The known word that is most like one, or an empty string."""
    if len(word) > LONGEST_WORD:
        return ""
    close = difflib.get_close_matches(word, sorted(known), n=1, cutoff=0.6)
    return close[0] if close else ""


def nearest(word: str, known: Iterable[str]) -> str:
    """A hint naming the closest known word, or an empty string."""
    close = closest(word, known)
    return f"did you mean `{close}`?" if close else ""
