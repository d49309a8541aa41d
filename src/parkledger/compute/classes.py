"""Classes of members (取缔类, 搬迁改造类): the ground that decides, and the move that a missed deadline makes."""

from __future__ import annotations

from datetime import date
from typing import NamedTuple

from parkledger.compute.lives import lives
from parkledger.compute.populations import members, table_of
from parkledger.compute.schedule import member_due
from parkledger.compute.standards import column_days
from parkledger.model.columns import NEVER, Table
from parkledger.model.ledger import Campaign
from parkledger.model.standards import Class, Ground


class Moved(NamedTuple):
    """A class into which a missed deadline has moved a member: from which, on which day, by which clause."""

    origin: str
    to: str
    on: date
    because: str


class Classified(NamedTuple):
    """The class of a member on a day, the ground that decided, and every other class that matches as well."""

    name: str
    ground: str | None
    others: tuple[str, ...]
    moved: Moved | None


def _applies(table: Table, ground: Ground, row: int, day: int) -> bool:
    if ground.passed is not None:
        return column_days(table, ground.passed)[row] < day
    return ground.has is not None and column_days(table, ground.has)[row] <= day


def _deciding(campaign: Campaign, of: str, one: Class, row: int, day: int) -> tuple[bool, str | None]:
    """Whether a class matches, and by which ground: the first in the document's order."""
    table = table_of(campaign, of)
    for ground in one.any:
        if _applies(table, ground, row, day):
            return True, ground.id
    return bool(one.when) and row in members(campaign, of, one.when), None


def classify(campaign: Campaign, of: str, row: int, day: int) -> Classified | None:
    """The class of a member on a day; None where none matches. A missed deadline moves it, with the reason."""
    matches = [
        (one, ground)
        for one in campaign.plan.classes
        for found, ground in (_deciding(campaign, of, one, row, day),)
        if found
    ]
    if not matches:
        return None
    one, ground = matches[0]
    moved = _moved(campaign, of, one, row, day)
    others = tuple(other.id for other, _ in matches[1:])
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
    found = classify(campaign, of, row, day)
    return found.moved if found else None
