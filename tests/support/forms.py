"""A ledger in the other form of columns: the same tables as arrays, as the reader makes them of a large file."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import numpy as np

from parkledger.model.array_numbers import CodedNumbers
from parkledger.model.array_plain import PlainTexts
from parkledger.model.array_rows import narrow
from parkledger.model.arrays import CodedTexts, DayArray, one_day
from parkledger.model.columns import Table
from parkledger.model.ledger import Ledger

PLAIN = ("id", "name", "enterprise")
"""Columns of texts that are mostly different."""


def as_array(days: Sequence[int]) -> DayArray:
    """Days as an array."""
    return DayArray(np.array(days, np.int32))


def coded(texts: Sequence[str]) -> CodedTexts:
    """Texts as codes. One distinct text stands twice and one in no row, as blocks of a file may leave them."""
    values = [*dict.fromkeys(texts), "in no row", *texts[:1]]
    codes = [values.index(text) for text in texts]
    if len(texts) > 1 and texts[-1] == texts[0]:
        codes[-1] = len(values) - 1
    return CodedTexts(values, narrow(np.array(codes, np.int64), len(values)))


def in_arrays(table: Table) -> Table:
    """The same table, of arrays."""
    return replace(
        table,
        texts={
            name: (PlainTexts.of(texts) if name in PLAIN else coded(list(texts))) for name, texts in table.texts.items()
        },
        days={name: as_array(days) for name, days in table.days.items()},
        numbers={name: CodedNumbers.of(numbers) for name, numbers in table.numbers.items()},
        constant=one_day,
    )


def ledger_in_arrays(ledger: Ledger) -> Ledger:
    """The same ledger, every table of arrays."""
    campaigns = [
        replace(one, tables={kind: in_arrays(table) for kind, table in one.tables.items()}) for one in ledger.campaigns
    ]
    return replace(ledger, campaigns=tuple(campaigns))
