"""The words of a run over one list: each text a function, made when it is first read; the reference is `prose.render`.

An author's words never become source. They stand in a tuple beside it, and the source says which of them comes when.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial
from typing import Any, TypeAlias

from attrs import Factory, define, field, frozen

from game.engine.swift.run import Swift
from game.engine.swift.scenes import Acts, Book, Open, State
from game.script.codegen import Naming, to_python
from game.script.evaluator import FAR, ValueFault
from game.script.faults import Place
from game.script.prose import Bands, Branch, Figure, Prose, bind_prose, format_number
from game.script.scenes import Choice, Scene, Step

Say: TypeAlias = Callable[[State], str]
Fixed: TypeAlias = tuple[str, ...]
Said: TypeAlias = Callable[[State], tuple[str, ...]]
Options: TypeAlias = tuple[tuple[int, str], ...]
Page: TypeAlias = tuple[list[str], Options]  # what was said since the last signature; what is open, by digit


MOST_KEPT = 64  # answers of one scene that are kept ready


@frozen(eq=False)
class Words:
    """The texts of one scene: what is said when it comes, and for each row and place its label and what follows it.

    What never changes stands as it is. `options` keeps what was offered, where no label depends on a figure.
    """

    came: Said | Fixed
    signed: tuple[tuple[Said | Fixed, ...], ...]
    labels: tuple[tuple[Say, ...], ...]
    after: Said | Fixed
    options: list[tuple[Open, Options]] | None


@define
class Phrases:
    """All texts of a book, short where a lesson has shorter ones. A book is put into words one way only."""

    book: Book
    short: bool

    def __attrs_post_init__(self) -> None:
        self.book.space["_word"] = _word
        self.book.space["_number"] = partial(_number, self.book.program.bands)

    def of(self, acts: Acts) -> Words:
        """The texts of a scene, made once."""
        if acts.words is None:
            acts.words = self._build(acts.scene)
        return acts.words

    def _build(self, scene: Scene) -> Words:
        rows: Sequence[Sequence[Choice | Step]] = (
            (scene.choices,) if scene.choices else [field.steps for field in scene.fields]
        )
        text = scene.brief if self.short and scene.brief is not None else scene.text
        alone = (self._after(scene),) if len(rows) == 1 else ()
        return Words(
            came=self.said(scene.title, text),
            signed=tuple(tuple(self.said(part.say, self._after(part), *alone) for part in row) for row in rows),
            labels=tuple(tuple(self.say(part.say) for part in row) for row in rows),
            after=self.said(*(() if alone else (self._after(scene),))),
            options=[] if len(rows) == 1 and all(_fixed(part.say) for part in rows[0]) else None,
        )

    def _after(self, part: Scene | Choice | Step) -> Prose | None:
        return part.brief_after if self.short and part.brief_after else part.after

    def say(self, prose: Prose) -> Say:
        """One text as a function of the list."""
        writing = self._writing()
        return self.book.made("S", [f"return {writing.text(self._bound(prose))}"], writing.given)

    def said(self, *proses: Prose | None) -> Said | Fixed:
        """Several texts, one after the other; those that are there."""
        there = [prose for prose in proses if prose is not None]
        if all(_fixed(prose) for prose in there):
            return tuple(prose.plain() for prose in there)
        writing = self._writing()
        texts = ", ".join(writing.text(self._bound(prose)) for prose in there)
        return self.book.made("S", [f"return ({texts},)"], writing.given)

    def _bound(self, prose: Prose) -> Prose:
        return bind_prose(prose, self.book.program.scope)

    def _writing(self) -> _Writing:
        return _Writing(self.book.source.names)


def _fixed(prose: Prose) -> bool:
    """Whether a text is the same whenever it is read."""
    return all(isinstance(part, str) for part in prose.parts)


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
    """Puts a run into words as it happens, and keeps what was said, page by page."""

    phrases: Phrases
    run: Swift = field(init=False)
    pages: list[Page] = Factory(list[Page])
    _new: list[str] = Factory(list[str])

    def heard(self, acts: Acts, digit: int) -> None:
        """A scene has come (digit -1), or was signed."""
        words, state = acts.words or self.phrases.of(acts), self.run.state
        if digit < 0:
            said = (words.came,)
        elif len(words.signed) == 1:
            said = (words.signed[0][digit],)
        else:
            said = (*(words.signed[row][place] for row, place in _places(acts, digit)), words.after)
        for text in said:
            self._new += text if isinstance(text, tuple) else text(state)

    def page(self) -> Page:
        """What can be read now, and what is open. Asked once after each signature."""
        run, new = self.run, self._new
        self._new = []
        page = (new, self._options(run.acts, run.open) if run.acts is not None else _plans(run))
        self.pages.append(page)
        return page

    def back(self) -> None:
        """Take the last signature back, and the page that came after it."""
        self.run.back()
        self._new = []
        del self.pages[-1:]

    def _options(self, acts: Acts, opened: Open) -> Options:
        words: Words = acts.words or self.phrases.of(acts)
        if words.options is not None:
            for offered, found in words.options:
                if offered is opened:
                    return found
        state = self.run.state
        rows = zip(words.labels, opened, strict=True)
        found = tuple((n, row[n](state)) for row, free in rows for n in free)
        if words.options is not None and len(words.options) < MOST_KEPT:
            words.options.append((opened, found))
        return found


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


def begin_telling(book: Book, seed: int, cut: str = "", phrases: Phrases | None = None) -> Telling:
    """A run at its first decision, put into words from its first paper on; `phrases` keeps them from run to run."""
    telling = Telling(phrases or Phrases(book, bool(cut)))
    program = book.program
    telling.run = Swift(program, book, seed, program.cuts[cut] if cut else None, heard=telling.heard)
    telling.run.start()
    return telling


__all__ = ["Page", "Phrases", "Telling", "Words", "begin_telling"]
