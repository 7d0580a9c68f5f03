"""`class SCENARIO`: a class plays. Puts the room, the pages and the board together; `class forget` deletes.

The pages answer on one private address of this machine, named and printed, and on the loopback address for the teacher.
They are served by a thread with a loop of its own; the main thread has the board, or waits.
"""

from __future__ import annotations

import argparse
import json
import signal
import sys
import threading
import time
from collections.abc import Generator
from contextlib import contextmanager, suppress
from pathlib import Path
from socket import socket
from typing import TYPE_CHECKING

from attrs import define, frozen

from game.classroom import qr, reach, symbols
from game.classroom.kept import RoomFile, room_file
from game.classroom.opening import MEMORY, open_store
from game.classroom.room import Room, find_room, open_room
from game.classroom.store import Store
from game.classroom.views import Phase
from game.script.tongue import _, ngettext
from game.session import places
from game.session.door import shown
from game.session.library import check_cut, open_program, read_header_of
from game.session.lines import clean
from game.session.trouble import Misasked, Refused

if TYPE_CHECKING:
    import uvicorn

    from game.page.seats.reached import Reached

LOOPBACK = "127.0.0.1"
FORGET = "forget"
INTERRUPTED_LATELY = 3 * 3600.0  # seconds after which a class that was interrupted is yesterday's
NOBODY_YET = 90.0  # seconds without any other machine before advice is given
AGAIN = 5.0
LAST_LOOK = 20.0  # seconds in which every open page has looked once more


@frozen
class Served:
    """A class that is served: its room, and where it is found."""

    room: Room
    address: str
    teacher: str
    again: bool

    @property
    def short(self) -> str:
        """The address with the class code, for the QR code."""
        return f"{self.address}{self.room.view().class_code}"


@define
class Serving:
    """The thread that serves. `over` is set when it has served to its end.

    Nobody joins the thread: a join that Ctrl-C interrupts takes it for dead (Python 3.11), and its sockets would be
    closed under it.
    """

    server: uvicorn.Server
    over: threading.Event
    reached: Reached

    def alive(self) -> bool:
        """Whether it still serves."""
        return not self.over.is_set()


def hold(args: argparse.Namespace) -> int:
    """Let a class play until it is ended; or delete what classes left."""
    if args.scenario == FORGET:
        from game.classroom.forget_command import forget

        return forget(args)
    folder = places.find_scenario(args.scenario)
    header = read_header_of(folder)
    check_cut(args.cut, [cut.id for cut in header.cuts], folder)
    host = LOOPBACK if args.vote else reach.address_for(args.host).host
    store = open_store(args.results or MEMORY)
    try:
        with _sockets(host, args.port) as sockets:
            return _held(args, folder, store, host, sockets)
    finally:
        store.close()


def _held(args: argparse.Namespace, folder: Path, store: Store, host: str, sockets: list[socket]) -> int:
    """Open the room, serve it, hold it, and leave nothing behind that should not stay."""
    port = int(sockets[0].getsockname()[1])
    room, again = _room(args, folder, store, port)
    inner = int(sockets[-1].getsockname()[1])
    token = symbols.teacher_token(room.kept().secret, room.id)
    served = Served(room, f"http://{host}:{port}/", f"http://{LOOPBACK}:{inner}/teacher/in/{token}", again)
    with _serving(args, folder, served, sockets, (host, port), inner) as serving:
        cut_off = "" if reach.answers(host, port) else _("this machine cannot reach its own address {host}:{port}")
        cut_off = cut_off.format(host=host, port=port)
        if _has_board(args):
            _board(args, served, serving, (host, port), cut_off)
        else:
            if cut_off:
                _say(_("error: {why}").format(why=cut_off))
                _advise(host, port)
            _tell(args, served)
            _wait(args, served, serving, (host, port))
        _farewell(served.room, serving)
    if room.file is not None and not (_has_board(args) and _goes_on(served)):
        room.file.delete()
    return 0


