"""The course of what remains, month by month, beside the plan's own straight line from its start to its deadline."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from decimal import Decimal
from typing import NamedTuple

from parkledger.base.deadlines import month_end
from parkledger.base.periods import later, months_between
from parkledger.compute.groups import start_of
from parkledger.compute.indicators import half_up
from parkledger.compute.measures import Measure, measure_of, population_of
from parkledger.compute.schedule import effective_due, scheduled_share
from parkledger.model.criteria import Criterion, Task
from parkledger.model.ledger import Campaign

AHEAD = 12
"""How many months after the day are shown, if the deadline is further away."""
MONTHS, QUARTERS = 18, 60
"""The longest courses in months that are shown month by month, and quarter by quarter; longer ones year by year."""


class Point(NamedTuple):
    """What remained at the end of a day (None while that day has not come), and what the calendar asks for."""

    day: date
    actual: Decimal | None
    planned: Decimal | None


class Course(NamedTuple):
    """The points of a goal or criterion, at the ends of months and on the day itself."""

    measured: Criterion
    points: tuple[Point, ...]


def _days(first: date, last: date, as_of: date) -> list[date]:
    """The first day, the ends of the months (quarters, years) up to the last, and the day that is asked for."""
    months = months_between(first, last)
    step = 1 if months <= MONTHS else 3 if months <= QUARTERS else 12
    found = {first, min(as_of, last)}
    for number in range(months):
        year, month = first.year + (first.month - 1 + number) // 12, (first.month - 1 + number) % 12 + 1
        if month % step == 0 and month_end(year, month) <= last:
            found.add(month_end(year, month))
    return sorted(found)


def _planned(measure: Measure, start: date | None, due: date | None, day: date) -> Decimal | None:
    """Straight from the number at the start to the bound at the deadline, month by month."""
    if measure.start is None or start is None or due is None:
        return None
    share = Decimal(repr(scheduled_share(start, due, day)))
    return half_up(measure.start - (measure.start - measure.bound) * share, 2)


def course(campaign: Campaign, measured: Criterion, as_of: date, task: Task | None = None) -> Course | None:
    """The course of what is measured; None if nothing is, or if the plan does not say when it began."""
    rows = population_of(campaign, measured, task.park if task else None)
    measure = measure_of(campaign, measured, rows, start_of(campaign, measured, as_of))
    begin = campaign.plan.effective_on or campaign.plan.issued_on
    if measure is None or measure.curve is None or begin is None or begin > as_of:
        return None
    due = effective_due(campaign, measured.id, measured.due, as_of).day
    last = max(as_of, min(due, later(as_of, 31 * AHEAD))) if due else as_of
    known = date.fromordinal(max(measure.known_from, 1))
    points = tuple(
        Point(
            day,
            measure.curve.at(day.toordinal()) if known <= day <= as_of else None,
            _planned(measure, begin, due, day),
        )
        for day in _days(begin, last, as_of)
    )
    return Course(measured, points)


def courses(campaign: Campaign, as_of: date, most: int = 3) -> Iterator[Course]:
    """The courses to show: those of the goals, of enterprises first. If no goal has one, those of the criteria with the
    most enterprises, first the ones that bring a number down."""
    goals = [one for goal in campaign.plan.goals if (one := course(campaign, goal, as_of))]
    goals.sort(key=lambda one: one.measured.quota is None or one.measured.quota.of != "enterprises")
    if goals:
        yield from goals[:most]
        return
    found: list[tuple[bool, int, int, Course]] = []
    for _, task, _, criterion in campaign.plan.criteria():
        block = criterion.quota or criterion.coverage
        if block is not None and block.of == "enterprises" and (one := course(campaign, criterion, as_of, task)):
            size = len(population_of(campaign, criterion, task.park))
            found.append((criterion.quota is None, -size, len(found), one))
    yield from (one for *_, one in sorted(found, key=lambda item: item[:3])[:most])
