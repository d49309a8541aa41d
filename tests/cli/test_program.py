"""The program as a whole: its version, its help, and what becomes of a defect."""

import re
import shlex
import shutil

import pytest
import typer
from typer.exceptions import TyperException

import parkledger
from cli.program import ask, run
from cli.tiny import DAY, tiny
from history.repos import empty_repository
from parkledger.cli.commands import MODULES
from parkledger.cli.main import app

COMMANDS = sorted(typer.main.get_command(app).commands)
EXAMPLES = [
    (command, " ".join(example.split()))
    for command in COMMANDS
    for example in re.findall(r"^      (parkledger .*(?:\n      \S.*)*)", run(command, "--help").out, re.M)
]
"""Each example of a help text; a long one goes on in the next line."""


def test_the_commands():
    assert sorted(MODULES) == COMMANDS
    assert {"check", "duties", "init", "overdue", "report", "status", "units", "zero"} < set(COMMANDS)


def test_the_version():
    assert run("--version").out == f"parkledger {parkledger.__version__}\n"
    assert run("--version").code == 0


@pytest.mark.parametrize("flag", ["-h", "--help"])
@pytest.mark.parametrize("command", COMMANDS)
def test_every_command_has_a_help_with_an_example_of_itself(command, flag):
    answer = run(command, flag)
    assert (answer.code, answer.err) == (0, "")
    assert "示例：" in answer.out
    assert f"      parkledger {command}" in answer.out


@pytest.mark.parametrize("command", COMMANDS)
def test_every_option_has_a_help(command):
    for option in typer.main.get_command(app).commands[command].params:
        if option.name != "plan" and option.param_type_name == "option":
            assert option.help, option.name


@pytest.fixture(scope="module")
def place(tmp_path_factory):
    """A ledger with a history of two commits, and the files that the examples name."""
    top = tmp_path_factory.mktemp("place") / "here"
    run("init", top, "--example", "jinnan-2021")
    repo = empty_repository(top)
    repo.commit("first", on="2022-12-01 12:00 +0800")
    repo.change("enterprises/jinnan.csv", "JN-0017,示例0017五金加工点", "JN-0017,示例0017五金加工厂")
    repo.commit("second", on="2023-10-15 12:00 +0800")
    repo.git("update-ref", "refs/remotes/origin/main", "HEAD~1")
    for name in ("old", "new"):
        shutil.copytree(repo.folder, top / name / "data")
    for name in ("base", "ours", "theirs"):
        (top / f"{name}.csv").write_text("id,name\n")
    return top


@pytest.mark.parametrize(("command", "example"), EXAMPLES, ids=[example for _, example in EXAMPLES])
def test_every_example_of_the_help_runs(command, example, place, tmp_path, monkeypatch):
    shutil.copytree(place, tmp_path / "here")
    monkeypatch.chdir(tmp_path / "here")
    if command == "verify":
        run("report", "tasks", "-o", "tasks.xlsx")
    answer = run(*shlex.split(example)[1:])
    assert (answer.code, answer.err) == (1 if "--fail" in example else 0, "")


