"""The slides of a class: all nine views, questions and minutes; nobody's run in them; one file that needs nothing else.

The tests in a browser need Chromium; where there is none they are skipped and say so.
"""

from __future__ import annotations

import re
from base64 import b64encode
from collections.abc import Callable, Iterator, Sequence
from functools import cache
from hashlib import sha256
from importlib.resources import files
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page

from game.cli import Exit, main
from game.debrief.blocks import Block, Entry, Table
from game.debrief.build import debrief
from game.debrief.deck.asked import ASKS
from game.debrief.deck.build import Deck, deck_of, deck_of_one, slides
from game.debrief.deck.html import body, page
from game.debrief.deck.slide import MORE, Slide, Stage, minutes
from game.debrief.explained import with_explained
from game.debrief.group.written import Written
from game.debrief.hidden import LEAST
from game.engine.program import Program
from game.engine.run import Run
from game.session.game import Game
from game.session.library import open_program
from tests.browser import chromium, too_small
from tests.clocks import is_done_within
from tests.debrief.test_page import CONTROL, HOSTILE, TAGS, outline

Player = Callable[..., Game]
ROOT = Path(__file__).parents[2]
AXE = "axe.run(document, {runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'best-practice']})"
SCENARIOS = ("great_leap", "black_board", "the_experts", "seven_thousand", "work_team")


def class_of(program: Program, play: Player, number: int, cut: str = "") -> list[Run]:
    officials = [o.id for o in program.scenario.officials]
    return [play(program, officials[n % len(officials)], n, cut).run for n in range(number)]


@pytest.fixture(scope="module")
def runs(great_leap: Program, play: Player) -> list[Run]:
    return class_of(great_leap, play, 24, "lesson")


@pytest.fixture(scope="module")
def made(runs: list[Run]) -> tuple[Slide, ...]:
    return slides(runs, [Written("Xinyang, the provincial committee", "They are hungry. Come and weigh it.")])


@pytest.fixture(scope="module")
def text(runs: list[Run]) -> str:
    deck = deck_of([(str(n), run) for n, run in enumerate(runs)])
    return page(deck.title, deck.slides, deck.sources)


def kinds(made: Sequence[Slide]) -> set[str]:
    return {re.sub(r"-\d+$", "", slide.id) for slide in made}


def test_a_lesson_has_every_view_and_the_minutes_of_the_plan(made: tuple[Slide, ...]) -> None:
    assert kinds(made) == set(ASKS) - {"sources", "brief", "votes", "voted", "signed", "file"}
    stages = (Stage.COOL_DOWN, Stage.WHAT, Stage.SO_WHAT, Stage.NOW_WHAT)
    assert [minutes(made, stage) for stage in stages] == [2, 6, 8, 6]
    assert minutes(made) == 22
    assert all(slide.blocks and (slide.id == MORE or (slide.ask and slide.minutes)) for slide in made)
    assert len({slide.id for slide in made}) == len(made)
    assert list(made) == sorted(made, key=lambda slide: list(Stage).index(slide.stage))


def test_the_talk_is_a_dozen_slides_and_then_a_slide_says_that_more_follows(made: tuple[Slide, ...]) -> None:
    place = [slide.id for slide in made].index(MORE)
    assert place <= 12
    assert all((slide.stage is Stage.MORE) is (at >= place) for at, slide in enumerate(made))
    titles = [slide.title for slide in made]
    assert len(set(titles)) == len(titles)
    assert "The people" in {slide.part or slide.title for slide in made}


def test_what_a_run_came_to_is_told_when_the_chair_is_left(runs: list[Run]) -> None:
    made = slides(runs[:1], shared=True)
    assert "The dead" not in body(made[0])
    assert "nobody has to tell" in body(made[0])
    assert "The dead" in body(next(s for s in made if s.id == "brief"))
    assert all("not whose it was" not in slide.ask and "Two files" not in slide.ask for slide in made)


def test_a_lesson_shows_no_paper_that_came_before_its_first(made: tuple[Slide, ...], runs: list[Run]) -> None:
    for some in (made, slides(runs[:1], shared=True)):
        told = " ".join(body(slide) for slide in some if re.match("whose|silences|papers", slide.id))
        assert "October 1958" in told
        assert not re.search("Lin Wenbo's request|The sixth name", told)


def test_sources_stand_by_author_and_year(text: str) -> None:
    assert "Roderick MacFarquhar 1983" in text
    assert ">macfarquhar1983" not in text
    assert "Basil Ashton and others 1984" in text


def test_pages_that_nobody_chose_to_show_are_not_there(runs: list[Run], made: tuple[Slide, ...]) -> None:
    assert "written" not in kinds(slides(runs))
    assert "Come and weigh it" in body(next(s for s in made if s.id == "written"))


def tables(blocks: Sequence[Block]) -> Iterator[Table]:
    for block in blocks:
        if isinstance(block, Table):
            yield block
        elif isinstance(block, Entry):
            yield from tables(block.blocks)


