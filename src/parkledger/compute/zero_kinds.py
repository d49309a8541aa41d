"""The kinds of dynamic-zero rules: which members each watches, and which of them are in violation, since when.

A new kind is one function here, its name in ``ZERO_KINDS`` of the schema, and its words in the labels.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from datetime import date
from decimal import Decimal
from functools import lru_cache

from parkledger.compute.curves import Curve, Done, curve, done_counts, negative
from parkledger.compute.lives import LEVELS, lives, looks_of
from parkledger.compute.populations import listed_late, members
from parkledger.compute.schedule import member_due
from parkledger.compute.standards import column_days, standard_days
from parkledger.model.columns import NEVER, NO_ROWS, Days, Rows, counted, replaced, rows_at, tally_by, there, until
from parkledger.model.ledger import Campaign
from parkledger.model.rows import CLEARS
from parkledger.model.zero import ZeroRule

Violation = tuple[int, int, str]
"""Row of the member, first day of the violation, reason."""
Finder = Callable[[Campaign, ZeroRule, Rows, int], Iterable[Violation]]

EXITED_KINDS = ("relapse", "claimed_not_proven", "not_accepted")


def population(rule: ZeroRule) -> str:
    """The population that a rule watches: enterprises or parks."""
    return "parks" if rule.kind == "over_quota" else rule.of


@lru_cache(maxsize=128)
def reached(campaign: Campaign, of: str, what: str, day: int) -> Rows:
    """The rows that had reached a level of exit, or a dated column, by a day; kept, since rule after rule asks."""
    life = lives(campaign, of)
    return until(life.level(what) if what in LEVELS else column_days(life.table, what), day)


@lru_cache(maxsize=32)
def _gone(campaign: Campaign, of: str, day: int) -> Rows:
    return lives(campaign, of).gone(day)


@lru_cache(maxsize=32)
def since_listed(campaign: Campaign, of: str) -> Days:
    """From which day each row is a member; from the start where no day says when it was listed."""
    table = lives(campaign, of).table
    listed = table.days["listed_on"]
    return replaced(listed, table.all() - there(listed), 0)


@lru_cache(maxsize=64)
def _shown_by(campaign: Campaign, of: str, standard: str, day: int) -> Rows:
    """The rows that had shown a standard by a day."""
    table = lives(campaign, of).table
    return until(standard_days(table, campaign.plan.standards.get(standard, ())), day)


def watched(campaign: Campaign, rule: ZeroRule, day: int) -> tuple[Rows, Days]:
    """The members that a rule watches on a day, and from which day each row is one."""
    of = population(rule)
    life = lives(campaign, of)
    rows = members(campaign, of, rule.where)
    if rule.kind in EXITED_KINDS:
        return rows & reached(campaign, of, "claimed", day), life.claimed
    if rule.kind == "overdue_exit":
        rows &= reached(campaign, of, "due_on", NEVER - 1)
    listed_later = reached(campaign, of, "listed_on", NEVER - 1) - reached(campaign, of, "listed_on", day)
    return rows - listed_later, since_listed(campaign, of)


def _relapse(campaign: Campaign, rule: ZeroRule, rows: Rows, day: int) -> Iterator[Violation]:
    life = lives(campaign, rule.of)
    for row in rows & life.fallen:
        if gap := life.gap(row, day, "relapsed"):
            yield row, gap.first, campaign.inspections.texts["result"][gap.by]


def _new_violator(campaign: Campaign, rule: ZeroRule, rows: Rows, day: int) -> Iterator[Violation]:
    """Listed after the baseline and still there (enterprises), or found in violation and not yet found clear."""
    life = lives(campaign, rule.of)
    operating = NO_ROWS
    if rule.of == "enterprises":
        operating = (listed_late(campaign, rule.of) & rows) - _gone(campaign, rule.of, day)
    for row in operating:
        back = life.gap(row, day, "relapsed")
        yield row, back.first if back else life.table.days["listed_on"][row], "listed_late"
    found = _open_violations(campaign, rule.of, day)
    for row in (rows & rows_at(found)) - operating:
        yield row, found[row], "violation"


@lru_cache(maxsize=32)
def _open_violations(campaign: Campaign, of: str, day: int) -> Mapping[int, int]:
    """Row → the day since which it has been found in violation and not clear."""
    found: dict[int, int] = {}
    for row, looks in looks_of(campaign, of).items():
        for look in looks:
            if look.day > day:
                break
            if look.result == "violation":
                found.setdefault(row, look.day)
            elif look.result in CLEARS:
                found.pop(row, None)
    return found


def gone_by(campaign: Campaign, rule: ZeroRule, day: int) -> Rows:
    """The members that have done what the deadline asks for: exited, or shown the rule's own standard."""
    if rule.standard is None:
        return _gone(campaign, rule.of, day)
    return _shown_by(campaign, rule.of, rule.standard, day)


