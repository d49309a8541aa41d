"""Duties on a day: what was owed period by period, what was filed in time, late, or not at all."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date
from typing import Literal, NamedTuple

from parkledger.base.lazily import Lazily
from parkledger.base.periods import later
from parkledger.compute.cases import OwedCase, member_cases
from parkledger.compute.deliveries import Given, delivered, filed, parties, units_of
from parkledger.compute.duty_periods import DutyPeriod, Missing, duty_periods
from parkledger.compute.grading import opened_cases
from parkledger.model.duties import Duty
from parkledger.model.ledger import Campaign, Ledger


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
    missing: Sequence[str]
    clause: str
    to: str | None
    evidence: str
    owed: bool
    """Whether anything can be counted: it recurs with a period, is owed once by a day, or case by case."""
    units: tuple[str, ...] = ()
    """The units of ``unit``, one by one."""
    shortfalls: Sequence[Shortfall] = ()
    """The missing periods of a duty that is owed several times in each, with how often it was done."""


class Shortfall(NamedTuple):
    """One period in which a duty was done fewer times than it was owed."""

    period: str
    owed: int
    filed: int


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
    if due_periods is None:
        return []
    given = delivered(campaign, duty, units, due_periods, as_of.toordinal())
    return [_state(period, duty.times, given.get(place, ()), as_of) for place, period in enumerate(due_periods)]


def _state(period: DutyPeriod, owed: int, days: Sequence[int], as_of: date) -> PeriodState:
    if len(days) >= owed:
        done = date.fromordinal(days[owed - 1])
        state: Literal["on_time", "late"] = "on_time" if done <= period.limit else "late"
        return PeriodState(period.name, period.limit, owed, len(days), done, state)
    return PeriodState(period.name, period.limit, owed, len(days), None, "missing" if period.limit < as_of else "open")


def judge(campaign: Campaign, duty: Duty, units: tuple[str, ...], as_of: date) -> DutyStatus:
    """One duty of one party on one day. Only the periods in which something was delivered are looked at."""
    due_periods = duty_periods(campaign, duty, as_of)
    if not due_periods:
        return _status(campaign, duty, units, (0, 0, 0), (), owed=False)
    given = delivered(campaign, duty, units, due_periods, as_of.toordinal())
    done = [(place, days[duty.times - 1]) for place, days in given.items() if len(days) >= duty.times]
    late = sum(due_periods[place].limit.toordinal() < day for place, day in done)
    missing = Missing(due_periods, due_periods.over(as_of), [place for place, _ in done])
    counted = (len(done) + len(missing), len(done) - late, late)
    made = _status(campaign, duty, units, counted, missing, owed=True)
    return made._replace(shortfalls=_shortfalls(duty, missing, given)) if duty.times > 1 else made


def _shortfalls(duty: Duty, missing: Missing, given: Given) -> Sequence[Shortfall]:
    def made(places: Sequence[int]) -> Iterator[Shortfall]:
        for place, name in zip(places, missing.named(places), strict=True):
            yield Shortfall(name if duty.every else "", duty.times, len(given.get(place, ())))

    return Lazily(lambda: missing.places, made, len(missing))


def _status(
    campaign: Campaign, duty: Duty, units: tuple[str, ...], counted: tuple[int, int, int], missing: Sequence[str], *,
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
    return statuses or [_status(campaign, duty, units_of(campaign, duty), (0, 0, 0), (), owed=True)]


def limit_of(duty: Duty, case: OwedCase) -> date | None:
    """Until when a case may be done: its own deadline, else so many days from its opening, else nobody has said."""
    if case.due is not None or duty.within is None:
        return case.due
    return later(case.since, duty.within)


def cases_of(campaign: Campaign, as_of: date) -> dict[str, list[OwedCase]]:
    """By duty: the cases of each duty that is owed case by case."""
    opened, found = opened_cases(campaign, as_of), {}
    for duty in campaign.plan.duties:
        if duty.case is not None:
            found[duty.id] = list(member_cases(campaign, duty, as_of))
        elif duty.id in opened:
            subjects = {one.subject: one.day for one in filed(campaign).get(duty.id, ())}
            cases = [case.answered(subjects.get(case.label), as_of) for case in opened[duty.id]]
            found[duty.id] = [case._replace(units=units_of(campaign, duty)) for case in cases]
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
