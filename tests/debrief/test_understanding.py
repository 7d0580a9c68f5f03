"""What helps to understand a run: masked while it is open, tied to what was signed, told when it cannot be read."""

from __future__ import annotations

import io
import json
from pathlib import Path

import pytest
from jsonschema import Draft202012Validator

from game.cli import main
from game.debrief.blocks import Lines, Section, Table
from game.debrief.build import debrief
from game.debrief.contents import document
from game.debrief.data import as_data
from game.debrief.html import page as as_html
from game.debrief.markdown import as_markdown
from game.debrief.sheet import sheet_of
from game.debrief.text import as_lines, lines_of
from game.debrief.understanding_views import FileView, UnderstandingView
from game.engine.program import Program, build
from game.plain.face import PlainFace
from game.plain.page import ask_page
from game.script.reader import load
from game.session.game import Game
from game.session.written import read_page, write_page
from tests.conftest import ROOT, MakeVariant
from tests.script.understood import DOSSIER, FILED, PAPERS, TEACHING, WHOLE

SCHEMA = ROOT / "docs" / "debrief.schema.json"
SHEETS = ["notes", "worksheet", "sheet-log"]
OURS = ["ratchet", "card", "whose", "silences", "file", "page"]


def program(variant: MakeVariant, **files: str) -> Program:
    made = variant({"scenes/all.yaml": FILED}, added=WHOLE | {f"{k}.yaml": v for k, v in files.items()})
    loaded = load(made.folder)
    return build(loaded.scenario, loaded.scope)


def ended(story: Program, letter: str = "burn", *, saves: Path | None = None, cut: str = "") -> Game:
    """A run that heaps, seals, does something with the letter, and counts high."""
    game = Game.new(story, 2, cut, saves=saves)
    wanted = {"measure": ("heaped", "wax"), "letter": (letter,), "tally": ("high_count",)}
    while (ask := game.view().ask) is not None:
        game.decide(ask.scene, *(wanted[ask.scene] if ask.scene in wanted else ask.plan.plans[0] if ask.plan else ()))
    assert game.run.ended
    return game


def told(game: Game, name: str, *, teacher: bool = False) -> str:
    section = next(s for s in document(debrief(game), teacher=teacher) if s.id == name)
    return " ".join("\n".join(lines_of(section)).split())


def test_nothing_of_it_is_told_while_a_run_is_open(variant: MakeVariant) -> None:
    game = Game.new(program(variant), 2)
    view = debrief(game)
    assert view.understanding == UnderstandingView()
    assert not {s.id for s in document(view, teacher=True)} & {*OURS, *SHEETS} - {"worksheet"}


def test_the_sections_stand_in_their_order(variant: MakeVariant) -> None:
    view = debrief(ended(program(variant)))
    assert [s.id for s in document(view) if s.id in OURS] == OURS
    assert view.understanding.trouble == ""
    assert "almanac" in {s.id for s in view.sources}


def test_the_ratchet_says_the_figures_of_each_period(variant: MakeVariant) -> None:
    game = ended(program(variant))
    view = debrief(game).understanding.ratchet
    assert view is not None
    slot = game.program.slots["grain"]
    closed = [values[slot] for values in game.run.closed]
    assert [row.period for row in view.rows] == ["first", "second", "third"]
    assert [row.values[0] for row in view.rows] == [closed[0], closed[1], closed[3]]
    assert view.rows[0].say.strip() == f"It begins with {closed[0]:.1f} sacks."
    assert view.rows[1].say.strip() == f"Smoke was seen. It fell from {closed[0]:.1f} to {closed[1]:.1f}."
    assert "Smoke" not in "".join(r.say for r in debrief(ended(program(variant), "answer")).understanding.ratchet.rows)  # type: ignore[union-attr]


def test_a_share_of_nothing_is_a_dash(variant: MakeVariant) -> None:
    papers = PAPERS.replace("per: per_head", "per: grain - grain")
    rows = debrief(ended(program(variant, papers=papers))).understanding.ratchet
    assert rows is not None
    assert [row.words[1] for row in rows.rows] == ["-", "-", "-"]


