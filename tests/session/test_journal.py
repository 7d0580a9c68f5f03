"""The journal keeps its word: what is read is always a beginning of what was written, and anything dropped is told."""

from __future__ import annotations

import json
import os
import random
import resource
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from hashlib import sha256
from pathlib import Path
from typing import Any

import pytest

from game.engine.program import Program
from game.session.game import Game
from game.session.journal import Heading, Journal, SaveError, create, read_journal, reopen
from game.session.library import list_saves, new_game, open_save
from game.session.sealed import read_contents
from tests.session.granary_story import play

HEADING = Heading("granary", "0123456789abcdef", "1", 7)


@pytest.fixture
def written(tmp_path: Path) -> tuple[bytes, Journal]:
    """A journal of twelve lines."""
    journal = create(tmp_path, HEADING, "granary-7")
    for n in range(12):
        assert journal.append("week_one", f"scene_{n}", ("one", "two")[: n % 3], f"{n:016x}")
    journal.close()
    return journal.path.read_bytes(), journal


def told(raw: bytes) -> tuple[tuple[Any, ...], bool]:
    """The lines that are trusted, and whether anything was said of the rest; the error's words stand for no line."""
    try:
        found = read_contents(raw, "x.journal")
    except SaveError:
        return (), True
    assert found.heading == HEADING
    return found.lines, found.torn or bool(found.damaged)


def test_what_was_written_is_read(written: tuple[bytes, Journal]) -> None:
    raw, journal = written
    found = read_contents(raw, "x")
    assert list(found.lines) == journal.lines
    assert (found.torn, found.damaged, found.ends_clean) == (False, "", True)


def test_cut_at_every_byte(written: tuple[bytes, Journal]) -> None:
    raw, journal = written
    for at in range(len(raw)):
        lines, said = told(raw[:at])
        assert list(lines) == journal.lines[: len(lines)]
        whole = max(0, raw[:at].count(b"\n") - 1)
        assert len(lines) >= whole
        assert said or raw[:at].endswith(b"\n") or raw[at : at + 1] == b"\n"


def test_bits_flipped(written: tuple[bytes, Journal]) -> None:
    raw, journal = written
    chance = random.Random(20260101)
    for _ in range(600):
        broken = bytearray(raw)
        broken[chance.randrange(len(raw))] ^= 1 << chance.randrange(8)
        lines, said = told(bytes(broken))
        assert list(lines) == journal.lines[: len(lines)]
        assert said
        assert len(lines) < len(journal.lines)


def test_lines_gone_doubled_or_swapped_are_told(written: tuple[bytes, Journal]) -> None:
    raw, journal = written
    rows = raw.splitlines(keepends=True)
    for n in range(1, len(rows) - 1):
        for made in ([*rows[:n], *rows[n + 1 :]], [*rows[:n], rows[n + 1], rows[n], *rows[n + 2 :]]):
            lines, said = told(b"".join(made))
            assert list(lines) == journal.lines[: n - 1] or list(lines) == journal.lines[:n]
            assert said
        lines, said = told(b"".join(rows[: n + 1] + rows[n:]))  # written twice, as after a failed sync: no harm
        assert (list(lines), said) == (journal.lines, False)


def test_line_ends_of_another_system_do_no_harm(written: tuple[bytes, Journal]) -> None:
    raw, journal = written
    lines, said = told(raw.replace(b"\n", b"\r\n"))
    assert (list(lines), said) == (journal.lines, False)


@pytest.mark.parametrize("tail", [b'{"n":13,"turn":"wee', b"\x00" * 300, b"\xff\xfe", b'{"n":13}}'[:-2]])
def test_a_torn_tail_stays_and_the_next_line_is_read(written: tuple[bytes, Journal], tail: bytes) -> None:
    raw, old = written
    old.path.write_bytes(raw + tail)
    journal, contents = reopen(old.path)
    assert (contents.torn, contents.damaged, journal.read_only) == (True, "", False)
    assert journal.append("week_two", "more", ("a",), "f" * 16)
    journal.close()
    again = read_journal(old.path)
    assert old.path.read_bytes().startswith(raw + tail + b"\n")
    assert [x.scene for x in again.lines[-2:]] == ["scene_11", "more"]
    assert (again.torn, again.damaged) == (False, "")


def test_a_last_line_without_its_line_end_counts(written: tuple[bytes, Journal]) -> None:
    raw, old = written
    old.path.write_bytes(raw[:-1])
    journal, contents = reopen(old.path)
    assert (len(contents.lines), contents.torn) == (12, False)
    assert journal.append("week_two", "more", (), "f" * 16)
    journal.close()
    assert len(read_journal(old.path).lines) == 13


