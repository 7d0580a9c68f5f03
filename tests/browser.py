"""A real Chromium, the one that is installed: pages opened in it, asked by axe, walked by keys; skipped where none is.

Playwright keeps a loop of its own running in the thread it was started in, so a browser is a module's and never a
session's: between modules other tests have loops of theirs.
"""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache
from importlib.resources import files
from typing import Any

import pytest
from playwright.sync_api import Browser, Locator, Page, expect, sync_playwright

LAPTOP, PHONE = (1366, 768), (390, 844)
RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
NAMES = ("chromium", "chromium-browser", "google-chrome")
PATIENCE = 60_000  # milliseconds: how long a thing may be waited for. What comes, comes sooner, on a busy machine too
expect.set_options(timeout=PATIENCE)


@cache
def installed() -> str:
    """Where Chromium is; empty if it is not."""
    return next((found for name in NAMES if (found := shutil.which(name))), "")


@contextmanager
def chromium() -> Iterator[Browser]:
    """A browser; the test is skipped where none is installed."""
    if not installed():
        pytest.skip("no Chromium is installed (Debian's package is called chromium)")
    with sync_playwright() as started:
        browser = started.chromium.launch(executable_path=installed(), args=["--no-sandbox", "--disable-gpu"])
        try:
            yield browser
        finally:
            browser.close()


@contextmanager
def opened(browser: Browser, size: tuple[int, int] = LAPTOP, **more: Any) -> Iterator[Page]:
    """A page in a context of its own. It fails on whatever its policy stopped and on every error of a script."""
    context = browser.new_context(viewport={"width": size[0], "height": size[1]}, **more)
    context.set_default_timeout(PATIENCE)
    page = context.new_page()
    wrong: list[str] = []
    page.on("pageerror", lambda error: wrong.append(str(error)))
    page.on("console", lambda said: wrong.append(said.text) if "Content Security Policy" in said.text else None)
    try:
        yield page
    finally:
        context.close()
    assert wrong == []


def clicked(what: Locator) -> None:
    """Click what leads to another page, and wait for it: a click alone is over before that page has been read."""
    with what.page.expect_navigation():
        what.click()


def axe(page: Page, part: str = "html") -> list[Any]:
    """What axe finds wrong with the page that is open, or a part; its context must have been made with `bypass_csp`."""
    page.add_script_tag(content=files("axe_core_python").joinpath("axe.min.js").read_text(encoding="utf-8"))
    options = {"runOnly": RULES, "resultTypes": ["violations"]}
    found = page.evaluate("([part, options]) => axe.run(part, options)", [part, options])
    assert len(found["passes"]) > (12 if part == "html" else 3)
    return [[v["id"], len(v["nodes"]), v["nodes"][0]["html"][:200]] for v in found["violations"]]


def too_wide(page: Page) -> int:
    """How far a page runs out of its window, in pixels."""
    return int(page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth"))


# The size of every text that is shown, as it stands on the screen: in a drawing that is its own, times its scale.
SMALL = """([part, least]) => [...document.querySelectorAll(part)].flatMap(within => {
  const found = [], walk = document.createTreeWalker(within, NodeFilter.SHOW_TEXT);
  while (walk.nextNode()) {
    const at = walk.currentNode.parentElement, range = document.createRange();
    range.selectNodeContents(walk.currentNode);
    const shown = walk.currentNode.textContent.trim() && range.getBoundingClientRect().height;
    if (!shown || at.closest('.hidden, title, desc')) { continue; }
    const svg = at.closest('svg'), scale = svg ? svg.getScreenCTM().a : 1;
    const size = scale * parseFloat(getComputedStyle(at).fontSize);
    if (size < least) { found.push([within.id, at.tagName, Math.round(size * 10) / 10, walk.currentNode.textContent]); }
  }
  return found;
})"""


def too_small(page: Page, part: str, least: int = 20) -> list[Any]:
    """The texts in some parts of a page that are too small for the last row of a classroom."""
    return list(page.evaluate(SMALL, [part, least]))


def too_high(page: Page) -> int:
    """How far a page runs out of its window below, in pixels."""
    return int(page.evaluate("document.documentElement.scrollHeight - document.documentElement.clientHeight"))
