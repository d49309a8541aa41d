"""Files that lie in a ledger's folder as if they belonged to it, and are not read."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator

from parkledger.base.tree import Tree
from parkledger.model.ledger import KINDS

PLANS = "plans"
_ASIDE = re.compile(r"[.~].*|.*~|readme\b.*|.*[.]md|thumbs[.]db|desktop[.]ini", re.IGNORECASE)
"""What nobody takes for data: hidden files, locks and backups of other programs, what explains a folder."""
_SCHEMA = ".json"
"""A schema or a data package may lie beside the tables that it describes."""
_TABLE = re.compile(r".*[.](csv|tsv|xlsx?|xls[bm]|et|ods)", re.IGNORECASE)
"""What somebody may take for a table of the ledger wherever it lies."""
_LEDGER_FILE = re.compile(r"ledger[.](?!(?-i:yaml)$)ya?ml([.]txt)?", re.IGNORECASE)


def strays(tree: Tree, used: Collection[str]) -> Iterator[str]:
    """Paths of what lies in the ledger and is not read; those of other folders beside the ledger's own end in ``/``."""
    yield from _beside(tree)
    for name in tree.names(PLANS):
        if not (name.endswith(".yaml") or _ASIDE.fullmatch(name)):
            yield f"{PLANS}/{name}"
    for kind in KINDS:
        for name in tree.names(kind):
            if f"{kind}/{name}" in used or name.endswith(_SCHEMA) or _ASIDE.fullmatch(name):
                continue
            below = [one for one in tree.names(f"{kind}/{name}") if not _ASIDE.fullmatch(one)]
            yield from (f"{kind}/{name}/{one}" for one in below if _TABLE.fullmatch(one))
            if not below:
                yield f"{kind}/{name}"


def _beside(tree: Tree) -> Iterator[str]:
    """What lies beside the folders: tables, the ledger's own file with another ending, folders that hold something."""
    for name in tree.names(""):
        if name in (PLANS, *KINDS) or _ASIDE.fullmatch(name):
            continue
        if _TABLE.fullmatch(name) or _LEDGER_FILE.fullmatch(name):
            yield name
        elif "." not in name and tree.names(name):
            yield f"{name}/"