class TestDefect:
    """A defect is exit code 3 and one line that can be reported; 1 would mean findings."""

    @pytest.fixture(autouse=True)
    def broken(self, monkeypatch):
        def status(ledger, as_of):
            raise RuntimeError("boom \x1b[31m\nsecond line")

        monkeypatch.setattr("parkledger.compute.status.status", status)

    def test_one_line_names_the_kind_and_the_place(self, ledger):
        answer = ask("status", data=ledger, on=DAY)
        assert (answer.code, answer.out) == (3, "")
        assert re.fullmatch(
            r"parkledger 出了故障（RuntimeError：boom \\x1b\[31m second line，\w+\.py:\d+）。"
            r"请把这一行和所用命令告诉维护者；数据没有改动\n",
            answer.err,
        )

    def test_in_english(self, ledger):
        answer = ask("status", data=ledger, on=DAY, env={"PARKLEDGER_LANG": "en"})
        assert answer.err.startswith("parkledger has a defect (RuntimeError: boom")
        assert "Traceback" not in answer.err

    @pytest.mark.parametrize("asked", [["--lang", "en"], ["--lang=en"]], ids=" ".join)
    def test_in_the_language_that_was_asked_for(self, asked, ledger):
        answer = ask("status", *asked, data=ledger, on=DAY)
        assert answer.err.startswith("parkledger has a defect")

    def test_the_traceback_is_for_maintainers(self, ledger):
        answer = ask("status", data=ledger, on=DAY, env={"PARKLEDGER_DEBUG": "1"})
        assert answer.code == 3
        assert "Traceback" in answer.err

    def test_a_variable_that_is_no_language_does_not_hide_it(self, ledger):
        answer = ask("status", "--lang", "zh", data=ledger, on=DAY, env={"PARKLEDGER_LANG": "fr"})
        assert answer.code == 3

    @pytest.mark.parametrize(
        "failure", [KeyError("x"), RecursionError(), MemoryError(), AssertionError(), ValueError()]
    )
    def test_whatever_it_is(self, failure, ledger, monkeypatch):
        def status(ledger, as_of):
            raise failure

        monkeypatch.setattr("parkledger.compute.status.status", status)
        answer = ask("status", data=ledger, on=DAY)
        assert answer.code == 3
        assert len(answer.err.splitlines()) == 1
        assert type(failure).__name__ in answer.err


class TestEnds:
    """What ends a command early, without a process of its own for each."""

    def ended_by(self, failure, data, monkeypatch):
        def status(ledger, as_of):
            raise failure

        silenced = []
        monkeypatch.setattr("parkledger.compute.status.status", status)
        monkeypatch.setattr("parkledger.cli.main._silence", lambda: silenced.append(True))
        answer = ask("status", data=data, on=DAY)
        return answer.code, answer.err, bool(silenced)

    def test_an_output_that_cannot_be_written(self, ledger, monkeypatch):
        ended = self.ended_by(OSError(28, "No space left on device"), ledger, monkeypatch)
        assert ended == (2, "无法输出：磁盘已满\n", True)

    def test_an_abort(self, ledger, monkeypatch):
        assert self.ended_by(typer.Abort(), ledger, monkeypatch)[0] == 2

    def test_a_usage_error_of_the_parser(self, ledger, monkeypatch):
        code, err, _ = self.ended_by(TyperException("wrong \x1b[31m"), ledger, monkeypatch)
        assert code == 2
        assert "wrong" in err


def test_an_interrupt_is_no_defect_and_no_finding(ledger, monkeypatch):
    def status(ledger, as_of):
        raise KeyboardInterrupt

    monkeypatch.setattr("parkledger.compute.status.status", status)
    answer = ask("status", data=ledger, on=DAY)
    assert answer.code not in (0, 1, 3)
    assert "Traceback" not in answer.err


@pytest.mark.parametrize("encoding", ["ascii", "cp1252", "gbk", "utf-8"])
@pytest.mark.parametrize("command", ["status", "overdue", "zero", "duties", "units", "check"])
def test_whatever_stdout_can_say_the_answer_comes(command, encoding, tmp_path):
    data = tiny(tmp_path, enterprises=("2024-02-20", "2024-02-31"))
    for shape in ("table", "json"):
        answer = ask(command, "--format", shape, data=data, on=DAY, encoding=encoding)
        assert answer.code in (0, 1)
        assert answer.out
        assert shape == "table" or answer.json


@pytest.mark.parametrize("encoding", ["ascii", "cp1252", "gbk"])
def test_json_is_the_same_value_in_every_encoding(encoding):
    given = ask("status", "--format", "json", encoding=encoding)
    assert given.json == ask("status", "--format", "json").json


@pytest.mark.parametrize("command", ["status", "overdue", "zero", "duties", "units"])
def test_a_chinese_windows_reads_every_sign_of_a_table(command):
    """GBK has no light shade (░): a bar must not become ``\\u2591\\u2591``."""
    answer = ask(command, encoding="gbk")
    assert "\\u" not in answer.out
    assert answer.out == ask(command).out
