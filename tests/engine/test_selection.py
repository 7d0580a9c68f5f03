"""Which papers come: pinned, once or after a pause, by desk, condition, priority and chance; day plans of 20."""

from __future__ import annotations

from collections import Counter
from itertools import combinations, pairwise
from pathlib import Path

import pytest
from attrs import evolve
from hypothesis import given, settings
from hypothesis import strategies as st

from game.engine.program import Program
from game.engine.run import Run, begin
from game.engine.select import MOST_PLANS, PLAN_PRIORITY, Stage, day_plans, judge, leads, next_scene, storylets
from game.script.scenes import Scene
from game.session.library import open_program
from tests.conftest import MakeVariant, Player
from tests.engine.conftest import Played
from tests.engine.plays import DIGITS, SEEDS, by_digits
from tests.session.long_story import write_story

SCENES, WORLD = "scenes/all.yaml", "world.yaml"


class Log:
    """An observer that notes what comes: the turn, the scene, and the desk the player sat at."""

    def __init__(self) -> None:
        self.came: list[tuple[str, Scene, str]] = []

    def turn_opens(self, run: Run) -> None: ...
    def falls_due(self, run: Run, due: object) -> None: ...
    def signed(self, run: Run, scene: Scene, signed: object) -> None: ...
    def waits(self, run: Run) -> None: ...

    def turn_closes(self, run: Run) -> None: ...

    def comes(self, run: Run, scene: Scene) -> None:
        self.came.append((run.turn_id, scene, run.desk))

    def of(self, name: str) -> list[str]:
        """The turns a scene came in."""
        return [turn for turn, scene, _ in self.came if scene.id == name]


def watched(program: Program, seed: int, digits: list[int], cut: str = "", prefer: tuple[str, ...] = ()) -> Log:
    """Play to the end, signing what is preferred where it is on offer; what came."""
    log, choose = Log(), by_digits(digits)
    run = begin(program, seed, cut, observer=log)
    while run.pending is not None:
        options = run.pending.choices_open()
        run.decide(next((d for d in options if set(d.picks) & set(prefer)), choose(run)))
    return log


# laws of every story


@settings(max_examples=10)
@given(SEEDS, DIGITS)
def test_laws_of_what_comes(played: Played, seed: int, digits: list[int]) -> None:
    program = played.program
    log = watched(program, seed, digits, played.cut)
    turns = [t.id for t in program.turns]
    by_turn: dict[str, list[Scene]] = {}
    for turn, scene, desk in log.came:
        assert not scene.turns or turn in scene.turns, "pinned elsewhere"
        assert scene.desk == "any" or (scene.desk or program.first_desk) == desk, "another desk"
        keep = program.keep(program.cuts.get(played.cut), turns.index(turn))
        assert keep is None or scene.id in keep, "not in this lesson"
        by_turn.setdefault(turn, []).append(scene)
    for scene in {s.id: s for _, s, _ in log.came}.values():
        places = [turns.index(t) for t in log.of(scene.id)]
        assert len(set(places)) == len(places), "twice in a turn"
        assert len(places) == 1 or not scene.once, "twice, and for once only"
        assert all(b - a >= scene.cooldown for a, b in pairwise(places)), "too soon"
    loose = {s.id for s in program.storylets}
    for came in by_turn.values():
        assert sum(s.id in loose for s in came) <= program.scenario.header.storylets


# the small story, one law each


def test_pinned_scenes_come_in_their_turns_and_first_by_priority(granary: Program, player: Player) -> None:
    log = watched(granary, 3, [0])
    assert log.of("gazette") == ["week_one", "week_two", "week_three"]
    assert log.of("measure") == ["week_one"]
    assert log.of("tally") == ["week_two"]  # it may come in two weeks, but once
    second = [scene.id for turn, scene, _ in log.came if turn == "week_two"]
    assert second.index("gazette") < second.index("letter") < second.index("tally")
    run = player.begin(granary, 3)
    assert run.came == ["gazette"]


def test_the_day_plan_lies_between_the_papers(granary: Program, player: Player) -> None:
    """News of a high priority is there before the plan, what waits for a signature below it is not."""
    assert granary.scenes["measure"].priority < PLAN_PRIORITY <= granary.scenes["gazette"].priority
    run = player.begin(granary, 3)
    assert run.pending is not None
    assert (run.pending.id, run.came) == ("looks.morning", ["gazette"])
    run = player.sign(run, "cellar")
    assert run.pending is not None
    assert (run.pending.id, run.came) == ("measure", ["gazette", "cellar", "measure"])


