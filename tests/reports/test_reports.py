"""The builders: computed values become sentences, typed columns and cells; no formatting, no language."""

import re
from datetime import date
from decimal import Decimal

import pytest

import parkledger
from cli.program import DATA, JINNAN, ask
from parkledger.compute.grading import Graded, Scored
from parkledger.compute.status import plan_status
from parkledger.render.labels import word
from parkledger.reports.duties import duties_report, missing_values
from parkledger.reports.overdue import lead_value, overdue_report
from parkledger.reports.report import Cell, Report, Say, row_of
from parkledger.reports.status import left_value, percent, plan_report, status_report
from parkledger.reports.tasks import tasks_report
from parkledger.reports.units import units_report
from parkledger.reports.zero import answer_of, zero_report
from support.answers import criterion, day
from support.ledgers import a_ledger

DAY = date(2023, 11, 15)


@pytest.fixture(scope="module")
def jinnan():
    return parkledger.load(JINNAN)


def every_report(ledger, on=DAY):
    plan = plan_status(ledger.campaigns[0], on)
    return {
        "status": plan_report(plan, on),
        "plans": status_report((plan, plan), on),
        "tasks": tasks_report(plan, on),
        "overdue": overdue_report(parkledger.overdue(ledger, on), on),
        "zero": zero_report(parkledger.zero(ledger, on), on),
        "duties": duties_report(parkledger.duties(ledger, on), on),
        "units": units_report(parkledger.units(ledger, on), on),
    }


def told(report, lang="zh"):
    """Every row of every section as text."""
    rows = [row for section in report.sections for row in section.rows]
    return [
        [word(row, lang)] if isinstance(row, Say) else [word(one.value, lang) for one in row] for row in rows
    ]


class TestShape:
    @pytest.mark.parametrize("on", [date(2021, 6, 25), DAY, date(2035, 1, 1)])
    def test_every_row_has_a_cell_for_every_column(self, on, jinnan):
        for report in every_report(jinnan, on).values():
            for section in report.sections:
                rows = [row for row in section.rows if not isinstance(row, Say)]
                assert {len(row) for row in rows} <= {len(section.columns)}

    @pytest.mark.parametrize("lang", ["zh", "en"])
    def test_every_value_can_be_worded(self, lang, jinnan):
        for report in every_report(jinnan).values():
            assert all(isinstance(text, str) for row in told(report, lang) for text in row)
            assert all(word(cell.value, lang) for cell in (*report.answer, *report.closing))

    def test_a_number_is_a_number_and_a_day_is_a_day(self, jinnan):
        for report in every_report(jinnan).values():
            for section in report.sections:
                for row in section.rows:
                    if isinstance(row, Say):
                        continue
                    for cell, column in zip(row, section.columns, strict=True):
                        if column.kind == "number":
                            assert cell.value is None or isinstance(cell.value, int | Decimal)

    def test_spans_cover_their_rows(self, jinnan):
        """A span of three is followed by two rows without a value of their own."""
        (section,) = every_report(jinnan)["tasks"].sections
        rows = section.rows
        for at, row in enumerate(rows):
            if not isinstance(row, Say):
                below = rows[at + 1 : at + row[0].span]
                assert [one[0].value for one in below] == [None] * (row[0].span - 1)

    def test_the_same_values_make_the_same_report(self, jinnan):
        assert every_report(jinnan) == every_report(jinnan)


