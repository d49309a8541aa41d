"""guangzhou-2019: village parks improved by area. What the document holds, counted in its text, and the sample.

The figures were counted in the source text by clause; each is held here against the plan.
"""

from __future__ import annotations

import re
from collections import Counter
from decimal import Decimal

import pytest

from parkledger.checks import check
from support.answers import (
    actual,
    all_parties,
    criterion,
    criterion_state,
    day,
    duty,
    group_states,
    open_on,
    overdue_on,
    rule,
    stale_on,
)
from support.samples import Sample

PLAN = "plans/guangzhou-2019.yaml"
PARKS = "parks/guangzhou.csv"
SAMPLE = Sample((
    "ledger.yaml", PLAN, PARKS, "enterprises/guangzhou.csv", "inspections/guangzhou.csv", "filings/guangzhou.csv",
    "indicators/guangzhou.csv",
))  # fmt: skip
texts, sample, changed = SAMPLE.texts, SAMPLE.ledger, SAMPLE.changed
END = "2021-12-31"
AFTER = "2022-01-10"
DISTRICTS = ["荔湾区", "海珠区", "天河区", "白云区", "黄埔区", "番禺区", "花都区", "南沙区", "从化区", "增城区"]
SEVEN = "市规划和自然资源局、生态环境局、住房城乡建设局、应急管理局、市场监管局、城市管理综合执法局"
ELEVEN = (
    "市发展改革委、财政局、规划和自然资源局、生态环境局、住房城乡建设局、水务局、农业农村局、商务局、应急管理局、"
    "市场监管局、城市管理综合执法局"
)
GROUPS = {
    "五（一）": ("市工业和信息化局、规划和自然资源局，各区政府，空港委", "市发展改革委、生态环境局"),
    "五（二）": (
        "市工业和信息化局、规划和自然资源局，各区政府，空港委",
        "市生态环境局、市场监管局、城市管理综合执法局",
    ),
    "五（三）": ("市工业和信息化局，各区政府，空港委", SEVEN),
    "五（四）": ("各区政府，空港委", "市工业和信息化局、规划和自然资源局、生态环境局、住房城乡建设局、应急管理局"),
    "五（五）": ("市工业和信息化局、各区政府，空港委", SEVEN),
    "五（六）": (
        "市工业和信息化局、各区政府，空港委",
        "市发展改革委、财政局、规划和自然资源局、生态环境局、住房城乡建设局、城市管理综合执法局",
    ),
    "五（七）-1": ("市工业和信息化局、各区政府，空港委", "市发展改革委、规划和自然资源局、商务局"),
    "五（七）-2": (
        "各区政府，空港委",
        "市发展改革委、工业和信息化局、规划和自然资源局、住房城乡建设局、市场监管局",
    ),
    "五（八）-1": ("各区政府，空港委", "市规划和自然资源局、水务局、城市管理综合执法局"),
    "五（八）-2": ("各区政府，空港委", "市生态环境局"),
    "五（八）-3": ("各区政府，空港委", "市应急管理局"),
    "五（八）-4": ("各区政府，空港委", "市住房城乡建设局"),
    "五（八）-5": ("各区政府，空港委", "市市场监管局"),
    "七（一）": ("市工业和信息化局、各区政府，空港委", ELEVEN),
    "七（二）": ("市工业和信息化局、各区政府，空港委", SEVEN),
    "七（三）": ("各区政府，空港委", "市发展改革委、工业和信息化局"),
}
"""Every bracket （牵头单位：…；配合单位：…） of the source, as printed: clause -> lead and support."""


def campaign():
    return sample().campaigns[0]


def the_plan():
    return campaign().plan


def criteria():
    return [one for _, _, _, one in the_plan().criteria()]


def area():
    (found,) = [one for one in criteria() if one.quota]
    return found


def lacking(name, on=END):
    return {one.member: one.missing for one in criterion(sample(), name, on).lacking}


def left(on, ledger=None):
    return {one.id: one.actual for one in criterion(ledger or sample(), "3.6", on).groups}


def found_in(ledger, code):
    return [one for one in check(ledger, day(END)) if one.rule.code == code]


