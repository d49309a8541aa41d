"""An answer says first of all which file is not there."""

import shutil
from datetime import date
from pathlib import Path

import pytest

from parkledger.base.tree import FolderTree
from parkledger.checks import check
from parkledger.compute.status import status
from parkledger.read.ledger import read_ledger
from parkledger.reports.incomplete import lacking, said_incomplete
from parkledger.reports.status import status_report

BASE = Path(__file__).parents[1] / "findings/_base"
DAY = date(2024, 6, 30)


@pytest.fixture
def folder(tmp_path):
    return Path(shutil.copytree(BASE, tmp_path / "data"))


def without(folder, *files):
    for file in files:
        (folder / file).unlink()
    return read_ledger(FolderTree(folder))


@pytest.mark.parametrize(
    "file", ["enterprises/mini.csv", "inspections/mini.csv", "filings/mini.csv", "parks/mini.yaml"]
)
def test_a_file_that_is_not_there_is_one_finding_and_the_first_sentence(folder, file):
    ledger = without(folder, file)
    found = [one for one in check(ledger, DAY) if one.rule.code in ("PL302", "PL303", "PL321", "PL322")]
    assert [one.args["file"] for one in found] == [file]
    answer = said_incomplete(status_report(status(ledger, DAY), DAY), ledger).answer
    assert answer[0].value.key == "data.lacking"


def test_a_whole_ledger_and_a_plan_that_has_no_file_yet_lack_nothing(folder):
    assert lacking(without(folder)) == ()
    assert (
        lacking(
            without(
                folder, *(f"{one}/mini.csv" for one in ("enterprises", "inspections", "filings")), "parks/mini.yaml"
            )
        )
        == ()
    )


def test_what_a_plan_waives_is_not_said(folder):
    plan = folder / "plans/mini-2024.yaml"
    waiver = "waivers:\n  - {code: PL322, at: inspections, reason: 从下月起巡查, by: 区工业局, until: 2024-12-31}\n"
    plan.write_text(plan.read_text("utf-8") + waiver, "utf-8")
    assert lacking(without(folder, "inspections/mini.csv")) == ()
