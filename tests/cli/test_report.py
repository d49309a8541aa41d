"""report: a file is written, or one sentence says why not and an older file stays as it is."""

import pytest
from python_calamine import CalamineWorkbook

from cli.program import DAY, JINNAN, ask, run
from cli.tiny import DAY as TINY_DAY
from cli.tiny import PLAN, tiny
from parkledger.reports.kinds import KINDS


def test_the_workbook_is_written_and_its_name_is_said(tmp_path):
    out = tmp_path / "tasks.xlsx"
    answer = ask("report", "tasks", "jinnan-2021", "-o", out)
    assert (answer.code, answer.err, answer.out) == (0, "", f"已写出 {out}\n")
    rows = CalamineWorkbook.from_path(out).get_sheet_by_index(0).to_python()
    assert rows[0][0] == "津南区进一步做好工业园区（集聚区）治理工作实施方案——重点任务表"
    assert rows[1][0].startswith("截至 2023-11-15    数据")


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
    assert answer.err == f"无法写出 {out}：No such file or directory\n"


def test_a_folder_of_that_name(tmp_path):
    (tmp_path / "a.xlsx").mkdir()
    assert ask("report", "tasks", "-o", tmp_path / "a.xlsx").code == 2
    assert [path.name for path in tmp_path.iterdir()] == ["a.xlsx"]


def too_long(tmp_path):
    """6,000 invisible characters, each shown as six: more than a workbook's cell holds."""
    return tiny(tmp_path, plans=("text: 两家退出", "text: 两家退出" + "\u200b" * 6000 + "。"))


def test_a_cell_that_does_not_fit_is_said_and_the_old_file_stays(tmp_path):
    out = tmp_path / "a.xlsx"
    out.write_bytes(b"old")
    answer = ask("report", "tasks", "-o", out, data=too_long(tmp_path), on=TINY_DAY)
    assert (answer.code, answer.out) == (2, "")
    assert answer.err.startswith(f"无法写出 {out}：")
    assert "32767" in answer.err
    assert out.read_bytes() == b"old"


def test_why_it_does_not_fit_is_said_in_the_readers_language(tmp_path):
    answer = ask("report", "tasks", "-o", tmp_path / "a.xlsx", data=too_long(tmp_path), on=TINY_DAY)
    assert "characters" not in answer.err


def test_an_unreadable_cell_is_said_once_and_the_workbook_is_written(tmp_path):
    data = tiny(tmp_path, enterprises=("2024-02-20", "2024-02-31"))
    answer = ask("report", "tasks", "-o", tmp_path / "a.xlsx", data=data, on=TINY_DAY)
    assert answer.code == 0
    assert answer.err == "数据里有 1 个错误，答案可能不完整：parkledger check\n"


def test_an_unreadable_plan_gives_no_workbook(tmp_path):
    data = tiny(tmp_path, plans="title: [")
    assert ask("report", "tasks", "-o", tmp_path / "a.xlsx", data=data, on=TINY_DAY).code == 2
    assert not (tmp_path / "a.xlsx").exists()


def test_a_name_that_holds_an_escape_is_shown_escaped(tmp_path):
    answer = ask("report", "tasks", "-o", tmp_path / "\x1b[31mred.xlsx")
    assert answer.code == 0
    assert "\x1b" not in answer.out


def test_english(tmp_path):
    answer = run(
        "report", "tasks", "-o", tmp_path / "a.xlsx", "--data", JINNAN, "--as-of", DAY, "--lang", "en"
    )
    assert answer.out == f"written: {tmp_path}/a.xlsx\n"
    rows = CalamineWorkbook.from_path(tmp_path / "a.xlsx").get_sheet_by_index(0).to_python()
    assert rows[1][0].startswith("as of 2023-11-15    data")
