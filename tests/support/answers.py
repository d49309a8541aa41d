"""Short questions to a ledger, for tests: one criterion, one rule, one enterprise on one day."""

from __future__ import annotations

from datetime import date

from parkledger.compute.criteria import Judged
from parkledger.compute.duties import DutyStatus, duties
from parkledger.compute.lives import lives
from parkledger.compute.status import overdue, status
from parkledger.compute.zero import Zero, zero
from parkledger.model.ledger import Ledger


def day(text: str) -> date:
    """A day: ``2021-07-01``."""
    return date.fromisoformat(text)


def state_of(ledger: Ledger, member: str, on: str, of: str = "enterprises") -> str | None:
    """The state of an enterprise (or park) on a day."""
    (campaign,) = ledger.campaigns
    rows = campaign.enterprise_rows if of == "enterprises" else campaign.park_rows
    return lives(campaign, of).state(rows[member], day(on).toordinal())


def criterion(ledger: Ledger, name: str, on: str) -> Judged:
    """A criterion or goal of the one plan on a day."""
    (plan,) = status(ledger, day(on))
    criteria = [one for task in plan.tasks for one in task.criteria]
    goals = [one.judged for one in plan.goals]
    (found,) = [one for one in (*criteria, *goals) if one.id == name]
    return found


def criterion_state(ledger: Ledger, name: str, on: str) -> str:
    """The state of a criterion or goal."""
    return criterion(ledger, name, on).state


def actual(ledger: Ledger, name: str, on: str) -> int | float | None:
    """What remains of a criterion."""
    number = criterion(ledger, name, on).actual
    return None if number is None else (int(number) if number == int(number) else float(number))


def group_states(ledger: Ledger, name: str, on: str) -> dict[str, str]:
    """The state of each group of a criterion."""
    return {group.id: group.state for group in criterion(ledger, name, on).groups}


def overdue_on(ledger: Ledger, on: str) -> dict[str, int]:
    """What is overdue (``criterion`` or ``criterion/group``) and by how many days."""
    return {"/".join(filter(None, (one.criterion, one.group))): one.days_overdue for one in overdue(ledger, day(on))}


def rule(ledger: Ledger, name: str, on: str) -> Zero:
    """A dynamic-zero rule on a day."""
    (found,) = [one for one in zero(ledger, day(on)) if one.zero_rule == name]
    return found


def open_on(ledger: Ledger, name: str, on: str) -> list[str]:
    """Who is in violation of a rule: enterprises, or parks for a rule that watches parks."""
    return [case.enterprise or case.park for case in rule(ledger, name, on).violations]


def stale_on(ledger: Ledger, name: str, on: str) -> list[str] | None:
    """Whom nobody has looked at; None where nobody can say."""
    cases = rule(ledger, name, on).stale_cases
    return None if cases is None else [case.enterprise or case.park for case in cases]


def duty(ledger: Ledger, name: str, on: str, unit: str | None = None) -> DutyStatus:
    """One duty of one party on a day."""
    (found,) = [one for one in duties(ledger, day(on)) if one.duty == name and unit in (None, one.unit)]
    return found


def all_parties(ledger, name: str, on: str):
    """A duty of many parties, added up."""
    found = [one for one in duties(ledger, day(on)) if one.duty == name]
    return found[0]._replace(
        unit="、".join(one.unit for one in found),
        periods=sum(one.periods for one in found),
        on_time=sum(one.on_time for one in found),
        late=sum(one.late for one in found),
        missing=tuple(label for one in found for label in one.missing),
    )
