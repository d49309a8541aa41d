"""Deadlines in force on a day, and the scheduled progress (序时进度)."""

from __future__ import annotations

from datetime import date

import pytest

from parkledger.compute.schedule import scheduled_share
from support.answers import criterion, day, open_on, overdue_on
from support.exits import exits
from support.ledgers import a_ledger

EXTENDED = a_ledger(
    criteria="""
        - {id: q, due: 2021-08-31, milestone: {}}
        - {id: other, due: 2021-08-31, milestone: {}}
    """,
    extensions="""
        - criterion: q
          filed_on: 2021-08-20
          approved_on: 2021-09-10
          by: 区人民政府
          reason: 汛期
          document: 津南延〔2021〕1号
          to: 2021-10-31
    """,
)


class TestExtension:
    @pytest.mark.parametrize(
        ("on", "due", "state", "late"),
        [
            ("2021-08-31", "2021-08-31", "pending", 0),
            ("2021-09-09", "2021-08-31", "overdue", 9),
            ("2021-09-10", "2021-10-31", "pending", 0),
            ("2021-10-31", "2021-10-31", "pending", 0),
            ("2021-11-01", "2021-10-31", "overdue", 1),
        ],
    )
    def test_it_counts_from_its_approval_and_not_from_its_filing(self, on, due, state, late):
        found = criterion(EXTENDED, "q", on)
        assert (found.due, found.state, found.days_overdue) == (day(due), state, late)

    def test_the_original_stays(self):
        assert criterion(EXTENDED, "q", "2021-12-31").due_text == "2021-08-31"

    def test_it_moves_no_other_criterion(self):
        assert overdue_on(EXTENDED, "2021-10-31") == {"other": 61}

    def test_of_several_the_one_that_was_approved_last_holds(self):
        ledger = a_ledger(
            criteria="- {id: q, due: 2021-08-31, milestone: {}}",
            extensions="""
                - {criterion: q, filed_on: 2021-08-20, approved_on: 2021-09-20, by: 区, reason: 二, document: 乙,
                   to: 2021-12-31}
                - {criterion: q, filed_on: 2021-08-01, approved_on: 2021-08-10, by: 区, reason: 一, document: 甲,
                   to: 2021-10-31}
            """,
        )
        dues = {on: criterion(ledger, "q", on).due for on in ("2021-08-09", "2021-08-10", "2021-09-20")}
        assert dues == {
            "2021-08-09": date(2021, 8, 31),
            "2021-08-10": date(2021, 10, 31),
            "2021-09-20": date(2021, 12, 31),
        }

    def test_done_within_it_is_met(self):
        ledger = a_ledger(
            criteria="- {id: q, due: 2021-08-31, milestone: {}}",
            extensions="""
                - {criterion: q, filed_on: 2021-08-20, approved_on: 2021-08-25, by: 区, reason: 汛期, document: 甲,
                   to: 2021-10-31}
            """,
            filings="item, done_on\nq, 2021-10-31",
        )
        assert criterion(ledger, "q", "2021-12-31").state == "met"

    def test_one_that_names_a_member_moves_that_members_deadline_alone(self):
        ledger = exits(
            zero="- {id: late, kind: overdue_exit}",
            criteria="- {id: q, due: 2021-08-31, quota: {of: enterprises, from: 2, to: 0}}",
            extensions="""
                - {criterion: q, member: A, filed_on: 2021-08-20, approved_on: 2021-09-10, by: 区, reason: 汛期,
                   document: 甲, to: 2021-10-31}
            """,
            enterprises="id, due_on\nA, 2021-08-31\nB, 2021-08-31",
        )
        assert open_on(ledger, "late", "2021-09-09") == ["A", "B"]
        assert open_on(ledger, "late", "2021-09-10") == ["B"]
        assert open_on(ledger, "late", "2021-10-31") == ["B"]
        assert sorted(open_on(ledger, "late", "2021-11-01")) == ["A", "B"]
        assert criterion(ledger, "q", "2021-09-10").due == day("2021-08-31")


class TestScheduledProgress:
    @pytest.mark.parametrize(
        ("as_of", "months"),
        [
            ("2021-01-01", 0),
            ("2021-01-30", 0),
            ("2021-01-31", 1),
            ("2021-02-28", 2),
            ("2021-11-29", 10),
            ("2021-11-30", 11),
            ("2021-12-31", 12),
            ("2022-06-30", 12),
            ("2020-12-31", 0),
        ],
    )
    def test_it_is_the_share_of_whole_months_that_have_passed(self, as_of, months):
        """January to November is 11/12 = 91.7 %."""
        share = scheduled_share(day("2021-01-01"), day("2021-12-31"), day(as_of))
        assert share == pytest.approx(months / 12)

    def test_a_month_that_had_begun_before_the_plan_does_not_count(self):
        """From 25 June to 31 October: four whole months."""
        shares = [
            scheduled_share(day("2021-06-25"), day("2021-10-31"), day(on))
            for on in ("2021-06-30", "2021-07-31", "2021-08-31", "2021-10-31")
        ]
        assert shares == pytest.approx([0, 0.25, 0.5, 1])

    def test_over_the_end_of_a_year(self):
        assert scheduled_share(day("2021-12-15"), day("2022-12-31"), day("2022-03-31")) == pytest.approx(0.25)

    def test_a_period_without_a_whole_month_has_not_passed_before_its_end(self):
        assert scheduled_share(day("2021-06-25"), day("2021-06-30"), day("2021-06-26")) < 1
        assert scheduled_share(day("2021-06-25"), day("2021-06-30"), day("2021-06-30")) == 1

    def test_the_last_month_of_the_calendar_is_a_month_like_any_other(self):
        assert scheduled_share(day("9999-12-15"), day("9999-12-31"), day("9999-12-30")) == 0
        assert scheduled_share(day("9999-12-01"), day("9999-12-31"), day("9999-12-31")) == 1

    def test_it_stands_beside_the_progress_of_what_is_measured(self):
        ledger = exits(
            effective_on="2021-01-01",
            criteria="- {id: q, due: 2021年底, quota: {of: enterprises, from: 4, to: 0, done: claimed}}",
            enterprises="id, exited_on\nA, 2021-03-01\nB, 2021-04-01\nC, 2021-05-01\nD,",
        )
        found = criterion(ledger, "q", "2021-11-30")
        assert found.progress == 0.75
        assert found.scheduled == pytest.approx(11 / 12)
        assert found.behind == pytest.approx(100 * (11 / 12 - 0.75))
