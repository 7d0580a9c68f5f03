"""A claim about the past without a source is an error of `check`, at its place, with a hint; it stops no run."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

import pytest

from game.cli import Exit, main
from tests.conftest import MakeVariant
from tests.script.understood import WHOLE

SCENES = "scenes/all.yaml"
LOOSE_CAT = "    A cat walks in.\n"
LIMITS = """limits:
  - leans: too kind
    say: In 1931 the store was empty.
"""
BROKEN: dict[str, tuple[str, str, str, str, str]] = {  # file, before, after, the place, what is said
    "composite": (SCENES, "  basis: composite\n  sources: almanac\n", "  basis: composite\n  sources: []\n",
                  "scenes/all.yaml:55:12", "`measure` has no sources"),
    "documented news": (SCENES, "  basis: documented\n  sources: [almanac]\n", "  basis: documented\n  sources: []\n",
                        "scenes/all.yaml:11:12", "`gazette` has no sources"),
    "invented news": (SCENES, "  record: Rain was recorded.\n  basis: documented\n  sources: [almanac]\n",
                      "  basis: invented\n  sources: []\n", "scenes/all.yaml:10:12", "`gazette` is news"),
    "record": (SCENES, LOOSE_CAT, f"{LOOSE_CAT}  record: Cats were kept.\n", "scenes/all.yaml:158:12",
               "`loose_cat` has a `record`"),
    "later record": (SCENES, LOOSE_CAT, f"{LOOSE_CAT}  later_record: Cats were kept.\n", "scenes/all.yaml:158:12",
                     "`loose_cat` has a `later_record`"),
    "dispute": (SCENES, LOOSE_CAT, f"{LOOSE_CAT}  dispute: Or dogs.\n", "scenes/all.yaml:158:12",
                "`loose_cat` has a `dispute`"),
    "parameter": ("world.yaml", "    varies: 0.1\n", "    varies: 0.1\n    status: sourced\n    source: the almanac\n",
                  "world.yaml:22:5", "`rot` is called sourced"),
    "series": ("world.yaml", "  - series: asked\n", "  - series: asked\n    status: sourced\n",
               "world.yaml:36:5", "`asked` is called sourced"),
    "stock": ("world.yaml", "  - stock: grain\n", "  - stock: grain\n    status: sourced\n",
              "world.yaml:40:5", "`grain` is called sourced"),
    "signature": ("papers.yaml", "      Whoever was last.\n    sources: [almanac]\n",
                  "      Whoever was last.\n    sources: []\n", "papers.yaml:42:14", "the signature `measure`"),
}  # fmt: skip
MORE: dict[str, tuple[str, str, str]] = {  # appended to debrief.yaml, the place, what is said
    "limit with a year": (LIMITS, "debrief.yaml:14:5", "this limit of the model names a year"),
    "toll": ("toll:\n  say: Some died.\n  sources: []\n", "debrief.yaml:15:12", "the toll"),
    "beyond": ("beyond:\n  - say: It was decided elsewhere.\n    sources: []\n", "debrief.yaml:15:14",
               "what nobody could change"),
}  # fmt: skip


def said(folder: Path, capsys: pytest.CaptureFixture[str], code: int = Exit.PROBLEMS) -> str:
    assert main(["check", str(folder)]) == code
    return capsys.readouterr().err


def granary(variant: MakeVariant, changes: Mapping[str, list[tuple[str, str]]], more: str = "") -> Path:
    """The granary with something of everything, some of it changed."""
    files = {name: text for name, text in WHOLE.items() if name not in changes}
    files["debrief.yaml"] += more
    for name in set(changes) & set(WHOLE):
        text = WHOLE[name]
        for old, new in changes[name]:
            assert old in text
            text = text.replace(old, new, 1)
        files[name] = text
    return variant({k: v for k, v in changes.items() if k not in WHOLE}, added=files).folder


def test_a_story_that_names_its_sources_has_no_mistake(
    variant: MakeVariant, capsys: pytest.CaptureFixture[str]
) -> None:
    assert said(granary(variant, {}), capsys, Exit.FINE) == ""


@pytest.mark.parametrize("name", BROKEN)
def test_a_claim_without_a_source_is_an_error(
    variant: MakeVariant, name: str, capsys: pytest.CaptureFixture[str]
) -> None:
    file, old, new, place, what = BROKEN[name]
    told = said(granary(variant, {file: [(old, new)]}), capsys)
    assert f"{place}: error no-sources: {what}" in told
    assert told.count(": error ") == 1
    assert "; add `sources:`" in told


@pytest.mark.parametrize("name", MORE)
def test_so_is_one_of_the_debrief(variant: MakeVariant, name: str, capsys: pytest.CaptureFixture[str]) -> None:
    more, place, what = MORE[name]
    told = said(granary(variant, {}, more), capsys)
    assert f"{place}: error no-sources: {what}" in told
    sourced = more.replace("sources: []", "sources: [almanac]").replace("empty.\n", "empty.\n    sources: [almanac]\n")
    assert said(granary(variant, {}, sourced), capsys, Exit.FINE) == ""


def test_a_limit_without_a_year_may_stand_alone(variant: MakeVariant, capsys: pytest.CaptureFixture[str]) -> None:
    more = LIMITS.replace("In 1931 the", "The")
    assert said(granary(variant, {}, more), capsys, Exit.FINE) == ""


def test_an_invented_scene_may_be_on_no_record(variant: MakeVariant, capsys: pytest.CaptureFixture[str]) -> None:
    assert "record:" not in (granary(variant, {}) / SCENES).read_text(encoding="utf-8").split("- event: loose_cat")[1]
    assert said(granary(variant, {}), capsys, Exit.FINE) == ""


def test_a_source_of_the_model_is_in_the_bibliography(
    variant: MakeVariant, capsys: pytest.CaptureFixture[str]
) -> None:
    changes = {"world.yaml": [("    varies: 0.1\n", "    varies: 0.1\n    sources: [almanack]\n")]}
    told = said(granary(variant, changes), capsys)
    assert "world.yaml:28:15: error unknown-source: `rot` names the source `almanack`; did you mean `almanac`?" in told


def test_what_is_not_sourced_is_played_all_the_same(variant: MakeVariant) -> None:
    """A story kept beside old saves must open, whatever is asked of new ones."""
    file, old, new, _, _ = BROKEN["parameter"]
    assert variant({file: [(old, new)]}).load().scenario.id == "granary"
