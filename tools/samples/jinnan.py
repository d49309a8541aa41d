"""The jinnan sample: the roster, the inspections and the filings that its story asks for."""

from __future__ import annotations

from pathlib import Path

from parkledger.model.ledger import Campaign
from samples import filings, jinnan_inspections, jinnan_roster
from samples import jinnan_story as story
from samples.common import Codes, Row, day, random_for, read_campaign, write_csv


def write_sample(data: Path, out: Path) -> None:
    """Read the plan and its parks in ``data``, write the roster, inspections and filings into ``out``."""
    campaign = read_campaign(data, story.PLAN)
    sites = jinnan_roster.make_sites(campaign)
    codes = Codes(random_for(story.PLAN, "codes"))
    roster = [jinnan_roster.row_of(site, codes) for site in sites]
    inspections = jinnan_inspections.rows_of(campaign, sites)
    write_csv(out / "enterprises/jinnan.csv", jinnan_roster.COLUMNS, roster)
    write_csv(out / "inspections/jinnan.csv", jinnan_inspections.COLUMNS, inspections)
    write_csv(out / "filings/jinnan.csv", filings.COLUMNS, _filings(campaign))


def _filings(campaign: Campaign) -> list[Row]:
    """The milestones and what every duty's units filed, by the day of filing."""
    done = {item: day(on) for item, on in story.DONE.items()}
    start, last = jinnan_roster.start_of(campaign), day(story.LAST_DAY)
    rows = [
        *filings.done_once(campaign, done, story.PLANNER),
        *filings.recurring(campaign, start, last, story.HABITS, story.HABITS_OF),
    ]
    return sorted(rows, key=lambda row: (row["filed_on"], row["item"], row["unit"], row["period"]))
