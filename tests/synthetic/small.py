"""Small stories with everything that a walk must get right, each drawn from a seed.

Three turns of two beats; papers that come on conditions, before and after others that change them; papers that come
again; forms; answers that are locked, all of them at times; flags, words and numbers; rules, whole and broken numbers;
two desks. With `slow`, looks, storylets and standing orders as well.
"""

from __future__ import annotations

from pathlib import Path
from random import Random

NUMBERS = ("n0", "n1", "n2")
TURNS = ("one", "two", "three")

HEAD = """scenario: small
title: Small
blurb: Drawn from a seed.
minutes: 1
content_note: Nothing happens here.
frame: |
  A desk.
turns:
  - turn: one
    label: One
    days: 1
  - turn: two
    label: Two
    days: 2
  - turn: three
    label: Three
    days: 1
  - turn: after
    label: After
    silent: yes
beats:
  - beat: morning
    then: noon
  - beat: evening
    then: night
desks:
  - desk: upper
    when: n0 < 3
    label: Upper
  - desk: lower
    when: n0 >= 3
    label: Lower
storylets: 1
"""
FIGURES = """variables:
  - variable: n0
    kind: number
    label: N0
    starts: 1
    high: 4
  - variable: n1
    kind: number
    label: N1
    starts: 0
    low: -2
    high: 2
  - variable: n2
    kind: number
    label: N2
    starts: {0}
    high: 9
  - variable: flag
    kind: flag
    label: Flag
    starts: no
  - variable: word
    kind: word
    label: Word
    words: [red, green, blue]
    starts: red
derived:
  - figure: both
    is: n0 + n1
    label: Both
conditions:
  - condition: much
    is: both > 2 and n2 < 8
"""
WORLD = """order_steps:
  - step: own
    k: 0
    say: own
  - step: full
    k: 1
    say: full
stocks:
  - stock: store
    starts: 2
    low: 0
    high: 20
    unit: sacks
    label: Store
  - stock: spent
    starts: 0
    low: 0
    high: 100
    unit: sacks
    label: Spent
draws:
  - draw: luck
    kind: uniform
    reference: 0.5
rules:
  - rule: keeping
    stage: night
    set: store
    to: {0}
    why: It is kept.
  - rule: unread
    stage: noon
    set: spent
    to: spent + 1
    why: Nobody reads it.
"""
LEVER = """levers:
  - lever: hand
    label: Hand
    low: 0
    high: 2
    open_turns: [1, 1, 1, 1]
    neutral: [0, 0, 0, 0]
    line: [1, 1, 2, 1]
"""
CONDITIONS = (
    "n0 > 1", "n1 < 1", "n2 >= 4 or flag", "flag", "not flag", "word == green", "word != red and n0 < 4", "much",
    "n0 / 2 > n1", "turn >= two", "luck > 0.4", "turns_since(first) > 1", "visits(again) == 1", "n0 == 9",
    "when(flag, n0, n1) > 0", "min(n0, n2) > 1",
)  # fmt: skip
FAULTY = """
- document: risk
  turn: three
  priority: 70
  when: 4 / n0 > 1
  title: Risk
  text: |
    What?
  basis: invented
  sources: []
"""
WHOLE = ("store + 1", "min(store + n0, 9)", "store")
BROKEN = ("store * 0.75 + n1", "store / 3 + luck", "max(0, store - n0 * 0.5)")


def write_story(folder: Path, seed: int, *, slow: bool = False, numbers: bool = False, faulty: bool = False) -> Path:
    """Write the scenario into a new folder.

    With `numbers`, rules make broken numbers that conditions read; `faulty`, some plays divide by zero.
    """
    dice = Random(seed)
    (folder / "scenes").mkdir(parents=True)
    rule = dice.choice(BROKEN if numbers else WHOLE) + (" + hand * 0.5" if slow else "")
    files = {
        "scenario.yaml": HEAD + ("each_look:\n  hand: to 1\n" if slow else ""),
        "figures.yaml": FIGURES.format(dice.randint(0, 9)),
        "world.yaml": WORLD.format(rule) + (LEVER if slow else ""),
        "officials.yaml": "- official: random\n  label: Random\n  default_k: 0.5\n",
        "endings.yaml": _endings(dice, numbers),
        "people.yaml": _people(dice),
        "scenes/all.yaml": _scenes(dice, slow, numbers),
    }
    if faulty:
        files["scenes/all.yaml"] += FAULTY
    for name, text in files.items():
        (folder / name).write_text(text, encoding="utf-8")
    return folder


def _when(dice: Random, numbers: bool) -> str:
    if numbers and dice.random() < 0.4:
        return dice.choice(("store > 2", "store < 1.5", "store + n0 > 3.1"))
    return dice.choice(CONDITIONS)


def _endings(dice: Random, numbers: bool) -> str:
    lines = ["parts:"]
    for part in ("desk", "yard"):
        lines += [f"  - part: {part}", "    endings:"]
        for n in range(2):
            lines += [f"      - ending: e{n}", f"        when: {_when(dice, numbers)}"]
            lines += ["        text: |", "          So."]
        lines += ["      - ending: other", "        text: |", "          So."]
    return "\n".join(lines) + "\n"


