"""What changed in the tables of a plan: members that came, left or became something else, and facts."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from functools import lru_cache

from parkledger.history.change import CellPlace, Change, Value
from parkledger.history.tables import Cell, Pairs, as_multiset, by_id, column_of, differing, same_columns, value
from parkledger.model.columns import NEVER, Table
from parkledger.model.ledger import Campaign
from parkledger.model.standards import Item

MEMBERS = {"enterprises": "enterprise", "parks": "park"}
RECORDS = ("inspections", "filings", "indicators")
ATTRIBUTES = ("due_on",)
"""Days that are no facts: a member's own deadline."""
_PLACING = ("park", "town", "district", "disposal", "kind", "class")
"""Columns that say what a member is counted under, whether a filter of the plan names them or not."""

_GONE, _COME = ("listed", None), (None, "listed")
"""What it means that a member goes or comes."""
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


def row_changes(before: Campaign, after: Campaign) -> Iterator[Change]:
    """Everything that changed in the tables of a plan. Tables with the same columns cost nothing."""
    for kind in (*MEMBERS, *RECORDS):
        old, new = before.tables[kind], after.tables[kind]
        if not same_columns(old, new):
            yield from (_member_changes if kind in MEMBERS else _record_changes)(before, after, kind)


def _member_changes(before: Campaign, after: Campaign, kind: str) -> Iterator[Change]:
    old, new = before.tables[kind], after.tables[kind]
    pairs = by_id(old, new)
    gone, come, renumbered = _renumbered(old, new, pairs.gone, pairs.come)
    what = MEMBERS[kind]
    for row in gone:
        yield _member(f"{what}.removed", before, after, kind, (row, None))._replace(meant=_GONE)
    for was, now in renumbered:
        change = _member(f"{what}.renumbered", before, after, kind, (was, now))
        yield change._replace(old=old.texts["id"][was], new=new.texts["id"][now])
    for row in come:
        yield _member(f"{what}.added", before, after, kind, (None, row))._replace(meant=_COME)
        yield from _first_facts(after, kind, row)
    for cell in differing(old, new, pairs._replace(both=[*pairs.both, *renumbered])):
        if cell.column != "id" and not _same_park(before, after, cell):
            yield _cell(before, after, kind, cell)


def _same_park(before: Campaign, after: Campaign, cell: Cell) -> bool:
    """Whether a park is only called otherwise, since its names came or went."""
    if cell.column != "park" or cell.old is None or cell.new is None:
        return False
    old, new = str(cell.old), str(cell.new)
    return before.park_names.get(new) == old or after.park_names.get(old) == new


def _renumbered(
    old: Table, new: Table, gone: Iterable[int], come: Iterable[int]
) -> tuple[list[int], list[int], list[tuple[int, int]]]:
    """Rows that are the same member under another id: the same name, credit code and park, once on each side."""
    ways = [column for column in ("name", "credit_code", "park", "town") if column in new.texts and column in old.texts]

    def known(table: Table, rows: Iterable[int]) -> dict[tuple[str, ...], list[int]]:
        found: dict[tuple[str, ...], list[int]] = {}
        for row in rows:
            found.setdefault(tuple(table.texts[way][row] for way in ways), []).append(row)
        return found

    left, arrived = known(old, gone), known(new, come)
    same = [(left[key][0], arrived[key][0]) for key in left if len(left[key]) == 1 and len(arrived.get(key, ())) == 1]
    was, now = {one for one, _ in same}, {one for _, one in same}
    return [row for row in gone if row not in was], [row for row in come if row not in now], same


def _member(
    what: str, before: Campaign, after: Campaign, kind: str, rows: tuple[int | None, int | None], column: str = ""
) -> Change:
    was, now = rows
    table, row = (after.tables[kind], now) if now is not None else (before.tables[kind], was)
    assert row is not None
    return Change(
        what, after.id, f"{kind}/{table.texts['id'][row]}", column, name=table.texts["name"][row],
        was=CellPlace(before, kind, was, column) if was is not None else None,
        now=CellPlace(after, kind, now, column) if now is not None else None,
    )  # fmt: skip


