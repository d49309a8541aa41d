"""Dynamic zero (动态清零): what is open, what is stale, and when it is zero."""

from __future__ import annotations

import pytest

from support.answers import day, open_on, rule, stale_on
from support.exits import exits


def case(ledger, name, on):
    """The one open case of a rule: who, since when, for how many days, why."""
    (found,) = rule(ledger, name, on).violations
    return found.enterprise, found.since.isoformat(), found.days, found.reason


class TestRelapse:
    LEDGER = exits(
        zero="- {id: r, kind: relapse}",
        parks="id\nP",
        enterprises="""
            id, park, exited_on
            A,  P,    2021-07-10
            B,  P,    2021-07-20
            C,  P,
        """,
        inspections="""
            on,         kind,      park, enterprise, result
            2021-08-01, patrol,    P,    A,          producing
            2021-08-05, patrol,    P,    B,          capacity
            2021-08-06, patrol,    P,    C,          producing
            2021-08-10, look_back, P,    A,          clear
        """,
    )

    def test_it_is_open_from_the_day_on_which_it_was_found_until_it_is_clear(self):
        found = {on: open_on(self.LEDGER, "r", on) for on in ("2021-07-31", "2021-08-01", "2021-08-05", "2021-08-10")}
        assert found == {"2021-07-31": [], "2021-08-01": ["A"], "2021-08-05": ["A", "B"], "2021-08-10": ["B"]}

    def test_a_case_says_since_when_for_how_long_and_what_was_found(self):
        assert case(self.LEDGER, "r", "2021-08-04") == ("A", "2021-08-01", 3, "producing")
        assert case(self.LEDGER, "r", "2021-08-31") == ("B", "2021-08-05", 26, "capacity")

    def test_it_watches_whoever_has_claimed_an_exit(self):
        population = {on: rule(self.LEDGER, "r", on).population for on in ("2021-07-09", "2021-07-10", "2021-07-20")}
        assert population == {"2021-07-09": 0, "2021-07-10": 1, "2021-07-20": 2}

    def test_a_filter_narrows_it(self):
        ledger = exits(
            columns="enterprises: [{key: scattered, title: 散乱污, type: flag}]",
            standards="{}",
            proof="",
            zero="- {id: r, kind: relapse, where: {scattered: 'true'}}",
            enterprises="id, scattered, exited_on\nA, 是, 2021-07-10\nB, 否, 2021-07-10",
            inspections="""
                on,         kind,   enterprise, result
                2021-08-01, patrol, A,          producing
                2021-08-01, patrol, B,          producing
            """,
        )
        assert (open_on(ledger, "r", "2021-08-01"), rule(ledger, "r", "2021-08-01").population) == (["A"], 1)


class TestNewViolator:
    def test_who_was_listed_after_the_baseline_and_has_not_left(self):
        ledger = exits(
            baseline_on="2021-06-30",
            zero="- {id: n, kind: new_violator}",
            enterprises="""
                id, listed_on,  exited_on
                A,  2021-06-25,
                B,  2021-08-01, 2021-08-20
                C,  2021-08-05,
            """,
        )
        found = {on: open_on(ledger, "n", on) for on in ("2021-07-31", "2021-08-01", "2021-08-05", "2021-08-20")}
        assert found == {"2021-07-31": [], "2021-08-01": ["B"], "2021-08-05": ["B", "C"], "2021-08-20": ["C"]}
        assert case(ledger, "n", "2021-08-21") == ("C", "2021-08-05", 16, "listed_late")

    def test_whoever_is_found_in_violation_until_it_is_found_clear(self):
        ledger = exits(
            zero="- {id: n, kind: new_violator}",
            parks="id\nP",
            enterprises="id, park\nA, P\nB, P",
            inspections="""
                on,         kind,      park, enterprise, result
                2021-08-01, patrol,    P,    A,          violation
                2021-08-03, patrol,    P,    A,          violation
                2021-08-05, patrol,    P,    ,           clear
                2021-08-10, look_back, P,    A,          clear
                2021-08-20, patrol,    P,    A,          violation
            """,
        )
        assert open_on(ledger, "n", "2021-07-31") == []
        assert case(ledger, "n", "2021-08-05") == ("A", "2021-08-01", 4, "violation")
        assert open_on(ledger, "n", "2021-08-10") == []
        assert case(ledger, "n", "2021-08-31") == ("A", "2021-08-20", 11, "violation")

    def test_who_was_listed_late_left_and_has_relapsed_counts_as_operating_again(self):
        ledger = exits(
            zero="- {id: n, kind: new_violator}",
            enterprises="id, listed_on, exited_on\nA, 2021-07-10, 2021-08-20",
            inspections="""
                on,         kind,      enterprise, result
                2021-09-10, patrol,    A,          producing
                2021-09-20, look_back, A,          clear
            """,
        )
        found = {on: open_on(ledger, "n", on) for on in ("2021-08-19", "2021-08-20", "2021-09-10", "2021-09-20")}
        assert found == {"2021-08-19": ["A"], "2021-08-20": [], "2021-09-10": ["A"], "2021-09-20": []}

    def test_it_watches_whoever_is_listed(self):
        ledger = exits(
            zero="- {id: n, kind: new_violator}", enterprises="id, listed_on\nA,\nB, 2021-06-25\nC, 2021-08-01"
        )
        assert [rule(ledger, "n", on).population for on in ("2021-06-24", "2021-07-31", "2021-08-01")] == [1, 2, 3]