def test_the_file_is_put_together_in_the_order_of_time(variant: MakeVariant) -> None:
    game = ended(program(variant))
    view = debrief(game).understanding.file
    grain = round(game.run.closed[1][game.program.slots["grain"]])
    assert view.heading == "File of the store."
    assert view.opening == ("The keeper.", "A seal was used.")
    assert view.missing == ("the letter.",)
    assert view.entries[0].turn_label == "First week"
    assert view.entries[0].text.endswith("The door was sealed.")
    assert view.entries[1].text == f"No letter was received, mood tense. Smoke was seen, with {grain} sacks in store."
    assert "Not in the file: the letter." in told(game, "file")


def test_where_the_page_is_full_the_lightest_entries_give_way(variant: MakeVariant) -> None:
    dossier = DOSSIER.replace("most_words: 60", "most_words: 38")
    view = debrief(ended(program(variant, dossier=dossier))).understanding.file
    assert [e.turn_label for e in view.entries] == ["Second week"]
    assert view.rest == "There is more."


def test_where_nothing_fits_there_is_no_file(variant: MakeVariant) -> None:
    game = ended(program(variant, dossier="most_words: 1\n"))
    assert debrief(game).understanding.file == FileView()
    assert "file" not in {s.id for s in document(debrief(game))}


def test_only_papers_that_came_have_a_row_each(variant: MakeVariant) -> None:
    view = debrief(ended(program(variant)))
    (paper,) = view.understanding.signatures
    assert paper.reported == "You, heaped."
    (entry,) = next(s for s in document(view) if s.id == "whose").blocks
    assert any(isinstance(block, Table) and len(block.rows) == 5 for block in entry.blocks)  # type: ignore[union-attr]


@pytest.mark.parametrize(("letter", "way", "said"), [("burn", "stopped", "with a match"), ("answer", "passed", "yard")])
def test_the_silence_map_follows_what_was_signed(variant: MakeVariant, letter: str, way: str, said: str) -> None:
    game = ended(program(variant), letter)
    (silence,) = debrief(game).understanding.silences
    assert silence.way == way
    assert said in told(game, "silences")
    name = {"stopped": "stopped", "passed": "passed on", "late": "too late"}[way]
    assert f"each came to an end: 1 {name}." in told(game, "silences")
    assert "Please answer." in told(game, "silences")


def test_the_card_asks_about_the_first_candidate_that_was_signed(variant: MakeVariant) -> None:
    story = program(variant)
    burnt, answered = debrief(ended(story)).understanding.card, debrief(ended(story, "answer")).understanding.card
    assert burnt is not None
    assert answered is not None
    assert (burnt.title, burnt.act, burnt.understand.strip()) == ("A letter", "Burn it", "How did it come about?")
    assert (answered.title, answered.understand.strip()) == ("The tally", "How was it counted?")
    assert burnt.number < answered.number


def test_questions_of_the_run_follow_those_of_the_story(variant: MakeVariant) -> None:
    asked = [q.ask.strip() for q in debrief(ended(program(variant))).questions]
    assert asked[-2:] == ["Who measures?", "What was in it?"]
    assert "What was in it?" not in [q.ask.strip() for q in debrief(ended(program(variant), "answer")).questions]


def test_a_teachers_sheets_come_only_when_asked_for(variant: MakeVariant) -> None:
    game = ended(program(variant))
    view = debrief(game)
    assert not {s.id for s in document(view)} & set(SHEETS)
    sections = {s.id: s for s in document(view, teacher=True)}
    assert [name for name in sections if name in SHEETS] == SHEETS
    log = sections["sheet-log"]
    (table,) = [b for b in log.blocks if isinstance(b, Table)]
    assert [row[0] for row in table.rows] == ["A letter", "The tally", "", ""]
    assert "Who framed it?" not in told(game, "sheet-log", teacher=True)
    assert room(log) == 2
    assert room(sections["worksheet"]) == 3 * len(view.questions)
    text = "\n".join(as_lines(view))
    assert "For a class." not in text
    assert "For a class." in as_html(sheet_of(view, teacher=True))


