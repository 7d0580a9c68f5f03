"""What the desk knew beside what was so, and the record beside what came. Pure."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from game.debrief.views import KnewRow, KnewView, RecordView, SourceView
from game.script.model import Source
from game.session.game import Game
from game.session.told import Told


def knew(game: Game) -> tuple[KnewView, ...]:
    """Each turn at the desk: the figures that could have been seen, as they were told, against the truth of then."""
    labels = {t.id: t.label for t in game.run.program.turns}
    found = (KnewView(told.turn, labels[told.turn], tuple(_rows(game, told))) for told in game.teller.tellings())
    return tuple(view for view in found if view.rows)


def _rows(game: Game, told: Told) -> Iterator[KnewRow]:
    """The rows of a turn. Where nothing was told and there was nothing, there is nothing to list."""
    for row in game.run.program.scenario.figures.ledger:
        if row.seen is None:
            continue
        number, words, status = told.figures[row.id]
        value, truth = told.truth[row.id]
        if not game.run.over:
            yield KnewRow(row.id, row.label, row.unit, status, words, "", number)
        elif number is not None or value:
            yield KnewRow(row.id, row.label, row.unit, status, words, truth, number, value)


def record(game: Game) -> tuple[RecordView, ...]:
    """One entry for every scene that came, in order. What came out later waits until a run has ended."""
    run = game.run
    scenes, turns = run.program.scenes, run.program.turns
    say = game.teller.wording.text
    came = [
        (item.scene, say(scenes[item.scene].title, run.values, run.memory), scenes[item.scene].turns[0])
        for item in (run.cut.earlier if run.cut else ())
    ]
    came += [(paper.id, paper.title, turns[index].id) for index, paper in game.teller.archive]
    labels = {t.id: t.label for t in turns}
    found: dict[str, RecordView] = {}
    for name, title, turn in came:
        scene = scenes[name]
        if name not in found and (scene.record or scene.sources):
            found[name] = RecordView(
                scene=name,
                title=title,
                turn_label=labels[turn],
                basis=str(scene.basis),
                record=scene.record,
                later_record=scene.later_record if run.over else "",
                dispute=scene.dispute if run.over else "",
                sources=scene.sources,
            )
    return tuple(found.values())


def sources(game: Game, more: Iterable[Source], used: Iterable[str]) -> tuple[SourceView, ...]:
    """The entries with these keys: of the scenario's bibliography in its order, then those only the record's has."""
    wanted = set(used)
    known = {s.id: s for s in (*more, *game.run.program.scenario.sources)}
    order = dict.fromkeys(s.id for s in (*game.run.program.scenario.sources, *more))
    return tuple(
        SourceView(s.id, s.authors, s.year, s.title, s.publication, s.school, s.status)
        for s in (known[name] for name in order if name in wanted)
    )
