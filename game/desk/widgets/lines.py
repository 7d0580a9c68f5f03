"""A list of lines. A page key may come before the lines are laid out anew; it then turns nothing."""

from __future__ import annotations

from collections.abc import Iterable
from contextlib import suppress

from textual.content import Content
from textual.visual import VisualType
from textual.widgets import OptionList
from textual.widgets.option_list import Option

HERE, THERE = "▸ ", "  "


class Lines(OptionList):
    """The toolkit's list, for keys that come faster than it is drawn."""

    def action_page_down(self) -> None:
        """A page down."""
        with suppress(LookupError):  # the toolkit looks a line up that it has not laid out yet
            super().action_page_down()

    def action_page_up(self) -> None:
        """A page up."""
        with suppress(LookupError):
            super().action_page_up()


class Pointed(Lines):
    """A list whose line in hand has a sign before it, for whoever sees no colour."""

    def add_options(self, new_options: Iterable[Option | VisualType | None]) -> Pointed:
        """Lines, with room for the sign."""
        super().add_options([_with(THERE, option) for option in new_options])
        return self

    def replace_option_prompt_at_index(self, index: int, prompt: VisualType) -> Pointed:
        """Other words in a line."""
        sign = HERE if index == self.highlighted else THERE
        super().replace_option_prompt_at_index(index, _said(sign, prompt))
        return self

    def watch_highlighted(self, highlighted: int | None) -> None:
        """The sign moves with what is marked."""
        super().watch_highlighted(highlighted)
        for index, option in enumerate(self.options):
            here = index == highlighted
            if isinstance(option.prompt, Content) and option.prompt.plain.startswith(HERE) != here:
                bare = option.prompt[len(HERE) :]
                super().replace_option_prompt_at_index(index, _said(HERE if here else THERE, bare))


def _with(sign: str, option: Option | VisualType | None) -> Option | VisualType | None:
    """A line with its sign."""
    if not isinstance(option, Option):
        return option
    return Option(_said(sign, option.prompt), id=option.id, disabled=option.disabled)


def _said(sign: str, prompt: VisualType) -> VisualType:
    return Content(sign).append(prompt) if isinstance(prompt, Content) else prompt
