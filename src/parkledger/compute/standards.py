"""Standards: on which day the last item is shown, and which items are missing."""

from __future__ import annotations

from collections.abc import Sequence

from parkledger.model.columns import NEVER, Days, Rows, Table, before, earliest, filled, holding, latest, replaced
from parkledger.model.standards import Item

ALWAYS = 1
"""The first day of the calendar: for an item that an undated column shows."""


def column_days(table: Table, column: str) -> Days:
    """From which day a column shows something: its day; from the start for a filled text or number."""
    if column in table.days:
        return table.days[column]
    if column in table.numbers:
        return _always(table, holding(table.numbers[column]))
    if column in table.texts:
        return _always(table, filled(table.texts[column]) - table.where(column, ("false",)))
    return table.every(NEVER)


def _always(table: Table, rows: Rows) -> Days:
    """From the start for these rows, never for the others."""
    return replaced(table.every(NEVER), rows, ALWAYS)


def _shown(table: Table, column: str, item: Item) -> Days:
    """A column's days, with a number that is too small taken for absent."""
    if item.at_least is None or column not in table.numbers:
        return column_days(table, column)
    least = item.at_least
    return _always(table, holding(table.numbers[column], lambda number: number >= least))


def item_days(table: Table, item: Item) -> Days:
    """The day on which each row shows the item; NEVER when it does not, or shows it after what it must not follow."""
    shown = earliest([_shown(table, column, item) for column in item.columns], table.size)
    if item.not_after is None:
        return shown
    return replaced(shown, before(column_days(table, item.not_after), shown), NEVER)


def standard_days(table: Table, items: Sequence[Item]) -> Days:
    """The day on which each row shows the whole standard."""
    return latest([item_days(table, item) for item in items], table.size)


def missing_items(table: Table, items: Sequence[Item], row: int, day: int) -> tuple[str, ...]:
    """The names of the items that a row does not show on a day."""
    return tuple(item.item for item in items if item_days(table, item)[row] > day)