def test_a_look_made_is_not_offered_again_and_one_missed_may_be(granary: Program, player: Player) -> None:
    offers: dict[str, list[set[str]]] = {}
    for made in ("cellar", "roof"):
        run = player.begin(granary, 3)
        while run.pending is not None:
            pending = run.pending
            if pending.plan is not None:
                offers.setdefault(made, []).append({name for plan in pending.plan for name in plan})
            first = pending.choices_open()[0]
            takes = pending.plan is not None and (made,) in pending.plan
            run = player.sign(run, made) if takes else player.decide(run, first)
    assert offers["cellar"] == [{"cellar", "roof"}, {"roof"}, {"roof"}]  # pinned to two weeks, and the roof to none
    assert offers["roof"] == [{"cellar", "roof"}, {"cellar"}]


def stages(run: Run) -> dict[str, Stage]:
    """How far each scene gets at this moment."""
    at = run.where()
    return {scene.id: judge(scene, at) for scene in run.program.scenario.scenes}


def test_judge_says_why_a_paper_does_not_come(granary: Program, variant: MakeVariant, player: Player) -> None:
    run = player.begin(granary, 3)
    assert stages(run) == {
        "gazette": Stage.CAME_BEFORE, "measure": Stage.COMES, "cellar": Stage.COMES, "roof": Stage.COMES,
        "letter": Stage.OTHER_TURN, "tally": Stage.OTHER_TURN, "bench_note": Stage.OTHER_TURN,
        "loose_cat": Stage.CONDITION, "loose_dog": Stage.CONDITION,
    }  # fmt: skip
    week = player.begin(granary, 3, "short")
    assert week.turn_id == "week_two"
    assert {n: stages(week)[n] for n in ("gazette", "tally", "bench_note", "loose_cat")} == {
        "gazette": Stage.LEFT_OUT, "tally": Stage.OTHER_BEAT, "bench_note": Stage.LEFT_OUT, "loose_cat": Stage.LEFT_OUT,
    }  # fmt: skip
    again = variant({SCENES: [("weight: 3", "weight: 3\n  priority: 9\n  cooldown: 2\n  once: no")]}).program()
    late = player.begin(again, 3)
    while late.pending is not None and late.turn_id != "week_three":
        late = player.decide(late, late.pending.choices_open()[0])
    assert late.memory.last["loose_cat"] == 1
    assert stages(late)["loose_cat"] is Stage.TOO_SOON
    assert stages(late)["bench_note"] is Stage.OTHER_DESK


# removal


STRICT = {
    WORLD: [("when(luck < 0.05 * removals and standing < 40, 0, 1)", "when(standing < 40, 0, 1)")],
    SCENES: [("  beat: evening\n", "  beat: evening\n  once: no\n")],
}


def test_who_loses_the_chair_sits_at_another_desk(variant: MakeVariant) -> None:
    program = variant(STRICT).program()
    stays = watched(program, 3, [0], prefer=("answer",))
    goes = watched(program, 3, [0], prefer=("burn",))
    third = {who: [s.id for t, s, _ in log.came if t == "week_three"] for who, log in (("s", stays), ("g", goes))}
    assert {"gazette", "tally"} <= set(third["s"])
    assert "bench_note" not in third["s"]
    assert {"gazette", "bench_note"} <= set(third["g"])
    assert "tally" not in third["g"]
    assert {desk for turn, _, desk in goes.came if turn == "week_three"} == {"bench"}


def test_a_successor_s_hand_is_on_the_levers_after_removal(variant: MakeVariant, player: Player) -> None:
    program = variant(STRICT).program()
    given: dict[str, float] = {}
    for choice in ("answer", "burn"):
        run = player.begin(program, 3)
        while run.pending is not None:
            options = run.pending.choices_open()
            wanted = {choice, "short", "true_count"}
            run = player.decide(run, next((d for d in options if set(d.picks) & wanted), options[0]))
        third = run.closed[2]
        given[choice] = third[program.slots["measure_out"]]
    lever = next(item for item in program.scenario.world.levers if item.id == "measure_out")
    assert given["answer"] == lever.neutral[2]  # `true_count` orders his own judgement
    assert given["burn"] == lever.neutral[2] + lever.successor * (lever.line[2] - lever.neutral[2])


# storylets


def endless(folder: Path, extra: str, days: int = 12, storylets_a_turn: int = 1) -> Program:
    """A long story with one paper a day, and scenes of its own beside it."""
    write_story(folder, days, 1)
    head = folder / "scenario.yaml"
    head.write_text(head.read_text(encoding="utf-8") + f"storylets: {storylets_a_turn}\n", encoding="utf-8")
    (folder / "scenes" / "loose.yaml").write_text(extra, encoding="utf-8")
    return open_program(folder)


