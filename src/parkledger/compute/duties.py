"""Duties on a day: what was owed period by period, what was filed in time, late, or not at all."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date, timedelta
from functools import lru_cache
from typing import Literal, NamedTuple

from parkledger.base.periods import Every, Period, later, period_end, period_of, periods
from parkledger.compute.cases import OwedCase, member_cases
from parkledger.compute.grading import opened_cases
from parkledger.compute.populations import answerable
from parkledger.compute.standards import standard_days
from parkledger.model.columns import NEVER, holding, tally, until
from parkledger.model.duties import Duty
from parkledger.model.ledger import Campaign, Ledger


class Filed(NamedTuple):
    """One delivery: by whom, for which period, of which case, and the ordinal of the day from which it counts."""

    unit: str
    period: str
    subject: str
    day: int


class DutyStatus(NamedTuple):
    """One duty of one unit on a day (of its leading units together, where one filing by any of them suffices).

    ``periods`` have fallen due or been filed; they are ``on_time``, ``late`` or ``missing`` (their labels).
    """

    plan: str
    duty: str
    title: str
    unit: str
    kind: str
    every: str | None
    periods: int
    on_time: int
    late: int
    missing: tuple[str, ...]
    clause: str
    to: str | None
    evidence: str
    owed: bool
    """Whether anything can be counted: it recurs with a period, is owed once by a day, or case by case."""
    units: tuple[str, ...] = ()
    """The units of ``unit``, one by one."""
    shortfalls: tuple[Shortfall, ...] = ()
    """The missing periods of a duty that is owed several times in each, with how often it was done."""


class Shortfall(NamedTuple):
    """One period in which a duty was done fewer times than it was owed."""

    period: str
    owed: int
    filed: int


def _units(campaign: Campaign, duty: Duty) -> tuple[str, ...]:
    return answerable(campaign, duty.lead + duty.joint)


def parties(campaign: Campaign, duty: Duty) -> list[tuple[str, ...]]:
    """The parties that owe: with ``each`` every unit by itself (the members of a collective), else all together."""
    units = _units(campaign, duty)
    if not duty.each:
        return [units]
    members = {unit.name: unit.members for unit in campaign.plan.units}
    single = [inner for unit in units for inner in (campaign.units_named(members.get(unit, ())) or (unit,))]
    return [(unit,) for unit in dict.fromkeys(single)]


@lru_cache(maxsize=32)
def filed(campaign: Campaign) -> dict[str, list[Filed]]:
    """The deliveries by item. One that must show a standard counts from the day on which it shows it."""
    table = campaign.filings
    required = {duty.id: duty.requires for duty in campaign.plan.duties if duty.requires}
    complete = {name: standard_days(table, campaign.plan.standards.get(name, ())) for name in set(required.values())}
    found: dict[str, list[Filed]] = {}
    texts = (table.texts[column] for column in ("item", "unit", "period", "subject"))
    rows = zip(*texts, table.days["done_on"], table.days["filed_on"], strict=True)
    for row, (item, unit, period, subject, done, when) in enumerate(rows):
        day = when if when != NEVER else done
        if item in required:
            day = max(day, complete[required[item]][row])
        found.setdefault(item, []).append(Filed(campaign.unit(unit), period, subject, day))
    return found


def days_by_period(
    campaign: Campaign, duty: Duty, units: tuple[str, ...], due_periods: Sequence[DutyPeriod], day: int
) -> dict[str, list[int]]:
    """The days of delivery up to ``day``, sorted, by the period of ``due_periods`` to which each belongs."""
    found: dict[str, list[int]] = {}
    for when, looks in _inspected(campaign, duty, day).items() if duty.met_by else ():
        found.setdefault(_period_for(duty, "", when, due_periods), []).extend([when] * looks)
    given = [
        (one.period, one.day)
        for one in filed(campaign).get(duty.id, ())
        if one.day <= day and (one.unit in units if duty.each else _may_file(campaign, one.unit, units))
    ]
    for label, when in given:
        found.setdefault(_period_for(duty, label, when, due_periods), []).append(when)
    return {label: sorted(days) for label, days in found.items()}


def _period_for(duty: Duty, label: str, when: int, due_periods: Sequence[DutyPeriod]) -> str:
    """The period of a delivery: as it says itself, else the one of its day; of a one-off duty there is only one."""
    if duty.every is None:
        return ""
    if duty.every.number == 1:
        return label or period_of(duty.every.unit, date.fromordinal(when)).label
    day = period_end(label) if label else date.fromordinal(when)
    return next((period.label for period in due_periods if period.first <= day <= period.last), label)


def _may_file(campaign: Campaign, unit: str, units: tuple[str, ...]) -> bool:
    """Whether a delivery by this unit is one of these parties: a role or a collective stands for many."""
    if not unit or not units or unit in units:
        return True
    many = [campaign.units[name] for name in units if name in campaign.units]
    return any(
        one.kind == "role" or (one.kind == "collective" and unit in (campaign.units_named(one.members) or (unit,)))
        for one in many
    )


def _inspected(campaign: Campaign, duty: Duty, day: int) -> dict[int, int]:
    """How many inspections of each day up to ``day`` meet the duty."""
    table, rule = campaign.inspections, duty.met_by
    assert rule is not None
    rows = table.where("kind", (rule.inspections,)) & until(table.days["on"], day)
    least = rule.people_at_least
    if least is not None and least > 0:
        rows &= holding(table.numbers["people"], lambda people: people >= least)
    return tally(table.days["on"], rows)


class DutyPeriod(NamedTuple):
    """One period of a duty: its label, its days, and the last day on which it is still in time."""

    label: str
    first: date
    last: date
    limit: date


def duty_periods(campaign: Campaign, duty: Duty, as_of: date) -> list[DutyPeriod]:
    """The periods that begin on or after the plan's effective day, with the last day for each."""
    start = campaign.plan.effective_on or campaign.plan.issued_on
    within = duty.within or 0
    if duty.kind == "one_off":
        day = duty.due.day if duty.due else None
        return [DutyPeriod("", day, day, later(day, within))] if day else []
    if duty.kind != "recurring" or duty.every is None or start is None:
        return []
    due_periods = _grouped(list(periods(duty.every.unit, start, as_of)), duty.every)
    return [DutyPeriod(one.label, one.first, one.last, later(one.last, within)) for one in due_periods]


