"""Dates that can be true: in the order in which things happen, and not still to come."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from functools import partial

from parkledger.base.findings import error, warning
from parkledger.base.words import Words as W
from parkledger.checks.rule import Case, Cells, Rule, in_cells
from parkledger.model.columns import NEVER, NO_ROWS, Days, Rows, after, before, earliest, there
from parkledger.model.duties import PerCase
from parkledger.model.ledger import KINDS, Campaign
from parkledger.model.plan import Plan

ORDER = ("listed_on", "notified_on", "stopped_on", "exited_on")
"""The days of an enterprise, in the order in which they can happen."""

DAYS_OUT_OF_ORDER = error(
    "PL506", "days-out-of-order",
    message=W("{later}（{later_day}）早于{earlier}（{earlier_day}）", "{later} ({later_day}) is before {earlier} ({earlier_day})"),
    why=W("列入、告知、停产、退出有先后；倒过来的日期总有一个是错的。", "Listing, notice, stop and exit come in order; one of the two days is wrong."),
    help=W("请核对这两个日期。", "Check both days."),
    bad=W("stopped_on 为 2021-09-30，exited_on 为 2021-08-01", "stopped_on 2021-09-30, exited_on 2021-08-01"), good=W("stopped_on 为 2021-08-01，exited_on 为 2021-09-30", "stopped_on 2021-08-01, exited_on 2021-09-30"),
)  # fmt: skip
DAY_TO_COME = warning(
    "PL507", "day-to-come",
    message=W("{column}是 {day}，晚于 {today}", "{column} is {day}, later than {today}"),
    why=W("还没有发生的事不是事实，到那一天之前不计算。", "What has not happened is no fact; it does not count until that day."),
    help=W("请核对年份；打算做的事不要录为事实。", "Check the year; do not record intentions as facts."),
    bad=W("exited_on 为 2203-06-30", "exited_on 2203-06-30"), good=W("exited_on 为 2023-06-30", "exited_on 2023-06-30"),
)  # fmt: skip


def disordered(columns: Sequence[Days]) -> Rows:
    """The rows with a day before one in a column that stands before: each is held against the earliest behind it."""
    found = NO_ROWS
    first = columns[-1] if columns else []
    for earlier in reversed(columns[:-1]):
        found |= before(first, earlier) & there(earlier)
        first = earliest([first, earlier], len(earlier))
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
        if day >= last:
            last, name = day, column


def _two_days(later: str, day: int, earlier: str, last: int) -> dict[str, str]:
    days = {"later_day": str(date.fromordinal(day)), "earlier_day": str(date.fromordinal(last))}
    return {"later": later, "earlier": earlier} | days


def _limits(campaign: Campaign) -> set[str]:
    """Columns that hold a limit in the future (permits, deadlines of a case) and not a fact of the past."""
    plan = campaign.plan
    named = [ground.passed for one in plan.classes for ground in one.any]
    named += [rule.column for rule in plan.zero] + [duty.case.due for duty in plan.duties if duty.case]
    named += [duty.case.trigger for duty in plan.duties if duty.case and _begins_with_limit(plan, duty.case)]
    return {column for column in named if column}


def _begins_with_limit(plan: Plan, case: PerCase) -> bool:
    """Whether the day on which a case begins is one by which others were ready, and are spared."""
    return any(item.not_after == case.trigger for item in plan.standards.get(case.except_ or "", ()))


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


RULES = (
    Rule(DAYS_OUT_OF_ORDER, _order),
    Rule(DAY_TO_COME, _to_come),
)
