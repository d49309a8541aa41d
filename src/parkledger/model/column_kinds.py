"""What a column that is not a list must answer: the questions of ``model.columns``, as methods.

The columns interface asks them; ``model.arrays`` answers them.
"""

from __future__ import annotations

from abc import abstractmethod
from collections.abc import Callable, Iterable, Mapping, Sequence
from decimal import Decimal
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from parkledger.model.columns import Days, Numbers, Rows, Texts


class DayColumn(Sequence[int]):
    """Days that are not a list, and the questions that they answer for themselves."""

    @abstractmethod
    def picked(self, rows: Rows) -> list[int]:
        """See ``picked``."""

    @abstractmethod
    def until(self, last: int) -> Rows:
        """See ``until``."""

    @abstractmethod
    def before(self, other: Days) -> Rows:
        """See ``before``."""

    @abstractmethod
    def tally(self, rows: Rows) -> dict[int, int]:
        """See ``tally``."""

    @abstractmethod
    def tally_by(self, texts: Texts, rows: Rows) -> dict[str, dict[int, int]]:
        """See ``tally_by``."""

    @abstractmethod
    def tally_sum(self, numbers: Numbers, rows: Rows) -> dict[int, Decimal]:
        """See ``tally_sum``."""

    @abstractmethod
    def extreme(self, others: Sequence[Days], *, last: bool) -> Days:
        """See ``latest`` and ``earliest``."""

    @abstractmethod
    def replaced(self, rows: Rows, by: Days | int) -> Days:
        """See ``replaced``."""

    @abstractmethod
    def changed(self, by_row: Mapping[int, int]) -> Days:
        """See ``changed``."""


class TextColumn(Sequence[str]):
    """Texts that are not a list, and the questions that they answer for themselves."""

    @abstractmethod
    def picked(self, rows: Rows) -> list[str]:
        """See ``picked``."""

    @abstractmethod
    def where(self, values: Sequence[str]) -> Rows:
        """See ``where``."""

    @abstractmethod
    def groups(self, rows: Rows) -> dict[str, Rows]:
        """See ``groups``."""

    @abstractmethod
    def counted(self, rows: Rows) -> dict[str, int]:
        """See ``counted``."""

    @abstractmethod
    def distinct(self) -> Sequence[str]:
        """See ``distinct``."""

    @abstractmethod
    def first_rows(self, wanted: Iterable[str]) -> dict[str, int]:
        """See ``first_rows``."""

    @abstractmethod
    def repeated(self) -> Rows:
        """See ``repeated``."""

    @abstractmethod
    def renamed(self, names: Mapping[str, str]) -> Texts:
        """See ``renamed``."""

    @abstractmethod
    def as_days(self, day_of: Mapping[str, int], otherwise: int) -> Days:
        """See ``as_days``."""


class NumberColumn(Sequence[Decimal | None]):
    """Numbers that are not a list, and the questions that they answer for themselves."""

    @abstractmethod
    def holding(self, holds: Callable[[Decimal], bool]) -> Rows:
        """See ``holding``."""

    @abstractmethod
    def total(self, rows: Rows) -> Decimal:
        """See ``total``."""

    @abstractmethod
    def spelled(self) -> Texts:
        """See ``spelled``."""