class TestWords:
    @pytest.mark.parametrize(
        ("share", "text"),
        [
            (0.0, "0.0%"),
            (0.875, "87.5%"),
            (0.87650, "87.7%"),
            (0.9985, "99.9%"),
            (0.8925, "89.3%"),
            (1.0, "100.0%"),
            (1.2, "120.0%"),
            (-0.125, "-12.5%"),
            (1e-9, "0.0%"),
        ],
    )
    def test_a_share_is_a_percentage_rounded_half_up(self, share, text):
        assert percent(share) == text

    @pytest.mark.parametrize(("done", "text"), [(1, "0.2%"), (3, "0.5%"), (583, "99.8%"), (584, "100.0%")])
    def test_of_584_enterprises(self, done, text):
        assert percent(done / 584) == text

    @pytest.mark.parametrize(
        ("lead", "basis", "text"),
        [
            ((), None, "未明确"),
            ((), "附件2-3", "未明确"),
            (("属地镇政府",), None, "属地镇政府"),
            (("区工业局", "东镇"), None, "区工业局、东镇"),
            (("属地镇政府",), "附件2-3", "属地镇政府（依据 附件2-3）"),
        ],
    )
    def test_who_answers_for_it(self, lead, basis, text):
        assert word(lead_value(lead, basis), "zh") == text

    @pytest.mark.parametrize(
        ("criteria", "text"),
        [
            ("- {id: x, due: 2021, quota: {of: enterprises, from: 3, to: 1}}", "3/1"),
            ("- {id: x, due: 2021, quota: {of: enterprises, from: 3, below: 2}}", "3/<2"),
            ("- {id: x, due: 2021, threshold: {of: enterprises, at_most: 2}}", "3/2"),
            ("- {id: x, due: 2021, threshold: {of: enterprises, at_least: 4}}", "3/≥4"),
            ("- {id: x, due: 2021, milestone: {}}", "—"),
        ],
    )
    def test_what_remains_and_what_it_must_come_to(self, criteria, text):
        ledger = a_ledger(
            criteria=criteria, enterprises="id, listed_on\n1, 2021-01-01\n2, 2021-01-01\n3, 2021-01-01"
        )
        assert word(left_value(criterion(ledger, "x", "2021-02-01")), "zh") == text

    def test_a_range_shows_both_its_bounds(self):
        """各镇一至两个: one or two, so the upper bound is to be seen as well."""
        ledger = a_ledger(
            criteria="- {id: x, due: 2021, threshold: {of: enterprises, between: [1, 2]}}",
            enterprises="id, listed_on\n1, 2021-01-01\n2, 2021-01-01\n3, 2021-01-01",
        )
        shown = word(left_value(criterion(ledger, "x", "2021-02-01")), "zh")
        assert "1" in shown
        assert "2" in shown


class TestStatus:
    def test_the_goals_stand_first(self, jinnan):
        report = every_report(jinnan)["status"]
        lines = [word(cell.value, "zh") for cell in report.answer]
        assert "目标  工业企业由723家减少至150家以下（2023-12-31）" in lines
        assert any("剩 212/<150 家" in line and "89.2%" in line and "序时 93.3%" in line for line in lines)

    def test_a_late_criterion_is_told_with_its_days_and_its_tone(self, jinnan):
        rows = [row for row in every_report(jinnan)["status"].sections[0].rows if not isinstance(row, Say)]
        (late,) = [row for row in rows if row[2].value == "5.2"]
        assert [word(one.value, "zh") for one in late[3:]] == ["2023-10-31", "4/0", "逾期 15 天", "红"]
        assert (late[5].tone, late[6].tone) == ("bad", "bad")

    def test_the_headings_of_the_document_stand_once_each(self, jinnan):
        rows = [row for row in every_report(jinnan)["status"].sections[0].rows if isinstance(row, Say)]
        assert [word(row, "zh") for row in rows] == [
            "一、完成园区撤销取缔工作",
            "二、减少长期治理类园区不合规企业数量",
        ]

    def test_one_plan_in_full_and_several_in_a_line_each(self, jinnan):
        plan = plan_status(jinnan.campaigns[0], DAY)
        assert status_report((plan,), DAY) == plan_report(plan, DAY)
        lines = told(status_report((plan, plan), DAY))
        assert len(lines) == 2
        assert lines[0][:6] == ["jinnan-2021", "津南园区治理", "14/24", "2", "1", "7"]
        assert lines[0][6].startswith("完成园区撤销取缔工作 剩 1/0 个 2023-12-31")


