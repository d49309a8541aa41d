"""Duties on a day: what was owed period by period, what was filed in time, late, or not at all."""

from __future__ import annotations

from datetime import date, timedelta
from functools import lru_cache
from typing import NamedTuple

from parkledger.base.periods import Every, Period, period_of, periods
from parkledger.compute.populations import answerable
from parkledger.model.columns import NEVER
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
    missing: tuple[str, ...]
    clause: str
    to: str | None
    evidence: str
    owed: bool
    """Whether anything can be counted: it recurs with a period, or is owed once by a day."""


def _split(campaign: Campaign, duty: Duty) -> list[tuple[str, ...]]:
    """The parties that owe: every unit by itself, or all leading units together."""
    units = answerable(campaign, duty.lead + duty.joint)
    return [(unit,) for unit in units] if duty.each else [units]


@lru_cache(maxsize=32)
def _filed(campaign: Campaign) -> dict[str, list[tuple[str, str, int]]]:
    """By item: unit, period and day of each filing."""
    table = campaign.filings
    found: dict[str, list[tuple[str, str, int]]] = {}
    columns = (
        table.texts["item"],
        table.texts["unit"],
        table.texts["period"],
        table.days["done_on"],
        table.days["filed_on"],
    )
    for item, unit, period, done, filed in zip(*columns, strict=True):
        found.setdefault(item, []).append((campaign.unit(unit), period, filed if filed != NEVER else done))
    return found


def _days_by_period(campaign: Campaign, duty: Duty, units: tuple[str, ...], day: int) -> dict[str, list[int]]:
    """The days of delivery up to ``day``, sorted, by period."""
    found: dict[str, list[int]] = {}
    every = duty.every.unit if duty.every else "year"
    if duty.met_by is not None:
        for when in _inspected(campaign, duty, day):
            found.setdefault(period_of(every, date.fromordinal(when)).label, []).append(when)
    for unit, period, when in _filed(campaign).get(duty.id, ()):
        if when <= day and (not duty.each or unit in units):
            label = period or (period_of(every, date.fromordinal(when)).label if duty.every else "")
            found.setdefault(label, []).append(when)
    return {label: sorted(days) for label, days in found.items()}


def _inspected(campaign: Campaign, duty: Duty, day: int) -> list[int]:
    table, rule = campaign.inspections, duty.met_by
    assert rule is not None
    columns = (table.days["on"], table.texts["kind"], table.numbers["people"])
    return [
        when
        for when, kind, people in zip(*columns, strict=True)
        if when <= day and kind == rule.inspections and (people or 0) >= rule.people_at_least
    ]


def _spans(campaign: Campaign, duty: Duty, as_of: date) -> list[tuple[str, date]]:
    """The periods that begin on or after the plan's effective day, with the last day for each."""
    start = campaign.plan.effective_on or campaign.plan.issued_on
    within = timedelta(days=duty.within or 0)
    if duty.kind == "one_off":
        return [("", duty.due.day)] if duty.due and duty.due.day else []
    if duty.kind != "recurring" or duty.every is None or start is None:
        return []
    spans = _grouped(list(periods(duty.every.unit, start, as_of)), duty.every)
    return [(period.label, period.last + within) for period in spans]


def _grouped(single: list[Period], every: Every) -> list[Period]:
    """Periods of several units each; the label is the first one's."""
    step = every.number
    return [
        Period(single[at].first, single[min(at + step, len(single)) - 1].last, single[at].label)
        for at in range(0, len(single), step)
        if at + step <= len(single) or step == 1
    ]


def judge(campaign: Campaign, duty: Duty, units: tuple[str, ...], as_of: date) -> DutyStatus:
    """One duty of one party on one day."""
    given = _days_by_period(campaign, duty, units, as_of.toordinal())
    on_time = late = 0
    missing: list[str] = []
    spans = _spans(campaign, duty, as_of)
    for label, last in spans:
        days = given.get(label, [])
        if len(days) >= duty.times:
            in_time = days[duty.times - 1] <= last.toordinal()
            on_time, late = on_time + in_time, late + (not in_time)
        elif last < as_of:
            missing.append(label or last.isoformat())
    return DutyStatus(
        plan=campaign.id, duty=duty.id, title=duty.title, unit="、".join(units), kind=duty.kind,
        every=str(duty.every) if duty.every else None, periods=on_time + late + len(missing), on_time=on_time,
        late=late, missing=tuple(missing), clause=duty.clause, to=campaign.unit(duty.to) if duty.to else None,
        evidence=duty.evidence, owed=bool(spans),
    )  # fmt: skip


def duties(ledger: Ledger, as_of: date) -> tuple[DutyStatus, ...]:
    """Every duty of every plan, by the parties that owe it."""
    return tuple(
        judge(campaign, duty, units, as_of)
        for campaign in ledger.campaigns
        for duty in campaign.plan.duties
        for units in _split(campaign, duty)
    )
