"""Dated figures of parks, units and districts: their values day by day and year by year."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping, Sequence
from decimal import ROUND_HALF_UP, Decimal
from functools import lru_cache

from parkledger.base.periods import period_end
from parkledger.compute.curves import Curve
from parkledger.model.columns import NEVER
from parkledger.model.criteria import Ratio
from parkledger.model.ledger import Campaign


def half_up(value: Decimal, digits: int) -> Decimal:
    """Round half-up, as printed tables do."""
    return value.quantize(Decimal(1).scaleb(-digits), rounding=ROUND_HALF_UP)


def names_in(text: str) -> list[str]:
    """The names that a cell lists, with 、 or ; between them."""
    return [name for name in re.split(r"[、;；,，]", text) if name.strip()]


@lru_cache(maxsize=32)
def _dated(campaign: Campaign) -> Mapping[str, list[tuple[int, str, Decimal, str]]]:
    """By indicator: day, subject, value and period of each figure, in order of days.

    A figure without a day is known at the end of its period.
    """
    table = campaign.indicators
    found: dict[str, list[tuple[int, str, Decimal, str]]] = {}
    for row, (name, subject) in enumerate(zip(table.texts["indicator"], table.texts["subject"], strict=True)):
        day, value, period = table.days["on"][row], table.numbers["value"][row], table.texts["period"][row]
        if day == NEVER and period:
            day = period_end(period).toordinal()
        if day != NEVER and value is not None:
            who = campaign.unit(campaign.park_names.get(subject, subject))
            found.setdefault(name, []).append((day, who, value, period))
    return {name: sorted(figures, key=lambda one: one[0]) for name, figures in found.items()}


@lru_cache(maxsize=32)
def _places(campaign: Campaign, name: str) -> Mapping[str, Sequence[int]]:
    """By subject the places of its figures of an indicator: each of a thousand groups looks at its own."""
    found: dict[str, list[int]] = {}
    for place, (_, who, _, _) in enumerate(_dated(campaign).get(name, ())):
        found.setdefault(who, []).append(place)
    return found


class _Sum:
    """A sum of which one number after the other is replaced, with as many decimals as those that are in it have."""

    def __init__(self) -> None:
        self._exact = Decimal(0)
        self._digits: Counter[int] = Counter()

    def put(self, value: Decimal, instead: Decimal | None) -> None:
        """A number comes in, instead of another or besides."""
        self._exact += value - (instead or 0)
        self._digits[_decimals(value)] += 1
        if instead is not None:
            self._digits[_decimals(instead)] -= 1

    @property
    def total(self) -> Decimal:
        """The sum."""
        return self._exact.quantize(Decimal(1).scaleb(-max(digits for digits, many in self._digits.items() if many)))


def _decimals(value: Decimal) -> int:
    return max(-int(value.as_tuple().exponent), 0)


def indicator_curve(campaign: Campaign, name: str, subjects: Sequence[str]) -> Curve | None:
    """The latest value of an indicator, summed over its subjects, from each day on which one is known."""
    figures, places = _dated(campaign).get(name, ()), _places(campaign, name)
    last: dict[str, Decimal] = {}
    values: dict[int, Decimal] = {}
    summed = _Sum()
    for place in sorted(place for who in dict.fromkeys(subjects) for place in places.get(who, ())):
        day, who, value, _ = figures[place]
        summed.put(value, last.get(who))
        last[who] = value
        values[day] = summed.total
    days = sorted(values)
    return Curve(values[days[0]], days, [values[day] for day in days]) if days else None


def ratio_curve(campaign: Campaign, ratio: Ratio, subjects: Sequence[str]) -> Curve | None:
    """The share of indicators in another one, from the day on which all of them are known; the least with ``each``."""
    parts = [indicator_curve(campaign, name, subjects) for name in ratio.of]
    whole = indicator_curve(campaign, ratio.to, subjects)
    known = [part for part in parts if part is not None]
    if whole is None or len(known) < len(parts):
        return None
    first = max(part.days[0] for part in (*known, whole))
    days = sorted({first} | {day for part in (*known, whole) for day in part.days if day >= first})
    values = []
    for day in days:
        shares = [part.at(day) / whole.at(day) if whole.at(day) else Decimal(0) for part in known]
        values.append(min(shares) if ratio.each else sum(shares, Decimal(0)))
    return Curve(values[0], days, values)


def yearly(campaign: Campaign, name: str, day: int) -> Mapping[str, Mapping[int, Decimal]]:
    """Subject → year → the figure of that year, as far as figures are known on a day."""
    found: dict[str, dict[int, Decimal]] = {}
    for known, who, value, period in _dated(campaign).get(name, ()):
        if known <= day and re.fullmatch(r"\d{4}", period, flags=re.ASCII):
            found.setdefault(who, {})[int(period)] = value
    return found
