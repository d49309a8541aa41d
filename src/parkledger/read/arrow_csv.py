"""One block of CSV cut into columns by pyarrow, where the block's form leaves nothing to doubt."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

import numpy as np
import pyarrow as pa
import pyarrow.csv as pacsv

from parkledger.read.csv_text import MOST_CELL

_DICTIONARY = pa.dictionary(pa.int32(), pa.string())
_MARKERS = (b"<<<<<<< ", b"=======\n", b">>>>>>> ", b"||||||| ")
_COMMA, _QUOTE, _END = b',"\n'


def plain_columns(text: bytes, width: int, wanted: Mapping[int, bool]) -> Any | None:
    """The wanted columns of a block: number of the column → whether as a dictionary. They are named by their number.

    None where the exact reader must look: a conflict marker, a blank or ragged line, a quote that does not open and
    close around a cell within its line, a cell beyond the limit.
    """
    if width < 2 or any(marker in text for marker in _MARKERS) or not _quotes_are_plain(text):
        return None
    odd: list[Any] = []
    names = [str(number) for number in range(width)]
    if not wanted:
        return None
    table = pacsv.read_csv(
        pa.BufferReader(text),
        read_options=pacsv.ReadOptions(column_names=names, block_size=len(text) + 1),
        parse_options=pacsv.ParseOptions(ignore_empty_lines=False, invalid_row_handler=_noting(odd)),
        convert_options=pacsv.ConvertOptions(
            column_types={str(number): _DICTIONARY if coded else pa.string() for number, coded in wanted.items()},
            include_columns=[str(number) for number in wanted],
            strings_can_be_null=False,
            null_values=[],
            check_utf8=False,  # the block has been decoded
        ),
    )
    return None if odd else table


def _noting(odd: list[Any]) -> Callable[[Any], str]:
    def note(row: Any) -> str:
        odd.append(row)
        return "skip"

    return note


def _quotes_are_plain(text: bytes) -> bool:
    """Whether each line is short, and each quote in it opens a cell, closes one, or stands twice within one."""
    bytes_ = np.frombuffer(text, np.uint8)
    ends = np.flatnonzero(bytes_ == _END)
    if int(np.diff(ends, prepend=-1).max()) > MOST_CELL:
        return False
    if b'"' not in text:
        return True
    quotes = np.flatnonzero(bytes_ == _QUOTE)
    if (np.searchsorted(quotes, ends) % 2).any():
        return False
    opening, closing = quotes[0::2], quotes[1::2]
    before = np.where(opening > 0, bytes_[opening - 1], _END)
    behind = bytes_[np.minimum(closing + 1, len(bytes_) - 1)]
    good_before = (before == _COMMA) | (before == _END) | (before == _QUOTE)
    good_behind = (behind == _COMMA) | (behind == _END) | (behind == _QUOTE)
    # a quote that opens right behind one that closes is one that stands twice: neither may be alone
    doubled = behind[:-1] == _QUOTE
    return bool(good_before.all() and good_behind.all() and ((before[1:] == _QUOTE) == doubled).all())
