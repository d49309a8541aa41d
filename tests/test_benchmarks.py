"""The large ledger of the benchmarks is a valid ledger: what is measured is an answer, not a list of errors."""

from __future__ import annotations

import csv
import subprocess
import sys

import pytest

from cli.program import REPOSITORY, ask

ROWS = 300


@pytest.fixture(scope="module")
def ledger(tmp_path_factory):
    folder = tmp_path_factory.mktemp("big")
    program = REPOSITORY / "benchmarks" / "make_ledger.py"
    subprocess.run([sys.executable, program, str(ROWS), folder], check=True, timeout=60)
    return folder


def test_the_roster_has_its_rows_and_exactly_20_columns(ledger):
    with (ledger / "enterprises" / "big.csv").open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    assert len(rows) == ROWS
    assert {len(row) for row in rows} == {20}
    assert len({row["id"] for row in rows}) == len({row["name"] for row in rows}) == ROWS
    assert any("," in row["note"] for row in rows)


def test_the_same_rows_every_time(ledger, tmp_path):
    program = REPOSITORY / "benchmarks" / "make_ledger.py"
    subprocess.run([sys.executable, program, str(ROWS), tmp_path], check=True, timeout=60)
    for path in sorted(ledger.rglob("*.*")):
        assert (tmp_path / path.relative_to(ledger)).read_bytes() == path.read_bytes()


def test_check_finds_nothing(ledger):
    found = ask("check", "--format", "json", data=ledger)
    assert (found.code, found.json["findings"]) == (0, [])


def test_status_counts_what_is_left(ledger):
    plan = ask("status", "--format", "json", data=ledger).json["plans"][0]
    goal = plan["goals"][0]
    assert 0 < goal["actual"] < goal["baseline"] < ROWS
    assert plan["counts"]["criteria"] == 11


def test_zero_judges_every_rule(ledger):
    rules = ask("zero", "--format", "json", data=ledger).json["rules"]
    assert [rule["kind"] for rule in rules] == ["relapse", "new_violator", "claimed_not_proven"]
    assert all(rule["population"] > 0 and rule["zero"] != "unknown" for rule in rules)
