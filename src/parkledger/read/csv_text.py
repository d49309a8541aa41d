"""CSV text to rows with their lines. Nothing is guessed: a ragged row, an open quote, a marker are findings."""

from __future__ import annotations

import csv
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field

from parkledger.base import codes
from parkledger.base.findings import Finding
from parkledger.base.spans import Span

MOST_CELL = 100_000
"""Characters of one cell; a workbook's cell holds 32,767."""
_MARKER = re.compile(r"^(<{7} |={7}$|>{7} |\|{7} )")


@dataclass
class Sheet:
    """The cells of a file: ``header``, the full ``rows``, their ``lines``, which of them are ``ragged``."""

    path: str
    header: list[str] = field(default_factory=list)
    rows: list[list[str]] = field(default_factory=list)
    lines: list[int] = field(default_factory=list)
    ragged: set[int] = field(default_factory=set)
    raw_lines: list[str] = field(default_factory=list)

    def place(self, line: int, cell: int) -> tuple[int, int]:
        """Line and column of a cell: counted along the raw text, quotes and quoted line ends included."""
        column, cells, quoted = 1, 0, False
        for number in range(line - 1, len(self.raw_lines)):
            for character in self.raw_lines[number]:
                if cells == cell:
                    return number + 1, column
                if character == '"':
                    quoted = not quoted
                elif character == "," and not quoted:
                    cells += 1
                column += 1
            if not quoted:
                break
            column = 1
        return (line, column) if cells == cell else (line, 1)


def _lines(text: str) -> list[str]:
    return text.replace("\r\n", "\n").replace("\r", "\n").split("\n")


def first_cells(text: str) -> list[str]:
    """The cells of the first line that is not blank."""
    for line in text[:MOST_CELL].splitlines():
        if line.strip():
            return next(csv.reader([line]), [])
    return []


class _Feed:
    """Hands lines to the csv module and leaves conflict markers out, which are findings."""

    def __init__(self, path: str, lines: list[str]) -> None:
        self.path = path
        self.lines = lines
        self.at = 0
        self.findings: list[Finding] = []

    def __iter__(self) -> Iterator[str]:
        for number, line in enumerate(self.lines, 1):
            self.at = number
            if _MARKER.match(line):
                self.findings.append(Finding(codes.CONFLICT_MARKER, Span(self.path, number)))
                continue
            yield line + "\n"


def parse_csv(
    text: str, path: str, note: Callable[[int], None] = lambda rows: None
) -> tuple[Sheet, tuple[Finding, ...]]:
    """Read all rows. Ragged rows are kept, shortened or filled up to the header, and marked."""
    sheet = Sheet(path, raw_lines=_lines(text))
    feed = _Feed(path, sheet.raw_lines)
    findings = feed.findings
    before = 0
    csv.field_size_limit(MOST_CELL)
    try:
        for cells in csv.reader(feed):
            first, before = before + 1, feed.at
            while first < feed.at and not sheet.raw_lines[first - 1].strip():
                first += 1
            if not cells:
                continue
            if not sheet.header:
                sheet.header = [cell.strip() for cell in cells]
                continue
            if feed.at > first and _swallowed(sheet, feed, first, cells):
                break
            if len(cells) != len(sheet.header):
                sheet.ragged.add(len(sheet.rows))
                counts = {"found": str(len(cells)), "expected": str(len(sheet.header))}
                findings.append(Finding(codes.RAGGED_ROW, Span(path, first), args=counts))
            sheet.rows.append((cells + [""] * (len(sheet.header) - len(cells)))[: len(sheet.header)])
            sheet.lines.append(first)
            if len(sheet.rows) % 50_000 == 0:
                note(len(sheet.rows))
    except csv.Error:
        # the one error of a lenient reader: a cell beyond the limit, which an open quote makes as well
        span = Span(path, before + 1)
        findings.append(Finding(codes.TOO_DEEP, span, args={"limit": f"{MOST_CELL} 字符 / characters in a cell"}))
    if not sheet.header and not findings:
        findings.append(Finding(codes.NO_HEADER, Span(path)))
    return sheet, tuple(findings)


def _swallowed(sheet: Sheet, feed: _Feed, first: int, cells: list[str]) -> bool:
    """Judge a record of several lines; true when its quote never closes, so that nothing follows it."""
    raw = sheet.raw_lines[first - 1 : feed.at]
    if sum(line.count('"') for line in raw) % 2:
        args = {"rows": str(feed.at - first)}
        feed.findings.append(Finding(codes.OPEN_QUOTE, Span(sheet.path, first), args=args))
        return True
    rows = [line for line in raw[1:] if line.count(",") >= max(1, len(sheet.header) - 1)]
    if rows:
        args = {"rows": str(len(raw))}
        feed.findings.append(Finding(codes.SWALLOWED_ROWS, Span(sheet.path, first), args=args))
    return False
