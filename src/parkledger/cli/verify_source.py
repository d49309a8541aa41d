"""What a file is verified against: the ledger at its commit, at a later commit of the same data, or as it is now."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from parkledger.base.tree import FolderTree, Tree
from parkledger.cli.origin import digest

if TYPE_CHECKING:
    from contextlib import ExitStack

    from parkledger.cli.known import Known
    from parkledger.history.git import Commit
    from parkledger.history.git_tree import GitTree
    from parkledger.history.ledgers import History
    from parkledger.reports.provenance import Provenance

MOST_COMMITS = 1_000
"""How many of the newest commits are searched for the files that a report names."""


class Source(NamedTuple):
    """What a file is checked against: data files, and their commit if they come from one.

    ``changed``: data files that differ from what the file names. ``missing``: its commit is not in the repository.
    ``now``: the files of today were asked for. ``searched``: how many commits were searched for files of these hashes.
    """

    tree: Tree
    recorded: Known | None
    changed: tuple[str, ...]
    missing: bool = False
    now: bool = False
    searched: int = 0

    @property
    def proven(self) -> bool:
        """Whether the data files are those that the file names; for a commit the comparison itself shows it."""
        return self.recorded is not None or not self.changed


def source_of(origin: Provenance, folder: FolderTree, now: bool, stack: ExitStack) -> Source:
    """The commit that the file names, if it was made from one; else, or with ``now``, the files of today.

    If those are not the files that it names, the newest commit that holds them: the report was made before they were
    committed.
    """
    from parkledger.history.git import NoHistory

    changed = tuple(path for path, found in origin.files if digest(folder, path) != found)
    files = Source(folder, None, changed, now=now)
    if now:
        return files
    history = _history(folder, stack)
    named = _commit(history, origin.commit)
    files = files._replace(missing=origin.commit is not None and named is None)
    if history is None:
        return files
    try:
        if named is not None and origin.clean:
            return files._replace(tree=history.tree(named), recorded=_known(history, named, folder))
        return _committed_since(files, origin, history, folder) if changed else files
    except NoHistory:
        return files._replace(missing=origin.commit is not None)


def _history(folder: FolderTree, stack: ExitStack) -> History | None:
    from parkledger.history.git import NoHistory
    from parkledger.history.ledgers import History

    try:
        history = History(folder.root)
    except NoHistory:
        return None
    stack.callback(history.close)
    return history


def _commit(history: History | None, commit: str | None) -> Commit | None:
    from parkledger.history.git import NoHistory

    try:
        return history.repository.commit(commit) if history and commit else None
    except NoHistory:
        return None


def _known(history: History, commit: Commit, folder: FolderTree) -> Known:
    from parkledger.cli.known import Known
    from parkledger.history.git import day_in
    from parkledger.read.ledger import ledger_file

    return Known(commit, day_in(commit.commit_date, ledger_file(folder).timezone), folder.root)


def _committed_since(files: Source, origin: Provenance, history: History, folder: FolderTree) -> Source:
    """The newest commit whose data files all have the hashes that the file names; else the files as they are."""
    from parkledger.history.git import NoHistory

    commits = history.commits()[: -MOST_COMMITS - 1 : -1]
    found: dict[tuple[str, str | None], str] = {}

    def has(tree: GitTree, path: str, expected: str) -> bool:
        key = path, tree.identity(path)
        if key not in found:
            found[key] = digest(tree, path)
        return found[key] == expected

    for commit in commits:
        try:
            tree = history.tree(commit)
        except NoHistory:
            continue  # a commit that holds no ledger
        if all(has(tree, path, expected) for path, expected in origin.files):
            return files._replace(tree=tree, recorded=_known(history, commit, folder))
    return files._replace(searched=len(commits))
