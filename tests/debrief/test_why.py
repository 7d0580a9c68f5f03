"""Why a figure is what it is: chains end where they may, each step can be worked out again, answers are bounded."""

from __future__ import annotations

import re
from collections.abc import Callable

import pytest
from attrs import define, field

from game.debrief.why.inquiry import Inquiry, UnknownFigureError
from game.debrief.why.text import figure_lines
from game.debrief.why.views import ENDS, Kind, WhyNode, WhyView
from game.debrief.why.weigh import NAMED, SPINES, Limits
from game.engine.program import Program
from game.script.checker import bind
from game.script.evaluator import evaluate, piecewise
from game.script.faults import Place
from game.script.parser import parse
from game.session.game import Game
from tests.clocks import is_done_within

Player = Callable[..., Game]
WHOLE = Limits(depth=0)
HEAD = re.compile(r" *(\d+)\. \S")
RUNS = [("random", 3, ""), ("henan", 77, "lesson"), ("honest", 5, "second")]
Whole = tuple[Game, dict[str, WhyNode], list[WhyView]]


class CannotTell(Exception):  # noqa: N818 - a signal inside this test
    """The view does not hold what the formula asks for."""


@define
class Shown:
    """An environment made of nothing but what a view shows of the inputs of one node."""

    program: Program
    inputs: list[WhyNode]
    set_here: dict[str, float | bool] = field(factory=dict[str, "float | bool"])

    def value(self, name: str) -> float | bool:
        """The input of this name."""
        if name in self.program.layout.constants:
            return self.program.layout.constants[name]
        if name in self.set_here:
            return self.set_here[name]
        found = [n for n in self.inputs if n.name == name or n.name.endswith(f".{name}")]
        if name == "k":
            found = [n for n in self.inputs if n.name == "standing_k"]
        if len(found) != 1:
            raise CannotTell(name)
        node = found[0]
        if node.number is None:
            return node.value == "yes"
        return node.number != 0 if name in self.program.layout.flags else node.number

    def seen(self, scene: str, rest: tuple[str, ...]) -> bool:
        raise CannotTell(".".join((scene, *rest)))

    def visits(self, scene: str) -> float:
        raise CannotTell(scene)

    def turns_since(self, scene: str) -> float:
        raise CannotTell(scene)

    def table(self, name: str, x: float) -> float:
        return piecewise(self.program.layout.tables[name], x)

    def noise(self, name: str) -> float:
        return float(self.value(name))


def worked_again(program: Program, nodes: dict[str, WhyNode], node: WhyNode) -> float | bool:
    """The value of a node from its formula and the values of its inputs, as the view shows them."""
    env = Shown(program, [nodes[name] for name in node.inputs])
    value: float | bool = 0.0
    for step in node.formula.split("; "):
        target, op, text = step.split(" ", 2)
        symbol = program.scope.symbols.get(target)
        if op != "=" or node.kind is Kind.CHANGE:
            low, high = program.ranges[program.slots[target]]
            if symbol is not None and (symbol.words or target in program.layout.flags):
                given = float(text == "yes") if target in program.layout.flags else float(symbol.words.index(text))
            else:
                given = float(evaluate(bind(parse(text, Place("")), program.scope), env))
            old = 0.0 if op == "=" else float(env.value(target))
            value = max(low, min(high, old - given if op == "-=" else old + given))
        else:
            value = evaluate(bind(parse(text, Place("")), program.scope), env)
        env.set_here[target] = value
    return value


def rows(program: Program) -> list[str]:
    return [r.id for r in program.scenario.figures.ledger]


def whole(game: Game) -> Whole:
    """The whole chains of every figure of the ledger at the end of a run."""
    inquiry = Inquiry.of(game)
    views = [inquiry.figure(row, None, WHOLE) for row in rows(game.program)]
    return game, {n.id: n for view in views for n in view.nodes}, views


@pytest.fixture(scope="module", params=RUNS, ids=lambda r: f"{r[0]}-{r[2] or 'full'}")
def explained(great_leap: Program, play: Player, request: pytest.FixtureRequest) -> Whole:
    """A run with the whole chains of its ledger."""
    official, seed, cut = request.param
    return whole(play(great_leap, official, seed, cut))


def test_every_chain_ends_in_decisions_history_chance_constants_or_the_start(explained: Whole) -> None:
    game, nodes, views = explained
    assert len(nodes) > 1000
    for node in nodes.values():
        assert node.kind is not Kind.UNKNOWN
        assert node.inputs or node.kind in ENDS, node
        assert set(node.inputs) <= set(nodes)
        assert node.left_out == 0
        assert node.sentence
        assert node.label
        assert "unknown" not in f"{node.label} {node.value} {node.sentence}"
    signed = {n.decision for n in nodes.values() if n.kind is Kind.DECISION}
    assert any(signed)
    assert signed - {0} <= set(range(1, len(game.run.decisions) + 1))
    for view in views:
        reached: set[str] = set()
        todo = list(view.roots)
        while todo:
            name = todo.pop()
            if name not in reached:
                reached.add(name)
                todo += nodes[name].inputs
        assert reached == {n.id for n in view.nodes}


