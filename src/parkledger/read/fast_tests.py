"""Tests of whole columns at once: which cells a field type is sure to take as they stand.

A test may doubt a good cell, never trust a bad one. Whatever it doubts the field type itself decides, so that the
row schemas stay the only schema. A column's cells are UTF-8 bytes end to end (``data``) with ``starts`` and ``ends``.
(``np.take`` that clips does what an index does in half the time; no index here is beyond the end.)
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import cache
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from parkledger.base.credit_code import SYMBOLS
from parkledger.model import fields
from parkledger.model.array_rows import Mask

Bytes = NDArray[np.uint8]
Places = NDArray[np.int64]
Words = NDArray[np.uint64]


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
    doubts: Mask = cells.lengths > longest
    doubts[_blank_ends(cells)] = True
    for place in _controls(cells.data).tolist():
        doubts[np.searchsorted(cells.ends, place, "right")] = True
    return doubts


def name_doubts(cells: Cells) -> Mask:
    """As for texts; a name is short, and not empty."""
    doubts: Mask = text_doubts(cells, fields.LONGEST_NAME) | (cells.lengths == 0)
    return doubts


def _controls(data: Bytes) -> Places:
    """Where bytes stand that may belong to a character which no text may hold (``fields.CONTROL``), or a line end."""
    found = [_where(data < 0x20), _where(data == 0x7F)]
    for lead, forbidden in _FORBIDDEN.items():
        led = _where(data == lead)
        if len(led):
            behind = np.minimum(led[:, None] + (1, 2), len(data) - 1)
            found.append(led[forbidden(*data[behind].T)])
    return np.concatenate(found)


def _where(mask: Mask) -> Places:
    """Where a mask is true that is mostly true nowhere: to ask whether takes a fifth of the time of asking where."""
    return np.flatnonzero(mask) if mask.any() else _NOWHERE


_NOWHERE: Places = np.zeros(0, np.int64)
_Forbidden = Callable[[Bytes, Bytes], Mask]
_FORBIDDEN: Mapping[int, _Forbidden] = {
    0xC2: lambda second, third: (second < 0xA0) | (second == 0xAD),
    0xD8: lambda second, third: second == 0x9C,
    0xE2: lambda second, third: (
        ((second == 0x80) & (((third >= 0x8B) & (third <= 0x8F)) | ((third >= 0xA8) & (third <= 0xAE))))
        | ((second == 0x81) & (third >= 0xA0) & (third <= 0xAF))
    ),
    0xED: lambda second, third: second >= 0xA0,
    0xEF: lambda second, third: (
        ((second == 0xBF) & (third >= 0xB9) & (third != 0xBC) & (third != 0xBD)) | ((second == 0xBB) & (third == 0xBF))
    ),
}
"""By their first byte, the characters of several bytes that no text may hold: whether the next two make one."""


def _may_start_blank(first: Bytes) -> Mask:
    """Which are first bytes of the blanks that ``str.strip`` takes off; of E3 only the ideographic space, E3 80 80."""
    starts: Mask = (first <= 0x20) | (first == 0xC2) | ((first >= 0xE1) & (first <= 0xE3))
    return starts


def _may_end_blank(last: Bytes) -> Mask:
    """Which are last bytes of these blanks, and of many other characters."""
    ends: Mask = (last <= 0x20) | ((last >= 0x80) & (last <= 0x8A))
    for byte in (0x9F, 0xA0, 0xA8, 0xA9, 0xAF):
        ends |= last == byte
    return ends


def _blank_ends(cells: Cells) -> Places:
    """The rows of the cells that may begin or end with a blank."""
    rows = np.flatnonzero(cells.lengths) if int(cells.lengths.min(initial=1)) == 0 else None
    starts, lasts = (cells.starts, cells.ends - 1) if rows is None else (cells.starts[rows], cells.ends[rows] - 1)
    data, end = cells.data, len(cells.data) - 1
    first = np.flatnonzero(_may_start_blank(np.take(data, starts, mode="clip")))
    if len(first):
        at = starts[first]
        third = data[np.minimum(at + 2, end)]
        ideographic = (data[np.minimum(at + 1, end)] == 0x80) & (third == 0x80)
        first = first[(data[at] != 0xE3) | ideographic]
    last = np.flatnonzero(_may_end_blank(np.take(data, lasts, mode="clip")))
    if len(last):
        at = lasts[last]
        stop, before, lead = data[at], data[np.maximum(at - 1, 0)], data[np.maximum(at - 2, 0)]
        wide = (lead == 0xE1) | (lead == 0xE2) | ((lead == 0xE3) & (before == 0x80) & (stop == 0x80))
        last = last[(stop < 0x80) | (before == 0xC2) | wide]
    found = np.concatenate((first, last))
    return found if rows is None else rows[found]


@cache
def _code_table() -> NDArray[np.int32]:
    """What two symbols of a credit code, as the two bytes of one number, add to the test of the whole: for each of
    the nine pairs the weighted sum, ``_DIGITS`` for each digit among the first 17, ``_NO_SYMBOL`` for what is none.
    """
    values = np.full(256, -1, np.int32)
    values[[ord(symbol) for symbol in SYMBOLS]] = range(len(SYMBOLS))
    weights = [*(pow(3, place, 31) for place in range(17)), 1]
    digits = [*[_DIGITS] * 17, 0]
    single = [
        np.where(values < 0, _NO_SYMBOL, values * weight + np.where(values < 10, digit, 0))
        for weight, digit in zip(weights, digits, strict=True)
    ]
    pairs = zip(single[0::2], single[1::2], strict=True)
    return np.concatenate([(second[:, None] + first).ravel() for first, second in pairs])


_DIGITS, _NO_SYMBOL = 1 << 14, 1 << 20
"""Beyond the highest weighted sum (18 × 30 × 30), and beyond seventeen digits."""
_DIGIT_WEIGHTS = 10 ** np.arange(3, -1, -1)


def code_doubts(cells: Cells) -> Mask:
    """All but empty cells and credit codes (GB 32100-2015) that cannot be a resident's number."""
    lengths = cells.lengths
    doubts: Mask = lengths != 18
    rows = np.flatnonzero(~doubts)
    letters = cells.data
    if len(letters) != 18 * len(rows) or (len(rows) and int(cells.starts[0])):
        letters = letters[cells.starts[rows][:, None] + np.arange(18)]
    letters = np.ascontiguousarray(letters).reshape(-1, 18)
    pairs = letters.view("<u2")
    table = _code_table()
    found = np.zeros(len(pairs), np.int32)
    for place in range(9):
        found += np.take(table[place << 16 : (place + 1) << 16], pairs[:, place], mode="clip")
    sound = (found < _NO_SYMBOL) & (found % _DIGITS % 31 == 0)
    personal = np.flatnonzero(found // _DIGITS == 17)
    if len(personal):
        digits = letters[personal].astype(np.int32) - 0x30
        year = digits[:, 6:10] @ _DIGIT_WEIGHTS
        month = digits[:, 10] * 10 + digits[:, 11]
        sound[personal] &= ~((year >= 1900) & (month >= 1) & (month <= 12))
    doubts[rows] = ~sound
    doubts &= lengths != 0
    return doubts


FAST: Mapping[Callable[[Any], object], Callable[[Cells], Mask]] = {
    fields.as_cell: text_doubts,
    fields.as_name: name_doubts,
    fields.as_code: code_doubts,
}
"""The test of each field type whose cells may all be different."""


Parsed = tuple[NDArray[np.int64], NDArray[np.uint8], Mask]


def parsed_numbers(cells: Cells, *, whole: bool) -> Parsed:
    """Digits, scale and doubts of a column of plain numbers (``as_count`` when ``whole``, else ``as_amount``)."""
    lengths = cells.lengths
    in_words = (lengths <= 8) & (cells.ends >= 8)
    if in_words.all():
        return _in_words(cells, whole=whole)
    digits, behind = np.zeros(len(lengths), np.int64), np.zeros(len(lengths), np.uint8)
    doubts = np.zeros(len(lengths), np.bool_)
    for mask, parsed in ((in_words, _in_words), (~in_words, _place_by_place)):
        rows = np.flatnonzero(mask)
        if len(rows):
            some = Cells(cells.data, cells.starts[rows], cells.ends[rows])
            digits[rows], behind[rows], doubts[rows] = parsed(some, whole=whole)
    return digits, behind, doubts


def _each(byte: int) -> np.uint64:
    """A word of eight equal bytes."""
    return np.uint64(byte * 0x0101010101010101)


_OWN = np.array([0, *((~0 << 8 * place) & ~(~0 << 64) for place in range(7, -1, -1))], np.uint64)
"""By its length, where the characters of a cell stand in the word up to its end."""
_POINT = np.uint64(0x2E ^ 0x30)
_PAIRS, _FOURS, _EIGHT = np.uint64(0x00FF00FF00FF00FF), np.uint64(0x0000FFFF0000FFFF), np.uint64(0xFFFFFFFF)


def _in_words(cells: Cells, *, whole: bool) -> Parsed:
    """Numbers of at most eight characters: the eight bytes up to the end of each cell are one word, the first of them
    its lowest byte. What stands before the cell is made zeros, and so is what makes a digit's byte of its value; the
    point is taken out; the digits are added up by twos, fours and eights.
    """
    u, lengths = np.uint64, cells.lengths
    words = np.ndarray((max(len(cells.data) - 7, 0),), "<u8", cells.data, strides=(1,))[cells.ends - 8]
    words ^= _each(0x30)
    words &= np.take(_OWN, lengths, mode="clip")
    others = words + _each(0x76)
    others |= words
    others &= _each(0x80)  # in the byte of each character that is no digit
    doubts: Mask = lengths == 0
    behind = np.zeros(len(lengths), np.uint8)
    rows = np.flatnonzero(others)
    if len(rows):
        some = slice(None) if len(rows) == len(words) else rows
        words[some], behind[some], doubted = _without_point(words[some], others[some], lengths[some])
        doubts[some] |= doubted | whole
    words = (words * u(10) + (words >> u(8))) & _PAIRS
    words = (words * u(100) + (words >> u(16))) & _FOURS
    words = (words * u(10_000) + (words >> u(32))) & _EIGHT
    return words.view(np.int64), behind, doubts


def _without_point(words: Words, others: Words, lengths: Places) -> tuple[Words, NDArray[np.uint8], Mask]:
    """The digits of numbers in which something else stands, how many stand behind it, and whether it is anything but
    one point between digits."""
    u = np.uint64
    first = others >> u(7)
    below = first - u(1)
    behind = 7 - (np.bitwise_count(below) >> 3)
    doubts: Mask = (words & (first * u(0xFF))) != first * _POINT
    doubts |= (others & (others - u(1))) != 0
    doubts |= (behind == 0) | (behind > 6) | (behind == lengths - 1)
    return (words & ~((first << u(8)) - u(1))) | ((words & below) << u(8)), behind, doubts


def _place_by_place(cells: Cells, *, whole: bool) -> Parsed:
    """Numbers of any length."""
    lengths = cells.lengths
    digits = np.zeros(len(lengths), np.int64)
    behind = np.zeros(len(lengths), np.int16)
    point = np.zeros(len(lengths), np.bool_)
    doubts = (lengths == 0) | (lengths > fields.MOST_DIGITS)
    for place in range(min(int(lengths.max()), fields.MOST_DIGITS)):
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
