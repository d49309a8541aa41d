"""``parkledger audit``: what should not have happened without a record."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, Annotated

import typer

from parkledger.cli import options as o
from parkledger.cli.findings import below_root, chosen, files_of, parse_outputs, tell
from parkledger.cli.folder import find_data
from parkledger.cli.session import Session, open_ledger
from parkledger.cli.speech import FOUND, OK, progress, stop, warn
from parkledger.reports.report import listed

if TYPE_CHECKING:
    from parkledger.base.findings import Finding
    from parkledger.base.tree import FolderTree
    from parkledger.base.words import Lang
    from parkledger.history.ledgers import History
    from parkledger.history.walk import Passed
    from parkledger.model.ledger import Ledger

NAMED = 5
"""How many commits that were passed over are named one by one."""

Range = Annotated[
    str | None,
    typer.Argument(
        metavar="A..B",
        help="Commits after A up to B: revisions, tags or days; all of HEAD when left out. "
        "A 以后到 B 的提交：可写提交、标签或日期；不写则为 HEAD 的全部历史。",
        show_default=False,
    ),
]


def _revisions(text: str | None, history: History, session: Session) -> tuple[list[str], str | None]:
    """The commits to walk, as arguments for git, and the last one if it was named."""
    if text is None:
        return ["HEAD"], None
    first, dots, last = text.partition("..")
    if not dots:
        first, last = "", text
    if (not first and not last) or last.startswith("."):
        stop(session.lang, "audit.range", text=text)
    zone = session.ledger.file.timezone
    end = history.resolve(last, zone).id if last else None
    begin = [f"^{history.resolve(first, zone).id}"] if first else []
    return [end or "HEAD", *begin], end


def _notices(history: History, passed: Sequence[Passed], now: Ledger, session: Session, lang: Lang) -> Iterator[str]:
    from parkledger.history.audit import misset
    from parkledger.history.git import SHORT
    from parkledger.render.labels import label

    for commit in sorted(history.repository.boundary)[:NAMED]:
        yield label("audit.shallow", lang, commit=commit[:SHORT])
    for one in passed[:NAMED]:
        yield label("audit.passed", lang, commit=one.commit.short, plan=one.plan)
    if len(passed) > NAMED:
        yield label("audit.passed.more", lang, n=len(passed) - NAMED)
    for plan, name in misset(now):
        yield label("audit.limit", lang, plan=plan, name=name)
    if session.ledger.unreadable:
        yield label("audit.unreadable", lang, plans=listed(session.ledger.unreadable))


def _shown(finding: Finding, tree: FolderTree, prefix: str) -> Finding:
    """The finding with its path as a person would type it, without the commit before it."""
    from parkledger.history.git_tree import below_commit

    path = below_commit(finding.span.path)
    if path != finding.span.path and path.startswith(prefix):
        path = tree.shown(path.removeprefix(prefix))
    return finding._replace(span=finding.span._replace(path=path))


def audit(
    commits: Range = None, as_of: o.AsOf = None, shape: o.FindingShape = None, outputs: o.Outputs = None,
    data: o.Data = None, lang: o.Lang = None, show_waived: o.ShowWaived = False,
) -> int:  # fmt: skip
    """What should not have happened without a record: in the history of the data files.
    审查历史：没有记录就不该发生的改动。

    Exit code 1 when there is a finding that no waiver covers. Lines are those of the commit that is named.
    有未豁免的问题时退出码为 1；行号是所列提交中的行号。

    Examples:

        parkledger audit

        parkledger audit origin/main..HEAD --format github

        parkledger audit 2023-01-01.. --output sarif=audit.sarif
    """
    from parkledger.cli.past import history_of
    from parkledger.history.audit import audit as run
    from parkledger.render.findings import Told, fails

    session = open_ledger(data, None, as_of, lang, whole=False)
    files = parse_outputs(outputs, data, session.lang)
    tree = find_data(data, session.lang)
    with history_of(tree, session.lang) as history:
        revisions, end = _revisions(commits, history, session)
        now: Ledger = history.recorded(end) if end is not None else session.ledger
        whole = len(revisions) == 1 and not history.repository.boundary
        telling = progress("auditing", lambda: session.lang)
        result = run(history, revisions, now, session.as_of, telling, whole=whole)
        notices = list(_notices(history, result.passed, now, session, session.lang))
        others = list(_notices(history, result.passed, now, session, session.for_programs))
        found = [_shown(one, tree, history.repository.prefix) for one in result.findings]
    for notice in notices:
        warn(notice)
    told = Told(found, session.lang, below_root, files_of(session.ledger), "audit", show_waived, notices)
    tell(told, told._replace(lang=session.for_programs, notices=others), chosen(shape), files)
    return FOUND if any(fails(one, told.command) for one in found) else OK
