"""A booklet: whatever a reader signs, the pages say what the plain face says; and a strip gives that run again."""

from __future__ import annotations

import json
import re
import shutil
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from game.cli import main
from game.engine.program import Program
from game.session import places
from game.session.game import Game
from game.session.letters import CodeError
from game.session.library import open_program
from game.session.strip import SEED, game_of, read
from game.tools.booklet.book import Book, book_of
from game.tools.booklet.found import spots
from game.tools.booklet.page import front_of, html
from game.tools.booklet.plays import Plays, played
from game.tools.booklet.settled import ALWAYS, Span, holds, label, narrowed, piece, settle, spanned
from game.tools.booklet.sheets import Sheets, laid_out
from tests.tools.booklet_reader import check

PLAYS = 800
Made = tuple[Program, Plays, Book]


@pytest.fixture(scope="module")
def lesson() -> Made:
    program = open_program(places.stories() / "great_leap")
    plays = played(program, SEED, "lesson", PLAYS)
    return program, plays, book_of(spots(plays), plays.intro, SEED)


@pytest.fixture(scope="module")
def printed(lesson: Made, tmp_path_factory: pytest.TempPathFactory) -> tuple[str, Sheets, Path]:
    program, _plays, book = lesson
    text, sheets = html(program, book, front_of(program, book, SEED, "lesson", PLAYS, ""))
    path = tmp_path_factory.mktemp("booklet") / "booklet.html"
    path.write_text(text, encoding="utf-8")
    return text, sheets, path


@given(numbers=st.lists(st.integers(0, 11), min_size=10, max_size=10))
@settings(max_examples=150)
def test_the_pages_of_any_strip_say_what_the_plain_face_says(lesson: Made, numbers: list[int]) -> None:
    program, _plays, book = lesson
    unknown: list[str] = []
    strip = check(book, program, SEED, "lesson", numbers, unknown)
    assert len(strip) == len(book.boxes) == 10
    assert not unknown, "an end that this booklet does not have"


def test_beside_a_prediction_stand_the_figures_to_predict_by(
    lesson: Made, printed: tuple[str, Sheets, Path], great_leap: Program
) -> None:
    _program, _plays, book = lesson
    (pause,) = [block for leaf in book.leaves for block in leaf.blocks if block.kind == "pause"]
    named = great_leap.cuts["lesson"].predictions[0].beside
    labels = [next(row.label for row in great_leap.scenario.figures.landmarks if row.id == name) for name in named]
    assert [name for name, _value in pause.figures] == labels
    last_autumn = dict(pause.figures)["Last autumn's return, as signed"]  # it hangs on the auction
    assert re.fullmatch(r"(4[A-D]: \[\d+ to \d+\]; ){3}4D: \[\d+ to \d+\] jin per mu \(claimed\)", last_autumn)
    text = printed[0]
    block = text[text.index('<div class="block pause"') :]
    block = block[: block.index("</div>\n\n")]
    assert block.index("predict") < block.index("<dl>") < block.index('<div class="lines">')


def test_what_comes_after_a_prediction_is_behind_its_page(printed: tuple[str, Sheets, Path]) -> None:
    """The telegram and the prediction stand alone, on a right-hand page; the next season begins behind it."""
    text, sheets, _path = printed
    (at,) = [page for page in sheets.pages if any(b.kind == "pause" for part in page.parts for b in part.blocks)]
    (part,) = at.parts
    assert [block.kind for block in part.blocks] == ["paper", "pause"]
    assert part.blocks[0].head.endswith("From Lushan")
    assert at.number % 2 == 1
    assert part.place == sheets.pages[at.number - 1].parts[0].place, "the same number goes on behind it"
    pages = re.split(r'<section class="page[^"]*" id="page-\d+">', text)
    assert pages[at.number].index("From Lushan") < pages[at.number].index("Before you go on, predict")
    assert "Autumn 1959 (" in pages[at.number + 1]
    assert "left empty" in pages[at.number - 1]


