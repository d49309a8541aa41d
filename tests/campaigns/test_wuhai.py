"""wuhai-2025: parks managed by class and indicator. What the document holds, counted in its text, and the sample.

The figures were counted in the source text by clause; each is held here against the plan.
"""

from __future__ import annotations

from collections import Counter
from decimal import Decimal

import pytest

from parkledger.checks import check
from parkledger.compute.grading import graded, scored
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
)
from support.samples import Sample

PLAN = "plans/wuhai-2025.yaml"
SAMPLE = Sample((
    "ledger.yaml", PLAN, "parks/wuhai.yaml", "enterprises/wuhai.csv", "inspections/wuhai.csv", "filings/wuhai.csv",
    "indicators/wuhai.csv",
))  # fmt: skip
texts, sample, changed = SAMPLE.texts, SAMPLE.ledger, SAMPLE.changed
END = "2026-10-31"
DEFAULT = ("各区人民政府", "各高新技术产业开发区管理委员会")


def the_plan():
    return sample().campaigns[0].plan


def criteria():
    return [one for _, _, _, one in the_plan().criteria()]


def duties_of(kind):
    return [one.id for one in the_plan().duties if one.kind == kind]


def lacking(name, on=END):
    return {one.member: one.missing for one in criterion(sample(), name, on).lacking}


def parks_of(found):
    return {one.park: one for one in found}


