"""What TAB offers in a shell: through the program itself, as the shell's script calls it."""

import shutil
import subprocess
import sys
from types import SimpleNamespace

import pytest

from cli.program import REPOSITORY, environment, process
from cli.tiny import tiny
from parkledger.checks import CODES
from parkledger.cli import complete
from parkledger.cli.schema import FORMATS, TABLES
from parkledger.model.ledger import KINDS

PLANS = ["biaokou", "guangzhou-2019", "jinnan-2021", "tongzhou-2016", "wuhai-2025"]


def offered(*words, cwd=REPOSITORY, **env):
    """The words that bash is offered for the last of these."""
    line = ["parkledger", *words]
    asked = {"COMP_WORDS": " ".join(line), "COMP_CWORD": str(len(words)), "_PARKLEDGER_COMPLETE": "complete_bash"}
    done = subprocess.run(
        [sys.executable, "-m", "parkledger"],
        env=environment(asked | env), cwd=cwd, capture_output=True, text=True, timeout=60, check=False,
    )  # fmt: skip
    assert done.stderr == ""
    return done.stdout.split()


def test_plans_after_status():
    assert offered("status", "") == PLANS
    assert offered("status", "jin") == ["jinnan-2021"]


def test_those_of_the_ledger_that_the_line_names(tmp_path):
    assert offered("status", "--data", str(tiny(tmp_path)), "") == ["tiny-2024"]


def test_nothing_is_said_where_there_is_no_ledger(tmp_path):
    assert offered("status", "", cwd=tmp_path) == []


def test_codes_kinds_and_formats():
    assert offered("rule", "PL30") == [code for code in CODES if code.startswith("PL30")]
    assert offered("schema", "ro") == ["roster"]
    assert "overdue" in offered("report", "o")
    assert "sarif" in offered("check", "--format", "s")


def test_enterprises_where_a_command_asks_for_one():
    assert offered("show", "JN-000") == offered("log", "JN-000") == [f"JN-000{n}" for n in range(1, 10)]
    assert offered("report", "dossier", "JN-0001") == ["JN-0001"]
    assert offered("report", "overdue", "j") == ["jinnan-2021"]


@pytest.mark.parametrize("place", ["x", ""])
def test_a_shell_that_asks_wrongly_is_told_nothing(place):
    done = process(env={"_PARKLEDGER_COMPLETE": "complete_bash", "COMP_WORDS": "parkledger ", "COMP_CWORD": place})
    assert (done.returncode, done.stdout, done.stderr) == (2, b"", b"")


def test_small_letters_find_codes_too():
    assert "pl301" in offered("rule", "pl30")


def test_the_kinds_of_file_are_those_of_the_ledger():
    assert {kind for kinds in TABLES.values() for kind in kinds} == set(KINDS)
    assert offered("schema", "") == list(FORMATS)


@pytest.mark.skipif(shutil.which("bash") is None, reason="no bash")
def test_the_script_of_bash_asks_the_program(tmp_path):
    script = subprocess.run(
        [sys.executable, "-m", "parkledger", "--show-completion", "bash"],
        env=environment({"_TYPER_COMPLETE_TEST_DISABLE_SHELL_DETECTION": "1"}),
        capture_output=True, text=True, check=True,
    ).stdout  # fmt: skip
    (tmp_path / "parkledger").write_text(f'#!/bin/sh\nexec {sys.executable} -m parkledger "$@"\n')
    (tmp_path / "parkledger").chmod(0o755)
    press = 'COMP_WORDS=(parkledger status w); COMP_CWORD=2; _parkledger_completion parkledger; echo "${COMPREPLY[@]}"'
    done = subprocess.run(
        ["bash", "--norc", "-c", f'{script}\nPATH="{tmp_path}:$PATH"\n{press}'],
        env=environment({}), cwd=REPOSITORY, capture_output=True, text=True, check=True,
    )  # fmt: skip
    assert done.stdout == "wuhai-2025\n"


class TestEnterprises:
    def ids(self, data, incomplete=""):
        return complete.enterprises(SimpleNamespace(params={"data": str(data)}), incomplete)

    def test_ids_with_their_names(self, tmp_path):
        assert self.ids(tiny(tmp_path)) == [("E-1", "示例甲厂"), ("E-2", "示例乙社"), ("E-3", "示例丙坊")]

    def test_those_that_begin_so(self, tmp_path):
        assert self.ids(tiny(tmp_path), "E-2") == [("E-2", "示例乙社")]

    def test_chinese_heads_quotes_and_short_rows(self, tmp_path):
        data = tiny(tmp_path, enterprises='企业名称,编号\n"甲,乙",X-1\n丙\n')
        assert self.ids(data) == [("X-1", "甲,乙")]

    def test_nothing_that_a_shell_could_evaluate(self, tmp_path):
        rows = ["E-1,\\$(id)`id`;甲厂", "E$(id),乙", "E\\x,丙", '"E""1",丁', "-E,戊", '"E-2","己\n(1)[x]|&<>{}*?~!#%"']
        data = tiny(tmp_path, enterprises="id,name\n" + "\n".join(rows) + "\n")
        assert self.ids(data) == [("E-1", "id id 甲厂"), ("E-2", "己 1 x")]
        asked = {"_TYPER_COMPLETE_ARGS": f"parkledger show --data {data} ", "_PARKLEDGER_COMPLETE": "complete_zsh"}
        done = process(env=asked)
        assert (done.returncode, done.stderr) == (0, b"")
        shown = done.stdout.decode()
        assert "E-1" in shown
        assert "甲厂" in shown
        words = shown.removeprefix("_arguments '*: :((").rstrip("\n").removesuffix("))'")
        assert not set(words) & set("\\$`';|&<>()[]{}")

    def test_not_more_than_a_person_reads(self, tmp_path):
        rows = "".join(f"E-{n:05d},x\n" for n in range(5000))
        data = tiny(tmp_path, enterprises="id,name\n" + rows)
        assert len(self.ids(data)) == complete.MOST
        assert [key for key, _ in self.ids(data, "E-0499")] == [f"E-0499{n}" for n in range(10)]

    def test_a_roster_that_cannot_be_read_offers_nothing(self, tmp_path):
        data = tiny(tmp_path)
        (data / "enterprises/tiny.csv").unlink()
        (data / "enterprises/tiny.csv").mkdir()
        assert self.ids(data) == []
