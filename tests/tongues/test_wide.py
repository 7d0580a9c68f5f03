"""Wide characters: breaks, columns and counts. Lines fit, nothing is lost, and no line begins with a stop."""

from __future__ import annotations

import ast
from pathlib import Path

import pytest
import textual.content
from hypothesis import given
from hypothesis import strategies as st
from rich.cells import cell_len
from textual.content import Content

from game.debrief.blocks import Table
from game.debrief.text import columns
from game.desk.wide import divide, lay_out_wide
from game.script import tongue
from game.script.cells import cells, pad
from game.session.first_use import locate
from game.session.lines import EMPHASIS, paragraphs, stopped
from game.session.tables import rows
from game.session.views import ChartView, Role, SeriesView, TermUse
from game.session.wrapping import NOT_FIRST, breaks, count, tidy, wrap

GAME = Path(__file__).resolve().parents[2] / "game"
MIXED = st.text(st.sampled_from("中文字，。（）《》“”abc de 12、；x"), max_size=120)


@given(MIXED, st.integers(6, 40))
def test_lines_fit_and_nothing_is_lost(text: str, room: int) -> None:
    cuts = breaks(text, room, room)
    lines = [text[a:b] for a, b in zip([0, *cuts], [*cuts, len(text)], strict=True)]
    assert "".join(lines) == text
    assert cuts == sorted(set(cuts))
    assert all(cells(line.rstrip()) <= room for line in lines)


@given(st.text(st.sampled_from("天地玄黄，。宇宙洪荒、；"), min_size=30, max_size=90).filter(lambda t: "，，" not in t))
def test_no_line_begins_with_a_stop_where_there_is_another_place(text: str) -> None:
    quiet = "".join(c for i, c in enumerate(text) if not (c in NOT_FIRST and (i == 0 or text[i - 1] in NOT_FIRST)))
    for at in breaks(quiet, 20, 20):
        assert quiet[at] not in NOT_FIRST


@given(st.text(max_size=60))
def test_cells_are_those_of_the_toolkit_for_what_a_story_may_hold(text: str) -> None:
    signs = "，。！？（）"
    plain = "".join(c for c in text if (c.isascii() and c.isprintable()) or "\u4e00" <= c <= "\u9fff" or c in signs)
    assert cells(plain) == cell_len(plain)


def test_columns_of_a_table_stand_under_each_other() -> None:
    table = Table("", ("回合", "据报", "实际"), (("1958年秋", "1,200", "312"), ("冬", "9", "10")), frozenset({1, 2}))
    made = columns(table, 78)
    assert len({cells(row) for row in made}) == 1
    series = SeriesView("a", "上报", Role.REPORTED, (1.0, 2000.0))
    view = ChartView("c", "粮食", "斤", ("1958年秋", "冬"), (series,), "")
    ends = {cells(row) for row in rows(view)}
    assert len(ends) == 1
    assert pad("中", 4, right=True) == "  中"


def test_english_goes_the_way_it_always_went() -> None:
    text = "Grain stands at a fifth of its quota, and 沈 signs. " * 5
    tongue.speak("en")
    assert wrap(text, 40) == __import__("textwrap").wrap(text, 40, break_on_hyphens=False)
    assert tidy("好。 好") == "好。 好"
    tongue.speak("zh-Hans")
    assert tidy("好。 好 Shen 说： 好") == "好。好 Shen 说：好"
    assert tidy("偏宽: 对报表; 对工厂, 也对人.") == "偏宽：对报表；对工厂，也对人。"
    assert tidy("时间 12:30, Shen. 完") == "时间 12:30, Shen. 完"
    assert stopped("签了") == "签了。"
    assert stopped("签了。") == "签了。"
    assert stopped("Signed") == "Signed."
    assert count("三个字 and two, words") == 6
    assert all(cells(line) <= 78 for line in paragraphs("粮" * 200))


def test_stress_is_found_inside_a_run_of_characters() -> None:
    assert EMPHASIS.sub(r"<\1>", "数字除非你*亲见*，都是*据报*的。") == "数字除非你<亲见>，都是<据报>的。"
    assert EMPHASIS.sub(r"<\1>", "2*3*4 and *so* on, a*b*c") == "2*3*4 and <so> on, a*b*c"


def test_the_toolkit_breaks_where_we_say() -> None:
    assert callable(textual.content.divide_line)  # the one name that is replaced
    tongue.speak("zh-Hans")
    lay_out_wide()
    text = "县里一九五八年秋天上报的数字，是后来一切的开端。" * 3
    lines = Content(text).wrap(30)
    assert next(line.plain for line in lines) == text[: divide(text, 30)[0]]
    assert all(cells(line.plain) <= 30 for line in lines)
    assert "".join(line.plain for line in lines) == text


def test_a_word_of_the_time_is_found_without_spaces_around_it() -> None:
    tongue.speak("zh-Hans")
    text = "各村都办起了公社食堂，吃饭不要钱。"
    span = locate(text, TermUse("公社食堂", "公社食堂"))
    assert span is not None
    assert text[slice(*span)] == "公社食堂"


@pytest.mark.parametrize("path", sorted(GAME.rglob("*.py")), ids=lambda p: str(p.relative_to(GAME)))
def test_no_function_has_a_name_of_its_own_for_the_underscore(path: Path) -> None:
    """`for _, x in pairs` in a function that translates would make a tuple's head of every sentence."""
    if "tongue import" not in (source := path.read_text("utf-8")):
        return
    loops = (ast.ListComp, ast.GeneratorExp, ast.SetComp, ast.DictComp)
    scopes = (ast.FunctionDef, ast.AsyncFunctionDef, ast.Lambda)
    for function in (n for n in ast.walk(ast.parse(source)) if isinstance(n, scopes + loops)):
        stop = scopes if isinstance(function, scopes) else ()
        inside = [n for part in ast.iter_child_nodes(function) for n in walk(part, stop)]
        own = [n for n in inside if isinstance(n, ast.Name) and n.id == "_" and isinstance(n.ctx, ast.Store)]
        calls = [n for n in inside if isinstance(n, ast.Call) and isinstance(n.func, ast.Name) and n.func.id == "_"]
        if isinstance(function, scopes):
            held = {id(n) for loop in inside if isinstance(loop, loops) for n in ast.walk(loop)}
            own = [n for n in own if id(n) not in held]
        assert not (own and calls), f"{path.name}:{own[0].lineno}: give it another name than `_`"


def walk(node: ast.AST, stop: tuple[type[ast.AST], ...]) -> list[ast.AST]:
    found = [node]
    if not isinstance(node, stop or ()):
        for child in ast.iter_child_nodes(node):
            found += walk(child, stop)
    return found
