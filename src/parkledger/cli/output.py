"""Files that a command writes because it is asked to: where they may stand, and what is said when they cannot."""

from __future__ import annotations

import os
from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING

from parkledger.cli.folder import find_data
from parkledger.cli.speech import Stop, stop
from parkledger.render.system import reason_words

if TYPE_CHECKING:
    from parkledger.base.words import Lang

Identity = tuple[int, int]
"""Device and inode: the same however a path is spelt, and through links."""


def real(path: Path) -> str:
    """The path behind links and spellings, so that two paths can be compared."""
    try:
        return os.path.realpath(path)
    except (OSError, ValueError):  # an impossible path is refused when it is written
        return str(path)


def refuse_own(path: Path, data: str | Path | None, lang: Lang) -> None:
    """Stop if an output would be one of the ledger's own data files, or would be read as one."""
    try:
        root = find_data(data, lang).root
    except Stop:  # some commands need no ledger; the others say so themselves
        return
    if _is_own(path, root):
        stop(lang, "output.own", path=path)


def write_out(path: Path, content: bytes, lang: Lang) -> None:
    """Write a file that was asked for. Stops when it cannot be written."""
    from parkledger.write.atomic import write_atomic

    try:
        write_atomic(path, content)
    except (OSError, ValueError) as failure:
        stop(lang, "cannot.write", path=path, reason=reason_words(getattr(failure, "strerror", None) or failure, lang))


def _is_own(path: Path, root: Path) -> bool:
    from parkledger.model.ledger import KINDS
    from parkledger.read.ledger import LEDGER_FILE

    place, own = real(path), root / LEDGER_FILE
    folders = [root / kind for kind in ("plans", *KINDS)]
    if place == real(own) or _identities(Path(place).parents) & _identities(folders):
        return True
    files = [file for folder in folders if folder.is_dir() for file in folder.iterdir()]
    return bool(_identities([path]) & _identities([own, *files]))


def _identities(paths: Iterable[Path]) -> set[Identity]:
    """The identities of those paths that exist."""
    found = set()
    for path in paths:
        try:
            status = path.stat()
        except (OSError, ValueError):
            continue
        found.add((status.st_dev, status.st_ino))
    return found
