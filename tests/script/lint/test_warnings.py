"""Each warning at its line, in changed copies of the granary; and nothing where the same is meant."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from game.cli import Exit, main
from tests.conftest import MakeVariant

SCENES = "scenes/all.yaml"
SCENE = """- document: {id}
  turn: {turn}
  {more}
  priority: 3
  title: A paper
  text: |
    {text}
  basis: invented
  sources: []
"""
HARD = (
    "Notwithstanding considerable administrative irregularities, institutional representatives subsequently sent "
    "comprehensive recommendations regarding agricultural organisation, simultaneously emphasising accountability "
    "requirements, documentation responsibilities, interdepartmental coordination procedures, and supplementary "
    "verification obligations concerning intermediate administrative authorities whose representatives nevertheless "
    "persistently misunderstood the fundamental significance of statistical accuracy within unusually complicated "
    "organisational circumstances throughout the corresponding agricultural administrative jurisdictions concerned."
)


def scene(name: str = "extra", turn: str = "week_two", more: str = "beat: morning", text: str = "Some words.") -> str:
    return SCENE.format(id=name, turn=turn, more=more, text=text)


Case = tuple[str, str, str, str, str]  # file, what is there (nothing: at the end), instead, code, its line
CASES: dict[str, Case] = {
    "range": (SCENES, "", scene(more="when: grain > 100000"), "never-comes", "when: grain > 100000"),
    "turn": (SCENES, "", scene(more="when: turn > week_two"), "never-comes", "when: turn > week_two"),
    "season": (SCENES, "", scene(more="when: season == dry"), "never-comes", "when: season == dry"),
    "contradiction": (SCENES, "", scene(more="when: letters > 3 and letters < 2"), "never-comes", "when: letters > 3"),
    "not yet": (SCENES, "", scene(turn="week_one", more="when: seen(letter)"), "never-comes", "when: seen(letter)"),
    "always came": (SCENES, "", scene(more="when: seen(gazette)"), "always-true", "when: seen(gazette)"),
    "silent turn": (SCENES, "", scene(turn="afterwards"), "never-comes", "- document: extra"),
    "desk": (SCENES, "", scene(turn="week_one", more="desk: bench"), "never-comes", "- document: extra"),
    "look too long": (SCENES, "- look: cellar\n", "- look: cellar\n  days: 3\n", "never-comes", "- look: cellar"),
    "either way": (SCENES, "", scene(more="when: mood == tense or letters > 20000 or seen(cellar)"), "never-true",
                   "letters > 20000"),
    "text": (SCENES, "", scene(text="{if turn == week_two}Now{else}Then{end}."), "always-true",
             "{if turn == week_two}"),
    "text after": (SCENES, "        It burns.\n", "        It {if mood == calm}warms{else}burns{end}.\n", "never-true",
                   "{if mood == calm}"),
    "text in text": (SCENES, "", scene(text="{if letters > 3}{if letters < 2}No{else}Yes{end}{else}None{end}."),
                     "never-true", "{if letters < 2}"),
    "needs": (SCENES, "      needs: standing > 90\n", "      needs: standing > 20\n", "always-true", "needs: standing"),
    "later": (SCENES, "        - turn: week_three\n", "        - turn: week_two\n", "never-told",
              "        - turn: week_two"),
    "later when": (SCENES, "          when: letters > 0\n", "          when: letters > 9000\n", "never-true",
                   "when: letters > 9000"),
    "ending": ("endings.yaml", "        when: office > 0\n", "        when: grain > 100000\n", "never-true",
               "when: grain > 1000"),
    "last ending": ("endings.yaml", "        when: office > 0\n", "        when: office >= 0\n", "never-reached",
                    "- ending: lost"),
    "fate": ("people.yaml", "      when: seen(letter.burn)", "      when: seen(letter.burn) and not seen(letter)",
             "never-true", "when: seen(letter.burn)"),
    "keep": ("scenario.yaml", "keep: [letter", "keep: [measure, letter", "never-comes", "- cut: short"),
    "empty turn": (SCENES, "- news: gazette\n  turn: [week_one, week_two, week_three]\n",
                   "- news: gazette\n  turn: [week_one, week_two, week_three]\n  when: mood == tense\n", "empty-turn",
                   "- turn: week_three"),
    "words": ("scenario.yaml", "storylets: 1\n", "storylets: 1\nlength:\n  most_words: 10\n", "too-many-words",
              "most_words: 10"),
    "minutes": ("scenario.yaml", "minutes: 3\n", "minutes: 1\n", "too-many-minutes", "minutes: 1"),
    "empty minutes": ("scenario.yaml", "minutes: 3\n", "minutes: 45\n", "too-few-words", "minutes: 45"),
    "signatures": ("scenario.yaml", "storylets: 1\n", "storylets: 1\nlength:\n  least_signatures: 40\n", "signatures",
                   "least_signatures: 40"),
    "long turn": (SCENES, "", scene(text="Read on. " * 600), "long-turn", "- turn: week_two"),
    "hard": (SCENES, "", scene(text=HARD), "hard-reading", "- document: extra"),
    "placeholder": (SCENES, "", scene(text="TODO: ask Wen."), "placeholder", "TODO: ask"),
    "dots": (SCENES, "", scene(text="..."), "placeholder", "    ..."),
    "signs": (SCENES, "", scene(text="He says 粮食."), "unexplained-word", "粮食"),
    "unused term": ("glossary.yaml", "", "- term: threshing floor\n  say: Where grain is beaten out.\n", "unused-term",
                    "term: threshing floor"),
}  # fmt: skip

ELSEWHERE = {"empty turn": "scenario.yaml", "long turn": "scenario.yaml"}


def found(folder: Path, capsys: pytest.CaptureFixture[str]) -> list[dict[str, Any]]:
    """Every finding of `check`, none of which may be an error."""
    assert main(["check", str(folder), "--json"]) == Exit.FINE
    findings = json.loads(capsys.readouterr().out)["findings"]
    assert {f["severity"] for f in findings} <= {"warning"}
    return findings


def line_of(folder: Path, file: str, words: str) -> int:
    """The only line of a file with these words."""
    lines = [n for n, line in enumerate((folder / file).read_text(encoding="utf-8").split("\n"), 1) if words in line]
    assert len(lines) == 1, f"{words!r} stands {len(lines)} times in {file}"
    return lines[0]


FORGIVEN = """  - warning: never-true
    about: letter
    because: The tests need an answer that is locked.