def _grouped(single: list[Period], every: Every) -> list[Period]:
    """Periods of several units each, called by the first one's label; the last may still be running."""
    if every.number == 1:
        return single
    grouped = []
    for at in range(0, len(single), every.number):
        chunk = single[at : at + every.number]
        last = chunk[-1]
        for _ in range(every.number - len(chunk)):
            last = period_of(every.unit, later(last.last, 1))
        grouped.append(Period(chunk[0].first, last.last, chunk[0].label))
    return grouped


class PeriodState(NamedTuple):
    """One period of a duty (once for a duty that is owed once): done in time, late, missing, or not due yet."""

    label: str
    limit: date
    """The last day on which it is in time."""
    owed: int
    filed: int
    done_on: date | None
    """The day on which it had been done as often as owed."""
    state: Literal["on_time", "late", "missing", "open"]


def period_states(campaign: Campaign, duty: Duty, units: tuple[str, ...], as_of: date) -> list[PeriodState]:
    """The periods of a duty of one party that have begun by a day. Of none where nothing says when it is due."""
    due_periods = duty_periods(campaign, duty, as_of)
    given = days_by_period(campaign, duty, units, due_periods, as_of.toordinal())
    return [_state(period, duty.times, given.get(period.label, []), as_of) for period in due_periods]


def _state(period: DutyPeriod, owed: int, days: list[int], as_of: date) -> PeriodState:
    label = period.label or period.limit.isoformat()
    if len(days) >= owed:
        done = date.fromordinal(days[owed - 1])
        return PeriodState(label, period.limit, owed, len(days), done, "on_time" if done <= period.limit else "late")
    return PeriodState(label, period.limit, owed, len(days), None, "missing" if period.limit < as_of else "open")