@contextmanager
def full_disk(size: int) -> Iterator[None]:
    """No file of this process may grow beyond a size: what a full disk does to a journal."""
    soft, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
    compiles, sys.dont_write_bytecode = sys.dont_write_bytecode, True
    resource.setrlimit(resource.RLIMIT_FSIZE, (size, hard))
    try:
        yield
    finally:
        sys.dont_write_bytecode = compiles
        resource.setrlimit(resource.RLIMIT_FSIZE, (soft, hard))


@pytest.mark.parametrize("room", [0, 1, 60, 170, 200])
def test_a_full_disk_is_told_and_what_waits_is_written_later(tmp_path: Path, room: int) -> None:
    journal = create(tmp_path, HEADING, "granary-7")
    assert journal.append("week_one", "a", (), "0" * 16)
    with full_disk(journal.path.stat().st_size + room):
        answers = [journal.append("week_one", name, ("x",), "1" * 16) for name in ("b", "c", "d")]
        assert answers[-1] is False
        assert "not saved" in journal.trouble
        during = read_journal(journal.path)
        assert [x.scene for x in during.lines] == ["a", "b", "c", "d"][: len(during.lines)]
        assert not during.damaged
    assert journal.append("week_one", "e", (), "2" * 16)
    assert (journal.unsaved, journal.trouble) == ([], "")
    journal.close()
    found = read_journal(journal.path)
    assert [x.scene for x in found.lines] == ["a", "b", "c", "d", "e"]
    assert (found.torn, found.damaged) == (False, "")


def test_a_full_disk_and_another_place(tmp_path: Path, granary: Program) -> None:
    game = Game.new(granary, 3, saves=tmp_path / "full")
    assert game.journal is not None
    old = game.journal.path
    with full_disk(old.stat().st_size + 20):
        play(game, 2)
        assert "2 decisions not saved" in game.view().notice
        assert game.unsaved == 2
        with pytest.raises(SaveError, match="no save can be made"):
            game.save_elsewhere(tmp_path / "other")
        assert [p.name for p in (tmp_path / "other").glob("*.journal")] == []
    game.save_elsewhere(tmp_path / "other")
    assert (game.unsaved, game.view().notice) == (0, "")
    assert game.journal.path.parent == tmp_path / "other"
    assert len(read_journal(game.journal.path).lines) == 2
    assert not read_journal(old).damaged


def test_a_disk_that_is_full_at_the_start(tmp_path: Path, granary: Program) -> None:
    with full_disk(10):
        game = Game.new(granary, 3, saves=tmp_path)
    assert "not being saved" in game.view().notice
    play(game, 2)
    assert game.unsaved == 2
    game.save_elsewhere(tmp_path / "late")
    assert game.journal is not None
    assert len(read_journal(game.journal.path).lines) == 2


def forged(body: dict[str, Any], previous: str = "") -> bytes:
    """A line with a sum that fits, whatever it says."""
    text = json.dumps(body, separators=(",", ":"))
    mark = sha256(f"{previous}\n{text}".encode()).hexdigest()[:16]
    return json.dumps({**body, "sum": mark}, separators=(",", ":")).encode() + b"\n"


GOOD = {
    "format": 1, "scenario": "granary", "logic": "0123456789abcdef", "engine": "1", "seed": 7, "cut": "",
    "version": 1, "player": "", "begun": "", "parent": "", "at": 0,
}  # fmt: skip


@pytest.mark.parametrize(
    "wrong",
    [
        {"format": 2}, {"format": True}, {"format": "1"}, {"seed": -1}, {"seed": 2**20}, {"seed": True}, {"seed": 1.5},
        {"seed": "7"}, {"seed": None}, {"seed": 10**400}, {"scenario": "../../etc"}, {"scenario": 3}, {"scenario": ""},
        {"scenario": "A"}, {"cut": []}, {"cut": "../x"}, {"logic": "x"}, {"logic": None}, {"at": -1}, {"at": 2**40},
        {"version": {}}, {"engine": 1}, {"more": 1}, {"player": ["x"]}, {"parent": 1},
    ],
)  # fmt: skip
def test_a_heading_no_run_has_is_refused_in_words(wrong: dict[str, Any]) -> None:
    with pytest.raises(SaveError, match=r"x\.journal"):
        read_contents(forged({**GOOD, **wrong}), "x.journal")


def test_a_heading_that_lacks_a_key_is_refused() -> None:
    for key in GOOD:
        with pytest.raises(SaveError):
            read_contents(forged({k: v for k, v in GOOD.items() if k != key}), "x.journal")


