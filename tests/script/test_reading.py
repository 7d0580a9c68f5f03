"""Reading a folder: nothing undeclared, circular or upside down; each fault with file, line, column and caret."""

from __future__ import annotations

import os
import random
import shutil
import time
from pathlib import Path

import pytest

from game.engine.program import build
from game.engine.run import begin
from game.script.faults import MOST_FAULTS, Fault, Faults, Place, ScenarioError
from game.script.reader import examine, load
from game.session.check import examine_whole
from tests.campaigns.fuzz_files import hurt
from tests.conftest import GRANARY, GREAT_LEAP, MakeVariant

SCENES, WORLD, FIGURES, HEAD = "scenes/all.yaml", "world.yaml", "figures.yaml", "scenario.yaml"

# what is changed; the code; the words the caret points at; part of the hint
UNKNOWN = {
    "a name in a rule": (WORLD, "to: grain - lost", "to: grain - lots", "unknown-name", "lots", "did you mean `lost`?"),
    "a table": (WORLD, "table(damp_curve, damp)", "table(damp_curves, damp)", "unknown-table", "table(", "damp_curve"),
    "a name in a when": (SCENES, "when: turn >= week_two\n", "when: turn >= week_tow\n", "unknown-name", "week_tow",
                         "week_two"),
    "a scene": (SCENES, "not seen(letter.burn)", "not seen(leter.burn)", "unknown-scene", "seen(", "letter"),
    "a choice": (SCENES, "not seen(letter.burn)", "not seen(letter.bun)", "unknown-choice", "seen(", "burn"),
    "a name in a text": (SCENES, "mice. {grain | one}", "mice. {grian | one}", "unknown-name", "grian", "grain"),
    "a name in an if": (SCENES, "{if little_left}", "{if litle_left}", "unknown-name", "litle_left", "little_left"),
    "a format": (SCENES, "mice. {grain | one}", "mice. {grain | onne}", "unknown-format", "grain", "one"),
    "what an effect changes": (SCENES, "- standing += 5", "- standin += 5", "unknown-name", "standin", "standing"),
    "what an effect adds": (SCENES, "letters += 1 because it was", "letters += lettres because it was",
                            "unknown-name", "lettres", "letters"),
    "a word an effect sets": (SCENES, "mood = tense", "mood = tens", "unknown-word", "tens", "tense"),
    "a flag an effect sets": (SCENES, "sealed = yes", "sealed = true", "unknown-word", "true", "one of no, yes"),
    "a lever": (SCENES, "sets: measure_out", "sets: measure_ot", "unknown-lever", "measure_ot", "measure_out"),
    "a lever of a choice": (SCENES, "        measure_out: own", "        measure_ot: own", "unknown-lever",
                            "measure_ot", "measure_out"),
    "a step": (SCENES, "measure_out: own", "measure_out: onw", "unknown-step", "onw", "own"),
    "a lever of a look": (HEAD, "watch: to 1", "wach: to 1", "unknown-lever", "wach", "watch"),
    "a landmark": (SCENES, "beside: [was_asked]", "beside: [was_aksed]", "unknown-landmark", "was_aksed", "was_asked"),
    "a turn": (SCENES, "turn: [week_one, week_two]", "turn: [week_one, week_tow]", "unknown-turn", "week_tow",
               "week_two"),
    "a turn of a later": (SCENES, "- turn: week_three", "- turn: week_tree", "unknown-turn", "week_tree", "week_three"),
    "a beat": (SCENES, "beat: evening", "beat: evenings", "unknown-beat", "evenings", "evening"),
    "a desk": (SCENES, "desk: bench", "desk: bensh", "unknown-desk", "bensh", "bench"),
    "a person": (SCENES, "people: [wen]", "people: [wenn]", "unknown-person", "wenn", "wen"),
    "a source": (SCENES, "sources: almanac", "sources: almanack", "unknown-source", "almanack", "almanac"),
    "a stage": (WORLD, "stage: count", "stage: cont", "unknown-stage", "cont", "count"),
    "what a rule sets": (WORLD, "set: lost", "set: lots", "unknown-name", "lots", "lost"),
    "a parameter of a setting": (WORLD, "rot: 0.2", "rott: 0.2", "unknown-name", "rott", "rot"),
    "a season": (HEAD, "season: wet", "season: wett", "unknown-season", "wett", "wet"),
    "a turn of a cut": (HEAD, "from: week_two", "from: week_tow", "unknown-turn", "week_tow", "week_two"),
    "a scene of a cut": (HEAD, "keep: [letter,", "keep: [lettre,", "unknown-scene", "lettre", "letter"),
    "what a cut signed": (HEAD, "amount: fair", "amount: fare", "unknown-choice", "fare", ""),
    "a key": (SCENES, "letterhead: return", "leterhead: return", "unknown-key", "leterhead", "letterhead"),
    "a kind": (SCENES, "- event: loose_cat", "- evnt: loose_cat", "no-kind", "evnt", "begin with one of"),
    "a stance": (SCENES, "stance: protect", "stance: protekt", "unknown-word", "protekt", "protect"),
    "a lever of an official": ("officials.yaml", "default_k: 0.2", "default_k: 0.2\n  k: {wach: 1}",
                               "unknown-lever", "wach", "watch"),
    "a name in an ending": ("endings.yaml", "when: office > 0", "when: ofice > 0", "unknown-name", "ofice", "office"),
    "a name in a fate": ("people.yaml", "when: mood == tense", "when: moood == tense", "unknown-name", "moood", "mood"),
    "a name in a ledger row": (FIGURES, "claimed: grain + lost", "claimed: grain + lots", "unknown-name", "lots",
                               "lost"),
    "a name in a band's text": (SCENES, "{grain | amount_word}", "{grain | amount_wird}", "unknown-format", "grain",
                                "amount_word"),
}  # fmt: skip


