"""What the ledger of jinnan must show, each figure beside the clause that prints it.

《津南区进一步做好工业园区（集聚区）治理工作实施方案》, 2021-06-25. The document is published, the facts are a
sample.
"""

import csv
import shutil
import subprocess
import sys
from datetime import date, timedelta

import pytest
import yaml

import parkledger
from cli.program import JINNAN, REPOSITORY, run
from parkledger.compute.status import plan_status
from parkledger.write.init import new_ledger
from support.answers import actual, criterion_state, day, duty, open_on, overdue_on, rule

SAMPLES = ("enterprises/jinnan.csv", "inspections/jinnan.csv", "filings/jinnan.csv")


@pytest.fixture(scope="module")
def ledger():
    return parkledger.load(JINNAN)


@pytest.fixture(scope="module")
def plan(ledger):
    """The document as data."""
    return ledger.campaigns[0].plan


@pytest.fixture
def copy(tmp_path):
    """The data folder of a ledger of one's own."""
    return new_ledger(tmp_path / "copy", "jinnan-2021")


def rows_of(path):
    with path.open(encoding="utf-8", newline="") as stream:
        return list(csv.DictReader(stream))


PARKS = {
    "东泥沽": (124, 0), "四道沟": (21, 0), "东花园": (41, 0), "小黄庄": (36, 0), "白塘口": (63, 0),
    "金龙": (8, 0), "义和庄": (49, 0), "光明": (35, 0), "拐子沟": (52, 0), "双闸集中地": (29, 15),
    "东上路": (156, 60), "双闸工业园区": (49, 25), "正营": (60, 39),
}  # fmt: skip
"""附件1, rows 2 to 14: how many there are, how many may stay."""

# ── figures, each as the document prints it


