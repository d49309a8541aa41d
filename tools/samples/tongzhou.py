"""The tongzhou sample: the roster, the inspections and the filings that its story asks for."""

from __future__ import annotations

from pathlib import Path

from parkledger.model.ledger import Campaign
from samples import filings, tongzhou_inspections, tongzhou_roster
from samples import tongzhou_story as story
from samples.common import Row, day, read_campaign, write_csv


def write_sample(data: Path, out: Path) -> None:
    """Read the plan and its parks in ``data``, write the roster, inspections and filings into ``out``."""
    campaign = read_campaign(data, story.PLAN)
    sites = tongzhou_roster.make_sites(campaign)
    added = tuple(column.key for column in campaign.plan.columns.filings)
    write_csv(out / "enterprises/tongzhou.csv", tongzhou_roster.columns_of(campaign), tongzhou_roster.rows_of(sites))
    write_csv(
        out / "inspections/tongzhou.csv", tongzhou_inspections.COLUMNS, tongzhou_inspections.rows_of(campaign, sites)
    )
    write_csv(out / "filings/tongzhou.csv", (*filings.COLUMNS, *added), _filings(campaign))


def _filings(campaign: Campaign) -> list[Row]:
    """One-off duties, recurring ones by their units' habits, and the towns' yearly lists with signatures and seal."""
    done = {item: day(on) for item, on in story.DONE.items()}
    start, last = tongzhou_roster.start_of(campaign), day(story.LAST_DAY)
    evidence = {duty.id: duty.evidence for duty in campaign.plan.duties}
    rows = [
        *filings.done_once(campaign, done, story.INDUSTRY),
        *filings.recurring(campaign, start, last, story.HABITS, story.HABITS_OF),
    ]
    listed = {item for item, *_ in story.LISTS}
    rows = [row for row in rows if row["item"] not in listed]
    for item, period, filed, towns, lacking, note in story.LISTS:
        signs = {sign: "false" if sign == lacking else "true" for sign in story.SIGNS}
        for town in towns:
            rows.append({
                "item": item, "unit": town, "period": period, "done_on": filed, "filed_on": filed,
                "evidence": evidence[item], "note": note, **signs,
            })  # fmt: skip
    return sorted(rows, key=lambda row: (row["filed_on"], row["item"], row["unit"], row["period"]))
