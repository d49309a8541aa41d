"""Columns in the making: block by block cells come in, and are judged by the field type of their column.

Where values repeat each distinct one is judged once. Where they do not, a test of ``fast_tests`` says which cells are
sure to be good as they stand, and the field type judges the others.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from decimal import Decimal
from typing import Any, Protocol

import numpy as np
from numpy.typing import NDArray
from pydantic_core import PydanticCustomError

from parkledger.model import fields
from parkledger.model.array_numbers import CodedNumbers, ScaledNumbers
from parkledger.model.array_rows import Mask, narrow
from parkledger.model.arrays import CodedTexts, DayArray, PlainTexts
from parkledger.model.columns import NEVER
from parkledger.read.arrow_csv import Form, days_of
from parkledger.read.fast_tests import FAST, Cells, parsed_numbers
from parkledger.read.faults import Faults
from parkledger.read.tables import ColumnType, absent_of, as_kept

MOST_DISTINCT = 1 << 17
"""Distinct values that a column of codes holds; with more they hardly repeat, and the column changes its form."""
MOST_REMEMBERED = 1 << 18
"""Distinct cells whose judgement is remembered, so that a hostile column cannot fill the memory."""
REPEATING = 0.95
"""Distinct values a cell, in the first rows, up to which a column is taken for one that repeats."""
_EMPTY = PydanticCustomError("empty", "empty")


class Buffer:
    """An array that grows, in room that is asked for once: what has not been written takes no memory."""

    def __init__(self, kind: Any, expected: int) -> None:
        self._array = np.empty(max(expected, 16), kind)
        self.size = 0

    def add(self, more: NDArray[Any]) -> None:
        """Put more behind what is there, in a wider type where that is needed."""
        end = self.size + len(more)
        kind = np.promote_types(self._array.dtype, more.dtype)
        if end > len(self._array) or kind != self._array.dtype:
            wider = np.empty(max(end + end // 4, len(self._array)), kind)
            wider[: self.size] = self.made()
            self._array = wider
        self._array[self.size : end] = more
        self.size = end

    def made(self) -> NDArray[Any]:
        """What is there."""
        return self._array[: self.size]


class Part(Protocol):
    """A column in the making. What is prepared of a block depends on the kind of the part alone, never on its state,
    so that it can be done beside other work; it is then taken in the order of the blocks."""

    form: Form
    number: int

    def prepared(self, chunk: Any) -> Any:
        """Cells that pyarrow has cut."""

    def prepared_list(self, cells: Sequence[str]) -> Any:
        """Cells that were read row by row."""

    def take(self, prepared: Any, first: int, faults: Faults) -> None:
        """Cells that have been prepared; ``first`` is the number of the first row."""

    def text_at(self, row: int) -> str:
        """A cell that has been taken."""

    def made(self, ragged: Sequence[int]) -> Any:
        """The column; no day and no number is taken from a ragged row."""


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
        return chunk.dictionary.to_pylist(), np.frombuffer(chunk.indices.buffers()[1], np.int32, len(chunk))

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
        table = np.fromiter((self._judged(raw) for raw in raws), np.uint32, len(raws))
        self.buffer.add(self._kept(table)[numbers])
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
            self._wrong[raw] = _EMPTY
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

    def other_form(self, *, keep: bool) -> PlainPart | NumberPart:
        """The same cells as a column whose values do not repeat."""
        codes = self.buffer.made()
        if self.one.kept == "text":
            plain = PlainPart(self.one, self.number, self.expected, self.values, keep=keep)
            encoded = [value.encode() for value in self.values]
            plain.keep_texts([encoded[code] for code in codes.tolist()])
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


def _cells_of_chunk(chunk: Any) -> Cells:
    """The cells of a string array."""
    _, offsets, data = chunk.buffers()
    ends = np.frombuffer(offsets, np.int32, len(chunk) + 1).astype(np.int64)
    return Cells(np.frombuffer(data or b"", np.uint8)[: int(ends[-1])], ends[:-1], ends[1:])


def _cells_of_list(texts: Iterable[bytes], count: int) -> Cells:
    texts = list(texts)
    ends = np.cumsum(np.fromiter(map(len, texts), np.int64, count))
    starts = np.concatenate((np.zeros(1, np.int64), ends[:-1])) if count else ends
    return Cells(np.frombuffer(b"".join(texts), np.uint8), starts, ends)


class PlainPart:
    """Texts that are mostly different. ``keep`` is false for what nobody asks: it is judged and let go."""

    form: Form = "texts"

    def __init__(self, one: ColumnType, number: int, expected: int, sample: Sequence[str], *, keep: bool) -> None:
        self.one, self.number, self.kept = one, number, keep
        self.test = FAST.get(one.parse)
        usual = sum(len(cell.encode()) for cell in sample) / max(len(sample), 1)
        self.data = Buffer(np.uint8, int(usual * expected) if keep else 0)
        self.ends = Buffer(np.int64, expected if keep else 0)

    def prepared(self, chunk: Any) -> tuple[Cells, NDArray[np.int64]]:
        """The cells, and the rows of those that are in doubt."""
        return self._tested(_cells_of_chunk(chunk))

    def prepared_list(self, cells: Sequence[str]) -> tuple[Cells, NDArray[np.int64]]:
        """As above."""
        return self._tested(_cells_of_list((cell.encode() for cell in cells), len(cells)))

    def _tested(self, cells: Cells) -> tuple[Cells, NDArray[np.int64]]:
        return cells, np.flatnonzero(self.test(cells)) if self.test else np.arange(len(cells.ends))

    def take(self, prepared: tuple[Cells, NDArray[np.int64]], first: int, faults: Faults) -> None:
        """What is in doubt is judged."""
        cells, doubts = prepared
        changed: dict[int, str] = {}
        wrong: dict[int, PydanticCustomError] = {}
        for row in doubts.tolist():
            raw = cells.at(row)
            try:
                typed = str(as_kept(self.one.parse(raw))) if raw.strip() else ""
                if self.one.required and not raw.strip():
                    wrong[row + first] = _EMPTY
            except PydanticCustomError as error:
                typed, wrong[row + first] = "", error
            if typed != raw:
                changed[row] = typed
        if wrong:
            faults.add(self.one, self.number, list(wrong), lambda row: cells.at(row - first), wrong.__getitem__)
        if not self.kept:
            return
        if changed:
            texts = [changed[row] if row in changed else cells.at(row) for row in range(len(cells.ends))]
            self.keep_texts([text.encode() for text in texts])
        else:
            self._keep(cells)

    def _keep(self, cells: Cells) -> None:
        self.ends.add(cells.ends + self.data.size)
        self.data.add(cells.data)

    def keep_texts(self, texts: Sequence[bytes]) -> None:
        """Texts that have been judged."""
        if self.kept:
            self._keep(_cells_of_list(texts, len(texts)))

    def text_at(self, row: int) -> str:
        """A cell that has been taken."""
        if not self.kept:
            return ""
        ends = self.ends.made()
        return self.data.made()[int(ends[row - 1]) if row else 0 : int(ends[row])].tobytes().decode()

    def made(self, ragged: Sequence[int]) -> Any:
        """The texts; None where they were let go."""
        return PlainTexts(self.data.made(), self.ends.made()) if self.kept else None


_Numbers = tuple[Cells, tuple[NDArray[np.int64], NDArray[np.uint8], Mask]]


class NumberPart:
    """Numbers that are mostly different."""

    form: Form = "texts"

    def __init__(self, one: ColumnType, number: int, expected: int) -> None:
        self.one, self.number = one, number
        self.whole = one.parse == fields.as_count
        self.digits, self.scale = Buffer(np.int64, expected), Buffer(np.uint8, expected)
        self.long: dict[int, Decimal] = {}
        """Numbers of more digits than a 64-bit integer has, by their row."""

    def prepared(self, chunk: Any) -> _Numbers:
        """The cells, and what they say where that is not in doubt."""
        cells = _cells_of_chunk(chunk)
        return cells, parsed_numbers(cells, whole=self.whole)

    def prepared_list(self, cells: Sequence[str]) -> _Numbers:
        """As above."""
        made = _cells_of_list((cell.encode() for cell in cells), len(cells))
        return made, parsed_numbers(made, whole=self.whole)

    def take(self, prepared: _Numbers, first: int, faults: Faults) -> None:
        """What is in doubt is judged."""
        cells, (digits, scale, doubts) = prepared
        wrong: dict[int, PydanticCustomError] = {}
        for row in np.flatnonzero(doubts).tolist():
            raw = cells.at(row)
            value: Any = None
            if raw.strip():
                try:
                    value = as_kept(self.one.parse(raw))
                except PydanticCustomError as error:
                    wrong[row + first] = error
            elif self.one.required:
                wrong[row + first] = _EMPTY
            digits[row], scale[row] = self.split(value, row + first)
        if wrong:
            faults.add(self.one, self.number, list(wrong), lambda row: cells.at(row - first), wrong.__getitem__)
        self.digits.add(digits)
        self.scale.add(scale)

    def split(self, value: Decimal | None, row: int) -> tuple[int, int]:
        """A number as its digits and how many stand behind the point."""
        if value is None:
            return 0, ScaledNumbers.ABSENT
        behind = -int(value.as_tuple().exponent)
        digits = int(value.scaleb(behind))
        if abs(digits) >= 1 << 62:
            self.long[row] = value
            return 0, ScaledNumbers.ABSENT
        return digits, behind

    def text_at(self, row: int) -> str:
        """No number is a name."""
        return ""

    def made(self, ragged: Sequence[int]) -> Any:
        """The numbers."""
        digits, scale = self.digits.made(), self.scale.made()
        scale[list(ragged)] = ScaledNumbers.ABSENT
        plain = ScaledNumbers(digits, scale)
        if not self.long:
            return plain
        known = {row: value for row, value in self.long.items() if row not in set(ragged)}
        return CodedNumbers.of([known.get(row, value) for row, value in enumerate(plain)])


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
    """The part itself, or its other form once its values have proven not to repeat."""
    if isinstance(part, CodedPart) and len(part.values) > MOST_DISTINCT and _may_differ(part.one):
        return part.other_form(keep=keep)
    return part


def absent_column(one: ColumnType, size: int) -> Any:
    """The column of a schema that the file does not have."""
    if one.kept == "day":
        return DayArray(np.full(size, NEVER, np.int32))
    codes = np.zeros(size, np.uint8)
    return CodedNumbers([None], codes) if one.kept == "number" else CodedTexts([""], codes)
