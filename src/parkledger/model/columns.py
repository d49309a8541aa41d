"""The columns interface: what ``compute`` knows of rosters and records, whatever holds them.

A table is columns of equal length. Texts are strings (empty is absent), days are proleptic ordinals with
``NEVER`` for an absent day, numbers are ``Decimal`` or None. A selection of rows is a ``Rows`` bit set: and, or,
without and count cost microseconds at a million rows.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal

NEVER = date.max.toordinal() + 1
"""An absent day is later than every day: so the latest of several is absent when one is, the earliest is not."""

Days = Sequence[int]
Texts = Sequence[str]
Numbers = Sequence[Decimal | None]


@dataclass(frozen=True, slots=True)
class Rows:
    """A set of row numbers, kept as the bits of one integer."""

    bits: int

    def __and__(self, other: Rows) -> Rows:
        return Rows(self.bits & other.bits)

    def __or__(self, other: Rows) -> Rows:
        return Rows(self.bits | other.bits)

    def __sub__(self, other: Rows) -> Rows:
        return Rows(self.bits & ~other.bits)

    def __len__(self) -> int:
        return self.bits.bit_count()

    def __contains__(self, row: int) -> bool:
        return bool(self.bits >> row & 1)

    def __iter__(self) -> Iterator[int]:
        digits = f"{self.bits:b}"[::-1]
        row = digits.find("1")
        while row >= 0:
            yield row
            row = digits.find("1", row + 1)


NO_ROWS = Rows(0)


def every_row(size: int) -> Rows:
    """All rows of a table of this size."""
    return Rows((1 << size) - 1)


def rows_of(marks: Iterable[bool]) -> Rows:
    """The rows whose mark is true."""
    digits = "".join("1" if mark else "0" for mark in marks)
    return Rows(int(digits[::-1], 2)) if digits else NO_ROWS


def rows_at(numbers: Iterable[int]) -> Rows:
    """The rows of these numbers."""
    wanted = list(numbers)
    if not wanted:
        return NO_ROWS
    digits = bytearray(b"0") * (max(wanted) + 1)
    for number in wanted:
        digits[number] = ord("1")
    return Rows(int(digits[::-1], 2))


def latest(columns: Sequence[Days], size: int) -> Days:
    """Row by row the latest day; NEVER where one is absent. Of no columns: the first day of the calendar."""
    if not columns:
        return [1] * size
    return list(map(max, *columns)) if len(columns) > 1 else columns[0]


def earliest(columns: Sequence[Days], size: int) -> Days:
    """Row by row the earliest day that is there; NEVER where none is."""
    if not columns:
        return [NEVER] * size
    return list(map(min, *columns)) if len(columns) > 1 else columns[0]


def until(days: Days, last: int) -> Rows:
    """The rows whose day is there and not after ``last``."""
    return rows_of([day <= last for day in days])


def after(days: Days, last: int) -> Rows:
    """The rows whose day is there and after ``last``."""
    return rows_of([last < day < NEVER for day in days])


def tally(days: Days, rows: Rows) -> dict[int, int]:
    """How many of the rows have each day; absent days are left out."""
    counts: dict[int, int] = {}
    for row in rows:
        if (day := days[row]) != NEVER:
            counts[day] = counts.get(day, 0) + 1
    return counts


def tally_sum(days: Days, numbers: Numbers, rows: Rows) -> dict[int, Decimal]:
    """The sum of a number over the rows of each day; absent days and numbers are left out."""
    sums: dict[int, Decimal] = {}
    for row in rows:
        number = numbers[row]
        if (day := days[row]) != NEVER and number is not None:
            sums[day] = sums.get(day, Decimal(0)) + number
    return sums


@dataclass(frozen=True)
class Table:
    """Rows of one file: typed columns, and for each row its line in the file."""

    path: str = ""
    size: int = 0
    texts: Mapping[str, Texts] = field(default_factory=dict)
    days: Mapping[str, Days] = field(default_factory=dict)
    numbers: Mapping[str, Numbers] = field(default_factory=dict)
    lines: Sequence[int] = ()
    present: frozenset[str] = frozenset()
    """The columns that the file itself has; the others of the schema stand here all absent."""
    place: Callable[[int, str], tuple[int, int]] | None = None
    """Line and column of the cell of a row in the file, worked out when a finding needs it."""

    def all(self) -> Rows:
        """Every row."""
        return every_row(self.size)

    def has(self, column: str) -> bool:
        """Whether the schema has this column."""
        return column in self.texts or column in self.days or column in self.numbers

    def text(self, column: str) -> Texts:
        """A column of texts; one of numbers is spelled out. Raises KeyError for an unknown column."""
        if column in self.numbers:
            return ["" if number is None else str(number) for number in self.numbers[column]]
        return self.texts[column]

    def day(self, column: str) -> Days:
        """A column of days. Raises KeyError for an unknown column."""
        return self.days[column]

    def number(self, column: str) -> Numbers:
        """A column of numbers. Raises KeyError for an unknown column."""
        return self.numbers[column]

    def where(self, column: str, values: Sequence[str]) -> Rows:
        """The rows whose text is one of the values."""
        wanted = frozenset(values)
        return rows_of([text in wanted for text in self.text(column)])

    def groups(self, column: str, rows: Rows) -> dict[str, Rows]:
        """The rows by the value of a text column, in the order of the values."""
        texts = self.text(column)
        found: dict[str, list[int]] = {}
        for row in rows:
            found.setdefault(texts[row], []).append(row)
        return {value: rows_at(found[value]) for value in sorted(found)}

    def count_by(self, column: str, rows: Rows) -> dict[str, int]:
        """How many of the rows have each value of a text column."""
        texts = self.text(column)
        counts: dict[str, int] = {}
        for row in rows:
            counts[texts[row]] = counts.get(texts[row], 0) + 1
        return counts

    def at(self, row: int, column: str = "") -> tuple[int, int]:
        """Line and column of a cell in the file, of the row when it has no such cell."""
        if self.place is not None and column:
            return self.place(row, column)
        return (self.lines[row], 1)
