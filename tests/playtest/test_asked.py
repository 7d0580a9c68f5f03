"""`what-if`: its sentences and its data, what it refuses and how it says what was open."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from jsonschema import Draft202012Validator

from game.cli import Exit, main
from game.engine.program import Program
from game.engine.run import Run
from game.playtest.acts import Act, acts_of
from game.playtest.asked import find_act, find_picks
from game.playtest.gather import case_of
from game.playtest.mattered import mattered
from game.playtest.spread import spread
from game.playtest.text import mattered_lines, spread_lines, what_if_lines
from game.playtest.whatif import what_if
from game.session import places
from game.session.game import Game
from game.session.lines import WIDTH, clean
from game.session.runcode import encode
from game.session.trouble import Misasked

Ended = Callable[..., Run]
ROOT = Path(__file__).parents[2]


@pytest.fixture(autouse=True)
def no_cache(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """What tests work out is kept with the tests."""
    monkeypatch.setattr(places, "cache", lambda: tmp_path / "cache")


@pytest.fixture(scope="module")
def code(great_leap: Program, ended: Ended) -> str:
    return encode(ended(great_leap, "protector", 7, "lesson"))


def test_it_answers_in_sentences(code: str, capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    asked = ["what-if", code, "--decision", "carts", "--choose", "sacks.full", "--seeds", "12", "--workers", "1"]
    assert main(asked) == Exit.FINE
    said = capsys.readouterr()
    assert said.err == ""
    assert said.out.startswith("The model, not history. Decision 10, Autumn 1959: The carts.")
    text = " ".join(said.out.split())
    beyond = "nobody at this desk could change"
    for part in ("12 seeds were played", "The chair at the end", "your run", "your seed", beyond):
        assert part in text
    assert all(len(line) <= WIDTH for line in said.out.splitlines())
    assert list((tmp_path / "cache").glob("*.json"))
    assert main(asked) == Exit.FINE
    assert capsys.readouterr().out == said.out


def test_its_data_have_a_schema(code: str, capsys: pytest.CaptureFixture[str]) -> None:
    schema = json.loads((ROOT / "docs" / "what-if.schema.json").read_text(encoding="utf-8"))
    Draft202012Validator.check_schema(schema)
    asked = ["what-if", code, "--decision", "10", "--choose", "full", "--seeds", "6", "--workers", "1", "--json"]
    assert main(asked) == Exit.FINE
    data: dict[str, Any] = json.loads(capsys.readouterr().out)
    assert list(Draft202012Validator(schema).iter_errors(data)) == []
    assert (data["pairs"], data["decision"]["scene"], data["complete"]) == (6, "carts", True)


@pytest.mark.parametrize(
    ("decision", "choose", "exit_code", "says"),
    [
        ("nope", "x", Exit.USAGE, "there are: 1 hands"),
        ("cart", "x", Exit.USAGE, "did you mean `carts`?"),
        ("99", "x", Exit.USAGE, "decisions 1 to 10"),
        ("0", "x", Exit.USAGE, "decisions 1 to 10"),
        ("9" * 5000, "x", Exit.USAGE, "decisions 1 to 10"),
        ("carts", "nothing", Exit.USAGE, "there were: 1 sacks.full"),
        ("carts", "sacks.nothing", Exit.USAGE, "there were: 1 sacks.full"),
        ("carts", "\x1b[2J", Exit.USAGE, "there were: 1 sacks.full"),
    ],
)
def test_what_is_not_there_is_told_with_what_is(
    code: str, decision: str, choose: str, exit_code: Exit, says: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["what-if", code, "--decision", decision, "--choose", choose]) == exit_code
    said = capsys.readouterr()
    assert said.out == ""
    assert said.err.count("\n") == 1
    assert says in said.err
    assert "\x1b" not in said.err


def test_what_was_signed_is_no_other_answer(
    great_leap: Program, ended: Ended, code: str, capsys: pytest.CaptureFixture[str]
) -> None:
    signed = ended(great_leap, "protector", 7, "lesson").decisions[9].picks[0]
    assert main(["what-if", code, "--decision", "carts", "--choose", signed]) == Exit.USAGE
    assert "is what was signed; open besides: " in capsys.readouterr().err


@pytest.mark.parametrize("seeds", ["0", "-1", "many", "10001", "1e3"])
def test_a_number_of_seeds_is_a_number(code: str, seeds: str, capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as end:
        main(["what-if", code, "--decision", "1", "--choose", "x", "--seeds", seeds])
    assert end.value.code == Exit.USAGE
    assert "give a whole number, 1 to 10000" in capsys.readouterr().err


def test_an_open_run_is_refused_in_a_sentence(
    great_leap: Program, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    game = Game.new(great_leap, 5, "lesson", saves=tmp_path)
    game.close()
    assert game.journal is not None
    assert main(["what-if", str(game.journal.path), "--decision", "1", "--choose", "few"]) == Exit.NO_SAVE
    said = capsys.readouterr()
    assert said.out == ""
    assert said.err.startswith("error: this run is not closed")


def test_a_code_that_is_none_is_told(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["what-if", "ABC-DEF", "--decision", "1", "--choose", "few"]) == Exit.NO_SAVE
    assert capsys.readouterr().err.startswith("error: ")


ACT = Act(
    number=4, turn="t", turn_label="T", scene="form", title="The form", picks=("half", "none"),
    says=({"half": "Half", "all": "All"}, {"none": "None", "half": "Half"}),
    labels=(("grain", "Grain"), ("seed", "Seed")),
)  # fmt: skip


@pytest.mark.parametrize(
    ("chosen", "picks"),
    [("all", ("all", "none")), ("seed.half", ("half", "half")), ("grain.all,seed.half", ("all", "half"))],
)
def test_lines_of_a_form_are_named_alone_or_with_their_field(chosen: str, picks: tuple[str, ...]) -> None:
    assert find_picks(ACT, chosen) == picks


@pytest.mark.parametrize(
    ("chosen", "picks"), [("grain.2", ("all", "none")), ("seed.2", ("half", "half")), ("2,seed.2", None)]
)
def test_a_line_of_a_form_may_be_named_by_its_number(chosen: str, picks: tuple[str, ...] | None) -> None:
    if picks is None:
        with pytest.raises(Misasked, match=r"`2` stands in more than one line of this form"):
            find_picks(ACT, chosen)
    else:
        assert find_picks(ACT, chosen) == picks


def test_an_answer_is_asked_for_by_the_number_it_had_at_the_desk(great_leap: Program, ended: Ended) -> None:
    """Numbers count what was closed too, as the desk does."""
    run = ended(great_leap, "protector", 7, "lesson")
    for act in acts_of(great_leap, case_of(run)):
        for row, says in enumerate(act.says):
            for pick in says if act.plan or len(act.says) == 1 else ():
                name = act.number_of(row, pick)
                if pick in (*act.picks, ",".join(act.picks) or "stay"):
                    with pytest.raises(Misasked, match="is what was signed"):
                        find_picks(act, str(name))
                else:
                    assert find_picks(act, str(name)) == find_picks(act, pick)
    game = Game.new(great_leap, 7, "lesson")
    for decision in run.decisions[:9]:
        game.decide(decision.scene, *decision.picks)
    ask = game.view().ask
    assert ask is not None
    carts = acts_of(great_leap, case_of(run))[9]
    shown = {option.id: option.number for option in ask.fields[0].options}
    assert {pick: carts.number_of(0, pick) for pick in carts.says[0]}.items() <= shown.items()


def test_a_step_that_stands_in_two_lines_wants_its_field() -> None:
    with pytest.raises(Misasked, match=r"say which: grain\.half, seed\.half"):
        find_picks(ACT, "half")


def test_day_plans_are_named_by_their_looks_or_stay(great_leap: Program, ended: Ended) -> None:
    acts = acts_of(great_leap, case_of(ended(great_leap, "honest", 7)))
    act = next(a for a in acts if a.plan and a.picks and len(a.says[0]) > 2)
    assert find_picks(act, "stay") == ()
    other = next(name for name in act.says[0] if name not in ("stay", ",".join(act.picks)))
    assert find_picks(act, other) == tuple(other.split(","))
    with pytest.raises(Misasked, match=r"there were: \d+ \w+"):
        find_picks(act, "no_such_look")


def test_a_scene_that_was_decided_often_wants_its_number(great_leap: Program, ended: Ended) -> None:
    acts = acts_of(great_leap, case_of(ended(great_leap, "honest", 7)))
    with pytest.raises(Misasked, match="more than once"):
        find_act(acts, "looks.opening")


def test_every_row_is_a_sentence_and_nothing_strange_gets_through(ended: Ended) -> None:
    """The hostile story: escape sequences and direction marks in every text."""
    from game.session.library import open_program

    for story, official in (("tests/stories/hostile", ""), ("story/great_leap", "hedger")):
        program = open_program(ROOT / story)
        run = ended(program, official or program.scenario.officials[0].id, 3)
        act = next(a for a in acts_of(program, case_of(run)) if a.alternatives())
        texts = [
            list(what_if_lines(what_if(run, act.number, act.alternatives()[0], seeds=3, workers=1))),
            list(mattered_lines(mattered(run, seeds=2, deep=2, workers=1))),
            list(spread_lines(spread(run, plays=2, workers=1))),
        ]
        for lines in texts:
            assert [clean(line) for line in lines] == lines
            paragraphs = " ".join(line or "\n" for line in lines).split("\n")
            assert all(p.strip().endswith((".", ":")) for p in paragraphs if p.strip()), paragraphs
