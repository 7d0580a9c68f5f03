"""The command line, declared once: every command, its words and its help. What it does is in `game.cli`."""

from __future__ import annotations

import argparse

from game import __version__

MOST_SEEDS = 10_000
MOST_PLAYS = 1_000_000  # a plan of them all is made first
MOST_STATES = 1_000_000_000
MOST_SECONDS = 86_400


def parser() -> argparse.ArgumentParser:
    """The command line, and the help that goes with it."""
    top = argparse.ArgumentParser(
        prog="ten-thousand-jin",
        description="A county, a desk, a record: decisions of the Great Leap Forward, 1957-62. "
        "Without a command, the desk opens.",
    )
    top.add_argument("--version", action="version", version=f"ten-thousand-jin {__version__}")
    top.add_argument("--debug", action="store_true", help="show the full trace of an error")
    spoken = "speak this language, such as zh-Hans"
    top.add_argument("--language", dest="tongue", default="", metavar="TAG", help=spoken)
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
    play.add_argument("--dossier", default="", metavar="FILE or CODE", help="the file that an earlier desk left")
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

    page = commands.add_parser("page", help="the game in the browser, for one player on this machine")
    page.add_argument("scenario", nargs="?", default="", help="its id, or the path of its folder; all if left out")
    page.add_argument("--cut", default="", help="a lesson instead of the full run")
    page.add_argument("--port", type=_port, default=0, metavar="N", help="another port than the usual one")

    _class(commands, spoken)

    file = commands.add_parser("dossier", help="the file that a run leaves, to be carried into a later desk")
    file.add_argument("save", metavar="SAVE or CODE")
    file.add_argument("--to", default="", metavar="FILE", help="write it there")
    file.add_argument("--name", default="", help="the name that stands on it")
    file.add_argument("--saves", default="", metavar="DIR", help="where saves are")
    file.add_argument("--force", action="store_true", help="write over a file that is there")
    file.add_argument("--json", action="store_true", help="as data")

    chain = commands.add_parser("campaign", help="one file, five desks: go on with the campaign, or begin one")
    chain.add_argument("--plain", action="store_true", help="linear text")
    chain.add_argument("--new", action="store_true", help="begin another campaign; the old one stays")
    chain.add_argument("--official", default="", metavar="NAME", help="let a machine official play it, and print it")
    chain.add_argument("--cut", default="", help="a lesson at every desk that has it")
    chain.add_argument("--seed", type=_seed, default=None, help="0 to 1048575, for every desk")
    chain.add_argument("--saves", default="", metavar="DIR", help="where runs are saved")
    chain.add_argument("--summaries", action="store_true", help="read summaries instead of noted scenes")

    debrief = commands.add_parser("debrief", help="what happened and why, of a run; of several, of a class")
    debrief.add_argument("runs", nargs="*", default=[], metavar="SAVE or CODE")
    debrief.add_argument("--codes", default="", metavar="FILE", help="more of them, in a text file as they come")
    debrief.add_argument(
        "--letters", action="append", default=[], metavar="STRIP", help="the strip of a booklet; --cut its lesson"
    )
    debrief.add_argument("--cut", default="", help="of strips: the lesson of the booklet")
    debrief.add_argument("--scenario", default="", help="of strips: the story of the booklet")
    debrief.add_argument("--seed", type=_seed, default=None, help="of strips: the seed of the booklet; 7 if left out")
    debrief.add_argument("--html", default="", metavar="FILE", help="as a page to read, project and print")
    debrief.add_argument("--slides", default="", metavar="FILE", help="as slides for a projector, in one HTML file")
    debrief.add_argument("--md", default="", metavar="FILE", help="as Markdown")
    debrief.add_argument("--csv", default="", metavar="FILE", help="as tables: decisions, runs, what the columns mean")
    debrief.add_argument("--teacher", action="store_true", help="with a teacher's sheets, for one run")
    debrief.add_argument("--part", action="append", default=[], metavar="PART", help="only this part, such as timeline")
    debrief.add_argument("--about", action="append", default=[], metavar="TAG", help="only timeline entries about this")
    debrief.add_argument("--mattered", action="store_true", help="play on to find which decisions mattered most")
    debrief.add_argument("--json", action="store_true", help="as data")
    debrief.add_argument("--force", action="store_true", help="write over files that are there")

    booklet = commands.add_parser("booklet", help="a lesson as a booklet to be printed, for a class without machines")
    booklet.add_argument("scenario", nargs="?", default="", help="its id, or the path of its folder")
    booklet.add_argument("--cut", default="", help="a lesson instead of the full run")
    booklet.add_argument("--html", required=True, metavar="FILE", help="the page that is printed from a browser")
    booklet.add_argument("--seed", type=_seed, default=None, help="0 to 1048575; 7 if left out")
    booklet.add_argument("--plays", type=_plays, default=800, help="from how many plays it is worked out")
    booklet.add_argument("--force", action="store_true", help="write over a file that is there")
    booklet.add_argument("--json", action="store_true", help="as data")

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

    preview = commands.add_parser("preview", help="play a scenario while you write it; saved changes show at once")
    preview.add_argument("scenario", help="its id, or the path of its folder")
    preview.add_argument("--plain", action="store_true", help="linear text")
    preview.add_argument("--from", default="", dest="start", metavar="ID", help="begin where this scene comes")
    preview.add_argument(
        "--set", action="append", default=[], metavar="NAME=VALUE", help="set a variable or a stock there"
    )
    preview.add_argument("--official", default="", metavar="NAME", help="who plays to the scene of --from")
    preview.add_argument("--cut", default="", help="a lesson instead of the full run")
    preview.add_argument("--seed", type=_seed, default=None, help="0 to 1048575")
    preview.add_argument("--summaries", action="store_true", help="read summaries instead of noted scenes")

    pack = commands.add_parser("pack", help="a scenario as one file, to be handed on")
    pack.add_argument("folder", help="its folder, or its id")
    pack.add_argument("--to", default="", metavar="FILE", help="where to; ID.ttj here if left out")
    pack.add_argument("--force", action="store_true", help="write over a file that is there")
    pack.add_argument("--json", action="store_true", help="as data")

    unpack = commands.add_parser("unpack", help="a scenario out of such a file, into a folder of its own")
    unpack.add_argument("file", help="what `pack` wrote")
    unpack.add_argument("--to", default="", metavar="FOLDER", help="a new folder; ID here if left out")
    unpack.add_argument("--force", action="store_true", help="take the place of a scenario that is there")
    unpack.add_argument("--json", action="store_true", help="as data")

    check = commands.add_parser("check", help="every mistake in a scenario, with file, line and column")
    check.add_argument("path", nargs="*", default=[], help="scenario folders; all of them if left out")
    check.add_argument("--strict", action="store_true", help="a warning counts as an error")
    check.add_argument("--explain", default="", metavar="CODE", help="the page of a finding: why, wrong and right")
    check.add_argument("--json", action="store_true", help="as data")

    cited = commands.add_parser("sources", help="the bibliography: every source, how it was checked, what rests on it")
    cited.add_argument("scenario", nargs="*", default=[], help="its id or folder; all of them if left out")
    cited.add_argument("--json", action="store_true", help="as data")

    test = commands.add_parser("playtest", help="let machine officials play")
    test.add_argument("scenario")
    test.add_argument("--runs", type=_plays, default=100, help="plays altogether")
    test.add_argument("--seed", type=_seed, default=1, help="the first seed")
    test.add_argument(
        "--official",
        nargs="+",
        action="extend",
        default=[],
        metavar="NAME",
        help="who; all of the story's if left out. random and least_used need no entry there",
    )
    test.add_argument("--cut", default="", help="play a lesson")
    test.add_argument("--workers", type=int, default=0, help="processes; all cores if left out")
    test.add_argument("--series", action="store_true", help="measures turn by turn, and a county by years")
    test.add_argument("--clauses", action="store_true", help="which conditions, and parts of them, came out both ways")
    test.add_argument("--matters", action="store_true", help="which choices matter: the same plays with another answer")
    test.add_argument("--options", action="store_true", help="which official takes which choice, and how readily")
    test.add_argument("--reference", action="store_true", help="the noise-free reference run of the model")
    test.add_argument("--transcript", action="store_true", help="print one play as text")
    test.add_argument("--replay", default="", metavar="CODE", help="print the play of a run code, to where it fails")
    test.add_argument("--overlap", action="store_true", help="how many scenes two officials' plays have in common")
    test.add_argument("--json", action="store_true", help="as data")

    walk = commands.add_parser("walk", help="walk every legal play of a scenario, where it is small enough")
    walk.add_argument("scenario", help="its id, or the path of its folder")
    walk.add_argument("--cut", default="", help="walk a lesson")
    walk.add_argument("--seed", type=_seed, default=1, help="0 to 1048575: chance is fixed by it")
    walk.add_argument("--limit", type=_states, default=5_000_000, metavar="N", help="states at most")
    walk.add_argument("--seconds", type=_seconds, default=60.0, metavar="S", help="how long at most")
    walk.add_argument("--workers", type=int, default=0, help="processes for guided plays; all cores if left out")
    walk.add_argument("--codes", action="store_true", help="print the run code of a shortest play to everything")
    walk.add_argument("--json", action="store_true", help="as data")

    words = commands.add_parser("words", help="how long the paths of scenarios are, and how hard to read")
    words.add_argument("scenario", nargs="*", default=[], help="its id or folder; all of them if left out")
    words.add_argument("--cut", default="", help="only this lesson")
    words.add_argument("--runs", type=_plays, default=70, help="machine plays of each, spread over the officials")
    words.add_argument("--json", action="store_true", help="as data")

    _tools(commands)
    _text(commands)

    doctor = commands.add_parser("doctor", help="look at this machine: terminal, folders, rights, versions")
    doctor.add_argument("--json", action="store_true", help="as data")
    for reader in (play, resume, page, file, chain, debrief, other, why, cited, doctor):
        reader.add_argument("--language", dest="tongue", default=argparse.SUPPRESS, metavar="TAG", help=spoken)
    return top


