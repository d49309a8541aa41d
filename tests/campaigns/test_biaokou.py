"""biaokou: a town's long-term watch. What the document holds, counted in its text, and what its sample answers.

The figures were counted in the source text by clause; each is held here against the plan.
"""

from __future__ import annotations

import re
from collections import Counter

import pytest

from parkledger.checks import check
from parkledger.compute.classes import classify
from parkledger.compute.lives import lives
from parkledger.compute.standards import missing_items
from support.answers import criterion, criterion_state, day, duty, open_on, overdue_on, rule, stale_on, state_of
from support.samples import Sample

SAMPLE = Sample((
    "ledger.yaml", "plans/biaokou.yaml", "parks/biaokou.yaml", "enterprises/biaokou.csv", "inspections/biaokou.csv",
    "filings/biaokou.csv",
))  # fmt: skip
texts, sample = SAMPLE.texts, SAMPLE.ledger
END = "2023-12-31"


def a_sample(**changed):
    """The sample with some cells of one roster row changed: ``BK_0001={"due_on": "…"}``."""
    header, *lines = texts()["enterprises/biaokou.csv"].splitlines()
    columns = header.split(",")
    rows = [dict(zip(columns, line.split(","), strict=True)) for line in lines]
    for row in rows:
        row.update(changed.get(row["id"].replace("-", "_"), {}))
    roster = "\n".join([header, *(",".join(row.values()) for row in rows)]) + "\n"
    return SAMPLE.with_file("enterprises/biaokou.csv", roster)


def the_plan():
    return sample().campaigns[0].plan


def classified(ledger, member, on):
    (campaign,) = ledger.campaigns
    return classify(campaign, "enterprises", campaign.enterprise_rows[member], day(on).toordinal())


def found(ledger, on=END):
    return [(one.rule.code, one.pointer) for one in check(ledger, day(on)) if one.waived is None]


class TestTheDocument:
    def test_it_prints_no_day_so_that_both_of_its_days_are_the_ledgers_settings(self):
        assert the_plan().issued_on is None
        assert "effective_on: settings.effective_on" in texts()["plans/biaokou.yaml"]
        assert "baseline_on: settings.baseline_on" in texts()["plans/biaokou.yaml"]

    def test_no_deadline_and_no_number_is_invented(self):
        plan = the_plan()
        assert {one.due.kind for _, one, _ in plan.measured()} == {"unscheduled", "standing"}
        assert [one.quota.from_ for _, one, _ in plan.measured() if one.quota] == [None, None]
        assert {one.due.kind for one in plan.duties if one.due} == {"unscheduled"}
        assert [one.id for one in plan.duties if one.within is not None] == []

    def test_ten_tasks_by_heading(self):
        # the two classes of 三（一）三（二）, 五 1 to 3, 六 1 to 5
        assert Counter(task.section for task in the_plan().tasks) == {
            "三、整治范围和标准": 2, "五、工作内容": 3, "六、工作措施": 5,
        }  # fmt: skip

    def test_sixteen_criteria_by_kind(self):
        # quota 三（一）三（二）; milestone 红线（五1）排查梳理（五2）; coverage 一企一档、包保（五2）;
        # standing 三（二）五1（其次）五1（第四）五2（二是）; qualitative 五3 and one of each of 六1 to 六5
        assert Counter(one.kind for _, _, _, one in the_plan().criteria()) == {
            "quota": 2, "milestone": 2, "coverage": 2, "standing": 4, "qualitative": 6,
        }  # fmt: skip

    def test_six_goals_one_for_each_furthering_that_the_second_heading_names(self):
        goals = the_plan().goals
        assert [goal.text[:3] for goal in goals] == ["进一步"] * 6
        assert {goal.kind for goal in goals} == {"qualitative"}

    def test_duties_by_clause(self):
        assert Counter(one.clause for one in the_plan().duties) == {
            "二": 1, "三": 1, "三（一）": 3, "三（二）": 2, "四": 1,
            "五1（首先）": 1, "五1（其次）": 1, "五1（第三）": 2, "五1（第四）": 1, "五1（第五）": 1,
            "五2（一）": 5, "五2（二是）": 1, "五2（三是）": 3, "五3": 4,
            "六1": 2, "六2": 2, "六3": 2, "六4": 3, "六5": 5,
        }  # fmt: skip

    def test_forty_one_duties_by_kind(self):
        # recurring 回头看、日常巡查、夜查（五2）量化考核（六4）; one-off 专项工作计划（四）出租制度（五1）
        assert Counter(one.kind for one in the_plan().duties) == {
            "continuous": 20, "conditional": 15, "recurring": 4, "one_off": 2,
        }  # fmt: skip

    def test_six_grounds_of_which_the_third_names_three_cases(self):
        # 三（一）1 to 6; 3 reads 无工商营业执照、无生产许可证、未按期取得排污许可证
        closing, moving = the_plan().classes
        assert Counter(ground.clause for ground in closing.any) == {
            "三（一）1": 1, "三（一）2": 1, "三（一）3": 3, "三（一）4": 1, "三（一）5": 1, "三（一）6": 1,
        }  # fmt: skip
        assert (closing.id, moving.id, moving.overdue.to, moving.overdue.because) == (
            "取缔类", "搬迁改造类", "取缔类", "三（二）",
        )  # fmt: skip

    def test_two_cuts_and_three_clearances(self):
        items = [item.item for item in the_plan().standards["closed"]]
        assert items == ["断水", "断电", "清除原料", "清除产品", "清除设备"]

    def test_relocation_has_four_checks_of_its_own_assignment_three_the_response_five(self):
        standards = the_plan().standards
        assert (len(standards["relocated"]), len(standards["assigned"]), len(standards["response"])) == (4, 3, 5)

    def test_the_leading_group_is_offices_alone(self):
        # 四: 组长, 常务副组长, four 副组长 (two of them 副镇长); 六 members have names only and are left out
        leading = the_plan().groups[0]
        assert leading.head == "镇党委书记"
        assert Counter(leading.deputies) == {
            "镇党委副书记（常务副组长）": 1, "副镇长": 2, "武装部长": 1, "派出所所长": 1,
        }  # fmt: skip
        assert not re.search(r"(组\s*长|成\s*员)：", texts()["plans/biaokou.yaml"])

    def test_units_groups_rules_and_notes(self):
        # units: ten that are named (六2 四 一 五1 五3), nine collective names, 企业负责人 and 房东
        # groups: 领导小组（四）, 办公室（五1）, 巡查小组（五2）
        plan = the_plan()
        assert (len(plan.units), len(plan.groups), len(plan.zero)) == (21, 3, 6)
        assert (len(plan.provisions), len(plan.declared), len(plan.questions)) == (11, 4, 38)

    def test_nothing_is_wrong_with_it_on_the_last_day_of_its_sample_but_deadlines_to_come(self):
        # deadlines that the plan declares (permits, 限期) are facts of a later day, not mistakes
        assert {code for code, _ in found(sample())} <= {"PL507"}
        assert found(sample(), "2026-11-22") == []


