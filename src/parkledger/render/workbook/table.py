"""One table of a sheet: its head, its rows, its totals, and the rules that colour it."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

from openpyxl.utils import get_column_letter

from parkledger.render.labels import head, word
from parkledger.render.safe import visible
from parkledger.render.workbook import layout
from parkledger.render.workbook.rules import add_bars, add_lights
from parkledger.render.workbook.sheet import SheetWriter
from parkledger.render.workbook.styles import DAY, SHARE, Look, look_of
from parkledger.render.workbook.values import Native, decimals, lines_of, native, number_format
from parkledger.render.workbook.xml import Place
from parkledger.reports.report import Bar, Cell, Say, Section, Tone

SIDES = {"day": "center", "word": "center", "number": "right"}
HEAD_AIR = 6.0
"""Points that a header row is higher than its lines."""
HEADING = Look(bold=True, boxed=True, fill="total")
_Key = tuple[Tone, str, str | None, bool, bool, bool]


class Table:
    """A table on its way into a sheet. One that is narrower than the sheet spreads its last text over what is left."""

    def __init__(self, writer: SheetWriter, section: Section, need: layout.Measured) -> None:
        self.writer = writer
        self.section = section
        self.need = need
        columns = len(section.columns)
        self.spread = need.spread and columns < len(writer.across)
        self.widths = list(writer.across[:columns])
        if self.spread:
            self.widths[-1] = sum(writer.across[columns - 1 :])
        self.sums = {place: Decimal(0) for place, one in enumerate(section.columns) if one.summed}
        self.filtered = True
        """Whether nothing stands in the way of a filter: no headings, no cells of several rows."""
        self._sides = [SIDES.get(one.kind, "left") for one in section.columns]
        self._looks: dict[_Key, int] = {}
        self._owed: list[int] = []

    @property
    def free(self) -> int:
        """The columns of the sheet that are left beside the table."""
        return 0 if self.spread else len(self.writer.across) - len(self.widths)

    def height(self) -> float:
        """Points of the header, all rows and the totals. Only for short tables."""
        rows = [*self.section.rows, self.section.totals] if self.section.totals else self.section.rows
        return self.head_height + sum(layout.height_of(self._row_lines(row)) for row in rows)

    def _row_lines(self, row: tuple[Cell, ...] | Say) -> int:
        if isinstance(row, Say):
            return 1
        texts = ((native(cell.value, self.writer.lang), wide) for cell, wide in zip(row, self.widths, strict=True))
        return max((lines_of(text, wide) for text, wide in texts if isinstance(text, str)), default=1)

    @property
    def heads(self) -> list[str]:
        """The headers of the columns."""
        return [visible(head(column, self.writer.lang)) for column in self.section.columns]

    @property
    def head_height(self) -> float:
        """Points of the header row."""
        lines = max(lines_of(text, wide + 1) for text, wide in zip(self.heads, self.widths, strict=True))
        return layout.height_of(lines) + HEAD_AIR

    def head(self) -> float:
        """The header row; returns its height in points."""
        style = self.writer.styles.number(Look(ink="head", fill="head", bold=True, side="center", boxed=True))
        self._write([(text, style) for text in self.heads], self.head_height)
        return self.head_height

    def _write(
        self, places: list[Place], height: float, *, fixed: bool = True, formulas: dict[int, str] | None = None
    ) -> None:
        if self.spread:
            last = len(self.writer.across)
            first = len(places)
            places = places + [(None, places[-1][1])] * (last - first)
            row = self.writer.row + 1
            self.writer.merge(row, first, row, last)
        self.writer.write(places, height, fixed=fixed, formulas=formulas)

    def rows(self) -> None:
        """The rows, each with its merges and tones."""
        lang = self.writer.lang
        lit = [one is not None for one in self.need.lights]
        for row in self.section.rows:
            if isinstance(row, Say):
                self.filtered = False
                wide = len(self.writer.across) if self.spread else len(self.widths)
                self.writer.line(word(row, lang), HEADING, boxed=wide)
                continue
            places: list[Place] = []
            lines = 1
            for place, cell in enumerate(row):
                value = native(cell.value, lang)
                places.append((value, self._style(cell, value, place, lit=lit[place])))
                if isinstance(value, str):
                    lines = max(lines, self._lines(value, self.widths[place], cell.span))
                if cell.span > 1:
                    self.filtered = False
                    self.writer.merge(self.writer.row + 1, place + 1, self.writer.row + cell.span, place + 1)
            for place in self.sums:
                part = row[place].value
                if isinstance(part, Decimal | int):
                    self.sums[place] += part
            shared = self._owed.pop(0) if self._owed else 0
            self._write(places, layout.height_of(max(lines, shared)), fixed=lines == 1 or shared > lines)

    def _lines(self, text: str, width: int, span: int) -> int:
        """Lines of a text; what spans rows shares them with the rows below, which then are as high."""
        if len(text) * 2 < width and "\n" not in text:
            return 1
        lines = lines_of(text, width)
        if span > 1 and lines > 1:
            share = -(-lines // span)
            owed = self._owed + [0] * (span - len(self._owed))
            self._owed = [max(share, one) for one in owed[:span]] + owed[span:]
            return 1
        return lines

    def _style(self, cell: Cell, value: Native, place: int, *, lit: bool = False, total: bool = False) -> int:
        shape = None
        if isinstance(value, date):
            shape = DAY
        elif isinstance(value, int | float):
            shape = SHARE if isinstance(cell.value, Bar) else number_format(_digits(value, self.need.digits[place]))
        tone: Tone = "plain" if value is None or value == "" else cell.tone
        side = "left" if total and not place else self._sides[place]
        key = (tone, side, shape, total, lit and isinstance(cell.value, Say), cell.span > 1)
        found = self._looks.get(key)
        if found is None:
            look = look_of(tone, side, shape, total=total, plain=key[4], top=key[5])
            found = self._looks[key] = self.writer.styles.number(look)
        return found

    def totals(self, first: int, last: int) -> None:
        """The totals: a sum is a formula, with its value beside it, where it is the sum of the rows."""
        places: list[Place] = []
        formulas: dict[int, str] = {}
        lines = 1
        for place, cell in enumerate(self.section.totals):
            value = native(cell.value, self.writer.lang)
            places.append((value, self._style(cell, value, place, total=True)))
            if isinstance(value, str):
                lines = max(lines, lines_of(value, self.widths[place]))
            if last >= first and isinstance(value, int | float) and self.sums.get(place) == cell.value:
                letter = get_column_letter(place + 1)
                formulas[place] = f"SUBTOTAL(9,{letter}{first}:{letter}{last})"
        self._write(places, layout.height_of(lines), fixed=lines == 1, formulas=formulas)

    def rules(self, first: int, last: int) -> None:
        """Add the conditional formats of the rows: lights by their words, bars behind numbers."""
        for place, (column, lights) in enumerate(zip(self.section.columns, self.need.lights, strict=True), 1):
            letter = get_column_letter(place)
            area = f"{letter}{first}:{letter}{last}"
            if lights:
                add_lights(self.writer.sheet, area, lights)
            if column.bar:
                cells = (row[place - 1].value for row in self.section.rows if not isinstance(row, Say))
                add_bars(self.writer.sheet, area, share=any(isinstance(one, Bar) for one in cells))


def _digits(value: float, of_column: tuple[int, bool]) -> int:
    """Digits behind the point: those of the column, for whole numbers where most of its numbers have some."""
    most, always = of_column
    return most if always or decimals(value) else 0