class TestDetails:
    """What stands below a plan's table, where there is anything to show."""

    EMPTY = plan_status(a_ledger(criteria="- {id: x, due: 2021, milestone: {}}").campaigns[0], DAY)

    def test_nothing_more_to_show(self):
        assert len(plan_report(self.EMPTY, DAY).sections) == 1

    def test_who_lacks_what(self):
        ledger = a_ledger(
            standards="whole: [{item: 设备拆除, has: stopped_on}, {item: 退出, has: exited_on}]",
            criteria="- {id: x, due: 2021, coverage: {of: enterprises, standard: whole}}",
            enterprises="id, stopped_on, exited_on\n1, 2021-01-01, 2021-02-01\n2, 2021-01-01,\n3, ,",
        )
        (section,) = plan_report(plan_status(ledger.campaigns[0], DAY), DAY).sections[1:]
        assert word(section.title, "zh") == "未达标：标准 x，2 个"
        assert [[word(cell.value, "zh") for cell in row] for row in section.rows] == [
            ["2", "2", "退出"],
            ["3", "3", "设备拆除、退出"],
        ]

    def test_of_many_the_first_ten_are_named_and_all_are_counted(self):
        rows = "\n".join(f"E-{number:02}," for number in range(12))
        ledger = a_ledger(
            standards="gone: [{item: 退出, has: exited_on}]",
            criteria="- {id: x, due: 2021, coverage: {of: enterprises, standard: gone}}",
            enterprises=f"id, exited_on\n{rows}",
        )
        lines = told(plan_report(plan_status(ledger.campaigns[0], DAY), DAY))
        assert [line[0] for line in lines if line[0].startswith("E-")] == [f"E-{n:02}" for n in range(10)]
        assert "12" in lines[-1][0]

    def test_classes_and_who_may_rise_or_is_below(self):
        graded = (
            Graded("东园", "B", "A", (2022, 2023), (), 2023),
            Graded("西园", "A", None, (), ("产值", "税收"), 2023),
        )
        (section,) = plan_report(self.EMPTY._replace(graded=graded), DAY).sections[1:]
        assert [[word(cell.value, "zh") for cell in row] for row in section.rows] == [
            ["东园", "B", "A", "—"],
            ["西园", "A", "—", "产值、税收"],
        ]

    def test_scores_of_the_latest_year_by_rank(self):
        scored = (
            Scored("东园", 2022, Decimal(90), 1, None),
            Scored("西园", 2023, Decimal("58.5"), 2, "failed"),
            Scored("东园", 2023, Decimal("88"), 1, None),
        )
        (section,) = plan_report(self.EMPTY._replace(scored=scored), DAY).sections[1:]
        assert [[word(cell.value, "zh") for cell in row] for row in section.rows] == [
            ["东园", "2023", "88", "1", "—"],
            ["西园", "2023", "58.5", "2", "应约谈：不合格"],
        ]


class TestZero:
    def test_an_enterprise_of_two_rules_counts_once_in_the_answer(self, jinnan):
        rules = parkledger.zero(jinnan, DAY)
        assert sum(rule.open for rule in rules) == 2
        assert word(answer_of(rules).value, "zh") == "动态清零：未清零。未结 1 起，久未查看 64 家"

    def test_without_rules_nobody_knows(self):
        assert answer_of(()).value.key == "zero.unknown"

    def test_the_groups_of_stale_members_add_up_to_the_answer(self, jinnan):
        report = every_report(jinnan)["zero"]
        stale = [
            section for section in report.sections if section.title and section.title.key == "zero.stale"
        ]
        assert sum(row[3].value for section in stale for row in section.rows) == 64

    def test_whom_a_rule_above_lists_is_counted_in_the_title(self, jinnan):
        """The title's counts add up to what the table says, also of a rule whose stale all stand above."""
        report = every_report(jinnan)["zero"]
        titles = [one.title for one in report.sections if one.title and one.title.key.startswith("zero.stale")]
        stale = [rule.stale for rule in parkledger.zero(jinnan, DAY)]
        assert stale == [38, 22, 14, 64]
        listed = [re.findall(r"(\d+) 家|另 (\d+) 家", word(title, "zh")) for title in titles]
        assert [sum(int(n or more) for n, more in found) for found in listed] == stale
        assert word(titles[1], "zh").endswith("，8 家，另 14 家已列于上")
        assert word(titles[1], "en").endswith(", 8, and 14 listed above")
        assert word(titles[2], "zh").endswith("，14 家，均已列于上")


