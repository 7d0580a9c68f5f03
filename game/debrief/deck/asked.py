"""The question of every kind of slide, and its minutes: 2 to leave the chair, 6 what, 8 so what, 6 now what.

The talk comes first; what is of `Stage.MORE` follows a slide that says so. A question asks about figures, papers and
what could be known, never who of the class did what.
"""

from __future__ import annotations

from game.debrief.deck.slide import Stage
from game.script.tongue import N_

ASKS: dict[str, tuple[str, int, Stage]] = {
    "down": (N_("Which one word stays with you? Nobody has to say why."), 2, Stage.COOL_DOWN),
    "brief": ("", 0, Stage.WHAT),
    "reported": (N_("Which of these lines could anybody see at the time, and who?"), 2, Stage.WHAT),
    "archive": (
        N_(
            "You are a historian, and the returns are all that is left. What would you write, and what would make you "
            "doubt?"
        ),
        2,
        Stage.MORE,
    ),
    "parted": (N_("What did each side know when it signed?"), 2, Stage.WHAT),
    "votes": (
        N_("Where were hands most even, and what would have had to be known for another answer to win?"),
        2,
        Stage.WHAT,
    ),
    "ratchet": (
        N_("How did a figure on paper become an order? Where could somebody have stopped it?"),
        2,
        Stage.WHAT,
    ),
    "knew": (N_("Which of these could have been seen, by whom, and at what price?"), 2, Stage.SO_WHAT),
    "otherwise": (
        N_("Why did one paper move so much, or so little? What else would have had to be signed?"),
        2,
        Stage.SO_WHAT,
    ),
    "people": (N_("Who paid for a figure that somebody else signed?"), 2, Stage.SO_WHAT),
    "record": (N_("What did they have, or risk, that the desk did not? Look at the dates."), 2, Stage.SO_WHAT),
    "dispute": (N_("What would each side have to find to be right?"), 2, Stage.NOW_WHAT),
    "questions": (N_("Take one of these to your neighbour. Then one answer aloud."), 3, Stage.NOW_WHAT),
    "close": (N_("Choose one name from today, and keep it for a moment in silence."), 1, Stage.NOW_WHAT),
    "more": ("", 0, Stage.MORE),
    "figures": (N_("Where do the lines part, and what was signed just before?"), 2, Stage.MORE),
    "signed": (N_("What spoke for this answer, and what against it?"), 2, Stage.MORE),
    "papers": (N_("One reason for each of these answers, please; not whose it was."), 2, Stage.MORE),
    "voted": (N_("Which of these did most of you expect, and which surprised you?"), 2, Stage.MORE),
    "outcomes": (
        N_("All began at the same desk. What made their ends so different?"),
        2,
        Stage.MORE,
    ),
    "folk": (N_("Which paper reached this person first?"), 2, Stage.MORE),
    "why": (N_("At which of these papers could it still have been turned?"), 3, Stage.MORE),
    "beyond": (N_("What could no signature on this desk change? Who could have changed it?"), 2, Stage.MORE),
    "files": (
        N_("Two files, one office. What does a reader of each believe, and what stands in neither?"),
        4,
        Stage.MORE,
    ),
    "file": (N_("What does a reader of this file believe, and what does not stand in it?"), 3, Stage.MORE),
    "whose": (N_("Who ordered, reported, knew, gained, and paid? Is it ever one person?"), 3, Stage.MORE),
    "silences": (N_("Where did most voices stop, and what would have been known without that?"), 3, Stage.MORE),
    "toll": (N_("Why do the numbers differ? Which would you want to check, and in what?"), 2, Stage.MORE),
    "limits": (N_("What can this model not see? Which document would show it?"), 2, Stage.MORE),
    "disputes": (N_("What would each side have to find to be right?"), 3, Stage.MORE),
    "written": (N_("Why this reader, and what may it cost?"), 2, Stage.MORE),
    "sources": ("", 0, Stage.MORE),
}
