"""tongzhou-2016: an industry moved out by category and proof. What the document holds, and what its sample answers.

The figures were counted in the source text by clause; each is held here against the plan.
"""

from __future__ import annotations

import csv
import io
import re
from collections import Counter

import pytest

from parkledger.checks import check
from parkledger.compute.classes import classify
from parkledger.compute.duties import duties
from parkledger.compute.standards import missing_items
from support.answers import (
    actual,
    criterion,
    criterion_state,
    day,
    duty,
    group_states,
    open_on,
    overdue_on,
    rule,
    stale_on,
    state_of,
)
from support.samples import Sample

PLAN = "plans/tongzhou-2016.yaml"
ROSTER, FILINGS, INSPECTIONS = (f"{kind}/tongzhou.csv" for kind in ("enterprises", "filings", "inspections"))
SAMPLE = Sample(("ledger.yaml", PLAN, "parks/tongzhou.yaml", ROSTER, FILINGS, INSPECTIONS))
texts, sample, changed = SAMPLE.texts, SAMPLE.ledger, SAMPLE.changed
END = "2018-03-31"
NUMBERS = "一二三四五六七八九十"
PRINTED = {
    "一": 9, "二": 12, "三": 4, "四": 2, "五": 4, "六": 6, "七": 2, "八": 3, "九": 2, "十": 2, "十一": 4, "十二": 1,
    "十三": 1, "十四": 4, "十五": 1, "十六": 1, "十七": 1, "十八": 3, "十九": 3, "二十": 2, "二十一": 2, "二十二": 2,
    "二十三": 1, "二十四": 1, "二十五": 2, "二十六": 2, "二十七": 1, "二十八": 1, "二十九": 1, "三十": 1,
    "三十一": 8, "三十二": 10,
}  # fmt: skip
"""Heading of the fourth part -> the last number printed under it; 1 where nothing is numbered."""


def the_plan():
    return sample().campaigns[0].plan


def table(path):
    return list(csv.DictReader(io.StringIO(texts()[path])))


def rewritten(path, rows):
    text = io.StringIO()
    writer = csv.DictWriter(text, list(rows[0]), lineterminator="\n")
    writer.writeheader()
    writer.writerows(rows)
    return SAMPLE.with_file(path, text.getvalue())


def with_cells(member, **cells):
    """The sample with some cells of one roster row written otherwise."""
    return rewritten(ROSTER, [row | (cells if row["id"] == member else {}) for row in table(ROSTER)])


def lacking(ledger, member, standard, on=END):
    (campaign,) = ledger.campaigns
    row = campaign.enterprise_rows[member]
    return missing_items(campaign.enterprises, campaign.standard(standard), row, day(on).toordinal())


def bare(duty_id):
    """Whether a duty bears a number of the fourth part as it stands: 2-1, 13; not 2-1a, s4."""
    return re.fullmatch(r"\d+(-\d+)?", duty_id) is not None


def heading(clause):
    return re.fullmatch(r"四（(.+?)）\d*", clause)[1]


