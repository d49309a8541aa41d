"""A CSV file of which another state was read before: only the rows that differ are parsed and judged.

Both states begin and end with the same bytes. What stands between is read as a file of its own, and its rows are put
between the rows that are there already. The result is what reading the whole file gives; where that is not beyond
doubt (a quote across lines, lone carriage returns, anything found in the form of the file) there is no result, and the
whole file is to be read.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Callable, Sequence
from dataclasses import replace
from functools import cached_property
from typing import Any, NamedTuple

from parkledger.base.findings import MOST_SHOWN, Finding
from parkledger.model.columns import Table
from parkledger.read.csv_text import Sheet, lines_of, parse_csv
from parkledger.read.table_files import ReadFile
from parkledger.read.tables import ColumnType, cells_of_sheet, typed_table


class _Middle(NamedTuple):
    """Where two states differ: bytes of the new one, rows of the old one, the line that both begin on, and by how many
    lines whatever follows has moved."""

    text: bytes
    first: int
    end: int
    line: int
    moved: int


def read_again(before: ReadFile, raw: bytes, types: Sequence[ColumnType]) -> ReadFile | None:
    """Read another state of a file by what differs, None where the whole file is to be read."""
    middle = _middle(before, raw)
    if middle is None:
        return None
    try:
        text = middle.text.decode()
    except UnicodeDecodeError:
        return None
    stand_in = '""' + "," * (len(before.header) - 1) + "\n"
    sheet, misread = parse_csv(stand_in + text, before.table.path, whole=False)
    if misread or sheet.open_from:
        return None
    sheet.header = list(before.header)
    cells, _ = cells_of_sheet(sheet, types)
    off = middle.line - 2
    between, found = typed_table(cells._replace(lines=[line + off for line in sheet.lines]), types)
    new = tuple(one._replace(span=one.span._replace(line=one.span.line + off)) for one in found)
    misjudged = _carried(before, middle, new)
    if misjudged is None:
        return None
    return ReadFile(raw, before.header, _spliced(before, between, middle, raw, types), misjudged)


def _middle(before: ReadFile, raw: bytes) -> _Middle | None:
    """The lines that differ; they begin and end where records do."""
    old, lines, size = before.raw, before.table.lines, before.table.size
    if not size or _lone_returns(old) or _lone_returns(raw):
        return None
    same = _common(lambda length: old[:length] == raw[:length], min(len(old), len(raw)))
    start = old.rfind(b"\n", 0, same) + 1
    rest = min(len(old), len(raw)) - start
    tail = _common(lambda length: old[len(old) - length :] == raw[len(raw) - length :], rest)
    end = len(old) - tail
    if not (_at_line(old, end) and _at_line(raw, len(raw) - tail)):
        end = (old.find(b"\n", end) + 1) or len(old)
    line = old.count(b"\n", 0, start) + 1
    last = line + old.count(b"\n", start, end)
    first_row = size if start == len(old) else bisect_left(lines, line)
    end_row = size if end == len(old) else bisect_left(lines, last)
    text = raw[start : len(raw) - (len(old) - end)]
    moved = text.count(b"\n") - (last - line)
    begins = start == len(old) or (first_row < size and lines[first_row] == line)
    ends = end == len(old) or (end_row < size and lines[end_row] == last)
    return _Middle(text, first_row, end_row, line, moved) if begins and ends else None


def _lone_returns(text: bytes) -> bool:
    """Whether a carriage return ends a line by itself."""
    return b"\r" in text and text.count(b"\r") != text.count(b"\r\n")


def _at_line(text: bytes, place: int) -> bool:
    return text[place - 1 : place] == b"\n"


def _common(same: Callable[[int], bool], most: int) -> int:
    """The greatest length up to which two texts are the same, by halving."""
    low = 0
    while low < most:
        half = (low + most + 1) // 2
        if same(half):
            low = half
        else:
            most = half - 1
    return low


def _carried(before: ReadFile, middle: _Middle, new: tuple[Finding, ...]) -> tuple[Finding, ...] | None:
    """What is found in the cells now, None where a row that moved is called by its line."""
    lines, size = before.table.lines, before.table.size
    first = lines[middle.first] if middle.first < size else middle.line
    end = lines[middle.end] if middle.end < size else None
    above = [one for one in before.misjudged if one.span.line < first]
    below = [one for one in before.misjudged if end is not None and one.span.line >= end]
    if below and middle.moved and "id" not in before.table.present:
        return None
    moved = [one._replace(span=one.span._replace(line=one.span.line + middle.moved)) for one in below]
    found = (*above, *new, *moved)
    return found if len(found) <= MOST_SHOWN else None


def _spliced(before: ReadFile, between: Table, middle: _Middle, raw: bytes, types: Sequence[ColumnType]) -> Table:
    table, first, end = before.table, middle.first, middle.end

    def joined(old: Sequence[Any], new: Sequence[Any]) -> Sequence[Any]:
        """A column; where its cells are the same it stays the same list, which tells at once that nothing changed."""
        return old if new == old[first:end] else [*old[:first], *new, *old[end:]]

    below = table.lines[end:]
    lines = [*table.lines[:first], *between.lines, *([one + middle.moved for one in below] if middle.moved else below)]
    place = _Places(raw, before.header, lines, types, table.path)
    return replace(
        table,
        size=len(lines),
        texts={key: joined(column, between.texts[key]) for key, column in table.texts.items()},
        days={key: joined(column, between.days[key]) for key, column in table.days.items()},
        numbers={key: joined(column, between.numbers[key]) for key, column in table.numbers.items()},
        lines=lines,
        place=place.of,
    )


class _Places:
    """Line and column of a cell; the text is looked through when the first one is asked for."""

    def __init__(
        self, raw: bytes, header: Sequence[str], lines: Sequence[int], types: Sequence[ColumnType], path: str
    ) -> None:
        self._raw, self._lines, self._path = raw, lines, path
        known = {name: one.key for one in types for name in (one.key, one.title)}
        self._at = {known[name]: number for number, name in enumerate(header) if name in known}

    @cached_property
    def _sheet(self) -> Sheet:
        return Sheet(self._path, raw_lines=lines_of(self._raw.decode("utf-8-sig")))

    def of(self, row: int, column: str) -> tuple[int, int]:
        """Line and column; of the row where it has no such cell."""
        line = self._lines[row]
        return self._sheet.place(line, self._at[column]) if column in self._at else (line, 1)
