"""verify: exactly this file, or which cell differs; at the commit that it names, or with the files of today."""

import hashlib
import json
import os
import re
from pathlib import Path
from zipfile import ZipFile

import pytest
from openpyxl import load_workbook

from cli.program import REPOSITORY, process, run
from cli.tiny import DAY, tiny
from history.repos import empty_repository
from parkledger.write.init import ATTRIBUTES

FACT = ("2024-02-20", "2024-02-21")
"""A day of the tiny ledger's roster, and another one."""
ROSTER = "enterprises/tiny.csv"


@pytest.fixture
def repo(tmp_path):
    """The tiny ledger, committed."""
    repo = empty_repository(tmp_path / "repo")
    tiny(repo.top)
    repo.commit("建立台账")
    return repo


def report(data, out, *more):
    answer = run("report", "ledger", "-o", out, "--data", data, "--as-of", DAY, *more)
    lacking = "" if (Path(data) / "filings/tiny.csv").exists() else "没有文件 filings/tiny.csv"
    assert (answer.code, answer.err.partition("：")[0]) == (0, lacking)
    return out


def verify(data, file, *more):
    return run("verify", file, "--data", data, *more)


def change(data, old=FACT[0], new=FACT[1]):
    path = data / ROSTER
    text = path.read_text("utf-8")
    assert old in text
    path.write_text(text.replace(old, new), "utf-8")


class TestCommitted:
    def test_the_same(self, repo, tmp_path):
        answer = verify(repo.folder, report(repo.folder, tmp_path / "a.xlsx"))
        commit = repo.git("rev-parse", "HEAD")[:10]
        assert (answer.code, answer.err) == (0, "")
        assert answer.out == f"一致：台账 {commit} 截至 {DAY} 给出的正是 {tmp_path}/a.xlsx\n"

    def test_it_is_checked_at_its_commit_whatever_happened_since(self, repo, tmp_path):
        out = report(repo.folder, tmp_path / "a.xlsx")
        change(repo.folder)
        assert verify(repo.folder, out).out.splitlines()[1] == f"此后数据有变化：{ROSTER}（加 --now 可看差别）"
        repo.commit("改")
        assert verify(repo.folder, out).code == 0

    @pytest.mark.parametrize("gone", [ROSTER, "enterprises", "plans/tiny-2024.yaml"])
    def test_what_git_no_longer_has_is_no_difference(self, gone, repo, tmp_path):
        """A partial clone, or a broken one: for want of the roster every cell would differ."""
        out = report(repo.folder, tmp_path / "a.xlsx")
        key = repo.git("rev-parse", f"HEAD:data/{gone}")
        (repo.top / ".git/objects" / key[:2] / key[2:]).unlink()
        answer = verify(repo.folder, out)
        assert (answer.code, answer.out) == (2, "")
        assert len(answer.err.splitlines()) == 1
        if gone == ROSTER:
            assert answer.err.endswith("data/enterprises/tiny.csv 读不出来（no longer there: missing），无法核对\n")

    def test_now_tells_which_cells_a_fact_has_changed(self, repo, tmp_path):
        out = report(repo.folder, tmp_path / "a.xlsx")
        change(repo.folder)
        answer = verify(repo.folder, out, "--now")
        assert answer.code == 1
        lines = answer.out.splitlines()
        assert lines[0] == f"数据文件与报表记下的不同：{ROSTER}"
        assert any(line.startswith("报表!") and line.endswith("：文件 2024-02-20，台账 2024-02-21") for line in lines)

    def test_a_commit_that_is_not_there(self, repo, tmp_path):
        """In another clone, or when the history was written anew: the files are what is left to compare with."""
        out = report(repo.folder, tmp_path / "a.xlsx")
        repo.git("commit", "--amend", "-q", "-m", "别的", GIT_COMMITTER_NAME="a", GIT_COMMITTER_EMAIL="a@example.org")
        repo.git("reflog", "expire", "--expire=now", "--all")
        repo.git("gc", "-q", "--prune=now")
        answer = verify(repo.folder, out)
        assert answer.code == 0
        assert answer.out.splitlines()[0].startswith("找不到提交 ")
        change(repo.folder)
        commit = repo.git("rev-parse", "HEAD")[:10]
        assert verify(repo.folder, out).out.splitlines()[1] == f"一致：台账 {commit} 截至 {DAY} 给出的正是 {out}"

    def test_a_checkout_where_git_converts_line_ends(self, repo, tmp_path):
        """As on Windows: the files are still those of the commit, and the file of one office is checked in another."""
        repo.put(".gitattributes", ATTRIBUTES)
        repo.commit("换行照存")
        repo.git("clone", "-q", "-c", "core.autocrlf=true", repo.top, tmp_path / "windows")
        there = tmp_path / "windows/data"
        assert (there / ROSTER).read_bytes() == (repo.folder / ROSTER).read_bytes()
        out = report(there, tmp_path / "a.xlsx")
        assert out.read_bytes() == report(repo.folder, tmp_path / "b.xlsx").read_bytes()
        assert "是，完全一致" in {cell.value for row in load_workbook(out)["出处"] for cell in row}
        assert verify(repo.folder, out).out.startswith("一致：台账 ")

    def test_a_table_that_a_spreadsheet_saved_with_its_own_line_ends(self, repo, tmp_path):
        """Were they converted, the file that lies there would never be the one of the commit."""
        repo.put(".gitattributes", ATTRIBUTES)
        repo.git("config", "core.autocrlf", "true")
        repo.put(ROSTER, (repo.folder / ROSTER).read_bytes().replace(b"\n", b"\r\n"))
        repo.commit("另存")
        out = report(repo.folder, tmp_path / "a.xlsx")
        assert "是，完全一致" in {cell.value for row in load_workbook(out)["出处"] for cell in row}
        assert verify(repo.folder, out).code == 0

    def test_known_at(self, repo, tmp_path):
        out = report(repo.folder, tmp_path / "a.xlsx", "--known-at", "HEAD")
        change(repo.folder)
        assert verify(repo.folder, out).code == 0

    def test_a_forged_commit_is_no_revision(self, repo, tmp_path):
        book = load_workbook(report(repo.folder, tmp_path / "a.xlsx"))
        book.custom_doc_props["parkledger.commit"].value = "HEAD"
        book.save(tmp_path / "b.xlsx")
        assert verify(repo.folder, tmp_path / "b.xlsx").code == 2


