"""The house: arrows point downward only, in the source and in what is loaded; modules stay small and say their law."""

from __future__ import annotations

import ast
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent.parent
GAME = ROOT / "game"
MOST_LINES = 350

# room: the rooms it may know. Anything else is an arrow that points up or sideways.
ALLOWED: dict[str, dict[str, str]] = {
    "script": {},
    "engine": {"script": "a program is made of a scenario"},
    "session": {"script": "loads scenarios", "engine": "owns a run"},
    "playtest": {
        "script": "reads officials",
        "engine": "plays runs without a face",
        "session": "counts the words and endings a player would read",
    },
    "debrief": {
        "script": "reads what a scenario says of its record",
        "engine": "reads a finished run and its trace",
        "session": "opens saves and codes",
        "playtest": "what-if only: one decision changed over many seeds",
    },
    "classroom": {
        "script": "where a story has a class predict, and what comes to everybody",
        "engine": "reads what a run signed",
        "session": "run codes, and where a room's file lies",
        "debrief": "counts that may be shown, how a paper is called without a run's figures, votes as slides show them",
    },
    "tools": {
        "script": "reads the files of authors, and the shapes that read them",
        "engine": "plays what a transcript holds",
        "session": "opens scenarios, saves and codes",
        "playtest": "the traffic of machine plays, for pictures",
        "debrief": "files that are written whole or not at all",
    },
    "plain": {
        "script": "names faults",
        "engine": "names refusals",
        "session": "the Game it shows",
        "debrief": "goes on to the second act",
    },
    "desk": {
        "script": "names faults",
        "engine": "names refusals",
        "session": "the Game it shows",
        "debrief": "goes on to the second act",
        "classroom": "the room on the teacher's board",
    },
    "page": {
        "script": "names faults",
        "engine": "names refusals",
        "session": "the Game it shows",
        "debrief": "goes on to the second act",
        "classroom": "the room that students sit in",
    },
}
WORDS_BELOW = {  # a face may lend its words to a room that prints
    "game/playtest/transcript.py": {"plain.words"},
    "game/debrief/command.py": {"plain.words"},
    "game/debrief/text.py": {"plain.words"},
}
OUTSIDE: dict[str, tuple[str, ...]] = {  # libraries that only one place may know
    "yaml": ("game/script/gate.py", "game/script/findings/"),  # what authors write, and what we tell them of it
    "textual": ("game/desk/",),
    "rich": ("game/desk/",),
    "filelock": ("game/session/",),
    "platformdirs": ("game/session/",),
    "sqlalchemy": ("game/classroom/",),
    "jinja2": ("game/debrief/", "game/page/", "game/tools/booklet/"),
    "segno": ("game/classroom/",),
    "ifaddr": ("game/classroom/",),
    "markupsafe": ("game/debrief/", "game/page/"),
    "starlette": ("game/page/",),
    "anyio": ("game/page/",),
    "uvicorn": ("game/page/", "game/class_command.py"),
}


def modules() -> list[Path]:
    return sorted(GAME.rglob("*.py"))


def name_of(path: Path) -> str:
    return str(path.relative_to(ROOT))


