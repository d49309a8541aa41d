"""Everything computed that a bulletin tells, of one plan on one day."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import NamedTuple

from parkledger.base.periods import later, period_of
from parkledger.compute.coming import DueCriterion, DueFiling, DueMembers, due_criteria, due_filings, due_members
from parkledger.compute.duties import DutyStatus, of_campaign
from parkledger.compute.status import Overdue, PlanStatus, overdue_items, plan_status
from parkledger.compute.zero import Zero, judge
from parkledger.model.ledger import Campaign
from parkledger.model.plan import Plan
from parkledger.model.zero import ZeroRule
from parkledger.reports.ranking import RankedUnit, ranked_units


class Facts(NamedTuple):
    """One plan on a day: where it stands, what is late, open, stale or not filed, and what falls due by ``last``."""

    plan: Plan
    as_of: date
    last: date
    """The end of the quarter after the one that ``as_of`` lies in: until then the next requirements look."""
    status: PlanStatus
    overdue: tuple[Overdue, ...]
    rules: tuple[Zero, ...]
    duties: tuple[DutyStatus, ...]
    units: tuple[RankedUnit, ...]
    """Ranked, those with most late, missing or open first; without those that owe nothing yet."""
    due: tuple[DueCriterion, ...]
    due_filings: tuple[DueFiling, ...]
    due_members: tuple[DueMembers, ...]
    parks: Mapping[str, str]
    """Park id → its name."""

    def park(self, key: str) -> str:
        """A park's name by its id."""
        return self.parks.get(key, key)

    def task_title(self, task: str) -> str:
        """A task's title by its id."""
        return next(one.task.title for one in self.status.tasks if one.task.id == task)

    def rule(self, key: str) -> ZeroRule:
        """A rule of the plan by its id."""
        return next(rule for rule in self.plan.zero if rule.id == key)


def facts_of(campaign: Campaign, as_of: date) -> Facts:
    """The facts of a plan on a day."""
    last = period_of("quarter", later(period_of("quarter", as_of).last, 1)).last
    status = plan_status(campaign, as_of)
    texts = campaign.parks.texts
    return Facts(
        plan=campaign.plan,
        as_of=as_of,
        last=last,
        status=status,
        overdue=tuple(sorted(overdue_items(campaign, status), key=lambda one: -one.days_overdue)),
        rules=tuple(judge(campaign, rule, as_of) for rule in campaign.plan.zero),
        duties=tuple(of_campaign(campaign, as_of)),
        units=tuple(one for one in ranked_units(campaign, as_of) if one.faults or any(one.owes or ())),
        due=due_criteria(campaign, status, as_of, last),
        due_filings=due_filings(campaign, as_of, last),
        due_members=due_members(campaign, as_of, last),
        parks={key: name or key for key, name in zip(texts["id"], texts["name"], strict=True)},
    )
