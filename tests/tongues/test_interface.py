"""The interface in another language: complete, changed in the middle of a game, and nothing of it left in English.

`qps` is the testers' language: every sentence of the program stands in brackets, and the overlay of a small story puts
its own texts in others. What stands outside of both was never translatable.
"""

from __future__ import annotations

import ast
import io
import re
import string
from pathlib import Path

import pytest
from babel.messages.catalog import Message

from game.debrief.build import debrief
from game.debrief.html import page
from game.debrief.sheet import sheet_of
from game.debrief.text import as_lines
from game.desk.screens.debrief import DebriefScreen
from game.desk.screens.play import PlayScreen
from game.engine.memory import Decision
from game.plain.afterwards import afterwards
from game.plain.face import PlainFace, ending
from game.script import tongue
from game.script.cells import cells
from game.session import settings
from game.session.game import Game
from game.session.library import new_game, open_program, open_save
from game.session.retell import retold
from game.session.settings import Settings
from tests.desk.conftest import OpenDesk, open_desk, play_on, screen_text, sign, to_the_signature
from tests.tongues import catalogues
from tests.tongues.test_overlay import first_open, write_all

__all__ = ["open_desk"]
ANSWERS = "1 1\n1\n" * 40
CHINESE = re.compile(r"[\u4e00-\u9fff]")
PAGES = ("l", "p", "o", "w", "m", "f", "i", "c", "r", "question_mark", "v", "u")
MEANT = re.compile(  # what is typed, a place on the disk, a code, a source: the same in every language
    r"(?<![A-Za-z])(esc|tab|enter|space|almanac|One file, five desks|A\. Clerk|The almanac|Run|uv|\^p|[a-z]"
    r"|[A-Z0-9]{4}(-[A-Z0-9]{2,4})+|\S*/\S+|\S+\.(journal|yaml)\S*)(?![A-Za-z])"
)


def outside(text: str) -> list[str]:
    """The words outside of all brackets; a blank line ends whatever was not closed."""
    found: list[str] = []
    for part in re.split(r"\n\s*\n", re.sub(r"(?m)^.*uv run main\.py.*$", "", text)):
        depth, kept = 0, list[str]()
        for mark in part:
            depth += (mark in "⟦<") - (mark in "⟧>")
            if depth <= 0 and mark not in "⟧>":
                kept.append(mark)
                depth = 0
        found += re.findall(r"[A-Za-z]{3,}", MEANT.sub(" ", "".join(kept)))
    return found


def fields(text: str) -> set[str]:
    return {f"{name}:{spec}" for _text, name, spec, _conv in string.Formatter().parse(text) if name is not None}


def said(message: Message) -> list[str]:
    return list(message.string) if isinstance(message.string, list | tuple) else [str(message.string)]


@pytest.mark.parametrize("folder", list(catalogues.languages()), ids=lambda p: p.name)
def test_every_sentence_is_translated_with_its_figures_and_compiled(folder: Path) -> None:
    template, there = catalogues.collected(), catalogues.read(folder)
    for message in template:
        if not message.id:
            continue
        one = message.id if isinstance(message.id, str) else message.id[0]
        known = there.get(one)
        assert known is not None, f"run `uv run python -m tests.tongues.catalogues`: {one[:60]}"
        for text in said(known):
            assert text.strip(), one
            assert fields(text) == fields(one), one
    mo = folder / "LC_MESSAGES" / "game.mo"
    assert mo.read_bytes() == catalogues.compiled(there)


def test_no_sentence_hides_from_the_collector() -> None:
    """What is asked for inside an f-string is not collected: it is named beside it."""
    known = {message.id if isinstance(message.id, str) else message.id[0] for message in catalogues.collected()}
    hidden: list[str] = []
    for path in sorted((catalogues.ROOT / "game").rglob("*.py")):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            match node:
                case ast.Call(ast.Name("_" | "N_"), [ast.Constant(str() as text)]) if text not in known:
                    hidden.append(f"{path.name}:{node.lineno}: {text}")
    assert hidden == []


