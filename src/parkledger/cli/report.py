"""``parkledger report``: what people hand in, as a file, a table or JSON."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from parkledger.cli import complete
from parkledger.cli import options as o
from parkledger.cli.folder import find_data
from parkledger.cli.language import lang_before, lang_of
from parkledger.cli.output import refuse_own, write_out
from parkledger.cli.session import Session, open_ledger, reading_errors
from parkledger.cli.show import the_enterprise
from parkledger.cli.speech import OK, print_json, say, stop
from parkledger.reports.kinds import KINDS, Asked, Kind, handed_in
from parkledger.reports.report import listed

if TYPE_CHECKING:
    from parkledger.base.words import Lang
    from parkledger.reports.provenance import Provenance
    from parkledger.reports.report import Pack, Report

Name = Annotated[
    str,
    typer.Argument(
        metavar="KIND",
        help=f"Which report: {', '.join(KINDS)}. 哪种报表：{'、'.join(KINDS)}。",
        autocompletion=complete.reports,
    ),
]
Of = Annotated[
    str | None,
    typer.Argument(
        metavar="PLAN",
        help="One plan, where there are several; of a dossier the ENTERPRISE. "
        "方案名，台账有几个方案时须写；一企一档写企业。",
        show_default=False,
        autocompletion=complete.of_report,
    ),
]
Out = Annotated[Path | None, o.file_option("Write a file: .xlsx, .docx or .json. 写成文件：.xlsx、.docx 或 .json。")]

LIKE = 0.75
"""How like a kind a mistyped one must be, from 0 to 1: all kinds stand beside it anyway."""


def _kind(name: str, out: Path | None, lang: Lang) -> Kind:
    """The kind of this name. Stops if there is none, or if it cannot be written as such a file."""
    if name not in KINDS:
        from parkledger.base.names import nearest

        near = nearest(name, KINDS, 1, LIKE)
        stop(
            lang, "report.no.kind.near" if near else "report.no.kind", kind=name, near=listed(near), kinds=listed(KINDS)
        )
    if out is not None and out.suffix.lower() not in KINDS[name].endings:
        stop(lang, "report.ending", path=out, endings=listed(KINDS[name].endings))
    return KINDS[name]


def _asked(session: Session, kind: Kind, enterprise: str | None) -> Asked:
    if kind.takes == "enterprise":
        return Asked(session.ledger, session.as_of, the_enterprise(session, enterprise or ""))
    if kind.takes == "plan" and len(session.ledger.campaigns) != 1:
        stop(session.lang, "report.one.plan", plans=listed(one.id for one in session.ledger.campaigns))
    return Asked(session.ledger, session.as_of)


def _language(session: Session, asked: o.Language | None) -> Lang:
    """The language of what is handed in: asked for, else the ledger's; never the locale of whoever runs the program."""
    return lang_of(asked or session.ledger.file.language, "zh")


def _write(made: Report | Pack, out: Path, spoken: Lang, lang: Lang, origin: Provenance) -> None:
    from parkledger.render.files import WRITERS
    from parkledger.render.labels import label
    from parkledger.render.workbook import TooLarge

    try:
        content = WRITERS[out.suffix.lower()](made, spoken, origin)
    except TooLarge as failure:
        reason = label(failure.key, lang, n=failure.number, most=failure.most)
        stop(lang, "cannot.write", path=out, reason=reason)
    write_out(out, content, lang)
    say(label("report.done", lang, path=out))


def report(
    kind: Name, plan: Of = None, out: Out = None, as_of: o.AsOf = None, known_at: o.KnownAt = None,
    shape: o.Shape = o.Format.table, data: o.Data = None, lang: o.Lang = None,
) -> int:  # fmt: skip
    """What people hand in: a workbook, a document, a table or JSON of one kind.
    上报用的材料：一种报表，写成工作簿、文档、表格或 JSON。

    Examples:

        parkledger report tasks -o tasks.xlsx

        parkledger report tasks jinnan-2021 -o tasks.xlsx --as-of 2023-10-31

        parkledger report bulletin jinnan-2021 -o bulletin.docx

        parkledger report overdue

        parkledger report dossier JN-0017 -o dossier.xlsx
    """
    spoken = lang_before(lang, data)
    wanted = _kind(kind, out, spoken)
    if out is not None:
        refuse_own(out, data, spoken)
    of_plan = None if wanted.takes == "enterprise" else plan
    session = open_ledger(data, of_plan, as_of, lang, known_at=known_at)
    asked = _asked(session, wanted, plan)
    made = session.dated(handed_in(wanted, asked))
    on_screen = out is None and shape is o.Format.table and sys.stdout.isatty()
    errors = reading_errors(session, told=on_screen)  # the report says so in its first line
    language = _language(session, lang)
    if out is not None:
        from parkledger.cli.origin import origin_of

        folder = find_data(data, session.lang).root
        _write(made, out, language, session.lang, origin_of(session, folder, kind, asked.enterprise or plan, language))
    elif shape is o.Format.json:
        from parkledger.render.report_json import report_json

        print_json({"kind": kind} | session.json(report_json(made, language)) | {"errors": errors})
    else:
        from parkledger.render.terminal import print_reports

        print_reports(made, language)
    return OK
