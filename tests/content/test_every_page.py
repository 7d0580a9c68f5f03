"""Of every scenario, in a real browser: its debrief is accessible, fits a telephone, and prints on few sheets."""

from __future__ import annotations

import re
from importlib.resources import files
from pathlib import Path

import pytest

from game.debrief.build import debrief
from game.debrief.explained import with_explained
from game.debrief.html import page
from game.debrief.paper import PAGES
from game.debrief.sheet import sheet_of
from tests.content.every import opened, parts
from tests.debrief.conftest import played as game_of
from tests.debrief.test_page import AXE, asked, browse

# Of a scenario with lessons one is enough: the full run has the same blocks, and more of them.
SHOWN = [(name, cut) for name, cut in parts() if cut or not opened(name).cuts]


@pytest.fixture(scope="module", params=SHOWN, ids=lambda p: "-".join(filter(None, p)))
def text(request: pytest.FixtureRequest) -> str:
    """The page of a run."""
    name, cut = request.param
    game = game_of(opened(name), "hedger", 4, cut)
    return page(sheet_of(with_explained(debrief(game), game)))


def test_it_is_accessible_and_fits_a_telephone(text: str, tmp_path: Path) -> None:
    axe = files("axe_core_python").joinpath("axe.min.js").read_text(encoding="utf-8").replace("</script", "<\\/script")
    script = AXE.replace("broken:", "wide: document.documentElement.scrollWidth, broken:", 1)
    found = asked(tmp_path, text, f"{axe};{script}", "390,844")
    assert found["broken"] == []
    assert found["passed"] > 20
    assert found["wide"] <= 390


def test_it_prints_on_as_many_sheets_as_promised(text: str, tmp_path: Path) -> None:
    file, out = tmp_path / "page.html", tmp_path / "page.pdf"
    file.write_text(text.replace("@page {", "@page { size: A4;"), encoding="utf-8")
    browse(tmp_path, f"--print-to-pdf={out}", "--no-pdf-header-footer", file.as_uri())
    assert 1 <= len(re.findall(rb"/Type\s*/Page\b(?!s)", out.read_bytes())) <= PAGES
