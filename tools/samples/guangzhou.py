"""The guangzhou sample: parks, the enterprises in them, inspections, filings and the areas measured anew."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from decimal import Decimal
from pathlib import Path

from parkledger.base.periods import Every, Periods
from parkledger.model.ledger import Campaign
from samples import filings, guangzhou_looks, guangzhou_parks
from samples import guangzhou_story as story
from samples.common import Row, day, draw_day, iso, random_for, read_campaign, working_day, write_csv

INDICATOR_COLUMNS = ("subject", "indicator", "period", "on", "value", "source", "note")


def write_sample(data: Path, out: Path) -> None:
    """Read the plan in ``data``, write its parks and facts into ``out``."""
    campaign = read_campaign(data, story.PLAN)
    parks = guangzhou_parks.make_parks(campaign)
    enterprises = guangzhou_looks.make_enterprises(parks)
    looks = guangzhou_looks.inspections(parks, enterprises)
    write_csv(out / "parks/guangzhou.csv", guangzhou_parks.columns(campaign), parks)
    write_csv(out / "enterprises/guangzhou.csv", guangzhou_looks.ROSTER_COLUMNS, guangzhou_looks.roster(enterprises))
    write_csv(out / "inspections/guangzhou.csv", guangzhou_looks.COLUMNS, looks)
    write_csv(out / "filings/guangzhou.csv", filings.COLUMNS, _filings(campaign))
    write_csv(out / "indicators/guangzhou.csv", INDICATOR_COLUMNS, _areas(campaign))


def _filings(campaign: Campaign) -> list[Row]:
    """Milestones, what was owed once by the city or by each district, and the bulletins; by the day of filing."""
    done = {item: day(on) for item, on in story.DONE.items()}
    rows = [*filings.done_once(campaign, done, story.CITY), *_of_districts(campaign), *_bulletins(campaign)]
    return sorted(rows, key=lambda row: (row["filed_on"], row["item"], row["unit"], row["period"]))


def _of_districts(campaign: Campaign) -> Iterator[Row]:
    """What every district did once, most of them in time."""
    evidence = {duty.id: duty.evidence for duty in campaign.plan.duties}
    for item, (first, last) in story.EACH_DONE.items():
        for district in guangzhou_parks.quota_of(campaign).targets:
            random = random_for(story.PLAN, "filings", item, district)
            usual = iso(draw_day(random, day(first), day(last)))
            if on := story.EACH_OTHERWISE.get(f"{item} {district}", usual):
                yield _filing(item, district, "", day(on), evidence[item])


def _bulletins(campaign: Campaign) -> Iterator[Row]:
    """The quarterly bulletins, within the days that the sample's setting allows, but for one late and one missing."""
    duty = next(duty for duty in campaign.plan.duties if duty.id == story.BULLETIN)
    start, last = campaign.plan.effective_on, day(story.LAST_DAY)
    assert start is not None
    for period in Periods(Every("quarter"), start, last):
        random = random_for(story.PLAN, "bulletin", period.label)
        usual = draw_day(random, period.last + timedelta(days=1), period.last + timedelta(days=duty.within or 0))
        on = story.BULLETIN_OTHERWISE.get(period.label, iso(usual))
        if on and day(on) <= last:
            yield _filing(duty.id, story.CITY, period.label, day(on), duty.evidence)


def _filing(item: str, unit: str, period: str, on: date, evidence: str) -> Row:
    when = working_day(on)
    return {
        "item": item, "unit": unit, "period": period, "done_on": iso(when), "filed_on": iso(when), "evidence": evidence,
    }  # fmt: skip


def _areas(campaign: Campaign) -> Iterator[Row]:
    """The areas that the land survey gave, district by district."""
    for district, target in guangzhou_parks.quota_of(campaign).targets.items():
        change = Decimal(story.UPDATED_BY.get(district, "0"))
        yield {
            "subject": district, "indicator": story.INDICATOR, "period": story.UPDATED_ON[:4], "on": story.UPDATED_ON,
            "value": str((target.base or target.do) + change), "source": "示例三调成果", "note": "",
        }  # fmt: skip
