"""report: a file is written, or one sentence says why not and an older file stays as it is."""

import json
import os
import subprocess

import pytest
from docx import Document
from python_calamine import CalamineWorkbook

from cli.program import DATA, DAY, JINNAN, ask, process, run
from cli.tiny import DAY as TINY_DAY
from cli.tiny import PLAN, tiny
from parkledger.reports.kinds import KINDS


def test_the_workbook_is_written_and_its_name_is_said(tmp_path):
    out = tmp_path / "tasks.xlsx"
    answer = ask("report", "tasks", "jinnan-2021", "-o", out)
    assert (answer.code, answer.err, answer.out) == (0, "", f"已写出 {out}\n")
    rows = CalamineWorkbook.from_path(out).get_sheet_by_index(0).to_python()
    assert rows[0][0] == "津南区进一步做好工业园区（集聚区）治理工作实施方案——重点任务表"
    assert rows[1][0].startswith("编制单位：领导小组办公室    截至 2023-11-15    数据")


def test_the_plan_may_be_left_out_where_there_is_one(tmp_path, ledger):
    assert ask("report", "tasks", "-o", tmp_path / "a.xlsx", data=ledger, on=TINY_DAY).code == 0


def test_of_several_plans_one_must_be_named(tmp_path, ledger):
    (ledger / "plans/other.yaml").write_text(PLAN, "utf-8")
    answer = ask("report", "tasks", "-o", tmp_path / "a.xlsx", data=ledger, on=TINY_DAY)
    assert (answer.code, answer.err) == (2, "请指明方案：other、tiny-2024\n")
    assert ask("report", "tasks", "other", "-o", tmp_path / "a.xlsx", data=ledger, on=TINY_DAY).code == 0


def test_an_older_file_is_replaced(tmp_path):
    out = tmp_path / "a.xlsx"
    out.write_bytes(b"old")
    assert ask("report", "tasks", "-o", out).code == 0
    assert out.read_bytes()[:2] == b"PK"
    assert sorted(path.name for path in tmp_path.iterdir()) == ["a.xlsx"]


def test_an_ending_may_be_in_capitals(tmp_path):
    out = tmp_path / "A.XLSX"
    assert ask("report", "tasks", "-o", out).code == 0
    assert out.read_bytes()[:2] == b"PK"
    assert run("verify", out, "--data", JINNAN).code == 0


@pytest.mark.parametrize("name", ["a.xls", "a.csv", "a", "a.pdf"])
def test_only_files_of_a_known_ending_are_written(name, tmp_path):
    answer = ask("report", "tasks", "-o", tmp_path / name)
    assert (answer.code, answer.out) == (2, "")
    assert answer.err == f"这种报表只能写出 .xlsx、.docx、.json 文件，现为“{tmp_path / name}”\n"
    assert not (tmp_path / name).exists()


def test_an_unknown_kind_is_told_which_there_are(tmp_path):
    answer = ask("report", "letters", "-o", tmp_path / "a.xlsx")
    assert (answer.code, answer.err) == (2, f"没有“letters”这种报表。现有：{'、'.join(KINDS)}\n")


def test_a_folder_that_does_not_exist(tmp_path):
    out = tmp_path / "nowhere/a.xlsx"
    answer = ask("report", "tasks", "-o", out)
    assert (answer.code, answer.out) == (2, "")
    assert answer.err == f"无法写出 {out}：找不到这个文件或文件夹\n"


def test_a_folder_of_that_name(tmp_path):
    (tmp_path / "a.xlsx").mkdir()
    assert ask("report", "tasks", "-o", tmp_path / "a.xlsx").code == 2
    assert [path.name for path in tmp_path.iterdir()] == ["a.xlsx"]


@pytest.fixture
def too_long(tmp_path, monkeypatch):
    """A ledger with a text that is longer than a workbook's cell holds (so short a cell that the file can be read)."""
    monkeypatch.setattr("parkledger.render.workbook.values.MOST_CHARACTERS", 8_000)
    return tiny(tmp_path, plans=("text: 两家退出", "text: 两家退出" + "退" * 10_000))


def test_a_cell_that_does_not_fit_is_said_and_the_old_file_stays(tmp_path, too_long):
    out = tmp_path / "a.xlsx"
    out.write_bytes(b"old")
    answer = ask("report", "tasks", "-o", out, data=too_long, on=TINY_DAY)
    assert (answer.code, answer.out) == (2, "")
    assert answer.err.startswith(f"无法写出 {out}：")
    assert "8000" in answer.err
    assert out.read_bytes() == b"old"


def test_why_it_does_not_fit_is_said_in_the_readers_language(tmp_path, too_long):
    answer = ask("report", "tasks", "-o", tmp_path / "a.xlsx", data=too_long, on=TINY_DAY)
    assert "8000" in answer.err
    assert "characters" not in answer.err


def test_an_unreadable_cell_is_said_once_and_the_workbook_is_written(tmp_path):
    data = tiny(tmp_path, enterprises=("2024-02-20", "2024-02-31"))
    answer = ask("report", "tasks", "-o", tmp_path / "a.xlsx", data=data, on=TINY_DAY)
    assert answer.code == 0
    assert answer.err == "数据里有 1 个读取错误，答案可能不完整：parkledger check\n"


