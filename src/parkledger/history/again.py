"""What was removed and comes back is compared with what it was, as if it had never been gone.

A date that is cleared and later filled in again was moved. If a row of a roster, a record or a whole plan is removed
and put back, whatever differs is a change, and whatever is the same is nothing new.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Any, NamedTuple

from parkledger.history.change import CellPlace, Change, Place, Value
from parkledger.history.changes import campaign_changes
from parkledger.history.walk import PlanStep
from parkledger.model.columns import NEVER, Table
from parkledger.model.ledger import Campaign

_DAYS = ("done_on", "filed_on")
_GONE = ("enterprise.removed", "park.removed", "fact.removed")
_COME = ("enterprise.added", "park.added", "fact.added")


class Completed(NamedTuple):
    """A plan with what comes back as it was, the changes since then, and those by which it came back."""

    before: Campaign
    changes: tuple[Change, ...]
    returned: tuple[Change, ...] = ()


class Row(NamedTuple):
    """A row that was taken away, and in which commit: its cells, but for those that were empty."""

    commit: str
    table: str
    cells: Mapping[str, object]


@dataclass
class Removed:
    """What was taken away so far in one plan.

    Days by pointer: of members, and of filings by item and column. Rows by the pointer of their item. ``follows`` tells
    whether a commit came of another one: what one branch took away does not come back on another.
    """

    follows: Callable[[str, str], bool]
    days: dict[str, date] = field(default_factory=dict)
    rows: dict[str, list[Row]] = field(default_factory=dict)
    plans: list[tuple[str, Campaign]] = field(default_factory=list)
    """The commits that took out the plan itself, and what it was before."""

    def completed(self, commit: str, step: PlanStep) -> Completed | None:
        """A step of the plan in a commit, see ``Completed``; None where the plan's history begins."""
        before, after, changes = step
        if before is None:
            gone = next((one for at, one in reversed(self.plans) if self.follows(commit, at)), None)
            if gone is None or after is None:
                return None
            return Completed(gone, self._told_again(commit, campaign_changes(gone, after)), changes)
        if after is None:
            self.plans.append((commit, before))
            return Completed(before, changes)
        back = list(self._back(commit, changes))
        if back:
            before = _with_rows(before, [row for _, row in back])
            changes = tuple(campaign_changes(before, after))
        return Completed(before, self._told_again(commit, changes), tuple(one for one, _ in back))

    def _back(self, commit: str, changes: Iterable[Change]) -> Iterator[tuple[Change, Row]]:
        """What comes back in a step: a member under its id, a record when it is the very same."""
        for one in changes:
            known = self.rows.get(one.item)
            if not known or one.kind not in _COME or one.field or not isinstance(one.now, CellPlace):
                continue
            same = [row for row in known if one.subject != "fact" or row.cells == _cells(one.now)]
            if found := next((row for row in reversed(same) if self.follows(commit, row.commit)), None):
                known.remove(found)
                yield one, found

    def _told_again(self, commit: str, changes: Sequence[Change]) -> tuple[Change, ...]:
        """The changes of a step; one that puts back an earlier day than was there once is told as dated back."""
        found = [later for one in changes for later in self._again(one)]
        for one in changes:
            if one.subject == "fact" and one.new is None:
                self.days.update(_days_of(one, one.old, one.was))
            if one.kind in _GONE and not one.field and isinstance(one.was, CellPlace):
                self.rows.setdefault(one.item, []).append(Row(commit, one.was.table, _cells(one.was)))
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


def _cells(place: CellPlace) -> dict[str, object]:
    table = place.campaign.tables[place.table]
    cells: dict[str, object] = {}
    for columns, absent in ((table.texts, ""), (table.days, NEVER), (table.numbers, None)):
        cells.update((name, column[place.row]) for name, column in columns.items() if column[place.row] != absent)
    return cells


def _with_rows(campaign: Campaign, rows: Sequence[Row]) -> Campaign:
    """A plan with rows at the end of its tables."""
    tables = dict(campaign.tables)
    for one in rows:
        tables[one.table] = _with_row(tables[one.table], one.cells)
    return replace(campaign, tables=tables)


def _with_row(table: Table, cells: Mapping[str, Any]) -> Table:
    def longer(columns: Mapping[str, Sequence[Any]], absent: Any) -> dict[str, list[Any]]:
        return {name: [*column, cells.get(name, absent)] for name, column in columns.items()}

    last = table.lines[-1] if table.size else 1
    return replace(
        table, size=table.size + 1, lines=[*table.lines, last], texts=longer(table.texts, ""),
        days=longer(table.days, NEVER), numbers=longer(table.numbers, None),
        place=lambda row, column: table.at(row, column) if row < table.size else (last, 1),
    )  # fmt: skip