def judge(campaign: Campaign, duty: Duty, units: tuple[str, ...], as_of: date) -> DutyStatus:
    """One duty of one party on one day."""
    found = period_states(campaign, duty, units, as_of)
    on_time, late = (sum(one.state == state for one in found) for state in ("on_time", "late"))
    missing = [one for one in found if one.state == "missing"]
    counted = (on_time + late + len(missing), on_time, late)
    made = _status(campaign, duty, units, counted, tuple(one.label for one in missing), owed=bool(found))
    short = [Shortfall(one.label if duty.every else "", one.owed, one.filed) for one in missing if duty.times > 1]
    return made._replace(shortfalls=tuple(short))


def _status(
    campaign: Campaign, duty: Duty, units: tuple[str, ...], counted: tuple[int, int, int], missing: tuple[str, ...], *,
    owed: bool,
) -> DutyStatus:  # fmt: skip
    periods, on_time, late = counted
    return DutyStatus(
        plan=campaign.id,
        duty=duty.id,
        title=duty.title,
        unit="、".join(units),
        kind=duty.kind,
        every=str(duty.every) if duty.every else None,
        periods=periods,
        on_time=on_time,
        late=late,
        missing=missing,
        clause=duty.clause,
        to=campaign.unit(duty.to) if duty.to else None,
        evidence=duty.evidence,
        owed=owed,
        units=units,
    )


def _cases(campaign: Campaign, duty: Duty, found: Sequence[OwedCase], as_of: date) -> list[DutyStatus]:
    """A duty that is owed case by case: one status for each party that has a case."""
    by_unit: dict[tuple[str, ...], list[OwedCase]] = {}
    for case in found:
        by_unit.setdefault(case.units, []).append(case)
    statuses = []
    for units, cases in by_unit.items():
        open_cases = [case for case in cases if case.done is None]
        late = [case for case in cases if case.done and (limit := limit_of(duty, case)) and case.done > limit]
        missing = tuple(case.label for case in open_cases if (limit_of(duty, case) or case.since) < as_of)
        done = len(cases) - len(open_cases)
        counted = (done + len(missing), done - len(late), len(late))
        statuses.append(_status(campaign, duty, units, counted, missing, owed=True))
    return statuses or [_status(campaign, duty, _units(campaign, duty), (0, 0, 0), (), owed=True)]


def limit_of(duty: Duty, case: OwedCase) -> date | None:
    """Until when a case may be done: its own deadline, else so many days from its opening, else nobody has said."""
    if case.due is not None or duty.within is None:
        return case.due
    return case.since + timedelta(days=duty.within)


def cases_of(campaign: Campaign, as_of: date) -> dict[str, list[OwedCase]]:
    """By duty: the cases of each duty that is owed case by case."""
    opened, found = opened_cases(campaign, as_of), {}
    for duty in campaign.plan.duties:
        if duty.case is not None:
            found[duty.id] = list(member_cases(campaign, duty, as_of))
        elif duty.id in opened:
            subjects = {one.subject: one.day for one in filed(campaign).get(duty.id, ())}
            cases = [case.answered(subjects.get(case.label), as_of) for case in opened[duty.id]]
            found[duty.id] = [case._replace(units=_units(campaign, duty)) for case in cases]
    return found


def of_campaign(campaign: Campaign, as_of: date) -> Iterator[DutyStatus]:
    """Every duty of one plan, by the parties that owe it."""
    cases = cases_of(campaign, as_of)
    for duty in campaign.plan.duties:
        if duty.id in cases:
            yield from _cases(campaign, duty, cases[duty.id], as_of)
        else:
            for units in parties(campaign, duty):
                yield judge(campaign, duty, units, as_of)


def duties(ledger: Ledger, as_of: date) -> tuple[DutyStatus, ...]:
    """Every duty of every plan, by the parties that owe it."""
    return tuple(one for campaign in ledger.campaigns for one in of_campaign(campaign, as_of))
