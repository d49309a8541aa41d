"""Reports on a terminal and in a pipe: nothing is cut, a pipe has no colour, data is only text."""

import re
from collections import Counter
from decimal import Decimal
from functools import lru_cache

import pytest
from rich.cells import cell_len

from cli.program import DATA, ask
from cli.tiny import DAY as TINY_DAY
from cli.tiny import tiny
from parkledger.reports.report import Bar, Cell, Column, Joined, Say, Section
from render.values import DAY, HOSTILE, a_report, shown

ANSWERS = ("status", "overdue", "zero", "duties", "units")
CONTROL = re.compile(r"[\x00-\x09\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069]")
BOX = re.compile("[\u2500-\u257f|+]{2,}|^[-=_]{3,}$", re.MULTILINE)
FIGURE = re.compile(r"\d{4}-\d{2}-\d{2}|\d{4}-\d{2}|\d{4}-Q\d|[A-Z]+-\d+|\d+(?:\.\d+)?%?")


class TestLayout:
    def test_first_the_answer_then_the_table_then_what_to_do(self):
        report = a_report(
            ("2.2", "全部退出", DAY, 4, Say("state.overdue.days", {"days": 15})),
            answer=(Cell("逾期 1 项", "bad"),),
            closing=(Cell("共 1 项"),),
            hints=("parkledger zero", "parkledger duties"),
        )
        assert [line.rstrip() for line in shown(report).splitlines()] == [
            "示例报表  截至 2023-11-15",
            "逾期 1 项",
            "",
            "标准  完成标准  时限        剩/目标  状态",
            "2.2   全部退出  2023-11-15        4  逾期 15 天",
            "",
            "共 1 项",
            "下一步：parkledger zero · parkledger duties",
        ]

    def test_a_heading_stands_above_its_rows(self):
        report = a_report(Say("heading", {"text": "一、撤销"}), ("1.1", "制定方案", DAY, None, ""))
        lines = shown(report).splitlines()
        assert "一、撤销" in lines[3]
        assert "制定方案" in lines[4]

    def test_each_section_has_its_title(self):
        rows = Section((Column("name"),), (), "甲"), Section((Column("name"),), (), Say("goal"))
        text = shown(a_report(sections=rows))
        assert text.index("甲") < text.index("目标")

    def test_a_column_that_the_data_names_is_called_so(self):
        """A plan's own column, a period: its words are data, so nothing in them is a place for a particular."""
        rows = Section((Column("water_cut_on", "day", title="断水{日期}\x1b"),), ((Cell(DAY),),))
        assert "断水{日期}\\x1b" in shown(a_report(sections=(rows,)))

    @pytest.mark.parametrize(
        ("value", "text"),
        [
            (None, ""),
            (3, "3"),
            (Decimal("3.00"), "3"),
            (Decimal("31.40"), "31.40"),
            (Decimal("1E+3"), "1000"),
            (DAY, "2023-11-15"),
            (Bar(0.5), "█" * 8 + "·" * 8),
            (Bar(0.0), "·" * 16),
            (Bar(1.7), "█" * 16),
            (Bar(-0.2), "·" * 16),
            (("剩", 3, "", "家"), "剩 3 家"),
            (Joined(("a", 1, DAY)), "a12023-11-15"),
        ],
    )
    def test_a_value_as_text(self, value, text):
        report = a_report((Cell(value),), columns=(Column("name"),))
        assert shown(report).splitlines()[3].rstrip() == text

    def test_english(self):
        report = a_report(("2.2", "all", DAY, 4, Say("state.met")), hints=("parkledger zero",))
        lines = shown(report, lang="en").splitlines()
        assert lines[0] == "示例报表  as of 2023-11-15"
        assert lines[2].split() == ["crit.", "criterion", "due", "left/goal", "state"]
        assert lines[-1] == "Next: parkledger zero"


