"""The debrief as a page: one file, in order, inert; and in a real browser: accessible, narrow enough, short on paper.

The tests in a browser need Chromium; where there is none they are skipped and say so.
"""

from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
from collections.abc import Callable
from functools import cache
from html import escape
from html.parser import HTMLParser
from importlib.resources import files
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest
from attrs import define, evolve, field
from hypothesis import given, settings
from hypothesis import strategies as st

from game.debrief import blocks as b
from game.debrief.build import debrief
from game.debrief.explained import with_explained
from game.debrief.html import page
from game.debrief.paper import PAGES, SOURCE, folds, printed_keys
from game.debrief.sheet import Sheet, sheet_of
from game.engine.program import Program
from game.session.game import Game
from game.session.views import ChartView, Role, SeriesView

Player = Callable[..., Game]
CONTROL = re.compile(r"[\x00-\x09\x0b-\x1f\x7f-\x9f\u2028\u2029\u200e\u200f\u202a-\u202e\u2066-\u2069\ud800-\udfff]")
VOID = {"meta", "br", "img", "input", "link", "hr"}
TAGS = {
    *("html", "head", "meta", "title", "style", "body", "a", "div", "header", "p", "h1", "h2", "h3", "h4", "h5", "h6"),
    *("nav", "ol", "ul", "li", "main", "section", "article", "em", "b", "span", "pre", "table", "caption", "thead"),
    *("tbody", "tr", "th", "td", "figure", "figcaption", "details", "summary", "footer"),
    *("svg", "desc", "g", "line", "path", "circle", "rect", "text"),
}
HOSTILE = [
    "<script>alert(1)</script>",
    "</style></title><img src=x onerror=alert(1)>",
    "\"'><svg onload=alert(1)>",
    "{{ 7 * 7 }}{% include 'page.css' %}",
    "]]><!--",
    "javascript:alert(1)",
    "*<b>loud</b>*",
    "\x1b[2J\u202eevil\x00",
    "  | <i>kept</i>\n  | columns",
    "&lt;&amp;&#x3c;",
]


@define
class Outline(HTMLParser):
    """What a page is made of. Fails on a tag that is left open or closed twice."""

    tags: list[tuple[str, dict[str, str | None]]] = field(factory=list)
    open: list[str] = field(factory=list)
    text: list[str] = field(factory=list)

    def __attrs_post_init__(self) -> None:
        super().__init__()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        assert len({name for name, _ in attrs}) == len(attrs), (tag, attrs)
        self.tags.append((tag, dict(attrs)))
        if tag not in VOID:
            self.open.append(tag)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, dict(attrs)))

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag

    def handle_data(self, data: str) -> None:
        if self.open[-1:] != ["style"]:
            self.text.append(data)


def outline(text: str) -> Outline:
    made = Outline()
    made.feed(text)
    made.close()
    assert not made.open
    return made


def chart(text: str = "a") -> ChartView:
    lines = (SeriesView("x", text, Role.REPORTED, (1.0, None)), SeriesView("y", text, Role.HISTORY, (None, 2.0)))
    return ChartView("c", text, text, (text, f"{text} 1958"), lines, text, 1.5, text)


def every_kind(text: str) -> Sheet:
    """A document with every kind of block, all its words this text."""
    ranges = b.Ranges(text, text, (b.Range(text, 1, 3, 2, 2.5, text, ("key", text)), b.Range(text, 0, 0)), 1, text)
    inner = (b.Words(text, text), b.Keys(("key", text)), b.Points((text,), numbered=True), b.Entry(text))
    all_kinds = (
        b.Words(f"{text}\n\n{text}"),
        b.Keys((text, "key")),
        b.Points((text, text)),
        b.Table(text, (text, text), ((text, "1"), (text, "2")), frozenset({1})),
        b.Table("", ("", text), ((text, "1"), ("", "2"))),
        b.Table(text, (text, text), ((text, "1"), (text, text)), bars=(1, 0)),
        b.Drawing(chart(text)),
        ranges,
        b.Entry(text, (*inner, b.Entry(text, (b.Entry(text, inner),))), "here"),
        b.Lines(3),
    )
    sections = (
        b.Section("all", text, text, all_kinds),
        b.Section("own", text, text, (b.Lines(2),), own_page=True),
        b.Section("sources", text, "", (b.Entry(text, (), "source-key"), b.Entry(text, (), f"source-{text}"))),
    )
    return Sheet(text, text, text, text, sections)