def imports(path: Path) -> Iterator[tuple[str, int]]:
    """Every import of a module, those inside functions and for types too."""
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            yield from ((alias.name, node.lineno) for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"{name_of(path)}:{node.lineno}: a relative import hides where it points"
            base = node.module or ""
            yield base, node.lineno
            yield from ((f"{base}.{alias.name}", node.lineno) for alias in node.names if base == "game")


def room_of(path: Path) -> str:
    parts = path.relative_to(GAME).parts
    return parts[0] if len(parts) > 1 else ""


@pytest.mark.parametrize("path", modules(), ids=name_of)
def test_arrows_point_downward_in_the_source(path: Path) -> None:
    room = room_of(path)
    wrong: list[str] = []
    for target, line in imports(path):
        parts = target.split(".")
        if parts[0] != "game" or len(parts) < 2 or parts[1].startswith("_") or not room:
            continue
        lent = ".".join(parts[1:]) in WORDS_BELOW.get(name_of(path), set()) or target == "game.plain"
        if parts[1] != room and parts[1] not in ALLOWED[room] and not (lent and name_of(path) in WORDS_BELOW):
            wrong.append(f"{name_of(path)}:{line} imports {target}")
    assert not wrong, "\n".join(wrong)


@pytest.mark.parametrize("path", modules(), ids=name_of)
def test_a_library_is_known_in_one_place(path: Path) -> None:
    for target, line in imports(path):
        home = OUTSIDE.get(target.split(".")[0])
        assert home is None or name_of(path).startswith(home), f"{name_of(path)}:{line} imports {target}"


def test_rooms_are_the_rooms_of_the_table() -> None:
    rooms = {p.name for p in GAME.iterdir() if p.is_dir() and (p / "__init__.py").exists()}
    assert rooms <= set(ALLOWED)


def test_the_table_has_no_circle() -> None:
    done: list[str] = []
    rest = dict(ALLOWED)
    while rest:
        free = [room for room, below in rest.items() if set(below) <= set(done)]
        assert free, f"a circle among {sorted(rest)}"
        for room in free:
            done.append(room)
            del rest[room]


PROBE = "import sys; import {0}; print(' '.join(sorted(sys.modules)))"


def loaded_by(module: str) -> set[str]:
    """What a fresh process has loaded after importing one module."""
    command = [sys.executable, "-c", PROBE.format(module)]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=True)
    return set(done.stdout.split())


@pytest.mark.parametrize(
    ("module", "never"),
    [
        ("game.script.reader", ("game.engine", "game.session", "textual", "filelock")),
        ("game.script.model", ("yaml", "textual")),
        ("game.script.files", ("yaml", "game.script.scenes", "game.script.world", "game.script.linker")),
        ("game.engine.run", ("game.session", "yaml", "textual", "filelock", "platformdirs", "json", "random")),
        ("game.session.game", ("game.plain", "game.desk", "game.debrief", "game.playtest", "yaml", "textual")),
        ("game.playtest.plays", ("game.desk", "game.plain", "game.debrief", "textual")),
        ("game.playtest.asked", ("game.desk", "game.plain", "game.debrief", "textual")),
        ("game.plain.face", ("game.desk", "game.page", "textual")),
        ("game.classroom.room", ("game.desk", "game.page", "game.plain", "textual", "starlette", "uvicorn")),
        ("game.cli", ("yaml", "textual", "rich", "asyncio", "game.engine", "game.script", "game.desk", "game.plain")),
        ("game.cli", ("starlette", "uvicorn", "anyio", "game.page")),
        ("game.page.app", ("textual", "rich", "yaml", "game.desk", "game.plain")),
    ],
)
def test_what_a_room_loads(module: str, never: tuple[str, ...]) -> None:
    found = loaded_by(module)
    wrong = sorted(m for m in found if any(m == n or m.startswith(f"{n}.") for n in never))
    assert not wrong, f"{module} loads {', '.join(wrong)}"


@pytest.mark.parametrize("path", modules(), ids=name_of)
def test_modules_are_small_and_say_what_they_are(path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    assert len(text.splitlines()) <= MOST_LINES, f"{name_of(path)} has more than {MOST_LINES} lines"
    tree = ast.parse(text)
    assert ast.get_docstring(tree), f"{name_of(path)} has no docstring"
    silent = [f"{name_of(path)}:{n.lineno} {n.name}" for n in public(tree) if not ast.get_docstring(n)]
    assert not silent, "no docstring: " + ", ".join(silent)


def public(tree: ast.Module) -> Iterator[ast.ClassDef | ast.FunctionDef | ast.AsyncFunctionDef]:
    """Public functions and classes of a module."""
    for node in tree.body:
        if isinstance(node, ast.ClassDef | ast.FunctionDef | ast.AsyncFunctionDef) and not node.name.startswith("_"):
            yield node


def test_main_starts_the_commands_and_nothing_else() -> None:
    found = {target for target, _ in imports(ROOT / "main.py")} - {"__future__"}
    assert {t.split(".")[0] for t in found} <= {"game", "signal", "sys"}
    assert any(t.startswith("game.cli") or t == "game" for t in found)
