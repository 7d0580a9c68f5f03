"""The file that goes from desk to desk: what it says, as a code, as a page to read, and back. Never trusted.

A file is what `game.engine.carried` takes: words by `desk.trace`. As a number it is mixed radix over the desks of the
chain in their order, each 0 if it is not in the file, so that a desk added at the end leaves old files as they are. The
code has a mark of the layout it was made by: a file of another chain is told, never misread. A page is read by its line
`Code:` and its line `Name:` alone.
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import lru_cache
from hashlib import sha256
from pathlib import Path

from attrs import frozen

from game.engine.carried import Carried
from game.engine.program import Program
from game.engine.run import Run
from game.script.chain import CHAIN, MOST_BITS, Chain, Leaves, TraceKind, read_chain, read_leaves
from game.script.faults import Faults, ScenarioError
from game.script.tongue import _, foreign, language
from game.session import places
from game.session.door import one_line, shown
from game.session.letters import PRIME, CodeError, bare, check_of, letters, number
from game.session.moment import at_the_end

MARK_BITS = 10
MOST_BYTES = 64 * 1024
LONGEST_NAME = 80
LONGEST_CODE = 13  # letters; a run code has more


@frozen
class DeskLeft:
    """What one desk of a file left, in sentences by kind."""

    desk: str
    who: str
    post: str
    dates: str
    lines: Mapping[TraceKind, tuple[str, ...]]


@frozen
class Layout:
    """The desks of a chain that leave something, in its order."""

    chain: Chain
    leaves: Mapping[str, Leaves]

    def earlier(self, scenario: str) -> tuple[str, ...]:
        """The desks whose file may be carried into a scenario; one outside the chain may take any."""
        order = [link.id for link in self.chain.desks]
        return tuple(order[: order.index(scenario)] if scenario in order else order)

    def last(self, scenario: str) -> bool:
        """Whether no later desk could take up what a scenario leaves."""
        return bool(self.chain.desks) and self.chain.desks[-1].id == scenario

    def size(self, desk: str) -> int:
        """How many files one desk can leave."""
        found = 1
        for trace in self.leaves[desk].carries:
            found *= len(trace.values)
        return found

    @property
    def bits(self) -> int:
        """The bits that hold any file of this chain."""
        most = 1
        for desk in self.leaves:
            most *= self.size(desk) + 1
        return (most - 1).bit_length()

    def number(self, carried: Carried) -> int:
        """A file as a number below 2 ** bits; a trace it does not hold counts as the usual."""
        said, found, base = dict(carried), 0, 1
        for desk, leaves in self.leaves.items():
            if said.get(desk) == "yes":
                own = 0
                for trace in reversed(leaves.carries):
                    word = trace.word(said.get(f"{desk}.{trace.id}", "")).id
                    own = own * len(trace.values) + [v.id for v in trace.values].index(word)
                found += (own + 1) * base
            base *= self.size(desk) + 1
        return found

    def carried(self, found: int) -> Carried:
        """The file of a number. Raises CodeError if there is none."""
        said: dict[str, str] = {}
        for desk, leaves in self.leaves.items():
            found, own = divmod(found, self.size(desk) + 1)
            if not own:
                continue
            said[desk] = "yes"
            own -= 1
            for trace in leaves.carries:
                own, place = divmod(own, len(trace.values))
                said[f"{desk}.{trace.id}"] = trace.values[place].id
        if found:
            raise CodeError(_("this file holds more than the desks of this chain leave"))
        return tuple(sorted(said.items()))

    def mark(self, carried: Carried) -> int:
        """Ten bits of how the file is laid out: the desks in it, and how much room each before them takes."""
        said = dict(carried)
        order = list(self.leaves)
        last = max((n for n, desk in enumerate(order) if desk in said), default=-1)
        parts = [
            (desk, self.size(desk), [(t.id, [v.id for v in t.values]) for t in self.leaves[desk].carries])
            if desk in said
            else (desk, self.size(desk))
            for desk in order[: last + 1]
        ]
        return int.from_bytes(sha256(repr(parts).encode()).digest()[:2], "big") & ((1 << MARK_BITS) - 1)

    def desks(self, carried: Carried) -> tuple[DeskLeft, ...]:
        """What a file says, desk by desk."""
        said = dict(carried)
        return tuple(self._desk(desk, said) for desk in self.leaves if said.get(desk) == "yes")

    def _desk(self, desk: str, said: Mapping[str, str]) -> DeskLeft:
        leaves, lines = self.leaves[desk], dict[TraceKind, tuple[str, ...]]()
        for trace in leaves.carries:
            word = trace.word(said.get(f"{desk}.{trace.id}", ""))
            kind = word.kind or trace.kind
            lines[kind] = (*lines.get(kind, ()), f"{trace.label}. {word.say}")
        return DeskLeft(desk, leaves.desk, leaves.post, leaves.dates, lines)


def layout_of(stories: Path) -> Layout:
    """The layout of a folder of scenarios, in the language that is spoken. Raises ScenarioError."""
    return _layout(stories, language())


@lru_cache(maxsize=8)
def _layout(stories: Path, _language: str) -> Layout:
    faults = Faults()
    chain = read_chain(stories, faults)
    found = {link.id: leaves for link in chain.desks if (leaves := read_leaves(stories / link.id, faults)) is not None}
    if faults.errors:
        raise ScenarioError(faults.errors)
    if foreign():
        from game.script.text.spoken import said

        chain = said(chain, "chain", stories)
        found = {desk: said(leaves, "leaves", stories / desk) for desk, leaves in found.items()}
    return Layout(chain, found)


def layout_for(program: Program) -> Layout:
    """The chain a scenario belongs to: the one that lies beside it, or else the one that came with the game."""
    return layout_beside(Path(program.scenario.folder))


def layout_beside(folder: Path) -> Layout:
    """The same by the folder of a scenario."""
    beside = folder.parent
    return layout_of(beside if (beside / CHAIN).is_file() else places.stories())


def leave(run: Run) -> Carried:
    """The file that a run which is over leaves: what it came with, and what this desk adds."""
    layout, desk = layout_for(run.program), run.program.scenario.id
    leaves = layout.leaves.get(desk)
    if leaves is None or not _fits_story(leaves, run.program):
        return run.carried
    said, end = dict(run.carried), at_the_end(run)
    said[desk] = "yes"
    for trace in leaves.carries:
        word = next((v for v in trace.values if v.when is not None and end.holds(v.when)), trace.usual)
        said[f"{desk}.{trace.id}"] = word.id
    return tuple(sorted(said.items()))


def _fits_story(leaves: Leaves, program: Program) -> bool:
    """Whether what a desk leaves can be read of a run: a story of its name may be another one, or an earlier one."""
    from game.script.link_chain import check_leaves  # not needed to play

    faults = Faults()
    check_leaves(leaves, program.scope, faults)
    return not faults.errors


def code_of(carried: Carried, layout: Layout) -> str:
    """The code of a file."""
    value = (layout.number(carried) << MARK_BITS) | layout.mark(carried)
    return letters((value << 15) | check_of(value + PRIME // 2))


def of_code(text: str, layout: Layout) -> Carried:
    """The file of a code. Raises CodeError."""
    if len(bare(text)) > LONGEST_CODE:
        raise CodeError(
            _("this is too long for the code of a file; it may be a run code, which `dossier` turns into one")
        )
    value, check = divmod(number(text), 1 << 15)
    if check != check_of(value + PRIME // 2):
        raise CodeError(_("this code of a file has a letter wrong, missing or too many; compare it with the original"))
    found, mark = divmod(value, 1 << MARK_BITS)
    carried = layout.carried(found)
    if mark != layout.mark(carried):
        raise CodeError(_("this file was made by another version of the chain of desks"))
    return carried


def fits(carried: Carried, scenario: str, layout: Layout) -> None:
    """Whether a file may be carried into a scenario. Raises CodeError."""
    desks = {name for name, _ in carried if "." not in name}
    later = [desk for desk in layout.leaves if desk in desks and desk not in layout.earlier(scenario)]
    if later:
        who = layout.leaves[later[0]].desk
        raise CodeError(
            _("this file holds the desk of {who} already; it can only be carried into a later one").format(who=who)
        )


def take_in(given: str, program: Program) -> tuple[Carried, str]:
    """A file by its path or its code, and the name that stands on it. Raises CodeError, OSError."""
    layout, name, code = layout_for(program), "", given
    path = _path(given)
    if path is not None:
        code, name = _page(path)
    try:
        carried = of_code(code, layout)
    except CodeError as error:
        where = (
            ""
            if path is not None
            else _("there is no file `{given}`; as the code of a file: ").format(given=shown(given))
        )
        raise CodeError(f"{where}{error}") from error
    fits(carried, program.scenario.id, layout)
    return carried, name


def taken_in(code: str, program: Program) -> Carried:
    """A file by its code alone, from somebody who may name no path here. Raises CodeError."""
    carried = of_code(code, layout_for(program))
    fits(carried, program.scenario.id, layout_for(program))
    return carried


def _path(given: str) -> Path | None:
    try:
        return path if (path := Path(given)).exists() else None
    except (OSError, ValueError):
        return None


def _page(path: Path) -> tuple[str, str]:
    """The code and the name on a page. Raises CodeError, OSError."""
    if not path.is_file():
        raise CodeError(_("{path} is not a file").format(path=one_line(str(path))))
    with path.open("rb") as file:
        raw = file.read(MOST_BYTES + 1)
    if len(raw) > MOST_BYTES:
        raise CodeError(_("{name} is far too large to be a file of the game").format(name=one_line(path.name)))
    found: dict[str, str] = {}
    for line in raw.decode("utf-8", "replace").splitlines():
        head, colon, rest = line.partition(":")
        if colon and head.strip().lower() in ("code", "name"):
            found.setdefault(head.strip().lower(), one_line(rest)[:LONGEST_NAME])
    if "code" not in found:
        raise CodeError(
            _("{name} has no line `Code:`; it is no file of the game, or it was cut").format(name=one_line(path.name))
        )
    return found["code"], found.get("name", "")


assert MOST_BITS + MARK_BITS + 15 <= 5 * LONGEST_CODE
