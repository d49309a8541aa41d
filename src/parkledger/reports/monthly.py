"""The monthly returns (月报) that the duties ask for, by unit and period; where a plan has none, its other rhythms."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import NamedTuple

from parkledger.base.periods import UNITS, Every
from parkledger.compute.deliveries import parties
from parkledger.compute.duties import PeriodState, period_states
from parkledger.model.duties import Duty
from parkledger.model.ledger import Campaign
from parkledger.reports.naming import every_said
from parkledger.reports.report import Cell, Column, Report, Say, Section, Tone, row_of

SHOWN = 12
"""Periods that stand side by side; all of them are counted, and what is late or missing is listed in full."""
TONES: dict[str, Tone] = {"on_time": "good", "late": "warn", "missing": "bad", "open": "quiet"}
FIRST = (
    Column("unit"),
    Column("duty", "word"),
    Column("title"),
    Column("periods", "number", summed=True),
    Column("on_time", "number", summed=True),
    Column("late", "number", summed=True),
    Column("missing.count", "number", summed=True),
)
FAULTS = (
    Column("unit"),
    Column("duty", "word"),
    Column("title"),
    Column("period", "word"),
    Column("limit", "day"),
    Column("done_on", "day"),
    Column("days", "number"),
    Column("turn", "word"),
)


class Owed(NamedTuple):
    """What one party owes for one duty, period by period."""

    duty: Duty
    unit: str
    periods: tuple[PeriodState, ...]

    def count(self, state: str) -> int:
        """How many of the periods are in this state."""
        return sum(one.state == state for one in self.periods)


def owed_by_rhythm(campaign: Campaign, as_of: date) -> dict[Every, list[Owed]]:
    """What is owed period by period, by rhythm (the shortest first), in the order of the units of the plan."""
    found: dict[Every, list[Owed]] = {}
    for duty in campaign.plan.duties:
        if duty.kind != "recurring" or duty.every is None or duty.case is not None:
            continue
        for units in parties(campaign, duty):
            owed = Owed(duty, "、".join(units), tuple(period_states(campaign, duty, units, as_of)))
            found.setdefault(duty.every, []).append(owed)
    place = {name: at for at, name in enumerate((*campaign.units, *(group.name for group in campaign.plan.groups)))}
    for owed_list in found.values():
        owed_list.sort(key=lambda one: place.get(one.unit.split("、")[0], len(place)))
    return dict(sorted(found.items(), key=lambda item: (UNITS.index(item[0].unit), item[0].number)))


def _table(every: Every, owed: Sequence[Owed]) -> Section:
    labels = list(dict.fromkeys(period.label for one in owed for period in one.periods))
    labels = sorted(labels)[-SHOWN:]
    columns = (*FIRST, *(Column(f"period {label}", "word", title=label) for label in labels))
    rows = [_counts(one) + _cells(one, labels) for one in owed]
    sums = [sum(int(str(row[place].value)) for row in rows) for place in range(3, 7)]
    totals = row_of(Say("total"), None, None, *sums, *[None] * len(labels))
    more = len({period.label for one in owed for period in one.periods}) > SHOWN
    text = (Cell(Say("monthly.shown", {"n": SHOWN}), "quiet"),) if more else ()
    return Section(
        columns, tuple(rows), Say("monthly.rhythm", {"every": every_said(every)}), totals, text, numbered=True
    )


def _counts(one: Owed) -> tuple[Cell, ...]:
    on_time, late, missing = (one.count(state) for state in ("on_time", "late", "missing"))
    return row_of(
        one.unit or Say("lead.none"), one.duty.id, one.duty.title, on_time + late + missing, on_time,
        Cell(late, "warn" if late else "plain"), Cell(missing, "bad" if missing else "plain"),
    )  # fmt: skip


def _cells(one: Owed, labels: Sequence[str]) -> tuple[Cell, ...]:
    by_label = {period.label: period for period in one.periods}
    return tuple(_cell(by_label.get(label)) for label in labels)


def _cell(period: PeriodState | None) -> Cell:
    return Cell(Say(f"turn.{period.state}"), TONES[period.state]) if period else Cell()


def _faults(owed: Sequence[Owed], as_of: date) -> Section | None:
    """What is late or missing, one by one, the longest first."""
    found = []
    for one in owed:
        for period in one.periods:
            if period.state in ("late", "missing"):
                days = ((period.done_on or as_of) - period.limit).days
                found.append((days, one, period))
    rows = tuple(
        row_of(
            one.unit or Say("lead.none"), one.duty.id, one.duty.title, period.label, period.limit, period.done_on,
            days, _cell(period),
        )
        for days, one, period in sorted(found, key=lambda item: (item[2].state != "missing", -item[0]))
    )  # fmt: skip
    return Section(FAULTS, rows, Say("monthly.faults", {"n": len(rows)}), numbered=True) if rows else None


def monthly_report(campaign: Campaign, as_of: date) -> Report:
    """The monthly returns; the other rhythms, and that there is none, where the plan asks for no monthly one."""
    rhythms = owed_by_rhythm(campaign, as_of)
    months = {every: owed for every, owed in rhythms.items() if every == Every("month")}
    shown = [one for owed in (months or rhythms).values() for one in owed]
    args = {state: sum(one.count(state) for one in shown) for state in ("on_time", "late", "missing")}
    tone: Tone = "bad" if args["missing"] else "warn" if args["late"] else "good"
    answer = [Cell(Say("duties.answer", {"periods": sum(args.values()), **args}), tone)] if shown else []
    if not months:
        answer.insert(0, Cell(Say("monthly.none" if rhythms else "monthly.nothing"), "warn"))
    sections = [_table(every, owed) for every, owed in (months or rhythms).items()]
    faults = _faults(shown, as_of)
    title = Say("title.of", {"title": campaign.plan.title, "what": Say("title.monthly" if months else "title.returns")})
    return Report(title, as_of, tuple(answer), (*sections, *((faults,) if faults else ())))
