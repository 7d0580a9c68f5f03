"""A story that asks the same questions day after day, written where it is wanted: for journals of any length."""

from __future__ import annotations

from pathlib import Path

HEAD = """scenario: endless
title: The Endless Shift
blurb: The same questions every day.
minutes: 1
content_note: Nothing happens here.
frame: |
  A gate, a keeper, a day like the other.
beats:
  - beat: day
    then: pass_by
desks:
  - desk: gate
    when: carts >= 0
    label: The gate
turns:
"""
TURN = """  - turn: day_{0}
    label: Day {0}
"""
WORLD = """stocks:
  - stock: carts
    starts: 0
    low: 0
    high: 1000000
    unit: carts
    label: Carts that came by
rules:
  - rule: passing
    stage: pass_by
    set: carts
    to: carts + 1
    why: One cart a day comes by.
"""
SCENE = """- document: paper_{0}
  turn: [{1}]
  once: no
  priority: {2}
  title: Paper {0}
  text: |
    Shall the gate be opened?
  choices:
    - choice: open_it
      say: Open it
      stance: truth
      effects:
        - carts += 1 because the gate was open
      after: |
        It is open.
    - choice: leave_it
      say: Leave it
      stance: evade
      after: |
        It stays shut.
  record: Gates were kept.
  basis: invented
  sources: []
  ask: Who keeps the gate?
"""
ENDINGS = """parts:
  - part: gate
    endings:
      - ending: evening
        text: |
          {carts | int} carts.
"""


def write_story(folder: Path, days: int, papers: int) -> Path:
    """A story of so many days, with so many decisions in each."""
    (folder / "scenes").mkdir(parents=True)
    turns = ", ".join(f"day_{n}" for n in range(days))
    (folder / "scenario.yaml").write_text(HEAD + "".join(TURN.format(n) for n in range(days)))
    (folder / "world.yaml").write_text(WORLD)
    (folder / "endings.yaml").write_text(ENDINGS)
    (folder / "officials.yaml").write_text("- official: random\n  label: Random\n  default_k: 0.5\n")
    (folder / "people.yaml").write_text(PEOPLE)
    (folder / "scenes" / "papers.yaml").write_text("".join(SCENE.format(n, turns, 100 - n) for n in range(papers)))
    return folder


PEOPLE = """- person: lu
  name: Lu
  role: Carter
  about: |
    A carter.
  fates:
    - fate: on_the_road
      text: |
        On the road.
"""
