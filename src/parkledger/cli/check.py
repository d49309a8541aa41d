"""``parkledger check``: every finding in the data files."""

from __future__ import annotations

import os
from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer

from parkledger.cli import options as o
from parkledger.cli.session import early_lang, open_ledger, print_json, progress, stop


class CheckFormat(StrEnum):
    """How findings are printed."""

    text = "text"
    table = "table"
    json = "json"


Paths = Annotated[
    list[Path] | None,
    typer.Argument(help="Only findings in these files or folders. 只看这些文件。", show_default=False),
]
Waived = Annotated[bool, typer.Option("--show-waived", help="Show what a waiver covers, too. 连同已豁免的一起列出。")]
Shape = Annotated[CheckFormat, typer.Option("--format", help="text, or json for programs. 输出格式。")]


def _within(shown: str, paths: list[Path]) -> bool:
    place = Path(shown).resolve()
    return any(place == path.resolve() or path.resolve() in place.parents for path in paths)


def check(
    paths: Paths = None, as_of: o.AsOf = None, shape: Shape = CheckFormat.text, data: o.Data = None,
    lang: o.Lang = None, show_waived: Waived = False,
) -> int:  # fmt: skip
    """Every finding in the data files, all in one run. 检查数据文件。

    Exit code 1 when there is an error; warnings alone do not fail.

    Examples:

        parkledger check

        parkledger check data/enterprises/jinnan.csv --format json
    """
    from parkledger.checks import check as run
    from parkledger.render.findings import counts, findings_json, print_findings

    for path in paths or ():
        if not os.path.lexists(path):
            stop(early_lang(lang), "no.path", path=path)
    session = open_ledger(data, None, as_of, lang, whole=False, every_text=False)
    found = run(session.ledger, session.as_of, progress("checking", lambda: session.lang))
    if paths:
        found = tuple(one for one in found if _within(one.span.path, paths))
    if shape is CheckFormat.json:
        print_json(findings_json(found, session.lang))
    else:
        print_findings(found, session.lang, show_waived=show_waived)
    return o.FOUND if counts(found)[0] else o.OK
