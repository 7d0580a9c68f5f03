"""How a scenario's model works, as sections of blocks: in words first, then everything it declares. Pure."""

from __future__ import annotations

from collections.abc import Iterator

from game.debrief.blocks import Block, Entry, Points, Section, Table, Words
from game.debrief.contents_limits import limit_blocks
from game.debrief.model_page import num
from game.debrief.model_views import LeverRow, ModelView, ParameterRow, RuleRow, TrackRow
from game.script.tongue import N_, _

NOT_HISTORY = N_(
    "This is a model, not history: a few rules that behave like the record in the ways that are said here."
)
LEADS = {
    "model-words": NOT_HISTORY,
    "model-levers": (
        N_(
            "A signature sets how far the county goes along with what is demanded, from its own "
            "judgement to beyond the line. What is signed stands until it is signed again."
        )
    ),
    "model-rules": N_("In the order in which they run. Each says why, then how it is worked out."),
    "model-parameters": (
        N_(
            "What does not change in a run. A *sourced* value stands in the literature, a "
            "*fitted* one was chosen so that the model meets the record, an *assumption* is this "
            "game's own."
        )
    ),
    "model-series": N_("What no signature changes: the course of history, season by season."),
    "model-stocks": N_("What is carried from season to season."),
}


def model_document(view: ModelView) -> tuple[Section, ...]:
    """The model, section by section."""
    parts: tuple[tuple[str, str, Iterator[Block]], ...] = (
        ("model-words", _("The model in words"), _words(view)),
        ("model-limits", _("Where it errs"), limit_blocks(view.limits)),
        ("model-levers", _("What a signature moves"), _levers(view)),
        ("model-rules", _("The rules"), _rules(view)),
        ("model-stocks", _("What is carried on"), _stocks(view)),
        ("model-parameters", _("Constants"), _parameters(view)),
        ("model-series", _("The course of history"), _series(view)),
        ("model-draws", _("What chance decides"), _draws(view)),
    )
    made = (Section(name, title, _(LEADS.get(name, "")), tuple(blocks)) for name, title, blocks in parts)
    return tuple(section for section in made if section.blocks)


def _words(view: ModelView) -> Iterator[Block]:
    for passage in view.passages:
        yield Entry(passage.title, tuple(Words(text) for text in passage.paragraphs))


def _levers(view: ModelView) -> Iterator[Block]:
    steps = {order.id: order.say for order in view.orders}
    for lever in view.levers:
        yield Entry(lever.label, tuple(_lever(lever, steps)))


def _lever(lever: LeverRow, steps: dict[str, str]) -> Iterator[Block]:
    yield Words(
        _("{unit}, from {low} to {high}.").format(unit=lever.unit, low=num(lever.low), high=num(lever.high)),
        _("Measured in:"),
    )
    yield Words(lever.words.get("default", ""), _("Unsigned:"))
    for step, say in steps.items():
        if lever.words.get(step):
            yield Words(lever.words[step], f"{say}:")


def _rules(view: ModelView) -> Iterator[Block]:
    for stage in view.stages:
        yield Entry(_("After {after}").format(after=stage.after), tuple(_rule(rule) for rule in stage.rules))


def _rule(rule: RuleRow) -> Entry:
    made = Words(f"{rule.sets} = {rule.to}", _("Worked out as:"))
    return Entry(f"{rule.number}. {rule.label}", (Words(rule.why), made))


def _stocks(view: ModelView) -> Iterator[Block]:
    rows = tuple(
        (s.label, s.unit, s.starts, _("{low} to {high}").format(low=num(s.low), high=num(s.high)), s.status)
        for s in view.stocks
    )
    if rows:
        yield Table("", ("stock", "unit", _("starts at"), "range", _("start is")), rows)


def _parameters(view: ModelView) -> Iterator[Block]:
    rows = tuple(
        (p.label, _value(p), _("{low} to {high}").format(low=num(p.low), high=num(p.high)), p.status, p.source)
        for p in view.parameters
    )
    if rows:
        yield Table("", ("constant", "value", "range", "status", "from"), rows)


def _value(p: ParameterRow) -> str:
    spread = _(", seeds differ by {value} %").format(value=num(100 * p.varies)) if p.varies else ""
    return f"{num(p.value)} {p.unit}".rstrip() + spread


def _series(view: ModelView) -> Iterator[Block]:
    for track in view.series:
        yield Entry(track.label, tuple(_track(track, view.turns)))


def _track(track: TrackRow, turns: tuple[str, ...]) -> Iterator[Block]:
    sources = f", {', '.join(track.sources)}" if track.sources else ""
    yield Words(f"{track.unit}; {_(track.status)}{sources}.", _("Measured in:"))
    runs: list[tuple[str, str, float]] = []
    for turn, value in zip(turns, track.values, strict=False):
        if runs and runs[-1][2] == value:
            runs[-1] = (runs[-1][0], turn, value)
        else:
            runs.append((turn, turn, value))
    told = (f"{a if a == b else f'{a} to {b}'} {num(value)}" for a, b, value in runs)
    yield Words("; ".join(told) + ".")


def _draws(view: ModelView) -> Iterator[Block]:
    if view.draws:
        yield Points(tuple(f"{draw.label} ({draw.kind})." for draw in view.draws))
