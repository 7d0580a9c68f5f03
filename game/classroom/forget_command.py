"""`class forget`: what classes left is deleted, with everything in it; or named, where it was not said which."""

from __future__ import annotations

import argparse
import json
import time
from pathlib import Path

from game.classroom import symbols
from game.classroom.opening import open_store
from game.classroom.rows import RoomKept
from game.classroom.store import Store
from game.script.tongue import _, ngettext
from game.session import places
from game.session.door import shown
from game.session.trouble import Misasked


def forget(args: argparse.Namespace) -> int:
    """Delete a class with everything in it, or all of them; say what is there if it is not said which."""
    left = _left_files()
    if not args.results:
        for path in left:
            path.unlink(missing_ok=True)
        print(_("Results were in memory: nothing of them is left. With `--results URL`, those kept there are deleted."))
        return 0
    store = open_store(args.results)
    try:
        return _forget(args, store)
    finally:
        store.close()


def _forget(args: argparse.Namespace, store: Store) -> int:
    expired = store.forget_expired(time.time())
    rooms = store.rooms()
    code = symbols.class_code(args.room)
    chosen = rooms if args.all else tuple(r for r in rooms if code and r.class_code == code)
    if not chosen and not (args.all and not rooms):
        there = "; ".join(_line(r) for r in rooms[:50]) or _("none")
        if args.room:
            says = _("there is no class `{code}` there; there are: {there}")
            raise Misasked(says.format(code=shown(args.room), there=there))
        raise Misasked(_("say which class: `--room CODE`, or `--all`; there are: {there}").format(there=there))
    gone = store.forget(*(r.id for r in chosen))
    store.tidy()
    if args.json:
        print(json.dumps({"deleted": gone, "expired": expired}))
        return 0
    says = ngettext("{count} class is deleted, with all that was in it.", "{count} classes are deleted.", gone)
    print(says.format(count=gone))
    return 0


def _line(room: RoomKept) -> str:
    opened, until = (time.strftime("%Y-%m-%d", time.localtime(t)) for t in (room.opened, room.keep_until))
    return _("{code} ({scenario}, opened {opened}, kept until {until})").format(
        code=room.class_code, scenario=shown(room.scenario), opened=opened, until=until
    )


def _left_files() -> tuple[Path, ...]:
    """The files of rooms that were interrupted and never gone on with."""
    return tuple(path for path in places.classes().glob("room-*.json"))
