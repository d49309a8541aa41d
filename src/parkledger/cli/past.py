"""A ledger as it was recorded: its history, and what is said where there is none to answer from."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING, NoReturn

from parkledger.base.words import Lang
from parkledger.cli.speech import stop

if TYPE_CHECKING:
    from parkledger.base.tree import FolderTree
    from parkledger.history.git import NoHistory
    from parkledger.history.ledgers import History


@contextmanager
def history_of(tree: FolderTree, lang: Lang) -> Iterator[History]:
    """The history of a data folder, open while it is used. Stops the command if there is none, or it cannot answer."""
    from parkledger.history.git import NoHistory
    from parkledger.history.ledgers import History

    try:
        found = History(tree.root)
        try:
            yield found
        finally:
            found.close()
    except NoHistory as failure:
        no_history(failure, lang)


def no_history(failure: NoHistory, lang: Lang) -> NoReturn:
    """Stop with the sentence for why there is no history."""
    stop(lang, f"history.{failure.reason}", **failure.particulars)