class TestOverdueExit:
    def test_an_enterprises_own_deadline_has_passed_and_it_has_not_left(self):
        ledger = exits(
            zero="- {id: o, kind: overdue_exit}",
            enterprises="""
                id, due_on,     exited_on
                A,  2021-08-31, 2021-09-10
                B,  2021-08-31, 2021-08-31
                C,  2021-09-30,
                D,  ,
            """,
        )
        found = {on: open_on(ledger, "o", on) for on in ("2021-08-31", "2021-09-01", "2021-09-10", "2021-10-01")}
        assert found == {"2021-08-31": [], "2021-09-01": ["A"], "2021-09-10": [], "2021-10-01": ["C"]}
        assert case(ledger, "o", "2021-10-05") == ("C", "2021-10-01", 4, "overdue_exit")

    def test_a_filter_narrows_it(self):
        ledger = exits(
            zero="- {id: o, kind: overdue_exit, where: {disposal: 退出}}",
            disposals="[{id: 退出}, {id: 提升}]",
            enterprises="id, disposal, due_on\nA, 退出, 2021-08-31\nB, 提升, 2021-08-31",
        )
        assert open_on(ledger, "o", "2021-09-01") == ["A"]

    def test_of_a_member_with_more_time_the_new_due_day_itself_is_not_overdue(self):
        ledger = exits(
            zero="- {id: o, kind: overdue_exit}",
            criteria="- {id: q, due: 2021-12-31, quota: {of: enterprises, to: 0}}",
            enterprises="id, due_on\nA, 2021-08-31",
            extensions="""
                - {criterion: q, member: A, filed_on: 2021-08-01, approved_on: 2021-08-10, by: 区, reason: 汛期,
                    document: 甲, to: 2021-09-15}
            """,
        )
        found = {on: open_on(ledger, "o", on) for on in ("2021-09-01", "2021-09-15", "2021-09-16")}
        assert found == {"2021-09-01": [], "2021-09-15": [], "2021-09-16": ["A"]}

    def test_one_that_has_relapsed_counts_as_operating_again(self):
        ledger = exits(
            zero="- {id: o, kind: overdue_exit}",
            enterprises="id, due_on, exited_on\nA, 2021-08-31, 2021-08-20",
            inspections="""
                on,         kind,      enterprise, result
                2021-09-10, patrol,    A,          producing
                2021-09-20, look_back, A,          clear
            """,
        )
        found = {on: open_on(ledger, "o", on) for on in ("2021-09-09", "2021-09-10", "2021-09-20")}
        assert found == {"2021-09-09": [], "2021-09-10": ["A"], "2021-09-20": []}


