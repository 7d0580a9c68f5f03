"""Those who need no entry: one draws evenly, one takes what was taken least; and how work is cut and told."""

from __future__ import annotations

from collections import Counter

import pytest

from game.cli import Exit, main
from game.engine.program import Program
from game.playtest.batch import jobs_of, play_all, play_portion, portions
from game.playtest.coverage import Coverage, options
from game.playtest.players import LeastUsed, known, players, usual
from game.playtest.plays import many
from game.playtest.pool import Crew, Watch
from game.playtest.progress import Progress
from tests.conftest import MakeVariant


def test_least_used_takes_every_open_answer_equally_often(granary: Program) -> None:
    player = players(granary, ["least_used"])["least_used"]
    _, coverage = many(granary, [(player, seed) for seed in range(1, 31)])
    taken = {name: times for (_, name), times in coverage.taken.items()}
    assert [taken[f"measure.amount.{s}"] for s in ("short", "fair", "heaped")] == [10, 10, 10]
    assert taken["letter.answer"] == taken["letter.burn"] == 15


def test_least_used_comes_to_every_choice_in_fewer_plays_than_chance(great_leap: Program) -> None:
    """Two plays a choice of the largest row are enough for most; chance needs more for as much."""
    signed = {}
    for name in ("least_used", "random"):
        _, coverage = many(great_leap, [(players(great_leap, [name])[name], 1)])
        signed[name] = Counter(coverage.ever_taken())
        player = players(great_leap, [name])[name]
        _, coverage = many(great_leap, [(player, seed) for seed in range(1, 13)])
        signed[name] = Counter(coverage.ever_taken())
    assert len(signed["least_used"]) > len(signed["random"])


def test_what_least_used_does_follows_from_the_plays_before_it(granary: Program) -> None:
    first, again = LeastUsed(), LeastUsed()
    one, _ = many(granary, [(first, seed) for seed in range(1, 9)])
    two, _ = many(granary, [(again, seed) for seed in range(1, 9)])
    assert one == two


def test_they_need_no_entry_and_a_story_without_officials_is_played_by_them(
    capsys: pytest.CaptureFixture[str], variant: MakeVariant
) -> None:
    folder = variant().folder
    (folder / "officials.yaml").unlink()
    assert main(["playtest", str(folder), "--runs", "8", "--workers", "1"]) == Exit.FINE
    told = capsys.readouterr().out
    assert "least_used" in told
    assert main(["playtest", str(folder), "--runs", "8", "--official", "nobody"]) == Exit.NO_SCENARIO
    assert "random, least_used" in capsys.readouterr().err


def test_the_story_s_own_official_of_that_name_goes_first(granary: Program) -> None:
    assert usual(granary) == ("plain", "heaper", "random")
    assert known(granary) == ("plain", "heaper", "random", "least_used")
    assert players(granary, ["random"])["random"].official.place.file


def test_what_they_take_says_nothing_of_whether_anybody_would(granary: Program) -> None:
    """A choice that only they sign is dead; where nobody else plays, they are all there is."""
    who = players(granary, ["heaper", "least_used"])
    _, coverage = many(granary, [(p, seed) for p in who.values() for seed in range(1, 20)])
    found = {o.name: o for o in options(granary, coverage)}
    assert found["tally.true_count"].dead
    assert list(found["tally.true_count"].shares) == ["heaper"]
    _, alone = many(granary, [(who["least_used"], seed) for seed in range(1, 20)])
    assert list({o.name: o for o in options(granary, alone)}["tally.true_count"].shares) == ["least_used"]


def test_portions_are_the_same_plays_and_keep_least_used_together(granary: Program) -> None:
    jobs = jobs_of(["plain", "least_used"], 101, 7)
    cut = portions(jobs, "")
    assert sorted((j for p in cut for j in p.jobs), key=lambda j: j.number) == list(jobs)
    assert [len(p.jobs) for p in cut] == [50, 20, 20, 11]
    with Crew(granary, 1) as crew:
        found = play_all(crew, cut, Watch())
    assert [p.official for p in found.in_order()[:4]] == ["plain", "least_used", "plain", "least_used"]
    whole = Coverage()
    for portion in cut:
        whole.merge(play_portion(granary, portion).coverage)
    assert found.coverage == whole
    assert whole.plays == 101


def test_progress_tells_how_many_how_fast_and_how_long_still() -> None:
    now = [100.0]
    said: list[str] = []
    progress = Progress("choices: ", said.append, lambda: now[0])
    progress(0, 400)
    now[0] = 102.0
    progress(100, 400)
    now[0] = 108.0
    progress(400, 400)
    assert [line.strip() for line in said] == [
        "choices: 0 of 400 plays",
        "choices: 100 of 400 plays, 50 a second, 6 s left",
        "choices: 400 of 400 plays, 50 a second",
    ]
    assert said[-1].endswith("\n")
    assert Progress(clock=lambda: now[0], began=0.0).line(10, 1000) == "10 of 1,000 plays, 0 a second, 178 min left"


def test_others_are_begun_only_where_the_work_is_long(granary: Program) -> None:
    """A few short plays are made here; workers that were asked for are begun at once. Both come to the same."""
    cut = portions(jobs_of(["plain", "heaper"], 60, 7), "")
    with Crew(granary) as alone, Crew(granary, 2) as two:
        here, there = play_all(alone, cut, Watch()), play_all(two, cut, Watch())
        assert alone._pool is None
        assert two._pool is not None
    assert here.in_order() == there.in_order()
    assert here.coverage == there.coverage
