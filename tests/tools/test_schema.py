"""The schemas: every shipped file keeps to them, and what they refuse is what the shapes refuse, both ways."""

from __future__ import annotations

import copy
import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from jsonschema import Draft7Validator

from game.cli import Exit, main
from game.script.faults import Faults
from game.script.reader import _scene  # pyright: ignore[reportPrivateUsage] - a scene is read by its own door
from game.script.scenes import Scene
from game.script.shapes import attempt, shape
from game.tools.editors import text_of
from game.tools.formats import FORMATS, Format, format_of
from game.tools.new import TEMPLATE
from game.tools.schema import schema_of
from tests.conftest import ROOT, STORIES
from tests.tools.yaml_readers import as_editors, as_texts, files, node

STORY = ROOT / "story"
VALIDATORS = {form.name: Draft7Validator(schema_of(form)) for form in FORMATS}
SHIPPED = [*files(STORY), *files(STORIES), *files(TEMPLATE)]
ODD = ("", "x y", "12", "-3", "1.5", "1e3", "no", "true", "Abc", "1959-07", "to 0.5", "x += 1 because y", "mail")
UNSAID = {"expression-syntax", "unknown-function", "expression-chain", "map-signs", "map-size"}


def name(path: Path) -> str:
    return str(path.relative_to(ROOT))


def form_of(path: Path) -> Format:
    form = format_of(path)
    assert form is not None, path
    return form


def parts(form: Format, data: Any) -> list[Any]:
    """The items of a file that is a list, or the file itself."""
    return list(data) if form.many else [data]


def refused(form: Format, item: Any) -> bool:
    """Whether the shapes refuse an item of a file, for a reason that a single value shows."""
    faults = Faults()
    if form.shape is Scene:
        _scene(node(item), faults)
    else:
        attempt(shape(form.shape), node(item), faults)
    return any(not f.code.startswith(("expression", "text-", "prose")) and f.code not in UNSAID for f in faults)


def accepts(form: Format, item: Any) -> bool:
    return bool(VALIDATORS[form.name].is_valid([item] if form.many else item))


@pytest.mark.parametrize("form", FORMATS, ids=lambda f: f.name)
def test_each_is_a_schema(form: Format) -> None:
    Draft7Validator.check_schema(schema_of(form))
    assert json.loads(text_of(form)) == schema_of(form)


def test_every_file_of_the_format_is_met_by_a_shipped_one() -> None:
    assert {form_of(p).name for p in SHIPPED} == {f.name for f in FORMATS}
    assert len(SHIPPED) > 120


@pytest.mark.parametrize("path", SHIPPED, ids=name)
def test_every_shipped_file_keeps_to_its_schema_however_it_is_read(path: Path) -> None:
    text, validator = path.read_text(encoding="utf-8"), VALIDATORS[form_of(path).name]
    for read in (as_texts, as_editors):
        wrong = [f"{list(e.absolute_path)}: {e.message[:200]}" for e in validator.iter_errors(read(text))]
        assert wrong == []


SMALL = [*files(TEMPLATE), *(STORY / "the_experts" / n for n in ("leaves.yaml", "papers.yaml", "teaching.yaml")),
         STORY / "chain.yaml", STORY / "record" / "disputes.yaml", STORY / "the_experts" / "scenario.yaml",
         STORY / "black_board" / "places.yaml", STORY / "work_team" / "dossier.yaml"]  # fmt: skip


@pytest.mark.parametrize("path", SMALL, ids=name)
def test_a_key_that_is_wrong_missing_or_twice_named_is_refused_by_both(path: Path) -> None:
    form = form_of(path)
    met = 0
    for item in parts(form, as_texts(path.read_text(encoding="utf-8")))[:6]:
        assert not refused(form, item)
        for changed in wrong_keys(form, item):
            met += 1
            assert refused(form, changed) is True
            assert accepts(form, changed) is False
    assert met > 3


def wrong_keys(form: Format, item: Any) -> Iterator[Any]:
    """The item with one key misspelt, one after the other; and without each key that must be there."""
    schema = schema_of(form)
    for spot, rules in mappings(item, schema["items"] if form.many else schema):
        for key in at(item, spot):
            renamed = copy.deepcopy(item)
            inner = at(renamed, spot)
            inner[f"{key}x"] = inner.pop(key)
            yield renamed
        for key in rules.get("required", ()):
            bare = copy.deepcopy(item)
            del at(bare, spot)[key]
            yield bare


def mappings(data: Any, schema: Any, spot: tuple[str | int, ...] = ()) -> Iterator[tuple[tuple[str | int, ...], Any]]:
    """Every mapping of an item that has declared keys, with its schema."""
    for one in (schema, *schema.get("anyOf", ())):
        if isinstance(data, dict) and one.get("additionalProperties") is False:
            yield spot, one
            for key, value in data.items():
                yield from mappings(value, one["properties"][key], (*spot, key))
        elif isinstance(data, list) and "items" in one:
            for number, value in enumerate(data):
                yield from mappings(value, one["items"], (*spot, number))


