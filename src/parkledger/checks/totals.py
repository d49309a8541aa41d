"""Rows of a roster that are no member: the total and the notes that stand under a table."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date
from functools import partial

from parkledger.base.findings import warning
from parkledger.base.words import Words as W
from parkledger.checks.rule import Case, Cells, Rule, in_cells
from parkledger.model.columns import Table, distinct, where
from parkledger.model.ledger import Campaign

TOTAL_ROW = warning(
    "PL521", "total-row",
    message=W("“{text}”这一行像是合计或备注，却被当作一个成员计入", "the row “{text}” looks like a total or a note, and is counted as a member"),
    why=W("表格下面的合计行、备注行随表导出，就会多出一家来，而且永远退不出去。",
          "A total or a note under a table, exported with it, is one member more, which never exits."),
    help=W("请删掉这一行：合计由台账自己算，备注写进备注列。确实叫这个名称的，可以豁免并说明。",
           "Delete the row: the ledger adds up by itself, and notes go into the column of notes. Waive it if that is the name."),
    bad="合计,,41,…", good="JN-0041,示例厂,…",
)  # fmt: skip
TABLES = ("enterprises", "parks")
MOST_NAMED = 10_000
"""The most rows that are read one by one: of a city's file only ids are kept, and compared with these words."""
WORDS = ("合计", "小计", "总计", "共计", "备注")
_TOTAL = re.compile(r".{0,6}?[合总小共]\s*计\s*[:：]?\s*[\d,.，]*\s*[家户个]?")
_NOTE = re.compile(r"(备\s*注|说\s*明|注|填表人|制表人|审核人|填报人|填报单位|填表日期)\s*([:：].*)?")


def no_member(text: str) -> bool:
    """Whether a name or an id says that its row is a total or a note: 合计, 东镇小计, 备注：…"""
    text = text.strip()
    return bool(_TOTAL.fullmatch(text) or _NOTE.fullmatch(text))


def _rows(table: Table) -> Iterator[tuple[int, str]]:
    """The rows that are no member, each with the column that says so."""
    if table.size > MOST_NAMED:
        yield from ((row, "id") for row in where(table.texts["id"], WORDS))
        return
    found: dict[int, str] = {}
    for column in ("id", "name"):
        texts = table.texts[column]
        for row in where(texts, [one for one in distinct(texts) if no_member(one)]):
            found.setdefault(row, column)
    yield from sorted(found.items())


def _totals(kind: str, campaign: Campaign, as_of: date) -> Iterator[Cells]:
    table = campaign.tables[kind]

    def cases() -> Iterator[Case]:
        for row, column in _rows(table):
            yield Case(row, column, partial(dict, text=table.texts[column][row]))

    yield in_cells(campaign, TOTAL_ROW, kind, cases())


RULES = tuple(Rule(TOTAL_ROW, partial(_totals, kind), (kind,)) for kind in TABLES)
