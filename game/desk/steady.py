"""What every application of the desk stands on: its looks, and that no fault shows a trace, no late key does harm."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from functools import partial
from typing import TYPE_CHECKING

from textual.app import App, SystemCommand
from textual.css.query import NoMatches

from game.desk.commands import Command
from game.desk.themes import DEFAULT, NAMES, THEMES
from game.script.tongue import _, foreign

if TYPE_CHECKING:
    from textual.actions import ActionParseResult
    from textual.dom import DOMNode
    from textual.screen import Screen

WIDE = 110  # columns from which there is room for a side beside the paper


class SteadyApp(App[int]):
    """An application with the desk's themes, that says what it was closed by."""

    TITLE = "Ten Thousand Jin"
    CSS_PATH = "desk.tcss"
    HORIZONTAL_BREAKPOINTS = [(0, "-narrow"), (WIDE, "-wide")]  # noqa: RUF012 - the toolkit's own form
    VERTICAL_BREAKPOINTS = [(0, "-low"), (30, "-high")]  # noqa: RUF012

    def __init__(self, theme: str) -> None:
        super().__init__()
        if foreign():
            from game.desk.wide import lay_out_wide

            lay_out_wide()
        self.animation_level = "none"
        for one, _says in THEMES:
            self.register_theme(one)
        self.theme = theme if theme in NAMES else DEFAULT

    @property
    def failure(self) -> Exception | None:
        """The fault that closed the desk, for the outermost door to tell in a line."""
        return self._exception

    def _handle_exception(self, error: Exception) -> None:
        """A fault closes the desk. What a screen misses that was still being laid out when the desk closed is none."""
        if not (self._exit and isinstance(error, NoMatches)):
            super()._handle_exception(error)

    def _print_error_renderables(self) -> None:
        """Nothing: no trace is shown to a player."""

    def listed(
        self, screen: Screen[object], here: Iterable[Command], everywhere: Iterable[Command]
    ) -> Iterator[SystemCommand]:
        """The lines of the palette: the commands of a screen, then those of the application itself."""
        for command in here:
            yield SystemCommand(_(command.name), _(command.sentence), partial(self._on_top, screen, command.action))
        for command in everywhere:
            yield SystemCommand(_(command.name), _(command.sentence), getattr(self, f"action_{command.action}"))

    async def _on_top(self, screen: Screen[object], action: str) -> None:
        """A command of a screen, unless that screen has gone since."""
        if self.screen is screen:
            await screen.run_action(action)

    def lies_open(self, page: str) -> bool:
        """Whether a page of every screen lies open already: pages over pages without end are more than can be drawn."""
        return any(screen.id == page for screen in self.screen_stack)

    async def run_action(
        self,
        action: str | ActionParseResult,
        default_namespace: DOMNode | None = None,
        namespaces: Mapping[str, DOMNode] | None = None,
    ) -> bool:
        """Do what a key stands for; nothing where its screen is still being laid out."""
        if self.screen_stack and default_namespace is self.screen and not self.screen.is_mounted:
            return True
        return await super().run_action(action, default_namespace, namespaces)

    def action_command_palette(self) -> None:
        """The list of commands."""
        from game.desk.screens.once import Palette

        if not self.lies_open("--command-palette"):
            self.push_screen(Palette(id="--command-palette"))
