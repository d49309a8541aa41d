"""A section's charts as native ones: below the table, in rows of their own, and bound to its cells."""

from __future__ import annotations

from datetime import date
from typing import Any

from openpyxl.chart import BarChart, LineChart, Reference
from openpyxl.chart.axis import DateAxis
from openpyxl.chart.data_source import AxDataSource, NumRef, StrRef
from openpyxl.chart.series_factory import SeriesFactory
from openpyxl.chart.shapes import GraphicalProperties
from openpyxl.chart.text import RichText
from openpyxl.drawing.line import LineProperties
from openpyxl.drawing.spreadsheet_drawing import AnchorMarker, TwoCellAnchor
from openpyxl.drawing.text import CharacterProperties, Font, Paragraph, ParagraphProperties
from openpyxl.worksheet.worksheet import Worksheet

from parkledger.base.words import Lang
from parkledger.render.labels import word
from parkledger.render.safe import visible
from parkledger.render.workbook.values import width_of
from parkledger.reports.report import Chart, Say, Section

COLOURS = ("2F5597", "A6A6A6", "C55A11", "548235", "7F6000", "7030A0")
WRITTEN = 12
"""About how many days are written along an axis."""
UPRIGHT = 14
"""Up to this number bars are vertical; more are horizontal, so that their names can be read."""
LINE_HEIGHT, MOST_HEIGHT = 250.0, 430.0
"""Points of a chart, and of the highest one, which still fits on a page."""
FRAME, NAME, WHITE, BAR = 90.0, 10.0, 7.0, 8.0
"""Points of a chart around its lying bars, of a name beside them, of the white between names, and of each bar."""
MOST_NAMED = 0.45
"""The part of a chart's width that the names beside its bars may take."""
LETTER = 5.0
"""Points of half a Chinese letter along an axis."""
EMU = 12_700
"""The format's units in a point."""
AIR = 10 * EMU
"""The white between a table and the picture beside it."""
SMALLEST = 0.65
"""The part of its height that a chart may be shrunk to, where it would otherwise go to the next page."""


def height(chart: Chart, section: Section, wide: float, lang: Lang) -> float:
    """Points that a chart of a section needs which is so wide."""
    if not lies(chart, section, wide, lang):
        return LINE_HEIGHT
    return min(MOST_HEIGHT, FRAME + _bars(chart, section) * (WHITE + BAR * len(chart.series)))


def lies(chart: Chart, section: Section, wide: float, lang: Lang) -> bool:
    """Whether bars are horizontal: there are many, or their names do not fit side by side, even on two lines."""
    if chart.kind == "line":
        return False
    rows = _bars(chart, section)
    return rows > UPRIGHT or _longest(chart, section, lang) > 2 * wide / rows


def worth_drawing(section: Section) -> list[Chart]:
    """The charts of a section that are legible: the names beside their bars do not overlap."""
    most = (MOST_HEIGHT - FRAME) / NAME
    return [one for one in section.charts if section.rows and (one.kind == "line" or _bars(one, section) <= most)]


def _bars(chart: Chart, section: Section) -> int:
    return _told(section, [place for place, column in enumerate(section.columns) if column.key in chart.series])


def squeezed(chart: Chart, section: Section, wide: float, lang: Lang) -> bool:
    """Whether the names beside horizontal bars would take the room of the bars."""
    return chart.kind == "bar" and _longest(chart, section, lang) > MOST_NAMED * wide


def _longest(chart: Chart, section: Section, lang: Lang) -> float:
    """Points of the longest name along a chart."""
    along = next(place for place, column in enumerate(section.columns) if column.key == chart.along)
    named = (row[along].value for row in section.rows if not isinstance(row, Say))
    return max((width_of(word(name, lang)) for name in named), default=0) * LETTER


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


def _axes(made: Any) -> None:
    made.x_axis.delete = made.y_axis.delete = False
    made.x_axis.txPr = made.y_axis.txPr = _text(9)
    made.x_axis.tickLblPos = "low"
    made.y_axis.number_format = "#,##0"
    made.y_axis.majorGridlines.spPr = GraphicalProperties(ln=LineProperties(solidFill="D9D9D9"))


def _along_days(made: Any, section: Section, place: int) -> None:
    """An axis on which days are as far apart as they are, with about a dozen of them written."""
    days = [row[place].value for row in section.rows if not isinstance(row, Say)]
    known = [day for day in days if isinstance(day, date)]
    months = (max(known) - min(known)).days / 30 if known else 0
    axis = DateAxis(crossAx=100)
    axis.number_format, axis.baseTimeUnit = "yyyy-mm", "days"
    axis.majorUnit, axis.majorTimeUnit = max(1, round(months / WRITTEN)), "months"
    axis.delete, axis.txPr, axis.tickLblPos = False, made.x_axis.txPr, "low"
    made.x_axis, made.y_axis.crossAx = axis, 500


def drawn(chart: Chart, section: Section, sheet: Worksheet, rows: tuple[int, int], lang: Lang, *, lying: bool) -> Any:
    """The chart of the rows below the first up to the last."""
    head, last = rows
    places = {column.key: place for place, column in enumerate(section.columns, 1)}
    along = places[chart.along]
    days = section.columns[along - 1].kind == "day"
    if chart.kind == "bar":
        last = head + _told(section, [places[key] - 1 for key in chart.series])
    made: Any = LineChart() if chart.kind == "line" else BarChart()
    if isinstance(made, BarChart):
        made.type = "bar" if lying else "col"
        made.gapWidth = 60
    _title(made, visible(word(chart.title, lang)))
    _axes(made)
    if days and chart.kind == "line":
        _along_days(made, section, along - 1)
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
    return made


def _told(section: Section, series: list[int]) -> int:
    """The rows up to the last that has a bar: those at the end of a ranking who have nothing need no room."""
    told = 1
    for number, row in enumerate(section.rows, 1):
        if not isinstance(row, Say) and any(row[place].value for place in series):
            told = number
    return told


def place(made: Any, start: tuple[int, int], end: tuple[int, int], last: tuple[float, float]) -> None:
    """Lay a chart over cells, from a column and row up to before others, counted from 0: it is as large as they are.

    ``last``: points of the last column's width and the last row's height. The chart ends inside them: one that touched
    the next column would have it printed as well.
    """
    wide, tall = (round(one * EMU) - AIR // 4 for one in last)
    made.anchor = TwoCellAnchor(
        editAs="oneCell",
        _from=AnchorMarker(col=start[0], row=start[1], colOff=AIR if start[0] else 0, rowOff=AIR // 4),
        to=AnchorMarker(col=end[0] - 1, row=end[1] - 1, colOff=wide, rowOff=tall),
    )