class TestNotCommitted:
    def test_the_files_are_compared_by_their_hash(self, repo, tmp_path):
        change(repo.folder)
        out = report(repo.folder, tmp_path / "a.xlsx")
        assert verify(repo.folder, out).out == f"一致：现有数据截至 {DAY} 给出的正是 {out}\n"
        repo.git("checkout", "-q", "data")
        answer = verify(repo.folder, out)
        assert answer.code == 1
        assert answer.out.startswith(f"数据文件与报表记下的不同：{ROSTER}\n")

    @pytest.mark.parametrize("how", ["removed", "added", "ignored"])
    def test_a_file_that_is_only_here_or_only_there(self, how, repo, tmp_path):
        """Its hash stands nowhere, yet at the commit the report would be another one."""
        path = repo.folder / "filings/tiny.csv"
        if how != "removed":
            text = path.read_text("utf-8")
            path.unlink()
            if how == "ignored":
                (repo.top / ".gitignore").write_text("filings/\n")
            repo.commit("没有")
            path.parent.mkdir(exist_ok=True)
            path.write_text(text, "utf-8")
        else:
            path.unlink()
        out = report(repo.folder, tmp_path / "a.xlsx")
        assert "否，有未提交的改动" in {cell.value for row in load_workbook(out)["出处"] for cell in row}
        assert verify(repo.folder, out).code == 0

    def test_a_report_that_was_made_before_its_data_was_committed(self, repo, tmp_path):
        """As it often goes at the end of a month: the commit that has its data is found by the hashes."""
        change(repo.folder)
        out = report(repo.folder, tmp_path / "a.xlsx")
        repo.commit("补录")
        commit = repo.git("rev-parse", "HEAD")[:10]
        change(repo.folder, FACT[1], "2024-03-01")
        answer = verify(repo.folder, out)
        assert answer.code == 0
        same, later, since = answer.out.splitlines()
        assert same == f"一致：台账 {commit} 截至 {DAY} 给出的正是 {out}"
        assert later.startswith(f"（生成时数据还没有提交；提交 {commit} 里的数据文件")
        assert since.startswith(f"此后数据有变化：{ROSTER}")

    @pytest.mark.parametrize("git", [True, False])
    def test_a_hash_that_is_nowhere_proves_nothing(self, git, repo, tmp_path):
        """Forged, or of a file that was changed since in what the report does not show: that cannot be told apart."""
        data = repo.folder if git else tiny(tmp_path / "alone")
        change(data)
        out = report(data, tmp_path / "a.xlsx")
        (data / ROSTER).write_text((data / ROSTER).read_text("utf-8") + "\n", "utf-8")
        answer = verify(data, out)
        assert answer.code == 1
        assert answer.out.startswith(f"不能证明：现有数据截至 {DAY} 给出的内容与 {out} 相同，")
        assert f"查了 {int(git)} 次）的：{ROSTER}。" in answer.out
        found = verify(data, out, "--format", "json").json
        assert (found["same"], found["same_content"], found["proven"]) == (False, True, False)

    def test_a_file_that_it_does_not_name(self, repo, tmp_path):
        """What is read now and was not when it was made is a file that differs as well."""
        (repo.folder / "filings/tiny.csv").unlink()
        out = report(repo.folder, tmp_path / "a.xlsx")
        repo.git("checkout", "-q", "data")
        found = verify(repo.folder, out, "--now", "--format", "json").json
        assert found["changed_files"] == ["filings/tiny.csv"]

    def test_what_other_plans_have_open_does_not_count(self, repo, tmp_path):
        repo.put("plans/other.yaml", "title: [")
        out = tmp_path / "a.xlsx"
        run("report", "ledger", "tiny-2024", "-o", out, "--data", repo.folder, "--as-of", DAY)
        assert "是，完全一致" in {cell.value for row in load_workbook(out)["出处"] for cell in row}

    def test_outside_git(self, tmp_path):
        data = tiny(tmp_path)
        out = report(data, tmp_path / "a.xlsx")
        assert "数据不在 git 中" in {cell.value for row in load_workbook(out)["出处"] for cell in row}
        assert verify(data, out).code == 0
        change(data)
        assert verify(data, out).code == 1


