"""The cells of a large file that a field type refused, as findings: of a code the first hundred, the others counted."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

from pydantic_core import PydanticCustomError

from parkledger.base.findings import MOST_SHOWN, Code, Finding
from parkledger.base.spans import Span
from parkledger.read.judge import custom_fault
from parkledger.read.shortened import Shortened
from parkledger.read.tables import ColumnType


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
