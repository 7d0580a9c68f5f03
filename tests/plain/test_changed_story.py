"""A story changed after a run was begun, through a pipe: what differs is said, and every way offered can be taken."""

from __future__ import annotations

from pathlib import Path

import pytest
from attrs import frozen

from game.cli import Exit
from game.session.journal import read_journal
from tests.plain.pipe import GRANARY, Done, lines, run


@frozen
class Begun:
    """A run of five decisions in a story of its own, which has changed since."""

    story: Path
    save: Path

    def resume(self, *way: str, typed: str = "") -> Done:
        """Open it again."""
        return run("resume", self.save, "--plain", "--saves", self.save.parent, *way, typed=typed)


@pytest.fixture
def begun(tmp_path: Path) -> Begun:
    """Five decisions signed; then burning the letter costs less standing than it did."""
    story = tmp_path / "granary"
    for source in GRANARY.rglob("*.yaml"):
        copy = story / source.relative_to(GRANARY)
        copy.parent.mkdir(parents=True, exist_ok=True)
        copy.write_bytes(source.read_bytes())
    (tmp_path / "bibliography.yaml").write_bytes((GRANARY.parent / "bibliography.yaml").read_bytes())
    typed = lines("1", "2 1", "1", "burn", "true_count")
    done = run("play", story, "--plain", "--seed", "3", "--saves", tmp_path / "saves", typed=typed)
    scenes = story / "scenes" / "all.yaml"
    scenes.write_text(scenes.read_text("utf-8").replace("standing -= 20", "standing -= 10"), "utf-8")
    return Begun(story, done.save)


def test_what_differs_is_said_and_nothing_is_changed(begun: Begun) -> None:
    before = begun.save.read_bytes()
    done = begun.resume()
    assert (done.code, done.err) == (Exit.NO_SAVE, "")
    told = " ".join(done.out.split())
    assert "was begun in another version of this story: decision 4, `letter`, now has other results" in told
    assert "3 of 5 decisions agree. Nothing was changed." in told
    assert [line.split(":")[0].strip() for line in done.out.splitlines() if line.startswith("  --")] == [
        "--as-begun", "--today", "--copy",
    ]  # fmt: skip
    assert begun.save.read_bytes() == before
    assert len(list(begun.save.parent.glob("*.journal"))) == 1


WAYS = [("--as-begun", 5, True), ("--today", 5, False), ("--copy", 3, False)]


@pytest.mark.parametrize(("way", "kept", "same"), WAYS)
def test_every_way_goes_on(begun: Begun, way: str, kept: int, same: bool) -> None:
    before = begun.save.read_bytes()
    done = begun.resume(way, typed="1\n")
    assert (done.code, done.err) == (Exit.FINE, "")
    assert (done.save == begun.save) is same
    assert len(read_journal(done.save).lines) == kept + 1
    assert begun.save.read_bytes().startswith(before)
    assert (begun.save.read_bytes() == before) is not same
    if not same:
        again = run("resume", done.save, "--plain", "--saves", done.save.parent)
        assert (again.code, again.run_code) == (Exit.FINE, done.run_code)
        assert "another version" not in again.out


def test_a_mended_typo_is_not_spoken_of(begun: Begun) -> None:
    scenes = begun.story / "scenes" / "all.yaml"
    text = scenes.read_text("utf-8").replace("standing -= 10", "standing -= 20")
    scenes.write_text(text.replace("It burns.", "It burns slowly."), "utf-8")
    done = begun.resume()
    assert (done.code, done.save) == (Exit.FINE, begun.save)
    assert "\n! " not in done.out
