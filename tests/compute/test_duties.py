"""Duties: what was owed period by period, what was filed in time, late, or not at all."""

from __future__ import annotations

import pytest

from parkledger.checks import check
from parkledger.compute.duties import duties
from parkledger.compute.duty_periods import DutyPeriods
from parkledger.compute.units import units
from parkledger.reports.duties import missing_values
from support.answers import day, duty
from support.ledgers import a_ledger


def counted(ledger, on, unit=None, name="d"):
    """Periods on time, late, missing."""
    found = duty(ledger, name, on, unit)
    assert found.periods == found.on_time + found.late + len(found.missing)
    return found.on_time, found.late, found.missing


ROLE = {
    "effective_on": "2021-07-01",
    "units": """
        - {name: 属地镇政府, kind: role}
        - {name: 双港镇人民政府, aliases: [双港镇], kind: town}
        - {name: 某局}
    """,
    "duties": "- {id: d, kind: recurring, every: month, lead: [某局, 属地镇政府], each: true}",
    "filings": """
        item, unit,     period,  filed_on
        d,    双港镇,   2021-07, 2021-07-20
        d,    咸水沽镇, 2021-07, 2021-08-02
    """,
}


class TestMonthly:
    LEDGER = a_ledger(
        effective_on="2021-06-25",
        duties="- {id: d, kind: recurring, every: month, within: 5, lead: [区生态环境局]}",
        filings="""
            item, unit,         period,  filed_on
            d,    区生态环境局, 2021-07, 2021-08-05
            d,    区生态环境局, 2021-08, 2021-09-06
            d,    区生态环境局, 2021-10, 2021-10-20
        """,
    )

    def test_the_first_period_begins_on_or_after_the_effective_day(self):
        """The plan is effective from 25 June: the first month is July."""
        assert counted(self.LEDGER, "2021-07-31") == (0, 0, ())

    @pytest.mark.parametrize(
        ("on", "found"),
        [
            ("2021-08-04", (0, 0, ())),
            ("2021-08-05", (1, 0, ())),
            ("2021-09-05", (1, 0, ())),
            ("2021-09-06", (1, 1, ())),
            ("2021-10-05", (1, 1, ())),
            ("2021-10-06", (1, 1, ("2021-09",))),
            ("2021-10-20", (2, 1, ("2021-09",))),
            ("2021-12-05", (2, 1, ("2021-09",))),
            ("2021-12-06", (2, 1, ("2021-09", "2021-11"))),
        ],
    )
    def test_on_time_is_filed_by_the_periods_end_and_the_days_within(self, on, found):
        assert counted(self.LEDGER, on) == found

    def test_a_month_that_begins_on_the_effective_day_is_the_first(self):
        ledger = a_ledger(effective_on="2021-07-01", duties="- {id: d, kind: recurring, every: month, lead: [某局]}")
        assert counted(ledger, "2021-07-31") == (0, 0, ())
        assert counted(ledger, "2021-08-01") == (0, 0, ("2021-07",))

    def test_without_days_within_it_is_the_periods_end(self):
        ledger = a_ledger(
            effective_on="2021-07-01",
            duties="- {id: d, kind: recurring, every: month, lead: [某局]}",
            filings="item, period, filed_on\nd, 2021-07, 2021-07-31\nd, 2021-08, 2021-09-01",
        )
        assert counted(ledger, "2021-09-01") == (1, 1, ())

    def test_a_filing_that_names_no_period_belongs_to_that_of_its_day(self):
        ledger = a_ledger(
            effective_on="2021-07-01",
            duties="- {id: d, kind: recurring, every: month, lead: [某局]}",
            filings="item, filed_on\nd, 2021-08-10",
        )
        assert counted(ledger, "2021-09-01") == (1, 0, ("2021-07",))

    @pytest.mark.parametrize(
        ("filed_on", "missing"),
        [
            ("2021-07-31", ("2021-08", "2021-09")),
            ("2021-08-01", ("2021-07", "2021-09")),
            ("2021-08-31", ("2021-07", "2021-09")),
            ("2021-09-01", ("2021-07", "2021-08")),
        ],
    )
    def test_the_first_and_the_last_day_are_of_the_period(self, filed_on, missing):
        ledger = a_ledger(
            effective_on="2021-07-01",
            duties="- {id: d, kind: recurring, every: month, lead: [某局]}",
            filings=f"item, filed_on\nd, {filed_on}",
        )
        assert counted(ledger, "2021-10-01") == (1, 0, missing)

    def test_one_that_must_show_a_standard_counts_from_the_day_on_which_it_shows_it(self):
        """August was signed two days late, September before it was filed."""
        ledger = a_ledger(
            effective_on="2021-08-01",
            columns="filings: [{key: signed_on, title: 签字日期, type: date}]",
            standards="signed: [{item: 签字, has: signed_on}]",
            duties="- {id: d, kind: recurring, every: month, lead: [某局], requires: signed}",
            filings="""
                item, period,  filed_on,   signed_on
                d,    2021-08, 2021-08-20, 2021-09-02
                d,    2021-09, 2021-09-20, 2021-08-01
                d,    2021-10, 2021-10-20,
            """,
        )
        found = {on: counted(ledger, on) for on in ("2021-09-01", "2021-09-02", "2021-11-01")}
        assert found == {
            "2021-09-01": (0, 0, ("2021-08",)),
            "2021-09-02": (0, 1, ()),
            "2021-11-01": (1, 1, ("2021-10",)),
        }

    def test_it_counts_from_the_day_of_issue_where_no_effective_day_is_given(self):
        ledger = a_ledger(
            effective_on="",
            issued_on="2021-06-25",
            duties="- {id: d, kind: recurring, every: month, lead: [某局]}",
        )
        assert counted(ledger, "2021-08-01") == (0, 0, ("2021-07",))


