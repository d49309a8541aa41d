"""A plan on a day: tasks, goals, counts; and what of it is overdue."""

from __future__ import annotations

import pytest

from parkledger.compute.status import status
from support.answers import criterion, criterion_state, day, overdue_on
from support.exits import exits
from support.ledgers import a_ledger, ledger_from

ONE_OF_EACH = {
    "zero": "[{id: calm, kind: new_violator}, {id: relapse, kind: relapse}]",
    "enterprises": "id, exited_on\nA, 2021-07-10",
    "inspections": "on, kind, enterprise, result\n2021-08-01, patrol, A, producing",
    "filings": "item, done_on\nmet, 2021-06-30\nmet_late, 2021-07-05",
}
STATES = {
    "overdue": "{id: overdue, due: 2021-06-30, milestone: {}}",
    "breached": "{id: breached, due: standing, standing: [relapse]}",
    "unmeasured": "{id: unmeasured, due: 2021-12-31, threshold: {of: parks, indicator: 税收, at_least: 1}}",
    "pending": "{id: pending, due: 2021-12-31, milestone: {}}",
    "met_late": "{id: met_late, due: 2021-06-30, milestone: {}}",
    "holding": "{id: holding, due: standing, standing: [calm]}",
    "met": "{id: met, due: 2021-06-30, milestone: {}}",
}
"""A criterion in each of the states on 31 August 2021, worst first."""


def task_of(*criteria: str) -> tuple[str, str]:
    """State and light of a task with these criteria."""
    ledger = exits(criteria="\n".join(f"- {one}" for one in criteria), **ONE_OF_EACH)
    (plan,) = status(ledger, day("2021-08-31"))
    return plan.tasks[0].state, plan.tasks[0].light


class TestTask:
    @pytest.mark.parametrize("state", STATES)
    def test_each_state(self, state):
        assert task_of(STATES[state])[0] == state

    @pytest.mark.parametrize("at", range(len(STATES)))
    def test_a_tasks_state_is_the_worst_of_its_criteria(self, at):
        """In the order overdue, breached, unmeasured, pending, met_late, holding, met."""
        this_and_better = list(STATES)[at:]
        assert task_of(*[STATES[state] for state in reversed(this_and_better)])[0] == this_and_better[0]

    def test_qualitative_criteria_are_not_asked(self):
        assert task_of("{id: q, due: 2021-06-30, qualitative: true}", STATES["met"])[0] == "met"

    def test_unless_there_are_no_others(self):
        assert task_of("{id: q, due: 2021-06-30, qualitative: true}") == ("unmeasured", "none")

    @pytest.mark.parametrize(
        ("state", "light"),
        [("overdue", "red"), ("breached", "red"), ("met_late", "yellow"), ("holding", "green"), ("met", "green")],
    )
    def test_its_light_is_that_of_its_worst_criterion(self, state, light):
        better = list(STATES)[list(STATES).index(state) :]
        assert task_of(*[STATES[one] for one in reversed(better)]) == (state, light)


class TestCounts:
    LEDGER = exits(
        criteria="\n".join(
            f"- {one}"
            for one in (
                *STATES.values(),
                "{id: q, due: 2021-06-30, qualitative: true}",
                "{id: someday, due: unscheduled, milestone: {}}",
            )
        ),
        **ONE_OF_EACH,
    )

    def test_the_seven_states_add_up_to_the_criteria_and_two_counts_are_of_which(self):
        (plan,) = status(self.LEDGER, day("2021-08-31"))
        assert plan.counts == {
            "tasks": 1, "criteria": 9,
            "overdue": 1, "breached": 1, "unmeasured": 2, "pending": 2, "met_late": 1, "holding": 1, "met": 1,
            "qualitative": 1, "unscheduled": 1,
        }  # fmt: skip


class TestGoals:
    LEDGER = exits(
        goals="[{id: g, due: 2021-08-31, quota: {of: enterprises, from: 2, to: 0, done: claimed}}]",
        criteria="- {id: c, due: 2021-10-31, quota: {of: enterprises, from: 2, to: 0, done: claimed}}",
        enterprises="id, exited_on\nA, 2021-07-10\nB,",
    )

    def test_a_goal_is_judged_like_a_criterion(self):
        found = criterion(self.LEDGER, "g", "2021-09-10")
        assert (found.state, found.days_overdue, found.actual) == ("overdue", 10, 1)

    def test_but_neither_counted_nor_listed_as_overdue(self):
        (plan,) = status(self.LEDGER, day("2021-09-10"))
        assert (plan.counts["criteria"], plan.counts["overdue"]) == (1, 0)
        assert overdue_on(self.LEDGER, "2021-09-10") == {}


