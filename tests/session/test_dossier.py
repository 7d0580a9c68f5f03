"""The file that goes from desk to desk: each has one code and one page, a wrong one is told, none is trusted."""

from __future__ import annotations

from contextlib import suppress
from itertools import product
from pathlib import Path

import pytest
from attrs import evolve
from hypothesis import given, settings
from hypothesis import strategies as st

from game.debrief.build import debrief
from game.engine.carried import NOTHING, Carried, as_text, of_text
from game.engine.faults import RunFault
from game.engine.program import Program
from game.engine.run import begin
from game.playtest.carrying import file_of
from game.script.chain import Chain, Leaves, TraceKind, TraceLine, TraceWord
from game.script.faults import Faults, Place
from game.script.link_chain import check_chained
from game.script.reader import load
from game.session import dossier, file_page
from game.session.dossier import Layout, code_of, layout_for, leave, of_code, take_in
from game.session.game import Game
from game.session.letters import ALPHABET, CodeError
from game.session.library import open_program, open_save
from game.session.runcode import decode, encode, read_head
from game.session.sealed import read_journal, write_heading, write_line
from tests.session.chained import LEAVES, write_chain

HERE = Place("leaves.yaml")


@pytest.fixture(scope="module")
def stories(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Two chained desks."""
    return write_chain(tmp_path_factory.mktemp("chain"))


@pytest.fixture(scope="module")
def first(stories: Path) -> Program:
    """The desk that leaves."""
    return open_program(stories / "gauge")


@pytest.fixture(scope="module")
def second(stories: Path) -> Program:
    """The desk that takes."""
    return open_program(stories / "second")


def played(program: Program, figure: str, cows: str, carried: Carried = NOTHING) -> Game:
    """A run of a gauge to its end."""
    game = Game(program, 3, carried=carried)
    while game.run.pending is not None:
        scene = game.run.pending.id
        picks = {"figure": (figure,), "rao_asks": (cows,), "old_book": ("doubt",)}.get(scene, ())
        game.decide(scene, *picks)
    return game


FILES = [*product(("wished", "read"), ("move", "repeat"))]


@pytest.mark.parametrize(("figure", "cows"), FILES)
def test_what_was_signed_is_what_the_next_desk_reads(
    first: Program, second: Program, figure: str, cows: str, tmp_path: Path
) -> None:
    left = leave(played(first, figure, cows).run)
    assert dict(left) == {
        "gauge": "yes",
        "gauge.figure": figure,
        "gauge.rao": {"move": "moved", "repeat": "stayed"}[cows],
    }
    layout = layout_for(second)
    code = code_of(left, layout)
    page = tmp_path / "file.txt"
    page.write_text(file_page.page(layout.desks(left), code, "Li Ming"), encoding="utf-8")
    for given_as in (code, code.lower().replace("-", " "), str(page)):
        carried, name = take_in(given_as, second)
        assert carried == left
        assert name == ("Li Ming" if given_as == str(page) else "")
    paper = Game(second, 5, carried=left).papers()[-1]
    assert f"The old book says: {figure}, {dict(left)['gauge.rao']}." in paper.text


def test_without_a_file_the_past_is_as_declared(second: Program) -> None:
    run = begin(second, 5)
    assert run.value("has_book") == 0
    assert run.value("old_figure") == 0
    assert "There is no old book." in Game(second, 5).papers()[-1].text


def test_an_option_may_hang_on_the_file(first: Program, second: Program) -> None:
    for figure in ("wished", "read"):
        game = Game(second, 5, carried=leave(played(first, figure, "move").run))
        ask = game.view().ask
        assert ask is not None
        assert [bool(o.locked) for o in ask.options] == [figure == "wished", False]


def test_a_file_is_a_part_of_the_run_in_saves_codes_and_rewinds(
    first: Program, second: Program, tmp_path: Path
) -> None:
    left = leave(played(first, "read", "repeat").run)
    game = Game.new(second, 9, carried=left, saves=tmp_path, player="Li", campaign="c1")
    game.decide("old_book", "trust")
    code, digest = game.code(), game.run.digest()
    assert decode(code, second).digest() == digest
    assert decode(code, second).carried == left
    assert game.rewind(0).run.carried == left
    assert game.journal is not None
    path = game.journal.path
    game.close()
    again = open_save(path, second)
    assert isinstance(again, Game)
    assert (again.run.digest(), again.carried) == (digest, left)
    assert again.journal is not None
    assert (again.journal.heading.player, again.journal.heading.campaign) == ("Li", "c1")
    again.close()
    assert leave(again.run) == left  # this desk leaves nothing of its own


def test_a_run_without_a_file_has_the_code_it_had(second: Program) -> None:
    bare, full = encode(begin(second, 9)), encode(begin(second, 9, "", file_of(second, 2)))
    assert read_head(bare).dossier is None
    assert read_head(full).dossier is not None
    assert len(full.replace("-", "")) - len(bare.replace("-", "")) <= 11


def test_a_file_goes_only_forward(first: Program, second: Program) -> None:
    left = leave(played(first, "read", "repeat").run)
    code = code_of(left, layout_for(first))
    with pytest.raises(CodeError, match="later one"):
        take_in(code, first)
    assert take_in(code, second)[0] == left
    with pytest.raises(CodeError, match="later one"):
        decode(encode(begin(first, 3, "", left)), first)


@settings(max_examples=200)
@given(st.data())
def test_one_wrong_letter_of_a_code_is_never_another_file(second: Program, data: st.DataObject) -> None:
    layout = layout_for(second)
    left = layout.carried(data.draw(st.integers(0, layout.size("gauge"))))
    code = code_of(left, layout)
    at = data.draw(st.integers(0, len(code) - 1))
    wrong = code[:at] + data.draw(st.sampled_from(ALPHABET)) + code[at + 1 :]
    found = NOTHING
    with suppress(CodeError):
        found = of_code(wrong, layout)
    assert found in (NOTHING, left)


@given(st.text(max_size=40))
def test_anything_typed_is_a_file_or_a_clear_no(second: Program, text: str) -> None:
    with suppress(CodeError, OSError):
        assert take_in(text, second)[0]


def test_a_page_is_read_by_two_lines_and_cleaned(first: Program, second: Program, tmp_path: Path) -> None:
    layout = layout_for(second)
    code = code_of(leave(played(first, "read", "move").run), layout)
    page = tmp_path / "file.txt"
    page.write_bytes(f"NAME: \x1b[31mLi\u202e [/b] =1+1\r\nrubbish \xff\r\n code : {code}\r\n".encode())
    carried, name = take_in(str(page), second)
    assert dict(carried)["gauge.figure"] == "read"
    assert "\x1b" not in name
    assert "\u202e" not in name
    for trouble, text in (("no line", b"Name: Li\n"), ("too large", b"Code: " + b"0" * 70_000), ("empty", b"Code:\n")):
        page.write_bytes(text)
        with pytest.raises(CodeError, match=trouble):
            take_in(str(page), second)
    with pytest.raises(CodeError, match="not a file"):
        take_in(str(tmp_path), second)


def test_a_file_of_another_chain_is_told(first: Program, second: Program) -> None:
    layout = layout_for(second)
    left = leave(played(first, "read", "move").run)
    lines = layout.leaves["gauge"].carries
    other = Layout(layout.chain, {"gauge": evolve(layout.leaves["gauge"], carries=tuple(reversed(lines)))})
    with pytest.raises(CodeError, match="another version"):
        of_code(code_of(left, layout), other)


def _leaves(*lines: TraceLine) -> Leaves:
    return Leaves(desk="", post="", dates="", usual="", carries=lines, place=HERE)


def _trace(name: str, words: int) -> TraceLine:
    values = tuple(TraceWord(id=f"w{n}", say="", usual=n == 0, place=HERE) for n in range(words))
    return TraceLine(id=name, label=name, kind=TraceKind.SIGNED, values=values, place=HERE)


@given(st.lists(st.lists(st.integers(2, 5), min_size=1, max_size=5), min_size=1, max_size=4), st.data())
def test_every_number_is_one_file_and_every_file_one_number(desks: list[list[int]], data: st.DataObject) -> None:
    leaves = {
        f"d{n}": _leaves(*(_trace(f"t{i}", size) for i, size in enumerate(sizes)))
        for n, sizes in enumerate(desks)
    }
    layout = Layout(Chain(place=HERE), leaves)
    number = data.draw(st.integers(0, 2**layout.bits - 1))
    try:
        carried = layout.carried(number)
    except CodeError:
        return
    assert layout.number(carried) == number
    if layout.bits <= dossier.MOST_BITS:
        assert of_code(code_of(carried, layout), layout) == carried
        assert len(code_of(carried, layout).replace("-", "")) <= dossier.LONGEST_CODE
    assert of_text(as_text(carried)) == carried


def test_a_desk_added_at_the_end_leaves_old_files_as_they_are() -> None:
    old = {"a": _leaves(_trace("x", 3))}
    new = old | {"b": _leaves(_trace("y", 4))}
    before, after = (Layout(Chain(place=HERE), leaves) for leaves in (old, new))
    carried = (("a", "yes"), ("a.x", "w2"))
    assert of_code(code_of(carried, before), after) == carried


def test_from_the_last_desk_nothing_goes_on(first: Program, second: Program) -> None:
    game = played(first, "read", "move")
    assert debrief(game).file_code == code_of(leave(game.run), layout_for(first))
    last = debrief(played(second, "read", "move", leave(game.run)))
    assert (last.left, last.file_code) == ((), "")


def test_a_word_the_story_does_not_know_is_told(second: Program) -> None:
    with pytest.raises(RunFault, match="knows wished, read"):
        begin(second, 3, "", (("gauge.figure", "guessed"),))


def test_a_save_whose_file_no_longer_fits_is_told_and_kept(first: Program, second: Program, tmp_path: Path) -> None:
    game = Game.new(second, 9, carried=leave(played(first, "read", "move").run), saves=tmp_path)
    game.decide("old_book", "trust")
    assert game.journal is not None
    path = game.journal.path
    game.close()
    contents = read_journal(path)
    heading = evolve(contents.heading, carried="gauge=yes gauge.figure=guessed")
    text, mark = write_heading(heading)
    lines = [text]
    for line in contents.lines:
        text, mark = write_line(mark, line)
        lines.append(text)
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")
    found = open_save(path, second)
    assert not isinstance(found, Game)
    assert "file that was carried in" in found.reason
    assert path.read_text(encoding="utf-8").startswith(lines[0])


def test_machine_plays_carry_every_word_of_every_trace(second: Program) -> None:
    met = {pair for seed in range(1, 60) for pair in file_of(second, seed)}
    assert met == {("gauge", "yes"), *(("gauge.figure", w) for w in ("wished", "read")),
                   *(("gauge.rao", w) for w in ("moved", "stayed"))}  # fmt: skip
    assert file_of(second, 7) == NOTHING


@pytest.mark.parametrize(
    ("wrong", "right", "code"),
    [
        ("usual: yes\n        say: They", "say: They", "bad-trace"),
        ("cattle == hill", "cattel == hill", "unknown-name"),
        ("value: read", "value: wished", "declared-twice"),
        ("say: He gave the figure on the staff.", "say: He gave {reported | int}.", "bad-trace"),
        ("kind: signed", "kind: sung", ""),
        ("        when: seen(figure.marks.read)\n", "", "bad-trace"),
    ],
)
def test_check_finds_what_no_file_could_hold(tmp_path: Path, wrong: str, right: str, code: str) -> None:
    stories = write_chain(tmp_path)
    assert LEAVES.count(wrong) == 1
    (stories / "gauge" / "leaves.yaml").write_text(LEAVES.replace(wrong, right), encoding="utf-8")
    loaded, faults = load(stories / "gauge"), Faults()
    check_chained(stories / "gauge", loaded.scenario, loaded.scope, faults)
    assert faults.errors
    assert not code or code in {f.code for f in faults.errors}


@pytest.mark.parametrize(
    ("wrong", "right", "code"),
    [
        ("words: [wished, read]", "words: [read, wished]", "other-words"),
        ("carried: gauge.rao", "carried: gauge.cows", "unknown-trace"),
        ("carried: gauge.rao", "carried: guage.rao", "unknown-desk"),
        ("carried: gauge\n", "carried: second\n", "unknown-desk"),
    ],
)
def test_check_holds_what_is_taken_beside_what_is_left(tmp_path: Path, wrong: str, right: str, code: str) -> None:
    stories = write_chain(tmp_path)
    path = stories / "second" / "figures.yaml"
    path.write_text(path.read_text(encoding="utf-8").replace(wrong, right, 1), encoding="utf-8")
    loaded, faults = load(stories / "second"), Faults()
    check_chained(stories / "second", loaded.scenario, loaded.scope, faults)
    assert code in {f.code for f in faults.errors}
    assert all(f.place.line > 0 for f in faults.errors)


def test_a_player_can_read_what_lies_on_the_table(first: Program, second: Program) -> None:
    assert not Game(first, 3).on_file()
    alone = Game(second, 3)
    assert alone.on_file().usual == (("The first keeper, at the old gauge, 1931", "A keeper like others."),)
    assert "No file was carried in" in alone.intro()
    carried = Game(second, 3, carried=leave(played(first, "read", "move").run))
    lines = carried.on_file().carried[0].lines
    assert lines[TraceKind.SIGNED] == ("The noon figure. He gave the figure on the staff.",)
    assert lines[TraceKind.PROTECTED] == ("Rao's cows. They were on the hill in time.",)
    assert "A file was carried in: The first keeper, at the old gauge, 1931." in carried.intro()
