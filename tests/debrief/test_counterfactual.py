"""What was not played, in a debrief: its sections and words, what the cache gives back, `debrief --mattered`."""

from __future__ import annotations

import io
import json
import os
import pty
import re
import signal
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from attrs import asdict
from jsonschema import Draft202012Validator

from game.cli import Exit, main
from game.debrief.blocks import Block, Entry, Keys, Points, Ranges, Table, Words
from game.debrief.build import debrief
from game.debrief.contents import document
from game.debrief.contents_counterfactual import what_if_section
from game.debrief.html import page
from game.debrief.markdown import as_markdown
from game.debrief.otherwise import by_command, with_found, with_recalled
from game.debrief.sheet import sheet_of
from game.debrief.text import lines_of
from game.debrief.views import DebriefView
from game.engine.program import Program
from game.plain.afterwards import afterwards
from game.plain.face import PlainFace
from game.playtest.acts import acts_of
from game.playtest.gather import case_of
from game.playtest.pool import Watch
from game.playtest.recall import recall, with_asked, work_out
from game.playtest.views import Recalled
from game.playtest.whatif import what_if
from game.session.game import Game
from tests.conftest import MakeVariant
from tests.playtest.conftest import MEASURES

Player = Callable[..., Game]
ROOT = Path(__file__).parents[2]
SCHEMA = json.loads((ROOT / "docs" / "debrief.schema.json").read_text(encoding="utf-8"))
OURS = ("mattered", "instead", "chance", "stands", "beyond")


@pytest.fixture
def measured(variant: MakeVariant) -> Program:
    """The granary, measured."""
    return variant(added={"debrief.yaml": MEASURES}).program()


@pytest.fixture(scope="module")
def lesson(great_leap: Program, play: Player) -> Game:
    """A lesson that was played to its end."""
    return play(great_leap, "hedger", 11, "lesson")


@pytest.fixture(scope="module")
def of_lesson(lesson: Game, tmp_path_factory: pytest.TempPathFactory) -> Recalled:
    """Everything that is worked out beside it."""
    return work_out(lesson.run, tmp_path_factory.mktemp("lesson"))


def shown(view: DebriefView) -> dict[str, str]:
    """Our sections by id, as text on one line."""
    return {s.id: " ".join(" ".join(lines_of(s)).split()) for s in document(view) if s.id in OURS}


def walk(blocks: tuple[Block, ...]) -> Iterator[Block]:
    """Every block, those inside entries too."""
    for block in blocks:
        yield block
        if isinstance(block, Entry):
            yield from walk(block.blocks)


@pytest.mark.parametrize("cut", ["", "lesson"])
def test_every_closed_debrief_says_what_lay_beyond_and_that_chance_had_a_part(
    great_leap: Program, play: Player, cut: str
) -> None:
    view = debrief(play(great_leap, "hedger", 3, cut))
    declared = great_leap.scenario.debrief.beyond
    assert declared
    found = shown(view)
    assert list(found) == ["chance", "beyond"]
    assert "Under other seeds the same signatures come to other figures." in found["chance"]
    for statement in declared:
        assert " ".join(statement.say.split()) in found["beyond"]
        assert f"Sources: {', '.join(statement.sources)}" in found["beyond"]
    assert {key for s in declared for key in s.sources} <= {s.id for s in view.sources}


def test_an_open_debrief_has_none_of_it(great_leap: Program, play: Player) -> None:
    game = play(great_leap, "hedger", 3, "lesson", stop=4)
    view = with_recalled(debrief(game), game.run, "more")
    assert shown(view) == {}
    assert (view.beyond, view.more) == ((), "")


def test_nothing_found_says_how_to_find_it(great_leap: Program, lesson: Game) -> None:
    view = with_recalled(debrief(lesson), lesson.run, by_command(lesson.code()))
    assert list(shown(view)) == ["mattered", "chance", "beyond"]
    lines = lines_of(next(s for s in document(view) if s.id == "mattered"))
    assert f"  uv run main.py debrief {lesson.code()} --mattered" in lines
    assert great_leap.scenario.id == view.scenario


