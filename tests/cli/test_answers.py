"""status, overdue, zero, duties, units: what a reader sees, on the repository's ledger and on a tiny one."""

import pytest

from cli.program import DATA, ask, run
from cli.tiny import DAY, PLAN, STATES, tiny
from parkledger.read import table_files
from parkledger.read.columnar import _Reading

COMMANDS = ("status", "overdue", "zero", "duties", "units")


def states(answer):
    """Criterion → state, of ``status --format json``."""
    (plan,) = answer.json["plans"]
    return {one["id"]: one["state"] for task in plan["tasks"] for one in task["criteria"]}


@pytest.mark.parametrize("shape", ["table", "json"])
@pytest.mark.parametrize("command", [*COMMANDS, "check"])
def test_every_command_answers_for_the_repositorys_ledger(command, shape):
    answer = ask(command, "--format", shape, data=DATA)
    assert (answer.code, answer.err) == (0, "")
    assert answer.out.endswith("\n")
    assert answer.out.startswith("{") is (shape == "json")


@pytest.mark.parametrize("shape", ["table", "json"])
@pytest.mark.parametrize("command", [*COMMANDS, "check"])
def test_every_command_answers_for_a_tiny_ledger(command, shape, ledger):
    answer = ask(command, "--format", shape, data=ledger, on=DAY)
    assert (answer.code, answer.err) == (0, "")


@pytest.mark.parametrize("command", COMMANDS)
def test_a_plan_can_be_named(command, ledger):
    named = ask(command, "tiny-2024", "--format", "json", data=ledger, on=DAY)
    assert named == ask(command, "--format", "json", data=ledger, on=DAY)


@pytest.mark.parametrize("shape", ["table", "json"])
@pytest.mark.parametrize("command", COMMANDS)
def test_the_same_ledger_and_day_give_the_same_bytes(command, shape):
    assert ask(command, "--format", shape) == ask(command, "--format", shape)


class TestStatus:
    def test_the_tiny_ledger_has_a_criterion_of_each_state(self, ledger):
        assert states(ask("status", "--format", "json", data=ledger, on=DAY)) == STATES

    def test_first_the_goal_then_the_criteria_then_the_counts(self, ledger):
        lines = ask("status", data=ledger, on=DAY).out.splitlines()
        assert lines[0] == "示例区园区治理方案  截至 2024-06-30"
        assert lines[1] == "目标  清退（2024-12-31）"
        assert [line.split() for line in lines if "1.3" in line] == [
            ["1.3", "2024-05-31", "2/0", "逾期", "30", "天", "红"]
        ]
        assert lines[-3:-1] == [
            "8 项标准：按期完成 1 · 逾期完成 1 · 逾期 2 · 保持 1 · 已突破 1 · 待办 1 ·",
            "  未衡量 1",
        ]
        assert lines[-1].startswith("下一步：parkledger overdue")

    def test_several_plans_have_one_line_each(self, ledger):
        second = PLAN.replace("short: 示例治理", "short: 另一个")
        (ledger / "plans/other.yaml").write_text(second, "utf-8")
        lines = [line.split() for line in ask("status", data=ledger, on=DAY).out.splitlines()]
        assert [line[:2] for line in lines[3:5]] == [["other", "另一个"], ["tiny-2024", "示例治理"]]
        assert lines[2][2:6] == ["完成", "逾期", "突破", "待办"]
        assert lines[4][2:7] == ["3/8", "2", "1", "2", "清退"]

    def test_time_travel(self, ledger):
        def on(day):
            return states(ask("status", "--format", "json", data=ledger, on=day))["1.3"]

        assert [on("2024-05-31"), on("2024-06-01")] == ["pending", "overdue"]