class TestTheDocument:
    def test_it_is_of_the_day_that_it_bears(self):
        plan = the_plan()
        assert (str(plan.issued_on), str(plan.effective_on), plan.number) == ("2016-06-14", "2016-06-14", None)

    def test_thirty_two_headings_with_ninety_nine_numbered_items(self):
        # 四（一）to（三十二）: the numbers printed under each heading, 1 where none is
        numbered = [one for one in the_plan().duties if bare(one.id)]
        assert Counter(heading(one.clause) for one in numbered) == PRINTED
        assert (len(PRINTED), len(numbered)) == (32, 99)

    def test_every_numbered_item_stands_under_its_own_number(self):
        for one in the_plan().duties:
            if one.id[0].isdigit():
                number = one.id.rstrip("abcd").partition("-")[2]
                assert one.clause == f"四（{list(PRINTED)[int(re.match(r'[0-9]+', one.id)[0]) - 1]}）{number}"

    def test_duties_by_heading(self):
        counted = Counter(heading(one.clause) for one in the_plan().duties if one.clause.startswith("四"))
        assert counted == {
            "一": 13, "二": 18, "三": 5, "四": 6, "五": 6, "六": 8, "七": 3, "八": 5, "九": 3, "十": 4, "十一": 9,
            "十二": 3, "十三": 1, "十四": 6, "十五": 2, "十六": 1, "十七": 1, "十八": 4, "十九": 4, "二十": 3,
            "二十一": 2, "二十二": 4, "二十三": 2, "二十四": 1, "二十五": 3, "二十六": 4, "二十七": 1, "二十八": 2,
            "二十九": 3, "三十": 2, "三十一": 20, "三十二": 24,
        }  # fmt: skip

    def test_duties_of_the_third_part_by_clause(self):
        # 三（二）meetings; （三）1 to 4, 2 names two; （四）four papers, three commissions, the money; （五）to（七）
        counted = Counter(one.clause for one in the_plan().duties if one.clause.startswith("三"))
        assert counted == {
            "三（二）": 1, "三（三）1": 1, "三（三）2": 2, "三（三）3": 1, "三（三）4": 1, "三（四）": 8, "三（五）": 2,
            "三（六）": 3, "三（七）": 1,
        }  # fmt: skip

    def test_duties_by_kind(self):
        assert Counter(one.kind for one in the_plan().duties) == {
            "continuous": 85, "one_off": 47, "conditional": 48, "recurring": 13,
        }  # fmt: skip

    def test_recurring_duties_by_rhythm(self):
        # month: 三（二）四（一）9, twice each; sweeps of 四（三十一）5（三十二）4 by setting, 四（四）1 has none set
        # year: 三（六）twice; lists, flags and yearly plans of 四（三十一）4 6（三十二）3 5
        recurring = [one for one in the_plan().duties if one.kind == "recurring"]
        assert Counter((str(one.every), one.times) for one in recurring) == {
            ("month", 2): 2, ("month", 1): 2, ("None", 1): 1, ("year", 1): 8,
        }  # fmt: skip

    def test_only_the_first_years_lists_have_a_day(self):
        dated = {one.id: str(one.due.day) for one in the_plan().duties if one.due and one.due.day}
        assert dated == {"31-4d": "2016-12-31", "32-3d": "2016-12-31"}

    def test_joint_work_wherever_the_text_says_so(self):
        # 会同: fifteen items of the fourth part; 三（三）2 takes its units from 四（二）5
        joint = [one for one in the_plan().duties if one.joint]
        assert {one.clause for one in joint} == {
            "四（二）3", "四（二）5", "四（二）6", "四（二）7", "四（二）10", "四（二）11", "四（二）12", "四（三）2",
            "四（四）1", "四（六）3", "四（十一）4", "四（十六）", "四（二十五）1", "四（二十七）", "四（二十九）",
            "三（三）2",
        }  # fmt: skip
        assert all("会同" in one.text for one in joint if one.clause != "三（三）2")

    def test_support_wherever_the_text_says_so(self):
        # 配合: 四（五）3,（八）2 3,（十）2,（二十六）1; the heading's unit supports, it does not lead
        helping = {one.id: one.support for one in the_plan().duties if "配合" in one.text}
        assert set(helping) == {"5-3", "8-2a", "8-3", "10-2", "10-2a", "26-1", "26-1a", "26-1b"}
        assert helping["5-3"] == ("区安全监管局",)
        assert all(helping.values())

    def test_a_heading_of_two_units(self):
        # 四（二十）区国税局、区地税局
        leads = {one.lead for one in the_plan().duties if one.clause.startswith("四（二十）")}
        assert leads == {("区国税局", "区地税局")}
        assert [one.unit for one in duties(sample(), day(END)) if one.duty == "20-1"] == ["区国税局", "区地税局"]

    def test_eleven_tasks_by_section(self):
        # 二（三）1(1) to (4), 2, 3; 二（四）1 to 4; the pilots of 四（三十二）5
        assert Counter(task.section for task in the_plan().tasks) == {
            "1.到2016年底": 4, "2.到2017年底": 1, "3.到2020年底": 1, "（四）工作标准": 4, None: 1,
        }  # fmt: skip

    def test_twenty_three_criteria_by_kind(self):
        # quotas: 1(1) one, (2) production and dealers, (3) trades and processes, (4) three kinds of places, 2 four,
        # 二（四）1 two; qualitative: 1(4), 2, 3, 二（四）1 two, 3, 4
        assert Counter(one.kind for _, _, _, one in the_plan().criteria()) == {
            "quota": 14, "standing": 1, "threshold": 1, "qualitative": 7,
        }  # fmt: skip
        assert [goal.id for goal in the_plan().goals] == ["g1"]

    def test_deadlines_by_year(self):
        days = Counter(str(one.due.day) for _, _, _, one in the_plan().criteria())
        assert days == {"2016-12-31": 9, "2017-12-31": 5, "2020-12-31": 1, "None": 8}

    def test_no_number_is_invented(self):
        assert {one.quota.from_ for _, one, _ in the_plan().measured() if one.quota} == {None}

    def test_eight_trades_of_the_catalogue_two_processes_six_exempt_classes_and_four_plants(self):
        # 二（三）1(3) names eight trades and two processes, then 等; 二（二）1 six classes; 四（十一）1 四类企业
        choices = {one.key: one.choices for one in the_plan().columns.enterprises}
        columns = ("catalogue", "process", "exempt_class", "station")
        assert [len(choices[key]) for key in columns] == [8 + 1, 2 + 1, 6, 4]

    def test_three_items_each_for_exit_exemption_and_the_towns_list(self):
        # 二（四）2; 二（二）1; 四（三十二）3: 书记、乡镇长签字、公章
        standards = the_plan().standards
        assert [len(standards[key]) for key in ("whole", "exempt", "town_list")] == [3, 3, 3]
        assert [one.id for one in the_plan().duties if one.requires] == ["32-3", "32-3d"]

    def test_three_stages_of_acceptance_one_of_them_drawn(self):
        # 四（三十一）8（三十二）8; （二）9; （二）10
        assert [(one.stage, one.drawn) for one in the_plan().acceptance] == [
            ("属地验收", False), ("第三方验收", False), ("随机抽验", True),
        ]  # fmt: skip

    def test_eighteen_units_join_the_leading_group(self):
        # 三（一）区委宣传部 to 通州供电公司
        members = next(unit.members for unit in the_plan().units if unit.name == "各成员单位")
        assert len(members) == len(set(members)) == 18

    def test_units_groups_rules_and_notes(self):
        # units: 34 of the headings（二）to（三十二）(two of（二十）, three of（十二）), the water company and the third
        # party, six collective names, the district and four of the city; groups: the leading group and its office
        plan = the_plan()
        assert (len(plan.units), len(plan.groups), len(plan.zero)) == (47, 2, 7)
        assert (len(plan.provisions), len(plan.declared), len(plan.questions)) == (13, 24, 35)

    def test_every_question_is_waived_with_a_reason_of_its_own(self):
        plan = the_plan()
        # where the transcription was mended the waiver names the commit: tasks/2@c81c03c4f3
        read = {one.at for one in plan.waivers if "@" not in one.at}
        assert read == {"duties/4-1", *(f"questions/{one.id}" for one in plan.questions)}
        assert len({one.reason for one in plan.waivers}) == len(plan.waivers)

    def test_nothing_is_left_unwaived(self):
        assert [(one.rule.code, one.pointer) for one in check(sample(), day(END)) if one.waived is None] == []


