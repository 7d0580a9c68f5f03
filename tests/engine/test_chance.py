"""Chance that stays put: the published numbers, the shape of the draws, scenes that leave each other's luck alone."""

from __future__ import annotations

import hashlib
import re
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from game.engine import chance
from game.engine.program import Program
from game.engine.run import Run, begin
from tests.conftest import MakeVariant, Player, by_number

PAGE = Path(__file__).resolve().parent.parent.parent / "docs" / "developers" / "chance.md"
ROW = re.compile(r"\| (uniform|normal|rank|place) \| (\d+) \| (\w+) \| (\w+) \| (\d*) ?\| (-?[\d.]+) \|")
IDS = st.from_regex(r"[a-z][a-z0-9_]{0,10}", fullmatch=True)
SEEDS = st.integers(0, 2**20 - 1)


def rows() -> list[tuple[str, int, str, str, int, float]]:
    found = [ROW.fullmatch(line) for line in PAGE.read_text(encoding="utf-8").split("\n")]
    return [(m[1], int(m[2]), m[3], m[4], int(m[5] or 0), float(m[6])) for m in found if m]


def test_the_page_has_vectors_of_every_kind() -> None:
    kinds = [r[0] for r in rows()]
    assert len(kinds) >= 8
    assert {"uniform", "normal", "rank", "place"} == set(kinds)


@pytest.mark.parametrize("row", rows(), ids=str)
def test_published_vectors(row: tuple[str, int, str, str, int, float]) -> None:
    kind, seed, turn, who, weight, value = row
    if kind == "rank":
        assert min(chance.Shuffled.of(seed, turn).rank(p) for p in chance.places(who, weight)) == value
    elif kind == "place":
        assert chance.places(who, weight)[-1] == value
    else:
        assert {"uniform": chance.uniform, "normal": chance.normal}[kind](seed, turn, who) == value


@given(SEEDS, IDS, IDS)
def test_the_page_repeated_from_its_words(seed: int, turn: str, who: str) -> None:
    key = f"ttj1|{seed}|{turn}|{who}".encode()
    eight = int.from_bytes(hashlib.sha256(key).digest()[:8], "big")
    assert chance.uniform(seed, turn, who) == (eight >> 11) / 2**53
    long = hashlib.sha512(key).digest()
    total = sum(int.from_bytes(long[i : i + 4], "big") for i in range(0, 48, 4))
    assert chance.normal(seed, turn, who) == max(-2.5, min(2.5, total / 2**32 - 6))
    assert 0 <= chance.uniform(seed, turn, who) < 1


def test_draws_are_spread_as_they_should_be() -> None:
    many = 4000
    flat = [chance.uniform(s, "week_one", "luck") for s in range(many)]
    assert abs(sum(flat) / many - 0.5) < 0.02
    assert abs(sum(x < 0.1 for x in flat) / many - 0.1) < 0.02
    bell = [chance.normal(s, "week_one", "luck") for s in range(many)]
    assert abs(sum(bell) / many) < 0.06
    assert abs(sum(x * x for x in bell) / many - 1) < 0.08
    assert max(map(abs, bell)) == 2.5


@given(SEEDS, IDS)
def test_an_order_has_every_place_once_and_is_read_both_ways(seed: int, turn: str) -> None:
    order = chance.Shuffled.of(seed, turn)
    ranks = [order.rank(place) for place in range(0, chance.PLACES, 7)]
    assert len(set(ranks)) == len(ranks)
    assert [order.at(rank) for rank in ranks] == list(range(0, chance.PLACES, 7))


@pytest.mark.parametrize("weights", [(1, 1), (3, 1), (5, 1, 1, 3), (1,) * 12], ids=str)
def test_first_in_proportion_to_their_weights(weights: tuple[int, ...]) -> None:
    many, wins = 6000, [0] * len(weights)
    for seed in range(many):
        order = chance.Shuffled.of(seed % 900, f"turn_{seed // 900}")
        ranks = [min(order.rank(p) for p in chance.places(f"who_{n}", w)) for n, w in enumerate(weights)]
        wins[ranks.index(min(ranks))] += 1
    for won, weight in zip(wins, weights, strict=True):
        assert abs(won / many - weight / sum(weights)) < 0.025


def drawn(run: Run) -> list[list[float]]:
    """The draws of each turn as they were."""
    slots = run.program.slots
    return [[values[slots[name]] for name in ("mice", "luck", "rot")] for values in run.closed]


def test_a_run_draws_what_the_page_says(granary: Program, player: Player) -> None:
    """Each turn its own draws, by the id of what draws; and parameters that differ from seed to seed, drawn once."""
    rot = next(p for p in granary.scenario.world.parameters if p.id == "rot")
    for seed in (0, 3, 2**20 - 1):
        run = player.play(player.begin(granary, seed), by_number(seed))
        for turn, (mice, luck, now) in zip(granary.turns, drawn(run), strict=True):
            assert mice == chance.normal(seed, turn.id, "mice")
            assert luck == chance.uniform(seed, turn.id, "luck")
            assert now == round(rot.value * (1 + rot.varies * chance.normal(seed, "start", "rot")), 9)


EXTRA_SCENES = """
- event: a_visitor
  turn: [week_one, week_two, week_three]
  once: no
  priority: 70
  title: A visitor
  text: |
    Somebody looks in.
  record: People looked in.
  basis: invented
  sources: []
- event: loose_bird
  when: turn == week_one
  weight: 5
  title: A bird
  text: |
    A bird.
  record: Birds were kept.
  basis: invented
  sources: []
"""


@pytest.mark.parametrize("number", [0, 12345, 987654])
def test_what_is_added_changes_no_other_draw(
    number: int, granary: Program, variant: MakeVariant, player: Player
) -> None:
    more = variant(
        {"world.yaml": [("draws:\n", "draws:\n  - draw: aaa_first\n    kind: uniform\n    reference: 0.5\n")]},
        added={"scenes/all.yaml": EXTRA_SCENES},
    ).program()
    choose = by_number(number)
    before = player.play(player.begin(granary, number), choose)
    after = player.play(player.begin(more, number), choose)
    assert drawn(before) == drawn(after)
    assert before.decisions == after.decisions
    assert [v[granary.slots["grain"]] for v in before.closed] == [v[more.slots["grain"]] for v in after.closed]
    assert "a_visitor" in after.memory.visits


def test_an_added_storylet_takes_nothing_from_the_luck_of_others(granary: Program, variant: MakeVariant) -> None:
    bird = EXTRA_SCENES.split("- event: loose_bird")[1]
    bird = bird.replace("turn == week_one", "turn >= week_two").replace("5", "1")
    more = variant(added={"scenes/all.yaml": "- event: loose_bird" + bird}).program()

    def first(program: Program, seed: int) -> str:
        run = begin(program, seed)
        while run.pending is not None and "loose" not in " ".join(run.memory.visits):
            run.decide(run.pending.choices_open()[0])
        return next(n for n in run.memory.visits if n.startswith("loose"))

    pairs = [(first(granary, s), first(more, s)) for s in range(60)]
    assert {new for old, new in pairs if new != old} == {"loose_bird"}
    assert {old for old, new in pairs if new == old} == {"loose_cat", "loose_dog"}