@pytest.mark.parametrize(
    ("every", "on", "missing"),
    [
        ("day", "2021-07-03", ("2021-07-01", "2021-07-02")),
        ("week", "2021-07-19", ("2021-W27", "2021-W28")),
        ("half_month", "2021-08-01", ("2021-07-H1", "2021-07-H2")),
        ("month", "2021-09-01", ("2021-07", "2021-08")),
        ("quarter", "2022-01-01", ("2021-Q3", "2021-Q4")),
        ("year", "2023-01-01", ("2022",)),
        ("每季度", "2021-10-01", ("2021-Q3",)),
    ],
)
def test_each_period_that_was_missed_has_its_label(every, on, missing):
    """Effective on Thursday, 1 July 2021: the first week begins on Monday the 5th, the first year in 2022."""
    ledger = a_ledger(effective_on="2021-07-01", duties=f"- {{id: d, kind: recurring, every: {every}, lead: [某局]}}")
    assert counted(ledger, on) == (0, 0, missing)


class TestPeriodsOfSeveralUnits:
    DUTY = "- {id: d, kind: recurring, every: 10天, lead: [某局], met_by: {inspections: patrol}}"

    def test_an_inspection_on_any_of_its_days_meets_a_period_of_ten_days(self):
        ledger = a_ledger(
            effective_on="2021-07-01",
            duties=self.DUTY,
            inspections="on, kind, people, result\n2021-07-05, patrol, 1, clear",
        )
        assert counted(ledger, "2021-07-11") == (1, 0, ())
        assert counted(ledger, "2021-07-21") == (1, 0, ("2021-07-11",))

    def test_so_does_a_filing_in_the_second_of_two_months(self):
        ledger = a_ledger(
            effective_on="2021-07-01",
            duties="- {id: d, kind: recurring, every: 2个月, lead: [某局]}",
            filings="item, filed_on\nd, 2021-08-20",
        )
        assert counted(ledger, "2021-09-01") == (1, 0, ())


