"""A new ledger: empty, or one of the examples that come with the package."""

from __future__ import annotations

import re
from collections.abc import Mapping
from importlib import resources
from pathlib import Path

from parkledger.base.tree import FolderTree
from parkledger.model.ledger import KINDS
from parkledger.read.ledger import LEDGER_FILE, file_of, plan_ids
from parkledger.write.atomic import write_atomic

SCHEMAS = "schemas"
"""The folder beside the files of a ledger with their JSON Schemas, which the YAML files name for editors."""
EMPTY_LEDGER = f"""\
# yaml-language-server: $schema={SCHEMAS}/ledger.json
# 本台账的约定。文件没有规定、由办公室自定的数写在 settings 下。
# The office's own choices; what a published document leaves to the office stands under settings.
timezone: Asia/Shanghai
language: zh
"""


DRIVER_SETTING = 'merge.parkledger.driver "parkledger merge-csv %O %A %B %P"'
"""What a repository is told once, so that git merges rosters with ``merge-csv``."""
ATTRIBUTES = f"""\
# 换行一律照存，不作转换：各处取出的文件逐字节相同，报表所记的散列值才对得上。
# Line ends are kept as they are: a checkout has the same bytes everywhere, so the hashes that reports name hold.
* -text
# 合并两个分支时：只追加的记录，两边加的行都保留；名册按编号逐行逐格合并，先在仓库里设一次：
# When branches are merged: of records, which only grow, the rows of both sides are kept; rosters are merged by id,
# cell by cell, once the repository has been told how:
#   git config {DRIVER_SETTING}
inspections/*.csv merge=union
filings/*.csv merge=union
indicators/*.csv merge=union
enterprises/*.csv merge=parkledger
parks/*.csv merge=parkledger
"""
"""The ledger's ``.gitattributes``. Without the driver git merges rosters as it merges any text."""


class Occupied(Exception):
    """The folder exists and is not empty."""


def examples_folder() -> Path:
    """The data of the examples: shipped in the package; in a source checkout the repository's own data."""
    packaged = Path(str(resources.files("parkledger"))) / "examples"
    return packaged if packaged.is_dir() else Path(__file__).parents[3] / "data"


def example_names() -> list[str]:
    """The plans that can serve as an example."""
    return plan_ids(FolderTree(examples_folder()))


def _settings_of(text: str, plan: str) -> str:
    """The ledger file with the settings of one plan only; comments and spelling stay as they are."""
    head, found, rest = text.partition("settings:\n")
    if not found:
        return text
    below = re.search(r"(?m)^(?=[^\s#])", rest)
    settings, tail = (rest[: below.start()], rest[below.start() :]) if below else (rest, "")
    blocks = re.split(r"(?m)^(?=  [^\s#])", settings)
    kept = [block for block in blocks if block.startswith((f"  {plan}:", f'  "{plan}":'))]
    return head + (found + "".join(kept) if kept else "") + tail


def example_files(plan: str) -> Mapping[str, bytes]:
    """The files of one example by their path in the new ledger's data folder."""
    folder = examples_folder()
    tree = FolderTree(folder)
    paths = [f"plans/{plan}.yaml", *(path for kind in KINDS if (path := file_of(tree, plan, kind, {})))]
    files = {path: tree.read(path) for path in paths}
    if tree.exists(LEDGER_FILE):
        files[LEDGER_FILE] = _settings_of(tree.read(LEDGER_FILE).decode(), plan).encode()
    return files


def schema_files() -> Mapping[str, bytes]:
    """The JSON Schemas by their path in the new ledger's data folder."""
    tree = FolderTree(examples_folder())
    return {path: tree.read(path) for path in (f"{SCHEMAS}/{name}" for name in tree.names(SCHEMAS))}


def new_ledger(folder: Path, example: str | None) -> Path:
    """Make a ledger in ``folder``/data and return that path. Raises Occupied, OSError."""
    if folder.exists() and (not folder.is_dir() or any(folder.iterdir())):
        raise Occupied(str(folder))
    data = folder / "data"
    for kind in ("plans", *KINDS):
        (data / kind).mkdir(parents=True, exist_ok=True)
    files = dict(example_files(example)) if example else {LEDGER_FILE: EMPTY_LEDGER.encode()}
    files[".gitattributes"] = ATTRIBUTES.encode()
    files |= schema_files()
    (data / SCHEMAS).mkdir()
    for path, content in sorted(files.items()):
        write_atomic(data / path, content)
    return data
