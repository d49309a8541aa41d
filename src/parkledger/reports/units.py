"""Units: what each leads, supports, owes, and has late; those with most late first."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from parkledger.compute.units import UnitStatus
from parkledger.reports.report import Cell, Column, Report, Say, Section, row_of

COLUMNS = (
    Column("plan", "name"),
    Column("unit"),
    Column("unit.leads", "number"),
    Column("unit.supports", "number"),
    Column("unit.duties", "number"),
    Column("periods", "number"),
    Column("late", "number"),
    Column("missing", "number"),
    Column("unit.cases", "number"),
    Column("unit.overdue"),
)


def _row(one: UnitStatus) -> tuple[Cell, ...]:
    return row_of(
        one.plan,
        one.unit,
        len(one.leads),
        len(one.supports) + len(one.duties_supported),
        len(one.duties),
        one.periods,
        Cell(one.late, "warn" if one.late else "plain"),
        Cell(one.missing, "bad" if one.missing else "plain"),
        Cell(one.cases, "bad" if one.cases else "plain"),
        Cell(" ".join(one.overdue) or Say("none"), "bad" if one.overdue else "quiet"),
    )


def units_report(items: Sequence[UnitStatus], as_of: date) -> Report:
    """All units, those with something late first."""
    ranked = sorted(items, key=lambda one: (-len(one.overdue), -one.missing, -one.cases, -one.late))
    many = len({one.plan for one in items}) > 1
    rows = tuple(_row(one) if many else _row(one)[1:] for one in ranked)
    late = sum(1 for one in items if one.overdue or one.missing or one.cases)
    answer = Cell(Say("units.answer", {"n": len(items), "late": late}), "bad" if late else "good")
    columns = COLUMNS if many else COLUMNS[1:]
    return Report(Say("title.units"), as_of, (answer,), (Section(columns, rows),) if rows else ())
