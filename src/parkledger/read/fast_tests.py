"""Tests of whole columns at once: which cells a field type is sure to take as they stand.

A test may doubt a good cell, never trust a bad one. Whatever it doubts the field type itself decides, so that the
row schemas stay the only schema. A column's cells are UTF-8 bytes end to end (``data``) with ``starts`` and ``ends``.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from parkledger.base.credit_code import SYMBOLS
from parkledger.model import fields
from parkledger.model.arrays import Mask

Bytes = NDArray[np.uint8]
Places = NDArray[np.int64]


class Cells(NamedTuple):
    """The cells of a block of one column."""

    data: Bytes
    starts: Places
    ends: Places

    @property
    def lengths(self) -> Places:
        """Bytes of each cell."""
        return self.ends - self.starts

    def at(self, row: int) -> str:
        """One cell."""
        return self.data[self.starts[row] : self.ends[row]].tobytes().decode()


def text_doubts(cells: Cells, longest: int = fields.LONGEST_TEXT) -> Mask:
    """Controls anywhere, blanks at either end (which are taken off), too many bytes."""
    doubts: Mask = (cells.lengths > longest) | _blank_ends(cells)
    for place in _controls(cells.data).tolist():
        doubts[np.searchsorted(cells.ends, place, "right")] = True
    return doubts


def name_doubts(cells: Cells) -> Mask:
    """As for texts; a name is short, and not empty."""
    doubts: Mask = text_doubts(cells, fields.LONGEST_NAME) | (cells.lengths == 0)
    return doubts


def _controls(data: Bytes) -> Places:
    """Where bytes stand that may belong to a character which no text may hold (``fields.CONTROL``), or a line end."""
    plain = (data < 0x20) | (data == 0x7F)
    led = np.flatnonzero((data == 0xC2) | (data == 0xE2) | (data == 0xEF) | (data == 0xED))
    led = led[led + 2 < len(data)] if len(data) > 2 else led[:0]
    first, second, third = data[led], data[led + 1], data[led + 2]
    wide = (
        ((first == 0xC2) & (second < 0xA0))
        | (
            (first == 0xE2)
            & (second == 0x80)
            & ((third == 0x8E) | (third == 0x8F) | ((third >= 0xAA) & (third <= 0xAE)))
        )
        | ((first == 0xE2) & (second == 0x81) & (third >= 0xA6) & (third <= 0xA9))
        | ((first == 0xEF) & (second == 0xBF) & (third >= 0xBE))
        | ((first == 0xED) & (second >= 0xA0))
    )
    end = np.flatnonzero(data[-2:] == 0xC2) + max(len(data) - 2, 0)  # two bytes are left: seen by no window of three
    return np.concatenate((np.flatnonzero(plain), led[wide], end))


_BLANK_LEADS = np.zeros(256, np.bool_)
_BLANK_LEADS[:0x21] = True
_BLANK_LEADS[[0xC2, 0xE1, 0xE2]] = True
"""First bytes of the blanks that ``str.strip`` takes off; of E3 only the ideographic space, which is asked apart."""


def _blank_ends(cells: Cells) -> Mask:
    """Whether a cell may begin or end with a blank."""
    found = np.zeros(len(cells.ends), np.bool_)
    rows = np.flatnonzero(cells.lengths > 0)
    if not len(rows):
        return found
    data, starts, lasts = cells.data, cells.starts[rows], cells.ends[rows] - 1
    first = data[starts]
    doubts = _BLANK_LEADS[first] | _BLANK_LEADS[data[lasts]]
    long = np.flatnonzero(cells.lengths[rows] >= 3)
    lead, after = data[starts[long]], data[starts[long] + 1]
    doubts[long] |= (lead == 0xE3) & (after == 0x80) & (data[starts[long] + 2] == 0x80)
    tail = data[lasts[long] - 2]
    doubts[long] |= (tail == 0xE1) | (tail == 0xE2) | ((tail == 0xE3) & (data[lasts[long] - 1] == 0x80))
    pairs = np.flatnonzero(cells.lengths[rows] >= 2)
    doubts[pairs] |= data[lasts[pairs] - 1] == 0xC2
    found[rows] = doubts
    return found


_SYMBOL = np.full(256, -1, np.int16)
_SYMBOL[[ord(symbol) for symbol in SYMBOLS]] = range(len(SYMBOLS))
_WEIGHTS = np.array([pow(3, place, 31) for place in range(17)], np.int32)
_DIGIT_WEIGHTS = 10 ** np.arange(3, -1, -1)


def code_doubts(cells: Cells) -> Mask:
    """All but empty cells and credit codes (GB 32100-2015) that cannot be a resident's number."""
    lengths = cells.lengths
    doubts: Mask = (lengths != 18) & (lengths != 0)
    rows = np.flatnonzero(lengths == 18)
    if not len(rows):
        return doubts
    first = cells.starts[rows]
    letters = cells.data[first[:, None] + np.arange(18)]
    values = _SYMBOL[letters].astype(np.int32)
    sound = (values >= 0).all(axis=1) & ((values[:, :17] @ _WEIGHTS + values[:, 17]) % 31 == 0)
    personal = np.flatnonzero((values[:, :17] < 10).all(axis=1))
    if len(personal):
        year = values[personal, 6:10] @ _DIGIT_WEIGHTS
        month = values[personal, 10] * 10 + values[personal, 11]
        sound[personal] &= ~((year >= 1900) & (month >= 1) & (month <= 12))
    doubts[rows] = ~sound
    return doubts


FAST: Mapping[Callable[[Any], object], Callable[[Cells], Mask]] = {
    fields.as_cell: text_doubts,
    fields.as_name: name_doubts,
    fields.as_code: code_doubts,
}
"""The test of each field type whose cells may all be different."""


def parsed_numbers(cells: Cells, *, whole: bool) -> tuple[NDArray[np.int64], NDArray[np.uint8], Mask]:
    """Digits, scale and doubts of a column of plain numbers (``as_count`` when ``whole``, else ``as_amount``)."""
    lengths = cells.lengths
    digits = np.zeros(len(lengths), np.int64)
    behind = np.zeros(len(lengths), np.int16)
    point = np.zeros(len(lengths), np.bool_)
    doubts = (lengths == 0) | (lengths > fields.MOST_DIGITS)
    for place in range(min(int(lengths.max()) if len(lengths) else 0, fields.MOST_DIGITS)):
        rows = np.flatnonzero((lengths > place) & ~doubts)
        letters = cells.data[cells.starts[rows] + place]
        is_digit = (letters >= 0x30) & (letters <= 0x39)
        dots = (letters == 0x2E) & ~point[rows] & (place > 0) & (lengths[rows] > place + 1) & (not whole)
        doubts[rows[~is_digit & ~dots]] = True
        point[rows[dots]] = True
        kept = rows[is_digit]
        digits[kept] = digits[kept] * 10 + (letters[is_digit] - 0x30)
        behind[kept] += point[kept]
    doubts |= behind > 6
    return digits, behind.astype(np.uint8), doubts
