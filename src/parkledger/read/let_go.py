"""Columns of texts that were judged and not kept: memory holds what the answers need, the file holds the rest."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from typing import overload

from parkledger.model.arrays import PlainTexts
from parkledger.model.columns import Days, Rows, TextColumn, Texts


class ReadAgain(TextColumn):
    """A column of texts that was judged and let go: what is asked of it is read again from the file."""

    def __init__(self, size: int, cell: Callable[[int], str], column: Callable[[], Iterator[str]]) -> None:
        self.size, self.cell, self.column = size, cell, column

    @overload
    def __getitem__(self, row: int) -> str: ...
    @overload
    def __getitem__(self, row: slice) -> Texts: ...
    def __getitem__(self, row: int | slice) -> str | Texts:
        return [self.cell(one) for one in range(*row.indices(self.size))] if isinstance(row, slice) else self.cell(row)

    def __len__(self) -> int:
        return self.size

    def __iter__(self) -> Iterator[str]:
        return self.column()

    def _whole(self) -> PlainTexts:
        return PlainTexts.of(self.column())

    def where(self, values: Sequence[str]) -> Rows:
        """The rows whose text is one of the values."""
        return self._whole().where(values)

    def groups(self, rows: Rows) -> dict[str, Rows]:
        """The rows by their text, in the order of the texts."""
        return self._whole().groups(rows)

    def distinct(self) -> Sequence[str]:
        """Every text that stands in the column, once."""
        return list(dict.fromkeys(self.column()))

    def first_rows(self, wanted: Iterable[str]) -> dict[str, int]:
        """Of each of the texts that stands in the column, the first row in which it does."""
        return self._whole().first_rows(wanted)

    def repeated(self) -> Rows:
        """The rows whose text, not empty, stands in a row before as well."""
        return self._whole().repeated()

    def renamed(self, names: Mapping[str, str]) -> Texts:
        """The texts by their other names, where they have one."""
        return self._whole().renamed(names)

    def as_days(self, day_of: Mapping[str, int], otherwise: int) -> Days:
        """A day for each row by its text."""
        return self._whole().as_days(day_of, otherwise)