def test_every_value_is_what_its_formula_gives_from_its_inputs(great_leap: Program, explained: Whole) -> None:
    _, nodes, _ = explained
    checked = passed_over = 0
    for node in nodes.values():
        if not node.formula or node.kind is Kind.PAPER:
            continue
        try:
            value = worked_again(great_leap, nodes, node)
        except CannotTell:
            passed_over += 1
            continue
        checked += 1
        if node.number is None:
            assert node.value == ("yes" if value else "no")
        else:
            assert float(value) == pytest.approx(node.number, rel=1e-6, abs=1e-6), node
    assert checked > 1000
    assert passed_over < checked / 50  # two moments of one figure, or a condition on a paper


def test_no_chain_goes_round(great_leap: Program, explained: Whole) -> None:
    _, nodes, _ = explained
    order = {t.id: n for n, t in enumerate(great_leap.turns)}
    done: set[str] = set()
    for start in nodes:
        stack: list[tuple[str, bool]] = [(start, False)]
        path: set[str] = set()
        while stack:
            name, leaving = stack.pop()
            if leaving:
                path.discard(name)
                done.add(name)
                continue
            assert name not in path
            if name in done:
                continue
            path.add(name)
            stack.append((name, True))
            for behind in nodes[name].inputs:
                here, before = nodes[name].turn, nodes[behind].turn
                assert not here or not before or order[before] <= order[here]
                stack.append((behind, False))


@pytest.mark.parametrize("seed", range(12))
def test_the_same_for_a_small_story_with_one_of_everything(granary: Program, play: Player, seed: int) -> None:
    inquiry = Inquiry.of(play(granary, "random", seed, "short" if seed % 4 == 3 else ""))
    for name in inquiry.figures():
        view = inquiry.figure(name, None, WHOLE)
        nodes = {n.id: n for n in view.nodes}
        for node in view.nodes:
            assert node.inputs or node.kind in ENDS, node
            if node.formula and node.kind is not Kind.PAPER and node.number is not None:
                assert float(worked_again(granary, nodes, node)) == pytest.approx(node.number, rel=1e-6, abs=1e-6)


def test_roots_are_the_figure_as_told_and_as_it_was(great_leap: Program, play: Player) -> None:
    game = play(great_leap, "random", 21)
    inquiry = Inquiry.of(game)
    ledger = {r.id: r for r in great_leap.scenario.figures.ledger}
    for told in game.teller.tellings():
        index = great_leap.turn_index[told.turn]
        for name, (number, _, status) in told.figures.items():
            view = inquiry.figure(name, index)
            roots = [view.node(r) for r in view.roots]
            assert (view.turn, view.figure) == (told.turn, name)
            if status != "unknown":
                assert roots[0].number == pytest.approx(number)
            if ledger[name].seen is not None:
                assert roots[-1].number == pytest.approx(told.truth[name][0])


@pytest.mark.parametrize("limits", [Limits(), Limits(depth=3), Limits(width=2), Limits(shown=10)])
def test_an_answer_is_bounded_and_says_what_it_leaves_out(great_leap: Program, play: Player, limits: Limits) -> None:
    inquiry = Inquiry.of(play(great_leap, "henan", 5))
    for name in rows(great_leap):
        view = inquiry.figure(name, 9, limits)
        ids = [n.id for n in view.nodes]
        assert len(ids) == len(set(ids))
        assert len(ids) <= max(limits.shown, 2 + SPINES * limits.depth) + NAMED
        for node in view.nodes:
            assert set(node.inputs) <= set(ids)
            assert node.inputs or node.left_out or node.kind in ENDS
        deep = _depths(view)
        assert max(deep.values()) <= limits.depth


def _depths(view: WhyView) -> dict[str, int]:
    deep = dict.fromkeys(view.roots, 0)
    todo = list(view.roots)
    while todo:
        name = todo.pop(0)
        for behind in view.node(name).inputs:
            if behind not in deep:
                deep[behind] = deep[name] + 1
                todo.append(behind)
    return deep


@pytest.mark.parametrize("signed", ["short", "heaped"])
def test_the_most_important_input_stands_first(granary: Program, signed: str) -> None:
    """What was given out in the first week: the order moved it, the demand is that of every such week."""
    game = Game.new(granary, 5)
    while not game.run.ended:
        pending = game.run.pending
        assert pending is not None
        picks = (signed, "wax") if pending.id == "measure" else pending.choices_open()[0].picks
        game.decide(pending.id, *picks)
    inquiry = Inquiry.of(game)
    view = inquiry.figure("given", 0, WHOLE)
    root = view.node(view.roots[0])
    assert root.formula == "given = min(grain, asked * measure_out)"
    assert view.node(root.inputs[0]).name == "measure_out"
    order = view.node(root.inputs[0])
    assert order.kind is Kind.ORDER
    assert view.node(order.inputs[0]).decision == 2
    lost = inquiry.figure("lost", 0, WHOLE)
    assert lost.node(lost.node(lost.roots[0]).inputs[-1]).kind is Kind.PARAMETER


