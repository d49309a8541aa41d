"""Columns and rows of a roster that are made while they are read.

Some hundred rows are made at a time, so that the roster of a city never stands in memory as cells.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import date
from functools import cache
from itertools import islice
from typing import NamedTuple, overload

from parkledger.model.columns import NEVER, Days, Rows, Table, picked, rows_at
from parkledger.reports.report import Cell, Column, Tone

Row = tuple[Cell, ...]
Cells = Callable[[Rows], Sequence[Cell]]
CHUNK = 500
"""How many rows are made at once."""
EMPTY = Cell()


class Field(NamedTuple):
    """A column of the roster, and the function that makes its cells for some rows."""

    column: Column
    cells: Cells


class RosterRows(Sequence[Row]):
    """Rows in the given order, made anew each time they are read."""

    def __init__(self, order: Sequence[int], fields: Sequence[Field]) -> None:
        self.order = order
        self.fields = fields

    def __len__(self) -> int:
        return len(self.order)

    def _made(self, numbers: Sequence[int]) -> Iterator[Row]:
        """The rows of these numbers, in this order; fields make their cells in the order of the table."""
        rows = rows_at(numbers)
        made = dict(zip(rows, zip(*(field.cells(rows) for field in self.fields), strict=True), strict=True))
        return (made[number] for number in numbers)

    def __iter__(self) -> Iterator[Row]:
        numbers = iter(self.order)
        while chunk := list(islice(numbers, CHUNK)):
            yield from self._made(chunk)

    @overload
    def __getitem__(self, place: int) -> Row: ...
    @overload
    def __getitem__(self, place: slice) -> Sequence[Row]: ...
    def __getitem__(self, place: int | slice) -> Row | Sequence[Row]:
        if isinstance(place, slice):
            return RosterRows(self.order[place], self.fields)
        return next(self._made([self.order[place]]))


@cache
def day_cell(day: int, tone: Tone = "plain") -> Cell:
    """The cell of a day (an ordinal), empty where there is none; each is made once."""
    return Cell(date.fromordinal(day), tone) if 0 < day < NEVER else EMPTY


def day_field(key: str, days: Days, as_of: int, title: str = "") -> Field:
    """The days of a column, up to ``as_of``; a deadline may lie ahead."""
    last = NEVER if key == "due_on" else as_of
    return Field(
        Column(key, "day", title=title),
        lambda rows: [day_cell(day) if day <= last else EMPTY for day in picked(days, rows)],
    )


def text_field(column: Column, table: Table, key: str) -> Field:
    """The texts of a column."""
    texts = table.texts[key]
    return Field(column, lambda rows: [Cell(text or None) for text in picked(texts, rows)])


def field_of_sets(column: Column, sets: Sequence[tuple[Rows, Cell]], own: Mapping[int, Cell] | None = None) -> Field:
    """One cell for all rows of a set, unless a row has its ``own``; rows in no set have an empty one."""

    def cells(rows: Rows) -> list[Cell]:
        found = {row: cell for inside, cell in sets for row in inside & rows}
        if own:
            found |= {row: own[row] for row in rows if row in own}
        return [found.get(row, EMPTY) for row in rows]

    return Field(column, cells)