class TestTheDocument:
    def test_its_only_day_is_the_one_on_which_it_was_issued(self):
        assert str(the_plan().issued_on) == "2025-11-03"
        assert the_plan().number == "乌海政办发〔2025〕34号"
        assert the_plan().baseline_on is None

    def test_eight_tasks_from_one_to_eight(self):
        assert [task.clause for task in the_plan().tasks] == [f"一（{n}）" for n in "一二三四五六七八"]

    def test_thirty_eight_responsibility_groups_by_item(self):
        # 责任单位 27 times and 责任部门 11 times (these in 一（六）), each in a bracket at the end of its part
        groups = {(one.clause, one.id.split("-")[0]) for one in criteria()}
        assert Counter(clause for clause, _ in groups) == {
            "一（一）": 1, "一（二）": 1, "一（三）1": 3, "一（三）2": 1, "一（三）3": 3,
            "一（四）1": 1, "一（四）2": 1, "一（四）3": 2, "一（五）1": 1, "一（五）2": 1, "一（五）3": 3,
            "一（五）4": 1, "一（六）1": 1, "一（六）2": 3, "一（六）3": 1, "一（六）4": 6,
            "一（七）1": 1, "一（七）2": 3, "一（七）3": 2, "一（七）4": 1, "一（八）": 1,
        }  # fmt: skip
        assert len(groups) == 38
        assert len([clause for clause, _ in groups if clause.startswith("一（六）")]) == 11

    def test_the_parts_of_a_group_have_the_same_units(self):
        units = {}
        for one in criteria():
            assert one.lead
            assert units.setdefault(one.id.split("-")[0], one.lead) == one.lead

    def test_units_of_each_group_by_number(self):
        # counted between the brackets of the source, in its order
        numbers = {one.id.split("-")[0]: len(one.lead) for one in criteria()}
        assert list(numbers.values()) == [
            7, 3, 3, 3, 3, 7, 5, 4, 1, 10, 3, 2, 1, 4, 1, 4, 2, 1, 1,
            5, 1, 2, 1, 1, 1, 2, 1, 1, 2, 1, 3, 3, 4, 1, 1, 8, 1, 11,
        ]  # fmt: skip

    def test_fifty_eight_criteria_by_kind(self):
        # coverage 一（二）×2 一（三）2 一（四）1×2 一（五）3 一（五）4 一（六）1×2 一（七）3 一（七）4;
        # threshold 一（三）1 一（四）3; milestone 一（三）3 一（五）2 一（五）4 一（八）
        assert Counter(one.kind for one in criteria()) == {
            "coverage": 11, "threshold": 2, "milestone": 4, "qualitative": 41,
        }  # fmt: skip

    def test_one_deadline_is_printed_and_it_is_soft(self):
        # 一（五）4: 原则上要于2025年底全部达到D级
        dated = [one for one in criteria() if one.due.kind == "day"]
        assert [(one.id, one.due.text, one.soft) for one in dated] == [("5.4a-3", "2025年底", True)]
        assert [one.id for one in criteria() if one.due.kind == "standing"] == ["3.1a-2", "4.3b-2"]

    def test_thirty_two_duties_by_heading(self):
        assert Counter(one.clause for one in the_plan().duties) == {
            "一（一）": 3, "一（二）": 1, "一（三）2": 2, "一（三）3": 1, "一（四）2": 1, "一（四）3": 1,
            "一（五）3": 2, "一（六）1": 9, "一（六）2": 1, "一（六）4": 1, "一（七）2": 1, "一（八）": 3, "二": 6,
        }  # fmt: skip

    def test_duties_by_kind(self):
        # 定期 stands six times: 一（五）3 twice, 一（六）1 twice, 一（六）2, 一（六）4; 年度 一（六）1 and 一（八）
        assert duties_of("recurring") == [
            "d5a", "d5b", "d6a", "d6b", "d6c", "d6j", "d6k", "d8a", "d8b", "z6",
        ]  # fmt: skip
        assert duties_of("one_off") == ["z1"]
        assert duties_of("continuous") == ["z2", "z3", "z4", "z5"]
        assert len(duties_of("conditional")) == 17

    def test_thirty_units_and_two_that_owe_every_task_but_the_first(self):
        plan = the_plan()
        # 21 responsible units, two of them the default ones; nine others that the text lets act or receive
        responsible = {sample().campaigns[0].unit(name) for one in criteria() for name in one.lead}
        assert len(responsible) == 21
        assert len(plan.units) == 30
        assert (plan.default_lead.units, plan.default_lead.but) == (DEFAULT, ("1",))

    @pytest.mark.parametrize(
        ("elided", "full"),
        [
            ("统计局", "市统计局"), ("发展和改革委员会", "市发展和改革委员会"), ("市场监督管理局", "市市场监督管理局"),
            ("行政审批政务服务与数据管理局", "市行政审批政务服务与数据管理局"), ("统计部门", "市统计局"),
            ("各高新区管委会", "各高新技术产业开发区管理委员会"),
        ],
    )  # fmt: skip
    def test_elided_names_are_their_full_units(self, elided, full):
        assert sample().campaigns[0].unit(elided) == full

    def test_the_checklist_has_its_ten_haves_between_the_station_and_its_two_staff(self):
        # 一（七）4: “十有”标准(有标识标牌、…、有工作台账),至少配备2名专职人员
        items = the_plan().standards["station"]
        assert len([one for one in items if one.item.startswith("有")]) == 10
        assert (items[-1].has, items[-1].at_least) == ("full_time_staff", 2)

    def test_six_methods_for_stopped_enterprises(self):
        # 一（四）1: 主动帮扶、合作经营、转型升级、依法收回、收购储备、重组整合
        (method,) = [one for one in the_plan().columns.enterprises if one.key == "method"]
        assert len(method.choices) == 6

    def test_thirty_two_questions_each_looked_at(self):
        plan = the_plan()
        assert len(plan.questions) == 32
        assert [one.at for one in plan.waivers if one.code == "PL405"] == [
            f"questions/{one.id}" for one in plan.questions
        ]

    def test_nothing_is_wrong_in_it(self):
        assert [(one.rule.code, one.pointer) for one in check(sample(), day(END)) if one.waived is None] == []


class TestWhoOwes:
    def test_the_default_units_come_after_those_that_a_group_names(self):
        assert criterion(sample(), "7.2c", END).lead == ("市人力资源和社会保障局", *DEFAULT)

    def test_the_first_task_names_them_itself(self):
        assert criterion(sample(), "1a-1", END).lead == (
            *DEFAULT, "市工业和信息化局", "市统计局", "市自然资源局", "市区域经济合作局", "市税务局",
        )  # fmt: skip

    def test_without_the_default_they_owe_only_the_first(self):
        ledger = changed(PLAN, '  but: ["1"]', '  but: ["1", "7"]')
        assert criterion(ledger, "7.2c", END).lead == ("市人力资源和社会保障局",)


