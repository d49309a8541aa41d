"""The sections of a sheet: titles, sentences, tables, pictures, and where a page may end between them."""

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
BESIDE = 200.0
"""Points that a picture beside a table is high at the least."""
FREE_LEAST, FREE_PART = 45, 0.4
"""Columns, and the part of the sheet's, that a picture beside a table needs."""
FIRST_ROWS = 3
"""Rows that stay with the header of a table, or the title of a chapter."""


class Sections:
    """Writes the sections of a sheet one after the other, and knows how many tables it has had."""

    def __init__(self, writer: SheetWriter) -> None:
        self.writer = writer
        self.tables = 0

    def write(self, section: Section, need: layout.Measured, *, alone: bool, start: Callable[[], None]) -> None:
        """A section: its title, its sentences, its table, its pictures. ``alone``: it is the sheet's only table."""
        table = Table(self.writer, section, need) if section.columns else None
        self._keep_together(section, table, alone=alone)
        if section.heading is not None:
            self.writer.line(word(section.heading, self.writer.lang), Look(bold=True, size=12, title=True))
        for cell in section.text:
            self.writer.line(sentence(cell.value, self.writer.lang), Look(ink=cell.tone, bold=cell.tone == "strong"))
        if table is None:
            return
        self.tables += 1
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
        pictures = list(section.charts)
        if pictures and self._fits_beside(table):
            self._beside(pictures.pop(0), table, top, last, above)
        for chart in pictures:
            self._below(chart, section, top, last)

    def _repeat(self, top: int, height: float) -> None:
        """Keep the header in sight, and on every page."""
        self.writer.sheet.print_title_rows = f"{top}:{top}"
        self.writer.pages.repeated = height
        if self.writer.height <= HIGHEST_FROZEN:
            self.writer.sheet.freeze_panes = f"A{top + 1}"

    def _keep_together(self, section: Section, table: Table | None, *, alone: bool) -> None:
        """A table that fits on a page is not cut in two; of a longer one, or of sentences, the beginning is kept.

        The first table stands where it stands: a page with nothing but a title would be odd.
        """
        if table is not None and not self.tables:
            return
        above = layout.LOW * (len(section.text) + 4 if table else 0)
        rows = layout.LOW * FIRST_ROWS
        if table is not None and not alone:
            rows = table.height() + (layout.LOW if section.totals else 0)
            if section.charts and self._fits_beside(table):
                rows = max(rows, BESIDE)
            if above + rows > self.writer.pages.room:
                rows = layout.LOW * FIRST_ROWS
        if self.writer.pages.breaks_before(above + rows):
            self.writer.sheet.row_breaks.append(Break(id=self.writer.row))

    def _fits_beside(self, table: Table) -> bool:
        """Whether a picture has room at the right of a table."""
        free = sum(self.writer.across[len(self.writer.across) - table.free :]) if table.free else 0
        return free >= FREE_LEAST and free >= FREE_PART * sum(self.writer.across)

    def _beside(self, chart: Chart, table: Table, top: int, last: int, above: float) -> None:
        """A picture at the right of its table, as high as the table is, or as it needs to be. ``above``: points."""
        tall = self.writer.height - above
        while tall < BESIDE:
            self.writer.write([], layout.LOW)
            tall += layout.LOW
        made = charts.drawn(chart, table.section, self.writer.sheet, top, last, self.writer.lang)
        charts.place(
            made,
            (len(self.writer.across) - table.free, top - 1),
            (len(self.writer.across), self.writer.row),
            self._corner,
        )
        self.writer.sheet.add_chart(made)

    @property
    def _corner(self) -> tuple[float, float]:
        """Points of the last column, and of a low row."""
        return layout.points(self.writer.across[-1]), layout.LOW

    def _below(self, chart: Chart, section: Section, top: int, last: int) -> None:
        """A picture on empty rows, which stands on them and nowhere else."""
        tall = charts.height(chart, section)
        left = self.writer.pages.left() - 2 * layout.LOW
        if charts.SMALLEST * tall <= left < tall:
            tall = left
        if self.writer.pages.breaks_before(tall + 2 * layout.LOW):
            self.writer.sheet.row_breaks.append(Break(id=self.writer.row))
        self.writer.gap()
        rows = int(tall // layout.LOW)
        made = charts.drawn(chart, section, self.writer.sheet, top, last, self.writer.lang)
        charts.place(made, (0, self.writer.row), (len(self.writer.across), self.writer.row + rows), self._corner)
        self.writer.sheet.add_chart(made)
        for _ in range(rows + 1):
            self.writer.write([], layout.LOW)
