"""Status: one plan in full, or several with one line each."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from datetime import date
from decimal import Decimal

from parkledger.compute.criteria import Judged
from parkledger.compute.lights import NO_LIGHT
from parkledger.compute.status import GoalStatus, PlanStatus, TaskStatus
from parkledger.reports.details import detail_sections, uncovered_lines
from parkledger.reports.report import (
    LIGHT_TONES,
    TONES,
    Bar,
    Cell,
    Column,
    Joined,
    Report,
    Say,
    Section,
    Value,
    row_of,
)

Row = tuple[Cell, ...]
HINTS = ("parkledger overdue", "parkledger zero", "parkledger duties")


def percent(share: float) -> str:
    """A share as percent with one digit, half-up as printed tables round."""
    return f"{(Decimal(repr(share)) * 100).quantize(Decimal('0.1'), rounding='ROUND_HALF_UP')}%"


def due_value(one: Judged) -> Value:
    """The deadline as shown: the day, or that there is none."""
    return one.due if one.due is not None else Say(f"schedule.{one.schedule}")


def printed_due(text: str, schedule: str) -> Value:
    """The deadline as the document writes it; in words where it writes none."""
    return Say(f"schedule.{schedule}") if text in ("standing", "unscheduled") else text


def state_value(one: Judged) -> Say:
    """The state in words, with the days where it is late."""
    if one.state in ("overdue", "met_late"):
        return Say(f"state.{one.state}.days", {"days": one.days_overdue})
    return Say("state.met.plain" if one.state == "met" and one.schedule != "day" else f"state.{one.state}")


def left_value(one: Judged) -> Value:
    """What remains and what it must come down to; where more was done than asked, how much more."""
    if one.actual is None:
        return Say("none")
    if one.kind == "standing":
        return Say("open.cases", {"n": one.actual})
    key = _LEFT.get(one.op or "", "left.of") if one.upper is None else "left.between"
    args = {"actual": one.left, "bound": one.bound}
    left = Say(key, args | ({"upper": one.upper} if one.upper is not None else {}))
    return Say("left.beyond", {"left": left, "n": one.beyond}) if one.beyond else left


_LEFT = {"<": "left.below", ">=": "left.atleast"}


def light_word(light: str) -> Value:
    """A light's name: one of the catalogue's, else as the plan calls it."""
    return Say(f"light.{light}") if light in (*LIGHT_TONES, NO_LIGHT) else light


def light_cell(light: str) -> Cell:
    """A light in words, in its own tone: colour is never the only sign."""
    return Cell(light_word(light), LIGHT_TONES.get(light, "quiet"))


def counts_line(plan: PlanStatus) -> Cell:
    """The counts of a plan's criteria in one sentence."""
    shown = [
        Say("counts.state", {"state": Say(f"state.{state}"), "n": plan.counts[state]})
        for state in ("met", "met_late", "overdue", "holding", "breached", "pending", "unmeasured")
        if plan.counts[state] or state in ("met", "overdue")
    ]
    states = [part for one in shown for part in (Say("counts.joint"), one)][1:]
    return Cell(Say("counts.line", {"n": plan.counts["criteria"], "states": Joined(tuple(states))}))


def goal_lines(goal: GoalStatus) -> list[Cell]:
    """A goal: its title and deadline, then where it stands."""
    one = goal.judged
    lines = [Cell(Say("goal.title", {"title": goal.title, "due": due_value(one)}), "strong")]
    if one.actual is None:
        lines.append(Cell((Say("indent"), Say(f"state.{one.state}")), "quiet"))
        return lines
    done: list[Value] = [
        Say("indent"),
        Say("goal.left", {"left": left_value(one), "unit": one.measure_unit or ""}),
    ]
    if one.progress is not None:
        done += [Bar(one.progress), Say("goal.done", {"percent": percent(one.progress)})]
    if one.scheduled is not None:
        done.append(Say("goal.scheduled", {"percent": percent(one.scheduled)}))
    done += [state_value(one), Say("light.marked", {"light": light_word(one.light)})]
    lines.append(Cell(tuple(done), TONES[one.state]))
    return lines


