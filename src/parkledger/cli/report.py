"""``parkledger report``: workbooks for people."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from parkledger.cli import options as o
from parkledger.cli.session import open_ledger, reading_errors, say, stop

KINDS = ("tasks",)
Kind = Annotated[str, typer.Argument(help=f"Which report: {', '.join(KINDS)}. 报表种类。")]
Out = Annotated[Path, typer.Option("-o", "--output", metavar="FILE", help="The workbook to write (.xlsx). 输出文件。")]


def report(
    kind: Kind, out: Out, plan: o.Plan = None, as_of: o.AsOf = None, data: o.Data = None, lang: o.Lang = None,
) -> int:  # fmt: skip
    """A workbook for people: the document's own table of key tasks, with progress beside it. 报表。

    Examples:

        parkledger report tasks -o tasks.xlsx

        parkledger report tasks jinnan-2021 -o tasks.xlsx --as-of 2023-10-31
    """
    from parkledger.compute.status import plan_status
    from parkledger.render.labels import label
    from parkledger.reports.tasks import tasks_report
    from parkledger.write.atomic import write_atomic

    session = open_ledger(data, plan, as_of, lang)
    if kind not in KINDS:
        stop(session.lang, "report.no.kind", kind=kind, kinds="、".join(KINDS))
    if out.suffix != ".xlsx":
        stop(session.lang, "report.ending", path=out)
    if len(session.ledger.campaigns) != 1:
        stop(session.lang, "report.one.plan", plans="、".join(one.id for one in session.ledger.campaigns))
    reading_errors(session)
    from parkledger.render.workbook import TooLarge, workbook_bytes

    made = tasks_report(plan_status(session.ledger.campaigns[0], session.as_of), session.as_of)
    try:
        write_atomic(out, workbook_bytes(made, session.lang))
    except TooLarge as failure:
        reason = label(failure.key, session.lang, n=failure.number, most=failure.most)
        stop(session.lang, "cannot.write", path=out, reason=reason)
    except (OSError, ValueError) as failure:
        stop(session.lang, "cannot.write", path=out, reason=getattr(failure, "strerror", None) or failure)
    say(label("report.done", session.lang, path=out))
    return o.OK