"""


@pytest.mark.parametrize("name", CASES)
def test_a_warning_stands_at_its_line(name: str, variant: MakeVariant, capsys: pytest.CaptureFixture[str]) -> None:
    file, old, new, code, marked = CASES[name]
    changes = {"scenario.yaml": [(FORGIVEN, "")]}
    if old:
        changes.setdefault(file, []).append((old, new))
    folder = variant(changes, added={} if old else {file: new}).folder
    findings = [f for f in found(folder, capsys) if f["code"] == code]
    assert findings, f"no {code}"
    assert line_of(folder, ELSEWHERE.get(name, file), marked) in [f["line"] for f in findings], findings


@pytest.mark.parametrize(
    ("name", "old", "new"),
    [
        ("a constant", "", scene(more="when: turn >= 0")),
        ("two that cover each other", "- news: gazette\n  turn: [week_one, week_two, week_three]\n",
         "- news: gazette\n  turn: [week_one, week_two, week_three]\n  when: mood == tense or mood == calm\n"),
        ("what may be", "", scene(more="when: mood == calm and letters < 1")),
        ("quoted", "", scene(text='He says "it was liquidated".')),
    ],
)  # fmt: skip
def test_what_may_be_or_is_meant_gives_no_warning(
    name: str, old: str, new: str, variant: MakeVariant, capsys: pytest.CaptureFixture[str]
) -> None:
    before = {f["code"] for f in found(variant().folder, capsys)}
    folder = variant({SCENES: [(old, new)]} if old else {}, added={} if old else {SCENES: new}).folder
    after = {f["code"] for f in found(folder, capsys)}
    assert after <= before | ({"always-true"} if name.startswith("two") else set()), name


def test_a_word_to_avoid_is_told_where_the_teller_speaks(
    variant: MakeVariant, capsys: pytest.CaptureFixture[str]
) -> None:
    bad = "        He nods. The gang was liquidated.\n"
    folder = variant({SCENES: [("        He nods.\n", bad)]}).folder
    (folder.parent / "terms_to_avoid.yaml").write_text(
        "- avoid: [liquidated]\n  where: narration\n  use: killed\n  why: it hides a killing\n", encoding="utf-8"
    )
    (one,) = [f for f in found(folder, capsys) if f["code"] == "avoid-term"]
    assert one["line"] == line_of(folder, SCENES, "liquidated")
    assert one["column"] == bad.index("liquidated") + 1
    assert "it hides a killing" in one["message"]
    assert one["hint"] == "write killed"


def test_a_name_that_the_scenario_beside_it_explains_is_told(
    variant: MakeVariant, capsys: pytest.CaptureFixture[str]
) -> None:
    folder = variant(added={SCENES: scene(text="They met at Lushan, over a sack of rice.")}).folder
    beside = folder.parent / "other"
    beside.mkdir()
    (beside / "glossary.yaml").write_text("- term: Lushan\n  say: A mountain.\n  characters: 庐山\n", encoding="utf-8")
    (one,) = [f for f in found(folder, capsys) if f["code"] == "unexplained-word"]
    assert one["line"] == line_of(folder, SCENES, "Lushan")


def test_what_is_allowed_is_silent_and_what_is_allowed_for_nothing_is_told(
    variant: MakeVariant, capsys: pytest.CaptureFixture[str]
) -> None:
    extra = scene(more="when: grain > 100000\n  allow:\n    - warning: never-comes\n      because: It waits.")
    codes = [f["code"] for f in found(variant(added={SCENES: extra}).folder, capsys)]
    assert "never-comes" not in codes
    assert "allowed-for-nothing" not in codes
    idle = scene(more="allow:\n    - warning: never-comes\n      because: It waits.")
    folder = variant(added={SCENES: idle}).folder
    (one,) = [f for f in found(folder, capsys) if f["code"] == "allowed-for-nothing"]
    assert one["line"] == line_of(folder, SCENES, "- warning: never-comes")
    wrong = scene(more="allow:\n    - warning: no-sources\n      because: An error.")
    (one,) = [f for f in found(variant(added={SCENES: wrong}).folder, capsys) if f["code"] == "allowed-for-nothing"]
    assert "is not the code of a warning" in one["message"]


TWO = """- document: pair
  turn: week_two
  priority: 4
  title: Two answers
  text: |
    Which?
  choices:
    - choice: one
      say: One
      stance: evade
      effects:
        - spent += 1 because a sack went
      after: |
        A sack goes.
    - choice: other
      say: The other
      stance: evade
      effects:
        - spent += {amount} because {amount} went
      after: |
        {after}
  basis: invented
  sources: []
  ask: Which was it?