@pytest.mark.parametrize("what", UNKNOWN)
def test_nothing_is_undeclared(what: str, variant: MakeVariant) -> None:
    file, old, new, code, pointed, hint = UNKNOWN[what]
    story = variant({file: [(old, new)]})
    found = [f for f in story.faults() if f.code == code]
    assert found, [f.headline() for f in story.faults()]
    fault = found[0]
    assert fault.place.file.endswith(file)
    line = (story.folder / file).read_text().split("\n")[fault.place.line - 1]
    assert line[fault.place.column - 1 :].startswith(pointed), fault.with_caret()
    assert hint in fault.hint
    rows = fault.with_caret().split("\n")
    assert rows[1][rows[2].index("^") :].startswith(pointed)
    with pytest.raises(ScenarioError):
        story.load()


WRONG = {
    "a circle": (FIGURES, "is: grain / 10", "is: grain / 10 + when(little_left, 1, 0)", "circle"),
    "itself": (FIGURES, "is: grain / 10", "is: per_head / 10", "circle"),
    "a name twice": (WORLD, "- flow: lost", "- flow: grain", "declared-twice"),
    "a reserved name": (WORLD, "- flow: lost", "- flow: turn", "reserved-name"),
    "a scene twice": (SCENES, "- event: loose_dog", "- event: loose_cat", "declared-twice"),
    "a choice twice": (SCENES, "- choice: burn", "- choice: answer", "declared-twice"),
    "a step twice": (SCENES, "- step: fair", "- step: short", "declared-twice"),
    "a field twice": (SCENES, "- field: seal", "- field: amount", "declared-twice"),
    "a rule twice": (WORLD, "- rule: giving", "- rule: loss", "declared-twice"),
    "a beat twice": (HEAD, "- beat: evening", "- beat: morning", "declared-twice"),
    "a word twice": (FIGURES, "words: [calm, tense]", "words: [calm, tense, calm]", "declared-twice"),
    "a word that is a word variable": (FIGURES, "words: [calm, tense]", "words: [calm, tense, season]",
                                       "declared-twice"),
    "too few numbers": (WORLD, "is: [2, 4, 6, 1]", "is: [2, 4, 6]", "series-length"),
    "too many numbers of a lever": (WORLD, "line: [2, 2, 2, 2]", "line: [2, 2, 2, 2, 2]", "series-length"),
    "a table that falls back": (WORLD, "- [2, 0.4]", "- [0.5, 0.4]", "bad-table"),
    "a table of triples": (WORLD, "- [2, 0.4]", "- [2, 0.4, 1]", "bad-table"),
    "a range upside down": (WORLD, "    high: 1000\n", "    high: -1\n", "range"),
    "a number that is none": (FIGURES, "starts: 0", "starts: --5", "bad-start"),
    "a number out of range": (FIGURES, "starts: 0", "starts: 5000", "bad-start"),
    "a power for a number": (FIGURES, "starts: 0", "starts: ²", "bad-start"),
    "a flag that is a word": (FIGURES, "starts: no", "starts: maybe", "bad-start"),
    "a word not in its list": (FIGURES, "starts: calm", "starts: loud", "bad-start"),
    "a band without an end": (FIGURES, "      - say: plenty\n", "", "bad-band"),
    "a cut that ends before it begins": (HEAD, "to: week_two", "to: week_one", "range"),
    "an earlier decision that is not earlier": (HEAD, "from: week_two", "from: week_one", "earlier"),
    "silent in the middle": (HEAD, "    days: 2\n", "    silent: yes\n", "silent-turn"),
    "once and a cooldown": (SCENES, "once: no", "cooldown: 2", "once"),
    "a look of no days": (SCENES, "- look: roof\n", "- look: roof\n  days: 0\n", "range"),
    "a weight": (SCENES, "weight: 3", "weight: 6", "range"),
    "a lock without a reason": (SCENES, "      locked: |\n        Nobody would frame a letter for you.\n", "",
                                "missing-key"),
    "no question": (SCENES, "  ask: Who measures?\n", "", "missing-key"),
    "no record": (SCENES, "  record: The measure was written down.\n", "", "missing-key"),
    "no last fate": ("people.yaml", "    - fate: home\n", "    - fate: home\n      when: office > 0\n", "open-end"),
    "no last ending": ("endings.yaml", "      - ending: lost\n",
                       "      - ending: lost\n        when: office == 0\n", "open-end"),
    "an effect without a reason": (SCENES, "letters += 1 because it was answered", "letters += 1", "bad-effect"),
    "a flag that is added to": (SCENES, "sealed = yes", "sealed += yes", "unknown-word"),
    "an order that is none": (SCENES, "measure_out: own", "measure_out: to 1e5", "bad-order"),
    "an endless order": (SCENES, "measure_out: own", "measure_out: to " + "9" * 400, "bad-order"),
    "an id with a capital": (SCENES, "- event: loose_dog", "- event: LooseDog", "bad-id"),
    "yes that is true": (SCENES, "once: no", "once: false", "wrong-type"),
    "a text that is a list": (SCENES, "title: A cat", "title: [A, cat]", "wrong-type"),
    "a file that is a mapping": ("glossary.yaml", "- term: sack\n  say", "term: sack\nsay", "wrong-type"),
    "a number used as a condition": (SCENES, "when: turn >= week_two\n", "when: turn\n", "wrong-kind"),
    "a condition used as a number": (WORLD, "to: grain - lost", "to: grain > lost", "wrong-kind"),
}  # fmt: skip


