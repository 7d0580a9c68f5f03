"""`playtest`: plays over officials and seeds on all cores; their report as text or JSON (docs/playtest.schema.json)."""

from __future__ import annotations

import argparse
import json
import os
import sys
import time
from concurrent.futures import ProcessPoolExecutor
from pathlib import Path
from typing import Any

from game.engine.program import Program
from game.playtest.coverage import Coverage
from game.playtest.officials import Policy, need_officials
from game.playtest.overlap import as_text as overlap_text
from game.playtest.overlap import met, overlap
from game.playtest.plays import Play, many, play
from game.playtest.reference import reference
from game.playtest.report import add_series, report
from game.playtest.report_text import as_text, shares_as_text
from game.script.faults import Place, ScenarioError, finding
from game.session import places
from game.session.library import open_program

CHUNK = 20
TOLD_EVERY = 10
ONE_LESSON_IN = 3


def playtest(args: argparse.Namespace) -> int:
    """Play and report."""
    folder = places.find_scenario(args.scenario)
    program = open_program(folder)
    need_officials(program)
    _known(program, args.official, args.cut, folder)
    names = args.official or [o.id for o in program.scenario.officials]
    if args.transcript:
        return _transcript(program, names[0], args.seed, args.cut)
    if args.overlap:
        return _overlap(program, names, max(1, args.runs), args.seed, args.cut)
    started = time.perf_counter()
    runs = max(1, args.runs)
    jobs = [(names[i % len(names)], (args.seed + i // len(names)) % 2**20) for i in range(runs)]
    progress = not args.json and sys.stderr.isatty()
    plays, coverage = _all(folder, jobs, args.cut, args.workers, progress=progress, series=args.series)
    seconds = time.perf_counter() - started
    lessons = {} if args.cut else _cover_cuts(program, folder, jobs, args.workers, coverage)
    data = report(program, plays, coverage, args.seed, seconds, lessons)
    if args.series:
        add_series(program, data, plays)
    if args.reference:
        data["reference"] = reference(program)
    print(json.dumps(data, ensure_ascii=False, indent=1) if args.json else as_text(data))
    if args.options and not args.json:
        print(shares_as_text(data))
    return 0


def _cover_cuts(
    program: Program, folder: Path, jobs: list[tuple[str, int]], workers: int, coverage: Coverage
) -> dict[str, int]:
    """Some papers come in a lesson only: play each lesson too, for coverage and for nothing else."""
    some = jobs[: max(1, len(jobs) // ONE_LESSON_IN)]
    for cut in program.cuts:
        coverage.merge(_all(folder, some, cut, workers, progress=False)[1])
    return dict.fromkeys(program.cuts, len(some))


def _official(program: Program, name: str) -> Any:
    return next(o for o in program.scenario.officials if o.id == name)


def _known(program: Program, names: list[str], cut: str, folder: Path) -> None:
    officials = [o.id for o in program.scenario.officials]
    for name in names:
        if name not in officials:
            hint = "there are: " + ", ".join(officials)
            raise ScenarioError([finding("unknown-official", Place(str(folder)), name=name, hint=hint)])
    if cut and cut not in program.cuts:
        hint = "there are: " + (", ".join(program.cuts) or "none")
        raise ScenarioError([finding("unknown-cut", Place(str(folder)), "asked", name=cut, hint=hint)])


def _transcript(program: Program, name: str, seed: int, cut: str) -> int:
    from game.playtest.transcript import told

    _, run, teller = play(program, Policy(_official(program, name), program), seed, cut, told=True)
    assert teller is not None
    print("\n".join(told(run, teller)))
    return 0


def _overlap(program: Program, names: list[str], runs: int, first: int, cut: str) -> int:
    """Compared in one process: every play is held beside every other."""
    seeds = [(first + i) % 2**20 for i in range(max(1, runs // len(names)))]
    found = met(program, [Policy(_official(program, name), program) for name in names], seeds, cut)
    print(f"scenes in common, {len(seeds)} plays each from seed {first}, without news, forms and what always comes")
    print(overlap_text(overlap(found), {o.id: o.label for o in program.scenario.officials}))
    return 0


_PROGRAMS: dict[str, Program] = {}


def _work(folder: str, jobs: list[tuple[str, int]], cut: str, first: int, series: bool) -> tuple[list[Play], Coverage]:
    """One process's share."""
    program = _PROGRAMS.get(folder) or _PROGRAMS.setdefault(folder, open_program(Path(folder)))
    policies = {name: Policy(_official(program, name), program) for name, _ in jobs}
    return many(program, ((policies[n], s) for n, s in jobs), cut, told_every=TOLD_EVERY, first=first, series=series)


def _all(
    folder: Path, jobs: list[tuple[str, int]], cut: str, workers: int, *, progress: bool, series: bool = False
) -> tuple[list[Play], Coverage]:
    chunks = [(jobs[i : i + CHUNK], i) for i in range(0, len(jobs), CHUNK)]
    plays: list[Play] = []
    coverage = Coverage()
    count = workers or os.cpu_count() or 1
    if count == 1 or len(chunks) == 1:
        results = (_work(str(folder), chunk, cut, first, series) for chunk, first in chunks)
        _gather(results, plays, coverage, len(jobs), progress)
    else:
        with ProcessPoolExecutor(count) as pool:
            futures = [pool.submit(_work, str(folder), chunk, cut, first, series) for chunk, first in chunks]
            _gather((f.result() for f in futures), plays, coverage, len(jobs), progress)
    return plays, coverage


def _gather(results: Any, plays: list[Play], coverage: Coverage, total: int, progress: bool) -> None:
    for some, cover in results:
        plays.extend(some)
        coverage.merge(cover)
        if progress:
            print(f"\r{len(plays)} of {total} plays", end="", file=sys.stderr, flush=True)
    if progress:
        print(file=sys.stderr)
