"""What each responsible unit leads, supports, owes, and has late."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping
from datetime import date
from typing import NamedTuple

from parkledger.compute.duties import DutyStatus, of_campaign
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
    """By unit its kind, in the order of the plan; then the towns that a role stands for and the plan does not name."""
    kinds = {unit.name: unit.kind for unit in campaign.plan.units}
    kinds |= {group.name: group.kind for group in campaign.plan.groups}
    return kinds | {town: "town" for town in campaign.towns if town not in kinds}


class _Found:
    """What one unit leads, supports, owes and has late, as far as it has been gone through."""

    def __init__(self) -> None:
        self.leads: list[str] = []
        self.supports: list[str] = []
        self.overdue: dict[str, None] = {}
        self.duties: dict[str, None] = {}
        self.duties_supported: list[str] = []
        self.counts = [0, 0, 0, 0]
        self.cases: set[tuple[str | None, str]] = set()

    def owes(self, one: DutyStatus) -> None:
        """A duty of which the unit is a party."""
        self.duties[one.duty] = None
        for place, number in enumerate((one.periods, one.on_time, one.late, len(one.missing))):
            self.counts[place] += number


def _found(campaign: Campaign, as_of: date) -> Mapping[str, _Found]:
    """By unit what it is named for: everything is gone through once, not once for each unit."""
    found: defaultdict[str, _Found] = defaultdict(_Found)
    plan = plan_status(campaign, as_of)
    for one in (one for task in plan.tasks for one in task.criteria):
        for name in one.lead:
            found[name].leads.append(one.id)
        for name in one.support:
            found[name].supports.append(one.id)
    for item in overdue_items(campaign, plan):
        for name in item.lead:
            found[name].overdue[item.criterion] = None
    for owed in of_campaign(campaign, as_of):
        for name in owed.units:
            found[name].owes(owed)
    for duty in campaign.plan.duties:
        for name in campaign.units_named(duty.support):
            found[name].duties_supported.append(duty.id)
    for rule in campaign.plan.zero:
        for case in judge(campaign, rule, as_of).violations:
            for name in case.lead:
                found[name].cases.add((case.enterprise, case.park))
    return found


def of_plan(campaign: Campaign, as_of: date) -> Iterator[UnitStatus]:
    """Every unit of a plan that leads, supports or owes something, in the order in which the plan declares them, then
    the towns of its parks that answer in the place of a role."""
    found = _found(campaign, as_of)
    for name, kind in _kinds(campaign).items():
        one = found.get(name)
        if one is not None:
            periods, on_time, late, missing = one.counts
            yield UnitStatus(
                plan=campaign.id, unit=name, kind=kind, leads=tuple(one.leads), supports=tuple(one.supports),
                overdue=tuple(one.overdue), duties=tuple(one.duties), duties_supported=tuple(one.duties_supported),
                periods=periods, on_time=on_time, late=late, missing=missing, cases=len(one.cases),
            )  # fmt: skip


def units(ledger: Ledger, as_of: date) -> tuple[UnitStatus, ...]:
    """Every unit of every plan."""
    return tuple(one for campaign in ledger.campaigns for one in of_plan(campaign, as_of))
