"""How a scenario's model works, as Markdown: one named block for each part of its views. Pure, and without a path.

A page keeps its own words and marks where a block stands; `fill` puts the blocks in, and twice is as good as once.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence

from game.debrief.model_views import CitedRow, ModelView, TrackRow
from game.debrief.views import LimitView

_MARK = re.compile(r"^<!-- made: ([a-z-]+) -->\n.*?^<!-- end -->$", re.MULTILINE | re.DOTALL)
SHORT = {"autumn": "A", "winter": "W", "spring": "Sp", "summer": "Su"}


def fill(page: str, blocks: Mapping[str, str]) -> str:
    """A page with every marked block made anew. A block that nobody makes is a KeyError."""
    return _MARK.sub(lambda found: f"<!-- made: {found[1]} -->\n\n{blocks[found[1]]}\n\n<!-- end -->", page)


def marked(page: str) -> tuple[str, ...]:
    """The blocks a page marks, in its order."""
    return tuple(found[1] for found in _MARK.finditer(page))


def blocks(view: ModelView) -> dict[str, str]:
    """Every block made from declarations."""
    return {
        "words": _paragraphs(_words(view)),
        "limits": "\n".join(map(_limit, view.limits)),
        "orders": table(("step", "k", "says"), ((code(o.id), num(o.k), o.say) for o in view.orders)),
        "levers": _paragraphs(_levers(view)),
        "stocks": _stocks(view),
        "flows": _flows(view, desk=False),
        "desk-flows": _flows(view, desk=True),
        "parameters": _parameters(view),
        "seasons": _tracks(view.season_values, view.seasons),
        "series": _tracks(view.series, tuple(short(t) for t in view.turns)),
        "draws": table(("draw", "of", "kind"), ((code(d.id), d.label, d.kind) for d in view.draws)),
        "curves": table(
            ("curve", "of", "points (x: y)"),
            ((code(t.id), t.label, ", ".join(f"{num(x)}: {num(y)}" for x, y in t.points)) for t in view.tables),
        ),
        "rules": _paragraphs(_rules(view)),
        "sources": "\n".join(_source(s) for s in view.cited),
    }


def table(heads: Sequence[str], rows: Iterable[Sequence[str]], *, right: int = 0) -> str:
    """A Markdown table; with `right`, the columns from that place on are set to the right."""
    rules = ["---" if not right or i < right else "---:" for i in range(len(heads))]
    lines = [heads, rules, *([cell(c) for c in row] for row in rows)]
    return "\n".join(f"| {' | '.join(line)} |" for line in lines)


def cell(text: str) -> str:
    """Text that stands in one cell: on one line, with no bar."""
    return " ".join(text.split()).replace("|", "\\|")


def code(name: str) -> str:
    """A name as it stands in the files."""
    return f"`{name}`"


def num(value: float) -> str:
    """A number as an author would write it."""
    return f"{value:g}"


def short(label: str) -> str:
    """A season's short name: Autumn 1957 is A57."""
    season, _, year = label.partition(" ")
    return SHORT.get(season.lower(), season) + year[-2:]


def _paragraphs(parts: Iterable[str]) -> str:
    return "\n\n".join(parts)


def _words(view: ModelView) -> Iterator[str]:
    for passage in view.passages:
        yield f"### {passage.title}"
        yield from passage.paragraphs


def _levers(view: ModelView) -> Iterator[str]:
    """A table of what each lever is, then what the two values are in each season."""
    yield table(
        ("lever", "what", "unit", "range", "a successor", "lasts"),
        (
            (code(v.id), v.label, v.unit, f"{num(v.low)} to {num(v.high)}", v.successor, _lasts(v.one_turn))
            for v in view.levers
        ),
    )
    yield (
        "Own judgement (`own`) and what superiors demanded (`line`), turn by turn. A dot: nothing can be ordered, "
        "and own judgement holds."
    )
    heads = ("lever", "", *(short(t) for t in view.turns))
    rows: list[tuple[str, ...]] = []
    for lever in view.levers:
        rows.append((code(lever.id), "own", *(num(n) for n in lever.neutral)))
        rows.append(("", "line", *(num(n) if o else "·" for n, o in zip(lever.line, lever.open, strict=True))))
    yield table(heads, rows, right=2)
    yield "What an order says on the desk."
    steps = [o.id for o in view.orders]
    yield table(
        ("lever", "unsigned", *steps),
        ((code(v.id), v.words.get("default", ""), *(v.words.get(s, "") for s in steps)) for v in view.levers),
    )


def _limit(item: LimitView) -> str:
    keys = f" ({', '.join(map(code, item.sources))})" if item.sources else ""
    return f"- *{item.leans.capitalize()}.* {' '.join(item.say.split())}{keys}"


def _source(source: CitedRow) -> str:
    year = f" ({source.year})" if source.year else ""
    return f"- {code(source.id)} {source.authors}{year}, *{source.title}*"


def _lasts(one_turn: bool) -> str:
    return "one turn" if one_turn else "until signed again"


def _stocks(view: ModelView) -> str:
    return table(
        ("stock", "what", "unit", "starts at", "range", "start is"),
        (
            (code(s.id), s.label, s.unit, code(s.starts), f"{num(s.low)} to {num(s.high)}", s.status)
            for s in view.stocks
        ),
    )


def _flows(view: ModelView, *, desk: bool) -> str:
    return table(("flow", "what", "unit"), ((code(f.id), f.label, f.unit) for f in view.flows if f.desk == desk))


def _parameters(view: ModelView) -> str:
    """Every constant, with its value where the played province or another differs."""
    names = dict(view.settings)
    played = view.settings[0][0] if view.settings else ""

    def value(row_value: float, settings: Mapping[str, float]) -> str:
        apart = [f"{num(n)} in {names[s].lower()}{', played' if s == played else ''}" for s, n in settings.items()]
        return "; ".join([num(row_value), *apart])

    return table(
        ("parameter", "what", "value", "range", "unit", "status", "from"),
        (
            (
                code(p.id),
                p.label,
                value(p.value, p.settings) + (f"; seeds differ by {num(100 * p.varies)} %" if p.varies else ""),
                f"{num(p.low)} to {num(p.high)}",
                p.unit,
                p.status,
                p.source,
            )
            for p in view.parameters
        ),
    )


def _tracks(rows: Iterable[TrackRow], heads: Sequence[str]) -> str:
    found = list(rows)
    sourced = any(r.status for r in found)
    more = ("status", "from") if sourced else ()
    return table(
        ("name", "what", "unit", *more, *heads),
        (
            (code(r.id), r.label, r.unit, *((r.status, ", ".join(r.sources)) if sourced else ()), *map(num, r.values))
            for r in found
        ),
        right=3 + len(more),
    )


def _rules(view: ModelView) -> Iterator[str]:
    for stage in view.stages:
        yield f"After *{stage.after}*:"
        yield table(
            ("", "sets", "why", "rule"),
            ((str(r.number), f"{r.label} {code(r.sets)}", r.why, code(r.to)) for r in stage.rules),
        )
