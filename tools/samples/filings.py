"""Filings of any plan: milestones and one-off duties as a story dates them, recurring duties by period."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from random import Random

from parkledger.base.periods import Every, Period, Periods
from parkledger.model.duties import Duty
from parkledger.model.ledger import Campaign
from samples.common import Row, draw_day, iso, random_for, working_day

COLUMNS = ("item", "unit", "period", "done_on", "filed_on", "evidence", "note")


@dataclass(frozen=True)
class Habits:
    """How a unit files: the shares of periods that it files late or never."""

    late: float = 0.05
    missed: float = 0.02


def done_once(campaign: Campaign, days: Mapping[str, date], otherwise: str) -> Iterator[Row]:
    """A filing for each milestone and one-off duty that the story dates, on the working day after."""
    asked = [
        (criterion.id, (criterion.lead or task.lead)[:1], criterion.milestone.evidence)
        for _, task, _, criterion in campaign.plan.criteria()
        if criterion.milestone is not None
    ]
    once = [duty for duty in campaign.plan.duties if duty.kind == "one_off"]
    asked += [(duty.id, _filing(campaign, duty, 1), duty.evidence) for duty in once]
    for item, lead, evidence in asked:
        if item in days:
            filed = working_day(days[item] + timedelta(days=1), 1)
            for unit in lead or (otherwise,):
                yield _row(item, campaign.unit(unit), "", days[item], filed) | {"evidence": evidence}


def _filing(campaign: Campaign, duty: Duty, at_most: int | None) -> tuple[str, ...]:
    """The leading units that file, at most so many; each town of the parks in the place of a role that each owes."""
    named = campaign.units_named(duty.lead[:at_most])
    towns = campaign.towns if duty.each else ()
    roles = {name for name in named if towns and name in campaign.units and campaign.units[name].kind == "role"}
    return tuple(unit for name in named for unit in (towns if name in roles else (name,)))


def recurring(campaign: Campaign, start: date, last: date, usual: Habits, of: Mapping[str, Habits]) -> Iterator[Row]:
    """What leading units file for the recurring duties up to the last day of the sample.

    ``of``: duty and unit (``f3 属地镇政府``) -> habits that are not the usual ones.
    """
    for duty in campaign.plan.duties:
        if duty.kind != "recurring" or duty.every is None or duty.met_by is not None:
            continue
        for unit in _filing(campaign, duty, None if duty.each else 1):
            random = random_for(campaign.id, "filings", duty.id, unit)
            habits = of.get(f"{duty.id} {unit}", usual)
            for period in Periods(Every(duty.every.unit), start, last):
                for done, filed in _of_period(random, duty, period, habits):
                    if filed <= last:
                        yield _row(duty.id, unit, period.label, done, filed) | {"evidence": duty.evidence}


def _of_period(random: Random, duty: Duty, period: Period, habits: Habits) -> Iterator[tuple[date, date]]:
    """The days done and filed, as often as a period asks. Where no days are allowed, both lie within it."""
    length = (period.last - period.first).days + 1
    allowed = duty.within or 0
    for n in range(duty.times):
        share_from = period.first + timedelta(days=length * n // duty.times)
        share_until = period.first + timedelta(days=length * (n + 1) // duty.times - 1)
        done = draw_day(random, max(share_from, share_until - timedelta(days=9)), share_until)
        soonest = period.last + timedelta(days=1) if allowed else done
        usual = draw_day(random, soonest, period.last + timedelta(days=allowed))
        late = working_day(period.last + timedelta(days=allowed + random.randint(1, 12)), 1)
        chance = random.random()
        if chance >= habits.missed:
            yield done, late if chance < habits.missed + habits.late else usual


def _row(item: str, unit: str, period: str, done: date, filed: date) -> Row:
    return {"item": item, "unit": unit, "period": period, "done_on": iso(done), "filed_on": iso(filed)}
