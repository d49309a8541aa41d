"""The file: its sheets are written straight into the archive, one after the other, with openpyxl around them."""

from __future__ import annotations

import io
import re
from collections.abc import Callable, Mapping
from datetime import datetime
from typing import Any
from zipfile import ZIP_DEFLATED

from openpyxl import Workbook
from openpyxl.drawing.spreadsheet_drawing import SpreadsheetDrawing
from openpyxl.packaging.custom import StringProperty
from openpyxl.utils import get_column_letter
from openpyxl.worksheet._writer import WorksheetWriter
from openpyxl.worksheet.hyperlink import Hyperlink
from openpyxl.worksheet.merge import MergeCell, MergeCells
from openpyxl.worksheet.pagebreak import RowBreak
from openpyxl.worksheet.properties import PageSetupProperties
from openpyxl.worksheet.worksheet import Worksheet
from openpyxl.writer.excel import ExcelWriter
from openpyxl.xml.functions import Element

from parkledger.base.words import Lang
from parkledger.render.archive import SteadyZip
from parkledger.render.labels import label, word
from parkledger.render.safe import visible
from parkledger.render.workbook import layout
from parkledger.render.workbook.plan import Planned, alone, planned, sheet_name
from parkledger.render.workbook.sections import Sections
from parkledger.render.workbook.sheet import SheetWriter
from parkledger.render.workbook.styles import Look, Styles
from parkledger.render.workbook.values import sentence
from parkledger.reports.provenance import Provenance, properties, provenance_report, source_line
from parkledger.reports.report import Pack, Report

EPOCH = datetime(2000, 1, 1)  # noqa: DTZ001 - the file's properties hold naive days
BYTES_OF_A_CELL = 200
"""Bytes that a cell rarely exceeds: by them the archive decides whether sizes need eight bytes instead of four."""
_BUFFER = 1 << 18
"""How many characters of rows are collected before they are compressed."""
MOST_UNLINKED = 2
"""How many further sheets there must be for the first one to link to them: a single one is in sight anyway."""
_NO_ROWS = re.compile(rb"<sheetData\s*(?:/>|></sheetData>)")


class _Frame(WorksheetWriter):
    """Writes what surrounds the rows of a sheet. ``area``: the range of all its cells."""

    def __init__(self, sheet: Worksheet, links: list[Hyperlink], merges: list[str], area: str) -> None:
        super().__init__(sheet, out=io.BytesIO())
        self._area = area
        inside: Any = sheet
        inside._hyperlinks = links
        self._merges = merges

    def write_dimensions(self) -> None:
        """Write nothing: the number of rows is not known before they are written."""

    def write_rows(self) -> None:
        """Write no rows: they are written elsewhere."""
        self.xf.send(Element("sheetData"))

    def write_merged_cells(self) -> None:
        """Write the merged cells in a fixed order; openpyxl keeps them as a set."""
        if self._merges:
            self.xf.send(MergeCells(mergeCell=[MergeCell(one) for one in self._merges]).to_tree())

    def write_breaks(self) -> None:
        """The page breaks; and behind them that no text is doubted for being a number: a criterion is called 2.1."""
        super().write_breaks()
        errors = Element("ignoredErrors")
        errors.append(Element("ignoredError", sqref=self._area, numberStoredAsText="1"))
        self.xf.send(errors)


class _Rows:
    """The rows of a sheet on their way into the archive. What precedes them is written when they begin."""

    def __init__(self, target: Any, head: Callable[[], bytes]) -> None:
        self._target = target
        self._head = head
        self._held: list[str] = []
        self._size = 0
        self._started = False

    def __call__(self, text: str) -> None:
        self._held.append(text)
        self._size += len(text)
        if self._started and self._size > _BUFFER:
            self._flush()

    def start(self) -> None:
        """Begin the rows: the widths and the frozen panes are known now."""
        if not self._started:
            self._target.write(self._head() + b"<sheetData>")
            self._started = True

    def _flush(self) -> None:
        self._target.write("".join(self._held).encode())
        self._held.clear()
        self._size = 0

    def end(self, tail: bytes) -> None:
        """End the rows."""
        self.start()
        self._flush()
        self._target.write(b"</sheetData>" + tail)


