"""A report for the terminal: first the answer, then the tables, then what to do next.

At 80 columns nothing is cut that a person needs: text wraps, figures never. In a pipe there is no colour and no box.
"""

from __future__ import annotations

import sys
from typing import IO

from rich.cells import cell_len
from rich.console import Console, ConsoleOptions, RenderResult
from rich.measure import Measurement
from rich.segment import Segment
from rich.table import Table
from rich.text import Text

from parkledger.base.words import Lang
from parkledger.render.labels import head, label, word
from parkledger.render.safe import one_line
from parkledger.reports.report import Cell, Column, Pack, Report, Say, Section

STYLES = {"plain": "", "good": "green", "warn": "yellow", "bad": "bold red", "quiet": "dim", "strong": "bold"}
GAP = 2
LEAST = {"text": 12, "name": 8}
"""Columns of the screen that a column of text or of names needs at the least."""
NARROWEST = 60
"""Below this a table of a ledger cannot be read at all; it is laid out for this width instead."""
PIPE_WIDTH = 100
"""In a pipe there is no window; lines of this width suit mail and logs."""


class _Console(Console):
    """A console that leaves a broken pipe to the program, whose exit codes have their own meaning."""

    def on_broken_pipe(self) -> None:
        """Say so, instead of exiting with 1, which means findings."""
        raise BrokenPipeError


def console_for(stream: IO[str] | None = None) -> Console:
    """The console of a stream. Colour and width are the terminal's; NO_COLOR and COLUMNS are obeyed."""
    stream = stream or sys.stdout
    console = _Console(file=stream, markup=False, emoji=False, highlight=False, soft_wrap=False)
    if not console.is_terminal and "COLUMNS" not in console._environ:
        console.width = PIPE_WIDTH
    console.width = max(NARROWEST, console.width)
    return console


class _Line:
    """A cell of a table with the ``gap`` behind it. Most cells are one line, which needs no wrapping and no padding:
    rich takes three times as long to come to the same."""

    def __init__(self, text: Text, gap: int) -> None:
        self.text = text
        self.gap = gap

    def __rich_measure__(self, console: Console, options: ConsoleOptions) -> Measurement:
        least, most = self.text.__rich_measure__(console, options)
        return Measurement(least + self.gap, most + self.gap).with_maximum(options.max_width)

    def __rich_console__(self, console: Console, options: ConsoleOptions) -> RenderResult:
        width = options.max_width - self.gap
        plain = self.text.plain
        blanks = " " * (width - cell_len(plain))
        if cell_len(plain) <= width and plain == plain.rstrip():
            style = console.get_style(self.text.style)
            lines = [[Segment(blanks + plain if options.justify == "right" else plain + blanks, style)]]
        else:
            lines = console.render_lines(self.text, options.update_width(width))
        for line in lines:
            yield from line
            yield Segment(" " * self.gap)
            yield Segment.line()


def _text(cell: Cell, lang: Lang) -> Text:
    return Text(one_line(word(cell.value, lang)), style=STYLES[cell.tone])


def _fixed(column: Column) -> bool:
    return column.kind in ("day", "number", "word")


def _least_widths(section: Section, lang: Lang) -> list[int]:
    """The widths below which a figure, a day, a word or an id would be cut: a narrower window wraps whole lines."""
    rows = [row for row in (*section.rows, section.totals) if row and not isinstance(row, Say)]
    widths = []
    for place, column in enumerate(section.columns):
        least = cell_len(one_line(head(column, lang)))
        cells = (one_line(word(row[place].value, lang)) for row in rows)
        if _fixed(column):
            widths.append(max([least, *map(cell_len, cells)]))
        else:
            parts = (part for cell in cells for part in cell.split() if part.isascii())
            widths.append(max([least, LEAST[column.kind], *map(cell_len, parts)]))
    return widths


def _add_column(table: Table, column: Column, least: int, gap: int, lang: Lang) -> None:
    table.add_column(
        _Line(Text(one_line(head(column, lang))), gap),
        justify="right" if column.kind == "number" else "left",
        no_wrap=_fixed(column),
        overflow="fold",
        min_width=least + gap,
    )


def _table(section: Section, least: list[int], lang: Lang) -> Table:
    """The section's table. A heading stands in the first column that wraps, so that all rows share their widths."""
    table = Table(box=None, padding=0, header_style="dim", expand=False)
    gaps = [GAP] * (len(section.columns) - 1) + [0]
    for column, width, gap in zip(section.columns, least, gaps, strict=True):
        _add_column(table, column, width, gap, lang)
    place = next((n for n, column in enumerate(section.columns) if column.kind in ("text", "name")), 0)
    for row in (*section.rows, *((section.totals,) if section.totals else ())):
        if isinstance(row, Say):
            heading = Text(one_line(word(row, lang)), style="bold" if row.key == "heading" else "dim")
            texts = [heading if n == place else Text() for n in range(len(section.columns))]
        else:
            texts = [_text(cell, lang) for cell in row]
        table.add_row(*map(_Line, texts, gaps))
    return table


def _print_table(console: Console, table: Table, least: int) -> None:
    """Print a table in the console's width, or in the least that it needs: the window then wraps whole lines."""
    width = console.width
    console.width = max(width, least)  # what is given to ``print`` is never taken for more than this
    console.print(table, crop=False)
    console.width = width


def print_report(report: Report, lang: Lang, stream: IO[str] | None = None) -> None:
    """Print a report."""
    console = console_for(stream)
    title = Text(one_line(word(report.title, lang)), style="bold")
    title.append("  " + label("as_of", lang, day=report.as_of), style="dim")
    if report.known_at is not None:
        title.append("  " + one_line(word(report.known_at, lang)), style="dim")
    console.print(title, soft_wrap=True)
    for cell in report.answer:
        console.print(_text(cell, lang), soft_wrap=True)
    for section in report.sections:
        console.print()
        if section.title is not None:
            console.print(Text(one_line(word(section.heading, lang)), style="bold"), soft_wrap=True)
        for cell in section.text:
            console.print(_text(cell, lang), soft_wrap=True)
        if not section.columns:
            continue
        least = _least_widths(section, lang)
        _print_table(console, _table(section, least, lang), sum(least) + GAP * len(least))
    if report.closing or report.hints:
        console.print()
    for cell in report.closing:
        console.print(_text(cell, lang), soft_wrap=True)
    if report.hints:
        console.print(Text(label("next", lang) + " · ".join(report.hints), style="dim"), soft_wrap=True)


def print_reports(made: Report | Pack, lang: Lang, stream: IO[str] | None = None) -> None:
    """Print a report, or all of a pack one after the other."""
    if isinstance(made, Report):
        print_report(made, lang, stream)
        return
    for place, sheet in enumerate(made.sheets):
        if place:
            console_for(stream).print()
        print_report(sheet.report, lang, stream)
