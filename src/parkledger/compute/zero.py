"""Dynamic zero (动态清零), rule by rule: has anything come back, and has anybody looked."""

from __future__ import annotations

from datetime import date
from typing import Literal, NamedTuple

from parkledger.base.periods import Every
from parkledger.compute.classes import Moved, moved_class
from parkledger.compute.populations import answerable, members, park_column, table_of, unit_for
from parkledger.compute.zero_kinds import FINDERS, population, watched
from parkledger.model.columns import Days, until
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
    stale_cases: tuple[Case, ...] | None

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


def _case(campaign: Campaign, rule: ZeroRule, row: int, since: int, day: int, reason: str) -> Case:
    of = population(rule)
    table = table_of(campaign, of)
    park = table.texts[park_column(of)][row]
    unit = unit_for(campaign, of, row, rule.by)
    moved = moved_class(campaign, of, row, day) if rule.kind == "overdue_exit" else None
    return Case(
        enterprise=table.texts["id"][row] if of == "enterprises" else None,
        name=table.texts["name"][row],
        park=park,
        since=date.fromordinal(since),
        days=day - since,
        reason=reason,
        lead=answerable(campaign, (unit,) if unit else rule.lead, park),
        moved=moved,
    )


def open_rows(campaign: Campaign, rule: ZeroRule, as_of: date, park: str | None = None) -> list[tuple[int, int, str]]:
    """The members in violation, with first day and reason, longest first; of one park if one is given."""
    day = as_of.toordinal()
    rows, _ = watched(campaign, rule, day)
    if park is not None:
        rows &= members(campaign, population(rule), {}, park)
    allowed = rule.days_allowed or 0
    found = [one for one in FINDERS[rule.kind](campaign, rule, rows, day) if one[1] + allowed <= day]
    return sorted(found, key=lambda one: (one[1], one[0]))


def last_looks(campaign: Campaign, of: str, day: int) -> Days:
    """Member by member the last day on which somebody looked at it, or at its whole park; 0 for never."""
    table, own = campaign.inspections, table_of(campaign, of)
    of_park: dict[str, int] = {}
    of_enterprise: dict[str, int] = {}
    parks, ids, days = table.texts["park"], table.texts["enterprise"], table.days["on"]
    for look in until(days, day) - table.where("kind", TOLD):
        seen, name = (of_enterprise, ids[look]) if ids[look] else (of_park, parks[look])
        if name:
            seen[name] = max(seen.get(name, 0), days[look])
    if of == "parks":
        return [of_park.get(park, 0) for park in own.texts["id"]]
    pairs = zip(own.texts["id"], own.texts["park"], strict=True)
    return [max(of_enterprise.get(name, 0), of_park.get(park, 0)) for name, park in pairs]


def stale_rows(campaign: Campaign, rule: ZeroRule, as_of: date) -> list[tuple[int, int]] | None:
    """The members that nobody has looked at within ``look_every``, with the last look (or the first day as a
    member), longest first. None where the rule has no interval, or watches parks by their numbers.
    """
    if rule.look_every is None:
        return None
    day = as_of.toordinal()
    rows, since = watched(campaign, rule, day)
    last = last_looks(campaign, population(rule), day)
    first = (campaign.baseline or 1) if rows else 1
    seen = {row: max(last[row], since[row], first) for row in rows}
    late = {when: rule.look_every.after(date.fromordinal(when)).toordinal() < day for when in set(seen.values())}
    return sorted(((row, when) for row, when in seen.items() if late[when]), key=lambda one: (one[1], one[0]))


def judge(campaign: Campaign, rule: ZeroRule, as_of: date) -> Zero:
    """One rule on one day."""
    day = as_of.toordinal()
    stale = stale_rows(campaign, rule, as_of)
    return Zero(
        plan=campaign.id,
        zero_rule=rule.id,
        kind=rule.kind,
        title=rule.title,
        clause=rule.clause,
        population=len(watched(campaign, rule, day)[0]),
        look_every=rule.look_every,
        violations=tuple(
            _case(campaign, rule, row, since, day, why) for row, since, why in open_rows(campaign, rule, as_of)
        ),
        stale_cases=None
        if stale is None
        else tuple(_case(campaign, rule, row, when, day, "not_looked_at") for row, when in stale),
    )


def zero(ledger: Ledger, as_of: date) -> tuple[Zero, ...]:
    """Every dynamic-zero rule of every plan."""
    return tuple(judge(campaign, rule, as_of) for campaign in ledger.campaigns for rule in campaign.plan.zero)
