"""The large ledger of the benchmarks is a valid ledger: what is measured is an answer, not a list of errors."""

from __future__ import annotations

import csv
import subprocess
import sys

import pytest

from cli.program import REPOSITORY, ask, run

ROWS = 300
BENCHMARKS = REPOSITORY / "benchmarks"


@pytest.fixture(scope="module")
def ledger(tmp_path_factory):
    folder = tmp_path_factory.mktemp("big")
    program = BENCHMARKS / "make_ledger.py"
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
    program = BENCHMARKS / "make_ledger.py"
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


class TestOneCommand:
    def test_it_prints_the_project_beside_read_csv(self, tmp_path):
        command = [sys.executable, BENCHMARKS / "run.py", "--rows", str(ROWS), "--runs", "1", "--only", "check"]
        done = subprocess.run(
            [*command, "--ledgers", tmp_path], check=True, timeout=120, capture_output=True, encoding="utf-8"
        )
        rows = [line.split(" | ") for line in done.stdout.splitlines() if line.startswith("| `p")]
        assert [row[0] for row in rows[:2]] == ["| `parkledger check`", "| `pandas.read_csv`"]
        assert all(float(row[3].removesuffix(" MB")) > 10 for row in rows[:2])
        assert "times `read_csv` | not measured | - |" in done.stdout


class TestDemands:
    @pytest.fixture
    def told(self, monkeypatch):
        """The table of demands for a check of a million rows at this ratio, in this time, with this peak."""
        monkeypatch.syspath_prepend(BENCHMARKS)
        from demands import MILLION, Figures, table
        from timing import Pair, Run

        def rows(ratio, wall, peak):
            figures = Figures()
            reference = Run(1.0, 1.0, 700.0)
            figures.at["check", MILLION] = Pair(Run(wall, wall, peak), reference, ratio)
            figures.rows_read["check", MILLION] = MILLION
            figures.at["frictionless", MILLION] = Pair(Run(5.0, 5.0, 80.0), reference, 5.0)
            figures.rows_read["frictionless", MILLION] = 100_000
            return [row.split(" | ")[1:] for row in table(figures)[2:]]

        return rows

    def test_the_bound_itself_is_met(self, told):
        assert told(1.5, 2.5, 600.0)[:3] == [["1.50", "met |"], ["20", "met |"], ["600 MB", "met |"]]

    def test_beyond_the_bound_is_not_met(self, told):
        assert [row[1] for row in told(1.51, 2.6, 600.1)[:3]] == ["**not met** |"] * 3

    def test_what_did_not_end_well_meets_nothing(self, told):
        assert {row[1] for row in told(float("inf"), float("inf"), float("inf"))[:3]} == {"**not met** |"}

    def test_what_was_not_measured_is_said(self, told):
        assert told(1.0, 1.0, 1.0)[3] == ["not measured", "- |"]


def test_the_page_has_the_place_for_the_figures(monkeypatch):
    monkeypatch.syspath_prepend(BENCHMARKS)
    from run import BEGIN, END, PAGE, written

    page = written(PAGE.read_text(encoding="utf-8"), "new figures")
    assert f"{BEGIN}\nnew figures\n{END}" in page
    assert written(page, "newer")[: page.index(BEGIN)] == page[: page.index(BEGIN)]
    with pytest.raises(ValueError, match="lacks the marks"):
        written("# A page without a place", "figures")


def test_a_history_of_the_benchmarks_is_a_valid_ledger_at_every_commit(tmp_path):
    program = BENCHMARKS / "make_history.py"
    subprocess.run([sys.executable, program, str(ROWS), "6", tmp_path], check=True, timeout=60)
    told = run("log", "--data", tmp_path / "data", "--format", "json").json["commits"]
    assert [one["counts"] for one in told][:4] == [
        {"enterprise.changed": 5, "fact.added": 2},
        {"enterprise.changed": 5},
        {"enterprise.changed": 5},
        {"enterprise.changed": 5, "fact.added": 2},
    ]
    assert len(told) == 7
    assert run("check", "--data", tmp_path / "data", "--as-of", "2023-11-15").code == 0


HEADS = 6
"""Rows of the ledger as a form beside those of its enterprises: title, notes, heads, sums, who signs."""


def test_the_workbook_is_measured_beside_openpyxl_writing_the_same_cells():
    """With a few rows start-up is all there is, so the ratio is beyond what is allowed: the exit code says so."""
    command = [sys.executable, BENCHMARKS / "workbook.py", "--rows", str(ROWS), "--runs", "1"]
    done = subprocess.run(command, check=False, capture_output=True, timeout=120)
    assert done.returncode == 1, done.stderr.decode()
    assert f"report ledger, {ROWS} enterprises: {ROWS + HEADS} rows" in done.stdout.decode()
