"""A table for the terminal: rich says how wide its columns are, its lines are put together here.

Most cells are one line, or one word that is folded; rich takes forty times as long to come to the same, which is
seconds for thousands of rows. A property test holds that the bytes are those of rich's own table.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import NamedTuple

from rich.cells import cell_len, chop_cells
from rich.console import Console, ConsoleOptions, RenderResult
from rich.measure import Measurement
from rich.segment import Segment
from rich.style import Style
from rich.table import Table
from rich.text import Text

from parkledger.base.words import Lang
from parkledger.render.labels import head, word
from parkledger.render.safe import one_line
from parkledger.reports.report import Cell, Column, Say, Section

STYLES = {"plain": "", "good": "green", "warn": "yellow", "bad": "bold red", "quiet": "dim", "strong": "bold"}
GAP = 2
LEAST = {"text": 12, "name": 8}
"""Columns of the screen that a column of text or of names should have at the least."""
TIGHT = {"text": 8, "name": 6}
"""The same where it makes a table fit into a window that it would not fit into otherwise."""

Plain = tuple[str, str]
"""A cell as text and style."""
Parts = list[tuple[str, Style | None]]
"""A line of a cell: what is written in which style."""


def plain_cell(cell: Cell, lang: Lang) -> Plain:
    """A cell worded in a language, on one line."""
    return one_line(word(cell.value, lang)), STYLES[cell.tone]


def fixed(column: Column) -> bool:
    """Whether the cells of a column are never folded: figures, days, words, ids."""
    return column.kind in ("day", "number", "word")


class _Extent(NamedTuple):
    """Stands in for all cells of a column when rich measures it."""

    least: int
    most: int

    def __rich_measure__(self, console: Console, options: ConsoleOptions) -> Measurement:
        return Measurement(self.least, self.most).with_maximum(options.max_width)

    def __rich_console__(self, console: Console, options: ConsoleOptions) -> RenderResult:
        """It is never shown."""
        yield from ()


def _width(text: str) -> int:
    return len(text) if text.isascii() else cell_len(text)


def _extent(texts: Iterable[str]) -> _Extent:
    """How narrow and how wide the cells of a column can be: a line of one word, or all of it."""
    least = most = 0
    for text in texts:
        most = max(most, _width(text))
        least = max([least, *map(_width, text.split() or [text])])
    return _Extent(least, most)


class Grid:
    """A section's table. A heading stands in the first column that folds, so that all rows share their widths."""

    def __init__(self, section: Section, lang: Lang, room: int | None = None) -> None:
        """Lay out a section; for a narrow ``room`` columns that fold have less than they should."""
        self.columns = section.columns
        self.heads = [one_line(head(column, lang)) for column in section.columns]
        self.gaps = [GAP] * (len(section.columns) - 1) + [0]
        place = next((n for n, column in enumerate(section.columns) if column.kind in ("text", "name")), 0)
        self.rows: list[list[Plain]] = []
        cells: list[list[Plain]] = []
        for row in (*section.rows, *((section.totals,) if section.totals else ())):
            if isinstance(row, Say):
                heading = (one_line(word(row, lang)), "bold" if row.key == "heading" else "dim")
                self.rows.append([heading if n == place else ("", "") for n in range(len(section.columns))])
            else:
                cells.append([plain_cell(cell, lang) for cell in row])
                self.rows.append(cells[-1])
        texts = [{row[at][0] for row in cells} for at in range(len(section.columns))]
        self.least = [self._least(at, one, LEAST) for at, one in enumerate(texts)]
        if room is not None and self.least_width > room:
            tight = [self._least(at, one, TIGHT) for at, one in enumerate(texts)]
            self.least = tight if sum(tight) + sum(self.gaps) <= room else self.least

    def _least(self, at: int, texts: set[str], wanted: Mapping[str, int]) -> int:
        """The width below which a figure, a day, a word or an id would be cut: a narrower window wraps whole lines."""
        column, least = self.columns[at], _width(self.heads[at])
        if fixed(column):
            return max([least, *map(_width, texts)])
        parts = (part for text in texts for part in text.split() if part.isascii())
        most = max(map(_width, texts), default=0)
        return max([least, min(most, wanted[column.kind]), *map(len, parts)])

    @property
    def least_width(self) -> int:
        """The width that all columns need at the least."""
        return sum(self.least) + sum(self.gaps)

    def _frame(self, widths: list[int] | None = None) -> Table:
        """The header alone: of columns that are yet to be measured, or have these widths."""
        table = Table(box=None, pad_edge=False, padding=(0, GAP, 0, 0), header_style="dim", expand=False)
        for at, column in enumerate(self.columns):
            table.add_column(
                Text(self.heads[at]),
                justify="right" if _right(column) else "left",
                no_wrap=fixed(column),
                overflow="fold",
                min_width=self.least[at],
                width=widths[at] - self.gaps[at] if widths else None,
            )
        return table

    def _widths(self, console: Console, options: ConsoleOptions) -> list[int]:
        table = self._frame()
        table.add_row(*(_extent({row[at][0] for row in self.rows}) for at in range(len(self.columns))))
        widths = table._calculate_column_widths(console, options)
        return self._fitted(widths, options.max_width)

    def _fitted(self, widths: list[int], room: int) -> list[int]:
        """Widths that the room holds: rich raises a narrow column to its least and leaves the others as they were.

        The widest that folds gives first.
        """
        spare = [width - gap - least for width, gap, least in zip(widths, self.gaps, self.least, strict=True)]
        while sum(widths) > room:
            able = [at for at, column in enumerate(self.columns) if spare[at] > 0 and not fixed(column)]
            if not able:
                break
            widest = max(able, key=lambda at: widths[at])
            widths[widest] -= 1
            spare[widest] -= 1
        return widths

    def __rich_console__(self, console: Console, options: ConsoleOptions) -> RenderResult:
        widths = self._widths(console, options)
        yield from console.render(self._frame(widths), options.update_width(sum(widths)))
        made: list[dict[Plain, list[Parts]]] = [{} for _ in self.columns]
        for row in self.rows:
            cells = []
            for at, cell in enumerate(row):
                lines = made[at].get(cell)
                if lines is None:
                    lines = made[at][cell] = self._lines(console, options, at, cell, widths[at])
                cells.append(lines)
            for line in range(max(map(len, cells))):
                parts = (
                    lines[line] if line < len(lines) else [(" " * widths[at], None)] for at, lines in enumerate(cells)
                )
                yield from _joined(part for one in parts for part in one)
                yield Segment.line()

    def _lines(self, console: Console, options: ConsoleOptions, at: int, cell: Plain, whole: int) -> list[Parts]:
        """The lines of a cell, each as wide as the column."""
        text, name = cell
        column, gap, width = self.columns[at], self.gaps[at], whole - self.gaps[at]
        style, behind = console.get_style(name) if name else None, (" " * gap, None)
        if _width(text) <= width and text == text.rstrip():
            return [[(_padded(text, width, right=_right(column)), style), behind]]
        if not fixed(column) and text.split() == [text]:
            return [[(_padded(part, width, right=False), style), behind] for part in chop_cells(text, width)]
        as_column = options.update(
            width=width, justify="right" if _right(column) else "left", no_wrap=fixed(column), overflow="fold",
            height=None,
        )  # fmt: skip
        lines = console.render_lines(Text(text, style=name), as_column)
        return [[*((one.text, one.style) for one in line), behind] for line in lines]


def _right(column: Column) -> bool:
    return column.kind == "number"


def _padded(text: str, width: int, *, right: bool) -> str:
    blanks = " " * (width - _width(text))
    return blanks + text if right else text + blanks


def _joined(parts: Iterable[tuple[str, Style | None]]) -> Iterator[Segment]:
    """Segments, those without a style put together."""
    plain = ""
    for text, style in parts:
        if style is None:
            plain += text
            continue
        if plain:
            yield Segment(plain)
        yield Segment(text, style)
        plain = ""
    if plain:
        yield Segment(plain)
