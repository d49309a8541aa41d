"""A filing has a date, and is not filed before it is done."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from functools import partial

from parkledger.base.findings import error
from parkledger.base.words import Words as W
from parkledger.checks.rule import Case, Cells, EachRow, Rule, in_cells
from parkledger.model.columns import before, there
from parkledger.model.ledger import Campaign

FILED_BEFORE_DONE = error(
    "PL511", "filed-before-done",
    message=W("报送（{filed}）早于完成（{done}）", "filed on {filed}, before it was done on {done}"),
    why=W("还没做完的事不能报送完成。", "What is not done cannot be filed as done."),
    help=W("请核对这两个日期。", "Check both days."),
    bad="done_on 2021-07-31, filed_on 2021-07-03", good="done_on 2021-07-31, filed_on 2021-08-03",
)  # fmt: skip
NO_DAY = error(
    "PL512", "filing-without-day",
    message=W("这条报送没有日期", "this filing has no day"),
    why=W("没有日期就不知道是否按时，不作数。", "Without a day nobody knows whether it was in time; it counts for nothing."),
    help=W("请填写完成日期或报送日期。", "Fill in done_on or filed_on."),
    bad="f4,区生态环境局,2021-07,,", good="f4,区生态环境局,2021-07,2021-07-31,2021-08-03",
)  # fmt: skip


def _filed(campaign: Campaign, as_of: date) -> Iterator[Cells]:
    done, filed = campaign.filings.days["done_on"], campaign.filings.days["filed_on"]
    rows = before(filed, done) & there(done)

    def case(row: int) -> Case:
        return Case(row, "filed_on", partial(_filed_args, filed[row], done[row]))

    yield in_cells(campaign, FILED_BEFORE_DONE, "filings", EachRow(rows, case))


def _filed_args(filed: int, done: int) -> dict[str, str]:
    return {"filed": str(date.fromordinal(filed)), "done": str(date.fromordinal(done))}


def _dayless(campaign: Campaign, as_of: date) -> Iterator[Cells]:
    table = campaign.filings
    rows = table.all() - there(table.days["done_on"]) - there(table.days["filed_on"])

    def case(row: int) -> Case:
        return Case(row, "done_on", related=(("filings", row, "filed_on"),))

    yield in_cells(campaign, NO_DAY, "filings", EachRow(rows, case))


RULES = (
    Rule(FILED_BEFORE_DONE, _filed),
    Rule(NO_DAY, _dayless),
)
