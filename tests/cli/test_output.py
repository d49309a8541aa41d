"""Where an output may stand: never on the ledger's own data, never twice on one file; a pipe is written to."""

import os
import threading
from pathlib import Path

import pytest

from cli.program import run
from cli.tiny import DAY

OWN = ("plans/tiny-2024.yaml", "enterprises/tiny.csv", "enterprises/new.json", "parks/tiny.csv", "ledger.yaml")


def files(folder):
    return {path: path.read_bytes() for path in sorted(folder.rglob("*")) if path.is_file()}


def asked(ledger, out):
    """One run of each command that writes a file."""
    named = ("--data", ledger)
    yield run("check", "--output", f"json={out}", "--as-of", DAY, *named)
    yield run("schema", "plan", "-o", out, *named)
    if out.suffix == ".json":
        yield run("report", "tasks", "-o", out, "--as-of", DAY, *named)


@pytest.mark.parametrize("own", OWN)
def test_a_data_file_of_the_ledger_is_no_output(own, ledger):
    before = files(ledger)
    for answer in asked(ledger, ledger / own):
        assert (answer.code, answer.out) == (2, "")
        assert answer.err == f"{ledger / own} 是台账的数据文件，或在台账存放数据的文件夹里，不能写到那里\n"
    assert files(ledger) == before


def test_nor_through_a_link_or_where_a_link_of_the_ledger_leads(ledger, tmp_path, monkeypatch):
    plan = ledger / "plans/tiny-2024.yaml"
    plan.rename(tmp_path / "elsewhere.json")
    plan.symlink_to(tmp_path / "elsewhere.json")
    (tmp_path / "link.json").symlink_to(plan)
    before = files(ledger)
    monkeypatch.chdir(ledger)
    for out in (tmp_path / "link.json", tmp_path / "elsewhere.json", Path("plans/../plans/x.json")):
        assert [answer.code for answer in asked(ledger, out)] == [2, 2, 2]
    assert files(ledger) == before


def test_beside_them_it_may_stand(ledger):
    assert run("schema", "plan", "-o", ledger / "plan.json", "--data", ledger).code == 0


def test_the_ledger_is_found_as_the_command_finds_it(ledger, monkeypatch):
    monkeypatch.chdir(ledger.parent)
    assert ledger.name == "data"
    assert run("schema", "plan", "-o", "data/plans/tiny-2024.yaml").code == 2


def test_one_file_in_two_spellings_is_named_twice(ledger, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    Path("b").symlink_to("a")
    for second in (tmp_path / "a", "b", "./x/../a"):
        answer = run("check", "--output", "json=a", "--output", f"text={second}", "--data", ledger)
        assert (answer.code, answer.out, answer.err) == (2, "", f"两个 --output 都要写到 {second}\n")
    assert not Path("a").exists()


def test_a_pipe_is_written_to(ledger, tmp_path):
    pipe = tmp_path / "pipe"
    os.mkfifo(pipe)
    read = []
    reader = threading.Thread(target=lambda: read.append(pipe.read_text("utf-8")), daemon=True)
    reader.start()
    answer = run("check", "--output", f"json={pipe}", "--as-of", DAY, "--data", ledger)
    reader.join(10)
    assert answer.code in (0, 1)
    assert read[0].startswith("{")
    assert pipe.is_fifo()


def test_links_in_a_circle_are_refused(ledger, tmp_path):
    (tmp_path / "a").symlink_to("a")
    answer = run("schema", "plan", "-o", tmp_path / "a", "--data", ledger)
    assert (answer.code, answer.out) == (2, "")
    assert answer.err.startswith(f"无法写出 {tmp_path / 'a'}：")