class TestTheSample:
    @pytest.mark.parametrize(
        ("name", "end_of_2016", "end"),
        [("1-1.1", 3, 4), ("1-2.1", 0, 0), ("1-2.2", 1, 0), ("1-3.1", 4, 3), ("1-3.2", 2, 1), ("1-4.1", 2, 1)],
    )
    def test_what_remains_of_the_goals_of_2016(self, name, end_of_2016, end):
        assert (actual(sample(), name, "2016-12-31"), actual(sample(), name, END)) == (end_of_2016, end)

    def test_the_due_day_itself_is_not_late(self):
        assert overdue_on(sample(), "2016-12-31") == {}
        assert overdue_on(sample(), "2017-01-01")["1-1.1"] == 1

    def test_the_last_dealer_left_forty_five_days_late(self):
        found = criterion(sample(), "1-2.2", END)
        assert (found.state, found.days_overdue, str(found.done_on)) == ("met_late", 45, "2017-02-14")

    def test_a_dealer_without_hidden_danger_is_in_no_goal_of_2016(self):
        assert actual(with_cells("TZ-0030", hidden_danger="true"), "1-2.2", END) == 1

    def test_the_north_has_its_own_deadline(self):
        assert criterion_state(sample(), "1-4.2", "2017-01-01") == "overdue"
        assert criterion_state(sample(), "2.1", "2017-01-01") == "pending"
        before = actual(sample(), "1-4.2", END)
        assert actual(with_cells("TZ-0094", zone="京哈以北"), "1-4.2", END) == before + 1

    def test_parks_of_the_north_by_town(self):
        assert group_states(sample(), "1-4.1", END) == {
            "示例一镇": "met", "示例三镇": "met", "示例二镇": "met_late", "示例六街道": "overdue",
        }  # fmt: skip

    def test_goals_that_cannot_be_measured_are_unmeasured_and_never_late(self):
        assert {criterion_state(sample(), name, "2021-01-01") for name in ("1-4.4", "2.5", "3.1", "b1.3")} == {
            "unmeasured"
        }
        assert not {"1-4.4", "2.5", "3.1"} & set(overdue_on(sample(), "2021-01-01"))