def _farewell(room: Room, serving: Serving) -> None:
    """Of a deleted class: say so, and answer a moment longer, so that students' pages say that it is over."""
    if room.store.room(room.id) is not None:
        return
    _say(_("Deleted: every seat, what it signed, what was guessed and written."))
    if serving.reached.is_watched():
        _say(_("For a few seconds students' pages are still told that the class is over. Ctrl-C leaves at once."))
        with suppress(KeyboardInterrupt):
            serving.over.wait(LAST_LOOK)


def _goes_on(served: Served) -> bool:
    """Whether the class is kept and was not ended: the board alone was closed."""
    kept = served.room.store.room(served.room.id)
    return served.room.store.kind != "memory" and kept is not None and kept.phase != Phase.ENDED


def _board(args: argparse.Namespace, served: Served, serving: Serving, at: tuple[str, int], cut_off: str) -> None:
    """The board, until it is closed; then what is left of the class."""
    from game.desk.board.start import run_board
    from game.desk.board.watch import Invite

    view, began = served.room.view(), time.monotonic()
    alone = args.vote or at[0] == LOOPBACK

    def advise() -> str:
        soon = alone or time.monotonic() - began < NOBODY_YET
        if serving.reached.outside or (soon and not cut_off):
            return ""
        return cut_off[:1].upper() + cut_off[1:] + "." if cut_off else _("No other device has opened the address yet.")

    def tries() -> tuple[str, ...]:
        return () if alone else reach.advice(*at, reach.addresses())

    notes = [_kept(served.room.store, view.keep_until)]
    if served.again:
        notes.insert(0, _("This goes on with the class that was interrupted. For another one: --new"))
    invite = Invite(served.address, served.short, served.teacher)
    run_board(served.room, invite, serving.alive, advise, tries, tuple(notes))
    if _goes_on(served):
        print(_("The class is not ended; the same command goes on with it."))
        print(_kept(served.room.store, view.keep_until))


def _room(args: argparse.Namespace, folder: Path, store: Store, port: int) -> tuple[Room, bool]:
    """The room: one in the results by its class code, one that was interrupted here, or a new one."""
    program = open_program(folder)
    if args.room:
        found = find_room(store, [program], args.room)
        if found is None:
            says = _("there is no class `{code}` of this story in {named}")
            raise Misasked(says.format(code=shown(args.room), named=store.named))
        return found, True
    file = room_file(places.classes(), port, store.named)
    if args.new or not _lately(file):
        file.delete()
    known = file.read()
    room = open_room(
        store, program, args.cut, file=file, vote=args.vote, stops=waits_at_the_stop(args),
        playing=args.vote or not _has_board(args), days=args.keep,
    )  # fmt: skip
    return room, known is not None and known.id == room.id


def _has_board(args: argparse.Namespace) -> bool:
    """Whether the board is held in this terminal. Without one nobody might open the signing, so it is open at once."""
    from game.desk.board.start import can_open

    return not args.no_board and not args.json and can_open()


def waits_at_the_stop(args: argparse.Namespace) -> bool:
    """Whether the class waits where the story predicts: where a board can let it go on, and behind a proxy none can."""
    return not (args.no_stop or args.name)


def _lately(file: RoomFile) -> bool:
    """Whether a class was interrupted on this port a short while ago."""
    try:
        return time.time() - file.path.stat().st_mtime < INTERRUPTED_LATELY
    except OSError:
        return False


@contextmanager
def _sockets(host: str, port: int) -> Generator[list[socket]]:
    """A socket at the class's address, and one for the teacher on loopback, on the same port if possible."""
    from game.page.serve import bound

    found = [bound(host, port)]
    try:
        if host != LOOPBACK:
            try:
                found.append(bound(LOOPBACK, int(found[0].getsockname()[1])))
            except Refused:
                found.append(bound(LOOPBACK, 0))
        yield found
    finally:
        for one in found:
            one.close()


