"""Where a byte stands in a block: asked of every byte of every large file, for its line ends and its quotes."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

PIECE = 1 << 19
"""Bytes that are looked at in one go: what is written of them stays in the processor's nearest memory."""
FEW = 1024
"""Places of a byte in a text up to which it is faster searched for, again and again, than each byte is compared."""


def few_places_of(text: bytes, byte: int) -> NDArray[np.int64]:
    """As ``places_of``, in half the time where the byte hardly ever stands in the text."""
    found: list[int] = []
    at = text.find(byte)
    while at >= 0:
        if len(found) == FEW:
            return places_of(np.frombuffer(text, np.uint8), byte)
        found.append(at)
        at = text.find(byte, at + 1)
    return np.array(found, np.int64)


def places_of(data: NDArray[np.uint8], byte: int) -> NDArray[np.int64]:
    """Where a byte stands, in order.

    The same as ``np.flatnonzero(data == byte)`` in half the time where the byte is rare: most of eight bytes in a row
    are none, which one comparison of a word tells.
    """
    same = np.zeros(min(PIECE, -len(data) // 8 * -8), np.bool_)
    eights = same.view(np.uint64)
    found = [np.zeros(0, np.int64)]
    for start in range(0, len(data), PIECE):
        piece = data[start : start + PIECE]
        np.equal(piece, byte, out=same[: len(piece)])
        same[len(piece) :] = False
        at = np.flatnonzero(eights != 0)
        word = eights[at]
        lowest = word & (~word + np.uint64(1))
        if (lowest == word).all():
            found.append(at * 8 + (np.bitwise_count(lowest - np.uint64(1)) >> 3) + start)
        else:  # two of them within a word
            found.append(np.flatnonzero(same) + start)
    return np.concatenate(found)