def _tools(commands: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:  # pyright: ignore[reportPrivateUsage]
    """The tools of an author."""
    new = commands.add_parser("new", help="begin a scenario: a small complete one, with a note at every key")
    new.add_argument("folder", metavar="FOLDER", help="where it goes; its name is the scenario's id")
    new.add_argument("--json", action="store_true", help="what was written, as data")

    schema = commands.add_parser("schema", help="JSON Schemas of the files, for editors that complete and explain keys")
    schema.add_argument("file", nargs="?", default="", metavar="FILE", help="such as people; a list if left out")
    schema.add_argument("--to", default="", metavar="FOLDER", help="write all of them there, for an editor to find")
    schema.add_argument("--json", action="store_true", help="as data")

    fmt = commands.add_parser("fmt", help="put the files of a scenario in order: keys, indentation, blank lines")
    fmt.add_argument("path", nargs="*", default=[], help="files, folders or scenarios; all stories if left out")
    fmt.add_argument("--check", action="store_true", help="change nothing; say which files are not in order")
    fmt.add_argument("--json", action="store_true", help="as data")

    graph = commands.add_parser("graph", help="a story as a picture: turns, scenes, what is read in what follows")
    graph.add_argument("scenario", help="its id, or the path of its folder")
    graph.add_argument("--format", choices=["mermaid", "dot", "svg"], default="", help="by the file's name")
    graph.add_argument("--kind", choices=["flow", "storylets"], default="flow", help="turns, or storylets")
    graph.add_argument("--traffic", type=int, default=0, metavar="N", help="ways that N machine plays take")
    graph.add_argument("--cut", default="", help="only this lesson")
    graph.add_argument("--to", default="", metavar="FILE", help="write it there")
    graph.add_argument("--force", action="store_true", help="write over a file that is there")
    graph.add_argument("--json", action="store_true", help="as data")


def _class(
    commands: argparse._SubParsersAction[argparse.ArgumentParser],  # pyright: ignore[reportPrivateUsage]
    spoken: str,
) -> None:
    """A class that plays together."""
    room = commands.add_parser("class", help="let a class play; `class forget` deletes what classes left")
    room.add_argument("scenario", help="its id, or the path of its folder; or `forget`")
    room.add_argument("--cut", default="", help="a lesson instead of the full run")
    room.add_argument("--host", default="", metavar="ADDRESS", help="the address of this machine that the class opens")
    room.add_argument("--port", type=_port, default=0, metavar="N", help="another port than the usual one")
    room.add_argument("--results", default="", metavar="URL", help="keep results: sqlite:///FILE, or postgresql://...")
    room.add_argument("--keep", type=_days, default=30, metavar="DAYS", help="how long they are kept (30)")
    room.add_argument("--vote", action="store_true", help="one run for all: hands are raised, you enter the counts")
    room.add_argument("--no-board", action="store_true", help="no board in this terminal, only its lines")
    room.add_argument("--no-stop", action="store_true", help="nobody waits where the story asks for a prediction")
    room.add_argument("--new", action="store_true", help="a new class, even if one was interrupted here")
    room.add_argument("--room", default="", metavar="CODE", help="hold a class that is in the results")
    room.add_argument("--name", action="append", default=[], metavar="HOST", help="its name behind a proxy")
    room.add_argument("--all", action="store_true", help="with `forget`: delete every class in the results")
    room.add_argument("--json", action="store_true", help="address, class code and link as data")
    room.add_argument("--language", dest="tongue", default=argparse.SUPPRESS, metavar="TAG", help=spoken)


def _text(commands: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:  # pyright: ignore[reportPrivateUsage]
    """A scenario in another language."""
    text = commands.add_parser("text", help="a scenario in another language: files to fill in, and how far they are")
    works = text.add_subparsers(dest="work", metavar="extract or status", required=True)
    extract = works.add_parser("extract", help="write what is missing into files for a translator; what is there stays")
    status = works.add_parser("status", help="what is said, what is missing, what has changed since")
    for work in (extract, status):
        work.add_argument("scenario", help="its id, or the path of its folder")
        work.add_argument("--language", default="", metavar="TAG", help="such as zh-Hans")
        work.add_argument("--cut", default="", help="only what this lesson can show")
        work.add_argument("--json", action="store_true", help="as data")
    extract.add_argument("--to", default="", metavar="FOLDER", help="write there instead of beside the story")
    status.add_argument("--complete", action="store_true", help="texts that are missing count as a problem too")

    record = commands.add_parser("record", help="keep a finished run as text beside its scenario")
    record.add_argument("save", metavar="SAVE or CODE")
    record.add_argument("--as", dest="name", required=True, metavar="NAME", help="what it is called: plays/NAME.txt")
    record.add_argument("--saves", default="", metavar="DIR", help="where saves are")
    record.add_argument("--force", action="store_true", help="write over one that is there")

    verify = commands.add_parser("verify", help="play what is kept again, and say what has changed")
    verify.add_argument("scenario", nargs="*", default=[], help="its id or folder; all of them if left out")
    verify.add_argument("--json", action="store_true", help="as data")


def _seed(text: str) -> int:
    if text.isascii() and text.isdigit() and int(text) < 2**20:
        return int(text)
    raise argparse.ArgumentTypeError(f"`{text[:40]}` is not a seed; give a whole number from 0 to 1048575")


def _port(text: str) -> int:
    if text.isascii() and text.isdigit() and 1 <= int(text[:6]) <= 65_535:
        return int(text)
    raise argparse.ArgumentTypeError(f"`{text[:40]}` is not a port; give a whole number from 1 to 65535")


def _days(text: str) -> int:
    if text.isascii() and text.isdigit() and 1 <= int(text[:6]) <= 366:
        return int(text)
    raise argparse.ArgumentTypeError(f"`{text[:40]}` is not a number of days; give a whole number from 1 to 366")


def _seeds(text: str) -> int:
    if text.isascii() and text.isdigit() and 1 <= int(text[:9]) <= MOST_SEEDS:
        return int(text)
    raise argparse.ArgumentTypeError(f"`{text[:40]}` is not a number of seeds; give a whole number, 1 to {MOST_SEEDS}")


def _plays(text: str) -> int:
    if text.isascii() and text.isdigit() and 1 <= int(text[:12]) <= MOST_PLAYS:
        return int(text)
    raise argparse.ArgumentTypeError(f"`{text[:40]}` is not a number of plays; give a whole number, 1 to {MOST_PLAYS}")


def _depth(text: str) -> int:
    if text.isascii() and text.isdigit() and len(text) <= 4 and int(text) <= 1000:
        return int(text)
    raise argparse.ArgumentTypeError(f"`{text[:40]}` is not a number of steps; give a whole number from 0 to 1000")


def _states(text: str) -> int:
    if text.isascii() and text.isdigit() and 1 <= int(text[:12]) <= MOST_STATES:
        return int(text)
    raise argparse.ArgumentTypeError(f"`{text[:40]}` is not a number of states; give 1 to {MOST_STATES}")


def _seconds(text: str) -> float:
    try:
        found = float(text[:20])
    except ValueError:
        found = 0.0
    if 0 < found <= MOST_SECONDS:
        return found
    raise argparse.ArgumentTypeError(f"`{text[:40]}` is not a number of seconds; give one above 0, to {MOST_SECONDS}")