class _Writer(ExcelWriter):
    """openpyxl's writer of a workbook, which is given the rows of each sheet as text."""

    def __init__(self, book: Workbook, archive: SteadyZip, sheets: Mapping[str, Planned], lang: Lang) -> None:
        super().__init__(book, archive)
        self._entries = archive
        self._sheets = sheets
        self._lang = lang
        self._styles = Styles(book, book.worksheets[0])

    def write_worksheet(self, ws: Any) -> None:
        """A sheet: its rows are made while they are written."""
        sheet = self._sheets[ws.title]
        across = layout.widths(layout.common(sheet.tables), pictures=sheet.pictures)
        for place, width in enumerate(across, 1):
            ws.column_dimensions[get_column_letter(place)].width = width + layout.WHITE
        _page(ws, sheet.foot, self._lang)
        cells = len(across) * sum(len(one.rows) for one, _ in sheet.sections)
        with self._entries.entry(ws.path[1:], cells * BYTES_OF_A_CELL) as out:
            rows = _Rows(out, lambda: self._frame(ws, writer)[0])
            writer = SheetWriter(ws, self._styles, across, self._lang, rows)
            first, *others = self._sheets
            if ws.title != first or len(others) < MOST_UNLINKED:
                others = []
            _fill(writer, sheet, others, rows.start)
            if writer.pages.fits_one(writer.height):
                ws.page_setup.fitToHeight = 1
                ws.row_breaks = RowBreak()
            rows.end(self._frame(ws, writer)[1])
        self.manifest.append(ws)

    def _frame(self, ws: Any, writer: SheetWriter) -> tuple[bytes, bytes]:
        """What stands before the rows of a sheet, and behind them as far as it is known yet."""
        ws._drawing = SpreadsheetDrawing()
        ws._drawing.charts = ws._charts
        area = f"A1:{get_column_letter(len(writer.across))}{max(writer.row, 1)}"
        frame: Any = _Frame(ws, writer.links, writer.merges, area)
        frame.write()
        ws._rels = frame._rels
        head, tail = _NO_ROWS.split(frame.read())
        return head, tail


def _fill(writer: SheetWriter, sheet: Planned, others: list[str], start: Callable[[], None]) -> None:
    writer.line(sheet.title, Look(ink="head", size=16, side="center", title=True))
    writer.line(sheet.subtitle, Look(ink="quiet", side="center"))
    for cell in sheet.answer:
        writer.line(sentence(cell.value, writer.lang), Look(ink=cell.tone, bold=cell.tone == "strong"))
    if others:
        writer.link_grid(others)
    sections = Sections(writer)
    alone = len(sheet.tables) == 1
    for number, (section, need) in enumerate(sheet.sections):
        if number:
            writer.gap()
        sections.write(section, need, alone=alone, start=start)
    for cell in sheet.closing:
        writer.line(sentence(cell.value, writer.lang), Look(ink=cell.tone, bold=cell.tone == "strong"))
    if sheet.signed:
        writer.gap()
        writer.line(label("form.signed", writer.lang), Look())


def _page(sheet: Worksheet, foot: tuple[str, str], lang: Lang) -> None:
    """A4 landscape, as wide as the page, with the day, its number and the source at its foot."""
    sheet.page_setup.orientation = "landscape"
    sheet.page_setup.paperSize = 9  # A4
    sheet.page_setup.fitToWidth = 1
    sheet.page_setup.fitToHeight = 0
    sheet.sheet_properties.pageSetUpPr = PageSetupProperties(fitToPage=True)
    sheet.print_options.horizontalCentered = True
    footer: Any = sheet.oddFooter
    for side, text in zip((footer.left, footer.right), foot, strict=True):
        if text:
            side.text = visible(text).replace("&", "&&")
    footer.center.text = label("form.page", lang, page="&P", pages="&N")
    sheet.page_margins.left = sheet.page_margins.right = 0.4
    sheet.page_margins.top = sheet.page_margins.bottom = 0.6
    sheet.page_margins.header = sheet.page_margins.footer = 0.3


def workbook_bytes(made: Report | Pack, lang: Lang, provenance: Provenance | None = None) -> bytes:
    """The workbook of a report, or of several. Raises TooLarge when it does not fit: nothing is cut silently."""
    source = word(source_line(provenance), lang) if provenance else ""
    sheets = planned(made, lang, source)
    if provenance is not None:
        taken = {one.name.casefold() for one in sheets}
        name = sheet_name(label("provenance.title", lang), taken)
        sheets.append(alone(provenance_report(provenance, ".xlsx"), name, lang, source))
    book = Workbook()
    del book["Sheet"]
    for one in sheets:
        book.create_sheet(one.name)
    book.properties.creator = "parkledger"
    book.properties.title = visible(sheets[0].title)
    book.properties.created = book.properties.modified = EPOCH
    held: Any = book
    for name, text in properties(provenance) if provenance else ():
        held.custom_doc_props.append(StringProperty(name=name, value=text))
    out = io.BytesIO()
    with SteadyZip(out, "w", ZIP_DEFLATED) as archive:
        _Writer(book, archive, {one.name: one for one in sheets}, lang).write_data()
    return out.getvalue()