class TestClaimedNotProven:
    LEDGER = exits(
        zero="[{id: c, kind: claimed_not_proven}, {id: c30, kind: claimed_not_proven, days_allowed: 30}]",
        enterprises="""
            id, exited_on,  verified_on
            A,  2021-07-10, 2021-07-15
            B,  2021-07-20,
            C,  ,
        """,
        inspections="on, kind, enterprise, stage, result\n2021-09-01, acceptance, A, 验收, fail",
    )

    def test_a_claim_that_nothing_proves(self):
        found = {on: open_on(self.LEDGER, "c", on) for on in ("2021-07-09", "2021-07-10", "2021-07-15", "2021-07-20")}
        assert found == {"2021-07-09": [], "2021-07-10": ["A"], "2021-07-15": [], "2021-07-20": ["B"]}
        assert case(self.LEDGER, "c", "2021-07-31") == ("B", "2021-07-20", 11, "claimed_not_proven")

    def test_a_failed_acceptance_makes_it_a_mere_claim_again_from_that_day(self):
        violations = rule(self.LEDGER, "c", "2021-09-05").violations
        assert {one.enterprise: one.since for one in violations} == {
            "A": day("2021-09-01"),
            "B": day("2021-07-20"),
        }

    def test_it_may_stand_for_the_days_allowed(self):
        assert open_on(self.LEDGER, "c30", "2021-08-18") == []
        assert open_on(self.LEDGER, "c30", "2021-08-20") == ["B"]


class TestNotAccepted:
    def test_an_exit_that_nobody_accepted_is_only_claimed(self):
        ledger = exits(
            zero="- {id: a, kind: not_accepted}",
            enterprises="""
                id, exited_on,  verified_on
                A,  2021-07-10, 2021-07-15
                B,  2021-07-12,
            """,
            inspections="""
                on,         kind,       enterprise, stage, result
                2021-08-01, acceptance, A,          验收,  pass
                2021-09-01, acceptance, A,          验收,  fail
            """,
        )
        assert open_on(ledger, "a", "2021-07-31") == ["A", "B"]
        assert case(ledger, "a", "2021-08-01") == ("B", "2021-07-12", 20, "not_accepted")
        assert sorted(open_on(ledger, "a", "2021-09-01")) == ["A", "B"]

    def test_one_that_failed_before_its_proof_counts_from_its_claim(self):
        ledger = exits(
            zero="- {id: n, kind: not_accepted}",
            enterprises="id, exited_on, verified_on\nA, 2021-07-10, 2021-08-01",
            inspections="on, kind, enterprise, stage, result\n2021-07-20, acceptance, A, 验收, fail",
        )
        assert case(ledger, "n", "2021-08-10") == ("A", "2021-07-10", 31, "not_accepted")