def assert_whole(text: str) -> Outline:
    """What holds for every page: its frame, its headings, its links, and nothing that runs or fetches."""
    made = outline(text)
    names = [tag for tag, _ in made.tags]
    assert set(names) <= TAGS, set(names) - TAGS
    assert made.tags[0] == ("html", {"lang": "en"})
    for one in ("main", "h1", "header", "footer"):
        assert names.count(one) == 1
    assert names.count("nav") == 2  # one of them is shown: beside the text, or folded before it
    first_link = next(attrs for tag, attrs in made.tags if tag == "a")
    assert first_link["href"] == "#main"
    levels = [int(tag[1]) for tag in names if re.fullmatch("h[1-6]", tag)]
    assert levels[0] == 1
    assert all(after <= before + 1 for before, after in pairwise(levels)), levels
    ids = [attrs["id"] for _, attrs in made.tags if "id" in attrs]
    assert len(set(ids)) == len(ids), sorted(i for i in ids if ids.count(i) > 1)
    for tag, attrs in made.tags:
        assert not any(name.startswith("on") or name in ("src", "style", "action") for name in attrs), (tag, attrs)
        if "href" in attrs:
            assert (attrs["href"] or "").startswith("#")
            assert (attrs["href"] or "")[1:] in ids, attrs
        for name in ("aria-labelledby", "aria-describedby"):
            assert all(one in ids for one in (attrs.get(name) or "").split())
    assert not re.search(r"<th[^>]*></th>", re.sub(r'<th scope="row"[^>]*></th>', "", text))
    policy = next(a for tag, a in made.tags if tag == "meta" and a.get("http-equiv") == "Content-Security-Policy")
    assert (policy["content"] or "").startswith("default-src 'none'; style-src 'unsafe-inline'")
    sheet = text[text.index("<style>") : text.index("</style>")]
    assert not re.search(r"url\(|@import|expression|http", sheet)
    assert not CONTROL.search(text)
    return made


def test_a_full_run_is_one_page_in_order(great_leap: Program, play: Player) -> None:
    view = debrief(play(great_leap, "hedger", 5))
    sheet = sheet_of(view)
    made = assert_whole(page(sheet))
    said = " ".join(" ".join(made.text).split())
    for section in sheet.sections:
        assert section.title in said
    for source in view.sources:
        assert " ".join(source.title.split()) in said
    linked = {attrs["href"] for tag, attrs in made.tags if tag == "a"}
    assert all(f"#source-{key}" in linked for block in view.charts for key in block.sources)
    assert any((href or "").startswith("#cites-") for href in linked)


@pytest.mark.parametrize("stop", [None, 6])
def test_lessons_and_open_runs_are_pages_too(great_leap: Program, play: Player, stop: int | None) -> None:
    assert_whole(page(sheet_of(debrief(play(great_leap, "honest", 4, "lesson", stop)))))


@settings(max_examples=60, deadline=None)
@given(text=st.text(max_size=60) | st.sampled_from(HOSTILE))
def test_no_string_becomes_markup_in_any_kind_of_block(text: str) -> None:
    assert_whole(page(every_kind(text)))


def test_hostile_words_are_all_there_as_words() -> None:
    for text in HOSTILE[:6]:
        said = "".join(assert_whole(page(every_kind(text))).text)
        assert said.count(" ".join(text.split())) > 20


def test_a_hostile_story_stays_inert(hostile: Program, play: Player) -> None:
    made = assert_whole(page(sheet_of(debrief(play(hostile, "random", 1)))))
    assert "[@click=app.quit]" in "".join(made.text)