def test_at_a_terminal_the_report_says_it_and_nothing_beside(tmp_path):
    data = tiny(tmp_path, enterprises=("2024-02-20", "2024-02-31"))
    asked = ("report", "overdue", "--data", data, "--as-of", TINY_DAY)
    window, program = os.openpty()
    try:
        done = process(*asked, stdout=program, stderr=subprocess.PIPE, capture_output=False)
        said = os.read(window, 1 << 16).decode()
    finally:
        os.close(window)
        os.close(program)
    assert (done.returncode, done.stderr) == (0, b"")
    assert said.count("parkledger check") == 1
    assert "有 1 个读取错误" in process(*asked).stderr.decode()


class TestARosterThatIsCutShort:
    """An open quote swallows the rows behind it: the file that is handed in says that its numbers are not all."""

    SAID = (
        "数据有 1 个读取错误（enterprises/tiny.csv）。没有读到的企业和日期按没有计算，下列数字可能不准，"
        "剩余和逾期可能偏多：parkledger check"
    )
    AT_TABLE = "※ enterprises/tiny.csv 没有读全，本表的数字可能不准"

    @pytest.fixture
    def cut(self, tmp_path):
        return tiny(tmp_path / "cut", enterprises=("E-3,", '"E-3,'))

    @pytest.mark.parametrize("name", ["pack.xlsx", "pack.docx", "bulletin.docx", "tasks.xlsx"])
    def test_its_files_say_so_and_verify_makes_them_again(self, name, cut, tmp_path):
        out = tmp_path / name
        assert ask("report", out.stem, "-o", out, data=cut, on=TINY_DAY).code == 0
        if out.suffix == ".docx":
            assert self.SAID in [one.text for one in Document(out).paragraphs][:4]
        else:
            sheets = [one for one in CalamineWorkbook.from_path(out).sheet_names if one != "出处"]
            firsts = [CalamineWorkbook.from_path(out).get_sheet_by_name(one).to_python()[2][0] for one in sheets]
            assert firsts[0] == self.SAID
        assert run("verify", out, "--data", cut).code == 0

    def test_every_sheet_of_a_pack_says_so(self, cut):
        made = ask("report", "pack", "--format", "json", data=cut, on=TINY_DAY).json
        assert made["errors"] == 1
        assert {one["answer"][0] for one in made["sheets"]} == {self.SAID}

    def test_the_table_says_so_under_its_title(self, cut):
        wide = {"COLUMNS": "200"}
        assert ask("report", "overdue", data=cut, on=TINY_DAY, env=wide).out.splitlines()[1] == self.SAID
        assert ask("show", "E-1", data=cut, on=TINY_DAY, env=wide).out.splitlines()[1] == self.SAID

    @pytest.mark.parametrize("command", ["status", "overdue", "zero", "duties", "units"])
    def test_what_the_answering_commands_show_says_so_too(self, command, cut):
        lines = ask(command, data=cut, on=TINY_DAY, env={"COLUMNS": "200"}).out.splitlines()
        assert lines[1] == self.SAID
        assert self.AT_TABLE in lines
        english = ask(command, "--lang", "en", data=cut, on=TINY_DAY, env={"COLUMNS": "200"}).out
        assert "* enterprises/tiny.csv could not be read as a whole" in english

    @pytest.mark.parametrize("kind", ["tasks", "parks", "ledger", "overdue", "units", "monthly", "bulletin", "pack"])
    def test_each_table_says_so_itself(self, kind, cut):
        told = ask("report", kind, "--format", "json", data=cut, on=TINY_DAY).json
        tables = [one for report in told.get("sheets", [told]) for one in report["sections"] if one.get("rows")]
        assert tables
        assert [one["title"] for one in tables if self.AT_TABLE not in one["text"]] == []

    @pytest.mark.parametrize("name", ["tasks.xlsx", "tasks.docx"])
    def test_tables_of_files_say_so(self, name, cut, tmp_path):
        out = tmp_path / name
        assert ask("report", "tasks", "-o", out, data=cut, on=TINY_DAY).code == 0
        if out.suffix == ".docx":
            texts = [one.text for one in Document(out).paragraphs]
        else:
            rows = CalamineWorkbook.from_path(out).get_sheet_by_index(0).to_python()
            texts = [str(cell) for row in rows for cell in row]
        assert self.AT_TABLE in texts

    def test_among_several_plans_the_one_that_it_belongs_to_is_marked(self, cut):
        (cut / "plans/other-2024.yaml").write_text((cut / "plans/tiny-2024.yaml").read_text("utf-8"), "utf-8")
        for command in ("status", "overdue"):
            lines = ask(command, data=cut, on=TINY_DAY, env={"COLUMNS": "200"}).out.splitlines()
            assert any("tiny-2024 ※" in line for line in lines)
            assert not any("other-2024 ※" in line for line in lines)

    def test_a_sound_ledger_says_nothing(self, tmp_path):
        out = ask("report", "overdue", data=tiny(tmp_path), on=TINY_DAY).out
        assert "读取错误" not in out
        assert "※" not in out


