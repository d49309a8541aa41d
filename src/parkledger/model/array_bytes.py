"""Texts as UTF-8 bytes end to end, eight bytes at a time: fingerprints of texts, and which of them are equal."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from parkledger.model.array_rows import Mask, mixed

Words = NDArray[np.uint64]
_AT_ONCE = 1 << 18
"""Texts that are worked on at once: the room for what lies between is that of so many words."""
_BITS = 20
"""Bits of a fingerprint by which most texts are told apart from those that are asked for."""


class Places(NamedTuple):
    """Texts as the bytes that they stand in, where each begins and how many bytes it has."""

    data: NDArray[np.uint8]
    starts: NDArray[np.int64]
    lengths: NDArray[np.int64]

    @classmethod
    def of(cls, data: NDArray[np.uint8], ends: NDArray[np.int64], rows: NDArray[np.int64]) -> Places:
        """These texts of a column."""
        starts = np.where(rows > 0, ends[rows - 1], 0) if len(rows) else rows
        return cls(data, starts, ends[rows] - starts)

    @classmethod
    def some(cls, data: NDArray[np.uint8], ends: NDArray[np.int64], first: int, count: int) -> Places:
        """So many texts of a column, from the first on."""
        stops = ends[first : first + count]
        starts = np.concatenate(([ends[first - 1] if first else 0], stops[:-1]))
        return cls(data, starts, stops - starts)

    def words(self) -> Iterator[tuple[NDArray[np.int64] | slice, Words]]:
        """The bytes of the texts, eight by eight: the numbers of the texts that have so many, and a word of each."""
        data = self.data if len(self.data) >= 8 else np.concatenate((self.data, np.zeros(8, np.uint8)))
        whole = np.ndarray((len(data) - 7,), "<u8", np.ascontiguousarray(data), strides=(1,))
        longest, shortest = int(self.lengths.max(initial=0)), int(self.lengths.min(initial=0))
        for place in range(0, longest, 8):
            whole_word = place + 8 <= shortest
            rows = slice(None) if place < shortest else np.flatnonzero(self.lengths > place)
            starts = self.starts[rows] + place
            if int(starts.max()) < len(whole):
                words = whole[starts]
            else:  # behind the last word: its end, where less than eight bytes are left
                at = np.minimum(starts, len(whole) - 1)
                words = whole[at] >> ((starts - at).astype(np.uint64) * np.uint64(8))
            if not whole_word:
                unused = np.maximum(8 + place - self.lengths[rows], 0)
                words <<= unused.astype(np.uint64) * np.uint64(8)
            yield rows, words


def fingerprints(data: NDArray[np.uint8], ends: NDArray[np.int64]) -> Words:
    """One number for each text of a column, from its bytes and its length."""
    found = np.diff(ends, prepend=0).astype(np.uint64)
    for first in range(0, len(found), _AT_ONCE):
        part = found[first : first + _AT_ONCE]
        for rows, words in Places.some(data, ends, first, _AT_ONCE).words():
            part[rows] = mixed(part[rows], words)
    return found


def equal(some: Places, others: Places) -> Mask:
    """Whether the texts of two lists of the same length are equal, one by one."""
    found: Mask = some.lengths == others.lengths
    lengths = np.where(found, some.lengths, 0)
    pairs = zip(some._replace(lengths=lengths).words(), others._replace(lengths=lengths).words(), strict=True)
    for (rows, words), (_, same) in pairs:
        found[rows] &= words == same
    return found


def meeting(prints: Words, asked: Words) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    """Every pair of equal fingerprints: the numbers in the one list, in order, and in the other."""
    rows = _likely(prints, asked)
    rows = rows[np.argsort(prints[rows])]  # what is sorted is looked up by going through the other list once
    order = np.argsort(asked)
    ordered, wanted = asked[order], prints[rows]
    first = np.searchsorted(ordered, wanted, "left")
    counts = np.searchsorted(ordered, wanted, "right") - first
    skipped = np.repeat(first - np.cumsum(counts) + counts, counts)
    found, which = np.repeat(rows, counts), order[np.arange(len(skipped)) + skipped]
    by_row = np.argsort(found)
    return found[by_row], which[by_row]


def _likely(prints: Words, asked: Words) -> NDArray[np.int64]:
    """The numbers of the fingerprints that begin as one of those asked for does."""
    drop = np.uint64(64 - _BITS)
    begins = np.zeros(1 << _BITS, np.bool_)
    begins[asked >> drop] = True
    likely = np.zeros(len(prints), np.bool_)
    for first in range(0, len(prints), _AT_ONCE):
        part = slice(first, first + _AT_ONCE)
        np.take(begins, (prints[part] >> drop).view(np.int64), out=likely[part], mode="clip")
    return np.flatnonzero(likely)