class TestWho:
    FILINGS = """
        item, unit,       period,  filed_on
        d,    区水务局,   2021-07, 2021-07-20
        d,    区住建委,   2021-08, 2021-08-20
    """

    def ledger(self, each: str):
        return a_ledger(
            effective_on="2021-07-01",
            units="[{name: 区水务局}, {name: 区住建委, aliases: [区住房建设委]}]",
            duties=f"- {{id: d, kind: recurring, every: month, lead: [区水务局, 区住房建设委], each: {each}}}",
            filings=self.FILINGS,
        )

    def test_each_unit_files(self):
        ledger = self.ledger("true")
        assert counted(ledger, "2021-09-01", "区水务局") == (1, 0, ("2021-08",))
        assert counted(ledger, "2021-09-01", "区住建委") == (1, 0, ("2021-07",))

    def test_else_one_filing_by_any_lead_suffices(self):
        ledger = self.ledger("false")
        (found,) = duties(ledger, day("2021-09-01"))
        assert (found.unit, found.on_time, found.missing) == ("区水务局、区住建委", 2, ())

    @pytest.mark.parametrize("each", ["true", "false"])
    def test_one_by_a_unit_that_does_not_lead_does_not(self, each):
        ledger = a_ledger(
            effective_on="2021-07-01",
            units="[{name: 区水务局}, {name: 区财政局}]",
            duties=f"- {{id: d, kind: recurring, every: month, lead: [区水务局], each: {each}}}",
            filings="item, unit, period, filed_on\nd, 区财政局, 2021-07, 2021-07-20",
        )
        assert counted(ledger, "2021-08-01") == (0, 0, ("2021-07",))

    def test_the_filing_may_use_any_name_of_the_unit(self):
        ledger = a_ledger(
            effective_on="2021-07-01",
            units="[{name: 区住建委, aliases: [区住房建设委]}]",
            duties="- {id: d, kind: recurring, every: month, lead: [区住建委], each: true}",
            filings="item, unit, period, filed_on\nd, 区住房建设委, 2021年7月, 2021-07-20",
        )
        assert counted(ledger, "2021-08-01") == (1, 0, ())

    def test_each_of_a_collective_is_each_of_its_members(self):
        ledger = a_ledger(
            effective_on="2021-07-01",
            units="""
                - {name: 各镇人民政府, aliases: [各镇], kind: collective, members: [咸水沽镇, 双港镇]}
                - {name: 咸水沽镇人民政府, aliases: [咸水沽镇], kind: town}
                - {name: 双港镇人民政府, aliases: [双港镇], kind: town}
            """,
            duties="- {id: d, kind: recurring, every: month, lead: [各镇], each: true}",
            filings="item, unit, period, filed_on\nd, 双港镇, 2021-07, 2021-07-20",
        )
        assert counted(ledger, "2021-08-01", "咸水沽镇人民政府") == (0, 0, ("2021-07",))
        assert counted(ledger, "2021-08-01", "双港镇人民政府") == (1, 0, ())

    def test_each_of_a_role_is_each_town_of_the_parks(self):
        ledger = a_ledger(**ROLE, parks="id, town\nP, 咸水沽镇\nQ, 双港镇\nR, 双港镇人民政府\nS,")
        assert [one.unit for one in duties(ledger, day("2021-08-05"))] == ["某局", "咸水沽镇", "双港镇人民政府"]
        assert counted(ledger, "2021-08-05", "双港镇人民政府") == (1, 0, ())
        assert counted(ledger, "2021-08-05", "咸水沽镇") == (0, 1, ())
        assert counted(ledger, "2021-08-01", "咸水沽镇") == (0, 0, ("2021-07",))

    def test_a_role_whose_parks_name_no_town_owes_as_it_is_printed(self):
        ledger = a_ledger(**ROLE, parks="id, town\nP,\nQ,")
        assert [one.unit for one in duties(ledger, day("2021-08-05"))] == ["某局", "属地镇政府"]
        assert counted(ledger, "2021-08-05", "属地镇政府") == (0, 0, ("2021-07",))

    def test_a_town_of_the_parks_is_known_where_the_plan_names_a_role(self):
        def unknown(parks):
            found = check(a_ledger(**ROLE, parks=parks), day("2021-08-05"))
            return [one.args["name"] for one in found if one.rule.code == "PL301"]

        assert unknown("id, town\nP, 咸水沽镇\nQ,") == []
        assert unknown("id, town\nP, 北闸口镇\nQ,") == ["咸水沽镇"]

    def test_a_town_that_answers_for_a_role_is_among_the_units(self):
        ledger = a_ledger(**ROLE, parks="id, town\nP, 咸水沽镇\nQ, 双港镇")
        found = {one.unit: (one.kind, one.duties, one.on_time, one.late) for one in units(ledger, day("2021-08-05"))}
        assert found["咸水沽镇"] == ("town", ("d",), 0, 1)
        assert found["双港镇人民政府"] == ("town", ("d",), 1, 0)
        assert "属地镇政府" not in found

    def test_and_one_filing_by_any_of_its_members_is_one_by_a_lead(self):
        ledger = a_ledger(
            effective_on="2021-07-01",
            units="[{name: 各镇, kind: collective, members: [咸水沽镇]}, {name: 咸水沽镇, kind: town}]",
            duties="- {id: d, kind: recurring, every: month, lead: [各镇]}",
            filings="item, unit, period, filed_on\nd, 咸水沽镇, 2021-07, 2021-07-20",
        )
        assert counted(ledger, "2021-08-01") == (1, 0, ())

    def test_a_role_stands_for_many_so_that_whoever_files_does_even_beside_a_unit(self):
        ledger = a_ledger(
            effective_on="2021-07-01",
            units="[{name: 属地镇政府, kind: role}, {name: 区水务局}, {name: 咸水沽镇, kind: town}]",
            duties="- {id: d, kind: recurring, every: month, lead: [属地镇政府, 区水务局]}",
            filings="item, unit, period, filed_on\nd, 咸水沽镇, 2021-07, 2021-07-20",
        )
        assert counted(ledger, "2021-08-01") == (1, 0, ())

    def test_joint_units_owe_like_those_that_lead(self):
        ledger = a_ledger(
            effective_on="2021-07-01",
            duties="- {id: d, kind: recurring, every: month, lead: [甲局], joint: [乙局], support: [丙局], each: true}",
        )
        assert [one.unit for one in duties(ledger, day("2021-08-01"))] == ["甲局", "乙局"]


