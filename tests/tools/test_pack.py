"""A scenario packed and unpacked is the same; a pack is always the same bytes; a hostile one leaves nothing."""

from __future__ import annotations

import json
import os
import shutil
import signal
import subprocess
import time
import zipfile
from functools import cache
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from game.script.faults import Faults, ScenarioError, ScriptError
from game.script.logic import logic_hash
from game.script.reader import examine, load
from game.tools.archive import decode, encode
from game.tools.members import is_member
from game.tools.pack import packed_of
from game.tools.unpack import put, read_pack
from tests.conftest import GRANARY, ROOT, STORIES
from tests.plain.pipe import PROGRAM, run
from tests.session.editing import edit
from tests.tools.hostile import SCENE, TWISTS, content

SHARED = "licence: CC BY 4.0\nauthors: [Ada Example, Bo Example]\nages: 12 and older\n"
SHIPPED = sorted(p.parent.name for p in (ROOT / "story").glob("*/scenario.yaml"))


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A copy of the granary that says all that a pack needs."""
    shutil.copytree(GRANARY, tmp_path / "granary")
    shutil.copy(STORIES / "bibliography.yaml", tmp_path / "bibliography.yaml")
    edit(tmp_path / "granary", "minutes: 3\n", f"minutes: 3\n{SHARED}")
    return tmp_path / "granary"


@cache
def shipped(name: str) -> bytes:
    """The pack of a scenario that came with the game."""
    return packed_of(ROOT / "story" / name).data


@pytest.fixture(scope="module")
def pack(tmp_path_factory: pytest.TempPathFactory) -> bytes:
    """The pack of such a copy."""
    home = tmp_path_factory.mktemp("packed")
    shutil.copytree(GRANARY, home / "granary")
    shutil.copy(STORIES / "bibliography.yaml", home / "bibliography.yaml")
    edit(home / "granary", "minutes: 3\n", f"minutes: 3\n{SHARED}")
    return packed_of(home / "granary").data


def files(folder: Path) -> set[Path]:
    """Everything that lies in a folder."""
    return {p.relative_to(folder) for p in folder.rglob("*")}


@pytest.mark.parametrize("name", SHIPPED)
def test_a_shipped_scenario_is_the_same_once_unpacked(name: str, tmp_path: Path) -> None:
    source = ROOT / "story" / name
    put(tmp_path / name, read_pack(shipped(name)).files)
    assert logic_hash(load(tmp_path / name).scenario) == logic_hash(load(source).scenario)
    for file in source.rglob("*.yaml"):
        assert (tmp_path / name / file.relative_to(source)).read_bytes() == file.read_bytes()


def test_a_pack_is_the_same_bytes_wherever_and_whenever_it_is_made(folder: Path, tmp_path: Path) -> None:
    first = packed_of(folder).data
    for path in folder.rglob("*"):
        os.utime(path, (1_000_000, 1_000_000))
    other = tmp_path / "elsewhere"
    other.mkdir()
    shutil.copytree(folder, other / "granary")
    shutil.copy(tmp_path / "bibliography.yaml", other)
    (other / "granary" / "scenes" / "all.yaml").chmod(0o600)
    assert packed_of(other / "granary").data == first


def test_any_zip_program_can_read_it(pack: bytes, tmp_path: Path) -> None:
    (tmp_path / "a.ttj").write_bytes(pack)
    with zipfile.ZipFile(tmp_path / "a.ttj") as archive:
        assert archive.testzip() is None
        assert {n: archive.read(n) for n in archive.namelist()} == dict(decode(pack))


def test_it_carries_the_sources_it_cites_and_no_others(folder: Path, tmp_path: Path) -> None:
    shared = tmp_path / "bibliography.yaml"
    entry = "\n# nobody asks for it\n- source: unread\n  authors: A\n  year: 1900\n  title: T\n  status: from memory\n"
    shared.write_text(shared.read_text(encoding="utf-8") + entry, encoding="utf-8")
    carried = dict(decode(packed_of(folder).data))["bibliography.yaml"].decode()
    assert "- source: almanac" in carried
    assert "unread" not in carried


def test_what_is_no_part_of_a_scenario_stays_at_home_and_is_named(folder: Path) -> None:
    (folder / "notes.txt").write_text("to do", encoding="utf-8")
    (folder / ".git").mkdir()
    (folder / ".git" / "config").write_text("s3cr3t", encoding="utf-8")
    (folder / "scenes" / "all.yaml~").write_text("old", encoding="utf-8")
    (folder / "README.md").write_text("# The Granary\n", encoding="utf-8")
    packed = packed_of(folder)
    assert packed.left == ("notes.txt",)
    assert "README.md" in packed.names
    assert b"s3cr3t" not in packed.data


def test_a_link_is_not_followed(folder: Path, tmp_path: Path) -> None:
    (tmp_path / "secret.txt").write_text("s3cr3t", encoding="utf-8")
    (folder / "LICENSE").symlink_to(tmp_path / "secret.txt")
    assert packed_of(folder).left == ("LICENSE",)
    (folder / "scenes" / "more.yaml").symlink_to(folder / "scenes" / "all.yaml")
    with pytest.raises(ScenarioError):
        packed_of(folder)


def test_a_scene_file_with_a_name_of_another_kind_is_refused_and_named(folder: Path) -> None:
    (folder / "scenes" / "all.yaml").rename(folder / "scenes" / "All Scenes.yaml")
    with pytest.raises(ScenarioError) as caught:
        packed_of(folder)
    assert "`scenes/All Scenes.yaml` has no place in a pack" in str(caught.value)


def test_what_a_reader_must_know_is_asked_for(tmp_path: Path) -> None:
    shutil.copytree(GRANARY, tmp_path / "granary")
    shutil.copy(STORIES / "bibliography.yaml", tmp_path / "bibliography.yaml")
    done = run("pack", tmp_path / "granary", "--to", tmp_path / "a.ttj")
    assert done.code == 3
    assert done.err.count("not-for-sharing") == 3
    for key in ("licence:", "authors:", "ages:"):
        assert key in done.err
    assert not (tmp_path / "a.ttj").exists()


def test_a_scenario_with_a_mistake_is_not_packed(folder: Path) -> None:
    edit(folder, "title: The tally", "titel: The tally")
    with pytest.raises(ScenarioError):
        packed_of(folder)


def test_the_keys_for_sharing_are_no_logic(folder: Path) -> None:
    faults = Faults()
    found = examine(folder, faults)
    assert found is not None
    assert logic_hash(found.scenario) == logic_hash(load(GRANARY).scenario)


# the commands


def test_from_command_to_command(folder: Path, tmp_path: Path) -> None:
    done = run("pack", folder, "--to", tmp_path / "a.ttj", "--json")
    assert done.code == 0
    said = json.loads(done.out)
    assert said["scenario"] == "granary"
    assert "scenes/all.yaml" in said["files"]
    again = run("pack", folder, "--to", tmp_path / "a.ttj")
    assert (again.code, "there already" in again.err) == (2, True)
    assert run("pack", folder, "--to", tmp_path / "a.ttj", "--force").code == 0
    away = tmp_path / "away"
    away.mkdir()
    opened = run("unpack", tmp_path / "a.ttj", cwd=away)
    assert opened.code == 0
    assert "By Ada Example, Bo Example. CC BY 4.0. 12 and older" in opened.out
    assert run("check", away / "granary").code == 0
    assert "The gazette" in run("play", away / "granary", "--plain", "--saves", tmp_path / "saves").out
    assert run("unpack", tmp_path / "a.ttj", cwd=away).code == 2
    spaced = run("unpack", tmp_path / "a.ttj", "--to", "a place of its own", cwd=away)
    assert "play 'a place of its own'" in spaced.out  # as it has to be typed


def test_nothing_is_put_in_the_place_of_anything_but_a_scenario(pack: bytes, tmp_path: Path) -> None:
    (tmp_path / "a.ttj").write_bytes(pack)
    home = tmp_path / "home"
    home.mkdir()
    (home / "letter.txt").write_text("mine", encoding="utf-8")
    done = run("unpack", tmp_path / "a.ttj", "--to", home, "--force")
    assert (done.code, files(home)) == (2, {Path("letter.txt")})
    put(tmp_path / "old", read_pack(pack).files)
    (tmp_path / "old" / "mark.txt").write_text("old", encoding="utf-8")
    done = run("unpack", tmp_path / "a.ttj", "--to", tmp_path / "old", "--force", "--json")
    assert (done.code, json.loads(done.out)["errors"]) == (0, [])
    assert not (tmp_path / "old" / "mark.txt").exists()
    (tmp_path / "link").symlink_to(tmp_path / "old")
    assert run("unpack", tmp_path / "a.ttj", "--to", tmp_path / "link", "--force").code == 2
    assert not list(tmp_path.glob(".*"))


def test_a_pack_whose_scenario_has_mistakes_is_put_down_and_they_are_named(pack: bytes, tmp_path: Path) -> None:
    broken = content(SCENE, b"title: The tally", b"titel: The tally", listed_too=True)(pack)
    (tmp_path / "a.ttj").write_bytes(broken)
    done = run("unpack", tmp_path / "a.ttj", "--to", tmp_path / "new")
    assert done.code == 1
    assert "titel" in done.err


def test_a_pipe_and_a_device_are_no_pack(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe")
    for name in (tmp_path / "pipe", Path("/dev/zero"), tmp_path):
        done = run("unpack", name, cwd=tmp_path)
        assert done.code in (3, 5), name
        assert done.err.count("\n") == 1
        assert files(tmp_path) == {Path("pipe")}


@pytest.mark.parametrize("twist", TWISTS)
def test_a_hostile_pack_is_refused_in_words_and_leaves_nothing(twist: str, pack: bytes, tmp_path: Path) -> None:
    says, turn = TWISTS[twist]
    data = turn(pack)
    assert data != pack
    began = time.process_time()
    with pytest.raises((ScriptError, ScenarioError)) as caught:
        read_pack(data)
    assert time.process_time() - began < 2
    assert says in str(caught.value)
    assert files(tmp_path) == set()


@pytest.mark.parametrize("twist", ["up", "bomb", "link", "newer engine", "other id", "scenario broken", "empty"])
def test_and_at_the_command_line(twist: str, pack: bytes, tmp_path: Path) -> None:
    home = tmp_path / "home"
    home.mkdir()
    (home / "a.ttj").write_bytes(TWISTS[twist][1](pack))
    done = run("unpack", "a.ttj", cwd=home)
    assert done.code == 3
    assert done.out == ""
    assert "Traceback" not in done.err
    assert files(tmp_path) == {Path("home"), Path("home/a.ttj")}


# whatever comes


@given(st.binary(max_size=400))
@settings(max_examples=300)
def test_random_bytes_are_refused(data: bytes) -> None:
    for given_bytes in (data, b"PK\x03\x04" + data):
        with pytest.raises((ScriptError, ScenarioError)):
            read_pack(given_bytes)


@given(st.data())
@settings(max_examples=300)
def test_a_pack_with_one_byte_changed_is_refused(pack: bytes, data: st.DataObject) -> None:
    at = data.draw(st.integers(0, len(pack) - 1))
    other = data.draw(st.integers(0, 255).filter(lambda b: b != pack[at]))
    with pytest.raises((ScriptError, ScenarioError)):
        read_pack(pack[:at] + bytes([other]) + pack[at + 1 :])


@given(st.data())
@settings(max_examples=200)
def test_a_pack_with_a_piece_cut_out_or_put_in_is_refused(pack: bytes, data: st.DataObject) -> None:
    begin = data.draw(st.integers(0, len(pack)))
    end = data.draw(st.integers(begin, min(len(pack), begin + 200)))
    put_in = data.draw(st.binary(max_size=40))
    changed = pack[:begin] + put_in + pack[end:]
    if changed != pack:
        with pytest.raises((ScriptError, ScenarioError)):
            read_pack(changed)


NAMES = st.from_regex(r"[a-z]{1,8}(/[a-z0-9]{1,8})?\.[a-z]{1,4}", fullmatch=True)


@given(st.lists(st.tuples(NAMES, st.binary(max_size=60)), max_size=8))
def test_what_is_written_is_read(members: list[tuple[str, bytes]]) -> None:
    unlike = {name.casefold(): (name, data) for name, data in members}.values()
    if unlike:
        assert decode(encode(list(unlike))) == tuple(unlike)


@given(st.text(max_size=40))
def test_no_name_leads_out_of_the_folder(name: str) -> None:
    if is_member(name):
        inside = Path(os.path.normpath(Path("/home") / name))
        assert inside.is_relative_to("/home")
        assert "\\" not in name
        assert ":" not in name
        assert name.isascii()


# killed in the middle


def test_killed_in_the_middle_it_leaves_no_half_scenario(tmp_path: Path) -> None:
    """Killed at some twenty moments, from before the first file to after the last."""
    (tmp_path / "a.ttj").write_bytes(shipped("the_experts"))
    whole = {name for name, _ in read_pack((tmp_path / "a.ttj").read_bytes()).files}
    ended = 0
    for number in range(20):
        target = tmp_path / f"t{number}"
        target.mkdir()
        with subprocess.Popen(
            [*PROGRAM, "unpack", str(tmp_path / "a.ttj"), "--to", str(target / "the_experts")],
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        ) as process:
            until = time.monotonic() + 30
            while not list(target.glob(".*")) and process.poll() is None and time.monotonic() < until:
                time.sleep(0.001)
            time.sleep(number * 0.002)
            process.send_signal(signal.SIGKILL)
        found = target / "the_experts"
        if found.exists():
            ended += 1
            assert {p.relative_to(found).as_posix() for p in found.rglob("*") if p.is_file()} == whole
        assert [p for p in target.glob("*/scenario.yaml") if p.parent.name != "the_experts"] == []
    assert ended < 20  # at least one was caught in the middle


def test_a_pack_is_the_same_in_every_language(tmp_path: Path) -> None:
    done = run("--language", "zh-Hans", "pack", ROOT / "story" / "great_leap", "--to", tmp_path / "a.ttj")
    assert done.code == 0
    assert (tmp_path / "a.ttj").read_bytes() == shipped("great_leap")
