"""Merges two states of a CSV with a common ancestor, row by row and cell by cell.

Rows of rosters belong together by their id; rows of records have none and are taken whole. What only one side changed
is taken from that side, and what both changed alike is one change. A row that both changed differently, cell against
cell, is a conflict between markers, and everything around it is merged. Where the form of a file is in doubt there is
no result, and the lines are to be merged as lines.
"""

from __future__ import annotations

import csv
import io
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import pairwise
from typing import NamedTuple

from parkledger.model.rows import ROW_SCHEMAS
from parkledger.read.csv_text import lines_of, parse_csv

OURS, MIDDLE, THEIRS = "<<<<<<< ours", "=======", ">>>>>>> theirs"
IDS = ("id", str(ROW_SCHEMAS["enterprises"].model_fields["id"].title))
"""The headers of the column by which rows are matched."""
MOST_BYTES = 256 * 1024 * 1024
"""The largest file that is merged row by row: a million rows of twenty columns, which takes 1.8 GB of memory."""
_LINES = 10_000
"""Lines that are cut into cells at a time: of most rows nothing but the text is kept."""

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


class _File(NamedTuple):
    """A file: its rows as they are spelled, and what each is known by, its id or all its cells."""

    header: Cells
    head: str
    rows: list[str]
    keys: list[str]
    crlf: bool

    def under(self, header: Cells, alike: dict[str, str]) -> _File:
        """The same rows under a header with more columns; a row that stays as it is keeps its spelling."""
        if header == self.header:
            return self
        at = [self.header.index(name) if name in self.header else None for name in header]
        rows = []
        for cells in map(_cells, self.rows):
            row = _written(["" if place is None else cells[place] for place in at])
            rows.append(alike.setdefault(row, row))
        keys = self.keys
        if _id_column(self.header) is None:
            keys = list(map(_key, rows)) if _id_column(header) is None else [""] * len(rows)
        return _File(header, _written(header), rows, keys, self.crlf)

    def by_id(self) -> dict[str, str] | None:
        """The rows by their id, None where one has none or shares it."""
        found = dict(zip(self.keys, self.rows, strict=True))
        return found if len(found) == len(self.rows) and "" not in found else None


def merged(texts: Iterable[str]) -> Merged | None:
    """Merge two texts, ours and theirs, that come from a third, which stands first; None where they have to be merged
    as lines. They are taken one after the other, so that no more than one has to be held as a whole."""
    alike: dict[str, str] = {}
    files = []
    for text in texts:
        file = _file(text, alike)
        if file is None:
            return None
        files.append(file)
    old, own, other = files
    if not set(old.header) <= {*own.header} & {*other.header}:
        return None
    header = (*own.header, *(one for one in other.header if one not in own.header))
    old, own, other = (files.pop(0).under(header, alike) for _ in range(len(files)))
    alike.clear()
    found = _records(old, own, other) if _id_column(header) is None else _members(header, old, own, other)
    if found is None:
        return None
    rows, conflicts = found
    text = "".join(f"{line}\n" for line in (own.head, *rows))
    return Merged(text.replace("\n", "\r\n") if own.crlf else text, conflicts)


def _id_column(header: Cells) -> int | None:
    return next((header.index(one) for one in IDS if one in header), None)


def _file(text: str, alike: dict[str, str]) -> _File | None:
    """The rows of a text with their spelling, None where its form is in doubt. Rows that are ``alike`` are one text."""
    lines = lines_of(text)
    if not all(line.strip() for line in lines):
        return None
    header: Cells = ()
    head = ""
    rows: list[str] = []
    keys: list[str] = []
    for part in _parts(lines) if lines else ([],):
        sheet, found = parse_csv("\n".join([head, *part] if head else part), "")
        if found or len({*sheet.header}) < len(sheet.header):
            return None
        starts = [sheet.head, *sheet.lines, len(sheet.raw_lines) + 1]
        head, *raws = ("\n".join(sheet.raw_lines[at - 1 : end - 1]) for at, end in pairwise(starts))
        header = tuple(sheet.header)
        column = _id_column(header)
        rows += (alike.setdefault(raw, raw) for raw in raws)
        own = map(_key, raws) if column is None else (cells[column] for cells in sheet.rows)
        keys += (alike.setdefault(key, key) for key in own)
    return _File(header, head, rows, keys, "\r\n" in text)


