"""Each kind of report for each campaign on its day is the golden one.

A change that is meant: ``python -m tests.golden.update``, then read the difference as the clerk would.
"""

import re

import pytest

from golden.reports.update import HERE, NAMES, answer
from parkledger.reports.kinds import KINDS

ROOT = HERE.parents[2]


@pytest.mark.parametrize("name", NAMES)
def test_the_report_is_the_golden_one(name):
    assert answer(name) == (HERE / name).read_text("utf-8")


def test_every_golden_file_has_its_report():
    assert {path.name for path in HERE.glob("*.txt")} == set(NAMES)


@pytest.mark.parametrize("name", ["docs/reports.md", "docs/zh/reports.md"])
def test_the_page_of_reports_shows_what_they_print_and_names_every_kind(name):
    page = (ROOT / name).read_text("utf-8")
    samples = re.findall(r"```text (\S+)\n([\s\S]*?)```", page)
    assert samples
    for file, sample in samples:
        golden = (HERE / file).read_text("utf-8").splitlines()
        for part in sample.rstrip("\n").split("\n...\n"):
            lines = part.split("\n")
            assert any(golden[at : at + len(lines)] == lines for at in range(len(golden))), file
    assert re.findall(r"^\| `(\w+)", page, flags=re.MULTILINE) == list(KINDS)
