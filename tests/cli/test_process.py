"""Whole processes: pipes that break, disks that are full, terminals that speak little, what is imported."""

import json
import os
import signal
import subprocess
import sys
from pathlib import Path
from types import MappingProxyType

import pytest

from cli.program import DAY, JINNAN, REPOSITORY, environment, process
from cli.tiny import DAY as TINY_DAY
from cli.tiny import FILES, tiny
from parkledger.cli.start import INTERRUPTED

FULL = Path("/dev/full")
HEAVY = ("pandas", "pyarrow", "openpyxl", "polars", "numpy")
ASKED = ("--data", JINNAN, "--as-of", DAY)


def piped(args, reader):
    """``parkledger args | reader``: the program's exit code and stderr, and what the reader saw."""
    command = [sys.executable, "-m", "parkledger", *map(str, args)]
    env = environment({})
    with subprocess.Popen(
        command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, env=env, cwd=REPOSITORY
    ) as said:
        seen = subprocess.run(reader, stdin=said.stdout, capture_output=True, check=False)
        said.stdout.close()
        err = said.stderr.read()
        code = said.wait(60)
    return code, err, seen.stdout


class TestBrokenPipe:
    """``| head`` ends the program quietly; 1 would mean findings."""

    READERS = (["head", "-n", "1"], ["true"])

    @pytest.mark.parametrize("reader", READERS, ids=["head", "true"])
    @pytest.mark.parametrize("command", ["check", "status", "duties", "--help"])
    def test_nothing_is_said(self, command, reader):
        asked = () if command == "--help" else ASKED
        code, err, seen = piped([command, *asked], reader)
        assert err == b""
        assert len(seen.splitlines()) == (1 if reader[0] == "head" else 0)
        assert code != 3

    @pytest.mark.parametrize("args", [["check"], ["duties"], ["duties", "--format", "json"]], ids=" ".join)
    def test_the_exit_code_is_not_that_of_findings(self, args):
        code, _, _ = piped([*args, *ASKED], ["true"])
        assert code in (0, 2)

    @pytest.mark.parametrize("args", [["--help"], ["--version"], ["check", "--help"]], ids=" ".join)
    def test_nor_is_it_for_what_is_shown_before_any_command(self, args):
        reader, writer = os.pipe()
        os.close(reader)
        done = process(*args, stdout=writer, stderr=subprocess.PIPE, capture_output=False)
        os.close(writer)
        assert (done.returncode, done.stderr) == (2, b"")


@pytest.mark.skipif(not FULL.exists(), reason="no /dev/full here")
class TestFullDisk:
    @pytest.mark.parametrize(
        "args", [["status"], ["status", "--format", "json"], ["check"], ["--help"]], ids=" ".join
    )
    def test_one_sentence_and_2(self, args):
        asked = () if "--help" in args else ASKED
        with FULL.open("wb") as full:
            done = process(*args, *asked, stdout=full, stderr=subprocess.PIPE, capture_output=False)
        assert done.returncode == 2
        assert done.stderr.decode().splitlines() == ["无法输出：磁盘已满"]

    def test_a_variable_that_is_no_language_does_not_make_it_a_traceback(self):
        with FULL.open("wb") as full:
            done = process(
                "status", "--lang", "zh", *ASKED,
                env={"PARKLEDGER_LANG": "fr"}, stdout=full, stderr=subprocess.PIPE, capture_output=False,
            )  # fmt: skip
        assert done.returncode == 2
        assert b"Traceback" not in done.stderr