class TestOverdue:
    def test_the_longest_first_from_the_day_after_the_due_day(self):
        ledger = a_ledger(
            criteria="""
                - {id: b, due: 2021-08-31, milestone: {}}
                - {id: a, due: 2021-06-30, milestone: {}}
                - {id: c, due: 2021-09-30, milestone: {}}
            """
        )
        assert overdue_on(ledger, "2021-06-30") == {}
        assert overdue_on(ledger, "2021-07-01") == {"a": 1}
        assert list(overdue_on(ledger, "2021-09-30").items()) == [("a", 92), ("b", 30)]

    def test_whatever_is_not_shown_met_is_overdue_measured_or_not(self):
        ledger = a_ledger(
            criteria="""
                - {id: milestone, due: 2021-08-31, milestone: {}}
                - {id: quota, due: 2021-08-31, quota: {of: enterprises, from: 1, to: 0, done: claimed}}
                - {id: threshold, due: 2021-08-31, threshold: {of: parks, indicator: 税收, at_least: 1}}
                - {id: coverage, due: 2021-08-31, coverage: {of: enterprises, standard: officer}}
                - {id: qualitative, due: 2021-08-31, qualitative: true}
                - {id: unscheduled, due: unscheduled, milestone: {}}
            """,
            columns="enterprises: [{key: officer, title: 包保干部, type: text}]",
            standards="officer: [{item: 包保干部, has: officer}]",
            enterprises="id\nA",
        )
        assert overdue_on(ledger, "2021-08-31") == {}
        assert overdue_on(ledger, "2021-09-01") == {"milestone": 1, "quota": 1, "threshold": 1, "coverage": 1}

    def test_an_item_says_what_is_left_and_who_answers_for_it(self):
        ledger = exits(
            units="[{name: 属地镇政府, kind: role}]",
            tasks="""
                - id: "2"
                  park: P
                  criteria:
                    - id: "2.2"
                      text: 124家企业全部退出
                      due: 2021年10月底
                      lead: [属地镇政府]
                      basis: 附件2-3
                      unit: 家
                      quota: {of: enterprises, from: 124, to: 0}
            """,
            parks="id, town\nP, 咸水沽镇",
            enterprises="id, park, exited_on, verified_on\nA, P, 2021-08-01, 2021-08-04",
        )
        from parkledger.compute.status import overdue

        (item,) = overdue(ledger, day("2021-12-01"))
        assert (item.plan, item.task, item.criterion, item.group) == ("p", "2", "2.2", None)
        assert (item.title, item.due, item.days_overdue) == ("124家企业全部退出", day("2021-10-31"), 31)
        assert (item.remaining, item.measure_unit) == (123, "家")
        assert (item.lead, item.basis) == (("咸水沽镇",), "附件2-3")

    def test_each_late_group_is_an_item(self):
        ledger = exits(
            criteria="- {id: q, due: 2021-08-31, per: town, quota: {of: enterprises, to: 0, done: claimed}}",
            enterprises="id, town, exited_on\nA, 咸水沽, 2021-07-10\nB, 双港, 2021-09-20\nC, 北闸口,",
        )
        assert overdue_on(ledger, "2021-09-01") == {"q/北闸口": 1, "q/双港": 1}
        assert overdue_on(ledger, "2021-09-20") == {"q/北闸口": 20}

    def test_what_was_done_late_leaves_the_list(self):
        ledger = a_ledger(criteria="- {id: m, due: 2021-06-30, milestone: {}}", filings="item, filed_on\nm, 2021-07-05")
        assert overdue_on(ledger, "2021-07-04") == {"m": 4}
        assert overdue_on(ledger, "2021-07-05") == {}

    def test_and_comes_back_with_all_its_days_when_it_is_reopened(self):
        ledger = exits(
            criteria="- {id: q, due: 2021-08-31, quota: {of: enterprises, from: 1, to: 0, done: claimed}}",
            enterprises="id, exited_on\nA, 2021-07-10",
            inspections="""
                on,         kind,      enterprise, result
                2021-09-30, patrol,    A,          producing
                2021-10-10, look_back, A,          clear
            """,
        )
        assert overdue_on(ledger, "2021-09-29") == {}
        assert overdue_on(ledger, "2021-09-30") == {"q": 30}
        assert overdue_on(ledger, "2021-10-10") == {}

    def test_a_soft_deadline_is_judged(self):
        ledger = a_ledger(criteria="- {id: m, due: 2021-06-30, soft: true, milestone: {}}")
        found = criterion(ledger, "m", "2021-07-05")
        assert (found.state, found.days_overdue) == ("overdue", 5)
        assert found.light != "red"

    def test_all_plans_in_one_list(self):
        plan = """
            {title: 方案, issued_by: 某区, tasks: [{id: t, title: 任务, clause: 一, criteria: [
              {id: ID, text: 文, clause: 一, due: DUE, milestone: {}}]}]}
        """
        ledger = ledger_from(
            {
                "plans/north.yaml": plan.replace("ID", "n").replace("DUE", "2021-08-31"),
                "plans/south.yaml": plan.replace("ID", "s").replace("DUE", "2021-06-30"),
            }
        )
        assert [plan.plan for plan in status(ledger, day("2021-09-30"))] == ["north", "south"]
        assert list(overdue_on(ledger, "2021-09-30").items()) == [("s", 92), ("n", 30)]


def test_the_ledger_answers_for_any_day_of_the_past():
    ledger = exits(
        criteria="- {id: q, due: 2021-08-31, quota: {of: enterprises, from: 1, to: 0, done: claimed}}",
        enterprises="id, exited_on\nA, 2021-09-10",
    )
    days = ["2000-01-01", "2021-08-31", "2021-09-09", "2021-09-10", "2099-12-31"]
    states = ["pending", "pending", "overdue", "met_late", "met_late"]
    assert [criterion_state(ledger, "q", on) for on in days] == states
