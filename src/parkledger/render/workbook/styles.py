"""The styles of a workbook's cells: each is made once, and then referred to by its number."""

from __future__ import annotations

from typing import Any, NamedTuple

from openpyxl import Workbook
from openpyxl.cell import Cell as StyledCell
from openpyxl.styles import Alignment, Border, Font, PatternFill, Side
from openpyxl.styles.differential import DifferentialStyle
from openpyxl.utils.indexed_list import IndexedList
from openpyxl.worksheet.worksheet import Worksheet

from parkledger.reports.report import Tone

INKS = {
    "plain": "000000",
    "good": "1B7F3B",
    "warn": "9C6500",
    "bad": "C00000",
    "quiet": "7F7F7F",
    "strong": "000000",
    "link": "0563C1",
    "head": "1F3864",
}
FILLS = {"good": "E2F0D9", "warn": "FFF2CC", "bad": "F8CBAD", "head": "D9E1F2", "total": "F2F2F2"}
BODY, TITLE = "宋体", "黑体"
SIZE = 10
"""Points of the body's type."""
DAY, SHARE = "yyyy-mm-dd", "0%"
_LINE = Side(style="thin", color="BFBFBF")
_EDGE = Side(style="medium", color="7F7F7F")


class Look(NamedTuple):
    """The look of a cell. ``fill`` and ``ink`` are names of colours; ``boxed`` cells have borders."""

    ink: str = "plain"
    fill: str | None = None
    size: int = SIZE
    bold: bool = False
    side: str = "left"
    format: str | None = None
    boxed: bool = False
    total: bool = False
    title: bool = False
    top: bool = False


def look_of(
    tone: Tone, side: str, number_format: str | None, *, total: bool = False, plain: bool = False, top: bool = False
) -> Look:
    """The look of a table's cell; a ``plain`` one leaves its colour to a rule of the sheet."""
    fill = None if plain else tone if tone in FILLS else "total" if total else None
    return Look(
        ink="plain" if plain else tone,
        fill=fill,
        bold=total or tone == "strong",
        side=side,
        format=number_format,
        boxed=True,
        total=total,
        top=top,
    )


def _measure_by(book: Any) -> None:
    """Make the body's type the workbook's usual one: columns are measured by the width of its digits."""
    usual = Font(name=BODY, size=SIZE)
    book._fonts = IndexedList([usual])
    book._named_styles["Normal"].font = usual


class Styles:
    """The styles of one workbook by their looks."""

    def __init__(self, book: Workbook, sheet: Worksheet) -> None:
        self._sheet = sheet
        self._known: dict[Look, int] = {}
        _measure_by(book)

    def number(self, look: Look) -> int:
        """The number of a look in the workbook."""
        found = self._known.get(look)
        if found is None:
            cell = StyledCell(self._sheet, row=1, column=1)
            cell.font = Font(
                name=TITLE if look.title else BODY,
                size=look.size,
                bold=look.bold,
                color=INKS[look.ink],
                underline="single" if look.ink == "link" else None,
            )
            if look.fill is not None:
                cell.fill = PatternFill("solid", fgColor=FILLS[look.fill])
            inside = 1 if look.boxed and look.side != "center" else 0
            cell.alignment = Alignment(
                horizontal=look.side,
                vertical="top" if look.top else "center",
                wrap_text=look.format is None,  # a number is whole, or its column too narrow
                indent=inside,
            )
            if look.boxed:
                top = _EDGE if look.total else _LINE
                cell.border = Border(left=_LINE, right=_LINE, top=top, bottom=_LINE)
            if look.format is not None:
                cell.number_format = look.format
            found = self._known[look] = cell.style_id
        return found


def light(tone: Tone) -> DifferentialStyle:
    """What a rule of the sheet lays over a cell whose word has this tone."""
    return DifferentialStyle(
        font=Font(color=INKS[tone]), fill=PatternFill(bgColor=FILLS[tone]) if tone in FILLS else None
    )
