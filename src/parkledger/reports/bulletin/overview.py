"""一、总体情况: how many criteria are met, late, holding; and every goal from where it began to where it stands."""

from __future__ import annotations

from collections.abc import Iterator

from parkledger.compute.criteria import Judged
from parkledger.compute.status import GoalStatus
from parkledger.reports.bulletin.facts import Facts
from parkledger.reports.bulletin.phrases import (
    against_schedule,
    amount,
    clauses,
    heads,
    long_day,
    phrases,
    rounded,
    sentence,
    share_of,
)
from parkledger.reports.report import Cell, Say, Value, listed


def overview(facts: Facts) -> tuple[Cell, ...]:
    """The counts of the criteria, then the goals."""
    return heads(
        (
            (Say("bulletin.criteria"), list(_counts(facts))),
            (Say("bulletin.goals"), list(_goals(facts.status.goals))),
        )
    )


def _counts(facts: Facts) -> Iterator[Value]:
    counts = facts.status.counts
    number = counts["criteria"]
    if not number:
        return
    done = counts["met"] + counts["met_late"]
    args = {"n": done, "share": share_of(done, number), "late": counts["met_late"]}
    whole = Say("bulletin.done.late" if counts["met_late"] else "bulletin.done", args)
    listed_all = Say("bulletin.listed", {"tasks": counts["tasks"], "criteria": number})
    yield sentence(listed_all, clauses([whole, *_states(facts)]))


def _states(facts: Facts) -> Iterator[Value]:
    """The criteria by state; what there is none of is left out, but for what is overdue."""
    counts = facts.status.counts
    late = counts["overdue"]
    args = {"n": late, "share": share_of(late, counts["criteria"])}
    yield Say("bulletin.overdue" if late else "bulletin.overdue.none", args)
    if counts["holding"] + counts["breached"]:
        yield Say("bulletin.standing", {"holding": counts["holding"], "breached": counts["breached"]})
    if counts["pending"]:
        yield Say("bulletin.pending", {"n": counts["pending"]})
    if counts["unmeasured"]:
        args = {"n": counts["unmeasured"], "qualitative": counts["qualitative"]}
        same = counts["unmeasured"] == counts["qualitative"]
        yield Say("bulletin.qualitative" if same else "bulletin.unmeasured", args)


def _goals(goals: tuple[GoalStatus, ...]) -> Iterator[Value]:
    told = [goal for goal in goals if goal.judged.actual is not None or goal.judged.state != "unmeasured"]
    for goal in told:
        yield sentence(
            Say("bulletin.goal", {"title": goal.title, "due": _due(goal.judged), "is": _stands(goal.judged)})
        )
    rest = [goal.title for goal in goals if goal not in told]
    if rest:
        yield sentence(Say("bulletin.goals.unmeasured", {"n": len(rest), "goals": listed(rest)}))


def _due(one: Judged) -> Value:
    if one.due is None:
        return Say(f"bulletin.due.{one.schedule}")
    return Say("bulletin.due", {"day": long_day(one.due)})


def _stands(one: Judged) -> Value:
    """From where it began to where it is, what is done of it, and how that stands against the schedule."""
    said: list[Value] = []
    if one.actual is not None:
        if one.start is not None:
            said.append(Say("bulletin.from", {"amount": amount(one.start, one.measure_unit)}))
        said.append(
            Say(
                "bulletin.is" if one.kind == "threshold" else "bulletin.now",
                {"amount": amount(one.left or 0, one.measure_unit)},
            )
        )
        if one.beyond:
            said.append(Say("bulletin.beyond", {"amount": amount(one.beyond, one.measure_unit)}))
        said.append(_bound(one))
    if one.progress is not None:
        said.append(Say("bulletin.share.done", {"share": f"{rounded(one.progress)}%"}))
    if one.state in ("pending", "overdue") and (against := against_schedule(one)):
        said.append(against)
    said.append(_state(one))
    return phrases(part for part in said if part)


def _bound(one: Judged) -> Value:
    if one.bound is None:
        return ""
    bound = amount(one.bound, one.measure_unit)
    if one.upper is not None:
        return Say("bulletin.target.between", {"bound": one.bound, "upper": amount(one.upper, one.measure_unit)})
    if one.op == "<":
        return Say("bulletin.target.below", {"bound": bound})
    return Say("bulletin.target.least" if one.op == ">=" else "bulletin.target", {"bound": bound})


def _state(one: Judged) -> Value:
    if one.state in ("overdue", "met_late"):
        return Say(f"bulletin.state.{one.state}", {"days": one.days_overdue})
    return Say(f"bulletin.state.{one.state}") if one.state in ("met", "breached", "holding") else ""
