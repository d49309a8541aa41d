"""What columns are made of: selections of rows, days of which some are absent, and columns that are not lists.

A column that is not a list answers the questions of ``model.columns`` for itself, as methods: ``model.arrays`` and
``model.array_numbers`` have them.
"""

from __future__ import annotations

from abc import abstractmethod
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import TypeVar, overload

NEVER = date.max.toordinal() + 1
"""An absent day is later than every day: so the latest of several is absent when one is, the earliest is not."""

Days = Sequence[int]
Texts = Sequence[str]
Numbers = Sequence[Decimal | None]
Value = TypeVar("Value")


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

    def asked_often(self) -> Callable[[int], bool]:
        """Whether a row is among them, for who asks of many: each answer looks at one byte."""
        eights = self.bits.to_bytes(self.bits.bit_length() // 8 + 1, "little")
        size = 8 * len(eights)
        return lambda row: row < size and bool(eights[row >> 3] >> (row & 7) & 1)

    def __iter__(self) -> Iterator[int]:
        digits = f"{self.bits:b}"[::-1]
        row = digits.find("1")
        while row >= 0:
            yield row
            row = digits.find("1", row + 1)


NO_ROWS = Rows(0)
_DIGITS = bytes.maketrans(b"\0\1", b"01")


def every_row(size: int) -> Rows:
    """All rows of a table of this size."""
    return Rows((1 << size) - 1)


def rows_of(marks: Iterable[bool]) -> Rows:
    """The rows whose mark is true."""
    digits = bytes(marks).translate(_DIGITS)
    return Rows(int(digits[::-1], 2)) if digits else NO_ROWS


def rows_at(numbers: Iterable[int]) -> Rows:
    """The rows of these numbers."""
    wanted = list(numbers)
    if not wanted:
        return NO_ROWS
    eights = bytearray(max(wanted) // 8 + 1)
    for number in wanted:
        eights[number >> 3] |= 1 << (number & 7)
    return Rows(int.from_bytes(eights, "little"))


class Column(Sequence[Value]):
    """A column that is not a list: one of its cells, or some in a row as a list."""

    @abstractmethod
    def cell(self, row: int) -> Value:
        """The cell of one row, counted from the end when negative. Raises IndexError."""

    @abstractmethod
    def part(self, rows: slice) -> list[Value]:
        """The cells of a slice."""

    @overload
    def __getitem__(self, row: int) -> Value: ...
    @overload
    def __getitem__(self, row: slice) -> list[Value]: ...
    def __getitem__(self, row: int | slice) -> Value | list[Value]:
        return self.part(row) if isinstance(row, slice) else self.cell(row)


class DayColumn(Column[int]):
    """Days that are not a list, and the questions that they answer for themselves."""

    @abstractmethod
    def picked(self, rows: Rows) -> list[int]:
        """See ``picked``."""

    @abstractmethod
    def at(self, numbers: Sequence[int]) -> list[int]:
        """See ``at``."""

    @abstractmethod
    def until(self, last: int) -> Rows:
        """See ``until``."""

    @abstractmethod
    def before(self, other: Days) -> Rows:
        """See ``before``."""

    @abstractmethod
    def tally(self, rows: Rows) -> dict[int, int]:
        """See ``tally``."""

    @abstractmethod
    def tally_by(self, texts: Texts, rows: Rows) -> dict[str, dict[int, int]]:
        """See ``tally_by``."""

    @abstractmethod
    def extreme(self, others: Sequence[Days], *, last: bool) -> Days:
        """See ``latest`` and ``earliest``."""

    @abstractmethod
    def replaced(self, rows: Rows, by: Days | int) -> Days:
        """See ``replaced``."""

    @abstractmethod
    def changed(self, by_row: Mapping[int, int]) -> Days:
        """See ``changed``."""

    @abstractmethod
    def perhaps_alike(self, others: Sequence[object]) -> Rows:
        """See ``perhaps_alike``, of this column with the others."""


class TextColumn(Column[str]):
    """Texts that are not a list, and the questions that they answer for themselves."""

    @abstractmethod
    def picked(self, rows: Rows) -> list[str]:
        """See ``picked``."""

    @abstractmethod
    def at(self, numbers: Sequence[int]) -> list[str]:
        """See ``at``."""

    @abstractmethod
    def where(self, values: Sequence[str]) -> Rows:
        """See ``where``."""

    @abstractmethod
    def groups(self, rows: Rows) -> dict[str, Rows]:
        """See ``groups``."""

    @abstractmethod
    def counted(self, rows: Rows) -> dict[str, int]:
        """See ``counted``."""

    @abstractmethod
    def distinct(self) -> Sequence[str]:
        """See ``distinct``."""

    @abstractmethod
    def first_rows(self, wanted: Iterable[str]) -> dict[str, int]:
        """See ``first_rows``."""

    @abstractmethod
    def repeated(self) -> Rows:
        """See ``repeated``."""

    @abstractmethod
    def renamed(self, names: Mapping[str, str]) -> Texts:
        """See ``renamed``."""

    @abstractmethod
    def as_days(self, day_of: Mapping[str, int], otherwise: int) -> Days:
        """See ``as_days``."""

    @abstractmethod
    def first_in(self, others: Texts) -> Sequence[int]:
        """See ``first_in``."""

    @abstractmethod
    def perhaps_alike(self, others: Sequence[object]) -> Rows:
        """See ``perhaps_alike``, of this column with the others."""


class NumberColumn(Column[Decimal | None]):
    """Numbers that are not a list, and the questions that they answer for themselves."""

    @abstractmethod
    def holding(self, holds: Callable[[Decimal], bool]) -> Rows:
        """See ``holding``."""

    @abstractmethod
    def total(self, rows: Rows) -> Decimal:
        """See ``total``."""

    @abstractmethod
    def spelled(self) -> Texts:
        """See ``spelled``."""

    @abstractmethod
    def tally_sum(self, days: Days, rows: Rows) -> dict[int, Decimal]:
        """See ``tally_sum``."""
