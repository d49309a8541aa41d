"""The header of a CSV as it is written, without reading the rows."""

from __future__ import annotations

from codecs import BOM_UTF8
from typing import NamedTuple

from parkledger.base.tree import Tree, Unreadable
from parkledger.read.csv_text import first_cells
from parkledger.read.texts import decode

MOST_BYTES = 1024 * 1024
"""A header is one line; a longer one belongs to no roster."""


class Header(NamedTuple):
    """The names of the columns, in their order and spelling, and the encoding of the file."""

    names: tuple[str, ...]
    encoding: str


def header_of(tree: Tree, path: str) -> Header | None:
    """The header of a file, None when it has none that can be read."""
    try:
        with tree.open(path) as file:
            head = file.read(MOST_BYTES)
    except (Unreadable, OSError):
        return None
    lines = (line for line in head.removeprefix(BOM_UTF8).splitlines() if line.strip())
    text, found = decode(next(lines, b""), path)
    names = tuple(first_cells(text or ""))
    encoding = "gb18030" if found else "utf-8-sig" if head.startswith(BOM_UTF8) else "utf-8"
    return Header(tuple(name.strip() for name in names), encoding) if names else None
