"""`places.yaml` is read like any file of a story; a map fits a screen, in plain signs, and is in words too."""

from __future__ import annotations

from pathlib import Path

import pytest

from game.cli import Exit, main
from game.script.faults import Faults
from game.script.gazetteer import MOST_COLUMNS, MOST_ROWS, Gazetteer, Reality, read_gazetteer
from tests.conftest import MakeVariant

WHOLE = r"""map: |
  .--.      /\
  |  |----- /  \   Hill
  '--'
  Store
map_words: |
  A road runs east from the store to the hill.
places:
  - place: store
    name: The Store
    characters: 仓
    pronounce: tsahng
    real: composite
    about: It holds sacks.
  - place: hill
    name: The Hill
    characters: 山
    pronounce: shahn
    real: real
    about: Nobody goes there.
"""


def read(folder: Path, text: str) -> tuple[Gazetteer, list[str]]:
    (folder / "places.yaml").write_text(text, encoding="utf-8")
    faults = Faults()
    found = read_gazetteer(folder, faults)
    return found, [f"{Path(f.place.file).name}:{f.place.line}:{f.place.column} {f.code}" for f in faults]


def test_a_whole_file_is_read(tmp_path: Path) -> None:
    found, faults = read(tmp_path, WHOLE)
    assert faults == []
    assert found.map.split("\n")[1] == "|  |----- /  \\   Hill"
    assert [(p.id, p.real) for p in found.places] == [("store", Reality.COMPOSITE), ("hill", Reality.REAL)]


def test_a_story_may_have_no_places(tmp_path: Path) -> None:
    faults = Faults()
    assert read_gazetteer(tmp_path, faults) == Gazetteer()
    assert not list(faults)


@pytest.mark.parametrize(
    ("old", "new", "fault"),
    [
        ("  Store\n", "  Store" + " " * (MOST_COLUMNS - 5) + "x\n", f"places.yaml:5:{MOST_COLUMNS + 3} map-size"),
        ("  Store\n", "  Store\n" + "  |\n" * MOST_ROWS, f"places.yaml:{MOST_ROWS + 2}:3 map-size"),
        ("  '--'", "  '─-'", "places.yaml:4:4 map-signs"),
        ("map_words: |\n  A road runs east from the store to the hill.\n", "", "places.yaml:1:1 missing-key"),
        ("- place: hill", "- place: store", "places.yaml:15:5 declared-twice"),
        ("    pronounce: shahn\n", "", "places.yaml:15:5 missing-key"),
        ("real: real", "real: perhaps", "places.yaml:19:11 unknown-word"),
        ("about: Nobody", "abuot: Nobody", "places.yaml:20:5 unknown-key"),
    ],
)
def test_each_mistake_has_its_code_and_its_place(tmp_path: Path, old: str, new: str, fault: str) -> None:
    assert old in WHOLE
    assert fault in read(tmp_path, WHOLE.replace(old, new, 1))[1]


def test_a_map_as_large_as_may_be(tmp_path: Path) -> None:
    row = "+" + "-" * (MOST_COLUMNS - 2) + "+"
    drawn = "\n".join(f"  {row}" for _ in range(MOST_ROWS))
    found, faults = read(tmp_path, f"map: |\n{drawn}\nmap_words: A frame.\n")
    assert faults == []
    assert len(found.map.split("\n")) == MOST_ROWS


def test_check_reads_the_places(variant: MakeVariant, capsys: pytest.CaptureFixture[str]) -> None:
    fine = variant(added={"places.yaml": WHOLE})
    assert main(["check", str(fine.folder)]) == Exit.FINE
    broken = variant(added={"places.yaml": WHOLE.replace("Hill\n", "Hügel\n", 1)})
    assert main(["check", str(broken.folder)]) == Exit.PROBLEMS
    assert "places.yaml:3:21: error map-signs: the map holds the sign `ü`" in capsys.readouterr().err
