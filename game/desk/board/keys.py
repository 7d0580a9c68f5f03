"""Every key of the board and of a vote, declared once: bindings, footer, palette and help come from this list."""

from __future__ import annotations

from game.desk.commands import READ_BACK, READ_ON, Command
from game.script.tongue import N_

SLIDES = Command(
    "slides",
    "s",
    N_("Slides"),
    N_("Open the slides of the debrief in this machine's browser; there are files to keep and to print, too."),
    N_("slides"),
)
TOO_SOON: tuple[Command, ...] = (  # what the key of the slides does where there are none yet
    Command("no_slides", "s", N_("Slides"), N_("Says when there are slides.")),
)
BOARD: tuple[Command, ...] = (
    Command(
        "turn",
        "space",
        N_("Begin, pause, go on"),
        N_("Open the signing; pause it; go on after a pause, a question, a split or the debrief."),
        N_("go on"),
        "space",
    ),
    Command("pause", "p", N_("Pause"), N_("Nobody signs until you go on, also while some wait at a stop.")),
    Command(
        "stop",
        "n",
        N_("Next stop"),
        N_("Choose the paper at which everybody waits, so that the class goes on together."),
        N_("stop"),
    ),
    Command(
        "reveal",
        "r",
        N_("Guess and reveal"),
        N_("Ask the class to guess how it has split at a decision; pressed again, show the split."),
        N_("reveal"),
    ),
    Command(
        "extend",
        "e",
        N_("Extend"),
        N_("More minutes, fewer, or no stop any more for whoever is late."),
        N_("extend"),
    ),
    Command(
        "debrief",
        "d",
        N_("Debrief"),
        N_("What was signed stands from here on; everybody may read their debrief and go back in a run of their own."),
        N_("debrief"),
    ),
    SLIDES,
    Command("lock", "l", N_("Lock"), N_("Let nobody new in, or let them in again. Whoever has a seat goes on.")),
    Command(
        "join",
        "a",
        N_("Address"),
        N_("The address and the class code large, with a QR code, to be shown on the wall."),
        N_("address"),
    ),
    Command(
        "pages",
        "w",
        N_("Wall"),
        N_("Open the board's page and the wall for the projector in this machine's browser."),
        N_("wall"),
    ),
    Command("tries", "f", N_("If no page opens"), N_("What to try where students' devices cannot open the address.")),
    Command("hush", "escape", N_("Put a line away"), N_("Put away what the board says over its keys."), "", "esc"),
    Command(
        "remove",
        "x,delete",
        N_("Take out a seat"),
        N_("Take the marked seat out of the class with what it signed, or put it back."),
    ),
    Command("order", "o", N_("Order"), N_("List the seats as they came, those behind first, or those away first.")),
    Command(
        "clear", "k", N_("Clear"), N_("Take out every seat with what it signed; the class code stays. Asks first.")
    ),
    Command("end", "q", N_("End"), N_("End the class, keep or delete its results. Asks first."), N_("end")),
)
VOTE: tuple[Command, ...] = (
    READ_ON,
    READ_BACK,
    Command(
        "count",
        "v",
        N_("Count hands"),
        N_("Enter how many hands were raised for each answer; then sign what has most, or what a discussion decided."),
        N_("vote"),
    ),
    Command(
        "predict",
        "p",
        N_("Guess"),
        N_("Enter how many expect each answer to win, before hands are raised for it."),
        N_("guess"),
    ),
    Command(
        "votes",
        "r",
        N_("Votes so far"),
        N_("Every vote: what was guessed, how hands were raised, what was signed."),
        N_("votes"),
    ),
    Command("code", "c", N_("Run code"), N_("The class's run as a code; it opens the debrief."), N_("code")),
    SLIDES,
    Command(
        "pages",
        "w",
        N_("Page"),
        N_("Open the page of this vote in this machine's browser, for the projector."),
        N_("page"),
    ),
    Command("end", "q", N_("End"), N_("End the class, keep or delete its results. Asks first."), N_("end")),
)
EVERYWHERE: tuple[Command, ...] = (
    Command("help", "question_mark,h", N_("Help"), N_("What is on the board, and every key."), N_("help"), "?"),
    Command("next_theme", "t", N_("Theme"), N_("Lamp, paper, or high contrast.")),
)
LISTED: tuple[Command, ...] = (
    Command("up", "up", N_("Up"), N_("The seat above.")),
    Command("down", "down", N_("Down"), N_("The seat below.")),
    Command("page_up", "pageup", N_("Page up"), N_("A page of seats up.")),
    Command("page_down", "pagedown", N_("Page down"), N_("A page of seats down.")),
    Command("first", "home", N_("First"), N_("The first seat.")),
    Command("last", "end", N_("Last"), N_("The last seat.")),
)