class TestEdited:
    @pytest.fixture
    def edited(self, repo, tmp_path):
        def edit(at, value):
            book = load_workbook(report(repo.folder, tmp_path / "a.xlsx"))
            book.worksheets[0][at] = value
            book.save(tmp_path / "b.xlsx")
            return tmp_path / "b.xlsx"

        return edit

    def test_the_cell_is_named_with_both_values(self, repo, edited):
        answer = verify(repo.folder, edited("A1", "别的"))
        assert answer.code == 1
        assert answer.out.splitlines()[1].startswith("报表!A1：文件 别的，台账 ")

    def test_json(self, repo, edited):
        answer = verify(repo.folder, edited("A1", "别的"), "--format", "json")
        assert (answer.code, answer.json["same"], answer.json["differing_cells"]) == (1, False, 1)
        (cell,) = answer.json["cells"]
        assert (cell["sheet"], cell["cell"], cell["file"]) == ("报表", "A1", "别的")
        assert answer.json["commit"] == repo.git("rev-parse", "HEAD")

    def test_only_saved_again(self, repo, edited):
        """openpyxl drops the values of formulas and writes no other cell in another way."""
        answer = verify(repo.folder, edited("A1", None))
        assert answer.code == 1

    def test_saved_by_another_program_with_every_cell_the_same(self, repo, tmp_path):
        """Only a part that holds no cell is another one: one sentence, without the names of parts."""
        out = report(repo.folder, tmp_path / "a.xlsx")
        with ZipFile(out) as before, ZipFile(tmp_path / "b.xlsx", "w") as after:
            for name in before.namelist():
                content = before.read(name)
                if name == "docProps/app.xml":
                    content = content.replace(b"</Properties>", b"<Company/></Properties>")
                after.writestr(name, content)
        answer = verify(repo.folder, tmp_path / "b.xlsx")
        assert (answer.code, answer.out) == (
            1, f"不一致：{tmp_path}/b.xlsx 由其他程序另存过；文字和数字都相同，格式和图表没有逐项核对\n"
        )  # fmt: skip

    def test_many_are_counted(self, repo, tmp_path):
        book = load_workbook(report(repo.folder, tmp_path / "a.xlsx"))
        for row in range(100, 130):
            book.worksheets[0].cell(row, 1).value = row
        book.save(tmp_path / "b.xlsx")
        lines = verify(repo.folder, tmp_path / "b.xlsx").out.splitlines()
        assert lines[-1] == "……另有 10 处"


