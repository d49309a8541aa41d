"""What falls due next: criteria, deliveries and members' own deadlines, from a day to a last day, both counted."""

from __future__ import annotations

import pytest

from parkledger.compute.coming import due_criteria, due_filings, due_members
from parkledger.compute.status import plan_status
from support.answers import day
from support.ledgers import a_campaign


def criteria(campaign, on, last):
    return [one.judged.id for one in due_criteria(campaign, plan_status(campaign, day(on)), day(on), day(last))]


def filings(campaign, on, last):
    """Duty, until when the first is in time, how many."""
    return [(one.duty, one.first.isoformat(), one.number) for one in due_filings(campaign, day(on), day(last))]


class TestCriteria:
    CAMPAIGN = a_campaign(
        criteria="""
            - {id: late, due: 2021-09-30, milestone: {}}
            - {id: b, due: 2021-12-31, milestone: {}}
            - {id: a, due: 2021-10-31, milestone: {}}
            - {id: q, due: 2021-10-31, qualitative: true}
            - {id: s, due: standing, standing: [r]}
            - {id: met, due: 2021-10-31, milestone: {}}
        """,
        zero="- {id: r, kind: relapse}",
        filings="""
            item, done_on
            met,  2021-09-01
        """,
    )

    def test_what_is_not_met_and_falls_due_the_earliest_first(self):
        assert criteria(self.CAMPAIGN, "2021-10-15", "2021-12-31") == ["a", "b"]

    @pytest.mark.parametrize(
        ("on", "last", "found"),
        [
            ("2021-10-31", "2021-10-31", ["a"]),
            ("2021-11-01", "2021-12-30", []),
            ("2021-11-01", "2021-12-31", ["b"]),
            ("2021-09-30", "2021-09-30", ["late"]),
        ],
    )
    def test_both_days_count(self, on, last, found):
        assert criteria(self.CAMPAIGN, on, last) == found

    def test_the_clause_that_makes_its_units_answer(self):
        campaign = a_campaign(
            tasks="[{id: t, basis: 五（一）, lead: [某局], criteria: [{id: a, due: 2021-10-31, milestone: {}}]}]"
        )
        (found,) = due_criteria(
            campaign, plan_status(campaign, day("2021-10-01")), day("2021-10-01"), day("2021-12-31")
        )
        assert (found.basis, found.task.id, found.judged.lead) == ("五（一）", "t", ("某局",))


class TestFilings:
    MONTHLY = a_campaign(
        effective_on="2021-07-01",
        duties="- {id: d, kind: recurring, every: month, within: 5, lead: [某局]}",
        filings="""
            item, unit, period,  filed_on
            d,    某局, 2021-07, 2021-08-05
            d,    某局, 2021-08, 2021-08-31
        """,
    )

    @pytest.mark.parametrize(
        ("on", "last", "found"),
        [
            ("2021-08-30", "2021-12-31", [("d", "2021-09-05", 4)]),  # August is not filed yet
            ("2021-08-31", "2021-12-31", [("d", "2021-10-05", 3)]),
            ("2021-10-05", "2021-10-05", [("d", "2021-10-05", 1)]),
            ("2021-10-06", "2021-11-04", []),  # September is missing, October not due
        ],
    )
    def test_what_is_in_time_until_a_day_in_the_span(self, on, last, found):
        assert filings(self.MONTHLY, on, last) == found

    def test_every_party_owes_its_own(self):
        campaign = a_campaign(
            effective_on="2021-07-01",
            duties="- {id: d, kind: recurring, every: quarter, lead: [甲局, 乙局], each: true}",
            filings="""
                item, unit, period,  filed_on
                d,    甲局, 2021-Q3, 2021-08-05
            """,
        )
        found = due_filings(campaign, day("2021-08-31"), day("2021-09-30"))
        assert [(one.unit, one.every, one.number) for one in found] == [("乙局", "quarter", 1)]

    def test_what_is_owed_once(self):
        campaign = a_campaign(duties="- {id: d, kind: one_off, due: 2021-10-31, within: 10, lead: [某局]}")
        assert filings(campaign, "2021-11-01", "2021-12-31") == [("d", "2021-11-10", 1)]
        assert due_filings(campaign, day("2021-11-01"), day("2021-12-31"))[0].every is None

    def test_a_case_with_its_days(self):
        campaign = a_campaign(
            duties="""
                - {id: d, kind: conditional, lead: [某局], within: 10, case: {of: enterprises, trigger: exited_on,
                   done: verified_on}}
            """,
            columns="enterprises: [{key: verified_on, title: 核验日期, type: date}]",
            enterprises="""
                id, exited_on,  verified_on
                1,  2021-10-01,
                2,  2021-10-03,
                3,  2021-10-03, 2021-10-04
                4,  2021-08-01,
            """,
        )
        assert filings(campaign, "2021-10-05", "2021-12-31") == [("d", "2021-10-11", 2)]

    def test_a_continuous_duty_never_falls_due(self):
        campaign = a_campaign(duties="- {id: d, kind: continuous, lead: [某局]}")
        assert filings(campaign, "2021-10-05", "2035-12-31") == []


class TestMembers:
    CAMPAIGN = a_campaign(
        zero="- {id: r, title: 过期未退, kind: overdue_exit}",
        enterprises="""
            id, due_on,     exited_on
            1,  2021-10-31,
            2,  2021-11-30,
            3,  2021-11-30, 2021-09-01
            4,  2022-01-31,
            5,  2021-09-30,
            6,  ,
        """,
    )

    def test_who_has_a_day_of_its_own_in_the_span_and_has_not_left(self):
        (found,) = due_members(self.CAMPAIGN, day("2021-10-01"), day("2021-12-31"))
        assert (found.rule.id, found.of, found.first, found.number) == ("r", "enterprises", day("2021-10-31"), 2)

    def test_nobody(self):
        assert due_members(self.CAMPAIGN, day("2021-12-01"), day("2021-12-31")) == ()

    def test_a_rule_of_another_kind_has_no_days(self):
        assert due_members(a_campaign(zero="- {id: r, kind: relapse}"), day("2021-12-01"), day("2021-12-31")) == ()
