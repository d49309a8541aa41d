"""The bulletin: every sentence comes from computed facts; what there is none of is left out or said plainly."""

from datetime import date
from itertools import pairwise
from typing import ClassVar

import pytest

import parkledger
from cli.program import DATA
from parkledger.compute.status import overdue, plan_status
from parkledger.compute.zero import zero
from parkledger.render.labels import word
from parkledger.reports.bulletin import bulletin_report
from parkledger.reports.report import Say
from support.answers import day
from support.ledgers import a_campaign, a_ledger

DAYS = {
    "jinnan-2021": date(2023, 11, 15), "guangzhou-2019": date(2021, 12, 31), "biaokou": date(2023, 12, 31),
    "wuhai-2025": date(2026, 10, 31), "tongzhou-2016": date(2018, 3, 31),
}  # fmt: skip


@pytest.fixture(scope="module")
def repository():
    return parkledger.load(DATA)


@pytest.fixture(params=sorted(DAYS))
def plan(request, repository):
    return next(one for one in repository.campaigns if one.id == request.param)


def bulletin(on, lang="zh", **parts):
    """Title of each chapter → its sentences, of a ledger made for the test."""
    return chapters(bulletin_report(a_campaign(**parts), day(on)), lang)


def chapters(made, lang="zh"):
    told = {word(one.title, lang): one for one in made.sections if one.annex is None}
    return {title: [word(cell.value, lang) for cell in one.text] for title, one in told.items()}


def annexes(made):
    return {word(one.title, "zh"): one for one in made.sections if one.annex is not None}


CHAPTERS = ["一、总体情况", "二、进度情况", "三、排名情况", "四、存在问题", "五、下一步要求"]


class TestEveryPlan:
    def test_the_five_chapters(self, plan):
        assert list(chapters(bulletin_report(plan, DAYS[plan.id]))) == CHAPTERS

    @pytest.mark.parametrize("lang", ["zh", "en"])
    def test_every_sentence_is_worded_and_ends(self, plan, lang):
        made = bulletin_report(plan, DAYS[plan.id])
        for one in made.sections:
            if one.annex is None:
                ends = [(cell.tone, word(cell.value, lang)) for cell in one.text]
                assert all(
                    text.endswith("。" if lang == "zh" else ".") for tone, text in ends if tone != "strong"
                )
                assert not any("None" in text or "{" in text or "。。" in text for _, text in ends)

    def test_no_heading_stands_alone(self, plan):
        for one in bulletin_report(plan, DAYS[plan.id]).sections:
            tones = [cell.tone for cell in one.text]
            assert ("strong", "strong") not in list(pairwise(tones))
            assert not tones or tones[-1] != "strong"

    def test_annexes_are_numbered_in_their_order_and_each_is_spoken_of(self, plan):
        made = bulletin_report(plan, DAYS[plan.id])
        numbered = [word(one.annex, "zh") for one in made.sections if one.annex is not None]
        assert numbered == [f"附件{n}" for n in range(1, len(numbered) + 1)]
        text = "".join(sentence for said in chapters(made).values() for sentence in said)
        assert all(f"（见{one}）" in text for one in numbered)

    def test_every_row_has_a_cell_for_every_column(self, plan):
        for one in bulletin_report(plan, DAYS[plan.id]).sections:
            assert {len(row) for row in one.rows if not isinstance(row, Say)} <= {len(one.columns)}

    def test_the_annexes_hold_all_that_is_late_or_open(self, plan, repository):
        on = DAYS[plan.id]
        found = annexes(bulletin_report(plan, on))
        late = [one for one in overdue(repository, on) if one.plan == plan.id]
        cases = [case for rule in zero(repository, on) if rule.plan == plan.id for case in rule.violations]
        listed = found["逾期事项清单"].rows if late else ()
        assert [row[0].value for row in listed] == [one.days_overdue for one in late]
        rows = [row for row in found["动态清零未结清单"].rows if not isinstance(row, Say)]
        assert [row[1].value for row in rows] == [case.name for case in cases]

    @pytest.mark.parametrize("year", [2015, 2019, 2022, 2024, 2036])
    def test_any_day_has_a_bulletin(self, plan, year):
        for month in (1, 6):
            made = bulletin_report(plan, date(year, month, 30))
            assert [word(cell.value, "zh") for one in made.sections for cell in one.text]

    def test_the_figures_are_those_of_the_status(self, plan):
        counts = plan_status(plan, DAYS[plan.id]).counts
        text = chapters(bulletin_report(plan, DAYS[plan.id]))["一、总体情况"][1]
        assert f"重点任务{counts['tasks']}项、完成标准{counts['criteria']}项" in text
        assert f"已完成{counts['met'] + counts['met_late']}项" in text
        if counts["overdue"]:
            assert f"逾期未完成{counts['overdue']}项" in text
        else:
            assert "没有逾期事项" in text


