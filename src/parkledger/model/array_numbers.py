"""Numbers in the array form of columns: codes where they repeat, digits and scale where they do not."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from decimal import Decimal
from typing import Any

import numpy as np
from numpy.typing import NDArray

from parkledger.model.array_plain import PlainTexts
from parkledger.model.array_rows import MOST_COUNTED, Coded, Mask, mask_of, narrow, numbers_of, rows_from
from parkledger.model.arrays import CodedTexts, day_array
from parkledger.model.column_kinds import NEVER, Days, NumberColumn, Numbers, Rows, Texts


def _day_sums(days: NDArray[np.int32], digits: NDArray[Any]) -> Iterator[tuple[int, int]]:
    """The sum of the digits of each day, exactly."""
    first, most = int(days.min()), int(np.abs(digits).max()) * len(digits)
    if most < 1 << 53 and int(days.max()) - first <= MOST_COUNTED:  # whole numbers that a float holds exactly
        there = np.flatnonzero(np.bincount(days - first))
        sums = np.bincount(days - first, digits)[there]
        return zip((there + first).tolist(), map(int, sums.tolist()), strict=True)
    order = np.argsort(days, kind="stable")
    by_day, firsts = np.unique(days[order], return_index=True)
    ordered = digits[order] if most < 1 << 63 else digits[order].astype(object)  # integers of any length
    return zip(by_day.tolist(), np.add.reduceat(ordered, firsts).tolist(), strict=True)


class CodedNumbers(Coded[Decimal | None], NumberColumn):
    """Numbers: the distinct ones, as they were written, and one code a row."""

    @classmethod
    def of(cls, numbers: Numbers) -> CodedNumbers:
        """The column of these numbers. 2.5 and 2.50 are two: they are written differently."""
        codes: dict[str, int] = {}
        values: list[Decimal | None] = []
        listed = []
        for number in numbers:
            listed.append(code := codes.setdefault(str(number), len(codes)))
            if code == len(values):
                values.append(number)
        return cls(values, narrow(np.array(listed, np.int64), len(values)))

    def holding(self, holds: Callable[[Decimal], bool]) -> Rows:
        """The rows whose number is there and of which something holds."""
        table = np.array([value is not None and holds(value) for value in self.values] or [False], np.bool_)
        return rows_from(table[self.codes])

    def total(self, rows: Rows) -> Decimal:
        """The sum over the rows, exactly."""
        return self._added(numbers_of(rows, len(self)))

    def tally_sum(self, days: Days, rows: Rows) -> dict[int, Decimal]:
        """The sum over the rows of each day, exactly."""
        array = day_array(days)
        known = np.array([value is not None for value in self.values] or [False], np.bool_)
        chosen = numbers_of(rows, len(self))
        chosen = chosen[(array[chosen] < NEVER) & known[self.codes[chosen]]]
        chosen = chosen[np.argsort(array[chosen], kind="stable")]
        found, firsts = np.unique(array[chosen], return_index=True)
        ends = [*firsts.tolist(), len(chosen)][1:]
        return {
            day: self._added(chosen[first:end]) for day, first, end in zip(found.tolist(), firsts, ends, strict=True)
        }

    def _added(self, rows: NDArray[np.int64]) -> Decimal:
        """The sum over these row numbers: one by one, or where values repeat each distinct one by its count."""
        codes = self.codes[rows]
        if len(codes) < 2 * len(self.values):
            numbers = map(self.values.__getitem__, codes.tolist())
            return sum((number for number in numbers if number is not None), Decimal(0))
        pairs = zip(self.values, np.bincount(codes, minlength=len(self.values)).tolist(), strict=True)
        return sum((value * count for value, count in pairs if count and value is not None), Decimal(0))

    def spelled(self) -> Texts:
        """Numbers as texts."""
        return CodedTexts(["" if value is None else str(value) for value in self.values], self.codes)


class ScaledNumbers(NumberColumn):
    """Numbers that are mostly different: their digits as one integer, and how many of them stand behind the point.

    So every number is kept exactly as it was written. ``scale`` is ``ABSENT`` where there is none.
    """

    ABSENT = 255

    def __init__(self, digits: NDArray[np.int64], scale: NDArray[np.uint8]) -> None:
        self.digits, self.scale = digits, scale

    def _one(self, digits: int, scale: int) -> Decimal | None:
        return None if scale == self.ABSENT else Decimal(digits).scaleb(-scale)

    def cell(self, row: int) -> Decimal | None:
        """The cell of one row."""
        return self._one(int(self.digits[row]), int(self.scale[row]))

    def part(self, rows: slice) -> list[Decimal | None]:
        """The cells of a slice."""
        return list(map(self._one, self.digits[rows].tolist(), self.scale[rows].tolist()))

    def __len__(self) -> int:
        return len(self.digits)

    def __iter__(self) -> Iterator[Decimal | None]:
        return map(self._one, self.digits.tolist(), self.scale.tolist())

    def holding(self, holds: Callable[[Decimal], bool]) -> Rows:
        """The rows whose number is there and of which something holds: each distinct number is asked once."""
        mask = np.zeros(len(self), np.bool_)
        for scale in np.unique(self.scale).tolist():
            if scale != self.ABSENT:
                rows = np.flatnonzero(self.scale == scale)
                values, codes = np.unique(self.digits[rows], return_inverse=True)
                table = np.array([holds(Decimal(value).scaleb(-scale)) for value in values.tolist()], np.bool_)
                mask[rows] = table[codes]
        return rows_from(mask)

    def total(self, rows: Rows) -> Decimal:
        """The sum over the rows, exactly."""
        return self._sums(np.zeros(len(self), np.int32), mask_of(rows, len(self))).get(0, Decimal(0))

    def tally_sum(self, days: Days, rows: Rows) -> dict[int, Decimal]:
        """The sum over the rows of each day, exactly."""
        array = day_array(days)
        return self._sums(array, mask_of(rows, len(self)) & (array < NEVER))

    def _sums(self, days: NDArray[np.int32], mask: Mask) -> dict[int, Decimal]:
        """The sum of the rows of the mask by their day, exactly."""
        found: dict[int, Decimal] = {}
        for scale in np.unique(self.scale[mask]).tolist():
            if scale == self.ABSENT:
                continue
            chosen = mask & (self.scale == scale)
            for day, sum_ in _day_sums(days[chosen], self.digits[chosen]):
                found[day] = found.get(day, Decimal(0)) + Decimal(sum_).scaleb(-scale)
        return found

    def spelled(self) -> Texts:
        """Numbers as texts."""
        return PlainTexts.of("" if number is None else str(number) for number in self)