def test_what_was_found_stands_in_its_places_in_every_way_out(lesson: Game, of_lesson: Recalled) -> None:
    assert of_lesson.complete
    view = with_found(debrief(lesson), of_lesson, "press something")
    found = shown(view)
    assert list(found) == ["mattered", "chance", "stands", "beyond"]
    assert all(found[name].count("The model, not history.") == 1 for name in ("mattered", "chance", "stands"))
    assert all(found[name].count("Read with care: The dead are") == 1 for name in ("mattered", "chance", "stands"))
    assert "press something" not in found["mattered"]
    mattered = of_lesson.mattered
    assert mattered is not None
    section = next(s for s in document(view) if s.id == "mattered")
    heads = [b.head for b in section.blocks if isinstance(b, Entry)]
    for row, head in zip(mattered.most, heads, strict=False):
        assert head == f"{row.place}. {row.decision.turn_label}: {row.decision.title} (decision {row.decision.number})"
    (table,) = [b for b in section.blocks if isinstance(b, Table)]
    signed, *changed = table.rows
    assert signed[0] == "Nothing: as signed"
    assert [row[0].split(".")[0] for row in changed] == [str(r.place) for r in mattered.most]
    assert all(t.low in row[2] for t, row in zip((r.toll_changed[0] for r in mattered.most), changed, strict=True))
    assert found["mattered"].count("your run") == 2  # once for the dead, once for the chair
    lists = {"Less than these": mattered.others, "Mattered little": mattered.little}
    assert heads[len(mattered.most) :] == [head for head, rows in lists.items() if rows]
    points = [b for b in walk(section.blocks) if isinstance(b, Points)]
    assert [len(p.items) for p in points] == [len(rows) for rows in lists.values() if rows]
    sheet = sheet_of(view)
    for text in (as_markdown(sheet), page(sheet)):
        beyond = "What nobody at this desk could change"
        for title in ("The decisions that mattered most", "Where this run stands", beyond):
            assert title in text


def test_the_dead_are_two_ends_of_a_range_and_give_no_place(lesson: Game, of_lesson: Recalled) -> None:
    toll = next(m for m in lesson.run.program.scenario.debrief.measures if m.toll)
    sections = document(with_found(debrief(lesson), of_lesson, ""))
    drawn = [
        b for s in sections if s.id in OURS for b in walk(s.blocks) if isinstance(b, Ranges) and b.title == toll.label
    ]
    assert len(drawn) == 2
    for block in drawn:
        assert all(row.middle is None for row in block.rows)
        assert block.rows[0].mark is not None
        assert not any("came to less" in row.note for row in block.rows)
    others = [b for s in sections if s.id == "stands" for b in s.blocks if isinstance(b, Ranges) and b not in drawn]
    assert others
    for note in (b.rows[0].note for b in others):
        numbers = [int(n) for n in re.findall(r"\d+", note.removeprefix("Of a hundred plays"))]
        assert "came to less" in note
        assert sum(numbers) in range(99, 102)
    officials = [o.label for o in lesson.run.program.scenario.officials]
    assert all([row.label for row in b.rows] == ["all of them", *officials] for b in others)


def test_no_id_reaches_a_reader(lesson: Game, of_lesson: Recalled) -> None:
    scenario = lesson.run.program.scenario
    act = next(a for a in acts_of(lesson.run.program, case_of(lesson.run)) if a.scene == "the_list")
    view = what_if(lesson.run, act.number, act.alternatives()[0], seeds=20, workers=1)
    text = " ".join(shown(with_found(debrief(lesson), with_asked(of_lesson, view), "")).values())
    text += " ".join(lines_of(what_if_section(view)))
    endings = (*scenario.endings.parts, *scenario.endings.cut_parts)
    ids = {f.id for p in scenario.people for f in p.fates} | {e.id for part in endings for e in part.endings}
    for name in ids | {s.id for s in scenario.scenes} | {m.id for m in scenario.debrief.measures}:
        assert "_" not in name or name not in text
    for name in ids:
        assert "_" not in name or name.replace("_", " ") not in text
    assert "fewer than 10 in a thousand dead" in text
    assert view.people
    assert all(person.was_said for person in view.people)
    told = [p for p in view.people if f'"{p.was_said}" to "{p.became_said}"' in " ".join(text.split())]
    assert told
    assert len(told) == len(view.people) or "seldom," in text


