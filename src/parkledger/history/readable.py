"""What of a ledger could be read whole: a table cut short is no table of fewer rows, and is compared with nothing.

A member of which a cell could not be read is left out alone: its row, and its line, are known. A record has no name by
which it could be known on the other side, so that a table of records is left out as a whole.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from typing import NamedTuple

from parkledger.base.findings import Finding, Severity
from parkledger.history.changes import paired
from parkledger.history.columns import MEMBERS, mattering
from parkledger.history.tables import without_rows
from parkledger.model.columns import Table, first_rows
from parkledger.model.ledger import Campaign, Ledger


class Lost(NamedTuple):
    """A table of a plan of which something could not be read, its file, and how many errors lose something.

    ``members``: where all of them are of cells of members whose rows are known, the ids of these; ``lines`` are theirs.
    """

    plan: str
    kind: str
    path: str
    errors: int
    members: frozenset[str] = frozenset()
    lines: tuple[int, ...] = ()


class Compared(NamedTuple):
    """Two ledgers as far as they can be compared: a table that either side lost is the same on both, and members of
    which a cell could not be read are on neither.

    ``whole``: the two without the plans that lost anything, since of those no answer is known.
    """

    before: Ledger
    after: Ledger
    whole: tuple[Ledger, Ledger]


def lost_tables(ledger: Ledger) -> tuple[Lost, ...]:
    """The tables of which reading lost something that matters to whoever compares: a row, a fact.

    A wrong cell of which no rule asks (a credit code, an address) loses nothing.
    """
    faults = [one for one in ledger.findings if one.rule.severity is Severity.ERROR]
    return tuple(one for campaign in ledger.campaigns for one in _lost(campaign, faults)) if faults else ()


def _lost(campaign: Campaign, faults: list[Finding]) -> Iterator[Lost]:
    for kind, table in campaign.tables.items():
        own = [one for one in faults if table.path and one.span.path == table.path and _matters(campaign, one, kind)]
        if own:
            rows = _rows(table, kind, own)
            members = frozenset(table.texts["id"][row] for row in rows)
            lines = tuple(table.lines[row] for row in sorted(rows))
            yield Lost(campaign.id, kind, table.path, sum(one.cases for one in own), members, lines)


def _rows(table: Table, kind: str, faults: list[Finding]) -> set[int]:
    """The rows of the members of which a cell could not be read; none where any fault is of more than a cell."""
    if kind not in MEMBERS:
        return set()
    known = Counter(table.texts["id"])
    names = [one.pointer.partition("/")[2].rpartition("/") for one in faults]
    if any(known[name] != 1 or column == "id" for name, _, column in names) or any(one.cases > 1 for one in faults):
        return set()
    return set(first_rows(table.texts["id"], [name for name, _, _ in names]).values())


def _matters(campaign: Campaign, fault: Finding, kind: str) -> bool:
    if kind not in MEMBERS or fault.pointer.count("/") < 2:
        return True
    return fault.pointer.rpartition("/")[2] in mattering(campaign, kind)


def comparable(before: Ledger, after: Ledger) -> Compared:
    """Two ledgers without what either of them lost."""
    lost = [lost_tables(ledger) for ledger in (before, after)]
    if not any(lost):
        return Compared(before, after, (before, after))
    sound: tuple[list[Campaign], list[Campaign]] = ([], [])
    told: tuple[dict[str, Campaign], dict[str, Campaign]] = ({}, {})
    for pair in paired(before, after):
        found = [[each for each in own if one and each.plan == one.id] for one, own in zip(pair, lost, strict=True)]
        old, new = pair
        if old is not None and new is not None and any(found):
            for kind in {each.kind for own in found for each in own}:
                old, new = _as_far_as_read(old, new, kind, [each for own in found for each in own if each.kind == kind])
            told[0][old.id], told[1][new.id] = old, new
        for one, side in zip(pair, sound, strict=True):
            if one is not None and not any(found):
                side.append(one)
    first, second = _with(before, told[0]), _with(after, told[1])
    whole = replace(before, campaigns=tuple(sound[0])), replace(after, campaigns=tuple(sound[1]))
    return Compared(first, second, whole)


def _with(ledger: Ledger, campaigns: Mapping[str, Campaign]) -> Ledger:
    return replace(ledger, campaigns=tuple(campaigns.get(one.id, one) for one in ledger.campaigns))


def _as_far_as_read(old: Campaign, new: Campaign, kind: str, lost: Sequence[Lost]) -> tuple[Campaign, Campaign]:
    """A plan before and after with one table the same on both sides, or without the members that cannot be compared."""
    if not all(one.members for one in lost):
        return old, replace(new, tables={**new.tables, kind: old.tables[kind]})
    ids = frozenset[str]().union(*(one.members for one in lost))
    first, second = old.tables[kind], new.tables[kind]
    return (
        replace(old, tables={**old.tables, kind: without_rows(first, _apart(first, second, ids))}),
        replace(new, tables={**new.tables, kind: without_rows(second, _apart(second, first, ids))}),
    )


def _apart(own: Table, other: Table, ids: frozenset[str]) -> frozenset[int]:
    """The rows of these members, and those that may be one of them under another id: of one name, and only here."""
    names = {name for name, id in zip(other.texts["name"], other.texts["id"], strict=True) if id in ids}
    there = frozenset(other.texts["id"])
    cells = enumerate(zip(own.texts["id"], own.texts["name"], strict=True))
    return frozenset(row for row, (id, name) in cells if id in ids or (name in names and id not in there))
