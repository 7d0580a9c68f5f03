"""The examples of the format page that stand for whole files are files that can be read."""

from __future__ import annotations

import re
from pathlib import Path

from game.engine.program import Program
from game.script.chain import read_chain, read_leaves
from game.script.faults import Faults
from game.script.files import read_one
from game.script.model import Figures
from game.script.understanding import read_understanding
from tests.conftest import ROOT

PAGE = ROOT / "docs" / "authors" / "format.md"
FENCE = re.compile(r"^```yaml\n(.*?)^```", re.MULTILINE | re.DOTALL)


def test_the_files_that_help_to_understand_a_run_are_read_as_the_page_shows_them(
    great_leap: Program, tmp_path: Path
) -> None:
    text = PAGE.read_text(encoding="utf-8")
    start = text.index("## The file, whose signature, silences")
    shown = FENCE.findall(text[start : text.index("## The chain", start)])
    assert len(shown) == 3
    for name, block in zip(("dossier.yaml", "papers.yaml", "teaching.yaml"), shown, strict=True):
        (tmp_path / name).write_text(block, encoding="utf-8")
    faults = Faults()
    found = read_understanding(tmp_path, great_leap.scenario, great_leap.scope, faults)
    assert [f.with_caret() for f in faults] == []
    assert found.dossier.events
    assert found.papers.silences
    assert found.teaching.sheets[0].heads == ("Paper", "Written by", "Leaves out")


def test_the_chain_is_read_as_the_page_shows_it(tmp_path: Path) -> None:
    text = PAGE.read_text(encoding="utf-8")
    start = text.index("## The chain: one file, several desks")
    chain, leaves, takes = FENCE.findall(text[start : text.index("## The record", start)])
    faults = Faults()
    for name, block in (("chain.yaml", chain), ("leaves.yaml", leaves)):
        (tmp_path / name).write_text(block, encoding="utf-8")
    (tmp_path / "figures.yaml").write_text(f"variables:\n{takes}", encoding="utf-8")
    read = read_chain(tmp_path, faults)
    left = read_leaves(tmp_path, faults)
    figures = read_one(tmp_path / "figures.yaml", Figures, faults)
    assert [f.with_caret() for f in faults] == []
    assert read.desks[0].between
    assert left is not None
    assert figures is not None
    words = tuple(v.id for v in left.carries[0].values)
    assert (figures.variables[0].words, figures.variables[0].starts) == (words, left.carries[0].usual.id)
