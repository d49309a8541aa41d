"""Duties owed case by case: what opens a case, whose it is, and what closes it."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import NamedTuple

from parkledger.compute.populations import answerable, members, park_column, table_of, unit_for
from parkledger.compute.standards import column_days, standard_days
from parkledger.model.columns import NEVER, Days
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


def _done_days(campaign: Campaign, case: PerCase) -> Days:
    table = table_of(campaign, case.of)
    if case.answered_by:
        return _answers(campaign, case)
    if case.done in campaign.plan.standards:
        return standard_days(table, campaign.standard(case.done))
    return column_days(table, case.done or "")


def _answers(campaign: Campaign, case: PerCase) -> Days:
    """For each inspection the day of the first later look of an answering kind at the same enterprise or park."""
    table = campaign.inspections
    subjects = [who or park for who, park in zip(table.texts["enterprise"], table.texts["park"], strict=True)]
    looks: dict[str, list[tuple[int, int]]] = {}
    for row, (kind, subject) in enumerate(zip(table.texts["kind"], subjects, strict=True)):
        if kind in case.answered_by:
            looks.setdefault(subject, []).append((table.days["on"][row], row))
    found = []
    for row, (day, subject) in enumerate(zip(table.days["on"], subjects, strict=True)):
        later = [when for when, look in looks.get(subject, ()) if (when, look) > (day, row)]
        found.append(min(later, default=NEVER))
    return found


def member_cases(campaign: Campaign, duty: Duty, as_of: date) -> Iterator[OwedCase]:
    """The cases of a duty that have been opened by a day."""
    case = duty.case
    if case is None:
        return
    table, day = table_of(campaign, case.of), as_of.toordinal()
    opened, done = column_days(table, case.trigger), _done_days(campaign, case)
    for row in members(campaign, case.of, case.where):
        if opened[row] > day:
            continue
        park = table.texts[park_column(case.of)][row]
        unit = unit_for(campaign, case.of, row, duty.by)
        units = answerable(campaign, (unit,) if unit else duty.lead + duty.joint, park)
        label = table.texts["id"][row] if "id" in table.texts else f"{date.fromordinal(opened[row])}#{table.lines[row]}"
        closed = date.fromordinal(done[row]) if done[row] <= day else None
        limit = column_days(table, case.due)[row] if case.due else NEVER
        due = date.fromordinal(limit) if limit != NEVER else None
        yield OwedCase(label, date.fromordinal(max(opened[row], 1)), units, closed, due)