class TestTheDocument:
    def test_its_only_day_is_the_one_on_which_it_was_issued(self):
        assert str(the_plan().issued_on) == "2019-08-09"
        assert the_plan().number == "穗工信〔2019〕4号"

    def test_eight_tasks_from_one_to_eight(self):
        assert [task.clause for task in the_plan().tasks] == [f"五（{n}）" for n in "一二三四五六七八"]

    def test_ten_milestones_with_their_deadlines(self):
        # 六（一） to 六（十）, each a step that begins with its deadline
        steps = {one.clause: one.due.text for one in criteria() if one.kind == "milestone"}
        assert steps == {
            "六（一）": "2019年8月", "六（二）": "2019年8月", "六（三）": "2019年9月底前", "六（四）": "2019年9月底前",
            "六（五）": "2019年9月底前", "六（六）": "2019年12月底前", "六（七）": "2020年1月底前",
            "六（八）": "2020年12月底前", "六（九）": "2021年1月底前", "六（十）": "2021年12月底前",
        }  # fmt: skip

    def test_twenty_four_criteria_by_kind(self):
        # coverage 五（二） 五（四） 五（七）-2 五（八）-4 六（五） 七（三）; standing 五（七）-2 五（八）-1 五（八）-5;
        # qualitative 五（一） 五（五） 五（八）-2 五（八）-3; quota 附件
        assert Counter(one.kind for one in criteria()) == {
            "milestone": 10, "coverage": 6, "standing": 3, "qualitative": 4, "quota": 1,
        }  # fmt: skip

    def test_three_goals_for_2021(self):
        assert [(goal.clause, str(goal.due.day), goal.kind) for goal in the_plan().goals] == [
            ("三", "2021-12-31", "quota"), ("三", "2021-12-31", "qualitative"), ("三", "2021-12-31", "qualitative"),
        ]  # fmt: skip

    def test_fifty_six_duties_by_heading(self):
        assert Counter(one.clause for one in the_plan().duties) == {
            "五（一）": 4, "五（二）": 2, "五（三）": 3, "五（四）": 3, "五（五）": 3, "五（六）": 4, "五（七）-1": 3,
            "五（七）-2": 4, "五（八）-1": 1, "五（八）-2": 1, "五（八）-3": 1, "五（八）-4": 2, "五（八）-5": 1,
            "六（三）": 1, "六（七）": 3, "六（九）": 3, "七（一）": 6, "七（二）": 5, "七（三）": 6,
        }  # fmt: skip

    def test_duties_by_kind(self):
        # 每季度 七（二） and 定期 五（七）-2; the dated ones: 方案 and 年度计划 in 六（七） and 六（九）
        kinds = Counter(one.kind for one in the_plan().duties)
        assert kinds == {"continuous": 25, "one_off": 22, "conditional": 7, "recurring": 2}
        dated = [one.id for one in the_plan().duties if one.due and one.due.kind == "day"]
        assert dated == ["s7a", "s7b", "s9a", "s9b"]

    def test_sixteen_responsibility_groups(self):
        # 牵头单位 stands 16 times: once in each item of 五 and 七, but twice in 五（七） and five times in 五（八）
        assert len(GROUPS) == 16
        assert Counter(clause[0] for clause in GROUPS) == {"五": 13, "七": 3}
        plan = the_plan()
        used = {one.clause for one in (*plan.tasks, *criteria(), *plan.duties, *plan.zero) if one.support}
        assert used - {"六（三）", "附件"} == set(GROUPS)

    @pytest.mark.parametrize("clause", GROUPS)
    def test_the_units_of_each_group_are_those_of_its_bracket(self, clause):
        lead, support = (
            campaign().units_named(tuple(re.split("[、，]", names))) for names in GROUPS[clause]
        )  # fmt: skip
        plan = the_plan()
        items = [one for one in (*plan.tasks, *criteria(), *plan.duties, *plan.zero) if one.clause == clause]
        named = {(campaign().units_named(one.lead), campaign().units_named(one.support or ())) for one in items}
        assert (lead, support) in named
        others = named - {(lead, support), ((), ())}
        # what each district makes by itself is the districts' alone; a criterion of a task inherits its units
        assert {units for units, _ in others} <= {("各区政府",), ("各区村级工业园整治提升工作领导小组",)}

    def test_twenty_seven_units(self):
        # 通知: the issuer, 11 departments, 空港委, 各区人民政府; 附件: 10 districts; 产业部门, 相关职能部门, 市相关部门
        assert Counter(unit.kind for unit in the_plan().units) == {
            "department": 12, "committee": 1, "district": 10, "collective": 4,
        }  # fmt: skip
        (districts,) = [unit for unit in the_plan().units if unit.name == "各区政府"]
        assert list(districts.members) == DISTRICTS

    @pytest.mark.parametrize(
        ("elided", "full"),
        [
            ("财政局", "市财政局"), ("市场监管局", "市市场监管局"), ("市场监督管理局", "市市场监管局"),
            ("各区人民政府", "各区政府"), ("广州市工业和信息化局", "市工业和信息化局"),
        ],
    )  # fmt: skip
    def test_elided_names_are_their_full_units(self, elided, full):
        assert campaign().unit(elided) == full

    def test_two_leading_groups_and_an_office(self):
        assert [(one.kind, one.clause) for one in the_plan().groups] == [
            ("leading_group", "七（一）"), ("office", "七（一）"), ("leading_group", "七（一）"),
        ]  # fmt: skip

    def test_three_actions_by_either_name(self):
        # 五（三） 淘汰关停、功能转换、改造提升; 三 关停淘汰、功能转变; 五（七） 改造提升类
        assert {name: one.id for name, one in campaign().disposals.items() if name != one.id} == {
            "关停淘汰": "淘汰关停", "功能转变": "功能转换", "改造提升类": "改造提升",
        }  # fmt: skip

    def test_the_register_has_its_six_groups(self):
        # 五（二） 区位、面积、主导产业、用地手续、企业与资产、规划和环保
        assert [one.item for one in the_plan().standards["register"]] == [
            "区位", "面积", "主导产业", "用地手续", "企业与资产", "规划和环保",
        ]  # fmt: skip

    def test_the_agreement_has_its_three_contents(self):
        # 五（七） 固定资产投资强度、土地产出率、违约责任
        items = [one.item for one in the_plan().standards["agreement"]]
        assert items == ["签订《产业监管协议》", "固定资产投资强度", "土地产出率", "违约责任"]

    def test_thirty_five_questions_each_looked_at(self):
        plan = the_plan()
        assert len(plan.questions) == 35
        assert [one.at for one in plan.waivers if one.code == "PL405"] == [
            f"questions/{one.id}" for one in plan.questions
        ]

    def test_nothing_is_wrong_in_it(self):
        assert [(one.rule.code, one.pointer) for one in check(sample(), day(END)) if one.waived is None] == []


