"""`playtest`: plays over officials and seeds on all cores; their report as text or JSON (docs/playtest.schema.json).

A play that fails does not stop the others; the exit code says that there was one. Interrupted from the keyboard, it
reports what was played by then.
"""

from __future__ import annotations

import argparse
import json
import sys
import time
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from game.engine.program import Program
from game.playtest.advice import advice
from game.playtest.batch import Batch, Job, jobs_of, play_all, portions
from game.playtest.coverage import LEAST_USED
from game.playtest.findings import clauses, failures, matters, repeats
from game.playtest.listening import listen_all
from game.playtest.overlap import as_text as overlap_text
from game.playtest.overlap import met, overlap
from game.playtest.players import known, official_of, players, usual
from game.playtest.plays import play
from game.playtest.pool import Crew, Watch
from game.playtest.progress import Progress
from game.playtest.reference import reference
from game.playtest.report import add_series, report
from game.playtest.report_text import as_text, shares_as_text
from game.playtest.telling import Telling
from game.playtest.weighing import PLAYS, weigh_all
from game.script.faults import Place, ScenarioError, finding
from game.session import places
from game.session.library import open_program

ONE_IN = 3  # a lesson, and whoever is sent to the rare branches, plays a third as often
INTERRUPTED = 130


def playtest(args: argparse.Namespace) -> int:
    """Play and report. Gives 1 where a play went wrong."""
    folder = places.find_scenario(args.scenario)
    program = open_program(folder)
    if args.replay:
        from game.playtest.transcript import replay

        return replay(program, args.replay)
    _known(program, args.official, args.cut, folder)
    names = args.official or list(usual(program))
    if args.transcript:
        return _transcript(program, names[0], args.seed, args.cut)
    if args.overlap:
        return _overlap(program, names, max(1, args.runs), args.seed, args.cut)
    with Crew(program, args.workers) as crew:
        data, complete = _report(crew, names, args)
    print(json.dumps(data, ensure_ascii=False, indent=1) if args.json else as_text(data))
    if args.options and not args.json:
        print(shares_as_text(data))
    return int(bool(data["failures"])) if complete else INTERRUPTED


def _report(crew: Crew, names: Sequence[str], args: argparse.Namespace) -> tuple[dict[str, Any], bool]:
    """All that is asked for, and whether it was played to the end."""
    program, watching = crew.program, not args.json and sys.stderr.isatty()

    def watch(what: str = "") -> Watch:
        return Watch(Progress(what)) if watching else Watch()

    started = time.perf_counter()
    jobs = jobs_of(names, max(1, args.runs), args.seed)
    batch = play_all(crew, portions(jobs, args.cut, series=args.series), watch())
    plays, seconds = batch.in_order(), time.perf_counter() - started
    some = jobs[: max(1, len(jobs) // ONE_IN)]
    lessons = [] if args.cut else list(program.cuts)
    played = {cut: _cover(crew, batch, some, cut, watch(f"lesson {cut}: ")) for cut in lessons if batch.complete}
    others = {cut: n for cut, n in played.items() if n}
    data = report(program, plays, batch.coverage, args.seed, seconds, others, args.cut)
    data["failures"], data["repeats"] = failures(batch.failures, args.scenario), repeats(program, batch.often)
    complete = batch.complete
    if args.clauses and complete:
        complete = _add_clauses(crew, data, jobs, some, [args.cut, *lessons], watch("conditions: "), args)
    if args.matters and complete:
        complete = _add_matters(crew, data, jobs, watch("choices: "), args)
    if args.series:
        add_series(program, data, plays)
    if args.reference:
        data["reference"] = reference(program)
    data["advice"], data["complete"] = advice(program, data), complete
    return data, complete


def _cover(crew: Crew, batch: Batch, some: Sequence[Job], cut: str, watch: Watch) -> int:
    """Some papers come in a lesson only: play each lesson too, for coverage and failures and for nothing else.

    Gives how many plays were made.
    """
    found = play_all(crew, portions(some, cut), watch)
    batch.coverage.merge(found.coverage)
    batch.failures += found.failures
    batch.complete = batch.complete and found.complete
    for again in found.often.values():
        batch.note(again)
    return found.asked


def _add_clauses(
    crew: Crew,
    data: dict[str, Any],
    jobs: Sequence[Job],
    some: Sequence[Job],
    cuts: Sequence[str],
    watch: Watch,
    args: argparse.Namespace,
) -> bool:
    """The pass over conditions: the same plays again, and where nobody was named, some that look for rare branches."""
    started = time.perf_counter()
    seekers = jobs_of([LEAST_USED], 0 if args.official else len(some), args.seed)
    work = [p for cut in cuts for p in portions((*(jobs if cut == cuts[0] else some), *seekers), cut)]
    heard, wrong, complete = listen_all(crew, work, watch)
    every = Telling.of(crew.program.scenario, crew.program.scope).clauses.every
    data["clauses"] = clauses(every, heard, time.perf_counter() - started)
    data["failures"] += failures(wrong, args.scenario)
    return complete


def _add_matters(crew: Crew, data: dict[str, Any], jobs: Sequence[Job], watch: Watch, args: argparse.Namespace) -> bool:
    """The pass over choices: the same plays, forked."""
    started = time.perf_counter()
    found, complete = weigh_all(crew, portions(jobs, args.cut, size=PLAYS), watch)
    data["matters"] = matters(crew.program, found, time.perf_counter() - started)
    data["failures"] += failures(found.failures, args.scenario)
    return complete


def _known(program: Program, names: list[str], cut: str, folder: Path) -> None:
    for name in names:
        if official_of(program, name) is None:
            hint = "there are: " + ", ".join(known(program))
            raise ScenarioError([finding("unknown-official", Place(str(folder)), name=name, hint=hint)])
    if cut and cut not in program.cuts:
        hint = "there are: " + (", ".join(program.cuts) or "none")
        raise ScenarioError([finding("unknown-cut", Place(str(folder)), "asked", name=cut, hint=hint)])


def _transcript(program: Program, name: str, seed: int, cut: str) -> int:
    from game.playtest.transcript import told

    _, run, teller = play(program, players(program, [name])[name], seed, cut, told=True)
    assert teller is not None
    print("\n".join(told(run, teller)))
    return 0


def _overlap(program: Program, names: list[str], runs: int, first: int, cut: str) -> int:
    """Compared in one process: every play is held beside every other."""
    seeds = [(first + i) % 2**20 for i in range(max(1, runs // len(names)))]
    found = met(program, players(program, names).values(), seeds, cut)
    print(f"scenes in common, {len(seeds)} plays each from seed {first}, without news, forms and what always comes")
    print(overlap_text(overlap(found), {n: _label(program, n) for n in names}))
    return 0


def _label(program: Program, name: str) -> str:
    official = official_of(program, name)
    return official.label if official else name
