"""The bibliography: every source a story names, all that rests on it, and nothing of an open run that has not come."""

from __future__ import annotations

import json

import pytest

from game.cli import Exit, main
from game.debrief.bibliography import bibliography, bibliography_of, bibliography_section, named, source_line
from game.debrief.build import debrief
from game.debrief.history import library
from game.debrief.resting import Part, resting
from game.debrief.text import lines_of
from game.debrief.understanding import shelf
from game.engine.program import Program
from game.session.game import Game
from tests.conftest import GRANARY


def everything_named(program: Program) -> set[str]:
    """Every key that the files of a scenario name, read off its values and not off the code under test."""
    scenario, understood = program.scenario, shelf(program).found
    world, seen = scenario.world, scenario.debrief
    items = [*scenario.scenes, *world.parameters, *world.series, *world.stocks, *seen.limits, *seen.beyond, *seen.brief]
    items += [line for chart in seen.charts for line in chart.lines]
    items += [*understood.papers.signatures, *understood.papers.silences, *understood.teaching.notes]
    items += [item for item in (seen.toll, understood.papers.ratchet, understood.teaching.page) if item is not None]
    return {key for item in items for key in item.sources}


def ended(program: Program, seed: int = 3) -> Game:
    game = Game.new(program, seed)
    while (ask := game.view().ask) is not None:
        rows = [f.options for f in ask.fields] or [ask.options]
        first = tuple(next((o.id for o in row if not o.locked), "") for row in rows)
        game.decide(ask.scene, *(first if ask.plan is None else ask.plan.plans[-1]))
    return game


def test_every_source_a_story_names_is_in_its_bibliography(great_leap: Program) -> None:
    found = {entry.source.id for entry in bibliography(great_leap)}
    assert everything_named(great_leap) <= found
    assert found <= {s.id for s in great_leap.scenario.sources}
    record = library(great_leap.scenario).record
    assert {o.sources[0] for o in record.officials if "great_leap" in o.scenarios} <= found


def test_every_scene_with_sources_rests_on_each_of_them(great_leap: Program) -> None:
    scenario = great_leap.scenario
    found = {(r.key, r.scene) for r in resting(scenario, shelf(great_leap).found, library(scenario).record) if r.scene}
    assert found == {(key, scene.id) for scene in scenario.scenes for key in scene.sources}


def test_each_entry_says_who_when_what_how_it_stands_and_how_it_was_checked(great_leap: Program) -> None:
    for entry in bibliography(great_leap):
        told = source_line(entry.source)
        assert entry.source.authors
        assert entry.source.title
        assert entry.source.school
        assert "Checked: " in told
        assert entry.rests
        assert not entry.hidden


def test_an_open_run_shows_the_papers_that_came_and_counts_the_rest(great_leap: Program) -> None:
    game = Game.new(great_leap, 3)
    came = {paper.title for paper in game.papers()}
    shown = {label for entry in bibliography_of(game) for rests in entry.rests for label in rests.labels}
    assert shown <= came
    assert {p.title for p in game.papers() if p.sources} <= shown
    whole = {e.source.id: e for e in bibliography(great_leap)}
    assert all(entry.hidden for entry in bibliography_of(game) if len(whole[entry.source.id].rests) > 1)


def test_when_a_run_is_over_everything_is_shown(great_leap: Program) -> None:
    entries = bibliography_of(ended(great_leap))
    assert not any(entry.hidden for entry in entries)
    parts = {rests.part for entry in entries for rests in entry.rests}
    assert parts == set(Part)


def test_the_debriefs_sources_are_all_that_it_names_and_the_models(great_leap: Program) -> None:
    game = ended(great_leap)
    view = debrief(game)
    listed = {s.id for s in view.sources}
    scenes = great_leap.scenes
    world, seen = great_leap.scenario.world, great_leap.scenario.debrief
    assert {key for _, paper in game.teller.archive for key in scenes[paper.id].sources} <= listed
    for item in (*world.parameters, *world.series, *world.stocks, *seen.limits, *seen.beyond):
        assert set(item.sources) <= listed
    assert {key for t in view.history.tolls for e in t.estimates for key in e.sources} <= listed


def test_a_source_is_found_by_author_title_year_or_key(great_leap: Program) -> None:
    entries = bibliography(great_leap)
    assert [e.source.id for e in named(entries, "kueh")] == ["kueh1995"]
    assert "yang2012" in {e.source.id for e in named(entries, "TOMBSTONE")}
    assert named(entries, "no such thing") == ()
    assert named(entries, " ") == entries


def test_the_section_is_text_on_lines_of_the_width(great_leap: Program) -> None:
    lines = lines_of(bibliography_section(bibliography(great_leap)))
    assert max(len(line) for line in lines if " " in line.strip()) <= 78
    assert not any(".." in line.replace("...", "") for line in lines)


def test_the_command(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["sources", str(GRANARY)]) == Exit.FINE
    told = capsys.readouterr().out
    assert "almanac: A. Clerk. The almanac.\n" in told
    assert "   Papers: The gazette; The measure;" in told
    assert main(["sources", str(GRANARY), "--json"]) == Exit.FINE
    (scenario,) = json.loads(capsys.readouterr().out)["scenarios"]
    assert scenario["scenario"] == "granary"
    assert scenario["sources"][0]["rests"]["paper"][:2] == ["The gazette", "The measure"]
    assert main(["sources", "no_such_story"]) == Exit.NO_SCENARIO
