"""Dynamic zero (动态清零), rule by rule: has anything come back, and has anybody looked?"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from functools import lru_cache
from typing import Literal, NamedTuple

from parkledger.base.lazily import Lazily
from parkledger.base.periods import Every
from parkledger.compute.classes import Moved, moved_class
from parkledger.compute.lives import lives
from parkledger.compute.populations import answerable, members, park_column, table_of, units_for
from parkledger.compute.zero_kinds import EXITED_KINDS, FINDERS, population, since_listed, watched
from parkledger.model.columns import Days, Rows, as_days, latest, picked, rows_at, tally, until
from parkledger.model.ledger import Campaign, Ledger
from parkledger.model.rows import TOLD
from parkledger.model.zero import ZeroRule


class Case(NamedTuple):
    """One member of a rule that is in violation, or that nobody has looked at. A park's case has no enterprise."""

    enterprise: str | None
    name: str
    park: str
    since: date
    days: int
    reason: str
    lead: tuple[str, ...]
    moved: Moved | None = None
    """The class into which a missed deadline has moved the member, and the clause that says so."""


class Visit(NamedTuple):
    """Cases that one visit settles: in one park, last seen on one day. Their number, and the first few."""

    park: str
    since: date
    cases: int
    first: tuple[Case, ...]


class StaleCases(Lazily[Case]):
    """The members of a rule that nobody has looked at recently enough, the longest first.

    They may be nearly all: so each is made when it is asked for. ``members`` are rows of the table ``of``.
    """

    def __init__(self, campaign: Campaign, rule: ZeroRule, day: int, members: Rows, seen: Days) -> None:
        def longest_first() -> list[int]:
            return [row for _, row in sorted(zip(picked(seen, members), members, strict=True))]

        def made(rows: Sequence[int]) -> Iterator[Case]:
            return _cases(campaign, rule, ((row, seen[row], "not_looked_at") for row in rows), day)

        super().__init__(longest_first, made, len(members))
        self.campaign, self.rule, self.day, self.members, self.seen = campaign, rule, day, members, seen
        table = table_of(campaign, population(rule))
        self.of = (table.path or campaign.id, population(rule))

    def without(self, others: Rows) -> StaleCases:
        """The same cases but for those of some rows."""
        return StaleCases(self.campaign, self.rule, self.day, self.members - others, self.seen)

    def visits(self, most: int) -> Iterator[Visit]:
        """The cases by the visits that mend them, the longest first; of each the first ``most`` are made."""
        parks = table_of(self.campaign, self.of[1]).texts[park_column(self.of[1])]
        groups: dict[tuple[int, str], list[int]] = {}
        counts: dict[tuple[int, str], int] = {}
        days, named = picked(self.seen, self.members), picked(parks, self.members)
        for row, day, park in zip(self.members, days, named, strict=True):
            group = groups.setdefault((day, park), [])
            counts[day, park] = counts.get((day, park), 0) + 1
            if len(group) < most:
                group.append(row)
        for (day, park), rows in sorted(groups.items(), key=lambda one: (one[0][0], one[1][0])):
            yield Visit(park, date.fromordinal(day), counts[day, park], tuple(self._make(rows)))


class Zero(NamedTuple):
    """One rule on one day. ``stale_cases`` is None, and zero unknown, where no look interval is set."""

    plan: str
    zero_rule: str
    kind: str
    title: str
    clause: str
    population: int
    look_every: Every | None
    violations: tuple[Case, ...]
    stale_cases: StaleCases | None

    @property
    def open(self) -> int:
        """How many are in violation."""
        return len(self.violations)

    @property
    def stale(self) -> int | None:
        """How many nobody has looked at recently enough."""
        return None if self.stale_cases is None else len(self.stale_cases)

    @property
    def zero(self) -> bool | Literal["unknown"]:
        """Zero only when nothing is open and everybody was looked at."""
        if self.violations:
            return False
        return "unknown" if self.stale_cases is None else not self.stale_cases


def _cases(campaign: Campaign, rule: ZeroRule, found: Iterable[tuple[int, int, str]], day: int) -> Iterator[Case]:
    """The cases of rows, each with its first day and reason."""
    of, listed = population(rule), list(found)
    table = table_of(campaign, of)
    ids, names, parks = table.texts["id"], table.texts["name"], table.texts[park_column(of)]
    units = units_for(campaign, of, rows_at(row for row, _, _ in listed), rule.by) if rule.by else {}
    for row, since, reason in listed:
        park = parks[row]
        yield Case(
            enterprise=ids[row] if of == "enterprises" else None,
            name=names[row],
            park=park,
            since=date.fromordinal(since),
            days=day - since,
            reason=reason,
            lead=answerable(campaign, (units[row],) if row in units else rule.lead, park),
            moved=moved_class(campaign, of, row, day) if rule.kind == "overdue_exit" else None,
        )