def _first_facts(after: Campaign, kind: str, row: int) -> Iterator[Change]:
    """The facts that a member brings with it."""
    table = after.tables[kind]
    for column, days in table.days.items():
        if days[row] != NEVER and column not in ATTRIBUTES:
            yield _member("fact.added", after, after, kind, (None, row), column)._replace(new=value(days[row]))


def _cell(before: Campaign, after: Campaign, kind: str, cell: Cell) -> Change:
    what = _meaning(before, after, kind, cell)
    change = _member(what, before, after, kind, (cell.was, cell.now), cell.column)
    return change._replace(old=cell.old, new=cell.new)


def _meaning(before: Campaign, after: Campaign, kind: str, cell: Cell) -> str:
    """What it means that a cell of a member changed."""
    table = after.tables[kind]
    if cell.column in table.days or cell.column in before.tables[kind].days:
        return "deadline.moved" if cell.column in ATTRIBUTES else _fact(cell.old, cell.new)
    if cell.column in proving(after, kind) | proving(before, kind):
        return _fact(cell.old, cell.new)
    if cell.column in filtering(after) | filtering(before) or cell.column in _PLACING:
        return f"{MEMBERS[kind]}.reclassified"
    return f"{MEMBERS[kind]}.changed"


def _fact(old: Value, new: Value) -> str:
    if old is None or new is None:
        return "fact.added" if old is None else "fact.removed"
    earlier = not isinstance(old, str | tuple) and type(old) is type(new) and hasattr(old, "year") and new < old  # type: ignore[operator]
    return "fact.back_dated" if earlier else "fact.corrected"


@lru_cache(maxsize=8)
def proving(campaign: Campaign, kind: str) -> frozenset[str]:
    """The columns of members that count as facts: the days of the schema itself and what standards, quotas and cases
    ask for."""
    plan = campaign.plan
    items = [item for standard in plan.standards.values() for item in standard]
    asked = {column for item in items for column in _asked(item)}
    for _, one, _ in plan.measured():
        if one.quota:
            asked.update(filter(None, (one.quota.done, one.quota.sum)))
    for duty in plan.duties:
        if duty.case:
            asked.update(filter(None, (duty.case.trigger, duty.case.done)))
    own = {"listed_on", "notified_on", "stopped_on", "exited_on"}
    table = campaign.tables[kind]
    return frozenset(column for column in own | asked if table.has(column)) - set(ATTRIBUTES)


def mattering(campaign: Campaign, kind: str) -> frozenset[str]:
    """The columns of members of which something would be lost if a cell could not be read."""
    return frozenset(("id", "name", *ATTRIBUTES, *_PLACING)) | proving(campaign, kind) | filtering(campaign)


def _asked(item: Item) -> Iterator[str]:
    yield from item.columns
    if item.not_after:
        yield item.not_after


@lru_cache(maxsize=8)
def filtering(campaign: Campaign) -> frozenset[str]:
    """The columns that decide who belongs to a population or a class of the plan."""
    plan = campaign.plan
    found: set[str] = set()
    for _, one, _ in plan.measured():
        for way in (one.quota, one.threshold, one.coverage):
            if way is not None:
                found.update(way.where)
        found.update(filter(None, (one.per,)))
    for kind in plan.classes:
        found.update(kind.when)
        found.update(column for ground in kind.any for column in (ground.has, ground.passed) if column)
    for rule in plan.zero:
        found.update(rule.where)
    for duty in plan.duties:
        if duty.case:
            found.update(duty.case.where)
    return frozenset(found)


def _record_changes(before: Campaign, after: Campaign, kind: str) -> Iterator[Change]:
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
        meant = _fact(cell.old, cell.new)
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
