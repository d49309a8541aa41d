"""The array form of columns, for files of many rows: with its neighbours ``array_…`` the one place that knows numpy.

It answers the questions of ``model.columns``; no other code knows what is underneath. Nothing here is imported before
a large file is read. Days are 32-bit ordinals; texts that repeat, and numbers, are the distinct
values with one small code a row; texts that are all different are their UTF-8 bytes, end to end, with where each ends.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray

from parkledger.model.array_rows import Coded, Marked, Numbers, day_counts, mask_of, numbers_of, pair_counts, rows_from
from parkledger.model.column_kinds import NEVER, DayColumn, Days, Rows, TextColumn, Texts
from parkledger.model.columns import first_rows, picked

FEW = 16
"""Codes up to which a column is faster compared with one after the other than looked up in a table."""


def one_day(size: int, day: int) -> Days:
    """A column of one day."""
    return DayArray(np.full(size, day, np.int32))


class DayArray(Marked, DayColumn):
    """Days as 32-bit ordinals."""

    def __init__(self, array: NDArray[np.int32]) -> None:
        self.array = array

    def cell(self, row: int) -> int:
        """The cell of one row."""
        return int(self.array[row])

    def part(self, rows: slice) -> list[int]:
        """The cells of a slice."""
        return self.array[rows].tolist()  # type: ignore[no-any-return]

    def __len__(self) -> int:
        return len(self.array)

    def __iter__(self) -> Iterator[int]:
        return iter(self.array.tolist())

    def picked(self, rows: Rows) -> list[int]:
        """The days of the rows."""
        return self.at(numbers_of(rows, len(self)))

    def at(self, numbers: Numbers) -> list[int]:
        """The days of rows given by their numbers."""
        return self.array[np.asarray(numbers, np.int64)].tolist()  # type: ignore[no-any-return]

    def until(self, last: int) -> Rows:
        """The rows whose day is there and not after ``last``."""
        return rows_from(self.array <= min(last, NEVER - 1))

    def before(self, other: Days) -> Rows:
        """The rows whose day is before that of the other column."""
        return rows_from(self.array < day_array(other))

    def tally(self, rows: Rows) -> dict[int, int]:
        """How many of the rows have each day."""
        return day_counts(self.array[mask_of(rows, len(self)) & (self.array < NEVER)])

    def tally_by(self, texts: Texts, rows: Rows) -> dict[str, dict[int, int]]:
        """By a text, how many of the rows have each day."""
        found: dict[str, dict[int, int]] = {}
        if not isinstance(texts, CodedTexts):  # there are nearly as many texts as rows
            for text, day in zip(picked(texts, rows), self.picked(rows), strict=True):
                if day < NEVER:
                    own = found.setdefault(text, {})
                    own[day] = own.get(day, 0) + 1
            return found
        chosen = numbers_of(rows, len(self))
        chosen = chosen[self.array[chosen] < NEVER]
        for code, counts in pair_counts(texts.codes[chosen], self.array[chosen]):
            one = found.setdefault(texts.values[code], counts)
            if one is not counts:  # the same text has two codes
                for day, count in counts.items():
                    one[day] = one.get(day, 0) + count
        return found

    def extreme(self, others: Sequence[Days], *, last: bool) -> DayArray:
        """Row by row the latest (or the earliest) of several columns."""
        found = self.array
        for other in others:
            found = (np.maximum if last else np.minimum)(found, day_array(other))
        return DayArray(found)

    def replaced(self, rows: Rows, by: Days | int) -> Days:
        """The same days, but for the rows given."""
        mask = mask_of(rows, len(self))
        found = np.where(mask, np.int32(by) if isinstance(by, int) else day_array(by), self.array)
        # what is kept of every quota is mostly what stood there: then it needs no room of its own
        return self if np.array_equal(found, self.array) else DayArray(found)

    def changed(self, by_row: Mapping[int, int]) -> Days:
        """The same days, with others on a few rows."""
        found = self.array.copy()
        found[list(by_row.keys())] = list(by_row.values())
        return DayArray(found)

    def marks(self) -> NDArray[np.uint64]:
        """See ``Marked``."""
        return self.array.astype(np.uint64)


def day_array(days: Days) -> NDArray[np.int32]:
    """Days of either form as 32-bit ordinals."""
    return days.array if isinstance(days, DayArray) else np.fromiter(days, np.int32, len(days))


class CodedTexts(Coded[str], Marked, TextColumn):
    """Texts that repeat: the distinct ones, and one code a row."""

    def picked(self, rows: Rows) -> list[str]:
        """The texts of the rows."""
        return self.at(numbers_of(rows, len(self)))

    def at(self, numbers: Numbers) -> list[str]:
        """The texts of rows given by their numbers."""
        return list(map(self.values.__getitem__, self.codes[np.asarray(numbers, np.int64)].tolist()))

    def _at(self, wanted: Iterable[str]) -> NDArray[Any]:
        """The codes of these texts."""
        asked = frozenset(wanted)
        return np.array([code for code, value in enumerate(self.values) if value in asked], np.int64)

    def where(self, values: Sequence[str]) -> Rows:
        """The rows whose text is one of the values."""
        wanted = self._at(values)
        if len(wanted) <= FEW:
            mask = np.zeros(len(self), np.bool_)
            for code in wanted.tolist():
                mask |= self.codes == code
            return rows_from(mask)
        table = np.zeros(max(len(self.values), 1), np.bool_)
        table[wanted] = True
        return rows_from(table[self.codes])

    def groups(self, rows: Rows) -> dict[str, Rows]:
        """The rows by their text, in the order of the texts."""
        chosen = numbers_of(rows, len(self))
        codes = self.codes[chosen]
        order = np.argsort(codes, kind="stable")
        found: dict[str, Rows] = {}
        ends = np.searchsorted(codes[order], np.arange(len(self.values) + 1)).tolist()
        for value, first, end in zip(self.values, ends, ends[1:], strict=False):
            if end > first:
                mask = np.zeros(len(self), np.bool_)
                mask[chosen[order[first:end]]] = True
                found[value] = found.get(value, Rows(0)) | rows_from(mask)
        return {value: found[value] for value in sorted(found)}

    def counted(self, rows: Rows) -> dict[str, int]:
        """How many of the rows have each text, in the order of the texts."""
        counts = np.bincount(self.codes[numbers_of(rows, len(self))], minlength=len(self.values)).tolist()
        found: dict[str, int] = {}
        for value, count in zip(self.values, counts, strict=True):
            if count:
                found[value] = found.get(value, 0) + count
        return dict(sorted(found.items()))

    def distinct(self) -> Sequence[str]:
        """Every text that stands in the column, once."""
        used = np.bincount(self.codes, minlength=len(self.values)) if len(self.codes) else np.zeros(0, np.int64)
        return list(dict.fromkeys(self.values[code] for code in np.flatnonzero(used).tolist()))

    def first_rows(self, wanted: Iterable[str]) -> dict[str, int]:
        """Of each of the texts that stands in the column, the first row in which it does."""
        size = len(self)
        first = np.full(len(self.values), size, np.int64)
        first[self.codes[::-1]] = np.arange(size - 1, -1, -1)  # of several rows the one assigned last stays: the first
        codes = self._at(wanted)
        found: dict[str, int] = {}
        for code, row in zip(codes.tolist(), first[codes].tolist(), strict=True):
            if row < size:
                found[self.values[code]] = min(found.get(self.values[code], row), row)
        return found

    def _one_code(self) -> NDArray[np.int64]:
        """The codes, the same for the same text: after renaming a text may have several."""
        one = {value: code for code, value in reversed(list(enumerate(self.values)))}
        return np.array([one[value] for value in self.values], np.int64)[self.codes]

    def first_in(self, others: Texts) -> Sequence[int]:
        """For each text the first row of the other column in which it stands."""
        found = first_rows(others, [value for value in self.values if value])
        table = np.array([found.get(value, -1) for value in self.values], np.int64)
        return table[self.codes].tolist()  # type: ignore[no-any-return]

    def marks(self) -> NDArray[np.uint64]:
        """See ``Marked``."""
        return self._one_code().astype(np.uint64)

    def repeated(self) -> Rows:
        """The rows whose text, not empty, stands in a row before as well."""
        _, first = np.unique(self._one_code(), return_index=True)
        mask = np.ones(len(self), np.bool_)
        mask[first] = False
        return rows_from(mask) - self.where(("",))

    def renamed(self, names: Mapping[str, str]) -> Texts:
        """The texts by their other names, where they have one."""
        return CodedTexts([names.get(value, value) for value in self.values], self.codes)

    def as_days(self, day_of: Mapping[str, int], otherwise: int) -> Days:
        """A day for each row by its text."""
        table = np.array([day_of.get(value, otherwise) for value in self.values], np.int32)
        return DayArray(table[self.codes])
