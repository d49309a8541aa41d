"""Records that occur twice, as a merge of branches can leave them: the same row, or two versions of the same event."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date
from functools import partial
from typing import Any, NamedTuple

from parkledger.base.findings import error, warning
from parkledger.base.words import Words as W
from parkledger.checks.rule import Case, Cells, Rule, in_cells
from parkledger.model.columns import Table, perhaps_alike, picked
from parkledger.model.ledger import Campaign

REPEATED = warning(
    "PL515", "repeated-record",
    message=W("这一行与第 {first} 行完全相同", "this row is the same as line {first}"),
    why=W("同一件事记了两次，次数就数多了；合并两个分支时常会留下这样的行。", "What is recorded twice is counted twice; a merge of two branches can leave such rows."),
    help=W("请删去其中一行。", "Take one of the rows away."),
    bad=W("2021-08-12,patrol,东泥沽,JN-0004,,clear，写了两行", "2021-08-12,patrol,东泥沽,JN-0004,,clear (twice)"), good=W("2021-08-12,patrol,东泥沽,JN-0004,,clear，只写一行", "2021-08-12,patrol,东泥沽,JN-0004,,clear (once)"),
)  # fmt: skip
CONTRADICTED = error(
    "PL516", "contradicted-record",
    message=W("与第 {first} 行说的是同一件事，{column}却不同", "line {first} tells the same thing with another {column}"),
    why=W("两种说法只有一种是对的；更正过的行可能在合并分支时又回来了。", "Only one of the two is true; a row that was corrected may have come back in a merge."),
    help=W("请核对后删去不对的一行。", "See which one is right and take the other away."),
    bad=W("东园,产值规模,2021,,120 和 东园,产值规模,2021,,125", "东园,产值规模,2021,,120 and 东园,产值规模,2021,,125"), good="东园,产值规模,2021,,125",
)  # fmt: skip


class _Same(NamedTuple):
    """The columns by which two rows are about the same event, and the column in which they must then agree."""

    of: tuple[str, ...]
    told: str


TABLES = {
    "inspections": _Same(("on", "kind", "park", "enterprise", "stage", "by"), "result"),
    "filings": _Same(("item", "unit", "period", "subject", "done_on"), "filed_on"),
    "indicators": _Same(("subject", "indicator", "period", "on"), "value"),
}


def _column(table: Table, key: str) -> Sequence[Any]:
    found = table.column(key)
    assert found is not None  # every table has the columns of its schema
    return found


def _twice(table: Table, same: _Same) -> Iterator[tuple[int, int]]:
    """Each row that is about the same event as an earlier one, with the first of those."""
    first: dict[tuple[Any, ...], int] = {}
    columns = [_column(table, key) for key in same.of]
    rows = perhaps_alike(columns, table.size)
    for row, *cells in zip(rows, *(picked(column, rows) for column in columns), strict=True):
        before = first.setdefault(tuple(cells), row)
        if before != row:
            yield row, before


def _repeated(kind: str, campaign: Campaign, as_of: date) -> Iterator[Cells]:
    table, same = campaign.tables[kind], TABLES[kind]
    every = (*table.texts, *table.days, *table.numbers)

    def cases() -> Iterator[Case]:
        for row, before in _twice(table, same):
            if all(_column(table, key)[row] == _column(table, key)[before] for key in every):
                yield Case(row, same.of[0], partial(dict, first=str(table.lines[before])))

    yield in_cells(campaign, REPEATED, kind, cases())


def _contradicted(kind: str, campaign: Campaign, as_of: date) -> Iterator[Cells]:
    table, same = campaign.tables[kind], TABLES[kind]
    told = _column(table, same.told)

    def cases() -> Iterator[Case]:
        for row, before in _twice(table, same):
            if told[row] != told[before]:
                yield Case(row, same.told, partial(dict, first=str(table.lines[before]), column=same.told))

    yield in_cells(campaign, CONTRADICTED, kind, cases())


RULES = (
    *(Rule(REPEATED, partial(_repeated, kind), (kind,)) for kind in TABLES),
    *(Rule(CONTRADICTED, partial(_contradicted, kind), (kind,)) for kind in TABLES),
)