def test_an_unreadable_plan_gives_no_workbook(tmp_path):
    data = tiny(tmp_path, plans="title: [")
    assert ask("report", "tasks", "-o", tmp_path / "a.xlsx", data=data, on=TINY_DAY).code == 2
    assert not (tmp_path / "a.xlsx").exists()


def test_a_name_that_holds_an_escape_is_shown_escaped(tmp_path):
    answer = ask("report", "tasks", "-o", tmp_path / "\x1b[31mred.xlsx")
    assert answer.code == 0
    assert "\x1b" not in answer.out


def test_english(tmp_path):
    answer = run("report", "tasks", "-o", tmp_path / "a.xlsx", "--data", JINNAN, "--as-of", DAY, "--lang", "en")
    assert answer.out == f"written: {tmp_path}/a.xlsx\n"
    rows = CalamineWorkbook.from_path(tmp_path / "a.xlsx").get_sheet_by_index(0).to_python()
    assert rows[1][0].startswith("by: 领导小组办公室    as of 2023-11-15    data")


@pytest.mark.parametrize(
    "kind", [kind for kind in KINDS.values() if kind.takes != "enterprise"], ids=lambda kind: kind.name
)
def test_without_a_file_every_kind_is_a_table_or_json(kind):
    table = ask("report", kind.name, "jinnan-2021")
    assert (table.code, table.err) == (0, "")
    assert f"截至 {DAY}" in table.out.splitlines()[0] + table.out.splitlines()[1]
    answer = ask("report", kind.name, "jinnan-2021", "--format", "json")
    assert (answer.code, answer.err) == (0, "")
    assert (answer.json["kind"], answer.json["errors"]) == (kind.name, 0)


def test_a_json_file_holds_what_the_answer_says(tmp_path):
    assert ask("report", "parks", "-o", tmp_path / "a.json").code == 0
    told = ask("report", "parks", "--format", "json").json
    assert json.loads((tmp_path / "a.json").read_text("utf-8")) == {
        key: value for key, value in told.items() if key not in ("kind", "errors")
    }


@pytest.mark.parametrize("kind", ["overdue", "zero", "units"])
def test_some_kinds_speak_of_all_plans(kind, ledger):
    (ledger / "plans/other.yaml").write_text(PLAN, "utf-8")
    assert ask("report", kind, data=ledger, on=TINY_DAY).code == 0


@pytest.mark.parametrize("kind", [kind.name for kind in KINDS.values() if kind.takes == "plan"])
def test_others_ask_which_plan(kind, ledger):
    (ledger / "plans/other.yaml").write_text(PLAN, "utf-8")
    answer = ask("report", kind, data=ledger, on=TINY_DAY)
    assert (answer.code, answer.err) == (2, "请指明方案：other、tiny-2024\n")


def test_a_report_speaks_the_language_of_the_ledger_whoever_asks(ledger):
    """The clerk's own setting is for what the program says to the clerk."""
    english = run("report", "parks", "--data", ledger, "--as-of", TINY_DAY, env={"PARKLEDGER_LANG": "en"})
    assert "台账家数" in english.out
    asked = run("report", "parks", "--data", ledger, "--as-of", TINY_DAY, "--lang", "en")
    assert "listed" in asked.out


class TestDossier:
    def test_the_enterprise_stands_where_the_plan_does(self, tmp_path, ledger):
        answer = ask("report", "dossier", "E-1", "-o", tmp_path / "a.xlsx", data=ledger, on=TINY_DAY)
        assert (answer.code, answer.err) == (0, "")
        rows = CalamineWorkbook.from_path(tmp_path / "a.xlsx").get_sheet_by_index(0).to_python()
        assert rows[0][0] == "示例甲厂（E-1）一企一档"

    def test_in_a_ledger_of_many_files_the_source_has_a_sheet_for_them(self, tmp_path):
        out = tmp_path / "a.xlsx"
        assert ask("report", "dossier", "示例0017五金加工点", "-o", out, data=DATA).code == 2
        answer = ask("report", "dossier", "JN-0017", "-o", out, data=DATA)
        assert (answer.code, answer.err) == (0, "")
        book = CalamineWorkbook.from_path(out)
        files = {row[0] for name in book.sheet_names for row in book.get_sheet_by_name(name).to_python()}
        assert {"plans/biaokou.yaml", "enterprises/jinnan.csv"} <= files

    def test_without_an_enterprise_it_says_what_it_needs(self, ledger):
        answer = ask("report", "dossier", data=ledger, on=TINY_DAY)
        assert (answer.code, answer.out) == (2, "")
        assert answer.err.startswith("请写企业编号，例如 ")

    def test_an_enterprise_of_two_plans_has_a_sheet_under_each(self, tmp_path, ledger):
        (ledger / "plans/tiny-2025.yaml").write_text(PLAN, "utf-8")
        answer = ask("report", "dossier", "E-1", "--format", "json", data=ledger, on=TINY_DAY)
        assert [one["name"] for one in answer.json["sheets"]] == ["tiny-2024", "tiny-2025"]
