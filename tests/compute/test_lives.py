"""The states of an enterprise on a day: listed, notified, stopped, claimed, proven, accepted, relapsed."""

from __future__ import annotations

import pytest

from support.answers import state_of
from support.exits import exits
from support.ledgers import a_ledger

WHOLE_LIFE = exits(
    enterprises="""
        id, listed_on,  notified_on, stopped_on, exited_on,  verified_on
        A,  2021-06-25, 2021-07-05,  2021-07-20, 2021-08-01, 2021-08-04
    """,
    inspections="""
        on,         kind,       enterprise, stage, result
        2021-08-12, acceptance, A,          验收,  pass
        2021-09-10, patrol,     A,          ,      producing
        2021-09-30, look_back,  A,          ,      clear
    """,
)


@pytest.mark.parametrize(
    ("on", "state"),
    [
        ("2021-06-24", None),
        ("2021-06-25", "listed"),
        ("2021-07-04", "listed"),
        ("2021-07-05", "notified"),
        ("2021-07-20", "stopped"),
        ("2021-07-31", "stopped"),
        ("2021-08-01", "claimed"),
        ("2021-08-04", "proven"),
        ("2021-08-11", "proven"),
        ("2021-08-12", "accepted"),
        ("2021-09-09", "accepted"),
        ("2021-09-10", "relapsed"),
        ("2021-09-29", "relapsed"),
        ("2021-09-30", "accepted"),
        ("2031-01-01", "accepted"),
    ],
)
def test_a_life_from_its_listing_to_a_relapse_and_back(on, state):
    assert state_of(WHOLE_LIFE, "A", on) == state


def test_who_has_no_listing_day_was_there_from_the_start():
    ledger = exits(enterprises="id\nA")
    assert state_of(ledger, "A", "2000-01-01") == "listed"


class TestProof:
    def test_an_exit_day_is_only_a_claim(self):
        ledger = exits(enterprises="id, exited_on\nA, 2021-08-01")
        assert state_of(ledger, "A", "2030-12-31") == "claimed"

    def test_a_proof_without_a_claim_proves_nothing(self):
        ledger = exits(enterprises="id, verified_on\nA, 2021-08-04")
        assert state_of(ledger, "A", "2030-12-31") == "listed"

    def test_proof_that_comes_before_the_claim_counts_from_the_claim(self):
        ledger = exits(enterprises="id, exited_on, verified_on\nA, 2021-08-01, 2021-07-20")
        assert state_of(ledger, "A", "2021-07-31") == "listed"
        assert state_of(ledger, "A", "2021-08-01") == "proven"

    def test_it_is_proven_only_when_the_standard_is_complete(self):
        ledger = a_ledger(
            columns="""
                enterprises:
                  - {key: removed_on, title: 设备拆除, type: date}
                  - {key: settled_on, title: 职工安置, type: date}
            """,
            standards="whole: [{item: 设备拆除, has: removed_on}, {item: 职工安置, has: settled_on}]",
            proof="whole",
            enterprises="""
                id, exited_on,  removed_on, settled_on
                A,  2021-08-01, 2021-08-05,
                B,  2021-08-01, 2021-08-05, 2021-08-20
            """,
        )
        assert state_of(ledger, "A", "2021-12-31") == "claimed"
        assert state_of(ledger, "B", "2021-08-19") == "claimed"
        assert state_of(ledger, "B", "2021-08-20") == "proven"

    def test_the_standard_is_that_of_the_disposal_before_the_plans_own(self):
        ledger = exits(
            columns="""
                enterprises:
                  - {key: verified_on, title: 核验日期, type: date}
                  - {key: moved_on, title: 迁出日期, type: date}
            """,
            standards="{no_capacity: [{item: 核验, has: verified_on}], moved: [{item: 迁出, has: moved_on}]}",
            disposals="[{id: 退出}, {id: 搬迁, aliases: [整合搬迁], standard: moved}]",
            enterprises="""
                id, disposal, exited_on,  verified_on, moved_on
                A,  退出,     2021-08-01, 2021-08-04,
                B,  搬迁,     2021-08-01, 2021-08-04,
                C,  整合搬迁, 2021-08-01, ,            2021-08-04
            """,
        )
        assert [state_of(ledger, one, "2021-08-04") for one in "ABC"] == ["proven", "claimed", "proven"]

    def test_without_a_declared_standard_nothing_is_ever_proven(self):
        ledger = a_ledger(enterprises="id, exited_on\nA, 2021-08-01")
        assert state_of(ledger, "A", "2030-12-31") == "claimed"

    def test_a_process_exit_is_never_an_enterprises_exit(self):
        ledger = exits(
            disposals="[{id: 整体退出}, {id: 环节退出, process: true}]",
            enterprises="""
                id, disposal, stopped_on, exited_on,  verified_on
                A,  整体退出, 2021-07-20, 2021-08-01, 2021-08-04
                B,  环节退出, 2021-07-20, 2021-08-01, 2021-08-04
            """,
            inspections="""
                on,         kind,       enterprise, stage, result
                2021-08-12, acceptance, B,          验收,  pass
                2021-09-10, patrol,     B,          ,      producing
            """,
        )
        assert state_of(ledger, "A", "2021-12-31") == "proven"
        assert state_of(ledger, "B", "2021-12-31") == "stopped"


