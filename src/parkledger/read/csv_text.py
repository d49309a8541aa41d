"""CSV text to rows with their lines. Nothing is guessed: a ragged row, an open quote, a marker are findings."""

from __future__ import annotations

import csv
import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field

from parkledger.base import codes
from parkledger.base.findings import Finding
from parkledger.base.spans import Span

MOST_COLUMNS = 500
"""Columns of a file: a roster has about twenty, a workbook of everything that anybody ever asked a few hundred."""
MOST_CELL = 100_000
"""Characters of one cell; a workbook's cell holds 32,767."""
SEPARATORS = {
    "\t": "制表符 / a tab",
    ";": "分号 / a semicolon",
    "；": "全角分号 / a wide semicolon",
    "，": "全角逗号 / a wide comma",
}
"""What stands for a comma in tables that were exported or typed in another way."""
_MARKER = re.compile(r"^(<{7} |={7}$|>{7} |\|{7} )")
_NOT_PLAIN = ('"', "<<<<<<<", "=======", ">>>>>>>", "|||||||")
"""Without any of these every line is a record, and cut at each comma."""


@dataclass(eq=False, repr=False)
class Sheet:
    """The cells of a file: ``header``, the full ``rows``, their ``lines``; of the ``ragged`` rows how many cells each
    has."""

    path: str
    header: list[str] = field(default_factory=list)
    rows: list[list[str]] = field(default_factory=list)
    lines: list[int] = field(default_factory=list)
    ragged: dict[int, int] = field(default_factory=dict)
    raw_lines: list[str] = field(default_factory=list)
    head: int = 1
    """The line of the header."""
    _last: tuple[int, list[tuple[int, int]]] = (0, [])
    open_from: int = 0
    """The line on which the record begins whose quote the text leaves open; 0 where there is none."""

    def ragged_row(self, row: int, off: int = 0) -> Finding:
        """The finding of a ragged row, of a sheet that begins so many lines further down in its file."""
        counts = {"found": str(self.ragged[row]), "expected": str(len(self.header))}
        return Finding(codes.RAGGED_ROW, Span(self.path, self.lines[row] + off), args=counts)

    def place(self, line: int, cell: int) -> tuple[int, int]:
        """Line and column of a cell of the record that begins on a line; those of the last record are remembered."""
        if self._last[0] != line:
            self._last = (line, list(self._cells(line)))
        places = self._last[1]
        return places[cell] if cell < len(places) else (line, 1)

    def _cells(self, line: int) -> Iterator[tuple[int, int]]:
        """Where each cell of a record begins: counted along the raw text, as the csv module reads its quotes."""
        yield line, 1
        state = "start"
        for number in range(line, len(self.raw_lines) + 1):
            raw = self.raw_lines[number - 1]
            for column, character in enumerate(raw, 1):
                if state == "quoted":
                    state = "closed" if character == '"' else state
                elif character == ",":
                    state = "start"
                    yield number, column + 1
                else:
                    state = "quoted" if character == '"' and state != "text" else "text"
            if state != "quoted":
                return


def lines_of(text: str) -> list[str]:
    """The lines of a text, whatever ends them."""
    lines = text.replace("\r\n", "\n").replace("\r", "\n").split("\n")
    return lines if lines[-1] else lines[:-1]


def first_cells(text: str) -> list[str]:
    """The cells of the first line that is not blank."""
    for line in text[:MOST_CELL].splitlines():
        if line.strip():
            return next(csv.reader([line]), [])
    return []


def first_names(text: str) -> set[str]:
    """The names in the first line that is not blank, also where something else than a comma stands between them."""
    cells = first_cells(text)
    return {cell.strip() for cell in cells} | {name for mark in SEPARATORS for name in split_names(cells, mark)}


def split_names(header: Iterable[str], mark: str) -> list[str]:
    """The names of a header, were they separated by this mark."""
    return [name.strip(' "') for name in ",".join(header).split(mark)]