class TestClasses:
    @pytest.mark.parametrize(
        ("member", "ground"),
        [
            ("BK-0043", "1"), ("BK-0045", "2"), ("BK-0049", "3.1"), ("BK-0053", "3.2"), ("BK-0055", "3.3"),
            ("BK-0057", "4"), ("BK-0060", "5"), ("BK-0062", "6"),
        ],
    )  # fmt: skip
    def test_each_ground_decides(self, member, ground):
        one = classified(sample(), member, END)
        assert (one.name, one.ground, one.others) == ("取缔类", ground, ())

    def test_a_ground_counts_from_the_day_on_which_it_was_established(self):
        assert classified(sample(), "BK-0060", "2023-10-11") is None
        assert classified(sample(), "BK-0060", "2023-10-12").ground == "5"

    def test_a_permit_and_a_time_for_putting_right_count_from_the_day_after(self):
        assert [classified(sample(), "BK-0056", on) is None for on in ("2023-11-15", "2023-11-16")] == [True, False]
        assert [classified(sample(), "BK-0063", on) is None for on in ("2023-11-30", "2023-12-01")] == [True, False]

    def test_what_was_put_right_in_time_is_in_no_class(self):
        assert classified(sample(), "BK-0065", END) is None

    @pytest.mark.parametrize(
        ("rectified", "ground"), [("2023-10-31", None), ("2023-11-01", "6"), ("", "6"), ("2023-10-20", None)]
    )
    def test_its_limit_may_stand_beside_the_day_on_which_it_was_put_right(self, rectified, ground):
        ledger = a_sample(BK_0065={"rectify_until": "2023-10-31", "rectified_on": rectified})
        one = classified(ledger, "BK-0065", END)
        assert (one and one.ground) == ground

    def test_a_missed_deadline_moves_it_to_the_closing_class_on_that_day_with_the_reason(self):
        before, after = (classified(sample(), "BK-0014", on) for on in ("2023-10-31", "2023-11-01"))
        assert (before.name, before.moved) == ("搬迁改造类", None)
        assert after.name == "取缔类"
        assert (after.moved.origin, after.moved.on.isoformat(), after.moved.because) == (
            "搬迁改造类", "2023-11-01", "三（二）",
        )  # fmt: skip

    def test_who_moved_out_in_time_is_not_moved(self):
        assert classified(sample(), "BK-0001", END).name == "搬迁改造类"

    def test_the_first_ground_of_the_document_decides_among_several(self):
        ledger = a_sample(BK_0060={"no_business_licence_on": "2023-10-01"})
        assert classified(ledger, "BK-0060", END).ground == "3.1"

    def test_two_classes_conflict_and_the_samples_one_case_is_waived(self):
        assert classified(sample(), "BK-0064", END).others == ("搬迁改造类",)
        ledger = a_sample(BK_0035={"severe_hazard_on": "2023-12-01"})
        assert ("PL514", "enterprises/BK-0035/id") in found(ledger)


