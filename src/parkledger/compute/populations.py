"""Populations: which enterprises, parks or units a rule speaks of, and who answers for them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from parkledger.model.columns import NO_ROWS, Rows, Table, after
from parkledger.model.ledger import Campaign

UNIT_COLUMNS = ("id", "name", "kind", "parent", "note")
Filter = Mapping[str, Sequence[str]]


def table_of(campaign: Campaign, of: str) -> Table:
    """The table of a population: the roster, the parks, or the plan's units as a table."""
    if of == "units":
        units = campaign.plan.units
        texts = {
            "id": [unit.name for unit in units],
            "name": [unit.name for unit in units],
            "kind": [unit.kind for unit in units],
            "parent": [unit.parent or "" for unit in units],
            "note": [unit.note for unit in units],
        }
        return Table(campaign.source.path, len(units), texts, lines=[1] * len(units))
    return campaign.tables[of]


def park_column(of: str) -> str:
    """The column that says in which park a member is."""
    return "id" if of == "parks" else "park"


def members(campaign: Campaign, of: str, where: Filter, park: str | None = None) -> Rows:
    """The members of a population that match the filter; of one park, when the rule's task has one."""
    table = table_of(campaign, of)
    rows = table.all()
    place = park_column(of)
    for column, values in where.items():
        wanted = [campaign.park_names.get(value, value) for value in values] if column == place else values
        if table.has(column):
            rows &= table.where(column, wanted)
    if park is not None and place not in where and table.has(place):
        rows &= table.where(place, [campaign.park_names.get(park, park)])
    return rows


def listed_late(campaign: Campaign, of: str) -> Rows:
    """The members that were listed after the baseline. Without a listing day a member was there from the start."""
    table = table_of(campaign, of)
    if "listed_on" not in table.days:
        return NO_ROWS
    return after(table.days["listed_on"], campaign.baseline or 0)


def baseline_members(campaign: Campaign, of: str, where: Filter, park: str | None = None) -> Rows:
    """The members that counts printed in the document are compared with."""
    return members(campaign, of, where, park) - listed_late(campaign, of)


def answerable(campaign: Campaign, names: tuple[str, ...], park: str | None = None) -> tuple[str, ...]:
    """The units of these names. A role (属地镇政府) is the town of the park, where a park's town is known."""
    roles = {unit.name for unit in campaign.plan.units if unit.kind == "role"}
    resolved = []
    for name in campaign.units_named(names):
        row = campaign.park_rows.get(campaign.park_names.get(park, park)) if park else None
        town = campaign.parks.text("town")[row] if row is not None else ""
        resolved.append(campaign.unit(town) if name in roles and town else name)
    return tuple(dict.fromkeys(resolved))
