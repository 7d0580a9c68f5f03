"""Whether a paper comes, as source of generated code: its condition, its desk, whether it came before, its cooldown."""

from __future__ import annotations

from game.playtest.walk.cells import Cell, Of
from game.playtest.walk.speech import Speech
from game.script.scenes import Scene


def comes_as(say: Speech, scene: Scene) -> str | bool:
    """Whether a paper comes, as source; or whether it always or never does."""
    tests: list[str | bool] = [say.condition(scene.when), _at_desk(say, scene)]
    if scene.once and len(scene.turns) > 1:
        tests.append(f"not {say.value(Cell(Of.CAME, scene.id))}")
    if scene.cooldown:
        tests.append(f"{say.turns_since(scene.id)} >= {scene.cooldown}")
    if False in tests:
        return False
    left = [f"({test})" for test in tests if test is not True]
    return " and ".join(left) if left else True


def _at_desk(say: Speech, scene: Scene) -> str | bool:
    """Whether the player sits at its desk: the first whose condition holds, or the usual one."""
    program = say.ground.program
    desks, first = program.scenario.header.desks, program.first_desk
    if scene.desk == "any":
        return True
    ids = [first, *(desk.id for desk in desks)]
    wanted = tuple(number for number, name in enumerate(ids) if name == (scene.desk or first))
    if len(wanted) == len(ids):
        return True
    chosen = "0"
    for number, desk in reversed(list(enumerate(desks, start=1))):
        test = say.condition(desk.when)
        chosen = str(number) if test is True else chosen if test is False else f"({number} if {test} else {chosen})"
    return int(chosen) in wanted if chosen.isdigit() else f"{chosen} in {wanted}"