class TestTimes:
    LEDGER = a_ledger(
        effective_on="2021-07-01",
        duties="- {id: d, kind: recurring, every: month, times: 2, within: 3, lead: [某局]}",
        filings="""
            item, period,  filed_on
            d,    2021-07, 2021-07-10
            d,    2021-07, 2021-07-25
            d,    2021-08, 2021-08-10
            d,    2021-08, 2021-09-04
            d,    2021-09, 2021-09-10
        """,
    )

    @pytest.mark.parametrize(
        ("on", "found"),
        [
            ("2021-07-10", (0, 0, ())),
            ("2021-07-25", (1, 0, ())),
            ("2021-09-03", (1, 0, ())),
            ("2021-09-04", (1, 1, ())),
            ("2021-10-03", (1, 1, ())),
            ("2021-10-04", (1, 1, ("2021-09",))),
        ],
    )
    def test_twice_a_month_and_a_shortfall_is_missing(self, on, found):
        """The second of August came a day too late; September has one of two."""
        assert counted(self.LEDGER, on) == found

    def test_the_second_on_time_is_late_where_only_the_first_was_in_time(self):
        assert counted(self.LEDGER, "2021-12-31")[:2] == (1, 1)


class TestMetByInspections:
    LEDGER = a_ledger(
        effective_on="2021-07-01",
        duties="""
            - {id: d, kind: recurring, every: night, lead: [某镇],
               met_by: {inspections: night_patrol, people_at_least: 2}}
        """,
        parks="id\nP",
        inspections="""
            on,         kind,         park, result, people
            2021-07-01, night_patrol, P,    clear,  2
            2021-07-02, night_patrol, P,    clear,  1
            2021-07-03, patrol,       P,    clear,  5
            2021-07-04, night_patrol, P,    clear,
            2021-07-05, night_patrol, P,    clear,  3
        """,
    )

    def test_a_night_patrol_of_at_least_two_people_meets_the_night_of_its_evening(self):
        assert counted(self.LEDGER, "2021-07-06") == (2, 0, ("2021-07-02", "2021-07-03", "2021-07-04"))

    def test_tonight_is_not_yet_missing(self):
        assert counted(self.LEDGER, "2021-07-02") == (1, 0, ())
        assert counted(self.LEDGER, "2021-07-03") == (1, 0, ("2021-07-02",))

    def test_a_filing_meets_it_as_well(self):
        ledger = a_ledger(
            effective_on="2021-07-01",
            duties="- {id: d, kind: recurring, every: month, lead: [某镇], met_by: {inspections: patrol}}",
            inspections="on, kind, people, result\n2021-07-10, patrol, 1, clear",
            filings="item, unit, period, filed_on\nd, 某镇, 2021-08, 2021-08-10",
        )
        assert counted(ledger, "2021-09-01") == (2, 0, ())

    def test_where_no_number_of_people_is_asked_for_none_need_be_written(self):
        ledger = a_ledger(
            effective_on="2021-07-01",
            duties="- {id: d, kind: recurring, every: month, lead: [某镇], met_by: {inspections: patrol}}",
            inspections="on, kind, result\n2021-07-10, patrol, clear",
        )
        assert counted(ledger, "2021-08-01") == (1, 0, ())

    def test_one_that_is_owed_once_can_be_met_by_an_inspection_too(self):
        ledger = a_ledger(
            duties="- {id: d, kind: one_off, due: 2021-09-30, lead: [某局], met_by: {inspections: acceptance}}",
            inspections="on, kind, people, result\n2021-09-10, acceptance, 3, pass",
        )
        assert counted(ledger, "2021-10-01") == (1, 0, ())