class TestNumbers:
    def test_four_leading_industries_break_the_limit_in_one_park(self):
        states = group_states(sample(), "3.1a-2", END)
        assert {park for park, state in states.items() if state == "breached"} == {"示例己"}
        assert actual(sample(), "3.1a-2", END) == 4

    def test_the_share_of_land_is_broken_until_one_park_mends_it(self):
        assert group_states(sample(), "4.3b-2", "2026-06-30")["示例己"] == "breached"
        assert group_states(sample(), "4.3b-2", "2026-07-01")["示例己"] == "holding"
        assert criterion_state(sample(), "4.3b-2", END) == "holding"

    def test_the_two_kinds_of_land_count_together(self):
        (combined,) = [one for one in criterion(sample(), "4.3b-2", END).groups if one.id == "示例己"]
        assert combined.actual == Decimal(178 + 22) / 310
        each = changed(PLAN, "to: 园区用地}", "to: 园区用地, each: true}")
        assert set(group_states(each, "4.3b-2", END).values()) == {"breached"}

    def test_before_any_figure_is_known_the_share_is_unmeasured(self):
        assert criterion_state(sample(), "4.3b-2", "2025-12-14") == "unmeasured"


class TestChecklists:
    def test_what_a_station_lacks_is_named(self):
        assert lacking("7.4a-1") == {
            "示例丁": ("至少配备2名专职人员",), "示例戊": ("有责任清单",),
            "示例庚": ("有综合窗口", "有制度机制", "有工作台账"),
        }  # fmt: skip

    def test_a_second_person_completes_the_station(self):
        ledger = changed("parks/wuhai.yaml", "full_time_staff: 1\n", "full_time_staff: 2\n")
        assert group_states(ledger, "7.4a-1", END)["示例丁"] == "met"

    def test_reports_are_asked_only_of_plans_begun_since(self):
        assert lacking("2a-2") == {"示例乙": ("水资源论证书",)}

    def test_dossiers_of_stopped_enterprises(self):
        assert lacking("4.1a-1") == {
            "WH-0064": ("治理责任",), "WH-0074": ("“一企一档”治理台账",),
            "WH-0082": ("梳理摸排", "划定治理范围", "“一企一档”治理台账", "治理措施", "治理主体", "治理责任"),
        }  # fmt: skip
        assert list(lacking("4.1a-2")) == ["WH-0050", "WH-0074", "WH-0082"]
        assert open_on(sample(), "no_dossier", END) == ["WH-0064", "WH-0074", "WH-0082"]

    def test_assigned_officers_cover_all_but_two(self):
        assert rule(sample(), "unassigned", END).population == 85
        assert lacking("6.1a-3") == {
            "WH-0077": ("专人负责",),
            "WH-0085": ("区领导包片", "部门包联", "专人负责", "明确责任单位与责任人"),
        }  # fmt: skip
        assert set(stale_on(sample(), "unassigned", END)) == {f"WH-{n:04d}" for n in range(75, 83)}


class TestTheSoftDeadline:
    def test_its_cohort_is_what_was_recognised_by_2024(self):
        assert set(group_states(sample(), "5.4a-3", END)) == {"示例甲", "示例乙"}

    def test_the_due_day_is_not_overdue_and_the_day_after_is_but_never_red(self):
        assert overdue_on(sample(), "2025-12-31") == {}
        assert overdue_on(sample(), "2026-01-01") == {"5.4a-3/示例乙": 1}
        assert criterion(sample(), "5.4a-3", "2026-01-01").light == "yellow"
        hard = changed(PLAN, "        soft: true    # 原则上，见 q23\n", "")
        assert criterion(hard, "5.4a-3", "2026-01-01").light == "red"

    def test_it_is_met_late(self):
        found = criterion(sample(), "5.4a-3", END)
        assert (found.state, str(found.done_on), found.days_overdue) == ("met_late", "2026-04-17", 107)