def test_every_word_of_the_list_is_marked_where_it_is_read_first(printed: tuple[str, Sheets, Path]) -> None:
    text, sheets, _path = printed
    pages = re.split(r'<section class="page', text)
    listed = [n for n, page in enumerate(pages) if page.startswith(" words")]
    assert listed == [*range(len(pages) - 1 - len(listed), len(pages) - 1)]
    words = re.findall(r'<div class="block word" id="([^"]+)"', text)
    marked = re.findall(r'<a class="term" href="#([^"]+)"', text)
    leaves = re.findall(r'<a class="term" href="#([^"]+)"', "".join(p for p in pages if p.startswith(" leaf")))
    assert len(words) > 20
    assert set(marked) == set(words)
    assert len(set(leaves)) == len(leaves)
    for page in (p for p in pages if p.startswith(" slips")):
        assert not set(re.findall(r'<a class="term" href="#([^"]+)"', page)) & set(leaves)
    assert 'href="#word-jin"' in pages[2]
    assert f"explained on page {next(p.number for p in sheets.pages if p.kind == 'words')}." in text


@given(numbers=st.lists(st.integers(0, 11), min_size=10, max_size=10))
@settings(max_examples=20)
def test_a_strip_is_a_legal_play_of_the_printed_seed(lesson: Made, numbers: list[int]) -> None:
    program, _plays, book = lesson
    strip = check(book, program, SEED, "lesson", numbers, [])
    game = game_of(program, strip, cut="lesson")
    assert game.run.ended
    assert game.seed == SEED
    signed = Game.new(program, SEED, "lesson")
    for number in numbers:
        free = signed.run.pending.choices_open() if signed.run.pending else ()
        signed.follow(free[number % len(free)])
    assert signed.code() == game.code()


def test_another_story_with_days_to_divide_and_a_closed_answer() -> None:
    program = open_program(places.stories() / "work_team")
    plays = played(program, 3, "", 500)
    book = book_of(spots(plays), plays.intro, 3)
    for start in range(12):
        check(book, program, 3, "", [start * 7 + n for n in range(40)], [])


def test_a_story_whose_questions_hang_on_what_was_signed_is_refused(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["booklet", "great_leap", "--html", str(tmp_path / "b.html"), "--plays", "40"]) == 2
    said = capsys.readouterr().err
    assert "cannot be printed as a booklet" in said
    assert "lesson" in said
    assert not (tmp_path / "b.html").exists()