"""
SPENT = "variables:\n  - variable: spent\n    kind: number\n    label: Sacks spent\n    starts: 0\n"
MEASURE = """measures:
  - measure: thrift
    label: Sacks kept
    is: 0 - max(spent, 0) * 2
    direction: more
"""


@pytest.mark.parametrize(
    ("amount", "after", "measures", "reads", "code"),
    [
        (1, "A sack goes.", "", "", "same-choice"),
        (1, "A cat comes.", "", "", ""),
        (3, "Three go.", MEASURE, "", "worse-choice"),
        (3, "Three go.", MEASURE.replace("more", "less"), "", "worse-choice"),  # then the first of them loses
        (3, "Three go.", MEASURE, "{if spent > 2}Much{else}Little{end} is gone.", ""),  # somebody asks for it
        (3, "Three go.", MEASURE.replace("max(spent, 0)", "(spent - 2) ** 2"), "", ""),  # nobody can say
        (3, "Three go.", "", "{if seen(pair.one)}One{else}None{end}.", ""),
    ],
)
def test_answers_that_are_no_choice(
    amount: int, after: str, measures: str, reads: str, code: str, variant: MakeVariant,
    capsys: pytest.CaptureFixture[str],
) -> None:  # fmt: skip
    pair = TWO.format(amount=amount, after=after)
    more = scene(turn="week_three", text=reads) if reads else ""
    added = {SCENES: pair + more} | ({"debrief.yaml": measures} if measures else {})
    folder = variant({"figures.yaml": [("variables:\n", SPENT)]}, added=added).folder
    findings = [f for f in found(folder, capsys) if f["code"] in ("same-choice", "worse-choice")]
    assert [f["code"] for f in findings] == ([code] if code else [])
    if code:
        first = "less" in measures
        assert findings[0]["line"] == line_of(folder, SCENES, "- choice: one" if first else "- choice: other")


def test_names_that_nobody_reads(variant: MakeVariant, capsys: pytest.CaptureFixture[str]) -> None:
    idle = "variables:\n  - variable: idle\n    kind: flag\n    label: Nothing\n    starts: no\n"
    folder = variant({"figures.yaml": [("variables:\n", idle)]}).folder
    findings = found(folder, capsys)
    (unused,) = [f["line"] for f in findings if f["code"] == "never-used"]
    assert unused == line_of(folder, "figures.yaml", "variable: idle")
    unasked = [("    seen_when: sealed\n", "")]
    kept = [f["message"] for f in found(variant({"figures.yaml": unasked}).folder, capsys) if f["code"] == "never-read"]
    assert kept == ["the variable `sealed` is set and never read"]


@pytest.mark.parametrize("beside", ["", "\n        beside: [idle]\n"])
def test_a_landmark_beside_a_prediction_is_used(
    beside: str, variant: MakeVariant, capsys: pytest.CaptureFixture[str]
) -> None:
    idle = "landmarks:\n  - row: idle\n    label: Nothing\n    unit: sacks\n    claimed: asked\n"
    asked = f"    predictions:\n      - after: letter\n        ask: How much? {beside}"
    changes = {
        "figures.yaml": [("landmarks:\n", idle)],
        "scenario.yaml": [("    runs_on_to: week_three\n", f"    runs_on_to: week_three\n{asked}\n")],
    }
    codes = [f["code"] for f in found(variant(changes).folder, capsys)]
    assert ("never-used" in codes) is not bool(beside)


def test_the_shipped_scenarios_give_no_warning(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["check", "--json"]) == Exit.FINE
    assert json.loads(capsys.readouterr().out)["findings"] == []
