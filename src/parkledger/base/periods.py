"""Periods of recurring duties and looks: days, nights, weeks, half months, months, quarters, years.

A night belongs to the date of its evening, so nights are counted like days.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from datetime import date
from typing import NamedTuple, overload

from parkledger.base.deadlines import month_end, parse_deadline

UNITS = ("day", "night", "week", "half_month", "month", "quarter", "year")
CHINESE = {
    "日": "day", "天": "day", "每日": "day", "每天": "day", "夜": "night", "晚": "night", "每夜": "night",
    "每晚": "night", "周": "week", "每周": "week", "半月": "half_month", "每半月": "half_month",
    "月": "month", "每月": "month", "季": "quarter", "每季": "quarter", "每季度": "quarter", "季度": "quarter",
    "年": "year", "每年": "year",
}  # fmt: skip
LONGEST = 40
"""Characters of the longest rhythm or period: in longer texts the patterns would try every split of their blanks."""
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


def _number(unit: str, day: date) -> int:
    """The number of the period that holds a day: of one that follows another it is greater by one."""
    if unit in _DAYS:
        return (day.toordinal() - 1) // _DAYS[unit]  # the calendar begins on a Monday
    months = day.year * 12 + day.month - 1
    return months * 2 + (day.day > 15) if unit == "half_month" else months // _MONTHS[unit]


def _first_day(unit: str, number: int) -> date:
    """The first day of the period of this number."""
    if unit in _DAYS:
        return date.fromordinal(number * _DAYS[unit] + 1)
    months, second = divmod(number, 2) if unit == "half_month" else (number * _MONTHS[unit], 0)
    return date(months // 12, months % 12 + 1, 16 if second else 1)


class Periods(Sequence[Period]):
    """The periods of a rhythm that begin on or after ``effective``, up to the one that holds ``until``.

    Each is worked out from its place when it is asked for: of days there are millions. One of several units is called
    by its first unit's label; the last may still be running.
    """

    def __init__(self, every: Every, effective: date, until: date) -> None:
        self.every = every
        self._first = _number(every.unit, effective) + (period_of(every.unit, effective).first < effective)
        self._size = max(-(-(_number(every.unit, until) + 1 - self._first) // every.number), 0)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Periods) and self._key == other._key

    def __hash__(self) -> int:
        return hash(self._key)

    @property
    def _key(self) -> tuple[object, ...]:
        return self.every, self._first, self._size

    def __len__(self) -> int:
        return self._size

    @overload
    def __getitem__(self, place: int) -> Period: ...
    @overload
    def __getitem__(self, place: slice) -> Sequence[Period]: ...
    def __getitem__(self, place: int | slice) -> Period | Sequence[Period]:
        places = range(self._size)[place]
        return self._at(places) if isinstance(places, int) else [self._at(one) for one in places]

    def _at(self, place: int) -> Period:
        unit, number = self.every
        begin = self._first + place * number
        first = period_of(unit, _first_day(unit, begin))
        if number == 1:
            return first
        end = min(begin + number - 1, _number(unit, date.max))
        return Period(first.first, period_of(unit, _first_day(unit, end)).last, first.label)

    def ended_before(self, day: date) -> int:
        """How many of the periods have ended before a day."""
        return min(max((_number(self.every.unit, day) - self._first) // self.every.number, 0), self._size)

    def place_of(self, day: date) -> int | None:
        """The place of the period that holds a day; None where none of them does."""
        place = (_number(self.every.unit, day) - self._first) // self.every.number
        return place if 0 <= place < self._size else None


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
    """The labels in the same order, in runs of periods that follow one another; any other label is a run of its own."""
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
