"""A class together, part by part: every number is that of its runs, and none is one run's own."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable

import pytest

from game.debrief.build import debrief
from game.debrief.group.changed import changed
from game.debrief.group.lines import composed
from game.debrief.group.written import Written, written_entries
from game.debrief.hidden import LEAST
from game.debrief.splits import SplitView
from game.debrief.together import ClassView, together
from game.engine.program import Program
from game.engine.run import Run
from game.playtest.gather import case_of
from game.playtest.pairs import Change, pair
from game.session.game import Game
from game.session.views import Role

Player = Callable[..., Game]
OFFICIALS = ("honest", "hedger", "protector", "zhejiang", "henan", "zealot", "random", "random", "random")


@pytest.fixture(scope="module")
def games(great_leap: Program, play: Player) -> list[Game]:
    return [play(great_leap, OFFICIALS[n % len(OFFICIALS)], n, "lesson") for n in range(24)]


@pytest.fixture(scope="module")
def runs(games: list[Game]) -> list[Run]:
    return [game.run for game in games]


@pytest.fixture(scope="module")
def view(runs: list[Run]) -> ClassView:
    return together([(str(n), run) for n, run in enumerate(runs)])[0]


def test_means_and_bands_are_those_of_the_runs(games: list[Game], view: ClassView) -> None:
    single = [{b.chart.id: b.chart for b in debrief(game).charts} for game in games]
    assert view.averages
    for average in view.averages:
        chart = average.block.chart
        for place, line in enumerate(chart.series):
            if line.role is Role.HISTORY:
                assert line == single[0][chart.id].series[place]
                continue
            for at, value in enumerate(line.values):
                own = [v for charts in single if (v := charts[chart.id].series[place].values[at]) is not None]
                assert value == pytest.approx(sum(own) / len(own))
        for band, line in zip(average.bands, (s for s in chart.series if s.role is not Role.HISTORY), strict=False):
            for at, ends in enumerate(band.ends):
                place = chart.series.index(line)
                own = [v for charts in single if (v := charts[chart.id].series[place].values[at]) is not None]
                assert ends is not None
                assert sum(v <= ends[0] for v in own) >= LEAST
                assert sum(v >= ends[1] for v in own) >= LEAST


def test_the_ratchet_is_the_mean_of_the_runs(games: list[Game], view: ClassView) -> None:
    single = [debrief(game).understanding.ratchet for game in games]
    assert view.ratchet is not None
    for at, row in enumerate(view.ratchet.rows):
        for place, value in enumerate(row.values):
            own = [v for r in single if r is not None and (v := r.rows[at].values[place]) is not None]
            assert value == pytest.approx(sum(own) / len(own))
        assert not row.say


def test_what_was_known_is_what_each_desk_was_told(games: list[Game], view: ClassView) -> None:
    knew = view.knew
    assert knew is not None
    told = [next(t for t in game.teller.tellings() if t.turn == knew.turn) for game in games]
    assert any(row.told != row.real for row in knew.rows)
    for row in knew.rows:
        ways = Counter(t.figures[row.split.id][2] for t in told)
        assert all(count.runs in (None, ways[count.id]) for count in row.split.rows)
        assert not any(count.runs is not None and 0 < count.runs < LEAST for count in row.split.rows)


def test_silences_are_counted(games: list[Game], view: ClassView) -> None:
    ended = [{s.id: s.way for s in debrief(game).understanding.silences} for game in games]
    assert view.silences
    for split in view.silences:
        ways = Counter(way.get(split.id, "") for way in ended)
        assert all(row.runs in (None, ways[row.id]) for row in split.rows)


def test_composed_runs_sign_what_was_signed_most_and_are_nobody_s(runs: list[Run], view: ClassView) -> None:
    made = composed(runs, view.splits)
    assert len(made) == 2
    assert not {one.game.run.seed for one in made} & {run.seed for run in runs}
    for one in made:
        assert one.game.run.ended
        for number in one.told:
            decision = one.game.run.decisions[number - 1]
            own = [s for s in view.splits if (s.turn, s.id) == (decision.turn, decision.scene)]
            for split, pick in zip(own, decision.picks, strict=False):
                assert next(row.runs or 0 for row in split.rows if row.id == pick) >= LEAST
    first = made[0].game.run.decisions
    for split in view.splits:
        most = max((row for row in split.rows if row.id), key=lambda row: row.runs or 0)
        signed = [d for d in first if (d.turn, d.scene) == (split.turn, split.id)]
        if most.runs and signed and not split.field and not split.id.startswith("looks"):
            assert most.runs == next(row.runs for row in split.rows if row.id == signed[0].picks[0])


def test_a_class_of_unlike_counts_composes_nothing_it_may_not_tell(runs: list[Run]) -> None:
    view, _ = together([(str(n), run) for n, run in enumerate(runs[:3])])
    for one in composed(runs[:3], view.splits):
        for number in one.told:
            decision = one.game.run.decisions[number - 1]
            own = [s for s in view.splits if (s.turn, s.id) == (decision.turn, decision.scene)]
            assert all(row.runs == LEAST for s in own for row in s.rows if row.id in decision.picks)


def _moved(run: Run, split: SplitView, pick: str, place: int) -> float | None:
    at = next((n for n, d in enumerate(run.decisions, 1) if (d.turn, d.scene) == (split.turn, split.id)), 0)
    if not at:
        return None
    picks = list(run.decisions[at - 1].picks)
    fields = [f.id for f in run.program.scenes[split.id].fields]
    row = fields.index(split.field) if split.field else 0
    if picks[row] == pick:
        return None
    picks[row] = pick
    change = Change(at, tuple(picks))
    played = pair(run.program, case_of(run), run.seed, (change,))
    other = played.changed[change]
    return None if other is None else other.measures[place] - played.kept.measures[place]


def test_what_one_answer_by_all_would_have_moved_is_played_in_pairs(runs: list[Run], view: ClassView) -> None:
    found = changed(runs, view.splits, every=True, workers=1)
    assert found is not None
    assert found.runs == len(runs)
    assert found.effects
    measures = [m.id for m in runs[0].program.scenario.debrief.measures]
    for effect in found.effects[:2]:
        at = effect.answer
        split = next(s for s in view.splits if (s.turn, s.id, s.field) == (at.turn, at.scene, at.field))
        for moved in effect.moved:
            place = measures.index(moved.measure)
            own = sorted(m for run in runs if (m := _moved(run, split, at.pick, place)) is not None)
            assert (moved.low, moved.high) == (own[LEAST - 1], own[-LEAST])
    sizes = [effect.size for effect in found.effects]
    assert sizes == sorted(sizes, reverse=True)
    assert changed(runs[:5], view.splits) is None


def test_pages_are_shown_in_no_order_of_seats() -> None:
    pages = [Written("A", f"page {n}") for n in range(12)]
    shown = written_entries(pages)
    assert shown == written_entries(pages[::-1])
    assert len(shown) == 12
    assert [e.blocks for e in shown] != [e.blocks for n in range(12) for e in written_entries([pages[n]])]

