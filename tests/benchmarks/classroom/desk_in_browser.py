"""The desk as textual-serve starts it: its terminal is a browser, so the question whether there is one is left out."""

from __future__ import annotations

import sys

from game.arguments import parser
from game.desk.app import DeskApp
from game.desk.start import opening

if __name__ == "__main__":
    DeskApp(opening(parser().parse_args(["play", "great_leap", "--cut", "lesson", "--saves", sys.argv[1]]))).run()
