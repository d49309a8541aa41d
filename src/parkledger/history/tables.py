"""Two versions of one table side by side: rows of rosters paired by id, rows of records as a multiset."""

from __future__ import annotations

from collections import Counter
from collections.abc import Container, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import date
from decimal import Decimal
from operator import ne
from typing import NamedTuple, TypeVar

from parkledger.history.change import Value
from parkledger.model.columns import NEVER, Table

T = TypeVar("T")


class Pairs(NamedTuple):
    """Rows of two tables: those that belong together, those that only one of them has."""

    both: Sequence[tuple[int, int]]
    gone: Sequence[int] = ()
    come: Sequence[int] = ()
    straight: bool = False
    """Every row stands where it stood; then ``both`` is empty."""


class Cell(NamedTuple):
    """A cell that differs: its column, its row in both tables, both values."""

    column: str
    was: int
    now: int
    old: Value
    new: Value


def without_rows(table: Table, left_out: Container[int]) -> Table:
    """The table without some of its rows."""
    kept = [row for row in range(table.size) if row not in left_out]

    def place(row: int, column: str) -> tuple[int, int]:
        return table.at(kept[row], column)

    def less(columns: Mapping[str, Sequence[T]]) -> dict[str, list[T]]:
        return {
            name: [cell for row, cell in enumerate(column) if row not in left_out] for name, column in columns.items()
        }

    return replace(
        table, size=len(kept), texts=less(table.texts), days=less(table.days), numbers=less(table.numbers),
        lines=[table.lines[row] for row in kept], place=place,
    )  # fmt: skip


def same_columns(before: Table, after: Table) -> bool:
    """Whether two tables hold the very same columns: then nothing has to be looked at."""
    if before is after:
        return True
    if before.size != after.size:
        return False
    parts = ((before.texts, after.texts), (before.days, after.days), (before.numbers, after.numbers))
    return all(old.keys() == new.keys() and all(old[key] is new[key] for key in new) for old, new in parts)


def by_id(before: Table, after: Table) -> Pairs:
    """Rows paired by their id; of an id that repeats, the first with the first, the second with the second."""
    old, new = _texts(before, "id"), _texts(after, "id")
    if old == new:
        return Pairs((), straight=True)
    first = _first_difference(old, new)
    places: dict[str, list[int]] = {}
    for row in range(len(old) - 1, first - 1, -1):
        places.setdefault(old[row], []).append(row)
    both, come = [(row, row) for row in range(first)], []
    for row in range(first, len(new)):
        if found := places.get(new[row]):
            both.append((found.pop(), row))
        else:
            come.append(row)
    return Pairs(both, sorted(row for rows in places.values() for row in rows), come)


def differing(before: Table, after: Table, pairs: Pairs) -> Iterator[Cell]:
    """Every cell that differs between rows that belong together, column by column."""
    for column in columns_of(before, after):
        old, new = column_of(before, column), column_of(after, column)
        if old is new:
            continue
        if pairs.straight:
            if old == new:
                continue
            found: Iterable[tuple[int, int]] = ((row, row) for row, differs in enumerate(map(ne, old, new)) if differs)
        else:
            found = (pair for pair in pairs.both if old[pair[0]] != new[pair[1]])
        for was, now in found:
            yield Cell(column, was, now, value(old[was]), value(new[now]))


def as_multiset(before: Table, after: Table) -> tuple[list[int], list[int]]:
    """The rows of the first table that the second lacks, and those that only the second has, counted by whole row."""
    names = columns_of(before, after)
    if all(_begins(column_of(before, name), column_of(after, name)) for name in names):
        return [], list(range(before.size, after.size))
    old, new = _rows(before, names), _rows(after, names)
    first = _first_difference(old, new)
    left = Counter(old[first:])
    come = []
    for row in range(first, len(new)):
        if left[new[row]] > 0:
            left[new[row]] -= 1
        else:
            come.append(row)
    gone = []
    for row in range(len(old) - 1, first - 1, -1):
        if left[old[row]] > 0:
            left[old[row]] -= 1
            gone.append(row)
    return gone[::-1], come


def columns_of(before: Table, after: Table) -> list[str]:
    """The columns of both tables: texts, days, numbers."""
    return list(
        dict.fromkeys((*before.texts, *after.texts, *before.days, *after.days, *before.numbers, *after.numbers))
    )


def column_of(table: Table, column: str) -> Sequence[object]:
    """A column as a list, whatever its form; one that the table lacks is all absent."""
    found = table.column(column)
    if found is None:
        return [None] * table.size
    return found if isinstance(found, list) else list(found)


def value(cell: object) -> Value:
    """A cell as a change shows it: absent is None, a day is a date."""
    if cell is None or cell == "":
        return None
    if isinstance(cell, str | Decimal):
        return cell
    if isinstance(cell, int):
        return None if cell == NEVER else date.fromordinal(int(cell))
    return str(cell)


def _texts(table: Table, column: str) -> list[str]:
    texts = table.texts[column]
    return texts if isinstance(texts, list) else list(texts)


def _begins(old: Sequence[object], new: Sequence[object]) -> bool:
    """Whether a column begins as it was: rows were only added at its end."""
    return old is new or new[: len(old)] == old


def _rows(table: Table, names: Sequence[str]) -> list[tuple[object, ...]]:
    return list(zip(*(column_of(table, name) for name in names), strict=True)) if table.size else []


def _first_difference(old: Sequence[object], new: Sequence[object]) -> int:
    """The first place at which two lists differ: files grow at their end, so most of them are equal up to there."""
    for place, (one, other) in enumerate(zip(old, new, strict=False)):
        if one != other:
            return place
    return min(len(old), len(new))
