"""A CSV file of which another state was read before: only the rows that differ are parsed and judged.

The lines of both states are laid side by side. Runs of lines that differ are read as files of their own, and their rows
are put between the rows that are there already. The result is what reading the whole file gives; where that is not
beyond doubt (a quote across lines that were changed, lone carriage returns, anything found in the form of the file)
there is no result, and the whole file is to be read.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from functools import cached_property
from typing import Any, NamedTuple

from parkledger.base.findings import MOST_SHOWN, Finding
from parkledger.read.csv_text import Sheet, lines_of, parse_csv
from parkledger.read.table_files import ReadFile
from parkledger.read.tables import Cells, ColumnType, matched_header, typed_table

FAR = 64
"""Lines that may be gone or changed in one place before the rest of the file is taken to differ."""


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
    """Some lines of a state: the number of the first one, and where they begin and end in its bytes."""

    first: int
    number: int
    start: int
    end: int


def _hunks(old: bytes, new: bytes) -> Iterator[tuple[_Lines, _Lines]]:
    """The runs of lines that differ between two states."""
    same = _common(lambda length: old[:length] == new[:length], min(len(old), len(new)))
    start = old.rfind(b"\n", 0, same) + 1
    rest = min(len(old), len(new)) - start
    tail = _common(lambda length: old[len(old) - length :] == new[len(new) - length :], rest)
    end = len(old) - tail
    if not (_at_line(old, end) and _at_line(new, len(new) - tail)):
        end = (old.find(b"\n", end) + 1) or len(old)
    line = old.count(b"\n", 0, start) + 1
    before = old[start:end].splitlines(keepends=True)
    after = new[start : len(new) - (len(old) - end)].splitlines(keepends=True)
    sides = [_Side(line, start, before), _Side(line, start, after)]
    for one, other in _differing(before, after):
        yield sides[0].at(*one), sides[1].at(*other)


class _Side:
    """The lines of one state, of which runs are asked for from the first one on."""

    def __init__(self, line: int, start: int, lines: Sequence[bytes]) -> None:
        self._line, self._start, self._lines, self._at = line, start, lines, 0

    def at(self, first: int, end: int) -> _Lines:
        """The lines from ``first`` to ``end``, counted from where the states begin to differ."""
        self._start += sum(map(len, self._lines[self._at : first]))
        length = sum(map(len, self._lines[first:end]))
        found = _Lines(self._line + first, end - first, self._start, self._start + length)
        self._start, self._at = self._start + length, end
        return found


def _differing(old: Sequence[bytes], new: Sequence[bytes]) -> Iterator[tuple[tuple[int, int], tuple[int, int]]]:
    """From line to line: what is equal is passed over, and where the lines part they meet again at the next old line
    that stands further on in the new state."""
    places: dict[bytes, int] = {}
    one = other = 0
    while one < len(old) and other < len(new):
        if old[one] == new[other]:
            one, other = one + 1, other + 1
            continue
        places = places or {line: place for place, line in reversed(list(enumerate(new)))}
        for place in range(one, min(one + FAR, len(old))):
            meeting = places.get(old[place], -1)
            if meeting >= other:
                yield (one, place), (other, meeting)
                one, other = place, meeting
                break
        else:
            break
    if one < len(old) or other < len(new):
        yield (one, len(old)), (other, len(new))


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
    if misread or sheet.open_from:
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