class TestDataIsText:
    @pytest.mark.parametrize(("text", "safe"), HOSTILE.values(), ids=HOSTILE)
    @pytest.mark.parametrize("terminal", [False, True], ids=["pipe", "terminal"])
    def test_wherever_it_stands(self, text, safe, terminal):
        report = a_report(
            Say("heading", {"text": text}),
            (text, text, text, text, Cell(Say("group", {"name": text}), "bad")),
            title=text,
            answer=(Cell(text, "good"), Cell(Say("goal.title", {"title": text, "due": DAY}))),
            closing=(Cell((text, Say("indent"))),),
        )
        said = shown(report, columns=200, terminal=terminal, NO_COLOR="1")
        said = re.sub(r"\x1b\[[\d;]*m", "", said) if terminal else said
        assert said.count(safe) == 10
        assert not CONTROL.search(said)

    NAMES = ("示例[/]厂", "示例[red]甲[/red]厂", "示例:smile:厂", "示例\\[bold]厂", "=示例()")

    @pytest.mark.parametrize("name", NAMES)
    def test_an_enterprises_name_is_printed_as_it_is_written(self, name, tmp_path):
        data = tiny(tmp_path, enterprises=("示例甲厂", name))
        assert name in ask("zero", data=data, on=TINY_DAY, env={"COLUMNS": "120"}).out

    @pytest.mark.parametrize("hidden", ["\u200b", "\u2028", "\u061c", "\u2060"])
    @pytest.mark.parametrize("command", [*ANSWERS, "check"])
    def test_what_hides_in_a_plan_is_shown_by_every_command(self, command, hidden, tmp_path):
        data = tiny(tmp_path)
        plan = data / "plans/tiny-2024.yaml"
        for word in ("示例区园区", "两家退出", "title: 月报", "title: 复燃", "东园撤销", "title: 清退"):
            plan.write_text(plan.read_text("utf-8").replace(word, word + hidden), "utf-8")
        for shape in ("table", "json"):
            assert hidden not in ask(command, "--format", shape, data=data, on=TINY_DAY).out

    @pytest.mark.parametrize("shape", ["text", "json"])
    def test_a_finding_repeats_a_cell_escaped(self, shape, tmp_path):
        """ESC in a cell, in a key, in a file's name, and in the name of a plan."""
        data = tiny(
            tmp_path, enterprises=("2024-02-20", "2024-\x1b[31m"), filings=("1.1,区工业局", "1.1,\x9b31m")
        )
        (data / "plans/\x1b[31mred.yaml").write_text('"\\e[31m\u202e": x\n', "utf-8")
        (data / "filings/\x1b[2Jstray.csv").write_text("item\n", "utf-8")
        answer = ask("check", "--format", shape, data=data, on=TINY_DAY)
        assert answer.code == 1
        assert not CONTROL.search(answer.out)
        assert ask("status", data=data, on=TINY_DAY).code == 2
        assert not CONTROL.search(ask("status", data=data, on=TINY_DAY).err)


class TestPipeAndTerminal:
    REPORT = a_report(
        ("2.2", "全部退出", DAY, 4, Cell("逾期", "bad")),
        answer=(Cell("逾期 1 项", "bad"), Cell("目标", "strong"), Cell("已完成", "good")),
        hints=("parkledger zero",),
    )

    def test_in_a_pipe_there_is_no_colour_and_no_box(self):
        said = shown(self.REPORT)
        assert not CONTROL.search(said)
        assert not BOX.search(said)

    @pytest.mark.parametrize("command", [*ANSWERS, "check"])
    def test_nor_in_any_answer(self, command):
        said = ask(command).out
        assert not CONTROL.search(said)
        assert not BOX.search(said)

    def test_a_terminal_is_coloured_and_its_text_is_the_same(self):
        said = shown(self.REPORT, terminal=True)
        assert "\x1b[" in said
        plain = re.sub(r"\x1b\[[\d;]*m", "", said)
        assert [line.rstrip() for line in plain.splitlines()] == shown(self.REPORT).splitlines()

    def test_no_color_is_obeyed(self):
        said = shown(self.REPORT, terminal=True, NO_COLOR="1")
        assert not re.search(r"\x1b\[(?:\d+;)*(?:3[0-8]|4[0-8]|9[0-7])", said)

    def test_a_pipe_without_a_width_has_lines_for_mail_and_logs(self):
        long = a_report(("2.2", "全部退出" * 40, DAY, 4, "逾期"))
        lines = shown(long, COLUMNS="").splitlines()
        assert max(len(line.encode("gbk")) for line in lines) <= 100

    @pytest.mark.parametrize("columns", [1, 10, 40])
    def test_a_narrow_window_is_treated_like_one_of_60(self, columns):
        assert shown(self.REPORT, columns=columns) == shown(self.REPORT, columns=60)


@lru_cache
def answer(command, columns, lang, on):
    said = ask(command, "--lang", lang, on=on, env={"COLUMNS": str(columns)})
    assert said.code == 0
    return said.out