def test_names_from_outside_are_cleaned() -> None:
    rude = "\x1b[31mAnna\u202e\ud800\x07\nsecond"
    heading = read_contents(forged({**GOOD, "player": rude, "parent": "x" * 5000}), "x.journal").heading
    assert heading.player == "[31mAnna second"
    assert len(heading.parent) == 200


LINE = {"n": 1, "turn": "week_one", "scene": "a", "pick": ["x"], "state": "0" * 16}


@pytest.mark.parametrize(
    "wrong",
    [
        {"n": 2}, {"n": 0}, {"n": True}, {"n": "1"}, {"n": None}, {"n": 1.0}, {"turn": 3}, {"scene": None},
        {"pick": "x"}, {"pick": [1]}, {"pick": None}, {"pick": {"a": "b"}}, {"state": 0}, {"more": 1},
    ],
)  # fmt: skip
def test_a_line_no_decision_has_is_damage(wrong: dict[str, Any]) -> None:
    head = forged(GOOD)
    mark = json.loads(head)["sum"]
    found = read_contents(head + forged({**LINE, **wrong}, mark), "x.journal")
    assert found.lines == ()
    assert "line 2" in found.damaged


NO_SAVES = [b"", b"\n", b"\x00" * 100, b"[" * 100_000, b"{}\n", b"null\n", b'"x"\n', b"\xff\n", b"1" * 9999]


@pytest.mark.parametrize("raw", NO_SAVES)
def test_what_is_no_save_is_said_to_be_none(raw: bytes) -> None:
    with pytest.raises(SaveError, match=r"x\.journal is"):
        read_contents(raw, "x.journal")


def test_what_is_no_file_is_said_to_be_none(tmp_path: Path) -> None:
    (tmp_path / "folder.journal").mkdir()
    os.mkfifo(tmp_path / "pipe.journal")
    (tmp_path / "gone.journal").symlink_to(tmp_path / "nowhere")
    for name in ("folder", "pipe", "gone", "missing"):
        with pytest.raises(SaveError, match=r"cannot be read|is not a file"):
            reopen(tmp_path / f"{name}.journal")
    assert sorted(s.path.stem for s in list_saves(tmp_path)) == ["folder", "gone", "pipe"]
    assert all(s.trouble for s in list_saves(tmp_path))
    assert [p.name for p in tmp_path.iterdir() if p.suffix == ".lock"] == []


def test_nothing_is_locked_that_is_no_save(tmp_path: Path) -> None:
    (tmp_path / "notes.txt").write_text("buy ink\n")
    with pytest.raises(SaveError):
        reopen(tmp_path / "notes.txt")
    assert [p.name for p in tmp_path.iterdir()] == ["notes.txt"]


def test_two_programs_on_one_save_are_kept_apart(tmp_path: Path, granary: Program) -> None:
    first = Game.new(granary, 3, saves=tmp_path)
    play(first, 2)
    assert first.journal is not None
    path = first.journal.path
    link = tmp_path / "other-name.journal"
    link.symlink_to(path)
    for name in (path, link):
        second = open_save(name, granary)
        assert isinstance(second, Game)
        assert "another program" in second.view().notice
        play(second, 1)
        assert "goes on in" in second.view().notice
        assert second.journal is not None
        assert second.journal.path not in (path, link)
        assert len(read_journal(second.journal.path).lines) == 3
        assert (second.journal.heading.parent, second.journal.heading.at) == (path.stem, 2)
        second.close()
    assert len(read_journal(path).lines) == 2
    play(first, 2)
    assert len(read_journal(path).lines) == 4
    first.close()
    third = open_save(path, granary)
    assert isinstance(third, Game)
    assert third.view().notice == ""
    third.close()


def test_a_save_changed_from_outside_is_left_alone(tmp_path: Path, granary: Program) -> None:
    game = Game.new(granary, 3, saves=tmp_path)
    play(game, 2)
    assert game.journal is not None
    path = game.journal.path
    with path.open("ab") as file:
        file.write(b"somebody else was here\n")
    before = path.read_bytes()
    play(game, 1)
    assert path.read_bytes() == before
    assert game.journal.path != path
    assert len(read_journal(game.journal.path).lines) == 3
    assert "goes on in" in game.view().notice


