"""Each cause in a sentence for a student, under a label; and its formula and place, one step deeper. Pure.

While a run is open a sentence says nothing that the desk was not told: no reason for a change, no formula, no place.
"""

from __future__ import annotations

from attrs import define

from game.debrief.views import DecisionView
from game.debrief.why.account import Account
from game.debrief.why.amounts import Lexicon, plain
from game.debrief.why.causes import Cause
from game.debrief.why.levers import How
from game.debrief.why.views import Kind
from game.engine.memory import Standing
from game.script.tongue import N_, _

ROW = "row."
SURE = {
    "sourced": N_("It rests on sources."),
    "fitted": N_("It was fitted, so that the whole model follows the record."),
    "assumption": N_("It is an assumption."),
    "scenario": N_("It belongs to this province."),
    "design": N_("It belongs to the way this model is made."),
}
HISTORY = N_("This is the course of history here: it is the same whatever is signed.")
CHANCE = N_("Chance decides: it is drawn for this turn from the run's seed, and nothing that is signed changes it.")
NOT_TOLD = N_("This also rests on something that the desk was not told.")
MOST_STEPS = 3


@define
class Speaker:
    """Puts the causes of one run into words."""

    account: Account
    lexicon: Lexicon

    def label(self, cause: Cause) -> str:
        """What a cause is about."""
        name, _bar, part = cause.name.partition(".")
        if cause.scene and not cause.name:
            return self._title(cause)
        if cause.name.startswith(ROW):
            return self._row(part)
        if part:
            of = {
                "neutral": _("an official's own judgement"),
                "line": _("what superiors demanded"),
                "ticket": _("the draw"),
            }
            return f"{self.title(name) if part == 'ticket' else self.lexicon.label(name)}: {of[part]}"
        label = _("How far custom follows a demand") if name == "standing_k" else self.lexicon.label(name)
        return _("{label}, earlier that turn").format(label=label) if _is_earlier(cause) else label

    def value(self, cause: Cause) -> str:
        """Its value in words."""
        if cause.number is None or cause.name.endswith(".ticket"):
            return ""
        if cause.name.startswith(ROW):
            rows = self.account.program.scenario.figures
            row = next(r for r in (*rows.ledger, *rows.landmarks) if r.id == cause.name.removeprefix(ROW))
            return self.lexicon.row(row, float(cause.number))
        return self.lexicon.words(cause.name.partition(".")[0], cause.number)

    def unit(self, cause: Cause) -> str:
        """The unit its number is in."""
        rows = self.account.program.scenario.figures
        name = cause.name.partition(".")[0]
        if cause.name.startswith(ROW):
            return next(r for r in (*rows.ledger, *rows.landmarks) if r.id == cause.name.removeprefix(ROW)).unit
        return self.lexicon.unit(name)

    def source(self, cause: Cause) -> str:
        """Where it stands in the story, and what it rests on."""
        places = "; ".join(dict.fromkeys(s.place for s in cause.steps if s.place))
        return places or ("" if cause.scene else self.lexicon.source(cause.name.partition(".")[0]))

    def sentence(self, cause: Cause) -> str:
        """Why it is so."""
        closed = self.account.closed
        match cause.kind:
            case Kind.RULE:
                return " ".join(self._steps(cause))
            case Kind.WORKED_OUT:
                done = cause.number is not None
                return (
                    _("It is worked out from what is named below.") if done else _("It could not be worked out then.")
                )
            case Kind.ORDER:
                return self._order(cause)
            case Kind.CHANGE:
                return self._change(cause) if closed else _("A paper, or a signature on it, moved it.")
            case Kind.PAPER:
                return _("It came to the desk.") if cause.how == "came" else _("It had not come to the desk by then.")
            case Kind.DECISION:
                return self._decision(cause)
            case Kind.HISTORY:
                return self._history(cause)
            case Kind.CHANCE:
                return _(CHANCE)
            case Kind.START:
                return _("So it stood before the first turn.")
            case Kind.PARAMETER:
                return self._constant(cause)
            case Kind.UNKNOWN:
                return _(NOT_TOLD)

    def _steps(self, cause: Cause) -> list[str]:
        """The rules that moved it, in their order; the three that moved it most."""
        steps = [s for s in cause.steps if s.moved] or list(cause.steps[-1:])
        if not self.account.closed:
            steps = list(cause.steps[-1:])
        most = sorted(steps, key=lambda s: -s.moved)[:MOST_STEPS]
        return list(dict.fromkeys(s.why for s in steps if s in most))

    def _order(self, cause: Cause) -> str:
        lever = next(item for item in self.account.program.scenario.world.levers if item.id == cause.name)
        if cause.how == How.ORDERED and cause.order is not None:
            return self._ordered(cause.order, lever.words.get(cause.order.step, ""))
        if cause.how == How.SUCCESSOR:
            return _("You no longer sat in the chair; somebody else decided this.")
        if cause.how == How.CLOSED:
            return _("Nothing could be ordered about this in this turn; it went by an official's own judgement.")
        share = plain(self.account.program.standing_k * 100)
        return _(
            "Nothing had been signed about this. It went as custom has it: {share} % of the way from an "
            "official's own judgement to what superiors demanded."
        ).format(share=share)

    def _ordered(self, order: Standing, words: str) -> str:
        turn = self.account.program.turns[order.turn].in_sentence
        mine = (order.turn, order.source) in self.account.signatures
        who = _("You ordered it") if mine else _("It was ordered before this lesson")
        return (
            _("{who} in {turn}: {words}.").format(who=who, turn=turn, words=words)
            if words
            else _("{who} in {turn}.").format(who=who, turn=turn)
        )

    def _change(self, cause: Cause) -> str:
        change = cause.change
        assert change is not None
        step = change.new - change.old
        program = self.account.program
        shown = not (program.scope.symbols[cause.name].words or cause.name in program.layout.flags)
        moved = (
            (_(" up by {step}") if step > 0 else _(" down by {step}")).format(step=plain(abs(step)))
            if shown and step
            else ""
        )
        signed = any(behind.startswith(("decision:", "before:")) for behind in cause.inputs)
        said = (
            _("A signature moved it{moved}, because {because}.")
            if signed
            else _("A paper moved it{moved}, because {because}.")
        )
        return said.format(moved=moved, because=change.because.rstrip("."))

    def _decision(self, cause: Cause) -> str:
        view = self._view(cause)
        if view is None:
            return _("It was signed before this lesson.")
        act = view.act.rstrip(".")
        if not cause.decision:
            return _("Signed before this lesson: {act}.").format(act=act)
        return _("Decision {decision}. {value}: {act}.").format(
            decision=cause.decision, value=_("You went to look") if view.looks else _("You signed"), act=act
        )

    def _history(self, cause: Cause) -> str:
        _row, _dot, part = cause.name.partition(".")
        if part == "neutral":
            return _("What an official with no orders would have done. It is the same whatever is signed.")
        if part == "line":
            return _("What superiors demanded in this season. It is the same whatever is signed.")
        program = self.account.program
        if cause.name in {s.id for s in program.scenario.world.seasons}:
            return _("It is the same every {season}.").format(season=_(program.turns[cause.turn].season))
        return _(HISTORY)

    def _constant(self, cause: Cause) -> str:
        declared = self.lexicon.names.get(cause.name)
        varies = any(p.id == cause.name and p.varies for p in self.account.program.scenario.world.parameters)
        drawn = _("A constant of the model, drawn once for this run.") if varies else _("A constant of the model.")
        return f"{drawn} {_(SURE.get(declared.status, '')) if declared else ''}".strip()

    def _view(self, cause: Cause) -> DecisionView | None:
        if cause.decision:
            return self.account.decisions[cause.decision]
        return self.account.earlier.get(cause.scene)

    def _title(self, cause: Cause) -> str:
        view = self._view(cause) if cause.kind is Kind.DECISION else None
        return view.title if view is not None else self.title(cause.scene)

    def title(self, name: str) -> str:
        """The title of a paper as it came, or as it would read now."""
        game = self.account.game
        came = next((paper.title for _, paper in game.teller.archive if paper.id == name), None)
        title = self.account.program.scenes[name].title
        return came if came is not None else game.teller.wording.text(title, game.run.values, game.run.memory)

    def _row(self, name: str) -> str:
        rows = self.account.program.scenario.figures
        return next(r.label for r in (*rows.ledger, *rows.landmarks) if r.id == name)


def _is_earlier(cause: Cause) -> bool:
    """Whether a figure was set again later in the same turn."""
    return cause.kind is Kind.RULE and cause.id.count(".") == 1 and cause.id.rsplit(".", 1)[1].isdigit()