class TestOverQuota:
    LEDGER = exits(
        zero="- {id: q, kind: over_quota, most: 2, look_every: month}",
        parks="id\nP\nQ",
        enterprises="""
            id, park, listed_on,  exited_on
            A,  P,    2021-06-01, 2021-07-10
            B,  P,    2021-06-01,
            C,  P,    2021-06-01,
            D,  Q,    2021-06-01,
        """,
        inspections="""
            on,         kind,      park, enterprise, result
            2021-08-01, patrol,    P,    A,          producing
            2021-08-20, look_back, P,    A,          clear
        """,
    )

    def test_more_enterprises_are_operating_in_a_park_than_it_may_have(self):
        found = {on: open_on(self.LEDGER, "q", on) for on in ("2021-07-09", "2021-07-10", "2021-08-01", "2021-08-20")}
        assert found == {"2021-07-09": ["P"], "2021-07-10": [], "2021-08-01": ["P"], "2021-08-20": []}

    def test_its_case_is_a_park_and_no_enterprise(self):
        (found,) = rule(self.LEDGER, "q", "2021-08-05").violations
        assert (found.enterprise, found.park, found.since, found.days) == (None, "P", day("2021-08-01"), 4)

    def test_it_watches_the_parks(self):
        assert rule(self.LEDGER, "q", "2021-08-05").population == 2

    def test_an_enterprise_that_is_listed_later_comes_on_top_from_then_on(self):
        ledger = exits(
            zero="- {id: q, kind: over_quota, most: 1}",
            parks="id\nP",
            enterprises="id, park, listed_on\nA, P, 2021-06-01\nB, P, 2021-08-01",
        )
        assert open_on(ledger, "q", "2021-07-31") == []
        assert [one.since for one in rule(ledger, "q", "2021-09-01").violations] == [day("2021-08-01")]

    def test_enterprises_that_have_no_listing_day_were_always_there(self):
        ledger = exits(zero="- {id: q, kind: over_quota, most: 1}", parks="id\nP", enterprises="id, park\nA, P\nB, P")
        assert open_on(ledger, "q", "2021-07-31") == ["P"]
        assert [one.since for one in rule(ledger, "q", "2021-07-31").violations] == [day("2021-06-30")]

    def test_a_failed_acceptance_puts_nobody_back_to_work(self):
        ledger = exits(
            zero="- {id: q, kind: over_quota, most: 0}",
            parks="id\nP",
            enterprises="id, park, listed_on, exited_on, verified_on\nA, P, 2021-06-01, 2021-07-10, 2021-07-15",
            inspections="on, kind, enterprise, stage, result\n2021-08-01, acceptance, A, 验收, fail",
        )
        assert open_on(ledger, "q", "2021-08-01") == []

    def test_a_filter_narrows_the_parks(self):
        ledger = exits(
            zero="- {id: q, kind: over_quota, most: 0, where: {disposal: 撤销取缔}}",
            disposals="[{id: 撤销取缔}, {id: 长期治理}]",
            parks="id, disposal\nP, 撤销取缔\nQ, 长期治理",
            enterprises="id, park, listed_on\nA, P, 2021-06-01\nB, Q, 2021-06-01",
        )
        assert open_on(ledger, "q", "2021-07-31") == ["P"]

    def test_a_park_that_somebody_looks_at_within_the_interval_is_not_stale(self):
        ledger = exits(
            zero="- {id: q, kind: over_quota, most: 2, look_every: month}",
            parks="id\nP\nQ",
            enterprises="id, park, listed_on\nA, P, 2021-06-01",
            inspections="""
                on,         kind,   park, result
                2021-08-01, patrol, P,    clear
                2021-08-10, patrol, Q,    clear
            """,
        )
        assert stale_on(ledger, "q", "2021-09-01") == []
        assert rule(ledger, "q", "2021-09-01").zero is True
        assert stale_on(ledger, "q", "2021-09-02") == ["P"]
        assert rule(ledger, "q", "2021-09-02").zero is False


class TestExpired:
    def test_a_permit_whose_last_day_has_passed(self):
        ledger = exits(
            columns="enterprises: [{key: permit_until, title: 许可有效期, type: date}]",
            standards="",
            proof="",
            zero="- {id: e, kind: expired, column: permit_until}",
            enterprises="id, permit_until, exited_on\nA, 2021-08-31,\nB, 2021-08-31, 2021-09-10\nC, ,",
        )
        found = {on: open_on(ledger, "e", on) for on in ("2021-08-31", "2021-09-01", "2021-09-10")}
        assert found == {"2021-08-31": [], "2021-09-01": ["A", "B"], "2021-09-10": ["A"]}

    def test_a_filter_narrows_it(self):
        ledger = exits(
            columns="enterprises: [{key: permit_until, title: 许可有效期, type: date}]",
            standards="",
            proof="",
            disposals="[{id: 退出}, {id: 提升}]",
            zero="- {id: e, kind: expired, column: permit_until, where: {disposal: 退出}}",
            enterprises="id, disposal, permit_until\nA, 退出, 2021-08-31\nB, 提升, 2021-08-31",
        )
        assert open_on(ledger, "e", "2021-09-01") == ["A"]


class TestLacking:
    def test_a_member_lacks_what_the_rule_asks_for_since_it_is_one(self):
        ledger = exits(
            zero="- {id: l, kind: lacking, standard: no_capacity}",
            enterprises="id, listed_on, verified_on\nA, , 2021-08-01\nB, 2021-07-20,",
        )
        found = {on: open_on(ledger, "l", on) for on in ("2021-07-19", "2021-07-20", "2021-08-01")}
        assert found == {"2021-07-19": ["A"], "2021-07-20": ["A", "B"], "2021-08-01": ["B"]}
        assert case(ledger, "l", "2021-08-10") == ("B", "2021-07-20", 21, "lacking")

    def test_one_without_a_listing_day_since_the_baseline(self):
        ledger = exits(zero="- {id: l, kind: lacking, standard: no_capacity}", enterprises="id, verified_on\nA,")
        assert case(ledger, "l", "2021-07-10") == ("A", "2021-06-30", 10, "lacking")


