"""Every command of the desk, declared once: bindings, footer, palette and help page come from this list."""

from __future__ import annotations

from attrs import frozen
from textual.binding import Binding, BindingType

from game.script.tongue import N_


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


READ_ON = Command(
    "on",
    "space",
    N_("Go on"),
    N_("Scroll down, and at the foot of a paper take up the next one."),
    N_("go on"),
    "space",
)
READ_BACK = Command("back", "b,backspace", N_("Back"), N_("Take up the paper before."), N_("back"), "b")
PLAY: tuple[Command, ...] = (
    READ_ON,
    Command("sign", "enter", N_("Sign"), N_("Sign what is marked, with the seal."), N_("sign"), "enter"),
    READ_BACK,
    Command(
        "record", "r", N_("Record"), N_("What was on paper about this by that date, and the sources."), N_("record")
    ),
    Command(
        "ledger", "l", N_("Ledger"), N_("All figures, each claimed, seen or unknown, with their history."), N_("ledger")
    ),
    Command("people", "p", N_("People"), N_("Whom you know, and what you know of them now."), N_("people")),
    Command("orders", "o", N_("Orders"), N_("The standing orders you have signed.")),
    Command(
        "words",
        "w",
        N_("Words"),
        N_("Words of the time, people and places: first those new on this paper."),
        N_("words"),
    ),
    Command("map", "m", N_("Map"), N_("Where the places lie, drawn and in words.")),
    Command("sources", "f", N_("Sources"), N_("Every source of this story, how it was checked, and what rests on it.")),
    Command(
        "file", "i", N_("On file"), N_("What earlier desks left: the file carried in, or the past taken without one.")
    ),
    Command("rewind", "u", N_("Rewind"), N_("Go back to before a decision; the run you leave is kept.")),
    Command("code", "c", N_("Run code"), N_("This run as a code that can be written down, and where it is saved.")),
    Command("summary", "s", N_("Summary"), N_("Read a summary in place of a noted paper, or the paper again.")),
    Command("debrief", "d", N_("Debrief"), N_("Put the pen down and open the debrief, as far as it can go.")),
    Command("lay_aside", "a", N_("Lay aside"), N_("Back to the first screen; every signed decision is saved already.")),
    Command("save_elsewhere", "e", N_("Save elsewhere"), N_("Keep this run in another folder.")),
)
EVERYWHERE: tuple[Command, ...] = (
    Command("help", "question_mark,h", N_("Help"), N_("How to read, how to sign, and every key."), N_("help"), "?"),
    Command("next_theme", "t", N_("Theme"), N_("Lamp, paper, or high contrast.")),
    Command(
        "toggle_summaries", "y", N_("Summaries"), N_("Always read summaries in place of noted papers, or no longer.")
    ),
    Command("next_language", "g", N_("Language"), N_("Speak the next language that is here.")),
    Command("saves", "v", N_("Saves"), N_("The list of saved runs.")),
    Command("leave", "q", N_("Quit"), N_("Close the desk; every signed decision is saved already."), N_("quit")),
)
READING: tuple[Command, ...] = (
    Command("close", "escape,q,enter", N_("Close"), N_("Back to the desk."), N_("close"), "esc"),
    Command("page_on", "space", N_("Go on"), N_("Scroll down."), N_("scroll"), "space"),
)
_TURN: tuple[Command, ...] = (
    Command(
        "on", "space,n", N_("Go on"), N_("Scroll down, and at the foot take up the next section."), N_("go on"), "space"
    ),
    Command("back", "b,backspace", N_("Back"), N_("The section before."), N_("back"), "b"),
)
TURNING: tuple[Command, ...] = (
    *_TURN,
    Command("close", "escape", N_("Close"), N_("Back to where you were."), N_("close"), "esc"),
)
DEBRIEF: tuple[Command, ...] = (
    *_TURN,
    Command("mattered", "m", N_("What mattered"), N_("Find the decisions that mattered most."), N_("mattered")),
    Command("what_if", "x", N_("What if"), N_("Change one decision and see what it comes to."), N_("what if")),
    Command(
        "page", "p", N_("Write the page"), N_("Write the page that is asked for; it is kept with the run."), N_("write")
    ),
    Command(
        "keep_file",
        "k",
        N_("Keep the file"),
        N_("Write the file that goes on from here, for a later desk."),
        N_("keep"),
    ),
    Command(
        "next_desk", "f", N_("Next desk"), N_("On to the next desk of the campaign, with the file."), N_("next desk")
    ),
    Command("close", "escape", N_("Close"), N_("Back to the desk."), N_("close"), "esc"),
    Command("model", "i", N_("The model"), N_("How the model works, in words and in all its rules.")),
)
OTHERWISE: tuple[Command, ...] = (  # what a key of PLAY does where its own command has nothing to do
    Command("on", "enter", N_("Go on"), N_("Where nothing waits to be signed, Enter goes on.")),
    Command("second_act", "d", N_("Debrief"), N_("The debrief of a run that is over."), N_("debrief")),
)
NOTHING_ON: tuple[Command, ...] = (  # and of DEBRIEF, where nothing goes on from here
    Command("no_file", "k", N_("Keep the file"), N_("Says that this run leaves no file.")),
    Command("no_next_desk", "f", N_("Next desk"), N_("Says that this run is no desk of a campaign.")),
)


def bindings(*groups: tuple[Command, ...]) -> list[BindingType]:
    """The bindings of some groups."""
    return [command.binding() for group in groups for command in group]
