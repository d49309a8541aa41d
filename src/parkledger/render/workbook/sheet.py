"""One sheet, written from top to bottom: heading, sentences, links, tables, totals, room for charts."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date
from decimal import Decimal

from openpyxl.utils import get_column_letter
from openpyxl.worksheet.hyperlink import Hyperlink
from openpyxl.worksheet.pagebreak import Break
from openpyxl.worksheet.worksheet import Worksheet

from parkledger.base.words import Lang
from parkledger.render.labels import head, word
from parkledger.render.safe import visible
from parkledger.render.workbook import charts, layout
from parkledger.render.workbook.rules import add_bars, add_lights
from parkledger.render.workbook.styles import DAY, SHARE, SIZE, Look, Styles, look_of
from parkledger.render.workbook.values import (
    MOST_ROWS,
    Native,
    TooLarge,
    lines_of,
    native,
    number_format,
)
from parkledger.render.workbook.xml import Place, row_xml
from parkledger.reports.report import Bar, Cell, Chart, Column, Say, Section, Tone

HIGHEST_FROZEN = 220.0
"""Points that may stay in sight above a table that is scrolled: more would leave no room for its rows."""
LINK_WIDTH = 14
"""Columns that a link to another sheet takes at the least."""
SIDES = {"day": "center", "word": "center", "number": "right"}
KEPT_TOGETHER, FIRST_ROWS = 40, 3
"""Rows of a table that is moved to the next page rather than cut; of a longer one what stays with its header."""


class SheetWriter:
    """Writes rows to ``emit``; what belongs to the sheet as a whole is set on ``sheet`` and kept in its lists."""

    def __init__(
        self, sheet: Worksheet, styles: Styles, across: Sequence[int], lang: Lang, emit: Callable[[str], None]
    ) -> None:
        self.sheet = sheet
        self.styles = styles
        self.across = across
        self.lang = lang
        self.emit = emit
        self.row = 0
        self.height = 0.0
        self.pages = layout.Pages(across)
        self.merges: list[str] = []
        self.links: list[Hyperlink] = []
        self._looks: dict[tuple[Tone, str, str | None, bool, bool], int] = {}
        self._pending: list[int] = []

    def _write(
        self, places: list[Place], height: float, *, fixed: bool = True, formulas: dict[int, str] | None = None
    ) -> None:
        self.row += 1
        if self.row > MOST_ROWS:
            raise TooLarge("too.many", self.row, MOST_ROWS)
        self.height += height
        self.pages.take(height)
        self.emit(row_xml(self.row, height, fixed, places, formulas))

    def _merge(self, row: int, first: int, last_row: int, last: int) -> None:
        if (row, first) != (last_row, last):
            self.merges.append(f"{get_column_letter(first)}{row}:{get_column_letter(last)}{last_row}")

    def line(self, text: str, look: Look, *, boxed: int = 0) -> None:
        """A line of text across the sheet, or across the first ``boxed`` columns of a table."""
        wide = boxed or len(self.across)
        style = self.styles.number(look)
        height = layout.text_height(text, sum(self.across[:wide]), look.size)
        if look.size > SIZE:
            height += look.size / 2
        places: list[Place] = [(visible(text), style)]
        self._write(places + [(None, style)] * (wide - 1 if look.boxed else 0), height)
        self._merge(self.row, 1, self.row, wide)

    def gap(self) -> None:
        """An empty row, but not at the top of a page."""
        if not self.pages.fresh:
            self._write([], layout.LOW / 2)

    def link_grid(self, names: Sequence[str]) -> None:
        """Links to the other sheets, side by side."""
        style = self.styles.number(Look(ink="link", side="center", boxed=True))
        slots: list[tuple[int, int]] = []
        first = wide = 0
        for place, one in enumerate(self.across):
            wide += one
            if wide >= LINK_WIDTH:
                slots.append((first, place))
                first, wide = place + 1, 0
        if not slots:
            slots.append((0, len(self.across) - 1))
        for start in range(0, len(names), len(slots)):
            texts = names[start : start + len(slots)]
            places: list[Place] = []
            lines = 1
            for (left, right), text in zip(slots, texts, strict=False):
                places += [(text, style)] + [(None, style)] * (right - left)
                lines = max(lines, lines_of(text, sum(self.across[left : right + 1])))
            self._write(places, layout.height_of(lines))
            for (left, right), name in zip(slots, texts, strict=False):
                at = f"{get_column_letter(left + 1)}{self.row}"
                self.links.append(Hyperlink(ref=at, location=f"'{name.replace(chr(39), chr(39) * 2)}'!A1"))
                self._merge(self.row, left + 1, self.row, right + 1)

    def section(self, section: Section, need: layout.Measured, *, alone: bool, start: Callable[[], None]) -> None:
        """A section: its title, its sentences, its table, its pictures. ``alone``: it is the sheet's only table."""
        self._keep_together(section, alone=alone)
        if section.heading is not None:
            self.line(word(section.heading, self.lang), Look(bold=True, size=12, title=True))
        for cell in section.text:
            self.line(word(cell.value, self.lang), Look(ink=cell.tone, bold=cell.tone == "strong"))
        if not section.columns:
            return
        top = self._head(section.columns, repeated=alone)
        if alone and self.height <= HIGHEST_FROZEN:
            self.sheet.freeze_panes = f"A{top + 1}"
        start()
        sums, filtered = self._rows(section, need)
        last = self.row
        if section.totals:
            self._totals(section, top + 1, last, sums)
        self._rules(section, need, top + 1, last)
        if alone and filtered and last > top + 1:
            self.sheet.auto_filter.ref = f"A{top}:{get_column_letter(len(section.columns))}{last}"
        for chart in section.charts if last > top else ():
            self._chart(chart, section, top, last)

    def _keep_together(self, section: Section, *, alone: bool) -> None:
        """A table that fits on a page is not cut in two; a longer one begins with its first rows below its header."""
        rows = 0.0
        for number, row in enumerate(section.rows):
            rows += layout.height_of(self._row_lines(row)) if not isinstance(row, Say) else layout.LOW
            if number == (FIRST_ROWS if alone else KEPT_TOGETHER):
                break
        above = layout.LOW * (len(section.text) + 4)
        if above + rows > self.pages.room:
            rows = layout.LOW * FIRST_ROWS
        if self.pages.breaks_before(above + rows):
            self.sheet.row_breaks.append(Break(id=self.row))

    def _row_lines(self, row: tuple[Cell, ...]) -> int:
        texts = ((native(cell.value, self.lang), wide) for cell, wide in zip(row, self.across, strict=False))
        return max((lines_of(text, wide) for text, wide in texts if isinstance(text, str)), default=1)

    def _head(self, columns: tuple[Column, ...], *, repeated: bool) -> int:
        style = self.styles.number(Look(ink="head", fill="head", bold=True, side="center", boxed=True))
        texts = [visible(head(column, self.lang)) for column in columns]
        lines = max(lines_of(text, wide + 1) for text, wide in zip(texts, self.across, strict=False))
        height = layout.height_of(lines) + 6
        self._write([(text, style) for text in texts], height)
        if repeated:
            self.sheet.print_title_rows = f"{self.row}:{self.row}"
            self.pages.repeated = height
        return self.row

    def _rows(self, section: Section, need: layout.Measured) -> tuple[dict[int, Decimal], bool]:
        """The rows; returns the sums of the columns that have one, and whether the table can be filtered."""
        columns = section.columns
        sides = [SIDES.get(one.kind, "left") for one in columns]
        lit = [one is not None for one in need.lights]
        sums = {place: Decimal(0) for place, one in enumerate(columns) if one.summed}
        filtered = True
        heading = Look(bold=True, boxed=True, fill="total")
        for row in section.rows:
            if isinstance(row, Say):
                filtered = False
                self.line(word(row, self.lang), heading, boxed=len(columns))
                continue
            places: list[Place] = []
            lines = 1
            for place, cell in enumerate(row):
                value = native(cell.value, self.lang)
                places.append((value, self._style(cell, value, sides[place], lit=lit[place])))
                if isinstance(value, str):
                    lines = max(lines, self._lines(value, self.across[place], cell.span))
                if cell.span > 1:
                    filtered = False
                    self._merge(self.row + 1, place + 1, self.row + cell.span, place + 1)
            for place in sums:
                part = row[place].value
                if isinstance(part, Decimal | int):
                    sums[place] += part
            self._table_row(places, lines)
        return sums, filtered

    def _lines(self, text: str, width: int, span: int) -> int:
        """Lines of a text; what spans rows shares them with the rows below, which then are as high."""
        if len(text) * 2 < width and "\n" not in text:
            return 1
        lines = lines_of(text, width)
        if span > 1 and lines > 1:
            share = -(-lines // span)
            owed = self._pending + [0] * (span - len(self._pending))
            self._pending = [max(share, one) for one in owed[:span]] + owed[span:]
            return 1
        return lines

    def _table_row(self, places: list[Place], lines: int) -> None:
        shared = self._pending.pop(0) if self._pending else 0
        self._write(places, layout.height_of(max(lines, shared)), fixed=lines == 1 or shared > 0)

    def _style(self, cell: Cell, value: Native, side: str, *, lit: bool = False, total: bool = False) -> int:
        shape = None
        if isinstance(value, date):
            shape = DAY
        elif isinstance(value, int | float):
            shape = SHARE if isinstance(cell.value, Bar) else number_format(value)
        plain = lit and isinstance(cell.value, Say)
        key = (cell.tone, side, shape, total, plain)
        found = self._looks.get(key)
        if found is None:
            look = look_of(cell.tone, side, shape, total=total, plain=plain)
            found = self._looks[key] = self.styles.number(look)
        return found

    def _totals(self, section: Section, first: int, last: int, sums: dict[int, Decimal]) -> None:
        """The totals: a sum is a formula, with its value beside it, where it is the sum of the rows."""
        places: list[Place] = []
        formulas: dict[int, str] = {}
        lines = 1
        for place, (cell, column) in enumerate(zip(section.totals, section.columns, strict=True)):
            value = native(cell.value, self.lang)
            side = SIDES.get(column.kind, "left") if place else "left"
            places.append((value, self._style(cell, value, side, total=True)))
            if isinstance(value, str):
                lines = max(lines, lines_of(value, self.across[place]))
            if last >= first and isinstance(value, int | float) and sums.get(place) == cell.value:
                letter = get_column_letter(place + 1)
                formulas[place] = f"SUBTOTAL(9,{letter}{first}:{letter}{last})"
        self._write(places, layout.height_of(lines), fixed=lines == 1, formulas=formulas)

    def _rules(self, section: Section, need: layout.Measured, first: int, last: int) -> None:
        if last < first:
            return
        for place, (column, lights) in enumerate(zip(section.columns, need.lights, strict=True), 1):
            letter = get_column_letter(place)
            area = f"{letter}{first}:{letter}{last}"
            if lights:
                add_lights(self.sheet, area, lights)
            if column.bar:
                share = any(not isinstance(row, Say) and isinstance(row[place - 1].value, Bar) for row in section.rows)
                add_bars(self.sheet, area, share=share)

    def _chart(self, chart: Chart, section: Section, top: int, last: int) -> None:
        """Empty rows as high as the chart, which stands on them and nowhere else."""
        tall = charts.height(chart, last - top)
        if self.pages.breaks_before(tall + 2 * layout.LOW):
            self.sheet.row_breaks.append(Break(id=self.row))
        self.gap()
        width = min(self.pages.width, layout.PAGE_WIDTH / self.pages.scale) - 12
        made = charts.drawn(chart, section, self.sheet, top, last, width, self.lang)
        self.sheet.add_chart(made, f"A{self.row + 1}")
        for _ in range(int(tall // layout.LOW) + 1):
            self._write([], layout.LOW)