class TestProof:
    def test_staff_settled_after_the_exit_proves_nothing(self):
        assert state_of(sample(), "TZ-0017", END) == "claimed"
        assert lacking(sample(), "TZ-0017", "cleared") == ("退出前完成职工分流安置",)
        settled = with_cells("TZ-0017", staff_settled_on="2016-12-12")
        assert (lacking(settled, "TZ-0017", "cleared"), actual(settled, "1-1.1", END)) == ((), 3)

    def test_equipment_and_licence_each_are_asked_for(self):
        assert lacking(sample(), "TZ-0073", "whole") == ("营业执照变更或注销",)
        assert lacking(sample(), "TZ-0095", "whole") == ("主要设备拆除",)

    @pytest.mark.parametrize("column", ["licence_changed_on", "licence_cancelled_on"])
    def test_a_licence_changed_or_cancelled_will_do(self, column):
        assert state_of(with_cells("TZ-0073", **{column: "2017-01-20"}), "TZ-0073", END) == "proven"

    def test_a_process_exit_is_no_exit_of_the_enterprise(self):
        (campaign,) = sample().campaigns
        row = campaign.enterprises.texts["process"].index("使用有机溶剂型涂料的家具制造")
        member = campaign.enterprises.texts["id"][row]
        assert lacking(sample(), member, "process") == ()
        assert state_of(sample(), member, END) == "listed"
        assert state_of(with_cells(member, exited_on="2016-12-01"), member, END) == "listed"

    def test_exemption_needs_flag_and_assessment_and_decision(self):
        assert lacking(sample(), "TZ-0033", "exempt") == ()
        assert lacking(sample(), "TZ-0039", "exempt") == ("区领导小组研究决定",)
        assert lacking(sample(), "TZ-0065", "exempt") == ("第三方评估认定", "区领导小组研究决定")
        assert actual(with_cells("TZ-0039", exempted_on="2016-12-20"), "1-3.1", END) == 2
        assert actual(with_cells("TZ-0033", exempt_class=""), "1-3.1", END) == 4
        assert actual(with_cells("TZ-0033", assessed_on=""), "1-3.1", END) == 4

    def test_a_refused_acceptance_makes_it_a_claim_again(self):
        assert state_of(sample(), "TZ-0036", END) == "claimed"
        assert "TZ-0036" in open_on(sample(), "not_accepted", END)

    def test_a_failed_spot_check_reopens_until_it_passes(self):
        (failed,) = [one for one in table(INSPECTIONS) if one["stage"] == "随机抽验" and one["result"] == "fail"]
        who = failed["enterprise"]
        assert state_of(sample(), who, failed["on"]) == "claimed"
        assert state_of(sample(), who, "2017-03-20") == "accepted"

    def test_accepted_without_being_drawn_for_the_spot_check(self):
        drawn = {one["enterprise"] for one in table(INSPECTIONS) if one["stage"] == "随机抽验"}
        assert 0 < len(drawn) < 30
        assert "TZ-0035" not in drawn
        assert state_of(sample(), "TZ-0035", END) == "accepted"

    def test_the_class_that_the_second_part_gives(self):
        (campaign,) = sample().campaigns
        found = {name: classify(campaign, "enterprises", campaign.enterprise_rows[name], day(END).toordinal())
                 for name in ("TZ-0035", "TZ-0073")}  # fmt: skip
        assert [(one.name, one.ground) for one in found.values()] == [("整体退出类", "目录"), ("整体退出类", "副中心")]


