"""A large file as blocks of whole lines in UTF-8: memory is bounded by a block, not by the file."""

from __future__ import annotations

import codecs
import re
from collections.abc import Callable, Iterator
from typing import NamedTuple

from parkledger.base.tree import Tree

BLOCK = 8 * 1024 * 1024
"""Bytes read at once: large enough that the work on a block outweighs its set-up, small beside what is kept."""
FIRST = 512 * 1024
"""Bytes of the first block, which holds the header and shows how the values of each column repeat."""
LONGEST_LINE = 2 * 1024 * 1024
"""Bytes of one line: 20 cells of the longest kind. A file without line ends is no roster."""
UTF8, GB18030 = "utf-8", "gb18030"


class LineTooLong(Exception):
    """No line end within LONGEST_LINE: reading ends there. ``line`` is its number."""

    def __init__(self, line: int) -> None:
        super().__init__(line)
        self.line = line


class NotThisEncoding(Exception):
    """The bytes are not of the encoding that was tried; ``line`` is where."""

    def __init__(self, line: int) -> None:
        super().__init__(line)
        self.line = line


class Block(NamedTuple):
    """Whole lines: their text in UTF-8 with ``\\n`` ends, the number of the first, and where they stand in the file."""

    text: bytes
    line: int
    start: int
    length: int


_LINE_END = re.compile(rb"\r\n|\r|\n")


class Blocks:
    """Hands out the blocks of a file. What a reader cannot finish it gives back with ``put_back``."""

    def __init__(self, tree: Tree, path: str, encoding: str) -> None:
        self._file = tree.open(path)
        self.encoding = encoding
        self.line = 1
        self.start = len(codecs.BOM_UTF8) if self._file.read(3) == codecs.BOM_UTF8 else 0
        self._file.seek(self.start)
        self._left = self._last = b""

    def __iter__(self) -> Iterator[Block]:
        with self._file:
            while (raw := self._next()) is not None:
                text = self._decoded(raw)
                block = Block(text, self.line, self.start, len(raw))
                self.line += text.count(b"\n")
                self.start += len(raw)
                yield block

    def put_back(self, block: Block, line: int) -> None:
        """Take back the lines of the last block from ``line`` on, to be handed out again with what follows."""
        ends = _LINE_END.finditer(self._last)
        at = 0
        for _ in range(line - block.line):
            at = next(ends).end()
        raw = self._last[at:]
        self._left = raw + self._left
        self.line, self.start = line, self.start - len(raw)

    def at_end(self) -> bool:
        """Whether nothing follows the last block."""
        self._left = self._left or self._file.read(BLOCK)
        return not self._left

    def _next(self) -> bytes | None:
        """The raw bytes of the next whole lines."""
        raw, self._left = self._left, b""
        size = BLOCK if self.line > 1 else FIRST
        while more := self._file.read(size):
            raw += more
            size = BLOCK
            end = _last_line_end(raw)
            if len(raw) - end > LONGEST_LINE:
                raise LineTooLong(self.line + len(_LINE_END.findall(raw, 0, end)))
            if end:
                raw, self._left = raw[:end], raw[end:]
                break
        self._last = raw
        return raw or None

    def _decoded(self, raw: bytes) -> bytes:
        """The text in UTF-8, with ``\\n`` at the end of each line."""
        try:
            if self.encoding == UTF8:
                if not raw.isascii():
                    raw.decode()
            else:
                raw = raw.decode(self.encoding).encode()
        except UnicodeError as failure:
            at = failure.start if isinstance(failure, UnicodeDecodeError) else 0
            raise NotThisEncoding(self.line + raw.count(b"\n", 0, at)) from failure
        if b"\r" in raw:
            raw = raw.replace(b"\r\n", b"\n").replace(b"\r", b"\n")
        return raw if raw.endswith(b"\n") else raw + b"\n"


def _last_line_end(raw: bytes) -> int:
    """Where the last whole line ends; a ``\\r`` at the very end may be half a line end."""
    return (raw.rfind(b"\n") + 1) or (raw.rfind(b"\r", 0, len(raw) - 1) + 1)


def likely_encoding(head: bytes, sensible: Callable[[str], bool]) -> str:
    """UTF-8, unless the header reads as one only in GB18030 (some GBK words are valid UTF-8)."""
    line = _LINE_END.split(head.removeprefix(codecs.BOM_UTF8).lstrip(b"\r\n"), maxsplit=1)[0]
    for encoding in (UTF8, GB18030):
        try:
            if sensible(line.decode(encoding)):
                return encoding
        except UnicodeDecodeError:
            continue
    return UTF8
