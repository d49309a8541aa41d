"""What the changes between two ledgers do to the answers of one day: what is overdue, what is met, dynamic zero."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date
from decimal import Decimal
from typing import Literal, NamedTuple

from parkledger.compute.status import Overdue, PlanStatus, overdue_items, plan_status
from parkledger.compute.zero import Case, Zero, zero
from parkledger.history.change import Change
from parkledger.history.changes import paired
from parkledger.history.reasons import Sides, reasons_of_criterion, reasons_of_rule
from parkledger.model.ledger import Campaign, Ledger


class Turn(NamedTuple):
    """A late thing that joined or left the list, and the changes that can be why."""

    way: Literal["joined", "left"]
    late: Overdue
    reasons: tuple[Change, ...]


class Standing(NamedTuple):
    """How a criterion or goal stands: its state, the day it is due, what remains."""

    state: str
    due: date | None
    remaining: Decimal | None


class Answered(NamedTuple):
    """A criterion or goal that stands differently. A side that lacks it is None."""

    plan: str
    id: str
    title: str
    old: Standing | None
    new: Standing | None
    reasons: tuple[Change, ...]


class ZeroTurn(NamedTuple):
    """A dynamic-zero rule of which other cases are open or stale."""

    plan: str
    id: str
    title: str
    old: Zero | None
    new: Zero | None
    joined: tuple[str, ...]
    left: tuple[str, ...]
    reasons: tuple[Change, ...]


class Effects(NamedTuple):
    """The answers of one day before and after: how many are overdue, and everything that turned.

    ``overdue`` is None where nothing is known of any plan.
    """

    as_of: date
    overdue: tuple[int, int] | None
    turns: tuple[Turn, ...]
    answered: tuple[Answered, ...]
    zero: tuple[ZeroTurn, ...]


def effects(before: Ledger, after: Ledger, found: Sequence[Change], as_of: date) -> Effects:
    """What the changes ``found`` between two ledgers do to the answers of a day."""
    turns: list[Turn] = []
    answered: list[Answered] = []
    zeros: list[ZeroTurn] = []
    old = new = 0
    for one, other in paired(before, after):
        plan = (other or one).id  # type: ignore[union-attr]  # one of a pair is always there
        own = tuple(change for change in found if change.plan in (plan, ""))
        sides = Sides(one, other, own)
        was = _status(one, as_of)
        now = was if one is other else _status(other, as_of)
        late, later = (_late(side, status) for side, status in ((one, was), (other, now)))
        old, new = old + len(late), new + len(later)
        if own:
            turns += _turns(sides, late, later)
        if own and one is not None and other is not None:  # of a plan that came or went it is enough to say so
            answered += _answered(sides, was, now)
            zeros += _zeros(sides, as_of)
    return Effects(as_of, (old, new), tuple(turns), tuple(answered), tuple(zeros))


def _status(campaign: Campaign | None, as_of: date) -> PlanStatus | None:
    return plan_status(campaign, as_of) if campaign is not None else None


def _late(campaign: Campaign | None, status: PlanStatus | None) -> dict[tuple[str, str | None], Overdue]:
    if campaign is None or status is None:
        return {}
    return {(one.criterion, one.group): one for one in overdue_items(campaign, status)}


def _turns(
    sides: Sides, late: dict[tuple[str, str | None], Overdue], later: dict[tuple[str, str | None], Overdue]
) -> Iterator[Turn]:
    for key, one in late.items():
        if key not in later:
            yield Turn("left", one, reasons_of_criterion(sides, one.criterion))
    for key, one in later.items():
        if key not in late:
            yield Turn("joined", one, reasons_of_criterion(sides, one.criterion))


def _standings(status: PlanStatus | None) -> dict[str, tuple[str, Standing]]:
    if status is None:
        return {}
    found = {}
    for one in (*(goal.judged for goal in status.goals), *(one for task in status.tasks for one in task.criteria)):
        found[one.id] = (one.title, Standing(one.state, one.due, one.remaining))
    return found


def _answered(sides: Sides, was: PlanStatus | None, now: PlanStatus | None) -> Iterator[Answered]:
    old, new = _standings(was), _standings(now)
    plan = sides.campaigns()[-1].id
    for key in dict.fromkeys((*old, *new)):
        one, other = old.get(key), new.get(key)
        if (one and one[1]) != (other and other[1]):
            title = (other or one or ("",))[0]
            reasons = reasons_of_criterion(sides, key)
            yield Answered(plan, key, title, one[1] if one else None, other[1] if other else None, reasons)


def _zeros(sides: Sides, as_of: date) -> Iterator[ZeroTurn]:
    old, new = (
        {one.zero_rule: one for one in zero(Ledger((side,)), as_of)} if side is not None else {}
        for side in (sides.before, sides.after)
    )
    rules = {rule.id: rule for side in sides.campaigns() for rule in side.plan.zero}
    for key in dict.fromkeys((*old, *new)):
        was, now = _cases(old.get(key)), _cases(new.get(key))
        if was == now and key in old and key in new and old[key].zero == new[key].zero:
            continue
        joined, left = (tuple(one[1] for one in dict.fromkeys(side)) for side in (now - was, was - now))
        reasons = reasons_of_rule(sides, rules[key], frozenset((*joined, *left)))
        title = (new.get(key) or old[key]).title
        yield ZeroTurn(
            sides.campaigns()[-1].id, key, title, old.get(key), new.get(key), tuple(sorted(set(joined))),
            tuple(sorted(set(left))), reasons,
        )  # fmt: skip


def _cases(rule: Zero | None) -> frozenset[tuple[str, str]]:
    """Every case of a rule: open or stale, and of whom."""
    if rule is None:
        return frozenset()
    return frozenset(("open", _who(one)) for one in rule.violations) | frozenset(
        ("stale", _who(one)) for one in rule.stale_cases or ()
    )


def _who(case: Case) -> str:
    return case.enterprise or case.park