class TestTheTable:
    def test_ten_rows_as_printed(self):
        targets = area().quota.targets
        assert list(targets) == DISTRICTS
        assert sum(one.do for one in targets.values()) == Decimal("33.00")
        assert sum(one.base for one in targets.values()) == Decimal("131.72")

    def test_the_printed_total_of_the_areas_does_not_agree(self):
        (found,) = found_in(sample(), "PL401")
        assert found.pointer == "declared/d5/printed"
        assert dict(found.args)["difference"] == "0.10"
        assert found.waived is not None

    def test_another_row_would_break_the_total_of_the_targets(self):
        wrong = changed(PLAN, "海珠区: {base: 1.78, do: 0.47}", "海珠区: {base: 1.78, do: 0.45}")
        pointers = {one.pointer for one in found_in(wrong, "PL401")}
        assert pointers == {f"declared/{one}/printed" for one in ("d1", "d5", "d6")}

    def test_two_districts_reach_their_quarter_only_after_rounding(self):
        found = {one.pointer.rpartition("/")[2] for one in found_in(sample(), "PL413")}
        assert found == {"花都区", "增城区"}

    def test_the_ratio_is_checked_after_rounding_too(self):
        wrong = changed(PLAN, "南沙区: {base: 10.19, do: 2.55}", "南沙区: {base: 10.19, do: 2.40}")
        before = {(one.rule.code, one.pointer) for one in check(sample(), day(END))}
        news = {(one.rule.code, one.pointer) for one in check(wrong, day(END))} - before
        assert any("南沙区" in pointer or "d7" in pointer for _, pointer in news)

    def test_a_lead_without_a_target_is_uncovered_and_no_error(self):
        assert criterion(sample(), "3.6", END).uncovered == ("空港委",)


