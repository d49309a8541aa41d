"""Criteria on a day: the kinds, the numbers that remain, and the seven states."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest

from parkledger.compute.criteria import worst
from support.answers import actual, criterion, criterion_state, day, group_states, state_of
from support.exits import exits
from support.ledgers import a_ledger


class TestMilestone:
    LEDGER = a_ledger(
        criteria="""
            - {id: early, due: 2021年6月底, milestone: {}}
            - {id: late, due: 2021年6月底, milestone: {}}
            - {id: never, due: 2021年6月底, milestone: {}}
        """,
        filings="""
            item,  done_on,    filed_on
            early, 2021-06-29, 2021-07-05
            late,  ,           2021-07-03
        """,
    )

    @pytest.mark.parametrize(
        ("name", "on", "state"),
        [
            ("early", "2021-06-28", "pending"),
            ("early", "2021-06-29", "met"),
            ("early", "2021-07-01", "met"),
            ("late", "2021-06-30", "pending"),
            ("late", "2021-07-01", "overdue"),
            ("late", "2021-07-02", "overdue"),
            ("late", "2021-07-03", "met_late"),
            ("never", "2021-06-30", "pending"),
            ("never", "2021-07-01", "overdue"),
        ],
    )
    def test_it_is_done_by_a_filing_and_the_due_day_itself_is_not_overdue(self, name, on, state):
        assert criterion_state(self.LEDGER, name, on) == state

    def test_its_day_is_the_one_on_which_it_was_done_else_filed(self):
        assert criterion(self.LEDGER, "early", "2021-07-31").done_on == day("2021-06-29")
        assert criterion(self.LEDGER, "late", "2021-07-31").done_on == day("2021-07-03")
        assert criterion(self.LEDGER, "never", "2021-07-31").done_on is None

    def test_of_several_filings_the_first_day_counts(self):
        ledger = a_ledger(
            criteria="- {id: m, due: 2021年6月底, milestone: {}}",
            filings="item, filed_on\nm, 2021-07-20\nm, 2021-06-20\nm, 2021-07-01",
        )
        assert (criterion(ledger, "m", "2021-07-31").state, criterion(ledger, "m", "2021-07-31").done_on) == (
            "met", day("2021-06-20"),
        )  # fmt: skip

    def test_it_measures_nothing(self):
        found = criterion(self.LEDGER, "never", "2021-07-31")
        assert (found.start, found.bound, found.actual, found.remaining) == (None, None, None, None)

    def test_publication_completes_nothing(self):
        ledger = a_ledger(issued_on="2021-06-25", criteria="- {id: plan, due: 2021年6月底, milestone: {}}")
        assert criterion_state(ledger, "plan", "2021-06-30") == "pending"


class TestQuota:
    ROSTER = """
        id, exited_on,  verified_on
        A,  2021-07-10, 2021-07-15
        B,  2021-07-20,
        C,  ,
    """

    def test_what_remains_is_from_minus_those_who_are_proven_unless_another_level_is_asked(self):
        ledger = exits(
            criteria="""
                - {id: claimed, due: 2021-10-31, quota: {of: enterprises, from: 3, to: 0, done: claimed}}
                - {id: default, due: 2021-10-31, quota: {of: enterprises, from: 3, to: 0}}
                - {id: proven, due: 2021-10-31, quota: {of: enterprises, from: 3, to: 0, done: proven}}
                - {id: accepted, due: 2021-10-31, quota: {of: enterprises, from: 3, to: 0, done: accepted}}
                - {id: standard, due: 2021-10-31, quota: {of: enterprises, from: 3, to: 0, done: no_capacity}}
            """,
            enterprises=self.ROSTER,
            inspections="on, kind, enterprise, stage, result\n2021-08-01, acceptance, A, 验收, pass",
        )
        names = ["claimed", "default", "proven", "accepted", "standard"]
        assert [actual(ledger, name, "2021-07-09") for name in names] == [3, 3, 3, 3, 3]
        assert [actual(ledger, name, "2021-07-10") for name in names] == [2, 3, 3, 3, 3]
        assert [actual(ledger, name, "2021-07-15") for name in names] == [2, 2, 2, 3, 2]
        assert [actual(ledger, name, "2021-07-20") for name in names] == [1, 2, 2, 3, 2]
        assert [actual(ledger, name, "2021-08-01") for name in names] == [1, 2, 2, 2, 2]

    def test_a_member_that_relapses_is_reopened_until_it_is_found_clear(self):
        ledger = exits(
            criteria="- {id: q, due: 2021-10-31, quota: {of: enterprises, from: 1, to: 0}}",
            enterprises="id, exited_on, verified_on\nA, 2021-07-10, 2021-07-15",
            inspections="""
                on,         kind,      enterprise, result
                2021-08-01, patrol,    A,          producing
                2021-08-20, look_back, A,          clear
            """,
        )
        days = ["2021-07-14", "2021-07-15", "2021-08-01", "2021-08-19", "2021-08-20"]
        assert [actual(ledger, "q", on) for on in days] == [1, 0, 1, 1, 0]

    def test_a_failed_acceptance_reopens_what_asks_for_proof_but_not_what_asks_for_the_claim(self):
        ledger = exits(
            criteria="""
                - {id: claimed, due: 2021-10-31, quota: {of: enterprises, from: 1, to: 0, done: claimed}}
                - {id: proven, due: 2021-10-31, quota: {of: enterprises, from: 1, to: 0, done: proven}}
                - {id: accepted, due: 2021-10-31, quota: {of: enterprises, from: 1, to: 0, done: accepted}}
            """,
            enterprises="id, exited_on, verified_on\nA, 2021-07-10, 2021-07-15",
            inspections="""
                on,         kind,       enterprise, stage, result
                2021-07-20, acceptance, A,          验收,  pass
                2021-08-01, acceptance, A,          验收,  fail
                2021-08-20, acceptance, A,          验收,  pass
            """,
        )
        names = ["claimed", "proven", "accepted"]
        assert [actual(ledger, name, "2021-07-31") for name in names] == [0, 0, 0]
        assert [actual(ledger, name, "2021-08-01") for name in names] == [0, 1, 1]
        assert [actual(ledger, name, "2021-08-20") for name in names] == [0, 0, 0]

    def test_a_process_exit_takes_nothing_off(self):
        ledger = exits(
            disposals="[{id: 环节退出, process: true}]",
            criteria="- {id: q, due: 2021-10-31, quota: {of: enterprises, from: 1, to: 0, done: claimed}}",
            enterprises="id, disposal, exited_on, verified_on\nA, 环节退出, 2021-07-10, 2021-07-15",
        )
        assert actual(ledger, "q", "2021-10-31") == 1

    def test_a_row_that_is_missing_from_the_roster_still_remains_to_be_done(self):
        ledger = exits(
            criteria="- {id: q, due: 2021-10-31, quota: {of: enterprises, from: 4, to: 0}}",
            enterprises="""
                id, exited_on,  verified_on
                A,  2021-07-10, 2021-07-15
                B,  2021-07-10, 2021-07-15
            """,
        )
        assert actual(ledger, "q", "2021-10-31") == 2
        assert criterion_state(ledger, "q", "2021-11-01") == "overdue"

    def test_it_still_does_where_every_group_that_the_roster_has_is_done(self):
        ledger = exits(
            criteria="- {id: q, due: 2021-10-31, per: town, quota: {of: enterprises, from: 4, to: 0}}",
            enterprises="""
                id, town,   exited_on,  verified_on
                A,  咸水沽, 2021-07-10, 2021-07-15
                B,  双港,   2021-07-10, 2021-07-15
            """,
        )
        found = criterion(ledger, "q", "2021-11-01")
        assert (found.remaining, found.state, found.days_overdue) == (2, "overdue", 1)

    def test_without_a_printed_number_it_is_the_baseline_population(self):
        ledger = exits(
            baseline_on="2021-06-30",
            criteria="- {id: q, due: 2021-10-31, quota: {of: enterprises, to: 0}}",
            enterprises="""
                id, listed_on
                A,
                B,  2021-06-30
                C,  2021-07-01
            """,
        )
        assert criterion(ledger, "q", "2021-06-30").start == 2
        assert actual(ledger, "q", "2021-06-30") == 2

    def test_members_listed_after_the_baseline_come_on_top_from_the_day_they_are_listed(self):
        ledger = exits(
            baseline_on="2021-06-30",
            criteria="- {id: q, due: 2021-10-31, quota: {of: enterprises, from: 2, to: 0}}",
            enterprises="""
                id, listed_on,  exited_on,  verified_on
                A,  2021-06-25, 2021-07-05, 2021-07-05
                B,  2021-06-25, 2021-07-05, 2021-07-05
                C,  2021-08-01, 2021-08-20, 2021-08-25
            """,
        )
        days = ["2021-06-30", "2021-07-05", "2021-07-31", "2021-08-01", "2021-08-24", "2021-08-25"]
        assert [actual(ledger, "q", on) for on in days] == [2, 0, 0, 1, 1, 0]

    def test_a_member_takes_nothing_off_before_it_is_listed(self):
        """C had left before anybody listed it: it never was one of the two, nor on top of them."""
        ledger = exits(
            criteria="- {id: q, due: 2021-10-31, quota: {of: enterprises, from: 2, to: 0, done: claimed}}",
            enterprises="""
                id, listed_on,  exited_on
                A,  2021-06-25,
                B,  2021-06-25,
                C,  2021-08-01, 2021-07-10
            """,
        )
        assert [actual(ledger, "q", on) for on in ("2021-07-09", "2021-07-10", "2021-08-01")] == [2, 2, 2]

    def test_where_no_baseline_day_is_set_a_listing_day_makes_nobody_a_latecomer(self):
        ledger = exits(
            baseline_on="",
            criteria="- {id: q, due: 2021-10-31, quota: {of: enterprises, from: 2, to: 0, done: claimed}}",
            enterprises="id, listed_on, exited_on\nA, 2021-06-25, 2021-07-10\nB, 2021-06-25,",
        )
        assert [actual(ledger, "q", on) for on in ("2021-06-24", "2021-06-30", "2021-07-10")] == [2, 2, 1]

    def test_to_is_reached_with_the_number_itself_and_below_only_under_it(self):
        ledger = exits(
            criteria="""
                - {id: to, due: 2021-10-31, quota: {of: enterprises, from: 3, to: 2, done: claimed}}
                - {id: below, due: 2021-10-31, quota: {of: enterprises, from: 3, below: 2, done: claimed}}
            """,
            enterprises="id, exited_on\nA, 2021-07-10\nB, 2021-07-20\nC,",
        )
        found = {name: criterion(ledger, name, "2021-07-10") for name in ("to", "below")}
        assert {name: (one.op, one.bound, one.actual, one.state) for name, one in found.items()} == {
            "to": ("<=", 2, 2, "met"),
            "below": ("<", 2, 2, "pending"),
        }
        assert criterion_state(ledger, "below", "2021-07-20") == "met"

    def test_what_remains_may_fall_below_the_bound_and_progress_rise_above_the_whole(self):
        ledger = exits(
            criteria="- {id: q, due: 2021-10-31, quota: {of: enterprises, from: 3, to: 1, done: claimed}}",
            enterprises="id, exited_on\nA, 2021-07-10\nB, 2021-07-10\nC, 2021-07-10",
        )
        found = criterion(ledger, "q", "2021-07-10")
        assert (found.actual, found.remaining, found.progress) == (0, 0, 1.5)

    def test_a_quota_may_be_the_sum_of_a_column(self):
        ledger = a_ledger(
            criteria="- {id: area, due: 2021-12-31, quota: {of: parks, sum: area_km2, done: exited_on, to: 1.2}}",
            parks="""
                id, area_km2, exited_on
                P,  0.75,     2021-08-01
                Q,  1.20,     2021-09-01
                R,  0.5,
            """,
        )
        on = ["2021-07-31", "2021-08-01", "2021-09-01"]
        assert [criterion(ledger, "area", one).actual for one in on] == [
            Decimal("2.45"), Decimal("1.70"), Decimal("0.50"),
        ]  # fmt: skip
        assert criterion(ledger, "area", "2021-08-01").remaining == Decimal("0.50")
        assert criterion_state(ledger, "area", "2021-09-01") == "met"

    def test_a_latecomer_adds_its_own_share_to_a_sum(self):
        ledger = a_ledger(
            criteria="- {id: area, due: 2021-12-31, quota: {of: parks, sum: area_km2, done: exited_on, from: 2}}",
            parks="""
                id, area_km2, listed_on,  exited_on
                P,  0.75,     2021-06-01,
                Q,  1.25,     2021-08-01, 2021-09-01
            """,
        )
        on = ["2021-07-31", "2021-08-01", "2021-09-01"]
        assert [actual(ledger, "area", one) for one in on] == [2, 3.25, 2]

    def test_a_filter_and_the_tasks_park_choose_the_population(self):
        ledger = exits(
            tasks="""
                - id: "2"
                  park: 东泥沽
                  criteria:
                    - {id: park, due: 2021-10-31, quota: {of: enterprises, to: 0}}
                    - {id: kind, due: 2021-10-31, quota: {of: enterprises, where: {industry: 印刷}, to: 0}}
                    - {id: other, due: 2021-10-31, quota: {of: enterprises, where: {park: 四道沟集中地}, to: 0}}
            """,
            parks="id, name\n东泥沽, 东泥沽工业园区\n四道沟, 四道沟集中地",
            enterprises="""
                id, park,           industry
                A,  东泥沽,         印刷
                B,  东泥沽工业园区, 建材
                C,  四道沟,         印刷
            """,
        )
        assert {name: actual(ledger, name, "2021-07-01") for name in ("park", "kind", "other")} == {
            "park": 2, "kind": 1, "other": 1,
        }  # fmt: skip

    def test_an_empty_roster_is_no_data(self):
        ledger = exits(criteria="- {id: q, due: 2021-10-31, quota: {of: enterprises, to: 0}}")
        assert criterion_state(ledger, "q", "2021-10-31") == "unmeasured"
        assert criterion_state(ledger, "q", "2021-11-01") == "overdue"


class TestExempt:
    STANDARDS = """
        no_capacity: [{item: 不具备生产能力, has: verified_on}]
        exempt: [{item: 类别, has: exempt_class}, {item: 评估, has: assessed_on}, {item: 决定, has: exempted_on}]
    """
    COLUMNS = """
        enterprises:
          - {key: verified_on, title: 核验日期, type: date}
          - {key: exempt_class, title: 免除类别, type: text}
          - {key: assessed_on, title: 评估日期, type: date}
          - {key: exempted_on, title: 决定日期, type: date}
    """

    def test_whoever_shows_the_whole_standard_of_exemption_comes_off(self):
        ledger = exits(
            columns=self.COLUMNS,
            standards=self.STANDARDS,
            criteria="- {id: q, due: 2021-10-31, quota: {of: enterprises, from: 3, to: 0, except: exempt}}",
            enterprises="""
                id, exempt_class, assessed_on, exempted_on, exited_on,  verified_on
                A,  民生,         2021-07-01,  2021-07-10,  ,
                B,  民生,         2021-07-01,  ,            ,
                C,  ,             ,            ,            2021-07-20, 2021-07-25
            """,
        )
        on = ["2021-07-09", "2021-07-10", "2021-07-25"]
        assert [actual(ledger, "q", one) for one in on] == [3, 2, 1]

    def test_who_is_exempt_and_done_comes_off_once(self):
        ledger = exits(
            columns=self.COLUMNS,
            standards=self.STANDARDS,
            criteria="- {id: q, due: 2021-10-31, quota: {of: enterprises, from: 2, to: 0, except: exempt}}",
            enterprises="""
                id, exempt_class, assessed_on, exempted_on, exited_on,  verified_on
                A,  民生,         2021-07-01,  2021-07-10,  2021-07-20, 2021-07-25
            """,
        )
        assert [actual(ledger, "q", on) for on in ("2021-07-10", "2021-07-25")] == [1, 1]

    def test_an_exemption_that_has_no_day_holds_from_the_start_and_gives_no_day_of_completion(self):
        ledger = exits(
            columns="enterprises: [{key: exempt, title: 免除, type: flag}]",
            standards="exempt: [{item: 免除, has: exempt}]",
            proof="exempt",
            criteria="- {id: q, due: 2021-10-31, quota: {of: enterprises, to: 0, except: exempt}}",
            enterprises="id, exempt\nA, 是",
        )
        found = criterion(ledger, "q", "2021-07-01")
        assert (found.state, found.actual, found.done_on) == ("met", 0, None)

    def test_nor_does_it_take_a_latecomer_off_before_it_is_listed(self):
        ledger = exits(
            columns="enterprises: [{key: exempt, title: 免除, type: flag}]",
            standards="exempt: [{item: 免除, has: exempt}]",
            proof="exempt",
            criteria="- {id: q, due: 2021-10-31, quota: {of: enterprises, from: 1, to: 0, except: exempt}}",
            enterprises="id, listed_on, exempt\nA, 2021-06-25, 否\nB, 2021-08-01, 是",
        )
        assert [actual(ledger, "q", on) for on in ("2021-07-31", "2021-08-01")] == [1, 1]


class TestThreshold:
    def test_an_indicator_against_a_bound(self):
        ledger = a_ledger(
            criteria="- {id: tax, due: 2021-12-31, threshold: {of: parks, indicator: 税收, at_least: 100}}",
            parks="id\nP\nQ",
            indicators="""
                subject, indicator, on,         value
                P,       税收,      2021-07-31, 40
                Q,       税收,      2021-08-31, 50
                P,       税收,      2021-09-30, 55
                P,       产值,      2021-09-30, 900
            """,
        )
        on = ["2021-07-31", "2021-08-31", "2021-09-30"]
        assert [actual(ledger, "tax", one) for one in on] == [40, 90, 105]
        assert [criterion_state(ledger, "tax", one) for one in on] == ["pending", "pending", "met"]
        found = criterion(ledger, "tax", "2021-09-30")
        assert (found.op, found.bound, found.done_on) == (">=", 100, day("2021-09-30"))

    @pytest.mark.parametrize(
        ("bounds", "value", "state"),
        [
            ("at_most: 5", "5", "met"),
            ("at_most: 5", "5.01", "pending"),
            ("at_least: 5", "5", "met"),
            ("at_least: 5", "4.99", "pending"),
            ('between: ["1", "2"]', "0.99", "pending"),
            ('between: ["1", "2"]', "1", "met"),
            ('between: ["1", "2"]', "2", "met"),
            ('between: ["1", "2"]', "2.01", "pending"),
        ],
    )
    def test_the_bounds_themselves_are_within(self, bounds, value, state):
        ledger = a_ledger(
            criteria=f"- {{id: x, due: 2021-12-31, threshold: {{of: parks, indicator: 比例, {bounds}}}}}",
            parks="id\nP",
            indicators=f"subject, indicator, on, value\nP, 比例, 2021-07-31, {value}",
        )
        assert criterion_state(ledger, "x", "2021-07-31") == state

    NO_FIGURE = a_ledger(
        criteria="""
            - {id: due, due: 2021-10-31, threshold: {of: parks, indicator: 税收, at_least: 100}}
            - {id: unscheduled, due: unscheduled, threshold: {of: parks, indicator: 税收, at_least: 100}}
            - {id: standing, due: standing, threshold: {of: parks, indicator: 税收, at_least: 100}}
        """,
        parks="id\nP",
    )

    @pytest.mark.parametrize(
        ("name", "on", "state"),
        [
            ("due", "2021-10-31", "unmeasured"),
            ("due", "2021-11-01", "overdue"),
            ("unscheduled", "2035-12-31", "unmeasured"),
            ("standing", "2035-12-31", "unmeasured"),
        ],
    )
    def test_without_data_it_is_unmeasured_until_it_is_past_due(self, name, on, state):
        found = criterion(self.NO_FIGURE, name, on)
        assert (found.state, found.actual) == (state, None)

    def test_a_figure_says_nothing_of_the_days_before_it(self):
        ledger = a_ledger(
            criteria="- {id: tax, due: 2021-10-31, threshold: {of: parks, indicator: 税收, at_least: 100}}",
            parks="id\nP",
            indicators="subject, indicator, on, value\nP, 税收, 2021-09-30, 120",
        )
        before, then = criterion(ledger, "tax", "2021-09-29"), criterion(ledger, "tax", "2021-09-30")
        assert (before.state, before.actual) == ("unmeasured", None)
        assert (then.state, then.actual, then.done_on) == ("met", 120, day("2021-09-30"))

    def test_a_first_figure_that_comes_after_the_due_day_is_late(self):
        ledger = a_ledger(
            criteria="- {id: tax, due: 2021-10-31, threshold: {of: parks, indicator: 税收, at_least: 100}}",
            parks="id\nP",
            indicators="subject, indicator, on, value\nP, 税收, 2021-11-20, 120",
        )
        assert criterion_state(ledger, "tax", "2021-11-19") == "overdue"
        assert criterion_state(ledger, "tax", "2021-11-20") == "met_late"

    def test_the_figure_of_a_unit_counts_under_each_of_its_names(self):
        ledger = a_ledger(
            units="[{name: 区生态环境局, aliases: [生态环境局]}]",
            criteria="- {id: x, due: 2021-12-31, threshold: {of: units, indicator: 检查次数, at_least: 10}}",
            indicators="subject, indicator, on, value\n生态环境局, 检查次数, 2021-07-31, 12",
        )
        assert actual(ledger, "x", "2021-07-31") == 12

    def test_how_many_members_there_are_per_group(self):
        ledger = a_ledger(
            columns="parks: [{key: pilot, title: 试点, type: flag}]",
            criteria="""
                - id: pilots
                  due: 2021-12-31
                  per: town
                  threshold: {of: parks, where: {pilot: "true"}, between: ["1", "2"]}
            """,
            parks="""
                id, town, pilot
                P,  甲镇, 是
                Q,  甲镇, 是
                R,  甲镇, 是
                S,  乙镇, 是
                T,  乙镇, 否
            """,
        )
        assert group_states(ledger, "pilots", "2021-12-31") == {"乙镇": "met", "甲镇": "pending"}
        assert criterion_state(ledger, "pilots", "2022-01-01") == "overdue"

    def test_a_sum_over_members(self):
        ledger = a_ledger(
            criteria="- {id: area, due: 2021-12-31, threshold: {of: parks, sum: area_km2, at_most: 2}}",
            parks="id, area_km2\nP, 0.75\nQ, 1.25\nR,",
        )
        assert criterion(ledger, "area", "2021-07-01").actual == Decimal("2.00")
        assert criterion_state(ledger, "area", "2021-07-01") == "met"

    def test_a_member_counts_from_the_day_on_which_it_is_listed(self):
        ledger = a_ledger(
            criteria="- {id: n, due: standing, threshold: {of: enterprises, at_most: 1}}",
            enterprises="id, listed_on\nA, 2021-06-25\nB, 2021-08-01",
        )
        assert [actual(ledger, "n", on) for on in ("2021-07-31", "2021-08-01")] == [1, 2]
        assert criterion_state(ledger, "n", "2021-07-31") == "holding"
        assert criterion_state(ledger, "n", "2021-08-01") == "breached"


class TestCoverage:
    COLUMNS = "enterprises: [{key: agreed_on, title: 协议日期, type: date}]"
    STANDARDS = "agreement: [{item: 协议, has: agreed_on}]"
    CRITERIA = "- {id: c, due: 2021-08-31, coverage: {of: enterprises, standard: agreement}}"

    def test_it_counts_the_members_that_still_lack_the_standard(self):
        ledger = a_ledger(
            columns=self.COLUMNS, standards=self.STANDARDS, criteria=self.CRITERIA,
            enterprises="id, agreed_on\nA, 2021-07-10\nB, 2021-09-05\nC, 2021-07-20",
        )  # fmt: skip
        on = ["2021-07-01", "2021-07-10", "2021-08-31", "2021-09-01", "2021-09-05"]
        assert [actual(ledger, "c", one) for one in on] == [3, 2, 1, 1, 0]
        states = ["pending", "pending", "pending", "overdue", "met_late"]
        assert [criterion_state(ledger, "c", one) for one in on] == states

    def test_it_names_them_with_what_is_missing(self):
        ledger = a_ledger(
            columns=self.COLUMNS,
            standards=self.STANDARDS,
            criteria=self.CRITERIA,
            enterprises="id, name, listed_on, agreed_on\nA, 甲厂, , 2021-07-10\nB, 乙厂, ,\nC, 丙厂, 2021-08-01,",
        )
        lacking = {on: criterion(ledger, "c", on).lacking for on in ("2021-07-09", "2021-07-10", "2021-08-01")}
        assert lacking == {
            "2021-07-09": (("A", "甲厂", ("协议",)), ("B", "乙厂", ("协议",))),
            "2021-07-10": (("B", "乙厂", ("协议",)),),
            "2021-08-01": (("B", "乙厂", ("协议",)), ("C", "丙厂", ("协议",))),
        }

    def test_a_latecomer_lacks_it_from_the_day_on_which_it_is_listed(self):
        ledger = a_ledger(
            columns=self.COLUMNS, standards=self.STANDARDS, criteria=self.CRITERIA,
            enterprises="id, listed_on, agreed_on\nA, 2021-06-25, 2021-07-10\nB, 2021-07-20, 2021-07-25",
        )  # fmt: skip
        on = ["2021-07-19", "2021-07-20", "2021-07-25"]
        assert [actual(ledger, "c", one) for one in on] == [0, 1, 0]

    def test_who_relapses_still_has_what_it_has(self):
        ledger = a_ledger(
            columns=self.COLUMNS, standards=self.STANDARDS, criteria=self.CRITERIA,
            enterprises="id, agreed_on, exited_on\nA, 2021-07-10, 2021-07-20",
            inspections="on, kind, enterprise, result\n2021-08-01, patrol, A, producing",
        )  # fmt: skip
        assert state_of(ledger, "A", "2021-08-01") == "relapsed"
        assert actual(ledger, "c", "2021-08-01") == 0


class TestStanding:
    def test_it_holds_while_its_rules_have_nothing_open_and_is_breached_while_they_have(self):
        ledger = exits(
            zero="- {id: relapse, kind: relapse}",
            criteria="- {id: s, due: 长期坚持, standing: [relapse]}",
            enterprises="id, exited_on\nA, 2021-07-10\nB, 2021-07-10",
            inspections="""
                on,         kind,      enterprise, result
                2021-08-01, patrol,    A,          producing
                2021-08-05, patrol,    B,          capacity
                2021-08-10, look_back, A,          clear
                2021-08-12, look_back, B,          clear
            """,
        )
        found = {
            on: (criterion_state(ledger, "s", on), actual(ledger, "s", on))
            for on in ("2021-07-31", "2021-08-01", "2021-08-05", "2021-08-10", "2021-08-12")
        }
        assert found == {
            "2021-07-31": ("holding", 0),
            "2021-08-01": ("breached", 1),
            "2021-08-05": ("breached", 2),
            "2021-08-10": ("breached", 1),
            "2021-08-12": ("holding", 0),
        }

    def test_it_is_never_done_and_never_overdue(self):
        ledger = exits(
            zero="- {id: relapse, kind: relapse}",
            criteria="- {id: s, due: 长期坚持, standing: [relapse]}",
            enterprises="id, exited_on\nA, 2021-07-10",
        )
        found = criterion(ledger, "s", "2035-12-31")
        assert (found.due, found.done_on, found.days_overdue) == (None, None, 0)

    def test_it_judges_what_is_open_and_not_what_nobody_has_looked_at(self):
        ledger = exits(
            zero="- {id: relapse, kind: relapse, look_every: week}",
            criteria="- {id: s, due: 长期坚持, standing: [relapse]}",
            enterprises="id, exited_on\nA, 2021-07-10",
        )
        assert criterion_state(ledger, "s", "2021-12-31") == "holding"

    def test_it_is_that_of_the_tasks_park(self):
        ledger = exits(
            zero="- {id: relapse, kind: relapse}",
            tasks="""
                - {id: "1", park: P, criteria: [{id: p, due: standing, standing: [relapse]}]}
                - {id: "2", park: Q, criteria: [{id: q, due: standing, standing: [relapse]}]}
            """,
            parks="id\nP\nQ",
            enterprises="id, park, exited_on\nA, P, 2021-07-10\nB, Q, 2021-07-10",
            inspections="on, kind, enterprise, result\n2021-08-01, patrol, B, producing",
        )
        states = {name: criterion_state(ledger, name, "2021-08-01") for name in "pq"}
        assert states == {"p": "holding", "q": "breached"}

    def test_a_park_and_an_enterprise_that_are_open_are_two(self):
        ledger = exits(
            zero="[{id: relapse, kind: relapse}, {id: crowded, kind: over_quota, most: 0}]",
            criteria="- {id: s, due: standing, standing: [relapse, crowded]}",
            parks="id\nP",
            enterprises="id, park, listed_on, exited_on\nA, P, 2021-06-25, 2021-07-10",
            inspections="on, kind, enterprise, result\n2021-08-01, patrol, A, producing",
        )
        assert actual(ledger, "s", "2021-08-01") == 2

    @pytest.mark.parametrize(("on", "state"), [("2021-07-10", "holding"), ("2021-08-01", "breached")])
    def test_any_other_kind_may_be_standing_too(self, on, state):
        ledger = exits(
            criteria="- {id: q, due: standing, quota: {of: enterprises, from: 1, to: 0, done: claimed}}",
            enterprises="id, exited_on\nA, 2021-07-10",
            inspections="on, kind, enterprise, result\n2021-08-01, patrol, A, producing",
        )
        assert criterion_state(ledger, "q", "2021-07-09") == "breached"
        assert criterion_state(ledger, "q", on) == state


class TestQualitative:
    @pytest.mark.parametrize("due", ["2021-06-30", "standing", "unscheduled"])
    def test_it_is_always_unmeasured_even_past_its_due_day(self, due):
        ledger = a_ledger(
            criteria=f"- {{id: x, due: {due}, qualitative: true}}",
            filings="item, done_on\nx, 2021-06-01",
        )
        found = criterion(ledger, "x", "2021-12-31")
        assert (found.state, found.days_overdue, found.light) == ("unmeasured", 0, "none")


class TestDeadline:
    def test_overdue_counts_its_days_from_the_due_day_which_itself_is_not_overdue(self):
        ledger = exits(
            criteria="- {id: q, due: 2021年10月底, quota: {of: enterprises, from: 1, to: 0}}",
            enterprises="id\nA",
        )
        found = {on: criterion(ledger, "q", on) for on in ("2021-10-31", "2021-11-01", "2022-10-31")}
        assert {on: (one.state, one.days_overdue) for on, one in found.items()} == {
            "2021-10-31": ("pending", 0),
            "2021-11-01": ("overdue", 1),
            "2022-10-31": ("overdue", 365),
        }

    def test_unscheduled_is_pending_until_it_is_met(self):
        ledger = exits(
            criteria="- {id: q, due: unscheduled, quota: {of: enterprises, from: 1, to: 0, done: claimed}}",
            enterprises="id, exited_on\nA, 2034-07-10",
        )
        assert criterion_state(ledger, "q", "2034-07-09") == "pending"
        assert criterion_state(ledger, "q", "2034-07-10") == "met"

    DUE_IN_AUGUST = """
        - {id: q, due: 2021-08-31, quota: {of: enterprises, from: 1, to: 0, done: claimed}}
    """

    def test_done_on_the_due_day_is_met_and_a_day_later_is_met_late(self):
        states = {
            on: criterion_state(
                exits(criteria=self.DUE_IN_AUGUST, enterprises=f"id, exited_on\nA, {on}"), "q", "2021-12-31"
            )
            for on in ("2021-08-31", "2021-09-01")
        }
        assert states == {"2021-08-31": "met", "2021-09-01": "met_late"}

    def test_reopened_and_cleared_before_the_due_day_is_met(self):
        ledger = exits(
            criteria=self.DUE_IN_AUGUST,
            enterprises="id, exited_on\nA, 2021-07-10",
            inspections="""
                on,         kind,      enterprise, result
                2021-08-01, patrol,    A,          producing
                2021-08-20, look_back, A,          clear
            """,
        )
        days = ["2021-07-10", "2021-08-01", "2021-08-20", "2021-09-30"]
        assert [criterion_state(ledger, "q", on) for on in days] == ["met", "pending", "met", "met"]
        assert criterion(ledger, "q", "2021-09-30").done_on == day("2021-08-20")

    def test_reopened_after_the_due_day_is_overdue_from_the_due_day_and_clear_again_is_met_late(self):
        ledger = exits(
            criteria=self.DUE_IN_AUGUST,
            enterprises="id, exited_on\nA, 2021-07-10",
            inspections="""
                on,         kind,      enterprise, result
                2021-09-10, patrol,    A,          producing
                2021-09-20, look_back, A,          clear
            """,
        )
        found = {on: criterion(ledger, "q", on) for on in ("2021-09-09", "2021-09-10", "2021-09-19", "2021-09-20")}
        assert {on: one.state for on, one in found.items()} == {
            "2021-09-09": "met",
            "2021-09-10": "overdue",
            "2021-09-19": "overdue",
            "2021-09-20": "met_late",
        }
        assert found["2021-09-10"].days_overdue == 10
        assert found["2021-09-20"].done_on == day("2021-09-20")

    def test_reopened_before_the_due_day_and_cleared_after_it_is_met_late(self):
        ledger = exits(
            criteria=self.DUE_IN_AUGUST,
            enterprises="id, exited_on\nA, 2021-07-10",
            inspections="""
                on,         kind,      enterprise, result
                2021-08-25, patrol,    A,          producing
                2021-09-20, look_back, A,          clear
            """,
        )
        days = ["2021-08-25", "2021-09-01", "2021-09-20"]
        assert [criterion_state(ledger, "q", on) for on in days] == ["pending", "overdue", "met_late"]


class TestGroups:
    LEDGER = exits(
        criteria="- {id: q, due: 2021-08-31, per: town, quota: {of: enterprises, to: 0, done: claimed}}",
        enterprises="""
            id, town,   exited_on
            A,  咸水沽, 2021-07-10
            B,  双港,   2021-09-20
            C,  双港,   2021-07-10
            D,  北闸口,
        """,
    )

    def test_the_worst_state_wins(self):
        assert group_states(self.LEDGER, "q", "2021-08-31") == {"北闸口": "pending", "双港": "pending", "咸水沽": "met"}
        assert criterion_state(self.LEDGER, "q", "2021-08-31") == "pending"
        late = {"北闸口": "overdue", "双港": "met_late", "咸水沽": "met"}
        assert group_states(self.LEDGER, "q", "2021-09-30") == late
        assert criterion_state(self.LEDGER, "q", "2021-09-30") == "overdue"

    LATE = """
        id, town,   exited_on
        A,  咸水沽, 2021-09-10
        B,  双港,   2021-09-20
        C,  北闸口, 2021-07-10
    """

    @pytest.mark.parametrize(
        ("on", "state", "days", "done_on"),
        [
            ("2021-09-05", "overdue", 5, None),
            ("2021-09-15", "overdue", 15, None),
            ("2021-09-20", "met_late", 20, "2021-09-20"),
            ("2021-12-31", "met_late", 20, "2021-09-20"),
        ],
    )
    def test_it_is_done_with_its_last_group_and_as_late_as_its_latest(self, on, state, days, done_on):
        ledger = exits(
            criteria="- {id: q, due: 2021-08-31, per: town, quota: {of: enterprises, to: 0, done: claimed}}",
            enterprises=self.LATE,
        )
        found = criterion(ledger, "q", on)
        assert (found.state, found.days_overdue) == (state, days)
        assert found.done_on == (done_on and day(done_on))

    def test_of_a_threshold_the_groups_alone_are_judged(self):
        """1 in each park is within the bound, the 2 of the whole are not asked; without a park the whole is."""
        text = "- {id: x, due: 2021-08-31, per: park, threshold: {of: enterprises, at_most: 1}}"
        ledger = exits(criteria=text, parks="id\nP\nQ", enterprises="id, park\nA, P\nB, Q")
        assert criterion_state(ledger, "x", "2021-07-31") == "met"

    def test_each_group_has_its_own_numbers_and_they_add_up_to_the_whole(self):
        found = criterion(self.LEDGER, "q", "2021-08-31")
        assert {group.id: (group.start, group.actual) for group in found.groups} == {
            "北闸口": (1, 1),
            "双港": (2, 1),
            "咸水沽": (1, 0),
        }
        assert (found.start, found.actual) == (4, 2)

    @pytest.mark.parametrize(("of", "groups"), [("enterprises", {"P", "Q"}), ("parks", {"P", "Q", "R"})])
    def test_per_park(self, of, groups):
        ledger = exits(
            criteria=f"- {{id: q, due: 2021-08-31, per: park, quota: {{of: {of}, to: 0, done: claimed}}}}",
            parks="id\nP\nQ\nR",
            enterprises="id, park\nA, P\nB, Q",
        )
        assert set(group_states(ledger, "q", "2021-08-31")) == groups

    def test_a_member_that_names_no_town_is_in_the_town_of_its_park(self):
        ledger = exits(
            criteria="- {id: q, due: 2021-08-31, per: town, quota: {of: enterprises, to: 0, done: claimed}}",
            parks="id, town\nP, 双港\nQ,",
            enterprises="""
                id, town,   park, exited_on
                A,  咸水沽, P,    2021-07-10
                B,  ,       P,    2021-07-10
                C,  ,       Q,
            """,
        )
        assert group_states(ledger, "q", "2021-08-31") == {"": "pending", "双港": "met", "咸水沽": "met"}

    def test_a_group_is_not_there_before_its_first_member_is_listed(self):
        ledger = exits(
            criteria="- {id: q, due: 2021-08-31, per: town, quota: {of: enterprises, to: 0}}",
            enterprises="id, town, listed_on\nA, 咸水沽, 2021-06-25\nB, 双港, 2021-08-01",
        )
        assert group_states(ledger, "q", "2021-07-31") == {"咸水沽": "pending"}
        assert group_states(ledger, "q", "2021-08-01") == {"双港": "pending", "咸水沽": "pending"}

    def test_the_order_of_the_states(self):
        order = ("overdue", "breached", "unmeasured", "pending", "met_late", "holding", "met")
        assert [worst(order[at:][::-1]) for at in range(len(order))] == list(order)
        assert worst(()) == "unmeasured"


class TestTargets:
    """What each group is to do, as the document prints it."""

    PARKS = """
        id, district, area_km2, done_on
        P,  荔湾区,   0.5,      2021-08-01
        Q,  荔湾区,   0.5,      2021-09-01
        R,  白云区,   2,        2021-08-01
    """
    INDICATORS = """
        subject, indicator,  on,         value
        荔湾区,  村级工业园, 2021-08-15, 4.01
    """

    def ledger(self, refresh: str = ""):
        return a_ledger(
            columns="parks: [{key: done_on, title: 完成日期, type: date}]",
            criteria=f"""
                - id: area
                  due: 2021-08-31
                  per: district
                  quota:
                    of: parks
                    sum: area_km2
                    done: done_on
                    targets: {{荔湾区: {{base: 2.98, do: 0.75}}, 白云区: {{base: 6, do: 1.5}}, 越秀区: {{do: 0.25}}}}
                    {refresh}
            """,
            parks=self.PARKS,
            indicators=self.INDICATORS,
        )

    def left(self, ledger, on: str):
        found = criterion(ledger, "area", on)
        return {group.id: (group.start, group.remaining) for group in found.groups}

    def test_what_remains_of_a_group_is_what_it_is_still_to_do(self):
        ledger = self.ledger()
        assert self.left(ledger, "2021-08-01") == {
            "荔湾区": (Decimal("0.75"), Decimal("0.25")),
            "白云区": (Decimal("1.5"), Decimal(0)),
            "越秀区": (Decimal("0.25"), Decimal("0.25")),
        }
        late = {"荔湾区": "met_late", "白云区": "met", "越秀区": "overdue"}
        assert group_states(ledger, "area", "2021-09-01") == late
        assert criterion(ledger, "area", "2021-09-01").start == Decimal("2.50")

    @pytest.mark.parametrize(("mode", "target"), [("frozen", "0.75"), ("latest", "1.00")])
    def test_a_base_that_is_measured_anew_moves_the_target_or_leaves_it_frozen(self, mode, target):
        """A quarter of 4.01 is 1.0025, half-up 1.00."""
        ledger = self.ledger(f"refresh: {{indicator: 村级工业园, mode: {mode}, share: 0.25, clause: 二}}")
        assert self.left(ledger, "2021-08-14")["荔湾区"][0] == Decimal("0.75")
        assert self.left(ledger, "2021-08-15")["荔湾区"][0] == Decimal(target)


class TestLead:
    def test_the_criterions_own_unit_else_the_tasks(self):
        ledger = a_ledger(
            units="[{name: 区住建委, aliases: [区住房建设委]}, {name: 区水务局}]",
            tasks="""
                - id: "1"
                  lead: [区水务局]
                  criteria:
                    - {id: own, due: standing, qualitative: true, lead: [区住房建设委]}
                    - {id: tasks, due: standing, qualitative: true}
            """,
        )
        leads = {name: criterion(ledger, name, "2021-07-01").lead for name in ("own", "tasks")}
        assert leads == {"own": ("区住建委",), "tasks": ("区水务局",)}

    def test_units_that_act_jointly_answer_with_those_that_lead(self):
        ledger = a_ledger(
            tasks="""
                - id: t
                  lead: [区住建委]
                  support: [区水务局]
                  criteria:
                    - {id: joint, due: standing, qualitative: true, joint: [各镇]}
                    - {id: alone, due: standing, qualitative: true, support: []}
            """
        )
        found = {name: criterion(ledger, name, "2021-07-01") for name in ("joint", "alone")}
        assert found["joint"].lead == ("区住建委", "各镇")
        assert (found["joint"].support, found["alone"].support) == (("区水务局",), ())

    def test_so_is_who_supports_it(self):
        ledger = a_ledger(
            tasks="""
                - id: "1"
                  support: [区水务局]
                  criteria:
                    - {id: own, due: standing, qualitative: true, support: [区住建委]}
                    - {id: tasks, due: standing, qualitative: true}
            """,
        )
        found = {name: criterion(ledger, name, "2021-07-01").support for name in ("own", "tasks")}
        assert found == {"own": ("区住建委",), "tasks": ("区水务局",)}

    def test_units_that_owe_every_task_lead_beside_its_own_but_where_the_plan_excepts_a_task(self):
        ledger = a_ledger(
            default_lead="{units: [各区人民政府], but: ['2'], clause: 一}",
            tasks="""
                - {id: "1", lead: [区水务局], criteria: [{id: owed, due: standing, qualitative: true}]}
                - {id: "2", lead: [区水务局], criteria: [{id: excepted, due: standing, qualitative: true}]}
            """,
            goals="- {id: goal, due: 2021, quota: {of: enterprises, to: 0}}",
            enterprises="id\nA",
        )
        assert {name: criterion(ledger, name, "2021-07-01").lead for name in ("owed", "excepted", "goal")} == {
            "owed": ("区水务局", "各区人民政府"),
            "excepted": ("区水务局",),
            "goal": (),
        }

    def test_a_role_is_the_parks_town_where_it_is_known(self):
        ledger = a_ledger(
            units="[{name: 属地镇政府, kind: role}, {name: 咸水沽镇人民政府, aliases: [咸水沽镇]}]",
            tasks="""
                - {id: "1", park: P, lead: [属地镇政府], criteria: [{id: p, due: standing, qualitative: true}]}
                - {id: "2", park: Q, lead: [属地镇政府], criteria: [{id: q, due: standing, qualitative: true}]}
                - {id: "3", lead: [属地镇政府], criteria: [{id: x, due: standing, qualitative: true}]}
            """,
            parks="id, town\nP, 咸水沽镇\nQ,",
        )
        assert {name: criterion(ledger, name, "2021-07-01").lead for name in "pqx"} == {
            "p": ("咸水沽镇人民政府",),
            "q": ("属地镇政府",),
            "x": ("属地镇政府",),
        }

    def test_a_unit_that_nobody_declared_stays_as_it_is_written(self):
        ledger = a_ledger(criteria="- {id: x, due: standing, qualitative: true, lead: [某局]}")
        assert criterion(ledger, "x", "2021-07-01").lead == ("某局",)


def test_the_state_of_every_criterion_is_a_matter_of_the_day_alone():
    """Asked twice, asked in any order, it is the same."""
    ledger = exits(
        criteria="- {id: q, due: 2021-08-31, quota: {of: enterprises, to: 0, done: claimed}}",
        enterprises="id, exited_on\nA, 2021-09-10",
    )
    days = [date(2021, 9, 30), date(2021, 8, 1), date(2021, 9, 1), date(2021, 9, 30)]
    states = [criterion_state(ledger, "q", one.isoformat()) for one in days]
    assert states == ["met_late", "pending", "overdue", "met_late"]