@pytest.mark.parametrize("after", [1, 30, 999])
@pytest.mark.parametrize("failed_before", [False, True])
def test_an_interruption_between_a_write_and_its_counting(
    tmp_path: Path, granary: Program, monkeypatch: pytest.MonkeyPatch, after: int, failed_before: bool
) -> None:
    game = Game.new(granary, 3, saves=tmp_path)
    play(game, 1)
    assert game.journal is not None
    if failed_before:
        with full_disk(game.journal.path.stat().st_size + 9):
            play(game, 1)
    real = os.write

    def interrupted(handle: int, data: bytes) -> int:
        monkeypatch.undo()
        real(handle, data[:after])
        raise KeyboardInterrupt

    monkeypatch.setattr(os, "write", interrupted)
    with pytest.raises(KeyboardInterrupt):
        play(game, 1)
    game.close()
    assert (game.journal.trouble, game.unsaved, game.journal.read_only) == ("", 0, False)
    found = read_journal(game.journal.path)
    assert (len(found.lines), found.torn, found.damaged) == (3 if failed_before else 2, False, "")


def test_a_save_deleted_while_playing_is_told_and_can_be_kept_elsewhere(tmp_path: Path, granary: Program) -> None:
    game = Game.new(granary, 3, saves=tmp_path)
    assert game.journal is not None
    game.journal.path.unlink()
    play(game, 1)
    assert "1 decision not saved" in game.view().notice
    assert not game.journal.path.exists()
    game.save_elsewhere(tmp_path)
    assert len(read_journal(game.journal.path).lines) == 1


def test_a_damaged_save_is_never_written_and_playing_on_makes_a_copy(tmp_path: Path, granary: Program) -> None:
    game = Game.new(granary, 3, saves=tmp_path)
    play(game, 4)
    game.close()
    assert game.journal is not None
    path = game.journal.path
    rows = path.read_bytes().splitlines(keepends=True)
    path.write_bytes(b"".join([*rows[:3], rows[3].replace(b"week", b"weak"), *rows[4:]]))
    before = path.read_bytes()
    again = open_save(path, granary)
    assert isinstance(again, Game)
    assert "damaged: line 4" in again.view().notice
    assert len(again.run.decisions) == 2
    play(again, 1)
    assert "stays as it is" in again.view().notice
    again.close()
    assert path.read_bytes() == before
    assert again.journal is not None
    copy = read_journal(again.journal.path)
    assert (len(copy.lines), copy.heading.parent, copy.heading.at) == (3, path.stem, 2)


def test_a_save_without_a_decision_opens(tmp_path: Path, granary: Program) -> None:
    game = Game.new(granary, 3, saves=tmp_path)
    game.close()
    assert game.journal is not None
    again = open_save(game.journal.path, granary)
    assert isinstance(again, Game)
    assert (again.view().decisions, again.view().notice) == (0, "")
    play(again, 1)
    again.close()
    assert len(read_journal(game.journal.path).lines) == 1


def test_rewinding_leaves_the_old_save(tmp_path: Path, granary: Program) -> None:
    game = Game.new(granary, 3, saves=tmp_path)
    play(game, 4)
    assert game.journal is not None
    before = game.journal.path.read_bytes()
    back = game.rewind(2)
    play(back, 1)
    assert game.journal.path.read_bytes() == before
    assert back.journal is not None
    assert [x.number for x in read_journal(back.journal.path).lines] == [1, 2, 3]
    again = game.rewind(99)
    assert len(again.run.decisions) == 4
    assert len(game.rewind(-5).run.decisions) == 0


def test_rewinding_a_run_that_is_not_saved_still_says_so(tmp_path: Path, granary: Program) -> None:
    (tmp_path / "file").write_text("")
    game = Game.new(granary, 3, saves=tmp_path / "file" / "saves")
    play(game, 4)
    for keep in (3, 2, 1):
        game = game.rewind(keep)
        assert game.unsaved == keep
        assert "not being saved" in game.view().notice
    game.save_elsewhere(tmp_path / "late")
    assert game.rewind(0).notice == ""


def test_many_copies_are_numbered_under_one_name(tmp_path: Path, granary: Program) -> None:
    game = Game.new(granary, 3, saves=tmp_path)
    for _ in range(120):
        play(game, 1)
        game = game.rewind(0)
    assert game.notice == ""
    assert game.journal is not None
    assert game.journal.path.stem == "granary-3-121"
    game.close()
    own = tmp_path / "anna-1b.journal"
    own.write_bytes(game.journal.path.read_bytes())
    for wanted in ("anna-1b-2", "anna-1b-3"):
        opened = open_save(own, granary)
        assert isinstance(opened, Game)
        game = opened.rewind(0)
        game.close()
        assert game.journal is not None
        own = game.journal.path
        assert own.stem == wanted


def test_a_folder_that_cannot_be_written(tmp_path: Path, granary: Program) -> None:
    (tmp_path / "file").write_text("")
    game = new_game(Path(granary.scenario.folder), seed=1, saves=tmp_path / "file" / "saves", program=granary)
    assert "not being saved" in game.view().notice
    play(game, 1)
    assert game.view().decisions == 1
