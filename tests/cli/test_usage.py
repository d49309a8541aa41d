"""What the program needs to begin: data, day, plan, language; else exit code 2 and a sentence."""

import contextlib
import io
import shutil
from datetime import UTC, datetime, timedelta

import pytest

from cli.program import JINNAN, run
from cli.tiny import DAY, tiny
from parkledger.cli import days, language, speech
from parkledger.cli.days import LAST_DAY

READING = ("status", "overdue", "zero", "duties", "units")


WITHOUT_A_LEDGER = [
    "init new", "init .", "rule", "rule PL3O1", "schema nosuch", "report nosuch", "verify nosuch.xlsx",
    "merge-csv a b c", "check nosuch.csv", "status --known-at 2999-01-01", "nosuch",
]  # fmt: skip
"""Command lines that read no ledger, or end before they have."""


def first_line(answer):
    return answer.out.splitlines()[0]


def in_chinese(answer):
    return any("\u4e00" <= letter <= "\u9fff" for letter in answer.out + answer.err)


class TestData:
    def test_the_option_comes_first_then_the_environment_then_the_nearest_data_upwards(self, tmp_path, monkeypatch):
        for name in ("option", "environment", "nearest"):
            tiny(tmp_path / name, plans=("title: 示例区", f"title: {name}"))
        monkeypatch.chdir(tmp_path / "nearest/data/enterprises")
        env = {"PARKLEDGER_DATA": str(tmp_path / "environment/data")}
        option = ("--data", tmp_path / "option/data")
        assert first_line(run("status", "--as-of", DAY)).startswith("nearest")
        assert first_line(run("status", "--as-of", DAY, env=env)).startswith("environment")
        assert first_line(run("status", "--as-of", DAY, *option, env=env)).startswith("option")

    def test_a_data_folder_without_plans_is_passed_by_on_the_way_up(self, tmp_path, monkeypatch):
        tiny(tmp_path)
        (tmp_path / "below/data").mkdir(parents=True)
        monkeypatch.chdir(tmp_path / "below")
        assert run("status", "--as-of", DAY).code == 0

    def test_an_empty_variable_is_no_folder(self, tmp_path, monkeypatch):
        tiny(tmp_path)
        monkeypatch.chdir(tmp_path)
        assert run("status", "--as-of", DAY, env={"PARKLEDGER_DATA": ""}).code == 0

    @pytest.mark.parametrize("command", [*READING, "check"])
    def test_no_data_found(self, command, tmp_path, monkeypatch):
        monkeypatch.chdir(tmp_path)
        answer = run(command, "--as-of", DAY)
        assert (answer.code, answer.out) == (2, "")
        assert answer.err.startswith("找不到数据：向上各级文件夹里没有含 plans/ 的 data/。请用 --data 指定")

    @pytest.mark.parametrize("command", [*READING, "check"])
    def test_a_folder_that_is_no_ledger(self, command, tmp_path):
        answer = run(command, "--data", tmp_path)
        assert (answer.code, answer.out) == (2, "")
        assert answer.err == f"{tmp_path} 不是台账文件夹：里面没有 plans/\n"

    def test_a_variable_that_names_no_ledger(self, tmp_path):
        answer = run("status", env={"PARKLEDGER_DATA": str(tmp_path / "nowhere")})
        assert (answer.code, answer.out) == (2, "")
        assert "nowhere 不是台账文件夹" in answer.err

    @pytest.mark.parametrize("args", [["status", "--data", "a\0b"], ["check", "a\0b"], ["init", "a\0b"]])
    def test_a_path_with_a_nul_is_a_usage_error(self, args):
        answer = run(*args)
        assert (answer.code, answer.out) == (2, "")
        assert "\0" not in answer.err

    def test_a_folder_that_cannot_be_looked_at_is_no_ledger(self, tmp_path):
        """Its name is longer than the file system allows."""
        answer = run("status", "--as-of", DAY, env={"PARKLEDGER_DATA": str(tmp_path / ("x" * 300))})
        assert (answer.code, answer.out) == (2, "")
        assert "不是台账文件夹" in answer.err


