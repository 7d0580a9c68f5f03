"""Mistakes in `papers.yaml`, `dossier.yaml` and `teaching.yaml` are found and placed, and no run depends on them."""

from __future__ import annotations

import pytest

from game.script.faults import Fault, Faults
from game.script.logic import logic_hash
from game.script.reader import examine, load
from game.script.understanding import Understanding, read_understanding
from tests.conftest import MakeVariant, Variant
from tests.script.understood import DOSSIER, FILED, PAPERS, TEACHING, WHOLE


def read(story: Variant) -> tuple[Understanding, tuple[Fault, ...]]:
    faults = Faults()
    loaded = examine(story.folder, faults)
    assert loaded is not None
    assert tuple(faults) == ()
    return read_understanding(story.folder, loaded.scenario, loaded.scope, faults), tuple(faults)


def test_whole_files_are_read(variant: MakeVariant) -> None:
    found, faults = read(variant({"scenes/all.yaml": FILED}, added=WHOLE))
    assert faults == ()
    assert found.papers.ratchet is not None
    assert [c.id for c in found.papers.ratchet.columns] == ["stored", "shared"]
    assert [s.id for s in found.papers.signatures] == ["measure", "never"]
    assert dict(found.dossier.weights) == {"letter": 3}
    assert found.teaching.page is not None
    assert [r.id for r in found.teaching.page.readers] == ["wen", "miller"]


def test_they_may_all_be_left_out(variant: MakeVariant) -> None:
    assert read(variant()) == (Understanding(), ())


def test_no_run_depends_on_them(variant: MakeVariant) -> None:
    bare, told = variant().folder, variant({"scenes/all.yaml": FILED}, added=WHOLE).folder
    assert logic_hash(load(bare).scenario) == logic_hash(load(told).scenario)


MISTAKES = [
    ("papers.yaml", "calendar: weeks", "calendar: months", "unknown-calendar"),
    ("papers.yaml", "is: grain\n      fold", "is: grane\n      fold", "unknown-name"),
    ("papers.yaml", "is: grain\n      fold", "is: grain + visits(letter)\n      fold", "chart-scene"),
    ("papers.yaml", "is: grain\n      fold", "is: grain > 2\n      fold", "wrong-kind"),
    ("papers.yaml", "format: one\n    - column", "format: loud\n    - column", "unknown-format"),
    ("papers.yaml", "column: shared", "column: per_head", "declared-twice"),
    ("papers.yaml", "when: first\n", "when: last_first\n", "unknown-name"),
    ("papers.yaml", "last_stored | one", "last_story | one", "unknown-name"),
    ("papers.yaml", "- text: |\n        It fell", "- when: stored > 1\n      text: |\n        It fell", "open-end"),
    ("papers.yaml", "Mice are not in it.\n  sources: [almanac]", "No.\n  sources: [almanack]", "unknown-source"),
    ("papers.yaml", "heaped)}heaped", "heeped)}heaped", "unknown-choice"),
    ("papers.yaml", "when: seen(letter)\n", "when: seen(leter)\n", "unknown-scene"),
    ("papers.yaml", "- paper: never", "- paper: measure", "declared-twice"),
    ("papers.yaml", "- is: stopped", "- is: swallowed", "unknown-word"),
    ("papers.yaml", "        by: You.\n", "", "missing-key"),
    ("papers.yaml", "    paid: |\n      Whoever was last.\n", "", "missing-key"),
    ("dossier.yaml", "at: week_two", "at: sealed", "wrong-kind"),
    ("dossier.yaml", "  letter: 3", "  leter: 3", "unknown-scene"),
    ("dossier.yaml", "  letter: 3", "  gazette: 3", "unknown-scene"),
    ("dossier.yaml", "{grain | int}", "{grain}", "text-format"),
    ("dossier.yaml", "when: sealed", "when: grain", "wrong-kind"),
    ("teaching.yaml", "- scene: tally", "- scene: tallow", "unknown-scene"),
    ("teaching.yaml", "- reader: miller", "- reader: wen", "declared-twice"),
    ("teaching.yaml", "papers: [letter, tally", "papers: [letters, tally", "unknown-scene"),
    ("teaching.yaml", "lines: 2", "lines: 2000", "range"),
    ("teaching.yaml", "seen(letter.frame)", "seen(letter.frame", "expression-syntax"),
    ("teaching.yaml", "say: For a class.\n    sources: [almanac]", "say: F.\n    sources: [x]", "unknown-source"),
    ("teaching.yaml", "  sources: [almanac]\nquestions", "  sources: [almanach]\nquestions", "unknown-source"),
]


@pytest.mark.parametrize(("file", "old", "new", "code"), MISTAKES)
def test_each_mistake_has_its_code_and_its_place(
    variant: MakeVariant, file: str, old: str, new: str, code: str
) -> None:
    text = {"papers.yaml": PAPERS, "dossier.yaml": DOSSIER, "teaching.yaml": TEACHING}[file]
    assert old in text
    _, faults = read(variant(added=WHOLE | {file: text.replace(old, new, 1)}))
    assert [f.code for f in faults] == [code]
    assert all(f.place.file.endswith(file) and f.place.line > 0 for f in faults)


def test_a_sentence_for_the_file_is_checked_with_the_scenes(variant: MakeVariant) -> None:
    wrong = [("    - choice: burn\n", "    - choice: burn\n      file: It burned {mode | int}.\n")]
    (fault,) = variant({"scenes/all.yaml": wrong}).faults()
    assert fault.code == "unknown-name"
    assert fault.place.file.endswith("scenes/all.yaml")


def test_check_reads_them_too(variant: MakeVariant) -> None:
    from game.cli import main

    good = variant(added=WHOLE).folder
    bad = variant(added=WHOLE | {"dossier.yaml": "heading: [a, b]\n"}).folder
    assert main(["check", str(good)]) == 0
    assert main(["check", str(bad)]) == 1
