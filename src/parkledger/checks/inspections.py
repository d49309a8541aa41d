"""An inspection says whom it looked at and what was seen; acceptance follows the exit that it accepts."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from functools import partial

from parkledger.base.findings import error, warning
from parkledger.base.words import Words as W
from parkledger.checks.rule import Case, Cells, EachRow, Rule, in_cells
from parkledger.model.columns import at, filled, where
from parkledger.model.ledger import Campaign
from parkledger.model.rows import OF_ACCEPTANCE, VERDICTS

BEFORE_EXIT = warning(
    "PL508", "acceptance-before-exit",
    message=W("验收（{day}）早于退出日期，或名册没有退出日期", "accepted on {day}, before the exit or without one"),
    why=W("没有退出就谈不上验收，这一行不起作用。", "There is nothing to accept before the exit; the row has no effect."),
    help=W("请补录退出日期，或核对编号。", "Record the exit, or check the id."),
    bad=W("2021-08-01 验收，exited_on 空着", "acceptance on 2021-08-01, exited_on empty"), good=W("exited_on 为 2021-07-20", "exited_on 2021-07-20"),
)  # fmt: skip
LOOKS_AT_NOTHING = error(
    "PL509", "inspection-of-nothing",
    message=W("这次检查既没有写园区，也没有写企业", "this inspection names neither a park nor an enterprise"),
    why=W("不知道看了谁，就不算看过。", "Nobody has been looked at."),
    help=W("请写园区（看了全园）或企业编号。", "Write the park (all of it was looked at) or the enterprise's id."),
    bad="2023-11-06,patrol,,", good="2023-11-06,patrol,东泥沽,",
)  # fmt: skip
RESULT_OF_OTHER_KIND = error(
    "PL510", "result-of-other-kind",
    message=W("{kind}的结果不能是“{result}”", "the result of {kind} cannot be {result}"),
    why=W("验收的结果是通过或不通过；其他检查的结果是看到了什么。", "Acceptance passes or fails; other inspections say what was seen."),
    help=W("验收写“通过”或“不通过”；其他写“正常”“发现生产”“发现产能”“发现违规”。", "Acceptance: pass, fail; others: clear, producing, capacity, violation."),
    bad=W("验收的结果写“正常”", "acceptance … clear"), good=W("验收的结果写“通过”", "acceptance … pass"),
)  # fmt: skip


def _acceptance(campaign: Campaign, as_of: date) -> Iterator[Cells]:
    yield in_cells(campaign, BEFORE_EXIT, "inspections", _early(campaign))


def _early(campaign: Campaign) -> Iterator[Case]:
    """Acceptances before the exit that they accept."""
    table, looked = campaign.inspections, campaign.looked_at
    rows = [row for row in table.where("kind", OF_ACCEPTANCE) if looked[row] >= 0]
    exits = at(campaign.enterprises.days["exited_on"], [looked[row] for row in rows])
    for row, day, exit_day in zip(rows, at(table.days["on"], rows), exits, strict=True):
        if day < exit_day:
            related = (("enterprises", looked[row], "exited_on"),)
            yield Case(row, "on", partial(_day, day), related=related)


def _day(day: int) -> dict[str, str]:
    return {"day": str(date.fromordinal(day))}


def _nothing(campaign: Campaign, as_of: date) -> Iterator[Cells]:
    table = campaign.inspections
    rows = table.all() - filled(table.texts["park"]) - filled(table.texts["enterprise"])
    yield in_cells(campaign, LOOKS_AT_NOTHING, "inspections", EachRow(rows, lambda row: Case(row, "park")))


def _results(campaign: Campaign, as_of: date) -> Iterator[Cells]:
    table = campaign.inspections
    kinds, results = table.texts["kind"], table.texts["result"]
    acceptance, accepted = where(kinds, OF_ACCEPTANCE), where(results, VERDICTS)
    rows = filled(kinds) & filled(results) & ((acceptance - accepted) | (accepted - acceptance))

    def case(row: int) -> Case:
        return Case(row, "result", partial(dict, kind=kinds[row], result=results[row]))

    yield in_cells(campaign, RESULT_OF_OTHER_KIND, "inspections", EachRow(rows, case))


RULES = (
    Rule(BEFORE_EXIT, _acceptance),
    Rule(LOOKS_AT_NOTHING, _nothing),
    Rule(RESULT_OF_OTHER_KIND, _results),
)
