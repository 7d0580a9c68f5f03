"""A small lesson that goes on from another: what is added to a copy of the granary, and what is played of it."""

from __future__ import annotations

from game.engine.memory import Decision
from game.engine.program import Program
from game.engine.run import Run, begin

CUT = """
  - cut: longer
    title: The longer week
    minutes: 1
    continues: short
    from: week_three
    to: week_three
    intro: |
      {if seen(letter.answer)}You answered a letter.{else}You did not answer.{end}
    past:
      - scene: letter
        sign: answer
      - scene: tally
        sign: true_count
      - scene: of_short
        sign: yes_indeed
    keep: [gazette, tally, of_longer]
"""
SCENES = """
- document: of_short
  turn: week_two
  when: played_cut == short
  priority: 12
  title: Only in the short week
  text: |
    Is this the short week?
  choices:
    - choice: yes_indeed
      say: It is
      stance: truth
      effects:
        - letters += 1 because it was entered
      after: |
        So it is entered.
    - choice: not_quite
      say: Not quite
      stance: evade
      effects:
        - letters += 1 because it was entered
      after: |
        So it is entered.
  basis: invented
  sources: []
  ask: Which week is it?
- document: of_longer
  turn: [week_two, week_three]
  when: played_cut == longer
  priority: 12
  title: Only in the longer week
  text: |
    Is this the longer week?
  choices:
    - choice: it_is
      say: It is
      stance: truth
      effects:
        - letters += 1 because it was entered
      after: |
        So it is entered.
    - choice: hardly
      say: Hardly
      stance: evade
      effects:
        - letters += 1 because it was entered
      after: |
        So it is entered.
  basis: invented
  sources: []
  ask: Which week is it?
"""
CHANGES = {"scenario.yaml": [("keep: [letter, cellar, tally]", "keep: [letter, cellar, tally, of_short]")]}
ADDED = {"scenario.yaml": CUT, "scenes/all.yaml": SCENES}
SHORT, LONGER = "short", "longer"


def finished(program: Program, seed: int, *picks: str, cut: str = SHORT) -> Run:
    """A run that has ended: each decision takes the first of these answers that is open, else the first of all."""
    run = begin(program, seed, cut)
    while run.pending is not None:
        options = run.pending.choices_open()
        run.decide(next((o for p in picks for o in options if p in o.picks), options[0]))
    assert run.ended
    return run


def decided(run: Run) -> list[tuple[str, ...]]:
    """What was signed, without the turns."""
    return [(d.scene, *d.picks) for d in run.decisions]


__all__ = ["ADDED", "CHANGES", "LONGER", "SHORT", "Decision", "decided", "finished"]
