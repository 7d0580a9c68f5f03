"""The logic hash: a mended typo, source or heading leaves it alone; whatever can move a run changes it."""

from __future__ import annotations

import pytest

from game.script.logic import logic_hash
from tests.conftest import MakeVariant

SCENES, WORLD, FIGURES, HEAD = "scenes/all.yaml", "world.yaml", "figures.yaml", "scenario.yaml"

LEFT_ALONE = {
    "a title": (HEAD, "title: The Granary", "title: The Granary Door"),
    "a label of a turn": (HEAD, "label: First week", "label: The first week"),
    "minutes": (HEAD, "minutes: 3", "minutes: 5"),
    "minutes of a cut": (HEAD, "The short week\n    minutes: 3", "The short week\n    minutes: 4"),
    "a text": (SCENES, "The gazette speaks of rain.", "The gazette speaks of much rain."),
    "a text with a figure": (SCENES, "{grain | one} sacks.", "{grain | two} sacks."),
    "what a choice says": (SCENES, "say: Answer it", "say: Answer him"),
    "what comes after": (SCENES, "He nods.", "He nods twice."),
    "a reason": (SCENES, "because it was answered", "because somebody answered"),
    "a later text": (SCENES, "Wen brings a melon", "Wen brings two melons"),
    "when a later is told": (SCENES, "when: letters > 0", "when: letters > 1"),
    "one later more": (SCENES, "      later:\n", "      later:\n        - turn: week_three\n          text: More.\n"),
    "a source": (SCENES, "sources: []", "sources: [almanac]"),
    "a basis": (SCENES, "basis: documented", "basis: composite"),
    "a letterhead": (SCENES, "letterhead: letter", "letterhead: note"),
    "a stance": (SCENES, "stance: evade", "stance: refuse"),
    "a landmark beside a form": (SCENES, "      beside: [was_asked]\n", ""),
    "what a form writes": (SCENES, "value: asked * this", "value: asked * this * 2"),
    "why a choice is locked": (SCENES, "Nobody would frame", "No one would frame"),
    "why a rule": (WORLD, "why: What is lost is gone.", "why: Lost is lost."),
    "a unit": (WORLD, "unit: share a week", "unit: share"),
    "a plausible range": (WORLD, "    high: 0.5\n", "    high: 0.6\n"),
    "words of a lever": (WORLD, "default: as always", "default: as ever"),
    "a band": (FIGURES, "below: 50", "below: 60"),
    "the ledger": (FIGURES, "claimed: grain + lost", "claimed: grain"),
    "an ending": ("endings.yaml", "when: office > 0", "when: office > 0.5"),
    "a fate": ("people.yaml", "Wen went home.", "Wen is home."),
    "an official": ("officials.yaml", "default_k: 0.9", "default_k: 0.8"),
    "a term": ("glossary.yaml", "About as much", "As much"),
    "spacing": (WORLD, "to: grain - lost", "to: grain   -   lost"),
    "a comment": (WORLD, "rules:\n", "# the model\nrules:\n"),
}
CHANGED = {
    "the id": (HEAD, "scenario: granary", "scenario: granary2"),
    "a turn's season": (HEAD, "season: wet", "season: dry"),
    "a turn's days": (HEAD, "days: 2", "days: 1"),
    "one beat more": (HEAD, "    then: count\n", "    then: count\n  - beat: night\n    then: night\n"),
    "a desk's condition": (HEAD, "when: office == 0", "when: office < 1"),
    "how many storylets": (HEAD, "storylets: 1", "storylets: 2"),
    "what a look orders": (HEAD, "watch: to 1", "watch: to 0.5"),
    "where a cut ends": (HEAD, "runs_on_to: week_three", "runs_on_to: afterwards"),
    "a setting of a cut": (HEAD, "removals: 0", "removals: 1"),
    "what was signed earlier": (HEAD, "amount: fair", "amount: short"),
    "what a cut keeps": (HEAD, "keep: [letter, cellar, tally]", "keep: [letter, tally]"),
    "a parameter": (WORLD, "is: 0.1\n", "is: 0.11\n"),
    "its spread": (WORLD, "varies: 0.1", "varies: 0.2"),
    "a setting": (WORLD, "rot: 0.2", "rot: 0.3"),
    "a season's value": (WORLD, "is: [0.5, 1.5]", "is: [0.5, 1.4]"),
    "the order of seasons": (WORLD, "season_order: [dry, wet]", "season_order: [wet, dry]"),
    "history": (WORLD, "is: [2, 4, 6, 1]", "is: [2, 4, 6, 2]"),
    "a start": (WORLD, "starts: 100", "starts: 101"),
    "a stock's range": (WORLD, "    high: 1000\n", "    high: 999\n"),
    "a kind of chance": (WORLD, "kind: uniform", "kind: normal"),
    "a line": (WORLD, "line: [2, 2, 2, 2]", "line: [2, 2, 2, 1]"),
    "neutral": (WORLD, "neutral: [1, 1, 1, 1]", "neutral: [1, 1, 1, 0]"),
    "where a lever is open": (WORLD, "open_turns: [1, 1, 1, 0]", "open_turns: [1, 1, 0, 0]"),
    "how long an order lasts": (WORLD, "lasts: turn", "lasts: standing"),
    "a step": (WORLD, "k: 0.9", "k: 0.8"),
    "k before anything": (WORLD, "standing_k: 0.55", "standing_k: 0.5"),
    "who is in charge": (WORLD, "in_charge: office > 0", "in_charge: office > 0.5"),
    "a table": (WORLD, "- [2, 0.4]", "- [2, 0.5]"),
    "a rule": (WORLD, "to: grain - given", "to: grain - given * 1"),
    "a rule's stage": (WORLD, "stage: count", "stage: store"),
    "how a variable starts": (FIGURES, "starts: calm", "starts: tense"),
    "a word": (FIGURES, "words: [calm, tense]", "words: [calm, tense, loud]"),
    "a derived figure": (FIGURES, "is: grain / 10", "is: grain / 11"),
    "a condition": (FIGURES, "is: per_head < 8", "is: per_head < 9"),
    "when a scene comes": (SCENES, "when: turn >= week_two\n", "when: turn >= week_three\n"),
    "where a scene belongs": (SCENES, "turn: week_two\n", "turn: week_three\n"),
    "a beat": (SCENES, "beat: evening", "beat: morning"),
    "a desk": (SCENES, "desk: bench", "desk: any"),
    "priority": (SCENES, "priority: 30", "priority: 60"),
    "weight": (SCENES, "weight: 3", "weight: 2"),
    "once": (SCENES, "once: no", "once: yes"),
    "cooldown": (SCENES, "once: no", "once: no\n  cooldown: 2"),
    "days of a look": (SCENES, "- look: roof\n", "- look: roof\n  days: 2\n"),
    "an order": (SCENES, "measure_out: own", "measure_out: full"),
    "a step's order": (SCENES, "order: full", "order: own"),
    "the lever a field sets": (SCENES, "sets: measure_out", "sets: watch"),
    "an effect": (SCENES, "standing += 5", "standing += 6"),
    "the sign of an effect": (SCENES, "standing -= 20", "standing += 20"),
    "a lock": (SCENES, "needs: standing > 90", "needs: standing > 80"),
    "the id of a choice": (SCENES, "choice: true_count", "choice: counted"),
    "the id of a step": (SCENES, "step: heaped", "step: heaps"),
}


@pytest.mark.parametrize("what", LEFT_ALONE)
def test_what_leaves_the_hash_alone(what: str, variant: MakeVariant) -> None:
    file, old, new = LEFT_ALONE[what]
    base = logic_hash(variant().load().scenario)
    assert logic_hash(variant({file: [(old, new)]}).load().scenario) == base


@pytest.mark.parametrize("what", CHANGED)
def test_what_changes_the_hash(what: str, variant: MakeVariant) -> None:
    file, old, new = CHANGED[what]
    base = logic_hash(variant().load().scenario)
    assert logic_hash(variant({file: [(old, new)]}).load().scenario) != base


def test_every_change_changes_it_differently(variant: MakeVariant) -> None:
    seen = {logic_hash(variant({f: [(old, new)]}).load().scenario) for f, old, new in CHANGED.values()}
    assert len(seen) == len(CHANGED)


def test_it_is_sixteen_hexadecimal_digits_and_repeats(variant: MakeVariant) -> None:
    story = variant()
    found = logic_hash(story.load().scenario)
    assert len(found) == 16
    assert int(found, 16) >= 0
    assert logic_hash(story.load().scenario) == found
