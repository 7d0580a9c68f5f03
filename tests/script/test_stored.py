"""A checked scenario comes back from bytes as it was, or not at all; and bytes make values, whatever they say."""

from __future__ import annotations

import os
import pickle
import zlib
from pathlib import Path
from random import Random

import pytest

from game.engine.program import build
from game.engine.run import begin
from game.script.loaded import Loaded
from game.script.logic import logic_hash
from game.script.portions import A_PORTION, StoredScenes, by_id, rows
from game.script.reader import load
from game.script.stored import MAGIC, Unfit, restore, store
from game.session import places
from tests.conftest import GRANARY
from tests.synthetic.story import of_scenes
from tests.synthetic.to_scenario import write_scenario

ALL = (GRANARY, *places.scenario_folders())


@pytest.fixture(scope="module")
def granary_read() -> Loaded:
    return load(GRANARY)


@pytest.fixture(scope="module")
def stored(granary_read: Loaded) -> bytes:
    return store(granary_read)


@pytest.mark.parametrize("folder", ALL, ids=lambda f: f.name)
def test_it_comes_back_as_it_was(folder: Path) -> None:
    fresh = load(folder)
    back = restore(store(fresh))
    assert back.scenario == fresh.scenario
    assert (back.scope.symbols, back.scope.tables, back.scope.draws) == (
        fresh.scope.symbols, fresh.scope.tables, fresh.scope.draws,
    )  # fmt: skip
    assert dict(back.scope.scenes) == dict(fresh.scope.scenes)
    assert logic_hash(back.scenario) == logic_hash(fresh.scenario)
    for one, other in zip(fresh.scenario.scenes, back.scenario.scenes, strict=True):
        assert (one.place.file, one.place.line, one.place.column) == (
            other.place.file, other.place.line, other.place.column,
        )  # fmt: skip
        if one.when is not None:
            assert other.when is not None
            assert (one.when.place.line, one.when.place.column) == (other.when.place.line, other.when.place.column)


def test_it_is_played_as_it_was(granary_read: Loaded, stored: bytes) -> None:
    back = restore(stored)
    runs = [begin(build(loaded.scenario, loaded.scope), 5) for loaded in (granary_read, back)]
    while runs[0].pending is not None:
        options = runs[0].pending.choices_open()
        for run in runs:
            run.decide(options[len(run.decisions) % len(options)])
            assert run.digest() == runs[0].digest() or run is runs[0]
    assert runs[1].ended
    assert runs[0].digest() == runs[1].digest()


def test_the_first_choice_makes_only_the_scenes_near_it(tmp_path: Path) -> None:
    back = restore(store(load(write_scenario(of_scenes(200), tmp_path / "scenes_200"))))
    scenes = back.scenario.scenes
    assert isinstance(scenes, StoredScenes)
    run = begin(build(back.scenario, back.scope), 1)
    assert run.pending is not None
    assert run.pending.id == "s00000"
    assert len(scenes.made) <= -(-10 // A_PORTION)
    assert by_id(scenes)["s00150"].id == "s00150"
    assert "s00151" in by_id(scenes)
    assert list(by_id(scenes)) == [row[0] for row in rows(scenes)]
    assert len(scenes.made) <= -(-10 // A_PORTION) + 1


def test_stored_scenes_are_a_sequence(granary_read: Loaded, stored: bytes) -> None:
    scenes, whole = restore(stored).scenario.scenes, tuple(granary_read.scenario.scenes)
    assert len(scenes) == len(whole)
    assert (scenes[0], scenes[-1], scenes[2:5], scenes[::-1]) == (whole[0], whole[-1], whole[2:5], whole[::-1])
    assert scenes == whole
    assert whole == tuple(scenes)
    with pytest.raises(IndexError):
        scenes[len(whole)]
    again = pickle.loads(pickle.dumps(restore(stored).scenario))
    assert again == granary_read.scenario
    assert type(again.scenes) is tuple


def test_what_is_torn_or_rotten_is_refused(stored: bytes) -> None:
    dice = Random(2)
    for _ in range(60):
        at = dice.randrange(len(stored))
        for bad in (stored[:at], stored[:at] + bytes([stored[at] ^ (1 << dice.randrange(8))]) + stored[at + 1 :]):
            with pytest.raises(Unfit):
                restore(bad)
    for bad in (b"", MAGIC, b"something else", stored + b"x"):
        with pytest.raises(Unfit):
            restore(bad)


class Hostile:
    """What a forger would put in: it calls what it likes when it is read."""

    def __init__(self, what: object, *values: object) -> None:
        self.what, self.values = what, values

    def __reduce__(self) -> tuple[object, tuple[object, ...]]:
        return self.what, self.values


def forged(value: object) -> bytes:
    """Bytes whose sum is right."""
    body = pickle.dumps(value)
    return MAGIC + zlib.crc32(body).to_bytes(4, "little") + len(body).to_bytes(4, "little") + body


@pytest.mark.parametrize("what", [os.mkdir, os.system, eval, exec, getattr, print], ids=lambda f: f.__name__)
def test_a_forged_file_makes_nothing_but_values(what: object, tmp_path: Path) -> None:
    target = tmp_path / "made"
    data = forged(Hostile(what, str(target)))
    assert pickle.dumps(Hostile(what, "x"))
    with pytest.raises(Unfit) as caught:
        restore(data)
    assert isinstance(caught.value.__cause__, pickle.UnpicklingError)
    assert not target.exists()


def test_a_forged_tree_puts_no_words_into_generated_source(granary_read: Loaded) -> None:
    """The values that bytes may make are harmless too: an operator that is none is refused before it is source."""
    from game.script.codegen import to_python
    from game.script.syntax import Arithmetic, Call, Number

    class Nobody:
        def name(self, name: str) -> str:
            raise AssertionError(name)

        seen = visits = turns_since = table = noise = name

    for tree in (
        Arithmetic("+ __import__('os').getpid() +", Number(1.0), Number(2.0)),
        Call("__import__", (Number(1.0),)),
        Number("__import__('os')"),  # type: ignore[arg-type]
    ):
        with pytest.raises((KeyError, ValueError)):
            to_python(tree, Nobody())  # type: ignore[arg-type]
    assert granary_read