def test_english_opens_no_catalogue(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(tongue, "CATALOGUES", Path("/nowhere"))
    text = "The desk is closed."
    assert tongue.speak("en")
    assert tongue._(text) is text
    assert tongue.ngettext("one", "many", 1) == "one"
    assert tongue.speak("zh-Hans")
    assert tongue._(text) is text  # no catalogue: English
    assert not tongue.speak("../../etc")


def test_which_language_it_begins_in() -> None:
    def begun(asked: str, kept: str, **named: str) -> str:
        return tongue.wanted(asked, lambda: kept, named)

    assert begun("fr", "zh-Hans", TTJ_LANGUAGE="de") == "fr"
    assert begun("", "zh-Hans", TTJ_LANGUAGE="de") == "de"
    assert begun("", "zh-Hans", LANG="en_GB.UTF-8") == "zh-Hans"
    assert begun("", "", LANG="zh_CN.UTF-8") == "zh-Hans"
    assert begun("", "", LANG="zh_TW.UTF-8") == "en"
    assert begun("", "", LANG="fr_FR.UTF-8") == "en"
    assert begun("", "", TTJ_LANGUAGE="../x") == "en"
    assert begun("", "") == "en"


def played(folder: Path, typed: str, language: str) -> tuple[str, Game]:
    tongue.speak(language)
    game = new_game(folder, seed=7, saves=folder.parent / f"saves-{language}")
    out = io.StringIO()
    face = PlainFace(game, iter(typed.splitlines()), out)
    if face.play():
        out.writelines(line + "\n" for line in ending(face))
        afterwards(face)
    return out.getvalue(), face.game


def test_a_whole_play_in_plain_text_leaves_nothing_untranslated(granary: Path) -> None:
    write_all(granary, "qps")
    pages = "ledger\npeople\norders\nwords\nfile\nrecord\nsigned\nsources\nglossary\nmap\nplaces\nsummaries\nagain\n"
    text, game = played(granary, pages + ANSWERS + "all\n", "qps")
    assert game.run.ended
    tongue.speak("en")
    english, same = played(granary, ANSWERS + "all\n", "en")
    assert same.run.digest() == game.run.digest()
    assert "The desk is closed." in english
    left = set(outside(text))
    assert not left, sorted(left)


def test_the_debrief_leaves_nothing_untranslated(granary: Path) -> None:
    write_all(granary, "qps")
    _text, game = played(granary, ANSWERS, "qps")
    left = set(outside("\n".join(as_lines(debrief(game)))))
    assert not left - {"jin"}, sorted(left)


async def test_the_desk_leaves_nothing_untranslated(granary: Path, open_desk: OpenDesk) -> None:
    write_all(granary, "qps")
    tongue.speak("qps")
    found: dict[str, str] = {}
    async with open_desk(granary, size=(160, 60), settings=Settings(language="qps")) as pilot:
        found["title"] = screen_text(pilot)
        await pilot.press("down", "enter")
        await pilot.pause()
        if not isinstance(pilot.app.screen, PlayScreen):
            await pilot.press("enter")
            await pilot.pause()
        found["desk"] = screen_text(pilot)
        await to_the_signature(pilot)
        found["form"] = screen_text(pilot)
        for key in PAGES:
            await pilot.press(key)
            await pilot.pause()
            found[key] = screen_text(pilot)
            await pilot.press("escape")
            await pilot.pause()
        await play_on(pilot)
        found["end"] = screen_text(pilot)
        await pilot.press("d")
        await pilot.pause()
        screen = pilot.app.screen
        assert isinstance(screen, DebriefScreen)
        for place in range(len(screen.sections)):
            await screen.turn_to(place)
            await pilot.pause()
            found[screen.sections[place].id] = screen_text(pilot)
    left = {name: sorted(set(outside(text))) for name, text in found.items() if outside(text)}
    assert not left, left


def test_the_language_changes_in_the_middle_of_a_plain_game(granary: Path) -> None:
    write_all(granary, "qps")
    typed = "1 1\n1\nlanguage zh-Hans\n1\n1 1\nlanguage qps\n1\nlanguage\nlanguage tlh-X\n" + ANSWERS
    text, game = played(granary, typed, "en")
    assert "Days to go and look" in text
    assert "可以出去看的天数" in text or "已签" in text
    assert "⟦" in text
    assert game.journal is not None
    game.close()
    tongue.speak("en")
    again = open_save(game.journal.path)
    assert isinstance(again, Game)
    _text, straight = played(granary, ANSWERS, "en")
    assert again.run.digest() == straight.run.digest()
    again.close()


async def test_the_language_changes_at_once_on_the_desk(granary: Path, open_desk: OpenDesk, tmp_path: Path) -> None:
    write_all(granary, "zh-Hans", "译{}")
    async with open_desk(granary, size=(120, 40)) as pilot:
        await pilot.press("enter")
        await pilot.pause()
        await to_the_signature(pilot)
        before = screen_text(pilot)
        assert not CHINESE.search(before)
        at = pilot.app.screen.at  # type: ignore[attr-defined]
        await pilot.press("g")
        await pilot.pause()
        after = screen_text(pilot)
        assert "译" in after
        assert "签字" in after
        assert pilot.app.screen.at == at  # type: ignore[attr-defined]
        assert settings.load(tmp_path / "settings.json").language == "zh-Hans"
        await sign(pilot, *(1 for _list in pilot.app.screen.query("Choices")))
        assert "已签" in screen_text(pilot) or "签了" in screen_text(pilot) or "译" in screen_text(pilot)
        assert all(cells(line) <= 120 for line in screen_text(pilot).splitlines())
        await pilot.press("g")
        await pilot.pause()
        await pilot.pause()
        left = [line for line in screen_text(pilot).splitlines() if CHINESE.search(line)]
        assert not left
        await play_on(pilot)


def test_a_game_told_again_is_the_same_game(granary: Path) -> None:
    write_all(granary, "qps")
    game = new_game(granary, seed=3, saves=granary.parent / "s")
    for _turn in range(3):
        scene, *picks = first_open(game.view())
        game.decide(scene, *picks)
    tongue.speak("qps")
    told = retold(game)
    assert told.run.digest() == game.run.digest()
    assert told.journal is game.journal
    assert told.view().papers[-1].title == f"<{game.view().papers[-1].title}>"
    assert len(told.view().papers) == len(game.view().papers)
    assert (told.view().consequence is None) == (game.view().consequence is None)
    path = granary / "figures.yaml"
    path.write_text(path.read_text("utf-8").replace("is: grain / 10", "is: grain / 11"), encoding="utf-8")
    with pytest.raises(Exception, match="changed"):
        retold(game)


def test_the_page_says_its_language_and_has_letters_for_it(granary: Path) -> None:
    write_all(granary, "zh-Hans", "译{}")
    _text, game = played(granary, ANSWERS, "zh-Hans")
    made = page(sheet_of(debrief(game)))
    assert '<html lang="zh-Hans">' in made
    assert "Noto Serif CJK SC" in made
    assert "复盘" in made
    tongue.speak("en")
    english = page(sheet_of(debrief(retold(game))))
    assert '<html lang="en">' in english
    assert "CJK" not in english
    assert not CHINESE.search(english.replace("印", ""))


def test_a_run_signs_the_same_in_every_language(granary: Path) -> None:
    write_all(granary, "zh-Hans", "译{}")
    english = open_program(granary)
    tongue.speak("zh-Hans")
    chinese = open_program(granary)
    assert english.logic == chinese.logic
    assert isinstance(Decision("a", "b", ("c",)), Decision)