@contextmanager
def _serving(
    args: argparse.Namespace, folder: Path, served: Served, sockets: list[socket], at: tuple[str, int], inner: int
) -> Generator[Serving]:
    """The pages, in a thread, until it is over."""
    from game.page.seats.pages import class_pages
    from game.page.serve import names_of, server

    names = (*names_of(*at), *names_of(LOOPBACK, inner), *args.name)
    own = frozenset({LOOPBACK, at[0]})
    reached = class_pages(served.room, folder, served.address, names, own, proxied=bool(args.name))
    running = server(reached)
    over = threading.Event()

    def serve() -> None:
        try:
            running.run(sockets=sockets)
        finally:
            over.set()

    threading.Thread(target=serve, name="pages", daemon=True).start()
    until = time.monotonic() + 20
    while not running.started and not over.is_set() and time.monotonic() < until:
        time.sleep(0.02)
    if not running.started:
        raise Refused(_("the pages could not be served at {address}").format(address=served.address))
    try:
        yield Serving(running, over, reached)
    finally:
        running.should_exit = True
        over.wait(10)


def _tell(args: argparse.Namespace, served: Served) -> None:
    """Where the class is found, and what is kept of it."""
    view = served.room.view()
    if args.json:
        told = {"address": served.address, "class_code": view.class_code, "teacher": served.teacher, "room": view.id,
                "again": served.again, "results": served.room.store.kind, "keep_until": view.keep_until}  # fmt: skip
        print(json.dumps(told), flush=True)
        return
    if served.again:
        print(_("This goes on with the class that was interrupted. For another one: --new"))
    if not view.vote:
        if sys.stdout.isatty():
            print("\n".join(f"\x1b[97;40m{row}\x1b[0m" for row in qr.rows(served.short)))
        print(_("Address:     {address}").format(address=served.address))
        print(_("Class code:  {code}").format(code=view.class_code))
    print(_("Teacher:     {link}").format(link=served.teacher))
    print(_("             (opens on this machine alone)"))
    print(_kept(served.room.store, view.keep_until))
    print(_("Ctrl-C ends the class."), flush=True)


def _kept(store: Store, until: float) -> str:
    """How long results stay, and how they go."""
    if store.kind == "memory":
        return _("Results are in memory, and gone when this ends. No name and no address is kept.")
    day = time.strftime("%Y-%m-%d", time.localtime(until))
    return _("Results are in {named} until {day}; `class forget` deletes them before. No name is kept.").format(
        named=store.named, day=day
    )


def _wait(args: argparse.Namespace, served: Served, serving: Serving, at: tuple[str, int]) -> None:
    """Until Ctrl-C, asked twice where students would lose their class; or until the class is deleted.

    Ctrl-C is noted and not raised meanwhile: breaking into a look at the results, it would empty those in memory.
    """
    pressed = threading.Event()

    def press(_number: int, _frame: object) -> None:
        pressed.set()

    before = signal.signal(signal.SIGINT, press)
    try:
        _until(pressed, args, served, serving, at)
    finally:
        signal.signal(signal.SIGINT, before)


def _until(
    pressed: threading.Event, args: argparse.Namespace, served: Served, serving: Serving, at: tuple[str, int]
) -> None:
    began, advised, asked = time.monotonic(), args.vote or at[0] == LOOPBACK, 0.0
    while serving.alive():
        if not pressed.wait(0.5):
            if served.room.store.room(served.room.id) is None:
                return
            if not advised and (serving.reached.outside or time.monotonic() - began > NOBODY_YET):
                advised = True
                if not serving.reached.outside:
                    _say(_("No other device has opened the address yet. If none can:"))
                    _advise(*at)
        else:
            pressed.clear()
            here = _here(served.room)
            if not here or not sys.stdin.isatty() or time.monotonic() - asked < AGAIN:
                return
            asked = time.monotonic()
            _say(ngettext("{count} student plays.", "{count} students play.", here).format(count=here))
            _say(_("Press Ctrl-C again to end the class."))


def _here(room: Room) -> int:
    """How many students would lose their class."""
    with suppress(Exception):  # whatever is wrong with the results must not keep a teacher from ending
        return room.board().playing
    return 0


def _advise(host: str, port: int) -> None:
    for line in reach.advice(host, port, reach.addresses()):
        _say(f"  - {line}")


def _say(text: str) -> None:
    print(clean(text), file=sys.stderr, flush=True)
