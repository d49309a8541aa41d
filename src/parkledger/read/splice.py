"""A CSV file of which another state was read before: only the rows that differ are parsed and judged.

The lines of both states are laid side by side. Runs of lines that differ are read as files of their own, and their rows
are put between the rows that are there already. The result is what reading the whole file gives; where that is not
beyond doubt (a quote across lines that were changed, lone carriage returns, anything found in the form of the file)
there is no result, and the whole file is to be read.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import replace
from functools import cached_property
from typing import Any, NamedTuple

from parkledger.base.findings import MOST_SHOWN, Finding
from parkledger.read.csv_text import Sheet, lines_of, parse_csv
from parkledger.read.table_files import ReadFile
from parkledger.read.tables import Cells, ColumnType, matched_header, typed_table

FAR = 64
"""Lines that may be gone or changed in one place before the rest of the file is taken to differ."""
PIECE = 64 * 1024
"""Bytes that are compared at once, and how far ahead a line is looked for that was pushed down: some 300 rows."""


class _Run(NamedTuple):
    """Lines that differ: the rows of the old state from ``first`` to ``end``, the line of the new state on which their
    place begins, the rows that stand there now with their lines, and by how many lines what follows has moved."""

    first: int
    end: int
    line: int
    rows: Sequence[list[str]]
    lines: Sequence[int]
    moved: int


def read_again(before: ReadFile, raw: bytes, types: Sequence[ColumnType]) -> ReadFile | None:
    """Read another state of a file by what differs, None where the whole file is to be read."""
    if not before.table.size or _lone_returns(before.raw) or _lone_returns(raw):
        return None
    runs: list[_Run] = []
    for old, new in _hunks(before.raw, raw):
        run = _run(before, old, new, raw)
        if run is None:
            return None
        runs.append(run)
    return _spliced(before, runs, raw, types)


def _lone_returns(text: bytes) -> bool:
    """Whether a carriage return ends a line by itself."""
    return b"\r" in text and text.count(b"\r") != text.count(b"\r\n")


class _Lines(NamedTuple):
    """Some lines of a state: the number of the first one, how many, and where they begin and end in its bytes."""

    first: int
    number: int
    start: int
    end: int


def _hunks(old: bytes, new: bytes) -> Iterator[tuple[_Lines, _Lines]]:
    """The runs of lines that differ between two states, found by comparing bytes: no line is looked at that is not
    beside one that differs."""
    one = other = 0
    lines = [1, 1]
    at = [0, 0]
    while (same := _same(old, one, new, other)) < max(len(old) - one, len(new) - other):
        start = old.rfind(b"\n", one, one + same) + 1 or one
        one, other = start, other + start - one
        ends = _meeting(old, one, new, other)
        hunk = []
        for side, (text, first, end) in enumerate(((old, one, ends[0]), (new, other, ends[1]))):
            lines[side] += text.count(b"\n", at[side], first)
            at[side] = first
            hunk.append(_Lines(lines[side], text.count(b"\n", first, end), first, end))
        yield hunk[0], hunk[1]
        one, other = ends


def _same(old: bytes, one: int, new: bytes, other: int) -> int:
    """How many bytes are the same from a place on."""
    most = min(len(old) - one, len(new) - other)
    found = 0
    while found < most and old[one + found : one + found + PIECE] == new[other + found : other + found + PIECE]:
        found += PIECE
    step = PIECE
    while step and found < most:
        if old[one + found : one + found + step] == new[other + found : other + found + step]:
            found += step
        else:
            step //= 2
    return min(found, most)


def _meeting(old: bytes, one: int, new: bytes, other: int) -> tuple[int, int]:
    """Where two states that part meet again: at the beginning of the next old line that stands near by in the new
    state; else where the bytes up to the end of both are the same."""
    place = one
    for _ in range(FAR):
        end = old.find(b"\n", place) + 1
        if not end:
            break
        line = old[place:end]
        found = other if new.startswith(line, other) else new.find(b"\n" + line, other, other + PIECE) + 1
        if found and (place, found) != (one, other):
            return place, found
        place = end
    return _tail(old, one, new, other)


def _tail(old: bytes, one: int, new: bytes, other: int) -> tuple[int, int]:
    """The beginning of the first of the lines at the end that are the same in both states."""
    low, most = 0, min(len(old) - one, len(new) - other)
    while low < most:
        half = (low + most + 1) // 2
        if old[len(old) - half :] == new[len(new) - half :]:
            low = half
        else:
            most = half - 1
    end = len(old) - low
    if not (_at_line(old, end) and _at_line(new, len(new) - low)):
        end = (old.find(b"\n", end) + 1) or len(old)
    return end, len(new) - (len(old) - end)


def _at_line(text: bytes, place: int) -> bool:
    return text[place - 1 : place] == b"\n"


def _run(before: ReadFile, old: _Lines, new: _Lines, raw: bytes) -> _Run | None:
    """A run of lines as rows; None where it does not begin and end with rows of both states."""
    lines, size = before.table.lines, before.table.size
    at_end = old.start == len(before.raw), old.end == len(before.raw)
    first = size if at_end[0] else bisect_left(lines, old.first)
    end = size if at_end[1] else bisect_left(lines, old.first + old.number)
    begins = at_end[0] or (first < size and lines[first] == old.first)
    ends = at_end[1] or (end < size and lines[end] == old.first + old.number)
    if not begins or not ends:
        return None
    try:
        text = raw[new.start : new.end].decode()
    except UnicodeDecodeError:
        return None
    stand_in = '""' + "," * (len(before.header) - 1) + "\n"
    sheet, misread = parse_csv(stand_in + text, before.table.path, whole=False)
    if misread or sheet.ragged or sheet.open_from:
        return None
    off = new.first - 2
    return _Run(first, end, new.first, sheet.rows, [line + off for line in sheet.lines], new.number - old.number)


def _spliced(before: ReadFile, runs: Sequence[_Run], raw: bytes, types: Sequence[ColumnType]) -> ReadFile | None:
    table, header = before.table, before.header
    rows = [row for run in runs for row in run.rows]
    between_lines = [line for run in runs for line in run.lines]
    at, _ = matched_header(Sheet(table.path, list(header)), types)
    places = _Places(raw, at, between_lines, table.path)
    columns = {key: [row[number] for row in rows] for key, number in at.items()}
    between, found = typed_table(Cells(table.path, len(rows), columns, between_lines, places.of), types)
    misjudged = _carried(before, runs, found)
    if misjudged is None:
        return None
    lines = _moved(table.lines, runs)
    spliced = replace(
        table,
        size=len(lines),
        texts={key: _joined(column, between.texts[key], runs) for key, column in table.texts.items()},
        days={key: _joined(column, between.days[key], runs) for key, column in table.days.items()},
        numbers={key: _joined(column, between.numbers[key], runs) for key, column in table.numbers.items()},
        lines=lines,
        place=_Places(raw, at, lines, table.path).of,
    )
    return ReadFile(raw, header, spliced, misjudged)


def _joined(old: Sequence[Any], new: Sequence[Any], runs: Sequence[_Run]) -> Sequence[Any]:
    """A column; where its cells are the same it stays the same list, which tells at once that nothing changed."""
    pieces, at = [], 0
    for run in runs:
        pieces.append(new[at : at + len(run.rows)])
        at += len(run.rows)
    if all(old[run.first : run.end] == piece for run, piece in zip(runs, pieces, strict=True)):
        return old
    found = list(old)
    for run, piece in zip(reversed(runs), reversed(pieces), strict=True):
        found[run.first : run.end] = piece
    return found


def _moved(old: Sequence[int], runs: Sequence[_Run]) -> Sequence[int]:
    """The line of every row."""
    if not any(run.moved for run in runs) and all(old[run.first : run.end] == run.lines for run in runs):
        return old
    found: list[int] = []
    at = moved = 0
    for run in runs:
        found += [line + moved for line in old[at : run.first]] if moved else old[at : run.first]
        found += run.lines
        at, moved = run.end, moved + run.moved
    found += [line + moved for line in old[at:]] if moved else old[at:]
    return found


def _carried(before: ReadFile, runs: Sequence[_Run], new: Sequence[Finding]) -> tuple[Finding, ...] | None:
    """What is found in the cells now, None where a row that moved is called by its line."""
    found = list(new)
    for one in before.misjudged:
        row = bisect_left(before.table.lines, one.span.line + 1) - 1
        if any(run.first <= row < run.end for run in runs):
            continue
        moved = sum(run.moved for run in runs if run.end <= row)
        if moved and "id" not in before.table.present:
            return None
        found.append(one._replace(span=one.span._replace(line=one.span.line + moved)))
    return tuple(found) if len(found) <= MOST_SHOWN else None


class _Places:
    """Line and column of a cell; the text is looked through when the first one is asked for."""

    def __init__(self, raw: bytes, at: dict[str, int], lines: Sequence[int], path: str) -> None:
        self._raw, self._at, self._lines, self._path = raw, at, lines, path

    @cached_property
    def _sheet(self) -> Sheet:
        return Sheet(self._path, raw_lines=lines_of(self._raw.decode("utf-8-sig")))

    def of(self, row: int, column: str) -> tuple[int, int]:
        """Line and column; of the row where it has no such cell."""
        line = self._lines[row]
        return self._sheet.place(line, self._at[column]) if column in self._at else (line, 1)