def test_every_fate_and_ending_that_is_counted_has_a_name(great_leap: Program) -> None:
    scenario = great_leap.scenario
    assert all(f.label for p in scenario.people for f in p.fates)
    counted = (*scenario.endings.parts[:1], *scenario.endings.cut_parts[:1])
    for part in counted:
        names = [e.label or e.title for e in part.endings]
        assert all(names)
        assert len(set(names)) == len(names)


def test_what_lies_there_is_given_back_and_nothing_is_played_for_it(
    measured: Program, play: Player, cache: Path
) -> None:
    game = play(measured, "plain", 4)
    assert recall(game.run, cache) == Recalled()
    assert list(cache.iterdir()) == []
    found = work_out(game.run, cache, workers=1)
    files = {path: path.stat().st_mtime_ns for path in cache.iterdir()}
    assert found.complete
    assert recall(game.run, cache) == found
    told: list[int] = []
    assert work_out(game.run, cache, workers=1, watch=Watch(lambda done, _: told.append(done))) == found
    assert recall(play(measured, "plain", 5).run, cache).mattered is None
    assert {p: p.stat().st_mtime_ns for p in cache.iterdir()}.keys() == files.keys()


def test_one_change_alone_puts_nothing_in_order(measured: Program, play: Player, tmp_path: Path) -> None:
    game = play(measured, "plain", 4)
    act = next(a for a in acts_of(measured, case_of(game.run)) if a.scene == "letter")
    view = what_if(game.run, act.number, ("burn",), workers=1, folder=tmp_path)
    found = recall(game.run, tmp_path)
    assert (found.mattered, found.spread, found.asked) == (None, None, (view,))
    assert found.chance is not None
    text = shown(with_found(debrief(game), found, "how"))
    assert list(text) == ["mattered", "instead", "chance", "beyond"]
    assert text["mattered"] == "how"
    assert "Signed instead:" in text["instead"]
    assert with_asked(found, view) == found


def test_work_that_is_stopped_gives_what_was_found(measured: Program, play: Player, tmp_path: Path) -> None:
    game = play(measured, "plain", 4)
    told: list[tuple[int, int]] = []
    watch = Watch(lambda done, total: told.append((done, total)), lambda: bool(told) and told[-1][0] > 300)
    part = work_out(game.run, tmp_path, workers=1, watch=watch)
    assert not part.complete
    assert part.chance is not None
    assert part.mattered is not None
    assert not part.mattered.complete
    assert part.spread is None
    text = shown(with_found(debrief(game), part, "how to go on"))
    assert "The work was stopped; this is what was found so far." in text["mattered"]
    assert text["mattered"].endswith("how to go on")
    assert [done for done, _ in told] == sorted(done for done, _ in told)


def test_an_interrupt_gives_what_was_found(measured: Program, play: Player, tmp_path: Path) -> None:
    def interrupt(done: int, _total: int) -> None:
        if done > 300:
            raise KeyboardInterrupt

    part = work_out(play(measured, "plain", 4).run, tmp_path, workers=1, watch=Watch(interrupt))
    assert part.mattered is not None
    assert not part.complete


def test_progress_never_goes_back_and_ends_at_its_total(measured: Program, play: Player, tmp_path: Path) -> None:
    told: list[tuple[int, int]] = []
    game = play(measured, "plain", 4)
    work_out(game.run, tmp_path, workers=1, watch=Watch(lambda done, total: told.append((done, total))))
    assert [d for d, _ in told] == sorted(d for d, _ in told)
    assert told[-1][0] == told[-1][1]
    assert all(d <= t for d, t in told)


# the command