class TestPlan:
    @pytest.mark.parametrize("command", READING)
    def test_an_unknown_plan_is_told_which_there_are(self, command, ledger):
        answer = run(command, "tiny-2042", "--data", ledger, "--as-of", DAY)
        assert (answer.code, answer.out) == (2, "")
        assert answer.err == "没有名为“tiny-2042”的方案，是不是 tiny-2024？现有：tiny-2024\n"

    @pytest.mark.parametrize("name", ["../plans/tiny-2024", "tiny-2024.yaml", "", "/etc/passwd", "a\x1b[31m"])
    def test_a_plan_is_named_never_a_path(self, name, ledger):
        answer = run("status", name, "--data", ledger, "--as-of", DAY)
        assert answer.code == 2
        assert "\x1b" not in answer.err

    def test_where_there_is_none(self, tmp_path):
        (tmp_path / "plans").mkdir()
        answer = run("status", "tiny-2024", "--data", tmp_path, "--as-of", DAY)
        assert answer.err == "没有名为“tiny-2024”的方案。现有：-\n"


class TestDay:
    @pytest.mark.parametrize(
        "text",
        [
            "2023-02-29",
            "15.11.2023",
            "today",
            "",
        ],
    )
    def test_what_is_no_day(self, text, ledger):
        answer = run("status", "--data", ledger, "--as-of", text)
        assert (answer.code, answer.out) == (2, "")
        assert answer.err == f"“{text}”不是日期，请写成 2023-10-31\n"

    @pytest.mark.parametrize("text", ["2023-11-5", "20231105", "2023/11/5", "2023年11月5日", "２０２３-11-05"])
    def test_one_that_is_spelled_otherwise_is_refused_with_the_day_to_write(self, text, ledger):
        answer = run("status", "--data", ledger, "--as-of", text)
        assert (answer.code, answer.err) == (2, f"“{text}”不是日期，是不是 2023-11-05？\n")

    @pytest.mark.parametrize("text", ["0001-01-01", str(LAST_DAY)])
    @pytest.mark.parametrize("command", [*READING, "check"])
    def test_the_first_and_the_last_day_that_can_be_asked_for(self, command, text, ledger):
        assert run(command, "--data", ledger, "--as-of", text).code in (0, 1)

    @pytest.mark.parametrize("text", [str(LAST_DAY + timedelta(1)), "9999-12-31"])
    @pytest.mark.parametrize("command", [*READING, "check"])
    def test_a_later_day_is_refused(self, command, text, ledger):
        """Every month more is a period that is owed: a mistyped year would be counted for minutes."""
        answer = run(command, "--data", ledger, "--as-of", text)
        assert (answer.code, answer.out) == (2, "")
        assert answer.err == f"{text} 太远，最晚可问到 2199-12-31\n"

    def test_so_it_is_as_the_day_of_what_had_been_recorded(self, ledger):
        answer = run("status", "--data", ledger, "--known-at", "2200-01-01")
        assert (answer.code, answer.err) == (2, "2200-01-01 太远，最晚可问到 2199-12-31\n")

    def test_today_is_the_ledgers_today(self, tmp_path, monkeypatch):
        """At 01:00 of 1 November in Shanghai it is 17:00 of 31 October in UTC."""
        at = datetime(2023, 10, 31, 17, 0, tzinfo=UTC)

        class Clock(datetime):
            @classmethod
            def now(cls, tz=None):
                return at.astimezone(tz)

        monkeypatch.setattr(days, "datetime", Clock)
        shanghai = tiny(tmp_path / "a")
        utc = tiny(tmp_path / "b", ledger=("Asia/Shanghai", "UTC"))
        silent = tiny(tmp_path / "c", ledger=("timezone: Asia/Shanghai\n", ""))
        assert first_line(run("status", "--data", shanghai)).endswith("截至 2023-11-01")
        assert first_line(run("status", "--data", utc)).endswith("截至 2023-10-31")
        assert first_line(run("status", "--data", silent)).endswith("截至 2023-11-01")
        assert run("status", "--format", "json", "--data", shanghai).json["as_of"] == "2023-11-01"

    @pytest.mark.parametrize("name", ["Asia/Atlantis", "Asia", "../../etc/passwd", "/etc/localtime"])
    def test_a_time_zone_that_does_not_exist(self, name, tmp_path):
        ledger = tiny(tmp_path, ledger=("Asia/Shanghai", name))
        answer = run("status", "--data", ledger)
        assert (answer.code, answer.out) == (2, "")
        assert "ledger.yaml" in answer.err
        finding = run("check", "--data", ledger, "--as-of", DAY)
        assert finding.code == 1
        assert "ledger.yaml:1:" in finding.out
        assert name in finding.out


