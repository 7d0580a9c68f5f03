"""Mistakes in the files of a record are found, each with its code and its place."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from game.cli import Exit, main
from game.script.faults import Fault, Faults
from game.script.reader import examine
from game.script.record_files import FILES, examine_record, read_record, record_folder

STORIES = Path(__file__).parents[1] / "stories"

FINE = {
    "series.yaml": """
- table: sacks
  title: Sacks
  unit: sacks
  level: county
  scenarios: [granary]
  lines:
    - series: told
      label: told
      values: {1957: 3, 1958: 4}
      checked: seen
      sources: [almanac]
    - series: weighed
      label: weighed
      values: {1958: 2}
      checked: from memory
      sources: [almanac]
- table: rooms
  title: Rooms
  unit: rooms
  level: county
  by: places
  scenarios: [granary]
  lines:
    - series: rooms
      label: rooms
      values: {north: 1, east: 2}
      checked: worked out
      sources: [almanac]
""",
    "tolls.yaml": """
- estimate: mice
  of: The granary
  author: A. Clerk
  year: 1957
  low: 1
  high: 2
  words: one or two
  method: Looking.
  standing: accepted
  checked: seen
  scenarios: [granary]
  sources: [almanac]
""",
    "officials_record.yaml": """
- official: clerk
  name: A. Clerk
  post: clerk
  where: the granary
  when: 1957-03
  did: [told, hid]
  what: Wrote it down.
  followed: Nothing.
  checked: seen
  scenarios: [granary]
  sources: [almanac]
""",
    "timeline.yaml": """
tags:
  - tag: rain
    label: rain
events:
  - event: first
    date: 1957-03-01
    until: 1957-03-04
    what: It rains
    say: It rains for four days.
    where: the yard
    tags: [rain]
    checked: seen
    scenarios: [granary]
    sources: [almanac]
  - event: second
    date: 1957-04
    what: It rains again
    say: It rains again.
    where: the yard
    tags: rain
    checked: seen
    scenarios: [granary]
    sources: [almanac]
""",
    "corrections.yaml": """
- correction: dry
  claim: It was dry.
  record: It rained.
  scenarios: [granary]
  sources: [almanac]
""",
    "disputes.yaml": """
- dispute: why
  ask: Why did it rain?
  scenarios: [granary]
  positions:
    - who: A. Clerk
      say: Clouds.
      sources: [almanac]
    - who: others
      say: The season.
      sources: [almanac]
""",
}
CHART = """
charts:
  - chart: store
    title: The store
    unit: sacks
    lines:
      - line: real
        label: real
        role: real
        is: grain
    behind: [told]
