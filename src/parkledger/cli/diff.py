"""``parkledger diff``: what changed between two ledgers, and what that does to the answers."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any, NamedTuple

import typer

from parkledger.cli import options as o
from parkledger.cli.folder import find_data
from parkledger.cli.session import Session, open_ledger, tell_errors
from parkledger.cli.speech import OK, print_json, stop
from parkledger.reports.report import listed

if TYPE_CHECKING:
    from datetime import date

    from parkledger.base.words import Lang
    from parkledger.history.change import Change
    from parkledger.history.effects import Effects
    from parkledger.model.ledger import Ledger
    from parkledger.reports.report import Say


MOST_LINES = 10
"""How many lines a notice names at most."""

First = Annotated[
    str,
    typer.Argument(
        metavar="A",
        help="A revision, a tag, a day like 2023-10-31, a folder; or A..B; HEAD when left out. "
        "旧的一份：提交、标签、日期（如 2023-10-31）或文件夹，也可写 A..B；不写则为 HEAD。",
        show_default=False,
    ),
]
Second = Annotated[
    str | None,
    typer.Argument(
        metavar="B",
        help="The same; the folder as it is when left out. 新的一份，写法相同；不写则为现在的文件。",
        show_default=False,
    ),
]


class Side(NamedTuple):
    """One of the two ledgers, and what it is called."""

    name: str
    ledger: Ledger


class Compared(NamedTuple):
    """What two ledgers are called, what changed between them, what that does to the answers, and what of them could not
    be compared."""

    before: str
    after: str
    changes: tuple[Change, ...]
    effects: Effects
    notices: list[Say]


def _is_folder(text: str) -> bool:
    try:
        return Path(text, "plans").is_dir()
    except (OSError, ValueError):
        return False


def _folders(first: str, second: str | None) -> bool:
    """Whether two folders are compared; the session is then that of the second one."""
    return second is not None and _is_folder(first) and _is_folder(second)


def _side(text: str, session: Session, data: str | None) -> Side:
    """The ledger of a name: a folder if there is one, else a revision or a day."""
    if _is_folder(text):
        return Side(text, open_ledger(text, None, str(session.as_of), session.lang, whole=False).ledger)
    from parkledger.cli.past import history_of

    with history_of(find_data(data, session.lang), session.lang) as history:
        commit = history.resolve(text, session.ledger.file.timezone)
        name = text if commit.id.startswith(text) else f"{text} ({commit.short})"
        return Side(name, history.ledger(commit))


def _range(first: str, second: str | None) -> tuple[str, str | None]:
    """``A..B``, taken apart as git does; ``A..`` means from A to the files as they are."""
    before, dots, after = first.partition("..")
    if second is not None or not dots or not before or _is_folder(first) or first.startswith("."):
        return first, second
    return before, after or None


def _sides(first: str, second: str | None, session: Session, data: str | None) -> tuple[Side, Side]:
    """Both ledgers, neither with a plan that could only be read in part: nothing can be said of such a plan."""
    from parkledger.render.labels import label

    before = _side(first, session, data)
    if second is None:
        after = Side(label("diff.now", session.lang), session.ledger)
    elif _folders(first, second):
        after = Side(second, session.ledger)
    else:
        after = _side(second, session, data)
    for side in (before, after):
        if side.ledger.unreadable:
            stop(session.lang, "diff.unreadable", side=side.name, plans=listed(side.ledger.unreadable))
    return before, after


def _notices(side: Side) -> list[Say]:
    """The tables of a side that are not compared, and why: rows that could not be read were not removed."""
    from parkledger.history.readable import lost_tables
    from parkledger.reports.report import Say

    found = []
    for one in lost_tables(side.ledger):
        args = {"side": side.name, "path": one.path, "plan": one.plan}
        if one.lines:
            lines = (listed(map(str, one.lines[:MOST_LINES])), *(["…"] if len(one.lines) > MOST_LINES else []))
            found.append(Say("diff.lost.rows", args | {"n": len(one.lines), "lines": lines}))
        else:
            found.append(Say("diff.lost", args | {"n": one.errors}))
    return found


def diff(
    first: First = "HEAD", second: Second = None, as_of: o.AsOf = None, shape: o.DiffShape = o.DiffFormat.table,
    data: o.Data = None, lang: o.Lang = None,
) -> int:  # fmt: skip
    """What changed, in the ledger's own terms, and what that does to the answers of a day.
    两份台账之间改了什么，结果因此怎样变。

    Examples:

        parkledger diff

        parkledger diff HEAD~1

        parkledger diff 2023-10-01 2023-11-01 --as-of 2023-11-15

        parkledger diff origin/main --format markdown

        parkledger diff old/data new/data
    """
    from parkledger.reports.incomplete import errors_in

    first, second = _range(first, second)
    session = open_ledger(second if _folders(first, second) else data, None, as_of, lang, whole=False)
    before, after = _sides(first, second, session, data)
    errors = tell_errors(errors_in(before.ledger) + errors_in(after.ledger), session.lang)
    found = _compared(before, after, session.as_of)
    if shape is o.DiffFormat.json:
        print_json(_as_json(found, errors, session.for_programs))
    else:
        _print(found, session.lang, markdown=shape is o.DiffFormat.markdown)
    return OK


def _compared(before: Side, after: Side, as_of: date) -> Compared:
    from parkledger.history.changes import changes
    from parkledger.history.effects import effects
    from parkledger.history.readable import comparable

    sides = comparable(before.ledger, after.ledger)
    found = changes(sides.before, sides.after)
    turned = effects(*sides.whole, found, as_of)
    notices = [notice for side in (before, after) for notice in _notices(side)]
    if notices and not any(one.campaigns for one in sides.whole):
        turned = turned._replace(overdue=None)
    return Compared(before.name, after.name, found, turned, notices)


def _as_json(found: Compared, errors: int, lang: Lang) -> dict[str, Any]:
    from parkledger.render.diff_json import diff_json
    from parkledger.render.labels import word

    names = {"before": found.before, "after": found.after}
    notices = [word(one, lang) for one in found.notices]
    return names | diff_json(found.changes, found.effects) | {"errors": errors, "notices": notices}


def _print(found: Compared, lang: Lang, *, markdown: bool) -> None:
    from parkledger.reports.diff import diff_report

    report = diff_report(found.before, found.after, found.changes, found.effects, found.notices)
    if markdown:
        from parkledger.render.markdown import markdown as as_markdown

        sys.stdout.write(as_markdown(report, lang))
    else:
        from parkledger.render.terminal import print_report

        print_report(report, lang)
