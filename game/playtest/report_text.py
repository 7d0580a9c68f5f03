"""The report of plays for a reader, within 80 columns: what an author should do, then what the plays came to. Pure."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from textwrap import wrap
from typing import Any

from game.playtest.advice_text import advice_lines
from game.script.prose import format_number

WIDE = 80
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


def folded(line: str, indent: str = "  ") -> list[str]:
    """A line within the width; what goes on is indented."""
    own = line[: len(line) - len(line.lstrip())]
    return wrap(line, WIDE, subsequent_indent=own + indent, break_long_words=False, break_on_hyphens=False) or [""]


def _lines(data: dict[str, Any]) -> Iterator[str]:
    for line in _begin(data):
        yield from folded(line)
    yield from advice_lines(data)
    for line in _reached(data["coverage"]):
        yield from folded(line)
    yield from _outcomes(data)
    yield from _matters(data.get("matters"))
    for name in ("signatures_per_run", "decisions_per_run", "words_per_run"):
        yield from _split(name.replace("_per_run", " a run"), data[name])
    for kind in ("series", "by_turn"):
        for name, found in (("all plays", data), *data["officials"].items()):
            if found.get(kind):
                yield f"{kind.replace('_', ' ')}, {name}:"
                for k, row in found[kind].items():
                    yield from folded(f"  {k}: " + " ".join(f"{at} {v:g}" for at, v in row.items()))
    for name, values in data.get("reference", {}).items():
        yield from folded(f"reference {name}: " + " ".join(f"{v:g}" for v in values))


def _begin(data: dict[str, Any]) -> Iterator[str]:
    cover = data["coverage"]
    yield (
        f"{data['scenario']}: {data['runs']} plays from seed {data['seed']}, {data['decisions']} decisions "
        f"in {data['seconds']} s ({data['decisions_per_second']} a second)"
    )
    if not data.get("complete", True):
        yield "Stopped before all was played: this is what was found by then."
    counts = ", ".join(f"{kind} {cover[kind]['reached']} of {cover[kind]['total']}" for kind, _ in REACHED)
    yield counts + "".join(f", with {n} plays of `{cut}`" for cut, n in cover["lesson_plays"].items())
    if found := data.get("clauses"):
        yield (
            f"conditions and their parts: {found['both']} of {found['total']} seen both to hold and to fail, "
            f"in {found['plays']} plays ({found['seconds']} s)"
        )
    if found := data.get("matters"):
        yield f"choices: {found['plays']} plays, and {found['pairs']} with another answer ({found['seconds']} s)"


def _reached(cover: dict[str, Any]) -> Iterator[str]:
    for kind, says in REACHED:
        yield from (f"  {says}: {name}" for name in cover[kind]["unreached"])
    yield from _options(cover["options"])


def _matters(found: dict[str, Any] | None) -> Iterator[str]:
    """The decisions, those that move most first; and in what share of plays another answer changed what."""
    if not found or not found["decisions"]:
        return
    yield ""
    yield from folded("Which decisions matter: where another answer was signed, in how many of a hundred plays "
                      "other papers came, people fared otherwise, the last pages were others; and the measure that "
                      "moved most, as a share of how far plays lie apart in it")  # fmt: skip
    first = max((len(name) for name in found["decisions"]), default=0)
    yield f"  {'':{first}} {'plays':>6} {'papers':>7} {'people':>7} {'endings':>8} {'measure':>8}"
    for name, m in found["decisions"].items():
        shares = f"{m['papers']:>7.0%} {m['people']:>7.0%} {m['endings']:>8.0%}"
        yield f"  {name:{first}} {m['pairs']:>6} {shares} {m['effect']:>8.2f} {m['by']}".rstrip()


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
    yield from _endings(data)
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
            yield from folded(f"  {name}: {m['label']}{unit}{toll}")
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
            yield from folded(f"{name}{says}: {at['p50']:,} ({at['p5']:,} to {at['p95']:,}), mean {at['mean']:,}")


def _endings(data: dict[str, Any]) -> Iterator[str]:
    """The endings of all plays together, the most frequent first."""
    if data["endings"]:
        yield ""
        told = (f"{name} {times} ({times / data['runs']:.0%})" for name, times in data["endings"].items())
        yield from folded("Endings: " + ", ".join(told))


def _table(head: str, officials: Iterable[str], rows: Iterable[tuple[str, list[str]]]) -> Iterator[str]:
    """A first column as wide as it must be, then a narrow one for each official; in parts, where all are too wide."""
    rows, names = list(rows), list(officials)
    first = max((len(name) + 2 for name, _ in rows), default=0)
    first = min(max(first, len(head)), WIDE // 2)
    widths = [max(NARROW, *(len(cells[i]) for _, cells in rows)) if rows else NARROW for i in range(len(names))]
    for part in _parts(widths, WIDE - first):
        yield f"{head[:first]:{first}} " + " ".join(f"{names[i][: widths[i]]:>{widths[i]}}" for i in part)
        for name, cells in rows:
            yield f"  {name[: first - 2]:{first - 2}} " + " ".join(f"{cells[i]:>{widths[i]}}" for i in part)


def _parts(widths: list[int], room: int) -> Iterator[list[int]]:
    """Columns side by side, as many as there is room for."""
    part: list[int] = []
    for i, width in enumerate(widths):
        if part and sum(widths[j] + 1 for j in part) + width + 1 > room:
            yield part
            part = []
        part.append(i)
    if part:
        yield part
