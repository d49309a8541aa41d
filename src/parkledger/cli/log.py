"""``parkledger log``: what each commit changed; of one item its whole life."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING, Annotated

import typer

from parkledger.cli import complete
from parkledger.cli import options as o
from parkledger.cli.session import Session, open_ledger
from parkledger.cli.speech import OK, print_json, stop
from parkledger.reports.report import listed

if TYPE_CHECKING:
    from parkledger.history.log import Entry

Item = Annotated[
    str | None,
    typer.Argument(
        metavar="ITEM",
        help="An enterprise, park, task, criterion, goal, duty or rule, by its id; the whole ledger when left out. "
        "企业、园区、任务、标准、目标、职责或规则的编号；不写则为整个台账。",
        show_default=False,
        autocompletion=complete.enterprises,
    ),
]


def log(
    item: Item = None, plan: o.Plan = None, known_at: o.KnownAt = None, shape: o.Shape = o.Format.table,
    data: o.Data = None, lang: o.Lang = None,
) -> int:  # fmt: skip
    """What each commit changed in the ledger's own terms; of one item its whole life.
    每次提交改了台账的什么；给出编号则列出它的全部经过。

    Examples:

        parkledger log

        parkledger log JN-0017

        parkledger log JN-0017 --known-at 2023-10-31

        parkledger log 2.2 jinnan-2021 --format json
    """
    from parkledger.history.log import item_log, names, whole_log

    session = open_ledger(data, plan, None, lang, whole=False, known_at=known_at)
    if item is not None and plan is None and item in {one.id for one in session.ledger.campaigns}:
        item, plan = None, item
    from parkledger.cli.folder import find_data
    from parkledger.cli.past import history_of

    with history_of(find_data(data, session.lang), session.lang) as history:
        until = ("HEAD",) if session.known_at is None else (session.known_at.commit.id,)
        entries = whole_log(history, plan, until) if item is None else item_log(history, item, plan, until)
    known = names(session.ledger) if item is not None else {}
    if item is not None and not entries and item not in known:
        _unknown(session, item, known)
    if shape is o.Format.json:
        from parkledger.render.diff_json import log_json

        print_json(session.json(log_json(item, plan, entries)))
        return OK
    from parkledger.render.terminal import print_reports
    from parkledger.reports.log import item_log_report, whole_log_report

    zone = session.ledger.file.timezone
    made = (
        whole_log_report(entries, session.as_of, zone)
        if item is None
        else item_log_report(item, known.get(item) or _former_name(item, entries), entries, session.as_of, zone)
    )
    print_reports(session.dated(made), session.lang)
    return OK


def _former_name(item: str, entries: Sequence[Entry]) -> str:
    """The last name of an item that is no longer there."""
    own = (one.name for entry in reversed(entries) for one in entry.changes if one.item.endswith(f"/{item}"))
    return next(own, "")


def _unknown(session: Session, item: str, known: Iterable[str]) -> None:
    from parkledger.base.names import nearest

    near = nearest(item, known)
    stop(session.lang, "log.no.item.near" if near else "log.no.item", item=item, near=listed(near))
