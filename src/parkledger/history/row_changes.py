"""What changed in the tables of a plan: members that came, left or became something else, and facts."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from parkledger.history.change import CellPlace, Change, fact_changed
from parkledger.history.columns import ATTRIBUTES, MEMBERS, PLACING, filtering, proving
from parkledger.history.record_changes import RECORDS, record_changes
from parkledger.history.tables import Cell, by_id, differing, same_columns, value
from parkledger.model.columns import NEVER, Table
from parkledger.model.ledger import Campaign

_GONE, _COME = ("listed", None), (None, "listed")
"""What it means that a member goes or comes."""


def row_changes(before: Campaign, after: Campaign) -> Iterator[Change]:
    """Everything that changed in the tables of a plan. Tables with the same columns cost nothing."""
    for kind in (*MEMBERS, *RECORDS):
        old, new = before.tables[kind], after.tables[kind]
        if not same_columns(old, new):
            yield from (_member_changes if kind in MEMBERS else record_changes)(before, after, kind)


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
        return "deadline.moved" if cell.column in ATTRIBUTES else fact_changed(cell.old, cell.new)
    if cell.column in proving(after, kind) | proving(before, kind):
        return fact_changed(cell.old, cell.new)
    if cell.column in filtering(after) | filtering(before) or cell.column in PLACING:
        return f"{MEMBERS[kind]}.reclassified"
    return f"{MEMBERS[kind]}.changed"
