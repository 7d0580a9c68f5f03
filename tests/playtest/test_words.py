"""Words per path: counted by hand for one play of a small story, and told by a command that keeps to its schema."""

from __future__ import annotations

import json
from typing import Any

import pytest
from jsonschema import Draft202012Validator

from game.cli import Exit, main
from game.engine.program import Program
from game.playtest.officials import Policy
from game.playtest.plays import play
from game.playtest.words import A_MINUTE, broken, grade, hardest, path_of, read
from game.playtest.words import Path as Counted
from tests.conftest import GRANARY, ROOT, MakeVariant

VALIDATOR = Draft202012Validator(json.loads((ROOT / "docs" / "words.schema.json").read_text(encoding="utf-8")))
THREE = "least_signatures: 3\n  most_signatures: 3"
LENGTH = f"length:\n  {THREE}\n  most_words: 400\n  most_apart: 300\n"


def told(capsys: pytest.CaptureFixture[str], *arguments: str) -> tuple[int, dict[str, Any]]:
    code = main(["words", *arguments, "--json"])
    data: dict[str, Any] = json.loads(capsys.readouterr().out)
    VALIDATOR.validate(data)
    return code, data


@pytest.mark.parametrize("cut", ["", "short"])
@pytest.mark.parametrize("seed", [1, 2, 3])
def test_a_path_s_words_are_those_of_its_transcript(granary: Program, cut: str, seed: int) -> None:
    """Counted again from what the play printed, by the rule of the module."""
    official = granary.scenario.officials[0]
    _, run, teller = play(granary, Policy(official, granary), seed, cut, told=True)
    assert teller is not None
    header = granary.scenario.header
    must = [header.content_note, header.frame, header.role]
    must += [teller.wording.text(run.cut.intro, run.values, run.memory)] if run.cut else []
    optional = {p.title for _, p in teller.archive if p.optional or p.kind == "look"}
    apart: list[str] = []
    for kind, text in teller.transcript:
        if kind in ("after", "later"):
            must.append(text)
        elif kind not in ("turn", "signed"):
            head, _, body = text.partition("\n")
            (apart if head.split(" - ")[0] in optional else must).append(body)
    for _, paper in teller.archive:
        scene = granary.scenes[paper.id]
        apart += [teller.wording.text(c.say, run.values, run.memory) for c in scene.choices]
        apart += [field.label for field in scene.fields]
        apart += [teller.wording.text(s.say, run.values, run.memory) for f in scene.fields for s in f.steps]
        apart += [scene.record] if scene.kind == "news" else []
    found = path_of(official.id, run, teller)
    assert found.words == sum(len(text.split()) for text in must)
    assert found.apart == sum(len(text.split()) for text in apart)
    assert found.signatures == sum(not d.scene.startswith("looks.") for d in run.decisions)
    assert found.minutes == found.words / A_MINUTE


def test_narration_and_documents_are_graded_apart(variant: MakeVariant) -> None:
    hard = "Considering administrative responsibilities, requisitioning agricultural cooperatives necessitated reports."
    plain = [(t.name, t.narrated) for t in read(variant().program(), range(1, 7)).told()]
    assert ("letter", False) in plain
    assert ("gazette", False) in plain
    assert ("cellar", True) in plain
    assert ("after letter", True) in plain
    assert ("frame", True) in plain
    easy = read(variant().program(), range(1, 7))
    for old, narrated in (('"*Please* answer," it says.', False), ("He nods.", True)):
        found = read(variant({"scenes/all.yaml": [(old, hard)]}).program(), range(1, 7))
        for kind in (True, False):
            was, now = (grade(r.told(), narrated=kind) for r in (easy, found))
            assert (now > was + 0.3) is (kind is narrated), (old, kind)


def test_the_hardest_narration_is_named(variant: MakeVariant) -> None:
    hard = " ".join(["Considering administrative responsibilities, requisitioning necessitated reports"] * 4)
    found = read(variant({"scenes/all.yaml": [("He nods.", f"{hard}.")]}).program(), range(1, 7))
    assert hardest(found.told())[0].name == "after letter"