class TestAcceptance:
    def test_a_pass_before_the_proof_accepts_on_the_day_of_the_proof(self):
        ledger = exits(
            enterprises="id, exited_on, verified_on\nA, 2021-08-01, 2021-08-20",
            inspections="on, kind, enterprise, stage, result\n2021-08-12, acceptance, A, 验收, pass",
        )
        assert state_of(ledger, "A", "2021-08-19") == "claimed"
        assert state_of(ledger, "A", "2021-08-20") == "accepted"

    def test_an_exit_that_is_not_proven_is_not_accepted(self):
        ledger = exits(
            enterprises="id, exited_on\nA, 2021-08-01",
            inspections="on, kind, enterprise, stage, result\n2021-08-12, acceptance, A, 验收, pass",
        )
        assert state_of(ledger, "A", "2021-12-31") == "claimed"

    def test_every_stage_must_have_passed_but_one_that_is_drawn(self):
        ledger = exits(
            acceptance="[{stage: 初验}, {stage: 第三方}, {stage: 抽验, drawn: true}]",
            enterprises="id, exited_on, verified_on\nA, 2021-08-01, 2021-08-04",
            inspections="""
                on,         kind,       enterprise, stage,  result
                2021-08-10, acceptance, A,          第三方, pass
                2021-08-20, acceptance, A,          初验,   pass
            """,
        )
        assert state_of(ledger, "A", "2021-08-19") == "proven"
        assert state_of(ledger, "A", "2021-08-20") == "accepted"

    def test_stages_that_all_passed_before_the_proof_accept_on_the_day_of_the_proof(self):
        ledger = exits(
            acceptance="[{stage: 初验}, {stage: 终验}]",
            enterprises="id, exited_on, verified_on\nA, 2021-08-01, 2021-08-20",
            inspections="""
                on,         kind,       enterprise, stage, result
                2021-08-10, acceptance, A,          初验,  pass
                2021-08-12, acceptance, A,          终验,  pass
            """,
        )
        assert state_of(ledger, "A", "2021-08-19") == "claimed"
        assert state_of(ledger, "A", "2021-08-20") == "accepted"

    def test_a_passed_spot_check_alone_accepts_nobody(self):
        ledger = exits(
            acceptance="[{stage: 验收}, {stage: 抽验, drawn: true}]",
            enterprises="id, exited_on, verified_on\nA, 2021-08-01, 2021-08-04",
            inspections="on, kind, enterprise, stage, result\n2021-08-10, spot_check, A, 抽验, pass",
        )
        assert state_of(ledger, "A", "2021-08-10") == "proven"

    def test_an_inspection_of_acceptance_that_finds_it_clear_has_not_passed_it(self):
        ledger = exits(
            enterprises="id, exited_on, verified_on\nA, 2021-08-01, 2021-08-04",
            inspections="on, kind, enterprise, stage, result\n2021-08-10, acceptance, A, 验收, clear",
        )
        assert state_of(ledger, "A", "2021-08-10") == "proven"

    def test_where_there_is_one_stage_an_inspection_need_not_name_it(self):
        ledger = exits(
            enterprises="id, exited_on, verified_on\nA, 2021-08-01, 2021-08-04",
            inspections="on, kind, enterprise, result\n2021-08-12, acceptance, A, pass",
        )
        assert state_of(ledger, "A", "2021-08-12") == "accepted"

    def test_a_failed_acceptance_returns_it_to_claimed_until_it_passes(self):
        ledger = exits(
            enterprises="id, exited_on, verified_on\nA, 2021-08-01, 2021-08-04",
            inspections="""
                on,         kind,       enterprise, stage, result
                2021-08-12, acceptance, A,          验收,  fail
                2021-08-26, acceptance, A,          验收,  pass
            """,
        )
        assert state_of(ledger, "A", "2021-08-11") == "proven"
        assert state_of(ledger, "A", "2021-08-12") == "claimed"
        assert state_of(ledger, "A", "2021-08-25") == "claimed"
        assert state_of(ledger, "A", "2021-08-26") == "accepted"

    def test_a_failed_spot_check_takes_an_accepted_one_back_to_claimed(self):
        ledger = exits(
            acceptance="[{stage: 验收}, {stage: 抽验, drawn: true}]",
            enterprises="id, exited_on, verified_on\nA, 2021-08-01, 2021-08-04",
            inspections="""
                on,         kind,       enterprise, stage, result
                2021-08-12, acceptance, A,          验收,  pass
                2021-09-01, spot_check, A,          抽验,  fail
                2021-09-15, spot_check, A,          抽验,  pass
            """,
        )
        assert state_of(ledger, "A", "2021-08-31") == "accepted"
        assert state_of(ledger, "A", "2021-09-01") == "claimed"
        assert state_of(ledger, "A", "2021-09-15") == "accepted"

    def test_after_a_failure_a_proof_that_comes_later_proves_anew(self):
        ledger = exits(
            enterprises="id, exited_on, verified_on\nA, 2021-08-01, 2021-08-20",
            inspections="on, kind, enterprise, stage, result\n2021-08-12, acceptance, A, 验收, fail",
        )
        assert state_of(ledger, "A", "2021-08-19") == "claimed"
        assert state_of(ledger, "A", "2021-08-20") == "proven"

    def test_and_the_later_pass_does_not_change_the_days_before_it(self):
        ledger = exits(
            enterprises="id, exited_on, verified_on\nA, 2021-08-01, 2021-08-20",
            inspections="""
                on,         kind,       enterprise, stage, result
                2021-08-12, acceptance, A,          验收,  fail
                2021-09-01, acceptance, A,          验收,  pass
            """,
        )
        assert state_of(ledger, "A", "2021-08-19") == "claimed"
        assert state_of(ledger, "A", "2021-08-25") == "proven"
        assert state_of(ledger, "A", "2021-09-01") == "accepted"

    def test_a_stage_that_failed_after_its_pass_is_not_passed_when_the_proof_arrives(self):
        ledger = exits(
            enterprises="id, exited_on, verified_on\nA, 2021-08-01, 2021-08-20",
            inspections="""
                on,         kind,       enterprise, stage, result
                2021-08-05, acceptance, A,          验收,  pass
                2021-08-12, acceptance, A,          验收,  fail
            """,
        )
        assert state_of(ledger, "A", "2021-08-20") == "proven"

    def test_a_proof_that_comes_later_settles_what_every_stage_had_failed_before_it(self):
        """初验 failed before the proof, 终验 on its day: when 终验 passes, nothing that failed is left."""
        ledger = exits(
            acceptance="[{stage: 初验}, {stage: 终验}]",
            enterprises="id, exited_on, verified_on\nA, 2021-08-01, 2021-08-20",
            inspections="""
                on,         kind,       enterprise, stage, result
                2021-08-12, acceptance, A,          初验,  fail
                2021-08-20, acceptance, A,          终验,  fail
                2021-08-26, acceptance, A,          终验,  pass
            """,
        )
        assert [state_of(ledger, "A", on) for on in ("2021-08-25", "2021-08-26")] == ["claimed", "proven"]

    def test_the_stage_that_failed_and_then_passed_no_longer_holds_the_exit_back(self):
        ledger = exits(
            acceptance="[{stage: 初验}, {stage: 第三方}]",
            enterprises="id, exited_on, verified_on\nA, 2021-08-01, 2021-08-04",
            inspections="""
                on,         kind,       enterprise, stage, result
                2021-08-12, acceptance, A,          初验,  fail
                2021-08-26, acceptance, A,          初验,  pass
            """,
        )
        assert state_of(ledger, "A", "2021-08-12") == "claimed"
        assert state_of(ledger, "A", "2021-08-26") == "proven"


