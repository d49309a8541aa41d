"""What every command begins with: the ledger as read, the day to answer for, the language to answer in."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

from parkledger.base.words import Lang
from parkledger.cli.days import parse_as_of
from parkledger.cli.folder import find_data, no_such_plan
from parkledger.cli.language import lang_before, lang_for_programs, lang_of
from parkledger.cli.speech import progress, stop, warn
from parkledger.reports.report import listed

if TYPE_CHECKING:
    from datetime import date

    from parkledger.base.tree import NotedTree, Tree
    from parkledger.cli.known import Known
    from parkledger.model.ledger import Ledger
    from parkledger.read.ledger import Kept
    from parkledger.reports.report import Pack, Report


class Session(NamedTuple):
    """A command's ledger, day and language; with ``--known-at`` the commit that the ledger was read from.

    ``tree`` is what it was read from, and notes which files were. What programs read is in ``for_programs``, which is
    never the language of the locale: the same ledger gives the same bytes on any machine.
    """

    ledger: Ledger
    as_of: date
    lang: Lang
    tree: NotedTree
    known_at: Known | None = None
    for_programs: Lang = "zh"

    def json(self, value: dict[str, Any]) -> dict[str, Any]:
        """The JSON of an answer, with the commit if it was read from one."""
        return value if self.known_at is None else value | {"known_at": self.known_at.commit.id}

    def dated(self, made: Report | Pack) -> Report | Pack:
        """The report, with a line on the commit if it was read from one."""
        return made if self.known_at is None else self.known_at.said_of(made)

    def place(self, shown: str) -> Path:
        """Where the file of a path that is shown is today, whether it still exists or not."""
        return Path(shown) if self.known_at is None else self.known_at.place(shown)


def open_ledger(
    data: str | Path | None, plan: str | None, as_of: str | None, asked: str | None, *, whole: bool = True,
    texts: Kept = "all", known_at: str | None = None,
) -> Session:  # fmt: skip
    """Read the ledger for a command. ``whole``: stop when a plan asked for cannot be read as a whole."""
    from parkledger.base.tree import NotedTree
    from parkledger.read.ledger import plan_ids, read_ledger

    first = lang_before(asked, data)
    tree: Tree = find_data(data, first)
    known = None
    if known_at is not None:
        from parkledger.cli.known import recorded

        tree, known = recorded(data, known_at, asked)
    tree = NotedTree(tree)
    plans = plan_ids(tree)
    if plan is not None and plan not in plans:
        no_such_plan(plan, plans, first)
    ledger = read_ledger(tree, plan, progress("reading", lambda: first), texts=texts)
    lang = lang_of(asked, ledger.file.language)
    day = parse_as_of(as_of, ledger.file.timezone, lang)
    session = Session(ledger, day, lang, tree, known, lang_for_programs(asked, ledger.file.language))
    if whole and ledger.unreadable:
        stop(lang, "data.unreadable", plans=listed(ledger.unreadable))
    if not plans:
        _say_that_no_plan_is_there(session)
    return session


def _say_that_no_plan_is_there(session: Session) -> None:
    from parkledger.render.labels import label

    warn(label("no.plan.yet", session.lang, folder=session.tree.shown("plans")))


def reading_errors(session: Session, *, told: bool = False) -> int:
    """How many errors reading found. They are reported on stderr, unless the answer itself has ``told`` of them."""
    from parkledger.reports.incomplete import errors_in, lacking
    from parkledger.reports.report import listed

    if not told and (files := lacking(session.ledger)):
        from parkledger.render.labels import label

        warn(label("data.lacking", session.lang, files=listed(files)))
    errors = errors_in(session.ledger)
    return errors if told else tell_errors(errors, session.lang)


def tell_errors(errors: int, lang: Lang) -> int:
    """Report on stderr how many errors there are, if any, and return the number."""
    if errors:
        from parkledger.render.labels import label

        warn(label("data.errors", lang, n=errors))
    return errors
