"""The commands. Each is declared once, imports its face only when it runs, and ends with the exit codes of the README.

0 fine; 1 the checked thing has problems; 2 usage; 3 the scenario cannot be loaded; 4 the save or code cannot be loaded;
5 the machine refused; 70 our own bug; 130 and 143 interrupted, after saving.
"""

from __future__ import annotations

import argparse
import os
import signal
import sys
from collections.abc import Callable, Sequence
from contextlib import suppress
from enum import IntEnum
from types import FrameType
from typing import TextIO

from game import __version__
from game.session.lines import clean

FAULTS_SHOWN = 50
MOST_SEEDS = 10_000


class Exit(IntEnum):
    """Exit codes."""

    FINE = 0
    PROBLEMS = 1
    USAGE = 2
    NO_SCENARIO = 3
    NO_SAVE = 4
    MACHINE = 5
    BUG = 70
    INTERRUPTED = 130
    TERMINATED = 143


class Terminated(BaseException):
    """The system asked us to end; raised so that everything open is closed in order."""


def parser() -> argparse.ArgumentParser:
    """The command line, and the help that goes with it."""
    top = argparse.ArgumentParser(
        prog="ten-thousand-jin",
        description="A county, a desk, a record: decisions of the Great Leap Forward, 1957-62. "
        "Without a command, the desk opens.",
    )
    top.add_argument("--version", action="version", version=f"ten-thousand-jin {__version__}")
    top.add_argument("--debug", action="store_true", help="show the full trace of an error")
    commands = top.add_subparsers(dest="command", metavar="COMMAND")

    play = commands.add_parser("play", help="play a scenario")
    play.add_argument("scenario", nargs="?", default="", help="its id, or the path of its folder")
    play.add_argument("--plain", action="store_true", help="linear text: one answer a line, from standard input")
    play.add_argument("--cut", default="", help="a lesson instead of the full run")
    play.add_argument(
        "--after", default="", metavar="SAVE or CODE", help="a finished run of the lesson that this one goes on from"
    )
    play.add_argument("--seed", type=_seed, default=None, help="0 to 1048575; the same seed has the same chance")
    play.add_argument("--saves", default="", metavar="DIR", help="where the run is saved")
    play.add_argument("--summaries", action="store_true", help="read summaries instead of noted scenes")

    resume = commands.add_parser("resume", help="go on with a save or a run code")
    resume.add_argument("save", nargs="?", default="", metavar="SAVE or CODE", help="the latest save if left out")
    resume.add_argument("--plain", action="store_true", help="linear text")
    resume.add_argument("--saves", default="", metavar="DIR", help="where saves are")
    ways = resume.add_mutually_exclusive_group()
    ways.set_defaults(way="")
    help_of = {
        "as-begun": "if the story has changed: in the story as it was begun",
        "today": "if the story has changed: the same decisions in today's story, in a new save",
        "copy": "if the story has changed: from the last decision that agrees, in a new save",
    }
    for way, says in help_of.items():
        ways.add_argument(f"--{way}", dest="way", action="store_const", const=way, help=says)
    resume.add_argument("--summaries", action="store_true", help="read summaries instead of noted scenes")

    debrief = commands.add_parser("debrief", help="what happened and why, of a run; of several, of a class")
    debrief.add_argument("runs", nargs="*", default=[], metavar="SAVE or CODE")
    debrief.add_argument("--codes", default="", metavar="FILE", help="more of them, one a line")
    debrief.add_argument("--html", default="", metavar="FILE", help="as a page to read, project and print")
    debrief.add_argument("--md", default="", metavar="FILE", help="as Markdown")
    debrief.add_argument("--csv", default="", metavar="FILE", help="as tables: decisions, runs, what the columns mean")
    debrief.add_argument("--teacher", action="store_true", help="with a teacher's sheets, for one run")
    debrief.add_argument("--part", action="append", default=[], metavar="PART", help="only this part, such as timeline")
    debrief.add_argument("--about", action="append", default=[], metavar="TAG", help="only timeline entries about this")
    debrief.add_argument("--mattered", action="store_true", help="play on to find which decisions mattered most")
    debrief.add_argument("--json", action="store_true", help="as data")
    debrief.add_argument("--force", action="store_true", help="write over files that are there")

    other = commands.add_parser("what-if", help="one decision of an ended run changed, over many seeds")
    other.add_argument("save", metavar="SAVE or CODE")
    other.add_argument("--decision", required=True, metavar="ID", help="its number in the run, or its scene")
    other.add_argument("--choose", required=True, metavar="ID", help="what is signed instead; of a form: field.step")
    other.add_argument("--seeds", type=_seeds, default=200, help="how many seeds, the run's own among them")
    other.add_argument("--workers", type=int, default=0, help="processes; all cores if left out")
    other.add_argument("--json", action="store_true", help="as data")

    why = commands.add_parser("why", help="why a figure of a run is what it is, or why a paper came or did not")
    why.add_argument("save", metavar="SAVE or CODE")
    why.add_argument("what", metavar="FIGURE-or-DOCUMENT", help="a figure of the ledger, a name of the model, a paper")
    why.add_argument("--turn", default="", metavar="T", help="at the end of which turn; the last one if left out")
    why.add_argument("--depth", type=_depth, default=None, metavar="N", help="how many steps back; 0 for all of them")
    why.add_argument("--json", action="store_true", help="as data")

    check = commands.add_parser("check", help="every mistake in a scenario, with file, line and column")
    check.add_argument("path", nargs="*", default=[], help="scenario folders; all of them if left out")
    check.add_argument("--json", action="store_true", help="as data")

    cited = commands.add_parser("sources", help="the bibliography: every source, how it was checked, what rests on it")
    cited.add_argument("scenario", nargs="*", default=[], help="its id or folder; all of them if left out")
    cited.add_argument("--json", action="store_true", help="as data")

    test = commands.add_parser("playtest", help="let machine officials play")
    test.add_argument("scenario")
    test.add_argument("--runs", type=int, default=100, help="plays altogether")
    test.add_argument("--seed", type=_seed, default=1, help="the first seed")
    test.add_argument("--official", nargs="+", action="extend", default=[], metavar="NAME", help="who; all if left out")
    test.add_argument("--cut", default="", help="play a lesson")
    test.add_argument("--workers", type=int, default=0, help="processes; all cores if left out")
    test.add_argument("--series", action="store_true", help="yearly series")
    test.add_argument("--options", action="store_true", help="which official takes which choice, and how readily")
    test.add_argument("--reference", action="store_true", help="the noise-free reference run of the model")
    test.add_argument("--transcript", action="store_true", help="print one play as text")
    test.add_argument("--overlap", action="store_true", help="how many scenes two officials' plays have in common")
    test.add_argument("--json", action="store_true", help="as data")

    doctor = commands.add_parser("doctor", help="look at this machine: terminal, folders, rights, versions")
    doctor.add_argument("--json", action="store_true", help="as data")
    return top


