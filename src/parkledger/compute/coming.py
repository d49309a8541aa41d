"""What falls due next: criteria that are not met, deliveries still owed, members with a deadline of their own."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import NamedTuple

from parkledger.compute.cases import member_cases
from parkledger.compute.criteria import Judged
from parkledger.compute.deliveries import delivered, parties
from parkledger.compute.duties import limit_of
from parkledger.compute.duty_periods import duty_periods
from parkledger.compute.populations import table_of
from parkledger.compute.schedule import member_due
from parkledger.compute.status import PlanStatus
from parkledger.compute.zero_kinds import gone_by, population, watched
from parkledger.model.columns import until
from parkledger.model.criteria import Task
from parkledger.model.duties import Duty
from parkledger.model.ledger import Campaign
from parkledger.model.zero import ZeroRule


class DueCriterion(NamedTuple):
    """A criterion that falls due and is not met."""

    task: Task
    judged: Judged
    basis: str | None
    """The clause that makes its units answer, where the task itself names none."""


class DueFiling(NamedTuple):
    """Deliveries of one duty by one party: the last day on which the first is in time, and how many fall due in all."""

    duty: str
    title: str
    unit: str
    every: str | None
    """The rhythm; None for what is owed once or case by case."""
    first: date
    number: int


class DueMembers(NamedTuple):
    """How many members of a rule's population have a deadline of their own that falls due, and the first such day."""

    rule: ZeroRule
    of: str
    first: date
    number: int


def due_criteria(campaign: Campaign, plan: PlanStatus, as_of: date, last: date) -> tuple[DueCriterion, ...]:
    """Criteria that fall due from ``as_of`` to ``last`` and are not met on ``as_of``, the earliest first."""
    found = [
        DueCriterion(task.task, one, source.basis or task.task.basis)
        for task in plan.tasks
        for one, source in zip(task.criteria, task.task.criteria, strict=True)
        if one.state in ("pending", "unmeasured") and one.kind != "qualitative" and _within(one.due, as_of, last)
    ]
    return tuple(sorted(found, key=lambda one: one.judged.due or last))


def due_filings(campaign: Campaign, as_of: date, last: date) -> tuple[DueFiling, ...]:
    """Deliveries that are in time until a day from ``as_of`` to ``last`` and have not been made, the earliest first."""
    found = [one for duty in campaign.plan.duties for one in _filings(campaign, duty, as_of, last)]
    return tuple(sorted(found, key=lambda one: one.first))


def due_members(campaign: Campaign, as_of: date, last: date) -> tuple[DueMembers, ...]:
    """Members whose own deadline falls due from ``as_of`` to ``last`` and who have not done what it asks for."""
    rules = [rule for rule in campaign.plan.zero if rule.kind == "overdue_exit"]
    return tuple(found for rule in rules if (found := _members(campaign, rule, as_of, last)) is not None)


def _within(day: date | None, as_of: date, last: date) -> bool:
    return day is not None and as_of <= day <= last


def _filings(campaign: Campaign, duty: Duty, as_of: date, last: date) -> Iterator[DueFiling]:
    every = str(duty.every) if duty.every else None
    for units, limits in _limits(campaign, duty, as_of, last):
        days = sorted(day for day in limits if as_of <= day <= last)
        if days:
            yield DueFiling(duty.id, duty.title, "、".join(units), every, days[0], len(days))


def _limits(campaign: Campaign, duty: Duty, as_of: date, last: date) -> Iterator[tuple[tuple[str, ...], list[date]]]:
    """By party: the last day on which each missing delivery is in time."""
    if duty.case is not None:
        cases: dict[tuple[str, ...], list[date]] = {}
        for case in member_cases(campaign, duty, as_of):
            limit = limit_of(duty, case)
            if case.done is None and limit is not None:
                cases.setdefault(case.units, []).append(limit)
        yield from cases.items()
        return
    due_periods = duty_periods(campaign, duty, last)
    if not due_periods:
        return
    coming = [(place, due_periods[place].limit) for place in range(due_periods.over(as_of), len(due_periods))]
    for units in parties(campaign, duty):
        given = delivered(campaign, duty, units, due_periods, as_of.toordinal())
        yield units, [limit for place, limit in coming if len(given.get(place, ())) < duty.times]


def _members(campaign: Campaign, rule: ZeroRule, as_of: date, last: date) -> DueMembers | None:
    of, day = population(rule), as_of.toordinal()
    table = table_of(campaign, of)
    rows, _ = watched(campaign, rule, day)
    due = table.days["due_on"]
    rows = (rows & until(due, last.toordinal())) - gone_by(campaign, rule, day)
    ids = table.texts["id"]
    days = [own for row in rows if as_of <= (own := _own_due(campaign, ids[row], due[row], as_of)) <= last]
    return DueMembers(rule, of, min(days), len(days)) if days else None


def _own_due(campaign: Campaign, member: str, due: int, as_of: date) -> date:
    return date.fromordinal(member_due(campaign, member, due, as_of))