@pytest.mark.parametrize("what", WRONG)
def test_what_is_refused(what: str, variant: MakeVariant) -> None:
    file, old, new, code = WRONG[what]
    found = variant({file: [(old, new)]}).faults()
    assert code in {f.code for f in found}, [f.headline() for f in found]
    assert all(f.place.line >= 1 and f.place.column >= 1 and f.message for f in found)


def test_columns_follow_a_wrapped_formula(variant: MakeVariant) -> None:
    story = variant({WORLD: [("to: grain - lost", "to: grain\n      -   lost  +\n        rott")]})
    (fault,) = story.faults()
    assert fault.code == "unknown-name"
    line = (story.folder / WORLD).read_text().split("\n")[fault.place.line - 1]
    assert line[fault.place.column - 1 :] == "rott"


def test_columns_follow_a_block_formula_and_an_effect(variant: MakeVariant) -> None:
    story = variant(
        {
            WORLD: [("to: grain - given", "to: |\n      grain\n        - givven")],
            SCENES: [("- standing += 5 because", "- standing  +=  grain + gran because")],
        }
    )
    pointed = {}
    for fault in story.faults():
        text = next(p for p in story.folder.rglob("*.yaml") if fault.place.file.endswith(str(p.name))).read_text()
        pointed[text.split("\n")[fault.place.line - 1][fault.place.column - 1 :].split()[0]] = fault.code
    assert pointed == {"givven": "unknown-name", "gran": "unknown-name"}


def test_figures_that_double_are_refused_before_they_run(variant: MakeVariant) -> None:
    chain = "".join(f"  - figure: d{n}\n    is: d{n - 1} + d{n - 1}\n    label: d{n}\n" for n in range(1, 60))
    story = variant({FIGURES: [("derived:\n", "derived:\n  - figure: d0\n    is: grain\n    label: d0\n" + chain)]})
    began = time.process_time()
    assert "figure-size" in {f.code for f in story.faults()}
    assert time.process_time() - began < 2.0


def test_a_long_chain_of_figures_is_refused(variant: MakeVariant) -> None:
    chain = "".join(f"  - figure: d{n}\n    is: d{n + 1} + 1\n    label: d{n}\n" for n in range(900))
    last = "  - figure: d900\n    is: grain\n    label: d\n"
    story = variant({FIGURES: [("derived:\n", "derived:\n" + chain + last)]})
    assert "figure-size" in {f.code for f in story.faults()}


