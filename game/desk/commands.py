"""Every command of the desk, declared once: bindings, footer, palette and help page come from this list."""

from __future__ import annotations

from attrs import frozen
from textual.binding import Binding, BindingType


@frozen
class Command:
    """One thing a player can ask for. `action` is a method of its screen; `foot` is its word in the footer."""

    action: str
    keys: str
    name: str
    sentence: str
    foot: str = ""
    shown_as: str = ""

    @property
    def label(self) -> str:
        """Its key as a reader would say it."""
        return self.shown_as or self.keys.split(",")[0]

    def binding(self) -> Binding:
        """The toolkit's own form."""
        said = self.foot or self.name
        return Binding(self.keys, self.action, said, show=bool(self.foot), key_display=self.shown_as or None)


PLAY: tuple[Command, ...] = (
    Command("on", "space", "Go on", "Scroll down, and at the foot of a paper take up the next one.", "go on", "space"),
    Command("sign", "enter", "Sign", "Sign what is marked, with the seal.", "sign", "enter"),
    Command("back", "b,backspace", "Back", "Take up the paper before.", "back", "b"),
    Command("record", "r", "Record", "What was on paper about this by that date, and the sources.", "record"),
    Command("ledger", "l", "Ledger", "All figures, each claimed, seen or unknown, with their history.", "ledger"),
    Command("people", "p", "People", "Whom you know, and what you know of them now.", "people"),
    Command("orders", "o", "Orders", "The standing orders you have signed."),
    Command("words", "w", "Words", "Words of the time, people and places: first those new on this paper.", "words"),
    Command("map", "m", "Map", "Where the places lie, drawn and in words."),
    Command("sources", "f", "Sources", "Every source of this story, how it was checked, and what rests on it."),
    Command("file", "i", "On file", "What earlier desks left: the file carried in, or the past taken without one."),
    Command("rewind", "u", "Rewind", "Go back to before a decision; the run you leave is kept."),
    Command("code", "c", "Run code", "This run as a code that can be written down, and where it is saved."),
    Command("summary", "s", "Summary", "Read a summary in place of a noted paper, or the paper again."),
    Command("debrief", "d", "Debrief", "Put the pen down and open the debrief, as far as it can go."),
    Command("lay_aside", "a", "Lay aside", "Back to the first screen; every signed decision is saved already."),
    Command("save_elsewhere", "e", "Save elsewhere", "Keep this run in another folder."),
)
EVERYWHERE: tuple[Command, ...] = (
    Command("help", "question_mark,h", "Help", "How to read, how to sign, and every key.", "help", "?"),
    Command("next_theme", "t", "Theme", "Lamp, paper, or high contrast."),
    Command("toggle_summaries", "y", "Summaries", "Always read summaries in place of noted papers, or no longer."),
    Command("saves", "v", "Saves", "The list of saved runs."),
    Command("leave", "q", "Quit", "Close the desk; every signed decision is saved already.", "quit"),
)
READING: tuple[Command, ...] = (
    Command("close", "escape,q,enter", "Close", "Back to the desk.", "close", "esc"),
    Command("page_on", "space", "Go on", "Scroll down.", "scroll", "space"),
)
_TURN: tuple[Command, ...] = (
    Command("on", "space,n", "Go on", "Scroll down, and at the foot take up the next section.", "go on", "space"),
    Command("back", "b,backspace", "Back", "The section before.", "back", "b"),
)
TURNING: tuple[Command, ...] = (
    *_TURN,
    Command("close", "escape", "Close", "Back to where you were.", "close", "esc"),
)
DEBRIEF: tuple[Command, ...] = (
    *_TURN,
    Command("mattered", "m", "What mattered", "Find the decisions that mattered most.", "mattered"),
    Command("what_if", "x", "What if", "Change one decision and see what it comes to.", "what if"),
    Command("page", "p", "Write the page", "Write the page that is asked for; it is kept with the run.", "write"),
    Command("keep_file", "k", "Keep the file", "Write the file that goes on from here, for a later desk.", "keep"),
    Command("next_desk", "f", "Next desk", "On to the next desk of the campaign, with the file.", "next desk"),
    Command("close", "escape", "Close", "Back to the desk.", "close", "esc"),
    Command("model", "i", "The model", "How the model works, in words and in all its rules."),
)
OTHERWISE: tuple[Command, ...] = (  # what a key of PLAY does where its own command has nothing to do
    Command("on", "enter", "Go on", "Where nothing waits to be signed, Enter goes on."),
    Command("second_act", "d", "Debrief", "The debrief of a run that is over.", "debrief"),
)
NOTHING_ON: tuple[Command, ...] = (  # and of DEBRIEF, where nothing goes on from here
    Command("no_file", "k", "Keep the file", "Says that this run leaves no file."),
    Command("no_next_desk", "f", "Next desk", "Says that this run is no desk of a campaign."),
)


def bindings(*groups: tuple[Command, ...]) -> list[BindingType]:
    """The bindings of some groups."""
    return [command.binding() for group in groups for command in group]