class TestLanguage:
    def spoken(self, data, *args, **env):
        answer = run("overdue", "--data", data, "--as-of", DAY, *args, env={"PARKLEDGER_LANG": None} | env)
        return "en" if answer.out.startswith("Overdue") else "zh"

    def test_asked_for_then_the_environment_then_the_ledgers(self, tmp_path):
        data = tiny(tmp_path, ledger=("language: zh", "language: en"))
        assert self.spoken(data) == "en"
        assert self.spoken(data, PARKLEDGER_LANG="zh") == "zh"
        assert self.spoken(data, "--lang", "en", PARKLEDGER_LANG="zh") == "en"

    @pytest.mark.parametrize(
        ("locale", "spoken"), [(("en_US", "UTF-8"), "en"), (("zh_CN", "UTF-8"), "zh"), ((None, None), "zh")]
    )
    def test_else_the_locales(self, locale, spoken, tmp_path, monkeypatch):
        monkeypatch.setattr(language.locale, "getlocale", lambda: locale)
        data = tiny(tmp_path, ledger=("language: zh\n", ""))
        assert self.spoken(data) == spoken

    @pytest.mark.parametrize("command", [*READING, "check"])
    def test_a_language_that_is_not_spoken(self, command, ledger):
        answer = run(command, "--data", ledger, "--as-of", DAY, env={"PARKLEDGER_LANG": "fr"})
        assert (answer.code, answer.out, answer.err) == (2, "", "语言只能是 zh 或 en，现为“fr”\n")
        assert run(command, "--data", ledger, "--lang", "fr").code == 2

    def test_an_option_outweighs_a_variable_that_is_no_language(self, ledger):
        answer = run("status", "--data", ledger, "--as-of", DAY, "--lang", "en", env={"PARKLEDGER_LANG": "fr"})
        assert answer.code == 0

    @pytest.mark.parametrize("command", READING)
    def test_english_tables_have_no_chinese_words_of_the_program(self, command):
        """What is Chinese in them is the document's own: with the data made ASCII nothing of it is left."""
        answer = run(command, "--data", JINNAN, "--as-of", DAY, "--lang", "en")
        chinese = run(command, "--data", JINNAN, "--as-of", DAY, "--lang", "zh")
        for word in ("截至", "逾期", "下一步", "目标", "应报", "缺报", "不为零", "待办", "牵头"):
            assert word not in answer.out
        assert answer.out != chinese.out

    def test_a_fault_before_the_ledger_is_read_is_told_in_the_ledgers_language_too(self, ledger, monkeypatch):
        """With an English locale and a Chinese ledger every sentence is Chinese, not some of them."""
        monkeypatch.setattr(language.locale, "getlocale", lambda: ("en_US", "UTF-8"))
        answer = run("status", "no-such-plan", "--data", ledger, env={"PARKLEDGER_LANG": None})
        assert answer.err.startswith("没有名为“no-such-plan”的方案")

    @pytest.mark.parametrize("line", WITHOUT_A_LEDGER)
    def test_a_command_without_a_ledger_of_its_own_speaks_that_of_the_working_directory(
        self, line, tmp_path, monkeypatch
    ):
        for spoken, locale in (("en", "zh_CN"), ("zh", "en_US")):
            data = tiny(tmp_path / spoken, ledger=("language: zh", f"language: {spoken}"))
            monkeypatch.chdir(data.parent)
            monkeypatch.setattr(language.locale, "getlocale", lambda locale=locale: (locale, "UTF-8"))
            assert in_chinese(run(*line.split(), env={"PARKLEDGER_LANG": None})) == (spoken == "zh")

    @pytest.mark.parametrize("line", WITHOUT_A_LEDGER)
    def test_where_there_is_none_the_option_the_variable_and_the_locale_decide(self, line, tmp_path, monkeypatch):
        monkeypatch.chdir(tmp_path)
        (tmp_path / "something").touch()
        monkeypatch.setattr(language.locale, "getlocale", lambda: ("en_US", "UTF-8"))
        assert not in_chinese(run(*line.split(), env={"PARKLEDGER_LANG": None}))
        assert in_chinese(run(*line.split(), "--lang", "zh", env={"PARKLEDGER_LANG": None}))
        (tmp_path / "new").exists() and shutil.rmtree(tmp_path / "new")
        assert in_chinese(run(*line.split(), env={"PARKLEDGER_LANG": "zh"}))

    def test_what_a_program_reads_never_follows_the_locale(self, tmp_path, monkeypatch):
        data = tiny(tmp_path, ledger=("language: zh\n", ""), enterprises=("2024-02-20", "2024-02-31"))
        told = []
        for locale in ("zh_CN", "en_US"):
            monkeypatch.setattr(language.locale, "getlocale", lambda locale=locale: (locale, "UTF-8"))
            answers = [
                run(*line, "--format", "json", env={"PARKLEDGER_LANG": None})
                for line in (("check", "--data", data, "--as-of", DAY), ("rule", "PL301"))
            ]
            sarif = tmp_path / f"{locale}.sarif"
            check = ("check", "--data", data, "--as-of", DAY, "--output", f"sarif={sarif}")
            text = run(*check, env={"PARKLEDGER_LANG": None})
            told.append(([one.out for one in answers], sarif.read_bytes(), text.out))
        assert told[0][:2] == told[1][:2]
        assert told[0][2] != told[1][2]


