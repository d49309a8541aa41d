"""Which line of a large file each row stands on, and where its block can be read again."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import NamedTuple, overload

from parkledger.read.blocks import Lines


class Segment(NamedTuple):
    """Rows of one block; ``first`` is the number of the first of them.

    ``lines`` is the line of that row where one follows the other, else the line of each.
    """

    first: int
    block: Lines
    lines: int | Sequence[int]

    def line(self, row: int) -> int:
        """The line of a row."""
        inside = row - self.first
        return self.lines + inside if isinstance(self.lines, int) else self.lines[inside]


@dataclass
class LineNumbers(Sequence[int]):
    """The line of each row, worked out from the blocks."""

    segments: list[Segment] = field(default_factory=list)
    size: int = 0

    def add(self, block: Lines, rows: int, lines: int | Sequence[int]) -> int:
        """Rows of a block come next: returns the number of the first."""
        first = self.size
        if rows:
            self.segments.append(Segment(first, block, lines))
            self.size += rows
        return first

    def __len__(self) -> int:
        return self.size

    def segment(self, row: int) -> Segment:
        """The block of a row."""
        return self.segments[bisect_right(self.segments, row, key=lambda one: one.first) - 1]

    @overload
    def __getitem__(self, row: int) -> int: ...
    @overload
    def __getitem__(self, row: slice) -> Sequence[int]: ...
    def __getitem__(self, row: int | slice) -> int | Sequence[int]:
        if isinstance(row, slice):
            return [self[one] for one in range(*row.indices(self.size))]
        if not 0 <= row < self.size:
            raise IndexError(row)
        return self.segment(row).line(row)
