"""Which columns of members mean what: facts that a plan asks for, cells that decide where a member counts."""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache

from parkledger.model.ledger import Campaign
from parkledger.model.standards import Item

MEMBERS = {"enterprises": "enterprise", "parks": "park"}
"""The tables of members, whose rows are known by an id, and what one row is called."""
ATTRIBUTES = ("due_on",)
"""Days that are no facts: a member's own deadline."""
PLACING = ("park", "town", "district", "disposal", "kind", "class")
"""Columns that say what a member is counted under, whether a filter of the plan names them or not."""


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
    return frozenset(("id", "name", *ATTRIBUTES, *PLACING)) | proving(campaign, kind) | filtering(campaign)


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
        if one.measured_by is not None:
            found.update(one.measured_by.where)
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
