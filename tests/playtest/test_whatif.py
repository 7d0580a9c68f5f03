"""What-if, the decisions that mattered, the spread: the same on one core and two, stopped and gone on with."""

from __future__ import annotations

import time
from collections.abc import Callable
from pathlib import Path

import pytest

from game.engine.program import Program
from game.engine.run import Run, begin
from game.playtest.acts import acts_of
from game.playtest.gather import StillOpen, case_of
from game.playtest.mattered import mattered
from game.playtest.outcome import outcome_of
from game.playtest.pairs import Change, pair
from game.playtest.pool import Crew, Watch
from game.playtest.spread import spread
from game.playtest.text import spread_lines, what_if_lines
from game.playtest.views import LABEL
from game.playtest.whatif import what_if
from tests.conftest import MakeVariant
from tests.playtest.conftest import MEASURES

Ended = Callable[..., Run]


def other_of(run: Run, scene: str) -> tuple[int, tuple[str, ...]]:
    """A decision of a run and another answer to it."""
    act = next(a for a in acts_of(run.program, case_of(run)) if a.scene == scene)
    return act.number, act.alternatives()[0]


def test_the_number_of_workers_changes_nothing(great_leap: Program, ended: Ended) -> None:
    run = ended(great_leap, "hedger", 11, "lesson")
    number, picks = other_of(run, "carts")
    one, two = (what_if(run, number, picks, seeds=90, workers=n) for n in (1, 2))
    assert one == two
    assert (one.asked, one.played, one.label) == (90, 90, LABEL)
    first, second = (mattered(run, seeds=4, deep=20, workers=n) for n in (1, 2))
    assert first == second
    assert spread(run, plays=31, workers=1) == spread(run, plays=31, workers=2)


def test_changing_nothing_moves_nothing(measured: Program, ended: Ended) -> None:
    run = ended(measured, "plain", 4)
    view = what_if(run, 1, run.decisions[0].picks, seeds=40, workers=1)
    assert view.kept == view.changed
    assert {(r.p5, r.p50, r.p95, r.own) for r in view.moved} == {(0, 0, 0, 0)}
    assert view.people == ()


def test_both_sides_mark_the_player_s_own_run(measured: Program, ended: Ended) -> None:
    run = ended(measured, "plain", 4)
    number, picks = other_of(run, "measure")
    view = what_if(run, number, picks, seeds=40, workers=1)
    own = pair(measured, case_of(run), run.seed, [change := Change(number, picks)])
    changed = own.changed[change]
    assert changed is not None
    assert [r.own for r in view.kept.ranges] == list(own.kept.measures)
    assert [r.own for r in view.changed.ranges] == list(changed.measures)
    assert [r.own for r in view.moved] == [b - a for a, b in zip(own.kept.measures, changed.measures, strict=True)]
    assert sum(p.own for p in view.kept.chair) == sum(p.own for p in view.kept.endings) == 1
    assert all(r.p5 <= r.p50 <= r.p95 for r in (*view.kept.ranges, *view.changed.ranges, *view.moved))
    assert [b.say for b in view.beyond] == ["The rain."]


def test_both_sides_are_of_the_seeds_under_which_it_was_on_offer(great_leap: Program, ended: Ended) -> None:
    """Far into a run some seeds have taken the chair away before the paper comes."""
    run = next(r for seed in range(1, 30) if len((r := ended(great_leap, "hedger", seed)).decisions) > 45)
    number = next(a.number for a in reversed(acts_of(great_leap, case_of(run))) if a.alternatives() and not a.plan)
    picks = acts_of(great_leap, case_of(run))[number - 1].alternatives()[0]
    view = what_if(run, number, picks, seeds=30, workers=1)
    assert 0 < view.pairs < view.played == 30
    assert view.kept.plays == view.changed.plays == view.pairs
    assert sum(p.plays for p in view.changed.chair) == view.pairs


def test_who_is_reached_is_who_has_another_last_page(measured: Program, ended: Ended) -> None:
    run = ended(measured, "plain", 4)
    number = next(a.number for a in acts_of(measured, case_of(run)) if a.scene == "letter")
    view = what_if(run, number, ("burn",), seeds=10, workers=1)
    assert [(p.id, p.plays, p.was, p.became) for p in view.people] == [("wen", 10, "home", "gone")]
    assert view.people_moved is not None
    assert (view.people_moved.low, view.people_moved.own) == (1, 1)


