"""The hostile story through a pipe: strings are said as written, none is obeyed, no control byte comes out."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from pathlib import Path

import pytest

from game.session.game import Game
from game.session.lines import EMPHASIS, clean
from tests.plain.pipe import HOSTILE, Done, lines, played, run

PAGES = ("ledger", "people", "orders", "words", "record", "signed", "again", "help", "code")
ESCAPES = b"\x1b[31mred\x1b]0;title\x07 \x9b2J\xe2\x80\xae\x00\x08\n"


def typed(folder: Path, *more: str) -> tuple[Game, Done]:
    """The story as a machine plays it, and typed, with every page read before every answer."""
    game, numbers, _ = played(HOSTILE, "random", 5)
    answers = b"".join(lines(*PAGES).encode() + ESCAPES + lines(n).encode() for n in numbers)
    words = ("play", HOSTILE, "--plain", "--seed", "5", "--saves", folder / "s\x1b[31m", *more)
    return game, run(*words, typed=answers + b"\n")


@pytest.fixture(scope="module")
def pair(tmp_path_factory: pytest.TempPathFactory) -> tuple[Game, Done]:
    """One play for all tests."""
    return typed(tmp_path_factory.mktemp("saves"))


def bare(text: str) -> str:
    """A text without spacing and stress marks: lines are wrapped, and a star may stand for stress."""
    return re.sub(r"[\s*]", "", EMPHASIS.sub(r"\1", clean(text)))


def strings(game: Game) -> Iterator[str]:
    """What a player of this run must be told."""
    header = game.program.scenario.header
    yield from (header.title, header.frame, header.content_note, header.role)
    for _, paper in game.teller.archive:
        yield from (paper.title, paper.sender, paper.addressee, paper.dated, paper.note, paper.text)
        if paper.kind == "news":
            yield paper.record
    for what in game.teller.consequences:
        yield from (what.act, *what.texts, *what.orders)
    yield from (later.text for _, later in game.teller.returned)
    end = game.end()
    for person in end.people:
        yield from (person.name, person.role, person.text)
    for page in end.pages:
        yield from (page.title, page.text)
    yield from (t.term for t in game.glossary())
    yield from (t.say for t in game.glossary())


def test_every_string_is_said_as_it_is_written(pair: tuple[Game, Done]) -> None:
    game, done = pair
    assert (done.code, done.err) == (0, "")
    assert done.run_code == game.code()
    said = bare(done.out)
    missing = [text for text in strings(game) if bare(text) not in said]
    assert not missing, missing[0]
    assert all("[@click=app.quit]" in text and "[/b]" in text for text in list(strings(game))[:4])


def test_summaries_stand_for_noted_papers(tmp_path: Path) -> None:
    game, done = typed(tmp_path, "--summaries")
    said = bare(done.out.partition("The desk is closed.")[0])
    noted = [p for _, p in game.teller.archive if p.note and p.summary]
    assert noted
    for paper in noted:
        assert bare(paper.summary) in said
        assert bare(paper.text) not in said


def test_no_control_byte_comes_out(pair: tuple[Game, Done]) -> None:
    _, done = pair
    odd = {c for c in done.out if unicodedata.category(c) in {"Cc", "Cs", "Zl", "Zp"}} - {"\n"}
    assert not odd
    assert not set(done.out) & set("\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")
    assert b"\x1b" not in done.raw


def test_no_string_forges_a_prompt_or_a_last_line(pair: tuple[Game, Done]) -> None:
    game, done = pair
    asked = done.out.count("\n> \n")
    typed = len(game.run.decisions) * (len(PAGES) + 2) + 2  # the debrief and, at its first part, which part next
    assert asked == typed
    assert len(re.findall(r"^Run code: ", done.out, re.MULTILINE)) == 1 + len(game.run.decisions)
    assert len(re.findall(r"^Saved in: ", done.out, re.MULTILINE)) == 1


def test_a_story_cannot_hold_control_characters(tmp_path: Path) -> None:
    for source in HOSTILE.rglob("*.yaml"):
        copy = tmp_path / "hostile" / source.relative_to(HOSTILE)
        copy.parent.mkdir(parents=True, exist_ok=True)
        copy.write_bytes(source.read_bytes().replace(b"Frame ", b"Frame \x1b[2J"))
    (tmp_path / "bibliography.yaml").write_bytes((HOSTILE.parent / "bibliography.yaml").read_bytes())
    done = run("play", tmp_path / "hostile", "--plain", "--saves", tmp_path / "saves")
    assert done.code == 3
    assert "\x1b" not in done.err + done.out


def test_names_of_the_machine_are_cleaned_too(tmp_path: Path) -> None:
    saves = tmp_path / "a\x1b[31m\nRun code: FAKE"
    done = run("play", HOSTILE, "--plain", "--seed", "1", "--saves", saves)
    assert done.code == 0
    assert done.run_code != "FAKE"
    assert b"\x1b" not in done.raw
    assert list(saves.glob("*.journal"))
