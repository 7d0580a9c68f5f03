"""Of every form: the answers do not all write the same figure, whoever plays.

Two answers may write one figure where they say different things of it (a count, and the same count with remarks). Where
all do, the form asks nothing.
"""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from game.engine.run import Run, begin
from game.playtest.officials import Policy
from game.session.describe import step_value
from game.session.wording import Wording
from tests.content.every import NAMES, opened

SEEDS = range(1, 13)


@pytest.mark.parametrize("name", NAMES)
def test_the_answers_of_a_form_do_not_all_write_one_figure(name: str) -> None:
    program = opened(name)
    wording = Wording(program)
    alike = {
        f"{official.id}, seed {seed}: {where}: {', '.join(figures)}"
        for official in program.scenario.officials
        for seed in SEEDS
        for where, figures in _figures(begin(program, seed), Policy(official, program), wording)
        if len(figures) > 1 and len(set(figures)) == 1
    }
    assert sorted(alike) == []


def _figures(run: Run, policy: Policy, wording: Wording) -> Iterator[tuple[str, list[str]]]:
    """Of each form that came in a run, field by field, the figures of the answers that write one."""
    while not run.ended:
        pending = run.pending
        assert pending is not None
        for field in pending.scene.fields if pending.scene else ():
            found = [step_value(field, step, run, wording) for step in field.steps]
            yield f"{pending.scene.id}.{field.id}" if pending.scene else "", [figure for figure in found if figure]
        run.decide(policy.choose(run))
