"""``parkledger diff``: what changed between two ledgers, and what that does to the answers."""

from __future__ import annotations

import sys
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, NamedTuple

import typer

from parkledger.cli import options as o
from parkledger.cli.folder import find_data
from parkledger.cli.session import Session, open_ledger, tell_errors
from parkledger.cli.speech import OK, print_json, stop

if TYPE_CHECKING:
    from parkledger.base.words import Lang
    from parkledger.model.ledger import Ledger
    from parkledger.reports.report import Say


MOST_LINES = 10
"""Lines that a notice names."""


class DiffFormat(StrEnum):
    """How changes are printed."""

    table = "table"
    json = "json"
    markdown = "markdown"


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
Shape = Annotated[
    DiffFormat,
    o.format_option("table, json, or markdown for a pull request. 输出格式：table、json，或供合并请求用的 markdown。"),
]


class Side(NamedTuple):
    """One of the two ledgers, and what it is called."""

    name: str
    ledger: Ledger


def _is_folder(text: str) -> bool:
    try:
        return Path(text, "plans").is_dir()
    except (OSError, ValueError):
        return False


def _side(text: str, session: Session, data: str | None) -> Side:
    """The ledger that a person named: a folder where there is one of this name, else a revision or a day."""
    if _is_folder(text):
        return Side(text, open_ledger(text, None, str(session.as_of), session.lang, whole=False).ledger)
    from parkledger.cli.past import history_of

    with history_of(find_data(data, session.lang), session.lang) as history:
        commit = history.resolve(text, session.ledger.file.timezone)
        name = text if commit.id.startswith(text) else f"{text} ({commit.short})"
        return Side(name, history.ledger(commit))


def _range(first: str, second: str | None) -> tuple[str, str | None]:
    """Two revisions that were written as git writes a range; without the second the files as they are."""
    before, dots, after = first.partition("..")
    if second is not None or not dots or not before or _is_folder(first) or first.startswith("."):
        return first, second
    return before, after or None


def _sound(sides: tuple[Side, Side], lang: Lang) -> None:
    """Of a plan that was only partly understood nothing is said."""
    for side in sides:
        if side.ledger.unreadable:
            stop(lang, "diff.unreadable", side=side.name, plans="、".join(side.ledger.unreadable))


def _notices(side: Side) -> list[Say]:
    """What of a side was not compared, and why: a table cut short is none of fewer rows."""
    from parkledger.history.readable import lost_tables
    from parkledger.reports.report import Say

    found = []
    for one in lost_tables(side.ledger):
        args = {"side": side.name, "path": one.path, "plan": one.plan}
        if one.lines:
            lines = "、".join(map(str, one.lines[:MOST_LINES])) + ("…" if len(one.lines) > MOST_LINES else "")
            found.append(Say("diff.lost.rows", args | {"n": len(one.lines), "lines": lines}))
        else:
            found.append(Say("diff.lost", args | {"n": one.errors}))
    return found


def diff(
    first: First = "HEAD", second: Second = None, as_of: o.AsOf = None, shape: Shape = DiffFormat.table,
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
    from parkledger.history.changes import changes
    from parkledger.history.effects import effects
    from parkledger.history.readable import comparable
    from parkledger.reports.incomplete import errors_in

    first, second = _range(first, second)
    both = second is not None and _is_folder(first) and _is_folder(second)
    session = open_ledger(second if both else data, None, as_of, lang, whole=False)
    before = _side(first, session, data)
    after = Side("", session.ledger) if second is None or both else _side(second, session, data)
    if not after.name:
        from parkledger.render.labels import label

        after = after._replace(name=second or label("diff.now", session.lang))
    _sound((before, after), session.lang)
    errors = tell_errors(errors_in(before.ledger) + errors_in(after.ledger), session.lang)
    sides = comparable(before.ledger, after.ledger)
    found = changes(sides.before, sides.after)
    turned = effects(*sides.whole, found, session.as_of)
    notices = [notice for side in (before, after) for notice in _notices(side)]
    if notices and not any(one.campaigns for one in sides.whole):
        turned = turned._replace(overdue=None)
    if shape is DiffFormat.json:
        from parkledger.render.diff_json import diff_json
        from parkledger.render.labels import word

        told = {"errors": errors, "notices": [word(one, session.lang) for one in notices]}
        print_json({"before": before.name, "after": after.name} | diff_json(found, turned) | told)
        return OK
    from parkledger.reports.diff import diff_report

    report = diff_report(before.name, after.name, found, turned, notices)
    if shape is DiffFormat.markdown:
        from parkledger.render.markdown import markdown

        sys.stdout.write(markdown(report, session.lang))
    else:
        from parkledger.render.terminal import print_report

        print_report(report, session.lang)
    return OK
