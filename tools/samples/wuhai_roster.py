"""The roster of the wuhai sample: every enterprise, who looks after it, and the dossiers of the stopped ones."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date, timedelta

from parkledger.model.ledger import Campaign
from samples import wuhai_story as story
from samples.common import Codes, Row, day, iso, random_for, sample_name, working_day

COLUMNS = (
    "id", "name", "credit_code", "park", "industry", "listed_on", "stopped", "surveyed_on", "scoped_on", "dossier_on",
    "measures", "treated_by", "answerable", "method", "risk_on", "helped_on", "leader", "department", "officer",
    "assigned_on", "note",
)  # fmt: skip


def make_roster(campaign: Campaign) -> tuple[list[Row], Mapping[tuple[str, int], str]]:
    """Every row of the roster, and the id of the enterprise at each place of a park."""
    codes = Codes(random_for(story.PLAN, "codes"))
    rows: list[Row] = []
    ids: dict[tuple[str, int], str] = {}
    methods = _methods(campaign)
    for park in campaign.parks.text("id"):
        for place in range(1, story.PARKS[park].enterprises + 1):
            row = _named(len(rows) + 1, park, _trade(park, place), codes) | {"listed_on": story.LISTED_ON}
            row |= _assigned(park, day(story.PARKS[park].assigned) + timedelta(days=place % 4))
            row |= _risk(park, place)
            if place > story.PARKS[park].enterprises - story.PARKS[park].stopped:
                row |= _dossier(park, next(methods), place)
            row |= dict.fromkeys(story.LACKS.get((park, place), ()), "")
            ids[park, place] = row["id"]
            rows.append(row)
    for one in story.NEWCOMERS:
        row = _named(len(rows) + 1, one.park, one.trade, codes) | {"listed_on": one.listed, "note": "新入驻"}
        rows.append(row | (_assigned(one.park, day(one.assigned)) if one.assigned else {}))
    return rows, ids


def _methods(campaign: Campaign) -> Iterator[str]:
    """The methods that the plan allows, over and over."""
    (choices,) = [one.choices for one in campaign.plan.columns.enterprises if one.key == "method"]
    while True:
        yield from choices


def _trade(park: str, place: int) -> str:
    trades = story.PARKS[park].trades
    return trades[place % len(trades)]


def _named(number: int, park: str, trade: str, codes: Codes) -> Row:
    name = sample_name(number, f"{trade}有限公司")
    return {
        "id": f"WH-{number:04d}", "name": name, "credit_code": codes.new("company"), "park": park, "industry": trade,
        "stopped": "false",
    }  # fmt: skip


def _assigned(park: str, when: date) -> Row:
    """The three who answer for an enterprise, by office."""
    return {
        "leader": "示例区分管副区长", "department": "示例区工业和信息化局", "officer": f"{park}园区包联专员",
        "assigned_on": iso(working_day(when, 1)),
    }  # fmt: skip


def _risk(park: str, place: int) -> Row:
    found, helped = story.RISKS.get((park, place), ("", ""))
    return {"risk_on": found, "helped_on": helped}


def _dossier(park: str, method: str, place: int) -> Row:
    """What the dossier of a stopped enterprise holds, once it was listed."""
    surveyed = day(story.PARKS[park].surveyed)
    scoped = working_day(surveyed + timedelta(days=8), 1)
    filed = working_day(surveyed + timedelta(days=20 + place % 5), 1)
    return {
        "stopped": "true", "surveyed_on": iso(surveyed), "scoped_on": iso(scoped), "dossier_on": iso(filed),
        "measures": story.MEASURES[method], "treated_by": f"{park}园区管委会",
        "answerable": f"{park}园区管委会分管副主任", "method": method, "note": "列入名册前已停产",
    }  # fmt: skip
