"""Whole plays through forms: recorded runs end where the same run does elsewhere, and every word of them is shown."""

from __future__ import annotations

import html
import re

import pytest

from game.engine.program import Program
from game.session.game import Game
from game.session.lines import EMPHASIS, unstressed
from game.session.runcode import decode
from tests.page.conftest import Served
from tests.page.forms import read, signing
from tests.plain.pipe import GREAT_LEAP, played

PLAYS = [("honest", 11, ""), ("hedger", 2, "lesson"), ("zealot", 9, "lesson")]


def letters(text: str) -> str:
    """A text without its spacing and stress marks."""
    return "".join(EMPHASIS.sub(r"\1", text).split())


def names(text: str) -> str:
    """The letters and words a page says, without its markup."""
    body = re.sub(r"(?s)<(style|script|head).*?</\1>", "", text)
    return letters(html.unescape(re.sub(r"<[^>]+>", "", body)))


def by_form(served: Served, game: Game, prefix: str = "") -> tuple[list[str], str]:
    """Play the decisions of a game by its forms; every page that was shown, and the last address."""
    start = Game.replay(game.program, game.seed, game.cut, ())
    with served.client() as client:
        page = client.get(f"{prefix}/run/{start.code()}")
        shown = [page.text]
        for decision in game.run.decisions:
            form = signing(page.text)
            assert form is not None
            assert form.held["scene"] == decision.scene
            rows = list(form.groups)
            picks = ["; ".join(decision.picks) or "stay"] if rows == ["plan"] else list(decision.picks)
            page = client.post(form.action, data={**form.held, **dict(zip(rows, picks, strict=True))})
            assert page.status_code == 200, page.text
            shown.append(page.text)
        return shown, str(page.url)


@pytest.mark.parametrize("play", PLAYS, ids=lambda p: "-".join(map(str, p)))
def test_a_recorded_run_ends_where_it_does_elsewhere_and_all_of_it_is_shown(
    play: tuple[str, int, str], leap_served: Served, great_leap: Program
) -> None:
    game = played(GREAT_LEAP, *play)[0]
    shown, address = by_form(leap_served, game)
    code = address.rpartition("/")[2]
    assert code == game.code()
    again = decode(code, great_leap)
    assert again.digest() == game.run.digest()
    assert again.decisions == game.run.decisions
    said = "".join(names(page) for page in shown)
    first = 0 if game.run.cut is None else game.program.turn_index[game.run.cut.first]
    for index, paper in game.teller.archive:
        if index >= first:
            assert letters(paper.title) in said, paper.id
            assert letters(paper.text) in said, paper.id
    for index, later in game.teller.returned:
        if index >= first:
            assert letters(later.text) in said, later.source
    for what in game.teller.consequences:
        assert letters(unstressed(what.act)) in said or what.decision.startswith("looks."), what.act
        assert all(letters(text) in said for text in what.texts), what.decision
    end = game.end()
    last = names(shown[-1])
    for person in end.people:
        assert letters(f"{person.name}, {person.role}") + letters(person.text) in last
    assert all(letters(page.text) in last for page in end.pages)


def test_everything_that_can_be_looked_up_opens_on_every_page_of_a_run(
    granary_served: Served, granary: Program
) -> None:
    game = Game.new(granary, 5)
    with granary_served.client() as client:
        while True:
            base = f"/run/{game.code()}"
            page = client.get(base)
            own = [to for to in read(page.text).links if to.startswith(base)]
            for address in dict.fromkeys(own):
                assert client.get(address).status_code == 200, address
            ask = game.view().ask
            if ask is None:
                break
            options = (
                ask.plan.plans[-1]
                if ask.plan
                else tuple(
                    next(o.id for o in row if not o.locked)
                    for row in ([f.options for f in ask.fields] or [ask.options])
                )
            )
            game.decide(ask.scene, *options)
        assert client.get(f"{base}/debrief").status_code == 200


def test_an_address_is_the_whole_state(leap_served: Served) -> None:
    game = played(GREAT_LEAP, "hedger", 2, "lesson")[0]
    code = game.code(5)
    with leap_served.client() as client:
        first = client.get(f"/run/{code}").text
        leap_served.house.games.forget()
        assert client.get(f"/run/{code}").text == first
        typed = client.get(f"/run/{code.lower().replace('-', '')}")
        assert str(typed.url).endswith(f"/run/{code}")
        by_code = client.post("/resume", data={"code": f" {code.lower()} "})
        by_link = client.post("/resume", data={"code": f"http://192.168.0.7:8157/zh-Hans/run/{code}/ledger"})
        assert by_code.url == by_link.url
        assert by_code.text == first
        other = client.get(f"/zh-Hans/run/{code}")
        assert 'lang="zh-Hans"' in other.text
        assert "第一书记" in other.text or "秋" in other.text
        assert client.get(f"/run/{code}").text == first


def test_the_same_form_sent_twice_is_one_signature(granary_served: Served) -> None:
    with granary_served.client() as client:
        page = client.post("/begin", data={"story": "granary"})
        form = signing(page.text)
        assert form is not None
        sent = {**form.held, **{name: values[0] for name, values in form.groups.items()}}
        once, twice = client.post(form.action, data=sent), client.post(form.action, data=sent)
        assert once.url == twice.url
        assert once.text == twice.text


def test_back_to_a_decision_and_on_another_way(granary_served: Served) -> None:
    with granary_served.client() as client:
        page = client.post("/begin", data={"story": "granary"})
        addresses = [str(page.url)]
        for _ in range(3):
            form = signing(page.text)
            assert form is not None
            page = client.post(form.action, data={**form.held, **{n: v[0] for n, v in form.groups.items()}})
            addresses.append(str(page.url))
        signed = client.get(f"{addresses[-1]}/signed")
        links = [granary_served.address + to for to in read(signed.text).links]
        back = [to for to in links if "/run/" in to and to in addresses[:-1]]
        assert back  # a day plan is not among what was signed; every signature is
        earlier = client.get(back[0])
        form = signing(earlier.text)
        assert form is not None
        other = client.post(form.action, data={**form.held, **{n: v[-1] for n, v in form.groups.items()}})
        assert str(other.url) not in addresses
        assert client.get(addresses[-1]).status_code == 200


def test_a_lesson_is_read_in_chinese_to_its_last_page(leap_served: Served) -> None:
    game = played(GREAT_LEAP, "hedger", 2, "lesson")[0]
    shown, address = by_form(leap_served, game, "/zh-Hans")
    assert address.endswith(f"/zh-Hans/run/{game.code()}")
    with leap_served.client() as client:
        shown += [client.get(f"{address}/{rest}").text for rest in ("ledger", "people", "words", "signed", "page")]
        shown += [client.get(to).text for to in ("/zh-Hans/", "/zh-Hans/story/great_leap", "/zh-Hans/nowhere")]
    for page in shown:
        assert '<html lang="zh-Hans">' in page
        body = re.sub(r"(?s)<head.*?</head>|<pre class=.map.*?</pre>|<[^>]+>|[0-9A-Z]{4}(-[0-9A-Z]{1,4})+", " ", page)
        said = [line for line in body.splitlines() if len(re.findall(r"[A-Za-z]{4,}", line)) > 2]
        assert [line for line in said if "(say" not in line and "念" not in line] == []
