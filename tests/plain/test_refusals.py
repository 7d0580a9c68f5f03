"""What cannot be done is said in one line on standard error, with the exit code of its kind, and never a trace."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

from game.cli import Exit
from game.session import places
from tests.plain.pipe import GRANARY, GREAT_LEAP, LONGEST, PROGRAM, ROOT, Done, lines, played, run

PLACED = re.compile(r"^.*:\d+:\d+: error [a-z-]+: [^;]+(; .+)?\Z")


def refused(done: Done, code: int) -> str:
    """What was said of it, which is all that was said."""
    assert "Traceback" not in done.err
    assert done.code == code, done.err
    assert done.err.count("error") >= 1
    assert not re.search(r"[\x00-\x09\x0b-\x1f\x7f-\x9f]", done.err)
    return done.err


@pytest.fixture(scope="module")
def code() -> str:
    """The code of a run that has not ended."""
    game, _, _ = played(GREAT_LEAP, "hedger", 4, "lesson")
    return game.rewind(3).code()


# 2: usage


@pytest.mark.parametrize(
    "words",
    [
        ("plya",), ("play", "great_leap", "--plain", "--seed", "-1"), ("play", "--seed", "1048576"),
        ("play", "--seed", "x"), ("play", "--seed"), ("play", "great_leap", "more"), ("--no",),
        ("resume", "a", "--copy", "--today"),
    ],
)  # fmt: skip
def test_usage(words: tuple[str, ...]) -> None:
    assert "usage: " in refused(run(*words), Exit.USAGE)


# 3: scenarios


NO_SCENARIOS = ["nosuch", "../story", "/", " ", "great-leap", "a" * 5000, "a/" * 3000, "\x1b[2J", "n\nn", "чужой"]


@pytest.mark.parametrize("name", NO_SCENARIOS, ids=lambda n: repr(n[:12]))
def test_a_scenario_that_is_not_there(tmp_path: Path, name: str) -> None:
    said = refused(run("play", name, "--plain", "--saves", tmp_path), Exit.NO_SCENARIO)
    assert PLACED.match(said.strip()), said
    there = ", ".join(folder.name for folder in places.scenario_folders())
    assert f"there are: {there}; or give a folder's path" in said
    assert list(tmp_path.iterdir()) == []


def test_a_lesson_that_is_not_there_is_told_before_anything_else(tmp_path: Path) -> None:
    done = run("play", "great_leap", "--plain", "--cut", "lessen", "--saves", tmp_path)
    assert "`lessen` is not a lesson of this scenario; there are: lesson" in refused(done, Exit.NO_SCENARIO)
    assert done.out == ""


def test_a_broken_scenario_names_fifty_mistakes_and_how_many_more(tmp_path: Path) -> None:
    for source in GRANARY.rglob("*.yaml"):
        copy = tmp_path / "granary" / source.relative_to(GRANARY)
        copy.parent.mkdir(parents=True, exist_ok=True)
        copy.write_text(source.read_text("utf-8"), "utf-8")
    (tmp_path / "bibliography.yaml").write_bytes((GRANARY.parent / "bibliography.yaml").read_bytes())
    rows = "".join(f"- event: bad_{n}\n  when: nothing_{n} > 0\n  title: x\n  text: x\n" for n in range(120))
    with (tmp_path / "granary" / "scenes" / "all.yaml").open("a", encoding="utf-8") as file:
        file.write(rows)
    done = run("play", tmp_path / "granary", "--plain", "--saves", tmp_path / "saves")
    said = [line for line in refused(done, Exit.NO_SCENARIO).splitlines() if ": error " in line]
    assert len(said) == 50
    assert all(PLACED.match(line) for line in said), said
    assert re.fullmatch(r"\d+ more", done.err.splitlines()[-1])
    assert not (tmp_path / "saves").exists()


# 4: saves and codes


def test_files_that_are_no_saves(tmp_path: Path) -> None:
    (tmp_path / "empty.journal").touch()
    (tmp_path / "noise.journal").write_bytes(os.urandom(4096))
    (tmp_path / "folder.journal").mkdir()
    (tmp_path / "text.journal").write_text("{}\n")
    os.mkfifo(tmp_path / "pipe.journal")
    with (tmp_path / "huge.journal").open("wb") as file:
        file.truncate(3 * 2**30)
    wanted = {
        "empty": "empty.journal is empty: no run was ever written to it",
        "noise": "noise.journal is not a save of this game, or its first line is damaged",
        "folder": "folder.journal is not a file, so it is not a save",
        "text": "text.journal is not a save of this game, or its first line is damaged",
        "pipe": "pipe.journal is not a file, so it is not a save",
        "huge": "huge.journal is not a save of this game, or its first line is damaged",
        "none": "there is no save `none`",
    }
    before = sorted(p.name for p in tmp_path.iterdir())
    for name, says in wanted.items():
        done = run("resume", name, "--plain", "--saves", tmp_path)
        assert says in refused(done, Exit.NO_SAVE)
        assert says.split(".journal")[-1] in refused(run("debrief", tmp_path / f"{name}.journal"), Exit.NO_SAVE) or (
            name == "none"
        )
    assert "none of the 6 saves" in refused(run("resume", "--plain", "--saves", tmp_path), Exit.NO_SAVE)
    assert sorted(p.name for p in tmp_path.iterdir()) == before


def test_no_saves_at_all(tmp_path: Path) -> None:
    for folder in (tmp_path, tmp_path / "missing", Path("/dev/null")):
        said = refused(run("resume", "--plain", "--saves", folder), Exit.NO_SAVE)
        assert "there is no save in" in said


def test_a_save_whose_story_is_not_here(tmp_path: Path) -> None:
    done = run("play", GRANARY, "--plain", "--seed", "3", "--saves", tmp_path / "saves", typed="1\n")
    alone = tmp_path / "alone" / "mine.journal"
    alone.parent.mkdir()
    alone.write_bytes(done.save.read_bytes())
    said = refused(run("resume", alone, "--plain"), Exit.NO_SCENARIO)
    assert "`mine.journal` is a run of the scenario `granary`, which is not here" in said
    assert alone.read_bytes() == done.save.read_bytes()


def test_a_damaged_save_opens_up_to_the_damage_and_is_left_as_it_is(tmp_path: Path) -> None:
    done = run("play", GRANARY, "--plain", "--seed", "3", "--saves", tmp_path, typed=lines("1", "2 1", "1", "answer"))
    rows = done.save.read_bytes().splitlines(keepends=True)
    damaged = b"".join([*rows[:3], rows[3].replace(b"week", b"weak"), *rows[4:]])
    done.save.write_bytes(damaged)
    again = run("resume", done.save, "--plain", "--saves", tmp_path, typed=lines("1"))
    assert (again.code, again.err) == (Exit.FINE, "")
    squeezed = " ".join(again.out.split())
    assert "! this save is damaged: line 4 cannot be trusted; what stands before it is kept" in squeezed
    assert "! granary-3.journal stays as it is; this goes on in granary-3-2.journal" in squeezed
    assert again.save.name == "granary-3-2.journal"
    assert done.save.read_bytes() == damaged


def test_a_torn_tail_is_set_aside_and_told(tmp_path: Path) -> None:
    done = run("play", GRANARY, "--plain", "--seed", "3", "--saves", tmp_path, typed=lines("1", "2 1"))
    whole = done.save.read_bytes()
    done.save.write_bytes(whole[:-20])
    again = run("resume", done.save, "--plain", "--saves", tmp_path, typed=lines("2 1"))
    assert (again.code, again.run_code) == (Exit.FINE, done.run_code)
    assert "! the last line of this save was cut off while it was written; it was set" in again.out
    assert done.save.read_bytes() == whole[:-20] + b"\n" + whole.splitlines(keepends=True)[-1]


def test_codes_as_people_type_them_and_codes_that_are_wrong(tmp_path: Path, code: str) -> None:
    def said(text: str) -> str:
        return refused(run("resume", text, "--plain", "--saves", tmp_path / "saves"), Exit.NO_SAVE)

    typed = code.lower().replace("0", "o").replace("1", "l")
    assert run("resume", typed, "--plain", "--saves", tmp_path / "typed").run_code == code
    spaced = run("resume", code.replace("-", " "), "--plain", "--saves", tmp_path / "typed")
    assert spaced.run_code == code
    assert "too short" in said(code[:9])
    assert "letter wrong, missing or too many" in said(code[:-1])
    assert "letter wrong, missing or too many" in said(code + "0")
    assert "letter wrong, missing or too many" in said(code[1] + code[0] + code[2:])
    assert "not a run code" in said(code + "é")
    assert "not a run code" in said(code + "\x1b[31m")
    assert "far too long" in said("A" * 5000)
    assert not (tmp_path / "saves").exists()


def test_a_debrief_of_an_open_code_leaves_no_save_behind(tmp_path: Path, code: str) -> None:
    done = run("debrief", code, env={"XDG_DATA_HOME": str(tmp_path)})
    assert done.code == Exit.FINE
    before = sorted((ROOT / "saves").glob("*.journal"))
    assert run("debrief", code, "--json").code == Exit.FINE
    assert sorted((ROOT / "saves").glob("*.journal")) == before


# 5: the machine


def in_a_shell(command: str) -> Done:
    """A command line as a shell runs it; `$P` is the program."""
    program = " ".join(PROGRAM)
    done = subprocess.run(
        ["bash", "-c", command.replace("$P", program)], capture_output=True, timeout=LONGEST, check=False
    )
    return Done(done.returncode, done.stdout, done.stderr.decode())


@pytest.mark.parametrize("words", ["play {0} --plain --saves {1}", "doctor", "check {0}", "debrief nothing", ""])
def test_an_output_that_is_closed_or_full(tmp_path: Path, words: str) -> None:
    told = words.format(GRANARY, tmp_path)
    assert "no standard output" in refused(in_a_shell(f"$P {told} </dev/null >&-"), Exit.MACHINE)
    if words and "nothing" not in words:
        assert "No space left on device" in refused(in_a_shell(f"$P {told} </dev/null >/dev/full"), Exit.MACHINE)


def test_an_input_that_is_closed_is_an_input_that_ends(tmp_path: Path) -> None:
    done = in_a_shell(f"$P play {GRANARY} --plain --seed 3 --saves {tmp_path} <&-")
    assert (done.code, done.err) == (Exit.FINE, "")
    assert done.run_code


@pytest.mark.parametrize("where", ["2>&-", "2>/dev/full"])
def test_an_error_that_nobody_can_hear_has_its_exit_code(where: str) -> None:
    done = in_a_shell(f"$P resume nothing-of-this-name! --plain {where}")
    assert (done.code, done.out) == (Exit.NO_SAVE, "")


@pytest.mark.parametrize("words", ["play {0} --plain --saves {1}", "doctor", "check {0}"])
def test_a_reader_that_goes_away(tmp_path: Path, words: str) -> None:
    told = words.format(GREAT_LEAP, tmp_path)
    done = in_a_shell(f"set -o pipefail; (echo 1; sleep 1; echo 1) | $P {told} | head -n 1; exit ${{PIPESTATUS[1]}}")
    assert (done.code, done.err) == (Exit.FINE, "")


def test_no_terminal_for_the_desk() -> None:
    for words in ((), ("play", "great_leap"), ("resume",)):
        assert "there is no terminal to open the desk in" in refused(run(*words), Exit.MACHINE)


# any


def test_a_poor_environment(tmp_path: Path) -> None:
    poor = {"PATH": os.environ["PATH"], "LC_ALL": "C", "PYTHONUTF8": "0", "PYTHONCOERCECLOCALE": "0", "NO_COLOR": "1"}
    words = [*PROGRAM, "play", str(GREAT_LEAP), "--plain", "--seed", "1", "--saves", str(tmp_path / "säves")]
    typed = b"words mu\nwords \xff\n"
    done = subprocess.run(words, input=typed, capture_output=True, env=poor, timeout=LONGEST, check=False)
    assert (done.returncode, done.stderr) == (Exit.FINE, b"")
    assert "mu 亩" in done.stdout.decode("utf-8")
    assert (tmp_path / "säves").is_dir()


def test_a_fault_of_ours_is_one_line_and_a_report_that_names_nobody(tmp_path: Path) -> None:
    broken = (
        "import sys, game.cli as cli\n"
        "def fault(_): raise LookupError('left by mistake')\n"
        "cli.COMMANDS['doctor'] = fault\n"
        "sys.exit(cli.main(['doctor']))\n"
    )
    env = {**os.environ, "TMPDIR": str(tmp_path), "USER": "somebody"}
    words = [sys.executable, "-c", broken]
    done = subprocess.run(words, cwd=ROOT, capture_output=True, env=env, timeout=LONGEST, check=False)
    assert done.returncode == Exit.BUG
    assert done.stdout == b""
    assert re.fullmatch(r"error: this is a fault of the game, not yours .*\n", done.stderr.decode())
    (report,) = tmp_path.glob("ten-thousand-jin-*.txt")
    assert "left by mistake" in report.read_text()
    assert "somebody" not in report.read_text()