class TestRelapse:
    @pytest.mark.parametrize("result", ["producing", "capacity", "发现生产", "发现产能"])
    def test_production_or_capacity_found_after_the_claim(self, result):
        ledger = exits(
            enterprises="id, exited_on\nA, 2021-08-01",
            inspections=f"on, kind, enterprise, result\n2021-08-15, patrol, A, {result}",
        )
        assert state_of(ledger, "A", "2021-08-14") == "claimed"
        assert state_of(ledger, "A", "2021-08-15") == "relapsed"
        assert state_of(ledger, "A", "2031-08-15") == "relapsed"

    def test_production_before_the_claim_is_no_relapse(self):
        ledger = exits(
            enterprises="id, exited_on\nA, 2021-08-01",
            inspections="on, kind, enterprise, result\n2021-07-15, patrol, A, producing",
        )
        assert state_of(ledger, "A", "2021-07-15") == "listed"
        assert state_of(ledger, "A", "2021-08-01") == "claimed"

    def test_production_where_nothing_was_claimed_is_no_relapse(self):
        ledger = exits(
            enterprises="id, stopped_on\nA, 2021-08-01",
            inspections="on, kind, enterprise, result\n2021-08-15, patrol, A, producing",
        )
        assert state_of(ledger, "A", "2021-12-31") == "stopped"

    @pytest.mark.parametrize("result", ["violation", "fail"])
    def test_another_fault_is_no_relapse(self, result):
        ledger = exits(
            enterprises="id, exited_on\nA, 2021-08-01",
            inspections=f"on, kind, enterprise, result\n2021-08-15, acceptance, A, {result}",
        )
        assert state_of(ledger, "A", "2021-08-15") == "claimed"

    def test_it_lasts_until_an_observation_that_names_the_enterprise_finds_it_clear(self):
        ledger = exits(
            parks="id\nP",
            enterprises="id, park, exited_on\nA, P, 2021-08-01\nB, P, 2021-08-01",
            inspections="""
                on,         kind,      park, enterprise, result
                2021-08-15, patrol,    P,    A,          producing
                2021-08-20, patrol,    P,    ,           clear
                2021-08-25, look_back, P,    B,          clear
                2021-08-30, look_back, P,    A,          clear
            """,
        )
        assert state_of(ledger, "A", "2021-08-20") == "relapsed"
        assert state_of(ledger, "A", "2021-08-25") == "relapsed"
        assert state_of(ledger, "A", "2021-08-29") == "relapsed"
        assert state_of(ledger, "A", "2021-08-30") == "claimed"

    def test_a_passed_acceptance_finds_it_clear_as_well(self):
        ledger = exits(
            enterprises="id, exited_on, verified_on\nA, 2021-08-01, 2021-08-04",
            inspections="""
                on,         kind,       enterprise, stage, result
                2021-08-15, patrol,     A,          ,      capacity
                2021-08-30, acceptance, A,          验收,  pass
            """,
        )
        assert state_of(ledger, "A", "2021-08-29") == "relapsed"
        assert state_of(ledger, "A", "2021-08-30") == "accepted"

    def test_it_can_relapse_again_and_again(self):
        ledger = exits(
            enterprises="id, exited_on, verified_on\nA, 2021-08-01, 2021-08-04",
            inspections="""
                on,         kind,      enterprise, result
                2021-08-15, patrol,    A,          producing
                2021-08-16, patrol,    A,          producing
                2021-08-20, look_back, A,          clear
                2021-09-15, patrol,    A,          capacity
                2021-09-20, look_back, A,          clear
            """,
        )
        days = ["2021-08-14", "2021-08-15", "2021-08-20", "2021-09-15", "2021-09-20"]
        states = ["proven", "relapsed", "proven", "relapsed", "proven"]
        assert [state_of(ledger, "A", on) for on in days] == states

    def test_the_order_of_the_lines_does_not_matter(self):
        ledger = exits(
            enterprises="id, exited_on\nA, 2021-08-01",
            inspections="""
                on,         kind,      enterprise, result
                2021-08-30, look_back, A,          clear
                2021-08-15, patrol,    A,          producing
            """,
        )
        assert state_of(ledger, "A", "2021-08-29") == "relapsed"
        assert state_of(ledger, "A", "2021-08-30") == "claimed"

    @pytest.mark.parametrize("kinds", [("patrol", "look_back"), ("look_back", "patrol")])
    def test_of_two_observations_of_one_day_the_bad_one_stands(self, kinds):
        """Whichever kind it is of, and in whatever order they are written."""
        producing = f"2021-08-15, {kinds[0]}, A, producing"
        clear = f"2021-08-15, {kinds[1]}, A, clear"
        both = [
            exits(
                enterprises="id, exited_on\nA, 2021-08-01",
                inspections=f"on, kind, enterprise, result\n{first}\n{second}",
            )
            for first, second in ((producing, clear), (clear, producing))
        ]
        assert [state_of(ledger, "A", "2021-08-16") for ledger in both] == ["relapsed", "relapsed"]