class TestHeading:
    @pytest.mark.parametrize(
        ("on", "quarter", "until"),
        [
            ("2023-10-01", "2023年第四季度", "2024年3月31日"), ("2023-12-31", "2023年第四季度", "2024年3月31日"),
            ("2024-01-01", "2024年第一季度", "2024年6月30日"), ("2024-06-30", "2024年第二季度", "2024年9月30日"),
        ],
    )  # fmt: skip
    def test_it_is_of_the_quarter_and_looks_to_the_end_of_the_next(self, on, quarter, until):
        made = bulletin_report(a_campaign(short="示例治理"), day(on))
        assert word(made.title, "zh") == f"关于示例治理{quarter}工作进展情况的通报"
        assert f"{until}前没有到期的标准。" in chapters(made)["三、下一步要求"]

    def test_the_opening_names_issuer_title_number_and_day(self):
        made = bulletin_report(a_campaign(title="示例方案", number="示〔2021〕1号"), day("2021-07-09"))
        assert word(made.answer[0].value, "zh") == (
            "现将示例区人民政府办公室印发的《示例方案》（示〔2021〕1号）2021年第三季度落实情况通报如下，数据截至2021年7月9日。"
        )

    @pytest.mark.parametrize(
        ("groups", "signed"),
        [
            ("", None),
            ("[{id: o, name: 领导小组办公室, kind: office, clause: 一}]", "领导小组办公室"),
            ("[{id: g, name: 领导小组, kind: leading_group, clause: 一}]", None),
            (
                "[{id: o, name: 甲, kind: office, clause: 一}, {id: p, name: 乙, kind: office, clause: 一}]",
                None,
            ),
        ],
    )
    def test_it_is_signed_by_the_one_office_that_the_plan_sets_up(self, groups, signed):
        assert bulletin_report(a_campaign(groups=groups), day("2021-07-09")).letter.signed == signed


class TestNothing:
    def test_a_plan_without_anything_says_so(self):
        found = bulletin("2021-07-09")
        assert found == {
            "一、进度情况": ["（一）对照序时进度", "没有可与序时进度比较的标准。"],
            "二、存在问题": ["没有逾期、突破、未结、久未查看和缺报的事项。"],
            "三、下一步要求": ["（一）按期完成", "2021年12月31日前没有到期的标准。"],
        }

    def test_in_english(self):
        found = bulletin("2021-07-09", lang="en")
        assert found["2. Problems"] == ["Nothing is overdue, breached, open, unlooked at or missing."]

    def test_where_all_is_done_nobody_is_named(self):
        found = bulletin(
            "2021-12-31",
            criteria="[{id: a, due: 2021-10-31, milestone: {}, lead: [某局]}]",
            units="[{name: 某局}]",
            filings="""
                item, done_on
                a,    2021-10-01
            """,
        )
        assert (
            found["一、总体情况"][1]
            == "方案列出重点任务1项、完成标准1项。已完成1项，占100.0%；没有逾期事项。"
        )
        assert found["三、排名情况"][1:] == [
            "没有上述问题的单位1个：某局。",
            "各单位均没有上述问题，不分先后。",
        ]
        assert found["四、存在问题"] == ["没有逾期、突破、未结、久未查看和缺报的事项。"]


