"""Classes of members (取缔类, 搬迁改造类): the ground that decides, and the move that a missed deadline makes."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from functools import lru_cache
from typing import NamedTuple

from parkledger.compute.lives import lives
from parkledger.compute.populations import members, table_of
from parkledger.compute.schedule import member_due
from parkledger.compute.standards import column_days, standard_days
from parkledger.model.columns import NEVER, NO_ROWS, Rows, Table, until
from parkledger.model.ledger import Campaign
from parkledger.model.standards import Class, Ground


class Moved(NamedTuple):
    """A class into which a missed deadline has moved a member: from which, on which day, by which clause."""

    origin: str
    to: str
    on: date
    because: str


class Classified(NamedTuple):
    """The class of a member on a day, the ground that decided, and all other classes that match."""

    name: str
    ground: str | None
    others: tuple[str, ...]
    moved: Moved | None


class Matching(NamedTuple):
    """The rows that match a class on a day, and those of each of its grounds, in the document's order."""

    one: Class
    rows: Rows
    grounds: tuple[tuple[str, Rows], ...]


def _applies(campaign: Campaign, table: Table, ground: Ground, day: int) -> Rows:
    """To whom a ground applies on a day, without those whom a standard spares."""
    rows = _given(table, ground, day)
    if ground.except_ not in campaign.plan.standards:
        return rows
    return rows - until(standard_days(table, campaign.standard(ground.except_)), day)


def _given(table: Table, ground: Ground, day: int) -> Rows:
    if ground.passed is not None:
        return until(column_days(table, ground.passed), day - 1)
    return until(column_days(table, ground.has), day) if ground.has is not None else NO_ROWS


@lru_cache(maxsize=8)
def matching_classes(campaign: Campaign, of: str, day: int) -> tuple[Matching, ...]:
    """Every class of the plan with the rows that match it on a day."""
    table, found = table_of(campaign, of), []
    for one in campaign.plan.classes:
        grounds = tuple((ground.id, _applies(campaign, table, ground, day)) for ground in one.any)
        rows = members(campaign, of, one.when) if one.when else NO_ROWS
        for _, inside in grounds:
            rows |= inside
        found.append(Matching(one, rows, grounds))
    return tuple(found)


def in_two_classes(campaign: Campaign, of: str, day: int) -> Rows:
    """The rows that match more than one class on a day."""
    once = twice = NO_ROWS
    for one in matching_classes(campaign, of, day):
        twice |= once & one.rows
        once |= one.rows
    return twice


def classify(campaign: Campaign, of: str, row: int, day: int) -> Classified | None:
    """The class of a member on a day, after the move that a missed deadline makes; None if no class matches."""
    matches = [match for match in matching_classes(campaign, of, day) if row in match.rows]
    if not matches:
        return None
    one = matches[0].one
    ground = next((name for name, rows in matches[0].grounds if row in rows), None)
    moved = _moved(campaign, of, one, row, day)
    others = tuple(other.one.id for other in matches[1:])
    return Classified(moved.to if moved else one.id, ground, others, moved)


def _moved(campaign: Campaign, of: str, one: Class, row: int, day: int) -> Moved | None:
    if one.overdue is None:
        return None
    life = lives(campaign, of)
    due = life.table.days["due_on"][row]
    if due == NEVER:
        return None
    last = member_due(campaign, life.table.texts["id"][row], due, date.fromordinal(day))
    if last >= day or life.claimed[row] <= last:
        return None
    return Moved(one.id, one.overdue.to, date.fromordinal(last + 1), one.overdue.because)


def moved_class(campaign: Campaign, of: str, row: int, day: int) -> Moved | None:
    """The move that a missed deadline has made, if any."""
    if not any(one.overdue for one in campaign.plan.classes):
        return None
    one = _first_class(campaign, of, day).get(row)
    return _moved(campaign, of, one, row, day) if one else None


@lru_cache(maxsize=8)
def _first_class(campaign: Campaign, of: str, day: int) -> Mapping[int, Class]:
    """By row the first class that matches it on a day."""
    found: dict[int, Class] = {}
    seen = NO_ROWS
    for one in matching_classes(campaign, of, day):
        found |= dict.fromkeys(one.rows - seen, one.one)
        seen |= one.rows
    return found
