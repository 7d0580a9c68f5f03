"""Why a paper came in a turn, or did not: how far it got, what it asks for, and what would have brought it. Pure.

While a run is open only papers that have come are spoken of: what has not come is not named.
"""

from __future__ import annotations

from attrs import evolve, frozen

from game.debrief.decisions import touch
from game.debrief.views import TouchView
from game.debrief.why.clauses import Clauses, need
from game.debrief.why.inquiry import Inquiry, UnknownFigureError
from game.debrief.why.views import ArrivalView, ClauseView
from game.engine.chronicle import Frame
from game.engine.reasons import Moment
from game.engine.select import PLAN, Stage, Where, desk_of, is_look, judge, storylets
from game.script.scenes import Scene
from game.script.shapes import Formula
from game.script.tongue import N_, _

NOT_COME_YET = N_("It has not come to this desk. Why a paper did not come is told when the run has ended.")
NOT_PLAYED = N_("No paper came in this turn: nobody sat at the desk in it.")
STILL = N_("still to come where the run stops")
STILL_SAID = N_("It was still to come when the run was closed.")
OTHER_LOOK = N_("on the day plan, and not chosen")


@frozen
class _Judged:
    """How far a scene got, and the moment at which that was settled."""

    frame: int
    stage: Stage
    at: Where


def arrival(inquiry: Inquiry, scene: str, turn: int | None = None) -> ArrivalView:
    """Why a scene came in a turn, or did not. Raises UnknownFigureError for a scene or a turn that is not there."""
    account = inquiry.account
    declared = account.program.scenes.get(scene)
    if declared is None:
        raise UnknownFigureError(_("there is no paper `{scene}`").format(scene=scene))
    when = _turn_of(inquiry, declared) if turn is None else turn
    came = scene in account.came[when]
    if turn is None and not account.closed and not came:
        when = account.frame(account.now).turn
    label = account.program.turns[when]
    blank = ArrivalView(scene, "", label.id, label.label, account.closed, came, "", "")
    if not account.closed and not came:
        return evolve(blank, title=scene, because=_(NOT_COME_YET))
    blank = evolve(blank, title=inquiry.speaker.title(scene), signed=_signed(inquiry, scene, when))
    if came:
        return _came(inquiry, declared, when, blank)
    judged = _judged(inquiry, declared, when)
    if judged is None:
        return evolve(blank, because=_(NOT_PLAYED))
    return _stopped(inquiry, declared, judged, blank)


def _turn_of(inquiry: Inquiry, scene: Scene) -> int:
    """The turn that is meant when none is named: where it came, where it belongs, or the last one played."""
    account = inquiry.account
    came = [n for n, names in account.came.items() if scene.id in names]
    if came:
        return came[0]
    played = {f.turn for f in account.chronicle.frames if f.what is Moment.BEAT}
    own = [account.program.turn_index[t] for t in scene.turns]
    return next((n for n in own if n in played), own[0] if own else max(played))


def _signed(inquiry: Inquiry, scene: str, turn: int) -> TouchView | None:
    account = inquiry.account
    number = account.signatures.get((turn, scene))
    if number:
        return touch(account.decisions[number])
    view = account.earlier.get(scene)
    return touch(view) if view is not None and view.turn == account.program.turns[turn].id else None


def _came(inquiry: Inquiry, scene: Scene, turn: int, view: ArrivalView) -> ArrivalView:
    """A paper that came: all it asks for held."""
    clauses = Clauses(inquiry, inquiry.account.delivered(scene.id, turn))
    condition = clauses.view(scene.when.expr) if scene.when is not None else None
    if view.signed is not None and not view.signed.number:
        because = _("It was signed before this lesson.")
    elif is_look(scene):
        because = _("You went to look.")
    elif scene.turns:
        because = _("It belongs to this turn") + (_(", and what it asks for held.") if scene.when else ".")
    else:
        because = _("What it asks for held, and it was drawn.") if scene.when else _("It was drawn.")
    return evolve(view, stage=str(Stage.COMES), because=because, condition=condition)


def _where(inquiry: Inquiry, frame: Frame, beat: str) -> Where:
    """A moment, as the engine was asked at it."""
    run = inquiry.account.game.run
    keep = run.program.keep(run.cut, frame.turn)
    values, came = list(frame.values), frozenset(frame.came)
    return Where(run.program, run.seed, frame.turn, beat, values, frame.memory, keep, came)


