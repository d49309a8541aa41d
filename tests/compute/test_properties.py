"""What holds of every ledger: order changes nothing, totals equal their rows, nothing heals by waiting, and the
answer for a day does not depend on what happened later."""

from __future__ import annotations

from random import Random
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from compute.worlds import LAST, World, ledger_of, random_worlds, to_date, up_to, worlds
from parkledger.compute.criteria import STATES, Judged
from parkledger.compute.duties import DutyStatus, duties
from parkledger.compute.status import overdue, status
from parkledger.compute.zero import Case, Zero, zero
from parkledger.model.ledger import Ledger

DAYS = st.integers(0, LAST + 40)
SAID = (
    "id", "kind", "due", "due_text", "state", "light", "done_on", "days_overdue",
    "start", "bound", "op", "actual", "remaining", "progress", "scheduled", "lead", "support",
)  # fmt: skip
TABLES = ("enterprises", "inspections", "filings", "indicators")


def of_criterion(one: Judged) -> dict[str, Any]:
    """What a criterion says, in an order that is not that of the rows."""
    said = {name: getattr(one, name) for name in SAID}
    return said | {"groups": [of_criterion(group) for group in one.groups], "lacking": sorted(one.lacking)}


def of_rule(one: Zero) -> dict[str, Any]:
    """What a rule says, its cases in the order of their names."""
    stale = None if one.stale_cases is None else sorted(one.stale_cases, key=_name)
    return {"population": one.population, "zero": one.zero, "open": sorted(one.violations, key=_name), "stale": stale}


def of_duty(one: DutyStatus) -> DutyStatus:
    """What a duty says; the cases that are missing are told in the order of the rows."""
    return one._replace(missing=sorted(one.missing))


def _name(case: Case) -> tuple[str, str]:
    return case.enterprise or "", case.park


def answers(ledger: Ledger, day: int) -> dict[str, Any]:
    """Everything that parkledger says on a day."""
    on = to_date(day)
    (plan,) = status(ledger, on)
    criteria = [one for task in plan.tasks for one in task.criteria] + [one.judged for one in plan.goals]
    return (
        {f"criterion {one.id}": of_criterion(one) for one in criteria}
        | {f"rule {one.zero_rule}": of_rule(one) for one in zero(ledger, on)}
        | {f"duty {one.duty} {one.unit}": of_duty(one) for one in duties(ledger, on)}
        | {f"task {one.task.id}": (one.state, one.light) for one in plan.tasks}
        | {"counts": plan.counts, "overdue": overdue(ledger, on)}
    )


def assert_same(found: dict[str, Any], expected: dict[str, Any]) -> None:
    """One by one, so that a difference is short to read."""
    for name, said in expected.items():
        assert (name, found[name]) == (name, said)
    assert found == expected


@given(worlds(), DAYS, st.integers(0, 2**32))
@random_worlds
def test_the_order_of_the_rows_changes_nothing(world, day, seed):
    shuffled: World = dict(world)
    for table in TABLES:
        shuffled[table] = Random(seed).sample(world[table], len(world[table]))
    assert_same(answers(ledger_of(shuffled), day), answers(ledger_of(world), day))


@given(worlds(), st.integers(0, LAST))
@random_worlds
def test_the_answer_for_a_day_does_not_depend_on_what_happened_later(world, day):
    assert_same(answers(ledger_of(world), day), answers(ledger_of(up_to(world, day)), day))


@given(worlds(), st.integers(0, LAST), st.lists(st.integers(0, 400), min_size=2, max_size=6))
@random_worlds
def test_nothing_that_is_late_heals_by_waiting(world, day, waits):
    ledger = ledger_of(up_to(world, day))
    late: dict[tuple[str, str | None], int] = {}
    for wait in sorted(waits):
        now = {(one.criterion, one.group): one.days_overdue for one in overdue(ledger, to_date(day + wait))}
        assert all(name in now and now[name] >= days for name, days in late.items())
        late = now


@given(worlds(), DAYS)
@random_worlds
def test_totals_equal_their_rows(world, day):
    ledger = ledger_of(world)
    (plan,) = status(ledger, to_date(day))
    criteria = {one.id: one for task in plan.tasks for one in task.criteria}
    assert plan.counts["criteria"] == sum(plan.counts[state] for state in STATES) == len(criteria)
    assert plan.counts["tasks"] == len(plan.tasks)
    late = {one.criterion for one in overdue(ledger, to_date(day))}
    assert late == {name for name, one in criteria.items() if one.state == "overdue"}
    whole = criteria["parks"]
    assert sum(group.actual for group in whole.groups) == whole.actual
    assert sum(group.start for group in whole.groups) == whole.start
    assert whole.state in {group.state for group in whole.groups}


@given(worlds(), DAYS)
@random_worlds
def test_so_do_those_of_zero_and_of_duties(world, day):
    ledger = ledger_of(world)
    for rule in zero(ledger, to_date(day)):
        assert rule.open == len(rule.violations) <= rule.population
        assert len({case.enterprise or case.park for case in rule.violations}) == rule.open
        if rule.look_every is None:
            assert (rule.stale, rule.zero) == (None, False if rule.open else "unknown")
        else:
            assert rule.stale == len(rule.stale_cases) <= rule.population
            assert rule.zero == (rule.open == 0 and rule.stale == 0)
    for duty in duties(ledger, to_date(day)):
        assert duty.periods == duty.on_time + duty.late + len(duty.missing)


@given(worlds(), DAYS)
@random_worlds
def test_the_parks_add_up_to_the_whole(world, day):
    """The same ledger cut in two, one half for each park: what is open and what remains adds up."""
    whole = ledger_of(world)
    halves = [
        ledger_of(
            world
            | {
                "enterprises": [row for row in world["enterprises"] if row["park"] == park],
                "inspections": [row for row in world["inspections"] if row["park"] == park],
            }
        )
        for park in ("P", "Q")
    ]

    def number_of_cases(ledger: Ledger) -> dict[str, int]:
        return {one.zero_rule: one.open for one in zero(ledger, to_date(day)) if one.kind != "over_quota"}

    cases = [number_of_cases(half) for half in halves]
    assert number_of_cases(whole) == {rule: sum(half[rule] for half in cases) for rule in cases[0]}