class TestStreams:
    def test_a_closed_stdout_is_no_traceback(self):
        closing = "import os, sys; os.close(1); from parkledger.cli.main import run; run()"
        command = [sys.executable, "-c", closing, "status", *map(str, ASKED)]
        done = subprocess.run(command, capture_output=True, check=False, env=environment({}))
        assert done.returncode == 2
        assert b"Traceback" not in done.stderr

    @pytest.mark.parametrize("closed", [">&-", "<&- >&-", ">&- 2>&-", "<&- >&- 2>&-"])
    def test_a_stdout_that_was_closed_before_is_like_a_full_disk(self, closed, tmp_path):
        """Python has no object for such a stream, and the next file that is opened would get its number."""
        out = tmp_path / "tasks.xlsx"
        for asked in (["status"], ["check"], ["--help"], ["report", "tasks", "-o", out]):
            where = () if asked == ["--help"] else ASKED
            command = ["sh", "-c", f'exec "$@" {closed}', "sh", sys.executable, "-m", "parkledger", *asked, *where]
            done = subprocess.run(list(map(str, command)), capture_output=True, check=False, env=environment({}))
            said = "" if "2>" in closed else "无法输出：Bad file descriptor\n"
            assert (done.returncode, done.stdout, done.stderr.decode()) == (2, b"", said), asked
        assert out.read_bytes().startswith(b"PK")

    def test_who_listens_to_no_errors_still_gets_the_answer(self):
        command = ["sh", "-c", 'exec "$@" 2>&-', "sh", sys.executable, "-m", "parkledger", "status", *ASKED]
        done = subprocess.run(list(map(str, command)), capture_output=True, check=True, env=environment({}))
        assert done.stdout.decode().startswith("津南")

    @pytest.mark.parametrize("command", ["status", "check"])
    def test_a_terminal_that_speaks_ascii_alone(self, command):
        env = {"LC_ALL": "C", "PYTHONCOERCECLOCALE": "0", "PYTHONUTF8": "0", "PYTHONIOENCODING": "ascii"}
        done = process(command, *ASKED, env=env)
        assert (done.returncode, done.stderr) == (0, b"")
        assert done.stdout.decode("ascii")

    @pytest.mark.parametrize("encoding", ["cp1252", "gbk"])
    def test_json_in_an_old_encoding_is_plain_ascii(self, encoding):
        done = process("status", "--format", "json", *ASKED, env={"PYTHONIOENCODING": encoding})
        assert json.loads(done.stdout.decode("ascii"))["as_of"] == DAY

    def test_gbk_tables_can_be_read(self):
        done = process("overdue", *ASKED, env={"PYTHONIOENCODING": "gbk"})
        assert done.stdout.decode("gbk").startswith("逾期清单  截至 2023-11-15")


class TestInterrupts:
    """Whoever presses Ctrl-C sees nothing of ours, whatever it hits; a shell calls either end 130."""

    AT = """
import os, signal, sys
class Interrupt:
    def find_spec(self, name, *_):
        if name == {name!r}:
            os.kill(os.getpid(), signal.SIGINT)
sys.meta_path.insert(0, Interrupt())
from parkledger.cli.start import run
run()
"""

    def interrupted(self, name, **how):
        """``status``, interrupted when it imports a module of this name."""
        command = [sys.executable, "-c", self.AT.format(name=name), "status", *map(str, ASKED)]
        return subprocess.run(command, capture_output=True, check=False, env=environment({}), **how)

    @pytest.mark.parametrize("name", ["typer", "parkledger.cli.options"])
    def test_while_the_program_is_imported(self, name):
        done = self.interrupted(name)
        assert (done.returncode, done.stdout, done.stderr) == (-signal.SIGINT, b"", b"")

    @pytest.mark.parametrize("name", ["yaml", "parkledger.compute.status", "parkledger.render.terminal"])
    def test_while_it_works(self, name):
        done = self.interrupted(name)
        assert (done.returncode, done.stdout, done.stderr) == (INTERRUPTED, b"", b"")

    def test_while_its_last_words_are_looked_for(self):
        command = [sys.executable, "-c", self.AT.format(name="parkledger.cli.usage"), "status", "--nosuch"]
        done = subprocess.run(command, capture_output=True, check=False, env=environment({}))
        assert (done.returncode, done.stdout, done.stderr) == (INTERRUPTED, b"", b"")

    def test_who_started_it_may_want_them_to_be_ignored(self):
        done = self.interrupted("typer", preexec_fn=lambda: signal.signal(signal.SIGINT, signal.SIG_IGN))
        assert done.returncode == 0
        assert done.stdout


class TestTheEnd:
    """The process ends without taking its values down one by one."""

    def test_all_that_was_said_has_been_written(self):
        done = process("status", "--format", "json", *ASKED)
        assert json.loads(done.stdout)["as_of"] == DAY

    def test_a_profiler_has_its_say(self):
        command = [sys.executable, "-m", "cProfile", "-m", "parkledger", "--version"]
        done = subprocess.run(command, capture_output=True, check=True, env=environment({}))
        assert b"function calls" in done.stdout