"""


def faults_of(home: Path, old: str = "", new: str = "") -> list[Fault]:
    """What `check` says of the granary with this record beside it, one thing in it changed."""
    shutil.copytree(STORIES / "granary", home / "granary")
    shutil.copy(STORIES / "bibliography.yaml", home)
    (home / "record").mkdir()
    changed = 0
    for name, text in FINE.items():
        changed += old != "" and old in text
        (home / "record" / name).write_text(text.replace(old, new, 1) if old else text, encoding="utf-8")
    changed += old != "" and old in CHART
    (home / "granary" / "debrief.yaml").write_text(CHART.replace(old, new, 1) if old else CHART, encoding="utf-8")
    assert changed == (1 if old else 0)
    faults = Faults()
    loaded = examine(home / "granary", faults)
    assert loaded is not None
    examine_record(home / "granary", loaded.scenario, faults)
    return list(faults)


def test_a_whole_record_is_read(tmp_path: Path) -> None:
    assert faults_of(tmp_path) == []
    folder = record_folder(tmp_path / "granary")
    assert folder == tmp_path / "record"
    record = read_record(folder, Faults())
    assert [line.id for table in record.tables for line in table.lines] == ["told", "weighed", "rooms"]
    assert record.officials[0].did == ("told", "hid")
    assert record.timeline.events[1].tags == ("rain",)
    assert [s.id for s in record.sources] == ["almanac"]


@pytest.mark.parametrize(
    ("old", "new", "code", "file"),
    [
        ("      sources: [almanac]\n- table", "- table", "missing-key", "series.yaml"),
        ("      checked: from memory\n      sources: [almanac]", "      checked: from memory\n      sources: []",
         "no-sources", "series.yaml"),
        ("  standing: accepted\n  checked: seen\n  scenarios: [granary]\n  sources: [almanac]",
         "  standing: accepted\n  checked: seen\n  scenarios: [granary]\n  sources: [almanack]",
         "unknown-source", "tolls.yaml"),
        ("      say: Clouds.\n      sources: [almanac]", "      say: Clouds.\n      sources: []",
         "no-sources", "disputes.yaml"),
        ("  record: It rained.\n  scenarios: [granary]\n  sources: [almanac]\n",
         "  record: It rained.\n  scenarios: [granary]\n", "missing-key", "corrections.yaml"),
        ("{1957: 3, 1958: 4}", "{1958: 4, 1957: 3}", "out-of-order", "series.yaml"),
        ("{1957: 3, 1958: 4}", "{1957: 3, next: 4}", "bad-date", "series.yaml"),
        ("{1957: 3, 1958: 4}", "{1957: 3, 1958: four}", "wrong-type", "series.yaml"),
        ("{1958: 2}", "{}", "missing-key", "series.yaml"),
        ("- series: weighed", "- series: rooms", "declared-twice", "series.yaml"),
        ("- table: rooms", "- table: sacks", "declared-twice", "series.yaml"),
        ("checked: from memory", "checked: by hearsay", "unknown-word", "series.yaml"),
        ("low: 1", "low: 3", "toll-range", "tolls.yaml"),
        ("low: 1", "low: -1", "toll-range", "tolls.yaml"),
        ("standing: accepted", "standing: liked", "unknown-word", "tolls.yaml"),
        ("when: 1957-03", "when: March 1957", "bad-date", "officials_record.yaml"),
        ("did: [told, hid]", "did: [told, smiled]", "unknown-word", "officials_record.yaml"),
        ("date: 1957-04", "date: 1957-13", "bad-date", "timeline.yaml"),
        ("date: 1957-04", "date: 1957-02", "out-of-order", "timeline.yaml"),
        ("until: 1957-03-04", "until: 1957-02-04", "out-of-order", "timeline.yaml"),
        ("tags: rain", "tags: snow", "unknown-tag", "timeline.yaml"),
        ("  - event: second", "  - event: first", "declared-twice", "timeline.yaml"),
        ("    - who: others\n      say: The season.\n      sources: [almanac]\n", "", "dispute-alone", "disputes.yaml"),
        ("  claim: It was dry.", "  clame: It was dry.", "unknown-key", "corrections.yaml"),
        ("behind: [told]", "behind: [tolled]", "unknown-series", "debrief.yaml"),
        ("behind: [told]", "behind: [rooms]", "record-unit", "debrief.yaml"),
    ],
)  # fmt: skip
def test_each_mistake_has_its_code_and_its_file(tmp_path: Path, old: str, new: str, code: str, file: str) -> None:
    faults = faults_of(tmp_path, old, new)
    assert code in {f.code for f in faults}
    assert all(f.place.line > 0 for f in faults)
    assert {f.code: Path(f.place.file).name for f in faults}[code] == file


def test_all_mistakes_are_named_at_once(tmp_path: Path) -> None:
    shutil.copytree(STORIES / "granary", tmp_path / "granary")
    shutil.copy(STORIES / "bibliography.yaml", tmp_path)
    (tmp_path / "record").mkdir()
    for name in FILES:
        (tmp_path / "record" / name).write_text(FINE[name].replace("almanac", "almanack"), encoding="utf-8")
    faults = Faults()
    read_record(tmp_path / "record", faults)
    assert {Path(f.place.file).name for f in faults} == set(FILES)
    assert {f.code for f in faults} == {"unknown-source"}


def test_a_scenarios_own_record_stands_for_the_shared_one(tmp_path: Path) -> None:
    faults_of(tmp_path)
    (tmp_path / "granary" / "record").mkdir()
    assert record_folder(tmp_path / "granary") == tmp_path / "granary" / "record"
    record = read_record(tmp_path / "granary" / "record", Faults())
    assert record.tables == ()
    assert [s.id for s in record.sources] == ["almanac"]  # the bibliography that lies nearest


def test_check_refuses_a_record_without_sources(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    faults_of(tmp_path, "  record: It rained.\n  scenarios: [granary]\n  sources: [almanac]",
              "  record: It rained.\n  scenarios: [granary]\n  sources: []")  # fmt: skip
    assert main(["check", str(tmp_path / "granary")]) == Exit.PROBLEMS
    assert "corrections.yaml:6:12: error no-sources" in capsys.readouterr().err
