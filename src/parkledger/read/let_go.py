"""Columns of texts that were judged and not kept: memory holds what the answers need, the file holds the rest."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from parkledger.model.array_plain import PlainTexts
from parkledger.model.array_rows import Numbers

FEW = 20
"""Cells for which their blocks are read again, some hundredths of a second each, rather than the whole file."""


class ReadAgain(PlainTexts):
    """A column that was let go: a few cells are read again from the file, for any other question the whole column."""

    def __init__(self, size: int, cell: Callable[[int], str], column: Callable[[], Iterator[str]]) -> None:
        self._size, self._cell, self._column = size, cell, column

    @cached_property
    def _whole(self) -> PlainTexts:
        return PlainTexts.of(self._column())

    @property
    def data(self) -> NDArray[np.uint8]:  # type: ignore[override]
        """The bytes of all texts."""
        return self._whole.data

    @property
    def ends(self) -> NDArray[np.int64]:  # type: ignore[override]
        """Where each text ends."""
        return self._whole.ends

    def __len__(self) -> int:
        return self._size

    def cell(self, row: int) -> str:
        """The cell of one row, from the file."""
        return self._cell(row)

    def at(self, numbers: Numbers) -> list[str]:
        """The texts of rows given by their numbers."""
        if len(numbers) > FEW or "_whole" in self.__dict__:
            return super().at(numbers)
        return [self._cell(int(number)) for number in numbers]
