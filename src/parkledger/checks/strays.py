"""Files in the ledger's folders that are not read: somebody wrote down facts that nobody will see."""

from __future__ import annotations

import re

from parkledger.base.findings import Finding, error, warning
from parkledger.base.names import nearest
from parkledger.base.spans import Span
from parkledger.base.words import Words as W
from parkledger.model.ledger import KINDS, Ledger
from parkledger.read.ledger import stems

STRAY_FILE = warning(
    "PL315", "stray-file",
    message=W("这个文件不属于任何方案，没有被读取", "this file belongs to no plan and is not read"),
    why=W("没有被读取的事实不起作用。", "Facts that are not read have no effect."),
    help=W("请把文件名改成方案的名称（可不带年份）；不是台账的文件请移到别处。",
           "Name it after a plan, with or without its year; move it elsewhere if it is no part of the ledger."),
    bad="enterprises/jinan.csv", good="enterprises/jinnan.csv",
)  # fmt: skip
YAML_ENDING = error(
    "PL317", "yaml-ending",
    message=W("这个文件没有被读取：文件名要以 .yaml 结尾，应为“{name}”",
              "this file is not read: its name must end with .yaml, as in “{name}”"),
    why=W("没有被读取的方案不起作用，它的时限也没有人核对。", "A plan that is not read has no effect; nobody watches its deadlines."),
    help=W("请改文件名。", "Rename the file."),
    bad="plans/jinnan-2021.yml", good="plans/jinnan-2021.yaml",
)  # fmt: skip
NO_CSV = warning(
    "PL318", "not-csv",
    message=W("这张表没有被读取：只读 CSV，应为“{name}”", "this table is not read: only CSV is, as in “{name}”"),
    why=W("没有被读取的事实不起作用。", "Facts that are not read have no effect."),
    help=W("请另存为“CSV UTF-8（逗号分隔）”，文件名用方案的名称；不是台账的文件请移到别处。",
           "Save it as “CSV UTF-8 (comma delimited)”, named after its plan; move it elsewhere if it is no part of the ledger."),
    bad="enterprises/jinnan.xlsx", good="enterprises/jinnan.csv",
)  # fmt: skip
STRAY_FOLDER = warning(
    "PL319", "stray-folder",
    message=W("文件夹“{name}”没有被读取", "the folder “{name}” is not read"),
    why=W("没有被读取的事实不起作用。", "Facts that are not read have no effect."),
    help=W("请改文件夹的名称；不是台账的文件夹请移到别处。", "Rename the folder; move it elsewhere if it is no part of the ledger."),
    bad="inspection/jinnan.csv", good="inspections/jinnan.csv",
)  # fmt: skip
CODES = (STRAY_FILE, YAML_ENDING, NO_CSV, STRAY_FOLDER)

_FOLDERS = ("plans", *KINDS)
_LIKE = 0.75
"""How like one of the ledger's folders a name must be, from 0 to 1, to be taken for a mistyped one: ``inspection``."""
_YAML = re.compile(r"(?P<stem>.+?)[.](?!(?-i:yaml)$)ya?ml([.]txt)?", re.IGNORECASE)
_TABLE = re.compile(r"(?P<stem>.+?)[.](?!(?-i:csv)$)(csv([.]txt)?|tsv|xlsx?|xls[bm]|et|ods)", re.IGNORECASE)


def not_read(ledger: Ledger) -> list[Finding]:
    """A finding for each file that is not read, and for each folder whose name looks like a mistyped one of the ledger's."""
    found = (_finding(path, ledger) for path in ledger.stray)
    return [one for one in found if one is not None]


def _finding(path: str, ledger: Ledger) -> Finding | None:
    *_, folder, name = ("", *path.removesuffix("/").split("/"))
    if path.endswith("/"):
        meant = nearest(name, _FOLDERS, 1, _LIKE)
        return Finding(STRAY_FOLDER, Span(path), path, {"name": name}, meant) if meant else None
    if folder not in KINDS[1:] and (found := _YAML.fullmatch(name)):
        return Finding(YAML_ENDING, Span(path), path, {"name": f"{found['stem']}.yaml"})
    if folder in KINDS and (found := _TABLE.fullmatch(name)):
        return Finding(
            NO_CSV, Span(path), path, {"name": f"{found['stem']}.csv"}, _wanting(found["stem"], folder, ledger)
        )
    return Finding(STRAY_FILE, Span(path), path, {}, _wanting(name.partition(".")[0], folder, ledger))


def _wanting(stem: str, kind: str, ledger: Ledger) -> tuple[str, ...]:
    """The nearest file names of this kind that plans could have and do not have."""
    if kind not in KINDS:
        return ()
    without = [stem for one in ledger.campaigns if not one.tables[kind].path for stem in stems(one.id)]
    return tuple(f"{one}.csv" for one in nearest(stem, without, 1))