class TestCaseByCase:
    """A duty that is owed for each member, from a trigger until it is done."""

    LEDGER = a_ledger(
        columns="""
            enterprises:
              - {key: found_on, title: 发现日期, type: date}
              - {key: reported_on, title: 报告日期, type: date}
        """,
        duties="""
            - {id: d, kind: conditional, within: 10, lead: [某局],
               case: {of: enterprises, trigger: found_on, done: reported_on}}
        """,
        enterprises="""
            id, found_on,   reported_on
            A,  2021-08-01, 2021-08-11
            B,  2021-08-01, 2021-08-12
            C,  2021-08-05,
            D,  ,
        """,
    )

    @pytest.mark.parametrize(
        ("on", "found"),
        [
            ("2021-07-31", (0, 0, ())),
            ("2021-08-11", (1, 0, ())),
            ("2021-08-12", (1, 1, ())),
            ("2021-08-15", (1, 1, ())),
            ("2021-08-16", (1, 1, ("C",))),
        ],
    )
    def test_each_case_is_on_time_late_or_missing(self, on, found):
        assert counted(self.LEDGER, on) == found

    def test_a_cases_own_deadline_goes_before_the_days_within(self):
        """A has until 31 August by its own row, B 10 days from the day on which it was found."""
        ledger = a_ledger(
            columns="""
                enterprises:
                  - {key: found_on, title: 发现日期, type: date}
                  - {key: reported_on, title: 报告日期, type: date}
                  - {key: report_by, title: 报告期限, type: date}
            """,
            duties="""
                - {id: d, kind: conditional, within: 10, lead: [某局],
                   case: {of: enterprises, trigger: found_on, done: reported_on, due: report_by}}
            """,
            enterprises="id, found_on, report_by\nA, 2021-08-01, 2021-08-31\nB, 2021-08-01,",
        )
        found = {on: counted(ledger, on)[2] for on in ("2021-08-11", "2021-08-12", "2021-08-31", "2021-09-01")}
        assert found == {"2021-08-11": (), "2021-08-12": ("B",), "2021-08-31": ("B",), "2021-09-01": ("A", "B")}

    def test_who_owes_it_may_depend_on_the_member(self):
        ledger = a_ledger(
            columns="""
                enterprises:
                  - {key: found_on, title: 发现日期, type: date}
                  - {key: large, title: 规上, type: flag}
            """,
            duties="""
                - {id: d, kind: conditional, within: 10, case: {of: enterprises, trigger: found_on},
                   by: [{where: {large: "true"}, unit: 区局}, {unit: 镇里}]}
            """,
            enterprises="id, found_on, large\nA, 2021-08-01, 是\nB, 2021-08-01, 否",
        )
        assert counted(ledger, "2021-08-31", "区局") == (0, 0, ("A",))
        assert counted(ledger, "2021-08-31", "镇里") == (0, 0, ("B",))


