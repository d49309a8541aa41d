"""What a unit is counted for, one by one: each late criterion, each missing or late delivery, each open case."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import Literal, NamedTuple

from parkledger.compute.deliveries import parties
from parkledger.compute.duties import cases_of, limit_of, period_states
from parkledger.compute.status import overdue_items, plan_status
from parkledger.compute.zero import Case, judge
from parkledger.model.duties import Duty
from parkledger.model.ledger import Campaign


class Fault(NamedTuple):
    """One thing that a unit has late, missing or open: which item of the plan, of what, since when, how many days.

    ``subject`` is the group of a criterion, the period or case of a duty, the enterprise or park of a zero rule.
    """

    unit: str
    kind: Literal["overdue", "missing", "late", "open"]
    item: str
    title: str
    clause: str
    subject: str
    since: date
    days: int


def _overdue(campaign: Campaign, as_of: date) -> Iterator[Fault]:
    clauses = {one.id: one.clause for _, _, _, one in campaign.plan.criteria()}
    for item in overdue_items(campaign, plan_status(campaign, as_of)):
        for unit in item.lead:
            yield Fault(
                unit, "overdue", item.criterion, item.title, clauses[item.criterion], item.group or "", item.due,
                item.days_overdue,
            )  # fmt: skip


def _periods(campaign: Campaign, duty: Duty, as_of: date) -> Iterator[Fault]:
    """The periods that are missing or late, for each unit of the party that owes them."""
    for units in parties(campaign, duty):
        for period in period_states(campaign, duty, units, as_of):
            kind: Literal["late", "missing"] = "late" if period.state == "late" else "missing"
            if period.state == kind:
                days = ((period.done_on or as_of) - period.limit).days
                for unit in units:
                    yield Fault(unit, kind, duty.id, duty.title, duty.clause, period.label, period.limit, days)


def _duty_faults(campaign: Campaign, as_of: date) -> Iterator[Fault]:
    cases = cases_of(campaign, as_of)
    for duty in campaign.plan.duties:
        if duty.id not in cases:
            yield from _periods(campaign, duty, as_of)
            continue
        for case in cases[duty.id]:
            limit = limit_of(duty, case)
            since, until = limit or case.since, case.done or as_of
            if (case.done is None or limit is not None) and until > since:
                kind: Literal["late", "missing"] = "late" if case.done else "missing"
                for unit in case.units:
                    days = (until - since).days
                    yield Fault(unit, kind, duty.id, duty.title, duty.clause, case.label, since, days)


def _open(campaign: Campaign, as_of: date) -> Iterator[Fault]:
    """The open cases of dynamic zero, each once for a unit, though several rules may tell of it."""
    told: dict[tuple[str, str | None, str], list[tuple[str, str, str, Case]]] = {}
    for rule in campaign.plan.zero:
        for case in judge(campaign, rule, as_of).violations:
            for unit in case.lead:
                found = told.setdefault((unit, case.enterprise, case.park), [])
                found.append((rule.id, rule.title, rule.clause, case))
    for (unit, enterprise, park), found in told.items():
        first = min((case for *_, case in found), key=lambda case: case.since)
        rules, titles, clauses = (
            "、".join(dict.fromkeys(words)) for words in zip(*(one[:3] for one in found), strict=True)
        )
        yield Fault(unit, "open", rules, titles, clauses, enterprise or park, first.since, first.days)


def faults(campaign: Campaign, as_of: date) -> tuple[Fault, ...]:
    """Everything that units of a plan are counted for: first what is overdue, then missing, open, late."""
    found = (*_overdue(campaign, as_of), *_duty_faults(campaign, as_of), *_open(campaign, as_of))
    order = ("overdue", "missing", "open", "late")
    return tuple(sorted(found, key=lambda one: order.index(one.kind)))