def _seed(text: str) -> int:
    if text.isascii() and text.isdigit() and int(text) < 2**20:
        return int(text)
    raise argparse.ArgumentTypeError(f"`{text[:40]}` is not a seed; give a whole number from 0 to 1048575")


def _seeds(text: str) -> int:
    if text.isascii() and text.isdigit() and 1 <= int(text[:9]) <= MOST_SEEDS:
        return int(text)
    raise argparse.ArgumentTypeError(f"`{text[:40]}` is not a number of seeds; give a whole number, 1 to {MOST_SEEDS}")


def _depth(text: str) -> int:
    if text.isascii() and text.isdigit() and len(text) <= 4 and int(text) <= 1000:
        return int(text)
    raise argparse.ArgumentTypeError(f"`{text[:40]}` is not a number of steps; give a whole number from 0 to 1000")


def _desk(args: argparse.Namespace) -> int:
    from game.desk.start import run_desk

    return run_desk(args)


def _play(args: argparse.Namespace) -> int:
    if not args.plain:
        return _desk(args)
    from game.plain.start import play

    return play(args)


def _resume(args: argparse.Namespace) -> int:
    if not args.plain:
        return _desk(args)
    from game.plain.start import resume

    return resume(args)


def _debrief(args: argparse.Namespace) -> int:
    from game.debrief.command import debrief

    return debrief(args)


def _what_if(args: argparse.Namespace) -> int:
    from game.playtest.asked import command

    return command(args)


def _why(args: argparse.Namespace) -> int:
    from game.debrief.why.command import why

    return why(args)


def _check(args: argparse.Namespace) -> int:
    from game.session.check import check

    return check(args)


def _sources(args: argparse.Namespace) -> int:
    from game.debrief.sources_command import sources

    return sources(args)


def _playtest(args: argparse.Namespace) -> int:
    from game.playtest.command import playtest

    return playtest(args)


def _doctor(args: argparse.Namespace) -> int:
    from game.session.doctor import doctor

    return doctor(args)


COMMANDS: dict[str | None, Callable[[argparse.Namespace], int]] = {
    None: _desk,
    "play": _play,
    "resume": _resume,
    "debrief": _debrief,
    "why": _why,
    "what-if": _what_if,
    "check": _check,
    "sources": _sources,
    "playtest": _playtest,
    "doctor": _doctor,
}