class TestParks:
    """Parks and their dated columns have standards and states in the same way."""

    def test_a_park_is_claimed_proven_and_relapses(self):
        ledger = a_ledger(
            columns="parks: [{key: cancelled_on, title: 撤销日期, type: date}]",
            standards="gone: [{item: 撤销, has: cancelled_on}]",
            disposals="[{id: 撤销取缔, standard: gone}]",
            parks="""
                id, disposal, exited_on,  cancelled_on
                P,  撤销取缔, 2021-08-01, 2021-08-10
            """,
            inspections="""
                on,         kind,   park, result
                2021-09-01, patrol, P,    producing
                2021-09-10, patrol, P,    clear
            """,
        )
        days = ["2021-08-01", "2021-08-10", "2021-09-01", "2021-09-10"]
        states = ["claimed", "proven", "relapsed", "proven"]
        assert [state_of(ledger, "P", on, of="parks") for on in days] == states

    def test_before_its_claim_a_park_is_listed(self):
        ledger = a_ledger(parks="id, listed_on, exited_on\nP, 2021-07-01, 2021-08-01")
        assert state_of(ledger, "P", "2021-06-30", of="parks") is None
        assert state_of(ledger, "P", "2021-07-31", of="parks") == "listed"

    def test_an_observation_of_one_of_its_enterprises_is_not_one_of_the_park(self):
        ledger = a_ledger(
            parks="id, exited_on\nP, 2021-08-01",
            enterprises="id, park\nA, P",
            inspections="on, kind, park, enterprise, result\n2021-09-01, patrol, P, A, producing",
        )
        assert state_of(ledger, "P", "2021-09-01", of="parks") == "claimed"
