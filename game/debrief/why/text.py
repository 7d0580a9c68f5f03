"""An answer to "why" as lines of text: an outline for the eye, numbered for the ear. Pure: a view in, lines out.

Each cause has one number and is said once; what rests on it too names the number. Words are cleaned on their way out.
"""

from __future__ import annotations

from collections.abc import Iterator

from attrs import Factory, define

from game.debrief.views import TouchView
from game.debrief.why.views import ENDS, ArrivalView, ClauseView, Kind, WhyNode, WhyView
from game.script.tongue import N_, _
from game.session.lines import EMPHASIS, WIDTH, clean, stopped
from game.session.wrapping import wrap

DEEPEST = 24  # columns that an outline may be indented by
HELD = {True: N_("it held"), False: N_("it did not hold"), None: N_("unknown to you")}
JOINED = {
    "and": N_("All of these:"),
    "or": N_("One of these at least:"),
    "not": N_("Not this:"),
    "means": N_("That is:"),
}


def figure_lines(view: WhyView) -> Iterator[str]:
    """A chain: the figure, what it rests on, and what that rests on, down to where it ends."""
    yield from said(view.heading)
    if view.note:
        yield from said(view.note)
    yield ""
    outline = Outline(view)
    for place, root in enumerate(view.roots):
        if len(view.roots) > 1:
            yield from said(_("As the desk was told:") if place == 0 else _("As it was:"))
        if root in outline.numbers:
            yield from said(
                _("That is {numbers}: {value}.").format(numbers=outline.numbers[root], value=view.node(root).value)
            )
        else:
            yield from outline.node(view.node(root), 0)
    others = [view.node(name) for name in view.decisions if name not in outline.numbers]
    if others:
        yield ""
        yield from said(_("Decisions further back, the most important first:"))
        for node in others:
            yield from said(f"{node.turn_label}: {stopped(node.label)} {node.sentence}", "   ")


@define
class Outline:
    """Numbers the causes of one chain in the order in which they are said."""

    view: WhyView
    numbers: dict[str, int] = Factory(dict[str, int])

    def node(self, node: WhyNode, deep: int) -> Iterator[str]:
        """A cause and all that it rests on."""
        self.numbers[node.id] = len(self.numbers) + 1
        lead = " " * min(DEEPEST, 2 * deep)
        number = f"{self.numbers[node.id]}. "
        yield from said(f"{number}{_head(node)}", lead, " " * len(number))
        under = lead + "   "
        yield from said(EMPHASIS.sub(r"\1", node.sentence), under)
        if deep == 0 and node.formula:
            yield from said(_("Worked out as: {formula}").format(formula=node.formula), under)
        if deep == 0 and node.source:
            yield from said(_("It stands in: {source}").format(source=node.source), under)
        fresh = [name for name in node.inputs if name not in self.numbers]
        for name in fresh:
            if name not in self.numbers:
                yield from self.node(self.view.node(name), deep + 1)
        again = [f"{self.numbers[name]}" for name in node.inputs if name not in fresh]
        if again:
            yield from said(_("It rests on {again} too.").format(again=_listed(again)), under)
        if node.left_out and not node.inputs:
            whole = node.id == f"{node.name}@{node.turn}"  # the figure as the turn closed, which can be asked for
            yield from said(
                _("It goes on from here")
                + (_(": why {name} --turn {turn}").format(name=node.name, turn=node.turn) if whole else "."),
                under,
            )


def arrival_lines(view: ArrivalView) -> Iterator[str]:
    """Why a paper came, or did not."""
    yield from said(
        (_("Why it came: {title}, {turn}") if view.came else _("Why it did not come: {title}, {turn}")).format(
            title=view.title, turn=view.turn_label
        )
    )
    yield ""
    yield from said(view.because)
    if view.stage and not view.came:
        yield from said(_("How far it got: {stage}.").format(stage=_(view.stage)))
    for title in view.instead:
        yield from said(_("Drawn instead: {title}").format(title=title), "   ")
    if view.signed is not None:
        yield from said(_("What was decided: {signed}").format(signed=_touch(view.signed)))
    for heading, clause in (
        (_("What the desk it goes to asks for:"), view.desk),
        (_("What it asks for:"), view.condition),
    ):
        if clause is not None:
            yield ""
            yield from said(heading)
            yield from _clause(clause, "1", 0)
    if view.would:
        yield ""
        yield from said(_("What would have brought it") + (_(", all of it:") if len(view.would) > 1 else ":"))
        for item in view.would:
            yield from said(item, "   - ", "  ")


def _clause(view: ClauseView, number: str, deep: int) -> Iterator[str]:
    """A clause, whether it held, and its parts."""
    lead = " " * min(DEEPEST, 2 * deep)
    if view.joined and view.joined != "means":
        yield from said(f"{number}. {_(JOINED[view.joined])} {_(HELD[view.holds])}.", lead, "   ")
    else:
        yield from said(f"{number}. {view.reading.rstrip('.')}: {_(HELD[view.holds])}.", lead, "   ")
        if view.written:
            yield from said(_("As written: {written}").format(written=view.written), lead + "   ")
    for item in view.inputs:
        which = f", {item.label}" if len(view.inputs) > 1 else ""
        yield from said(_("At that time{which}: {value}").format(which=which, value=item.value), lead + "   ")
    if view.behind:
        yield from said(_("Decisions behind it:"), lead + "   ")
        for touch in view.behind:
            yield from said(_touch(touch), lead + "   - ", "  ")
    if view.joined == "means":
        joined = JOINED["means"]  # looked up here: inside of the call some collectors take the key for a sentence
        yield from said(_(joined), lead + "   ")
    for place, part in enumerate(view.parts, start=1):
        yield from _clause(part, f"{number}.{place}", deep + 1)


def _head(node: WhyNode) -> str:
    """What it is, when, and how much."""
    if node.kind is Kind.UNKNOWN:
        return _("Unknown to you.")
    when = "" if node.value == node.turn_label else node.turn_label  # of a turn itself, its name says all
    name = EMPHASIS.sub(r"\1", ", ".join(part for part in (node.label, when) if part))
    kind = f" ({_(node.kind)})" if node.kind in ENDS and node.kind is not Kind.DECISION else ""
    return f"{name}: {stopped(node.value)}{kind}" if node.value else f"{stopped(name)}{kind}"


def _touch(touch: TouchView) -> str:
    where = _("decision {number}").format(number=touch.number) if touch.number else _("before this lesson")
    return EMPHASIS.sub(r"\1", f"{touch.turn_label}, {where}: {touch.title}: {touch.act}")


def _listed(words: list[str]) -> str:
    return (
        words[0]
        if len(words) == 1
        else _("{words} and {words2}").format(words=_(", ").join(words[:-1]), words2=words[-1])
    )


def said(text: str, lead: str = "", hang: str = "") -> Iterator[str]:
    """A text on lines of its own, wrapped under its lead."""
    flat = " ".join(clean(text.replace("\n", " ")).split())
    inner = " " * len(lead) + hang if lead.strip() else lead + hang
    yield from wrap(flat, WIDTH, lead, inner)
