"""The document's own table of duties (责任分工), in its order, with what was delivered beside each."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date

from parkledger.compute.deliveries import filed, filed_by
from parkledger.compute.duties import DutyStatus, of_campaign
from parkledger.model.columns import NEVER
from parkledger.model.duties import Duty
from parkledger.model.ledger import Campaign
from parkledger.reports.duties import every_value, missing_values
from parkledger.reports.report import Cell, Column, Report, Say, Section, Tone, Value, listed, row_of

COLUMNS = (
    Column("duty", "word"),
    Column("title"),
    Column("every", "word"),
    Column("unit"),
    Column("support"),
    Column("to", "name"),
    Column("evidence", "name"),
    Column("clause", "name"),
    Column("periods", "number", summed=True),
    Column("on_time", "number", summed=True),
    Column("late", "number", summed=True),
    Column("missing.count", "number", summed=True),
    Column("missing.periods"),
    Column("filed.last", "day"),
)
COUNTS = [place for place, column in enumerate(COLUMNS) if column.summed]


def _last_filed(campaign: Campaign, duty: Duty, one: DutyStatus, day: int) -> date | None:
    """The day of the last delivery by these units; by any unit, if one delivery suffices for all."""
    given = filed_by(campaign, duty, one.units) if duty.each else filed(campaign).get(duty.id, ())
    last = max((one.day for one in given if one.day <= day and one.day != NEVER), default=None)
    return date.fromordinal(last) if last is not None else None


def _rows(campaign: Campaign, duty: Duty, parties: Sequence[DutyStatus], day: int) -> Iterator[tuple[Cell, ...]]:
    """A row for each party that owes the duty; what all parties share is shown once."""
    supporting = campaign.units_named(duty.support)
    for place, one in enumerate(parties):
        own: list[Value] = [duty.id, duty.title, every_value(one)]
        last: list[Value] = [listed(supporting) if supporting else None, one.to, duty.evidence or None, duty.clause]
        first, span = place == 0, len(parties) if place == 0 else 1
        counted: list[Value] = [one.periods, one.on_time, one.late, len(one.missing)] if one.owed else [None] * 4
        yield (
            *(Cell(value if first else None, span=span) for value in own),
            Cell(one.unit or Say("lead.none")),
            *(Cell(value if first else None, span=span) for value in last),
            *row_of(*counted[:2]),
            Cell(counted[2], "warn" if counted[2] else "plain"),
            Cell(counted[3], "bad" if counted[3] else "plain"),
            Cell(missing_values(one), "bad") if one.missing else Cell(),
            Cell(_last_filed(campaign, duty, one, day)),
        )


def duty_table(campaign: Campaign, as_of: date) -> Report:
    """Every duty in the document's order, by the parties that owe it."""
    by_duty: dict[str, list[DutyStatus]] = {}
    for one in of_campaign(campaign, as_of):
        by_duty.setdefault(one.duty, []).append(one)
    day = as_of.toordinal()
    rows = [row for duty in campaign.plan.duties for row in _rows(campaign, duty, by_duty.get(duty.id, []), day)]
    sums = {place: sum(int(str(row[place].value or 0)) for row in rows) for place in COUNTS}
    args = dict(zip(("periods", "on_time", "late", "missing"), sums.values(), strict=True))
    tone: Tone = "bad" if args["missing"] else "warn" if args["late"] else "good"
    totals = tuple(Cell(Say("total") if place == 0 else sums.get(place)) for place in range(len(COLUMNS)))
    section = Section(COLUMNS, tuple(rows), totals=totals)
    title = Say("title.of", {"title": campaign.plan.title, "what": Say("title.duty.table")})
    return Report(title, as_of, (Cell(Say("duties.answer", args), tone),), (section,) if rows else ())