def at(data: Any, spot: tuple[str | int, ...]) -> Any:
    for step in spot:
        data = data[step]
    return data


def leaves(data: Any, spot: tuple[str | int, ...] = ()) -> Iterator[tuple[str | int, ...]]:
    """The place of every scalar."""
    pairs = data.items() if isinstance(data, dict) else enumerate(data)
    for key, value in pairs:
        if isinstance(value, dict | list):
            yield from leaves(value, (*spot, key))
        else:
            yield (*spot, key)


@pytest.mark.parametrize("path", SMALL, ids=name)
def test_a_value_is_refused_by_an_editor_exactly_where_the_shapes_refuse_it(path: Path) -> None:
    form, seen, differ, no = form_of(path), set[tuple[Any, ...]](), list[str](), 0
    for item in parts(form, as_texts(path.read_text(encoding="utf-8"))):
        for spot in leaves(item):
            sort = tuple(s for s in spot if isinstance(s, str))
            if sort in seen:
                continue
            seen.add(sort)
            for value in (*ODD, ["x"], {"x": "y"}):
                changed = copy.deepcopy(item)
                at(changed, spot[:-1])[spot[-1]] = value
                theirs, ours = not accepts(form, changed), refused(form, changed)
                no += theirs
                if theirs != ours:
                    differ.append(f"{path.name} {sort} {value!r}: the editor {theirs}, we {ours}")
    assert no > 3
    assert not differ, "\n".join(differ)


def test_a_scene_has_one_kind_and_says_which() -> None:
    form = next(f for f in FORMATS if f.shape is Scene)
    scene = {"document": "a", "title": "x", "text": "x", "basis": "invented", "sources": []}
    assert accepts(form, scene)
    assert not accepts(form, {k: v for k, v in scene.items() if k != "document"})
    assert not accepts(form, {**scene, "event": "b"})


def test_a_number_may_be_written_as_one_or_as_text() -> None:
    form = next(f for f in FORMATS if f.name == "glossary")
    assert accepts(form, {"term": "mu", "say": 1958})
    form = next(f for f in FORMATS if f.name == "officials")
    for k in (0.5, "0.5", 1, "-1e3"):
        assert accepts(form, {"official": "a", "label": "b", "default_k": k})
    for k in ("half", True, [1]):
        assert not accepts(form, {"official": "a", "label": "b", "default_k": k})


def test_every_key_says_what_it_is_for() -> None:
    for form in FORMATS:
        schema = schema_of(form)
        properties = (schema["items"] if form.many else schema)["properties"]
        assert all(len(p["description"]) > 8 for p in properties.values())


def test_the_command_prints_one_lists_all_and_writes_them(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["schema", "people.yaml"]) == Exit.FINE
    assert json.loads(capsys.readouterr().out)["title"] == "people.yaml"
    assert main(["schema"]) == Exit.FINE
    assert len(capsys.readouterr().out.splitlines()) == len(FORMATS)
    assert main(["schema", "--json"]) == Exit.FINE
    assert set(json.loads(capsys.readouterr().out)) == {f.name for f in FORMATS}
    assert main(["schema", "--to", str(tmp_path)]) == Exit.FINE
    said = capsys.readouterr().out
    settings = json.loads((tmp_path / ".vscode" / "settings.json").read_text(encoding="utf-8"))["yaml.schemas"]
    assert {(tmp_path / way).resolve() for way in settings} == set((tmp_path / ".schema").resolve().iterdir())
    assert "$schema=../.schema/scenes.schema.json" in said


def test_settings_that_are_there_are_left_and_what_they_need_is_said(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / ".vscode").mkdir()
    (tmp_path / ".vscode" / "settings.json").write_text("{ // mine\n}")
    assert main(["schema", "--to", str(tmp_path)]) == Exit.FINE
    assert '"./.schema/scenes.schema.json": "**/scenes/*.yaml"' in capsys.readouterr().out
    assert (tmp_path / ".vscode" / "settings.json").read_text() == "{ // mine\n}"


@pytest.mark.parametrize("words", [["peple"], ["people", "--to", "."], ["--to", "nowhere"]])
def test_what_is_asked_wrongly_is_said(words: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["schema", *words]) == Exit.USAGE
    assert capsys.readouterr().err.startswith("error: ")


def test_the_patterns_tell_every_file_of_a_scenario() -> None:
    assert {form_of(p).pattern for p in SHIPPED} == {f.pattern for f in FORMATS}
    assert format_of(Path("x/other.yaml")) is None
    assert format_of(Path("x/scenes.yaml")) is None
    assert format_of(Path("x/scenes/any.yaml")) is not None
    assert format_of(Path("x/README.md")) is None
