"""``parkledger merge-csv``: the merge driver that git calls for rosters."""

from __future__ import annotations

import shutil
import subprocess
from codecs import BOM_UTF8
from pathlib import Path
from typing import Annotated

import typer

from parkledger.base.tree import FolderTree, Unreadable
from parkledger.base.words import Lang
from parkledger.cli import options as o
from parkledger.cli.language import lang_before
from parkledger.cli.speech import FOUND, OK, stop, warn
from parkledger.render.system import reason_words
from parkledger.reports.report import listed

Base = Annotated[Path, typer.Argument(metavar="%O", help="What both sides come from. 双方共同的原文件。")]
Ours = Annotated[
    Path, typer.Argument(metavar="%A", help="Our side; the result is written here. 本方的文件，结果写在这里。")
]
Theirs = Annotated[Path, typer.Argument(metavar="%B", help="Their side. 对方的文件。")]
Where = Annotated[str, typer.Argument(metavar="%P", help="The file's path, for messages. 文件路径，用于提示。")]


def merge_csv(base: Base, ours: Ours, theirs: Theirs, path: Where = "", lang: o.Lang = None) -> int:
    """Merge two states of a CSV row by row and cell by cell, for git. 逐行逐格合并两份 CSV，供 git 调用。

    Set up once in a repository; which files it is for stands in their .gitattributes (merge=parkledger).
    每个仓库设一次；用于哪些文件，写在 .gitattributes 里（merge=parkledger）。

        git config merge.parkledger.driver "parkledger merge-csv %O %A %B %P"

    Exit code 1 when both sides changed the same cell differently: that row then stands between markers.
    两边把同一格改得不同时，退出码为 1，那一行留在冲突标记之间。

    Examples:

        parkledger merge-csv base.csv ours.csv theirs.csv enterprises/jinnan.csv
    """
    from parkledger.render.labels import label
    from parkledger.write.atomic import write_atomic
    from parkledger.write.merge import MOST_BYTES, merged

    spoken = lang_before(lang)
    files = [str(one) for one in (base, ours, theirs)]
    tree = FolderTree(Path())
    try:
        if (size := max(map(tree.size, files))) > MOST_BYTES:
            told = label("merge.too.large", spoken, path=path or ours, size=size >> 20, most=MOST_BYTES >> 20)
            warn(told)
            return _as_lines(base, ours, theirs, spoken)
        try:
            found = merged(_text(tree, one) for one in files)
        except UnicodeDecodeError:
            found = None
        if found is None:
            return _as_lines(base, ours, theirs, spoken)
        with tree.open(str(ours)) as file:
            bom = BOM_UTF8 if file.read(len(BOM_UTF8)) == BOM_UTF8 else b""
        write_atomic(ours, bom + found.text.encode())
    except Unreadable as failure:
        stop(spoken, "cannot.merge", path=path or ours, reason=reason_words(failure.reason, spoken))
    except OSError as failure:
        stop(spoken, "cannot.merge", path=path or ours, reason=reason_words(failure.strerror or failure, spoken))
    for one in found.conflicts:
        told = label("merge.conflict", spoken, path=path or ours, id=one.id, columns=listed(one.columns))
        warn(told)
    return FOUND if found.conflicts else OK


def _text(tree: FolderTree, path: str) -> str:
    """The text of a file without its byte order mark. Raises Unreadable, UnicodeDecodeError."""
    with tree.open(path) as file:
        return file.read().removeprefix(BOM_UTF8).decode()


def _as_lines(base: Path, ours: Path, theirs: Path, lang: Lang) -> int:
    """Merge line by line, as git does without a driver; conflicts are left between markers."""
    git = shutil.which("git")
    if git is None:
        stop(lang, "merge.no_git")
    names = [part for name in ("ours", "base", "theirs") for part in ("-L", name)]
    done = subprocess.run([git, "merge-file", *names, "--", ours, base, theirs], check=False)
    return FOUND if done.returncode else OK
