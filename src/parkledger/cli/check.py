"""``parkledger check``: every finding in the data files."""

from __future__ import annotations

import os
from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from parkledger.cli import options as o
from parkledger.cli.findings import below_root, chosen, files_of, parse_outputs, tell
from parkledger.cli.language import lang_before
from parkledger.cli.session import open_ledger
from parkledger.cli.speech import FOUND, OK, progress, stop

if TYPE_CHECKING:
    from parkledger.base.findings import Finding
    from parkledger.base.tree import NotedTree

Paths = Annotated[
    list[Path] | None,
    typer.Argument(
        metavar="PATH",
        help="Only findings in these files or folders. 只看这些文件或文件夹里的问题。",
        show_default=False,
    ),
]


def _within(place: Path, paths: list[Path]) -> bool:
    place = place.resolve()
    return any(place == path.resolve() or path.resolve() in place.parents for path in paths)


def _lines_at(findings: Iterable[Finding], tree: NotedTree) -> dict[tuple[str, int], str]:
    """The lines of the files at findings that are shown with an excerpt; each file is read once."""
    from parkledger.read.excerpts import lines_at
    from parkledger.render.findings.excerpts import has_excerpt

    wanted: dict[str, set[int]] = {}
    for one in findings:
        if has_excerpt(one):
            wanted.setdefault(one.span.path, set()).add(one.span.line)
    paths = {tree.shown(path): path for path in tree.noted} if wanted else {}
    return {
        (shown, number): text
        for shown, numbers in wanted.items()
        if shown in paths
        for number, text in lines_at(tree, paths[shown], numbers).items()
    }


def check(
    paths: Paths = None, as_of: o.AsOf = None, known_at: o.KnownAt = None, shape: o.FindingShape = None,
    outputs: o.Outputs = None, data: o.Data = None, lang: o.Lang = None, show_waived: o.ShowWaived = False,
) -> int:  # fmt: skip
    """Every finding in the data files, all in one run. 检查数据文件，一次列出全部问题。

    Exit code 1 when there is an error; warnings alone do not fail. 有错误时退出码为 1；只有警告时为 0。

    Examples:

        parkledger check

        parkledger check data/enterprises/jinnan.csv --format json

        parkledger check --output sarif=findings.sarif --output junit=findings.xml
    """
    from parkledger.base.findings import once_a_file
    from parkledger.checks import check as run
    from parkledger.checks.days import DAY_TO_COME
    from parkledger.render.findings import Told, counts

    first = lang_before(lang, data)
    for path in paths or ():
        if not os.path.lexists(path):
            stop(first, "no.path", path=path)
    files = parse_outputs(outputs, data, first)
    session = open_ledger(data, None, as_of, lang, whole=False, texts="asked", known_at=known_at)
    found = run(session.ledger, session.as_of, progress("checking", lambda: session.lang))
    if as_of is not None:
        found = once_a_file(found, DAY_TO_COME.code)  # for a day in the past everything later is "to come"
    looked_at = files_of(session.ledger)
    if paths:
        found = tuple(one for one in found if _within(session.place(one.span.path), paths))
        looked_at = tuple(one for one in looked_at if _within(session.place(one), paths))
    told = Told(
        found, session.lang, lambda shown: below_root(str(session.place(shown))), looked_at, show_waived=show_waived
    )
    if {"text", "table"} & {chosen(shape), *files.values()}:
        told = told._replace(lines=_lines_at(told.shown(), session.tree))
    tell(told, told._replace(lang=session.for_programs), chosen(shape), files)
    return FOUND if counts(found)[0] else OK
