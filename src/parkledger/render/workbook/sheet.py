"""One sheet, written from top to bottom, row by row: what every kind of row needs, lines of text, links."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from openpyxl.utils import get_column_letter
from openpyxl.worksheet.hyperlink import Hyperlink
from openpyxl.worksheet.worksheet import Worksheet

from parkledger.base.words import Lang
from parkledger.render.safe import visible
from parkledger.render.workbook import layout
from parkledger.render.workbook.styles import SIZE, Look, Styles
from parkledger.render.workbook.values import (
    MOST_ROWS,
    TooLarge,
    lines_of,
)
from parkledger.render.workbook.xml import Place, row_xml

LINK_WIDTH = 14
"""Columns that a link to another sheet takes at the least."""


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
        height = self.line_height(text, look, wide)
        places: list[Place] = [(visible(text), style)]
        self.write(places + [(None, style)] * (wide - 1 if look.boxed else 0), height)
        self.merge(self.row, 1, self.row, wide)

    def line_height(self, text: str, look: Look, wide: int = 0) -> float:
        """Points of a line of text across the sheet, or across its first columns."""
        height = layout.text_height(text, sum(self.across[: wide or len(self.across)]), look.size)
        return height + look.size / 2 if look.size > SIZE else height

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
