"""One block of CSV cut into columns by pyarrow, where the block's form leaves nothing to doubt."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

import numpy as np
import pyarrow as pa
import pyarrow.csv as pacsv
from numpy.typing import NDArray

from parkledger.read.csv_text import MOST_CELL

_DICTIONARY = pa.dictionary(pa.int32(), pa.string())
_MARKS = np.zeros(256, np.bool_)
_MARKS[list(b"<=>|")] = True
_COMMA, _QUOTE, _END = b',"\n'
Bytes = NDArray[np.uint8]


def plain_columns(text: bytes, width: int, coded: Mapping[int, bool]) -> Any | None:
    """The columns of a block, named by their number; those that are ``coded`` as dictionaries, the others as strings.

    None where the exact reader must look: a line that may be a conflict marker, a blank or ragged line, a quote that
    does not open and close around a cell within its line, a cell beyond the limit, bytes that are no UTF-8.
    """
    if width < 2 or not _lines_are_plain(text):
        return None
    odd: list[Any] = []
    try:
        table = pacsv.read_csv(
            pa.BufferReader(text),
            read_options=pacsv.ReadOptions(
                column_names=[str(number) for number in range(width)], block_size=len(text) + 1, use_threads=False
            ),
            parse_options=pacsv.ParseOptions(ignore_empty_lines=False, invalid_row_handler=_noting(odd)),
            convert_options=pacsv.ConvertOptions(
                column_types={str(n): _DICTIONARY if coded.get(n) else pa.string() for n in range(width)},
                strings_can_be_null=False,
                null_values=[],
            ),
        )
    except pa.ArrowInvalid:
        return None
    return None if odd else table


def _noting(odd: list[Any]) -> Callable[[Any], str]:
    def note(row: Any) -> str:
        odd.append(row)
        return "skip"

    return note


def _lines_are_plain(text: bytes) -> bool:
    """Whether each line is short and no marker, and each quote opens a cell, closes one, or stands twice within one."""
    bytes_ = np.frombuffer(text, np.uint8)
    ends = np.flatnonzero(bytes_ == _END)
    firsts = ends[:-1] + 1
    lengths = np.diff(ends, prepend=-1)
    if int(lengths.max()) > MOST_CELL or int(lengths.min()) == 1:  # pyarrow makes a row of a blank line
        return False
    if _MARKS[bytes_[0]] or _MARKS[bytes_[firsts]].any():
        return False
    return b'"' not in text or _quotes_are_plain(bytes_, ends)


def _quotes_are_plain(bytes_: Bytes, ends: NDArray[np.int64]) -> bool:
    quotes = np.flatnonzero(bytes_ == _QUOTE)
    if (np.searchsorted(quotes, ends) % 2).any():
        return False
    opening, closing = quotes[0::2], quotes[1::2]
    before = np.where(opening > 0, bytes_[opening - 1], _END)
    behind = bytes_[closing + 1]
    good_before = (before == _COMMA) | (before == _END) | (before == _QUOTE)
    good_behind = (behind == _COMMA) | (behind == _END) | (behind == _QUOTE)
    # a quote that opens right behind one that closes is one that stands twice: neither may be alone
    doubled = behind[:-1] == _QUOTE
    return bool(good_before.all() and good_behind.all() and ((before[1:] == _QUOTE) == doubled).all())
