"""Another language in the middle of a game: what lies open is shown again at once, at the same place."""

from __future__ import annotations

from typing import TYPE_CHECKING

from attrs import evolve

from game.desk.screens.once import Once
from game.desk.wide import lay_out_wide
from game.script import tongue
from game.script.tongue import _
from game.session.game import Game
from game.session.library import read_header_of
from game.session.retell import languages_of, retold

if TYPE_CHECKING:
    from game.desk.app import DeskApp
    from game.desk.screens.title import TitleScreen


def next_of(app: DeskApp) -> str:
    """The language after the one that is spoken, of those there are at this desk."""
    there = languages_of(app.opening.headers[0][0])
    here = tongue.language()
    return there[(there.index(here) + 1) % len(there)] if here in there else there[0]


async def speak(app: DeskApp, tag: str) -> None:
    """Speak a language from here on, and show everything again in it. Pages over the desk are closed."""
    from game.desk.screens.debrief import DebriefScreen
    from game.desk.screens.play import PlayScreen
    from game.desk.screens.title import TitleScreen as First

    before, game = tongue.language(), app.on_desk
    tongue.speak(tag)
    lay_out_wide()
    with app.told():
        try:
            told = retold(game) if type(game) is Game else game
        except BaseException:
            tongue.speak(before)
            raise
        app.programs.clear()
        app.on_desk = told
        headers = tuple((folder, read_header_of(folder)) for folder, _old in app.opening.headers)
        app.opening = evolve(app.opening, headers=headers)
        app.keep(evolve(app.settings, language=tag))
        while isinstance(app.screen, Once):
            app.pop_screen()
        for screen in app.screen_stack:
            if isinstance(screen, PlayScreen) and told is not None and screen.game is game:
                screen.retell(told)
            elif isinstance(screen, DebriefScreen):
                await screen.told_anew(told if told is not None and screen.game is game else retold(screen.game))
            elif isinstance(screen, First):
                await _title(app, screen)
    app.notify(_("The desk speaks English."), markup=False, timeout=3)


async def _title(app: DeskApp, screen: TitleScreen) -> None:
    """The first screen of the desk, or that of one scenario, with its choices in other words."""
    from game.desk import chained
    from game.desk.screens.title import entries

    first, _saved = chained.first_screen(app)
    if screen.header.id == first.header.id and len(screen.entries) == len(first.entries):
        await screen.retell(first.header, first.entries)
        return
    header = next((h for _folder, h in app.opening.headers if h.id == screen.header.id), screen.header)
    own = entries((header,))
    await screen.retell(header, own if len(own) == len(screen.entries) else screen.entries)
