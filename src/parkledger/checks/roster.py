"""Sense in the facts: ids, identity numbers, the order of days, days to come, observations and deliveries."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from parkledger.base.findings import Finding, error, warning
from parkledger.base.words import Words as W
from parkledger.checks.rule import LedgerRule, Rule, in_cell
from parkledger.model.columns import NEVER
from parkledger.model.ledger import KINDS, Campaign, Ledger

ORDER = ("listed_on", "notified_on", "stopped_on", "exited_on")
"""The days of an enterprise in the order in which they can happen."""
_ACCEPTANCE = ("acceptance", "spot_check")

DUPLICATE_ENTERPRISE = error(
    "PL501", "duplicate-enterprise",
    message=W("编号“{id}”已在 {first} 用过", "the id “{id}” is already used at {first}"),
    why=W("编号是企业的唯一标识，重复的一家会被数两次或被盖掉。", "The id is the enterprise's key; a repeated one is counted twice or lost."),
    help=W("同一家请删去一行；两家请改一个编号。", "Delete the row if it is the same site; else change one id."),
    bad="JN-0001 in two rows", good="JN-0001, JN-0002",
)  # fmt: skip
DAYS_OUT_OF_ORDER = error(
    "PL506", "days-out-of-order",
    message=W("{later}（{later_day}）早于 {earlier}（{earlier_day}）", "{later} ({later_day}) is before {earlier} ({earlier_day})"),
    why=W("列入、告知、停产、退出有先后；倒过来的日期总有一个是错的。", "Listing, notice, stop and exit come in order; one of the two days is wrong."),
    help=W("请核对这两个日期。", "Check both days."),
    bad="stopped_on 2021-09-30, exited_on 2021-08-01", good="stopped_on 2021-08-01, exited_on 2021-09-30",
)  # fmt: skip
DAY_TO_COME = warning(
    "PL507", "day-to-come",
    message=W("{column} 是 {day}，晚于 {today}", "{column} is {day}, later than {today}"),
    why=W("还没有发生的事不是事实，到那一天之前不计算。", "What has not happened is no fact; it does not count until that day."),
    help=W("请核对年份；打算做的事不要录为事实。", "Check the year; do not record intentions as facts."),
    bad="exited_on 2203-06-30", good="exited_on 2023-06-30",
)  # fmt: skip
BEFORE_EXIT = warning(
    "PL508", "acceptance-before-exit",
    message=W("验收（{day}）早于退出日期，或名册没有退出日期", "accepted on {day}, before the exit or without one"),
    why=W("没有退出就谈不上验收，这一行不起作用。", "There is nothing to accept before the exit; the row has no effect."),
    help=W("请补录退出日期，或核对编号。", "Record the exit, or check the id."),
    bad="acceptance on 2021-08-01, exited_on empty", good="exited_on 2021-07-20",
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
    message=W("{kind} 的结果不能是 {result}", "the result of {kind} cannot be {result}"),
    why=W("验收的结果是通过或不通过；其他检查的结果是看到了什么。", "Acceptance passes or fails; other inspections say what was seen."),
    help=W("验收写 pass 或 fail；其他写 clear、producing、capacity、violation。", "Acceptance: pass, fail; others: clear, producing, capacity, violation."),
    bad="acceptance … clear", good="acceptance … pass",
)  # fmt: skip
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


def _ids(ledger: Ledger, as_of: date) -> Iterator[Finding]:
    first: dict[str, str] = {}
    seen: set[str] = set()
    for campaign in ledger.campaigns:
        if campaign.enterprises.path in seen:
            continue
        seen.add(campaign.enterprises.path)
        for row, name in enumerate(campaign.enterprises.texts["id"]):
            if name in first:
                yield in_cell(campaign, DUPLICATE_ENTERPRISE, "enterprises", row, "id", id=name, first=first[name])
            elif name:
                first[name] = f"{campaign.enterprises.path}:{campaign.enterprises.lines[row]}"


def _order(campaign: Campaign, as_of: date) -> Iterator[Finding]:
    table = campaign.enterprises
    columns = [table.days[name] for name in ORDER]
    for row, days in enumerate(zip(*columns, strict=True)):
        last, name = 0, ""
        for column, day in zip(ORDER, days, strict=True):
            if day == NEVER:
                continue
            if day < last:
                yield in_cell(
                    campaign, DAYS_OUT_OF_ORDER, "enterprises", row, column, later=column, earlier=name,
                    later_day=str(date.fromordinal(day)), earlier_day=str(date.fromordinal(last)),
                )  # fmt: skip
            last, name = max(last, day), column


def _limits(campaign: Campaign) -> set[str]:
    """Columns that hold a limit to come (permits, deadlines of a case), and no fact of the past."""
    plan = campaign.plan
    named = [ground.passed for one in plan.classes for ground in one.any]
    named += [rule.column for rule in plan.zero] + [duty.case.due for duty in plan.duties if duty.case]
    return {column for column in named if column}


def _to_come(campaign: Campaign, as_of: date) -> Iterator[Finding]:
    today = as_of.toordinal()
    limits = {"due_on"} | _limits(campaign)
    for kind in KINDS:
        table = campaign.tables[kind]
        for column, days in table.days.items():
            if column in limits or column not in table.present:
                continue
            for row, day in enumerate(days):
                if today < day < NEVER:
                    args = {"column": column, "day": str(date.fromordinal(day)), "today": str(as_of)}
                    yield in_cell(campaign, DAY_TO_COME, kind, row, column, **args)


def _acceptance(campaign: Campaign, as_of: date) -> Iterator[Finding]:
    table = campaign.inspections
    exits = campaign.enterprises.days["exited_on"]
    columns = (table.texts["kind"], table.texts["enterprise"], table.days["on"])
    for row, (kind, who, day) in enumerate(zip(*columns, strict=True)):
        number = campaign.enterprise_rows.get(who)
        if kind in _ACCEPTANCE and number is not None and day < exits[number]:
            late = in_cell(campaign, BEFORE_EXIT, "inspections", row, "on", day=str(date.fromordinal(day)))
            yield late._replace(related=(campaign.cell_span("enterprises", number, "exited_on"),))


def _nothing(campaign: Campaign, as_of: date) -> Iterator[Finding]:
    table = campaign.inspections
    for row, (park, who) in enumerate(zip(table.texts["park"], table.texts["enterprise"], strict=True)):
        if not park and not who:
            yield in_cell(campaign, LOOKS_AT_NOTHING, "inspections", row, "park")


def _results(campaign: Campaign, as_of: date) -> Iterator[Finding]:
    table = campaign.inspections
    for row, (kind, result) in enumerate(zip(table.texts["kind"], table.texts["result"], strict=True)):
        if kind and result and (kind in _ACCEPTANCE) != (result in ("pass", "fail")):
            yield in_cell(campaign, RESULT_OF_OTHER_KIND, "inspections", row, "result", kind=kind, result=result)


def _filed(campaign: Campaign, as_of: date) -> Iterator[Finding]:
    table = campaign.filings
    for row, (done, filed) in enumerate(zip(table.days["done_on"], table.days["filed_on"], strict=True)):
        if filed < done < NEVER:
            args = {"filed": str(date.fromordinal(filed)), "done": str(date.fromordinal(done))}
            yield in_cell(campaign, FILED_BEFORE_DONE, "filings", row, "filed_on", **args)


def _dayless(campaign: Campaign, as_of: date) -> Iterator[Finding]:
    table = campaign.filings
    for row, (done, filed) in enumerate(zip(table.days["done_on"], table.days["filed_on"], strict=True)):
        if done == NEVER and filed == NEVER:
            none = in_cell(campaign, NO_DAY, "filings", row, "done_on")
            yield none._replace(related=(campaign.cell_span("filings", row, "filed_on"),))


RULES = (
    Rule(DAYS_OUT_OF_ORDER, _order),
    Rule(DAY_TO_COME, _to_come),
    Rule(BEFORE_EXIT, _acceptance),
    Rule(LOOKS_AT_NOTHING, _nothing),
    Rule(RESULT_OF_OTHER_KIND, _results),
    Rule(FILED_BEFORE_DONE, _filed),
    Rule(NO_DAY, _dayless),
)
LEDGER_RULES = (LedgerRule(DUPLICATE_ENTERPRISE, _ids),)
