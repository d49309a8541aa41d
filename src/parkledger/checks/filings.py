"""A filing has a date, is not filed before it is done, and counts for somebody's period of a duty."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from functools import partial

from parkledger.base.findings import error, warning
from parkledger.base.periods import period_end, period_of
from parkledger.base.words import Words as W
from parkledger.checks.rule import Case, Cells, EachRow, Rule, in_cells
from parkledger.compute.deliveries import parties, who_may_file
from parkledger.model.columns import NEVER, Rows, before, filled, picked, there
from parkledger.model.duties import Duty
from parkledger.model.ledger import Campaign

FILED_BEFORE_DONE = error(
    "PL511", "filed-before-done",
    message=W("报送（{filed}）早于完成（{done}）", "filed on {filed}, before it was done on {done}"),
    why=W("还没做完的事不能报送完成。", "What is not done cannot be filed as done."),
    help=W("请核对这两个日期。", "Check both days."),
    bad=W("done_on 为 2021-07-31，filed_on 为 2021-07-03", "done_on 2021-07-31, filed_on 2021-07-03"), good=W("done_on 为 2021-07-31，filed_on 为 2021-08-03", "done_on 2021-07-31, filed_on 2021-08-03"),
)  # fmt: skip
NO_DAY = error(
    "PL512", "filing-without-day",
    message=W("这条报送没有日期", "this filing has no day"),
    why=W("没有日期就不知道是否按时，不作数。", "Without a day nobody knows whether it was in time; it counts for nothing."),
    help=W("请填写完成日期或报送日期。", "Fill in done_on or filed_on."),
    bad="f4,区生态环境局,2021-07,,", good="f4,区生态环境局,2021-07,2021-07-31,2021-08-03",
)  # fmt: skip
OWED_BY_OTHERS = warning(
    "PL517", "filing-of-another",
    message=W("“{unit}”不是“{item}”的应报单位，这条报送没有算进去；应报的是：{owing}",
              "“{unit}” does not owe “{item}”, so this filing counts for nothing; it is owed by: {owing}"),
    why=W("报了而没有算进去，应报的单位就一直缺报。", "What was filed counts for nobody, and the unit that owes stays without it."),
    help=W("请改成应报的单位；文件另有规定的，核对方案里这项职责的 lead。",
           "Write the unit that owes; where the document says otherwise, check the duty's lead in the plan."),
    bad="f4,区财政局,2021-07,…", good="f4,区生态环境局,2021-07,…",
)  # fmt: skip
OTHER_PERIOD = warning(
    "PL518", "filing-of-no-period",
    message=W("“{item}”的期间不能是“{period}”，这条报送没有算进任何一期",
              "“{item}” has no period “{period}”, so this filing counts for none"),
    why=W("月报写了季度，哪个月的都没有报。", "A monthly return that names a quarter is the return of no month."),
    help=W("请按这项职责的周期写期间。", "Write the period in the rhythm of the duty."),
    bad="f4,区生态环境局,2021-Q3,…", good="f4,区生态环境局,2021-07,…",
)  # fmt: skip
NO_PERIOD = warning(
    "PL522", "filing-without-period",
    message=W("“{item}”按期报送，这一行没有写期间，按报送那天算作 {period}",
              "“{item}” is owed by periods and this filing names none: it counts for {period}, in which it was filed"),
    why=W("六月的月报七月初才报，不写期间就算成七月的，六月就成了缺报。",
          "A return for June is filed in July; without its period it counts for July, and June is missing."),
    help=W("请写明属于哪一期。", "Write the period that it is for."),
    bad="f4,区生态环境局,,2021-07-31,2021-08-03", good="f4,区生态环境局,2021-07,2021-07-31,2021-08-03",
)  # fmt: skip
LONG = ("half_month", "month", "quarter", "year")
"""Periods that end before their return is filed; of a day or a week the day itself says which one is meant."""


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


def _periodic(campaign: Campaign) -> Iterator[tuple[Duty, Rows]]:
    """The duties that are owed period by period, each with its filings."""
    items = campaign.filings.groups("item", filled(campaign.filings.texts["item"]))
    for duty in campaign.plan.duties:
        if duty.kind == "recurring" and duty.every and not duty.case and duty.id in items:
            yield duty, items[duty.id]


def _of_others(campaign: Campaign, as_of: date) -> Iterator[Cells]:
    units = campaign.filings.texts["unit"]

    def cases() -> Iterator[Case]:
        for duty, rows in _periodic(campaign):
            may_file = who_may_file(campaign, duty)
            known = [name for name in set(picked(units, rows)) if not name or name in campaign.unit_names]
            wrong = {name for name in known if not may_file(campaign.unit(name))}
            named = "、".join(dict.fromkeys(name for party in parties(campaign, duty) for name in party))
            for row in rows:
                if units[row] in wrong:
                    yield Case(row, "unit", partial(dict, unit=units[row], item=duty.id, owing=named))

    yield in_cells(campaign, OWED_BY_OTHERS, "filings", sorted(cases(), key=lambda case: case.row))


def _of_no_period(campaign: Campaign, as_of: date) -> Iterator[Cells]:
    table = campaign.filings
    labels, done = table.texts["period"], table.days["done_on"]

    def cases() -> Iterator[Case]:
        for duty, rows in _periodic(campaign):
            assert duty.every is not None
            unit = duty.every.unit
            wrong = {one for one in set(picked(labels, rows)) if one and _own(unit, one) != one}
            for row in rows:
                if labels[row] in wrong and duty.every.number == 1:
                    yield Case(
                        row, "period", partial(_period_args, labels[row], duty.id), partial(_near, unit, done[row])
                    )

    yield in_cells(campaign, OTHER_PERIOD, "filings", sorted(cases(), key=lambda case: case.row))


def _without_period(campaign: Campaign, as_of: date) -> Iterator[Cells]:
    table = campaign.filings
    labels, done, filed = table.texts["period"], table.days["done_on"], table.days["filed_on"]

    def cases() -> Iterator[Case]:
        for duty, rows in _periodic(campaign):
            if duty.every is None or duty.every.unit not in LONG or duty.every.number != 1:
                continue
            for row in rows - filled(labels):
                day = filed[row] if filed[row] != NEVER else done[row]
                if day != NEVER:
                    counted = period_of(duty.every.unit, date.fromordinal(day)).label
                    yield Case(
                        row,
                        "period",
                        partial(_period_args, counted, duty.id),
                        partial(_near, duty.every.unit, done[row]),
                    )

    yield in_cells(campaign, NO_PERIOD, "filings", sorted(cases(), key=lambda case: case.row))


def _own(unit: str, label: str) -> str:
    """How a period of this unit that ends on the same day is called."""
    return period_of(unit, period_end(label)).label


def _period_args(period: str, item: str) -> dict[str, str]:
    return {"period": period, "item": item}


def _near(unit: str, done: int) -> tuple[str, ...]:
    return () if done == NEVER else (period_of(unit, date.fromordinal(done)).label,)


RULES = (
    Rule(FILED_BEFORE_DONE, _filed),
    Rule(NO_DAY, _dayless),
    Rule(OWED_BY_OTHERS, _of_others, ("units", "groups", "duties", "parks")),
    Rule(OTHER_PERIOD, _of_no_period, ("duties",)),
    Rule(NO_PERIOD, _without_period, ("duties",)),
)
