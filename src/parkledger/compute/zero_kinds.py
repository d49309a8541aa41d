"""The kinds of dynamic-zero rules: whom each watches, and who of them is in violation since when.

A new kind is one function here, its name in ``ZERO_KINDS`` of the schema, and its words in the labels.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from datetime import date
from decimal import Decimal
from functools import lru_cache

from parkledger.compute.curves import curve, done_changes, negative
from parkledger.compute.lives import Lives, lives
from parkledger.compute.populations import listed_late, members
from parkledger.compute.schedule import member_due
from parkledger.model.columns import NEVER, Days, Rows, after, tally, until
from parkledger.model.ledger import Campaign
from parkledger.model.rows import CLEARS
from parkledger.model.zero import ZeroRule

Violation = tuple[int, int, str]
"""Row of the member, first day of the violation, reason."""
Finder = Callable[[Campaign, ZeroRule, Rows, int], Iterable[Violation]]

EXITED_KINDS = ("relapse", "claimed_not_proven", "not_accepted")


def watched(campaign: Campaign, rule: ZeroRule, day: int) -> tuple[Rows, Days]:
    """The members that a rule watches on a day, and from which day each row is one."""
    if rule.kind == "over_quota":
        return members(campaign, "parks", rule.where), [0] * campaign.parks.size
    life = lives(campaign, "enterprises")
    rows = members(campaign, "enterprises", rule.where)
    if rule.kind in EXITED_KINDS:
        return rows & until(life.claimed, day), life.claimed
    listed = life.table.days["listed_on"]
    return rows - after(listed, day), [0 if first == NEVER else first for first in listed]


def _relapse(campaign: Campaign, rule: ZeroRule, rows: Rows, day: int) -> Iterator[Violation]:
    life = lives(campaign, "enterprises")
    for row in life.gaps:
        if row in rows and (gap := life.gap(row, day, "relapsed")):
            yield row, gap.first, campaign.inspections.texts["result"][gap.by]


def _new_violator(campaign: Campaign, rule: ZeroRule, rows: Rows, day: int) -> Iterator[Violation]:
    """Listed after the baseline and still there, or found in violation and not yet found clear."""
    life = lives(campaign, "enterprises")
    operating = (listed_late(campaign, "enterprises") & rows) - until(life.claimed, day)
    for row in operating:
        yield row, life.table.days["listed_on"][row], "listed_late"
    for row, since in _open_violations(campaign, day).items():
        if row in rows and row not in operating:
            yield row, since, "violation"


@lru_cache(maxsize=32)
def _open_violations(campaign: Campaign, day: int) -> Mapping[int, int]:
    """Enterprise row → the day since which it has been found in violation and not clear."""
    table = campaign.inspections
    days, results, ids = table.days["on"], table.texts["result"], table.texts["enterprise"]
    found: dict[int, int] = {}
    for look in sorted(until(days, day), key=lambda look: (days[look], look)):
        row = campaign.enterprise_rows.get(ids[look])
        if row is not None and results[look] == "violation":
            found.setdefault(row, days[look])
        elif row is not None and results[look] in CLEARS:
            found.pop(row, None)
    return found


def _overdue_exit(campaign: Campaign, rule: ZeroRule, rows: Rows, day: int) -> Iterator[Violation]:
    life = lives(campaign, "enterprises")
    due, ids = life.table.days["due_on"], life.table.texts["id"]
    for row in (rows & until(due, day - 1)) - until(life.claimed, day):
        last = member_due(campaign, ids[row], due[row], date.fromordinal(day))
        if last < day:
            yield row, last + 1, "overdue_exit"


def _short_of(level: str) -> Finder:
    def find(campaign: Campaign, rule: ZeroRule, rows: Rows, day: int) -> Iterator[Violation]:
        life = lives(campaign, "enterprises")
        reached = life.level(level)
        for row in rows:
            failed = life.gap(row, day, "failed")
            if failed is not None or reached[row] > day:
                yield row, failed.first if failed else life.claimed[row], rule.kind

    return find


def _over_quota(campaign: Campaign, rule: ZeroRule, rows: Rows, day: int) -> Iterator[Violation]:
    life = lives(campaign, "enterprises")
    most = rule.most if rule.most is not None else Decimal(0)
    by_park = life.table.groups("park", life.table.all())
    for row in rows:
        there = by_park.get(campaign.parks.texts["id"][row])
        since = _over_since(life, there, most, day) if there else None
        if since is not None:
            yield row, since, "over_quota"


def _over_since(life: Lives, rows: Rows, most: Decimal, day: int) -> int | None:
    """Since which day more than ``most`` of the rows have been operating, if they are on ``day``."""
    listed = life.table.days["listed_on"]
    never = [NEVER] * life.table.size
    done = negative(done_changes(rows, life.claimed, never, life.gaps, None))
    early = sum(1 for row in rows if listed[row] == NEVER)
    operating = curve(Decimal(early), [*done, tally(listed, rows)])
    return operating.since(day, lambda number: number > most)


FINDERS: Mapping[str, Finder] = {
    "relapse": _relapse,
    "new_violator": _new_violator,
    "overdue_exit": _overdue_exit,
    "claimed_not_proven": _short_of("proven"),
    "not_accepted": _short_of("accepted"),
    "over_quota": _over_quota,
}
