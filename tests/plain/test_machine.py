"""A machine that does not help: a full disk, a folder that may not be written, two programs on one save. Real ones."""

from __future__ import annotations

import os
import resource
import shutil
import subprocess
from pathlib import Path

import pytest

from game.cli import Exit
from game.session.game import Game
from game.session.journal import read_journal
from tests.conftest import NOTHING_COMPILED
from tests.plain.pipe import GRANARY, GREAT_LEAP, PROGRAM, Done, lines, played, run, talk

PLAY = ("play", GRANARY, "--plain", "--seed", "3", "--saves")
LESSON = ("play", "great_leap", "--plain", "--cut", "lesson", "--seed", "4", "--saves")
ANSWERS = ("1", "2 1", "1", "answer", "true_count")


def told(done: Done) -> str:
    """What was said, on one line."""
    return " ".join(done.out.split())


def scenes(path: Path) -> list[str]:
    """The scenes a save can be trusted with."""
    contents = read_journal(path)
    assert not contents.damaged
    return [x.scene for x in contents.lines]


# a full disk


@pytest.fixture(scope="module")
def begun(tmp_path_factory: pytest.TempPathFactory) -> tuple[Game, list[str], int]:
    """A lesson of which five decisions are signed, what was typed, and how long the heading of its save is."""
    whole, numbers, _ = played(GREAT_LEAP, "hedger", 4, "lesson")
    return whole.rewind(5), numbers[:5], run(*LESSON, tmp_path_factory.mktemp("empty")).save.stat().st_size


@pytest.mark.parametrize("room", [-1, 0, 150])
def test_no_file_may_grow(tmp_path: Path, begun: tuple[Game, list[str], int], room: int) -> None:
    """Room for so many bytes after the heading: what fits is whole, what does not is told and can go on."""
    short, answers, heading = begun

    def limit() -> None:
        resource.setrlimit(resource.RLIMIT_FSIZE, (heading + room, resource.RLIM_INFINITY))

    done = run(*LESSON, tmp_path, typed=lines(*answers), preexec_fn=limit, env=NOTHING_COMPILED)
    assert (done.code, done.err, done.run_code) == (Exit.MACHINE, "", short.code())
    assert "Type keep FOLDER to save this run in another place." in done.out
    assert "the run code holds every decision" in told(done)
    saves = list(tmp_path.glob("*.journal"))
    assert len(saves) == (room >= 0)
    for path in saves:
        kept = len(scenes(path))
        assert scenes(path) == [d.scene for d in short.run.decisions][:kept]
        assert f"{5 - kept} decisions not saved: File too large" in told(done)
        again = run("resume", path, "--plain", "--saves", tmp_path, typed=lines(*answers[kept:]))
        assert (again.code, again.run_code) == (Exit.FINE, short.code())
        assert len(scenes(path)) == 5
    full = run("resume", done.run_code, "--plain", "--saves", tmp_path / "full", preexec_fn=limit, env=NOTHING_COMPILED)
    assert (full.code, full.run_code) == (Exit.MACHINE, done.run_code)
    assert "! this run is not being saved: no save can be made in" in told(full)
    coded = run("resume", done.run_code, "--plain", "--saves", tmp_path / "coded")
    assert (coded.code, len(scenes(coded.save))) == (Exit.FINE, 5)


NEW_MOUNTS = ("unshare", "--map-root-user", "--mount")


@pytest.fixture
def small_disk(tmp_path: Path) -> Path:
    """A folder over which a small disk can be mounted, in a program's own view of the machine."""
    folder = tmp_path / "disk"
    folder.mkdir()
    if shutil.which("unshare") is None:
        pytest.skip("needs unshare")
    tried = subprocess.run([*NEW_MOUNTS, "mount", "-t", "tmpfs", "none", folder], capture_output=True, check=False)
    if tried.returncode:
        pytest.skip("this system lets nobody mount")
    return folder


