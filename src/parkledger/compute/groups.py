"""Groups of one criterion (by town, district, park): their members, targets and leads; and who lacks a standard."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from decimal import Decimal
from functools import lru_cache
from typing import NamedTuple

from parkledger.base.lazily import Lazily
from parkledger.compute.measures import Measure, as_quota, measure_of, quota_measures, target_of
from parkledger.compute.populations import listed_days, members, park_column, table_of
from parkledger.compute.standards import item_days
from parkledger.model.columns import NO_ROWS, Rows, Table, Texts, after, counted, filled, groups, picked, rows_at, until
from parkledger.model.criteria import Coverage, Criterion, Quota, Threshold
from parkledger.model.ledger import Campaign


class Lacking(NamedTuple):
    """A member that lacks a standard, and the items that are missing."""

    member: str
    name: str
    missing: tuple[str, ...]


def group_lead(campaign: Campaign, group: str, lead: tuple[str, ...]) -> tuple[str, ...]:
    """Who answers for a group: the unit of its name, else the lead, with the group's town instead of a role."""
    if group in campaign.unit_names:
        return (campaign.unit(group),)
    return tuple(group if name in _roles(campaign) else name for name in lead)


@lru_cache(maxsize=32)
def _roles(campaign: Campaign) -> frozenset[str]:
    return frozenset(name for name, unit in campaign.units.items() if unit.kind == "role")


def group_title(campaign: Campaign, measured: Criterion, group: str) -> str:
    """What people call a group: a park by its name."""
    row = campaign.park_rows.get(group) if measured.per == "park" else None
    return group if row is None else campaign.parks.texts["name"][row]


def targets_of(campaign: Campaign, measured: Criterion, as_of: date) -> dict[str, Decimal]:
    """What each group is to do on a day, where the document says so group by group."""
    quota = measured.quota
    if quota is None:
        return {}
    found = {name: target_of(campaign, quota, name, as_of.toordinal()) for name in quota.targets}
    return {name: target for name, target in found.items() if target is not None}


def start_of(campaign: Campaign, measured: Criterion, as_of: date) -> Decimal | None:
    """The number that the document prints for the start: its own, else the sum of the targets of the groups."""
    printed = measured.quota.from_ if measured.quota else None
    targets = targets_of(campaign, measured, as_of)
    return sum(targets.values(), Decimal(0)) if targets and printed is None else printed


def group_measures(
    campaign: Campaign,
    measured: Criterion,
    block: Quota | Coverage | Threshold,
    rows: Rows,
    targets: Mapping[str, Decimal],
    park: str | None,
    day: int,
) -> dict[str, Measure]:
    """The measure of each group. A quota that counts members counts all groups together."""
    quota = as_quota(block) if isinstance(block, Coverage) else block
    if isinstance(quota, Threshold) or quota.sum:
        parts = groups_of(campaign, measured, block, rows, targets, park, day).items()
        found = {name: measure_of(campaign, measured, inside, targets.get(name)) for name, inside in parts}
        return {name: measure for name, measure in found.items() if measure is not None}
    column = group_column(campaign, measured, block)
    if column is None:
        return {}
    texts = group_texts(campaign, block.of, column)
    names = targets or counted(texts, rows - after(listed_days(campaign, block.of), day))
    return quota_measures(campaign, quota, rows, texts, {name: targets.get(name) for name in names})


def group_column(campaign: Campaign, measured: Criterion, block: Quota | Coverage | Threshold) -> str | None:
    """The column that holds the group of each row, if the table has it."""
    table = table_of(campaign, block.of)
    column = park_column(block.of) if measured.per == "park" else (measured.per or "")
    return column if column in table.texts or column in table.numbers else None


@lru_cache(maxsize=32)
def group_texts(campaign: Campaign, of: str, column: str) -> Texts:
    """The group of each row: its own text; of a row that names no town the town of its park."""
    table = table_of(campaign, of)
    texts = table.text(column)
    if column != "town" or "park" not in table.texts or len(filled(texts)) == table.size:
        return texts
    parks = campaign.parks.texts
    towns = dict(zip(parks["id"], parks["town"], strict=True))
    if not any(towns.values()):
        return texts
    return [own or towns.get(park, "") for own, park in zip(texts, table.texts["park"], strict=True)]


def groups_of(
    campaign: Campaign,
    measured: Criterion,
    block: Quota | Coverage | Threshold,
    rows: Rows,
    targets: Mapping[str, Decimal],
    park: str | None,
    day: int,
) -> dict[str, Rows]:
    """The members by group: every group with a target; for a threshold every group of the population, though nobody
    in it matches (a town without a pilot has too few)."""
    column = group_column(campaign, measured, block)
    if column is None:
        return {}
    texts = group_texts(campaign, block.of, column)
    found = groups(texts, rows)
    if targets:
        return {name: found.get(name, NO_ROWS) for name in targets}
    if measured.threshold is not None:
        everywhere = groups(texts, members(campaign, block.of, {}, park))
        return {name: found.get(name, NO_ROWS) for name in everywhere if name}
    unlisted = after(listed_days(campaign, block.of), day)
    return {name: inside for name, inside in found.items() if inside - unlisted}


def uncovered(campaign: Campaign, measured: Criterion, targets: Mapping[str, Decimal]) -> tuple[str, ...]:
    """Leading units of places (no departments) that the document gives no target."""
    if not targets:
        return ()
    units = {unit.name: unit for unit in campaign.plan.units}
    named = [
        inner
        for name in campaign.units_named(measured.lead)
        for inner in (campaign.units_named(units[name].members) if name in units else ()) or (name,)
    ]
    covered = {campaign.unit(name) for name in targets}
    places = ("district", "town", "village", "committee")
    return tuple(name for name in named if name in units and units[name].kind in places and name not in covered)


def lacking(campaign: Campaign, coverage: Coverage, rows: Rows, as_of: date) -> Sequence[Lacking]:
    """The members that lack the standard on a day, each with the items that are missing."""
    table, day = table_of(campaign, coverage.of), as_of.toordinal()
    items = campaign.plan.standards.get(coverage.standard, ())
    shown = [(item.item, item_days(table, item)) for item in items]
    listed = rows - after(listed_days(campaign, coverage.of), day)
    short = NO_ROWS
    for _, days in shown:
        short |= listed - until(days, day)

    def told(some: Sequence[int]) -> Iterator[Lacking]:
        chosen = rows_at(some)
        by_item = [(name, picked(days, chosen)) for name, days in shown]
        for at, who in enumerate(_named(table, chosen)):
            yield Lacking(*who, tuple(name for name, days in by_item if days[at] > day))

    return Lazily(lambda: _numbers(short), told, len(short))


def _numbers(rows: Rows) -> Sequence[int]:
    """Row numbers in a fifth of the memory of a list: a country has millions of them."""
    from array import array

    return array("q", rows)


def _named(table: Table, rows: Rows) -> Iterator[tuple[str, str]]:
    """What members are called: id and name; for an inspection its line and day."""
    if "id" in table.texts:
        return zip(picked(table.texts["id"], rows), picked(table.texts["name"], rows), strict=True)
    days = picked(table.days["on"], rows)
    return ((str(table.lines[row]), str(date.fromordinal(day))) for row, day in zip(rows, days, strict=True))
