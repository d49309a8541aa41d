"""Bytes to text: UTF-8 with or without BOM, else GB18030 (which old spreadsheets write)."""

from __future__ import annotations

import re
from codecs import BOM_UTF8
from collections.abc import Callable

from parkledger.base import codes
from parkledger.base.findings import Finding
from parkledger.base.spans import Span
from parkledger.base.tree import Tree, Unreadable

_LINE_END = re.compile(rb"\r\n|\r|\n")


def lines_before(raw: bytes, place: int) -> int:
    """How many lines end before a place, whatever ends them."""
    return len(_LINE_END.findall(raw, 0, place))


def read_bytes(tree: Tree, path: str) -> tuple[bytes | None, tuple[Finding, ...]]:
    """The bytes of a file, or the finding that says why there are none."""
    try:
        return tree.read(path), ()
    except Unreadable as failure:
        return None, (Finding(codes.UNREADABLE, Span(path), args={"reason": failure.reason}),)


def decode(
    raw: bytes, path: str, sensible: Callable[[str], bool] = lambda text: True
) -> tuple[str | None, tuple[Finding, ...]]:
    """Text of the bytes. Some GBK words are valid UTF-8 (目录 reads as Ŀ¼): ``sensible`` tells such a reading."""
    utf8: str | None = None
    wrong_at = 0
    raw = raw.removeprefix(BOM_UTF8)
    try:
        utf8 = raw.decode()
        if sensible(utf8):
            return utf8, ()
    except UnicodeDecodeError as failure:
        wrong_at = failure.start
    try:
        text = raw.decode("gb18030")
    except UnicodeDecodeError as failure:
        text = None
        wrong_at = max(wrong_at, failure.start)
    if text is not None and "\x00" not in text and (utf8 is None or sensible(text)):
        return text, (Finding(codes.NOT_UTF8, Span(path)),)
    if utf8 is not None:
        return utf8, ()
    line = lines_before(raw, wrong_at) + 1
    return None, (Finding(codes.UNDECODABLE, Span(path, line), args={"line": str(line)}),)