class TestDaysAllowed:
    LEDGER = exits(
        zero="[{id: none, kind: relapse}, {id: ten, kind: relapse, days_allowed: 10}]",
        enterprises="id, exited_on\nA, 2021-07-10",
        inspections="on, kind, enterprise, result\n2021-08-01, patrol, A, producing",
    )

    @pytest.mark.parametrize(("on", "found"), [("2021-08-10", []), ("2021-08-12", ["A"])])
    def test_a_case_is_not_open_while_it_may_stand(self, on, found):
        assert open_on(self.LEDGER, "ten", on) == found

    def test_its_days_are_counted_from_the_day_it_was_found_all_the_same(self):
        assert case(self.LEDGER, "ten", "2021-08-15") == ("A", "2021-08-01", 14, "producing")

    def test_without_days_allowed_it_is_open_at_once(self):
        assert open_on(self.LEDGER, "none", "2021-08-01") == ["A"]


class TestStale:
    LEDGER = exits(
        zero="- {id: r, kind: relapse, look_every: 10天}",
        parks="id\nP\nQ",
        enterprises="""
            id, park, exited_on
            A,  P,    2021-08-01
            B,  P,    2021-08-01
            C,  Q,    2021-08-01
            D,  Q,
        """,
        inspections="""
            on,         kind,      park, enterprise, result
            2021-08-05, look_back, P,    A,          clear
            2021-08-08, patrol,    P,    ,           clear
            2021-08-09, look_back, P,    B,          clear
        """,
    )

    @pytest.mark.parametrize(
        ("on", "stale"),
        [
            ("2021-08-11", []),  # ten days after the exits
            ("2021-08-12", ["C"]),  # nobody has looked at C since it left
            ("2021-08-18", ["C"]),  # ten days after the patrol of the whole park P
            ("2021-08-19", ["C", "A"]),  # A was named on 5 August alone; the patrol of P was the last look
            ("2021-08-20", ["C", "A", "B"]),
        ],
    )
    def test_nobody_has_looked_within_the_interval(self, on, stale):
        """An inspection that names an enterprise looks at it; one that names only a park looks at all in it."""
        assert stale_on(self.LEDGER, "r", on) == stale

    def test_a_case_says_when_somebody_looked_last(self):
        cases = rule(self.LEDGER, "r", "2021-08-31").stale_cases
        assert {one.enterprise: (one.since.isoformat(), one.days) for one in cases} == {
            "A": ("2021-08-08", 23),
            "B": ("2021-08-09", 22),
            "C": ("2021-08-01", 30),
        }
        assert {one.reason for one in cases} == {"not_looked_at"}

    def test_a_look_to_come_counts_for_nothing_yet(self):
        ledger = exits(
            zero="- {id: r, kind: relapse, look_every: week}",
            enterprises="id, exited_on\nA, 2021-08-01",
            inspections="on, kind, enterprise, result\n2021-08-20, look_back, A, clear",
        )
        days = ["2021-08-08", "2021-08-09", "2021-08-19", "2021-08-20", "2021-08-27", "2021-08-28"]
        assert [stale_on(ledger, "r", on) for on in days] == [[], ["A"], ["A"], [], [], ["A"]]

    @pytest.mark.parametrize(
        ("look_every", "fresh", "stale"),
        [
            ("day", "2021-09-01", "2021-09-02"),
            ("week", "2021-09-07", "2021-09-08"),
            ("month", "2021-09-30", "2021-10-01"),
            ("quarter", "2021-11-30", "2021-12-01"),
            ("year", "2022-08-31", "2022-09-01"),
        ],
    )
    def test_the_intervals(self, look_every, fresh, stale):
        ledger = exits(
            zero=f"- {{id: r, kind: relapse, look_every: {look_every}}}",
            enterprises="id, exited_on\nA, 2021-08-01",
            inspections="on, kind, enterprise, result\n2021-08-31, look_back, A, clear",
        )
        assert (stale_on(ledger, "r", fresh), stale_on(ledger, "r", stale)) == ([], ["A"])

    def test_whoever_is_watched_from_the_baseline_on_must_be_looked_at_from_then_on(self):
        ledger = exits(
            baseline_on="2021-06-30",
            zero="- {id: n, kind: new_violator, look_every: month}",
            enterprises="id, listed_on\nA,\nB, 2021-06-01\nC, 2021-07-20",
        )
        assert stale_on(ledger, "n", "2021-07-30") == []
        assert stale_on(ledger, "n", "2021-07-31") == ["A", "B"]
        assert stale_on(ledger, "n", "2021-08-21") == ["A", "B", "C"]

    def test_an_inspection_that_names_nothing_looks_at_nobody(self):
        ledger = exits(
            zero="- {id: r, kind: relapse, look_every: week}",
            enterprises="id, park, exited_on\nA, , 2021-08-01",
            inspections="on, kind, park, enterprise, result\n2021-08-20, night_patrol, , , clear",
        )
        assert stale_on(ledger, "r", "2021-08-21") == ["A"]


