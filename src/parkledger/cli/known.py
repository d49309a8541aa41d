"""``--known-at``: the ledger as it had been recorded at a commit, a tag, or when a day ended."""

from __future__ import annotations

from contextlib import suppress
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from parkledger.cli.days import not_too_late
from parkledger.cli.folder import find_data
from parkledger.cli.language import lang_before, lang_of
from parkledger.cli.past import no_history
from parkledger.history.git import DAY, Commit, NoHistory, day_in
from parkledger.history.ledgers import History
from parkledger.read.ledger import ledger_file
from parkledger.reports.report import Pack, Report, Say, each_report

if TYPE_CHECKING:
    from parkledger.history.git_tree import GitTree


class Known(NamedTuple):
    """The commit that a ledger was read from, its day where the ledger is, and the top of its repository."""

    commit: Commit
    day: date
    top: Path

    def said_of(self, made: Report | Pack) -> Report | Pack:
        """The report, with a line that says which commit it was made from."""
        said = Say("known_at", {"commit": self.commit.short, "day": self.day})
        return each_report(made, lambda one: one._replace(known_at=said))

    def place(self, shown: str) -> Path:
        """Where the file of a path like ``REV:data/plans/x.yaml`` is in the working tree."""
        return self.top / shown.partition(":")[2]


def recorded(data: str | Path | None, text: str, asked: str | None) -> tuple[GitTree, Known]:
    """The files and the commit of a revision or a day; a day ends in the time zone of today's ledger."""
    folder = find_data(data, lang_before(asked, data))
    file = ledger_file(folder)
    lang = lang_of(asked, file.language)
    if DAY.fullmatch(text):
        with suppress(ValueError):  # such as 2023-02-30: resolving it says that there is no such revision
            not_too_late(date.fromisoformat(text), lang)
    try:
        history = History(folder.root)
        commit = history.resolve(text, file.timezone)
        top = history.repository.folder.resolve() / history.repository.top
        return history.tree(commit), Known(commit, day_in(commit.commit_date, file.timezone), top)
    except NoHistory as failure:
        no_history(failure, lang)
