"""The document's own table of key tasks with its columns, and the progress beside them."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from decimal import Decimal

from parkledger.compute.criteria import Judged
from parkledger.compute.indicators import half_up
from parkledger.compute.status import PlanStatus, TaskStatus
from parkledger.model.criteria import Criterion, Target
from parkledger.reports.overdue import lead_value
from parkledger.reports.report import TONES, Cell, Column, Report, Say, Section, Value, row_of
from parkledger.reports.status import counts_line, goal_lines, light_cell, printed_due, state_value, under_headings

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


def _state(one: Judged) -> Value:
    """The state in words; more than was asked is said beside it."""
    return (state_value(one), Say("beyond", {"n": one.beyond})) if one.beyond else state_value(one)


def _rows(task: TaskStatus) -> list[tuple[Cell, ...]]:
    rows = []
    for place, (one, source) in enumerate(zip(task.criteria, task.task.criteria, strict=True)):
        span = len(task.criteria) if place == 0 else 1
        shown: list[Value | Cell] = [
            Cell(task.task.id if place == 0 else None, span=span),
            Cell(task.task.title if place == 0 else None, span=span),
            one.id,
            source.text,
            printed_due(one.due_text, one.schedule),
            one.due,
            one.start,
            one.left,
            one.bound,
            Cell(_state(one), TONES[one.state]),
            one.done_on,
            one.days_overdue or None,
            light_cell(one.light),
            lead_value(one.lead, source.basis),
        ]
        rows.append(row_of(*shown))
    return rows


GROUP = (Column("group.name", "name"),)
BASE = (Column("group.base", "number", summed=True),)
TO_DO = (
    Column("group.from", "number", summed=True),
    Column("group.done", "number", summed=True),
    Column("group.left", "number", summed=True),
    Column("share.done", "number", bar=True),
)
BEYOND = (Column("group.beyond", "number", summed=True),)
MEASURED = (Column("measured", "number"), Column("bound", "word"))
STANDING = (
    Column("state", "word"),
    Column("done_on", "day"),
    Column("days_overdue", "number"),
    Column("light", "word"),
    Column("lead"),
)


def _share(done: Decimal, whole: Decimal | None) -> Decimal | None:
    """Percent with one digit, half-up; more than all is real."""
    return half_up(done * 100 / whole, 1) if whole else None


def _bound(one: Judged) -> Value:
    """The bound of a measured number."""
    if one.op == "between":
        return Say("bound.between", {"bound": one.bound, "upper": one.upper})
    return Say("bound.least" if one.op == ">=" else "bound.most", {"bound": one.bound})


def _amounts(one: Judged, bases: Mapping[str, Target], *, beyond: bool) -> list[Value]:
    """What a group is to do, has done, has left: with the printed base before it where the document has one, and
    behind it what was done ``beyond`` it where any group did more than it had to."""
    if one.kind == "threshold":
        return [one.actual, _bound(one)]
    whole, left = one.asked, one.actual
    done = whole - left if whole is not None and left is not None else None
    known: list[Value] = [whole, done, one.left, *([one.beyond] if beyond else [])]
    known.append(_share(done, whole) if done is not None else None)
    return [bases[one.id].base, *known] if one.id in bases else known


def groups_section(one: Judged, source: Criterion) -> Section:
    """A criterion town by town (district by district, park by park), with sums if the numbers add up."""
    bases = source.quota.targets if source.quota and any(two.base for two in source.quota.targets.values()) else {}
    beyond = any(group.beyond for group in one.groups)
    to_do = (*TO_DO[:-1], *BEYOND, TO_DO[-1]) if beyond else TO_DO
    amounts = MEASURED if one.kind == "threshold" else (BASE if bases else ()) + to_do
    rows = [
        row_of(
            group.title, *_amounts(group, bases, beyond=beyond), Cell(state_value(group), TONES[group.state]),
            group.done_on, group.days_overdue or None, light_cell(group.light), lead_value(group.lead, source.basis),
        )
        for group in one.groups
    ]  # fmt: skip
    args = {"id": one.id, "title": one.title, "unit": one.measure_unit or ""}
    text = (Cell(Say("groups.unit", args), "quiet"),) if one.measure_unit else ()
    columns = GROUP + amounts + STANDING
    totals: tuple[Cell, ...] = ()
    if one.kind != "threshold":
        sums = {
            column.key: sum((Decimal(str(row[place].value or 0)) for row in rows), Decimal(0))
            for place, column in enumerate(columns)
            if column.summed
        }
        share = _share(sums["group.done"], sums["group.from"])
        totals = row_of(Say("total"), *sums.values(), share, *[None] * len(STANDING))
    return Section(columns, tuple(rows), Say("groups.title", args), totals, text, numbered=True)


def tasks_report(plan: PlanStatus, as_of: date) -> Report:
    """The annex of key tasks as the document prints it, with the state of each criterion."""
    rows = tuple(under_headings(plan.tasks, _rows))
    goals = tuple(line for goal in plan.goals for line in goal_lines(goal))
    title = Say("title.tasks", {"title": plan.title})
    judged = [pair for task in plan.tasks for pair in zip(task.criteria, task.task.criteria, strict=True)]
    groups = tuple(groups_section(one, source) for one, source in judged if one.groups)
    return Report(title, as_of, goals, (Section(COLUMNS, rows), *groups), (counts_line(plan),))