class TestSpared:
    """Joint enforcement is owed from the limit on, for whoever had not cleared its site by then."""

    LEDGER = a_ledger(
        columns="""
            enterprises:
              - {key: clear_by, title: 限期, type: date}
              - {key: cleared_on, title: 自行清理日期, type: date}
              - {key: enforced_on, title: 执法日期, type: date}
        """,
        standards="in_time: [{item: 限期内清理, has: cleared_on, not_after: clear_by}]",
        duties="""
            - {id: d, kind: conditional, lead: [某局],
               case: {of: enterprises, trigger: clear_by, done: enforced_on, except: in_time}}
        """,
        enterprises="""
            id,      clear_by,   cleared_on, enforced_on
            early,   2021-08-10, 2021-08-01,
            punctual, 2021-08-10, 2021-08-10,
            late,    2021-08-10, 2021-08-11,
            forced,  2021-08-10, ,           2021-08-20
            never,   2021-08-10, ,
        """,
    )

    @pytest.mark.parametrize(
        ("on", "found"),
        [
            ("2021-08-09", (0, 0, ())),
            ("2021-08-10", (0, 0, ())),
            ("2021-08-11", (0, 0, ("late", "forced", "never"))),
            ("2021-08-20", (1, 0, ("late", "never"))),
        ],
    )
    def test_who_was_ready_by_the_limit_is_no_case(self, on, found):
        assert counted(self.LEDGER, on) == found

    def test_nobody_is_spared_by_what_is_still_to_come(self):
        """On the evening of 9 August nobody could know that one would be ready on the 10th."""
        ledger = a_ledger(
            columns="enterprises: [{key: exempted_on, title: 免除日期, type: date}]",
            standards="exempt: [{item: 免除, has: exempted_on}]",
            duties="""
                - {id: d, kind: conditional, lead: [某局],
                   case: {of: enterprises, trigger: notified_on, except: exempt}}
            """,
            enterprises="id, notified_on, exempted_on\nA, 2021-08-01, 2021-08-10",
        )
        assert counted(ledger, "2021-08-09") == (0, 0, ("A",))
        assert counted(ledger, "2021-08-10") == (0, 0, ())

    def test_a_limit_that_is_still_to_come_is_no_mistake(self):
        to_come = [one.pointer for one in check(self.LEDGER, day("2021-08-05")) if one.rule.code == "PL507"]
        assert to_come == [
            "enterprises/punctual/cleared_on", "enterprises/late/cleared_on", "enterprises/forced/enforced_on",
        ]  # fmt: skip


