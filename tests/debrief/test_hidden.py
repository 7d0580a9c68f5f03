"""Small counts of a class: no count that is hidden can be worked out, even by whoever knows the story and the rules.

Every table of a few runs is tried: all tables that look alike when shown must still differ in each hidden count.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from itertools import product

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from game.debrief.hidden import LEAST, Bundle, again, cells, shown

Counts = tuple[int, ...]


def compositions(total: int, parts: int) -> Iterator[Counts]:
    """Every way to part so many runs into so many cells."""
    if parts == 1:
        yield (total,)
        return
    for first in range(total + 1):
        yield from ((first, *rest) for rest in compositions(total - first, parts - 1))


def masks(counts: Sequence[int], start: int = 0) -> list[int]:
    """Sets of runs of these sizes, one after another."""
    found: list[int] = []
    for count in counts:
        found.append(((1 << count) - 1) << start)
        start += count
    return found


def displayed(bundles: Sequence[Bundle], runs: int) -> tuple[tuple[int | None, ...], ...]:
    """What a reader sees of every split of every bundle: counts, or None."""
    allowed = shown(bundles, (1 << runs) - 1)
    return tuple(
        tuple(cell.bit_count() if ok else None for cell, ok in zip(split, row, strict=True))
        for bundle, rows in zip(bundles, allowed, strict=True)
        for split, row in zip(bundle.splits, rows, strict=True)
    )


def assert_none_is_given_away(worlds: Sequence[tuple[Bundle, ...]], runs: int) -> None:
    """Of all worlds that look alike, no two may agree on a small hidden count only because there is no other way."""
    alike: dict[tuple[tuple[int | None, ...], ...], list[Counts]] = defaultdict(list)
    for bundles in worlds:
        true = tuple(cell.bit_count() for b in bundles for split in b.splits for cell in split)
        alike[displayed(bundles, runs)].append(true)
    for seen, truths in alike.items():
        flat = [count for row in seen for count in row]
        assert not any(count is not None and 0 < count < LEAST for count in flat)
        for place, count in enumerate(flat):
            if count is None and any(0 < true[place] < LEAST for true in truths):
                assert len({true[place] for true in truths}) > 1, (seen, truths)


@pytest.mark.parametrize("runs", range(3, 10))
@pytest.mark.parametrize("parts", [2, 3, 4])
def test_one_split_hides_its_small_cells(runs: int, parts: int) -> None:
    everyone = (1 << runs) - 1
    worlds = [(Bundle([masks(counts)], everyone),) for counts in compositions(runs, parts)]
    assert_none_is_given_away(worlds, runs)


@pytest.mark.parametrize("fates", [(0, 0, 1), (0, 1, 2), (0, 1, 1), (1, 0, 1)])
@pytest.mark.parametrize("runs", [4, 7, 9])
def test_what_became_of_people_gives_no_signature_away(fates: Counts, runs: int) -> None:
    """A fate is met by all who signed certain things: a second count of the same runs."""
    everyone = (1 << runs) - 1
    worlds: list[tuple[Bundle, ...]] = []
    for counts in compositions(runs, 3):
        signed = masks(counts)
        met = [sum(cell for cell, fate in zip(signed, fates, strict=True) if fate == n) for n in range(max(fates) + 1)]
        worlds.append((Bundle([signed], everyone), Bundle([met], 0, echo=True)))
    assert_none_is_given_away(worlds, runs)


@pytest.mark.parametrize("runs", [5, 8, 10])
def test_a_paper_that_comes_to_some_only_does_not_count_them_again(runs: int) -> None:
    """It comes to those who signed the first answer of another paper, and has two answers of its own."""
    everyone = (1 << runs) - 1
    worlds: list[tuple[Bundle, ...]] = []
    for first in compositions(runs, 3):
        for second in compositions(first[0], 2):
            signed = masks(first)
            rest = everyone & ~signed[0]
            worlds.append((Bundle([signed], everyone), Bundle([[*masks(second), rest]], signed[0])))
    assert_none_is_given_away(worlds, runs)


@pytest.mark.parametrize("runs", [4, 6])
def test_a_day_plan_is_shown_whole_or_not_at_all(runs: int) -> None:
    """Each run went to one of two places, to both or to none."""
    everyone = (1 << runs) - 1
    for places in product(range(4), repeat=runs):
        went = [sum(1 << run for run, to in enumerate(places) if to & bit) for bit in (1, 2)]
        bundle = Bundle([[cell, everyone & ~cell] for cell in went], everyone)
        rows = shown([bundle], everyone)[0]
        small = any(0 < cell.bit_count() < LEAST for split in bundle.splits for cell in split)
        assert {ok for row in rows for ok in row} == {not small}


@given(st.lists(st.integers(0, 12), min_size=1, max_size=7))
def test_nothing_is_hidden_without_need(counts: list[int]) -> None:
    row = cells(masks(counts))
    if not any(0 < count < LEAST for count in counts):
        assert all(row)
    elif any(count >= LEAST for count in counts):
        kept = [count for count, ok in zip(counts, row, strict=True) if not ok]
        large = {count for count in kept if count >= LEAST}
        assert large == {min(count for count in counts if count >= LEAST)}
        assert all(ok for count, ok in zip(counts, row, strict=True) if count == 0)
    else:
        assert not any(row)


@settings(max_examples=60, deadline=None)
@given(data=st.data(), runs=st.integers(3, 24))
def test_any_bundles_end_with_every_small_count_hidden(data: st.DataObject, runs: int) -> None:
    bundles: list[Bundle] = []
    everyone = (1 << runs) - 1
    for _ in range(data.draw(st.integers(1, 6))):
        answers = data.draw(st.lists(st.integers(0, 3), min_size=runs, max_size=runs))
        split = [sum(1 << run for run, a in enumerate(answers) if a == n) for n in range(4)]
        bundles.append(Bundle([split], data.draw(st.sampled_from([everyone, split[0]])), echo=data.draw(st.booleans())))
    for bundle, rows in zip(bundles, shown(bundles, everyone), strict=True):
        for split, row in zip(bundle.splits, rows, strict=True):
            hidden = [cell.bit_count() for cell, ok in zip(split, row, strict=True) if not ok]
            assert not any(ok and 0 < cell.bit_count() < LEAST for cell, ok in zip(split, row, strict=True))
            assert len(hidden) != 1 or not 0 < hidden[0] < LEAST or len(split) == 1


PEOPLE = st.frozensets(st.integers(0, 11), min_size=1)
ANSWERS = st.lists(st.integers(0, 3), min_size=12, max_size=12)


def table(people: frozenset[int], answers: Sequence[int]) -> list[int | None]:
    """One count of some people, as it is shown."""
    counts = [sum(answers[n] == a for n in people) for a in range(4)]
    return [count if ok else None for count, ok in zip(counts, cells(masks(counts)), strict=True)]


@given(before=PEOPLE, come=st.frozensets(st.integers(0, 11), max_size=2), answers=ANSWERS, others=ANSWERS)
def test_one_or_two_who_come_later_are_told_by_no_second_count(
    before: frozenset[int], come: frozenset[int], answers: list[int], others: list[int]
) -> None:
    """Whatever they signed, both counts are the same: so nothing of it follows from them."""
    new = come - before
    swapped = [others[n] if n in new else answers[n] for n in range(12)]
    second = again(before, before | new)
    assert second == before
    assert table(second, swapped) == table(before, answers)


@given(before=PEOPLE, now=PEOPLE)
def test_a_second_count_holds_nobody_new_or_three(before: frozenset[int], now: frozenset[int]) -> None:
    second = again(before, now)
    assert second <= now
    assert not 0 < len(second - before) < LEAST
    assert again(frozenset(), now) == now
