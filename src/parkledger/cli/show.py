"""``parkledger show``: everything known of one enterprise."""

from __future__ import annotations

from typing import Annotated

import typer

from parkledger.cli import complete
from parkledger.cli import options as o
from parkledger.cli.session import Session, open_ledger, reading_errors
from parkledger.cli.speech import OK, print_json, stop
from parkledger.reports.report import listed

Enterprise = Annotated[
    str,
    typer.Argument(
        metavar="ENTERPRISE",
        help="Its id; else its name, a part of it, or its credit code. "
        "企业编号；也可写名称、名称的一部分或统一社会信用代码。",
        autocompletion=complete.enterprises,
    ),
]
MOST = 5
"""How many enterprises are named when a text may mean several."""


def the_enterprise(session: Session, text: str) -> str:
    """The id of the enterprise that is meant. Stops if there is none, or if there may be several."""
    from parkledger.base.names import nearest
    from parkledger.compute.search import found

    if not text:
        ids = (name for one in session.ledger.campaigns for name in one.enterprises.texts["id"])
        stop(session.lang, "show.which", example=next(ids, "JN-0001"))
    hits = found(session.ledger, text)
    names = {one.enterprises.texts["id"][row]: one.enterprises.texts["name"][row] for one, row in hits}
    if len(names) > 1:
        some = listed(f"{key} {name}" for key, name in list(names.items())[:MOST])
        stop(session.lang, "show.several", text=text, n=len(names), some=some)
    if not names:
        if plans := [one.id for one in session.ledger.campaigns if one.criterion(text)]:
            stop(session.lang, "show.criterion", text=text, plans=listed(plans), plan=plans[0])
        tables = [one.enterprises.texts for one in session.ledger.campaigns]
        near = nearest(text, (name for table in tables for key in ("id", "name") for name in table[key]))
        stop(session.lang, "show.none.near" if near else "show.none", text=text, near=listed(near))
    return next(iter(names))


def show(
    enterprise: Enterprise, as_of: o.AsOf = None, known_at: o.KnownAt = None, shape: o.Shape = o.Format.table,
    data: o.Data = None, lang: o.Lang = None,
) -> int:  # fmt: skip
    """Everything known of one enterprise: dates, standards item by item, observations, states.
    一企一档：一家企业的全部日期、逐项标准、检查记录和状态。

    Examples:

        parkledger show JN-0017

        parkledger show 示例0017 --as-of 2023-11-15 --format json
    """
    session = open_ledger(data, None, as_of, lang, known_at=known_at)
    errors = reading_errors(session)
    key = the_enterprise(session, enterprise)
    if shape is o.Format.json:
        from parkledger.compute.dossier import dossier
        from parkledger.render.dossier_json import show_json

        there = [one for one in session.ledger.campaigns if key in one.enterprise_rows]
        found = [dossier(one, one.enterprise_rows[key], session.as_of) for one in there]
        print_json(session.json(show_json(found, session.as_of)) | {"errors": errors})
    else:
        from parkledger.render.terminal import print_reports
        from parkledger.reports.kinds import KINDS, Asked, handed_in

        made = handed_in(KINDS["dossier"], Asked(session.ledger, session.as_of, key))
        print_reports(session.dated(made), session.lang)
    return OK