class TestProof:
    def test_an_exit_without_one_of_the_five_items_is_only_claimed(self):
        (campaign,) = sample().campaigns
        row = campaign.enterprise_rows["BK-0048"]
        closed = campaign.plan.standards["closed"]
        assert missing_items(campaign.enterprises, closed, row, day(END).toordinal()) == ("断水",)
        assert state_of(sample(), "BK-0048", END) == "claimed"
        assert open_on(sample(), "not_closed", END) == ["BK-0048"]

    def test_power_that_was_cut_later_proves_it_later(self):
        (campaign,) = sample().campaigns
        row, life = campaign.enterprise_rows["BK-0054"], lives(campaign, "enterprises")
        assert life.proven[row] - life.claimed[row] == 17

    def test_relocation_needs_its_own_items(self):
        assert [state_of(sample(), one, END) for one in ("BK-0029", "BK-0016")] == ["claimed", "proven"]

    def test_enforcement_does_not_come_before_the_time_for_self_clearance_has_passed(self):
        ledger = a_sample(BK_0044={"enforced_on": "2023-09-16"})
        assert ("PL513", "enterprises/BK-0044/enforced_on") in found(ledger)

    def test_what_is_left_of_both_classes(self):
        left = {on: [criterion(sample(), one, on).actual for one in ("3.1a", "3.2a")] for on in ("2023-10-31", END)}
        # at the end: 取缔 48, 52, 56, 63, 76; 搬迁 14, 15, 29, 30, 35 to 42, 64, 7 that came back,
        # and the two that missed their day and now owe the closing standard
        assert left == {"2023-10-31": [6, 31], END: [5, 16]}


