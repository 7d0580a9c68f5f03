"""What all tests share: the stories, changed copies of them, and a player who may save and load after each decision."""

from __future__ import annotations

import gc
import json
import os
import shutil
import signal
from collections.abc import Callable, Mapping
from itertools import count
from pathlib import Path

import pytest
from attrs import frozen
from hypothesis import HealthCheck, settings
from hypothesis.vendor.pretty import for_type_by_name

from game.engine.memory import Decision
from game.engine.program import Program, build
from game.engine.run import Run, begin
from game.script.faults import Fault, Faults
from game.script.reader import Loaded, examine, load
from game.session import cached, places
from game.session.runcode import decode, encode

ROOT = Path(__file__).resolve().parent.parent
STORIES = ROOT / "tests" / "stories"
GRANARY = STORIES / "granary"
GREAT_LEAP = ROOT / "story" / "great_leap"
NOTHING_COMPILED = {"PYTHONDONTWRITEBYTECODE": "1"}
"""For a program that has no room on its disk: Python would keep half of a compiled module, and trust it for ever."""
REAL = ("desk", "page", "plain")
_numbers = count()

settings.register_profile(
    "house", deadline=None, derandomize=True, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
settings.load_profile("house")

# A test that fails is printed with its arguments, field by field: a whole story is 60 MB. Its name says enough.
for_type_by_name("game.engine.program", "Program", lambda program, printer, _: printer.text(repr(program)))


def pytest_configure(config: pytest.Config) -> None:
    """Let what is compiled be kept for the processes that follow, where the surroundings forbid it beside the source.

    The workers of xdist and every program a test starts would else compile the game and its libraries anew. And let
    Ctrl-C be heard by what a test starts, wherever the tests themselves were started.
    """
    if os.environ.pop("PYTHONDONTWRITEBYTECODE", "") and not os.environ.get("PYTHONPYCACHEPREFIX"):
        os.environ["PYTHONPYCACHEPREFIX"] = str(config.rootpath / ".pytest_cache" / "bytecode")
    if signal.getsignal(signal.SIGINT) is signal.SIG_IGN:  # begun in the background, as ours would be too
        signal.signal(signal.SIGINT, signal.default_int_handler)


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Whole plays through a real terminal, browser or server are tried twice: a busy machine may keep them waiting.

    Whatever needed it is printed whole at the end, and is to be looked at: it may be a race of ours.
    """
    for item in items:
        if item.path.relative_to(ROOT / "tests").parts[0] in REAL:
            item.add_marker(pytest.mark.flaky(reruns=1))


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    """What went wrong at first in what was tried twice."""
    for report in terminalreporter.stats.get("rerun", []):
        terminalreporter.section(f"tried twice: {report.nodeid}")
        terminalreporter.write_line(report.longreprtext)


def pytest_collection_finish() -> None:
    """Eight thousand tests and what they import stay to the end: no search for rubbish need look at them again."""
    gc.collect()
    gc.freeze()
    gc.set_threshold(20_000, 10, 20)


@frozen
class Variant:
    """A changed copy of the granary."""

    folder: Path

    def faults(self) -> tuple[Fault, ...]:
        """Everything `check` would say."""
        faults = Faults()
        examine(self.folder, faults)
        return tuple(faults)

    def load(self) -> Loaded:
        """The story; raises with its faults if it has any."""
        return load(self.folder)

    def program(self, *, plain: bool = False) -> Program:
        """The story, ready to run."""
        loaded = self.load()
        return build(loaded.scenario, loaded.scope, plain=plain)


MakeVariant = Callable[..., Variant]


@pytest.fixture(scope="session")
def caches(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Where the caches of all tests are: in one folder, for pytest reads the whole of its own to give a new name."""
    return tmp_path_factory.mktemp("caches")


@pytest.fixture(scope="session")
def checked(caches: Path) -> Path:
    """Stories that were checked before, by any test: a story is checked once and not by each test that opens it."""
    folder = caches / "checked"
    folder.mkdir(mode=0o700)
    return folder


@pytest.fixture
def empty_cache(monkeypatch: pytest.MonkeyPatch, caches: Path) -> Path:
    """A cache with nothing in it."""
    folder = caches / str(next(_numbers))
    folder.mkdir()
    monkeypatch.setattr(places, "cache", lambda: folder)
    return folder


@pytest.fixture(autouse=True)
def cache(empty_cache: Path, checked: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """What a test works out is kept with the tests, and is seen by no other; checked stories alone are shared."""
    monkeypatch.setattr(cached, "folder", lambda: checked)
    return empty_cache


@pytest.fixture
def variant(tmp_path: Path) -> MakeVariant:
    """Copy the granary and change files: `variant({"world.yaml": [(old, new)]}, added={"scenes/more.yaml": text})`."""
    count = 0

    def make(
        changes: Mapping[str, list[tuple[str, str]]] | None = None, *, added: Mapping[str, str] | None = None
    ) -> Variant:
        nonlocal count
        count += 1
        home = tmp_path / f"story{count}"
        shutil.copytree(GRANARY, home / "granary")
        shutil.copy(STORIES / "bibliography.yaml", home / "bibliography.yaml")
        for name, pairs in (changes or {}).items():
            path = home / "granary" / name
            text = path.read_text(encoding="utf-8")
            for old, new in pairs:
                assert old in text, f"{name} does not hold {old!r}"
                text = text.replace(old, new, 1)
            path.write_text(text, encoding="utf-8")
        for name, text in (added or {}).items():
            path = home / "granary" / name
            before = path.read_text(encoding="utf-8") if path.exists() else ""
            path.write_text(before + text, encoding="utf-8")
        return Variant(home / "granary")

    return make


@pytest.fixture(scope="session")
def granary() -> Program:
    """The small story with one of everything."""
    loaded = load(GRANARY)
    return build(loaded.scenario, loaded.scope)


@pytest.fixture(scope="session")
def granary_plain() -> Program:
    """The same, walked by the plain evaluator."""
    loaded = load(GRANARY)
    return build(loaded.scenario, loaded.scope, plain=True)


@pytest.fixture(scope="session")
def great_leap() -> Program:
    """The first scenario."""
    loaded = load(GREAT_LEAP)
    return build(loaded.scenario, loaded.scope)


@pytest.fixture(scope="session")
def great_leap_plain() -> Program:
    """The same, walked by the plain evaluator."""
    loaded = load(GREAT_LEAP)
    return build(loaded.scenario, loaded.scope, plain=True)


@frozen
class Player:
    """Plays runs; one that `reloads` saves and loads after each decision and goes on with what came back.

    As a code and as a journal in turn: after each decision both would cost twice as much and say the same.
    """

    reloads: bool

    def begin(self, program: Program, seed: int, cut: str = "", *, trace: bool = False) -> Run:
        """A new run."""
        return self._kept(begin(program, seed, cut, trace=trace))

    def decide(self, run: Run, decision: Decision) -> Run:
        """Sign, and the run to go on with."""
        run.decide(decision)
        return self._kept(run)

    def sign(self, run: Run, *picks: str) -> Run:
        """Sign what waits, by its picks alone."""
        assert run.pending is not None
        return self.decide(run, Decision(run.pending.turn, run.pending.id, picks))

    def play(self, run: Run, choose: Callable[[Run], Decision]) -> Run:
        """Play to the end."""
        while run.pending is not None:
            run = self.decide(run, choose(run))
        return run

    def _kept(self, run: Run) -> Run:
        if not self.reloads:
            return run
        if run.trace is None and len(run.decisions) % 2:  # a code brings no trace back
            coded = decode(encode(run), run.program)
            assert coded.digest() == run.digest()
            return coded
        lines = [json.dumps([d.turn, d.scene, list(d.picks)]) for d in run.decisions]
        again = begin(run.program, run.seed, run.cut.id if run.cut else "", trace=run.trace is not None)
        for line in lines:
            turn, scene, picks = json.loads(line)
            again.decide(Decision(turn, scene, tuple(picks)))
        assert again.digest() == run.digest()
        assert again.trace == run.trace
        return again


@pytest.fixture(params=["straight", "reloaded"])
def player(request: pytest.FixtureRequest) -> Player:
    """Every test that plays runs twice: straight, and with save and load after each decision."""
    return Player(request.param == "reloaded")


def by_number(number: int) -> Callable[[Run], Decision]:
    """A way to choose that depends on a number and the state alone."""

    def choose(run: Run) -> Decision:
        assert run.pending is not None
        options = run.pending.choices_open()
        return options[(number >> (3 * (len(run.decisions) % 20))) % len(options)]

    return choose
