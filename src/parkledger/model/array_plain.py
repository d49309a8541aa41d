"""Texts that are mostly different, in the array form of columns."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence

import numpy as np
from numpy.typing import NDArray

from parkledger.model.array_bytes import Places, equal, fingerprints, meeting
from parkledger.model.array_rows import Marked, Numbers, numbers_of, rows_from
from parkledger.model.arrays import DayArray
from parkledger.model.column_kinds import Days, Rows, TextColumn, Texts, rows_at


class PlainTexts(Marked, TextColumn):
    """Texts that are mostly different: UTF-8 bytes end to end, where each ends, and a fingerprint of each.

    Equal texts have equal fingerprints; unequal ones almost never do, so that whatever the fingerprints say is proven
    on the texts themselves.
    """

    _prints: NDArray[np.uint64] | None = None

    def __init__(
        self, data: NDArray[np.uint8], ends: NDArray[np.int64], prints: NDArray[np.uint64] | None = None
    ) -> None:
        self.data, self.ends, self._prints = data, ends, prints

    @property
    def prints(self) -> NDArray[np.uint64]:
        """The fingerprints, made when first asked for where they were not given: of names nobody ever asks."""
        if self._prints is None:
            self._prints = fingerprints(self.data, self.ends)
        return self._prints

    @classmethod
    def of(cls, texts: Iterable[str]) -> PlainTexts:
        """The column of these texts."""
        encoded = [text.encode() for text in texts]
        data = np.frombuffer(b"".join(encoded), np.uint8)
        lengths = np.fromiter(map(len, encoded), np.int64, len(encoded))
        return cls(data, np.cumsum(lengths))

    def cell(self, row: int) -> str:
        """The cell of one row."""
        if not -len(self) <= row < len(self):
            raise IndexError(row)
        row %= len(self)
        start = int(self.ends[row - 1]) if row else 0
        return self.data[start : int(self.ends[row])].tobytes().decode()

    def part(self, rows: slice) -> list[str]:
        """The cells of a slice."""
        return [self.cell(row) for row in range(*rows.indices(len(self)))]

    def __len__(self) -> int:
        return len(self.ends)

    def __iter__(self) -> Iterator[str]:
        whole, start = self.data.tobytes(), 0
        for end in self.ends.tolist():
            yield whole[start:end].decode()
            start = end

    def picked(self, rows: Rows) -> list[str]:
        """The texts of the rows."""
        return self.at(numbers_of(rows, len(self)))

    def at(self, numbers: Numbers) -> list[str]:
        """The texts of rows given by their numbers."""
        rows = np.asarray(numbers, np.int64)
        ends = self.ends[rows]
        starts = np.where(rows > 0, self.ends[rows - 1], 0) if len(rows) else ends
        data = self.data.data
        return [str(data[start:end], "utf-8") for start, end in zip(starts.tolist(), ends.tolist(), strict=True)]

    def _places(self, rows: NDArray[np.int64]) -> Places:
        return Places.of(self.data, self.ends, rows)

    def _found(self, asked: Sequence[str]) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
        """Every row whose text is one of those asked for, in order, and which of them it is."""
        return self._found_in(PlainTexts.of(asked), np.arange(len(asked)))

    def _found_in(self, texts: PlainTexts, asked: NDArray[np.int64]) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
        """Every row whose text stands in a row asked for of another column, in order, and in which of those."""
        rows, which = meeting(self.prints, texts.prints[asked])
        same = equal(self._places(rows), texts._places(asked[which]))
        return rows[same], which[same]

    def where(self, values: Sequence[str]) -> Rows:
        """The rows whose text is one of the values."""
        mask = np.zeros(len(self), np.bool_)
        if "" in values:
            mask = np.diff(self.ends, prepend=0) == 0
        if wanted := [value for value in values if value]:
            mask[self._found(wanted)[0]] = True
        return rows_from(mask)

    def groups(self, rows: Rows) -> dict[str, Rows]:
        """The rows by their text, in the order of the texts."""
        found: dict[str, list[int]] = {}
        for row in rows:
            found.setdefault(self[row], []).append(row)
        return {value: rows_at(found[value]) for value in sorted(found)}

    def counted(self, rows: Rows) -> dict[str, int]:
        """How many of the rows have each text, in the order of the texts."""
        counts: dict[str, int] = {}
        for row in rows:
            text = self[row]
            counts[text] = counts.get(text, 0) + 1
        return dict(sorted(counts.items()))

    def distinct(self) -> Sequence[str]:
        """Every text that stands in the column, once."""
        return list(dict.fromkeys(self))

    def first_rows(self, wanted: Iterable[str]) -> dict[str, int]:
        """Of each of the texts that stands in the column, the first row in which it does."""
        asked = list(dict.fromkeys(wanted))
        rows, which = self._found(asked)
        first = np.full(len(asked), -1, np.int64)
        first[which[::-1]] = rows[::-1]  # of several rows the one assigned last stays: the first
        return {text: row for text, row in zip(asked, first.tolist(), strict=True) if row >= 0}

    def first_in(self, others: Texts) -> Sequence[int]:
        """For each text the first row of the other column in which it stands."""
        there = others if isinstance(others, PlainTexts) else PlainTexts.of(others)
        first = np.full(len(self), -1, np.int64)
        given = np.flatnonzero(np.diff(self.ends, prepend=0))
        rows, which = there._found_in(self, given)
        first[given[which[::-1]]] = rows[::-1]  # of several rows the one assigned last stays: the first
        return first.tolist()

    def marks(self) -> NDArray[np.uint64]:
        """See ``Marked``."""
        return self.prints

    def repeated(self) -> Rows:
        """The rows whose text, not empty, stands in a row before as well."""
        ordered = np.sort(self.prints)
        doubtful = ordered[1:][ordered[1:] == ordered[:-1]]
        del ordered
        if not len(doubtful):
            return Rows(0)
        seen: set[str] = {""}
        found = []
        for row in np.flatnonzero(np.isin(self.prints, doubtful)).tolist():
            if (text := self[row]) in seen:
                found.append(row)
            seen.add(text)
        return rows_at(found) - self.where(("",))

    def renamed(self, names: Mapping[str, str]) -> Texts:
        """The texts by their other names, where they have one."""
        if not self.first_rows(text for text, other in names.items() if text != other):
            return self
        return PlainTexts.of(names.get(text, text) for text in self)

    def as_days(self, day_of: Mapping[str, int], otherwise: int) -> Days:
        """A day for each row by its text."""
        found = np.full(len(self), otherwise, np.int32)
        rows, which = self._found(list(day_of))
        found[rows] = np.fromiter(day_of.values(), np.int32, len(day_of))[which]
        return DayArray(found)