class TestForged:
    @pytest.fixture
    def forged(self, repo, tmp_path):
        def forge(name, value):
            book = load_workbook(report(repo.folder, tmp_path / "a.xlsx"))
            with ZipFile(tmp_path / "a.xlsx") as old, ZipFile(tmp_path / "b.xlsx", "w") as new:
                for part in old.namelist():
                    content = old.read(part).decode()
                    if part == "docProps/custom.xml":
                        content = content.replace(book.custom_doc_props[f"parkledger.{name}"].value, value)
                    new.writestr(part, content)
            return tmp_path / "b.xlsx"

        return forge

    @pytest.mark.parametrize("value", ["0" * 64 + " ledger.yaml", "0" * 64 + " parks/none.csv"])
    def test_a_hash_that_no_cell_tells_of(self, value, repo, forged):
        """The commit is there and every cell is right, yet the file says something else of the data."""
        file = forged("file.1", value)
        answer = verify(repo.folder, file)
        assert answer.code == 1
        first, second = answer.out.splitlines()[:2]
        assert first == f"不一致：{file} 有 1 处不同"
        assert second.startswith(f"docProps/custom.xml!parkledger.file.1：文件 {value}，台账 ")

    @pytest.mark.parametrize(("name", "length"), [("version", 100_000), ("version", 8_193), ("as_of", 9_000)])
    def test_a_property_that_is_far_too_long(self, name, length, repo, forged):
        answer = verify(repo.folder, forged(name, "[" * length))
        assert (answer.code, answer.out) == (2, "")
        assert answer.err.endswith("超过限制，没有读取\n")

    @pytest.mark.parametrize("day", ["9999-12-31", "2200-01-01"])
    def test_a_day_that_no_report_is_asked_for(self, day, repo, forged):
        """Every month until then would be one more period that is owed."""
        answer = verify(repo.folder, forged("as_of", day))
        assert (answer.code, answer.out) == (2, "")
        assert answer.err.startswith(f"{day} 太远")

    def test_what_no_workbook_can_hold(self, repo, tmp_path, monkeypatch):
        """As much as a provenance may say: its command line, quoted, is longer than a cell."""
        out = report(repo.folder, tmp_path / "a.xlsx")
        monkeypatch.setattr("parkledger.render.workbook.values.MOST_CHARACTERS", 3)
        answer = verify(repo.folder, out)
        assert (answer.code, answer.out) == (2, "")
        assert "个字符，工作簿最多 3" in answer.err

    @pytest.mark.parametrize("number", ["nan", "1e999", "-1e999"])
    def test_json_has_no_number_that_is_none(self, number, repo, tmp_path):
        whole = report(repo.folder, tmp_path / "a.xlsx")
        with ZipFile(whole) as old, ZipFile(tmp_path / "b.xlsx", "w") as new:
            for part in old.namelist():
                new.writestr(part, re.sub(rb"<v>[\d.]+</v>", b"<v>%b</v>" % number.encode(), old.read(part), count=1))
        answer = verify(repo.folder, tmp_path / "b.xlsx", "--format", "json")
        found = json.loads(answer.out, parse_constant=pytest.fail)
        assert answer.code == 1
        assert str(float(number)) in [one["file"] for one in found["cells"]]


class TestBesides:
    def test_bytes_around_the_archive(self, repo, tmp_path):
        out = report(repo.folder, tmp_path / "a.xlsx")
        out.write_bytes(b"before" + out.read_bytes() + b"behind")
        answer = verify(repo.folder, out)
        assert answer.code == 1
        assert answer.out == (
            f"不一致：{out} 的文字和数字与台账给出的相同，但文件里有 parkledger 没有写入的东西\n"
            "　不属于任何部件的字节：12 个\n"
        )
        found = verify(repo.folder, out, "--format", "json").json
        assert (found["same"], found["same_content"], found["stray_bytes"]) == (False, True, 12)

    def test_parts_that_were_added_are_named(self, repo, tmp_path):
        out = report(repo.folder, tmp_path / "a.xlsx")
        with ZipFile(out, "a") as archive:
            archive.writestr("xl/vbaProject.bin", b"x")
            archive.writestr("customXml/item1.xml", "<a/>")
            archive.writestr("\x1b[31m.txt", "x")
        answer = verify(repo.folder, out)
        assert answer.code == 1
        assert answer.out.splitlines()[1:] == [
            "　宏：xl/vbaProject.bin", "　自定义 XML：customXml/item1.xml", "　其他：\\x1b[31m.txt"
        ]  # fmt: skip
        found = verify(repo.folder, out, "--format", "json").json
        assert found["besides"][0] == {"what": "macro", "where": "xl/vbaProject.bin"}

    def test_many_are_counted(self, repo, tmp_path):
        out = report(repo.folder, tmp_path / "a.xlsx")
        with ZipFile(out, "a") as archive:
            for number in range(25):
                archive.writestr(f"{number:02}.txt", "x")
        assert verify(repo.folder, out).out.endswith("、19.txt……另有 5 处\n")

    def test_beside_cells_that_differ(self, repo, tmp_path):
        book = load_workbook(report(repo.folder, tmp_path / "a.xlsx"))
        book.worksheets[0]["A1"] = "别的"
        book.worksheets[1].sheet_state = "hidden"
        book.save(tmp_path / "b.xlsx")
        lines = verify(repo.folder, tmp_path / "b.xlsx").out.splitlines()
        assert lines[0].startswith("不一致：")
        assert lines[-1] == f"　隐藏的：{book.sheetnames[1]}"


