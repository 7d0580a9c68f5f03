"""Overlays: other words, the same run. Whatever an overlay holds, the story stays playable, its logic as it was."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from game.cli import main
from game.script import tongue
from game.script.faults import Faults
from game.script.logic import logic_hash
from game.script.reader import load
from game.script.text.overlay import Entry, file_of, overlay_of
from game.script.text.slots import UNSAID_UNITS, Slot, mark_of, walk
from game.script.text.sources import Part, own_parts, shared_parts
from game.script.text.spoken import laid_over
from game.session.library import list_headers, new_game, open_program, read_header_of
from game.session.runcode import encode
from game.session.views import DeskView

STORY = Path(__file__).resolve().parents[2] / "story"


def slots(parts: tuple[Part, ...]) -> list[tuple[str, Slot]]:
    return [pair for part in parts for pair in part.files()]


def write_all(folder: Path, language: str, say: str = "<{}>") -> int:
    """An overlay that says everything of a story, each text in brackets."""
    loaded, files = load(folder), dict[str, dict[str, Slot]]()
    for name, slot in slots(own_parts(folder, loaded, Faults())):
        files.setdefault(name, {}).setdefault(slot.id, slot)
    target = folder / "text" / language
    target.mkdir(parents=True, exist_ok=True)
    for name, found in files.items():
        lines: list[str] = []
        for slot in found.values():
            kept = slot.id.startswith("units.") and slot.source.split(" ", 1)[0] in UNSAID_UNITS
            words = slot.source if kept else say.format(slot.source.strip("\n"))
            lines += [f"- text: {slot.id}", f'  of: "{slot.mark}"', "  say: |2"]
            lines += [f"    {line}" for line in words.split("\n")]
        (target / f"{name}.yaml").write_text("\n".join(lines) + "\n", encoding="utf-8")
    return sum(map(len, files.values()))


@pytest.mark.parametrize("name", sorted(p.parent.name for p in STORY.glob("*/scenario.yaml")))
def test_every_text_has_an_id_of_its_own_and_says_what_it_said(name: str) -> None:
    folder, faults = STORY / name, Faults()
    loaded = load(folder)
    parts = (*own_parts(folder, loaded, faults), *shared_parts(folder, loaded, faults))
    seen: dict[tuple[Path, str, str], str] = {}
    for part in parts:
        for file, slot in part.files():
            key = (part.beside, file, slot.id)
            assert seen.setdefault(key, slot.source) == slot.source, slot.id
            assert slot.source.strip(), slot.id
            assert re.fullmatch(r"[a-z0-9_.]+", slot.id), slot.id
    assert len(seen) > 600


def test_a_walk_that_changes_nothing_gives_the_story_itself() -> None:
    scenario = load(STORY / "the_experts").scenario
    assert walk(scenario.scenes, "", lambda slot: slot.value) is scenario.scenes


def test_ids_hold_no_place_and_no_word_of_the_text(granary: Path) -> None:
    before = {slot.id for _, slot in slots(own_parts(granary, load(granary), Faults()))}
    path = granary / "scenes" / "all.yaml"
    scenes = re.split(r"(?m)^(?=- )", path.read_text("utf-8"))
    path.write_text("".join(reversed(scenes)).replace("the", "ye"), encoding="utf-8")
    after = {slot.id for _, slot in slots(own_parts(granary, load(granary), Faults()))}
    assert before == after


def test_words_in_another_language_leave_the_logic_and_the_run_alone(granary: Path) -> None:
    write_all(granary, "qps")
    english = open_program(granary)
    tongue.speak("qps")
    told = open_program(granary)
    assert told.logic == english.logic
    assert logic_hash(told.scenario) == logic_hash(english.scenario)
    assert told.scenario.header.title == "<The Granary>"
    one, two = (new_game(granary, seed=7, program=p, saves=granary / name) for p, name in ((english, "a"), (told, "b")))
    while not one.run.ended:
        assert one.run.values == two.run.values
        view = two.view()
        assert all("<" in p.title for p in view.papers)
        scene, *picks = first_open(view)
        one.decide(scene, *picks)
        two.decide(scene, *picks)
    assert one.run.digest() == two.run.digest()
    assert encode(one.run) == encode(two.run)


def first_open(view: DeskView) -> tuple[str, ...]:
    """The first answer that is open to what waits."""
    ask = view.ask
    assert ask is not None
    if ask.plan is not None:
        return (ask.scene, *ask.plan.plans[-1])
    rows = [f.options for f in ask.fields] or [ask.options]
    return (ask.scene, *(next(o.id for o in row if not o.locked) for row in rows))


def test_what_is_not_said_is_shown_as_it_is_written(granary: Path) -> None:
    target = granary / "text" / "fr"
    target.mkdir(parents=True)
    (target / "scenario.yaml").write_text(
        "- text: scenario.title\n  of: x\n  say: Le grenier\n- text: scenario.blurb\n  of: x\n  say: ''\n", "utf-8"
    )
    tongue.speak("fr")
    header = read_header_of(granary)
    assert (header.title, header.blurb) == ("Le grenier", "A small story for tests, with one of everything.")
    tongue.speak("en")
    assert read_header_of(granary).title == "The Granary"


HOSTILE = {
    "unknown-name": "- text: letter.text\n  say: There are {grian | int} sacks.\n",
    "text-brace": "- text: letter.text\n  say: '{if grain > 1}open'\n",
    "text-format": "- text: letter.text\n  say: '{grain}'\n",
    "unknown-format": "- text: letter.text\n  say: '{grain | huge}'\n",
    "yaml-control": "- text: letter.text\n  say: \"a\\e[31mred\"\n",
    "yaml-tag": "- text: letter.text\n  say: !!python/object:os.system x\n",
    "yaml-alias": "- text: letter.text\n  say: *evil\n",
    "yaml-duplicate-key": "- text: letter.text\n  say: a\n  say: b\n",
    "text-twice": "- text: letter.text\n  say: a\n- text: letter.text\n  say: b\n",
    "wrong-type": "- text: letter.text\n  say: [a, b]\n",
    "unknown-key": "- text: letter.text\n  run: rm\n",
    "missing-key": "- say: b\n",
    "text-size": "- text: letter.text\n  say: " + "x" * 30_000 + "\n",
}


@pytest.mark.parametrize("code", HOSTILE)
def test_a_faulty_overlay_is_told_with_its_place_and_the_source_text_stands(
    granary: Path, code: str, capsys: pytest.CaptureFixture[str]
) -> None:
    source = open_program(granary).scenes["letter"].text
    target = granary / "text" / "fr"
    target.mkdir(parents=True)
    (target / "all.yaml").write_text(HOSTILE[code], encoding="utf-8")
    assert main(["text", "status", str(granary), "--language", "fr"]) == 1
    said = capsys.readouterr().err
    assert f"{code}:" in said
    assert re.search(r"text/fr/all\.yaml:\d+:\d+: error", said)
    assert main(["check", str(granary)]) == 1
    assert f"{code}" in capsys.readouterr().err
    tongue.speak("fr")
    shown = open_program(granary).scenes["letter"].text
    assert shown == source or code in ("text-twice", "missing-key", "unknown-key")


@given(st.binary(max_size=400))
@settings(max_examples=150, suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
def test_no_bytes_in_an_overlay_stop_the_story(granary: Path, data: bytes) -> None:
    target = granary / "text" / "fr"
    target.mkdir(parents=True, exist_ok=True)
    (target / "all.yaml").write_bytes(data)
    (target / "scenario.yaml").write_bytes(data)
    tongue.speak("fr")
    assert open_program(granary).scenario.header.title


def test_status_counts_what_is_said_missing_changed_and_without_a_text(
    granary: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    def status(*more: str) -> tuple[int, dict[str, object]]:
        code = main(["text", "status", str(granary), "--language", "qps", "--json", *more])
        return code, json.loads(capsys.readouterr().out)["languages"][0]

    code, empty = status()
    missing = empty["missing"]
    assert isinstance(missing, list)
    assert (code, empty["said"]) == (0, 0)
    assert status("--complete")[0] == 1
    assert write_all(granary, "qps") == len(missing)
    code, full = status("--complete")
    assert (code, full["said"], full["missing"]) == (0, len(missing), [])

    path = granary / "scenario.yaml"
    path.write_text(path.read_text("utf-8").replace("The Granary", "The Barn"), encoding="utf-8")
    code, changed = status()
    assert code == 1
    assert [line["id"] for line in changed["changed"]] == ["scenario.title"]  # type: ignore[union-attr]

    people = granary / "people.yaml"
    people.write_text(people.read_text("utf-8").replace("fate: gone", "fate: left"), encoding="utf-8")
    code, orphan = status()
    assert code == 1
    assert [line["id"] for line in orphan["orphan"]] == ["people.wen.fates.gone.text"]  # type: ignore[union-attr]
    assert [line["id"] for line in orphan["missing"]] == ["people.wen.fates.left.text"]  # type: ignore[union-attr]


def test_extract_writes_what_is_missing_and_keeps_what_is_there(
    granary: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    extract = ["text", "extract", str(granary), "--language", "fr"]
    assert main(extract) == 0
    path = granary / "text" / "fr" / "scenario.yaml"
    first = path.read_text("utf-8")
    assert "# The Granary" in first
    assert main(extract) == 0
    assert path.read_text("utf-8") == first
    words = "# The Granary\n  note: a barn?\n  say: |\n    Le grenier: une fable\n"
    filled = first.replace("# The Granary\n  say: |\n", words)
    path.write_text(filled, encoding="utf-8")
    source = granary / "scenario.yaml"
    source.write_text(source.read_text("utf-8").replace("The Granary", "The Barn"), encoding="utf-8")
    assert main(extract) == 0
    now = path.read_text("utf-8")
    assert "Le grenier: une fable" in now
    assert "a barn?" in now
    assert f"write `of: {mark_of('The Barn')}`" in now
    assert mark_of("The Granary") in now
    capsys.readouterr()
    assert main(["text", "status", str(granary), "--language", "fr"]) == 1
    assert "its source has changed" in capsys.readouterr().out
    path.write_text(re.sub(mark_of("The Granary"), mark_of("The Barn"), now), encoding="utf-8")
    assert main(["text", "status", str(granary), "--language", "fr"]) == 0
    tongue.speak("fr")
    assert read_header_of(granary).title == "Le grenier: une fable"


def test_a_lesson_needs_fewer_words_and_all_that_its_plays_show() -> None:
    folder = STORY / "great_leap"
    loaded = load(folder)
    whole = {slot.id for _, slot in slots(own_parts(folder, loaded, Faults()))}
    lesson = {slot.id for _, slot in slots(own_parts(folder, loaded, Faults(), "lesson"))}
    assert lesson < whole
    assert len(lesson) < 0.6 * len(whole)
    for name in loaded.scenario.header.cuts[0].keep:
        assert f"{name}.title" in lesson


def test_extract_goes_where_it_is_told_and_asks_for_a_language(granary: Path, tmp_path: Path) -> None:
    assert main(["text", "extract", str(granary)]) == 2
    assert main(["text", "extract", str(granary), "--language", "../x"]) == 2
    assert main(["text", "extract", str(granary), "--language", "en"]) == 2
    assert main(["text", "extract", str(granary), "--language", "fr", "--to", str(tmp_path / "out")]) == 0
    assert (tmp_path / "out" / "scenario.yaml").is_file()
    assert not (granary / "text").exists()


def test_the_shelf_speaks_the_language_too() -> None:
    titles = [h.title for h in list_headers()]
    tongue.speak("qps")
    assert [h.title for h in list_headers()] == titles  # nothing is said in this language


def test_an_overlay_is_read_again_when_it_changes(granary: Path) -> None:
    target = granary / "text" / "fr"
    target.mkdir(parents=True)
    for title in ("Un", "Deux deux"):
        (target / "scenario.yaml").write_text(f"- text: scenario.title\n  say: {title}\n", encoding="utf-8")
        tongue.speak("fr")
        assert read_header_of(granary).title == title


def test_words_of_a_variable_are_shown_in_the_language(granary: Path) -> None:
    write_all(granary, "qps")
    loaded = load(granary)
    told = laid_over(loaded, overlay_of(granary, "qps"))
    assert told.scope.symbols["mood"].shown == ("<calm>", "<tense>")
    assert told.scope.symbols["mood"].words == ("calm", "tense")
    assert file_of("", Slot("a.title", None, "x", loaded.scenario.scenes[0].place)) == "all"  # type: ignore[arg-type]
    assert not Entry(id="x").done