class TestDuties:
    def test_two_meetings_a_month_and_what_was_short(self):
        found = duty(sample(), "s2", END)
        assert (found.periods, found.missing) == (21, ("2016-07", "2016-10", "2017-03", "2017-05"))
        assert {(one.owed, one.filed) for one in found.shortfalls} == {(2, 1)}
        assert duty(sample(), "1-9", END).missing == ("2017-02", "2017-09")

    def test_the_towns_list_without_its_seal_does_not_count(self):
        late, in_time = (duty(sample(), "32-3d", END, town) for town in ("示例四镇", "示例五镇"))
        assert duty(sample(), "32-3d", "2017-01-05", "示例四镇").missing == ("2016-12-31",)
        assert [(one.on_time, one.late, one.missing) for one in (late, in_time)] == [(0, 1, ()), (1, 0, ())]
        sealed = [row | ({"sealed": "true"} if row["item"] == "32-3d" else {}) for row in table(FILINGS)]
        assert duty(rewritten(FILINGS, sealed), "32-3d", END, "示例四镇").on_time == 1

    def test_each_town_of_the_parks_owes_what_the_towns_owe(self):
        """四（三十二）: its heading is a role, 乡镇政府、街道办事处; the towns are those of the parks (q23)."""
        towns = dict.fromkeys(sample().campaigns[0].parks.texts["town"])
        (duties_of_towns,) = {tuple(one.unit for one in duties(sample(), day(END)) if one.duty == name)
                              for name in ("32-1", "32-4", "32-10a")}  # fmt: skip
        assert duties_of_towns == tuple(towns)
        swept = {town: duty(sample(), "32-4", END, town) for town in towns}
        assert [(town, one.late, tuple(one.missing)) for town, one in swept.items()] == [
            ("示例一镇", 0, ("2017-06",)), ("示例二镇", 0, ("2017-10",)), ("示例三镇", 0, ("2017-12",)),
            ("示例六街道", 0, ("2018-02",)), ("示例四镇", 0, ()), ("示例五镇", 3, ()),
        ]  # fmt: skip

    def test_the_yearly_list_is_owed_by_the_end_of_december(self):
        assert duty(sample(), "32-3", "2017-12-31", "示例二镇").missing == ()
        assert duty(sample(), "32-3", "2018-01-01", "示例二镇").missing == ("2017",)
        assert duty(sample(), "32-3", "2018-01-01", "示例一镇").missing == ()
        signed = [row | ({"head_signed": "true"} if row["item"] == "32-3" else {}) for row in table(FILINGS)]
        assert duty(rewritten(FILINGS, signed), "32-3", END, "示例二镇").on_time == 1

    def test_the_park_committees_list_asks_for_no_seal(self):
        assert duty(sample(), "31-4", END).on_time == 1
        assert {row["sealed"] for row in table(FILINGS) if row["item"] == "31-4"} == {""}

    def test_sweeps_without_a_period_stay_unknown_until_the_ledger_sets_one(self):
        assert duty(sample(), "4-1", END).owed is False
        ledger = changed("ledger.yaml", "    # market_sweep_every：", "    market_sweep_every: quarter    # ")
        assert duty(ledger, "4-1", END).periods == 6

    def test_the_assessor_depends_on_the_size(self):
        assert duty(sample(), "s4e", END, "区统计局").missing == ("TZ-0033", "TZ-0047")
        small = with_cells("TZ-0033", above_scale="false")
        assert duty(small, "s4e", END, "区统计局").missing == ("TZ-0047",)
        assert "TZ-0033" in duty(small, "s4e", END, "区经济信息化委").missing

    def test_water_is_cut_by_the_company_where_it_comes_from_its_network(self):
        assert duty(sample(), "10-2", END, "区水务局").missing == ("TZ-0039", "TZ-0094")
        assert duty(sample(), "10-2", END, "北京潞洲水务有限公司").missing == ()
        network = with_cells("TZ-0094", central_water="true")
        assert duty(network, "10-2", END, "北京潞洲水务有限公司").missing == ("TZ-0094",)

    def test_power_is_cut_by_class(self):
        assert duty(sample(), "26-1", END).missing == ("TZ-0072",)
        assert duty(sample(), "26-1b", END).missing == ("TZ-0125",)
        assert duty(with_cells("TZ-0125", violation="违法经营"), "26-1b", END).missing == ()

    def test_money_declared_approved_paid(self):
        assert duty(sample(), "11-4a", END).missing == ("TZ-0060",)
        assert duty(sample(), "14-3", END).missing == ("TZ-0075", "TZ-0078")
        paid = with_cells("TZ-0075", fee_paid_on="2018-01-10")
        assert duty(paid, "14-3", END).missing == ("TZ-0078",)

    @pytest.mark.parametrize("cells", [{"fee_paid_on": "2016-06-20"}, {"fee_paid": "9999"}])
    def test_money_out_of_its_order_is_found(self, cells):
        found = check(with_cells("TZ-0035", **cells), day(END))
        assert [one.span.path for one in found if one.waived is None] == [f"{ROSTER}"]

    def test_violations_found_are_answered_by_a_look_back(self):
        assert (duty(sample(), "3-1a", END).on_time, len(duty(sample(), "3-1a", END).missing)) == (2, 1)
        assert len(duty(sample(), "10-1a", END).missing) == 1