class TestExitCodes:
    @pytest.mark.parametrize(
        ("args", "code"),
        [
            (["status", *ASKED], 0),
            (["status", "--fail", *ASKED], 1),
            (["status", "--as-of", "yesterday"], 2),
            (["nosuch"], 2),
        ],
        ids=["answered", "open items", "no day", "no command"],
    )
    def test_of_the_process(self, args, code):
        done = process(*args)
        assert done.returncode == code
        assert b"Traceback" not in done.stderr

    def test_a_vanished_working_directory_is_named_as_such(self, tmp_path):
        gone = tmp_path / "gone"
        gone.mkdir()
        script = f"rmdir {gone} && exec {sys.executable} -m parkledger status"
        done = subprocess.run(
            ["sh", "-c", script], cwd=gone, capture_output=True, check=False, env=environment({})
        )
        assert done.returncode == 2
        assert "无法输出" not in done.stderr.decode()


def imported_by(*args, env=MappingProxyType({})):
    """The modules that ``parkledger args`` imports."""
    loud = [sys.executable, "-X", "importtime", "-m", "parkledger", *map(str, args)]
    done = subprocess.run(loud, capture_output=True, check=False, env=environment(env))
    assert done.returncode == 0
    found = {line.split("|")[-1].strip() for line in done.stderr.decode().splitlines()}
    assert "parkledger.cli.main" in found
    return found


class TestImports:
    """Start-up is what a person feels: nothing is imported before it is needed."""

    @pytest.mark.parametrize(
        "args",
        [["status"], ["status", "jinnan-2021"], ["zero"], ["overdue"], ["duties"], ["units"], ["check"], ["--help"]],
        ids=" ".join,
    )
    def test_no_answer_waits_for_a_heavy_library(self, args):
        found = imported_by(*args, *(() if args == ["--help"] else ASKED))
        assert {name.split(".")[0] for name in found}.isdisjoint(HEAVY)

    @pytest.mark.parametrize("command", ["check", "status", "zero"])
    def test_of_a_large_roster_pyarrow_is_asked_nothing_that_imports_pandas(self, command, tmp_path):
        row = "E-{0},示例{0}厂,东园,退出,2024-02-01,2024-02-20,2024-02-25\n"
        rows = "".join(map(row.format, range(10, 40_000)))
        data = tiny(tmp_path, enterprises=FILES["enterprises/tiny.csv"] + rows)
        assert (data / "enterprises/tiny.csv").stat().st_size > 2 * 1024 * 1024
        found = {name.split(".")[0] for name in imported_by(command, "--data", data, "--as-of", TINY_DAY)}
        assert found >= {"numpy", "pyarrow"}
        assert found.isdisjoint({"pandas", "polars", "openpyxl"})

    @pytest.mark.parametrize("lang", ["zh", None], ids=["asked for", "the ledger's"])
    def test_help_reads_no_ledger(self, lang):
        found = imported_by("--help", env={"PARKLEDGER_LANG": lang, "PARKLEDGER_DATA": str(JINNAN)})
        assert {name.split(".")[0] for name in found}.isdisjoint(("yaml", "pydantic", "pydantic_core", "rich"))

    @pytest.mark.parametrize("command", ["status", "zero", "overdue", "duties", "units", "check"])
    def test_what_is_written_into_a_pipe_needs_no_rich(self, command):
        assert {name for name in imported_by(command, *ASKED) if name.split(".")[0] == "rich"} == set()

    def test_the_help_reads_no_schema_and_no_file(self):
        found = {name.split(".")[0] for name in imported_by("--help")}
        assert found.isdisjoint({"pydantic", "pydantic_core", "yaml", "rich"})

    def test_one_command_is_made_not_all(self):
        code = "import sys; from parkledger.cli.main import main; main(); print(*sys.modules, file=sys.stderr)"
        command = [sys.executable, "-c", code, "status", *map(str, ASKED)]
        done = subprocess.run(command, capture_output=True, check=True, env=environment({}))
        found = set(done.stderr.decode().split())
        assert "parkledger.cli.answers" in found
        assert found.isdisjoint({"parkledger.cli.check", "parkledger.cli.report", "parkledger.cli.init"})

    def test_pydantic_looks_for_no_plugins_and_typer_builds_no_adapters(self, tmp_path):
        """Both would take longer than to read the files. A ledger without a file of its own is no exception."""
        tiny(tmp_path)
        for asked in (ASKED, ("--data", tmp_path / "data", "--as-of", TINY_DAY)):
            assert imported_by("status", *asked).isdisjoint({"importlib.metadata", "typer._adapters"})


def test_importing_the_package_imports_nothing_of_it():
    code = "import sys, parkledger; print([name for name in sys.modules if name.startswith('parkledger.')])"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, check=True)
    assert done.stdout == b"[]\n"