class _Feed:
    """Hands lines to the csv module and leaves conflict markers out, which are findings.

    ``first`` and ``at`` are the lines on which the record that is being read begins and has come to; it is ``ended``
    when the file is: a record that is read then has an open quote.
    """

    def __init__(self, path: str, lines: list[str]) -> None:
        self.path = path
        self.lines = lines
        self.first = self.at = 0
        self.ended = False
        self.findings: list[Finding] = []

    def __iter__(self) -> Iterator[str]:
        for number, line in enumerate(self.lines, 1):
            self.at = number
            if _MARKER.match(line):
                self.findings.append(Finding(codes.CONFLICT_MARKER, Span(self.path, number)))
                continue
            self.first = self.first or number
            yield line + "\n"
        self.ended = True

    def records(self, *, plain: bool) -> Iterator[list[str]]:
        """The cells of each record that is not blank; of a ``plain`` text without the csv module, in half the time."""
        if plain:
            for number, line in enumerate(self.lines, 1):
                if line.strip():
                    self.first = self.at = number
                    yield line.split(",")
            return
        for cells in csv.reader(self):
            if self.at > self.first or self.lines[self.first - 1].strip():
                yield cells
            self.first = 0


def parse_csv(
    text: str, path: str, note: Callable[[int], None] = lambda rows: None, *, whole: bool = True
) -> tuple[Sheet, tuple[Finding, ...]]:
    """Read all rows. Ragged rows are kept, shortened or filled up to the header, and marked.

    Of a text that is not ``whole`` an open quote is no fault, the record goes on in what follows; and its ragged rows
    are told by who puts the pieces together, since there may be a million.
    """
    sheet = Sheet(path, raw_lines=lines_of(text))
    feed = _Feed(path, sheet.raw_lines)
    findings = feed.findings
    csv.field_size_limit(MOST_CELL)
    plain = len(max(feed.lines, key=len, default="")) <= MOST_CELL and not any(mark in text for mark in _NOT_PLAIN)
    try:
        for cells in feed.records(plain=plain):
            if feed.ended:
                sheet.open_from = feed.first
                if not whole:
                    break
                args = {"rows": str(feed.at - feed.first)}
                findings.append(Finding(codes.OPEN_QUOTE, Span(path, feed.first), args=args))
                break
            if not sheet.header:
                if len(cells) > MOST_COLUMNS:
                    limit = f"{MOST_COLUMNS} 列 / columns"
                    findings.append(Finding(codes.TOO_DEEP, Span(path, feed.first), args={"limit": limit}))
                    break
                sheet.header, sheet.head = [cell.strip() for cell in cells], feed.first
                continue
            if feed.at > feed.first:
                findings.extend(_swallowed(sheet, feed.first, feed.at))
            if len(cells) != len(sheet.header):
                sheet.ragged[len(sheet.rows)] = len(cells)
                cells = (cells + [""] * (len(sheet.header) - len(cells)))[: len(sheet.header)]  # noqa: PLW2901
            sheet.rows.append(cells)
            sheet.lines.append(feed.first)
            if len(sheet.rows) % 50_000 == 0:
                note(len(sheet.rows))
    except csv.Error:
        # the one error of a lenient reader: a cell beyond the limit, which an open quote makes as well
        span = Span(path, feed.first)
        findings.append(Finding(codes.TOO_DEEP, span, args={"limit": f"{MOST_CELL} 字符 / characters in a cell"}))
    if whole:
        findings += map(sheet.ragged_row, sheet.ragged)
    if not sheet.header and not findings and whole:
        findings.append(Finding(codes.NO_HEADER, Span(path)))
    return sheet, tuple(findings)


def _swallowed(sheet: Sheet, first: int, last: int) -> Iterator[Finding]:
    """Doubt a record of several lines of which one looks like a row."""
    raw = sheet.raw_lines[first - 1 : last]
    if any(line.count(",") >= max(1, len(sheet.header) - 1) for line in raw[1:]):
        yield Finding(codes.SWALLOWED_ROWS, Span(sheet.path, first), args={"rows": str(len(raw))})
