"""Deliveries: who owes a duty, and by which filings and inspections each of its periods was done."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from functools import lru_cache
from typing import NamedTuple

from parkledger.compute.duty_periods import DutyPeriods
from parkledger.compute.populations import answerable, unit_members
from parkledger.compute.standards import standard_days
from parkledger.model.columns import NEVER, holding, tally, until
from parkledger.model.duties import Duty
from parkledger.model.ledger import Campaign

Given = Mapping[int, Sequence[int]]
"""By the place of a period the days on which it was delivered."""


class Filed(NamedTuple):
    """One delivery: by whom, for which period, of which case, and the ordinal of the day from which it counts."""

    unit: str
    period: str
    subject: str
    day: int


def units_of(campaign: Campaign, duty: Duty) -> tuple[str, ...]:
    """The units that lead a duty, alone or jointly."""
    return answerable(campaign, duty.lead + duty.joint)


def parties(campaign: Campaign, duty: Duty) -> list[tuple[str, ...]]:
    """The parties that owe: with ``each`` every unit by itself (the members of a collective, the towns that a role
    stands for), else all together."""
    units = units_of(campaign, duty)
    if not duty.each:
        return [units]
    single = dict.fromkeys(inner for unit in units for inner in (unit_members(campaign).get(unit) or (unit,)))
    return [(unit,) for unit in single]


@lru_cache(maxsize=32)
def _collectives(campaign: Campaign) -> Mapping[str, frozenset[str]]:
    """By unit the collectives that it is a member of."""
    found: dict[str, set[str]] = {}
    for name, inner in unit_members(campaign).items():
        for one in inner if campaign.units[name].kind == "collective" else ():
            found.setdefault(one, set()).add(name)
    return {name: frozenset(many) for name, many in found.items()}


@lru_cache(maxsize=32)
def filed(campaign: Campaign) -> Mapping[str, Sequence[Filed]]:
    """The deliveries by item. One that must show a standard counts from the day on which it shows it."""
    table = campaign.filings
    required = {duty.id: duty.requires for duty in campaign.plan.duties if duty.requires}
    complete = {name: standard_days(table, campaign.plan.standards.get(name, ())) for name in set(required.values())}
    found: dict[str, list[Filed]] = {}
    texts = (table.texts[column] for column in ("item", "unit", "period", "subject"))
    rows = zip(*texts, table.days["done_on"], table.days["filed_on"], strict=True)
    for row, (item, unit, period, subject, done, when) in enumerate(rows):
        day = when if when != NEVER else done
        if item in required:
            day = max(day, complete[required[item]][row])
        found.setdefault(item, []).append(Filed(campaign.unit(unit), period, subject, day))
    return found


@lru_cache(maxsize=32)
def _by_unit(campaign: Campaign) -> Mapping[str, Mapping[str, Sequence[Filed]]]:
    """The deliveries by item and unit: of a duty that each of a thousand units owes every unit looks at its own."""
    found: dict[str, dict[str, list[Filed]]] = {}
    for item, given in filed(campaign).items():
        units = found.setdefault(item, {})
        for one in given:
            units.setdefault(one.unit, []).append(one)
    return found


def filed_by(campaign: Campaign, duty: Duty, units: tuple[str, ...]) -> Iterator[Filed]:
    """The deliveries of a duty that count for a party: with ``each`` its own, else those of whoever may file for it."""
    given = _by_unit(campaign).get(duty.id, {})
    if duty.each:
        for name in units:
            yield from given.get(name, ())
        return
    may_file = _may_file(campaign, units) if given else bool
    for name, found in given.items():
        if may_file(name):
            yield from found


def _may_file(campaign: Campaign, units: tuple[str, ...]) -> Callable[[str], bool]:
    """Whether a delivery by a unit is one of these parties: a role or a collective stands for many."""
    known = [campaign.units[name] for name in units if name in campaign.units]
    anybody = any(one.kind == "role" or (one.kind == "collective" and not one.members) for one in known)
    named, collectives = frozenset(units), _collectives(campaign)

    def may_file(unit: str) -> bool:
        if anybody or not unit or not named or unit in named:
            return True
        return not named.isdisjoint(collectives.get(unit, frozenset()))

    return may_file


def who_may_file(campaign: Campaign, duty: Duty) -> Callable[[str], bool]:
    """Whether a delivery by a unit (its one name, or none) counts for any party of a duty."""
    owing = parties(campaign, duty)
    if duty.each:
        return frozenset(name for party in owing for name in party).__contains__
    return _may_file(campaign, owing[0])


def delivered(campaign: Campaign, duty: Duty, units: tuple[str, ...], due_periods: DutyPeriods, day: int) -> Given:
    """The days of delivery up to ``day``, sorted, by the place of the period to which each belongs."""
    by = duty.met_by
    shown = _inspected(campaign, by.inspections, by.people_at_least or 0, due_periods, day) if by else {}
    found: dict[int, list[int]] = {}
    for one in filed_by(campaign, duty, units):
        if one.day <= day and (place := due_periods.place(one.period, one.day)) is not None:
            found.setdefault(place, []).append(one.day)
    if not found:
        return shown
    return {**shown} | {place: sorted([*days, *shown.get(place, ())]) for place, days in found.items()}


@lru_cache(maxsize=64)
def _inspected(campaign: Campaign, kind: str, people: int, due_periods: DutyPeriods, day: int) -> Given:
    """The days up to ``day`` of inspections of a kind with so many people, one for each, by the place of the period."""
    found: dict[int, list[int]] = {}
    for when, looks in _looks(campaign, kind, people, day):
        if (place := due_periods.place("", when)) is not None:
            found.setdefault(place, []).extend([when] * looks)
    return found


@lru_cache(maxsize=64)
def _looks(campaign: Campaign, kind: str, people: int, day: int) -> Sequence[tuple[int, int]]:
    """The days up to ``day`` with inspections of a kind by so many people, and how many on each."""
    table = campaign.inspections
    rows = table.where("kind", (kind,)) & until(table.days["on"], day)
    if people > 0:
        rows &= holding(table.numbers["people"], lambda number: number >= people)
    return sorted(tally(table.days["on"], rows).items())
