"""A large file as blocks of whole lines: memory is bounded by a block, not by the file."""

from __future__ import annotations

import codecs
import re
from collections.abc import Callable, Iterator
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from parkledger.base.tree import Changed, Tree
from parkledger.read.places import places_of
from parkledger.read.texts import lines_before

BLOCK = 4 * 1024 * 1024
"""Bytes read at once: large enough that the work on a block outweighs its set-up, small beside what is kept."""
FIRST = 64 * 1024
"""Bytes of the first block, which holds the header and shows how the values of each column repeat."""
LONGEST_LINE = 2 * 1024 * 1024
"""Bytes of one line: 20 cells of the longest kind. A file without line ends is no roster."""
HARDLY_LONGER = 4096
"""Bytes of a line that is not unusual."""
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


class Lines(NamedTuple):
    """Whole lines of a file: the number of the first, how many there are, and where their bytes stand."""

    line: int
    size: int
    start: int
    length: int


class Block(NamedTuple):
    """The lines' bytes with ``\\n`` ends, in UTF-8 unless they are wrong; where each line ends in them; and which
    lines of the file they are."""

    text: bytes
    ends: NDArray[np.int64]
    of: Lines

    def decoded(self) -> str:
        """The text. Raises NotThisEncoding."""
        try:
            return self.text.decode()
        except UnicodeDecodeError as failure:
            raise NotThisEncoding(self.of.line + self.text.count(b"\n", 0, failure.start)) from failure


_END = ord("\n")
_LINE_END = re.compile(rb"\r\n|\r|\n")


class Blocks:
    """Hands out the blocks of a file. ``go_back`` makes it hand out again what a reader could not finish."""

    def __init__(self, tree: Tree, path: str, encoding: str) -> None:
        self._file = tree.open(path)
        self._shown = tree.shown(path)
        self.encoding = encoding
        self._line = 1
        self._start = len(codecs.BOM_UTF8) if self._file.read(3) == codecs.BOM_UTF8 else 0
        self._file.seek(self._start)
        self._least = 0
        self._nul = False

    def __iter__(self) -> Iterator[Block]:
        while raw := self._raw():
            text = self._plain(raw)
            ends = places_of(np.frombuffer(text, np.uint8), _END)
            block = Block(text, ends, Lines(self._line, len(ends), self._start, len(raw)))
            self._line += len(ends)
            self._start += len(raw)
            yield block
        if self._nul:  # no text of an old spreadsheet: some other kind of file
            raise NotThisEncoding(1)

    @property
    def taken(self) -> int:
        """How many bytes have been handed out."""
        return self._start

    def close(self) -> None:
        """Nothing more is asked for."""
        self._file.close()

    def go_back(self, lines: Lines, line: int) -> None:
        """To a line among some that were handed out; the next block is larger where it is the same one again."""
        self._file.seek(lines.start)
        raw = self._file.read(lines.length)
        if len(raw) != lines.length:
            raise Changed(self._shown)
        ends = _LINE_END.finditer(raw)
        at = 0
        for _ in range(line - lines.line):
            if (end := next(ends, None)) is None:
                raise Changed(self._shown)
            at = end.end()
        self._line, self._start = line, lines.start + at
        self._least = 0 if at else 2 * lines.length  # of one that grew by a line only, each look would be at all again
        self._file.seek(self._start)

    def last(self, lines: Lines) -> bool:
        """Whether nothing follows some lines."""
        self._file.seek(lines.start + lines.length)
        more = self._file.read(1)
        self._file.seek(self._start)
        return not more

    def _raw(self) -> bytes:
        """The raw bytes of the next whole lines."""
        size = max(BLOCK if self._line > 1 else FIRST, self._least)
        size += self._to_line_end(size)
        raw = self._file.read(size)
        if len(raw) < size or raw.endswith(b"\n"):
            return raw
        if end := raw.rfind(b"\n") + 1:
            rest = self._file.readline(LONGEST_LINE)
            if len(raw) - end + len(rest) > LONGEST_LINE:
                raise LineTooLong(self._line + lines_before(raw, end))
            return raw + rest
        return self._to_carriage_return(raw)

    def _to_line_end(self, size: int) -> int:
        """How many bytes behind so many the line ends; 0 where it does not soon: so a block is read in one piece."""
        self._file.seek(self._start + size)
        rest = self._file.readline(HARDLY_LONGER)
        self._file.seek(self._start)
        return len(rest) if rest.endswith(b"\n") else 0

    def _to_carriage_return(self, raw: bytes) -> bytes:
        """The last whole line of a text whose lines end with ``\\r``; one at the very end may be half a line end."""
        while (end := (raw.rfind(b"\n") + 1) or (raw.rfind(b"\r", 0, len(raw) - 1) + 1)) < max(self._least, 1):
            more = self._file.read(BLOCK)
            if not more:
                return raw
            raw += more
            if len(raw) > LONGEST_LINE + BLOCK:
                raise LineTooLong(self._line)
        self._file.seek(self._start + end)
        return raw[:end]

    def _plain(self, raw: bytes) -> bytes:
        """The bytes in UTF-8, with ``\\n`` at the end of each line."""
        if self.encoding != UTF8:
            self._nul = self._nul or b"\0" in raw
            try:
                raw = raw.decode(self.encoding).encode()
            except UnicodeError as failure:
                at = failure.start if isinstance(failure, UnicodeDecodeError) else 0
                raise NotThisEncoding(self._line + lines_before(raw, at)) from failure
        if b"\r" in raw:
            raw = raw.replace(b"\r\n", b"\n").replace(b"\r", b"\n")
        return raw if raw.endswith(b"\n") else raw + b"\n"


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