class TestOverdue:
    def test_the_longest_first_each_late_park_by_itself_and_who_answers(self, ledger):
        items = ask("overdue", "--format", "json", data=ledger, on=DAY).json["items"]
        assert [(one["criterion"], one["group"], one["days_overdue"], one["lead"]) for one in items] == [
            ("3.1", "东园", 91, []),
            ("3.1", "西园", 91, []),
            ("1.3", None, 30, ["东镇"]),
        ]

    def test_a_unit_that_nobody_named_is_said_to_be_so(self, ledger):
        lines = ask("overdue", data=ledger, on=DAY).out.splitlines()
        assert lines[1] == "逾期 3 项"
        assert [line.split()[-1] for line in lines if "3.1" in line] == ["未明确", "未明确"]

    def test_nothing_is_late(self, ledger):
        answer = ask("overdue", data=ledger, on="2024-01-31")
        assert answer.out.splitlines() == ["逾期清单  截至 2024-01-31", "逾期 0 项"]


class TestZero:
    def test_a_case_names_the_enterprise_since_when_and_whose_it_is(self, ledger):
        (relapse, unproven) = ask("zero", "--format", "json", data=ledger, on=DAY).json["rules"]
        assert (relapse["open"], relapse["stale"], relapse["zero"]) == (1, 0, False)
        (case,) = relapse["violations"]
        assert (case["enterprise"], case["name"], case["park"]) == ("E-1", "示例甲厂", "东园")
        assert (case["since"], case["days"], case["reason"]) == ("2024-06-20", 10, "producing")
        assert case["lead"] == ["东镇"]
        assert (unproven["open"], unproven["stale"], unproven["zero"]) == (0, None, "unknown")

    def test_who_was_not_looked_at_is_stale(self, tmp_path):
        ledger = tiny(tmp_path, inspections=None)
        (relapse, _) = ask("zero", "--format", "json", data=ledger, on=DAY).json["rules"]
        (case,) = relapse["stale_cases"]
        assert (case["enterprise"], case["since"], case["days"]) == ("E-1", "2024-02-20", 131)
        assert "久未查看" in ask("zero", data=ledger, on=DAY).out

    def test_without_a_look_interval_nobody_says_how_many_were_not_looked_at(self, tmp_path):
        """``0 stale`` would claim that somebody had looked."""
        ledger = tiny(tmp_path, plans=(", look_every: settings.look_every", ""))
        rules = ask("zero", "--format", "json", data=ledger, on=DAY).json["rules"]
        assert [rule["stale"] for rule in rules] == [None, None]
        first = ask("zero", data=ledger, on=DAY).out.splitlines()[1]
        assert first.startswith("动态清零：未清零。未结 1 起")
        assert "久未查看 0" not in first

    def test_a_look_interval_of_two_months_is_called_so(self, tmp_path):
        ledger = tiny(tmp_path, inspections=None, ledger=("look_every: month", "look_every: 2 month"))
        answer = ask("zero", data=ledger, on=DAY)
        assert "久未查看" in answer.out
        assert "每月" not in answer.out
        assert "2" in next(line for line in answer.out.splitlines() if line.startswith("久未查看"))


class TestDuties:
    def test_periods_in_time_late_and_missing(self, ledger):
        (monthly, continuous) = ask("duties", "--format", "json", data=ledger, on=DAY).json["items"]
        assert (monthly["on_time"], monthly["late"]) == (1, 1)
        assert monthly["missing"] == ["2024-03", "2024-04", "2024-05"]
        assert (continuous["unit"], continuous["every"]) == ("区环境局、属地镇政府", None)
        assert (continuous["periods"], continuous["missing"]) == (0, [])

    def test_what_is_not_counted_by_period_stands_below(self, ledger):
        lines = ask("duties", data=ledger, on=DAY).out.splitlines()
        assert lines[1] == "应报 5 期次：按时 1，迟报 1，缺报 3"
        assert "不按期计数的职责 1 项" in lines

    @pytest.mark.parametrize("every", ["10天", "2 month", "3 day", "半月", "每周", "夜"])
    def test_every_rhythm_that_a_plan_may_write_can_be_shown(self, every, tmp_path):
        ledger = tiny(tmp_path, plans=("every: month", f"every: {every}"))
        answer = ask("duties", data=ledger, on=DAY)
        assert (answer.code, answer.err) == (0, "")