class TestOneOff:
    @pytest.mark.parametrize(
        ("filed_on", "on", "found"),
        [
            ("2021-09-30", "2021-09-29", (0, 0, ())),
            ("2021-09-30", "2021-09-30", (1, 0, ())),
            ("2021-10-01", "2021-09-30", (0, 0, ())),
            ("2021-10-01", "2021-10-01", (0, 1, ())),
            ("2021-10-05", "2021-10-01", (0, 0, ("2021-09-30",))),
            ("2021-10-05", "2021-10-05", (0, 1, ())),
        ],
    )
    def test_it_is_owed_once_by_its_due_day(self, filed_on, on, found):
        ledger = a_ledger(
            duties="- {id: d, kind: one_off, due: 2021年9月底, lead: [某局]}",
            filings=f"item, filed_on\nd, {filed_on}",
        )
        assert counted(ledger, on) == found

    def test_it_is_done_on_the_day_it_was_filed_else_on_that_on_which_it_was_done(self):
        duty_text = "- {id: d, kind: one_off, due: 2021-09-30, lead: [某局]}"
        late = a_ledger(duties=duty_text, filings="item, done_on, filed_on\nd, 2021-09-20, 2021-10-08")
        done = a_ledger(duties=duty_text, filings="item, done_on\nd, 2021-09-20")
        assert counted(late, "2021-12-31") == (0, 1, ())
        assert counted(done, "2021-12-31") == (1, 0, ())

    def test_one_that_is_unscheduled_is_never_missing(self):
        ledger = a_ledger(duties="- {id: d, kind: one_off, due: unscheduled, lead: [某局]}")
        assert counted(ledger, "2031-12-31") == (0, 0, ())
        assert not duty(ledger, "d", "2031-12-31").owed


@pytest.mark.parametrize("kind", ["continuous", "conditional"])
def test_what_is_continuous_or_conditional_has_no_periods(kind):
    ledger = a_ledger(duties=f"- {{id: d, kind: {kind}, trigger: 发现违法, lead: [某局]}}")
    found = duty(ledger, "d", "2031-12-31")
    assert (found.kind, found.periods, found.missing, found.owed) == (kind, 0, (), False)


def test_a_duty_says_to_whom_and_with_which_evidence():
    ledger = a_ledger(
        groups="[{id: office, name: 领导小组办公室, aliases: [办公室], kind: office, clause: 五（二）}]",
        duties="""
            - {id: f4, title: 月报, clause: 附件2-4, kind: recurring, every: 每月, to: 办公室, evidence: 月报表,
               lead: [某局]}
        """,
    )
    found = duty(ledger, "f4", "2021-07-01")
    assert (found.title, found.clause, found.every) == ("月报", "附件2-4", "month")
    assert (found.to, found.evidence, found.unit, found.owed) == ("领导小组办公室", "月报表", "某局", True)


def test_a_duty_of_nobody_is_still_listed():
    ledger = a_ledger(effective_on="2021-07-01", duties="- {id: d, kind: recurring, every: month}")
    assert (duty(ledger, "d", "2021-08-01").unit, counted(ledger, "2021-08-01")) == ("", (0, 0, ("2021-07",)))