def test_what_is_not_on_paper_is_said(great_leap: Program, play: Player) -> None:
    sheet = sheet_of(debrief(play(great_leap, "hedger", 5)))
    told = folds(sheet.sections)
    assert set(told) == {section.id for section in sheet.sections}
    text = page(sheet)
    said = re.search(r'<p class="folded">On paper in short: (.*?)\. Not on paper: (.*?)\. The page', text)
    assert said
    short, left = (set(part.split("; ")) for part in said.groups())
    assert text.count('class="folded"') == 1
    for section in sheet.sections:
        fold, title = told[section.id], escape(section.title)
        assert (title in left) == fold.nothing, section.id
        assert (title in short) == (not fold.whole and not fold.nothing), section.id
        start = text.index(f'<section id="{section.id}"')
        classes = text[start : text.index(">", start)]
        assert ("nothing" in classes) == fold.nothing
        assert ("short-print" in classes) == (not fold.whole)  # its lead is not printed


@pytest.mark.parametrize(("official", "seed", "cut"), [("henan", 3, ""), ("hedger", 4, "lesson")])
def test_paper_holds_what_a_class_asks_for(
    great_leap: Program, play: Player, official: str, seed: int, cut: str
) -> None:
    game = play(great_leap, official, seed, cut)
    sheet = sheet_of(with_explained(debrief(game), game))
    told = folds(sheet.sections)
    by_id = {s.id: s for s in sheet.sections}
    assert all(told[s.id].together for s in sheet.sections if s.id in ("brief", "beyond"))
    for name in ("brief", "beyond", "page"):
        assert told[name].whole, name
    charts = [at for at, block in enumerate(by_id["reported"].blocks) if isinstance(block, b.Drawing)]
    assert all(not told["reported"].off(at) for at in charts[:2])
    assert not told["why"].off(0)
    assert told["why"].depth >= 1
    shortest = by_id["why"].blocks[0]
    assert isinstance(shortest, b.Entry)
    first = shortest.blocks[0]
    assert isinstance(first, b.Words)
    assert first.label == "In short:"
    assert not any(told["disputes"].off(at) for at in range(len(by_id["disputes"].blocks)))
    printed = {key for s in sheet.sections if s.id != "sources" for key in printed_keys(s, told[s.id])}
    listed = {
        block.anchor.removeprefix(SOURCE)
        for at, block in enumerate(by_id["sources"].blocks)
        if isinstance(block, b.Entry) and not told["sources"].off(at)
    }
    assert printed
    assert printed <= listed


# in a browser


@cache
def chromium() -> str:
    """The browser, if there is one that starts."""
    names = ("chromium", "chromium-browser", "google-chrome", "chrome")
    return os.environ.get("CHROMIUM") or next((path for n in names if (path := shutil.which(n))), "")


def browse(folder: Path, *words: str) -> str:
    """What the browser prints; the test is skipped where there is none."""
    if not chromium():
        pytest.skip("no Chromium on this machine; put one on the path, or name it in CHROMIUM")
    command = [
        chromium(),
        "--headless",
        "--no-sandbox",
        "--disable-gpu",
        "--hide-scrollbars",
        "--window-size=1500,1000",
    ]
    more = [f"--user-data-dir={folder / 'profile'}", "--no-first-run", "--virtual-time-budget=20000"]
    done = subprocess.run([*command, *more, *words], capture_output=True, text=True, timeout=120, check=False)
    assert done.returncode == 0, done.stderr[-2000:]
    return done.stdout


@pytest.fixture(scope="module")
def full(great_leap: Program, play: Player) -> str:
    """The page of a full run with all that a run can have."""
    game = play(great_leap, "henan", 3)
    return page(sheet_of(with_explained(debrief(game), game)))


def asked(folder: Path, text: str, script: str, size: str = "1366,768") -> Any:
    """What a script finds in a page as wide as this, whose policy is taken out for it.

    The page stands in a frame: the browser's own window does not get as narrow as a telephone.
    """
    free = re.sub(r'<meta http-equiv="Content-Security-Policy"[^>]*>', "", text)
    inner = escape(free.replace("</body>", f"<script>{ANSWER};{script}</script></body>"))
    wide, high = size.split(",")
    file = folder / "asked.html"
    frame = f'<iframe width="{wide}" height="{high}" style="border:0" title="page" srcdoc="{inner}"></iframe>'
    file.write_text(f"<!doctype html><meta charset=utf-8><body>{frame}", encoding="utf-8")
    dom = browse(folder, "--dump-dom", file.as_uri())
    found = re.search(r'<script type="application/json" id="answer">(.*?)</script>', dom, re.DOTALL)
    assert found, dom[-500:]
    return json.loads(found.group(1))


