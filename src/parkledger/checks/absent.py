"""A file that is not there, although rows of other files name its rows, or the plan counts them."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from parkledger.base.findings import Finding, error, warning
from parkledger.base.words import Words as W
from parkledger.checks.rule import Rule, in_cell, in_plan
from parkledger.compute.absent import Absent, absent_files
from parkledger.model.columns import filled
from parkledger.model.ledger import Campaign
from parkledger.read.ledger import stems

FILE_GONE = error(
    "PL321", "missing-file",
    message=W("没有文件 {file}，而其他文件有 {rows} 行、方案有 {items} 处要用到它",
              "there is no file {file}, though {rows} rows of other files and {items} items of the plan need it"),
    why=W("缺了的文件，里面的事实一条也没有计入；多半是误删、改了名或放错了地方。",
          "No fact of a file that is not there is counted; mostly it was deleted, renamed or put elsewhere by mistake."),
    help=W("请把文件找回来，放到这个位置；确实一行也没有的，建一个只有表头的文件。",
           "Put the file back at this place; if it really has no rows, make one with a header alone."),
    bad=W("inspections/jinnan.csv 里有 JN-0017，却没有 enterprises/jinnan.csv",
          "inspections/jinnan.csv names JN-0017, and there is no enterprises/jinnan.csv"), good="enterprises/jinnan.csv",
)  # fmt: skip
NO_FILE = warning(
    "PL322", "no-file",
    message=W("没有文件 {file}，而方案有 {items} 处要用到它", "there is no file {file}, though {items} items of the plan need it"),
    why=W("缺了的文件按一行也没有计算，看起来像没有人报、没有人查。",
          "A file that is not there counts as one without rows, as if nobody had filed or looked."),
    help=W("请把文件放到这个位置；还没有内容的，先建一个只有表头的文件。",
           "Put the file at this place; while there is nothing to record, make one with a header alone."),
    bad=W("zero: [{kind: relapse, …}]，却没有 inspections/jinnan.csv", "zero: [{kind: relapse, …}], and there is no inspections/jinnan.csv"), good="inspections/jinnan.csv",
)  # fmt: skip


def file_wanted(campaign: Campaign, kind: str) -> str:
    """The name that a plan's file of this kind should have, below the data folder."""
    return f"{kind}/{stems(campaign.id)[-1]}.{'yaml' if kind == 'parks' else 'csv'}"


def _gone(campaign: Campaign, as_of: date) -> Iterator[Finding]:
    for one in absent_files(campaign):
        if one.named:
            yield _first(campaign, one)._replace(pointer=one.kind)


def _first(campaign: Campaign, one: Absent) -> Finding:
    told = _told(campaign, one)
    if not one.rows:
        return in_plan(campaign, FILE_GONE, one.items[0], **told)
    row = next(iter(filled(campaign.tables[one.table].texts[one.column])))
    return in_cell(campaign, FILE_GONE, one.table, row, one.column, **told)


def _none(campaign: Campaign, as_of: date) -> Iterator[Finding]:
    for one in absent_files(campaign):
        if not one.named:
            yield in_plan(campaign, NO_FILE, one.items[0], **_told(campaign, one))._replace(pointer=one.kind)


def _told(campaign: Campaign, one: Absent) -> dict[str, str]:
    return {"file": file_wanted(campaign, one.kind), "rows": str(one.rows), "items": str(len(one.items))}


RULES = (Rule(FILE_GONE, _gone), Rule(NO_FILE, _none))