class TestManyPeriods:
    """However many periods there are, only those in which something was delivered are looked at."""

    def daily(self, number=1, **parts):
        duties = "\n".join(f"- {{id: d{at}, kind: recurring, every: day, lead: [某局]}}" for at in range(number))
        return a_ledger(effective_on="0001-01-01", baseline_on="", duties=duties, **parts)

    def test_thousands_of_daily_duties_through_two_thousand_years(self):
        """Made one by one these would be more than a thousand million periods."""
        found = duties(self.daily(2000), day("2021-07-02"))
        assert sum(one.periods for one in found) == 2000 * 737_972
        assert {one.missing[-1] for one in found} == {"2021-07-01"}

    def test_what_is_missing_is_told_as_runs(self):
        filings = "item, period, filed_on\nd0, 2021-06-28, 2021-06-28\nd0, 2021-07-01, 2021-07-01"
        (one,) = duties(self.daily(filings=filings), day("2021-07-03"))
        assert (one.on_time, one.late, one.periods) == (2, 0, 737_973)
        first, *rest = missing_values(one)
        assert (first.args["first"], first.args["last"], first.args["n"]) == ("0001-01-01", "2021-06-27", 737_968)
        assert rest == ["2021-06-29", "2021-06-30", "2021-07-02"]
        assert [*one.missing][-4:] == ["2021-06-27", *rest]

    def test_how_often_each_was_done_is_made_when_asked_for(self):
        ledger = a_ledger(
            effective_on="0001-01-01",
            duties="- {id: d, kind: recurring, every: day, times: 3, lead: [某局]}",
            filings="item, period, filed_on" + "\nd, 2021-06-30, 2021-06-30" * 2,
        )
        (one,) = duties(ledger, day("2021-07-01"))
        assert len(one.shortfalls) == len(one.missing) == 737_971
        assert one.shortfalls[-1] == ("2021-06-30", 3, 2)

    def test_of_what_is_owed_once_nobody_asks_how_often(self):
        ledger = a_ledger(effective_on="2021-07-01", duties="- {id: d, kind: recurring, every: month, lead: [某局]}")
        assert (duty(ledger, "d", "2021-08-01").missing, duty(ledger, "d", "2021-08-01").shortfalls) == (
            ("2021-07",),
            (),
        )

    def test_each_of_many_units_looks_at_its_own_filings(self, monkeypatch):
        looked = []
        place = DutyPeriods.place
        monkeypatch.setattr(DutyPeriods, "place", lambda self, *given: looked.append(given) or place(self, *given))
        units = ", ".join(f"镇{at}" for at in range(200))
        filings = "item, unit, period, filed_on\n" + "\n".join(f"d, 镇{at}, 2021-07, 2021-07-05" for at in range(200))
        ledger = a_ledger(
            effective_on="2021-07-01", filings=filings,
            duties=f"- {{id: d, kind: recurring, every: month, each: true, lead: [{units}]}}",
        )  # fmt: skip
        found = duties(ledger, day("2021-08-01"))
        assert [one.on_time for one in found] == [1] * 200
        assert len(looked) == 200

    def test_inspections_are_gone_through_once_for_many_duties_alike(self, monkeypatch):
        looked = []
        place = DutyPeriods.place
        monkeypatch.setattr(DutyPeriods, "place", lambda self, *given: looked.append(given) or place(self, *given))
        ledger = a_ledger(
            effective_on="2021-06-01",
            duties="\n".join(
                f"- {{id: d{at}, kind: recurring, every: night, met_by: {{inspections: night_patrol}}}}"
                for at in range(50)
            ),
            inspections="on, kind, park, result\n"
            + "\n".join(f"2021-06-{at:02d}, night_patrol, P, clear" for at in range(1, 31)),
        )
        assert {one.on_time for one in duties(ledger, day("2021-07-01"))} == {30}
        assert len(looked) == 30


def test_what_is_owed_no_time_at_all_is_not_counted():
    ledger = a_ledger(duties="- {id: d, kind: recurring, every: month, times: 0, lead: [某局]}")
    assert not duty(ledger, "d", "2023-01-01").owed


def test_a_case_may_be_done_within_more_days_than_the_calendar_has():
    ledger = a_ledger(
        enterprises="id, listed_on\nE, 2021-01-01",
        duties="- {id: d, kind: conditional, within: 999999999999999, case: {of: enterprises, trigger: listed_on}}",
    )
    assert duty(ledger, "d", "2023-01-01").missing == ()
