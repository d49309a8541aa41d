"""Computed values as JSON: the fixed contracts. They dump compute's values, never a Report, and know no locale."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any

from parkledger.base.lazily import Each
from parkledger.compute.classes import Moved
from parkledger.compute.criteria import Judged
from parkledger.compute.duties import DutyStatus
from parkledger.compute.grading import Graded, Scored
from parkledger.compute.status import GoalStatus, Overdue, PlanStatus
from parkledger.compute.units import UnitStatus
from parkledger.compute.zero import Case, Zero
from parkledger.render.json_text import plain


def _judged(one: Judged) -> dict[str, Any]:
    return {
        "id": one.id,
        "kind": one.kind,
        "text": one.title,
        "due": plain(one.due),
        "due_text": one.due_text,
        "schedule": one.schedule,
        "state": one.state,
        "light": one.light,
        "done_on": plain(one.done_on),
        "days_overdue": one.days_overdue,
        "from": plain(one.start),
        "to": plain(one.bound),
        "op": one.op,
        "upper": plain(one.upper),
        "actual": plain(one.actual),
        "remaining": plain(one.remaining),
        "unit": one.measure_unit,
        "lead": list(one.lead),
        "support": list(one.support),
        "progress": one.progress,
        "scheduled": one.scheduled,
        "lacking": Each(one.lacking, plain),
        "uncovered": list(one.uncovered),
        "groups": Each(one.groups, _group),
    }


def _group(one: Judged) -> dict[str, Any]:
    return {"group": one.id, **_judged(one)}


def _goal(goal: GoalStatus) -> dict[str, Any]:
    one = goal.judged
    target = None if one.bound is None else {"op": one.op, "value": plain(one.bound)}
    return {
        "id": goal.goal.id,
        "title": goal.title,
        "due": plain(one.due),
        "baseline": plain(one.start),
        "actual": plain(one.actual),
        "target": target,
        "unit": one.measure_unit,
        "state": one.state,
        "light": one.light,
        "progress": one.progress,
        "scheduled": one.scheduled,
    }


def _graded(one: Graded) -> dict[str, Any]:
    return {
        "park": one.park,
        "class": one.grade,
        "upgrade_to": one.upgrade_to,
        "years": list(one.years),
        "below": list(one.below),
        "year": one.year,
    }


def _scored(one: Scored) -> dict[str, Any]:
    score = plain(one.score)
    return {"park": one.park, "year": one.year, "score": score, "rank": one.rank, "interview": one.interview}


def status_json(plans: Sequence[PlanStatus], as_of: date) -> dict[str, Any]:
    """The contract of ``status``."""
    listed = [
        {
            "id": plan.plan,
            "title": plan.title,
            "goals": [_goal(goal) for goal in plan.goals],
            "tasks": [
                {
                    "id": task.task.id,
                    "title": task.task.title,
                    "park": task.task.park,
                    "state": task.state,
                    "light": task.light,
                    "criteria": [_judged(one) for one in task.criteria],
                }
                for task in plan.tasks
            ],
            "counts": dict(plan.counts),
            "grading": [_graded(one) for one in plan.graded],
            "scoring": [_scored(one) for one in plan.scored],
        }
        for plan in plans
    ]
    return {"as_of": as_of.isoformat(), "plans": listed}


def _overdue(one: Overdue) -> dict[str, Any]:
    return {
        "plan": one.plan,
        "task": one.task,
        "criterion": one.criterion,
        "group": one.group,
        "title": one.title,
        "due": plain(one.due),
        "days_overdue": one.days_overdue,
        "remaining": plain(one.remaining),
        "unit": one.measure_unit,
        "lead": list(one.lead),
        "basis": one.basis,
        "members": list(one.members),
    }


def overdue_json(items: Sequence[Overdue], as_of: date) -> dict[str, Any]:
    """The contract of ``overdue``."""
    return {"as_of": as_of.isoformat(), "items": Each(items, _overdue)}


def _case(case: Case) -> dict[str, Any]:
    return {
        "enterprise": case.enterprise,
        "name": case.name,
        "park": case.park,
        "since": plain(case.since),
        "days": case.days,
        "reason": case.reason,
        "lead": list(case.lead),
        "moved": _moved(case.moved) if case.moved else None,
    }


def _moved(one: Moved) -> dict[str, Any]:
    return {"from": one.origin, "to": one.to, "on": plain(one.on), "because": one.because}


def _rule(rule: Zero) -> dict[str, Any]:
    return {
        "plan": rule.plan,
        "rule": rule.zero_rule,
        "kind": rule.kind,
        "title": rule.title,
        "clause": rule.clause,
        "population": rule.population,
        "look_every": str(rule.look_every) if rule.look_every else None,
        "open": rule.open,
        "stale": rule.stale,
        "zero": rule.zero,
        "violations": Each(rule.violations, _case),
        "stale_cases": Each(rule.stale_cases or (), _case),
    }


def zero_json(rules: Sequence[Zero], as_of: date) -> dict[str, Any]:
    """The contract of ``zero``."""
    return {"as_of": as_of.isoformat(), "rules": Each(rules, _rule)}


def units_json(items: Sequence[UnitStatus], as_of: date) -> dict[str, Any]:
    """What each unit leads, supports, owes and has late."""
    return {"as_of": as_of.isoformat(), "units": Each(items, plain)}


def _duty(one: DutyStatus) -> dict[str, Any]:
    return {
        "plan": one.plan,
        "duty": one.duty,
        "title": one.title,
        "unit": one.unit,
        "kind": one.kind,
        "every": one.every,
        "periods": one.periods,
        "on_time": one.on_time,
        "late": one.late,
        "missing": Each(one.missing, str),
        "shortfalls": Each(one.shortfalls, plain),
        "clause": one.clause,
        "to": one.to,
        "evidence": one.evidence,
    }


def duties_json(items: Sequence[DutyStatus], as_of: date) -> dict[str, Any]:
    """The contract of ``duties``."""
    return {"as_of": as_of.isoformat(), "items": Each(items, _duty)}