class TestFigures:
    def test_key_tasks(self, plan):
        """附件1: 重点任务表, rows 1 to 14."""
        assert [task.id for task in plan.tasks] == [str(number) for number in range(1, 15)]
        assert [task.clause for task in plan.tasks] == [f"附件1-{number}" for number in range(1, 15)]

    def test_criteria(self, plan):
        """附件1: one in row 1, three in rows 2 to 6 each (印发文件, 退出, 管控), one in rows 7 to 14 each."""
        assert [len(task.criteria) for task in plan.tasks] == [1, 3, 3, 3, 3, 3, 1, 1, 1, 1, 1, 1, 1, 1]
        assert sum(len(task.criteria) for task in plan.tasks) == 24

    @pytest.mark.parametrize(
        ("criterion", "printed", "due"),
        [
            ("1.1", "2021年6月底", "2021-06-30"),
            *[(f"{number}.1", "2021年6月底", "2021-06-30") for number in range(2, 7)],
            ("2.2", "2021年10月底", "2021-10-31"),
            ("3.2", "2022年10月底", "2022-10-31"),
            ("4.2", "2022年10月底", "2022-10-31"),
            ("5.2", "2023年10月底", "2023-10-31"),
            ("6.2", "2023年10月底", "2023-10-31"),
            *[(f"{number}.1", "2023年底", "2023-12-31") for number in range(7, 15)],
            *[(f"{number}.3", "长期坚持", None) for number in range(2, 7)],
        ],
    )
    def test_deadlines(self, criterion, printed, due, plan):
        """附件1, 完成时限."""
        (found,) = [one for task in plan.tasks for one in task.criteria if one.id == criterion]
        assert found.due.text == printed
        assert found.due.day == (date.fromisoformat(due) if due else None)

    def test_parks(self, ledger):
        """二, 三（一）: 13个工业园区（集聚区）."""
        parks = ledger.campaigns[0].parks
        assert dict(zip(parks.texts["id"], parks.numbers["enterprises"], strict=True)) == {
            park: there for park, (there, _) in PARKS.items()
        }
        assert parks.size == 13

    def test_five_are_to_be_dissolved_and_eight_are_others(self, ledger):
        """三（一）: 东泥沽、四道沟、东花园、小黄庄、白塘口; 三（二）: 其余8个."""
        parks = ledger.campaigns[0].parks
        kinds = list(zip(parks.texts["id"], parks.texts["disposal"], strict=True))
        assert [park for park, kind in kinds if kind == "撤销取缔"] == list(PARKS)[:5]
        assert [park for park, kind in kinds if kind == "长期治理"] == list(PARKS)[5:]

    def test_targets(self, plan):
        """附件1, 完成标准 of rows 2 to 14."""
        quotas = {
            task.park: (int(one.quota.from_), int(one.quota.to))
            for task in plan.tasks
            for one in task.criteria
            if one.quota
        }
        assert quotas == PARKS

    def test_the_numbers_add_up_to_those_of_the_text(self, plan, ledger):
        """三（一）: 由目前723家减少至150家以下."""
        assert sum(there for there, _ in PARKS.values()) == 723
        assert sum(stay for _, stay in PARKS.values()) == 139
        (goal,) = [one for one in plan.goals if one.id == "g3"]
        assert (int(goal.quota.from_), int(goal.quota.bound), goal.quota.op) == (723, 150, "<")
        listed = ledger.campaigns[0].enterprises.days["listed_on"]
        assert sum(1 for ordinal in listed if ordinal <= day("2021-06-25").toordinal()) == 723

    def test_the_roster_has_the_printed_number_in_each_park(self):
        rows = [row for row in rows_of(JINNAN / "enterprises/jinnan.csv") if row["listed_on"] <= "2021-06-25"]
        assert {park: sum(row["park"] == park for row in rows) for park in PARKS} == {
            park: there for park, (there, _) in PARKS.items()
        }

    def test_rows_of_responsibility(self, plan):
        """附件2: 责任分工表, rows 1 to 15."""
        whole_rows = [one for one in plan.duties if one.id in {f"f{number}" for number in range(1, 16)}]
        assert [one.clause for one in whole_rows] == [f"附件2-{number}" for number in range(1, 16)]

    def test_working_groups(self, plan):
        """四（一）: 九个专项工作组, 五（三） to 五（十一）."""
        groups = [one for one in plan.groups if one.kind == "working_group"]
        numerals = ("三", "四", "五", "六", "七", "八", "九", "十", "十一")
        assert [one.clause for one in groups] == [f"五（{numeral}）" for numeral in numerals]
        assert len(groups) == 9

    def test_what_each_working_group_does_is_a_duty_of_its_units(self, plan):
        """五（三） to 五（十一）: 牵头单位 and 配合单位 as printed, so that both see it among what they owe."""
        groups = {one.clause: one for one in plan.groups if one.kind == "working_group"}
        owed = [one for one in plan.duties if one.clause in groups]
        assert {one.clause for one in owed} == set(groups)
        for one in owed:
            group = groups[one.clause]
            assert (one.lead, one.support) == (group.lead, group.support)
            assert one.text.rstrip("。") in group.task

    def test_members_of_the_leading_group(self, plan):
        """四（一）: from 区委宣传部 to 开发区管委会, and 各镇人民政府."""
        (leading,) = [one for one in plan.groups if one.id == "leading"]
        assert len(leading.members) == 22
        assert (leading.members[0], leading.members[-1]) == ("区委宣传部", "各镇人民政府")

    @pytest.mark.parametrize("row", ["f2", "f3", "f4", "f6", "f7"])
    def test_monthly(self, row, plan):
        """附件2-2 (每月例会), 附件2-3, 2-4, 2-6, 2-7 (每月报)."""
        (found,) = [one for one in plan.duties if one.id == row]
        assert (found.kind, str(found.every)) == ("recurring", "month")

    def test_quarterly(self, plan):
        """附件2-15: 每季度."""
        (found,) = [one for one in plan.duties if one.id == "f15"]
        assert str(found.every) == "quarter"


# ── (a) with every fact of progress removed, what is overdue follows from the deadlines alone


def without_facts(data, *, listed, files):
    """Blank every dated column (``listed``: keep listed_on); empty the files of records, or delete them."""
    path = data / "enterprises/jinnan.csv"
    rows = rows_of(path)
    for row in rows:
        for name in row:
            if name.endswith("_on") and not (listed and name == "listed_on"):
                row[name] = ""
    with path.open("w", encoding="utf-8", newline="") as stream:
        writer = csv.DictWriter(stream, rows[0].keys(), lineterminator="\n")
        writer.writeheader()
        writer.writerows(rows)
    parks = data / "parks/jinnan.yaml"
    lines = parks.read_text("utf-8").splitlines(keepends=True)
    parks.write_text("".join(line for line in lines if "_on:" not in line), "utf-8")
    for record in [*data.glob("inspections/*"), *data.glob("filings/*"), *data.glob("indicators/*")]:
        if files == "deleted":
            record.unlink()
        else:
            record.write_text(record.read_text("utf-8").splitlines(keepends=True)[0], "utf-8")
    return parkledger.load(data)


