"""What is handed in calls parks and plans by their names, and rhythms in words: a person does not know the ids of the
ledger, nor its keys."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from parkledger.base.periods import Every
from parkledger.model.ledger import Campaign
from parkledger.reports.report import Cell, Column, Report, Say, Section, Value

Names = Mapping[str, Mapping[str, str]]
"""Column key → id → name."""


def names_of(campaigns: Sequence[Campaign]) -> Names:
    """The names of the parks and of the plans."""
    parks = {
        park: name
        for campaign in campaigns
        for park, name in zip(campaign.parks.texts["id"], campaign.parks.texts["name"], strict=True)
    }
    plans = {campaign.id: campaign.plan.short or campaign.plan.title for campaign in campaigns}
    return {"park": parks, "group": parks, "plan": plans}


def _value(value: Value, column: Column, names: Names) -> Value:
    if isinstance(value, str):
        return names.get(column.key, {}).get(value, value)
    if isinstance(value, Say) and value.key == "group":
        group = str(value.args["name"])
        return Say("group", {"name": names["group"].get(group, group)})
    if isinstance(value, tuple) and not isinstance(value, Say) and not hasattr(value, "_fields"):
        return tuple(_value(one, column, names) if isinstance(one, Say) else one for one in value)
    return value


def _section(section: Section, names: Names) -> Section:
    rows = [
        row
        if isinstance(row, Say)
        else tuple(cell._replace(value=_value(cell.value, column, names)) for cell, column in _pairs(row, section))
        for row in section.rows
    ]
    return section._replace(rows=tuple(rows))


def _pairs(row: tuple[Cell, ...], section: Section) -> list[tuple[Cell, Column]]:
    return list(zip(row, section.columns, strict=True))


def by_name(made: Report, names: Names) -> Report:
    """The same report with names in the place of ids, in the columns of parks and plans and in the groups of parks."""
    return made._replace(sections=tuple(_section(section, names) for section in made.sections))


def every_said(every: Every) -> Say:
    """A rhythm in words."""
    return Say(f"every.{every.unit}") if every.number == 1 else Say(f"every.n.{every.unit}", {"n": every.number})
