"""How much a path gives to read, and how hard it is: counted from machine plays, in one place for everybody who counts.

A path's words are what has to be read on it: content note, frame, role, what a lesson says was signed before, news,
papers that are not optional, what follows each answer, and what falls due later. Labels of answers and forms, record
lines under the news and optional reading are counted apart; last pages are not counted. Narration is what the teller
says: the opening, events and looks without a letterhead of their own, what follows answers, last pages. The rest is
documents.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from statistics import median

from attrs import Factory, define, frozen

from game.engine.program import Program
from game.engine.run import Run
from game.engine.select import PLAN
from game.playtest.carrying import file_of
from game.playtest.officials import Policy
from game.playtest.plays import play
from game.script.grade import Size, size
from game.script.header import Length
from game.script.scenes import Letterhead, SceneKind
from game.session.last_pages import as_lines, end
from game.session.teller import Teller
from game.session.views import PaperView

A_MINUTE = 168  # words that a reader in grade 9 reads
TOLERANCE = 0.5  # of a grade, above the one a story names
HARDEST = 10
SOME_WORDS = 20  # a grade of fewer says little
LEAD = 30  # what follows one answer of a paper is told from what follows another by so many letters
NARRATED = (SceneKind.EVENT, SceneKind.LOOK)


@frozen
class Path:
    """What one play gave to read."""

    official: str
    seed: int
    words: int
    apart: int
    signatures: int

    @property
    def minutes(self) -> float:
        """How long it takes to read."""
        return self.words / A_MINUTE


@frozen
class Told:
    """One text of the story, wherever it stands, and its size: the mean over the ways it was worded."""

    name: str
    narrated: bool
    size: Size


@define
class Reading:
    """The paths of a story, or of a lesson, and the texts that were met on them."""

    program: Program
    cut: str = ""
    paths: list[Path] = Factory(list[Path])
    _met: dict[tuple[str, bool, str], set[str]] = Factory(dict[tuple[str, bool, str], set[str]])

    def add(self, official: str, run: Run, teller: Teller) -> None:
        """Count a play that has ended."""
        self.paths.append(path_of(official, run, teller))
        for name, narrated, text in _texts(run, teller):
            if text.strip():
                lead = text[:LEAD] if name.startswith("after ") else ""
                self._met.setdefault((name, narrated, lead), set()).add(text)

    def told(self) -> tuple[Told, ...]:
        """Every text that was met."""
        return tuple(
            Told(name, narrated, sum((size(t) for t in sorted(texts)), Size()).share(len(texts)))
            for (name, narrated, _), texts in self._met.items()
        )

    @property
    def length(self) -> Length | None:
        """What the story promises of every path."""
        header = self.program.scenario.header
        return self.program.cuts[self.cut].length if self.cut else header.length


def read(program: Program, seeds: Iterable[int], cut: str = "") -> Reading:
    """Let every official play every seed, and count."""
    found, each = Reading(program, cut), tuple(seeds)
    for policy in (Policy(o, program) for o in program.scenario.officials):
        for seed in each:
            _, run, teller = play(program, policy, seed, cut, file_of(program, seed), told=True)
            assert teller is not None
            found.add(policy.official.id, run, teller)
    return found


def path_of(official: str, run: Run, teller: Teller) -> Path:
    """What a play gave to read."""
    later = sum(_count(view.text) for turn, view in teller.returned if turn >= _first(run))
    return Path(
        official=official,
        seed=run.seed,
        words=teller.words + later + sum(_count(text) for _, text in _opening(run, teller)),
        apart=teller.words_optional - later + sum(_count(text) for text in _labels(run, teller)),
        signatures=sum(not d.scene.startswith(PLAN) for d in run.decisions[run.past :]),
    )


def _first(run: Run) -> int:
    """The first turn of this part: a lesson that goes on from another begins after it."""
    return run.program.turn_index[run.cut.first] if run.cut else 0


def _count(text: str) -> int:
    return len(text.split())


def _opening(run: Run, teller: Teller) -> Iterator[tuple[str, str]]:
    header = run.program.scenario.header
    yield from (("content note", header.content_note), ("frame", header.frame), ("role", header.role))
    if run.cut is not None:
        yield f"intro of {run.cut.id}", teller.wording.text(run.cut.intro, run.values, run.memory)


def _came(run: Run, teller: Teller) -> Iterator[PaperView]:
    first = _first(run)
    yield from (paper for turn, paper in teller.archive if turn >= first)


def _labels(run: Run, teller: Teller) -> Iterator[str]:
    """The answers and lines of everything that came, and the record lines under the news."""
    for paper in _came(run, teller):
        scene = run.program.scenes[paper.id]
        for row in (scene.choices, *(f.steps for f in scene.fields)):
            yield from (teller.wording.text(part.say, run.values, run.memory) for part in row)
        yield from (field.label for field in scene.fields)
        if scene.kind is SceneKind.NEWS:
            yield scene.record


def _texts(run: Run, teller: Teller) -> Iterator[tuple[str, bool, str]]:
    """Each text with a name to find it by, and whether the teller speaks."""
    for name, text in _opening(run, teller):
        yield name, True, text
    for paper in _came(run, teller):
        narrated = paper.kind in list(NARRATED) and paper.letterhead == Letterhead.NOTE
        yield paper.id, narrated, paper.text
    for view in teller.consequences:
        yield from ((f"after {view.decision}", True, text) for text in view.texts)
    yield from ((f"later of {view.source}", True, view.text) for _, view in teller.returned)
    yield from ((f"last page of {name}", True, text) for name, text in as_lines(end(run, teller.wording)))


def grade(told: Iterable[Told], *, narrated: bool) -> float:
    """The school grade of the narration, or of the documents, as one text."""
    return sum((t.size for t in told if t.narrated is narrated), Size()).grade


def hardest(told: Iterable[Told]) -> list[Told]:
    """The hardest texts the teller speaks."""
    fit = [t for t in told if t.narrated and t.size.words >= SOME_WORDS]
    return sorted(fit, key=lambda t: (-t.size.grade, t.name))[:HARDEST]


def broken(found: Reading, length: Length | None = None) -> list[str]:
    """What its paths do not keep of what a story promises, or of another length, in words."""
    length, says = length or found.length or Length(), list[str]()
    wanted = found.program.scenario.header.reading_level
    narration = grade(found.told(), narrated=True)
    if narration > wanted + TOLERANCE:
        says.append(f"narration is at grade {narration:.1f}, above grade {wanted}")
    for p in found.paths:
        says += [f"{p.official} with seed {p.seed}: {line}" for line in unkept(p, length)]
    return says


def unkept(path: Path, length: Length) -> list[str]:
    """What one path does not keep of a length, in words."""
    most = ((path.words, length.most_words, "words"), (path.apart, length.most_apart, "words apart"))
    says = [f"{found} {what}, above {bound}" for found, bound, what in most if bound and found > bound]
    if path.signatures < length.least_signatures:
        says.append(f"{path.signatures} signatures, below {length.least_signatures}")
    if length.most_signatures and path.signatures > length.most_signatures:
        says.append(f"{path.signatures} signatures, above {length.most_signatures}")
    return says


def ends(values: Iterable[float]) -> dict[str, float]:
    """The least, the middle and the most."""
    ordered = sorted(values)
    return {"min": ordered[0], "median": median(ordered), "max": ordered[-1]}
