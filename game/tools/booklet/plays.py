"""What a reader may meet, found by playing: many plays of one seed, and at each place what came in which of them.

Three plays of four sign any answer that lies open, each with the same chance. The others are plays that met something
rare, with a letter or two changed, so that what is rare is met often enough to be understood. All plays of a booklet
must ask the same questions in the same order, or its pages could not be turned; a story of which that is not true is
refused in words.
"""

from __future__ import annotations

import random
from collections.abc import Callable, Iterator

from attrs import Factory, define, frozen

from game.engine.memory import Decision
from game.engine.past import sign_declared
from game.engine.pending import Pending
from game.engine.program import Program
from game.script.tongue import _
from game.session.last_pages import parts_of
from game.session.strip import LETTERS, sizes
from game.session.trouble import Misasked
from game.session.views import AskView, DeskView, FigureView, LaterView, PaperView
from game.tools.booklet.marked import Numbers, Told, bare, taken_apart

PLAYS = 800
DRAWN = "-"


@frozen
class Item:
    """Something to be read: what it is, a name by which it is known in every play, heads, and texts with marks."""

    kind: str
    key: str
    heads: tuple[str, ...] = ()
    texts: tuple[str, ...] = ()
    paper: PaperView | None = None


@frozen
class Row:
    """What a letter stands for: the line of a form, the choices of a paper, the plans of a day."""

    label: str
    unit: str
    answers: int


@define
class Place:
    """One place in all plays: before the first signature, after the first, and so on. `came` says in which plays."""

    boxes: int  # how many letters were written before
    rows: tuple[Row, ...] = ()
    scene: str = ""
    items: dict[str, Item] = Factory(dict[str, Item])
    came: dict[str, dict[int, tuple[str, ...]]] = Factory(dict[str, dict[int, tuple[str, ...]]])

    def note(self, play: int, found: list[Item]) -> None:
        """Note what one play meets here; what is new stands behind what it followed."""
        before = ""
        for item in found:
            if item.key not in self.items:
                order = list(self.items)
                order.insert(order.index(before) + 1 if before else 0, item.key)
                self.items[item.key] = item
                self.items = {key: self.items[key] for key in order}
            self.came.setdefault(item.key, {})[play] = item.texts
            before = item.key


@define
class Plays:
    """All plays: the letters of each, and every place. The last place is the end."""

    program: Program
    seed: int
    cut: str
    letters: list[str] = Factory(list[str])
    places: list[Place] = Factory(list[Place])
    labels: dict[int, str] = Factory(dict[int, str])  # of endings, by the number of their text
    intro: str = ""


def say_nothing(_done: int, _total: int) -> None:
    """Nobody looks on."""


def played(
    program: Program, seed: int, cut: str, plays: int = PLAYS, tell: Callable[[int, int], None] = say_nothing
) -> Plays:
    """Play so often. Raises Misasked for a story that cannot be printed so."""
    found, numbers, chance = Plays(program, seed, cut), Numbers(), random.Random(seed)
    for number in range(plays):
        _play(found, numbers, chance, number, _near_the_rare(found, chance) if 4 * number >= 3 * plays else "")
        tell(number + 1, plays)
    for part in program.scenario.endings.of(cut):
        found.labels.update((numbers.of(e.text), e.label) for e in part.endings)
    return found


def _near_the_rare(found: Plays, chance: random.Random) -> str:
    """The letters of a play that met what was met least, with one or two changed; empty spots are drawn anew."""
    met = [came for place in found.places for came in place.came.values()]
    least = min(len(came) for came in met)
    rare = chance.choice([came for came in met if len(came) == least])
    letters = [*found.letters[chance.choice([*rare])]]
    for _spot in range(chance.randint(1, 2)):
        letters[chance.randrange(len(letters))] = DRAWN
    return "".join(letters)


def _play(found: Plays, numbers: Numbers, chance: random.Random, number: int, wanted: str = "") -> None:
    """One play, signing what is wanted where that lies open."""
    game = Told(found.program, found.seed, found.cut, numbers=numbers)
    sign_declared(game.run, game.follow)
    game.teller.fresh()
    letters, at, read, view = "", 0, 0, game.view()
    found.intro = bare(game.intro())
    while True:
        place = _place(found, at, len(letters), view)
        items = [*_items(view, read, first=at == 0)]
        pending = game.run.pending
        if pending is None:
            break
        place.note(number, items)
        open_now = {_letters_of(pending, chosen): chosen for chosen in pending.choices_open()}
        like = wanted[len(letters) : len(letters) + len(sizes(pending))]
        signed = like if like in open_now else chance.choice([*open_now])
        letters, chosen = letters + signed, open_now[signed]
        read = len(view.papers)
        view = game.decide(chosen.scene, *chosen.picks)
        read, at = 0 if view.turn_changed else read, at + 1
    place.note(number, [*items, *_last_pages(game)])
    found.letters.append(letters)


