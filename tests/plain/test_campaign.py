"""A campaign through a real pipe: five desks, one file; stopped anywhere it goes on from there."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from attrs import evolve

from game.engine.program import Program
from game.playtest.chain import Desk, play_chain
from game.session.game import Game
from game.session.journal import read_journal
from game.session.library import open_program
from game.session.sealed import write_heading, write_line
from tests.plain.pipe import ROOT, Done, by_number, lines, run

STORY = ROOT / "story"
SEED = 11


@pytest.fixture(scope="module")
def desks() -> tuple[Desk, ...]:
    """The chain as an honest official plays it, lessons where there are any."""
    return tuple(play_chain(STORY, "honest", SEED, "lesson"))


def answers(program: Program, desk: Desk) -> list[str]:
    """What a player types for it, by numbers."""
    cut = desk.run.cut.id if desk.run.cut else ""
    game, found = Game(program, SEED, cut, carried=desk.took), list[str]()
    for decision in desk.run.decisions:
        ask = game.view().ask
        assert ask is not None
        found.append(by_number(ask, decision))
        game.decide(decision.scene, *decision.picks)
    return found


@pytest.fixture(scope="module")
def typed(desks: tuple[Desk, ...]) -> list[list[str]]:
    """The answers, desk by desk."""
    return [answers(open_program(STORY / desk.link.id), desk) for desk in desks]


def _plays(folder: Path) -> bool:
    return (folder / "scenario.yaml").is_file()


def campaign(saves: Path, *typed: str) -> Done:
    return run("campaign", "--plain", "--cut", "lesson", "--seed", str(SEED), "--saves", saves, typed=lines(*typed))


def carried_in(saves: Path) -> dict[str, dict[str, str]]:
    """What each save says was carried in."""
    headings = [read_journal(path).heading for path in saves.glob("*.journal")]
    assert len({h.campaign for h in headings}) == 1
    return {h.scenario: dict(p.split("=") for p in h.carried.split()) for h in headings}


def test_five_desks_one_file(desks: tuple[Desk, ...], typed: list[list[str]], tmp_path: Path) -> None:
    every = [line for answers in typed for line in (*answers, "quit", "")]
    done = campaign(tmp_path, *every)
    assert (done.code, done.err) == (0, "")
    assert carried_in(tmp_path) == {desk.link.id: dict(desk.took) for desk in desks}
    for number, desk in enumerate(desks, start=1):
        assert f"Desk {number} of {len(desks)}" in done.out
        first = desk.link.between.split("\n")[0].split(". ")[0]
        assert not first or " ".join(first.split()) in " ".join(done.out.split())
    assert "The last desk of this campaign is closed." in done.out
    again = campaign(tmp_path)
    assert again.code == 0
    assert "The last desk of this campaign is closed." in again.out


def test_a_campaign_that_was_left_goes_on_where_it_stood(
    desks: tuple[Desk, ...], typed: list[list[str]], tmp_path: Path
) -> None:
    left = campaign(tmp_path, *typed[0][:5])
    assert left.code == 0
    assert len([*tmp_path.glob("*.journal")]) == 1
    on = campaign(tmp_path, *typed[0][5:], "quit", "quit")
    assert on.code == 0
    assert "(begun)" in on.out
    second = campaign(tmp_path, *typed[1][:2])
    assert "Desk 2 of 5" in second.out
    assert carried_in(tmp_path)[desks[1].link.id] == dict(desks[1].took)
    other = run("campaign", "--plain", "--new", "--saves", tmp_path)
    assert "Desk 1 of 5" in other.out
    names = {read_journal(path).heading.campaign for path in tmp_path.glob("*.journal")}
    assert len(names) == 2


def test_the_file_of_a_run_goes_by_page_and_by_code(desks: tuple[Desk, ...], tmp_path: Path) -> None:
    first, third = desks[0], desks[2]
    code = Game.at(first.run).code()
    page = tmp_path / "file.txt"
    assert run("dossier", code, "--to", page, "--name", "Li\x1b[31m Ming").code == 0
    text = page.read_text(encoding="utf-8")
    assert "\x1b" not in text
    assert first.link.who.split(",")[0].upper() in text
    refused = run("dossier", code, "--to", page)
    assert refused.code == 2
    assert "there already" in refused.err
    data = json.loads(run("dossier", code, "--json").out)
    assert data["carried"] == dict(first.left)
    for given_as in (page, data["code"]):
        saves = tmp_path / "saves"
        done = run("play", third.link.id, "--plain", "--seed", "3", "--dossier", given_as, "--saves", saves)
        assert done.code == 0
        assert read_journal(done.save).heading.player == ("Li[31m Ming" if given_as == page else "")
        assert run("resume", done.run_code, "--plain", "--saves", tmp_path / "other").code == 0


@pytest.mark.parametrize(
    ("words", "code", "said"),
    [
        (("play", "great_leap", "--plain", "--dossier", "nobody.txt"), 4, "there is no file `nobody.txt`"),
        (("play", "great_leap", "--plain", "--dossier", "0000-0000"), 4, "letter wrong"),
        (("play", "black_board", "--plain", "--dossier", "{code}"), 4, "later one"),
        (("dossier", "{code}"), 4, ""),
        (("campaign", "--plain", "--cut", "nothing"), 3, "not a lesson"),
    ],
)
def test_what_cannot_be_carried_is_told(
    desks: tuple[Desk, ...], words: tuple[str, ...], code: int, said: str, tmp_path: Path
) -> None:
    left = json.loads(run("dossier", Game.at(desks[0].run).code(), "--json").out)["code"]
    done = run(*(w.replace("{code}", left) for w in words), "--saves", tmp_path)
    assert done.code == code
    assert "Traceback" not in done.err
    assert said in " ".join(done.err.split())


def test_a_run_that_is_open_leaves_no_file(tmp_path: Path) -> None:
    done = run("play", "black_board", "--plain", "--seed", "3", "--saves", tmp_path)
    told = run("dossier", done.run_code)
    assert told.code == 4
    assert "not over" in told.err


def test_where_no_scenario_is_named_all_are_told(tmp_path: Path) -> None:
    done = run("play", "--plain", "--saves", tmp_path)
    assert done.code == 0
    told = " ".join(done.out.split())
    others = [folder.name for folder in STORY.iterdir() if folder.name != "great_leap" and _plays(folder)]
    assert all(f"{name} (" in told for name in others)
    assert "campaign --plain" in told
    named = run("play", "great_leap", "--plain", "--saves", tmp_path)
    assert "Other stories" not in named.out


def test_a_page_can_be_read_again_whatever_the_name_and_the_encoding(desks: tuple[Desk, ...], tmp_path: Path) -> None:
    code, page = Game.at(desks[0].run).code(), tmp_path / "file.txt"
    for encoding in ("ascii", "cp1252"):
        done = run("dossier", code, "--name", "李明 " * 15_000, env={"PYTHONIOENCODING": encoding})
        assert (done.code, done.err) == (0, "")
        page.write_bytes(done.raw)
        words = ("play", desks[1].link.id, "--plain", "--seed", "3", "--dossier", page, "--saves", tmp_path / encoding)
        assert read_journal(run(*words).save).heading.player.startswith("李明 李明")


def test_an_official_that_is_nobody_is_told() -> None:
    for words, said in ((("nobody",), "there is no official"), (("honest", "--cut", "nothing"), "not a lesson")):
        done = run("campaign", "--official", *words)
        assert (done.code, done.raw) == (3, b"")
        assert said in done.err


def test_a_story_that_changed_under_a_desk_is_told_with_the_ways_on(typed: list[list[str]], tmp_path: Path) -> None:
    save = campaign(tmp_path, *typed[0][:5]).save
    contents = read_journal(save)
    text, mark = write_heading(evolve(contents.heading, logic="0" * 16, seed=SEED + 1))
    kept = [text]
    for line in contents.lines:
        text, mark = write_line(mark, line)
        kept.append(text)
    save.write_text("\n".join(kept) + "\n", encoding="utf-8")
    done = campaign(tmp_path)
    assert done.code == 4
    assert "begun in another version" in " ".join(done.out.split())
    assert "--WAY" in done.out
    way = next(w for w in ("--today", "--copy") if f"{w}: " in done.out)
    on = run("resume", save, "--plain", way, typed=lines("signed"))
    assert on.code == 0
    assert "Desk 1 of 5" in campaign(tmp_path).out
