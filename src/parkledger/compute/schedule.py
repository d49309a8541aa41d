"""Deadlines on a day: extensions that had been approved by then, and the scheduled progress (序时进度)."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from functools import lru_cache

from parkledger.base.deadlines import Deadline, month_end
from parkledger.base.periods import later, months_between
from parkledger.model.ledger import Campaign
from parkledger.model.notes import Extension


def effective_due(campaign: Campaign, criterion: str, due: Deadline, as_of: date) -> Deadline:
    """The deadline in force on a day: the latest extension approved by then, else the original."""
    approved = [one for one in _moves(campaign).get(criterion, ()) if one.approved_on <= as_of]
    if not approved or due.kind != "day":
        return due
    last = max(approved, key=lambda one: (one.approved_on, one.to))
    return Deadline(due.text, "day", last.to)


@lru_cache(maxsize=32)
def _moves(campaign: Campaign) -> Mapping[str, list[Extension]]:
    """By criterion the extensions that move its own deadline."""
    found: dict[str, list[Extension]] = {}
    for one in campaign.plan.extensions:
        if one.member is None:
            found.setdefault(one.criterion, []).append(one)
    return found


def member_due(campaign: Campaign, member: str, due: int, as_of: date) -> int:
    """A member's own deadline (an ordinal) with the extensions that name it."""
    return max([due, *(to for approved, to in _extensions(campaign).get(member, ()) if approved <= as_of)])


@lru_cache(maxsize=32)
def _extensions(campaign: Campaign) -> Mapping[str, list[tuple[date, int]]]:
    """By member: the day on which each of its extensions was approved, and to which (ordinal) day."""
    found: dict[str, list[tuple[date, int]]] = {}
    for one in campaign.plan.extensions:
        if one.member is not None:
            found.setdefault(one.member, []).append((one.approved_on, one.to.toordinal()))
    return found


def scheduled_share(start: date, due: date, as_of: date) -> float:
    """The share of whole months that have passed, from 0 to 1: January to November of a year is 11/12."""
    first = start if start.day == 1 else later(month_end(start.year, start.month), 1)
    total = months_between(first, due)
    if total <= 0:
        return 1.0 if as_of >= due else 0.0
    ended = months_between(first, as_of)
    if as_of < month_end(as_of.year, as_of.month):
        ended -= 1
    return min(1.0, max(0.0, ended / total))