def on_a_disk(folder: Path, options: str, before: str, *words: str | Path, typed: str) -> Done:
    """The program with a disk of its own mounted over a folder."""
    script = f'mount -t tmpfs -o {options} none "$0" && {before} && exec "$@"'
    done = subprocess.run(
        [*NEW_MOUNTS, "sh", "-c", script, folder, *PROGRAM, *map(str, words)],
        input=typed.encode(), capture_output=True, timeout=120, check=False,
    )  # fmt: skip
    return Done(done.returncode, done.stdout, done.stderr.decode())


def test_a_disk_that_is_full_and_another_place(small_disk: Path, tmp_path: Path) -> None:
    other = tmp_path / "other"
    fill = 'head -c 61440 /dev/zero > "$0/fill"; rm -rf "$0/none"'  # one page left: enough for a short save
    done = on_a_disk(small_disk, "size=64k", fill, *PLAY, small_disk, typed=lines(*ANSWERS))
    assert done.code == Exit.FINE
    assert "! the story could not be kept beside the saves (No space left on device)" in told(done)
    full = 'head -c 65536 /dev/zero > "$0/fill"'
    done = on_a_disk(small_disk, "size=64k", full, *PLAY, small_disk, typed=lines(*ANSWERS[:2]))
    assert done.code == Exit.MACHINE
    assert f"! this run is not being saved: no save can be made in {small_disk} (No space left" in told(done)
    typed = lines(*ANSWERS[:2], f"keep {other}", ANSWERS[2])
    done = on_a_disk(small_disk, "size=64k", full, *PLAY, small_disk, typed=typed)
    assert (done.code, done.err) == (Exit.FINE, "")
    assert done.save.parent == other
    assert scenes(done.save) == ["looks.morning", "measure", "looks.morning"]


def test_a_disk_that_fills_up_between_two_plays(small_disk: Path, tmp_path: Path) -> None:
    save = run(*PLAY, tmp_path / "saves", typed=lines(*ANSWERS)).save
    before = (
        f'cp -r "{save.parent}" "$0/saves" && i=0; '
        'while [ $i -lt 400 ] && head -c 1000 /dev/zero >> "$0/fill" 2>/dev/null; do i=$((i+1)); done; true'
    )
    words = ("resume", small_disk / "saves" / save.name, "--plain", "--saves", small_disk / "saves")
    done = on_a_disk(small_disk, "size=256k", before, *words, typed=lines("back 1", "back 1", "answer"))
    assert (done.code, done.err) == (Exit.MACHINE, "")
    assert "the earlier run is kept in its own save" in told(done)
    assert "! this run is not being saved: no save can be made in" in told(done)
    assert "the earlier run is not saved; its run code is" in told(done)
    assert "Saved in: " not in done.out


def test_a_disk_for_reading_only(small_disk: Path) -> None:
    done = on_a_disk(small_disk, "ro", "true", *PLAY, small_disk, typed=lines(*ANSWERS))
    assert done.code == Exit.MACHINE
    assert f"! this run is not being saved: no save can be made in {small_disk} (Read-only file system)" in told(done)
    assert "Saved in: " not in done.out


# rights


@pytest.fixture
def as_anybody() -> tuple[str, ...]:
    """What to put before a command so that rights count for it, as they do not for the system's keeper."""
    if os.geteuid():
        return ()
    found = ("setpriv", "--bounding-set=-dac_override,-dac_read_search")
    if shutil.which("setpriv") is None or subprocess.run([*found, "true"], check=False).returncode:
        pytest.skip("rights do not count for the user of this test")
    return found


def by(before: tuple[str, ...], *words: str | Path, typed: str) -> Done:
    """The program run by anybody."""
    done = subprocess.run(
        [*before, *PROGRAM, *map(str, words)], input=typed.encode(), capture_output=True, timeout=120, check=False
    )
    return Done(done.returncode, done.stdout, done.stderr.decode())


