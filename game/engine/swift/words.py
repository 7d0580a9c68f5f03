"""The words of a run over one list: each text a function, made when it is first read; the reference is `prose.render`.

An author's words never become source. They stand in a tuple beside it, and the source says which of them comes when.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from functools import partial
from typing import Any, TypeAlias

from attrs import Factory, define, field, frozen

from game.engine.program import Program
from game.engine.swift.layout import Names
from game.engine.swift.run import Swift
from game.engine.swift.scenes import Acts, Book
from game.engine.swift.source import Options, as_number
from game.script.codegen import Naming, to_python
from game.script.evaluator import FAR, ValueFault
from game.script.faults import Place
from game.script.prose import Bands, Branch, Figure, Prose, bind_prose, format_number
from game.script.scenes import Choice, Scene, Step
from game.script.syntax import Expr

Say: TypeAlias = Callable[..., str]
Said: TypeAlias = Callable[..., tuple[str, ...]]
Page: TypeAlias = tuple[list[str], Options]  # what was said since the last signature; what is open, by digit
MOST_LOOKED_UP = 4  # conditions of one text; two to the power of them texts are kept ready


@frozen(eq=False)
class Words:
    """The labels of one scene, row by row, and for a form what each step says once it is signed, and what all do."""

    labels: tuple[tuple[Say, ...], ...]
    signed: tuple[tuple[Said, ...], ...]
    after: Said


@define
class Phrases:
    """Writes what a scene says: into the functions of its book, or as functions of their own. Short in a lesson."""

    program: Program
    names: Names
    short: bool

    def comes(self, scene: Scene, given: list[Any]) -> str:
        """Title and text, when it comes."""
        return self._several((scene.title, scene.brief if self.short and scene.brief else scene.text), given)

    def labels(self, row: Sequence[Choice | Step]) -> tuple[str, ...] | None:
        """What the alternatives of a row are called, where that never changes."""
        return tuple(part.say.plain() for part in row) if all(_fixed(part.say) for part in row) else None

    def signed(self, scene: Scene, part: Choice | Step, given: list[Any]) -> str:
        """The label, and what follows, of a choice once it is signed."""
        return self._several((part.say, self._after(part), self._after(scene)), given)

    def _after(self, part: Scene | Choice | Step) -> Prose | None:
        return part.brief_after if self.short and part.brief_after else part.after

    def _several(self, proses: Sequence[Prose | None], given: list[Any]) -> str:
        """The texts that are there, as a tuple; one that is given where none can change."""
        there = [prose for prose in proses if prose is not None]
        if all(_fixed(prose) for prose in there):
            given.append(tuple(prose.plain() for prose in there))
            return f"@{len(given) - 1}@"
        bound = [bind_prose(prose, self.program.scope) for prose in there]
        tests = _tests(bound)
        if tests is not None:
            given.append(tuple(_said(bound, dict(zip(tests, held, strict=True))) for held in _ways(len(tests))))
            return f"@{len(given) - 1}@[{as_number(to_python(test, self.names) for test in tests)}]"
        writing = _Writing(self.names, given)
        return f"({', '.join(writing.text(prose) for prose in bound)},)"

    def words(self, book: Book, scene: Scene) -> Words:
        """What is not said by the functions of the book."""

        def made(*proses: Prose | None) -> Said:
            given: list[Any] = []
            return book.made([f"return {self._several(proses, given)}"], given)

        def say(prose: Prose) -> Say:
            given: list[Any] = []
            text = _Writing(self.names, given).text(bind_prose(prose, self.program.scope))
            return book.made([f"return {text}"], given)

        rows = scene.rows
        return Words(
            labels=tuple(tuple(say(part.say) for part in row) for row in rows),
            signed=tuple(tuple(made(part.say, self._after(part)) for part in row) for row in rows),
            after=made(self._after(scene)),
        )


def _fixed(prose: Prose) -> bool:
    """Whether a text is the same whenever it is read."""
    return all(isinstance(part, str) for part in prose.parts)


def _tests(proses: Sequence[Prose]) -> tuple[Expr, ...] | None:
    """The few conditions that settle what texts say, so that all of it is written beforehand; None if more does."""
    found: dict[Expr, None] = {}
    for part in (part for prose in proses for part in prose.parts):
        match part:
            case Branch(test, then, otherwise) if _fixed(then) and _fixed(otherwise):
                found[test] = None
            case str():
                pass
            case _:
                return None
    return tuple(found) if len(found) <= MOST_LOOKED_UP else None


def _ways(tests: int) -> Iterator[tuple[bool, ...]]:
    """All that so many conditions can come to, in the order of a number whose bits they are, the lowest first."""
    return (tuple(bool(number >> bit & 1) for bit in range(tests)) for number in range(1 << tests))


def _said(proses: Sequence[Prose], held: Mapping[Expr, bool]) -> tuple[str, ...]:
    """What texts say where conditions are settled."""
    return tuple(
        "".join(
            part if isinstance(part, str) else (part.then if held[part.test] else part.otherwise).plain()
            for part in prose.parts
            if not isinstance(part, Figure)
        )
        for prose in proses
    )


@define
class _Writing:
    """Source for a text, and the words that stand beside it."""

    names: Naming
    given: list[Any] = Factory(list[Any])

    def text(self, prose: Prose) -> str:
        parts = [self.part(part) for part in prose.parts]
        if len(parts) < 3:
            return " + ".join(parts) or '""'
        return f'f"{"".join(f"{{{part}}}" for part in parts)}"'

    def inner(self, prose: Prose) -> str:
        """A text inside another: quotes do not nest."""
        return " + ".join(self.part(part) for part in prose.parts) or self.constant("")

    def part(self, part: str | Figure | Branch) -> str:
        match part:
            case str():
                return self.constant(part)
            case Figure(expr, form, place, words):
                value = to_python(expr, self.names)
                if words:
                    return f"_word({value}, {self.constant(tuple(w.replace('_', ' ') for w in words))})"
                return f"_number({value}, {self.constant(form)}, {self.constant(place)})"
            case Branch(test, then, otherwise):
                return f"(({self.inner(then)}) if {to_python(test, self.names)} else ({self.inner(otherwise)}))"

    def constant(self, word: Any) -> str:
        self.given.append(word)
        return f"@{len(self.given) - 1}@"


def _number(bands: Bands, value: float, form: str, place: Place) -> str:
    if not -FAR < value < FAR:
        raise ValueFault(f"{place.file}:{place.line}:{place.column}: a number beyond all bounds")
    return format_number(float(value), form, bands)


def _word(value: float, words: Sequence[str]) -> str:
    return words[int(value)]


@define
class Telling:
    """Puts a run into words as it happens, and keeps all that was said; a page is what was said since the last."""

    book: Book
    phrases: Phrases
    run: Swift = field(init=False)
    said: list[str] = Factory(list[str])
    pages: list[int] = Factory(list[int])  # where each page begins in what was said
    _read: int = 0

    def heard(self, acts: Acts, digit: int) -> None:
        """A form was signed: its lines, then what follows."""
        words, state = self._words(acts), self.run.state
        for row, place in _places(acts, digit):
            self.said += words.signed[row][place](state)
        self.said += words.after(state)

    def page(self) -> Page:
        """What can be read now, and what is open. Asked once after each signature."""
        run, said, read = self.run, self.said, self._read
        self.pages.append(read)
        self._read = len(said)
        options = run.open.options
        return said[read:], self._options() if options is None else options

    def back(self) -> None:
        """Take the last signature back, and the page that came after it."""
        self.run.back()
        if self.pages:
            self._read = self.pages.pop()
        del self.said[self._read :]

    def _words(self, acts: Acts) -> Words:
        if acts.words is None:
            acts.words = self.phrases.words(self.book, acts.scene)
        return acts.words

    def _options(self) -> Options:
        run = self.run
        if run.acts is None:
            return _plans(run)
        rows = zip(self._words(run.acts).labels, run.open.rows, strict=True)
        return tuple((n, row[n](run.state)) for row, free in rows for n in free)


def _plans(run: Swift) -> Options:
    """The day plans on offer, by the looks they are made of; nothing once a run has ended."""
    return tuple((n, " ".join(plan)) for n, plan in enumerate(run.plan or ()))


def _places(acts: Acts, digit: int) -> list[tuple[int, int]]:
    """Row and place of what a digit stands for."""
    if len(acts.rows) == 1:
        return [(0, digit)]
    found: list[tuple[int, int]] = []
    for number in range(len(acts.rows) - 1, -1, -1):
        digit, place = divmod(digit, len(acts.rows[number]))
        found.append((number, place))
    return found[::-1]


def told_book(program: Program, *, short: bool = False) -> Book:
    """The functions of a program that say their words, with a journal; short ones for lessons."""
    book = Book(program, journal=True, wording=lambda names: Phrases(program, names, short))
    book.space["_word"] = _word
    book.space["_number"] = partial(_number, program.bands)
    return book


def begin_telling(book: Book, seed: int, cut: str = "") -> Telling:
    """A run of a told book at its first decision, put into words from its first paper on."""
    program, phrases = book.program, book.source.wording
    assert isinstance(phrases, Phrases)
    telling = Telling(book, phrases)
    chosen = program.cuts[cut] if cut else None
    telling.run = Swift(program, book, seed, chosen, say=telling.said.extend, heard=telling.heard)
    telling.run.start()
    return telling


__all__ = ["Page", "Phrases", "Telling", "begin_telling", "told_book"]