def room(section: Section) -> int:
    """Empty lines to write on."""
    inner = [b for block in section.blocks for b in getattr(block, "blocks", ())]
    return sum(b.count for b in inner if isinstance(b, Lines))


def test_what_cannot_be_read_is_told_and_costs_nothing_else(variant: MakeVariant) -> None:
    view = debrief(ended(program(variant, teaching=TEACHING.replace("lead: Fill", "leed: Fill"))))
    assert "teaching.yaml" in view.understanding.trouble
    assert view.understanding.ratchet is None
    assert "check` names them all" in "\n".join(as_lines(view)).replace("\n", " ")


def test_a_written_page_stands_in_the_debrief_and_in_every_export(variant: MakeVariant, tmp_path: Path) -> None:
    game = ended(program(variant), saves=tmp_path / "saves")
    assert "You wrote" not in told(game, "page")
    assert "page" not in as_data(debrief(game))
    write_page(game, "The <b>miller</b>", "Nine sacks.\n\n[/b] & <script>alert(1)</script> *none* left.")
    sheet = sheet_of(debrief(game))
    assert "You wrote to: The <b>miller</b> Nine sacks." in told(game, "page")
    html = as_html(sheet)
    assert "Nine sacks." in html
    assert "<script>alert" not in html
    assert "<b>miller" not in html
    assert "Nine sacks." in as_markdown(sheet)
    data = as_data(debrief(game))
    assert data["page"]["reader"] == "The <b>miller</b>"
    Draft202012Validator(json.loads(SCHEMA.read_text(encoding="utf-8"))).validate(data)
    game.close()


def typed(game: Game, *lines: str) -> str:
    """What the plain face says when these lines are typed after the debrief."""
    out = io.StringIO()
    ask_page(PlainFace(game, iter(line + "\n" for line in lines), out), debrief(game).understanding.page)
    return out.getvalue()


def test_the_plain_face_keeps_the_page_and_prints_it_back(variant: MakeVariant, tmp_path: Path) -> None:
    game = ended(program(variant), saves=tmp_path / "saves")
    said = typed(game, "9", "2", "Nine sacks are left.", "They say twenty.", "", "never read")
    assert "`9` is not one of 1 to 2" in said
    assert "To: The miller (7 words)" in said
    assert "Nine sacks are left. They say twenty." in said
    page = read_page(game)
    assert page is not None
    assert (page.reader, page.text) == ("The miller", "Nine sacks are left.\nThey say twenty.")
    assert "There is a page of this run already, to The miller" in typed(game, "")
    assert read_page(game) == page
    game.close()


@pytest.mark.parametrize("lines", [(), ("",), ("quit",), ("1",), ("1", "")])
def test_an_empty_line_or_the_end_of_the_input_leaves_it_unwritten(
    variant: MakeVariant, tmp_path: Path, lines: tuple[str, ...]
) -> None:
    game = ended(program(variant), saves=tmp_path / "saves")
    said = typed(game, *lines)
    assert read_page(game) is None
    assert "words)" not in said
    game.close()


def test_a_page_without_a_save_is_printed_back_and_not_kept(variant: MakeVariant) -> None:
    said = typed(ended(program(variant)), "1", "One line.", "\x1b[2J two")
    assert "Not kept: this run is not saved" in said
    assert "One line." in said
    assert "\x1b" not in said


def test_a_teachers_sheets_are_of_one_run(
    great_leap: Program, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    saves = [Game.new(great_leap, seed, "lesson", saves=tmp_path) for seed in (1, 2)]
    paths = [str(game.journal.path) for game in saves if game.journal]
    for game in saves:
        game.close()
    assert main(["debrief", *paths, "--teacher"]) == 2
    assert "one save or code with `--teacher`" in capsys.readouterr().err
    assert main(["debrief", paths[0], "--teacher"]) == 0
    assert "Prediction sheet" not in capsys.readouterr().out  # an open run has none