def main(argv: Sequence[str] | None = None) -> int:
    """Run a command and give its exit code. No traceback reaches a user without `--debug`."""
    debug = False
    try:
        signal.signal(signal.SIGTERM, _terminate)
        sys.unraisablehook = _send_again
        there = _open_streams()
        args = parser().parse_args(argv)
        debug = bool(args.debug)
        if not there:
            _say("error: the machine refused: there is no standard output to write to; send it to a file or /dev/null")
            return Exit.MACHINE
        code = int(COMMANDS[args.command](args))
        return _ended_by_signal() if _dropped else code
    except KeyboardInterrupt:
        return Exit.INTERRUPTED
    except Terminated:
        return Exit.TERMINATED
    except BrokenPipeError:  # the reader has gone: nothing more to say, and the save is synced
        return Exit.FINE
    except Exception as error:  # noqa: BLE001 - the outermost door: what comes here becomes words and an exit code
        return _explain(error, debug)
    finally:
        _let_go(sys.stdout, 1)
        _let_go(sys.stderr, 2)


def _open_streams() -> bool:
    """Where the system closed a stream, put one that leads nowhere: no file of ours may take its number.

    Gives whether there was an output.
    """
    there = sys.stdout is not None  # pyright: ignore[reportUnnecessaryComparison] - None is how a closed one shows
    for name, mode in (("stdin", "r"), ("stdout", "w"), ("stderr", "w")):
        if getattr(sys, name) is None:
            setattr(sys, name, open(os.devnull, mode, encoding="utf-8"))  # noqa: SIM115 - it stays open
    return there


def _let_go(stream: TextIO, number: int) -> None:
    """Write what is left; where nobody takes it, leave quietly, so that the exit code stays ours."""
    try:
        stream.flush()
    except (OSError, ValueError):
        nowhere = os.open(os.devnull, os.O_WRONLY)
        os.dup2(nowhere, number)
        os.close(nowhere)


def _say(text: str) -> None:
    """A line for the user on standard error, with nothing in it that a terminal would obey."""
    with suppress(OSError, ValueError):  # nobody hears it; the exit code still says it
        print(clean(text), file=sys.stderr)


def _terminate(_number: int, _frame: FrameType | None) -> None:
    raise Terminated


_dropped: list[Exit] = []  # the exit codes of signals that fell where Python drops exceptions


def _ended_by_signal() -> Exit:
    """The code of a signal that was dropped; its second sending has nothing left to end."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    signal.signal(signal.SIGTERM, signal.SIG_IGN)
    return _dropped[0]


def _send_again(dropped: sys.UnraisableHookArgs) -> None:
    """A signal fell into a destructor, where Python drops what is raised: send it once more, a moment later."""
    import threading

    ours = {Terminated: (signal.SIGTERM, Exit.TERMINATED), KeyboardInterrupt: (signal.SIGINT, Exit.INTERRUPTED)}
    if dropped.exc_type not in ours:
        return
    number, code = ours[dropped.exc_type]
    _dropped.append(code)
    timer = threading.Timer(0.01, os.kill, (os.getpid(), number))
    timer.daemon = True
    timer.start()


def _explain(error: Exception, debug: bool) -> int:
    """An exception as one line on standard error, and its exit code."""
    from game.engine.faults import RunFault
    from game.script.faults import ScenarioError
    from game.session.journal import SaveError
    from game.session.runcode import CodeError
    from game.session.trouble import Misasked, Refused, report_bug

    if debug:
        import traceback

        traceback.print_exception(error)
    if isinstance(error, ScenarioError):
        shown = error.faults[:FAULTS_SHOWN]
        for fault in shown:
            _say(fault.with_caret())
        if len(error.faults) > len(shown):
            _say(f"{len(error.faults) - len(shown)} more")
        return Exit.NO_SCENARIO
    if isinstance(error, RunFault):
        _say(f"error: the scenario cannot go on: {error}")
        return Exit.NO_SCENARIO
    if isinstance(error, SaveError | CodeError):
        _say(f"error: {error}")
        return Exit.NO_SAVE
    if isinstance(error, Misasked):
        _say(f"error: {error}")
        return Exit.USAGE
    if isinstance(error, Refused):
        _say(f"error: the machine refused: {error}")
        return Exit.MACHINE
    if isinstance(error, OSError):
        said = ": ".join(str(part) for part in (error.filename, error.strerror) if part) or str(error)
        _say(f"error: the machine refused: {said}")
        return Exit.MACHINE
    _say(report_bug(error))
    return Exit.BUG
