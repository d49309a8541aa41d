"""A plan of another kind (closing small coal mines), written by following docs/plan-format.md alone: data, no code."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

import parkledger
from parkledger.cli.main import main

DATA = Path(__file__).parent / "mines"


def criteria(on: str) -> dict[str, tuple[str, int | None]]:
    (plan,) = parkledger.status(parkledger.load(DATA), date.fromisoformat(on))
    return {
        one.id: (one.state, None if one.actual is None else int(one.actual))
        for task in plan.tasks
        for one in task.criteria
    }


def test_it_has_no_finding():
    assert parkledger.check(parkledger.load(DATA), date(2023, 1, 1)) == ()


@pytest.mark.parametrize(
    ("on", "expected"),
    [
        # M-2 cleared its explosives after the shaft was sealed: its proof is not complete, M-4 has not closed
        ("2022-10-31", {"1.1": ("met", None), "1.2": ("pending", 2), "1.3": ("pending", 90), "1.4": ("holding", 0)}),
        ("2022-11-01", {"1.1": ("met", None), "1.2": ("overdue", 2), "1.3": ("overdue", 90), "1.4": ("holding", 0)}),
        ("2022-11-12", {"1.1": ("met", None), "1.2": ("overdue", 3), "1.3": ("overdue", 180), "1.4": ("breached", 1)}),
        ("2022-11-30", {"1.1": ("met", None), "1.2": ("overdue", 2), "1.3": ("overdue", 90), "1.4": ("holding", 0)}),
    ],
)
def test_where_it_stands(on, expected):
    assert criteria(on) == expected


def test_the_late_towns_answer_by_name():
    items = parkledger.overdue(parkledger.load(DATA), date(2022, 11, 1))
    late = {(one.criterion, one.group): one.lead for one in items}
    assert late["1.2", "示例东镇"] == ("县应急管理局", "示例东镇")
    assert late["1.2", "示例西镇"] == ("县应急管理局", "示例西镇")


def test_zero_names_the_town_of_the_park():
    (rule,) = parkledger.zero(parkledger.load(DATA), date(2022, 11, 20))
    assert [(case.enterprise, case.days, case.lead) for case in rule.violations] == [("M-1", 8, ("示例东镇",))]


def test_its_monthly_report():
    (duty,) = parkledger.duties(parkledger.load(DATA), date(2022, 7, 10))
    assert (duty.on_time, duty.late, duty.missing) == (1, 1, ("2022-06",))


@pytest.mark.parametrize("command", ["status", "overdue", "zero", "duties", "units", "check"])
def test_every_command_answers(command, capsys):
    assert main([command, "--data", str(DATA), "--as-of", "2022-11-20", "--lang", "zh"]) == 0
    assert "示例" in capsys.readouterr().out or command in ("check", "duties", "units")


def test_its_table_of_tasks_is_a_workbook(tmp_path):
    out = tmp_path / "tasks.xlsx"
    assert main(["report", "tasks", "-o", str(out), "--data", str(DATA), "--as-of", "2022-11-20"]) == 0
    assert out.read_bytes()[:2] == b"PK"
