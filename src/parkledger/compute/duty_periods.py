"""The periods of a duty, each with the last day on which it is in time, and those of them that are missing.

There may be millions, of a daily duty through centuries: they are counted without being made, and made one by one.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Collection, Iterable, Iterator, Sequence
from datetime import date
from functools import cached_property, lru_cache
from itertools import accumulate, pairwise
from typing import NamedTuple, overload

from parkledger.base.lazily import Lazily
from parkledger.base.periods import Every, Period, Periods, later, period_end
from parkledger.model.duties import Duty
from parkledger.model.ledger import Campaign


class DutyPeriod(NamedTuple):
    """One period of a duty: its label, its days, and the last day on which it is still in time."""

    label: str
    first: date
    last: date
    limit: date

    @property
    def name(self) -> str:
        """What the period is called: of a duty that is owed once, by its limit."""
        return self.label or self.limit.isoformat()


class DutyPeriods(Sequence[DutyPeriod]):
    """The periods of a recurring duty by a day, the last of which may still be running."""

    def __init__(self, periods: Periods, within: int) -> None:
        self._periods, self.within = periods, within

    def __eq__(self, other: object) -> bool:
        return isinstance(other, DutyPeriods) and self._key == other._key

    def __hash__(self) -> int:
        return hash(self._key)

    @property
    def _key(self) -> tuple[object, ...]:
        return type(self), self._periods, self.within

    def __len__(self) -> int:
        return len(self._periods)

    @overload
    def __getitem__(self, place: int) -> DutyPeriod: ...
    @overload
    def __getitem__(self, place: slice) -> Sequence[DutyPeriod]: ...
    def __getitem__(self, place: int | slice) -> DutyPeriod | Sequence[DutyPeriod]:
        if isinstance(place, slice):
            return [self._made(one) for one in self._periods[place]]
        return self._made(self._periods[place])

    def _made(self, one: Period) -> DutyPeriod:
        return DutyPeriod(one.label, one.first, one.last, later(one.last, self.within))

    def over(self, day: date) -> int:
        """How many of the periods were in time until a day before this one."""
        last = day.toordinal() - self.within
        return self._periods.ended_before(date.fromordinal(last)) if last > 0 else 0

    def place(self, label: str, when: int) -> int | None:
        """The place of the period that a delivery belongs to: the one it names, else the one of its day.

        A rhythm of several units is named by any day in it, one of a single unit by its own label alone.
        """
        place = self._periods.place_of(_end(label) if label else date.fromordinal(when))
        if place is not None and label and self._periods.every.number == 1 and self._periods[place].label != label:
            return None
        return place


class Once(DutyPeriods):
    """The one period of a duty that is owed once: it has no label, and whatever was delivered belongs to it."""

    def __init__(self, day: date, within: int) -> None:
        super().__init__(Periods(Every("day"), day, day), within)

    def _made(self, one: Period) -> DutyPeriod:
        return super()._made(one)._replace(label="")

    def place(self, label: str, when: int) -> int:
        """The one place that there is."""
        return 0


@lru_cache(maxsize=4096)
def _end(label: str) -> date:
    return period_end(label)


def duty_periods(campaign: Campaign, duty: Duty, as_of: date) -> DutyPeriods | None:
    """The periods that begin on or after the plan's effective day; None where nothing says when it is due."""
    start = campaign.plan.effective_on or campaign.plan.issued_on
    within = duty.within or 0
    if not duty.times:
        return None
    if duty.kind == "one_off":
        return Once(duty.due.day, within) if duty.due and duty.due.day else None
    if duty.kind != "recurring" or duty.every is None or start is None:
        return None
    return DutyPeriods(Periods(duty.every, start, as_of), within)


class Missing(Lazily[str]):
    """What the missing ones of some periods are called, in their order: of the first ``over`` all but those at the
    places that are ``done``. ``spans`` are their places, those that follow one another together."""

    def __init__(self, periods: DutyPeriods, over: int, done: Collection[int]) -> None:
        inside = sorted(place for place in done if place < over)
        super().__init__(lambda: self.places, self.named, over - len(inside))
        self.periods, self._ends = periods, (-1, *inside, over)

    @property
    def spans(self) -> Iterator[range]:
        """The places that follow one another, as far as there are any."""
        return (range(before + 1, after) for before, after in pairwise(self._ends) if after > before + 1)

    @cached_property
    def places(self) -> Places:
        """The places of the missing ones."""
        return Places(self.spans)

    def named(self, places: Sequence[int]) -> Iterator[str]:
        """What the periods at some places are called."""
        return (self.periods[place].name for place in places)


class Places(Sequence[int]):
    """The numbers of several ranges, one range after the other."""

    def __init__(self, ranges: Iterable[range]) -> None:
        self._ranges = tuple(ranges)
        self._ends = tuple(accumulate(map(len, self._ranges)))

    def __len__(self) -> int:
        return self._ends[-1] if self._ends else 0

    @overload
    def __getitem__(self, at: int) -> int: ...
    @overload
    def __getitem__(self, at: slice) -> Sequence[int]: ...
    def __getitem__(self, at: int | slice) -> int | Sequence[int]:
        if isinstance(at, slice):
            return [self[one] for one in range(len(self))[at]]
        at = range(len(self))[at]
        inside = bisect_right(self._ends, at)
        return self._ranges[inside][at - self._ends[inside]]
