"""The report of plays for a reader: what was reached, and a table of what each official's plays came to. Pure."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from typing import Any

from game.script.prose import format_number

NARROW = 11  # a column of the tables holds so many characters
SOME = 0.005  # a smaller share is not printed
REACHED = (("scenes", "never came"), ("choices", "never signed"), ("endings", "never ended in"), ("fates", "no fate"))


def as_text(data: dict[str, Any]) -> str:
    """The report for a reader."""
    return "\n".join(_lines(data))


def shares_as_text(data: dict[str, Any]) -> str:
    """The table of `--options`: for each choice, in which share of its offers each official takes it."""
    shares: dict[str, dict[str, float]] = data["coverage"]["options"]["shares"]
    officials = [name for name in data["officials"] if any(name in row for row in shares.values())]
    rows = ((name, [f"{row[o]:.0%}" if o in row else "-" for o in officials]) for name, row in shares.items())
    return "\n".join(_table("taken of its offers", officials, rows))


def _lines(data: dict[str, Any]) -> Iterator[str]:
    cover = data["coverage"]
    yield (
        f"{data['scenario']}: {data['runs']} plays from seed {data['seed']}, {data['decisions']} decisions "
        f"in {data['seconds']} s ({data['decisions_per_second']} a second)"
    )
    counts = ", ".join(f"{kind} {cover[kind]['reached']} of {cover[kind]['total']}" for kind, _ in REACHED)
    yield counts + "".join(f", with {n} plays of `{cut}`" for cut, n in cover["lesson_plays"].items())
    for kind, says in REACHED:
        yield from (f"  {says}: {name}" for name in cover[kind]["unreached"])
    yield from _options(cover["options"])
    yield from _outcomes(data)
    for name in ("signatures_per_run", "decisions_per_run", "words_per_run"):
        yield from _split(name.replace("_per_run", " a run"), data[name])
    for kind in ("series", "by_turn"):
        for name, found in (("all plays", data), *data["officials"].items()):
            if found.get(kind):
                yield f"{kind.replace('_', ' ')}, {name}:"
                yield from (
                    f"  {k}: " + " ".join(f"{at} {v:g}" for at, v in row.items()) for k, row in found[kind].items()
                )
    for name, values in data.get("reference", {}).items():
        yield f"reference {name}: " + " ".join(f"{v:g}" for v in values)


def _options(found: dict[str, Any]) -> Iterator[str]:
    for o in found["dead"]:
        most = f"at most {o['highest']:.1%} by {o['by']}" if o["highest"] else "by nobody but chance"
        yield f"  hardly ever taken: {o['choice']}, {most}, in {o['offers']} offers"
    yield from (f"  never offered: {name}" for name in found["never_offered"])
    for o in found["only_answer"]:
        yield f"  taken by all: {o['choice']}, at least {o['lowest']:.0%} by every official, in {o['offers']} offers"


def _outcomes(data: dict[str, Any]) -> Iterator[str]:
    """What each official's plays came to, a column an official."""
    officials: dict[str, dict[str, Any]] = data["officials"]
    yield from _table("endings", officials, _share_rows(officials, "endings", data["endings"]))
    if any("chair" in o for o in officials.values()):
        yield from _table("the chair at the end", officials, _share_rows(officials, "chair"))
    if any(o["removed_in"] for o in officials.values()):
        rows = [("altogether", [f"{o['removed_share']:.0%}" for o in officials.values()])]
        rows += _share_rows(officials, "removed_in", data["turns"])
        yield from _table("orders stopped holding in", officials, rows)
    if data["measures"]:
        yield from _table("mean of each measure", officials, _measure_rows(data))
        for name, m in data["measures"].items():
            unit = f", {m['unit']}" if m["unit"] else ""
            toll = "; a count of the dead: 5th to 95th of a hundred plays" if m["toll"] else ""
            yield f"  {name}: {m['label']}{unit}{toll}"
    named = [name for name in next(iter(officials.values())) if name in PROMISED] if officials else []
    rows = [(name, [PROMISED[name](o[name]) for o in officials.values()]) for name in named]
    if rows:
        yield from _table("figures with a fixed name", officials, rows)


def _share_rows(
    officials: dict[str, dict[str, Any]], what: str, order: Iterable[str] = ()
) -> list[tuple[str, list[str]]]:
    found = dict.fromkeys(name for o in officials.values() for name in o[what])
    names = [*(name for name in order if name in found), *(name for name in found if name not in set(order))]
    rows = ((name, [o[what].get(name, 0.0) for o in officials.values()]) for name in names)
    return [(name, [f"{share:.0%}" if share >= SOME else "-" for share in row]) for name, row in rows]


def _measure_rows(data: dict[str, Any]) -> Iterator[tuple[str, list[str]]]:
    for name, m in data["measures"].items():
        form = m["format"]
        yield name, [_measured(o["measures"][name], form, m["toll"]) for o in data["officials"].values()]


def _measured(at: dict[str, float], form: str, toll: bool) -> str:
    if toll:
        return f"{format_number(at['p5'], form, {})}-{format_number(at['p95'], form, {})}"
    return format_number(at["mean"], form, {})


PROMISED: dict[str, Callable[[dict[str, float]], str]] = {
    "excess_share": lambda at: f"{at['p5']:.1%}-{at['p95']:.1%}",
    "excess_in_office": lambda at: f"{at['p5']:.1%}-{at['p95']:.1%}",
    "trust": lambda at: f"{at['mean']:.0f}",
    "truth_on_file": lambda at: f"{at['mean']:.0f}",
}


def _split(name: str, split: dict[str, dict[str, float]]) -> Iterator[str]:
    for kind, says in (("finished", ""), ("removed", ", where orders stopped holding")):
        at = split[kind]
        if at:
            yield f"{name}{says}: {at['p50']:,} ({at['p5']:,} to {at['p95']:,}), mean {at['mean']:,}"


def _table(head: str, officials: Iterable[str], rows: Iterable[tuple[str, list[str]]]) -> Iterator[str]:
    """A first column as wide as it must be, then a narrow one for each official."""
    rows, names = list(rows), list(officials)
    first = max((len(name) + 2 for name, _ in rows), default=0)
    first = max(first, len(head))
    widths = [max(NARROW, *(len(cells[i]) for _, cells in rows)) if rows else NARROW for i in range(len(names))]
    yield f"{head:{first}} " + " ".join(f"{n[:w]:>{w}}" for n, w in zip(names, widths, strict=True))
    for name, cells in rows:
        yield f"  {name:{first - 2}} " + " ".join(f"{c:>{w}}" for c, w in zip(cells, widths, strict=True))
