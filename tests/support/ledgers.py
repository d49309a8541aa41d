"""Ledgers from strings, for tests: every test shows its whole ledger beside what it expects of it.

``ledger_from`` takes files by path. ``a_ledger`` takes the parts of one plan as YAML, and its tables as CSV whose
cells may be padded with blanks; what a test does not speak of (a title, a clause, a name) is filled in.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from textwrap import dedent
from typing import Any

import yaml

from parkledger.model.ledger import Campaign, Ledger
from parkledger.read.ledger import read_ledger
from support.trees import MemoryTree

PLAN = "p"
"""The id of the plan that ``a_ledger`` makes."""
_LOADER: Any = getattr(yaml, "CBaseLoader", yaml.BaseLoader)
TABLES = ("parks", "enterprises", "inspections", "filings", "indicators")
HEADING = {
    "title": "示例方案",
    "issued_by": "示例区人民政府办公室",
    "effective_on": "2021-01-01",
    "baseline_on": "2021-06-30",
}
"""A plan's heading unless a test gives its own: whoever is listed by 30 June 2021 belongs to the baseline."""


def ledger_from(files: Mapping[str, str | bytes], *, findings: bool = False) -> Ledger:
    """The ledger of these files. Nothing may be wrong in them, unless the test says that it asks for findings."""
    ledger = read_ledger(MemoryTree(files))
    if not findings:
        found = [f"{one.span} {one.rule.code} {dict(one.args)}" for one in ledger.findings]
        assert not found, "\n".join(found)
        assert not ledger.stray, ledger.stray
        assert not ledger.unreadable, ledger.unreadable
    return ledger


def a_ledger(*, findings: bool = False, settings: str = "", **parts: str) -> Ledger:
    """One plan. ``parts`` are tables (CSV), or sections and heading lines of the plan (YAML).

    ``criteria`` is short for one task ``t`` with these criteria. A heading line that is empty is left out.
    """
    plan: dict[str, Any] = dict(HEADING)
    files: dict[str, str | bytes] = {}
    for name, text in parts.items():
        if name in TABLES:
            files[f"{name}/{PLAN}.csv"] = csv_text(text, named=name in ("parks", "enterprises"))
        elif text:
            plan[name] = _yaml(text)
        else:
            plan.pop(name, None)
    if "criteria" in plan:
        plan["tasks"] = [{"id": "t", "criteria": plan.pop("criteria")}]
    for one in plan.get("tasks", ()):
        _fill(one, title="示例任务", clause="一")
        for criterion in one["criteria"]:
            _fill(criterion, text="示例标准", clause="一")
    for one in plan.get("goals", ()):
        _fill(one, title="示例目标", text="示例目标", clause="一")
    for one in (*plan.get("zero", ()), *plan.get("duties", ())):
        _fill(one, title="示例规则", clause="一")
    files[f"plans/{PLAN}.yaml"] = json.dumps(plan, ensure_ascii=False, indent=1)
    if settings:
        files["ledger.yaml"] = json.dumps({"settings": {PLAN: _yaml(settings)}})
    return ledger_from(files, findings=findings)


def edited(parts: Mapping[str, str], **changed: str | tuple[str, str]) -> dict[str, str]:
    """Parts of a plan in which a text was put for another (``enterprises=("old", "new")``), or a whole part."""
    found = dict(parts)
    for name, change in changed.items():
        if isinstance(change, str):
            found[name] = change
            continue
        old, new = change
        assert old in found[name], (name, old)
        found[name] = found[name].replace(old, new, 1)
    return found


def a_campaign(**parts: str) -> Campaign:
    """The one campaign of ``a_ledger``."""
    (campaign,) = a_ledger(**parts).campaigns
    return campaign


def csv_text(table: str, *, named: bool = False) -> str:
    """A CSV file from a table padded with blanks; ``named``: a row without a name takes its id for one."""
    lines = [[cell.strip() for cell in line.split(",")] for line in dedent(table).strip().splitlines()]
    if named and "name" not in lines[0]:
        at = lines[0].index("id")
        lines = [[*line, "name" if row == 0 else line[at]] for row, line in enumerate(lines)]
    return "".join(",".join(line) + "\n" for line in lines)


def _yaml(text: str) -> Any:
    """YAML whose every scalar stays text."""
    return yaml.load(dedent(text), Loader=_LOADER)


def _fill(one: dict[str, Any], **defaults: str) -> None:
    for key, value in defaults.items():
        one.setdefault(key, value)
