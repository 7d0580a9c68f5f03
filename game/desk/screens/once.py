"""A screen that closes once: keys come faster than screens go, and what a closed screen hears late closes no other."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from contextlib import suppress
from typing import TypeVar

from textual import work
from textual.app import ScreenStackError
from textual.await_complete import AwaitComplete
from textual.command import CommandPalette
from textual.css.query import NoMatches
from textual.screen import ModalScreen, Screen

R = TypeVar("R")
# The toolkit looks for commands in a task of its own, and that task knows no list that was closed meanwhile.
_gathered: Callable[[CommandPalette, str], Awaitable[None]] = CommandPalette._gather_commands.__wrapped__  # pyright: ignore[reportPrivateUsage, reportFunctionMemberAccess, reportUnknownMemberType, reportUnknownVariableType, reportAttributeAccessIssue] - as above


def on_top(screen: Screen[R]) -> bool:
    """Whether a screen is the one that the keys are meant for."""
    try:
        return screen.app.screen is screen  # pyright: ignore[reportUnknownMemberType] - the toolkit's own type
    except ScreenStackError:
        return False


class Once(ModalScreen[R]):
    """A screen over another. Dismissed a second time, or from under another, it does nothing."""

    def dismiss(self, result: R | None = None) -> AwaitComplete:
        """Close this screen, and no other."""
        return super().dismiss(result) if on_top(self) else AwaitComplete.nothing()


class Palette(CommandPalette):
    """The list of commands, closed once. A page key may come before its lines are laid out."""

    def _action_command_list(self, action: str) -> None:
        with suppress(LookupError):  # as in `Lines`
            super()._action_command_list(action)

    @work(exclusive=True, group="--textual-command-palette-gather-commands")
    async def _gather_commands(self, search_value: str) -> None:
        """Look for commands, until the list has gone."""
        with suppress(NoMatches):
            await _gathered(self, search_value)

    def dismiss(self, result: None = None) -> AwaitComplete:
        """Close this screen, and no other."""
        return super().dismiss(result) if on_top(self) else AwaitComplete.nothing()
