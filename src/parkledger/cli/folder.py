"""Where the ledger is: the data folder that a command means."""

from __future__ import annotations

import os
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, NoReturn

from parkledger.base.words import Lang
from parkledger.cli.speech import stop
from parkledger.reports.report import listed

if TYPE_CHECKING:
    from parkledger.base.tree import FolderTree


def no_such_plan(plan: str, plans: Sequence[str], lang: Lang) -> NoReturn:
    """Stop because none of the plans has this name; the nearest is offered, and all are named."""
    from parkledger.base.names import nearest

    near = nearest(plan, plans, 1)
    shown = listed(plans or "-")
    if near:
        stop(lang, "no.plan.near", plan=plan, near=near[0], plans=shown)
    stop(lang, "no.plan", plan=plan, plans=shown)


def find_data(data: str | Path | None, lang: Lang) -> FolderTree:
    """The data folder: --data, else PARKLEDGER_DATA, else the nearest data/ with plans/ upwards."""
    from parkledger.base.tree import FolderTree
    from parkledger.render.system import reason_words

    named = Path(data) if data is not None else None
    if named is None and (value := os.environ.get("PARKLEDGER_DATA")):
        named = Path(value)
    if named is not None:
        tree = FolderTree(named, str(named).rstrip("/"))
        try:
            sound = (named / "plans").is_dir()
        except PermissionError as failure:
            stop(lang, "data.barred", path=named, reason=reason_words(failure.strerror or "-", lang))
        except (OSError, ValueError):
            sound = False
        if not sound:
            stop(lang, "not.data", path=named)
        if reason := tree.barred("plans"):
            stop(lang, "data.barred", path=named / "plans", reason=reason_words(reason, lang))
        return tree
    try:
        here = Path.cwd()
    except FileNotFoundError:
        stop(lang, "no.cwd")
    for folder in (here, *here.parents):
        if (folder / "data" / "plans").is_dir():
            break
    else:
        stop(lang, "no.data")
    return FolderTree(folder / "data", os.path.relpath(folder / "data", here))
