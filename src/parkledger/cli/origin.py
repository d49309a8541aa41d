"""Where a report comes from: the files that were read, and whether they are those of a commit."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING

from parkledger.base.tree import Tree, Unreadable

if TYPE_CHECKING:
    from parkledger.base.words import Lang
    from parkledger.cli.session import Session
    from parkledger.model.ledger import Ledger
    from parkledger.reports.provenance import Provenance

UNREADABLE = "-"
"""In place of the hash of a file that could not be read."""
_PIECE = 1 << 20


def digest(tree: Tree, path: str) -> str:
    """The SHA-256 of a data file, in hexadecimal digits."""
    found = hashlib.sha256()
    try:
        with tree.open(path) as file:
            while piece := file.read(_PIECE):
                found.update(piece)
    except (Unreadable, OSError):
        return UNREADABLE
    return found.hexdigest()


def digests(tree: Tree, paths: list[str]) -> tuple[tuple[str, str], ...]:
    """Each file with its SHA-256."""
    return tuple((path, digest(tree, path)) for path in paths)


def origin_of(session: Session, folder: Path, kind: str, of: str | None, lang: Lang) -> Provenance:
    """The provenance of a report that has just been made, in ``lang``, from the files of a folder or of a commit."""
    from parkledger import __version__
    from parkledger.reports.provenance import Provenance

    files = digests(session.tree, session.tree.noted)
    if session.known_at is not None:
        return Provenance(__version__, kind, of, session.as_of, lang, session.known_at.commit.id, True, files, True)
    commit, clean = _recorded(session.tree, folder, session.ledger, of, dict(files))
    return Provenance(__version__, kind, of, session.as_of, lang, commit, clean, files)


def _recorded(
    tree: Tree, folder: Path, ledger: Ledger, of: str | None, files: Mapping[str, str]
) -> tuple[str | None, bool]:
    """The commit that is checked out, and whether its ledger consists of exactly these files."""
    from parkledger.history.git import NoHistory
    from parkledger.history.ledgers import History

    try:
        history = History(folder)
        try:
            if history.repository.head is None:
                return None, False
            commit = history.repository.commit(history.repository.head)
            recorded = history.tree(commit)
            same = _same_places(tree, recorded, ledger, of)
            return commit.id, same and all(digest(recorded, path) == found for path, found in files.items())
        finally:
            history.close()
    except NoHistory:
        return None, False


def _same_places(tree: Tree, other: Tree, ledger: Ledger, of: str | None) -> bool:
    """Whether the plans that were read have the same files in both trees: one that is missing here has no hash."""
    from parkledger.model.ledger import KINDS
    from parkledger.read.ledger import LEDGER_FILE, file_of, plan_ids

    if tree.exists(LEDGER_FILE) != other.exists(LEDGER_FILE):
        return False
    if [one.id for one in ledger.campaigns] != [of] and plan_ids(tree) != plan_ids(other):
        return False
    named = ledger.file.files
    places = [(one.id, kind, named.get(one.id, {})) for one in ledger.campaigns for kind in KINDS]
    return all(file_of(tree, *place) == file_of(other, *place) for place in places)
