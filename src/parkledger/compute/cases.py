"""Duties owed case by case: what opens a case, whose it is, and what closes it."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator
from datetime import date
from typing import NamedTuple

from parkledger.compute.populations import answerable, members, park_column, table_of, units_for
from parkledger.compute.standards import column_days, standard_days
from parkledger.model.columns import NEVER, NO_ROWS, Days, Rows, changed, until
from parkledger.model.duties import Duty, PerCase
from parkledger.model.ledger import Campaign


class OwedCase(NamedTuple):
    """One case: what it is called, since when it is owed, by whom, and when it was done."""

    label: str
    since: date
    units: tuple[str, ...]
    done: date | None
    due: date | None = None
    """The case's own deadline."""

    def answered(self, day: int | None, as_of: date) -> OwedCase:
        """The same case, done on a day (an ordinal) that has come."""
        return self._replace(done=date.fromordinal(day)) if day is not None and day <= as_of.toordinal() else self


def _done_days(campaign: Campaign, case: PerCase, rows: Rows) -> Days:
    table = table_of(campaign, case.of)
    if case.answered_by:
        return _answers(campaign, case, rows)
    if case.done in campaign.plan.standards:
        return standard_days(table, campaign.standard(case.done))
    return column_days(table, case.done or "")


def _answers(campaign: Campaign, case: PerCase, rows: Rows) -> Days:
    """For each of these inspections, the day of the first later one of an answering kind at the same enterprise or
    park."""
    table = campaign.inspections
    whos, parks, days = table.texts["enterprise"], table.texts["park"], table.days["on"]
    looks: dict[str, list[tuple[int, int]]] = {}
    for row in table.where("kind", case.answered_by):
        looks.setdefault(whos[row] or parks[row], []).append((days[row], row))
    for found in looks.values():
        found.sort()
    answers: dict[int, int] = {}
    for row in rows:
        given = looks.get(whos[row] or parks[row], [])
        if (first := bisect_right(given, (days[row], row))) < len(given):
            answers[row] = given[first][0]
    return changed(table.every(NEVER), answers)


def spared(campaign: Campaign, case: PerCase, day: int) -> Rows:
    """Who shows by a day the standard that spares it from being a case."""
    if case.except_ not in campaign.plan.standards:
        return NO_ROWS
    return until(standard_days(table_of(campaign, case.of), campaign.standard(case.except_)), day)


def member_cases(campaign: Campaign, duty: Duty, as_of: date) -> Iterator[OwedCase]:
    """The cases of a duty that have been opened by a day, without those that are spared on it."""
    case = duty.case
    if case is None:
        return
    table, day = table_of(campaign, case.of), as_of.toordinal()
    opened = column_days(table, case.trigger)
    rows = (members(campaign, case.of, case.where) & until(opened, day)) - spared(campaign, case, day)
    done, answering = _done_days(campaign, case, rows), units_for(campaign, case.of, rows, duty.by)
    limits = column_days(table, case.due) if case.due else None
    for row in rows:
        park = table.texts[park_column(case.of)][row]
        unit = answering.get(row)
        units = answerable(campaign, (unit,) if unit else duty.lead + duty.joint, park)
        label = table.texts["id"][row] if "id" in table.texts else f"{date.fromordinal(opened[row])}#{table.lines[row]}"
        closed = date.fromordinal(done[row]) if done[row] <= day else None
        limit = limits[row] if limits is not None else NEVER
        due = date.fromordinal(limit) if limit != NEVER else None
        yield OwedCase(label, date.fromordinal(max(opened[row], 1)), units, closed, due)
