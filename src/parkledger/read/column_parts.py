"""Columns in the making: block by block cells come in, and are judged by the field type of their column.

Where values repeat each distinct one is judged once. Where they do not, a test of ``fast_tests`` says which cells are
sure to be good as they stand, and the field type judges the others.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Callable, Iterable, Sequence
from decimal import Decimal
from typing import Any, Protocol

import numpy as np
from numpy.typing import NDArray
from pydantic_core import PydanticCustomError

from parkledger.base.findings import MOST_SHOWN, Code, Finding
from parkledger.base.spans import Span
from parkledger.model import fields
from parkledger.model.arrays import CodedNumbers, CodedTexts, DayArray, Mask, PlainTexts, ScaledNumbers, narrow
from parkledger.model.columns import NEVER
from parkledger.read.fast_tests import FAST, Cells, parsed_numbers
from parkledger.read.judge import custom_fault
from parkledger.read.shortened import Shortened
from parkledger.read.tables import ColumnType, absent_of, as_kept

MOST_DISTINCT = 1 << 17
"""Distinct values that a column of codes holds; with more they hardly repeat, and the column changes its form."""
MOST_REMEMBERED = 1 << 18
"""Distinct cells whose judgement is remembered, so that a hostile column cannot fill the memory."""
REPEATING = 0.5
"""Distinct values a cell, in the first rows, up to which a column is taken for one that repeats."""
_EMPTY = PydanticCustomError("empty", "empty")


class Faults:
    """The cells that a field type refused. ``name`` says what a row is called, ``place`` where a cell is."""

    def __init__(
        self, path: str, told: Shortened, name: Callable[[int], str], place: Callable[[int, str], tuple[int, int]]
    ) -> None:
        self.path, self.told, self.name, self.place = path, told, name, place
        self.ragged: set[int] = set()
        """Rows of this block whose cells may have shifted: the finding of the row says it all."""

    def add(self, one: ColumnType, number: int, rows: Sequence[int], cell: Callable[[int], str], errors: Any) -> None:
        """Faults of one column: their rows, in order; the raw cell and the error of each."""
        by_rule: dict[Code, list[int]] = {}
        for row in rows:
            if row not in self.ragged:
                by_rule.setdefault(self._make(one, row, cell(row), errors(row), told=False).rule, []).append(row)
        for rule, found in by_rule.items():
            waived = self.told.waived.get(rule.code, frozenset())
            named = [row for row in found if self.pointer(one, row) in waived] if waived else []
            for row in named:
                self.told.always(self._make(one, row, cell(row), errors(row)))
            rest = [row for row in found if row not in named] if named else found
            cases = (((row, number), self._later(one, row, cell(row), errors(row))) for row in rest[: MOST_SHOWN + 1])
            self.told.add(rule, len(rest), cases)

    def pointer(self, one: ColumnType, row: int) -> str:
        """The pointer of a cell."""
        return f"{self.path.split('/', maxsplit=1)[0]}/{self.name(row)}/{one.key}"

    def _later(self, one: ColumnType, row: int, raw: str, error: PydanticCustomError) -> Callable[[], Finding]:
        return lambda: self._make(one, row, raw, error)

    def _make(self, one: ColumnType, row: int, raw: str, error: PydanticCustomError, *, told: bool = True) -> Finding:
        span = Span(self.path, *self.place(row, one.key)) if told else Span(self.path)
        return custom_fault(error, raw, f"{one.key}（{one.title}）", span, self.pointer(one, row) if told else "")


class Part(Protocol):
    """A column in the making. What is prepared of a block depends on the kind of the part alone, never on its state,
    so that it can be done beside other work; it is then taken in the order of the blocks."""

    coded: bool
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


class CodedPart:
    """Cells that repeat: each distinct one is judged once, and kept once."""

    coded = True

    def __init__(self, one: ColumnType, number: int) -> None:
        self.one, self.number = one, number
        absent = absent_of(one.kept)
        self.values: list[Any] = [absent]
        self._code_of: dict[str, int] = {str(absent): 0}
        self._known: dict[str, int] = {}
        self._wrong: dict[str, PydanticCustomError] = {}
        self.chunks: list[NDArray[Any]] = []
        self.firsts: list[int] = []

    def prepared(self, chunk: Any) -> tuple[Sequence[str], NDArray[np.int32]]:
        """The distinct cells, and the number of one of them for each row."""
        return chunk.dictionary.to_pylist(), np.frombuffer(chunk.indices.buffers()[1], np.int32, len(chunk))

    def prepared_list(self, cells: Sequence[str]) -> tuple[Sequence[str], NDArray[np.int32]]:
        """As above."""
        seen: dict[str, int] = {}
        numbers = [seen.setdefault(cell, len(seen)) for cell in cells]
        return list(seen), np.array(numbers, np.int32)

    def take(self, prepared: tuple[Sequence[str], NDArray[np.int32]], first: int, faults: Faults) -> None:
        """Each distinct cell is judged, unless it is known."""
        raws, numbers = prepared
        if len(self._known) > MOST_REMEMBERED:
            self._known.clear()
            self._wrong.clear()
        table = np.fromiter((self._judged(raw) for raw in raws), np.uint32, len(raws))
        self.firsts.append(first)
        self.chunks.append(narrow(table[numbers], len(self.values)))
        wrong = [number for number, raw in enumerate(raws) if raw in self._wrong] if self._wrong else []
        if wrong:
            marks = np.zeros(len(raws), np.bool_)
            marks[wrong] = True
            rows = (np.flatnonzero(marks[numbers]) + first).tolist()

            def raw_of(row: int) -> str:
                return raws[int(numbers[row - first])]

            faults.add(self.one, self.number, rows, raw_of, lambda row: self._wrong[raw_of(row)])

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
        at = bisect_right(self.firsts, row) - 1
        return str(self.values[int(self.chunks[at][row - self.firsts[at]])])

    def _codes(self) -> NDArray[Any]:
        empty = np.zeros(0, np.uint8)
        return narrow(np.concatenate(self.chunks) if self.chunks else empty, len(self.values))

    def made(self, ragged: Sequence[int]) -> Any:
        """Days, numbers or texts."""
        codes = self._codes()
        self.chunks = []
        if self.one.kept == "text":
            return CodedTexts(self.values, codes)
        codes[list(ragged)] = 0
        if self.one.kept == "number":
            return CodedNumbers(self.values, codes)
        return DayArray(np.array(self.values, np.int32)[codes])

    def other_form(self, *, keep: bool) -> PlainPart | NumberPart:
        """The same cells as a column whose values do not repeat."""
        if self.one.kept == "text":
            plain = PlainPart(self.one, self.number, keep=keep)
            sizes = [len(chunk) for chunk in self.chunks]
            encoded = [value.encode() for value in self.values]
            for first, chunk in zip(self.firsts, self.chunks, strict=True):
                plain.keep_texts([encoded[code] for code in chunk.tolist()], first)
            assert len(plain.firsts) == len(sizes)
            return plain
        numbers = NumberPart(self.one, self.number)
        table = [numbers.split(value) for value in self.values]
        digits, scale = np.array([d for d, _ in table], np.int64), np.array([s for _, s in table], np.uint8)
        for first, chunk in zip(self.firsts, self.chunks, strict=True):
            numbers.keep(digits[chunk], scale[chunk], first)
        return numbers


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

    coded = False

    def __init__(self, one: ColumnType, number: int, *, keep: bool) -> None:
        self.one, self.number, self.kept = one, number, keep
        self.test = FAST.get(one.parse)
        self.chunks: list[tuple[NDArray[np.uint8], NDArray[np.int32]]] = []
        self.firsts: list[int] = []

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
            self.keep_texts([text.encode() for text in texts], first)
        else:
            self.firsts.append(first)
            self.chunks.append((cells.data.copy(), cells.lengths.astype(np.int32)))

    def keep_texts(self, texts: Sequence[bytes], first: int) -> None:
        """Texts that have been judged."""
        cells = _cells_of_list(texts, len(texts))
        if self.kept:
            self.firsts.append(first)
            self.chunks.append((cells.data, cells.lengths.astype(np.int32)))

    def text_at(self, row: int) -> str:
        """A cell that has been taken."""
        if not self.kept:
            return ""
        at = bisect_right(self.firsts, row) - 1
        data, lengths = self.chunks[at]
        start = int(lengths[: row - self.firsts[at]].sum())
        return data[start : start + int(lengths[row - self.firsts[at]])].tobytes().decode()

    def made(self, ragged: Sequence[int]) -> Any:
        """The texts; None where they were let go."""
        if not self.kept:
            return None
        data = np.concatenate([data for data, _ in self.chunks]) if self.chunks else np.zeros(0, np.uint8)
        lengths = np.concatenate([lengths for _, lengths in self.chunks]) if self.chunks else np.zeros(0, np.int32)
        self.chunks = []
        return PlainTexts(data, np.cumsum(lengths, dtype=np.int64))


_Numbers = tuple[Cells, tuple[NDArray[np.int64], NDArray[np.uint8], Mask]]


class NumberPart:
    """Numbers that are mostly different."""

    coded = False

    def __init__(self, one: ColumnType, number: int) -> None:
        self.one, self.number = one, number
        self.whole = one.parse == fields.as_count
        self.chunks: list[tuple[NDArray[np.int64], NDArray[np.uint8]]] = []
        self.firsts: list[int] = []
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
        self.keep(digits, scale, first)

    def split(self, value: Decimal | None, row: int | None = None) -> tuple[int, int]:
        """A number as its digits and how many stand behind the point."""
        if value is None:
            return 0, ScaledNumbers.ABSENT
        behind = -int(value.as_tuple().exponent)
        digits = int(value.scaleb(behind))
        if abs(digits) >= 1 << 62:
            assert row is not None  # a column of codes holds no such number
            self.long[row] = value
            return 0, ScaledNumbers.ABSENT
        return digits, behind

    def keep(self, digits: NDArray[np.int64], scale: NDArray[np.uint8], first: int) -> None:
        """Numbers that have been judged."""
        self.firsts.append(first)
        self.chunks.append((digits, scale))

    def text_at(self, row: int) -> str:
        """No number is a name."""
        return ""

    def made(self, ragged: Sequence[int]) -> Any:
        """The numbers."""
        digits = np.concatenate([digits for digits, _ in self.chunks]) if self.chunks else np.zeros(0, np.int64)
        scale = np.concatenate([scale for _, scale in self.chunks]) if self.chunks else np.zeros(0, np.uint8)
        self.chunks = []
        scale[list(ragged)] = ScaledNumbers.ABSENT
        plain = ScaledNumbers(digits, scale)
        if not self.long:
            return plain
        known = {row: value for row, value in self.long.items() if row not in set(ragged)}
        return CodedNumbers.of([known.get(row, value) for row, value in enumerate(plain)])


def part_of(one: ColumnType, number: int, sample: Sequence[str], *, keep: bool) -> Part:
    """The part for a column, by what its first cells say of how its values repeat."""
    given = [cell for cell in sample if cell.strip()]
    if _may_differ(one) and len(set(given)) > max(REPEATING * len(given), 1):
        return NumberPart(one, number) if one.kept == "number" else PlainPart(one, number, keep=keep)
    return CodedPart(one, number)


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
