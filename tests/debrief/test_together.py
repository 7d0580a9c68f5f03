"""The debrief of a class: counts that are the runs', nothing of a single run, what does not belong told by name."""

from __future__ import annotations

import json
import re
import shutil
from collections import Counter
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

import pytest
from jsonschema import Draft202012Validator

from game.cli import Exit, main
from game.debrief.build import debrief
from game.debrief.class_page import class_data, class_sheet
from game.debrief.contents_class import HIDDEN, split_table
from game.debrief.hidden import LEAST
from game.debrief.html import page
from game.debrief.splits import NOT_COME, CountView, said
from game.debrief.together import together
from game.engine.program import Program
from game.engine.run import Run
from game.script.faults import Faults, Place
from game.script.prose import parse_prose
from game.session.game import Game
from game.session.journal import SaveError
from game.session.last_pages import fate_of
from game.session.library import open_program
from tests.debrief.test_page import assert_whole

Player = Callable[..., Game]
ROOT = Path(__file__).parents[2]
OFFICIALS = ("honest", "hedger", "protector", "zhejiang", "henan", "zealot", "random", "random", "random")


@pytest.fixture(scope="module")
def lessons(great_leap: Program, play: Player) -> list[tuple[str, Game]]:
    """A class of twenty-four."""
    return [(f"s{n}", play(great_leap, OFFICIALS[n % len(OFFICIALS)], n, "lesson")) for n in range(24)]


def runs_of(named: Sequence[tuple[str, Game]]) -> list[tuple[str, Run]]:
    return [(name, game.run) for name, game in named]


def codes(folder: Path, named: Sequence[tuple[str, Game]], *more: str) -> Path:
    file = folder / "codes.txt"
    file.write_text("\n".join(["# the class", "", *(g.code() for _, g in named), *more]), encoding="utf-8")
    return file


def test_every_count_that_is_shown_is_the_runs(lessons: list[tuple[str, Game]]) -> None:
    view, left_out = together(runs_of(lessons))
    assert left_out == []
    assert view.runs == view.asked == len(lessons)
    games = [game for _, game in lessons]
    shown = 0
    for split in view.splits:
        signed = Counter(
            pick
            for game in games
            for d in game.run.decisions
            if (d.turn, d.scene) == (split.turn, split.id)
            for pick in (
                [d.picks[_place(game, split.id, split.field)]] if not split.id.startswith("looks.") else d.picks
            )
        )
        for row in split.rows:
            if row.id and row.runs is not None:
                assert row.runs == signed[row.id]
                shown += 1
    for split in view.fates:
        person = next(p for p in games[0].program.scenario.people if p.id == split.id)
        met = Counter(fate_of(game.run, person.fates).id for game in games)
        assert all(row.runs in (None, met[row.id]) for row in split.rows)
    assert shown > 5


def _place(game: Game, scene: str, field: str) -> int:
    """The place of a field's answer among those of a form."""
    fields = [f.id for f in game.program.scenes[scene].fields]
    return fields.index(field) if field else 0


def test_no_small_count_is_anywhere(lessons: list[tuple[str, Game]]) -> None:
    view, _ = together(runs_of(lessons))
    counts = [row.runs for split in (*view.splits, *view.fates) for row in split.rows]
    assert None in counts
    assert not [n for n in counts if n is not None and 0 < n < LEAST]


def test_the_chart_adds_the_runs_up(lessons: list[tuple[str, Game]]) -> None:
    view, _ = together(runs_of(lessons))
    chart = next(block.chart for block in view.charts if block.chart.id == "class_harvest")
    games = [game for _, game in lessons]
    program = games[0].program
    turns = [program.turn_index[t] for t in ("summer_1959", "autumn_1959")]
    real = sum(game.run.closed[i][program.slots["harvest"]] for game in games for i in turns)
    line = next(s for s in chart.series if s.role == "real")
    assert line.values[chart.labels.index("1959")] == pytest.approx(real)
    assert not any(block.chart.id == "class_harvest" for block in debrief(games[0]).charts)


def test_no_end_of_a_range_is_the_lowest_or_highest_of_all(lessons: list[tuple[str, Game]]) -> None:
    from game.debrief.toll import rounded
    from game.playtest.outcome import outcome_of

    view, _ = together(runs_of(lessons))
    for place, spread in enumerate(view.spreads):
        factor = 100 if spread.unit == "in a hundred" else 1
        values = sorted(factor * outcome_of(game.run).measures[place] for _, game in lessons)
        if spread.measure == "deaths":  # a range as coarse as what is known of them
            values = [rounded(v) for v in values]
        assert sum(v <= spread.low + 1e-9 for v in values) >= LEAST
        assert sum(v >= spread.high - 1e-9 for v in values) >= LEAST
        assert spread.low <= spread.middle <= spread.high


