"""Sense in the facts: ids, identity numbers, the order of days, days to come, observations and deliveries."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date
from functools import partial

from parkledger.base.findings import error, warning
from parkledger.base.words import Words as W
from parkledger.checks.rule import Case, Cells, EachRow, LedgerRule, Rule, in_cells
from parkledger.model.columns import (
    NEVER,
    NO_ROWS,
    Days,
    Rows,
    Table,
    Texts,
    after,
    before,
    distinct,
    filled,
    first_rows,
    picked,
    repeated,
    there,
    where,
)
from parkledger.model.ledger import KINDS, Campaign, Ledger
from parkledger.model.rows import OF_ACCEPTANCE, VERDICTS

ORDER = ("listed_on", "notified_on", "stopped_on", "exited_on")
"""The days of an enterprise in the order in which they can happen."""

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
    """The texts that stand in both columns, but for the empty one."""
    large, small = (ids, others) if len(ids) > len(others) else (others, ids)
    return first_rows(large, (one for one in distinct(small) if one))


def _taken(tables: Sequence[Table], ids: Texts, row: int) -> Case:
    return Case(row, "id", partial(_first, tables, ids[row]))


def _first(tables: Sequence[Table], name: str) -> dict[str, str]:
    """The id, and where it stands first."""
    for table in tables:
        for row in first_rows(table.texts["id"], (name,)).values():
            return {"id": name, "first": f"{table.path}:{table.lines[row]}"}
    return {"id": name}


def disordered(columns: Sequence[Days]) -> Rows:
    """The rows with a day before one in a column that stands before: each column is held against all before it."""
    found = NO_ROWS
    for place, later in enumerate(columns):
        for earlier in columns[:place]:
            found |= before(later, earlier) & there(earlier)
    return found


def _order(campaign: Campaign, as_of: date) -> Iterator[Cells]:
    columns = [campaign.enterprises.days[name] for name in ORDER]
    cases = (case for row in disordered(columns) for case in _order_of(row, [days[row] for days in columns]))
    yield in_cells(campaign, DAYS_OUT_OF_ORDER, "enterprises", cases)


def _order_of(row: int, days: Sequence[int]) -> Iterator[Case]:
    last, name = 0, ""
    for column, day in zip(ORDER, days, strict=True):
        if day == NEVER:
            continue
        if day < last:
            yield Case(row, column, partial(_two_days, column, day, name, last))
        last, name = max(last, day), column


def _two_days(later: str, day: int, earlier: str, last: int) -> dict[str, str]:
    days = {"later_day": str(date.fromordinal(day)), "earlier_day": str(date.fromordinal(last))}
    return {"later": later, "earlier": earlier} | days


def _limits(campaign: Campaign) -> set[str]:
    """Columns that hold a limit to come (permits, deadlines of a case), and no fact of the past."""
    plan = campaign.plan
    named = [ground.passed for one in plan.classes for ground in one.any]
    named += [rule.column for rule in plan.zero] + [duty.case.due for duty in plan.duties if duty.case]
    return {column for column in named if column}


def _to_come(campaign: Campaign, as_of: date) -> Iterator[Cells]:
    limits = {"due_on"} | _limits(campaign)
    for kind in KINDS:
        table = campaign.tables[kind]
        columns = {name: days for name, days in table.days.items() if name not in limits and name in table.present}
        yield in_cells(campaign, DAY_TO_COME, kind, _days_to_come(columns, as_of))


def _days_to_come(columns: Mapping[str, Days], as_of: date) -> Iterator[Case]:
    today, found = as_of.toordinal(), NO_ROWS
    for days in columns.values():
        found |= after(days, today)
    for row in found:
        for column, days in columns.items():
            if today < days[row] < NEVER:
                yield Case(row, column, partial(_to_come_args, column, days[row], as_of))


def _to_come_args(column: str, day: int, as_of: date) -> dict[str, str]:
    return {"column": column, "day": str(date.fromordinal(day)), "today": str(as_of)}


def _acceptance(campaign: Campaign, as_of: date) -> Iterator[Cells]:
    yield in_cells(campaign, BEFORE_EXIT, "inspections", _early(campaign))


def _early(campaign: Campaign) -> Iterator[Case]:
    """Acceptances before the exit that they accept."""
    table, exits = campaign.inspections, campaign.enterprises.days["exited_on"]
    rows = table.where("kind", OF_ACCEPTANCE)
    for row, day in zip(rows, picked(table.days["on"], rows), strict=True):
        number = campaign.looked_at[row]
        if number >= 0 and day < exits[number]:
            related = (("enterprises", number, "exited_on"),)
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
    Rule(DAYS_OUT_OF_ORDER, _order),
    Rule(DAY_TO_COME, _to_come),
    Rule(BEFORE_EXIT, _acceptance),
    Rule(LOOKS_AT_NOTHING, _nothing),
    Rule(RESULT_OF_OTHER_KIND, _results),
    Rule(FILED_BEFORE_DONE, _filed),
    Rule(NO_DAY, _dayless),
)
LEDGER_RULES = (LedgerRule(DUPLICATE_ENTERPRISE, _ids),)
