"""One sheet, written from top to bottom: heading, sentences, links, tables, totals, room for charts."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from openpyxl.utils import get_column_letter
from openpyxl.worksheet.hyperlink import Hyperlink
from openpyxl.worksheet.pagebreak import Break
from openpyxl.worksheet.worksheet import Worksheet

from parkledger.base.words import Lang
from parkledger.render.labels import word
from parkledger.render.safe import visible
from parkledger.render.workbook import charts, layout
from parkledger.render.workbook.styles import SIZE, Look, Styles
from parkledger.render.workbook.table import Table
from parkledger.render.workbook.values import (
    MOST_ROWS,
    TooLarge,
    lines_of,
    sentence,
)
from parkledger.render.workbook.xml import Place, row_xml
from parkledger.reports.report import Chart, Section

HIGHEST_FROZEN = 220.0
"""Points that may stay in sight above a table that is scrolled: more would leave no room for its rows."""
LINK_WIDTH = 14
"""Columns that a link to another sheet takes at the least."""
BESIDE = 200.0
"""Points that a picture beside a table is high at the least."""
FREE_LEAST, FREE_PART = 45, 0.4
"""Columns, and the part of the sheet's, that a picture beside a table needs."""
FIRST_ROWS = 3
"""Rows that stay with the header of a table, or the title of a chapter."""


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
        self.tables = 0
        self.pages = layout.Pages(across)
        self.merges: list[str] = []
        self.links: list[Hyperlink] = []

    def write(
        self, places: list[Place], height: float, *, fixed: bool = True, formulas: dict[int, str] | None = None
    ) -> None:
        """A row; ``height`` in points. Raises TooLarge."""
        self.row += 1
        if self.row > MOST_ROWS:
            raise TooLarge("too.many", self.row, MOST_ROWS)
        self.height += height
        self.pages.take(height)
        self.emit(row_xml(self.row, height, fixed, places, formulas))

    def merge(self, row: int, first: int, last_row: int, last: int) -> None:
        """Join cells, rows and columns counted from 1."""
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
        self.write(places + [(None, style)] * (wide - 1 if look.boxed else 0), height)
        self.merge(self.row, 1, self.row, wide)

    def gap(self) -> None:
        """An empty row, but not at the top of a page."""
        if not self.pages.fresh:
            self.write([], layout.LOW / 2)

    def link_grid(self, names: Sequence[str]) -> None:
        """Links to the other sheets, side by side."""
        style = self.styles.number(Look(ink="link", side="center"))
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
            self.write(places, layout.height_of(lines))
            for (left, right), name in zip(slots, texts, strict=False):
                at = f"{get_column_letter(left + 1)}{self.row}"
                self.links.append(Hyperlink(ref=at, location=f"'{name.replace(chr(39), chr(39) * 2)}'!A1"))
                self.merge(self.row, left + 1, self.row, right + 1)

    def section(self, section: Section, need: layout.Measured, *, alone: bool, start: Callable[[], None]) -> None:
        """A section: its title, its sentences, its table, its pictures. ``alone``: it is the sheet's only table."""
        table = Table(self, section, need) if section.columns else None
        self._keep_together(section, table, alone=alone)
        if section.heading is not None:
            self.line(word(section.heading, self.lang), Look(bold=True, size=12, title=True))
        for cell in section.text:
            self.line(sentence(cell.value, self.lang), Look(ink=cell.tone, bold=cell.tone == "strong"))
        if table is None:
            return
        self.tables += 1
        above = self.height
        height = table.head()
        top = self.row
        if alone:
            self._repeat(top, height)
        start()
        table.rows()
        last = self.row
        if section.totals:
            table.totals(top + 1, last)
        if last == top:
            return
        table.rules(top + 1, last)
        if alone and table.filtered and last > top + 1:
            self.sheet.auto_filter.ref = f"A{top}:{get_column_letter(len(section.columns))}{last}"
        pictures = list(section.charts)
        if pictures and self._fits_beside(table):
            self._beside(pictures.pop(0), table, top, last, above)
        for chart in pictures:
            self._below(chart, section, top, last)

    def _repeat(self, top: int, height: float) -> None:
        """Keep the header in sight, and on every page."""
        self.sheet.print_title_rows = f"{top}:{top}"
        self.pages.repeated = height
        if self.height <= HIGHEST_FROZEN:
            self.sheet.freeze_panes = f"A{top + 1}"

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
            if above + rows > self.pages.room:
                rows = layout.LOW * FIRST_ROWS
        if self.pages.breaks_before(above + rows):
            self.sheet.row_breaks.append(Break(id=self.row))

    def _fits_beside(self, table: Table) -> bool:
        """Whether a picture has room at the right of a table."""
        free = sum(self.across[len(self.across) - table.free :]) if table.free else 0
        return free >= FREE_LEAST and free >= FREE_PART * sum(self.across)

    def _beside(self, chart: Chart, table: Table, top: int, last: int, above: float) -> None:
        """A picture at the right of its table, as high as the table is, or as it needs to be. ``above``: points."""
        tall = self.height - above
        while tall < BESIDE:
            self.write([], layout.LOW)
            tall += layout.LOW
        made = charts.drawn(chart, table.section, self.sheet, top, last, self.lang)
        charts.place(made, (len(self.across) - table.free, top - 1), (len(self.across), self.row), self._corner)
        self.sheet.add_chart(made)

    @property
    def _corner(self) -> tuple[float, float]:
        """Points of the last column, and of a low row."""
        return layout.points(self.across[-1]), layout.LOW

    def _below(self, chart: Chart, section: Section, top: int, last: int) -> None:
        """A picture on empty rows, which stands on them and nowhere else."""
        tall = charts.height(chart, section)
        left = self.pages.left() - 2 * layout.LOW
        if charts.SMALLEST * tall <= left < tall:
            tall = left
        if self.pages.breaks_before(tall + 2 * layout.LOW):
            self.sheet.row_breaks.append(Break(id=self.row))
        self.gap()
        rows = int(tall // layout.LOW)
        made = charts.drawn(chart, section, self.sheet, top, last, self.lang)
        charts.place(made, (0, self.row), (len(self.across), self.row + rows), self._corner)
        self.sheet.add_chart(made)
        for _ in range(rows + 1):
            self.write([], layout.LOW)
