"""How wide the columns are and where pages end, computed from the report before any row is written."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import NamedTuple

from parkledger.base.words import Lang
from parkledger.render.labels import head
from parkledger.render.workbook.values import MOST_ROWS, TooLarge, decimals, lines_of, native, width_of
from parkledger.reports.report import Bar, Cell, Column, Say, Section, Tone

MARGIN = 2
"""White beside a value, in units of columns, so that nothing is shown as ####."""
DAY_WIDTH = 10 + MARGIN
LEAST, MOST = {"text": 16, "name": 14, "word": 12}, {"text": 80, "name": 48, "word": 40}
"""Columns that a text keeps when paper is scarce, and those that it gets when there is enough."""
SHORT = 22
"""Columns up to which a text stays in one line: a credit code, the name of a park."""
SAMPLE, STEP = 200, 2
"""Rows whose heights tell how the paper is best shared, and columns that are given at once."""
PAGE = 112
"""Columns on a page of A4 landscape in type of the full size."""
SMALLER = 1.6
"""How many times as much may stand on a page before texts are wrapped: the page is then printed that much smaller."""
PICTURE, EMPTY = 48, 12
"""Columns that a picture at the right of the tables needs, and the width of the empty columns that are left for it."""
BESIDE_PICTURE = 0.7
"""The part of a page up to which the tables of a sheet leave such room: the page is then printed a little smaller."""
NARROWEST = 64
"""Columns of a sheet, so that its title stands in a line or two."""
PAGE_WIDTH, PAGE_HEIGHT = 784.0, 500.0
"""Points inside the margins of A4 landscape."""
POINTS, WHITE = 5.25, 0.7
"""Points of a column's unit, and the units of white that are part of its width, as spreadsheets draw them."""
FEWER, LEGIBLE = 1.35, 0.55
"""How many times a page a sheet may be high to be made smaller until it is one, and how small nothing is made."""
LINE, PADDING, LOW = 13.5, 4.5, 18.0
"""Points of a line of type, of the space around it, and of a row of one line."""
MOST_HEIGHT = 409.0
"""Points of the highest row that the format allows."""
SURE, UNSURE = 0.96, 0.7
"""The part of a page up to which a thing is trusted to fit: less where the page's beginning is not known."""
DISTINCT = 8
"""Words of a column that may have a rule of colour each."""


class Measured(NamedTuple):
    """A table's demands: the width that each place needs at least, that it would like, and the tones of its words.

    ``digits``: how many digits behind the point its numbers have, and whether whole numbers show them as well.
    ``sample``: of some rows the widths of their texts, by place. ``spread``: its last column is text that may take
    what is left of a wider sheet.
    """

    least: tuple[int, ...] = ()
    natural: tuple[int, ...] = ()
    lights: tuple[dict[str, Tone] | None, ...] = ()
    digits: tuple[tuple[int, bool], ...] = ()
    sample: tuple[dict[int, int], ...] = ()
    spread: bool = False