def loose(name: str, more: str = "") -> str:
    """A scene that is pinned to no turn."""
    return (
        f"- event: {name}\n{more}  title: {name}\n  text: |\n    Somebody comes by.\n"
        "  record: People came by.\n  basis: invented\n  sources: []\n"
    )


@pytest.mark.parametrize(("more", "days"), [("", [0]), ("  once: no\n", list(range(12))),
                                            ("  cooldown: 3\n  once: no\n", [0, 3, 6, 9])])  # fmt: skip
def test_once_again_and_after_a_pause(tmp_path: Path, more: str, days: list[int]) -> None:
    log = watched(endless(tmp_path / "story", loose("visitor", more)), 3, [0])
    assert log.of("visitor") == [f"day_{n}" for n in days]


def test_no_more_storylets_a_turn_than_the_story_allows(tmp_path: Path) -> None:
    scenes = "".join(loose(f"visitor_{n}", "  once: no\n") for n in range(6))
    for limit in (0, 1, 4):
        program = endless(tmp_path / f"story{limit}", scenes, storylets_a_turn=limit)
        log = watched(program, 3, [0])
        came = Counter(turn for turn, scene, _ in log.came if scene.id.startswith("visitor"))
        assert {came[f"day_{n}"] for n in range(12)} == {limit}


def test_priority_before_chance_and_chance_by_weight(tmp_path: Path) -> None:
    scenes = loose("rare") + loose("usual", "  weight: 4\n") + loose("first", "  priority: 5\n  when: turn > 0\n")
    program = endless(tmp_path / "story", scenes)
    log = [watched(program, seed, [0]) for seed in range(300)]
    assert {run.of("first")[0] for run in log} == {"day_1"}
    wins = sum(run.of("usual") == ["day_0"] for run in log)
    assert abs(wins / 300 - 0.8) < 0.08


def test_storylets_are_asked_for_in_the_order_of_the_turn(tmp_path: Path) -> None:
    scenes = "".join(loose(f"visitor_{n}") for n in range(5))
    run = begin(endless(tmp_path / "story", scenes, storylets_a_turn=5), 3)
    asked = storylets(evolve(run.where(), came=frozenset(), memory=type(run.memory)()))
    assert len(asked) == 5
    assert [s.id for s in asked] != sorted(s.id for s in asked)
    left = storylets(evolve(run.where(), came=frozenset({asked[0].id, asked[3].id}), memory=type(run.memory)()))
    assert left == (asked[1], asked[2], asked[4])


def test_among_papers_of_one_priority_the_id_decides(granary: Program) -> None:
    run = begin(granary, 3)
    gazette = granary.scenes["gazette"]
    a, b, c = (evolve(gazette, id=name, priority=n) for name, n in (("a", 10), ("b", 10), ("c", 30)))
    for order in ((a, b, c), (c, b, a), (b, c, a)):
        assert next_scene(order, run.where()) == c
    for order in ((a, b), (b, a)):
        assert next_scene(order, run.where()) == a
    assert next_scene((), run.where()) is None


# day plans


@given(st.lists(st.integers(1, 4), max_size=9), st.integers(0, 6))
def test_a_day_plan_is_every_set_that_fits_up_to_twenty(granary: Program, lasts: list[int], days: int) -> None:
    looks = tuple(evolve(granary.scenes["roof"], id=f"look_{n}", days=d) for n, d in enumerate(lasts))
    plans = day_plans(looks, days)
    every = [
        tuple(s.id for s in chosen)
        for size in range(len(looks) + 1)
        for chosen in combinations(looks, size)
        if sum(s.days for s in chosen) <= days
    ]
    assert MOST_PLANS == 20
    assert list(plans) == every[:MOST_PLANS]
    assert plans[0] == ()


def test_many_long_looks_are_planned_in_no_time(granary: Program) -> None:
    """As many looks as a careless author may write: no set of them is tried that need not be."""
    looks = tuple(evolve(granary.scenes["roof"], id=f"look_{n}", days=1 + n % 3) for n in range(60))
    assert len(day_plans(looks, 60)) == MOST_PLANS
    assert day_plans(looks, 0) == ((),)


@settings(max_examples=10)
@given(SEEDS, DIGITS)
def test_plans_on_offer_keep_to_their_days(played: Played, seed: int, digits: list[int]) -> None:
    choose, program = by_digits(digits), played.program
    run = begin(program, seed, played.cut)
    while run.pending is not None:
        if run.pending.plan is not None:
            assert 2 <= len(run.pending.plan) <= MOST_PLANS
            assert set(leads(run.where())) >= {program.scenes[n] for plan in run.pending.plan for n in plan}
            for plan in run.pending.plan:
                assert sum(program.scenes[n].days for n in plan) <= program.turns[run.index].days
        run.decide(choose(run))
