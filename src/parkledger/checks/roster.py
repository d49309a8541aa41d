"""An enterprise has one row in all rosters of the ledger: its id is used once."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from functools import partial

from parkledger.base.findings import error
from parkledger.base.words import Words as W
from parkledger.checks.rule import Case, Cells, EachRow, LedgerRule, in_cells
from parkledger.model.columns import Table, Texts, distinct, first_rows, repeated, where
from parkledger.model.ledger import Campaign, Ledger

DUPLICATE_ENTERPRISE = error(
    "PL501", "duplicate-enterprise",
    message=W("编号“{id}”已在 {first} 用过", "the id “{id}” is already used at {first}"),
    why=W("编号是企业的唯一标识，重复的一家会被数两次或被盖掉。", "The id is the enterprise's key; a repeated one is counted twice or lost."),
    help=W("同一家请删去一行；两家请改一个编号。", "Delete the row if it is the same site; else change one id."),
    bad=W("JN-0001 写在两行里", "JN-0001 in two rows"), good=W("JN-0001、JN-0002", "JN-0001, JN-0002"),
)  # fmt: skip


def _ids(ledger: Ledger, as_of: date) -> Iterator[Cells]:
    by_path: dict[str, Campaign] = {}
    for campaign in ledger.campaigns:
        by_path.setdefault(campaign.enterprises.path, campaign)
    rosters = list(by_path.values())
    for place, campaign in enumerate(rosters):
        ids = campaign.enterprises.texts["id"]
        earlier = [one.enterprises for one in rosters[:place]]
        taken = repeated(ids)
        for table in earlier:
            taken |= where(ids, _shared(ids, table.texts["id"]))
        tables = [*earlier, campaign.enterprises]
        yield in_cells(campaign, DUPLICATE_ENTERPRISE, "enterprises", EachRow(taken, partial(_taken, tables, ids)))


def _shared(ids: Texts, others: Texts) -> Iterable[str]:
    """The texts that are in both columns, except the empty one."""
    large, small = (ids, others) if len(ids) > len(others) else (others, ids)
    return first_rows(large, (one for one in distinct(small) if one))


def _taken(tables: Sequence[Table], ids: Texts, row: int) -> Case:
    return Case(row, "id", partial(_first, tables, ids[row]))


def _first(tables: Sequence[Table], name: str) -> dict[str, str]:
    """The id, and where it is used first."""
    for table in tables:
        for row in first_rows(table.texts["id"], (name,)).values():
            return {"id": name, "first": f"{table.path}:{table.lines[row]}"}
    return {"id": name}


LEDGER_RULES = (LedgerRule(DUPLICATE_ENTERPRISE, _ids),)
