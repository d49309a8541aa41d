"""Overdue: what is late, by how many days, and who answers for it."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from parkledger.compute.status import Overdue
from parkledger.reports.report import Cell, Column, Report, Say, Section, Value, listed, row_of

COLUMNS = (
    Column("days", "number"),
    Column("due", "day"),
    Column("plan", "name"),
    Column("criterion", "word"),
    Column("task"),
    Column("remaining", "word"),
    Column("lead"),
)


def lead_value(lead: Sequence[str], basis: str | None) -> Value:
    """The units that answer; where only another clause names them, that clause; 未明确 where none does."""
    if not lead:
        return Say("lead.none")
    named = lead[0] if len(lead) == 1 else listed(lead)
    return Say("lead.basis", {"lead": named, "clause": basis}) if basis else named


def _row(item: Overdue, many: bool) -> tuple[Cell, ...]:
    left: Value = Say("none")
    if item.remaining is not None:
        left = Say("amount", {"n": item.remaining, "unit": item.measure_unit or ""})
    title: Value = (item.title, Say("group", {"name": item.group})) if item.group else item.title
    cells = row_of(
        Cell(item.days_overdue, "bad"), item.due, item.plan, item.criterion, title, left,
        lead_value(item.lead, item.basis),
    )  # fmt: skip
    return cells if many else cells[:2] + cells[3:]


def overdue_report(items: Sequence[Overdue], as_of: date) -> Report:
    """The list of what is late, the longest first."""
    many = len({item.plan for item in items}) > 1
    columns = COLUMNS if many else COLUMNS[:2] + COLUMNS[3:]
    answer = Cell(Say("overdue.count", {"n": len(items)}), "bad" if items else "good")
    rows = tuple(_row(item, many) for item in items)
    sections = (Section(columns, rows, numbered=True),) if rows else ()
    counting = [item.plan for item in items if item.remaining is not None]
    which = tuple(f"parkledger report ledger {plan}" for plan in counting[:1])
    return Report(Say("title.overdue"), as_of, (answer,), sections, (), (*which, "parkledger zero") if rows else ())
