"""What changed in tables of records: rows are counted as a whole, and paired where one was corrected."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from functools import lru_cache

from parkledger.history.change import CellPlace, Change, Value, fact_changed
from parkledger.history.tables import Pairs, as_multiset, column_of, differing, value
from parkledger.model.columns import Table
from parkledger.model.ledger import Campaign

RECORDS = ("inspections", "filings", "indicators")
"""The tables of records, whose rows have no id."""
_NAMED_BY: Mapping[str, tuple[str, ...]] = {
    "filings": ("item", "unit", "period", "subject"),
    "inspections": ("on", "kind", "enterprise", "stage"),
    "indicators": ("subject", "indicator", "period", "on"),
}
"""What names a row of records, as far as it is filled in."""
_SAME_ROW: Mapping[str, tuple[tuple[str, ...], ...]] = {
    "filings": (("item", "unit", "period", "subject"), ("item", "unit", "filed_on")),
    "inspections": (("kind", "park", "enterprise", "stage"), ("on", "park", "enterprise")),
    "indicators": (("subject", "indicator", "period", "on"), ("subject", "indicator")),
}
"""By which columns a row that is gone and one that is new are taken for one that was corrected, the surest first."""


def record_changes(before: Campaign, after: Campaign, kind: str) -> Iterator[Change]:
    """Everything that changed in one table of records."""
    old, new = before.tables[kind], after.tables[kind]
    gone, come = as_multiset(old, new)
    pairs: list[tuple[int, int]] = []
    for columns in _SAME_ROW[kind] if gone and come else ():
        found = _pairs(old, new, gone, come, columns)
        pairs += found
        gone = [row for row in gone if row not in {was for was, _ in found}]
        come = [row for row in come if row not in {now for _, now in found}]
    for cell in differing(old, new, Pairs(pairs)):
        item = f"{kind}/{record_name(new, kind, cell.now)}"
        meant = fact_changed(cell.old, cell.new)
        yield Change(
            "fact.corrected" if meant in ("fact.added", "fact.removed") else meant, after.id, item, cell.column,
            cell.old, cell.new, _record_title(after, kind, cell.now),
            CellPlace(before, kind, cell.was, cell.column), CellPlace(after, kind, cell.now, cell.column),
        )  # fmt: skip
    for row in gone:
        yield Change(
            "fact.removed", after.id, f"{kind}/{record_name(old, kind, row)}", "", _told(old, kind, row), None,
            _record_title(before, kind, row), CellPlace(before, kind, row, ""), None,
        )  # fmt: skip
    for row in come:
        yield Change(
            "fact.added", after.id, f"{kind}/{record_name(new, kind, row)}", "", None, _told(new, kind, row),
            _record_title(after, kind, row), None, CellPlace(after, kind, row, ""),
        )  # fmt: skip


def _pairs(
    old: Table, new: Table, gone: Iterable[int], come: Iterable[int], columns: tuple[str, ...]
) -> list[tuple[int, int]]:
    left: dict[tuple[object, ...], list[int]] = {}
    olds, news = [column_of(old, one) for one in columns], [column_of(new, one) for one in columns]
    for row in gone:
        left.setdefault(tuple(one[row] for one in olds), []).append(row)
    found = []
    for row in come:
        if rows := left.get(tuple(one[row] for one in news)):
            found.append((rows.pop(0), row))
    return found


def record_name(table: Table, kind: str, row: int) -> str:
    """What names a row of records: the same whatever line it stands on."""
    parts = [value(_at(table, column, row)) for column in _NAMED_BY[kind]]
    if kind == "inspections" and parts[2] is None:
        parts[2] = value(_at(table, "park", row))
    return "/".join(str(part) for part in parts if part is not None)


def _at(table: Table, column: str, row: int) -> object:
    for columns in (table.texts, table.days, table.numbers):
        if column in columns:
            return columns[column][row]
    return None


def _record_title(campaign: Campaign, kind: str, row: int) -> str:
    """What a person calls the subject of a record."""
    table = campaign.tables[kind]
    if kind == "filings":
        return _filed_titles(campaign).get(table.texts["item"][row], "")
    if kind == "indicators":
        return table.texts["subject"][row]
    member = campaign.enterprise_rows.get(table.texts["enterprise"][row])
    return campaign.enterprises.texts["name"][member] if member is not None else table.texts["park"][row]


@lru_cache(maxsize=8)
def _filed_titles(campaign: Campaign) -> Mapping[str, str]:
    found = {one.id: one.text for _, _, _, one in campaign.plan.criteria()}
    return found | {duty.id: duty.title for duty in campaign.plan.duties}


def record_cells(table: Table, kind: str, row: int) -> Iterator[tuple[str, Value]]:
    """What a row of records says beside what names it: its filled cells by column, the days first."""
    for column in (*table.days, *table.texts, *table.numbers):
        if column not in _NAMED_BY[kind] and (cell := value(_at(table, column, row))) is not None:
            yield column, cell


def _told(table: Table, kind: str, row: int) -> str:
    return " · ".join(f"{column} {cell}" for column, cell in record_cells(table, kind, row))
