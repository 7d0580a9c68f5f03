"""A list of lines. A page key may come before the lines are laid out anew; it then turns nothing."""

from __future__ import annotations

from contextlib import suppress

from textual.widgets import OptionList


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