class TestAreas:
    def test_what_is_left_by_district(self):
        assert {name: number for name, number in left(END).items() if number > 0} == {
            "天河区": Decimal("0.14"), "白云区": Decimal("2.68"), "花都区": Decimal("0.56"),
        }  # fmt: skip
        assert left("2019-12-31") == {name: one.do for name, one in area().quota.targets.items()}
        assert actual(sample(), "g1", END) == 3.1

    def test_the_due_day_is_not_overdue_and_the_day_after_is(self):
        assert overdue_on(sample(), END) == {}
        assert overdue_on(sample(), "2022-01-01") == {
            "3.4": 1, "3.6/天河区": 1, "3.6/白云区": 1, "3.6/花都区": 1,
        }  # fmt: skip

    def test_each_district_answers_for_its_own(self):
        leads = {one.id: one.lead for one in criterion(sample(), "3.6", AFTER).groups}
        assert leads == {name: (name,) for name in DISTRICTS}

    def test_a_district_is_met_on_the_day_of_its_last_park(self):
        assert group_states(sample(), "3.6", "2021-12-30")["增城区"] == "pending"
        assert group_states(sample(), "3.6", END)["增城区"] == "met"

    def test_a_park_in_no_batch_is_not_counted(self):
        row = re.search(r"^白云-10,.*$", texts()[PARKS], flags=re.MULTILINE)
        cells = row[0].split(",")
        header = texts()[PARKS].splitlines()[0].split(",")
        cells[header.index("done_on")] = "2021-06-30"
        assert left(END, changed(PARKS, row[0], ",".join(cells)))["白云区"] == Decimal("2.68")
        cells[header.index("batch")] = "第二批"
        assert left(END, changed(PARKS, row[0], ",".join(cells)))["白云区"] < 0


class TestTheNewBaseline:
    def test_frozen_targets_stay(self):
        assert left(END)["白云区"] == Decimal("2.68")

    def test_the_latest_base_moves_the_target_from_the_day_it_is_dated(self):
        latest = changed("ledger.yaml", "baseline_mode: frozen", "baseline_mode: latest")
        # 白云区 59.90 + 0.46 = 60.36, a quarter of it 15.09: 0.11 more than the printed 14.98
        assert left(END, latest)["白云区"] == Decimal("2.79")
        assert left("2020-12-24", latest) == left("2020-12-24")
        # 从化区 0.06: a quarter is 0.015, half-up 0.02
        starts = {one.id: one.start for one in criterion(latest, "3.6", END).groups}
        assert (starts["从化区"], starts["海珠区"]) == (Decimal("0.02"), Decimal("0.45"))

    def test_a_park_that_the_survey_found_reopens_the_classification(self):
        assert criterion_state(sample(), "3.5", "2020-12-17") == "met"
        assert overdue_on(sample(), "2020-12-18")["3.5/花都区"] == 445
        assert criterion_state(sample(), "3.5", END) == "met_late"


class TestMilestones:
    def test_publication_completes_nothing(self):
        unfiled = changed(
            "filings/guangzhou.csv",
            "4.1,市工业和信息化局,,2019-08-09,2019-08-12,《广州市村级工业园整治提升三年行动计划（2019-2021年）》,\n",
            "",
        )
        assert criterion_state(sample(), "4.1", END) == "met"
        assert criterion_state(unfiled, "4.1", "2019-09-01") == "overdue"

    def test_one_is_late_and_one_is_missing(self):
        states = {one.id: criterion_state(sample(), one.id, AFTER) for one in criteria() if one.kind == "milestone"}
        assert {name: state for name, state in states.items() if state != "met"} == {
            "2.2": "met_late",
            "3.4": "overdue",
        }

    def test_every_district_owes_the_plans_of_the_second_and_third_batch(self):
        assert {duty(sample(), "s7a", END, name).periods for name in DISTRICTS} == {1}
        assert duty(sample(), "s7a", END, "花都区").late == 1
        assert duty(sample(), "s9b", END, "天河区").late == 1
        assert duty(sample(), "s9a", END, "从化区").missing == ("2021-01-31",)