def test_the_command_writes_once_and_says_how_long_it_is(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = tmp_path / "b.html"
    command = ["booklet", "--cut", "lesson", "--html", str(path), "--plays", "60", "--json"]
    assert main(command) == 0
    data = json.loads(capsys.readouterr().out)
    assert (data["scenario"], data["cut"], data["seed"], data["letters"]) == ("great_leap", "lesson", SEED, 10)
    assert path.read_text(encoding="utf-8").count('<section class="page') == data["pages"]
    assert main(command) == 2
    assert "--force" in capsys.readouterr().err


def test_the_first_page_says_what_paper_leaves_out_and_the_last_what_to_type(printed: tuple[str, Sheets, Path]) -> None:
    text, sheets, _path = printed
    first, last = text.split('id="page-2"')[0], text.split(f'id="page-{len(sheets.pages) + 1}"')[1]
    assert "What the paper leaves out" in first
    assert f"seed {SEED}" in first
    assert "famine, death on a mass scale" in first
    assert "debrief --letters" in last
    assert "--cut lesson" in last
    assert "letters: A B" in last
    assert "<script" not in text
    assert "http" not in text.replace("http-equiv", "")


def test_every_turn_leads_to_a_page_that_has_it(lesson: Made, printed: tuple[str, Sheets, Path]) -> None:
    text, sheets, _path = printed
    pages = re.split(r'<section class="page[^"]*" id="page-\d+">', text)
    for name, number in sheets.number.items():
        assert f">Slip {number}<" in pages[sheets.slip[name]]
    for place, page in sheets.leaf.items():
        assert f">Number {lesson[2].numbered(place)}" in pages[page]
    for number, page in re.findall(r"slip (\d+), page (\d+)", text):
        assert f">Slip {number}<" in pages[int(page)]
    for number, page in re.findall(r"(?:to|^) number (\d+), page (\d+)", text):
        assert f">Number {number}" in pages[int(page)]


def test_the_page_for_teachers_says_how_long_it_is(printed: tuple[str, Sheets, Path]) -> None:
    page = (places.stories().parent / "docs" / "teachers" / "four-ways.md").read_text(encoding="utf-8")
    assert len(printed[1].pages) + 1 == 24
    assert "twenty-four pages, so twelve sheets on both sides" in page


def test_slips_tell_nothing_by_their_order(lesson: Made) -> None:
    places_of = [slip.place for slip in lesson[2].slips]
    assert places_of != sorted(places_of)


def _chromium() -> str:
    return next(
        (found for name in ("chromium", "chromium-browser", "google-chrome") if (found := shutil.which(name))), ""
    )


@pytest.mark.skipif(not _chromium(), reason="no Chromium is installed to print with")
@pytest.mark.parametrize(("paper", "width", "height"), [("A4", 794, 1122), ("Letter", 816, 1056)])
def test_it_prints_page_by_page(printed: tuple[str, Sheets, Path], paper: str, width: int, height: int) -> None:
    from playwright.sync_api import sync_playwright

    _text, sheets, path = printed
    wanted = len(sheets.pages) + 1
    with sync_playwright() as play:
        browser = play.chromium.launch(executable_path=_chromium(), args=["--no-sandbox"])
        try:
            page = browser.new_page(viewport={"width": width, "height": height})
            page.goto(path.as_uri())
            data = page.pdf(format=paper)
            page.emulate_media(media="print")
            low = page.evaluate(
                "() => [...document.querySelectorAll('.page')].map(s => { const top = s.getBoundingClientRect().top;"
                " const foot = s.querySelector('.foot').getBoundingClientRect().top - top; const all ="
                " [...s.querySelectorAll(':scope > :not(.foot)')].map(e => e.getBoundingClientRect().bottom - top);"
                " return foot - Math.max(...all) })"
            )
            feet = page.eval_on_selector_all(".page .foot b", "all => all.map(e => e.textContent)")
        finally:
            browser.close()
    assert len(re.findall(rb"/Type\s*/Page\b(?!s)", data)) == wanted
    assert min(low) > 0, f"page {low.index(min(low)) + 1} runs into its foot"
    assert feet == [f"page {n}" for n in range(1, wanted + 1)]


def test_what_one_letter_settles_is_found_and_what_none_settles_is_not() -> None:
    rows = {f"{a}{b}{c}": a for a in "ABC" for b in "ABCD" for c in "ABC"}
    assert settle(rows, 3) == [((((0, "A"),),), "A"), ((((0, "B"),),), "B"), ((((0, "C"),),), "C")]
    assert settle(dict.fromkeys(rows, 1), 3) == [(ALWAYS, 1)]
    assert settle({k: n for n, k in enumerate(rows)}, 3) is None
    pairs = {f"{a}{b}{n}": a == "A" and b in "BC" for a in "AB" for b in "ABCD" for n in range(9)}
    found = {value: when for when, value in settle(pairs, 2) or []}
    assert label(found[True]) == "1A + 2B/C"
    assert label(found[False]) == "1B + 2B/C, or 2A/D"
    assert all(holds(found[value], letters) for letters, value in pairs.items())


def test_a_figure_is_parted_by_the_letter_that_says_most_of_it() -> None:
    rows = {f"{a}{b}{n}": f"{100 * 'AB'.index(a) + n} jin" for a in "AB" for b in "CD" for n in range(20)}
    assert [label(way.when or ALWAYS) for way in narrowed(rows, 2)] == ["1A", "1B"]
    assert len(narrowed({letters: f"{n} jin" for n, letters in enumerate(rows)}, 0)) == 1
    assert len(narrowed({letters: f"{n % 7} jin" for n, letters in enumerate(rows)}, 2)) == 1  # no letter says it
    few = {letters: text for letters, text in rows.items() if letters[0] == "A" or int(letters[2:]) < 5}
    assert len(narrowed(few, 2)) == 1


def test_a_figure_that_differs_is_a_span_and_others_stay() -> None:
    said = spanned(["12 names, 341 jin", "12 names, 402 jin"])
    assert said[0] == "12 names, "
    assert isinstance(said[1], Span)
    assert said[2] == " jin"
    assert said[1].low < 341
    assert said[1].high > 402
    both = spanned(["2,600 to 3,900 people", "9,000 to 14,000 people"])
    assert isinstance(both[0], Span)
    assert both[0].low < 2600
    assert both[0].high > 14000
    assert both[1] == " people"
    assert [way.said() for way in piece({"A": "none", "B": "none"}, 1)] == ["none"]


@pytest.mark.parametrize("written", ["cabd bcba db", "C-A-B-D, B C B A; D B", " c a b d\nb c b a d b "])
def test_a_strip_is_read_however_it_was_written(written: str) -> None:
    assert read(written) == "CABDBCBADB"


@pytest.mark.parametrize(
    ("strip", "says"),
    [
        ("", "no letters"),
        ("CAB1", "`1` is no letter"),
        ("CE", "letter 2 of this strip is E; only A to C"),
        ("A" * 11, "has 11 letters; its lesson has 10"),
        ("A" * 500, "none has more than"),
        ("A\x1b[31m", "is no letter"),
    ],
)
def test_a_strip_that_cannot_be_says_where_and_why(lesson: Made, strip: str, says: str) -> None:
    with pytest.raises(CodeError, match=re.escape(says)):
        game_of(lesson[0], strip, cut="lesson")


def test_no_page_is_fuller_than_it_may_be(lesson: Made) -> None:
    sheets = laid_out(lesson[2], [])
    assert 10 <= len(sheets.pages) <= 30
    assert {slip.name for slip in lesson[2].slips} == set(sheets.slip)


def test_strips_are_debriefed_like_codes_and_a_wrong_one_is_named(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["debrief", "--letters", "CABC BACA AD", "--cut", "lesson", "--json"]) == 0
    data = json.loads(capsys.readouterr().out)
    assert (data["scenario"], data["cut"], data["seed"]) == ("great_leap", "lesson", SEED)
    program = open_program(places.stories() / "great_leap")
    code = game_of(program, "CABCBACAAD", cut="lesson").code()
    assert data["code"] == code
    codes = tmp_path / "class.txt"
    codes.write_text(
        f"# 7b\nletters: CAB C B A C A A D\nLetters: ZZ\n3) Willow 7 - letters：aaaaaaaaaa\n{code}\n", encoding="utf-8"
    )
    assert main(["debrief", "--codes", str(codes), "--cut", "lesson", "--json"]) == 1
    told = capsys.readouterr()
    assert "letters ZZ: letter 1 of this strip is Z; only A to D" in told.err
    assert len(json.loads(told.out)["runs"]) == 3
    assert main(["debrief", "--letters", "CABCBACAAD", "--json"]) == 0
    assert json.loads(capsys.readouterr().out)["code"] == code
    assert main(["debrief", "--letters", "CABCB"]) == 4
    assert "name the lesson with `--cut`" in capsys.readouterr().err
    assert main(["debrief", "--letters", "Q", "--cut", "lesson"]) == 4
    assert "letter 1" in capsys.readouterr().err
