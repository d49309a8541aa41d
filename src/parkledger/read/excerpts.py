"""Lines of data files as they stand there, for a reader who is shown what is wrong with them."""

from __future__ import annotations

import re
from codecs import BOM_UTF8
from collections.abc import Collection, Iterator

from parkledger.base.tree import Tree, Unreadable

PIECE = 1 << 20
MOST_BYTES = 256 * 1024 * 1024
"""Bytes of a file that are looked through: lines further down are not shown."""
MOST_LINE = 64 * 1024
"""Bytes of a line that are kept: the rest is not shown."""
_END = re.compile(rb"\r\n|\r|\n")


def lines_at(tree: Tree, path: str, wanted: Collection[int]) -> dict[int, str]:
    """The lines of these numbers, counted from 1, read in one pass; those that there are not, and all of a file that
    cannot be read, are left out."""
    found: dict[int, bytes] = {}
    last, line = max(wanted, default=0), 1
    try:
        for piece in _pieces(tree, path):
            ends = piece.count(b"\n") + piece.count(b"\r") - piece.count(b"\r\n")
            if any(line <= one <= line + ends for one in wanted):
                for number, text in enumerate(_END.split(piece), line):
                    if number in wanted:
                        found[number] = (found.get(number, b"") + text)[:MOST_LINE]
            line += ends
            if line > last:
                break
    except (Unreadable, OSError):
        return {}
    return {number: _text(raw.removeprefix(BOM_UTF8) if number == 1 else raw) for number, raw in found.items()}


def _pieces(tree: Tree, path: str) -> Iterator[bytes]:
    """The bytes of a file; no piece ends between the two characters of a line end."""
    ahead = b""
    with tree.open(path) as file:
        for _ in range(MOST_BYTES // PIECE):
            piece, ahead = ahead + file.read(PIECE), b""
            if piece.endswith(b"\r") and (ahead := file.read(1)) == b"\n":
                piece, ahead = piece + ahead, b""
            if not piece:
                return
            yield piece


def _text(raw: bytes) -> str:
    try:
        return raw.decode()
    except UnicodeDecodeError:
        return raw.decode("gb18030", "replace")
