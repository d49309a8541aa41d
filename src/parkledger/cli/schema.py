"""``parkledger schema``: what may stand in the data files, for editors and other tools."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from parkledger.cli import complete
from parkledger.cli import options as o
from parkledger.cli.folder import find_data, no_such_plan
from parkledger.cli.language import lang_before
from parkledger.cli.output import refuse_own, write_out
from parkledger.cli.speech import OK, print_json, say, stop
from parkledger.reports.report import listed

if TYPE_CHECKING:
    from parkledger.base.tree import FolderTree
    from parkledger.base.words import Lang
    from parkledger.model.ledger import Campaign

YAML_FILES = ("plan", "park", "ledger")
TABLES = {
    "roster": ("enterprises",),
    **{kind: (kind,) for kind in ("parks", "inspections", "filings", "indicators")},
    "package": ("parks", "enterprises", "inspections", "filings", "indicators"),
}
"""KIND → the tables that it describes: one, or all tables of a plan."""
FORMATS = {**dict.fromkeys(YAML_FILES, "json-schema"), **dict.fromkeys(TABLES, "table-schema")}
"""KIND → the one format in which it can be described."""


@complete.quietly
def _formats(ctx: Any, incomplete: str) -> Iterator[tuple[str, str]]:
    """The kinds of file that have a schema."""
    yield from FORMATS.items()


Kind = Annotated[
    str,
    typer.Argument(
        metavar="KIND",
        help=f"What to describe: {', '.join(FORMATS)}. 哪一种文件：{'、'.join(FORMATS)}。",
        autocompletion=_formats,
    ),
]
Plan = Annotated[
    str | None,
    o.plan_argument(
        "With the columns that this plan declares; of CSV the plan's own file. "
        "连同该方案声明的列；CSV 则按该方案自己的文件。"
    ),
]
Shape = Annotated[
    str | None,
    o.format_option(
        "json-schema for YAML files, table-schema for CSV files: what the kind has. "
        "YAML 文件为 json-schema，CSV 文件为 table-schema。",
        "NAME",
    ),
]
Out = Annotated[Path | None, o.file_option("Write it to a file. 写成文件。")]


def schema(
    kind: Kind, plan: Plan = None, out: Out = None, shape: Shape = None, data: o.Data = None, lang: o.Lang = None,
) -> int:  # fmt: skip
    """JSON Schema of the YAML files, and data packages of the CSV files. 数据文件的格式说明，供编辑器和其他工具用。

    Of CSV files a Frictionless data package with the columns of the plan's own file; without a plan the Table Schema
    of the basic columns. CSV 按方案自己的文件给出 Frictionless 数据包；不写方案则给出基本列的 Table Schema。

    Examples:

        parkledger schema plan -o plan.json

        parkledger schema roster jinnan-2021 -o data/roster.json

        parkledger schema package jinnan-2021 -o data/datapackage.json
    """
    spoken = lang_before(lang, data)
    if kind not in FORMATS:
        stop(spoken, "schema.no.kind", kind=kind, kinds=listed(FORMATS))
    if shape not in (None, FORMATS[kind]):
        stop(spoken, "schema.no.format", kind=kind, shape=shape, format=FORMATS[kind])
    if kind == "package" and plan is None:
        stop(spoken, "schema.package.plan")
    if out is not None:
        refuse_own(out, data, spoken)
    made = _of_yaml(kind, plan, data, spoken) if kind in YAML_FILES else _of_csv(kind, plan, data, out, spoken)
    if out is None:
        print_json(made)
        return OK
    from parkledger.render.json_text import dumps
    from parkledger.render.labels import label

    write_out(out, (dumps(made) + "\n").encode(), spoken)
    say(label("report.done", spoken, path=out))
    return OK


def _tree_with(plan: str, data: str | None, lang: Lang) -> FolderTree:
    """The ledger's files. Stops if it has no plan of this name."""
    from parkledger.read.ledger import plan_ids

    tree = find_data(data, lang)
    plans = plan_ids(tree)
    if plan not in plans:
        no_such_plan(plan, plans, lang)
    return tree


def _campaign(plan: str, data: str | None, lang: Lang) -> tuple[FolderTree, Campaign, dict[str, str]]:
    """The files, the campaign of a plan, and the file names that ``ledger.yaml`` gives it. Its rows are not needed."""
    from parkledger.read.ledger import read_ledger

    tree = _tree_with(plan, data, lang)
    ledger = read_ledger(tree, plan, texts="asked")
    if not ledger.campaigns:
        stop(lang, "data.unreadable", plans=plan)
    return tree, ledger.campaigns[0], dict(ledger.file.files.get(plan, {}))


def _of_yaml(kind: str, plan: str | None, data: str | None, lang: Lang) -> dict[str, Any]:
    from parkledger.render.schemas import json_schema

    if plan is not None:
        _tree_with(plan, data, lang)
    if kind == "plan":
        return json_schema.plan_schema()
    if kind == "ledger":
        return json_schema.ledger_schema()
    return json_schema.park_schema(_campaign(plan, data, lang)[1].plan.columns.parks if plan else None)


def _of_csv(kind: str, plan: str | None, data: str | None, out: Path | None, lang: Lang) -> dict[str, Any]:
    from parkledger.read.headers import header_of
    from parkledger.read.ledger import file_of
    from parkledger.render.schemas.table_schema import CsvFile, data_package, table_schema

    kinds = TABLES[kind]
    if plan is None:
        return table_schema(kinds[0])
    tree, campaign, named = _campaign(plan, data, lang)
    beside = out.resolve().parent if out else Path.cwd()
    files = []
    for one in kinds:
        path = file_of(tree, plan, one, named)
        if path is not None and path.endswith(".csv") and (header := header_of(tree, path)) is not None:
            shown = Path(os.path.relpath((tree.root / path).resolve(), beside)).as_posix()
            files.append(CsvFile(one, shown, header))
    if not files:
        stop(lang, "schema.no.csv", kind=kind, plan=plan)
    declared = {one: getattr(campaign.plan.columns, one) for one in kinds}
    return data_package(f"{plan}-{kind}", campaign.plan.short or campaign.plan.title, files, declared)
