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

from game.arguments import parser
from game.session.lines import clean
from game.streams import let_go, open_streams

FAULTS_SHOWN = 50


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


def _page(args: argparse.Namespace) -> int:
    if args.command == "class":
        from game.class_command import hold as page
    else:
        from game.page.command import page

    return page(args)


def _dossier(args: argparse.Namespace) -> int:
    from game.debrief.file_command import dossier

    return dossier(args)


def _campaign(args: argparse.Namespace) -> int:
    if args.official:
        from game.playtest.transcript import campaign as printed

        return printed(args)
    if not args.plain:
        return _desk(args)
    from game.plain.campaign import campaign

    return campaign(args)


def _debrief(args: argparse.Namespace) -> int:
    from game.debrief.command import debrief

    return debrief(args)


def _what_if(args: argparse.Namespace) -> int:
    from game.playtest.asked import command

    return command(args)


def _why(args: argparse.Namespace) -> int:
    from game.debrief.why.command import why

    return why(args)


def _preview(args: argparse.Namespace) -> int:
    from game.playtest.rehearse import rehearse

    if not args.plain:
        from game.desk.preview import run_preview

        return run_preview(args, rehearse)
    from game.plain.preview import preview

    return preview(*rehearse(args), summaries=args.summaries)


def _check(args: argparse.Namespace) -> int:
    from game.session.check import check

    return check(args)


def _sources(args: argparse.Namespace) -> int:
    from game.debrief.sources_command import sources

    return sources(args)


def _playtest(args: argparse.Namespace) -> int:
    from game.playtest.command import playtest

    return playtest(args)


def _walk(args: argparse.Namespace) -> int:
    from game.playtest.walk.command import walk

    return walk(args)


def _words(args: argparse.Namespace) -> int:
    from game.playtest.words_command import words

    return words(args)


def _tool(args: argparse.Namespace) -> int:
    from game.tools.commands import run

    return run(args)


def _doctor(args: argparse.Namespace) -> int:
    from game.classroom.network import network
    from game.session.doctor import doctor

    return doctor(args, network)


def _text(args: argparse.Namespace) -> int:
    from game.session.translating import text

    return text(args)


COMMANDS: dict[str | None, Callable[[argparse.Namespace], int]] = {
    None: _desk,
    "play": _play,
    "resume": _resume,
    "page": _page,
    "class": _page,
    "dossier": _dossier,
    "campaign": _campaign,
    "debrief": _debrief,
    "why": _why,
    "what-if": _what_if,
    "preview": _preview,
    "pack": _tool,
    "unpack": _tool,
    "check": _check,
    "sources": _sources,
    "playtest": _playtest,
    "walk": _walk,
    "words": _words,
    "new": _tool,
    "schema": _tool,
    "text": _text,
    "fmt": _tool,
    "graph": _tool,
    "record": _tool,
    "verify": _tool,
    "booklet": _tool,
    "doctor": _doctor,
}


def main(argv: Sequence[str] | None = None) -> int:
    """Run a command and give its exit code. No traceback reaches a user without `--debug`."""
    debug = False
    try:
        signal.signal(signal.SIGTERM, _terminate)
        sys.unraisablehook = _send_again
        there = open_streams()
        args = _asked(argv)
        debug = bool(args.debug)
        if not there:
            _say("error: the machine refused: there is no standard output to write to; send it to a file or /dev/null")
            return Exit.MACHINE
        _speak(args)
        code = int(COMMANDS[args.command](args))
        with suppress(BrokenPipeError, ValueError):  # a reader who has gone wants no more; a full disk must be told
            sys.stdout.flush()
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
        let_go(sys.stdout, 1)
        let_go(sys.stderr, 2)


def _asked(argv: Sequence[str] | None) -> argparse.Namespace:
    """What was asked for. Help that found no room is no help: it is told like any other output."""
    try:
        return parser().parse_args(argv)
    except SystemExit:
        sys.stdout.flush()
        raise


AUTHORS = frozenset({"check", "playtest", "words", "text", "pack", "unpack"})  # their reports are English


def _speak(args: argparse.Namespace) -> None:
    """Speak the language asked for, or the one kept, or that of the machine where the game knows it."""
    from game.script import tongue

    asked = str(args.tongue)
    if asked and not tongue.is_tag(asked):
        from game.session.trouble import Misasked

        raise Misasked(f"`{asked[:40]}` is not the name of a language; write it like zh-Hans or fr")
    if args.command not in AUTHORS:
        tongue.speak(tongue.wanted(asked, _kept_language))


def _kept_language() -> str:
    from game.session import settings

    return settings.load().language


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
    from game.script.tongue import _
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
            _say(_("{count} more").format(count=len(error.faults) - len(shown)))
        return Exit.NO_SCENARIO
    if isinstance(error, RunFault):
        _say(_("error: the scenario cannot go on: {error}").format(error=error))
        return Exit.NO_SCENARIO
    if isinstance(error, SaveError | CodeError):
        _say(_("error: {error}").format(error=error))
        return Exit.NO_SAVE
    if isinstance(error, Misasked):
        _say(_("error: {error}").format(error=error))
        return Exit.USAGE
    if isinstance(error, Refused):
        _say(_("error: the machine refused: {error}").format(error=error))
        return Exit.MACHINE
    if isinstance(error, OSError):
        said = ": ".join(str(part) for part in (error.filename, error.strerror) if part) or str(error)
        _say(_("error: the machine refused: {error}").format(error=said))
        return Exit.MACHINE
    _say(report_bug(error))
    return Exit.BUG
