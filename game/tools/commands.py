"""The commands of this room, by name: each is imported when it is asked for."""

from __future__ import annotations

import argparse


def run(args: argparse.Namespace) -> int:
    """Run one of them."""
    if args.command == "new":
        from game.tools.new import new as chosen
    elif args.command == "schema":
        from game.tools.schema_command import schema as chosen
    elif args.command == "fmt":
        from game.tools.fmt_command import fmt as chosen
    elif args.command == "graph":
        from game.tools.graph_command import graph as chosen
    elif args.command == "pack":
        from game.tools.pack import pack as chosen
    elif args.command == "unpack":
        from game.tools.unpack import unpack as chosen
    elif args.command == "booklet":
        from game.tools.booklet.command import booklet as chosen
    elif args.command == "record":
        from game.tools.golden_command import record as chosen
    else:
        from game.tools.golden_command import check_plays as chosen
    return chosen(args)
