"""Periods of recurring duties and looks: days, nights, weeks, half months, months, quarters, years.

A night belongs to the date of its evening, so nights are counted like days.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from datetime import date
from typing import NamedTuple

from parkledger.base.deadlines import month_end, parse_deadline

UNITS = ("day", "night", "week", "half_month", "month", "quarter", "year")
CHINESE = {
    "日": "day", "天": "day", "每日": "day", "每天": "day", "夜": "night", "晚": "night", "每夜": "night",
    "每晚": "night", "周": "week", "每周": "week", "半月": "half_month", "每半月": "half_month",
    "月": "month", "每月": "month", "季": "quarter", "每季": "quarter", "每季度": "quarter", "季度": "quarter",
    "年": "year", "每年": "year",
}  # fmt: skip
LONGEST = 40
"""Characters of a rhythm or a period: in a longer text the patterns would try every split of its blanks."""
_MONTHS = {"month": 1, "quarter": 3, "year": 12}
_DAYS = {"day": 1, "night": 1, "week": 7}


def later(day: date, days: int) -> date:
    """So many days later, at most the last day of the calendar."""
    return date.fromordinal(min(day.toordinal() + days, date.max.toordinal()))


class Every(NamedTuple):
    """A rhythm: ``number`` units, such as one quarter or 10 days."""

    unit: str
    number: int = 1

    def __str__(self) -> str:
        return self.unit if self.number == 1 else f"{self.number} {self.unit}"

    def after(self, start: date) -> date:
        """The last day on which something done on ``start`` is still recent enough."""
        if self.unit in _DAYS:
            return later(start, _DAYS[self.unit] * self.number)
        if self.unit == "half_month":
            return later(start, 15 * self.number)
        months = start.year * 12 + start.month - 1 + _MONTHS[self.unit] * self.number
        year, month = divmod(months, 12)
        if year > date.max.year:
            return date.max
        return date(year, month + 1, min(start.day, month_end(year, month + 1).day))


class Period(NamedTuple):
    """One period of a rhythm: its ``label`` as filings write it (``2021-07``, ``2021-Q3``), both days included."""

    first: date
    last: date
    label: str


def parse_every(text: str) -> Every:
    """Read a rhythm: ``month``, ``每季度``, ``10天``, ``10 day``. Raises ValueError when it is none."""
    plain = text.strip()
    if len(plain) > LONGEST:
        raise ValueError("too long for a rhythm")
    if plain in UNITS:
        return Every(plain)
    if plain in CHINESE:
        return Every(CHINESE[plain])
    if found := re.fullmatch(r"每?(\d{1,3})\s*个?\s*(\S+)", plain, flags=re.ASCII):
        unit = CHINESE.get(found[2], found[2])
        if unit in UNITS and unit != "half_month" and int(found[1]) > 0:
            return Every(unit, int(found[1]))
    raise ValueError("not a rhythm")


def period_of(unit: str, day: date) -> Period:
    """The period of this unit that holds the day."""
    if unit in ("day", "night"):
        return Period(day, day, day.isoformat())
    if unit == "week":
        first = date.fromordinal(day.toordinal() - day.weekday())
        iso = day.isocalendar()
        return Period(first, later(day, 6 - day.weekday()), f"{iso.year}-W{iso.week:02d}")
    if unit == "half_month":
        half = 1 if day.day <= 15 else 2
        first = day.replace(day=1 if half == 1 else 16)
        last = day.replace(day=15) if half == 1 else month_end(day.year, day.month)
        return Period(first, last, f"{day.year}-{day.month:02d}-H{half}")
    if unit == "month":
        return Period(day.replace(day=1), month_end(day.year, day.month), f"{day.year}-{day.month:02d}")
    if unit == "quarter":
        quarter = (day.month + 2) // 3
        return Period(date(day.year, quarter * 3 - 2, 1), month_end(day.year, quarter * 3), f"{day.year}-Q{quarter}")
    return Period(date(day.year, 1, 1), date(day.year, 12, 31), f"{day.year}")


def periods(unit: str, effective: date, until: date) -> Iterator[Period]:
    """Periods that begin on or after ``effective``, up to the one that holds ``until``."""
    period = period_of(unit, effective)
    while period.first <= until:
        if period.first >= effective:
            yield period
        if period.last == date.max:
            return
        period = period_of(unit, later(period.last, 1))


LABELS = (
    (r"(\d{4})-(\d{2})-(\d{2})", lambda y, m, d: f"{y}-{m}-{d}"),
    (r"(\d{4})-(\d{2})-H([12])", lambda y, m, h: f"{y}-{m}-H{h}"),
    (r"(\d{4})年(\d{1,2})月(上|下)半月", lambda y, m, h: f"{y}-{int(m):02d}-H{'上下'.index(h) + 1}"),
    (r"(\d{4})-(\d{2})", lambda y, m: f"{y}-{m}"),
    (r"(\d{4})年(\d{1,2})月", lambda y, m: f"{y}-{int(m):02d}"),
    (r"(\d{4})-?Q([1-4])", lambda y, q: f"{y}-Q{q}"),
    (r"(\d{4})年(?:第)?([一二三四])季度", lambda y, q: f"{y}-Q{'一二三四'.index(q) + 1}"),
    (r"(\d{4})-W(\d{2})", lambda y, w: f"{y}-W{w}"),
    (r"(\d{4})年?(?:度)?", lambda y: y),
)


def parse_period_label(text: str) -> str:
    """Read the label of a period as filings write it, in its one spelling.

    Raises ValueError when it is none, or names a period that does not exist.
    """
    plain = text.strip()
    for pattern, spell in LABELS if len(plain) <= LONGEST else ():
        if found := re.fullmatch(pattern, plain, flags=re.ASCII):
            label = spell(*found.groups())
            period_end(label)
            return label
    raise ValueError("not a period")


def period_end(label: str) -> date:
    """The last day of a period by its label. Raises ValueError for a label that names no period."""
    if found := re.fullmatch(r"(\d{4})-W(\d{2})", label, flags=re.ASCII):
        return later(date.fromisocalendar(int(found[1]), int(found[2]), 1), 6)
    if found := re.fullmatch(r"(\d{4})-(\d{2})-H([12])", label, flags=re.ASCII):
        year, month = int(found[1]), int(found[2])
        return date(year, month, 15) if found[3] == "1" else month_end(year, month)
    deadline = parse_deadline(label)
    if deadline.day is None:
        raise ValueError("not a period")
    return deadline.day


def months_between(start: date, end: date) -> int:
    """Calendar months from the month of ``start`` to the month of ``end``, both counted."""
    return (end.year - start.year) * 12 + end.month - start.month + 1


def label_after(label: str, every: Every) -> str:
    """The label of the period that follows in a rhythm. Raises ValueError for a label that names no period."""
    for _ in range(every.number):
        label = period_of(every.unit, later(period_end(label), 1)).label
    return label


def runs(labels: Sequence[str], every: Every) -> Iterator[tuple[str, ...]]:
    """The labels in the same order, those that follow one another together; what is no period stands alone."""
    run: list[str] = []
    following = ""
    for label in labels:
        if run and label != following:
            yield tuple(run)
            run = []
        run.append(label)
        try:
            following = label_after(label, every)
        except ValueError:
            following = ""
    if run:
        yield tuple(run)