def test_a_broken_promise_is_told_with_who_broke_it(variant: MakeVariant) -> None:
    kept = read(variant(added={"scenario.yaml": LENGTH}).program(), range(1, 4))
    assert broken(kept) == []
    for old, new, says in (
        ("most_words: 400", "most_words: 20", "words, above 20"),
        ("most_apart: 300", "most_apart: 2", "words apart, above 2"),
        (THREE, "least_signatures: 4\n  most_signatures: 9", "3 signatures, below 4"),
        (THREE, "least_signatures: 1\n  most_signatures: 2", "3 signatures, above 2"),
    ):
        found = broken(read(variant(added={"scenario.yaml": LENGTH.replace(old, new)}).program(), range(1, 4)))
        assert found
        assert all(says in line and "with seed" in line for line in found), found


def test_a_story_above_the_grade_it_names_says_so(variant: MakeVariant) -> None:
    found = read(variant(added={"scenario.yaml": "reading_level: -20\n"}).program(), range(1, 4))
    assert len(broken(found)) == 1
    assert "narration is at grade" in broken(found)[0]


def test_the_command_counts_a_story_and_its_lessons(capsys: pytest.CaptureFixture[str]) -> None:
    code, data = told(capsys, str(GRANARY), "--runs", "12")
    assert code == Exit.FINE
    assert [(r["scenario"], r["cut"]) for r in data["paths"]] == [("granary", ""), ("granary", "short")]
    assert {r["plays"] for r in data["paths"]} == {12}
    for r in data["paths"]:
        assert r["words"]["min"] <= r["words"]["median"] <= r["words"]["max"]
        assert r["minutes"]["max"] == round(r["words"]["max"] / A_MINUTE, 1)
    _, lesson = told(capsys, str(GRANARY), "--runs", "12", "--cut", "short")
    assert lesson["paths"] == data["paths"][1:]


def test_the_table_has_a_row_for_each(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["words", str(GRANARY), "--runs", "6"]) == Exit.FINE
    lines = capsys.readouterr().out.splitlines()
    assert lines[0].split() == ["words", "a", "path", "minutes", "apart", "signatures", "narration", "documents"]
    assert lines[1].startswith("granary ")
    assert lines[2].startswith("granary short ")
    assert any("hardest narration" in line for line in lines)


def test_a_lesson_that_is_not_there_is_named(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["words", str(GRANARY), "--cut", "long"]) == Exit.NO_SCENARIO
    assert "long" in capsys.readouterr().err


def test_a_promise_that_is_broken_ends_with_one(capsys: pytest.CaptureFixture[str], variant: MakeVariant) -> None:
    folder = variant(added={"scenario.yaml": LENGTH.replace("400", "20")}).folder
    assert main(["words", str(folder), "--runs", "3"]) == Exit.PROBLEMS
    assert "words, above 20" in capsys.readouterr().out


def test_least_above_most_is_a_mistake(variant: MakeVariant) -> None:
    found = variant(added={"scenario.yaml": LENGTH.replace("least_signatures: 3", "least_signatures: 5")}).faults()
    assert [(f.code, f.place.line > 1) for f in found] == [("range", True)]


def test_what_a_story_promises_of_its_length_changes_no_run(variant: MakeVariant, granary: Program) -> None:
    assert variant(added={"scenario.yaml": LENGTH}).program().logic == granary.logic


def test_minutes_are_words() -> None:
    assert Counted("o", 1, 336, 0, 9).minutes == 2


def test_a_story_without_officials_is_told_that_it_needs_one(
    capsys: pytest.CaptureFixture[str], variant: MakeVariant
) -> None:
    folder = variant().folder
    (folder / "officials.yaml").unlink()
    assert main(["words", str(folder)]) == Exit.NO_SCENARIO
    said = capsys.readouterr().err
    assert "no-officials" in said
    assert "officials.yaml" in said