class TestPatience:
    """Work that takes more than a second says so on a terminal's stderr, in one line that is written over."""

    @pytest.fixture
    def slow(self, monkeypatch):
        monkeypatch.setattr(speech, "PATIENCE", -1.0)

    def said(self, *, terminal):
        err = io.StringIO()
        err.isatty = lambda: terminal
        show = speech.progress("reading", lambda: "zh")
        with contextlib.redirect_stderr(err):
            show("plans/\x1b[31m.yaml")
        return err.getvalue()

    def test_on_a_terminal(self, slow):
        assert self.said(terminal=True) == "\r\x1b[K正在读取 plans/\\x1b[31m.yaml\r"

    def test_in_a_pipe_there_is_nothing(self, slow):
        assert self.said(terminal=False) == ""

    def test_quick_work_is_silent(self):
        assert self.said(terminal=True) == ""


class TestOptions:
    def test_without_a_command_the_help_is_shown(self):
        answer = run()
        assert answer.code == 2
        assert "用法：parkledger" in answer.out + answer.err

    def test_check_calls_its_table_text_and_takes_either_word(self, ledger):
        def said(shape):
            return run("check", "--data", ledger, "--as-of", DAY, "--format", shape)

        assert said("text") == said("table")


@pytest.mark.parametrize("typed", ["—as-of", "–as-of", "——as-of", "—as-of=2023-11-15"])
def test_the_dash_of_a_word_processor_is_told(typed):
    told = run("status", typed, "2023-11-15", "--lang", "zh")
    assert told.code == 2
    assert f"“{typed}”开头的横线不对，应是两个短横：--as-of" in told.err


def test_a_mistyped_kind_of_report_is_offered_the_nearest():
    assert "是不是 tasks？" in run("report", "task", "--lang", "zh").err