def test_decisions_stand_where_they_stand_best_and_the_dead_order_nothing(measured: Program, ended: Ended) -> None:
    run = ended(measured, "plain", 4)
    view = mattered(run, seeds=8, deep=12, workers=1)
    rows = (*view.most, *view.others)
    assert view.complete
    assert {"measure", "letter", "tally"} <= {r.decision.scene for r in rows}
    assert all(sorted(r.places) == ["people", "store"] for r in rows)
    by_scene = {r.decision.scene: r for r in rows}
    assert by_scene["letter"].places["people"] == 1
    assert by_scene["measure"].decision.instead_picks[0] == "heaped"
    assert [r.place for r in rows] == list(range(1, len(rows) + 1))
    for rank, row in enumerate(view.most):
        for later in view.most[rank + 1 :]:
            assert min(row.places.values()) <= min(later.places.values())
    assert all(not m.toll for r in rows for m in r.moved)
    assert all(t.toll and t.measure == "damp" for r in rows for t in (*r.toll_kept, *r.toll_changed))
    assert {d.scene for d in view.little} <= {"looks.morning", "looks.evening"}
    counted = {r.decision.number for r in rows} | {d.number for d in view.little}
    assert counted == {a.number for a in acts_of(measured, case_of(run)) if a.alternatives()}


def test_what_the_dead_moved_moves_no_place(variant: MakeVariant, ended: Ended) -> None:
    """The same story with its count of the dead turned round puts the decisions in the same order."""
    turned = MEASURES.replace("is: lost", "is: 1000 - 500 * lost")
    first, second = (
        mattered(ended(variant(added={"debrief.yaml": text}).program(), "plain", 4), seeds=6, deep=6, workers=1)
        for text in (MEASURES, turned)
    )
    assert [(r.decision, r.places) for r in first.most] == [(r.decision, r.places) for r in second.most]
    assert first.most[0].toll_kept != second.most[0].toll_kept


def test_the_first_rows_are_played_over_more_seeds(measured: Program, ended: Ended) -> None:
    view = mattered(ended(measured, "plain", 4), seeds=3, deep=9, workers=1)
    assert (view.seeds, view.deep) == (3, 9)
    assert {r.pairs for r in view.most} <= set(range(4, 10))


def test_work_that_is_stopped_leaves_what_was_found_and_goes_on_from_there(
    great_leap: Program, ended: Ended, tmp_path: Path
) -> None:
    run = ended(great_leap, "hedger", 11, "lesson")
    number, picks = other_of(run, "carts")
    whole = what_if(run, number, picks, seeds=60, workers=1)
    told: list[int] = []
    stopping = Watch(lambda done, _total: told.append(done), lambda: bool(told) and told[-1] >= 40)
    part = what_if(run, number, picks, seeds=60, workers=1, watch=stopping, folder=tmp_path)
    assert not part.complete
    assert 0 < part.played < 60
    totals: list[int] = []
    going_on = Watch(lambda _done, total: totals.append(total))
    rest = what_if(run, number, picks, seeds=60, workers=1, watch=going_on, folder=tmp_path)
    assert rest == whole
    assert totals[0] == 2 * (60 - part.played)


def test_an_interrupt_leaves_what_was_found(measured: Program, ended: Ended, tmp_path: Path) -> None:
    def interrupt(done: int, _total: int) -> None:
        if done:
            raise KeyboardInterrupt

    run = ended(measured, "plain", 4)
    view = mattered(run, seeds=8, deep=12, workers=1, watch=Watch(interrupt), folder=tmp_path)
    assert not view.complete
    assert view.most
    assert mattered(run, seeds=8, deep=12, workers=1, folder=tmp_path) == mattered(run, seeds=8, deep=12, workers=1)


def test_nothing_at_all_is_still_an_answer(measured: Program, ended: Ended) -> None:
    run = ended(measured, "plain", 4)
    never = Watch(stop=lambda: True)
    number, picks = other_of(run, "measure")
    assert (found := what_if(run, number, picks, workers=1, watch=never)).pairs == 0
    assert not found.complete
    assert mattered(run, workers=1, watch=never).most == ()
    assert spread(run, workers=1, watch=never).plays == 0


def test_progress_rises_to_its_total(measured: Program, ended: Ended) -> None:
    told: list[tuple[int, int]] = []
    mattered(ended(measured, "plain", 4), seeds=5, deep=30, workers=1, watch=Watch(lambda d, t: told.append((d, t))))
    done = [d for d, _ in told]
    assert done == sorted(done)
    assert told[-1][0] == told[-1][1]
    assert all(d <= t for d, t in told)


