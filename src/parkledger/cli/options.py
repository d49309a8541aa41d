"""The options that commands share."""

from __future__ import annotations

from enum import StrEnum
from typing import Annotated, Any

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


def plan_argument(help_text: str) -> Any:
    """A plan, with the plans of the ledger for completion."""
    return typer.Argument(metavar="PLAN", help=help_text, show_default=False, autocompletion=complete.plans)


def format_option(help_text: str, metavar: str | None = None) -> Any:
    """In what form a command answers: its own words, by the one name that all have."""
    return typer.Option("--format", metavar=metavar, help=help_text)


def file_option(help_text: str) -> Any:
    """The file that a command writes instead of answering."""
    return typer.Option("-o", "--output", metavar="FILE", help=help_text, show_default=False)


Plan = Annotated[str | None, plan_argument("One plan; all of them when left out. 方案名，不写则为全部方案。")]
AsOf = Annotated[
    str | None,
    typer.Option(
        "--as-of",
        metavar="DATE",
        help="The day to answer for, e.g. 2023-10-31; today when left out. 截至哪一天，如 2023-10-31；不写则为今天。",
        show_default=False,
    ),
]
KnownAt = Annotated[
    str | None,
    typer.Option(
        "--known-at",
        metavar="REV|DATE",
        help="What had been recorded: at a commit, a tag, or when a day ended; the folder as it is now when left out. "
        "只看到这次提交、标签或这一天为止已经记下的；不写则看现在的文件。",
        show_default=False,
    ),
]
Data = Annotated[
    str | None,
    typer.Option(
        "--data",
        metavar="DIR",
        help="The ledger's data folder; else PARKLEDGER_DATA, else the nearest data/ upwards. "
        "台账的数据文件夹；不写则用 PARKLEDGER_DATA，再不然用从当前位置向上最近的 data/。",
        show_default=False,
    ),
]
Shape = Annotated[Format, format_option("table, or json for programs. 输出格式：table（表格），json（供程序用）。")]
Lang = Annotated[
    Language | None,
    typer.Option(
        "--lang",
        help="zh or en; else PARKLEDGER_LANG, the ledger's language, the locale. "
        "语言：zh 或 en；不写则依 PARKLEDGER_LANG、台账所定、系统语言。",
        show_default=False,
    ),
]
Fail = Annotated[
    bool, typer.Option("--fail", help="Exit with 1 when something is open: for CI. 有未结事项时退出码为 1，供 CI 用。")
]
