"""The wuhai sample: the roster, the inspections, the filings and the indicators that its story asks for."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import Path

from parkledger.model.ledger import Campaign
from samples import wuhai_inspections, wuhai_roster
from samples import wuhai_story as story
from samples.common import Row, read_campaign, write_csv

FILING_COLUMNS = ("item", "unit", "period", "subject", "done_on", "filed_on", "evidence", "note")
INDICATOR_COLUMNS = ("subject", "indicator", "period", "on", "value", "source", "note")
SOURCE = "示例数据"


def write_sample(data: Path, out: Path) -> None:
    """Read the plan and its parks in ``data``, write roster, inspections, filings and indicators into ``out``."""
    campaign = read_campaign(data, story.PLAN)
    roster, ids = wuhai_roster.make_roster(campaign)
    write_csv(out / "enterprises/wuhai.csv", wuhai_roster.COLUMNS, roster)
    write_csv(out / "inspections/wuhai.csv", wuhai_inspections.COLUMNS, wuhai_inspections.rows_of(campaign, ids))
    write_csv(out / "filings/wuhai.csv", FILING_COLUMNS, _filings(campaign, ids))
    write_csv(out / "indicators/wuhai.csv", INDICATOR_COLUMNS, _indicators(campaign))


def _asked(campaign: Campaign) -> dict[str, tuple[str, str]]:
    """Criterion or duty -> the unit that files it first, and the evidence that the plan asks for."""
    asked = {duty.id: ((*duty.lead, *duty.joint)[0], duty.evidence) for duty in campaign.plan.duties}
    for _, task, _, one in campaign.plan.criteria():
        lead = one.lead or task.lead
        asked[one.id] = (lead[0], one.milestone.evidence if one.milestone else "")
    return asked


def _filings(campaign: Campaign, ids: Mapping[tuple[str, int], str]) -> list[Row]:
    asked = _asked(campaign)
    item, done, filed = story.ANSWERED
    rows = []
    for what, period, subject, done_on, filed_on in (*story.FILED, (item, "", ids[story.REPEATED], done, filed)):
        unit, evidence = asked[what]
        rows.append({
            "item": what, "unit": campaign.unit(unit), "period": period, "subject": subject, "done_on": done_on,
            "filed_on": filed_on, "evidence": evidence,
        })  # fmt: skip
    return sorted(rows, key=lambda row: (row["filed_on"], row["item"], row["subject"]))


def _indicators(campaign: Campaign) -> list[Row]:
    rows = [*_yearly(campaign), *_land(campaign), *_scores(campaign)]
    return sorted(rows, key=lambda row: (row["on"], row["subject"], row["indicator"]))


def _yearly(campaign: Campaign) -> Iterator[Row]:
    """The figures of grading, year by year."""
    grading = campaign.plan.grading
    assert grading is not None
    for park, years in story.YEARS.items():
        for year, values in years.items():
            for name, value in zip(grading.indicators, values, strict=True):
                yield _figure(park, name, str(year), f"{year + 1}{story.YEAR_KNOWN_ON}", value)


def _land(campaign: Campaign) -> Iterator[Row]:
    """The areas that the plan's ratio of land names."""
    (ratio,) = [
        one.threshold.ratio for _, _, _, one in campaign.plan.criteria() if one.threshold and one.threshold.ratio
    ]
    for park, figures in story.LAND.items():
        for on, *areas in figures:
            for name, area in zip((*ratio.of, ratio.to), areas, strict=True):
                yield _figure(park, name, "", on, area)


def _scores(campaign: Campaign) -> Iterator[Row]:
    scoring = campaign.plan.scoring
    assert scoring is not None
    for park, score in story.SCORES.items():
        yield _figure(park, scoring.indicator, story.SCORED_FOR, story.SCORED_ON, score)


def _figure(park: str, name: str, period: str, on: str, value: str) -> Row:
    return {"subject": park, "indicator": name, "period": period, "on": on, "value": value, "source": SOURCE}
