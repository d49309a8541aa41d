"""The ledger's tables as pandas DataFrames, for analysts. Nothing of parkledger's own answers goes through here."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from decimal import Decimal
from typing import Any

import numpy as np
import pandas as pd
import pyarrow as pa
from numpy.typing import NDArray

from parkledger.model.array_numbers import CodedNumbers, ScaledNumbers
from parkledger.model.array_plain import PlainTexts
from parkledger.model.arrays import CodedTexts, DayArray
from parkledger.model.columns import NEVER, Days, Numbers, Table, Texts
from parkledger.model.ledger import Ledger

_EPOCH = date(1970, 1, 1).toordinal()
_A_DAY = 24 * 60 * 60
_STRINGS: Any = pd.StringDtype("pyarrow", na_value=np.nan)
"""What pandas makes of texts where pyarrow is installed."""


def _texts(texts: Texts) -> pd.Series:
    """A column of texts; those of a large file as they stand in memory."""
    strings = pa.large_string()
    if isinstance(texts, PlainTexts):
        ends = np.concatenate((np.zeros(1, np.int64), texts.ends))
        array = pa.LargeStringArray.from_buffers(len(texts), pa.py_buffer(ends), pa.py_buffer(texts.data))
    elif isinstance(texts, CodedTexts):
        array = pa.DictionaryArray.from_arrays(pa.array(texts.codes), pa.array(texts.values, strings))
        array = array.dictionary_decode()
    else:
        array = pa.array(list(texts), strings)
    return pd.Series(_STRINGS.__from_arrow__(array))


def _days(days: Days) -> pd.Series:
    """A column of days in seconds, which hold every day of the calendar."""
    ordinals = days.array if isinstance(days, DayArray) else np.fromiter(days, np.int32, len(days))
    seconds = (ordinals.astype(np.int64) - _EPOCH) * _A_DAY
    seconds[ordinals == NEVER] = np.iinfo(np.int64).min
    return pd.Series(seconds.view("datetime64[s]"), copy=False)


def _numbers(numbers: Numbers) -> pd.Series:
    """A column of numbers; where values repeat, the rows share them."""
    if isinstance(numbers, CodedNumbers):
        cells = _objects(numbers.values)[numbers.codes]
    elif isinstance(numbers, ScaledNumbers):
        cells = np.full(len(numbers), None, object)
        for scale in np.unique(numbers.scale[numbers.scale != ScaledNumbers.ABSENT]).tolist():
            rows = np.flatnonzero(numbers.scale == scale)
            digits, codes = np.unique(numbers.digits[rows], return_inverse=True)
            cells[rows] = _objects([Decimal(one).scaleb(-scale) for one in digits.tolist()])[codes]
    else:
        cells = _objects(list(numbers))
    return pd.Series(cells, copy=False)


def _objects(values: Sequence[Decimal | None]) -> NDArray[np.object_]:
    return np.fromiter(values, object, len(values))


def frame(table: Table) -> pd.DataFrame:
    """A table with texts as strings, days as datetimes (absent: NaT), numbers as ``Decimal`` objects (absent: None)."""
    columns = {name: _texts(texts) for name, texts in table.texts.items()}
    columns |= {name: _days(days) for name, days in table.days.items()}
    columns |= {name: _numbers(numbers) for name, numbers in table.numbers.items()}
    return pd.DataFrame(columns, copy=False)


def _of_plan(plan: str, table: Table) -> pd.DataFrame:
    found = frame(table)
    found["plan"] = _STRINGS.__from_arrow__(pa.repeat(pa.scalar(plan, pa.large_string()), table.size))
    return found


def _frames(ledger: Ledger, kind: str) -> pd.DataFrame:
    found = [_of_plan(one.id, one.tables[kind]) for one in ledger.campaigns]
    return found[0] if len(found) == 1 else pd.concat(found, ignore_index=True) if found else pd.DataFrame()


def enterprises(ledger: Ledger) -> pd.DataFrame:
    """Every enterprise of every plan, with the plan it belongs to."""
    return _frames(ledger, "enterprises")


def parks(ledger: Ledger) -> pd.DataFrame:
    """Every park of every plan."""
    return _frames(ledger, "parks")


def inspections(ledger: Ledger) -> pd.DataFrame:
    """Every dated observation."""
    return _frames(ledger, "inspections")


def indicators(ledger: Ledger) -> pd.DataFrame:
    """Every yearly or dated figure."""
    return _frames(ledger, "indicators")


def filings(ledger: Ledger) -> pd.DataFrame:
    """Every delivery."""
    return _frames(ledger, "filings")