WIDTHS = pytest.mark.parametrize("columns", [60, 80, 100])
CASES = pytest.mark.parametrize(
    ("command", "lang", "on"),
    [
        (command, lang, on)
        for command in ANSWERS
        for lang, on in (("zh", "2023-11-15"), ("zh", "2024-09-15"), ("en", "2023-11-15"))
    ],
)


@pytest.mark.sweep
class TestNothingIsCut:
    """At 80 columns, and at 60, the reader gets what a window of 400 columns shows."""

    @WIDTHS
    @CASES
    def test_every_character_is_there(self, command, lang, on, columns):
        wide, narrow = answer(command, 400, lang, on), answer(command, columns, lang, on)
        assert Counter("".join(wide.split())) - Counter("".join(narrow.split())) == Counter()

    @WIDTHS
    @CASES
    def test_no_figure_day_or_number_of_an_enterprise_is_broken(self, command, lang, on, columns):
        wide, narrow = answer(command, 400, lang, on), answer(command, columns, lang, on)
        assert Counter(FIGURE.findall(wide)) - Counter(FIGURE.findall(narrow)) == Counter()

    @WIDTHS
    @pytest.mark.parametrize("lang", ["zh", "en"])
    def test_every_state_and_light_is_whole(self, lang, columns):
        words = {
            "zh": ("按期完成", "逾期 745 天", "逾期 144 天完成", "已突破", "保持", "待办", "红", "黄", "绿"),
            "en": (
                "met",
                "overdue 745 d",
                "met 144 d late",
                "breached",
                "holding",
                "pending",
                "red",
                "yellow",
                "green",
            ),
        }
        wide, narrow = (answer("status", width, lang, "2023-11-15") for width in (400, columns))
        assert {word: narrow.count(word) for word in words[lang]} == {
            word: wide.count(word) for word in words[lang]
        }

    @WIDTHS
    @CASES
    def test_nothing_is_shortened_to_an_ellipsis(self, command, lang, on, columns):
        """``……`` is the catalogue's own sign for: and more, so many in all."""
        wide, narrow = answer(command, 400, lang, on), answer(command, columns, lang, on)
        assert narrow.count("…") <= wide.count("…")

    @pytest.mark.parametrize("command", ANSWERS)
    def test_nor_in_the_answer_for_all_plans_of_the_repository(self, command):
        """Plans stand beside each other with their ids, which a reader types."""
        wide, narrow = (ask(command, data=DATA, env={"COLUMNS": width}).out for width in ("400", "80"))
        assert Counter("".join(wide.split())) - Counter("".join(narrow.split())) == Counter()
        ids = re.compile("|".join(plan.stem for plan in (DATA / "plans").glob("*.yaml")))
        assert Counter(ids.findall(wide)) == Counter(ids.findall(narrow))

    @pytest.mark.parametrize("plan", ["jinnan-2021", "guangzhou-2019", "biaokou", "wuhai-2025", "tongzhou-2016"])
    @pytest.mark.parametrize("lang", ["zh", "en"])
    def test_no_table_is_wider_than_80_columns_and_no_line_ends_in_blanks(self, plan, lang):
        days = {"jinnan-2021": "2023-11-15", "guangzhou-2019": "2021-12-31", "biaokou": "2023-12-31",
                "wuhai-2025": "2026-10-31", "tongzhou-2016": "2018-03-31"}  # fmt: skip
        for command in ("overdue", "zero", "duties", "units"):
            said = ask(command, plan, "--lang", lang, data=DATA, on=days[plan], env={"COLUMNS": "80"}).out
            rows = [line for line in said.partition("\n\n")[2].splitlines() if "  " in line]
            assert [line for line in rows if cell_len(line) > 80] == []
            assert [line for line in said.splitlines() if line != line.rstrip()] == []

    def test_nor_is_the_dossier_of_an_enterprise(self):
        said = ask("show", "JN-0017", data=DATA, on="2023-11-15", env={"COLUMNS": "80"}).out
        assert max(map(cell_len, said.splitlines())) <= 80

    @pytest.mark.parametrize("columns", [60, 80])
    def test_a_name_without_a_blank_is_folded(self, columns):
        name = "示例" + "甲乙丙丁" * 30 + "有限公司"
        said = shown(a_report(("2.2", name, DAY, 123456, "逾期 745 天")), columns=columns)
        assert "2023-11-15" in said
        assert "123456" in said
        assert "逾期 745 天" in said
        assert Counter(said)["甲"] == 30
