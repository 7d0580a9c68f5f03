"""`page [SCENARIO] [--cut lesson]`: the HTML face for one player, on this machine alone; prints its address."""

from __future__ import annotations

import argparse

from game.page.app import application
from game.page.house import House
from game.page.serve import bound, names_of, server
from game.page.shelf import Shelf
from game.script.tongue import _
from game.session import places
from game.session.library import check_cut, read_header_of, shelf

LOOPBACK = "127.0.0.1"


def page(args: argparse.Namespace) -> int:
    """Serve until it is ended."""
    house = House(_shelf(args))
    socket = bound(LOOPBACK, args.port)
    with socket:
        port = int(socket.getsockname()[1])
        print(_("The game is at http://{host}:{port}/").format(host=LOOPBACK, port=port))
        print(_("Only this machine can open it. Ctrl-C ends it; runs are in their addresses and codes."), flush=True)
        app = application(house, names_of(LOOPBACK, port))
        server(app).run(sockets=[socket])
    return 0


def _shelf(args: argparse.Namespace) -> Shelf:
    """All stories, or the one that was asked for. Raises ScenarioError."""
    if not args.scenario:
        folders = shelf()
        cuts = [cut.id for folder in folders for cut in read_header_of(folder).cuts]
        check_cut(args.cut, cuts, places.stories())
        if args.cut:
            folders = tuple(f for f in folders if args.cut in {c.id for c in read_header_of(f).cuts})
        return Shelf.of(folders, args.cut)
    folder = places.find_scenario(args.scenario)
    check_cut(args.cut, [cut.id for cut in read_header_of(folder).cuts], folder)
    return Shelf.of((folder,), args.cut)
