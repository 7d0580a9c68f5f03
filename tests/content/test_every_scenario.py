"""What holds of every scenario: it can be played, nothing in it is idle, it is as long as it says, who plays matters.

A folder that is put into `story/` is held to all of this at once.
"""

from __future__ import annotations

import json
from statistics import mean

import pytest
from jsonschema import Draft202012Validator

from game.cli import Exit, main
from game.playtest.outcome import holders
from game.playtest.report import report
from game.playtest.words import broken
from game.script.aftermath import Direction
from tests.conftest import ROOT
from tests.content.every import NAMES, SHORT, counted, differing, opened, played

SCHEMA = Draft202012Validator(json.loads((ROOT / "docs" / "playtest.schema.json").read_text(encoding="utf-8")))
TWO = 2
ALIKE = 1e-9


@pytest.fixture(scope="module", params=NAMES)
def name(request: pytest.FixtureRequest) -> str:
    """Each scenario; its tests stand together, so that one process plays it for all of them."""
    return str(request.param)


def test_every_official_plays_to_an_ending(name: str) -> None:
    found = played(name)
    officials = {o.id for o in found.program.scenario.officials}
    assert {p.official for p in found.plays} == officials
    assert len(found.plays) >= 70
    assert all(p.ending for p in found.plays)
    assert all(0 <= p.outcome.chair < len(holders(found.program)) for p in found.plays)


def test_the_report_of_its_plays_keeps_to_the_schema(name: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["playtest", name, "--runs", "7", "--workers", "1", "--series", "--reference", "--json"]) == Exit.FINE
    data = json.loads(capsys.readouterr().out)
    SCHEMA.validate(data)
    program = opened(name)
    assert {len(values) for values in data["reference"].values()} == {len(program.turns)}
    assert set(data["measures"]) == {m.id for m in program.scenario.debrief.measures}


def test_every_scene_comes_and_every_choice_is_signed(name: str) -> None:
    cover = report(played(name).program, [], played(name).coverage, 1, 1.0)["coverage"]
    assert cover["scenes"]["unreached"] == []
    assert cover["choices"]["unreached"] == []


def test_no_choice_is_dead_and_none_is_the_only_answer(name: str) -> None:
    """Somebody who chooses takes it in two of a hundred of its offers, and not everybody takes it nearly always."""
    found = report(played(name).program, [], played(name).coverage, 1, 1.0)["coverage"]["options"]
    assert found["dead"] == []
    assert found["never_offered"] == []
    assert found["only_answer"] == []


def test_every_path_is_as_long_and_as_hard_to_read_as_is_promised(name: str) -> None:
    cuts = opened(name).cuts
    for found in (counted(name, cut) for cut in ("", *cuts)):
        assert len(found.paths) >= 70
        assert broken(found) == []
        if cuts:
            assert found.length is not None, "a scenario with a lesson says how long each of its parts is"
        else:
            assert broken(found, SHORT) == []


def test_more_than_one_thing_may_become_of_everybody(name: str) -> None:
    found = played(name)
    for place, person in enumerate(found.program.scenario.people):
        assert len({p.outcome.fates[place] for p in found.plays}) >= TWO, person.id


def test_more_than_one_ending_is_reached(name: str) -> None:
    assert len({p.ending for p in played(name).plays}) >= TWO


def test_what_comes_of_it_differs_by_who_plays(name: str) -> None:
    """The means of two officials lie clearly apart in at least two measures: chance among the seeds is not all."""
    assert len(differing(played(name))) >= TWO


def test_nobody_is_best_at_everything(name: str) -> None:
    found = played(name)
    best = [_best(name, place) for place in range(len(found.program.scenario.debrief.measures))]
    assert not set.intersection(*best), best


def _best(name: str, place: int) -> set[str]:
    """Who comes to the best mean of a measure, with all who come to the same."""
    measure = played(name).program.scenario.debrief.measures[place]
    sign = 1 if measure.direction is Direction.MORE else -1
    means = {who: sign * mean(p.outcome.measures[place] for p in f) for who, f in played(name).by_official().items()}
    return {who for who, value in means.items() if value >= max(means.values()) - ALIKE}


def test_no_share_is_more_than_the_whole(name: str) -> None:
    """What the debrief prints as so many in a hundred of something lies between none of it and all of it."""
    found = played(name)
    for place, measure in enumerate(found.program.scenario.debrief.measures):
        if measure.format == "percent":
            assert all(0 <= p.outcome.measures[place] <= 1 for p in found.plays), measure.id