class TestSentences:
    QUOTA: ClassVar = {
        "effective_on": "2021-01-01",
        "criteria": "[{id: a, unit: 家, due: 2021-12-31, quota: {of: enterprises, from: 4, to: 0}, lead: [某局]}]",
        "units": "[{name: 某局}]",
        "columns": "enterprises: [{key: verified_on, title: 核验日期, type: date}]",
        "standards": "no_capacity: [{item: 不具备生产能力, has: verified_on}]",
        "proof": "no_capacity",
        "enterprises": """
            id, listed_on,  exited_on,  verified_on
            1,  2021-01-01, 2021-03-01, 2021-03-01
            2,  2021-01-01,,
            3,  2021-01-01,,
            4,  2021-01-01,,
        """,
    }

    def test_behind_schedule_in_percentage_points(self):
        """One of four after six of twelve months: 25 % done, 50 % scheduled."""
        found = bulletin("2021-06-30", **self.QUOTA)["二、进度情况"]
        assert found == [
            "（一）对照序时进度",
            "可与序时进度比较的标准1项（见附件1），落后序时进度1项。",
            "落后的依次为：示例任务（a）完成25.0%，落后25.0个百分点，还差3家。",
        ]

    def test_overdue_by_name_with_days_and_lead(self):
        found = bulletin("2022-01-10", **self.QUOTA)["四、存在问题"]
        assert found[:3] == [
            "（一）逾期未完成",
            "逾期未完成的标准1项（见附件3）。",
            "示例任务（a）应于2021年12月31日前完成，已逾期10天，还差3家，牵头单位为某局。",
        ]

    def test_what_falls_due(self):
        found = bulletin("2021-11-10", **self.QUOTA)["五、下一步要求"]
        assert found[1:3] == [
            "2022年3月31日前到期而尚未完成的标准1项（见附件3）。",
            "2021年12月31日到期1项：示例任务（a）还差3家；牵头单位为某局。",
        ]

    def test_a_unit_that_is_not_named_is_said_to_be_unnamed(self):
        found = bulletin("2021-11-10", criteria="[{id: a, due: 2021-10-31, milestone: {}}]")["三、存在问题"]
        assert found[2] == "示例任务（a）应于2021年10月31日前完成，已逾期10天，牵头单位未明确。"

    def test_progress_above_the_whole_is_told_as_it_is(self):
        goal = "[{id: g, due: 2021-12-31, quota: {of: enterprises, from: 4, to: 3, done: claimed}}]"
        rows = "id, listed_on, exited_on\n" + "".join(f"{n}, 2021-01-01, 2021-02-01\n" for n in (1, 2, 3))
        found = bulletin("2021-06-30", goals=goal, enterprises=rows.replace(" ", ""))
        assert any("完成300.0%" in text for text in found["一、总体情况"])

    RELAPSE: ClassVar = {
        **QUOTA,
        "zero": "[{id: r, title: “回潮”企业, kind: relapse, look_every: month, lead: [某局]}]",
        "parks": """
            id, name
            甲, 甲园区
        """,
        "enterprises": """
            id, name,   park, listed_on,  exited_on,  verified_on
            1,  一号厂, 甲,   2021-01-01, 2021-03-01, 2021-03-01
            2,  二号厂, 甲,   2021-01-01, 2021-03-01, 2021-03-01
        """,
        "inspections": """
            on,         kind,   enterprise, result
            2021-06-20, patrol, 1,          producing
        """,
    }

    def test_what_has_come_back_by_name_and_whom_nobody_has_looked_at(self):
        found = bulletin("2021-08-15", **self.RELAPSE)["四、存在问题"]
        assert "“‘回潮’企业”1起：一号厂（甲园区）发现生产，自2021年6月20日起已56天；责任单位为某局。" in found
        assert "超过规定周期没有查看的2个（见附件4）：甲园区（2个，最早自2021年6月30日起）。" in found

    def test_the_stale_annex_names_every_member(self):
        made = bulletin_report(a_ledger(**self.RELAPSE).campaigns[0], day("2021-08-15"))
        rows = [row for row in annexes(made)["久未查看清单"].rows if not isinstance(row, Say)]
        assert [word(row[4].value, "zh") for row in rows] == ["1 2"]

    def test_missing_filings_by_unit(self):
        found = bulletin(
            "2021-10-31",
            effective_on="2021-07-01",
            units="[{name: 甲局}, {name: 乙局}]",
            duties="[{id: d, kind: recurring, every: month, lead: [甲局, 乙局], each: true}]",
            filings="""
                item, unit, period,  filed_on
                d,    甲局, 2021-07, 2021-07-31
                d,    甲局, 2021-08, 2021-09-02
            """,
        )
        problems = next(said for title, said in found.items() if title.endswith("存在问题"))
        assert problems[1:] == [
            "应报6期次，按时1期次，按时率16.7%；迟报1期次，缺报4期次（见附件2）。",
            "缺报的为：乙局3期次、甲局1期次。",
        ]

    def test_units_that_owe_together_are_told_apart_from_those_that_owe_alone(self):
        found = bulletin(
            "2021-10-31",
            effective_on="2021-07-01",
            units="[{name: 甲局}, {name: 乙局}, {name: 丙局}]",
            duties="""[
                {id: d, kind: recurring, every: month, lead: [甲局, 乙局]},
                {id: e, kind: recurring, every: quarter, lead: [丙局]},
            ]""",
        )
        problems = next(said for title, said in found.items() if title.endswith("存在问题"))
        assert problems[-1] == "缺报的为：甲局、乙局3期次；丙局1期次。"

    def test_of_many_units_three_are_named_and_all_counted(self):
        found = bulletin(
            "2021-11-10",
            units="[{name: 甲}, {name: 乙}, {name: 丙}, {name: 丁}]",
            criteria="[{id: a, due: 2021-10-31, milestone: {}, lead: [甲, 乙, 丙, 丁]}]",
        )
        assert any("牵头单位为甲、乙、丙等4个单位" in text for text in found["四、存在问题"])
