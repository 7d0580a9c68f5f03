"""The granary with many more scenes, drawn from a seed: whatever the format has, in every mixture."""

from __future__ import annotations

from collections.abc import Iterator
from random import Random

NUMBERS = ("grain", "standing", "letters", "rot", "damp", "asked", "given", "counted", "tally_marks", "turn_index")
WHOLE, LOOSE = "tally_marks", "counted"
VARIABLES = """
  - variable: tally_marks
    kind: number
    label: Marks on the wall
    starts: 3
    low: 0
    high: 12
  - variable: counted
    kind: number
    label: What was counted
    starts: 2.5
    low: -4
    high: 40
"""
TURNS = ("week_one", "week_two", "week_three")


class Drawn:
    """Draws one story; the same seed draws the same."""

    def __init__(self, seed: int) -> None:
        self.dice = Random(seed)
        self.names = [f"drawn_{n}" for n in range(self.dice.randint(4, 18))]
        self.kinds = {name: self.dice.choice(("document", "event", "news", "look", "form")) for name in self.names}

    def text(self) -> str:
        """The scenes, as they stand in a file."""
        return "".join(f"{line}\n" for name in self.names for line in self.scene(name))

    def scene(self, name: str) -> Iterator[str]:
        dice, kind = self.dice, self.kinds[name]
        yield f"- {kind}: {name}"
        if dice.random() < 0.6 and kind != "look":
            turns = dice.sample(TURNS, dice.randint(1, 3))
            yield f"  turn: [{', '.join(turns)}]"
        if dice.random() < 0.5:
            yield f"  when: {self.test()}"
        yield f"  beat: {dice.choice(('morning', 'evening'))}"
        yield f"  desk: {dice.choice(('chair', 'bench', 'any', 'any'))}"
        yield f"  priority: {dice.choice((0, 0, 5, 40, 60))}"
        if dice.random() < 0.5:
            yield "  once: no"
            if dice.random() < 0.5:
                yield f"  cooldown: {dice.randint(1, 3)}"
        if dice.random() < 0.3:
            yield f"  weight: {dice.randint(1, 5)}"
        yield from (f"  title: {name}", "  text: |", f"    {self.words()}", "  record: It was so.", "  ask: Was it so?")
        yield from ("  basis: invented", "  sources: []")
        yield from self.effects("  ")
        if kind in ("document", "event") and dice.random() < 0.8:
            yield "  choices:"
            for number in range(dice.randint(2, 4)):
                yield f"    - choice: way_{number}"
                yield from self.part("      ", number)
        if kind == "form":
            yield "  after: It is entered."
            yield "  fields:"
            for number in range(dice.randint(1, 3)):
                yield from (f"    - field: line_{number}", f"      label: Line {number}", "      steps:")
                for step in range(dice.randint(2, 3)):
                    yield f"        - step: step_{step}"
                    yield from self.part("          ", step)

    def part(self, indent: str, number: int) -> Iterator[str]:
        """A choice or a step; the first has an effect, so that none changes nothing."""
        dice = self.dice
        yield f"{indent}say: Do it the {number} way"
        yield f"{indent}stance: {dice.choice(('truth', 'evade', 'enforce'))}"
        yield f"{indent}after: {self.words()}"
        if dice.random() < 0.4:
            yield f"{indent}needs: {self.test()}"
            yield f"{indent}locked: Not now."
        if dice.random() < 0.3:
            yield from (f"{indent}orders:", f"{indent}  measure_out: {dice.choice(('own', 'full', 'to 1.5'))}")
            if dice.random() < 0.5:
                yield f"{indent}  watch: to 1"
        yield from self.effects(indent, sure=True)
        if dice.random() < 0.2:
            yield from (f"{indent}later:", f"{indent}  - turn: {dice.choice(TURNS[1:])}")
            yield from (f"{indent}    when: {self.test()}", f"{indent}    text: |", f"{indent}      It came of it.")

    def effects(self, indent: str, sure: bool = False) -> Iterator[str]:
        dice = self.dice
        number = dice.randint(1 if sure else 0, 3)
        if number:
            yield f"{indent}effects:"
        for _ in range(number):
            target = dice.choice(("grain", "standing", WHOLE, WHOLE, LOOSE, "letters", "sealed", "mood"))
            value = {"sealed": ("yes", "no"), "mood": ("calm", "tense")}.get(target)
            if value:
                yield f"{indent}  - {target} = {dice.choice(value)} because it is so"
                continue
            amount = str(dice.randint(0, 9)) if target == WHOLE and dice.random() < 0.7 else self.number()
            yield f"{indent}  - {target} {dice.choice(('=', '+=', '-='))} {amount} because it is so"

    def number(self) -> str:
        dice = self.dice
        a, b = dice.choice(NUMBERS), dice.choice((str(dice.randint(0, 9)), f"{dice.random() * 9:.2f}"))
        return dice.choice((
            b, a, f"{a} * {b}", f"({a} + {b}) / 3", f"min({a}, {b})", f"clamp({a}, 1, 7)", f"{a} / letters",
            f"when({self.test()}, {a}, {b})",
            f"visits({dice.choice(self.names)})", f"turns_since({dice.choice(self.names)})", f"table(damp_curve, {b})",
        ))  # fmt: skip

    def test(self) -> str:
        dice = self.dice
        compare = f"{dice.choice(NUMBERS)} {dice.choice(('<', '<=', '>', '>=', '==', '!='))} {dice.randint(0, 60)}"
        one = dice.choice((
            compare, compare, compare, "sealed", "not sealed", "mood == tense", "season != wet", "turn >= week_two",
            f"seen({dice.choice(self.names)})", f"not seen({dice.choice(self.names)})", "played_cut == full",
            f"{dice.randint(0, 9)} < letters", "office > 0",
        ))  # fmt: skip
        return one if dice.random() < 0.6 else f"{one} {dice.choice(('and', 'and', 'or'))} {compare}"

    def words(self) -> str:
        if self.dice.random() < 0.5:
            return "Nothing else was said."
        figure = f"{{{self.number()} | {self.dice.choice(('int', 'one'))}}}"
        return f"There are {figure} of them{{if {self.test()}}}, it seems{{end}}."
