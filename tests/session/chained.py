"""A chain of two tiny desks in a folder of its own: the gauge leaves two traces, and a second gauge takes them."""

from __future__ import annotations

import shutil
from pathlib import Path

from tests.conftest import STORIES

CHAIN = """\
title: Two gauges
desks:
  - desk: gauge
    dates: one weekend
    begins: 1931
    ends: 1931
    who: The first keeper
    passes: A figure.
    between: |
      Years without a flood.
    sources: [{source}]
  - desk: second
    dates: another weekend
    begins: 1951
    ends: 1951
    who: The second keeper
"""
LEAVES = """\
desk: The first keeper, at the old gauge
post: Keeper of the gauge
dates: 1931
usual: |
  A keeper like others.
carries:
  - carry: figure
    label: The noon figure
    kind: signed
    values:
      - value: wished
        usual: yes
        when: seen(figure.marks.wished)
        say: He gave the figure that was hoped for.
      - value: read
        when: seen(figure.marks.read)
        say: He gave the figure on the staff.
  - carry: rao
    label: Rao's cows
    kind: harmed
    values:
      - value: moved
        when: cattle == hill
        kind: protected
        say: They were on the hill in time.
      - value: stayed
        usual: yes
        say: They stayed on the low meadow.
"""
TAKES = """\
  - variable: old_figure
    kind: word
    label: The figure in the old book
    words: [wished, read]
    starts: wished
    carried: gauge.figure
  - variable: old_rao
    kind: word
    label: What is told of Rao's cows
    words: [moved, stayed]
    starts: stayed
    carried: gauge.rao
  - variable: has_book
    kind: flag
    label: The old book was handed on
    starts: no
    carried: gauge
"""
ASKS = """\
- event: old_book
  turn: saturday
  priority: 90
  title: The old book
  text: |
    {if has_book}The old book says: {old_figure | words}, {old_rao | words}.{else}There is no old book.{end}
  choices:
    - choice: trust
      say: Trust the book
      stance: evade
      needs: old_figure == read
      locked: |
        Nobody could trust such a book.
      effects:
        - reported = 30 because the old book has it so
      after: |
        You shut it.
    - choice: doubt
      say: Leave it shut
      stance: inquire
      effects:
        - reported = 39 because nobody believes the old book
      after: |
        It goes back on the shelf.
  basis: invented
  sources: []
  ask: Who wrote it?
"""


def write_chain(root: Path) -> Path:
    """The folder of scenarios."""
    stories = root / "stories"
    shutil.copytree(STORIES / "gauge", stories / "gauge")
    shutil.copytree(STORIES / "gauge", stories / "second")
    bibliography = (STORIES / "bibliography.yaml").read_text(encoding="utf-8")
    (stories / "bibliography.yaml").write_text(bibliography, encoding="utf-8")
    source = bibliography.split("source:")[1].split()[0]
    (stories / "chain.yaml").write_text(CHAIN.format(source=source), encoding="utf-8")
    (stories / "gauge" / "leaves.yaml").write_text(LEAVES, encoding="utf-8")
    second = stories / "second"
    _change(second / "scenario.yaml", "scenario: gauge", "scenario: second")
    _change(second / "figures.yaml", "ledger:", TAKES + "ledger:")
    path = second / "scenes" / "all.yaml"
    path.write_text(ASKS + "\n" + path.read_text(encoding="utf-8"), encoding="utf-8")
    return stories


def _change(path: Path, old: str, new: str) -> None:
    text = path.read_text(encoding="utf-8")
    assert text.count(old) == 1, path
    path.write_text(text.replace(old, new), encoding="utf-8")