def _people(dice: Random) -> str:
    seen = dice.choice(("seen(first.a)", "seen(form.left.y)", "seen(again)", "word == blue"))
    return f"""- person: lu
  name: Lu
  role: Carter
  about: |
    A carter.
  fates:
    - fate: gone
      when: {seen}
      text: |
        Gone.
    - fate: here
      text: |
        Here.
"""


def _effects(dice: Random, most: int, indent: int, numbers: bool, *, least: int = 0) -> str:
    found = [
        f"n0 {dice.choice(('+=', '-='))} {dice.randint(1, 2)}", f"n1 = {dice.choice(('n1 + 1', '-1', 'n0 - 2', '2'))}",
        f"n2 += {dice.choice(('3', 'n0', '-2'))}", f"flag = {dice.choice(('yes', 'no'))}",
        f"word = {dice.choice(('red', 'green', 'blue'))}", f"n2 -= {dice.choice(('1', 'n1'))}",
    ]  # fmt: skip
    found += ["store += n0 * 0.3", "n2 = store / 2"] if numbers else []
    chosen = dice.sample(found, dice.randint(least, most))
    if not chosen:
        return ""
    pad = " " * indent
    return f"{pad}effects:\n" + "".join(f"{pad}  - {text} because it was so\n" for text in chosen)


def _scenes(dice: Random, slow: bool, numbers: bool) -> str:
    parts = [_paper("first", "one", 40, dice, numbers, when=False), _form(dice, numbers)]
    number = 0
    for turn in TURNS:
        for beat in ("morning", "evening"):
            for _ in range(dice.randint(0, 2)):
                number += 1
                decides, when = dice.random() < 0.5, dice.random() < 0.8
                priority = dice.randint(0, 60)
                desk = dice.choice(("any", "any", "upper", "lower"))
                own = {"when": when, "decides": decides, "beat": beat, "desk": desk}
                parts.append(_paper(f"p{number}", turn, priority, dice, numbers, **own))
    again = _paper("again", "[one, two, three]", 30, dice, numbers, when=dice.random() < 0.5, decides=False)
    parts.append(again.replace("  title:", f"  once: no\n  cooldown: {dice.choice((0, 2))}\n  title:"))
    parts.append(_paper("once_only", "[two, three]", 20, dice, numbers, when=True))
    if slow:
        parts.append(_paper("loose_a", "", 5, dice, numbers, when=True, decides=False, orders=True))
        parts.append(_paper("loose_b", "", 5, dice, numbers, when=False, orders=True))
        parts += [_look("yard", "[one, two]", dice, numbers), _look("barn", "two", dice, numbers)]
    return "\n".join(parts)


def _paper(
    name: str, turn: str, priority: int, dice: Random, numbers: bool, *,
    when: bool = True, decides: bool = True, beat: str = "", desk: str = "any", orders: bool = False,
) -> str:  # fmt: skip
    lines = [f"- document: {name}", *([f"  turn: {turn}"] if turn else [])]
    lines += [f"  priority: {priority}", f"  desk: {desk}"]
    lines += [f"  beat: {beat}"] if beat else []
    lines += [f"  when: {_when(dice, numbers)}"] if when else []
    text = "\n".join(lines) + f"\n  title: {name}\n  text: |\n    What?\n" + _effects(dice, 1, 2, numbers)
    if decides:
        locked = dice.random() < 0.3
        text += "  choices:\n"
        for choice in "abc"[: dice.randint(2, 3)]:
            text += f"    - choice: {choice}\n      say: Do {choice}\n      stance: truth\n"
            if locked or dice.random() < 0.3:
                text += f"      needs: {_when(dice, numbers)}\n      locked: Not now.\n"
            if orders and choice != "a":
                text += f"      orders:\n        hand: {'full' if choice == 'b' else 'own'}\n"
            text += _effects(dice, 2, 6, numbers, least=1) + "      after: |\n        Done.\n"
    return text + "  basis: invented\n  sources: []\n" + ("  ask: What then?\n" if decides else "")


def _form(dice: Random, numbers: bool) -> str:
    text = "- form: form\n  turn: two\n  priority: 25\n  title: Form\n  text: |\n    Fill it in.\n  fields:\n"
    for side in ("left", "right"):
        text += f"    - field: {side}\n      label: {side}\n      steps:\n"
        for step in ("x", "y", "z")[: dice.randint(2, 3)]:
            text += f"        - step: {step}\n          say: {step}\n          stance: evade\n          value: 1\n"
            if dice.random() < 0.25:
                text += f"          needs: {_when(dice, numbers)}\n          locked: Not now.\n"
            text += _effects(dice, 1, 10, numbers, least=1) + "          after: |\n            Done.\n"
    return text + "  basis: invented\n  sources: []\n  ask: What then?\n"


def _look(name: str, turn: str, dice: Random, numbers: bool) -> str:
    when = f"  when: {_when(dice, numbers)}\n" if dice.random() < 0.5 else ""
    return (
        f"- look: {name}\n  turn: {turn}\n  days: 1\n{when}  title: {name}\n  text: |\n    A look.\n"
        + _effects(dice, 1, 2, numbers)
        + "  basis: invented\n  sources: []\n"
    )
