"""What of a ledger could be read whole: a table cut short is no table of fewer rows, and is compared with nothing."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from typing import NamedTuple

from parkledger.base.findings import Finding, Severity
from parkledger.history.changes import paired
from parkledger.history.row_changes import MEMBERS, mattering
from parkledger.model.ledger import Campaign, Ledger


class Lost(NamedTuple):
    """A table of a plan that could not be read whole, its file, and how many of its errors lose something."""

    plan: str
    kind: str
    path: str
    errors: int


class Compared(NamedTuple):
    """Two ledgers as far as they can be compared: a table that either side lost is the same on both.

    ``whole``: the two without the plans that lost one, since of those no answer is known.
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
            yield Lost(campaign.id, kind, table.path, sum(one.cases for one in own))


def _matters(campaign: Campaign, fault: Finding, kind: str) -> bool:
    if kind not in MEMBERS or fault.pointer.count("/") < 2:
        return True
    return fault.pointer.rpartition("/")[2] in mattering(campaign, kind)


def comparable(before: Ledger, after: Ledger) -> Compared:
    """Two ledgers without what either of them lost."""
    lost = [{(one.plan, one.kind) for one in lost_tables(ledger)} for ledger in (before, after)]
    if not any(lost):
        return Compared(before, after, (before, after))
    sound: tuple[list[Campaign], list[Campaign]] = ([], [])
    now: dict[str, Campaign] = {}
    for pair in paired(before, after):
        kinds = {kind for one, own in zip(pair, lost, strict=True) for plan, kind in own if one and plan == one.id}
        old, new = pair
        if old is not None and new is not None and kinds:
            now[new.id] = replace(new, tables={**new.tables, **{kind: old.tables[kind] for kind in kinds}})
        for one, side in zip(pair, sound, strict=True):
            if one is not None and not kinds:
                side.append(one)
    later = replace(after, campaigns=tuple(now.get(one.id, one) for one in after.campaigns))
    whole = replace(before, campaigns=tuple(sound[0])), replace(after, campaigns=tuple(sound[1]))
    return Compared(before, later, whole)