def _task_rows(task: TaskStatus) -> list[Row]:
    rows = []
    for place, one in enumerate(task.criteria):
        first = place == 0
        rows.append(
            row_of(
                task.task.id if first else "",
                Cell(task.task.title if first else "", span=len(task.criteria) if first else 1),
                one.id,
                due_value(one),
                left_value(one),
                Cell(state_value(one), TONES[one.state]),
                light_cell(one.light),
            )
        )
        rows += [
            row_of(
                "",
                "",
                Say("group", {"name": group.id}),
                "",
                left_value(group),
                Cell(state_value(group), TONES[group.state]),
                light_cell(group.light),
            )
            for group in one.groups
        ]
    return rows


def under_headings(tasks: Sequence[TaskStatus], rows_of: Callable[[TaskStatus], Iterable[Row]]) -> Iterator[Row | Say]:
    """The rows of every task, with a heading where a section of the document begins."""
    section = None
    for task in tasks:
        if task.task.section and task.task.section != section:
            section = task.task.section
            yield Say("heading", {"text": section})
        yield from rows_of(task)


PLAN_COLUMNS = (
    Column("task.no", "word"),
    Column("task"),
    Column("criterion", "word"),
    Column("due", "day"),
    Column("left", "word"),
    Column("state", "word"),
    Column("light", "word"),
)


def plan_report(plan: PlanStatus, as_of: date) -> Report:
    """One plan: its goals, then every criterion of every task."""
    rows = tuple(under_headings(plan.tasks, _task_rows))
    goals = tuple(line for goal in plan.goals for line in goal_lines(goal))
    sections = (Section(PLAN_COLUMNS, rows), *detail_sections(plan))
    return Report(plan.title, as_of, goals, sections, (*uncovered_lines(plan), counts_line(plan)), HINTS)


LIST_COLUMNS = (
    Column("plan", "name"),
    Column("plan.short"),
    Column("count.done", "word"),
    Column("count.overdue", "number"),
    Column("count.breached", "number"),
    Column("count.pending", "number"),
    Column("goal", "text"),
)


def _plan_row(plan: PlanStatus) -> tuple[Cell, ...]:
    counts = plan.counts
    done = counts["met"] + counts["met_late"] + counts["holding"]
    return row_of(
        plan.plan, plan.short, Say("done.of", {"done": done, "all": counts["criteria"]}),
        *(Cell(counts[state], "bad" if counts[state] else "good") for state in ("overdue", "breached")),
        counts["pending"] + counts["unmeasured"], _goal_cell(plan),
    )  # fmt: skip


def _goal_cell(plan: PlanStatus) -> Cell:
    """The goal that is late or due next, by its name, and what remains of it."""
    goals = [goal for goal in plan.goals if goal.judged.actual is not None]
    if not goals:
        return Cell(Say("none"), "quiet")
    goal = min(goals, key=lambda one: (one.judged.state not in ("overdue", "pending"), one.judged.due or date.max))
    one = goal.judged
    left = Say("goal.left", {"left": left_value(one), "unit": one.measure_unit or ""})
    return Cell((goal.title, left, due_value(one), Say(f"state.{one.state}")), TONES[one.state])


def plans_report(plans: Sequence[PlanStatus], as_of: date) -> Report:
    """Several plans, one line each; the one with the most that is late or breached is offered to be looked at."""
    rows = tuple(_plan_row(plan) for plan in plans)
    worst = sorted(plans, key=lambda one: -one.counts["overdue"] - one.counts["breached"])[:1]
    hints = (*(f"parkledger status {one.plan}" for one in worst), *HINTS)
    return Report(Say("title.status"), as_of, (), (Section(LIST_COLUMNS, rows),), (), hints)


def status_report(plans: Sequence[PlanStatus], as_of: date) -> Report:
    """One plan in full; several with one line each."""
    return plan_report(plans[0], as_of) if len(plans) == 1 else plans_report(plans, as_of)
