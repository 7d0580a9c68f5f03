"""A story of forty decisions for the exhaustive walk: three choices each, eight small variables, five endings.

Everything is drawn from a seed. Each choice moves two variables, every fourth is locked behind a third one; ten
decisions make a turn.
"""

from __future__ import annotations

from pathlib import Path
from random import Random

VARIABLES = tuple(f"v{n}" for n in range(8))
HIGH = (3, 3, 3, 4, 4, 4, 4, 5)

HEAD = """scenario: forty
title: Forty Papers
blurb: The same desk, forty times.
minutes: 1
content_note: Nothing happens here.
frame: |
  A desk, forty papers.
beats:
  - beat: day
    then: night
desks:
  - desk: desk
    when: turn_index >= 0
    label: The desk
turns:
"""
PEOPLE = """- person: lu
  name: Lu
  role: Carter
  about: |
    A carter.
  fates:
    - fate: rich
      when: v1 > 2
      text: |
        Rich.
    - fate: poor
      text: |
        Poor.
"""
CHOICE = """    - choice: c{0}
      say: Do it in way {0}
      stance: {1}
{2}      effects:
{3}      after: |
        Done.
"""


def write_story(folder: Path, *, decisions: int = 40, choices: int = 3, a_turn: int = 10, seed: int = 5) -> Path:
    """Write the scenario into an empty folder."""
    dice = Random(seed)
    turns = -(-decisions // a_turn)
    (folder / "scenes").mkdir(parents=True)
    lines = "".join(f"  - turn: day_{n}\n    label: Day {n}\n" for n in range(turns))
    (folder / "scenario.yaml").write_text(HEAD + lines, encoding="utf-8")
    (folder / "world.yaml").write_text("rules: []\n", encoding="utf-8")
    (folder / "figures.yaml").write_text(_variables(dice), encoding="utf-8")
    (folder / "people.yaml").write_text(PEOPLE, encoding="utf-8")
    (folder / "officials.yaml").write_text("- official: random\n  label: Random\n  default_k: 0.5\n", encoding="utf-8")
    (folder / "endings.yaml").write_text(_endings(), encoding="utf-8")
    scenes = "".join(_scene(n, n // a_turn, choices, dice) for n in range(decisions))
    (folder / "scenes" / "all.yaml").write_text(scenes, encoding="utf-8")
    return folder


def _variables(dice: Random) -> str:
    lines = ["variables:"]
    for name, high in zip(VARIABLES, HIGH, strict=True):
        lines += [f"  - variable: {name}", "    kind: number", f"    label: Figure {name}"]
        lines += [f"    starts: {dice.randint(0, high)}", f"    high: {high}"]
    return "\n".join(lines) + "\n"


def _endings() -> str:
    lines = ["parts:", "  - part: desk", "    endings:"]
    for name, when in (("full", "v0 + v1 + v2 > 7"), ("empty", "v3 + v4 < 1"), ("even", "v5 == v6"), ("odd", "v7 > 3")):
        lines += [f"      - ending: {name}", f"        when: {when}", "        text: |", "          So it ended."]
    lines += ["      - ending: other", "        text: |", "          So it ended."]
    return "\n".join(lines) + "\n"


def _scene(number: int, turn: int, choices: int, dice: Random) -> str:
    stances = ("truth", "evade", "protect", "refuse", "enforce")
    lines = [f"- document: paper_{number}", f"  turn: day_{turn}", f"  priority: {1000 - number}"]
    lines += [f"  title: Paper {number}"]
    lines += ["  text: |", "    What shall be done?", "  choices:"]
    text = "\n".join(lines) + "\n"
    for choice in range(choices):
        asked, *moved = dice.sample(range(len(VARIABLES)), 3)
        effects = "".join(
            f"        - {VARIABLES[v]} {dice.choice(('+=', '-='))} {dice.randint(1, 2)} because it was done\n"
            for v in moved
        )
        needs = f"      needs: {VARIABLES[asked]} > {dice.randint(0, 1)}\n      locked: Not today.\n"
        lock = needs if (number + choice) % 4 == 0 else ""
        text += CHOICE.format(choice, stances[choice % len(stances)], lock, effects)
    return text + "  basis: invented\n  sources: []\n  ask: What then?\n"