def open_rows(
    campaign: Campaign, rule: ZeroRule, as_of: date, park: str | None = None
) -> Sequence[tuple[int, int, str]]:
    """The members in violation, with first day and reason, longest first; of one park if one is given."""
    return _open_rows(campaign, _Asked(rule), as_of.toordinal(), park)


class _Asked(NamedTuple):
    """A rule by what it asks: thousands may ask the same under other titles, and are answered once."""

    rule: ZeroRule

    @property
    def _key(self) -> tuple[object, ...]:
        one = self.rule
        return one.kind, one.of, tuple(one.where.items()), one.column, one.standard, one.days_allowed, one.most

    def __eq__(self, other: object) -> bool:
        return isinstance(other, _Asked) and self._key == other._key

    def __hash__(self) -> int:
        return hash(self._key)


@lru_cache(maxsize=256)
def _open_rows(campaign: Campaign, asked: _Asked, day: int, park: str | None) -> Sequence[tuple[int, int, str]]:
    rule = asked.rule
    rows, _ = watched(campaign, rule, day)
    if park is not None:
        rows &= members(campaign, population(rule), {}, park)
    allowed = rule.days_allowed or 0
    found = [one for one in FINDERS[rule.kind](campaign, rule, rows, day) if one[1] + allowed <= day]
    return sorted(found, key=lambda one: (one[1], one[0]))


@lru_cache(maxsize=8)
def last_looks(campaign: Campaign, of: str, day: int) -> Days:
    """Member by member the last day on which somebody looked at it, or at its whole park; 0 for never."""
    table, own = campaign.inspections, table_of(campaign, of)
    of_park: dict[str, int] = {}
    of_enterprise: dict[str, int] = {}
    rows = until(table.days["on"], day) - table.where("kind", TOLD)
    subjects = picked(table.texts["enterprise"], rows), picked(table.texts["park"], rows)
    for when, who, park in zip(picked(table.days["on"], rows), *subjects, strict=True):
        seen, name = (of_enterprise, who) if who else (of_park, park)
        if name:
            seen[name] = max(seen.get(name, 0), when)
    if of == "parks":
        return as_days(own.texts["id"], of_park, 0)
    columns = as_days(own.texts["id"], of_enterprise, 0), as_days(own.texts["park"], of_park, 0)
    return latest(columns, own.size)


@lru_cache(maxsize=16)
def _seen(campaign: Campaign, of: str, day: int, *, exited: bool) -> Days:
    """Member by member the last day on which somebody looked, or from which it is to be looked at."""
    since = lives(campaign, of).claimed if exited else since_listed(campaign, of)
    table = table_of(campaign, of)
    return latest([last_looks(campaign, of, day), since, table.every(campaign.baseline or 1)], table.size)


def stale_cases(campaign: Campaign, rule: ZeroRule, as_of: date) -> StaleCases | None:
    """The members that nobody has looked at within ``look_every``, since the last look (or the first day as a
    member). None where the rule has no interval, or watches parks by their numbers.
    """
    if rule.look_every is None:
        return None
    day = as_of.toordinal()
    rows, _ = watched(campaign, rule, day)
    seen = _seen(campaign, population(rule), day, exited=rule.kind in EXITED_KINDS)
    # a later look stays recent for longer, so that one day separates the stale members from the others
    late = (when for when in tally(seen, rows) if rule.look_every.after(date.fromordinal(when)).toordinal() < day)
    stale = rows & until(seen, max(late, default=0))
    return StaleCases(campaign, rule, day, stale, seen)


def judge(campaign: Campaign, rule: ZeroRule, as_of: date) -> Zero:
    """One rule on one day."""
    day = as_of.toordinal()
    return Zero(
        plan=campaign.id,
        zero_rule=rule.id,
        kind=rule.kind,
        title=rule.title,
        clause=rule.clause,
        population=len(watched(campaign, rule, day)[0]),
        look_every=rule.look_every,
        violations=tuple(_cases(campaign, rule, open_rows(campaign, rule, as_of), day)),
        stale_cases=stale_cases(campaign, rule, as_of),
    )


def zero(ledger: Ledger, as_of: date) -> tuple[Zero, ...]:
    """Every dynamic-zero rule of every plan."""
    return tuple(judge(campaign, rule, as_of) for campaign in ledger.campaigns for rule in campaign.plan.zero)
