"""A report as a workbook that can be printed and handed in: real dates and numbers, frozen head, A4 landscape."""

from __future__ import annotations

import io
import re
import zipfile
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from openpyxl import Workbook
from openpyxl.cell import Cell as SheetCell
from openpyxl.styles import Alignment, Border, Font, PatternFill, Side
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.properties import PageSetupProperties
from openpyxl.worksheet.worksheet import Worksheet

from parkledger.base.words import Lang
from parkledger.render.labels import head, label, word
from parkledger.render.safe import visible
from parkledger.reports.report import Cell, Column, Report, Say, Section

MOST_ROWS = 1_048_576
MOST_CHARACTERS = 32_767
INKS = {
    "plain": "000000",
    "good": "1B7F3B",
    "warn": "9C6500",
    "bad": "C00000",
    "quiet": "7F7F7F",
    "strong": "000000",
}
FILLS = {"good": "E2F0D9", "warn": "FFF2CC", "bad": "F8CBAD"}
WIDEST, NARROWEST = 44, 6
_LINE = Side(style="thin", color="BFBFBF")
_BORDER = Border(left=_LINE, right=_LINE, top=_LINE, bottom=_LINE)
_EPOCH = datetime(2000, 1, 1)  # noqa: DTZ001 - the file's properties hold naive days


class TooLarge(ValueError):
    """The report does not fit into a workbook: the key of the sentence, the number there is, the most there can be."""

    def __init__(self, key: str, number: int, most: int) -> None:
        super().__init__(f"{key}: {number} > {most}")
        self.key, self.number, self.most = key, number, most


_ESCAPE = re.compile(r"_(?=x[0-9A-Fa-f]{4}_)")
"""What the format itself reads as an escape; its underscore is escaped, so that the text stays as it is written."""


def _put(cell: SheetCell | Any, value: object) -> None:
    """Set a value so that it stays what it is: text is never a formula or an error, nothing is cut silently."""
    if not isinstance(value, str):
        cell.value = value
        return
    text = _ESCAPE.sub("_x005F_", "\n".join(visible(line) for line in value.split("\n")))
    units = len(text.encode("utf-16-le")) // 2
    if units > MOST_CHARACTERS:
        raise TooLarge("too.long", units, MOST_CHARACTERS)
    cell.value = text
    cell.data_type = "s"


def _native(cell: Cell, column: Column, lang: Lang) -> object:
    """Days and numbers stay what they are; everything else is text."""
    value = cell.value
    if isinstance(value, date) or value is None:
        return value
    if isinstance(value, Decimal):
        return int(value) if value == value.to_integral_value() else float(value)
    return value if isinstance(value, int) else word(value, lang)


def _width_of(text: str) -> int:
    """Columns that a text takes: Chinese characters take two."""
    return max((sum(2 if ord(c) > 0x2E7F else 1 for c in line) for line in text.split("\n")), default=0)