class TestStandards:
    def test_what_the_register_lacks_is_named_by_its_group(self):
        assert lacking("2.1") == {
            "白云-09": ("用地手续",), "番禺-07": ("规划和环保",), "花都-08": ("用地手续", "规划和环保"),
        }  # fmt: skip

    def test_parks_outside_the_fire_list(self):
        assert list(lacking("8.4")) == ["花都-08", "从化-02"]

    def test_agreements_are_asked_of_improved_parks_alone_and_name_what_is_missing(self):
        found = criterion(sample(), "7.1", END)
        assert found.start == 19
        assert lacking("7.1") == {
            "白云-05": ("违约责任",), "花都-05": ("土地产出率",),
            "白云-08": ("签订《产业监管协议》", "固定资产投资强度", "土地产出率", "违约责任"),
        }  # fmt: skip
        assert set(all_parties(sample(), "t7d", END).missing) == set(lacking("7.1"))

    def test_an_assessment_after_the_start_is_none(self):
        assert lacking("4.3") == {
            "天河-03": ("项目开展前的风险评估",), "番禺-05": ("项目开展前的风险评估",),
        }  # fmt: skip
        any_time = changed(PLAN, "has: risk_assessed_on, not_after: started_on,", "has: risk_assessed_on,")
        assert [one.member for one in criterion(any_time, "4.3", END).lacking] == ["番禺-05"]

    def test_assessments_are_reported_to_the_city(self):
        found = all_parties(sample(), "b3c", END)
        assert (found.to, found.periods, found.missing) == ("市工业和信息化局", 37, ("增城-03",))

    def test_pilots_are_summed_up_when_they_are_done(self):
        assert all_parties(sample(), "t5b", "2020-05-28").periods == 0
        assert all_parties(sample(), "t5b", END).missing == ("白云-04",)


class TestZero:
    def test_a_breach_stands_until_a_look_back_clears_it(self):
        assert open_on(sample(), "breach", "2021-03-09") == []
        assert open_on(sample(), "breach", "2021-05-20") == ["南沙-01", "白云-01"]
        assert open_on(sample(), "breach", "2021-05-21") == ["白云-01"]
        assert open_on(sample(), "breach", END) == ["番禺-04"]
        assert criterion_state(sample(), "7.2", "2021-08-01") == "holding"
        assert criterion_state(sample(), "7.2", END) == "breached"

    def test_a_breach_is_owed_an_answer(self):
        found = all_parties(sample(), "t7f", END)
        assert (found.periods, len(found.missing)) == (3, 1)

    def test_regularly_without_a_period_stays_unknown(self):
        assert duty(sample(), "t7e", END).owed is False
        assert rule(sample(), "breach", "2021-08-01").zero == "unknown"
        note = "    # agreement_review：文件只写“定期审查”，有意不设，见 q19\n"
        given = changed("ledger.yaml", note, "    agreement_review: quarter\n")
        assert duty(given, "t7e", END).missing[0] == "2019-Q4"
        assert rule(given, "breach", "2021-08-01").zero is not None

    def test_illegal_buildings_and_traders_without_licence(self):
        assert open_on(sample(), "illegal_building", END) == ["GZ-0044", "GZ-0050"]
        assert open_on(sample(), "unlicensed", END) == ["GZ-0045"]
        assert stale_on(sample(), "illegal_building", END) == ["GZ-0043"]


class TestTheQuarterlyBulletin:
    def test_it_begins_with_the_first_whole_quarter(self):
        found = duty(sample(), "b2c", END)
        assert (found.periods, found.late, found.missing) == (8, 1, ("2020-Q1",))
        assert duty(sample(), "b2c", "2020-01-15").missing == ()

    def test_whoever_is_not_done_as_planned_gets_an_order(self):
        assert "天河-03" in all_parties(sample(), "b2d", "2021-10-14").missing
        assert set(all_parties(sample(), "b2d", END).missing) == {"白云-08", "花都-06"}

    def test_a_new_deadline_that_passes_is_open_from_the_day_after(self):
        assert open_on(sample(), "overdue_project", "2021-11-30") == []
        assert open_on(sample(), "overdue_project", "2021-12-01") == ["花都-04"]

    def test_finishing_closes_a_passed_deadline(self):
        assert open_on(sample(), "overdue_project", "2021-12-15") == []
        assert open_on(sample(), "overdue_project", END) == ["天河-03", "白云-07"]
