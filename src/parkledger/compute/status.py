"""Where every plan stands on a day: goals, tasks, criteria, counts; and what of it is overdue."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING, NamedTuple

from parkledger.compute.criteria import STATES, Judged, judge, worst
from parkledger.compute.left import members_left
from parkledger.compute.lights import NO_LIGHT, light_of
from parkledger.model.criteria import Criterion, Task
from parkledger.model.ledger import Campaign, Ledger

if TYPE_CHECKING:
    from parkledger.compute.grading import Graded, Scored


class TaskStatus(NamedTuple):
    """A task and its criteria on a day."""

    task: Task
    criteria: tuple[Judged, ...]
    state: str
    light: str


class GoalStatus(NamedTuple):
    """A goal on a day."""

    goal: Criterion
    judged: Judged

    @property
    def title(self) -> str:
        """The goal's title, else its text."""
        return self.goal.title or self.goal.text


class PlanStatus(NamedTuple):
    """One plan on a day. The seven states of ``counts`` add up to its ``criteria``."""

    plan: str
    title: str
    short: str
    goals: tuple[GoalStatus, ...]
    tasks: tuple[TaskStatus, ...]
    counts: Mapping[str, int]
    graded: tuple[Graded, ...] = ()
    scored: tuple[Scored, ...] = ()


class Overdue(NamedTuple):
    """One late thing: a criterion, or one late group of it."""

    plan: str
    task: str
    criterion: str
    group: str | None
    title: str
    due: date
    days_overdue: int
    remaining: Decimal | None
    measure_unit: str | None
    lead: tuple[str, ...]
    basis: str | None
    """The clause that makes these units answer, where the task itself names none."""
    members: Sequence[str]
    """The ids of those that still remain."""


def task_state(criteria: tuple[Judged, ...]) -> str:
    """The worst state of a task's criteria; qualitative ones are not asked unless there are no others."""
    return worst(tuple(one.state for one in criteria if one.kind != "qualitative"))


def _task(campaign: Campaign, task: Task, as_of: date) -> TaskStatus:
    criteria = tuple(judge(campaign, one, as_of, task) for one in task.criteria)
    state = task_state(criteria)
    lights = [one.light for one in criteria if one.state == state and one.light != NO_LIGHT]
    light = lights[0] if lights else light_of(state, campaign.plan.lights, soft=False)
    return TaskStatus(task, criteria, state, light)


def plan_status(campaign: Campaign, as_of: date) -> PlanStatus:
    """One plan on a day."""
    tasks = tuple(_task(campaign, task, as_of) for task in campaign.plan.tasks)
    criteria = [one for task in tasks for one in task.criteria]
    counts = {"tasks": len(tasks), "criteria": len(criteria)}
    counts |= {state: sum(1 for one in criteria if one.state == state) for state in STATES}
    counts["qualitative"] = sum(1 for one in criteria if one.kind == "qualitative")
    counts["unscheduled"] = sum(1 for one in criteria if one.schedule == "unscheduled")
    goals = tuple(GoalStatus(goal, judge(campaign, goal, as_of)) for goal in campaign.plan.goals)
    plan = campaign.plan
    grades: tuple[Graded, ...] = ()
    scores: tuple[Scored, ...] = ()
    if plan.grading or plan.scoring:
        from parkledger.compute.grading import graded, scored

        grades, scores = graded(campaign, as_of), scored(campaign, as_of)
    return PlanStatus(campaign.id, plan.title, plan.short or plan.title, goals, tasks, counts, grades, scores)


def status(ledger: Ledger, as_of: date) -> tuple[PlanStatus, ...]:
    """Every plan on a day, in the order of their ids."""
    return tuple(plan_status(campaign, as_of) for campaign in ledger.campaigns)


def overdue(ledger: Ledger, as_of: date) -> tuple[Overdue, ...]:
    """Everything that is late on a day, the longest first. Each late group of a criterion is an item."""
    plans = zip(ledger.campaigns, status(ledger, as_of), strict=True)
    items = [item for campaign, plan in plans for item in overdue_items(campaign, plan)]
    return tuple(sorted(items, key=lambda one: -one.days_overdue))


def overdue_items(campaign: Campaign, plan: PlanStatus) -> Iterator[Overdue]:
    """What is late in one plan, in the plan's order."""
    for task in plan.tasks:
        for place, criterion in enumerate(task.criteria):
            yield from _items(campaign, task, place, criterion)


def _items(campaign: Campaign, task: TaskStatus, place: int, criterion: Judged) -> list[Overdue]:
    late = [group for group in criterion.groups if group.state == "overdue"]
    if criterion.state == "overdue" and not late:
        late = [criterion]
    source = task.task.criteria[place]
    return [
        Overdue(
            plan=campaign.id, task=task.task.id, criterion=criterion.id,
            group=one.id if one is not criterion else None, title=criterion.title, due=one.due,
            days_overdue=one.days_overdue, remaining=one.remaining, measure_unit=one.measure_unit, lead=one.lead,
            basis=source.basis or task.task.basis,
            members=members_left(
                campaign, criterion.id, task.task.park, one.id if one is not criterion else None,
                one.due.toordinal() + one.days_overdue,
            ),
        )
        for one in late
        if one.due is not None
    ]  # fmt: skip
