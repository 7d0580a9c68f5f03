"""How each condition came out, over all moments at which a play would read it."""

from __future__ import annotations

from attrs import Factory, define, frozen

from game.script.faults import Place
from game.script.lint.reading import assume, holds
from game.script.lint.state import Names, State
from game.script.lint.values import EITHER, NO, YES, Mask
from game.script.prose import Branch, Prose
from game.script.shapes import Formula
from game.script.syntax import Expr, Logic, Not

MOST_MOMENTS = 80


@frozen
class Asked:
    """A condition of the story: its expression, where it stands, what it is in a sentence."""

    expr: Expr
    place: Place
    what: str
    quiet_always: bool = False


@define(eq=False)
class Verdict:
    """Whether a condition ever held and ever failed, and the moments at which it was read."""

    asked: Asked
    mask: Mask = 0
    moments: list[State] = Factory(list[State])
    parts: dict[int, Verdict] = Factory(dict[int, "Verdict"])
    settled: bool = False

    def note(self, at: State, names: Names) -> None:
        """Read it at a moment."""
        if self.settled:
            return
        self.mask |= holds(names.bound(self.asked.expr), at)
        if self.mask != EITHER:
            if len(self.moments) < MOST_MOMENTS:
                self.moments.append(at)
        else:
            self.moments = []
        self._parts(self.asked.expr, at, names)
        self.settled = self.mask == EITHER and all(p.mask & YES for p in self.parts.values())

    def _parts(self, expr: Expr, at: State, names: Names) -> None:
        """The sides of every `or`, each read where it has something to decide."""
        match expr:
            case Not(x):
                self._parts(x, at, names)
            case Logic(op, a, b):
                inner = assume(names.bound(a), op == "and", at)
                for side, here in ((a, at), (b, inner)):
                    if op == "or":
                        part = self.parts.setdefault(id(side), Verdict(Asked(side, self.asked.place, self.asked.what)))
                        if not part.mask & YES:
                            part.mask |= holds(names.bound(side), here) if here is not None else 0
                            if here is not None:
                                part.moments = [*part.moments[:MOST_MOMENTS], here]
                    if here is not None:
                        self._parts(side, here, names)
            case _:
                pass

    @property
    def enough(self) -> bool:
        """Whether nothing more can be learned of it, where it does not matter that it always holds."""
        return self.settled or (bool(self.mask & YES) and all(p.mask & YES for p in self.parts.values()))

    def never(self) -> list[Verdict]:
        """The sides of its `or`s that were read and never held."""
        return [p for p in self.parts.values() if p.mask == NO]


@define(eq=False)
class Verdicts:
    """All conditions of a story, each with how it came out."""

    names: Names
    found: dict[int, Verdict] = Factory(dict[int, Verdict])
    _plain: set[int] = Factory(set[int])
    _kept: list[Prose] = Factory(list[Prose])

    def ask(self, formula: Formula | None, at: State, what: str, *, quiet: bool = False) -> None:
        """Read a condition at a moment."""
        if formula is not None:
            self._note(formula, formula.expr, at, what, quiet=quiet)

    def _note(self, held: Formula | Branch, expr: Expr, at: State, what: str, *, quiet: bool = False) -> Verdict:
        verdict = self.found.get(id(held))  # not by the tree: that is shared by all who are written alike
        if verdict is None:
            verdict = self.found[id(held)] = Verdict(Asked(expr, held.place, what, quiet))
        verdict.note(at, self.names)
        return verdict

    def done(self, formula: Formula | None, texts: tuple[Prose, ...]) -> bool:
        """Whether nothing more can be learned of one of several conditions of which the first that holds is taken."""
        verdict = self.found.get(id(formula)) if formula else None
        return (formula is None or (verdict is not None and verdict.enough)) and all(
            id(t) in self._plain for t in texts
        )

    def text(self, prose: Prose | None, at: State, what: str) -> None:
        """Read the conditions of a text at a moment."""
        if prose is None or id(prose) in self._plain:
            return
        if self._text(prose, at, what):
            self._plain.add(id(prose))
            self._kept.append(prose)

    def _text(self, prose: Prose, at: State, what: str) -> bool:
        """Whether nothing more can be learned of a text."""
        done = True
        for part in prose.parts:
            if not isinstance(part, Branch):
                continue
            verdict = self._note(part, part.test, at, f"the {{if}} in {what}")
            done = verdict.settled and done
            for want, side in ((True, part.then), (False, part.otherwise)):
                if not any(isinstance(p, Branch) for p in side.parts):
                    continue
                inner = assume(self.names.bound(part.test), want, at)
                done = inner is not None and self._text(side, inner, what) and done
        return done