def test_a_chain_leads_from_the_bowl_to_the_signature(great_leap: Program, play: Player) -> None:
    """An obedient county: grain a head in the worst winter goes back to what was signed, and the way is shown."""
    game = play(great_leap, "henan", 5)
    view = Inquiry.of(game).figure("grain_head", great_leap.turn_index["winter_1959"])
    shown = [n for n in view.nodes if n.kind is Kind.DECISION]
    assert len(shown) >= 3
    deep = _depths(view)
    on_the_way = [n for n in shown if n.id in deep]
    assert len(on_the_way) >= 3
    for node in on_the_way:
        decision = game.run.decisions[(node.decision or 0) - 1]
        assert decision.turn == node.turn
        assert great_leap.turn_index[decision.turn] <= great_leap.turn_index["winter_1959"]
    assert {n.id for n in shown} >= set(view.decisions)


def test_what_was_never_signed_is_no_decision(great_leap: Program, play: Player) -> None:
    """After a removal nothing that the successor ordered is laid at the player's door."""
    for seed in range(40):
        game = play(great_leap, "honest", seed)
        away = [n for n, v in enumerate(game.run.closed) if not v[great_leap.slots["office"]]]
        if away and away[0] < 12:
            break
    else:
        pytest.fail("nobody was removed")
    inquiry = Inquiry.of(game)
    view = inquiry.figure("request", away[0] + 2, WHOLE)
    root = view.node(view.roots[0])
    assert root.kind is Kind.ORDER
    assert "somebody else" in root.sentence
    direct = [view.node(n) for n in root.inputs]
    assert any(n.name == "office" for n in direct)
    assert not any(n.kind is Kind.DECISION for n in direct)


def test_a_chain_takes_well_under_a_second(great_leap: Program, play: Player) -> None:
    game = play(great_leap, "henan", 5)
    assert is_done_within(1.0, lambda: list(figure_lines(Inquiry.of(game).figure("grain_head"))))


def test_what_is_not_there_is_refused(great_leap: Program, play: Player) -> None:
    inquiry = Inquiry.of(play(great_leap, "random", 1, "", 5))
    with pytest.raises(UnknownFigureError):
        inquiry.figure("no_such_figure")
    with pytest.raises(UnknownFigureError):
        inquiry.figure("owed", 19)


@pytest.mark.parametrize(("official", "seed", "cut"), [*RUNS, ("honest", 1959, "")])
def test_the_outline_says_everything_once_and_keeps_to_eighty_columns(
    great_leap: Program, play: Player, official: str, seed: int, cut: str
) -> None:
    inquiry = Inquiry.of(play(great_leap, official, seed, cut))
    for name in rows(great_leap):
        view = inquiry.figure(name, 8)
        text = list(figure_lines(view))
        assert all(len(line) <= 80 for line in text)
        numbers = [int(found.group(1)) for line in text if (found := HEAD.match(line))]
        assert numbers == list(range(1, len(_depths(view)) + 1))


def test_a_word_of_a_band_stands_beside_its_number(great_leap: Program, play: Player) -> None:
    game = play(great_leap, "honest", 7)
    values: dict[str, tuple[str, str]] = {}
    for name in ("trust", "address"):
        view = Inquiry.of(game).figure(name, great_leap.turn_index["autumn_1959"])
        words = next(t for t in game.teller.told if t.turn == "autumn_1959").figures[name][1]
        values[name] = (view.node(view.roots[0]).value, words)
    value, words = values["trust"]
    assert value.startswith(f"“{words}”, ")
    assert value.rpartition(", ")[2][0].isdigit()
    value, words = values["address"]  # worked out of a figure and of whether there is one: no number is behind its word
    assert value == f"“{words}”"


def test_what_moved_nothing_is_passed_over(great_leap: Program, play: Player) -> None:
    """A figure at its limit was set by what brought it there, not by what then pushed against the limit."""
    game = play(great_leap, "honest", 7)
    assert game.run.trace is not None
    pushed = [c for c in game.run.trace.changed if c.target == "standing" and c.new == c.old]
    assert pushed
    nodes = {n.id: n for n in Inquiry.of(game).figure("standing", None, WHOLE).nodes}
    moved = [n for n in nodes.values() if n.kind is Kind.CHANGE and n.name == "standing"]
    assert moved
    assert all(n.number != nodes[b].number for n in moved for b in n.inputs if nodes[b].name == "standing")
