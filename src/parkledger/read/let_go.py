"""Columns of texts that were judged and not kept: memory holds what the answers need, the file holds the rest."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from parkledger.model.array_plain import PlainTexts


class ReadAgain(PlainTexts):
    """A column that was let go: one cell is read again from the file; for any other question the whole column is."""

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
