"""A section's pictures as native charts: they stand below the table, in rows of their own, and follow its cells."""

from __future__ import annotations

from typing import Any

from openpyxl.chart import BarChart, LineChart, Reference
from openpyxl.chart.axis import DateAxis
from openpyxl.chart.data_source import AxDataSource, NumRef, StrRef
from openpyxl.chart.series_factory import SeriesFactory
from openpyxl.chart.shapes import GraphicalProperties
from openpyxl.chart.text import RichText
from openpyxl.drawing.line import LineProperties
from openpyxl.drawing.text import CharacterProperties, Font, Paragraph, ParagraphProperties
from openpyxl.worksheet.worksheet import Worksheet

from parkledger.base.words import Lang
from parkledger.render.labels import word
from parkledger.render.safe import visible
from parkledger.reports.report import Chart, Section

COLOURS = ("2F5597", "A6A6A6", "C55A11", "548235", "7F6000", "7030A0")
UPRIGHT = 14
"""Bars up to this number stand upright; more lie, so that their names can be read."""
LINE_HEIGHT, BAR_HEIGHT, MOST_HEIGHT = 250.0, 15.0, 430.0
"""Points of a chart, of each lying bar, and of the highest chart, which still fits on a page."""
_CENTIMETRES = 72 / 2.54


def height(chart: Chart, rows: int) -> float:
    """Points that a chart of so many rows needs."""
    if chart.kind == "line" or rows <= UPRIGHT:
        return LINE_HEIGHT
    return min(MOST_HEIGHT, 90 + BAR_HEIGHT * rows * len(chart.series))


def _type(size: int, *, bold: bool = False) -> CharacterProperties:
    return CharacterProperties(sz=size * 100, b=bold, latin=Font(typeface="宋体"), ea=Font(typeface="宋体"))


def _text(size: int) -> RichText:
    return RichText(p=[Paragraph(pPr=ParagraphProperties(defRPr=_type(size)), endParaRPr=_type(size))])


def _title(made: Any, text: str) -> None:
    made.title = text
    for paragraph in made.title.tx.rich.p:
        paragraph.pPr = ParagraphProperties(defRPr=_type(12, bold=True))
        for run in paragraph.r or ():
            run.rPr = _type(12, bold=True)
    made.title.overlay = False


def _axes(made: Any, *, days: bool) -> None:
    if days:
        made.x_axis = DateAxis(crossAx=100, baseTimeUnit="days", noMultiLvlLbl=True)
        made.x_axis.number_format = "yyyy-mm"
        made.y_axis.crossAx = 500
    made.x_axis.delete = made.y_axis.delete = False
    made.x_axis.txPr = made.y_axis.txPr = _text(9)
    made.x_axis.tickLblPos = "low"
    made.y_axis.number_format = "#,##0"
    made.y_axis.majorGridlines.spPr = GraphicalProperties(ln=LineProperties(solidFill="D9D9D9"))


def drawn(chart: Chart, section: Section, sheet: Worksheet, head: int, last: int, width: float, lang: Lang) -> Any:
    """The chart of the rows below ``head`` up to ``last``; ``width`` in points."""
    places = {column.key: place for place, column in enumerate(section.columns, 1)}
    along = places[chart.along]
    days = section.columns[along - 1].kind == "day"
    rows = last - head
    lying = chart.kind == "bar" and rows > UPRIGHT
    made: Any = LineChart() if chart.kind == "line" else BarChart()
    if isinstance(made, BarChart):
        made.type = "bar" if lying else "col"
        made.gapWidth = 60
    _title(made, visible(word(chart.title, lang)))
    _axes(made, days=days and chart.kind == "line")
    if lying:
        made.x_axis.scaling.orientation = "maxMin"
    names = f"{Reference(sheet, min_col=along, min_row=head + 1, max_row=last)}"
    for number, key in enumerate(chart.series):
        values = Reference(sheet, min_col=places[key], min_row=head, max_row=last)
        one = SeriesFactory(values, title_from_data=True)
        one.cat = AxDataSource(numRef=NumRef(f=names)) if days else AxDataSource(strRef=StrRef(f=names))
        colour = COLOURS[number % len(COLOURS)]
        if chart.kind == "line":
            dashed: Any = "dash" if number % 2 else None
            one.graphicalProperties = GraphicalProperties(ln=LineProperties(solidFill=colour, w=25400, prstDash=dashed))
            one.marker.symbol = "none"
            one.smooth = False
        else:
            one.graphicalProperties = GraphicalProperties(solidFill=colour)
        made.series.append(one)
    if len(chart.series) > 1:
        made.legend.position = "b"
        made.legend.txPr = _text(9)
    else:
        made.legend = None
    made.width = width / _CENTIMETRES
    made.height = height(chart, rows) / _CENTIMETRES
    return made
