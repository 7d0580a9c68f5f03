"""The pictures of the pages, taken from the real application; nothing in them comes over the network.

    uv run python -m tests.pictures
"""

from __future__ import annotations

import asyncio
import re
from pathlib import Path
from tempfile import TemporaryDirectory

from game.desk.app import DeskApp, Opening
from game.desk.screens.play import PlayScreen
from game.desk.widgets.ask import AskPanel
from game.session.library import read_header_of
from tests.conftest import GREAT_LEAP, ROOT

PICTURES = ROOT / "docs" / "img"
_FONT_FACES = re.compile(r"@font-face\s*\{.*?\}\s*", re.DOTALL)


def plain_svg(svg: str) -> str:
    """A drawing that asks for no font from anywhere: the reader's own fixed-width font does."""
    return _FONT_FACES.sub("", svg).replace("Fira Code", "DejaVu Sans Mono, Consolas, Menlo")


async def desk(signatures: int, size: tuple[int, int]) -> str:
    """The lesson on the desk, so many signatures in, where the next one waits."""
    with TemporaryDirectory() as folder:
        opening = Opening(
            headers=((GREAT_LEAP, read_header_of(GREAT_LEAP)),), saves=Path(folder), cut="lesson", seed=7
        )
        app = DeskApp(opening)
        async with app.run_test(size=size) as pilot:
            await pilot.press("enter")
            await pilot.pause()
            for number in range(signatures + 1):
                screen = app.screen
                assert isinstance(screen, PlayScreen)
                while not screen.query_one(AskPanel).display:
                    await pilot.press("space")
                if number < signatures:
                    for _ in screen.query_one(AskPanel).lists:
                        await pilot.press("2")
                    await pilot.press("enter")
                    await pilot.pause()
            await pilot.press("1")
            return plain_svg(app.export_screenshot(title=app.TITLE))


def main() -> None:
    """Take all pictures anew."""
    PICTURES.mkdir(parents=True, exist_ok=True)
    (PICTURES / "desk.svg").write_text(asyncio.run(desk(3, (120, 34))), encoding="utf-8")


if __name__ == "__main__":
    main()