ANSWER = """
function answer(value) {
  const s = parent.document.createElement('script'); s.type = 'application/json'; s.id = 'answer';
  s.textContent = JSON.stringify(value).replaceAll('<', '\\u003c'); parent.document.body.append(s);
}
"""
AXE = """
document.querySelectorAll('details').forEach(part => { part.open = true; });  // what is folded is judged as it is read
axe.run(document, {runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'best-practice']}).then(
  found => answer({
    broken: found.violations.map(v => [v.id, v.nodes.length, v.nodes[0].html.slice(0, 200)]),
    passed: found.passes.length,
  }),
  error => answer({broken: [String(error)], passed: 0}));
"""


@pytest.mark.parametrize(
    ("what", "size", "dark"),
    [
        ("lesson", "1366,768", False),  # a full run has four times as much of the same
        ("open", "390,844", True),
        ("every kind", "1366,768", True),
        ("every kind", "390,844", False),
    ],
)
def test_axe_finds_nothing(tmp_path: Path, great_leap: Program, play: Player, what: str, size: str, dark: bool) -> None:
    text = page(every_kind("Words, *loud*"))
    if what in ("lesson", "open"):
        text = page(sheet_of(debrief(play(great_leap, "hedger", 4, "lesson", 4 if what == "open" else None))))
    text = text.replace("(prefers-color-scheme: dark)", "all") if dark else text
    axe = files("axe_core_python").joinpath("axe.min.js").read_text(encoding="utf-8").replace("</script", "<\\/script")
    found = asked(tmp_path, text, f"{axe};{AXE}", size)
    assert found["broken"] == []
    assert found["passed"] > 20


@pytest.mark.parametrize("size", ["683,384", "390,844"])  # a laptop at 200 %, a telephone
def test_nothing_runs_out_of_a_narrow_window(tmp_path: Path, full: str, size: str) -> None:
    script = "answer([document.documentElement.scrollWidth, window.innerWidth])"
    for text in (full, page(every_kind("long" * 30))):
        wide, window = asked(tmp_path, text, script, size)
        assert wide <= window == int(size.split(",")[0])


def test_the_policy_of_the_page_stops_what_might_get_in(tmp_path: Path, full: str) -> None:
    file = tmp_path / "page.html"
    bad = "<script>document.title = 'ran'</script><img src=x onerror=\"document.title = 'ran'\">"
    file.write_text(full.replace("</main>", f"{bad}</main>"), encoding="utf-8")
    assert "<title>Debrief: Ten Thousand Jin</title>" in browse(tmp_path, "--dump-dom", file.as_uri())


@pytest.mark.parametrize(
    ("official", "seed", "cut", "paper"),
    [("henan", 3, "", "A4"), ("honest", 4, "", "letter"), ("hedger", 4, "lesson", "letter")],
)
def test_a_run_is_printed_on_six_pages(
    great_leap: Program, play: Player, tmp_path: Path, official: str, seed: int, cut: str, paper: str
) -> None:
    game = play(great_leap, official, seed, cut)
    text = page(sheet_of(with_explained(debrief(game), game)))
    assert text.count("@page {") == 1
    file, out = tmp_path / "page.html", tmp_path / "page.pdf"
    file.write_text(text.replace("@page {", f"@page {{ size: {paper};"), encoding="utf-8")
    browse(tmp_path, f"--print-to-pdf={out}", "--no-pdf-header-footer", file.as_uri())
    sheets = len(re.findall(rb"/Type\s*/Page\b(?!s)", out.read_bytes()))
    assert 1 <= sheets <= PAGES


def test_a_document_without_sections_is_a_page() -> None:
    assert_whole(page(evolve(every_kind("a"), sections=())))