@pytest.mark.parametrize("number", [2, 3, 5])
def test_few_runs_tell_little(lessons: list[tuple[str, Game]], number: int) -> None:
    view, _ = together(runs_of(lessons[:number]))
    sheet = class_sheet(view, debrief(lessons[0][1]))
    assert view.spreads == ()
    if number < LEAST:
        assert (view.splits, view.fates, view.charts, sheet.sections) == ((), (), (), ())
        assert "begins at 3" in sheet.notice
    assert_whole(page(sheet))


def test_the_page_names_nobody_and_no_run(great_leap: Program, play: Player, tmp_path: Path) -> None:
    named: list[tuple[str, Game]] = []
    for n in range(4):
        game = Game.new(great_leap, n, "lesson", saves=tmp_path, player=f"<b>Wei Ning {n}</b>", begun="2020-02-02")
        other = play(great_leap, "random", n, "lesson")
        for d in other.run.decisions:
            game.decide(d.scene, *d.picks)
        game.close()
        named.append((f"wei-ning-{n}.journal", game))
    view, _ = together(runs_of(named))
    text = page(class_sheet(view, debrief(named[0][1]))) + json.dumps(class_data(view))
    assert not re.search("Wei Ning|wei-ning|2020-02", text)
    assert not any(game.code() in text for _, game in named)
    assert HIDDEN in text


def test_runs_that_do_not_belong_together_are_refused_by_name(
    great_leap: Program,
    play: Player,
    lessons: list[tuple[str, Game]],
    capsys: pytest.CaptureFixture[str],
    tmp_path: Path,
) -> None:
    full = play(great_leap, "hedger", 5)
    with pytest.raises(
        SaveError,
        match=r"24 of great_leap, the lesson `lesson` \(s0, s1, s2, s3 and 20 more\); 1 of .* full run \(mei\)",
    ):
        together(runs_of([*lessons, ("mei", full)]))
    assert main(["debrief", "--codes", str(codes(tmp_path, lessons[:3], full.code()))]) == Exit.NO_SAVE
    assert f"the full run ({full.code()})" in capsys.readouterr().err


def test_versions_of_a_story_are_told_apart(granary: Program, play: Player, tmp_path: Path) -> None:
    folder = tmp_path / "granary"
    shutil.copytree(ROOT / "tests" / "stories" / "granary", folder)
    shutil.copy(ROOT / "tests" / "stories" / "bibliography.yaml", tmp_path)
    world = folder / "world.yaml"
    text = world.read_text(encoding="utf-8")
    changed = re.sub(r"(starts: )(\d+)", lambda m: f"{m.group(1)}{int(m.group(2)) + 1}", text, count=1)
    assert changed != text
    world.write_text(changed, encoding="utf-8")
    other = open_program(folder)
    named = [("a", play(granary, "plain", 1)), ("b", play(granary, "plain", 2)), ("c", play(other, "plain", 3))]
    with pytest.raises(SaveError, match=f"story version {other.logic[:4]} \\(c\\)"):
        together(runs_of(named))


