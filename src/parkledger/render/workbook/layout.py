"""How wide the columns are and what stands on which page: worked out from the report before a row is written."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import NamedTuple

from parkledger.base.words import Lang
from parkledger.render.labels import head
from parkledger.render.workbook.values import MOST_ROWS, TooLarge, lines_of, native, number_width, width_of
from parkledger.reports.report import Bar, Cell, Column, Say, Section, Tone

MARGIN = 2
"""Columns of white beside a value, so that nothing shows as ####."""
DAY_WIDTH = 10 + MARGIN
LEAST, MOST = {"text": 24, "name": 16, "word": 14}, {"text": 80, "name": 48, "word": 40}
"""Columns that a text keeps when paper is scarce, and those that it gets when there is enough."""
PAGE = 112
"""Columns on a page of A4 landscape in type of the full size."""
SMALLER = 1.4
"""How many times as much may stand on a page before texts are wrapped: the page is then printed that much smaller."""
NARROWEST = 64
"""Columns of a sheet, so that its title stands in a line or two."""
PAGE_WIDTH, PAGE_HEIGHT = 784.0, 500.0
"""Points inside the margins of A4 landscape."""
POINTS = 5.25
"""Points of a column's unit, and of its white, as spreadsheets draw them with their usual type."""
LINE, PADDING, LOW = 13.5, 4.5, 18.0
"""Points of a line of type, of what is around it, of a row of one line."""
MOST_HEIGHT = 409.0
"""Points of the highest row of the format."""
SURE, UNSURE = 0.97, 0.7
"""The part of a page up to which a thing is trusted to fit: less where the page's beginning is not known."""
DISTINCT = 8
"""Words of a column that may have a rule of colour each."""


class Measured(NamedTuple):
    """A table's demands: the width that each place needs at least, that it would like, and the tones of its words."""

    least: tuple[int, ...] = ()
    natural: tuple[int, ...] = ()
    lights: tuple[dict[str, Tone] | None, ...] = ()


class _Place:
    """What one column of a table needs, seen cell by cell."""

    def __init__(self, column: Column, lang: Lang) -> None:
        self.kind = column.kind
        self.lang = lang
        self.width = 0
        self.numbers = 0
        self.lights: dict[str, Tone] | None = {} if column.kind == "word" else None
        name = head(column, lang)
        longest = max((width_of(part) for part in name.split()), default=0) if name.isascii() else 6
        self.head = max(min(width_of(name), max(8, width_of(name) // 2 + 1)), longest)

    def see(self, cell: Cell) -> None:
        value = cell.value
        if value.__class__ is str:
            self.width = max(self.width, width_of(value))
            if self.lights and cell.tone != "plain":
                self.lights = None
            return
        held = native(value, self.lang)
        if isinstance(held, str):
            self.width = max(self.width, width_of(held))
            if self.lights is not None and isinstance(value, Say):
                self._light(held, cell.tone)
        elif isinstance(held, date):
            self.numbers = max(self.numbers, DAY_WIDTH - MARGIN)
        elif held is not None:
            self.numbers = max(self.numbers, 12 if isinstance(value, Bar) else number_width(held))

    def _light(self, text: str, tone: Tone) -> None:
        assert self.lights is not None
        if self.lights.setdefault(text, tone) != tone or len(self.lights) > DISTINCT:
            self.lights = None

    def least(self) -> int:
        fixed = max(self.numbers, self.head) + MARGIN
        return max(fixed, min(self.width + MARGIN, LEAST.get(self.kind, 14)))

    def natural(self) -> int:
        return max(self.least(), min(self.width + MARGIN, MOST.get(self.kind, 40)))


def measured(section: Section, lang: Lang) -> Measured:
    """What a section's table needs. Raises TooLarge when there are more rows than a sheet has."""
    if len(section.rows) > MOST_ROWS:
        raise TooLarge("too.many", len(section.rows), MOST_ROWS)
    places = [_Place(column, lang) for column in section.columns]
    for row in section.rows:
        if not isinstance(row, Say):
            for place, cell in zip(places, row, strict=True):
                if cell.value is not None:
                    place.see(cell)
    for place, cell in zip(places, section.totals, strict=False):
        place.see(cell)
    lights = tuple(one.lights if one.lights and set(one.lights.values()) - {"plain"} else None for one in places)
    return Measured(tuple(one.least() for one in places), tuple(one.natural() for one in places), lights)


def common(tables: Sequence[Measured]) -> Measured:
    """The demands of tables that stand below each other."""
    across = max((len(one.least) for one in tables), default=0)

    def widest(of: Sequence[tuple[int, ...]]) -> tuple[int, ...]:
        return tuple(max((one[place] for one in of if place < len(one)), default=0) for place in range(across))

    return Measured(widest([one.least for one in tables]), widest([one.natural for one in tables]))


def widths(need: Measured) -> tuple[int, ...]:
    """The columns' widths: what they would like where the paper allows it, else texts give way, the widest first."""
    if not need.natural:
        return (PAGE,)
    total = sum(need.natural)
    if total <= PAGE * SMALLER:
        short = max(0, NARROWEST - total)
        return tuple(one + -(-short * one // total) for one in need.natural)
    low, high = 0, max(need.natural)
    while low < high:
        cap = (low + high + 1) // 2
        if sum(_capped(need, cap)) <= PAGE * SMALLER:
            low = cap
        else:
            high = cap - 1
    return _capped(need, low)


def _capped(need: Measured, cap: int) -> tuple[int, ...]:
    return tuple(max(least, min(natural, cap)) for least, natural in zip(need.least, need.natural, strict=True))


def height_of(lines: int, size: int = 10) -> float:
    """Points of a row of so many lines."""
    return min(MOST_HEIGHT, max(LOW, PADDING + LINE * lines * size / 10))


def text_height(text: str, width: int, size: int = 10) -> float:
    """Points of a text across so many columns."""
    return height_of(lines_of(text, max(4, width * 10 // size)), size)


class Pages:
    """Where the pages end, so that a heading stays with its table and a chart is not cut in two."""

    def __init__(self, across: Sequence[int]) -> None:
        wide = sum(one + 0.7 for one in across) * POINTS
        self.scale = min(1.0, PAGE_WIDTH / wide)
        self.width = wide
        self.room = PAGE_HEIGHT / self.scale
        self.used = 0.0
        self.repeated = 0.0
        """Points of the header that every page repeats, once it has been written."""
        self.fresh = True
        self.certain = True
        """Whether so little has been written that the reader's program will have broken at the same row."""

    def take(self, height: float) -> None:
        """A row is written."""
        if not self.fresh and self.used + height > self.room:
            self.used = self.repeated
            self.certain = False
        self.used += height
        self.fresh = False

    def breaks_before(self, height: float) -> bool:
        """Whether something of this height, which stays together, begins a new page."""
        if self.fresh or self.used + height <= self.room * (SURE if self.certain else UNSURE):
            return False
        self.used = self.repeated
        self.fresh = self.certain = True
        return True
