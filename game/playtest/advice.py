"""What an author should do, the worst first, in plain sentences with the line of the file. Pure: data in, data out."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

from game.engine.program import Program
from game.playtest.findings import at, places_of
from game.script.faults import Place

Data = dict[str, Any]

ENOUGH = 10  # a condition that was asked in fewer plays says too little
UNASKED = "Nothing came to where it stands: look at what has to come before it."
UNREAD = "No paper, text or ending that came reads it: let one do so, or leave it out."
DIVIDED = "Make sure that what it divides by can never be 0, for example with max(..., 1)."
MEND = {
    "fault": "Mend the expression, so that it can be worked out in every play.",
    "no_ending": "Look which scene comes again and again there: give it a cooldown, or a condition that ends.",
    "bug": "This is a fault of the game, not yours. Please report it, with that command.",
    "promise": "Shorten a text on that path, or change `length`.",
}
BROKE = {
    "fault": "A play broke off: {says}.",
    "no_ending": "A play came to no end: {says}.",
    "bug": "The game failed in a play: {says}.",
    "promise": "A path is not as long as the story says: {says}.",
}


def advice(program: Program, data: Data) -> list[Data]:
    """All of it."""
    places = places_of(program)
    if data["failures"] and not data["runs"]:
        return [*_failures(data)]  # where no play came to its end, nothing else can be said
    return [
        *_failures(data),
        *_never(data, places),
        *_jams(data),
        *_repeats(data),
        *_options(data, places),
        *_alike(data, places),
        *_clauses(data),
        *_little(data, places),
        *_seldom(data, places),
    ]


def _item(kind: str, says: str, do: str, place: Data, command: str = "") -> Data:
    where = {key: place[key] for key in ("file", "line", "column")}
    return {"kind": kind, "says": says, "do": do, "command": command, **where}


def _failures(data: Data) -> Iterator[Data]:
    """Plays that went wrong in the same way are one piece of advice, with the shortest of them to look at."""
    alike: dict[tuple[Any, ...], list[Data]] = {}
    for f in data["failures"]:
        what = "" if f["kind"] == "promise" else f["says"]
        alike.setdefault((f["kind"], what, f["file"], f["line"]), []).append(f)
    order = list(BROKE)
    order = ["bug", *(k for k in order if k != "bug")]
    for (kind, *_), found in sorted(alike.items(), key=lambda item: (order.index(item[0][0]), -len(item[1]))):
        first = min(found, key=lambda f: f["decisions"])
        says = BROKE[kind].format(says=first["says"])
        if len(found) > 1:
            says += f" So did {len(found) - 1:,} more."
        do = DIVIDED if kind == "fault" and "division by zero" in first["says"] else MEND[kind]
        yield _item(kind, says, do, first, first["command"])


def _never(data: Data, places: dict[str, Place]) -> Iterator[Data]:
    cover = data["coverage"]
    plays = data["seldom"]["plays"]
    missing = set(cover["scenes"]["unreached"])
    for name in cover["scenes"]["unreached"]:
        do = "Look at its `turn`, its `desk` and its `when`" + _held_up(data, f"`when` of `{name}`") + "."
        yield _item("never_came", f"`{name}` never came, in {plays:,} plays.", do, at(places[name]))
    offers = set(cover["options"]["never_offered"])
    for name in cover["choices"]["unreached"]:
        if name.partition(".")[0] in missing:
            continue
        if name in offers:
            do = "Loosen its `needs`, or leave the answer out" + _held_up(data, f"`needs` of `{name}`") + "."
            yield _item("never_open", f"The answer `{name}` was never open to anybody.", do, at(places[name]))
        else:
            do = "Ask what it has for anybody; or describe an official who would sign it."
            yield _item("never_signed", f"The answer `{name}` was open, and nobody signed it.", do, at(places[name]))
    for kind, word in (("endings", "ending"), ("fates", "fate")):
        for name in cover[kind]["unreached"]:
            do = "Loosen its `when`, or give it up" + _held_up(data, f"the {word} `{name}`") + "."
            yield _item(f"never_{word}", f"The {word} `{name}` was never reached.", do, at(places[f"{word} {name}"]))


def _held_up(data: Data, where: str) -> str:
    """What the pass over conditions says of a place: which part of its condition never held."""
    found = [c for c in data.get("clauses", {}).get("never_held", ()) if c["where"] == where]
    parts = [c for c in found if c["part"]] or found
    return ", where `" + "` and `".join(c["text"] for c in parts) + "` never held" if parts else ""


def _jams(data: Data) -> Iterator[Data]:
    for j in data["jams"]:
        says = f"`{j['decision']}` came {j['times']:,} times with every answer locked; the game then opens them all."
        yield _item("all_locked", says, "Leave one answer without `needs`.", j)


def _repeats(data: Data) -> Iterator[Data]:
    for r in data["repeats"]:
        says = f"`{r['scene']}` came {r['times']} times in one play, and more than ten times in {r['plays']:,} plays."
        yield _item("again_and_again", says, "Give it a longer `cooldown`, or a condition that ends.", r)


def _options(data: Data, places: dict[str, Place]) -> Iterator[Data]:
    found = data["coverage"]["options"]
    never = set(data["coverage"]["choices"]["unreached"])
    for o in found["dead"]:
        if o["choice"] in never:
            continue
        by = f"at most in {o['highest']:.1%} of them, by {o['by']}" if o["highest"] else "by nobody but chance"
        says = f"The answer `{o['choice']}` lay open {o['offers']:,} times and is hardly ever signed: {by}."
        do = "Ask what it has for anybody; or say it another way."
        yield _item("hardly_taken", says, do, at(places[o["choice"]]))
    for o in found["only_answer"]:
        says = f"Every official signs `{o['choice']}`, in at least {o['lowest']:.0%} of {o['offers']:,} offers."
        yield _item("only_answer", says, "Give the other answers something of their own.", at(places[o["choice"]]))


def _alike(data: Data, places: dict[str, Place]) -> Iterator[Data]:
    for group in data.get("matters", {}).get("alike", ()):
        names = " and ".join(f"`{name}`" for name in group)
        says = (
            f"{names} come to the same: no figure, no later paper, nobody's fate and no ending was otherwise. "
            f"Each changes only its own words."
        )
        do = "Give one of them an effect, let a later paper ask for it with seen(...), or leave one out."
        yield _item("only_words", says, do, at(places[group[0]]))


def _clauses(data: Data) -> Iterator[Data]:
    """Conditions that came out one way only, each line of a file once; what is said above is not said again."""
    found = data.get("clauses")
    if not found:
        return
    cover = data["coverage"]
    said: set[Any] = {f"`when` of `{name}`" for name in cover["scenes"]["unreached"]}
    said |= {f"`needs` of `{name}`" for name in cover["choices"]["unreached"]}
    said |= {f"the {k} `{name}`" for k in ("ending", "fate") for name in cover[f"{k}s"]["unreached"]}
    kinds: tuple[tuple[str, str, str], ...] = (
        ("never_held", "never held", "It is too strict, or nothing leads there: loosen it or leave it out."),
        ("never_failed", "always held", "It is too loose, or of no use: tighten it or leave it out."),
        ("never_asked", "was never asked", UNASKED),
    )
    for key, what, do in kinds:
        for c in sorted(found[key], key=lambda c: (c["part"], -c["plays"])):
            line = (c["file"], c["line"])
            if c["where"] in said or (c["part"] and line in said) or (c["plays"] < ENOUGH and key != "never_asked"):
                continue
            said.add(line)
            plays = f", in {c['plays']:,} plays" if c["plays"] else ""
            name = "A part of " + c["where"] if c["part"] else c["where"]
            unread = key == "never_asked" and c["where"].startswith("the condition")
            told = f"{name[0].upper()}{name[1:]} {what}{plays}: `{c['text']}`."
            yield _item(key, told, UNREAD if unread else do, c)


def _little(data: Data, places: dict[str, Place]) -> Iterator[Data]:
    for name in data.get("matters", {}).get("little", ()):
        says = f"Whatever is signed at `{name}`, figures move, and nothing comes of it: no paper, no person, no ending."
        do = "Let something later read what it changes."
        yield _item("little", says, do, at(places[name]))


def _seldom(data: Data, places: dict[str, Place]) -> Iterator[Data]:
    found = data["seldom"]
    kinds: tuple[tuple[str, str, Callable[[str], str]], ...] = (
        ("scenes", "`{}` came", lambda n: n),
        ("choices", "The answer `{}` was signed", lambda n: n),
        ("endings", "The ending `{}` was reached", lambda n: f"ending {n}"),
        ("fates", "The fate `{}` was reached", lambda n: f"fate {n}"),
    )
    do = "That may be meant. If not, widen the road to it."
    for kind, says, key in kinds:
        for name, times in found[kind].items():
            told = f"{says.format(name)} in {times:,} of {found['plays']:,} plays."
            yield _item("seldom", told, do, at(places.get(key(name))))
    for c in data.get("clauses", {}).get("seldom_read", ()):
        side = "what stands under" if c["side"] == "if" else "what stands under {else} of"
        told = f"{side} `{{if {c['text']}}}` was read in {c['plays']:,} of {data['clauses']['plays']:,} plays."
        yield _item("seldom", told[0].upper() + told[1:], do, c)
