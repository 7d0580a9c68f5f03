"""The words of short declared lists that a reader sees: marked here for those who collect texts, said where shown."""

from __future__ import annotations

from game.script.tongue import N_

FIGURES = (N_("claimed"), N_("seen"), N_("unknown"))
PAPERS = (
    *(N_("telegram"), N_("return"), N_("letter"), N_("minutes"), N_("newspaper"), N_("poster"), N_("circular")),
    *(N_("note"), N_("call"), N_("ledger"), N_("book")),
)
PEOPLE = (N_("composite"), N_("real"))
BASES = (N_("documented"), N_("invented"), N_("counterfactual"))
BASIS = {  # a scene's basis as a sentence
    "documented": N_("Documented: it follows the record."),
    "composite": N_("Composite: put together from documented cases."),
    "invented": N_("Invented for this story."),
    "counterfactual": N_("Counterfactual: it did not happen so."),
}
ACTS = (
    *(N_("told"), N_("refused"), N_("hid"), N_("fed"), N_("over-reported"), N_("enforced"), N_("concealed")),
)  # fmt: skip
CHECKED = (N_("seen"), N_("partly seen"), N_("from memory"), N_("worked out"))
LEANS = (N_("too kind"), N_("too harsh"), N_("too simple"))
STATUS = (N_("sourced"), N_("fitted"), N_("assumption"), N_("scenario"), N_("design"), N_("model"), N_("story"))
RESTING = (N_("papers"), N_("figures of the model"), N_("after the run"), N_("the record"))
CAUSES = (
    *(N_("rule"), N_("order"), N_("change"), N_("paper"), N_("unknown to you"), N_("decision"), N_("history")),
    *(N_("chance"), N_("start"), N_("parameter")),
)
STAGES = (
    *(N_("comes"), N_("not pinned to this turn"), N_("belongs to another part of the turn")),
    N_("comes to another desk"),
    *(N_("left out of this cut"), N_("has come before"), N_("came too short a time ago")),
    *(N_("its condition does not hold"), N_("another paper was drawn")),
)
SEASONS = (N_("spring"), N_("summer"), N_("autumn"), N_("winter"))
