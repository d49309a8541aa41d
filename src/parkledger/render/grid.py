"""A table laid out for a window or a pipe, as lines of styled parts. Nothing here imports rich.

rich would take forty times as long for the same result, seconds for thousands of rows, and importing it takes a tenth
of a short command. A property test compares the bytes with those of rich's own table, with colour and without.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

from parkledger.base.words import Lang
from parkledger.render.cells import chopped, folded, sized, width
from parkledger.render.labels import head, word
from parkledger.render.safe import one_line
from parkledger.render.sentences import Parts, Plain
from parkledger.render.widths import Extent, laid_out
from parkledger.reports.report import Cell, Column, Say, Section

STYLES = {"plain": "", "good": "green", "warn": "yellow", "bad": "bold red", "quiet": "dim", "strong": "bold"}
HEAD = "dim"
GAP = 2
LEAST = {"text": 12, "name": 8}
"""The least cells that a column of text or of names should have."""
TIGHT = {"text": 8, "name": 6}
"""The same, used only if the table would not fit into the window otherwise."""


def plain_cell(cell: Cell, lang: Lang) -> Plain:
    """A cell worded in a language, on one line."""
    return one_line(word(cell.value, lang)), STYLES[cell.tone]


def fixed(column: Column) -> bool:
    """Whether the cells of a column are never folded: figures, days, words, ids."""
    return column.kind in ("day", "number", "word")


class Grid:
    """A section's table. A heading stands in the first column that folds, so that all rows share their widths."""

    def __init__(self, section: Section, lang: Lang, room: int | None = None) -> None:
        """Lay out a section; if ``room`` is narrow, columns that fold get less than they should."""
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
        """The least width at which no figure, day, word or id is cut."""
        column, least = self.columns[at], width(self.heads[at])
        if fixed(column):
            return max([least, *map(width, texts)])
        parts = (part for text in texts for part in text.split() if part.isascii())
        most = max(map(width, texts), default=0)
        return max([least, min(most, wanted[column.kind]), *map(len, parts)])

    @property
    def least_width(self) -> int:
        """The width that all columns need at the least."""
        return sum(self.least) + sum(self.gaps)

    def widths(self, room: int) -> list[int]:
        """The widths of the columns with their gaps, in a window of ``room`` cells."""
        extents = []
        for at, column in enumerate(self.columns):
            most = max(width(text) for text in {self.heads[at], *(row[at][0] for row in self.rows)})
            extents.append(Extent(most + self.gaps[at], self.least[at] + self.gaps[at], not fixed(column)))
        return self._fitted(laid_out(extents, room), room)

    def _fitted(self, widths: list[int], room: int) -> list[int]:
        """The widths reduced until they fit: those that were raised to their least may have made the table too wide.

        The widest column that folds gives first.
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

    def lines(self, room: int) -> Iterator[Parts]:
        """The lines of the header and of every row, each as wide as the table."""
        widths = self.widths(room)
        header: Parts = []
        for at, text in enumerate(self.heads):
            header += (self._filled(at, text, widths[at]), HEAD), (" " * self.gaps[at], HEAD)
        yield header
        made: list[dict[Plain, list[Parts]]] = [{} for _ in self.columns]
        for row in self.rows:
            cells = []
            for at, cell in enumerate(row):
                lines = made[at].get(cell)
                if lines is None:
                    lines = made[at][cell] = self._lines(at, cell, widths[at])
                cells.append(lines)
            for line in range(max(map(len, cells))):
                parts = (
                    lines[line] if line < len(lines) else [(" " * widths[at], "")] for at, lines in enumerate(cells)
                )
                yield [part for one in parts for part in one]

    def _lines(self, at: int, cell: Plain, whole: int) -> list[Parts]:
        """The lines of a cell, each as wide as the column."""
        text, style = cell
        room, behind = whole - self.gaps[at], (" " * self.gaps[at], "")
        if fixed(self.columns[at]) or (width(text) <= room and text == text.rstrip()):
            lines = [self._filled(at, text, whole)]
        elif text.split() == [text]:
            lines = [sized(part, room) for part in chopped(text, room)]
        else:
            lines = [sized(part, room) for part in folded(text, room)]
        return [[(line, style), behind] for line in lines]

    def _filled(self, at: int, text: str, whole: int) -> str:
        """A text of one line, as wide as the column."""
        room = whole - self.gaps[at]
        if self.columns[at].kind != "number" or width(text.rstrip()) > room:
            return sized(text, room)
        text = text.rstrip()
        return " " * (room - width(text)) + text


def plain_lines(lines: Iterable[Parts]) -> Iterator[str]:
    """Lines without styles and without trailing blanks, which a mail or a commit would keep."""
    for parts in lines:
        yield "".join(text for text, _ in parts).rstrip(" ") + "\n"
