"""``parkledger verify``: does the ledger still give exactly this file."""

from __future__ import annotations

import io
import math
from contextlib import ExitStack
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any, NamedTuple

import typer

from parkledger.base.tree import FolderTree, NotedTree, Tree
from parkledger.cli import options as o
from parkledger.cli.folder import find_data
from parkledger.cli.origin import digest, digests
from parkledger.cli.past import no_history
from parkledger.cli.speech import FOUND, OK, early_lang, print_json, say, stop

if TYPE_CHECKING:
    from collections.abc import Callable

    from parkledger.base.words import Lang
    from parkledger.cli.known import Known
    from parkledger.model.ledger import Ledger
    from parkledger.render.office.compared import Difference
    from parkledger.render.office.package import Package
    from parkledger.reports.provenance import Provenance

Files = tuple[tuple[str, str], ...]
"""Data files, each with its hash."""
NAMED = 20
"""Cells that are named one by one; the others are counted."""
File = Annotated[Path, typer.Argument(metavar="FILE", help="A file that report wrote. 由 report 写出的文件。")]
Now = Annotated[
    bool,
    typer.Option("--now", help="Compare with the files as they are now, not with the commit. 与现有数据比较。"),
]


class Source(NamedTuple):
    """What a file is checked against: files, and the commit that they are of if they are.

    ``changed``: data files that are not what they were when it was made. ``missing``: its commit cannot be asked.
    """

    tree: Tree
    recorded: Known | None
    changed: tuple[str, ...]
    missing: bool = False


class Verdict(NamedTuple):
    """What came of it: the parts of the file and the cells that differ, of the cells the first and how many."""

    source: Source
    parts: list[str]
    cells: list[Difference]
    number: int
    content: bool
    """Whether all that it says is what the ledger gives, but for the hashes of data files."""

    @property
    def same(self) -> bool:
        """Whether it is exactly the file that the ledger gives."""
        return not self.parts and not (self.source.changed and not self.source.recorded)


def verify(
    file: File, data: o.Data = None, now: Now = False, shape: o.Shape = o.Format.table, lang: o.Lang = None
) -> int:
    """Whether the ledger still gives exactly this file; if not, which sheet and cell differs. 核对报表。

    Examples:

        parkledger verify tasks.xlsx

        parkledger verify tasks.xlsx --now
    """
    from parkledger.cli.days import not_too_late
    from parkledger.history.git import NoHistory
    from parkledger.render.office.package import Package, Unusable
    from parkledger.render.office.properties import provenance_in

    spoken = early_lang(lang)
    try:
        with Package(file) as package:
            origin = provenance_in(package)
            spoken = early_lang(lang, origin.lang)
            not_too_late(origin.as_of, spoken)
            verdict = _verdict(package, origin, file.suffix.lower(), find_data(data, spoken), now, spoken)
    except Unusable as failure:
        stop(spoken, failure.reason, path=file)
    except NoHistory as failure:
        no_history(failure, spoken)
    if shape is o.Format.json:
        print_json(_json(file, origin, verdict))
    else:
        _tell(file, origin, verdict, spoken)
    return OK if verdict.content else FOUND


def _verdict(package: Package, origin: Provenance, ending: str, folder: FolderTree, now: bool, lang: Lang) -> Verdict:
    from parkledger.render.office.compared import differences, same_parts
    from parkledger.render.office.package import Package

    with ExitStack() as stack:
        source = _source(origin, folder, now, stack)
        made, files = _made_again(origin, source, ending, lang)
        again = stack.enter_context(Package(io.BytesIO(made(files))))
        parts = same_parts(package, again)
        if not parts and not (source.changed and not source.recorded):
            return Verdict(source, parts, [], 0, True)
        if source.changed and not source.recorded:
            with Package(io.BytesIO(made(origin.files))) as as_before:
                if not same_parts(package, as_before):
                    return Verdict(source, parts, [], 0, True)
        cells: list[Difference] = []
        count = 0
        for one in differences(package, again) if parts else ():
            count += 1
            if count <= NAMED:
                cells.append(one)
        return Verdict(source, parts, cells, count, False)


def _source(origin: Provenance, folder: FolderTree, now: bool, stack: ExitStack) -> Source:
    """The commit that the file names where it was made from one; else, or if asked for, the files of today."""
    from parkledger.cli.known import Known
    from parkledger.history.git import NoHistory, day_in
    from parkledger.history.ledgers import History
    from parkledger.read.ledger import ledger_file

    changed = tuple(path for path, found in origin.files if digest(folder, path) != found)
    if now or origin.commit is None or not origin.clean:
        return Source(folder, None, changed)
    try:
        history = History(folder.root)
        stack.callback(history.close)
        commit = history.repository.commit(origin.commit)
        day = day_in(commit.commit_date, ledger_file(folder).timezone)
        return Source(history.tree(commit), Known(commit, day, folder.root), changed)
    except NoHistory:
        return Source(folder, None, changed, True)


