"""What a column in the making is: block by block cells come in, and are judged by the field type of the column."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, Protocol

import numpy as np
from numpy.typing import NDArray
from pydantic_core import PydanticCustomError

from parkledger.read.arrow_csv import Form
from parkledger.read.faults import Faults

EMPTY = PydanticCustomError("empty", "empty")
"""What is wrong with an empty cell of a column in which none may be empty."""


class Buffer:
    """An array that grows, in room that is asked for once: what has not been written takes no memory."""

    def __init__(self, kind: Any, expected: int) -> None:
        self._array = np.empty(max(expected, 16), kind)
        self.size = 0

    def add(self, more: NDArray[Any]) -> None:
        """Put more behind what is there, in a wider type where that is needed."""
        end = self.size + len(more)
        kind = self._array.dtype if more.dtype == self._array.dtype else np.promote_types(self._array.dtype, more.dtype)
        if end > len(self._array) or kind != self._array.dtype:
            wider = np.empty(max(end + end // 4, len(self._array)), kind)
            wider[: self.size] = self.made()
            self._array = wider
        self._array[self.size : end] = more
        self.size = end

    def made(self) -> NDArray[Any]:
        """What is there."""
        return self._array[: self.size]


class Part(Protocol):
    """A column in the making. What is prepared of a block depends on the kind of the part alone, never on its state,
    so that it can be done beside other work; it is then taken in the order of the blocks."""

    form: Form
    number: int

    def prepared(self, chunk: Any) -> Any:
        """Cells that pyarrow has cut."""

    def prepared_list(self, cells: Sequence[str]) -> Any:
        """Cells that were read row by row."""

    def take(self, prepared: Any, first: int, faults: Faults) -> None:
        """Cells that have been prepared; ``first`` is the number of the first row."""

    def text_at(self, row: int) -> str:
        """A cell that has been taken."""

    def made(self, ragged: Sequence[int]) -> Any:
        """The column; no day and no number is taken from a ragged row."""
