"""`debrief SAVE or CODE ...`: what a run, or a class, came to: as text, as data, as a page, as Markdown, as tables.

Shapes of the data: docs/debrief.schema.json for one run, docs/debrief-class.schema.json for several. Files are checked
before anything is worked out, and written whole or not at all.
"""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Iterable, Sequence
from pathlib import Path

from game.debrief import strips
from game.debrief.build import debrief as build
from game.debrief.choose import about, only
from game.debrief.data import as_data
from game.debrief.files import check_free, write_file
from game.debrief.gather import gather, wanted
from game.debrief.sheet import Sheet, sheet_of
from game.debrief.text import lines_of_sheet
from game.debrief.views import DebriefView
from game.playtest.asked import INTERRUPTED, progress
from game.playtest.gather import StillOpen
from game.playtest.pool import Watch
from game.script.tongue import _
from game.session.game import Game
from game.session.journal import SaveError
from game.session.lines import clean
from game.session.trouble import Misasked

PROBLEMS = 1


def debrief(args: argparse.Namespace) -> int:
    """Print or write what runs came to. The saves are opened, read and left as they were."""
    names, unread = strips.as_codes(wanted([*args.runs, *strips.asked(args)], args.codes), args)
    files = _files(args)
    found = gather(names)
    found.troubles[:0] = unread
    try:
        for trouble in found.troubles:
            _say(trouble)
        for _name, game in found.games:
            if game.notice:
                _say(game.notice)
        if len(names) == 1:
            return _one(args, files, names[0], found.games[0][1])
        if args.about:
            raise Misasked(_("a timeline is of one run; give one save or code with `--about`"))
        if args.mattered:
            raise Misasked(_("decisions are changed in one run; give one save or code with `--mattered`"))
        if args.teacher:
            raise Misasked(_("a teacher's sheets are of one run; give one save or code with `--teacher`"))
        left_out = _class(args, files, found.games)
        for trouble in left_out:
            _say(trouble)
        return PROBLEMS if found.troubles or left_out else 0
    finally:
        found.close()


def _one(args: argparse.Namespace, files: dict[str, Path], name: str, game: Game) -> int:
    """The debrief of one run, with what was worked out of plays that were not played, or is now."""
    from game.debrief.explained import with_explained
    from game.debrief.otherwise import by_command, with_found, with_recalled, worked_out

    view, more = build(game), by_command(name)
    if args.mattered:
        try:
            watch = Watch(progress) if sys.stderr.isatty() else Watch()
            view = with_found(view, worked_out(game.run, watch.tell, watch.stop), more)
        except StillOpen as error:
            raise SaveError(str(error)) from error
    else:
        view = with_recalled(view, game.run, more)
    view = with_explained(view, game)
    view = about(view, args.about)
    _give(args, files, only(sheet_of(view, teacher=args.teacher), args.part), [view], as_data(view))
    return INTERRUPTED if args.mattered and not view.found.complete else 0


def _class(args: argparse.Namespace, files: dict[str, Path], games: Sequence[tuple[str, Game]]) -> list[str]:
    """The debrief of a class; gives what was left out of it, and why."""
    from game.debrief.class_page import class_data, class_sheet
    from game.debrief.together import together

    view, left_out = together(games)
    views = [build(game) for _, game in games]
    data = {"runs": [as_data(v) for v in views], "class": class_data(view)}
    like = next((v for v in views if v.closed), views[0])
    _give(args, files, only(class_sheet(view, like), args.part), views, data)
    return left_out


def _files(args: argparse.Namespace) -> dict[str, Path]:
    """Every file that is to be written, by what goes into it; all of them may be written, as far as can be told."""
    found = {what: Path(name) for what in ("html", "md") if (name := getattr(args, what))}
    if args.csv:
        from game.debrief.table import FILES

        path = Path(args.csv)
        found |= {what: path.with_name(f"{path.stem}{more}{path.suffix}") for what, more in FILES.items()}
    for path in found.values():
        check_free(path, force=args.force)
    return found


def _give(
    args: argparse.Namespace, files: dict[str, Path], sheet: Sheet, views: Sequence[DebriefView], data: object
) -> None:
    """Write the files, or print; data is printed whatever else is written."""
    if "html" in files:
        from game.debrief.html import page

        write_file(files["html"], page(sheet))
    if "md" in files:
        from game.debrief.markdown import as_markdown

        write_file(files["md"], as_markdown(sheet))
    if "decisions" in files:
        from game.debrief.table import ENCODING, tables

        for what, text in tables(views).items():
            write_file(files[what], text, encoding=ENCODING)
    for path in files.values():
        _say(_("written: {path}").format(path=path))
    if args.json:
        _print([json.dumps(data, ensure_ascii=False, indent=1)])
    elif not files:
        _print(lines_of_sheet(sheet))


def _print(lines: Iterable[str]) -> None:
    reconfigure = getattr(sys.stdout, "reconfigure", None)
    if reconfigure is not None:
        reconfigure(encoding="utf-8", errors="replace")
    print("\n".join(lines))


def _say(text: str) -> None:
    print(clean(text), file=sys.stderr)
