"""The commands that answer: status, overdue, zero, duties, units.

Each is a declaration: the functions that make its values, its report and its JSON, its help, and when its answer is
open (``--fail``). They share one runner, which opens the ledger, counts what could not be read, prints and exits.
"""

from __future__ import annotations

import sys
from collections.abc import Callable, Collection, Sequence
from importlib import import_module
from typing import TYPE_CHECKING, Any

from parkledger.cli import options as o
from parkledger.cli.session import open_ledger, reading_errors
from parkledger.cli.speech import FOUND, OK, print_json

if TYPE_CHECKING:
    from parkledger.compute.duties import DutyStatus
    from parkledger.compute.status import Overdue, PlanStatus
    from parkledger.compute.units import UnitStatus
    from parkledger.compute.zero import Zero
    from parkledger.read.ledger import Kept


def _made(place: str) -> Callable[..., Any]:
    """The function at ``floor.module:name``, imported when a command needs it."""
    module, _, name = place.partition(":")
    found: Callable[..., Any] = getattr(import_module(f"parkledger.{module}"), name)
    return found


def answering(
    values: str, report: str, json: str, *, named: Collection[o.Format] = tuple(o.Format)
) -> Callable[[Callable[[Any], bool]], Callable[..., int]]:
    """Make a command of a function that says whether an answer is open. The command takes the function's name and help.

    ``named`` are the formats that show names of enterprises: for the other formats the names in a large file are not
    kept in memory.
    """

    def of(is_open: Callable[[Any], bool]) -> Callable[..., int]:
        def command(
            plan: o.Plan = None, as_of: o.AsOf = None, known_at: o.KnownAt = None, shape: o.Shape = o.Format.table,
            data: o.Data = None, lang: o.Lang = None, fail: o.Fail = False,
        ) -> int:  # fmt: skip
            texts: Kept = "names" if shape in named else "asked"
            session = open_ledger(data, plan, as_of, lang, texts=texts, known_at=known_at)
            on_screen = shape is o.Format.table and sys.stdout.isatty()
            errors = reading_errors(session, told=on_screen)  # the report says so in its first line
            found = _made(values)(session.ledger, session.as_of)
            if shape is o.Format.json:
                print_json(session.json(_made(json)(found, session.as_of)) | {"errors": errors})
            else:
                from parkledger.render.terminal import print_reports
                from parkledger.reports.incomplete import said_incomplete

                made = said_incomplete(_made(report)(found, session.as_of), session.ledger)
                print_reports(session.dated(made), session.lang)
            return FOUND if fail and is_open(found) else OK

        command.__name__, command.__doc__ = is_open.__name__, is_open.__doc__
        return command

    return of


@answering(
    "compute.status:status", "reports.status:status_report", "render.json_values:status_json", named=[o.Format.json]
)
def status(plans: Sequence[PlanStatus]) -> bool:
    """Where every plan stands: goals, tasks, criteria, what remains, lights.
    各方案的进展：目标、任务、标准、剩余数、灯。

    Examples:

        parkledger status

        parkledger status jinnan-2021 --as-of 2023-10-31
    """
    return any(one.counts["overdue"] or one.counts["breached"] for one in plans)


@answering("compute.status:overdue", "reports.overdue:overdue_report", "render.json_values:overdue_json", named=())
def overdue(items: Sequence[Overdue]) -> bool:
    """What is late, by how many days, and who answers for it. 逾期清单：哪些逾期、逾期几天、归谁。

    Examples:

        parkledger overdue

        parkledger overdue jinnan-2021 --as-of 2023-11-15 --format json
    """
    return bool(items)


@answering("compute.zero:zero", "reports.zero:zero_report", "render.json_values:zero_json")
def zero(rules: Sequence[Zero]) -> bool:
    """Dynamic zero: has anything come back, and has anybody looked. 动态清零：有没有复燃或新增，有没有人去看过。

    Examples:

        parkledger zero

        parkledger zero jinnan-2021 --as-of 2023-11-15 --fail
    """
    return any(rule.zero is not True for rule in rules)


@answering("compute.duties:duties", "reports.duties:duties_report", "render.json_values:duties_json", named=())
def duties(items: Sequence[DutyStatus]) -> bool:
    """What is owed and filed, period by period. 责任分工与报送：各单位逐期应报、已报、缺报。

    Examples:

        parkledger duties

        parkledger duties jinnan-2021 --as-of 2023-12-31
    """
    return any(one.missing for one in items)


@answering("compute.units:units", "reports.units:units_report", "render.json_values:units_json")
def units(items: Sequence[UnitStatus]) -> bool:
    """What each responsible unit leads, supports, owes and has late.
    各责任单位牵头什么、配合什么、应报什么、逾期什么。

    Examples:

        parkledger units

        parkledger units jinnan-2021 --as-of 2023-12-31
    """
    return any(one.overdue or one.missing or one.cases for one in items)