def _made_again(origin: Provenance, source: Source, ending: str, lang: Lang) -> tuple[Callable[[Files], bytes], Files]:
    """What makes the file as the ledger gives it, saying of data files which hashes they have; and those they have."""
    from parkledger.read.ledger import plan_ids, read_ledger
    from parkledger.render.files import CHECKABLE, WRITERS
    from parkledger.render.workbook import TooLarge
    from parkledger.reports.kinds import KINDS, Asked, handed_in

    kind = KINDS.get(origin.kind)
    if kind is None or ending not in CHECKABLE:
        stop(lang, "report.no.kind", kind=origin.kind, kinds="、".join(KINDS))
    tree = source.tree
    noted = NotedTree(tree)
    member = kind.takes == "enterprise"
    plan = None if member else origin.of
    if plan is not None and plan not in plan_ids(tree):
        stop(lang, "no.plan", plan=plan, plans="、".join(plan_ids(tree)) or "-")
    ledger = read_ledger(noted, plan)
    if ledger.unreadable:
        stop(lang, "data.unreadable", plans="、".join(ledger.unreadable))
    _all_there(ledger, source, lang)
    if kind.takes == "plan" and len(ledger.campaigns) != 1:
        stop(lang, "report.one.plan", plans="、".join(one.id for one in ledger.campaigns))
    enterprise = origin.of or "" if member else ""
    if member and not any(enterprise in one.enterprise_rows for one in ledger.campaigns):
        stop(lang, "show.none", text=enterprise)
    made = handed_in(kind, Asked(ledger, origin.as_of, enterprise))
    if origin.known_at and source.recorded is not None:
        made = source.recorded.said_of(made)

    def written(files: Files) -> bytes:
        try:
            return WRITERS[ending](made, origin.lang, origin._replace(files=files))
        except TooLarge as failure:
            stop(lang, failure.key, n=failure.number, most=failure.most)

    return written, digests(tree, noted.noted)


def _all_there(ledger: Ledger, source: Source, lang: Lang) -> None:
    """Of a commit whose files git cannot give nothing is compared: every cell would differ for want of data."""
    from parkledger.base.codes import UNREADABLE

    lost = next((one for one in ledger.findings if one.rule is UNREADABLE), None)
    if source.recorded is not None and lost is not None:
        stop(lang, "verify.unreadable", file=lost.span.path, reason=lost.args["reason"])


def _tell(file: Path, origin: Provenance, verdict: Verdict, lang: Lang) -> None:
    from parkledger import __version__
    from parkledger.render.labels import label
    from parkledger.reports.provenance import SHORT

    source = verdict.source
    commit = (origin.commit or "")[:SHORT]
    if source.missing:
        say(label("verify.no.commit", lang, commit=commit))
    if verdict.content and not verdict.same:
        say(label("verify.content", lang, path=file, files="、".join(source.changed)))
    elif source.changed and not source.recorded:
        say(label("verify.changed", lang, files="、".join(source.changed)))
    if verdict.same:
        key = "verify.same.commit" if source.recorded else "verify.same.files"
        say(label(key, lang, path=file, commit=commit, day=origin.as_of))
        if source.changed:
            say(label("verify.since", lang, files="、".join(source.changed)))
    elif verdict.number:
        say(label("verify.differs", lang, path=file, n=verdict.number))
        say(*(_line(one, lang) for one in verdict.cells))
        if verdict.number > NAMED:
            say(label("verify.more", lang, n=verdict.number - NAMED))
    elif not verdict.content:
        say(label("verify.parts", lang, path=file))
    if origin.version != __version__:
        say(label("verify.version", lang, made=origin.version, here=__version__))


def _line(one: Difference, lang: Lang) -> str:
    from parkledger.render.labels import label

    if not one.at:
        return label("verify.sheet.more" if one.ledger is None else "verify.sheet.less", lang, sheet=one.sheet)
    file, ledger = (_shown(value) or label("verify.empty", lang) for value in (one.file, one.ledger))
    if one.at.startswith("¶"):
        return label("verify.paragraph", lang, heading=one.sheet, file=file, ledger=ledger)
    return label("verify.cell", lang, sheet=one.sheet, at=one.at, file=file, ledger=ledger)


def _plain(value: object) -> object:
    """A value as JSON has it."""
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, float) and not math.isfinite(value):
        return str(value)  # JSON has no number for it
    return int(value) if isinstance(value, float) and value.is_integer() else value


def _shown(value: object) -> str:
    return "" if value is None else str(_plain(value))


def _json(file: Path, origin: Provenance, verdict: Verdict) -> dict[str, Any]:
    return {
        "file": str(file),
        "same": verdict.same,
        "same_content": verdict.content,
        "kind": origin.kind,
        "of": origin.of,
        "as_of": origin.as_of.isoformat(),
        "commit": origin.commit if verdict.source.recorded else None,
        "changed_files": list(verdict.source.changed),
        "differing_parts": verdict.parts,
        "differing_cells": verdict.number,
        "cells": [
            {"sheet": one.sheet, "cell": one.at, "file": _plain(one.file), "ledger": _plain(one.ledger)}
            for one in verdict.cells
        ],
    }
