"""The record that comes with the game: sourced throughout, in order, true to its own sums, and fit to be read."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from pathlib import Path

import pytest

from game.script.faults import Faults
from game.script.record_files import FILES, read_record
from game.script.record_shapes import By, Counts, Record, Standing

FOLDER = Path(__file__).parents[2] / "story" / "record"
SCENARIOS = {"great_leap", "black_board", "the_experts", "seven_thousand", "work_team"}


@pytest.fixture(scope="module")
def record() -> Record:
    faults = Faults()
    found = read_record(FOLDER, faults)
    assert list(faults) == []
    return found


def values(record: Record, name: str) -> Mapping[str, float]:
    return next(line.values for table in record.tables for line in table.lines if line.id == name)


def test_there_is_as_much_of_it_as_a_class_needs(record: Record) -> None:
    assert sum(len(t.lines) for t in record.tables if t.level == "national") >= 25
    assert len(next(t for t in record.tables if t.id == "province_deaths").lines) == 28
    assert sum(t.level == "county" for t in record.tables) >= 5
    assert len([e for e in record.estimates if e.of == "China" and e.counts is Counts.DEATHS]) >= 12
    assert {e.standing for e in record.estimates} == set(Standing)
    assert len(record.officials) >= 25
    acts = {act for official in record.officials for act in official.did}
    assert {"told", "refused", "hid", "fed", "over-reported", "enforced", "concealed"} == acts
    assert len(record.timeline.events) >= 100
    assert sum("great_leap" in e.scenarios for e in record.timeline.events) >= 60
    assert len(record.corrections) == 10
    assert all(len(d.positions) >= 2 for d in record.disputes)
    assert len(record.disputes) >= 5


def test_every_line_names_sources_of_the_bibliography(record: Record) -> None:
    known = {s.id for s in record.sources}
    lines = [line for table in record.tables for line in table.lines]
    positions = [p for d in record.disputes for p in d.positions]
    for item in (*lines, *positions, *record.estimates, *record.officials, *record.corrections):
        assert item.sources
        assert set(item.sources) <= known
    assert all(e.sources and set(e.sources) <= known for e in record.timeline.events)


def test_every_entry_stands_beside_a_scenario_of_the_game(record: Record) -> None:
    entries = (*record.tables, *record.estimates, *record.officials, *record.timeline.events)
    assert {s for e in (*entries, *record.corrections, *record.disputes) for s in e.scenarios} <= SCENARIOS
    assert all(e.scenarios for e in entries)


def test_shares_are_what_was_taken_of_what_was_grown(record: Record) -> None:
    grain = values(record, "china_grain")
    for share, taken in (
        ("china_procured_share", "china_procured"),
        ("china_procured_net_share", "china_procured_net"),
    ):
        amounts = values(record, taken)
        for year, printed in values(record, share).items():
            assert printed == pytest.approx(100 * amounts[year] / grain[year], abs=0.06), year


def test_yields_are_what_was_grown_on_what_was_sown(record: Record) -> None:
    sown = values(record, "china_sown")
    for line, grown in (("china_yield", "china_grain"), ("china_yield_published", "china_grain_published")):
        amounts = values(record, grown)
        for year, jin_a_mu in values(record, line).items():
            assert jin_a_mu == pytest.approx(amounts[year] * 2000 / (sown[year] * 15), abs=0.6), year


def test_the_provinces_add_up_to_the_country(record: Record) -> None:
    cao = next(e for e in record.estimates if e.id == "cao")
    assert sum(values(record, "province_toll_cao").values()) == pytest.approx(cao.low * 100, abs=0.1)
    sichuan = next(e for e in record.estimates if e.id == "sichuan_cao")
    assert values(record, "province_toll_cao")["Sichuan"] == pytest.approx(sichuan.low * 100, abs=1)


def test_the_registers_miss_deaths_and_towns_were_fed_first(record: Record) -> None:
    registered, corrected = values(record, "china_deaths"), values(record, "china_deaths_banister")
    assert all(registered[year] < corrected[year] for year in registered)
    city, country = values(record, "china_deaths_city"), values(record, "china_deaths_rural")
    assert all(city[year] < country[year] for year in city)
    assert max(country, key=lambda year: country[year]) == "1960"


def test_anchors_are_as_printed(record: Record) -> None:
    assert values(record, "china_grain_published")["1958"] == 375
    assert values(record, "china_procured")["1959"] == 67.41
    assert values(record, "china_exports")["1959"] == 4.16
    assert values(record, "anhui_deaths")["1960"] == 68.58
    assert values(record, "kaijiang_deaths")["1960"] == 77.25
    assert values(record, "tongwei_quota") == {"1958": 43.6, "1959": 54}
    tongwei = next(e for e in record.estimates if e.id == "tongwei_county")
    assert tongwei.low * 1_000_000 == pytest.approx(60_210)


def test_tables_by_years_have_years_and_those_by_places_have_none(record: Record) -> None:
    for table in record.tables:
        labels = {name for line in table.lines for name in line.values}
        assert all((re.fullmatch(r"19[3-6]\d", name) is not None) is (table.by is By.YEARS) for name in labels), (
            table.id
        )


def texts(record: Record) -> Iterator[str]:
    for table in record.tables:
        yield from (table.title, table.say, *(text for line in table.lines for text in (line.label, line.note)))
    for e in record.estimates:
        yield from (e.author, e.words, e.method, e.say)
    for o in record.officials:
        yield from (o.name, o.post, o.at, o.what, o.followed)
    for event in record.timeline.events:
        yield from (event.what, event.say, event.at, event.dispute)
    for c in record.corrections:
        yield from (c.claim, c.record)
    for d in record.disputes:
        yield from (d.ask, *(text for p in d.positions for text in (p.who, p.say)))


AVOIDED = ("natural disasters", "liquidated the", "starved to death", "brainwash", "corpus", "seed article", "regime")


def test_words_are_those_the_rules_ask_for(record: Record) -> None:
    for text in texts(record):
        assert not [word for word in AVOIDED if word in text.lower()], text
        assert "  " not in text
        assert text == text.strip()
        assert text.isascii(), text


def test_files_are_those_the_reader_knows() -> None:
    assert {p.name for p in FOLDER.iterdir()} == set(FILES)