def _overdue_exit(campaign: Campaign, rule: ZeroRule, rows: Rows, day: int) -> Iterator[Violation]:
    life = lives(campaign, rule.of)
    due, ids = life.table.days["due_on"], life.table.texts["id"]
    for row in (rows & reached(campaign, rule.of, "due_on", day - 1)) - gone_by(campaign, rule, day):
        last = member_due(campaign, ids[row], due[row], date.fromordinal(day))
        if last < day:
            back = life.gap(row, day, "relapsed")
            yield row, max(last + 1, back.first if back else 0), "overdue_exit"


def _expired(campaign: Campaign, rule: ZeroRule, rows: Rows, day: int) -> Iterator[Violation]:
    """The day in the rule's column has passed (permits), and the member has not exited."""
    life = lives(campaign, rule.of)
    last = column_days(life.table, rule.column or "")
    for row in (rows & reached(campaign, rule.of, rule.column or "", day - 1)) - _gone(campaign, rule.of, day):
        yield row, last[row] + 1, "expired"


def _lacking(campaign: Campaign, rule: ZeroRule, rows: Rows, day: int) -> Iterator[Violation]:
    """The member lacks the rule's standard, since it came under the rule."""
    since = since_listed(campaign, rule.of)
    for row in rows - _shown_by(campaign, rule.of, rule.standard or "", day):
        yield row, max(since[row], campaign.baseline or 1), "lacking"


def _short_of(level: str) -> Finder:
    def find(campaign: Campaign, rule: ZeroRule, rows: Rows, day: int) -> Iterator[Violation]:
        life = lives(campaign, rule.of)
        days = life.level(level)
        for row in rows - (reached(campaign, rule.of, level, day) - life.fallen):
            fallen = life.gap(row, day, "failed") or (life.gap(row, day, "unaccepted") if level == "accepted" else None)
            if fallen is not None or days[row] > day:
                yield row, fallen.first if fallen else life.claimed[row], rule.kind

    return find


def _over_quota(campaign: Campaign, rule: ZeroRule, rows: Rows, day: int) -> Iterator[Violation]:
    most = rule.most if rule.most is not None else Decimal(0)
    operating = _operating(campaign)
    for row in rows:
        inside = operating.get(campaign.parks.texts["id"][row])
        since = inside.since(day, lambda number: number > most) if inside else None
        if since is not None:
            yield row, max(since, campaign.baseline or 1), "over_quota"


@lru_cache(maxsize=8)
def _operating(campaign: Campaign) -> Mapping[str, Curve]:
    """By park how many enterprises have been operating in it, with relapses: one count over the columns for all."""
    life = lives(campaign, "enterprises")
    table, parks = life.table, life.table.texts["park"]
    back = {row: [gap for gap in gaps if gap.kind == "relapsed"] for row, gaps in life.gaps.items()}
    done = done_counts(table.all(), Done(life.claimed, life.claimed, None, back, life.fallen), parks)
    listed = table.days["listed_on"]
    came, early = tally_by(listed, parks, table.all()), counted(parks, table.all() - there(listed))
    return {
        park: curve(Decimal(early.get(park, 0)), [*negative(done.get(park, ())), came.get(park, {})])
        for park in counted(parks, table.all())
    }


FINDERS: Mapping[str, Finder] = {
    "relapse": _relapse,
    "new_violator": _new_violator,
    "overdue_exit": _overdue_exit,
    "claimed_not_proven": _short_of("proven"),
    "not_accepted": _short_of("accepted"),
    "over_quota": _over_quota,
    "expired": _expired,
    "lacking": _lacking,
}
