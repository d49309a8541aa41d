"""The options of the commands: those that several share, and every choice of ``--format``."""

from __future__ import annotations

from enum import StrEnum
from typing import Annotated, Any

import typer

from parkledger.cli import complete


class Format(StrEnum):
    """How answers are printed."""

    table = "table"
    json = "json"


class FindingFormat(StrEnum):
    """How findings are printed."""

    text = "text"
    table = "table"
    json = "json"
    github = "github"
    gitlab = "gitlab"
    sarif = "sarif"
    junit = "junit"


class DiffFormat(StrEnum):
    """How changes are printed."""

    table = "table"
    json = "json"
    markdown = "markdown"


class Language(StrEnum):
    """The languages of answers."""

    zh = "zh"
    en = "en"


def plan_argument(help_text: str) -> Any:
    """``PLAN``; a shell completes it with the plans of the ledger."""
    return typer.Argument(metavar="PLAN", help=help_text, show_default=False, autocompletion=complete.plans)


def format_option(help_text: str, metavar: str | None = None) -> Any:
    """``--format``, in the words of one command: each has formats of its own."""
    return typer.Option("--format", metavar=metavar, help=help_text)


def file_option(help_text: str) -> Any:
    """``--output``: the file that a command writes instead of printing."""
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
FindingShape = Annotated[
    FindingFormat | None,
    format_option(
        "text (github in GitHub Actions), or another for programs. "
        "输出格式：text（在 GitHub Actions 中为 github），或供程序用的其他格式。"
    ),
]
DiffShape = Annotated[
    DiffFormat,
    format_option("table, json, or markdown for a pull request. 输出格式：table、json，或供合并请求用的 markdown。"),
]
Outputs = Annotated[
    list[str] | None,
    typer.Option(
        "--output",
        metavar="FORMAT=FILE",
        help="Also write the findings to a file; may be given several times. 把结果另存为文件，可写几次。",
        show_default=False,
    ),
]
ShowWaived = Annotated[bool, typer.Option("--show-waived", help="Show what a waiver covers, too. 已豁免的也列出。")]
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