TABLE = {
    "2021-06-25": 0, "2021-06-30": 0,    # the due day itself is not overdue
    "2021-07-01": 6, "2021-10-31": 6,    # 1.1, 2.1 to 6.1
    "2021-11-01": 7, "2022-10-31": 7,    # 2.2
    "2022-11-01": 9, "2023-10-31": 9,    # 3.2, 4.2
    "2023-11-01": 11, "2023-12-31": 11,  # 5.2, 6.2
    "2024-01-01": 19, "2024-12-31": 19,  # 7.1 to 14.1
}  # fmt: skip
EACH = ["1.1", "2.1", "3.1", "4.1", "5.1", "6.1", "2.2", "3.2", "4.2", "5.2", "6.2"] + [
    f"{number}.1" for number in range(7, 15)
]
"""Criteria in the order of their deadlines."""


@pytest.mark.parametrize("listed", [True, False], ids=["listed", "nothing dated"])
@pytest.mark.parametrize("files", ["emptied", "deleted"])
class TestWithoutFacts:
    @pytest.fixture
    def bare(self, copy, listed, files):
        return without_facts(copy, listed=listed, files=files)

    def test_what_is_overdue_follows_from_the_deadlines(self, bare):
        for on, number in TABLE.items():
            assert len(overdue_on(bare, on)) == number, on
            assert set(overdue_on(bare, on)) == set(EACH[:number]), on
            assert plan_status(bare.campaigns[0], day(on)).counts["overdue"] == number, on

    def test_on_every_day_between(self, bare):
        steps = [(day(on), number) for on, number in TABLE.items()]
        for (first, number), (last, same) in zip(steps[::2], steps[1::2], strict=True):
            assert number == same
            for days in range(0, (last - first).days + 1, 13):
                found = plan_status(bare.campaigns[0], first + timedelta(days=days)).counts["overdue"]
                assert found == number, first + timedelta(days=days)

    def test_days_are_counted_from_the_due_day(self, bare):
        late = overdue_on(bare, "2024-01-01")
        assert (late["1.1"], late["2.2"], late["5.2"], late["7.1"]) == (915, 792, 62, 1)

    def test_publication_completes_nothing(self, bare):
        """1.1 asks for the plan itself, issued on 2021-06-25; only a filing says that it was done."""
        assert criterion_state(bare, "1.1", "2021-06-30") == "pending"
        assert criterion_state(bare, "1.1", "2021-07-01") == "overdue"

    def test_the_whole_number_remains(self, bare):
        """Who is listed after the baseline comes on top of the 723 that were counted then."""
        goals = {one.goal.id: one.judged for one in plan_status(bare.campaigns[0], day("2021-06-25")).goals}
        assert (goals["g3"].actual, goals["g1"].actual) == (723, 13)


# ── (b) one row less is seen in three places


class TestAMissingRow:
    @pytest.fixture
    def one_less(self, copy):
        """JN-0001 of 东泥沽 is no longer in the roster; nothing else speaks of it."""
        for path in (copy / name for name in SAMPLES):
            lines = path.read_text("utf-8").splitlines(keepends=True)
            path.write_text("".join(line for line in lines if "JN-0001," not in line), "utf-8")
        return copy

    def test_check_says_so_of_the_park_and_of_the_quota(self, one_less):
        answer = run("check", "--data", one_less, "--as-of", "2024-06-30", "--format", "json")
        errors = [one for one in answer.json["findings"] if one["severity"] == "error"]
        assert answer.code == 1
        assert [(one["code"], one["pointer"]) for one in errors] == [
            ("PL402", "parks/东泥沽/enterprises"),
            ("PL403", "goals/g3/quota/from"),
            ("PL403", "tasks/2/criteria/2.2/quota/from"),
        ]
        assert "124" in errors[0]["message"] and "123" in errors[0]["message"]
        assert "723" in errors[1]["message"] and "722" in errors[1]["message"]

    def test_it_still_remains_to_be_done(self, one_less):
        """124 printed, 123 left: nobody has shown that the last one is gone."""
        before, after = parkledger.load(JINNAN), parkledger.load(one_less)
        assert "2.2" not in overdue_on(before, "2021-11-01")
        assert overdue_on(after, "2021-11-01")["2.2"] == 1
        assert (actual(before, "2.2", "2021-11-01"), actual(after, "2.2", "2021-11-01")) == (0, 1)