def _letters_of(pending: Pending, chosen: Decision) -> str:
    digit, letters = pending.digit(chosen), ""
    for size in reversed(sizes(pending)):
        digit, spot = divmod(digit, size)
        letters = LETTERS[spot] + letters
    return letters


def _last_pages(game: Told) -> Iterator[Item]:
    """What became of the people, and the pages an ending is put together from."""
    end, parts = game.end(), {part.id: part.title for part in parts_of(game.run)}
    for person in end.people:
        key = f"fate:{person.id}:{taken_apart(person.text)[0]}"
        yield Item("fate", key, (person.name, person.role), (person.text,))
    for page in end.pages:
        key = f"page:{page.id}:{taken_apart(page.text)[0]}"
        yield Item("page", key, (page.id, parts[page.id], bare(page.title)), (page.text,))


def _place(found: Plays, at: int, boxes: int, view: DeskView) -> Place:
    """The place a play has come to; it must ask there what the others ask."""
    rows, scene = tuple(_rows(view.ask)), view.ask.scene if view.ask else ""
    if any(row.answers > len(LETTERS) for row in rows):
        said = _("`{scene}` has more answers than there are letters, so it cannot be printed")
        raise Misasked(said.format(scene=scene))
    if at == len(found.places):
        found.places.append(Place(boxes, rows, scene))
    place = found.places[at]
    if (place.scene, [r.answers for r in place.rows]) != (scene, [r.answers for r in rows]):
        raise Misasked(
            _(
                "this cannot be printed as a booklet: after {count} signatures some plays come to `{one}` and others "
                "to `{other}`, or to other answers; a shorter lesson of it may do, and `--cut NAME` names one"
            ).format(count=at, one=place.scene or _("the end"), other=scene or _("the end"))
        )
    return place


def _rows(ask: AskView | None) -> Iterator[Row]:
    if ask is None:
        return
    if ask.plan is not None:
        yield Row("", "", len(ask.plan.options))
    elif ask.fields:
        yield from (Row(bare(f.label), f.unit, len(f.options)) for f in ask.fields)
    else:
        yield Row("", "", len(ask.options))


def _items(view: DeskView, read: int, *, first: bool) -> Iterator[Item]:
    """Everything that is new to read, in the order in which a face shows it."""
    if view.consequence:
        scene = view.consequence.decision
        for text in view.consequence.texts:
            yield Item("after", f"after:{scene}:{taken_apart(text)[0]}", (), (text,))
        for order in view.consequence.orders:
            yield Item("order", f"order:{order}", (), (order,))
    for gone in view.passed:
        yield from _later(gone.later)
        yield from (_paper(paper) for paper in gone.papers)
    if view.predicts_first:
        yield from _pause(view)
    if view.turn_changed or first:
        turn = f"{view.calendar.label} ({view.calendar.months})"
        if not view.ended:
            yield Item("turn", f"turn:{view.calendar.label}", (turn, view.desk))
            yield from (Item("figure", f"figure:{row.id}", (row.label,), (worth(row),)) for row in view.figures)
        yield from _later(view.later)
    yield from (_paper(paper) for paper in view.papers[read:])
    if not view.predicts_first:
        yield from _pause(view)
    if view.ask is not None:
        yield from _asked(view.ask)


def _pause(view: DeskView) -> Iterator[Item]:
    """What a class is to predict, and the figures to predict by."""
    if view.pause:
        yield Item("pause", "pause", (), (view.pause,))
        yield from (Item("by", f"by:{row.id}", (row.label,), (worth(row),)) for row in view.beside)


def _later(later: tuple[LaterView, ...]) -> Iterator[Item]:
    for item in later:
        yield Item("later", f"later:{item.source}:{taken_apart(item.text)[0]}", (), (item.text,))


def _paper(paper: PaperView) -> Item:
    return Item("paper", f"paper:{paper.id}", (), (paper.title, paper.text, paper.summary), paper)


def _asked(ask: AskView) -> Iterator[Item]:
    """The answers: of each what it says, what it writes, and why it is closed where it is."""
    rows = [f.options for f in ask.fields] or [ask.options or (ask.plan.options if ask.plan else ())]
    for number, row in enumerate(rows):
        beside = ask.fields[number].beside if ask.fields else ()
        for landmark in beside:
            yield Item("beside", f"beside:{number}:{landmark.id}", (landmark.label,), (worth(landmark),))
        for place, option in enumerate(row):
            yield Item("answer", f"answer:{number}:{place}", (), (option.say, option.value, option.locked))


def worth(row: FigureView) -> str:
    """A figure as it stands on paper: its value, its unit, how well it is known."""
    if not row.value:
        return _(str(row.status))
    unit = "" if row.worded or not row.unit else f" {row.unit}"
    return f"{row.value}{unit} ({_(str(row.status))})"
