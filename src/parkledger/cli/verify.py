"""``parkledger verify``: does the ledger still give exactly this file?"""

from __future__ import annotations

import io
from collections import Counter
from contextlib import ExitStack
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from parkledger.base.tree import FolderTree, NotedTree
from parkledger.cli import options as o
from parkledger.cli.folder import find_data
from parkledger.cli.language import lang_before, lang_of
from parkledger.cli.origin import digests
from parkledger.cli.past import no_history
from parkledger.cli.speech import FOUND, OK, print_json, stop
from parkledger.reports.report import listed

if TYPE_CHECKING:
    from parkledger.base.words import Lang
    from parkledger.cli.verdict import Verdict
    from parkledger.cli.verify_source import Source
    from parkledger.model.ledger import Ledger
    from parkledger.render.office.package import Package
    from parkledger.reports.kinds import Kind
    from parkledger.reports.provenance import Provenance
    from parkledger.reports.report import Pack, Report

Files = tuple[tuple[str, str], ...]
"""Data files, each with its hash."""
File = Annotated[Path, typer.Argument(metavar="FILE", help="A file that report wrote. 由 report 写出的文件。")]
Now = Annotated[
    bool,
    typer.Option(
        "--now",
        help="Compare with the files as they are now, not with the commit. 与现在的文件比较，而不是与当时的提交。",
    ),
]


def verify(
    file: File, data: o.Data = None, now: Now = False, shape: o.Shape = o.Format.table, lang: o.Lang = None
) -> int:
    """Whether the ledger still gives exactly this file; if not, which sheet and cell differs.
    核对报表：台账给出的是否正是这份文件，不是则指出哪张表哪一格。

    Examples:

        parkledger verify tasks.xlsx

        parkledger verify tasks.xlsx --now
    """
    from parkledger.cli.days import not_too_late
    from parkledger.cli.verdict import tell, verdict_json
    from parkledger.history.git import NoHistory
    from parkledger.render.office.package import Package, Unusable
    from parkledger.render.office.properties import provenance_in

    spoken = lang_before(lang, data)
    try:
        with Package(file) as package:
            origin = provenance_in(package)
            spoken = lang_of(lang, origin.lang)
            not_too_late(origin.as_of, spoken)
            verdict = _verdict(package, origin, file.suffix.lower(), find_data(data, spoken), now, spoken)
    except Unusable as failure:
        stop(spoken, failure.reason, path=file)
    except NoHistory as failure:
        no_history(failure, spoken)
    if shape is o.Format.json:
        print_json(verdict_json(file, origin, verdict))
    else:
        tell(file, origin, verdict, spoken)
    return OK if verdict.passed else FOUND


def _verdict(package: Package, origin: Provenance, ending: str, folder: FolderTree, now: bool, lang: Lang) -> Verdict:
    from parkledger.cli.verdict import NAMED, Verdict
    from parkledger.cli.verify_source import source_of
    from parkledger.render.office.besides import besides
    from parkledger.render.office.compared import differences, same_parts
    from parkledger.render.office.package import Package
    from parkledger.render.office.stray import stray_bytes

    with ExitStack() as stack:
        source = source_of(origin, folder, now, stack)
        made, files = _made_again(origin, source, ending, lang)
        if source.recorded is None:  # hashes that differ are named as changed files, and not cell by cell as well
            source, files = source._replace(changed=_others(origin.files, files)), origin.files
        content = _written(made, origin._replace(files=files), ending, lang)
        if package.bytes_at(0, len(content) + 1) == content:
            return Verdict(source, [], [], 0, (), 0)
        again = stack.enter_context(Package(io.BytesIO(content)))
        stray = stray_bytes(package)
        parts = same_parts(package, again)
        if not parts:
            return Verdict(source, [], [], 0, (), stray)
        found = differences(package, again)
        cells = list(islice(found, NAMED))
        return Verdict(source, parts, cells, len(cells) + sum(1 for _ in found), besides(package, again), stray)


def _others(named: Files, read: Files) -> tuple[str, ...]:
    """The files that are only named, or only read, or have another hash."""
    one, other = Counter(named), Counter(read)
    return tuple(sorted({path for path, _ in [*(one - other), *(other - one)]}))


def _made_again(origin: Provenance, source: Source, ending: str, lang: Lang) -> tuple[Report | Pack, Files]:
    """The report of the ledger that a file is checked against, and the data files that it is made from."""
    from parkledger.read.ledger import read_ledger
    from parkledger.reports.kinds import Asked, handed_in

    kind = _kind(origin, ending, lang)
    plan = None if kind.takes == "enterprise" else _plan(origin, source, lang)
    noted = NotedTree(source.tree)
    ledger = read_ledger(noted, plan)
    if ledger.unreadable:
        stop(lang, "data.unreadable", plans=listed(ledger.unreadable))
    _all_there(ledger, source, lang)
    if kind.takes == "plan" and len(ledger.campaigns) != 1:
        stop(lang, "report.one.plan", plans=listed(one.id for one in ledger.campaigns))
    enterprise = origin.of or "" if kind.takes == "enterprise" else ""
    if kind.takes == "enterprise" and not any(enterprise in one.enterprise_rows for one in ledger.campaigns):
        stop(lang, "show.none", text=enterprise)
    made = handed_in(kind, Asked(ledger, origin.as_of, enterprise))
    if origin.known_at and source.recorded is not None and source.recorded.commit.id == origin.commit:
        made = source.recorded.said_of(made)
    return made, digests(source.tree, noted.noted)


def _kind(origin: Provenance, ending: str, lang: Lang) -> Kind:
    from parkledger.render.files import CHECKABLE
    from parkledger.reports.kinds import KINDS

    if origin.kind not in KINDS or ending not in CHECKABLE:
        stop(lang, "report.no.kind", kind=origin.kind, kinds=listed(KINDS))
    return KINDS[origin.kind]


def _plan(origin: Provenance, source: Source, lang: Lang) -> str | None:
    """The plan that the file was made of, which has to be there; None for all plans."""
    from parkledger.read.ledger import plan_ids

    plans = plan_ids(source.tree)
    if origin.of is not None and origin.of not in plans:
        stop(lang, "no.plan", plan=origin.of, plans=listed(plans or "-"))
    return origin.of


def _written(made: Report | Pack, origin: Provenance, ending: str, lang: Lang) -> bytes:
    """The bytes of the file that ``report`` would write."""
    from parkledger.render.files import WRITERS
    from parkledger.render.workbook import TooLarge

    try:
        return WRITERS[ending](made, origin.lang, origin)
    except TooLarge as failure:
        stop(lang, failure.key, n=failure.number, most=failure.most)


def _all_there(ledger: Ledger, source: Source, lang: Lang) -> None:
    """Stop at a commit whose files git cannot give: without its data every cell would differ."""
    from parkledger.base.codes import UNREADABLE

    lost = next((one for one in ledger.findings if one.rule is UNREADABLE), None)
    if source.recorded is not None and lost is not None:
        stop(lang, "verify.unreadable", file=lost.span.path, reason=lost.args["reason"])