class _Place:
    """What one column of a table needs, found out cell by cell."""

    def __init__(self, column: Column, lang: Lang) -> None:
        self.kind = column.kind
        self.lang = lang
        self.width = 0
        self.numbers = 0
        self.digits = 0
        self.broken = self.whole = 0
        self.spans = False
        self.lights: dict[str, Tone] | None = {} if column.kind == "word" else None
        name = head(column, lang)
        longest = (
            max((width_of(part) for part in name.split()), default=0) if name.isascii() else min(6, width_of(name))
        )
        wide = width_of(name)
        self.head = max(min(wide, max(8, wide // 2 + 2)), longest)

    def see(self, cell: Cell) -> int:
        """Look at a cell; returns the width of its text."""
        value = cell.value
        self.spans = self.spans or cell.span > 1
        held = value if value.__class__ is str else native(value, self.lang)
        if isinstance(held, str):
            wide = width_of(held)
            self.width = max(self.width, wide)
            if self.lights is not None and isinstance(value, Say):
                self._light(held, cell.tone)
            return wide
        if isinstance(held, date):
            self.numbers = max(self.numbers, DAY_WIDTH - MARGIN)
        elif isinstance(value, Bar):
            self.numbers = max(self.numbers, 12)
        elif held is not None:
            digits = decimals(held)
            self.digits = max(self.digits, digits)
            self.whole, self.broken = self.whole + (not digits), self.broken + (digits > 0)
            self.numbers = max(self.numbers, len(f"{int(held):,}") + 1)
        return 0

    def _light(self, text: str, tone: Tone) -> None:
        assert self.lights is not None
        if self.lights.setdefault(text, tone) != tone or len(self.lights) > DISTINCT:
            self.lights = None

    def least(self) -> int:
        fixed = max(self.numbers + (self.digits + 1 if self.digits else 0), self.head) + MARGIN
        wide = self.width + MARGIN
        return max(fixed, wide if wide <= SHORT else LEAST.get(self.kind, 14))

    def natural(self) -> int:
        return max(self.least(), min(self.width + MARGIN, MOST.get(self.kind, 40)))

    def shape(self) -> tuple[int, bool]:
        return self.digits, self.broken >= self.whole


def measured(section: Section, lang: Lang) -> Measured:
    """What a section's table needs. Raises TooLarge when there are more rows than a sheet has."""
    if len(section.rows) > MOST_ROWS:
        raise TooLarge("too.many", len(section.rows), MOST_ROWS)
    places = [_Place(column, lang) for column in section.columns]
    every = len(section.rows) // SAMPLE + 1
    sample: list[dict[int, int]] = []
    for number, row in enumerate(section.rows):
        if not isinstance(row, Say):
            seen = {
                at: place.see(cell)
                for at, (place, cell) in enumerate(zip(places, row, strict=True))
                if cell.value is not None
            }
            if number % every == 0:
                sample.append(seen)
    for place, cell in zip(places, section.totals, strict=False):
        place.see(cell)
    lights = tuple(one.lights if one.lights and set(one.lights.values()) - {"plain"} else None for one in places)
    return Measured(
        tuple(one.least() for one in places),
        tuple(one.natural() for one in places),
        lights,
        tuple(one.shape() for one in places),
        tuple(sample),
        len(places) > 1 and section.columns[-1].kind == "text" and not places[-1].spans,
    )


def common(tables: Sequence[Measured]) -> Measured:
    """The demands of tables that stand below each other; what spreads over the rest of the sheet has none there."""
    across = max((len(one.least) for one in tables), default=0)
    least, natural = [0] * across, [0] * across
    sample: list[dict[int, int]] = []
    for one in tables:
        own = len(one.least) - (one.spread and len(one.least) < across)
        for at in range(own):
            least[at], natural[at] = max(least[at], one.least[at]), max(natural[at], one.natural[at])
        sample += ({at: text for at, text in row.items() if at < own} for row in one.sample)
    return Measured(tuple(least), tuple(natural), sample=tuple(sample))


def widths(need: Measured, *, pictures: bool = False) -> tuple[int, ...]:
    """The columns' widths: what they would like where the paper allows it, else as makes the rows lowest.

    Where there are pictures a narrow sheet has empty columns at its right, for them to stand in.
    """
    if not need.natural:
        return (PAGE,)
    total = sum(need.natural)
    if pictures and total <= PAGE * BESIDE_PICTURE:
        free = max(PAGE - total, PICTURE)
        return need.natural + (EMPTY,) * (free // EMPTY - 1) + (EMPTY + free % EMPTY,)
    if total <= PAGE * SMALLER:
        short = max(0, NARROWEST - total)
        return tuple(one + -(-short * one // total) for one in need.natural)
    return _shared(need)


def _shared(need: Measured) -> tuple[int, ...]:
    """Give what paper there is step by step to the column that makes the most rows higher than they need be."""
    wide = list(need.least)
    rows = [{at: text for at, text in row.items() if text > need.least[at]} for row in need.sample]
    while sum(wide) + STEP <= PAGE * SMALLER:
        wanted = [0.0] * len(wide)
        for row in rows:
            heights = {at: text / wide[at] for at, text in row.items() if wide[at] < need.natural[at]}
            if heights:
                highest = max(heights, key=heights.__getitem__)
                wanted[highest] += heights[highest]
        best = max(range(len(wide)), key=wanted.__getitem__)
        if not wanted[best]:
            break
        wide[best] += STEP
    return tuple(wide)


def height_of(lines: int, size: int = 10) -> float:
    """Points of a row of so many lines."""
    return min(MOST_HEIGHT, max(LOW, PADDING + LINE * lines * size / 10))


def text_height(text: str, width: int, size: int = 10) -> float:
    """Points of a text across so many columns."""
    return height_of(lines_of(text, max(4, width * 10 // size)), size)


def points(columns: int) -> float:
    """Points of a column of so many units, with the white that the format counts in."""
    return (columns + WHITE) * POINTS


class Pages:
    """Decides where pages end, so that a heading stays with its table and a chart is not cut in two."""

    def __init__(self, across: Sequence[int]) -> None:
        wide = sum(map(points, across))
        self.scale = min(1.0, PAGE_WIDTH / wide)
        self.room = PAGE_HEIGHT / self.scale
        self.used = 0.0
        self.repeated = 0.0
        """Points of the header that every page repeats, once it has been written."""
        self.fresh = True
        self.certain = True
        """Whether so little has been written that the reader's program will have broken at the same row."""

    def take(self, height: float) -> None:
        """Count a row that is written."""
        if not self.fresh and self.used + height > self.room:
            self.used = self.repeated
            self.certain = False
        self.used += height
        self.fresh = False

    def fits_one(self, height: float) -> bool:
        """Whether a sheet of this height is rather made a little smaller than printed on two pages."""
        return height <= self.room * FEWER and self.scale * min(1, self.room / height) >= LEGIBLE

    def left(self) -> float:
        """Points that are certainly left on the page."""
        return self.room * (SURE if self.certain else UNSURE) - self.used

    def breaks_before(self, height: float) -> bool:
        """Whether something of this height, which stays together, begins a new page."""
        if self.fresh or height <= self.left():
            return False
        self.used = self.repeated
        self.fresh = self.certain = True
        return True
