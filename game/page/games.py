"""Games by their run codes. A code is the whole run: what is kept here makes pages quicker and is never needed.

A game that is lent is out of the keeping, so that nobody else can move it meanwhile; who asks for the same run at that
moment gets one replayed. What is foreign is measured before anything is worked out of it.
"""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Generator
from contextlib import contextmanager

from attrs import define, field

from game.engine.faults import RefusedDecision
from game.engine.program import Program
from game.page.shelf import Shelf
from game.script.tongue import _, language
from game.session.game import Game
from game.session.letters import ALPHABET, CodeError, bare

MOST_KEPT = 128
MOST_LETTERS = 160  # of a code; a full run of the longest story has 56, a file that was carried in 10 more


@define
class Games:
    """At most so many games, the latest used."""

    shelf: Shelf
    most: int = MOST_KEPT
    _kept: OrderedDict[tuple[str, str], Game] = field(factory=OrderedDict[tuple[str, str], Game], init=False)

    @contextmanager
    def lent(self, code: str) -> Generator[Game]:
        """The game of a code, for as long as it is worked with; afterwards it is kept under the code it then has.

        Raises CodeError. After any other fault than a refusal it is let go.
        """
        game = self.open(code)
        try:
            yield game
        except RefusedDecision:
            self.keep(game)
            raise
        self.keep(game)

    def open(self, code: str) -> Game:
        """The game of a code, taken from the keeping or replayed. Raises CodeError."""
        known = self._kept.pop((language(), measured(code)), None)
        return known or Game.of_code(self.program_of(code), code, passing=True)

    def fresh(self, code: str) -> Game:
        """The game of a code, replayed for whoever asks. Raises CodeError."""
        measured(code)
        return Game.of_code(self.program_of(code), code)

    def keep(self, game: Game) -> None:
        """Keep a game; the one that was used longest ago goes."""
        if game.run.laid_down:
            return
        self._kept[language(), bare(game.code())] = game
        while len(self._kept) > self.most:
            self._kept.popitem(last=False)

    def forget(self) -> None:
        """Keep none of them any more; nobody misses them."""
        self._kept.clear()

    def program_of(self, code: str) -> Program:
        """The story of a code, ready to run. Raises CodeError."""
        return self.shelf.program(self.shelf.name_of(code))


def measured(code: str) -> str:
    """The letters of what may be a code. Raises CodeError for what cannot be one."""
    if len(code) > 2 * MOST_LETTERS:
        raise CodeError(_("this is far too long to be a code"))
    letters = bare(code)
    if len(letters) > MOST_LETTERS:
        raise CodeError(_("this is far too long to be a code"))
    wrong = next((c for c in letters if c not in ALPHABET), "")
    if wrong:
        shown = wrong if wrong.isprintable() else "?"
        raise CodeError(
            _("`{shown}` does not occur in codes; they use digits and letters without U").format(shown=shown)
        )
    return letters
