"""The columns interface: all that ``compute`` knows of rosters and records, however they are held in memory.

A table is columns of equal length. Texts are strings (empty is absent), days are proleptic ordinals with
``NEVER`` for an absent day, numbers are ``Decimal`` or None. A selection of rows is a ``Rows`` bit set: and, or,
without and count cost microseconds at a million rows.

Columns have two forms: lists for small files, which need no library, and the arrays of ``model.arrays`` for large
ones, which have these functions as methods. Each function below works on either form, and a property test compares the
answers of both.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from typing import TypeVar

from parkledger.model.column_kinds import (
    NEVER,
    NO_ROWS,
    DayColumn,
    Days,
    NumberColumn,
    Numbers,
    Rows,
    TextColumn,
    Texts,
    every_row,
    rows_at,
    rows_of,
)

__all__ = [
    "NEVER", "NO_ROWS", "Days", "Numbers", "Rows", "Table", "Texts", "after", "as_days", "at", "before", "changed",
    "counted", "distinct", "earliest", "every_row", "filled", "first_rows", "groups", "holding", "latest",
    "on_days", "picked", "renamed", "repeated", "replaced", "rows_at", "rows_of", "spelled", "tally", "tally_by",
    "tally_sum", "there", "total", "until", "where",
]  # fmt: skip

Cell = TypeVar("Cell", int, str)


def picked(column: Sequence[Cell], rows: Rows) -> list[Cell]:
    """What stands in each of the rows, of days or texts, in the order of the rows."""
    if isinstance(column, DayColumn | TextColumn):
        return column.picked(rows)
    return [column[row] for row in rows]


def at(column: Sequence[Cell], numbers: Sequence[int]) -> list[Cell]:
    """What stands in rows given by their numbers, one by one and in that order, of days or texts."""
    if isinstance(column, DayColumn | TextColumn):
        return column.at(numbers)
    return [column[number] for number in numbers]


def latest(columns: Sequence[Days], size: int) -> Days:
    """Row by row the latest day; NEVER where one is absent. Of no columns: the first day of the calendar."""
    if not columns:
        return [1] * size
    return _extreme(columns, last=True)


def earliest(columns: Sequence[Days], size: int) -> Days:
    """Row by row the earliest day that is there; NEVER where none is."""
    if not columns:
        return [NEVER] * size
    return _extreme(columns, last=False)


def _extreme(columns: Sequence[Days], *, last: bool) -> Days:
    if len(columns) == 1:
        return columns[0]
    for place, column in enumerate(columns):
        if isinstance(column, DayColumn):
            return column.extreme([*columns[:place], *columns[place + 1 :]], last=last)
    return list(map(max if last else min, *columns))


def until(days: Days, last: int) -> Rows:
    """The rows whose day is there and not after ``last``."""
    if isinstance(days, DayColumn):
        return days.until(last)
    bound = min(last, NEVER - 1)
    return rows_of([day <= bound for day in days])


def there(days: Days) -> Rows:
    """The rows whose day is there."""
    return until(days, NEVER - 1)


def after(days: Days, last: int) -> Rows:
    """The rows whose day is there and after ``last``."""
    return there(days) - until(days, last)


def before(days: Days, others: Days) -> Rows:
    """The rows whose day in the first column is before that in the second; an absent day is after every other."""
    if isinstance(days, DayColumn):
        return days.before(others)
    return rows_of(map(int.__lt__, days, others))


def on_days(days: Days, wanted: Iterable[int]) -> Rows:
    """The rows whose day is one of these."""
    found = NO_ROWS
    for day in set(wanted):
        found |= until(days, day) - until(days, day - 1)
    return found


def replaced(days: Days, rows: Rows, by: Days | int) -> Days:
    """The same days, but for the rows given: those of another column, or one day."""
    if not rows.bits:
        return days
    if isinstance(days, DayColumn):
        return days.replaced(rows, by)
    found = list(days)
    for row in rows:
        found[row] = by if isinstance(by, int) else by[row]
    return found


def changed(days: Days, by_row: Mapping[int, int]) -> Days:
    """The same days, with others on a few rows."""
    if isinstance(days, DayColumn):
        return days.changed(by_row)
    found = list(days)
    for row, day in by_row.items():
        found[row] = day
    return found


def tally(days: Days, rows: Rows) -> dict[int, int]:
    """How many of the rows have each day; absent days are left out."""
    if isinstance(days, DayColumn):
        return days.tally(rows)
    counts: dict[int, int] = {}
    for row in rows:
        if (day := days[row]) != NEVER:
            counts[day] = counts.get(day, 0) + 1
    return counts


def tally_by(days: Days, texts: Texts, rows: Rows) -> dict[str, dict[int, int]]:
    """By a text, how many of the rows have each day; absent days are left out, and texts that have no other."""
    if isinstance(days, DayColumn):
        return days.tally_by(texts, rows)
    counts: dict[str, dict[int, int]] = {}
    for row in rows:
        if (day := days[row]) != NEVER:
            group = counts.setdefault(texts[row], {})
            group[day] = group.get(day, 0) + 1
    return counts


def tally_sum(days: Days, numbers: Numbers, rows: Rows) -> dict[int, Decimal]:
    """The sum of a number over the rows of each day; absent days and numbers are left out."""
    if isinstance(numbers, NumberColumn):
        return numbers.tally_sum(days, rows)
    sums: dict[int, Decimal] = {}
    for row, day in zip(rows, picked(days, rows), strict=True):
        number = numbers[row]
        if day != NEVER and number is not None:
            sums[day] = sums.get(day, Decimal(0)) + number
    return sums


def where(texts: Texts, values: Iterable[str]) -> Rows:
    """The rows whose text is one of the values."""
    wanted = frozenset(values)
    if isinstance(texts, TextColumn):
        return texts.where(tuple(wanted))
    return rows_of([text in wanted for text in texts])


def filled(texts: Texts) -> Rows:
    """The rows whose text is there."""
    return every_row(len(texts)) - where(texts, ("",))


def groups(texts: Texts, rows: Rows) -> dict[str, Rows]:
    """The rows by their text, in the order of the texts."""
    if isinstance(texts, TextColumn):
        return texts.groups(rows)
    found: dict[str, list[int]] = {}
    for row in rows:
        found.setdefault(texts[row], []).append(row)
    return {value: rows_at(found[value]) for value in sorted(found)}


def counted(texts: Texts, rows: Rows) -> dict[str, int]:
    """How many of the rows have each text, in the order of the texts."""
    if isinstance(texts, TextColumn):
        return texts.counted(rows)
    counts: dict[str, int] = {}
    for row in rows:
        counts[texts[row]] = counts.get(texts[row], 0) + 1
    return dict(sorted(counts.items()))


def distinct(texts: Texts) -> Sequence[str]:
    """Every text that stands in the column, once."""
    return texts.distinct() if isinstance(texts, TextColumn) else list(dict.fromkeys(texts))


def first_rows(texts: Texts, wanted: Iterable[str]) -> dict[str, int]:
    """Of each of the texts that stands in the column, the first row in which it does."""
    if isinstance(texts, TextColumn):
        return texts.first_rows(wanted)
    asked = set(wanted)
    found: dict[str, int] = {}
    for row, text in enumerate(texts if asked else ()):
        if text in asked:
            asked.remove(text)
            found[text] = row
            if not asked:
                break
    return found


def first_in(texts: Texts, others: Texts) -> Sequence[int]:
    """For each text the first row of the other column in which it stands: -1 where it does in none, or is empty."""
    if isinstance(texts, TextColumn):
        return texts.first_in(others)
    found = first_rows(others, texts)
    return [found.get(text, -1) if text else -1 for text in texts]


def perhaps_alike(columns: Sequence[Days | Texts], size: int) -> Rows:
    """Every row whose cells stand together in another row as well, and few others."""
    arrays = [one for one in columns if isinstance(one, DayColumn | TextColumn)]
    return arrays[0].perhaps_alike(arrays[1:]) if arrays else every_row(size)


def repeated(texts: Texts) -> Rows:
    """The rows whose text, not empty, stands in a row before as well."""
    if isinstance(texts, TextColumn):
        return texts.repeated()
    seen: set[str] = set()
    found = []
    for row, text in enumerate(texts):
        if text in seen:
            found.append(row)
        elif text:
            seen.add(text)
    return rows_at(found)


def renamed(texts: Texts, names: Mapping[str, str]) -> Texts:
    """The texts by their other names, where they have one."""
    if isinstance(texts, TextColumn):
        return texts.renamed(names)
    return [names.get(text, text) for text in texts]


def as_days(texts: Texts, day_of: Mapping[str, int], otherwise: int) -> Days:
    """A day for each row by its text."""
    if isinstance(texts, TextColumn):
        return texts.as_days(day_of, otherwise)
    return [day_of.get(text, otherwise) for text in texts]


def holding(numbers: Numbers, holds: Callable[[Decimal], bool] = lambda number: True) -> Rows:
    """The rows whose number is there and of which something holds."""
    if isinstance(numbers, NumberColumn):
        return numbers.holding(holds)
    return rows_of([number is not None and holds(number) for number in numbers])


def total(numbers: Numbers, rows: Rows) -> Decimal:
    """The sum of a number over the rows; absent ones add nothing."""
    if isinstance(numbers, NumberColumn):
        return numbers.total(rows)
    return sum((number for row in rows if (number := numbers[row]) is not None), Decimal(0))


def spelled(numbers: Numbers) -> Texts:
    """Numbers as texts."""
    if isinstance(numbers, NumberColumn):
        return numbers.spelled()
    return ["" if number is None else str(number) for number in numbers]


def _as_lists(size: int, day: int) -> Days:
    return [day] * size


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
    constant: Callable[[int, int], Days] = _as_lists
    """A column of one day, in the form of this table's own columns: from its size and the day."""
    shifted: Rows = NO_ROWS
    """Rows with a cell too many or too few: they have texts, which may stand in another column, and no other facts."""

    def all(self) -> Rows:
        """Every row."""
        return every_row(self.size)

    def has(self, column: str) -> bool:
        """Whether the schema has this column."""
        return column in self.texts or column in self.days or column in self.numbers

    def every(self, day: int) -> Days:
        """A column in which each row has this day."""
        return self.constant(self.size, day)

    def text(self, column: str) -> Texts:
        """A column of texts; one of numbers is spelled out. Raises KeyError for an unknown column."""
        if column in self.numbers:
            return spelled(self.numbers[column])
        return self.texts[column]

    def column(self, name: str) -> Days | Texts | Numbers | None:
        """A column of any type; None for an unknown one."""
        return next((kind[name] for kind in (self.texts, self.days, self.numbers) if name in kind), None)

    def where(self, column: str, values: Sequence[str]) -> Rows:
        """The rows whose text is one of the values."""
        return where(self.text(column), values)

    def groups(self, column: str, rows: Rows) -> dict[str, Rows]:
        """The rows by the value of a text column, in the order of the values."""
        return groups(self.text(column), rows)

    def count_by(self, column: str, rows: Rows) -> dict[str, int]:
        """How many of the rows have each value of a text column."""
        return counted(self.text(column), rows)

    def at(self, row: int, column: str = "") -> tuple[int, int]:
        """Line and column of a cell in the file, of the row when it has no such cell."""
        if self.place is not None and column:
            return self.place(row, column)
        return (self.lines[row], 1)
