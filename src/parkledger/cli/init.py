"""``parkledger init``: a new ledger."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from parkledger.cli import options as o
from parkledger.cli.language import lang_before
from parkledger.cli.speech import OK, say, stop
from parkledger.render.system import reason_words
from parkledger.reports.report import listed

Folder = Annotated[
    Path,
    typer.Argument(
        metavar="DIR", help="The folder to make; it must be new or empty. 要新建的文件夹；已有的必须是空的。"
    ),
]
Example = Annotated[
    str | None,
    typer.Option(
        "--example",
        metavar="NAME",
        help="Begin with one of the example campaigns. 带上一个示例方案。",
        show_default=False,
    ),
]


def init(folder: Folder, example: Example = None, lang: o.Lang = None) -> int:
    """A new ledger, empty or one of the examples. 新建台账：空白的，或带一个示例。

    Examples:

        parkledger init my-campaign

        parkledger init demo --example jinnan-2021
    """
    from parkledger.render.labels import label
    from parkledger.write.init import DRIVER_SETTING, Occupied, example_names, new_ledger

    spoken = lang_before(lang)
    if example is not None and example not in example_names():
        stop(spoken, "init.no.example", name=example, names=listed(example_names()))
    try:
        made = new_ledger(folder, example)
    except Occupied:
        stop(spoken, "init.exists", path=folder)
    except (OSError, ValueError) as failure:
        stop(
            spoken,
            "cannot.write",
            path=folder,
            reason=reason_words(getattr(failure, "strerror", None) or failure, spoken),
        )
    driver = f"git config {DRIVER_SETTING}"
    say(
        label("init.done", spoken, path=made),
        label("init.next", spoken, path=folder),
        label("init.git", spoken),
        label("init.merge", spoken, command=driver),
    )
    return OK
