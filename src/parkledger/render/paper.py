"""What answers are printed on: plain lines for a pipe, which need no library, and rich for a terminal."""

from __future__ import annotations

import os
import sys
from typing import IO, Protocol

from parkledger.render.grid import Grid, plain_lines
from parkledger.render.sentences import INDENT, Plain, lines_of
from parkledger.render.widths import NARROWEST, PIPE_WIDTH


class Paper(Protocol):
    """Where lines and tables go."""

    window: bool
    """Whether it is a terminal window, which wraps lines that are too wide."""

    @property
    def width(self) -> int:
        """The cells of a line."""

    def line(self, *parts: Plain) -> None:
        """One line, however long it is."""

    def sentence(self, *parts: Plain, indent: str = INDENT) -> None:
        """A sentence in as many lines as it needs; those after the first begin with ``indent``."""

    def table(self, table: Grid) -> None:
        """A table in the paper's width. One that does not fit is as wide as it needs in a pipe, for other programs, and
        is printed row by row in a window."""


class Pipe:
    """A file, a pipe: no colour, no box, and no line of a table ends in blanks."""

    window = False

    def __init__(self, stream: IO[str], width: int, *, asked: bool) -> None:
        self.stream = stream
        self.width = width
        self.asked = asked

    def line(self, *parts: Plain) -> None:
        """One line."""
        self.stream.write("".join(text for text, _ in parts) + "\n")

    def sentence(self, *parts: Plain, indent: str = INDENT) -> None:
        """A sentence: on one line, unless a width was asked for (``COLUMNS``)."""
        for line in lines_of(parts, self.width, indent) if self.asked else (parts,):
            self.line(*line)

    def table(self, table: Grid) -> None:
        """A table."""
        self.stream.writelines(plain_lines(table.lines(max(self.width, table.least_width))))


def paper_for(stream: IO[str] | None = None, *, plain: bool = False) -> Paper:
    """The paper of a stream. Colour and width are the terminal's; NO_COLOR, FORCE_COLOR and COLUMNS are obeyed.

    ``plain``: it is written to a file, which is not a terminal whatever the environment says.
    """
    stream = stream or sys.stdout
    if (width := _pipe_width(stream, plain=plain)) is not None:
        return Pipe(stream, max(NARROWEST, width), asked=not plain and "COLUMNS" in os.environ)
    from parkledger.render.screen import Screen, console_for

    console = console_for(stream, plain=plain)
    return Screen(console) if console.is_terminal else Pipe(stream, console.width, asked=not plain)


def _pipe_width(stream: IO[str], *, plain: bool) -> int | None:
    """The width of a stream that is certainly not a terminal; None if rich has to look at it and at the environment."""
    if not plain and (stream.isatty() or "FORCE_COLOR" in os.environ or "TTY_COMPATIBLE" in os.environ):
        return None
    columns = os.environ.get("COLUMNS")
    if columns is None:
        return PIPE_WIDTH
    return int(columns) if columns.isdigit() else None
