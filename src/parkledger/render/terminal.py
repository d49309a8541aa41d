"""A report for the terminal: first the answer, then the tables, then what to do next.

At 80 columns nothing is cut that a person needs: text wraps, figures never. In a pipe there is no colour and no box.
"""

from __future__ import annotations

import sys
from typing import IO

from rich.console import Console
from rich.text import Text

from parkledger.base.words import Lang
from parkledger.render.grid import Grid, plain_cell
from parkledger.render.labels import label, word
from parkledger.render.safe import one_line
from parkledger.reports.report import Cell, Pack, Report

NARROWEST = 60
"""Below this a table of a ledger cannot be read at all; it is laid out for this width instead."""
PIPE_WIDTH = 100
"""In a pipe there is no window; lines of this width suit mail and logs."""


class _Console(Console):
    """A console that leaves a broken pipe to the program, whose exit codes have their own meaning."""

    def on_broken_pipe(self) -> None:
        """Say so, instead of exiting with 1, which means findings."""
        raise BrokenPipeError


def console_for(stream: IO[str] | None = None, *, plain: bool = False) -> Console:
    """The console of a stream. Colour and width are the terminal's; NO_COLOR, FORCE_COLOR and COLUMNS are obeyed.

    ``plain``: what is written becomes a file, which is no terminal whatever the environment says.
    """
    stream = stream or sys.stdout
    terminal = False if plain else None
    console = _Console(
        file=stream, force_terminal=terminal, markup=False, emoji=False, highlight=False, soft_wrap=False
    )
    if not console.is_terminal and "COLUMNS" not in console._environ:
        console.width = PIPE_WIDTH
    console.width = max(NARROWEST, console.width)
    return console


def _text(cell: Cell, lang: Lang) -> Text:
    text, style = plain_cell(cell, lang)
    return Text(text, style=style)


def _print_table(console: Console, table: Grid) -> None:
    """Print a table in the console's width, or in the least that it needs: the window then wraps whole lines.

    In a pipe no line ends in blanks, which a mail or a commit would keep.
    """
    width = console.width
    console.width = max(width, table.least_width)  # what is given to ``print`` is never taken for more than this
    if console.is_terminal:
        console.print(table, crop=False)
    else:
        with console.capture() as printed:
            console.print(table, crop=False)
        console.file.writelines(line.rstrip(" ") + "\n" for line in printed.get().split("\n")[:-1])
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
        _print_table(console, Grid(section, lang, console.width))
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