class TestDuties:
    def test_what_is_missing_stands_first_and_the_answer_adds_up(self, jinnan):
        report = every_report(jinnan)["duties"]
        rows = report.sections[0].rows
        args = report.answer[0].value.args
        columns = [column.key for column in report.sections[0].columns]
        for key in ("periods", "on_time", "late"):
            assert sum(row[columns.index(key)].value for row in rows) == args[key]
        assert args["periods"] == args["on_time"] + args["late"] + args["missing"]
        missing = [word(row[columns.index("missing")].value, "zh") for row in rows]
        assert missing == sorted(missing, key=lambda text: -text.count("20"))

    @pytest.mark.parametrize(
        ("every", "missing", "zh"),
        [
            ("month", ("2023-04", "2024-11", "2024-12", "2025-01"), "2023-04 2024-11 至 2025-01 （3 期）"),
            ("month", ("2024-11", "2024-12"), "2024-11 2024-12"),
            ("quarter", ("2024-Q3", "2024-Q4", "2025-Q1", "2025-Q3"), "2024-Q3 至 2025-Q1 （3 期） 2025-Q3"),
            ("week", ("2024-W51", "2024-W52", "2025-W01"), "2024-W51 至 2025-W01 （3 期）"),
            ("2 month", ("2024-01", "2024-03", "2024-05"), "2024-01 至 2024-05 （3 期）"),
            ("2 month", ("2024-01", "2024-02", "2024-03"), "2024-01 2024-02 2024-03"),
            ("year", ("示例庚 2025", "示例戊 2025"), "示例庚 2025 示例戊 2025"),
            (None, ("2023-10-31",), "2023-10-31"),
        ],
    )
    def test_periods_that_follow_one_another_are_told_as_a_run(self, every, missing, zh, jinnan):
        one = parkledger.duties(jinnan, DAY)[0]._replace(every=every, missing=missing)
        assert word(missing_values(one), "zh") == zh


def test_bare_values_become_plain_cells():
    assert row_of(1, Cell("x", "bad")) == (Cell(1), Cell("x", "bad"))


def test_a_report_is_a_plain_value():
    assert Report("t", day("2021-01-01")) == Report("t", day("2021-01-01"), (), (), (), ())


class TestBeyond:
    """More done than asked: nothing is left, and not less than nothing; how much more is said where there is room."""

    DAY = "2021-12-31"

    @pytest.fixture(scope="class")
    def criterion(self):
        plans = ask("status", "guangzhou-2019", "--format", "json", data=DATA, on=self.DAY).json["plans"]
        return next(one for task in plans[0]["tasks"] for one in task["criteria"] if one["id"] == "3.6")

    def test_the_json_says_both_as_its_contract_has_it(self, criterion):
        below = [one for one in criterion["groups"] if one["actual"] < 0]
        assert below
        assert {one["remaining"] for one in below} == {0}

    @pytest.mark.parametrize("lang", ["zh", "en"])
    def test_status_says_nothing_left_and_how_much_beyond(self, lang, criterion):
        out = ask("status", "guangzhou-2019", "--lang", lang, data=DATA, on=self.DAY).out
        said = "0/0 超额 {n}" if lang == "zh" else "0/0, {n} beyond"
        for one in criterion["groups"]:
            if one["actual"] < 0:
                assert said.format(n=-one["actual"]) in out

    @pytest.mark.parametrize("kind", ["tasks", "pack", "bulletin"])
    def test_no_report_has_less_than_nothing_left(self, kind):
        told = ask("report", kind, "guangzhou-2019", "--format", "json", data=DATA, on=self.DAY).json
        left = [
            row[key]
            for report in told.get("sheets", [told])
            for table in report["sections"]
            for row in table.get("rows", ())
            for key in ("actual", "group.left")
            if isinstance(row.get(key), int | float)
        ]
        assert left
        assert min(left) == 0

    def test_what_is_left_and_what_is_beyond_add_up_to_what_the_criterion_has_left(self, criterion):
        told = ask("report", "tasks", "guangzhou-2019", "--format", "json", data=DATA, on=self.DAY).json
        table = next(one for one in told["sections"] if "group.beyond" in (one["totals"] or {}))
        sums = table["totals"]
        assert sums["group.left"] - sums["group.beyond"] == pytest.approx(criterion["actual"])
        assert sums["group.from"] - sums["group.done"] == pytest.approx(criterion["actual"])
