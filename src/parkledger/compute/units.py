"""What each responsible unit leads, supports, owes, and has late."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import NamedTuple

from parkledger.compute.duties import of_campaign
from parkledger.compute.status import overdue_items, plan_status
from parkledger.compute.zero import judge
from parkledger.model.ledger import Campaign, Ledger


class UnitStatus(NamedTuple):
    """One unit of one plan on a day: ids of criteria and duties, and how its filings stand.

    ``cases`` counts the open cases of dynamic zero that it leads.
    """

    plan: str
    unit: str
    kind: str
    leads: tuple[str, ...]
    supports: tuple[str, ...]
    overdue: tuple[str, ...]
    duties: tuple[str, ...]
    duties_supported: tuple[str, ...]
    periods: int
    on_time: int
    late: int
    missing: int
    cases: int


def _kinds(campaign: Campaign) -> dict[str, str]:
    kinds = {unit.name: unit.kind for unit in campaign.plan.units}
    return kinds | {group.name: group.kind for group in campaign.plan.groups}


def of_plan(campaign: Campaign, as_of: date) -> Iterator[UnitStatus]:
    """Every unit of a plan that leads, supports or owes something, in the order in which the plan declares them."""
    plan = plan_status(campaign, as_of)
    criteria = [(one.id, one.lead, one.support) for task in plan.tasks for one in task.criteria]
    late = [(item.criterion, item.lead) for item in overdue_items(campaign, plan)]
    owed = list(of_campaign(campaign, as_of))
    supported = [(duty.id, campaign.units_named(duty.support)) for duty in campaign.plan.duties]
    cases = [case for rule in campaign.plan.zero for case in judge(campaign, rule, as_of).violations]
    for name, kind in _kinds(campaign).items():
        mine = [one for one in owed if name in one.units]
        found = UnitStatus(
            plan=campaign.id,
            unit=name,
            kind=kind,
            leads=tuple(key for key, lead, _ in criteria if name in lead),
            supports=tuple(key for key, _, support in criteria if name in support),
            overdue=tuple(dict.fromkeys(key for key, lead in late if name in lead)),
            duties=tuple(dict.fromkeys(one.duty for one in mine)),
            duties_supported=tuple(key for key, units in supported if name in units),
            periods=sum(one.periods for one in mine),
            on_time=sum(one.on_time for one in mine),
            late=sum(one.late for one in mine),
            missing=sum(len(one.missing) for one in mine),
            cases=len({(case.enterprise, case.park) for case in cases if name in case.lead}),
        )
        if found.leads or found.supports or found.duties or found.duties_supported or found.cases:
            yield found


def units(ledger: Ledger, as_of: date) -> tuple[UnitStatus, ...]:
    """Every unit of every plan."""
    return tuple(one for campaign in ledger.campaigns for one in of_plan(campaign, as_of))
