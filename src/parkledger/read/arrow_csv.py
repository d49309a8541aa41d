"""One block of CSV cut into columns by pyarrow, where the block's form leaves nothing to doubt."""

from __future__ import annotations

from codecs import BOM_UTF8
from collections.abc import Mapping
from datetime import date
from functools import lru_cache
from typing import Any, Literal

import numpy as np
import pyarrow as pa
import pyarrow.csv as pacsv
from numpy.typing import NDArray

from parkledger.model.columns import NEVER
from parkledger.read.csv_text import MOST_CELL
from parkledger.read.places import few_places_of

Form = Literal["texts", "codes", "days"]
_DICTIONARY, _DAY = pa.dictionary(pa.int32(), pa.binary()), pa.date32()
_TYPES: Mapping[Form, Any] = {"texts": pa.string(), "codes": _DICTIONARY, "days": _DAY}
_EPOCH = date(1970, 1, 1).toordinal()
_MARKS = np.zeros(256, np.bool_)
_MARKS[list(b"<=>|")] = True
_COMMA, _QUOTE, _END = b',"\n'
Bytes = NDArray[np.uint8]


def plain_columns(text: bytes, ends: NDArray[np.int64], width: int, forms: Mapping[int, Form]) -> Any | None:
    """The columns of a block, named by their number, each in its form; of days as ``codes`` where one is in doubt.
    ``ends`` is where its lines end.

    None where the exact reader must look: a line that may be a conflict marker, a blank or ragged line, a quote that
    does not open and close around a cell within its line, a cell beyond the limit, bytes that are no UTF-8, a byte
    order mark at the beginning, which pyarrow takes off.
    """
    if width < 2 or text.startswith(BOM_UTF8) or not _lines_are_plain(text, ends):
        return None
    types = {str(number): _TYPES[forms.get(number, "texts")] for number in range(width)}
    days = [name for name, kind in types.items() if kind is _DAY]
    table = _cut(text, types) if days else None
    if table is None or not all(_in_calendar(table.column(name).chunk(0)) for name in days):
        table = _cut(text, types | dict.fromkeys(days, _DICTIONARY))
    return table


def _cut(text: bytes, types: Mapping[str, Any]) -> Any | None:
    """A block cut into columns of these types; None where one cannot be, or where a row is ragged.

    No handler of ragged rows is given: pyarrow hands it the row as text, and of one that is no UTF-8 it prints a
    traceback of its own.
    """
    try:
        return pacsv.read_csv(
            pa.BufferReader(text),
            read_options=pacsv.ReadOptions(column_names=list(types), block_size=len(text) + 1, use_threads=False),
            parse_options=_PARSING,
            convert_options=_converting(tuple(types.items())),
        )
    except pa.ArrowInvalid:
        return None


_PARSING = pacsv.ParseOptions(ignore_empty_lines=False)


@lru_cache(8)
def _converting(types: tuple[tuple[str, Any], ...]) -> Any:
    """How the columns are made: the same for every block of a file."""
    return pacsv.ConvertOptions(column_types=dict(types), strings_can_be_null=False, null_values=[""])


def _since_epoch(chunk: Any) -> NDArray[np.int32]:
    """An array of days as pyarrow counts them; where one is absent, any number."""
    return np.frombuffer(chunk.buffers()[1], np.int32, len(chunk))


def _in_calendar(chunk: Any) -> bool:
    """Whether all days are of the years 1 to 9999: pyarrow has a year 0."""
    return not len(chunk) or int(_since_epoch(chunk).min()) > -_EPOCH


def days_of(chunk: Any) -> NDArray[np.int32] | None:
    """The days of a column that was read as such, NEVER where a cell is empty; None for a column of another form."""
    if chunk.type != _DAY:
        return None
    days: NDArray[np.int32] = _since_epoch(chunk) + np.int32(_EPOCH)
    if chunk.null_count:
        there = np.unpackbits(np.frombuffer(chunk.buffers()[0], np.uint8), count=len(chunk), bitorder="little")
        days[there == 0] = NEVER
    return days


def _lines_are_plain(text: bytes, ends: NDArray[np.int64]) -> bool:
    """Whether each line is short and no marker, and each quote opens a cell, closes one, or stands twice within one."""
    bytes_ = np.frombuffer(text, np.uint8)
    lengths = np.diff(ends, prepend=-1)
    if int(lengths.max()) > MOST_CELL or int(lengths.min()) == 1:  # pyarrow makes a row of a blank line
        return False
    if _MARKS[bytes_[0]] or _MARKS[np.take(bytes_, ends[:-1] + 1, mode="clip")].any():
        return False
    quotes = few_places_of(text, _QUOTE)
    return not len(quotes) or _quotes_are_plain(bytes_, ends, quotes)


def _quotes_are_plain(bytes_: Bytes, ends: NDArray[np.int64], quotes: NDArray[np.int64]) -> bool:
    opening, closing = quotes[0::2], quotes[1::2]
    if len(opening) > len(closing) or (ends[np.searchsorted(ends, opening)] < closing).any():
        return False
    before = np.where(opening > 0, bytes_[opening - 1], _END)
    behind = bytes_[closing + 1]
    good_before = (before == _COMMA) | (before == _END) | (before == _QUOTE)
    good_behind = (behind == _COMMA) | (behind == _END) | (behind == _QUOTE)
    # a quote that opens right behind one that closes is one that stands twice: neither may be alone
    doubled = behind[:-1] == _QUOTE
    return bool(good_before.all() and good_behind.all() and ((before[1:] == _QUOTE) == doubled).all())
