"""`what-if SAVE or CODE --decision ID --choose ID`: one decision of an ended run changed, as text or as data."""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Iterator, Sequence

from attrs import asdict

from game.playtest.acts import Act, acts_of, plan_name, plan_picks
from game.playtest.apart import why_apart
from game.playtest.gather import StillOpen, case_of
from game.playtest.pairs import Change
from game.playtest.pool import Watch
from game.playtest.text import what_if_lines
from game.playtest.whatif import what_if
from game.script.faults import nearest
from game.script.tongue import _
from game.session import places
from game.session.door import shown
from game.session.journal import SaveError
from game.session.library import resume_game
from game.session.lines import clean
from game.session.trouble import Misasked

INTERRUPTED = 130


def command(args: argparse.Namespace) -> int:
    """Print what would have happened. The save is opened, read and left as it was."""
    game = resume_game(args.save)
    try:
        if game.notice:
            print(clean(game.notice), file=sys.stderr)
        run = game.run
    finally:
        game.close()
    try:
        act = find_act(acts_of(run.program, case_of(run)), args.decision)
    except StillOpen as error:
        raise SaveError(str(error)) from error
    picks = find_picks(act, args.choose)
    watch = Watch(progress) if sys.stderr.isatty() and not args.json else Watch()
    view = what_if(run, act.number, picks, seeds=args.seeds, workers=args.workers, watch=watch, folder=places.cache())
    if args.json:
        print(json.dumps(asdict(view), ensure_ascii=False, indent=1))
    else:
        print("\n".join(what_if_lines(view, why_apart(run, Change(act.number, picks)))))
    return 0 if view.complete else INTERRUPTED


def progress(done: int, total: int) -> None:
    """A line on a terminal that counts up."""
    end = "\n" if done == total else ""
    print("\r" + _("{done} of {total} plays").format(done=done, total=total), end=end, file=sys.stderr, flush=True)


def find_act(acts: Sequence[Act], name: str) -> Act:
    """A decision by its number or its scene. Raises Misasked with those that are there."""
    if name.isascii() and name.isdigit():
        if 1 <= int(name[:9]) <= len(acts):
            return acts[int(name[:9]) - 1]
        raise Misasked(
            _("there is no decision {name}; this run has decisions 1 to {acts}").format(
                name=shown(name), acts=len(acts)
            )
        )
    found = [act for act in acts if act.scene == name]
    if len(found) == 1:
        return found[0]
    if found:
        numbers = ", ".join(f"{act.number} ({act.turn_label})" for act in found)
        raise Misasked(
            _("`{name}` was decided more than once; say which by its number: {numbers}").format(
                name=shown(name), numbers=numbers
            )
        )
    close = nearest(name, {act.scene for act in acts})
    there = ", ".join(f"{act.number} {act.scene}" for act in acts)
    hint = f" {close}" if close else ""
    raise Misasked(
        _("this run has no decision `{name}`;{hint} there are: {there}").format(
            name=shown(name), hint=hint, there=there
        )
    )


def find_picks(act: Act, chosen: str) -> tuple[str, ...]:
    """The other answer. Raises Misasked with those that were open."""
    picks = _plan(act, chosen) if act.plan else _answer(act, chosen)
    if picks == act.picks:
        raise Misasked(
            _("{chosen} is what was signed; open besides: {act}").format(chosen=shown(chosen), act=_open(act))
        )
    return picks


def _plan(act: Act, chosen: str) -> tuple[str, ...]:
    wanted = set(plan_picks(chosen))
    found = next(
        (
            plan_picks(name)
            for name in act.says[0]
            if set(plan_picks(name)) == wanted or chosen == str(act.number_of(0, name))
        ),
        None,
    )
    if found is None:
        raise Misasked(_("{act}; join looks with a comma").format(act=_not_open(act, chosen)))
    return found


def _answer(act: Act, chosen: str) -> tuple[str, ...]:
    """A choice; or steps of a form, each as `step` or `field.step`, the other lines as they were signed.

    A choice or a step is named by its id, or by its number at the desk.
    """
    picks = list(act.picks)
    for name in chosen.split(","):
        field, _bar, step = name.rpartition(".")
        ids = [label for label, _ in act.labels] or [""]
        found = [
            (place, pick)
            for place, (own, says) in enumerate(zip(ids, act.says, strict=True))
            for pick in says
            if field in ("", own) and step in (pick, str(act.number_of(place, pick)))
        ]
        if not found:
            raise Misasked(_not_open(act, name))
        if len(found) > 1:
            lines = ", ".join(f"{ids[place]}.{pick}" for place, pick in found)
            raise Misasked(
                _("`{name}` stands in more than one line of this form; say which: {lines}").format(
                    name=shown(name), lines=lines
                )
            )
        place, pick = found[0]
        picks[place] = pick
    return tuple(picks)


def _not_open(act: Act, chosen: str) -> str:
    return _("`{chosen}` was not open at decision {number}, `{scene}`; there were: {act}").format(
        chosen=shown(chosen), number=act.number, scene=act.scene, act=_open(act)
    )


def _open(act: Act) -> str:
    return ", ".join(_names(act))


def _names(act: Act) -> Iterator[str]:
    """Every answer that was open, but the one signed, each with its number at the desk."""
    if act.plan:
        yield from (f"{act.number_of(0, name)} {name}" for name in act.says[0] if name != plan_name(act.picks))
        return
    ids = [label for label, _ in act.labels] or [""]
    for row, (own, says, signed) in enumerate(zip(ids, act.says, act.picks, strict=True)):
        lead = f"{own}." if own else ""
        yield from (f"{act.number_of(row, step)} {lead}{step}" for step in says if step != signed)
