"""`debrief SAVE or CODE ...`: what a run, or a class, came to: as text, as data, as a page, as Markdown, as tables.

Shapes of the data: docs/debrief.schema.json for one run, docs/debrief-class.schema.json for several. Files are checked
before anything is worked out, and written whole or not at all.
"""

from __future__ import annotations

import argparse
import json
import sys
from collections import deque
from collections.abc import Callable, Iterable, Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from game.debrief import strips
from game.debrief.build import debrief as build
from game.debrief.choose import about, only
from game.debrief.data import as_data
from game.debrief.files import check_free, write_file
from game.debrief.gather import gather, wanted
from game.debrief.hidden import LEAST
from game.debrief.sheet import Sheet, sheet_of
from game.debrief.singles import as_json, for_tables, singles
from game.debrief.text import lines_of_sheet
from game.debrief.views import DebriefView
from game.engine.run import Run
from game.playtest.asked import INTERRUPTED, progress
from game.playtest.gather import StillOpen
from game.playtest.pool import Watch
from game.script.tongue import _
from game.session.game import Game
from game.session.journal import SaveError
from game.session.lines import clean
from game.session.trouble import Misasked

if TYPE_CHECKING:
    from game.debrief.deck.build import Deck

PROBLEMS = 1


def debrief(args: argparse.Namespace) -> int:
    """Print or write what runs came to. The saves are opened, read and left as they were."""
    names, unread = strips.as_codes(wanted([*args.runs, *strips.asked(args)], args.codes), args)
    files = _files(args)
    found = gather(names, _on_a_terminal(_("{done} of {total} runs read")))
    found.troubles[:0] = unread
    try:
        for line in (*found.troubles, *found.notes):
            _say(line)
        if found.single is not None:
            if found.single.notice:
                _say(found.single.notice)
            return _one(args, files, found.runs[0][0], found.single)
        if args.about:
            raise Misasked(_("a timeline is of one run; give one save or code with `--about`"))
        if args.teacher:
            raise Misasked(_("a teacher's sheets are of one run; give one save or code with `--teacher`"))
        _check_enough(args, files, len(found.runs))
        left_out = _class(args, files, found.runs)
        for trouble in left_out:
            _say(trouble)
        return PROBLEMS if found.troubles or left_out else 0
    finally:
        found.close()


def _one(args: argparse.Namespace, files: dict[str, Path], name: str, game: Game) -> int:
    """The debrief of one run, with what was worked out of plays that were not played, or is now."""
    from game.debrief.explained import with_explained
    from game.debrief.otherwise import by_command, with_found, with_recalled, worked_out
    from game.debrief.trial import with_trial

    view, more = build(game), by_command(name)
    if args.mattered:
        try:
            watch = Watch(progress) if sys.stderr.isatty() else Watch()
            view = with_found(view, worked_out(game.run, watch.tell, watch.stop), more)
        except StillOpen as error:
            raise SaveError(str(error)) from error
    else:
        view = with_recalled(view, game.run, more)
    view = with_trial(with_explained(view, game), game.first, game.run)
    view = about(view, args.about)
    if "slides" in files:
        from game.debrief.deck.build import deck_of_one

        _slides(files, deck_of_one(view))
    _give(args, files, only(sheet_of(view, teacher=args.teacher), args.part), view)
    return INTERRUPTED if args.mattered and not view.found.complete else 0


def _class(args: argparse.Namespace, files: dict[str, Path], runs: Sequence[tuple[str, Run]]) -> list[str]:
    """The debrief of a class; gives what was left out of it, and why."""
    from game.debrief.class_page import class_data, class_sheet
    from game.debrief.deck.build import deck_of

    tell = _on_a_terminal(_("{done} of {total} parts played again"))
    deck = deck_of(runs, every=args.mattered, watch=Watch(tell))
    sheet = only(class_sheet(deck.view, deck.like, deck.changed), args.part)
    if "slides" in files:
        _slides(files, deck)
    views: Iterable[DebriefView] = _singles(runs) if args.json or "decisions" in files else ()
    rows: list[DebriefView] = []
    if "decisions" in files:
        views = _noted(views, rows)
    if args.json:
        _pieces(as_json(views, class_data(deck.view, deck.changed)))
    else:
        deque(views, maxlen=0)
    _write(files, sheet, rows)
    if not files and not args.json:
        _print(lines_of_sheet(sheet))
    return list(deck.left_out)


def _check_enough(args: argparse.Namespace, files: dict[str, Path], runs: int) -> None:
    """Raises Misasked where there are so few that there is nothing to tell of a class. Data and tables are of each."""
    if runs < LEAST and (not (args.json or files) or {"html", "md", "slides"} & files.keys()):
        says = _(
            "these are {runs} runs, and a class's debrief begins at {least}: with fewer, every figure would be "
            "somebody's own. Nothing was written; each run has a debrief of its own"
        )
        raise Misasked(says.format(runs=runs, least=LEAST))


def _slides(files: dict[str, Path], deck: Deck) -> None:
    from game.debrief.deck.html import page

    write_file(files["slides"], page(deck.title, deck.slides, deck.sources))


def _singles(runs: Sequence[tuple[str, Run]]) -> Iterator[DebriefView]:
    return singles(runs, _on_a_terminal(_("{done} of {total} runs written")))


def _noted(views: Iterable[DebriefView], rows: list[DebriefView]) -> Iterator[DebriefView]:
    """The same, with what tables need of each kept."""
    for view in views:
        rows.append(for_tables(view))
        yield view


def _files(args: argparse.Namespace) -> dict[str, Path]:
    """Every file that is to be written, by what goes into it; all of them may be written, as far as can be told."""
    found = {what: Path(name) for what in ("html", "md", "slides") if (name := getattr(args, what))}
    if args.csv:
        from game.debrief.table import FILES

        path = Path(args.csv)
        found |= {what: path.with_name(f"{path.stem}{more}{path.suffix}") for what, more in FILES.items()}
    for path in found.values():
        check_free(path, force=args.force)
    return found


def _give(args: argparse.Namespace, files: dict[str, Path], sheet: Sheet, view: DebriefView) -> None:
    """Write the files, or print; data is printed whatever else is written."""
    _write(files, sheet, [view])
    if args.json:
        _print([json.dumps(as_data(view), ensure_ascii=False, indent=1)])
    elif not files:
        _print(lines_of_sheet(sheet))


def _write(files: dict[str, Path], sheet: Sheet, views: Sequence[DebriefView]) -> None:
    """Write the files."""
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


def _on_a_terminal(text: str) -> Callable[[int, int], None]:
    """A line on a terminal that counts up; nothing elsewhere."""

    def tell(done: int, total: int) -> None:
        end = "\n" if done == total else ""
        print("\r" + text.format(done=done, total=total), end=end, file=sys.stderr, flush=True)

    return tell if sys.stderr.isatty() else lambda _done, _total: None


def _print(lines: Iterable[str]) -> None:
    _pieces(["\n".join(lines), "\n"])


def _pieces(pieces: Iterable[str]) -> None:
    """Text to standard output, piece by piece."""
    reconfigure = getattr(sys.stdout, "reconfigure", None)
    if reconfigure is not None:
        reconfigure(encoding="utf-8", errors="replace")
    for piece in pieces:
        sys.stdout.write(piece)
    sys.stdout.flush()


def _say(text: str) -> None:
    print(clean(text), file=sys.stderr)
