"""What is kept of bulk work: it comes back as it was, and nothing that we would not have written is believed."""

from __future__ import annotations

import json
import os
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from attrs import evolve
from hypothesis import given, settings
from hypothesis import strategies as st

from game.engine.program import Program
from game.engine.run import Run
from game.playtest.acts import acts_of
from game.playtest.gather import case_of, closed, fill, opened, seeds_of
from game.playtest.pairs import Case, Change
from game.playtest.pool import Crew
from game.playtest.store import MOST_FILES, Store, key_of, load, save
from tests.conftest import MakeVariant
from tests.playtest.conftest import MEASURES

Ended = Callable[..., Run]


def worked_out(program: Program, run: Run) -> tuple[Case, Store]:
    case = case_of(run)
    changes = [Change(a.number, p) for a in acts_of(program, case) for p in a.alternatives()]
    store = Store()
    with Crew(program, 1) as crew:
        assert fill(crew, case, changes, seeds_of(case, 3), store)
    return case, store


def file_of(folder: Path) -> Path:
    (path,) = folder.glob("*.json")
    return path


def test_what_was_kept_comes_back(measured: Program, great_leap: Program, ended: Ended, tmp_path: Path) -> None:
    for program, official, cut in ((measured, "plain", ""), (great_leap, "hedger", "lesson")):
        case, store = worked_out(program, ended(program, official, 4, cut))
        folder = tmp_path / program.scenario.id
        closed(folder, program, case, store)
        assert opened(folder, program, case) == store
        assert [p.name for p in folder.iterdir()] == [f"{key_of(program, 'run', case)}.json"]


def test_a_run_has_its_own_file_and_says_nothing_of_its_player(measured: Program, ended: Ended) -> None:
    one, two = (case_of(ended(measured, "plain", seed)) for seed in (4, 5))
    keys = {key_of(measured, "run", one), key_of(measured, "run", two), key_of(measured, "official plain")}
    assert len(keys) == 3
    assert key_of(measured, "run", one) == key_of(measured, "run", evolve(one))


@pytest.mark.parametrize(
    ("file", "old", "new"),
    [
        ("world.yaml", "0.1 * mice", "0.2 * mice"),
        ("debrief.yaml", "is: grain", "is: grain * 2"),
        ("people.yaml", "when: seen(letter.burn)", "when: seen(letter.answer)"),
        ("endings.yaml", "when: office > 0", "when: office < 2"),
        ("scenes/all.yaml", "stance: conceal", "stance: refuse"),
        ("officials.yaml", "default_k: 0.9", "default_k: 0.8"),
    ],
)
def test_another_story_or_another_reading_has_another_file(
    measured: Program, ended: Ended, variant: MakeVariant, file: str, old: str, new: str
) -> None:
    case = case_of(ended(measured, "plain", 4))
    text = MEASURES.replace(old, new, 1) if file == "debrief.yaml" else MEASURES
    changes = {} if file == "debrief.yaml" else {file: [(old, new)]}
    changed = variant(changes, added={"debrief.yaml": text}).program()
    assert key_of(changed, "run", case) != key_of(measured, "run", case)


def broken(data: dict[str, Any]) -> dict[str, Callable[[], None]]:
    """Ways to spoil a file that is well-formed JSON."""
    kept, changed = data["kept"], data["changed"]

    def put(holder: Any, place: Any, value: Any) -> Callable[[], None]:
        return lambda: holder.__setitem__(place, value)

    return {
        "another run's": put(data, "key", "0" * 40),
        "a key more": put(data, "more", 1),
        "no list": put(data, "kept", {}),
        "a seed out of range": put(kept[0], 0, 2**20),
        "a seed that is a word": put(kept[0], 0, "4"),
        "a measure too few": put(kept[0][1], 0, [1.0]),
        "no number": put(kept[0][1][0], 0, "1.0"),
        "a truth for a number": put(kept[0][1][0], 0, True),
        "without bounds": put(kept[0][1][0], 0, float("inf")),
        "not a number": put(kept[0][1][0], 0, float("nan")),
        "nobody's chair": put(kept[0][1], 1, 2),
        "a turn that is not there": put(kept[0][1], 2, 9),
        "an ending that is not there": put(kept[0][1], 3, 99),
        "a fate too many": put(kept[0][1], 4, [0, 0]),
        "a fate that is not there": put(kept[0][1], 4, [7]),
        "a decision that is not there": put(changed[0], 0, 99),
        "decision nought": put(changed[0], 0, 0),
        "a pick that is no word": put(changed[0], 1, [1]),
        "a change without its run": put(changed[0][2][0], 0, 77),
        "an outcome too short": put(changed[0][2][0], 1, [1]),
    }