# ── (c) JN-0017 of 东泥沽 produces again on 2023-11-06 and is clear on 2023-12-08


@pytest.mark.parametrize(
    ("on", "quota", "standing", "is_open"),
    [
        ("2023-11-05", "met", "holding", False),
        ("2023-11-06", "overdue", "breached", True),
        ("2023-11-15", "overdue", "breached", True),
        ("2023-12-07", "overdue", "breached", True),
        ("2023-12-08", "met_late", "holding", False),
    ],
)
def test_a_relapse_day_by_day(on, quota, standing, is_open, ledger):
    """2.2 (124家全部退出) is reopened, 2.3 (防止死灰复燃) breached, the rule open until it is found clear."""
    assert criterion_state(ledger, "2.2", on) == quota
    assert criterion_state(ledger, "2.3", on) == standing
    assert ("JN-0017" in open_on(ledger, "relapse", on)) is is_open
    if is_open:
        assert rule(ledger, "relapse", on).zero is False


def test_the_days_of_what_is_reopened_are_counted_from_the_due_day(ledger):
    assert overdue_on(ledger, "2023-11-06")["2.2"] == 736
    assert "2.2" not in overdue_on(ledger, "2023-11-05")
    (case,) = rule(ledger, "relapse", "2023-11-15").violations
    assert (case.enterprise, case.since, case.days) == ("JN-0017", day("2023-11-06"), 9)
    assert (case.reason, case.lead) == ("producing", ("属地镇政府",))


def test_on_the_day_of_the_issue(ledger):
    """2023-11-15: four of 小黄庄 are left, one of 东泥沽 is back."""
    assert overdue_on(ledger, "2023-11-15") == {"2.2": 745, "5.2": 15}
    assert duty(ledger, "f7", "2023-11-15", "区市场监管局").missing == ("2023-10",)


@pytest.mark.parametrize(
    ("row", "unit", "late", "missing"),
    [
        ("f3", "区住房建设委", 1, ("2021-11",)),
        ("f3", "规划资源分局", 3, ("2022-09",)),
        ("f3", "属地镇政府", 1, ("2022-11",)),
        ("f4", "区生态环境局", 0, ()),
        ("f4", "属地镇政府", 2, ()),
        ("f7", "区市场监管局", 1, ("2023-10",)),
        ("f7", "属地镇政府", 3, ()),
    ],
)
def test_each_unit_files_for_itself(row, unit, late, missing, ledger):
    """附件2-3, 2-4, 2-7, read as one report of each unit a month (q34): a department's is not the town's."""
    found = duty(ledger, row, "2023-11-15", unit)
    assert (found.periods, found.late, found.missing) == (28, late, missing)


# ── (d) the data is clean, and (e) made by its tool


def test_check_finds_no_error_and_every_warning_is_waived():
    answer = run("check", "--data", JINNAN, "--as-of", "2024-06-30", "--format", "json")
    assert (answer.code, answer.json["errors"], answer.json["warnings"]) == (0, 0, 0)
    codes = [one["code"] for one in answer.json["findings"]]
    assert sorted(set(codes)) == ["PL311", "PL405"]
    assert all(one["waived"] for one in answer.json["findings"])


def test_each_open_question_has_a_reading_and_a_waiver_with_a_reason(plan):
    waived = {one.at: one.reason for one in plan.waivers}
    assert {f"questions/{one.id}" for one in plan.questions} <= waived.keys()
    assert all(one.reading for one in plan.questions)
    assert all(waived.values())


