"""The document's own table of key tasks, its columns, with progress beside them."""

from __future__ import annotations

from datetime import date

from parkledger.compute.status import PlanStatus, TaskStatus
from parkledger.reports.overdue import lead_value
from parkledger.reports.report import TONES, Cell, Column, Report, Say, Section, Value, row_of
from parkledger.reports.status import counts_line, goal_lines, light_cell, state_value

COLUMNS = (
    Column("task.no", "word"),
    Column("task.title"),
    Column("criterion.no", "word"),
    Column("criterion.text"),
    Column("due.text", "word"),
    Column("due", "day"),
    Column("from", "number"),
    Column("actual", "number"),
    Column("bound", "number"),
    Column("state", "word"),
    Column("done_on", "day"),
    Column("days_overdue", "number"),
    Column("light", "word"),
    Column("lead"),
)


def _rows(task: TaskStatus) -> list[tuple[Cell, ...]]:
    rows = []
    for place, (one, source) in enumerate(zip(task.criteria, task.task.criteria, strict=True)):
        span = len(task.criteria) if place == 0 else 1
        shown: list[Value | Cell] = [
            Cell(task.task.id if place == 0 else None, span=span),
            Cell(task.task.title if place == 0 else None, span=span),
            one.id,
            source.text,
            one.due_text,
            one.due,
            one.start,
            one.actual,
            one.bound,
            Cell(state_value(one), TONES[one.state]),
            one.done_on,
            one.days_overdue or None,
            light_cell(one.light),
            lead_value(one.lead, source.basis),
        ]
        rows.append(row_of(*shown))
    return rows


def tasks_report(plan: PlanStatus, as_of: date) -> Report:
    """The annex of key tasks, printed as the document prints it, with where each criterion stands."""
    rows: list[tuple[Cell, ...] | Say] = []
    section = None
    for task in plan.tasks:
        if task.task.section and task.task.section != section:
            section = task.task.section
            rows.append(Say("heading", {"text": section}))
        rows += _rows(task)
    goals = tuple(line for goal in plan.goals for line in goal_lines(goal))
    title = Say("title.tasks", {"title": plan.title})
    return Report(title, as_of, goals, (Section(COLUMNS, tuple(rows)),), (counts_line(plan),))
