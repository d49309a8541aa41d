"""The sections of a sheet: titles, sentences, tables, charts, and where a page may end between them."""

from __future__ import annotations

from collections.abc import Callable

from openpyxl.utils import get_column_letter
from openpyxl.worksheet.pagebreak import Break

from parkledger.render.labels import word
from parkledger.render.workbook import charts, layout
from parkledger.render.workbook.sheet import SheetWriter
from parkledger.render.workbook.styles import Look
from parkledger.render.workbook.table import Table
from parkledger.render.workbook.values import sentence
from parkledger.reports.report import Chart, Section

HIGHEST_FROZEN = 220.0
"""Points that may stay in sight above a table that is scrolled: more would leave no room for its rows."""
BESIDE = 190.0
"""Points that a picture beside a table is high at the least."""
FREE_LEAST, FREE_PART = 45, 0.35
"""Columns, and the part of the sheet's, that a picture beside a table needs."""
FIRST_ROWS = 3
"""Rows that stay with the header of a table, or the title of a chapter."""
TITLE = Look(bold=True, size=12, title=True)


class Sections:
    """Writes the sections of a sheet one after the other."""

    def __init__(self, writer: SheetWriter) -> None:
        self.writer = writer
        self.first = True

    def write(self, section: Section, need: layout.Measured, *, alone: bool, start: Callable[[], None]) -> None:
        """A section: its title, its sentences, its table, its pictures. ``alone``: it is the sheet's only table."""
        table = Table(self.writer, section, need) if section.columns else None
        self._keep_together(section, table, alone=alone)
        for number, (text, look) in enumerate(self._lines(section)):
            if number and table is None and self.writer.pages.breaks_before(self.writer.line_height(text, look)):
                self._break()  # an explicit break, so that the fill of the next page is known
            self.writer.line(text, look)
        if table is None:
            return
        above = self.writer.height
        height = table.head()
        top = self.writer.row
        if alone:
            self._repeat(top, height)
        start()
        table.rows()
        last = self.writer.row
        if section.totals:
            table.totals(top + 1, last)
        if last == top:
            return
        table.rules(top + 1, last)
        if alone and table.filtered and last > top + 1:
            self.writer.sheet.auto_filter.ref = f"A{top}:{get_column_letter(len(section.columns))}{last}"
        pictures = charts.worth_drawing(section)
        if pictures and self._fits_beside(pictures[0], table):
            self._beside(pictures.pop(0), table, top, last, above)
        for chart in pictures:
            self._below(chart, section, top, last)

    def _repeat(self, top: int, height: float) -> None:
        """Keep the header visible while scrolling, and repeat it on every page."""
        self.writer.sheet.print_title_rows = f"{top}:{top}"
        self.writer.pages.repeated = height
        if self.writer.height <= HIGHEST_FROZEN:
            self.writer.sheet.freeze_panes = f"A{top + 1}"

    def _keep_together(self, section: Section, table: Table | None, *, alone: bool) -> None:
        """A table that fits on a page is not cut in two; of a longer one, or of sentences, the beginning is kept.

        The first section stands where it stands: a page with nothing but a title would be odd.
        """
        if self.first:
            self.first = False
            return
        lines = [self.writer.line_height(text, look) for text, look in self._lines(section)]
        least = layout.LOW * FIRST_ROWS
        if table is None:
            needed = sum(lines[:FIRST_ROWS])
        elif alone:
            needed = sum(lines) + table.head_height + least
        else:
            needed = sum(lines) + table.height()
            pictures = charts.worth_drawing(section)
            if pictures and self._fits_beside(pictures[0], table):
                beside = self._height_beside(pictures[0], table) + layout.LOW  # it ends with a row, not within one
                needed = max(needed, sum(lines) + beside)
            if needed > self.writer.pages.room:
                needed = sum(lines) + table.head_height + least
        if self.writer.pages.breaks_before(needed):
            self._break()

    def _lines(self, section: Section) -> list[tuple[str, Look]]:
        """The title and the sentences of a section, and how they look."""
        lang = self.writer.lang
        title = [] if section.heading is None else [(word(section.heading, lang), TITLE)]
        return title + [
            (sentence(cell.value, lang), Look(ink=cell.tone, bold=cell.tone == "strong")) for cell in section.text
        ]

    def _break(self) -> None:
        self.writer.sheet.row_breaks.append(Break(id=self.writer.row))

    def _fits_beside(self, chart: Chart, table: Table) -> bool:
        """Whether a picture has room at the right of a table."""
        free = sum(self.writer.across[len(self.writer.across) - table.free :]) if table.free else 0
        if free < FREE_LEAST or free < FREE_PART * sum(self.writer.across):
            return False
        return not charts.squeezed(chart, table.section, self._free(table), self.writer.lang)

    def _free(self, table: Table) -> float:
        """Points at the right of a table."""
        return sum(map(layout.points, self.writer.across[len(self.writer.across) - table.free :]))

    def _height_beside(self, chart: Chart, table: Table) -> float:
        wide = self._free(table)
        lying = charts.lies(chart, table.section, wide, self.writer.lang)
        return charts.height(chart, table.section, wide, self.writer.lang) if lying else BESIDE

    def _beside(self, chart: Chart, table: Table, top: int, last: int, above: float) -> None:
        """A picture at the right of its table, as high as the table is, or as it needs to be. ``above``: points."""
        tall, needed = self.writer.height - above, self._height_beside(chart, table)
        while tall < needed:
            self.writer.write([], layout.LOW)
            tall += layout.LOW
        start = len(self.writer.across) - table.free, top - 1
        self._draw(chart, table.section, (top, last), start, self._free(table), self.writer.row)

    def _draw(
        self, chart: Chart, section: Section, rows: tuple[int, int], start: tuple[int, int], wide: float, end: int
    ) -> None:
        """A picture from a column and row to the right edge and before the row ``end``; ``wide``: its points."""
        lying = charts.lies(chart, section, wide, self.writer.lang)
        made = charts.drawn(chart, section, self.writer.sheet, rows, self.writer.lang, lying=lying)
        corner = layout.points(self.writer.across[-1]), layout.LOW
        charts.place(made, start, (len(self.writer.across), end), corner)
        self.writer.sheet.add_chart(made)

    def _below(self, chart: Chart, section: Section, top: int, last: int) -> None:
        """A picture on empty rows, which stands on them and nowhere else."""
        wide = sum(map(layout.points, self.writer.across))
        tall = charts.height(chart, section, wide, self.writer.lang)
        left = self.writer.pages.left() - 2 * layout.LOW
        if charts.SMALLEST * tall <= left < tall:
            tall = left
        if self.writer.pages.breaks_before(tall + 2 * layout.LOW):
            self._break()
        self.writer.gap()
        rows = int(tall // layout.LOW)
        self._draw(chart, section, (top, last), (0, self.writer.row), wide, self.writer.row + rows)
        for _ in range(rows + 1):
            self.writer.write([], layout.LOW)
