"""Facts that were taken away and come back another day: what was cleared first and filled in later was changed."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date

from parkledger.history.change import CellPlace, Change, Place, Value
from parkledger.model.columns import NEVER

_DAYS = ("done_on", "filed_on")


@dataclass
class Removed:
    """The days that were taken away so far in one plan: of members by pointer, of filings by item and column."""

    days: dict[str, date] = field(default_factory=dict)

    def told_again(self, changes: Sequence[Change]) -> tuple[Change, ...]:
        """The changes of a step; one that puts back an earlier day than was there once is told as dated back."""
        found = [later for one in changes for later in self._again(one)]
        for one in changes:
            if one.subject == "fact" and one.new is None:
                self.days.update(_days_of(one, one.old, one.was))
        return tuple(found)

    def _again(self, one: Change) -> Iterator[Change]:
        yield one
        if one.subject != "fact" or one.old is not None:
            return
        for pointer, day in _days_of(one, one.new, one.now):
            old = self.days.pop(pointer, None)
            if old is not None and day < old:
                column = pointer.rpartition("/")[2]
                place = one.now._replace(column=column) if isinstance(one.now, CellPlace) else one.now
                yield one._replace(
                    kind="fact.back_dated", field=column, old=old, new=day, was=one.was or place, now=place
                )


def _days_of(one: Change, value: Value, place: Place | None) -> Iterator[tuple[str, date]]:
    """The days of a fact by their pointers: its own, or those of the whole filing."""
    if one.field:
        if isinstance(value, date):
            yield one.pointer, value
    elif isinstance(place, CellPlace) and place.table == "filings":
        table = place.campaign.filings
        for column in _DAYS:
            if table.days[column][place.row] != NEVER:
                yield f"{one.item}/{column}", date.fromordinal(table.days[column][place.row])
