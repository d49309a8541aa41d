"""Populations: which enterprises, parks or units a rule speaks of, and who answers for them."""

from __future__ import annotations

import operator
import re
from collections.abc import Callable, Mapping, Sequence
from datetime import date
from decimal import Decimal, InvalidOperation
from functools import lru_cache
from typing import Any, NamedTuple

from parkledger.model.columns import NEVER, NO_ROWS, Days, Rows, Table, after, holding, on_days, rows_at, there, until
from parkledger.model.ledger import Campaign
from parkledger.model.standards import UnitWhere

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


_COMPARED = re.compile(r"(<=|>=|<|>)(.+)")
COMPARE: Mapping[str, Callable[[Any, Any], bool]] = {
    "=": operator.eq,
    "<=": operator.le,
    ">=": operator.ge,
    "<": operator.lt,
    ">": operator.gt,
}
"""The comparison that each sign of a plan stands for."""


def comparison(value: str) -> tuple[str, Decimal | int] | None:
    """A filter value that compares (``<=2024-12-31``, ``>=2``): its sign, and a number or the ordinal of a day."""
    if not (found := _COMPARED.fullmatch(value)):
        return None
    bound = found[2].strip()
    try:
        return found[1], date.fromisoformat(bound).toordinal() if "-" in bound[1:] else Decimal(bound)
    except (ValueError, InvalidOperation):
        return None


def matching(table: Table, column: str, values: Sequence[str]) -> Rows:
    """The rows whose cell is one of the values, or stands to a bound as a value says. An absent cell never does."""
    if len(values) == 1 and (compared := comparison(values[0])):
        holds, bound = COMPARE[compared[0]], compared[1]
        if isinstance(bound, Decimal) and bound.is_nan():
            return NO_ROWS
        if column in table.days:
            return _compared_days(table.days[column], compared[0], bound)
        if column in table.numbers:
            return holding(table.numbers[column], lambda number: holds(number, bound))
    if column in table.days:
        wanted = [date.fromisoformat(value).toordinal() for value in values if _is_day(value)]
        return on_days(table.days[column], wanted)
    return _texts(table, column, values)


def _texts(table: Table, column: str, values: Sequence[str]) -> Rows:
    """The rows whose text is one of the values. Of lists each text's rows are kept: filters are many."""
    texts = table.texts.get(column)
    if not isinstance(texts, list):
        return table.where(column, values)
    found = _rows_by_text(Column(texts))
    return rows_at(row for value in dict.fromkeys(values) for row in found.get(value, ()))


class Column(NamedTuple):
    """A list that is taken for the same as long as it is the very same one."""

    texts: list[str]

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Column) and self.texts is other.texts

    def __hash__(self) -> int:
        return id(self.texts)


@lru_cache(maxsize=64)
def _rows_by_text(column: Column) -> Mapping[str, Sequence[int]]:
    found: dict[str, list[int]] = {}
    for row, text in enumerate(column.texts):
        found.setdefault(text, []).append(row)
    return found


def _compared_days(days: Days, sign: str, bound: Decimal | int) -> Rows:
    """The rows whose day is there and stands to a bound as the sign says. A bound may be a number of any size."""
    whole = int(max(min(bound, NEVER), -1))
    whole -= whole > bound  # the day on or before the bound
    if sign == "<=":
        return until(days, whole)
    if sign == ">":
        return there(days) - until(days, whole)
    before = until(days, whole - 1) if whole == bound else until(days, whole)
    return before if sign == "<" else there(days) - before


def _is_day(value: str) -> bool:
    try:
        return date.fromisoformat(value).isoformat() == value
    except ValueError:
        return False


def _spelled(campaign: Campaign, column: str, place: str, values: Sequence[str]) -> Sequence[str]:
    """The values as rows may write them: parks by their id, disposals by any of their names."""
    if column == place:
        return [campaign.park_names.get(value, value) for value in values]
    if column == "disposal":
        found = [campaign.disposals[value] for value in values if value in campaign.disposals]
        return [*values, *(name for one in found for name in (one.id, *one.aliases))]
    return values


def members(campaign: Campaign, of: str, where: Filter, park: str | None = None) -> Rows:
    """The members of a population that match the filter; of one park, when the rule's task has one."""
    asked = tuple((column, tuple(values)) for column, values in where.items())
    return _members(campaign, of, asked, park)


@lru_cache(maxsize=128)
def _members(campaign: Campaign, of: str, asked: tuple[tuple[str, tuple[str, ...]], ...], park: str | None) -> Rows:
    """The members, cached: many rules and cases ask for the same few populations."""
    table = table_of(campaign, of)
    rows = table.all()
    place, where = park_column(of), dict(asked)
    for column, values in where.items():
        if table.has(column):
            rows &= matching(table, column, _spelled(campaign, column, place, values))
    if park is not None and place not in where and table.has(place):
        rows &= table.where(place, [campaign.park_names.get(park, park)])
    return rows


def listed_late(campaign: Campaign, of: str) -> Rows:
    """The members that were listed after the baseline. Without a listing day a member was there from the start."""
    if of == "inspections":
        return after(listed_days(campaign, of), 0)
    return after(listed_days(campaign, of), campaign.baseline) if campaign.baseline is not None else NO_ROWS


def listed_days(campaign: Campaign, of: str) -> Days:
    """From which day each row is a member: when it was listed or observed; NEVER where it was there from the start."""
    table = table_of(campaign, of)
    column = "on" if of == "inspections" else "listed_on"
    return table.days[column] if column in table.days else table.every(NEVER)


def units_for(campaign: Campaign, of: str, rows: Rows, by: Sequence[UnitWhere]) -> dict[int, str]:
    """Who answers for each of these members: the first unit whose filter matches. Members without one are left out."""
    found: dict[int, str] = {}
    for one in by if rows.bits else ():
        matched = rows if one.where is None else rows & members(campaign, of, one.where)
        found |= dict.fromkeys(matched, campaign.unit(one.unit))
        rows -= matched
    return found


def baseline_members(campaign: Campaign, of: str, where: Filter, park: str | None = None) -> Rows:
    """The members that counts printed in the document are compared with."""
    return members(campaign, of, where, park) - listed_late(campaign, of)


@lru_cache(maxsize=4096)
def answerable(campaign: Campaign, names: tuple[str, ...], park: str | None = None) -> tuple[str, ...]:
    """The units of these names. Where a park is known, a role (属地镇政府) is its town, and of a collective with
    members (各区政府) only the park's own district or town answers.
    """
    row = campaign.park_rows.get(campaign.park_names.get(park, park)) if park else None
    if row is None:
        return campaign.units_named(names)
    town, district = campaign.parks.texts["town"][row], campaign.parks.texts["district"][row]
    return tuple(dict.fromkeys(_local(campaign, name, town, district) for name in campaign.units_named(names)))


def _local(campaign: Campaign, name: str, town: str, district: str) -> str:
    unit = campaign.units.get(name)
    if unit is None or unit.kind not in ("role", "collective"):
        return name
    if unit.kind == "role":
        return campaign.unit(town) if town else name
    inner = unit_members(campaign).get(name, {})
    return next((one for one in map(campaign.unit, (district, town)) if one in inner), name)


@lru_cache(maxsize=32)
def unit_members(campaign: Campaign) -> Mapping[str, Mapping[str, None]]:
    """By unit the one names of its members, in their order; of a role the towns of the parks."""
    return {
        name: dict.fromkeys(campaign.towns if unit.kind == "role" else campaign.units_named(unit.members))
        for name, unit in campaign.units.items()
    }