def _parts(lines: list[str]) -> Iterator[list[str]]:
    """The lines part by part, none of which ends within quotes, unless they stay open for as long as a part is."""
    first = quotes = 0
    for at, line in enumerate(lines, 1):
        quotes += line.count('"')
        if at - first >= _LINES and (not quotes % 2 or at - first >= 2 * _LINES):
            yield lines[first:at]
            first = at
    if first < len(lines):
        yield lines[first:]


def _cells(raw: str) -> Cells:
    return tuple(next(csv.reader(f"{line}\n" for line in raw.split("\n"))))


def _key(raw: str) -> str:
    """The same for rows of the same cells, however they are quoted."""
    if '"' not in raw:
        return raw
    cells = _cells(raw)
    return _written(cells) if any(mark in cell for cell in cells for mark in ',"\n') else ",".join(cells)


def _written(cells: Sequence[str]) -> str:
    out = io.StringIO()
    csv.writer(out, lineterminator="").writerow(cells)
    return out.getvalue()


def _records(old: _File, own: _File, other: _File) -> tuple[list[str], tuple[Conflict, ...]] | None:
    """Whole rows: those of ours, without what theirs took away, then what theirs added. Where both took one away and
    put different ones in its place nobody knows which belongs to which."""
    was, mine, yours = (Counter(one.keys) for one in (old, own, other))
    if (was - mine) & (was - yours) and (mine - was) - yours and (yours - was) - mine:
        return None
    gone, come = (was - yours) & mine, (yours - was) - (mine - was)
    added = _less(other.rows[::-1], other.keys[::-1], yours - come)
    return [*_less(own.rows, own.keys, gone), *reversed([*added])], ()


def _less(rows: Sequence[str], keys: Sequence[str], gone: Counter[str]) -> Iterator[str]:
    """The rows but for some."""
    left = Counter(gone)
    for row, key in zip(rows, keys, strict=True):
        if left[key] > 0:
            left[key] -= 1
        else:
            yield row


def _members(header: Cells, old: _File, own: _File, other: _File) -> tuple[list[str], tuple[Conflict, ...]] | None:
    """Rows by their id, in the order of ours; one that theirs added stands behind the row that it stands behind
    there, and behind what ours added there."""
    was, mine, yours = old.by_id(), own.by_id(), other.by_id()
    if was is None or mine is None or yours is None:
        return None
    rows: list[str] = []
    conflicts: list[Conflict] = []
    for name in _order(was, mine, yours):
        lines, columns = _member(header, was.get(name), mine.get(name), yours.get(name))
        rows += lines
        if columns:
            conflicts.append(Conflict(name, columns))
    return rows, tuple(conflicts)


def _order(was: dict[str, str], mine: dict[str, str], yours: dict[str, str]) -> Iterator[str]:
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


def _member(header: Cells, was: str | None, mine: str | None, yours: str | None) -> tuple[list[str], Cells]:
    """The lines of one row, and the columns in which both sides are against each other."""
    if mine is not None and yours in (mine, was):
        return [mine], ()
    before = ("",) * len(header) if was is None else _cells(was)
    if mine is None or yours is None:
        kept = mine or yours
        assert kept is not None
        if was is None:
            return [kept], ()
        changed = tuple(name for name, one, old in zip(header, _cells(kept), before, strict=True) if one != old)
        sides = [OURS, *([mine] if mine else []), MIDDLE, *([yours] if yours else []), THEIRS]
        return (sides, changed) if changed else ([], ())
    own, other = _cells(mine), _cells(yours)
    cells = list(zip(before, own, other, strict=True))
    against = tuple(
        name for name, (old, one, two) in zip(header, cells, strict=True) if one != two and old not in (one, two)
    )
    first = _spelled(tuple(two if one == old else one for old, one, two in cells), {other: yours, own: mine})
    second = _spelled(tuple(one if two == old else two for old, one, two in cells), {own: mine, other: yours})
    return ([OURS, first, MIDDLE, second, THEIRS], against) if against else ([first], ())


def _spelled(cells: Cells, sides: Mapping[Cells, str]) -> str:
    """A row as one of the sides spells it, where it is that side's; of two alike the last."""
    return sides.get(cells) or _written(cells)