class TestUnusable:
    @pytest.mark.parametrize("content", [b"", b"hello", b"PK\x03\x04"])
    def test_a_file_that_is_none(self, content, repo, tmp_path):
        (tmp_path / "a.xlsx").write_bytes(content)
        answer = verify(repo.folder, tmp_path / "a.xlsx")
        assert (answer.code, answer.out) == (2, "")
        assert answer.err.endswith("不是完好的 Office 文件\n")

    def test_another_workbook(self, repo, tmp_path):
        from openpyxl import Workbook

        Workbook().save(tmp_path / "a.xlsx")
        answer = verify(repo.folder, tmp_path / "a.xlsx", "--lang", "en")
        assert answer.err.endswith("has no provenance: it was not written by parkledger report\n")
        assert answer.code == 2

    def test_no_file(self, repo, tmp_path):
        assert verify(repo.folder, tmp_path / "a.xlsx").err == f"{tmp_path}/a.xlsx 不存在\n"

    def test_another_ledger(self, repo, tmp_path):
        out = report(repo.folder, tmp_path / "a.xlsx", "tiny-2024")
        answer = verify(REPOSITORY / "data", out)
        assert (answer.code, answer.out) == (2, "")
        assert "没有名为“tiny-2024”的方案" in answer.err

    def test_a_pipe_does_not_hang(self, repo, tmp_path):
        os.mkfifo(tmp_path / "a.xlsx")
        assert verify(repo.folder, tmp_path / "a.xlsx").code == 2


def test_a_document(repo, tmp_path):
    out = tmp_path / "b.docx"
    assert run("report", "bulletin", "-o", out, "--data", repo.folder, "--as-of", DAY).code == 0
    assert verify(repo.folder, out).code == 0
    change(repo.folder, "2024-02-20,2024-02-25", ",")
    lines = verify(repo.folder, out, "--now").out.splitlines()
    assert any(re.fullmatch(r"“.+”之下：文件 .+，台账 .+", line) for line in lines)
    assert "word/document.xml" not in "".join(lines)


@pytest.mark.parametrize("name", ["a.xlsx", "a.docx"])
def test_a_change_of_which_the_report_shows_nothing_leaves_the_content_the_same(name, repo, tmp_path):
    out = report(repo.folder, tmp_path / name)
    path = repo.folder / ROSTER
    path.write_text(path.read_text("utf-8") + "\n", "utf-8")
    answer = verify(repo.folder, out, "--now")
    assert (answer.code, answer.out) == (
        0, f"内容相同：现有数据截至 {DAY} 给出的内容就是 {out} 的；数据文件与它记下的不同：{ROSTER}\n"
    )  # fmt: skip
    told = verify(repo.folder, out, "--now", "--format", "json").json
    assert (told["same"], told["same_content"]) == (False, True)


SURROUNDINGS = [
    {"PYTHONHASHSEED": "0", "TZ": "UTC", "LC_ALL": "C"},
    {"PYTHONHASHSEED": "1", "TZ": "Pacific/Kiritimati", "LC_ALL": "C.UTF-8"},
    {"PYTHONHASHSEED": "77", "TZ": "America/Los_Angeles", "LC_ALL": "POSIX", "PARKLEDGER_LANG": None},
]


def test_the_same_bytes_whatever_hash_seed_time_zone_and_locale(repo, tmp_path):
    hashes = set()
    for number, surroundings in enumerate(SURROUNDINGS):
        out = tmp_path / f"{number}.xlsx"
        args = ("report", "tasks", "-o", out, "--data", repo.folder, "--as-of", DAY)
        done = process(*args, env=surroundings)
        assert (done.returncode, done.stderr) == (0, b"")
        hashes.add(hashlib.sha256(out.read_bytes()).hexdigest())
    assert len(hashes) == 1
