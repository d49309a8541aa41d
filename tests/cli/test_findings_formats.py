"""check in every format: to stdout, to several files at once, and by itself as annotations in GitHub Actions."""

import json
import subprocess
from pathlib import Path

import pytest

from cli.program import ask, process, run
from cli.tiny import DAY, tiny
from parkledger.cli.findings import below_root, parse_outputs
from parkledger.cli.options import FindingFormat
from parkledger.render.findings import FORMATS

BAD_CELL = ("2024-02-20", "2024-02-31")
ROSTER = "data/enterprises/tiny.csv"


@pytest.fixture
def data(tmp_path, monkeypatch):
    """A ledger with one error, in the root of a repository; the working directory is one below it."""
    made = tiny(tmp_path, enterprises=BAD_CELL)
    (tmp_path / ".git").mkdir()
    (tmp_path / "below").mkdir()
    monkeypatch.chdir(tmp_path / "below")
    return made


def check(*args, **how):
    return run("check", "--data", "../data", "--as-of", DAY, *args, **how)


def test_every_format_can_be_asked_for_and_table_is_text():
    assert {one.value for one in FindingFormat} == {*FORMATS, "table"}


@pytest.mark.parametrize("shape", ["github", "gitlab", "sarif", "junit"])
def test_paths_are_those_below_the_root_of_the_repository(shape, data):
    answer = check("--format", shape)
    assert answer.code == 1
    assert ROSTER in answer.out
    assert "../" not in answer.out


def test_so_are_those_of_a_ledger_that_was_recorded(tmp_path, monkeypatch):
    tiny(tmp_path, enterprises=BAD_CELL)
    monkeypatch.chdir(tmp_path)
    for args in (["init", "-q"], ["add", "."], ["-c", "user.name=x", "-c", "user.email=x@y", "commit", "-qm", "x"]):
        subprocess.run(["git", *args], check=True)
    answer = run("check", "--known-at", "HEAD", "--as-of", DAY, "--format", "github")
    assert answer.out.startswith(f"::error file={ROSTER},line=2,")


@pytest.mark.parametrize("shape", ["text", "json"])
def test_text_and_json_name_paths_as_the_reader_would_type_them(shape, data):
    assert f"../{ROSTER}" in check("--format", shape).out


def test_junit_has_a_suite_for_every_file_that_was_read(data):
    out = check("--format", "junit").out
    assert [f'name="data/{name}"' in out for name in ("parks/tiny.csv", "plans/tiny-2024.yaml")] == [True, True]
    assert 'name="data/parks' not in check(f"../{ROSTER}", "--format", "junit").out


class TestOutput:
    def test_several_files_and_stdout_in_one_run(self, data):
        asked = ("sarif=a.sarif", "junit=b.xml", "text=c.txt", "json=d")
        answer = check(*(part for one in asked for part in ("--output", one)))
        assert answer.code == 1
        assert json.loads(Path("a.sarif").read_text("utf-8"))["version"] == "2.1.0"
        assert Path("b.xml").read_text("utf-8").startswith("<?xml")
        assert Path("c.txt").read_text("utf-8") == answer.out
        assert json.loads(Path("d").read_text("utf-8"))["errors"] == 1

    def test_a_file_of_text_has_no_colour_though_the_terminal_is_told_to(self, data):
        """CI systems set FORCE_COLOR for their logs."""
        answer = check("--output", "text=a", env={"FORCE_COLOR": "1"})
        assert "\x1b[" in answer.out
        assert "\x1b" not in Path("a").read_text("utf-8")

    def test_the_old_file_is_replaced_and_nothing_else_is_left(self, data):
        Path("a").write_text("old")
        check("--output", "github=a")
        assert Path("a").read_text("utf-8").startswith("::error file=")
        assert [path.name for path in Path().iterdir()] == ["a"]

    @pytest.mark.parametrize("wrong", ["findings.sarif", "sarif", "sarif=", "xml=a", "=a"])
    def test_what_is_no_format_and_file_is_a_usage_error(self, wrong, data):
        answer = check("--output", wrong)
        assert (answer.code, answer.out) == (2, "")
        assert f"“{wrong}”" in answer.err
        assert "sarif、junit" in answer.err

    def test_so_is_one_file_for_two_formats(self, data):
        answer = check("--output", "sarif=a", "--output", "junit=a")
        assert answer.code == 2
        assert not Path("a").exists()

    def test_a_file_that_cannot_be_written_is_said(self, data):
        answer = check("--output", "sarif=missing/a.sarif")
        assert (answer.code, answer.out) == (2, "")
        assert "missing/a.sarif" in answer.err

    def test_table_is_text(self):
        assert parse_outputs(["table=a"], None, "zh") == {Path("a"): "table"}


ACTIONS = {"GITHUB_ACTIONS": "true"}


class TestGithubActions:
    def test_annotations_are_chosen_by_themselves(self, data):
        answer = check(env=ACTIONS)
        assert answer.out.splitlines()[0].startswith(f"::error file={ROSTER},line=2,col=27,title=PL204::")
        assert answer.out.splitlines()[-1] == "1 个错误，0 个警告"

    @pytest.mark.parametrize("shape", ["text", "json"])
    def test_but_not_when_another_format_is_asked_for(self, shape, data):
        assert "::error" not in check("--format", shape, env=ACTIONS).out

    def test_elsewhere_there_are_none(self, data):
        assert "::error" not in check(env={"GITHUB_ACTIONS": None}).out

    def test_in_a_process_of_its_own(self, data):
        done = process("check", "--data", "../data", "--as-of", DAY, env=ACTIONS, cwd=Path.cwd())
        assert done.returncode == 1
        assert done.stdout.startswith(b"::error file=data/")


class TestRoot:
    def test_a_repository(self, tmp_path, monkeypatch):
        subprocess.run(["git", "init", "-q", tmp_path / "示例 repo"], check=True)
        (tmp_path / "示例 repo/a/data").mkdir(parents=True)
        monkeypatch.chdir(tmp_path)
        assert below_root("示例 repo/a/data/x.csv") == "a/data/x.csv"
        monkeypatch.chdir(tmp_path / "示例 repo/a/data")
        assert below_root("x.csv") == "a/data/x.csv"

    def test_without_one_the_working_directory(self, tmp_path, monkeypatch):
        monkeypatch.chdir(tmp_path)
        assert below_root("./data/../data/x.csv") == "data/x.csv"

    def test_else_the_folder_that_holds_the_ledgers(self, tmp_path, monkeypatch):
        (tmp_path / "office/data/plans").mkdir(parents=True)
        (tmp_path / "elsewhere").mkdir()
        monkeypatch.chdir(tmp_path / "elsewhere")
        assert below_root("../office/data/plans/x.yaml") == "data/plans/x.yaml"


def test_the_day_does_not_change_a_fingerprint(tmp_path):
    """The same fault of tomorrow is no new one."""
    data = tiny(tmp_path, enterprises=BAD_CELL)
    prints = [
        [issue["fingerprint"] for issue in ask("check", "--format", "gitlab", data=data, on=day).json]
        for day in (DAY, "2024-07-01")
    ]
    assert prints[0] == prints[1] != []