class TestIsItZero:
    @staticmethod
    def zero(*inspections: str, look_every: str = ", look_every: month"):
        ledger = exits(
            zero=f"- {{id: r, kind: relapse{look_every}}}",
            enterprises="id, exited_on\nA, 2021-06-01",
            inspections="\n".join(["on, kind, enterprise, result", *inspections]),
        )
        found = rule(ledger, "r", "2021-08-31")
        return found.open, found.stale, found.zero

    def test_only_when_nothing_is_open_and_nothing_is_stale(self):
        assert self.zero("2021-08-15, look_back, A, clear") == (0, 0, True)

    def test_not_when_nobody_has_looked(self):
        assert self.zero("2021-06-15, look_back, A, clear") == (0, 1, False)

    def test_not_when_something_is_open(self):
        assert self.zero("2021-08-15, patrol, A, producing") == (1, 0, False)

    def test_without_an_interval_nobody_can_say(self):
        assert self.zero("2021-08-15, look_back, A, clear", look_every="") == (0, None, "unknown")

    def test_but_what_is_open_is_open(self):
        assert self.zero("2021-08-15, patrol, A, producing", look_every="") == (1, None, False)

    def test_an_interval_that_the_office_has_not_set_is_none(self):
        """``settings.`` names a value of ledger.yaml, which has no default."""
        given = {
            "zero": "- {id: r, kind: relapse, look_every: settings.look_every}",
            "enterprises": "id, exited_on\nA, 2021-06-01",
            "inspections": "on, kind, enterprise, result\n2021-08-15, look_back, A, clear",
        }
        assert rule(exits(**given), "r", "2021-08-31").zero == "unknown"
        assert rule(exits(**given, settings="look_every: month"), "r", "2021-08-31").zero is True


class TestCase:
    def test_it_names_park_and_lead_a_role_being_the_parks_town(self):
        ledger = exits(
            units="[{name: 属地镇政府, kind: role}, {name: 区生态环境局}]",
            zero="- {id: r, kind: relapse, lead: [属地镇政府, 区生态环境局]}",
            parks="id, town\nP, 咸水沽镇",
            enterprises="id, name, park, exited_on\nA, 示例加工厂, P, 2021-07-10",
            inspections="on, kind, enterprise, result\n2021-08-01, patrol, A, producing",
        )
        (found,) = rule(ledger, "r", "2021-08-01").violations
        assert (found.enterprise, found.name, found.park) == ("A", "示例加工厂", "P")
        assert found.lead == ("咸水沽镇", "区生态环境局")

    def test_the_longest_comes_first(self):
        ledger = exits(
            zero="- {id: r, kind: relapse}",
            enterprises="id, exited_on\nA, 2021-07-10\nB, 2021-07-10\nC, 2021-07-10",
            inspections="""
                on,         kind,   enterprise, result
                2021-08-05, patrol, A,          producing
                2021-08-01, patrol, C,          producing
                2021-08-05, patrol, B,          producing
            """,
        )
        assert open_on(ledger, "r", "2021-08-31") == ["C", "A", "B"]