class TestPilotsAndZero:
    def test_one_or_two_pilots_in_each_town(self):
        groups = {group.id: (int(group.actual), group.state) for group in criterion(sample(), "pilots", END).groups}
        assert groups == {
            "示例一镇": (2, "met"), "示例三镇": (1, "met"), "示例二镇": (1, "met"), "示例六街道": (1, "met"),
            "示例五镇": (3, "pending"), "示例四镇": (0, "pending"),
        }  # fmt: skip

    def test_no_licence_is_issued_in_the_north_any_more(self):
        assert open_on(sample(), "north_new", END) == ["TZ-0122"]
        assert open_on(with_cells("TZ-0122", zone="京哈以南"), "north_new", END) == []
        assert open_on(with_cells("TZ-0122", licence_issued_on="2016-06-13"), "north_new", END) == []

    def test_what_came_back_and_who_was_not_looked_at(self):
        assert [case.lead for case in rule(sample(), "relapse", END).violations] == [("示例三镇",)]
        assert stale_on(sample(), "relapse", "2017-06-30") == []
        (campaign,) = sample().campaigns
        parks = campaign.enterprises.texts["park"]
        stale = {parks[campaign.enterprise_rows[name]] for name in stale_on(sample(), "relapse", END)}
        assert stale == {"示例04大院"}

    def test_what_came_after_the_baseline_reopens_the_goal(self):
        assert open_on(sample(), "catalogue_new", END) == ["TZ-0124"]
        assert open_on(sample(), "unlicensed", END) == ["TZ-0125"]
        assert open_on(sample(), "catalogue_new", "2017-06-01") == ["TZ-0123"]
        assert open_on(sample(), "catalogue_new", "2017-07-01") == []

    def test_proof_is_asked_of_the_park_committee_in_its_park_and_of_the_town_elsewhere(self):
        leads = {case.enterprise: case.lead for case in rule(sample(), "unproven", END).violations}
        assert leads["TZ-0017"] == ("示例六街道",)
        inside = with_cells("TZ-0017", in_park="true")
        assert {case.enterprise: case.lead for case in rule(inside, "unproven", END).violations}["TZ-0017"] == (
            "区政府园区管委会",
        )
