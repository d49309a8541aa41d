"""Which standards the plan asks of whom: proof of exit by disposal, coverage, what a zero rule says is lacking."""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache
from typing import Literal, NamedTuple

from parkledger.compute.lives import lives, moved_disposals
from parkledger.compute.populations import members
from parkledger.compute.zero_kinds import population
from parkledger.model.columns import NO_ROWS, Rows
from parkledger.model.ledger import Campaign
from parkledger.model.standards import Item


class Requirement(NamedTuple):
    """A standard, the members that must show it, and who says so: a disposal, a criterion, a zero rule."""

    kind: Literal["proof", "criterion", "zero"]
    standard: str
    items: tuple[Item, ...]
    rows: Rows
    rule: str
    clause: str


def proofs(campaign: Campaign, of: str) -> Iterator[Requirement]:
    """The standard that proves the exit of each member, by disposal. A member that missed its own deadline has the
    disposal of the class to which it moved."""
    life, default = lives(campaign, of), campaign.plan.proof if of == "enterprises" else None
    by_disposal = life.table.groups("disposal", life.table.all())
    for rows, disposal in moved_disposals(campaign, of, life.claimed):
        by_disposal = {name: inside - rows for name, inside in by_disposal.items()}
        by_disposal[disposal] = by_disposal.get(disposal, NO_ROWS) | rows
    for name, rows in by_disposal.items():
        found = campaign.disposals.get(name)
        standard = (found.standard if found else None) or default
        if standard in campaign.plan.standards and rows.bits:
            clause = (found.clause if found else None) or ""
            yield Requirement("proof", standard, campaign.standard(standard), rows, found.id if found else name, clause)


@lru_cache(maxsize=8)
def requirements(campaign: Campaign, of: str) -> tuple[Requirement, ...]:
    """Every standard that the plan asks of members: first the proofs, then criteria, then zero rules."""
    found = list(proofs(campaign, of))
    for _, one, task in campaign.plan.measured():
        if one.coverage is not None and one.coverage.of == of:
            rows = members(campaign, of, one.coverage.where, task.park if task else None)
            standard = one.coverage.standard
            items = campaign.plan.standards.get(standard, ())
            found.append(Requirement("criterion", standard, items, rows, one.id, one.clause))
    for rule in campaign.plan.zero:
        if rule.kind == "lacking" and population(rule) == of and rule.standard:
            rows = members(campaign, of, rule.where)
            items = campaign.plan.standards.get(rule.standard, ())
            found.append(Requirement("zero", rule.standard, items, rows, rule.title, rule.clause))
    return tuple(found)
