"""What two papers of one run say of the same thing agrees: who is written to, and what was asked of the carts."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from game.engine.program import Program
from game.engine.run import Run, begin
from game.playtest.officials import Policy
from game.session.game import Game
from game.session.wording import Wording

SEEDS = range(1, 5)
APART = 0.7  # million jin: the signature under the carts moves your standing, and with it how far an argument is heard


def waits(program: Program) -> Iterator[Run]:
    """Machine plays by every official, as each stands whenever something waits, before it is signed."""
    for official in program.scenario.officials:
        policy = Policy(official, program)
        for seed in SEEDS:
            run = begin(program, seed)
            while not run.ended:
                yield run
                run.decide(policy.choose(run))


def test_nobody_writes_to_a_secretary_who_was_removed(great_leap: Program) -> None:
    """The third figure on the desk is how the prefecture addresses you; a helper at a store it does not address."""
    row = next(r for r in great_leap.scenario.figures.ledger if r.id == "address")
    wording = Wording(great_leap)
    said = {(run.value("office") > 0, wording.row(row, run).value) for run in waits(great_leap)}
    assert {address for chair, address in said if not chair} == {"no longer to you"}
    assert len({address for chair, address in said if chair} - {"no longer to you"}) >= 4
    assert (True, "no longer to you") not in said


def test_what_the_carts_form_asks_is_the_quota_of_the_season(great_leap: Program) -> None:
    """The form stands beside what is asked on the return just sent; the ledger names the same figure a season later."""
    asked: float | None = None
    met = 0
    for run in waits(great_leap):
        if asked is not None and run.turn_id != "autumn_1959":
            assert run.value("quota") == pytest.approx(asked, abs=APART)
            asked, met = None, met + 1
        if run.pending is not None and run.pending.id == "carts":
            asked = run.value("quota_now")
    assert met > 10


def test_beside_the_prediction_stands_last_autumns_return_as_the_books_closed_it(great_leap: Program) -> None:
    """A prediction is asked before its turn's own figures are in: what a form names last year's is another crop's."""
    slot, told = great_leap.slots["rep_mu"], set[str]()
    for official in great_leap.scenario.officials:
        policy, run = Policy(official, great_leap), begin(great_leap, 4, "lesson")
        while not (view := Game.at(run).view()).pause:
            run.decide(policy.choose(run))
        booked = run.closed[great_leap.turn_index["autumn_1958"]][slot]
        beside = {row.label: row.value for row in view.beside}
        assert beside["Last autumn's return, as signed"] == f"{booked:,.0f}"
        told |= {*beside.values()}
    assert len(told) > 5