class TestUnits:
    def test_what_each_leads_owes_and_has_late_the_worst_first(self, ledger):
        lines = ask("units", data=ledger, on=DAY).out.splitlines()
        assert lines[1] == "4 个单位，其中 2 个有逾期、缺报或未结"
        assert [line.split()[0] for line in lines[4:]] == ["东镇", "区环境局", "区工业局", "属地镇政府"]

    def test_json(self, ledger):
        units = ask("units", "--format", "json", data=ledger, on=DAY).json["units"]
        found = {one["unit"]: (one["leads"], one["overdue"], one["missing"], one["cases"]) for one in units}
        assert found["东镇"] == (["1.1", "1.2", "1.3", "1.4"], ["1.3"], 0, 1)
        assert found["区环境局"] == (["2.1", "2.2", "2.3"], [], 3, 0)


class TestFail:
    """``--fail`` is for CI: exit code 1 when something is open, the same answer."""

    @pytest.mark.parametrize("command", COMMANDS)
    def test_something_is_open(self, command, ledger):
        without = ask(command, data=ledger, on=DAY)
        with_fail = ask(command, "--fail", data=ledger, on=DAY)
        assert (without.code, with_fail.code) == (0, 1)
        assert without.out == with_fail.out

    @pytest.mark.parametrize("command", ["status", "overdue", "duties", "units"])
    def test_nothing_is_open_yet(self, command, ledger):
        assert ask(command, "--fail", data=ledger, on="2024-01-31").code == 0

    def test_zero_that_nobody_can_confirm_is_open(self, ledger):
        unknown = ask("zero", "--fail", "--format", "json", data=ledger, on="2024-02-26")
        assert [rule["zero"] for rule in unknown.json["rules"]] == [True, "unknown"]
        assert unknown.code == 1

    def test_zero_everywhere(self, tmp_path):
        plan = ("kind: claimed_not_proven,", "kind: claimed_not_proven, look_every: year,")
        answer = ask("zero", "--fail", data=tiny(tmp_path, plans=plan), on="2024-02-26")
        assert answer.code == 0
        assert answer.out.splitlines()[1] == "动态清零：已清零。未结 0，久未查看 0"


class TestUnreadableCell:
    """An unreadable cell is an absent fact: reading commands answer, and say that something is missing."""

    @pytest.mark.parametrize("command", COMMANDS)
    def test_the_answer_comes_with_the_number_of_errors(self, command, tmp_path):
        ledger = tiny(tmp_path, enterprises=("2024-02-20", "2024-02-31"))
        answer = ask(command, "--format", "json", data=ledger, on=DAY)
        assert answer.code == 0
        assert answer.json["errors"] == 1
        assert answer.err == "数据里有 1 个读取错误，答案可能不完整：parkledger check\n"

    def test_the_table_stays_a_table_and_the_warning_goes_to_stderr(self, tmp_path):
        ledger = tiny(tmp_path, enterprises=("2024-02-20", "2024-02-31"))
        answer = ask("status", data=ledger, on=DAY)
        assert answer.out.startswith("示例区园区治理方案")
        assert len(answer.err.splitlines()) == 1

    def test_the_row_stays_in_its_population(self, tmp_path):
        ledger = tiny(tmp_path, enterprises=("2024-02-20", "2024-02-31"))
        (plan,) = ask("status", "--format", "json", data=ledger, on=DAY).json["plans"]
        found = plan["tasks"][0]["criteria"][2]
        assert (found["id"], found["from"], found["actual"]) == ("1.3", 2, 2)

    def test_without_errors_the_number_is_zero(self, ledger):
        assert ask("status", "--format", "json", data=ledger, on=DAY).json["errors"] == 0


