"""The foot of a screen: its keys, each with its word in the language that is spoken."""

from __future__ import annotations

from textual.app import ComposeResult
from textual.widgets import Footer
from textual.widgets._footer import FooterKey  # the toolkit gives it no public name

from game.script.tongue import _


class Foot(Footer):
    """The toolkit's footer. Its keys are declared once in English, for all runs of the program; said when shown."""

    def compose(self) -> ComposeResult:
        """Its keys."""
        for part in super().compose():
            if isinstance(part, FooterKey):
                part.description = _(part.description)
            yield part