def test_a_file_we_would_not_have_written_is_passed_over(measured: Program, ended: Ended, tmp_path: Path) -> None:
    case, store = worked_out(measured, ended(measured, "plain", 4))
    key = key_of(measured, "run", case)
    save(tmp_path, key, store, measured)
    text = file_of(tmp_path).read_text(encoding="ascii")
    for name in broken(json.loads(text)):
        data = json.loads(text)
        broken(data)[name]()
        file_of(tmp_path).write_text(json.dumps(data), encoding="ascii")
        assert load(tmp_path, key, measured, case) == Store(), name
    file_of(tmp_path).write_text(text, encoding="ascii")
    assert load(tmp_path, key, measured, case) == store


@given(data=st.data())
@settings(max_examples=60)
def test_no_bytes_are_too_strange(measured: Program, ended: Ended, tmp_path: Path, data: st.DataObject) -> None:
    case = case_of(ended(measured, "plain", 4))
    key = key_of(measured, "run", case)
    path = tmp_path / f"{key}.json"
    leaf = st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=5)
    word = st.text(max_size=5)
    anything = st.recursive(leaf, lambda s: st.lists(s, max_size=5) | st.dictionaries(word, s, max_size=3))
    shaped = st.fixed_dictionaries({"key": st.just(key), "kept": anything, "changed": anything})
    path.write_bytes(data.draw(st.binary(max_size=200) | (shaped | anything).map(lambda v: json.dumps(v).encode())))
    found = load(tmp_path, key, measured, case)
    assert found in (Store(),) or not found.kept


def test_a_forged_outcome_of_the_run_itself_is_found_out(measured: Program, ended: Ended, tmp_path: Path) -> None:
    """Every number may be a possible one: the player's own seed is played once more."""
    case, store = worked_out(measured, ended(measured, "plain", 4))
    own = store.kept[case.seed]
    store.kept[case.seed] = evolve(own, measures=(own.measures[0] + 5, *own.measures[1:]))
    closed(tmp_path, measured, case, store)
    assert opened(tmp_path, measured, case) == Store()


def test_files_too_deep_or_too_large_are_passed_over(measured: Program, ended: Ended, tmp_path: Path) -> None:
    case = case_of(ended(measured, "plain", 4))
    key = key_of(measured, "run", case)
    (tmp_path / f"{key}.json").write_text("[" * 100_000, encoding="ascii")
    assert load(tmp_path, key, measured, case) == Store()
    with (tmp_path / f"{key}.json").open("wb") as file:
        file.truncate(33 * 1024 * 1024)
    assert load(tmp_path, key, measured, case) == Store()


def test_the_folder_does_not_grow_without_end_and_holds_nothing_else_of_ours(
    measured: Program, ended: Ended, tmp_path: Path
) -> None:
    case, store = worked_out(measured, ended(measured, "plain", 4))
    theirs = tmp_path / "notes.json"
    theirs.write_text("", encoding="ascii")
    for number in range(MOST_FILES + 5):
        path = tmp_path / f"{number:040x}.json"
        path.write_text("", encoding="ascii")
        os.utime(path, (number, number))
    closed(tmp_path, measured, case, store)
    left = {p.name for p in tmp_path.glob("*.json")}
    assert len(left) == MOST_FILES + 1
    assert {theirs.name, f"{key_of(measured, 'run', case)}.json", f"{MOST_FILES + 4:040x}.json"} <= left
    assert not {f"{n:040x}.json" for n in range(6)} & left


@pytest.mark.skipif(sys.platform == "win32", reason="rights are another matter there")
def test_a_folder_that_refuses_is_no_harm(measured: Program, ended: Ended, tmp_path: Path) -> None:
    case, store = worked_out(measured, ended(measured, "plain", 4))
    (tmp_path / "taken").write_text("", encoding="ascii")
    closed(tmp_path / "taken" / "below", measured, case, store)
    assert opened(tmp_path / "taken" / "below", measured, case) == Store()
    assert (tmp_path / "taken").read_text(encoding="ascii") == ""