def test_a_folder_that_may_not_be_written(tmp_path: Path, as_anybody: tuple[str, ...]) -> None:
    shut = tmp_path / "shut"
    shut.mkdir(mode=0o555)
    for folder in (shut, shut / "below"):
        done = by(as_anybody, *PLAY, folder, typed=lines(*ANSWERS))
        assert (done.code, done.err) == (Exit.MACHINE, "")
        assert f"! this run is not being saved: no save can be made in {folder} (Permission denied)" in told(done)
        assert done.run_code
    assert list(shut.iterdir()) == []
    moved = by(as_anybody, *PLAY, shut, typed=lines(*ANSWERS, f"keep {tmp_path / 'open'}"))
    assert moved.code == Exit.FINE
    assert len(scenes(moved.save)) == 5


def test_a_save_that_may_not_be_written_or_read(tmp_path: Path, as_anybody: tuple[str, ...]) -> None:
    saves = tmp_path / "saves"
    done = run(*PLAY, saves, typed=lines(*ANSWERS[:2]))
    before = done.save.read_bytes()
    done.save.chmod(0o444)
    again = by(as_anybody, "resume", done.save, "--plain", typed=lines(*ANSWERS[2:]))
    assert (again.code, again.err) == (Exit.MACHINE, "")
    assert "! 3 decisions not saved: Permission denied; the run code holds every decision" in told(again)
    assert done.save.read_bytes() == before
    done.save.chmod(0)
    shut = by(as_anybody, "resume", done.save, "--plain", typed="")
    assert (shut.code, shut.err) == (Exit.NO_SAVE, "error: granary-3.journal cannot be read (Permission denied)\n")


def test_a_saves_folder_for_reading_only_still_opens(tmp_path: Path, as_anybody: tuple[str, ...]) -> None:
    saves = tmp_path / "saves"
    done = run(*PLAY, saves, typed=lines(*ANSWERS[:2]))
    for path in saves.glob(".*.lock"):
        path.unlink()
    done.save.chmod(0o444)
    saves.chmod(0o555)
    again = by(as_anybody, "resume", done.save, "--plain", typed=lines("code"))
    assert again.code == Exit.FINE
    assert "! this save can only be read (Permission denied); play goes on unsaved" in told(again)
    assert again.run_code == done.run_code
    saves.chmod(0o755)


# two programs


def test_two_programs_on_one_save_are_kept_apart(tmp_path: Path) -> None:
    with talk(*PLAY, tmp_path) as first:
        first.until_it_asks()
        first.answer("1")
        with talk("resume", "granary-3", "--plain", "--saves", tmp_path) as second:
            said = second.until_it_asks()
            assert "! another program has this save open; it can be read here, and play goes on in\n  a copy\n" in said
            assert "granary-3-2.journal" in second.answer("3 2")
            first.answer("1 1")
            other = second.end()
        mine = first.end()
    assert (mine.code, other.code) == (Exit.FINE, Exit.FINE)
    assert (mine.save.name, other.save.name) == ("granary-3.journal", "granary-3-2.journal")
    assert [x.picks for x in read_journal(mine.save).lines] == [(), ("short", "wax")]
    copy = read_journal(other.save)
    assert [x.picks for x in copy.lines] == [(), ("heaped", "none")]
    assert (copy.heading.parent, copy.heading.at) == ("granary-3", 1)


def test_many_programs_begin_the_same_run_at_once(tmp_path: Path) -> None:
    command = [*PROGRAM, *map(str, PLAY), str(tmp_path)]
    pipe = subprocess.PIPE
    started = [subprocess.Popen(command, stdin=pipe, stdout=pipe, stderr=pipe) for _ in range(6)]
    for number, process in enumerate(started):
        out, err = process.communicate(lines("1", f"{number % 3 + 1} 1").encode(), timeout=120)
        assert (process.returncode, err) == (Exit.FINE, b""), out
    made = sorted(tmp_path.glob("*.journal"))
    assert len(made) == 6
    assert all(len(read_journal(p).lines) == 2 for p in made)
    assert len(list((tmp_path / "stories").iterdir())) == 1
