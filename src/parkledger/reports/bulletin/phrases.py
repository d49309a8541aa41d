"""Phrases that the sentences of a bulletin are made of: days, quarters, amounts, lists of names."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from datetime import date
from decimal import Decimal

from parkledger.compute.criteria import Judged
from parkledger.reports.report import Cell, Joined, Say, Value, listed, put_between

NAMED_UNITS = 3
"""Units named one by one; of more the first so many and their number."""


def long_day(day: date) -> Say:
    """A day in words: 2023年11月15日."""
    return Say("day.long", {"y": day.year, "month": Say(f"month.{day.month}"), "d": day.day})


def quarter_of(day: date) -> Say:
    """The quarter that holds a day, in words."""
    return Say("quarter.long", {"y": day.year, "q": Say(f"numeral.{(day.month + 2) // 3}")})


def chapter(number: int, title: Say) -> Say:
    """The title of a chapter: 一、总体情况."""
    return Say("numbered.chapter", {"n": Say(f"numeral.{number}"), "title": title})


def heads(parts: Iterable[tuple[Say, Sequence[Value]]]) -> tuple[Cell, ...]:
    """Parts of a chapter, each a heading （一） and its paragraphs; those without a paragraph are left out."""
    cells: list[Cell] = []
    number = 0
    for title, paragraphs in parts:
        if paragraphs:
            number += 1
            cells.append(Cell(Say("numbered.part", {"n": Say(f"numeral.{number}"), "title": title}), "strong"))
            cells += [Cell(one) for one in paragraphs]
    return tuple(cells)


def clauses(values: Iterable[Value]) -> Joined:
    """Values as clauses of a sentence, parted by semicolons."""
    return put_between(Say("joint.clause"), values)


def phrases(values: Iterable[Value]) -> Joined:
    """Values as phrases of a clause, parted by commas."""
    return put_between(Say("joint.phrase"), values)


def sentence(*values: Value) -> Joined:
    """Values side by side, closed by a full stop."""
    return Joined((*values, Say("sentence.end")))


def first_few(values: Sequence[Value], most: int, put: Callable[[Iterable[Value]], Joined] = listed) -> Value:
    """The first few of some values, put side by side; that there are more is said."""
    few = put(values[:most])
    return few if len(values) <= most else Say("and.others", {"named": few, "n": len(values)})


def units_named(units: Sequence[str]) -> Value:
    """Units by name: of many the first few and their number."""
    if len(units) > NAMED_UNITS:
        return Say("units.of", {"named": listed(units[:NAMED_UNITS]), "n": len(units)})
    return listed(units)


def quoted(text: str) -> Say:
    """A title in quotation marks; its own become inner ones."""
    return Say("quoted", {"text": text.replace("“", "‘").replace("”", "’")})


def points(number: Decimal) -> str:
    """Percentage points, always with the one digit."""
    return f"{abs(number)}"


def leading(units: Sequence[str]) -> Say:
    """Who leads."""
    return Say("bulletin.lead", {"units": units_named(units)}) if units else Say("bulletin.lead.none")


def answering(units: Sequence[str]) -> Say:
    """Who answers for a case."""
    return Say("bulletin.answers", {"units": units_named(units)}) if units else Say("bulletin.answers.none")


def amount(number: Decimal | int, unit: str | None) -> Value:
    """A number with its unit, where the plan names one."""
    return Say("amount.close", {"n": number, "unit": unit}) if unit else number


def rounded(share: float) -> Decimal:
    """A share in percent with one digit, half-up as printed tables round."""
    return (Decimal(repr(share)) * 100).quantize(Decimal("0.1"), rounding="ROUND_HALF_UP")


def share_of(part: int, whole: int) -> str:
    """A part of a whole in percent."""
    return f"{rounded(part / whole)}%"


def behind_of(one: Judged) -> Decimal | None:
    """Percentage points behind schedule of the shown figures: negative when ahead, None where nothing is scheduled."""
    if one.progress is None or one.scheduled is None:
        return None
    return rounded(one.scheduled) - rounded(one.progress)


def against_schedule(one: Judged) -> Value:
    """How progress stands against scheduled progress, in percentage points."""
    behind = behind_of(one)
    if behind is None or one.scheduled is None:
        return ""
    args = {"scheduled": f"{rounded(one.scheduled)}%", "points": points(behind)}
    key = "schedule.behind" if behind > 0 else "schedule.ahead"
    return Say(key if behind else "schedule.level", args)


def titled(title: str, key: str) -> Say:
    """A criterion by its task's title and its own id."""
    return Say("titled.criterion", {"title": title.rstrip("。；"), "id": key})