def test_no_small_count_is_on_any_slide(runs: list[Run]) -> None:
    counted = ("parted", "papers", "people", "folk", "silences")
    for number in (24, 9, 5, 3):
        found = [s for s in slides(runs[:number]) if re.sub(r"-\d+$", "", s.id) in counted]
        cells = [cell for s in found for t in tables(s.blocks) for row in t.rows for cell in row[1:]]
        assert cells
        assert not [cell for cell in cells if cell.isdigit() and 0 < int(cell) < LEAST]


def test_no_run_is_on_any_slide(runs: list[Run], text: str) -> None:
    from game.session.runcode import encode

    assert not any(encode(run) in text for run in runs)
    assert "seed 1" not in text


@pytest.mark.parametrize("number", [1, 2, 3, 5, 6])
def test_few_runs_tell_little(runs: list[Run], number: int) -> None:
    made = slides(runs[:number])
    own = {"reported", "parted", "people", "papers", "outcomes", "files", "whose", "why", "otherwise"}
    if number < LEAST:
        assert not kinds(made) & own
    assert ("otherwise" in kinds(made)) <= (number >= 2 * LEAST)
    assert {"down", "record", "questions"} <= kinds(made)


def test_one_run_that_a_class_shares_is_shown_as_it_is(runs: list[Run]) -> None:
    made = slides(runs[:1], shared=True)
    assert {"down", "reported", "ratchet", "knew", "people", "files", "whose", "why", "silences"} <= kinds(made)


@cache
def whole(play: Player, name: str) -> tuple[Deck, Deck]:
    """The slides of a class that played a whole story, and of one of its runs."""
    runs = class_of(open_program(ROOT / "story" / name), play, 16)
    made = deck_of([(str(n), run) for n, run in enumerate(runs)])
    game = Game.at(runs[1])
    return made, deck_of_one(with_explained(debrief(game), game))


@pytest.mark.parametrize("name", SCENARIOS)
def test_every_scenario_has_slides(play: Player, name: str) -> None:
    made, _of_one = whole(play, name)
    assert {"down", "reported", "archive", "parted", "knew", "people", "record", "questions", "files"} <= kinds(
        made.slides
    )
    outline(page(name, made.slides))


def test_open_runs_tell_only_what_was_signed(great_leap: Program, play: Player) -> None:
    runs = [play(great_leap, "random", n, "lesson", 5).run for n in range(8)]
    assert kinds(slides(runs)) <= {"down", "parted", "record", "limits", "questions", "papers", "more"}


def test_the_page_stands_by_itself(text: str) -> None:
    made = outline(text)
    assert {tag for tag, _ in made.tags} <= TAGS | {"script"}
    policy = next(
        a["content"] or ""
        for tag, a in made.tags
        if tag == "meta" and "content" in a and "none" in (a["content"] or "")
    )
    for tag in ("style", "script"):
        inside = text[text.index(f"<{tag}>") + len(tag) + 2 : text.index(f"</{tag}>")]
        assert f"{tag}-src 'sha256-{b64encode(sha256(inside.encode()).digest()).decode()}'" in policy
    assert policy.startswith("default-src 'none'")
    ids = [a["id"] for _, a in made.tags if "id" in a]
    assert len(set(ids)) == len(ids)
    links = [a["href"] or "" for tag, a in made.tags if tag == "a"]
    assert all(link[:1] == "#" and link[1:] in ids for link in links)
    assert not any(name.startswith("on") or name in ("src", "style", "action") for _, a in made.tags for name in a)
    assert not CONTROL.search(text)


@pytest.mark.parametrize("bad", HOSTILE)
def test_what_students_write_stays_words(runs: list[Run], bad: str) -> None:
    made = slides(runs[:3], [Written(bad, bad * 3)])
    text = page(bad, made)
    assert {tag for tag, _ in outline(text).tags} <= TAGS | {"script"}
    assert text.count("<script>") == 1
    outline(body(made[-1]))


