"""Columns in the making whose values do not repeat: a test of ``fast_tests`` says which cells are sure to be good as
they stand, and the field type judges the others."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from decimal import Decimal
from typing import Any

import numpy as np
from numpy.typing import NDArray
from pydantic_core import PydanticCustomError

from parkledger.model import fields
from parkledger.model.array_bytes import fingerprints
from parkledger.model.array_numbers import CodedNumbers, ScaledNumbers
from parkledger.model.array_plain import PlainTexts
from parkledger.model.array_rows import Mask
from parkledger.read.arrow_csv import Form
from parkledger.read.fast_tests import FAST, Cells, parsed_numbers
from parkledger.read.faults import Faults
from parkledger.read.parts import EMPTY, Buffer
from parkledger.read.tables import ColumnType, as_kept


def _cells_of_chunk(chunk: Any) -> Cells:
    """The cells of a string array."""
    _, offsets, data = chunk.buffers()
    ends = np.frombuffer(offsets, np.int32, len(chunk) + 1).astype(np.int64)
    return Cells(np.frombuffer(data or b"", np.uint8)[: int(ends[-1])], ends[:-1], ends[1:])


def cells_of_list(texts: Iterable[bytes], count: int) -> Cells:
    """The cells of a list of so many."""
    texts = list(texts)
    ends = np.cumsum(np.fromiter(map(len, texts), np.int64, count))
    starts = np.concatenate((np.zeros(1, np.int64), ends[:-1])) if count else ends
    return Cells(np.frombuffer(b"".join(texts), np.uint8), starts, ends)


_Tested = tuple[Cells, NDArray[np.int64], NDArray[np.uint64] | None]


class PlainPart:
    """Texts that are mostly different. ``keep`` is false for what nobody asks: it is judged and let go."""

    form: Form = "texts"

    def __init__(self, one: ColumnType, number: int, expected: int, sample: Sequence[str], *, keep: bool) -> None:
        self.one, self.number, self.expected, self.kept = one, number, expected, keep
        self.settled = False
        """Whether it is known by now that its values differ."""
        self.test = FAST.get(one.parse)
        usual = sum(len(cell.encode()) for cell in sample) / max(len(sample), 1)
        self.data = Buffer(np.uint8, int(usual * expected) if keep else 0)
        self.ends = Buffer(np.int64, expected if keep else 0)
        self.prints = Buffer(np.uint64, expected) if keep and one.key == "id" else None
        """The fingerprints of ids, by which every other table names the rows; made beside other work."""

    def prepared(self, chunk: Any) -> _Tested:
        """The cells, the rows of those that are in doubt, and the fingerprints where they are kept."""
        return self._tested(_cells_of_chunk(chunk))

    def prepared_list(self, cells: Sequence[str]) -> _Tested:
        """As above."""
        return self._tested(cells_of_list((cell.encode() for cell in cells), len(cells)))

    def _tested(self, cells: Cells) -> _Tested:
        doubts = np.flatnonzero(self.test(cells)) if self.test else np.arange(len(cells.ends))
        return cells, doubts, None if self.prints is None else fingerprints(cells.data, cells.ends)

    def take(self, prepared: _Tested, first: int, faults: Faults) -> None:
        """What is in doubt is judged."""
        cells, doubts, prints = prepared
        changed: dict[int, str] = {}
        wrong: dict[int, PydanticCustomError] = {}
        for row in doubts.tolist():
            raw = cells.at(row)
            try:
                typed = str(as_kept(self.one.parse(raw))) if raw.strip() else ""
                if self.one.required and not raw.strip():
                    wrong[row + first] = EMPTY
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
            self._keep(cells, prints)

    def _keep(self, cells: Cells, prints: NDArray[np.uint64] | None) -> None:
        self.ends.add(cells.ends + self.data.size)
        self.data.add(cells.data)
        if self.prints is not None:
            self.prints.add(fingerprints(cells.data, cells.ends) if prints is None else prints)

    def keep_texts(self, texts: Sequence[bytes]) -> None:
        """Texts that have been judged."""
        if self.kept:
            self._keep(cells_of_list(texts, len(texts)), None)

    def text_at(self, row: int) -> str:
        """A cell that has been taken."""
        if not self.kept:
            return ""
        ends = self.ends.made()
        return self.data.made()[int(ends[row - 1]) if row else 0 : int(ends[row])].tobytes().decode()

    def made(self, ragged: Sequence[int]) -> PlainTexts | None:
        """The texts; None where they were let go."""
        if not self.kept:
            return None
        return PlainTexts(self.data.made(), self.ends.made(), None if self.prints is None else self.prints.made())

    def texts(self) -> list[str]:
        """What has been taken."""
        return list(PlainTexts(self.data.made(), self.ends.made()))

    def distinct(self) -> int:
        """How many different texts have been taken."""
        ordered = np.sort(fingerprints(self.data.made(), self.ends.made()))
        return 1 + int(np.count_nonzero(ordered[1:] != ordered[:-1]))


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
        made = cells_of_list((cell.encode() for cell in cells), len(cells))
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
                wrong[row + first] = EMPTY
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
