"""The commands that answer: status, overdue, zero, duties, units."""

from __future__ import annotations

from typing import TYPE_CHECKING

from parkledger.cli import options as o
from parkledger.cli.session import Session, open_ledger, print_json, reading_errors

if TYPE_CHECKING:
    from parkledger.reports.report import Report


def _print(session: Session, report: Report) -> None:
    from parkledger.render.terminal import print_report

    print_report(report, session.lang)


def status(
    plan: o.Plan = None, as_of: o.AsOf = None, shape: o.Shape = o.Format.table, data: o.Data = None,
    lang: o.Lang = None, fail: o.Fail = False,
) -> int:  # fmt: skip
    """Where every plan stands: goals, tasks, criteria, what remains, lights. 进展总览。

    Examples:

        parkledger status

        parkledger status jinnan-2021 --as-of 2023-10-31
    """
    from parkledger.compute.status import status as compute

    session = open_ledger(data, plan, as_of, lang)
    errors = reading_errors(session)
    plans = compute(session.ledger, session.as_of)
    if shape is o.Format.json:
        from parkledger.render.json_values import status_json

        print_json(status_json(plans, session.as_of) | {"errors": errors})
    else:
        from parkledger.reports.status import status_report

        _print(session, status_report(plans, session.as_of))
    late = any(one.counts["overdue"] or one.counts["breached"] for one in plans)
    return o.FOUND if fail and late else o.OK


def overdue(
    plan: o.Plan = None, as_of: o.AsOf = None, shape: o.Shape = o.Format.table, data: o.Data = None,
    lang: o.Lang = None, fail: o.Fail = False,
) -> int:  # fmt: skip
    """What is late, by how many days, and who answers for it. 逾期清单。

    Examples:

        parkledger overdue

        parkledger overdue jinnan-2021 --as-of 2023-11-15 --format json
    """
    from parkledger.compute.status import overdue as compute

    session = open_ledger(data, plan, as_of, lang)
    errors = reading_errors(session)
    items = compute(session.ledger, session.as_of)
    if shape is o.Format.json:
        from parkledger.render.json_values import overdue_json

        print_json(overdue_json(items, session.as_of) | {"errors": errors})
    else:
        from parkledger.reports.overdue import overdue_report

        _print(session, overdue_report(items, session.as_of))
    return o.FOUND if fail and items else o.OK


def zero(
    plan: o.Plan = None, as_of: o.AsOf = None, shape: o.Shape = o.Format.table, data: o.Data = None,
    lang: o.Lang = None, fail: o.Fail = False,
) -> int:  # fmt: skip
    """Dynamic zero: has anything come back, and has anybody looked. 动态清零。

    Examples:

        parkledger zero

        parkledger zero jinnan-2021 --as-of 2023-11-15 --fail
    """
    from parkledger.compute.zero import zero as compute

    session = open_ledger(data, plan, as_of, lang)
    errors = reading_errors(session)
    rules = compute(session.ledger, session.as_of)
    if shape is o.Format.json:
        from parkledger.render.json_values import zero_json

        print_json(zero_json(rules, session.as_of) | {"errors": errors})
    else:
        from parkledger.reports.zero import zero_report

        _print(session, zero_report(rules, session.as_of))
    return o.FOUND if fail and any(rule.zero is not True for rule in rules) else o.OK


def duties(
    plan: o.Plan = None, as_of: o.AsOf = None, shape: o.Shape = o.Format.table, data: o.Data = None,
    lang: o.Lang = None, fail: o.Fail = False,
) -> int:  # fmt: skip
    """What is owed and filed, period by period. 责任分工与报送。

    Examples:

        parkledger duties

        parkledger duties jinnan-2021 --as-of 2023-12-31
    """
    from parkledger.compute.duties import duties as compute

    session = open_ledger(data, plan, as_of, lang)
    errors = reading_errors(session)
    items = compute(session.ledger, session.as_of)
    if shape is o.Format.json:
        from parkledger.render.json_values import duties_json

        print_json(duties_json(items, session.as_of) | {"errors": errors})
    else:
        from parkledger.reports.duties import duties_report

        _print(session, duties_report(items, session.as_of))
    return o.FOUND if fail and any(one.missing for one in items) else o.OK


def units(
    plan: o.Plan = None, as_of: o.AsOf = None, shape: o.Shape = o.Format.table, data: o.Data = None,
    lang: o.Lang = None, fail: o.Fail = False,
) -> int:  # fmt: skip
    """What each responsible unit leads, supports, owes and has late. 责任单位。

    Examples:

        parkledger units

        parkledger units jinnan-2021 --as-of 2023-12-31
    """
    from parkledger.compute.units import units as compute

    session = open_ledger(data, plan, as_of, lang)
    errors = reading_errors(session)
    items = compute(session.ledger, session.as_of)
    if shape is o.Format.json:
        from parkledger.render.json_values import units_json

        print_json(units_json(items, session.as_of) | {"errors": errors})
    else:
        from parkledger.reports.units import units_report

        _print(session, units_report(items, session.as_of))
    return o.FOUND if fail and any(one.overdue or one.missing or one.cases for one in items) else o.OK