def test_the_command_writes_slides_of_a_class_and_of_a_run(
    runs: list[Run], tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    from game.session.runcode import encode

    codes, out = [encode(run) for run in runs[:7]], tmp_path / "class.html"
    assert main(["debrief", *codes, "--slides", str(out)]) == Exit.FINE
    assert f"written: {out}" in capsys.readouterr().err
    assert "7 runs together" in out.read_text(encoding="utf-8")
    assert main(["debrief", *codes, "--slides", str(out)]) == Exit.USAGE
    assert main(["debrief", codes[0], "--slides", str(out), "--force"]) == Exit.FINE
    assert "Put the secretary down" in out.read_text(encoding="utf-8")


def test_a_class_of_thirty_takes_its_time_once(great_leap: Program, play: Player) -> None:
    runs = class_of(great_leap, play, 30, "lesson")
    assert is_done_within(3.0, lambda: slides(runs))


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    with chromium() as found:
        yield found


@pytest.fixture(scope="module")
def file(text: str, tmp_path_factory: pytest.TempPathFactory) -> str:
    path = tmp_path_factory.mktemp("deck") / "class.html"
    path.write_text(text, encoding="utf-8")
    return path.as_uri()


def at(window: Page) -> str:
    return str(
        window.evaluate(
            "[...document.querySelectorAll('.slide')].find(s => Math.abs(s.getBoundingClientRect().top) < 3)?.id"
        )
    )


def test_keys_lead_from_slide_to_slide(browser: Browser, file: str, made: tuple[Slide, ...]) -> None:
    window = browser.new_page(viewport={"width": 1366, "height": 768})
    said: list[str] = []
    window.on("console", lambda message: said.append(message.text))
    window.goto(file)
    for key, place in (("ArrowRight", 1), ("PageDown", 2), ("ArrowLeft", 1), ("Home", 0), ("n", 1), ("p", 0)):
        window.keyboard.press(key)
        assert at(window) == made[place].id
    window.keyboard.press("End")
    assert at(window) == "contents"
    assert not said
    window.close()


def test_links_do_without_a_script(browser: Browser, file: str, made: tuple[Slide, ...]) -> None:
    context = browser.new_context(java_script_enabled=False, viewport={"width": 1366, "height": 768})
    window = context.new_page()
    window.goto(file)
    for slide in made[1:4]:
        window.locator(f"#{made[made.index(slide) - 1].id} a[rel=next]").click()
        assert window.url.endswith(f"#{slide.id}")
        box = window.locator(f"#{slide.id}").bounding_box()
        assert box is not None
        assert abs(box["y"]) < 3
    context.close()


@pytest.mark.parametrize(("size", "dark"), [((1366, 768), False), ((390, 844), False), ((683, 384), True)])
def test_axe_finds_nothing_and_nothing_runs_out_sideways(
    browser: Browser, file: str, size: tuple[int, int], dark: bool
) -> None:
    context = browser.new_context(
        viewport={"width": size[0], "height": size[1]}, color_scheme="dark" if dark else "light"
    )
    window = context.new_page()
    window.goto(file)
    window.evaluate(files("axe_core_python").joinpath("axe.min.js").read_text(encoding="utf-8"))
    found = window.evaluate(f"{AXE}.then(r => r.violations.map(v => [v.id, v.nodes[0].html]))")
    assert found == []
    assert window.evaluate("document.documentElement.scrollWidth") == size[0]
    context.close()


HIGH = "[...document.querySelectorAll('.slide')].map(s => [s.id, s.getBoundingClientRect().height])"


def test_every_slide_of_a_lesson_fits_a_projector(browser: Browser, file: str) -> None:
    window = browser.new_page(viewport={"width": 1366, "height": 768})
    window.goto(file)
    assert [one for one in window.evaluate(HIGH) if one[1] > 768] == []
    window.close()


def test_every_slide_fits_without_its_script_and_charts_fill_half_of_it(
    browser: Browser, text: str, tmp_path: Path
) -> None:
    bare = tmp_path / "bare.html"
    bare.write_text(re.sub("<script>.*</script>", "", text, flags=re.DOTALL), encoding="utf-8")
    window = browser.new_page(viewport={"width": 1366, "height": 768})
    window.goto(bare.as_uri())
    assert [one for one in window.evaluate(HIGH) if one[1] > 768] == []
    assert window.evaluate("document.querySelectorAll('.charted').length") > 3
    drawn = "[...document.querySelectorAll('.charted .drawing')].map(d => d.getBoundingClientRect().height)"
    assert all(high > 384 for high in window.evaluate(drawn))
    window.close()


@pytest.mark.parametrize("name", SCENARIOS)
def test_every_slide_of_a_whole_story_fits_a_projector(
    browser: Browser, play: Player, tmp_path: Path, name: str
) -> None:
    window = browser.new_page(viewport={"width": 1366, "height": 768})
    for deck in whole(play, name):
        out = tmp_path / "slides.html"
        out.write_text(page(deck.title, deck.slides, deck.sources), encoding="utf-8")
        window.goto(out.as_uri())
        high = window.evaluate(HIGH)
        assert len(high) > len(deck.slides) + 2
        assert [one for one in high if one[1] > 768] == []
        assert too_small(window, ".slide") == []
    window.close()


def test_nothing_on_a_slide_is_too_small_for_the_last_row(browser: Browser, file: str) -> None:
    window = browser.new_page(viewport={"width": 1366, "height": 768})
    window.goto(file)
    assert window.locator(".drawing text").count() > 20
    assert too_small(window, ".slide") == []
    window.close()


@pytest.mark.parametrize("paper", ["A4", "Letter"])
def test_a_slide_is_printed_on_a_sheet_of_its_own(browser: Browser, file: str, paper: str) -> None:
    window = browser.new_page()
    window.goto(file)
    printed = window.pdf(format=paper, prefer_css_page_size=True)
    sheets = len(re.findall(rb"/Type\s*/Page\b(?!s)", printed))
    wide = re.findall(rb"/MediaBox \[0 0 ([\d.]+) ([\d.]+)\]", printed)
    assert all(float(w) > float(h) for w, h in wide)
    assert sheets == window.locator(".slide").count()
    window.close()