def test_a_bad_code_among_many_is_told_and_the_rest_goes_on(
    lessons: list[tuple[str, Game]], tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    file = codes(tmp_path, lessons[:4], "2G51-JT00-06DN-SY9X", "no such save!")
    assert main(["debrief", "--codes", str(file), "--json"]) == Exit.PROBLEMS
    out = capsys.readouterr()
    data = json.loads(out.out)
    assert len(data["runs"]) == data["class"]["runs"] == 4
    lines = out.err.splitlines()
    assert len(lines) == 2
    assert lines[0].startswith("2G51-JT00-06DN-SY9X: ")
    assert lines[1].startswith("no such save!: ")


def test_open_runs_are_left_out_and_named_and_alone_they_tell_what_was_signed(
    great_leap: Program, play: Player, lessons: list[tuple[str, Game]]
) -> None:
    stopped = [(f"o{n}", play(great_leap, "random", n, "lesson", 5)) for n in range(4)]
    view, left_out = together(runs_of([*lessons, *stopped[:3]]))
    assert (view.runs, view.asked, view.closed) == (24, 27, True)
    assert left_out == [f"o{n}: this run has not ended, so it is left out here" for n in range(3)]
    assert "24 runs together, of 27: 3 are not finished" in class_sheet(view, debrief(stopped[0][1])).about
    view, left_out = together(runs_of(stopped))
    assert (view.runs, view.closed, left_out) == (4, False, [])
    assert (view.fates, view.charts, view.spreads) == ((), (), ())
    sheet = class_sheet(view, debrief(stopped[0][1]))
    assert "None of these runs has ended" in sheet.notice
    assert {section.id for section in sheet.sections} <= {"splits", "limits", "questions", "sources"}


def test_the_data_of_a_class_fits_its_schema(
    lessons: list[tuple[str, Game]], tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    def schema(name: str) -> Draft202012Validator:
        read: dict[str, Any] = json.loads((ROOT / "docs" / name).read_text(encoding="utf-8"))
        Draft202012Validator.check_schema(read)
        return Draft202012Validator(read)

    assert main(["debrief", "--codes", str(codes(tmp_path, lessons)), "--json"]) == Exit.FINE
    data = json.loads(capsys.readouterr().out)
    schema("debrief-class.schema.json").validate(data)
    for run in data["runs"]:
        schema("debrief.schema.json").validate(run)
    broken = json.loads(json.dumps(data))
    broken["class"]["splits"][0]["counts"][0]["runs"] = 1
    assert not schema("debrief-class.schema.json").is_valid(broken)


def test_saves_and_codes_are_put_together_and_a_save_counts_once(
    great_leap: Program, lessons: list[tuple[str, Game]], tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    game = Game.new(great_leap, 0, "lesson", saves=tmp_path)
    for d in lessons[0][1].run.decisions:
        game.decide(d.scene, *d.picks)
    game.close()
    assert game.journal is not None
    save = str(game.journal.path)
    one, other = (lessons[n][1].code() for n in (1, 2))
    assert main(["debrief", save, one, one, other, save]) == Exit.PROBLEMS
    out = capsys.readouterr()
    assert "3 runs together" in out.out
    assert "the same save twice; it counts once" in out.err
    assert f"{one}: stands here 2 times; counted once" in out.err


def test_two_seats_of_a_class_that_signed_alike_are_two(
    great_leap: Program, play: Player, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """Seats have their seed in common, so a code that stands twice is two who signed alike, not one given twice."""
    named = [(who, play(great_leap, who, 7, "lesson")) for who in ("honest", "honest", "zealot", "hedger")]
    assert named[0][1].code() == named[1][1].code()
    assert main(["debrief", "--codes", str(codes(tmp_path, named))]) == Exit.FINE
    out = capsys.readouterr()
    assert "4 runs together" in out.out
    assert "2 times, for so many who signed alike" in out.err


@pytest.mark.parametrize("way", ["", "--html", "--slides"])
def test_of_two_runs_nothing_is_written(
    lessons: list[tuple[str, Game]], tmp_path: Path, capsys: pytest.CaptureFixture[str], way: str
) -> None:
    file = tmp_path / "class.html"
    words = [way, str(file)] if way else []
    assert main(["debrief", "--codes", str(codes(tmp_path, lessons[:2])), *words]) == Exit.USAGE
    out = capsys.readouterr()
    assert "a class's debrief begins at 3" in out.err
    assert not out.out
    assert not file.exists()


@pytest.mark.parametrize(
    ("words", "code", "says"),
    [
        ([], Exit.USAGE, "there is no run to debrief"),
        (["--codes", "/nowhere/at all"], Exit.MACHINE, "cannot be read"),
        (["0000-0000-0000-0000", "not a code!"], Exit.NO_SAVE, "not a code!"),
    ],
)
def test_what_cannot_be_asked_is_said(
    words: list[str], code: Exit, says: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["debrief", *words]) == code
    assert says in capsys.readouterr().err


def test_words_that_a_run_fills_in_are_left_open() -> None:
    faults = Faults()
    prose = parse_prose("Send {grain | int} jin{if late} now{else} tomorrow{end}, all.", Place("x"), faults)
    assert not list(faults)
    assert said(prose) == "Send … jin now / tomorrow, all."


def test_where_every_count_is_hidden_the_answers_stand_without_counts() -> None:
    rows = (CountView("a", "Sign it", None), CountView("b", "Ask", None), CountView("", NOT_COME, None))
    made = split_table("", "signed", rows)
    assert made.rows == (("Sign it",), ("Ask",))
    assert split_table("", "signed", (*rows[:2], CountView("c", "No", 0))).rows[0] == ("Sign it", HIDDEN)
