"""In a window of 80 columns no line is wider: whatever is asked, of every campaign, in both languages."""

import re

import pytest
from rich.cells import cell_len

from cli.program import DATA, run
from parkledger.cli.commands import MODULES

DAYS = {
    "jinnan-2021": "2023-11-15",
    "guangzhou-2019": "2021-12-31",
    "biaokou": "2023-12-31",
    "wuhai-2025": "2026-10-31",
    "tongzhou-2016": "2018-03-31",
}
MEMBERS = {"jinnan-2021": "JN-0017", "guangzhou-2019": "GZ-0007", "biaokou": "BK-0064", "wuhai-2025": "WH-0007",
           "tongzhou-2016": "TZ-0007"}  # fmt: skip
OF_A_PLAN = ["status", "overdue", "zero", "duties", "units"] + [
    f"report {kind}" for kind in ("pack", "monthly", "bulletin", "duties")
]
"""A pack holds all other kinds."""
OTHERS = [
    "status", "overdue", "zero", "duties", "units", "check", "check --show-waived", "log", "log JN-0017", "audit",
    "diff HEAD", "report dossier JN-0017", "rule", "rule PL301", "verify nowhere.xlsx", "init /dev/null/x", "schema x",
    "show", "status no-such-plan-anywhere-in-this-ledger", "statu", "report x", "merge-csv a b c",
]  # fmt: skip
"""What is asked of the whole ledger, and what goes wrong."""
LANGS = pytest.mark.parametrize("lang", ["zh", "en"])
pytestmark = pytest.mark.sweep


def wider(*args, lang, columns=80):
    """The lines of a window, and of what is said beside, that are wider than it; without their colours."""
    window = {"FORCE_COLOR": "1", "TERM": "xterm", "COLUMNS": str(columns), "PARKLEDGER_LANG": lang}
    answer = run(*args, env=window | {"PARKLEDGER_DATA": str(DATA)})
    said = re.sub(r"\x1b\[[\d;]*m", "", answer.out + answer.err)
    assert said.strip()
    return [line for line in said.splitlines() if cell_len(line) > columns]


@LANGS
@pytest.mark.parametrize("plan", DAYS)
@pytest.mark.parametrize("asked", OF_A_PLAN)
def test_of_a_plan(asked, plan, lang):
    assert wider(*asked.split(), plan, "--as-of", DAYS[plan], lang=lang) == []


@LANGS
@pytest.mark.parametrize("plan", DAYS)
def test_of_an_enterprise(plan, lang):
    assert wider("show", MEMBERS[plan], "--as-of", DAYS[plan], lang=lang) == []


@LANGS
@pytest.mark.parametrize("asked", OTHERS)
def test_of_the_ledger(asked, lang):
    assert wider(*asked.split(), lang=lang) == []


@LANGS
@pytest.mark.parametrize("command", ["", *MODULES])
def test_of_the_help(command, lang):
    assert wider(*command.split(), "--help", lang=lang) == []


def test_every_command_is_asked():
    asked = {one.split()[0] for one in (*OF_A_PLAN, *OTHERS)}
    assert set(MODULES) <= asked


@LANGS
def test_a_wide_window_has_the_table(lang):
    """What a narrow one has row by row."""
    wide = {"FORCE_COLOR": "1", "NO_COLOR": "1", "COLUMNS": "200", "PARKLEDGER_DATA": str(DATA)}
    answer = run("report", "tasks", "jinnan-2021", "--as-of", DAYS["jinnan-2021"], "--lang", lang, env=wide)
    row = next(line for line in answer.out.splitlines() if "2021-06-25" in line)
    assert "2021-06-30" in row
    assert "1.1" in row