class _Sheet:
    def __init__(self, sheet: Worksheet, lang: Lang) -> None:
        self.sheet = sheet
        self.lang = lang
        self.row = 0
        self.widths: dict[int, int] = {}

    def line(self, text: str, across: int, *, size: int = 10, bold: bool = False, ink: str = "000000") -> None:
        """One line of text across the table."""
        self.row += 1
        cell = self.sheet.cell(self.row, 1)
        _put(cell, text)
        cell.font = Font(name="宋体", size=size, bold=bold, color=ink)
        cell.alignment = Alignment(horizontal="center" if size > 12 else "left", vertical="center", wrap_text=True)
        self.sheet.merge_cells(start_row=self.row, start_column=1, end_row=self.row, end_column=across)
        self.sheet.row_dimensions[self.row].height = size * 2.2

    def head(self, columns: tuple[Column, ...]) -> int:
        """The header row; returns its number."""
        self.row += 1
        for place, column in enumerate(columns, 1):
            cell = self.sheet.cell(self.row, place)
            text = head(column, self.lang)
            _put(cell, text)
            cell.font = Font(name="宋体", size=10, bold=True)
            cell.fill = PatternFill("solid", fgColor="D9E1F2")
            cell.alignment = Alignment(horizontal="center", vertical="center", wrap_text=True)
            cell.border = _BORDER
            self.widths[place] = max(self.widths.get(place, NARROWEST), _width_of(text) + 2)
        self.sheet.row_dimensions[self.row].height = 24
        return self.row

    def cells(self, row: tuple[Cell, ...], columns: tuple[Column, ...]) -> None:
        """One row of the table, with its merges and tones."""
        self.row += 1
        for place, (one, column) in enumerate(zip(row, columns, strict=True), 1):
            cell = self.sheet.cell(self.row, place)
            value = _native(one, column, self.lang)
            if value is not None:
                _put(cell, value)
                text = value.isoformat() if isinstance(value, date) else str(value)
                width = min(WIDEST, _width_of(text) + 2)
                self.widths[place] = max(self.widths.get(place, NARROWEST), width)
            cell.font = Font(name="宋体", size=10, color=INKS[one.tone])
            if one.tone in FILLS:
                cell.fill = PatternFill("solid", fgColor=FILLS[one.tone])
            side = "center" if column.kind in ("day", "number", "word") else "left"
            cell.alignment = Alignment(horizontal=side, vertical="center", wrap_text=True)
            cell.border = _BORDER
            if isinstance(value, date):
                cell.number_format = "yyyy-mm-dd"
            elif isinstance(value, int | float):
                cell.number_format = "#,##0" if isinstance(value, int) else "#,##0.00"
            if one.span > 1:
                end = self.row + one.span - 1
                self.sheet.merge_cells(start_row=self.row, start_column=place, end_row=end, end_column=place)

    def section(self, section: Section) -> None:
        """A section: its title, its head, its rows."""
        across = len(section.columns)
        if section.title is not None:
            self.line(word(section.heading, self.lang), across, bold=True)
        first = self.head(section.columns)
        if self.sheet.freeze_panes is None:
            self.sheet.freeze_panes = self.sheet.cell(first + 1, 1).coordinate
            self.sheet.print_title_rows = f"{first}:{first}"
        if len(section.rows) + self.row > MOST_ROWS:
            raise TooLarge("too.many", len(section.rows), MOST_ROWS)
        plain = True
        for row in section.rows:
            if isinstance(row, Say):
                plain = False
                self.line(word(row, self.lang), across, bold=True)
            else:
                self.cells(row, section.columns)
        if plain and len(section.rows) > 1:
            last = get_column_letter(across)
            self.sheet.auto_filter.ref = f"A{first}:{last}{self.row}"
        for row in (section.totals,) if section.totals else ():
            self.cells(row, section.columns)

    def fit(self) -> None:
        """Column widths, and row heights for wrapped text, which no spreadsheet works out by itself."""
        for place, width in self.widths.items():
            self.sheet.column_dimensions[get_column_letter(place)].width = width
        merged = {cell for span in self.sheet.merged_cells.ranges for cell in (span.coord.split(":")[0],)}
        for row in self.sheet.iter_rows():
            lines = 1
            for cell in row:
                if isinstance(cell.value, str) and cell.coordinate not in merged:
                    width = max(NARROWEST, int(self.widths.get(cell.column, NARROWEST)) - 2)
                    lines = max(lines, sum(-(-_width_of(part) // width) or 1 for part in cell.value.split("\n")))
            number = row[0].row
            if number is not None and self.sheet.row_dimensions[number].height is None:
                self.sheet.row_dimensions[number].height = max(18, 14 * lines + 4)


def _page(sheet: Worksheet) -> None:
    sheet.page_setup.orientation = "landscape"
    sheet.page_setup.paperSize = 9  # A4
    sheet.page_setup.fitToWidth = 1
    sheet.page_setup.fitToHeight = 0
    sheet.sheet_properties.pageSetUpPr = PageSetupProperties(fitToPage=True)
    sheet.print_options.horizontalCentered = True
    footer: Any = sheet.oddFooter
    footer.center.text = "&P / &N"
    sheet.page_margins.left = sheet.page_margins.right = 0.4
    sheet.page_margins.top = sheet.page_margins.bottom = 0.6


def workbook_bytes(report: Report, lang: Lang, source: str = "") -> bytes:
    """The workbook of a report. Raises TooLarge when it does not fit: nothing is ever cut silently."""
    book = Workbook()
    sheet = book.active
    assert isinstance(sheet, Worksheet)  # a new workbook has one
    sheet.title = "parkledger"
    across = max((len(section.columns) for section in report.sections), default=1)
    writer = _Sheet(sheet, lang)
    writer.line(word(report.title, lang), across, size=16, bold=True)
    subtitle = label("as_of", lang, day=report.as_of)
    writer.line(f"{subtitle}    {source}".rstrip(), across, ink="7F7F7F")
    for cell in report.answer:
        writer.line(word(cell.value, lang), across, ink=INKS[cell.tone])
    for section in report.sections:
        writer.section(section)
    for cell in report.closing:
        writer.line(word(cell.value, lang), across)
    writer.fit()
    _page(sheet)
    book.properties.creator = "parkledger"
    book.properties.created = book.properties.modified = _EPOCH
    out = io.BytesIO()
    book.save(out)
    return _timeless(out.getvalue())


def _timeless(made: bytes) -> bytes:
    """The same workbook without the time of its making: the same report gives the same bytes."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(made)) as old, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as new:
        for entry in old.infolist():
            content = old.read(entry)
            if entry.filename == "docProps/core.xml":
                content = re.sub(rb"\d{4}-\d\d-\d\dT[\d:]+Z", b"2000-01-01T00:00:00Z", content)
            info = zipfile.ZipInfo(entry.filename, (1980, 1, 1, 0, 0, 0))
            info.compress_type = zipfile.ZIP_DEFLATED
            new.writestr(info, content)
    return out.getvalue()
