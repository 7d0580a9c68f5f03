"""One file, five desks: the scenarios in the order of their dates, each to be played alone, or all of them in order."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

from game.desk.content import FAINT, line, stack
from game.desk.screens.lists import ListScreen
from game.script.tongue import _

if TYPE_CHECKING:
    from textual.content import Content

    from game.script.header import Header
    from game.session.campaign import Campaign, Station

CAMPAIGN = 0  # the first line; the desks follow in their order


def chain_screen(campaign: Campaign, headers: Mapping[str, Header]) -> ListScreen:
    """The chain. Dismissed with CAMPAIGN, the number of a desk, or None."""
    rows = [(_campaign(campaign), True), *(_desk(s, headers) for s in campaign.stations)]
    return ListScreen(campaign.chain.title, campaign.chain.say, rows)


def stands(campaign: Campaign) -> str:
    """Where a campaign stands, in a sentence."""
    station = campaign.at
    if station is None:
        return _("The last desk is closed; Enter begins another campaign.")
    if not any(s.save for s in campaign.stations):
        return _("All {stations} in this order, one file from desk to desk.").format(stations=len(campaign.stations))
    where = _("desk {number} of {stations}").format(number=station.number, stations=len(campaign.stations))
    return (
        _("Go on at {where}.").format(where=where) if station.save else _("Go on: {where} is next.").format(where=where)
    )


def _campaign(campaign: Campaign) -> Content:
    return stack([line(_("The campaign"), "bold"), line(f"   {stands(campaign)}", FAINT)], gap=0)


def _desk(station: Station, headers: Mapping[str, Header]) -> tuple[Content, bool]:
    header = headers.get(station.link.id)
    title = header.title if header else station.link.id
    minutes = _(", {minutes} minutes").format(minutes=header.minutes) if header else ""
    told = [line(f"{station.number}. {title}", "bold").append(line(f"   {station.link.dates}{minutes}", FAINT))]
    told.append(line(f"   {station.link.who}", FAINT))
    return stack(told, gap=0), header is not None