def test_the_plan_holds_no_progress():
    """Facts of progress stand in the other files: no ``done``, no status, no day after the day of issue."""
    document = yaml.safe_load((JINNAN / "plans/jinnan-2021.yaml").read_text("utf-8"))
    assert set(document).isdisjoint({"status", "progress", "done"})
    keys = {key for task in document["tasks"] for one in task["criteria"] for key in one}
    assert keys <= {"id", "text", "clause", "due", "lead", "basis", "unit", "milestone", "quota", "standing"}


def test_the_samples_say_that_they_are_samples():
    rows = rows_of(JINNAN / "enterprises/jinnan.csv")
    assert all(row["name"].startswith("示例") for row in rows)
    assert all(row["credit_code"][2:8] in ("", "990000") for row in rows)


def test_the_tool_makes_the_committed_samples_byte_for_byte(tmp_path):
    command = [sys.executable, "tools/make_sample.py", "--out", str(tmp_path)]
    subprocess.run(command, cwd=REPOSITORY, check=True, capture_output=True)
    for name in SAMPLES:
        assert (tmp_path / name).read_bytes() == (REPOSITORY / "data" / name).read_bytes(), name


def test_the_tool_makes_every_sample_that_is_committed(tmp_path):
    command = [sys.executable, "tools/make_sample.py", "--out", str(tmp_path)]
    subprocess.run(command, cwd=REPOSITORY, check=True, capture_output=True)
    made = {str(path.relative_to(tmp_path)) for path in tmp_path.rglob("*") if path.is_file()}
    committed = {str(path.relative_to(REPOSITORY / "data")) for path in (REPOSITORY / "data").rglob("*.csv")}
    assert made == committed


def test_the_sample_is_long_enough_for_its_story():
    """Facts stand up to 2024-01-31 and not after."""
    days = [row["on"] for row in rows_of(JINNAN / "inspections/jinnan.csv")]
    assert max(days) == "2024-01-31"
    assert (REPOSITORY / "tools/samples/jinnan_story.py").read_text("utf-8").count('LAST_DAY = "2024-01-31"') == 1


def test_every_kind_of_broken_input_is_found_in_one_run(tmp_path):
    """A duplicate key, 31 June, an unknown unit, an unknown park, a ragged row, GBK, a wrong symbol, a cut code."""
    data = tmp_path / "data"
    shutil.copytree(REPOSITORY / "data", data)
    for stem in ("tongzhou", "wuhai", "biaokou", "guangzhou"):
        for file in data.glob(f"*/{stem}*"):
            file.unlink()
    plan = data / "plans" / "jinnan-2021.yaml"
    text = plan.read_text(encoding="utf-8").replace("short: 津南园区治理\n", "short: 津南园区治理\nshort: 又一个\n", 1)
    text = text.replace("2022年10月底", "2021-06-31", 1).replace("lead: [区委宣传部]", "lead: [区宣传部]", 1)
    plan.write_text(text, encoding="utf-8")
    roster = data / "enterprises" / "jinnan.csv"
    lines = roster.read_text(encoding="utf-8").split("\n")
    lines[5] = lines[5].replace(",东泥沽,", ",东泥古,")
    lines[8] += ",多余"
    code = lines[10].split(",")[2]
    lines[10] = lines[10].replace(code, code[:-1] + ("1" if code[-1] != "1" else "2"))
    lines[12] = lines[12].replace(lines[12].split(",")[2], "9.1120112E+17")
    roster.write_bytes("\n".join(lines).encode("gb18030"))

    findings = parkledger.check(parkledger.load(data), date(2024, 2, 1))
    found = {(one.rule.code, one.span.path.split("/")[-1], one.span.line) for one in findings}
    unit = 1 + next(at for at, line in enumerate(text.split("\n")) if "区宣传部]" in line)
    june = 1 + next(at for at, line in enumerate(text.split("\n")) if "2021-06-31" in line)
    short = 1 + next(at for at, line in enumerate(text.split("\n")) if line == "short: 又一个")
    assert found >= {
        ("PL105", "jinnan-2021.yaml", short),
        ("PL205", "jinnan-2021.yaml", june),
        ("PL301", "jinnan-2021.yaml", unit),
        ("PL302", "jinnan.csv", 6),
        ("PL110", "jinnan.csv", 9),
        ("PL102", "jinnan.csv", 1),
        ("PL503", "jinnan.csv", 11),
        ("PL504", "jinnan.csv", 13),
    }
