"""The ledger's tables as pandas DataFrames, for analysts. Nothing of parkledger's own answers goes through here."""

from __future__ import annotations

from datetime import date

import numpy as np
import pandas as pd

from parkledger.model.columns import NEVER, Table
from parkledger.model.ledger import Ledger

_EPOCH = date(1970, 1, 1).toordinal()


def frame(table: Table) -> pd.DataFrame:
    """A table with texts as strings, days as datetimes (absent: NaT), numbers as ``Decimal`` objects."""
    columns: dict[str, pd.Series] = {}
    for name, texts in table.texts.items():
        columns[name] = pd.Series(list(texts), dtype="str")
    for name, days in table.days.items():
        ordinals = np.fromiter(days, dtype=np.int64, count=table.size)
        dates = (ordinals - _EPOCH).astype("datetime64[D]").astype("datetime64[s]")
        columns[name] = pd.Series(np.where(ordinals == NEVER, np.datetime64("NaT"), dates))
    for name, numbers in table.numbers.items():
        columns[name] = pd.Series(list(numbers), dtype="object")
    return pd.DataFrame(columns)


def _frames(ledger: Ledger, kind: str) -> pd.DataFrame:
    found = [frame(one.tables[kind]).assign(plan=one.id) for one in ledger.campaigns]
    return pd.concat(found, ignore_index=True) if found else pd.DataFrame()


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