class TestUnreadablePlan:
    BROKEN = ("due: 2024年5月底", "due: 2024年13月底")

    @pytest.mark.parametrize("command", COMMANDS)
    def test_no_command_answers_half(self, command, tmp_path):
        answer = ask(command, data=tiny(tmp_path, plans=self.BROKEN), on=DAY)
        assert (answer.code, answer.out) == (2, "")
        assert answer.err == "方案读不完整，无法回答：tiny-2024。请先运行 parkledger check\n"

    def test_check_says_what_is_wrong(self, tmp_path):
        answer = ask("check", "--format", "json", data=tiny(tmp_path, plans=self.BROKEN), on=DAY)
        assert answer.code == 1
        assert [one["code"] for one in answer.json["findings"]] == ["PL205"]

    WRECKS = ("", "just a word\n", "[1, 2\n", "a: &x 1\nb: *x\n", "\x00", "- " * 60_000)

    @pytest.mark.parametrize("text", WRECKS, ids=range(len(WRECKS)))
    def test_whatever_the_plan_is(self, text, tmp_path):
        ledger = tiny(tmp_path, plans=text)
        assert ask("status", data=ledger, on=DAY).code == 2
        assert ask("check", data=ledger, on=DAY).code == 1

    def test_another_plan_still_answers_when_it_is_named(self, ledger):
        (ledger / "plans/broken.yaml").write_text("title: [", "utf-8")
        assert ask("status", data=ledger, on=DAY).code == 2
        assert ask("status", "tiny-2024", data=ledger, on=DAY).code == 0


@pytest.mark.parametrize("light", ["橙", "amber", "red"])
def test_whatever_colour_a_plan_names_status_and_check_end_in_words(light, tmp_path):
    """A plan's lights are its own data: an unknown colour is a finding or is shown, never a defect."""
    lights = "lights: {bands: [{light: AMBER, behind: 10}], overdue: red, met_late: yellow, well: green}\n"
    data = tiny(tmp_path, plans=("goals:\n", lights.replace("AMBER", light) + "goals:\n"))
    assert ask("status", data=data, on=DAY).code in (0, 2)


def test_a_ledger_without_a_plan_has_an_empty_answer(tmp_path):
    (tmp_path / "data/plans").mkdir(parents=True)
    for command in COMMANDS:
        assert run(command, "--data", tmp_path / "data", "--as-of", DAY).code == 0


@pytest.mark.parametrize(
    "args", [["status"], ["overdue"], ["overdue", "--format", "json"], ["duties"], ["duties", "--format", "json"]]
)
def test_an_answer_without_names_never_asks_a_large_file_for_one(args, monkeypatch):
    """Their names are not kept in memory; to be asked for one would mean that the file is read again."""
    asked = []
    expected = {day: run(*args, "--data", DATA, "--as-of", day).out for day in ("2018-03-31", "2023-11-15")}
    monkeypatch.setattr(table_files, "LARGE", 0)
    for way in ("column", "cell"):
        real = getattr(_Reading, way)
        monkeypatch.setattr(_Reading, way, lambda *about, real=real: asked.append(about[-1]) or real(*about))
    for day, text in expected.items():
        assert run(*args, "--data", DATA, "--as-of", day).out == text
    assert "name" not in asked


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_after_several_plans_the_hint_can_be_copied_as_it_stands(lang):
    """It names a plan, the one with the most that is late or breached, and no placeholder in one of the languages."""
    told = ask("status", "--lang", lang, data=DATA)
    counts = {one["id"]: one["counts"] for one in ask("status", "--format", "json", data=DATA).json["plans"]}
    worst = max(counts, key=lambda plan: counts[plan]["overdue"] + counts[plan]["breached"])
    assert f"parkledger status {worst} ·" in told.out
    assert ask("status", worst, data=DATA).code == 0
