"""Two states of a CSV that come from one: merged row by row and cell by cell, as a ledger means it.

Rows of rosters belong together by their id; rows of records have none and are taken whole. What only one side changed
is taken from that side, and what both changed alike is one change. A row that both changed differently, cell against
cell, is a conflict between markers, and everything around it is merged. Where the form of a file is in doubt there is
no result, and the lines are to be merged as lines.
"""

from __future__ import annotations

import csv
import io
from collections import Counter
from collections.abc import Iterator, Sequence
from itertools import pairwise
from typing import NamedTuple

from parkledger.model.rows import ROW_SCHEMAS
from parkledger.read.csv_text import parse_csv

OURS, MIDDLE, THEIRS = "<<<<<<< ours", "=======", ">>>>>>> theirs"
IDS = ("id", ROW_SCHEMAS["enterprises"].keys_of["id"].title)
"""How the column is headed by which rows belong together."""

Cells = tuple[str, ...]


class Conflict(NamedTuple):
    """A row of which both sides changed the same cells differently, or one side what the other took away: its id, and
    the columns."""

    id: str
    columns: Cells


class Merged(NamedTuple):
    """The merged text, and the rows of which it holds both sides between markers."""

    text: str
    conflicts: tuple[Conflict, ...]


class _Row(NamedTuple):
    cells: Cells
    raw: str


class _File(NamedTuple):
    header: Cells
    head: str
    rows: tuple[_Row, ...]

    def under(self, header: Cells) -> _File:
        """The same rows under a header with more columns; a row that stays as it is keeps its spelling."""
        if header == self.header:
            return self
        at = [self.header.index(name) if name in self.header else None for name in header]
        cells = [tuple("" if place is None else row.cells[place] for place in at) for row in self.rows]
        return _File(header, _written(header), tuple(_Row(one, _written(one)) for one in cells))

    def by_id(self, column: int) -> dict[str, _Row]:
        """The rows by their id."""
        return {row.cells[column]: row for row in self.rows}


def merged(base: str, ours: str, theirs: str) -> Merged | None:
    """Merge two texts that come from ``base``; None where they have to be merged as lines."""
    old, own, other = (_file(one) for one in (base, ours, theirs))
    if old is None or own is None or other is None or not set(old.header) <= {*own.header} & {*other.header}:
        return None
    header = (*own.header, *(one for one in other.header if one not in own.header))
    sides = [one.under(header) for one in (old, own, other)]
    column = next((header.index(one) for one in IDS if one in header), None)
    found = _records(*sides) if column is None else _members(header, column, *sides)
    if found is None:
        return None
    rows, conflicts = found
    text = "".join(f"{line}\n" for line in (sides[1].head, *rows))
    return Merged(text.replace("\n", "\r\n") if "\r\n" in ours else text, conflicts)


def _file(text: str) -> _File | None:
    """The rows of a text with their spelling, None where its form is in doubt."""
    sheet, found = parse_csv(text, "")
    if found or len({*sheet.header}) < len(sheet.header) or not all(line.strip() for line in sheet.raw_lines):
        return None
    starts = [sheet.head, *sheet.lines, len(sheet.raw_lines) + 1]
    head, *raw = ("\n".join(sheet.raw_lines[at - 1 : end - 1]) for at, end in pairwise(starts))
    return _File(tuple(sheet.header), head, tuple(map(_Row, map(tuple, sheet.rows), raw)))


def _written(cells: Sequence[str]) -> str:
    out = io.StringIO()
    csv.writer(out, lineterminator="").writerow(cells)
    return out.getvalue()


def _records(old: _File, own: _File, other: _File) -> tuple[list[str], tuple[Conflict, ...]] | None:
    """Whole rows: those of ours, without what theirs took away, then what theirs added. Where both took one away and
    put different ones in its place nobody knows which belongs to which."""
    was, mine, yours = (Counter(row.cells for row in one.rows) for one in (old, own, other))
    if (was - mine) & (was - yours) and (mine - was) - yours and (yours - was) - mine:
        return None
    gone, come = (was - yours) & mine, (yours - was) - (mine - was)
    return [*_less(own, gone), *reversed([*_less(other._replace(rows=other.rows[::-1]), yours - come)])], ()


def _less(file: _File, gone: Counter[Cells]) -> Iterator[str]:
    """The rows of a file but for some."""
    left = Counter(gone)
    for row in file.rows:
        if left[row.cells] > 0:
            left[row.cells] -= 1
        else:
            yield row.raw


def _members(
    header: Cells, column: int, old: _File, own: _File, other: _File
) -> tuple[list[str], tuple[Conflict, ...]] | None:
    """Rows by their id, in the order of ours; one that theirs added stands behind the row that it stands behind
    there, and behind what ours added there."""
    was, mine, yours = (one.by_id(column) for one in (old, own, other))
    if any(len(by_id) < len(one.rows) or "" in by_id for by_id, one in ((was, old), (mine, own), (yours, other))):
        return None
    rows: list[str] = []
    conflicts: list[Conflict] = []
    for name in _order(was, mine, yours):
        lines, columns = _member(header, was.get(name), mine.get(name), yours.get(name))
        rows += lines
        if columns:
            conflicts.append(Conflict(name, columns))
    return rows, tuple(conflicts)


def _order(was: dict[str, _Row], mine: dict[str, _Row], yours: dict[str, _Row]) -> Iterator[str]:
    behind: dict[str, list[str]] = {}
    last = ""
    for name in yours:
        if name in mine:
            last = name
        else:
            behind.setdefault(last, []).append(name)
    waiting = behind.pop("", [])
    for name in mine:
        if name in was:
            yield from waiting
            waiting = []
        yield name
        waiting += behind.pop(name, [])
    yield from waiting


def _member(header: Cells, was: _Row | None, mine: _Row | None, yours: _Row | None) -> tuple[list[str], Cells]:
    """The lines of one row, and the columns in which both sides are against each other."""
    if mine is None or yours is None:
        kept = mine or yours
        assert kept is not None
        if was is None:
            return [kept.raw], ()
        changed = tuple(name for name, one, before in zip(header, kept.cells, was.cells, strict=True) if one != before)
        sides = [OURS, *([mine.raw] if mine else []), MIDDLE, *([yours.raw] if yours else []), THEIRS]
        return (sides, changed) if changed else ([], ())
    before = was.cells if was else ("",) * len(header)
    cells = list(zip(before, mine.cells, yours.cells, strict=True))
    against = tuple(
        name for name, (old, one, two) in zip(header, cells, strict=True) if one != two and old not in (one, two)
    )
    first = tuple(two if one == old else one for old, one, two in cells)
    second = tuple(one if two == old else two for old, one, two in cells)
    sides = [OURS, _spelled(first, mine, yours), MIDDLE, _spelled(second, yours, mine), THEIRS]
    return (sides, against) if against else ([_spelled(first, mine, yours)], ())


def _spelled(cells: Cells, *rows: _Row) -> str:
    """A row as one of the sides spells it, where it is that side's."""
    return next((row.raw for row in rows if row.cells == cells), None) or _written(cells)
