"""Files that a plan does not have although something needs them: rows of its other files, or its own items."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from parkledger.base.sources import YamlPath
from parkledger.compute.zero_kinds import population
from parkledger.model.columns import filled
from parkledger.model.ledger import KINDS, Campaign


class Absent(NamedTuple):
    """A kind of file that a plan has not, and what needs it.

    ``items`` are the places of the plan whose answers rest on it; ``rows`` how many rows of other files name one of its
    rows, and ``table``, ``column`` where the first of them does.
    """

    kind: str
    items: tuple[YamlPath, ...]
    named: bool = False
    """Whether something names one of its rows, which nothing else can be found by."""
    rows: int = 0
    table: str = ""
    column: str = ""


_NAMING = {"parks": (("enterprises", "park"), ("inspections", "park")), "enterprises": (("inspections", "enterprise"),)}
"""The columns that name rows of another table."""


def absent_files(campaign: Campaign) -> tuple[Absent, ...]:
    """The kinds of files that the plan has not and that are needed, in the order of the kinds. A plan that has no file
    at all has not begun: nothing of it is missing."""
    lacking = [kind for kind in KINDS if not campaign.tables[kind].path]
    if not lacking or len(lacking) == len(KINDS):
        return ()
    needs = list(_needs(campaign))
    found = []
    for kind in lacking:
        items = tuple(dict.fromkeys(path for path, needed in needs if needed == kind))
        named = [(table, column, len(filled(campaign.tables[table].texts[column]))) for table, column
                 in _NAMING.get(kind, ())]  # fmt: skip
        first = next((one for one in named if one[2]), ("", "", 0))
        if items or first[2]:
            known = bool(first[2]) or (
                kind == "parks" and any(path[0] == "tasks" and path[-1] == "park" for path in items)
            )
            found.append(Absent(kind, items, known, sum(count for *_, count in named), *first[:2]))
    return tuple(found)


def _needs(campaign: Campaign) -> Iterator[tuple[YamlPath, str]]:
    """Every item of the plan with a kind of file that it is counted or judged by."""
    plan = campaign.plan
    for path, one, _ in plan.measured():
        if one.milestone:
            yield path, "filings"
        threshold = one.threshold
        if threshold and (threshold.indicator or threshold.ratio):
            yield path, "indicators"
        elif (block := one.measured_by) and block.of != "units":
            yield path, block.of
        if one.quota and one.quota.done == "accepted":
            yield path, "inspections"
    for at, task in enumerate(plan.tasks):
        if task.park:
            yield ("tasks", at, "park"), "parks"
    for at, rule in enumerate(plan.zero):
        yield ("zero", at), population(rule)
        yield ("zero", at), "inspections"
    for at, duty in enumerate(plan.duties):
        if duty.case:
            yield from ((("duties", at), kind) for kind in (duty.case.of,) if kind != "units")
        elif duty.met_by:
            yield ("duties", at), "inspections"
        elif duty.kind in ("recurring", "one_off"):
            yield ("duties", at), "filings"
