"""A terminal: its width and its colours, by means of rich."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from typing import IO

from rich.console import Console, ConsoleOptions, RenderResult
from rich.segment import Segment
from rich.text import Text

from parkledger.render.grid import Grid
from parkledger.render.sentences import INDENT, Parts, Plain, lines_of
from parkledger.render.widths import NARROWEST, PIPE_WIDTH


class _Console(Console):
    """A console that leaves a broken pipe to the program, which has its own exit codes."""

    def on_broken_pipe(self) -> None:
        """Raise it, instead of exiting with 1, which means findings."""
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


class Painted:
    """A table that is laid out already; rich only adds the colours."""

    def __init__(self, table: Grid) -> None:
        self.table = table

    def __rich_console__(self, console: Console, options: ConsoleOptions) -> RenderResult:
        for parts in self.table.lines(options.max_width):
            yield from _segments(console, parts)
            yield Segment.line()


class Screen:
    """A terminal as paper."""

    window = True

    def __init__(self, console: Console) -> None:
        self.console = console

    @property
    def width(self) -> int:
        """The cells of a line of the window."""
        return self.console.width

    def line(self, *parts: Plain) -> None:
        """One line, however long it is."""
        self.console.print(Text.assemble(*parts), soft_wrap=True)

    def sentence(self, *parts: Plain, indent: str = INDENT) -> None:
        """A sentence in lines."""
        for line in lines_of(parts, self.width, indent):
            self.line(*line)

    def table(self, table: Grid) -> None:
        """A table in the width of the window; one that it cannot hold row by row."""
        if table.least_width <= self.width:
            self.console.print(Painted(table), crop=False)
            return
        from parkledger.render.records import record_lines

        for line in record_lines(table, self.width):
            self.line(*line)


def _segments(console: Console, parts: Parts) -> Iterator[Segment]:
    """The parts of a line, those without a style put together."""
    plain = ""
    for text, style in parts:
        if not style:
            plain += text
            continue
        if plain:
            yield Segment(plain)
        yield Segment(text, console.get_style(style))
        plain = ""
    if plain:
        yield Segment(plain)
