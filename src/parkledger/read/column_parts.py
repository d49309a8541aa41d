"""Columns in the making: block by block cells come in, and are judged by the field type of their column.

Where values repeat each distinct one is judged once, by the parts here; ``plain_parts`` has those of values that do
not. Which it is is told by the first cells, and once more when they have proven to be of the other kind.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray
from pydantic_core import PydanticCustomError

from parkledger.model import fields
from parkledger.model.array_numbers import CodedNumbers, ScaledNumbers
from parkledger.model.array_rows import narrow
from parkledger.model.arrays import CodedTexts, DayArray
from parkledger.model.columns import NEVER
from parkledger.read.arrow_csv import Form, days_of
from parkledger.read.fast_tests import FAST
from parkledger.read.faults import Faults
from parkledger.read.parts import EMPTY, Buffer, Part
from parkledger.read.plain_parts import NumberPart, PlainPart
from parkledger.read.tables import ColumnType, absent_of, as_kept

MOST_DISTINCT = 1 << 17
"""Distinct values that a column of codes holds; with more they hardly repeat, and the column changes its form."""
MOST_REMEMBERED = 1 << 18
"""Distinct cells whose judgement is remembered, so that a hostile column cannot fill the memory."""
REPEATING = 0.95
"""Distinct values a cell, in the first rows, up to which a column is taken for one that repeats."""
ENOUGH = 4096
"""Rows after which a column that was taken for one whose values differ is looked at once more: of 2,000 parks hardly
one stands twice in the first few hundred rows."""
STILL_REPEATING = 0.25
"""Distinct values a cell, in so many rows, up to which it is one that repeats after all: often enough for its texts to
be worth the time of making codes of those that have been taken."""

_Repeating = tuple[Sequence[str], NDArray[np.int32]]


class CodedPart:
    """Cells that repeat: each distinct one is judged once, and kept once."""

    form: Form = "codes"
    kind: Any = np.uint8
    """What is kept of each row: its code."""

    def __init__(self, one: ColumnType, number: int, expected: int) -> None:
        self.one, self.number, self.expected = one, number, expected
        absent = absent_of(one.kept)
        self.values: list[Any] = [absent]
        self._code_of: dict[str, int] = {str(absent): 0}
        self._known: dict[str, int] = {}
        self._wrong: dict[str, PydanticCustomError] = {}
        self.buffer = Buffer(self.kind, expected)

    def prepared(self, chunk: Any) -> _Repeating:
        """The distinct cells, and the number of one of them for each row."""
        distinct = [raw.decode() for raw in chunk.dictionary.to_pylist()]
        return distinct, np.frombuffer(chunk.indices.buffers()[1], np.int32, len(chunk))

    def prepared_list(self, cells: Sequence[str]) -> _Repeating:
        """As above."""
        seen: dict[str, int] = {}
        numbers = [seen.setdefault(cell, len(seen)) for cell in cells]
        return list(seen), np.array(numbers, np.int32)

    def take(self, prepared: _Repeating, first: int, faults: Faults) -> None:
        """Each distinct cell is judged, unless it is known."""
        raws, numbers = prepared
        if len(self._known) > MOST_REMEMBERED:
            self._known.clear()
            self._wrong.clear()
        codes = list(map(self._known.get, raws))
        if None in codes:
            codes = list(map(self._judged, raws))
        table = np.array(codes, np.uint32)
        self.buffer.add(np.take(self._kept(table), numbers, mode="clip"))
        wrong = [number for number, raw in enumerate(raws) if raw in self._wrong] if self._wrong else []
        if wrong:
            marks = np.zeros(len(raws), np.bool_)
            marks[wrong] = True
            rows = (np.flatnonzero(marks[numbers]) + first).tolist()

            def raw_of(row: int) -> str:
                return raws[int(numbers[row - first])]

            faults.add(self.one, self.number, rows, raw_of, lambda row: self._wrong[raw_of(row)])

    def _kept(self, codes: NDArray[np.uint32]) -> NDArray[Any]:
        """What is kept of cells with these codes."""
        return narrow(codes, len(self.values))

    def _judged(self, raw: str) -> int:
        """The code of what a cell says; of a wrong one, that of nothing."""
        if (known := self._known.get(raw)) is not None:
            return known
        value = self.values[0]
        if raw.strip():
            try:
                value = as_kept(self.one.parse(raw))
            except PydanticCustomError as error:
                self._wrong[raw] = error
        elif self.one.required:
            self._wrong[raw] = EMPTY
        spelling = str(value)  # 2.50 stays 2.50 beside 2.5
        code = self._code_of.setdefault(spelling, len(self.values))
        if code == len(self.values):
            self.values.append(value)
        self._known[raw] = code
        return code

    def text_at(self, row: int) -> str:
        """A cell that has been taken."""
        return str(self.values[int(self.buffer.made()[row])]) if self.one.kept == "text" else ""

    def made(self, ragged: Sequence[int]) -> Any:
        """Texts or numbers."""
        found = self.buffer.made()
        if self.one.kept == "text":
            return CodedTexts(self.values, found)
        found[list(ragged)] = 0
        return CodedNumbers(self.values, found)

    def keep_texts(self, texts: Sequence[str]) -> None:
        """Texts that have been judged."""
        codes = [self._code_of.setdefault(text, len(self._code_of)) for text in texts]
        self.values = list(self._code_of)
        self.buffer.add(self._kept(np.array(codes, np.uint32)))

    def other_form(self, *, keep: bool) -> PlainPart | NumberPart:
        """The same cells as a column whose values do not repeat."""
        codes = self.buffer.made()
        if self.one.kept == "text":
            plain = PlainPart(self.one, self.number, self.expected, self.values, keep=keep)
            encoded = [value.encode() for value in self.values]
            plain.keep_texts([encoded[code] for code in codes.tolist()])
            plain.settled = True
            return plain
        numbers = NumberPart(self.one, self.number, self.expected)
        table = [numbers.split(value, -1) for value in self.values]
        numbers.digits.add(np.array([digits for digits, _ in table], np.int64)[codes])
        numbers.scale.add(np.array([scale for _, scale in table], np.uint8)[codes])
        numbers.long = {}
        for code, value in enumerate(self.values):
            if value is not None and table[code][1] == ScaledNumbers.ABSENT:
                numbers.long |= dict.fromkeys(np.flatnonzero(codes == code).tolist(), value)
        return numbers


class DayPart(CodedPart):
    """Days, which repeat as well; those that pyarrow was sure of come as they are."""

    kind = np.int32

    def __init__(self, one: ColumnType, number: int, expected: int) -> None:
        super().__init__(one, number, expected)
        self.form = "codes" if one.required else "days"  # where none may be absent each is looked at

    def prepared(self, chunk: Any) -> Any:
        """The days of a column of days; of any other the distinct cells."""
        days = days_of(chunk)
        return super().prepared(chunk) if days is None else days

    def take(self, prepared: Any, first: int, faults: Faults) -> None:
        """Cells are judged, days are not in doubt."""
        if isinstance(prepared, np.ndarray):
            self.buffer.add(prepared)
        else:
            super().take(prepared, first, faults)

    def _kept(self, codes: NDArray[np.uint32]) -> NDArray[Any]:
        return np.array(self.values, np.int32)[codes]

    def made(self, ragged: Sequence[int]) -> DayArray:
        """The days."""
        found = self.buffer.made()
        found[list(ragged)] = NEVER
        return DayArray(found)


def part_of(one: ColumnType, number: int, sample: Sequence[str], expected: int, *, keep: bool) -> Part:
    """The part for a column of about so many rows, by what its first cells say of how its values repeat."""
    given = [cell for cell in sample if cell.strip()]
    if _may_differ(one) and len(set(given)) > max(REPEATING * len(given), 1):
        plain = PlainPart(one, number, expected, sample, keep=keep)
        return NumberPart(one, number, expected) if one.kept == "number" else plain
    return (DayPart if one.kept == "day" else CodedPart)(one, number, expected)


def _may_differ(one: ColumnType) -> bool:
    """Whether there is a fast test for a column whose values do not repeat."""
    return one.parse in FAST or one.parse in (fields.as_count, fields.as_amount)


def in_its_form(part: Part, *, keep: bool) -> Part:
    """The part itself, or its other form once its values have proven to repeat, or not to."""
    if isinstance(part, CodedPart) and len(part.values) > MOST_DISTINCT and _may_differ(part.one):
        return part.other_form(keep=keep)
    if isinstance(part, PlainPart) and part.kept and not part.settled and part.ends.size >= ENOUGH:
        part.settled = True
        if part.distinct() <= STILL_REPEATING * part.ends.size:
            coded = CodedPart(part.one, part.number, part.expected)
            coded.keep_texts(part.texts())
            return coded
    return part


def absent_column(one: ColumnType, size: int) -> Any:
    """The column of a schema that the file does not have."""
    if one.kept == "day":
        return DayArray(np.full(size, NEVER, np.int32))
    codes = np.zeros(size, np.uint8)
    return CodedNumbers([None], codes) if one.kept == "number" else CodedTexts([""], codes)