def _judged(inquiry: Inquiry, scene: Scene, turn: int) -> _Judged | None:
    """Where a scene was stopped: storylets at the draw, looks at the day plan, others when nothing more came."""
    account, program = inquiry.account, inquiry.account.program
    beat = scene.beat or program.first_beat
    number = [b.id for b in program.beats].index(beat)
    frames = [(n, f) for n, f in enumerate(account.chronicle.frames) if f.turn == turn and f.beat == number]

    def ask(what: Moment) -> _Judged | None:
        last = [(n, f) for n, f in frames if f.what is what][-1:]
        for place, frame in last:
            at = _where(inquiry, frame, beat)
            return _Judged(place, judge(scene, at), at)
        return None

    if is_look(scene):
        return ask(Moment.PLAN)
    if not scene.turns:
        drawn = ask(Moment.BEAT)
        if drawn is None or drawn.stage is not Stage.COMES:
            return drawn
        if scene not in storylets(drawn.at):
            return evolve(drawn, stage=Stage.NOT_DRAWN)
    return ask(Moment.ASKS)


def _stopped(inquiry: Inquiry, scene: Scene, judged: _Judged, view: ArrivalView) -> ArrivalView:
    """A paper that did not come."""
    clauses = Clauses(inquiry, inquiry.account.at_frame(judged.frame))
    view = evolve(view, stage=str(judged.stage), because=_because(inquiry, scene, judged))
    if judged.stage is Stage.COMES:
        plan, now = _plan(inquiry, judged), inquiry.account.frame(inquiry.account.now)
        waits = plan is None and now.what is Moment.WAITS and now.turn == judged.at.index
        if is_look(scene) and not waits:
            view = evolve(view, stage=_(OTHER_LOOK), signed=plan)
        else:
            view = evolve(view, stage=_(STILL), because=_(STILL_SAID))
    if scene.when is not None and judged.stage not in (Stage.OTHER_TURN, Stage.LEFT_OUT):
        view = evolve(view, condition=clauses.view(scene.when.expr))
    if judged.stage is Stage.NOT_DRAWN:
        drawn = (s.id for s in storylets(judged.at))
        came = (s.id for s in inquiry.account.program.storylets if s.id in judged.at.came)
        view = evolve(view, instead=tuple(inquiry.speaker.title(name) for name in (*came, *drawn)))
    if judged.stage is Stage.CONDITION and scene.when is not None and view.condition is not None:
        marked = clauses.wanted(scene.when.expr, view.condition)
        return evolve(view, condition=marked, would=need(marked))
    if judged.stage is Stage.OTHER_DESK:
        formula, aim = _desk_asks(inquiry, scene, judged.at)
        desk: ClauseView = clauses.wanted(formula.expr, clauses.view(formula.expr), aim)
        return evolve(view, desk=desk, would=need(desk, aim))
    return view


def _desk_asks(inquiry: Inquiry, scene: Scene, at: Where) -> tuple[Formula, bool]:
    """What would have to hold, or not to, for the player to sit at the desk that a paper goes to."""
    desks = {d.id: d.when for d in inquiry.account.program.scenario.header.desks}
    own = desks[scene.desk or at.program.first_desk]
    if not at.program.call(own, at.values, at.memory):
        return own, True
    return desks[desk_of(at.program, at.values, at.memory)], False


def _plan(inquiry: Inquiry, judged: _Judged) -> TouchView | None:
    """The day plan that was chosen instead."""
    number = inquiry.account.signatures.get((judged.at.index, f"{PLAN}{judged.at.beat}"))
    return touch(inquiry.account.decisions[number]) if number else None


def _because(inquiry: Inquiry, scene: Scene, judged: _Judged) -> str:
    """The stage a paper got to, said of this paper."""
    program, at = inquiry.account.program, judged.at
    last = at.memory.last.get(scene.id)
    then = program.turns[int(last)].label if last is not None else _("this turn")
    desks = {d.id: d.label for d in program.scenario.header.desks}
    match judged.stage:
        case Stage.OTHER_TURN:
            own = ", ".join(program.turns[program.turn_index[t]].label for t in scene.turns)
            return _("It belongs to {own}, whatever is signed.").format(own=own)
        case Stage.OTHER_BEAT:
            return _("It belongs to another part of the turn.")
        case Stage.LEFT_OUT:
            return _("The lesson leaves it out.")
        case Stage.CAME_BEFORE:
            return _("It comes once, and it had come in {then}.").format(then=then)
        case Stage.TOO_SOON:
            return _("It had come in {then}, and {cooldown} turns must pass before it comes again.").format(
                then=then, cooldown=scene.cooldown
            )
        case Stage.OTHER_DESK:
            wanted = desks[scene.desk or program.first_desk]
            return _("It goes to {wanted}; you sat at {desks}.").format(
                wanted=wanted, desks=desks[desk_of(program, at.values, at.memory)]
            )
        case Stage.CONDITION:
            return _("What it asks for did not hold.")
        case Stage.NOT_DRAWN:
            return _("It could have come, but so many papers of its kind are drawn in a turn, and others were.")
        case Stage.COMES if is_look(scene) and scene.days > program.turns[at.index].days:
            return _("It could have been looked at, but it takes more days than the turn has.")
        case Stage.COMES if is_look(scene):
            return _("It could have been looked at; you went elsewhere, or stayed at the desk.")
        case Stage.COMES:
            return _(STILL_SAID)