def test_the_command_works_it_out_and_the_next_debrief_shows_it(
    lesson: Game, cache: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    parts = [word for name in ("mattered", "chance", "stands") for word in ("--part", name)]
    assert main(["debrief", lesson.code(), "--mattered", *parts]) == Exit.FINE
    said = capsys.readouterr()
    assert said.err == ""
    assert "1. " in said.out
    assert list(cache.glob("*.json"))
    assert main(["debrief", lesson.code(), *parts]) == Exit.FINE
    assert capsys.readouterr().out == said.out
    assert main(["debrief", lesson.code(), "--json"]) == Exit.FINE
    data: dict[str, Any] = json.loads(capsys.readouterr().out)
    assert list(Draft202012Validator(SCHEMA).iter_errors(data)) == []
    _agrees(lesson, data, work_out(lesson.run, cache))


def _agrees(game: Game, data: dict[str, Any], found: Recalled) -> None:
    """The data name each decision as `decisions` does, and the other answer in the same way."""
    assert found.mattered is not None
    assert [row["decision"] for row in data["mattered_most"]] == [r.decision.number for r in found.mattered.most]
    for row, of in zip(data["mattered_most"], found.mattered.most, strict=True):
        assert row["choice"] == data["decisions"][row["decision"] - 1]["choice"]
        scene = game.run.program.scenes[of.decision.scene]
        names = {c.id for c in scene.choices} | {f"{f.id}.{s.id}" for f in scene.fields for s in f.steps}
        assert set(row["instead"].split()) <= names
        assert row["instead"] != row["choice"]
        assert set(row["moved"]) == {"grain_left", "people"}
    assert [b["sources"] for b in data["beyond"]] == [list(b.sources) for b in found.mattered.beyond]


def test_an_open_run_is_refused_in_a_sentence(
    great_leap: Program, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    game = Game.new(great_leap, 5, "lesson", saves=tmp_path)
    game.close()
    assert game.journal is not None
    assert main(["debrief", str(game.journal.path), "--mattered"]) == Exit.NO_SAVE
    said = capsys.readouterr()
    assert (said.out, said.err.count("\n")) == ("", 1)
    assert "close it early" in said.err


def test_a_class_has_no_order_of_its_own(
    great_leap: Program, play: Player, capsys: pytest.CaptureFixture[str]
) -> None:
    """Of several runs no decision is said to have mattered most: what one answer signed by all would have moved is."""
    codes = [play(great_leap, "hedger", seed, "lesson").code() for seed in (1, 2, 3)]
    assert main(["debrief", *codes, "--mattered"]) == 0
    assert "The decisions that mattered most" not in capsys.readouterr().out


def test_ctrl_c_keeps_what_was_found_and_prints_the_rest(lesson: Game, tmp_path: Path) -> None:
    """The real command, its standard error a terminal, interrupted while it counts."""
    above, below = pty.openpty()
    command = [sys.executable, str(ROOT / "main.py"), "debrief", lesson.code(), "--mattered"]
    environment = os.environ | {"XDG_CACHE_HOME": str(tmp_path)}
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=below, env=environment, text=True) as process:
        os.close(below)
        told = b""
        while not (b"of" in told and b"\r0 of" not in told[-30:]):
            told += os.read(above, 1000)
        process.send_signal(signal.SIGINT)
        out, _ = process.communicate(timeout=120)
    os.close(above)
    assert process.returncode == Exit.INTERRUPTED
    assert b"Traceback" not in told
    assert "== Your decisions, in order ==" in out
    assert "--mattered" in out
    assert list(tmp_path.rglob("*.json"))


def test_plain_play_says_how_after_its_last_pages(granary: Program, play: Player) -> None:
    game, out = play(granary, "plain", 1), io.StringIO()
    afterwards(PlainFace(game, iter(["\n", "all\n"]), out))
    assert out.getvalue().count(f"  uv run main.py debrief {game.code()} --mattered\n") == 2


def test_a_run_closed_early_goes_on_by_its_stance_and_says_so(great_leap: Program, play: Player) -> None:
    game = play(great_leap, "hedger", 3, "lesson", stop=6)
    game.close_early()
    act = next(a for a in acts_of(great_leap, case_of(game.run)) if a.alternatives())
    view = what_if(game.run, act.number, act.alternatives()[0], seeds=5, workers=1)
    assert "Your run was closed before its end." in " ".join(" ".join(lines_of(what_if_section(view))).split())
    assert list(shown(debrief(game))) == ["chance", "beyond"]


def test_sources_of_what_lay_beyond_are_keys_of_the_document(lesson: Game) -> None:
    section = next(s for s in document(debrief(lesson)) if s.id == "beyond")
    keys = [b for b in section.blocks if isinstance(b, Keys)]
    words = [b for b in section.blocks if isinstance(b, Words)]
    assert len(keys) == len(words) == len(asdict(debrief(lesson))["beyond"])