@pytest.mark.parametrize(
    ("file", "more"),
    [
        ("officials.yaml", "- official: plain\n  label: Another\n  default_k: 0.2\n"),
        ("people.yaml", "    - fate: home\n      text: |\n        Wen stayed.\n"),
        ("endings.yaml", "      - ending: week\n        text: |\n          Another week.\n"),
        ("endings.yaml", "  - part: short\n    endings:\n      - ending: other\n        text: |\n          x\n"),
    ],
)
def test_an_id_is_used_once(variant: MakeVariant, file: str, more: str) -> None:
    story = variant(added={file: more})
    whole = (story.folder / file).read_text(encoding="utf-8")
    (fault,) = [f for f in story.faults() if f.code == "declared-twice"]
    assert fault.place.line == whole.count("\n") - more.count("\n") + 1, fault.with_caret()


def test_something_can_always_be_signed(variant: MakeVariant) -> None:
    def found(burning: str) -> list[tuple[str, str]]:
        locked = "      say: {}\n      needs: {}\n      locked: No.\n"
        answers = [("Answer it", "letters > 0"), ("Burn it", burning)]
        changes = [(f"      say: {say}\n", locked.format(say, needs)) for say, needs in answers]
        warned = examine_whole(variant({SCENES: changes}).folder)
        return [(f.code, f.severity) for f in warned if f.code == "dead-end"]

    assert found("mood == tense") == [("dead-end", "warning")]
    assert found("not (letters > 0)") == []


def test_a_flood_of_faults_ends(variant: MakeVariant) -> None:
    flood = "".join(f"- event: e{n}\n  titel: x\n" for n in range(5_000))
    story = variant(added={"scenes/flood.yaml": flood})
    began = time.process_time()
    found = story.faults()
    assert MOST_FAULTS <= len(found) <= MOST_FAULTS + 50
    assert time.process_time() - began < 3.0


def test_missing_files_are_named(variant: MakeVariant, tmp_path: Path) -> None:
    story = variant()
    (story.folder / "endings.yaml").unlink()
    (fault,) = story.faults()
    assert (fault.code, Path(fault.place.file).name) == ("unreadable", "endings.yaml")
    faults = Faults()
    assert examine(tmp_path / "nothing", faults) is None
    assert [f.code for f in faults] == ["no-scenario"]
    (story.folder / "world.yaml").unlink()
    os.mkfifo(story.folder / "world.yaml")
    assert {f.code for f in story.faults()} == {"unreadable"}


def test_a_folder_without_scenes(variant: MakeVariant) -> None:
    story = variant()
    (story.folder / SCENES).unlink()
    assert "no-scenes" in {f.code for f in story.faults()}


def test_all_faults_come_at_once_and_in_order(variant: MakeVariant) -> None:
    story = variant({WORLD: [("to: grain - lost", "to: grain - lots"), ("to: grain - given", "to: grain - givn")]})
    found = story.faults()
    assert [f.code for f in found] == ["unknown-name", "unknown-name"]
    assert found[0].place.line < found[1].place.line


def test_a_headline_reads_as_promised() -> None:
    fault = Fault("bad-id", Place("a.yaml", 3, 5, "- event: X"), "`X` is not an id", "small letters")
    assert fault.headline() == "a.yaml:3:5: error bad-id: `X` is not an id; small letters"
    assert fault.with_caret().split("\n")[2] == "        ^"


def test_a_caret_in_a_long_line_stays_in_sight() -> None:
    fault = Fault("x", Place("a.yaml", 1, 501, "a" * 500 + "B" + "c" * 500), "m")
    rows = fault.with_caret().split("\n")
    assert rows[1][rows[2].index("^")] == "B"
    assert len(rows[1]) < 120


@pytest.mark.parametrize("folder", [GRANARY, GREAT_LEAP], ids=["granary", "great_leap"])
def test_the_stories_are_without_fault(folder: Path) -> None:
    assert load(folder).scenario.id == folder.name


def test_changed_stories_give_faults_and_never_an_exception(tmp_path: Path) -> None:
    """About 300 broken files; the campaign in tests/campaigns does the same at length."""
    chance = random.Random(1958)
    began = time.process_time()
    refused = 0
    for number in range(300):
        folder = Path(shutil.copytree(GRANARY, tmp_path / f"s{number}" / "granary"))
        shutil.copy(GRANARY.parent / "bibliography.yaml", folder.parent)
        path = chance.choice(sorted(folder.rglob("*.yaml")))
        path.write_bytes(hurt(path, path.read_bytes(), chance))
        faults = Faults()
        loaded = examine(folder, faults)
        refused += bool(faults.errors)
        if loaded is not None and not faults.errors:
            run = begin(build(loaded.scenario, loaded.scope), number)
            while run.pending is not None:
                run.decide(run.pending.choices_open()[-1])
            assert run.ended
    assert refused > 100
    assert time.process_time() - began < 30
