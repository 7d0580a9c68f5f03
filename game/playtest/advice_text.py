"""What to do, for a reader: numbered, the worst first, each sentence with the line of the file it is about. Pure."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from textwrap import wrap
from typing import Any

from game.session.lines import clean

WIDE = 80
MOST = 5  # of one kind are told; how many more there are is said

MORE = {
    "never_came": "scenes that never came",
    "never_open": "answers that were never open",
    "never_signed": "answers that nobody signed",
    "never_ending": "endings that were never reached",
    "never_fate": "fates that were never reached",
    "all_locked": "decisions with every answer locked",
    "again_and_again": "scenes that come again and again",
    "hardly_taken": "answers that are hardly ever signed",
    "only_answer": "answers that every official signs",
    "only_words": "groups of answers that come to the same",
    "never_held": "conditions that never held",
    "never_failed": "conditions that always held",
    "never_asked": "conditions that were never asked",
    "little": "decisions of which nothing comes",
    "seldom": "things that hardly ever came",
}


def advice_lines(data: dict[str, Any]) -> Iterator[str]:
    """The advice; none where none was worked out."""
    found: list[dict[str, Any]] | None = data.get("advice")
    if found is None:
        return
    yield ""
    if found:
        yield "What to do, the worst first"
    else:
        yield "Nothing to do: these plays found nothing wrong."
    count: Counter[str] = Counter()
    number = 0
    for item in found:
        count[item["kind"]] += 1
        if count[item["kind"]] <= MOST:
            number += 1
            yield from _item(number, item)
        elif count[item["kind"]] == MOST + 1:
            more = sum(i["kind"] == item["kind"] for i in found) - MOST
            yield f"     and {more:,} more {MORE.get(item['kind'], 'of this kind')} (all of them with --json)"
    asked = [flag for flag in ("clauses", "matters") if flag not in data]
    if asked:
        means = {"clauses": "every condition", "matters": "which choices matter"}
        yield "  Not looked at: " + ", ".join(f"{means[a]} (--{a})" for a in asked) + "."
    yield ""


def _item(number: int, item: dict[str, Any]) -> Iterator[str]:
    where = f"{item['file']}:{item['line']}" if item["file"] else ""
    lead = f"{number:>3}. "
    if where:
        yield lead + where
        lead = "     "
    told = f"{item['says']} {item['do']}"
    yield from wrap(
        clean(told), WIDE, initial_indent=lead, subsequent_indent="     ",
        break_long_words=False, break_on_hyphens=False,
    )  # fmt: skip
    if item["command"]:
        yield f"     {clean(item['command'])}"