def test_a_run_stands_among_the_plays_of_officials(great_leap: Program, ended: Ended) -> None:
    run = ended(great_leap, "henan", 3, "lesson")
    view = spread(run, plays=20, workers=1)
    assert view.plays == view.asked == 20 * len(great_leap.scenario.officials)
    for place, stand in enumerate(view.stands):
        assert stand.range.p5 >= min(o.side.ranges[place].p5 for o in view.officials)
        if stand.range.toll:
            assert (stand.less, stand.more) == (None, None)
        else:
            assert stand.less is not None
            assert stand.more is not None
            assert 0 <= stand.less + stand.more <= 100
    assert {o.id: o.side.plays for o in view.officials} == {o.id: 20 for o in great_leap.scenario.officials}
    assert sum(p.own for p in view.chair) == 1


def test_its_place_is_counted_over_all_plays(measured: Program, ended: Ended) -> None:
    run = ended(measured, "plain", 5)
    view = spread(run, plays=40, workers=1)
    names = [o.id for o in measured.scenario.officials]
    stores = [outcome_of(ended(measured, name, seed)).measures[0] for name in names for seed in range(1, 41)]
    own, stand = outcome_of(run).measures[0], view.stands[0]
    assert stand.less == round(100 * sum(v < own for v in stores) / len(stores))
    assert stand.more == round(100 * sum(v > own for v in stores) / len(stores))
    assert stand.range.own == own


def test_a_story_that_measures_nothing_has_answers_all_the_same(granary: Program, ended: Ended) -> None:
    run = ended(granary, "plain", 4)
    number, picks = other_of(run, "measure")
    view = what_if(run, number, picks, seeds=4, workers=1)
    assert (view.kept.ranges, view.moved, view.beyond) == ((), (), ())
    assert mattered(run, seeds=3, deep=4, workers=1).most[0].decision.scene == "letter"
    assert spread(run, plays=2, workers=1).stands == ()


def test_an_open_run_has_no_answers(granary: Program) -> None:
    run = begin(granary, 1)
    for ask in (lambda: what_if(run, 1, ()), lambda: mattered(run), lambda: spread(run)):
        with pytest.raises(StillOpen):
            ask()


def test_a_run_that_was_closed_early_goes_on_by_its_player_s_stance(measured: Program) -> None:
    run = begin(measured, 4)
    while len(run.decisions) < 3:
        assert run.pending is not None
        run.decide(run.pending.choices_open()[0])
    with pytest.raises(StillOpen):
        case_of(run)
    run.lay_down()
    number, picks = other_of(run, "measure")
    view = what_if(run, number, picks, seeds=5, workers=1)
    assert view.early
    assert view.pairs == 5
    kept = pair(measured, case_of(run), 4, ()).kept
    assert [r.own for r in view.kept.ranges] == list(kept.measures)
    assert kept.measures[0] != run.values[measured.slots["grain"]]
    assert spread(run, plays=3, workers=1).stands[0].range.own == kept.measures[0]
    assert mattered(run, seeds=2, deep=2, workers=1).early
    for lines in (what_if_lines(view), spread_lines(spread(run, plays=3, workers=1))):
        assert "goes on by your usual stance" in " ".join(lines)


def _double(_program: Program, job: int) -> int:
    return 2 * job


def _leave_a_mark(_program: Program, job: str) -> str:
    time.sleep(0.1)
    Path(job).touch()
    return job


def _break(_program: Program, job: int) -> int:
    """Kills the process it runs in, unless that is the one the test runs in."""
    import multiprocessing
    import os

    if multiprocessing.parent_process() is not None:
        os._exit(3)
    return job


def test_results_come_in_the_order_of_the_jobs_whatever_becomes_of_the_workers(granary: Program) -> None:
    jobs = list(range(12))
    with Crew(granary, 2) as crew:
        assert list(crew.each(_double, jobs)) == [2 * job for job in jobs]
        assert list(crew.each(_break, jobs)) == jobs
        assert list(crew.each(_double, jobs)) == [2 * job for job in jobs]


def test_work_that_is_stopped_is_not_done_behind_our_back(granary: Program, tmp_path: Path) -> None:
    """What waits is called off; only what a process had begun, or had at hand, is still finished."""
    jobs = [str(tmp_path / f"{n}") for n in range(40)]
    with Crew(granary, 2) as crew:
        results = crew.each(_leave_a_mark, jobs)
        assert next(results) == jobs[0]
        results.close()
        pool = crew._pool  # pyright: ignore[reportPrivateUsage]
        assert pool is not None
        pool.shutdown(wait=True)
    assert len(list(tmp_path.iterdir())) < 20


def test_the_run_is_left_as_it_was(measured: Program, ended: Ended) -> None:
    run = ended(measured, "plain", 4)
    before = run.digest(), list(run.decisions)
    mattered(run, seeds=2, deep=3, workers=1)
    assert (run.digest(), list(run.decisions)) == before