class TestGrading:
    def grades(self, ledger=None, on=END):
        return parks_of(graded((ledger or sample()).campaigns[0], day(on)))

    def test_two_good_years_on_every_indicator_allow_an_upgrade(self):
        found = self.grades()
        assert {park for park, one in found.items() if one.upgrade_to} == {"示例甲"}
        assert (found["示例甲"].upgrade_to, found["示例甲"].years) == ("一类", (2024, 2025))

    def test_a_year_without_a_good_figure_or_without_any_breaks_the_run(self):
        assert self.grades()["示例丁"].upgrade_to is None
        assert self.grades()["示例己"].upgrade_to is None
        mended = changed(
            "indicators/wuhai.csv", "示例丁,税收贡献,2024,2025-02-10,4.7", "示例丁,税收贡献,2024,2025-02-10,5.1"
        )
        assert self.grades(mended)["示例丁"].upgrade_to == "一类"

    def test_before_the_second_year_is_known_there_is_no_upgrade(self):
        assert self.grades(on="2026-02-09")["示例甲"].upgrade_to is None

    def test_a_park_below_its_line_is_watched_and_keeps_its_class(self):
        found = self.grades()
        assert {park: one.below for park, one in found.items() if one.below} == {
            "示例戊": ("产值规模", "税收贡献", "亩均效益")
        }
        assert found["示例戊"].grade == "二类"

    def test_the_watch_opens_the_duty_of_a_response(self):
        assert duty(sample(), "d1c", "2026-02-09").periods == 0
        assert duty(sample(), "d1c", "2026-05-19").missing == ("示例戊 2025",)
        assert duty(sample(), "d1c", "2026-05-20").missing == ()
        unopened = changed(PLAN, "  opens: d1c\n", "")
        assert duty(unopened, "d1c", "2026-05-19").missing == ()

    def test_without_class_lines_nothing_is_graded_and_that_is_an_error(self):
        bare = changed(PLAN, "  lines: settings.class_lines ", "  lines: settings.not_given ", findings=True)
        assert self.grades(bare) == {}
        found = [one.rule.code for one in check(bare, day(END)) if one.pointer == "grading/lines"]
        assert "PL414" in found


class TestScoring:
    def interviews(self, on, ledger=None):
        found = scored((ledger or sample()).campaigns[0], day(on))
        return {one.park: one.interview for one in found if one.interview}

    def test_ranked_low_and_not_rectified_or_failed(self):
        assert self.interviews("2026-02-26") == {}
        assert self.interviews("2026-06-17") == {
            "示例戊": "failed", "示例己": "low_not_rectified", "示例庚": "low_not_rectified",
        }  # fmt: skip

    def test_rectifying_spares_a_low_park_but_not_a_failed_one(self):
        assert self.interviews("2026-06-18") == {"示例戊": "failed", "示例庚": "low_not_rectified"}
        assert self.interviews(END)["示例戊"] == "failed"

    def test_neither_line_is_a_default(self):
        bare = changed(PLAN, "  low: settings.score_low ", "  low: settings.not_given ")
        assert self.interviews("2026-06-17", bare) == {"示例戊": "failed"}

    def test_interviews_are_owed_case_by_case(self):
        assert set(duty(sample(), "d8c", "2026-06-25").missing) == {"示例庚 2025", "示例戊 2025"}
        assert duty(sample(), "d8c", END).missing == ("示例庚 2025",)


class TestDuties:
    def test_the_quarterly_dispatch_begins_with_the_first_whole_quarter(self):
        found = duty(sample(), "z6", END)
        assert (found.periods, found.on_time, found.late, found.missing) == (3, 2, 1, ())
        assert duty(sample(), "z6", "2026-07-12").missing == ("2026-Q2",)

    def test_regularly_counts_only_when_the_ledger_sets_a_period(self):
        assert [name for name in duties_of("recurring") if not duty(sample(), name, END).owed] == [
            "d5a", "d5b", "d6j", "d6k",
        ]  # fmt: skip
        assert duty(sample(), "d6b", END).missing == ("2026-Q3",)

    def test_a_month_without_a_visit_is_missing(self):
        assert duty(sample(), "d6c", END).missing == ("2026-02",)

    def test_problems_are_looked_at_again_in_time_late_or_not(self):
        found = duty(sample(), "d6d", END)
        assert (found.on_time, found.late, len(found.missing)) == (2, 1, 1)
        assert found.missing[0].startswith("2026-09-10")

    def test_risks_of_idleness_without_anybody_stepping_in(self):
        assert duty(sample(), "d4a", END).missing == ("WH-0055",)
        assert duty(sample(), "d4a", "2026-04-20").missing == ("WH-0040",)
        assert duty(sample(), "d4a", "2026-04-21").missing == ()

    def test_plans_made_but_not_approved(self):
        assert duty(sample(), "d3a", END).missing == ("示例丙", "示例己")
        assert duty(sample(), "d3b", END).missing == ()
