"""The options that commands share."""

from __future__ import annotations

from enum import StrEnum
from typing import Annotated

import typer

from parkledger.cli import complete


class Format(StrEnum):
    """How answers are printed."""

    table = "table"
    json = "json"


class Language(StrEnum):
    """The languages of answers."""

    zh = "zh"
    en = "en"


Plan = Annotated[
    str | None,
    typer.Argument(
        metavar="PLAN",
        help="One plan; all of them when left out. 方案，省略为全部。",
        show_default=False,
        autocompletion=complete.plans,
    ),
]
AsOf = Annotated[
    str | None,
    typer.Option(
        "--as-of",
        metavar="DATE",
        help="The day to answer for, e.g. 2023-10-31; today when left out. 截至哪一天。",
        show_default=False,
    ),
]
KnownAt = Annotated[
    str | None,
    typer.Option(
        "--known-at",
        metavar="REV|DATE",
        help="What had been recorded: at a commit, a tag, or when a day ended; the folder as it is now when left out. "
        "记录截至哪次提交或哪一天。",
        show_default=False,
    ),
]
Data = Annotated[
    str | None,
    typer.Option(
        "--data",
        metavar="DIR",
        help="The ledger's data folder; else PARKLEDGER_DATA, else the nearest data/ upwards. 数据文件夹。",
        show_default=False,
    ),
]
Shape = Annotated[Format, typer.Option("--format", help="table, or json for programs. 输出格式。")]
Lang = Annotated[
    Language | None,
    typer.Option(
        "--lang",
        help="zh or en; else PARKLEDGER_LANG, the ledger's language, the locale. 语言。",
        show_default=False,
    ),
]
Fail = Annotated[
    bool, typer.Option("--fail", help="Exit with 1 when something is open: for CI. 有未结事项时以 1 退出。")
]
