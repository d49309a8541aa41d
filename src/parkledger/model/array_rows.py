"""Selections as numpy masks and row numbers, codes as narrow as they can be, counts of days."""

from __future__ import annotations

from abc import abstractmethod
from collections.abc import Iterator, Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray

from parkledger.model.column_kinds import Column, Rows, Value

Codes = NDArray[np.unsignedinteger[Any]]
Mask = NDArray[np.bool_]
Numbers = Sequence[int] | NDArray[np.int64]
"""Row numbers."""
MOST_COUNTED = 50_000
"""Days between the first and the last of a column, some 140 years, up to which a count for each of them is kept: with
a day of the year 9999 among them sorting is faster."""


def mask_of(rows: Rows, size: int) -> Mask:
    """A selection as one truth value a row."""
    packed = np.frombuffer(rows.bits.to_bytes((size + 7) // 8, "little"), np.uint8)
    return np.unpackbits(packed, count=size, bitorder="little").view(np.bool_)


def numbers_of(rows: Rows, size: int) -> NDArray[np.int64]:
    """A selection as row numbers. Of a sparse one only the eights that hold a row are looked into."""
    if 16 * len(rows) > size:
        return np.flatnonzero(mask_of(rows, size))
    eights = np.frombuffer(rows.bits.to_bytes((size + 7) // 8, "little"), np.uint8)
    held = np.flatnonzero(eights != 0)
    inside = np.flatnonzero(np.unpackbits(eights[held], bitorder="little"))
    found: NDArray[np.int64] = held[inside >> 3] * 8 + (inside & 7)
    return found


def rows_from(mask: Mask) -> Rows:
    """The rows whose truth value is true."""
    return Rows(int.from_bytes(np.packbits(mask, bitorder="little").tobytes(), "little"))


def narrow(codes: NDArray[Any], distinct: int) -> Codes:
    """Codes in the smallest type that holds them."""
    kind = np.uint8 if distinct <= 1 << 8 else np.uint16 if distinct <= 1 << 16 else np.uint32
    return codes.astype(kind, copy=False)


def day_counts(days: NDArray[np.int32]) -> dict[int, int]:
    """How often each day stands in an array."""
    if not len(days):
        return {}
    first = int(days.min())
    if int(days.max()) - first > MOST_COUNTED:
        found, counts = np.unique(days, return_counts=True)
        return dict(zip(found.tolist(), counts.tolist(), strict=True))
    every = np.bincount(days - first)
    there = np.flatnonzero(every)
    return dict(zip((there + first).tolist(), every[there].tolist(), strict=True))


def pair_counts(codes: Codes, days: NDArray[np.int32]) -> Iterator[tuple[int, dict[int, int]]]:
    """Code by code, how often each day stands beside it."""
    if not len(days):
        return
    first = int(days.min())
    span = int(days.max()) - first + 1
    pairs = codes.astype(np.int64) * span + (days - first)
    if (int(codes.max()) + 1) * span <= max(len(days), MOST_COUNTED):
        every = np.bincount(pairs)
        found = np.flatnonzero(every)
        counts = every[found]
    else:
        found, counts = np.unique(pairs, return_counts=True)
    own, day = found // span, (found % span + first).tolist()
    ends = np.flatnonzero(np.diff(own, append=-1)) + 1
    start, listed = 0, counts.tolist()
    for code, end in zip(own[ends - 1].tolist(), ends.tolist(), strict=True):
        yield code, dict(zip(day[start:end], listed[start:end], strict=True))
        start = end


_FACTOR = np.uint64(0x9E3779B97F4A7C15)


def mixed(numbers: NDArray[np.uint64], more: NDArray[np.uint64]) -> NDArray[np.uint64]:
    """One number made of two: the same for the same two, and hardly ever for others."""
    found = numbers ^ more
    found *= _FACTOR
    found ^= found >> np.uint64(29)
    return found


def shared(marks: Sequence[NDArray[np.uint64]]) -> Mask:
    """Whether the numbers of a row occur together in another row as well; very rarely wrongly true."""
    found = np.zeros(len(marks[0]), np.uint64)
    for one in marks:
        found = mixed(found, one)
    order = np.argsort(found)
    same = found[order[1:]] == found[order[:-1]]
    mask = np.zeros(len(found), np.bool_)
    mask[order[1:][same]] = True
    mask[order[:-1][same]] = True
    return mask


class Marked:
    """A column that has a number for each row, the same wherever the same stands, and hardly ever elsewhere."""

    @abstractmethod
    def marks(self) -> NDArray[np.uint64]:
        """The numbers."""

    def perhaps_alike(self, others: Sequence[object]) -> Rows:
        """The rows whose cells of these columns perhaps stand in another row as well."""
        return rows_from(shared([self.marks(), *(one.marks() for one in others if isinstance(one, Marked))]))


class Coded(Column[Value]):
    """A column of values that repeat: the distinct ones, and one code a row."""

    def __init__(self, values: Sequence[Value], codes: Codes) -> None:
        self.values = tuple(values)
        self.codes = codes

    def cell(self, row: int) -> Value:
        """The cell of one row."""
        return self.values[int(self.codes[row])]

    def part(self, rows: slice) -> list[Value]:
        """The cells of a slice."""
        return [self.values[code] for code in self.codes[rows].tolist()]

    def __len__(self) -> int:
        return len(self.codes)

    def __iter__(self) -> Iterator[Value]:
        return map(self.values.__getitem__, self.codes.tolist())