class TestWatch:
    def test_a_patrol_every_night_with_two_people_gap_nights_listed(self):
        one = duty(sample(), "x3a", END)
        assert (one.periods, one.on_time, one.late) == (122, 114, 0)
        assert one.missing == (
            "2023-09-29", "2023-10-01", "2023-10-02", "2023-10-14", "2023-11-05", "2023-11-19", "2023-12-09",
            "2023-12-24",
        )  # fmt: skip

    def test_the_nights_of_one_person_are_gaps_because_of_the_number(self):
        alone = [line for line in texts()["inspections/biaokou.csv"].splitlines() if "仅一人到岗" in line]
        assert [line[:10] for line in alone] == ["2023-10-14", "2023-11-05", "2023-12-09"]

    def test_relapse_opens_the_case_again_until_a_look_back_is_clear(self):
        assert [open_on(sample(), "relapse", on) for on in ("2023-11-05", "2023-11-06", "2023-11-14")] == [
            [], ["BK-0001"], [],
        ]  # fmt: skip
        assert state_of(sample(), "BK-0007", END) == "relapsed"
        assert criterion_state(sample(), "5.2d", END) == "breached"

    def test_a_look_back_that_finds_it_back_is_answered_by_putting_it_on_the_list(self):
        one = duty(sample(), "x1a", END)
        assert (one.periods, one.on_time, len(one.missing)) == (2, 1, 1)

    def test_nobody_has_looked_at_one_village(self):
        assert stale_on(sample(), "relapse", END) == ["BK-0044", "BK-0054", "BK-0004", "BK-0024"]

    def test_daily_patrols_have_no_period_until_the_ledger_sets_one(self):
        assert (duty(sample(), "x3", END).every, rule(sample(), "new_scattered", END).stale) == (None, None)
        text = texts()["ledger.yaml"].replace("    assess_every:", "    patrol_every: week\n    assess_every:")
        ledger = SAMPLE.with_file("ledger.yaml", text)
        assert duty(ledger, "x3", END).periods > 10

    @pytest.mark.parametrize(
        ("item", "cases", "answered"), [("x1b", 5, 4), ("x1c", 3, 2), ("c5b", 5, 4), ("c5c", 3, 2)]
    )
    def test_complaints_and_assignments_are_all_taken_in(self, item, cases, answered):
        one = duty(sample(), item, END)
        assert (one.periods, one.on_time, len(one.missing)) == (cases, answered, cases - answered)

    def test_the_response_is_complete_only_with_all_its_moments(self):
        one = duty(sample(), "x3b", END)
        assert (one.periods, one.on_time, [case[:10] for case in one.missing]) == (6, 5, ["2023-12-14"])

    def test_the_response_goes_in_its_order(self):
        text = texts()["inspections/biaokou.csv"].replace("2023-11-06 23:00", "2023-11-06 22:40")
        ledger = SAMPLE.with_file("inspections/biaokou.csv", text)
        assert "PL513" in {code for code, _ in found(ledger)}

    def test_new_workshops_and_open_complaints_are_cases(self):
        assert open_on(sample(), "new_scattered", END) == ["BK-0039", "BK-0076", "BK-0040", "BK-0041"]

    def test_permits_are_held_against_the_day(self):
        assert [open_on(sample(), "permit", on) for on in ("2023-11-15", "2023-11-16")] == [[], ["BK-0055", "BK-0056"]]
        assert open_on(sample(), "permit", END) == ["BK-0056"]

    def test_landlords_who_have_not_pledged(self):
        assert open_on(sample(), "no_pledge", END) == ["BK-0003", "BK-0021"]

    def test_village_department_and_person_for_each_enterprise(self):
        lacking = {one.member: one.missing for one in criterion(sample(), "5.2c", END).lacking}
        assert lacking == {"BK-0009": ("具体部门",), "BK-0027": ("具体人",), "BK-0044": ("具体部门",)}

    def test_a_dossier_for_each_enterprise(self):
        assert [one.member for one in criterion(sample(), "5.2b", END).lacking] == ["BK-0014", "BK-0038", "BK-0057"]

    @pytest.mark.parametrize(
        ("row", "on", "counted", "missing"),
        [
            # 限期自行拆除: the limits of 0051 (09-28) and 0052 (09-23) have passed, that of 0058 (10-05) has not
            ("t3", "2023-09-30", (14, 9, 3), ("BK-0051", "BK-0052")),
            ("t3", END, (20, 13, 6), ("BK-0052",)),
            # 联合执法: of 12 limits seven were kept, 0054's too, whose power was cut later; by the end 18, eleven kept
            ("t4", "2023-09-30", (5, 2, 0), ("BK-0048", "BK-0051", "BK-0052")),
            ("t4", END, (7, 5, 0), ("BK-0048", "BK-0052")),
            # 限期停产搬迁: the first limits are 10-31 and 11-30; 0029 and 0030 stopped, but their power is still on
            ("t5", "2023-10-31", (12, 12, 0), ()),
            ("t5", "2023-11-01", (15, 12, 0), ("BK-0013", "BK-0014", "BK-0015")),
            ("t5", END, (34, 28, 2), ("BK-0014", "BK-0015", "BK-0029", "BK-0030")),
            # 逾期未完成搬迁: 0013 and 0028 left after their day, and owe the closing standard
            ("t6", "2023-10-31", (0, 0, 0), ()),
            ("t6", "2023-11-01", (3, 0, 0), ("BK-0013", "BK-0014", "BK-0015")),
            ("t6", END, (4, 0, 0), ("BK-0013", "BK-0014", "BK-0015", "BK-0028")),
        ],
    )
    def test_nobody_is_late_before_the_limit_that_an_enterprise_was_given(self, row, on, counted, missing):
        one = duty(sample(), row, on)
        assert ((one.periods, one.on_time, one.late), one.missing) == (counted, missing)

    @pytest.mark.parametrize("on", ["2023-09-30", "2023-11-01", "2023-12-01", END])
    def test_forced_closure_is_owed_for_those_that_moved_to_the_closing_class_and_no_other(self, on):
        everybody = sample().campaigns[0].enterprise_rows
        moved = [name for name in everybody if (one := classified(sample(), name, on)) and one.moved]
        assert sorted(duty(sample(), "t6", on).missing) == sorted(moved)

    def test_villages_are_assessed_by_the_ledgers_period(self):
        one = duty(sample(), "c4", END)
        assert (one.periods, one.on_time, one.late, one.missing) == (4, 2, 1, ("2023-11",))

    def test_without_deadlines_nothing_is_overdue(self):
        assert overdue_on(sample(), END) == {}
