"""A large CSV file to typed columns, block by block. The row schema's field types judge whole columns.

Every block whose form is plain is cut into columns by ``arrow_csv``; any other goes through the exact reader of
``csv_text``, which words what is wrong. Both feed the same columns of ``column_parts``, so that the findings and the
typed columns are those of a file that is read row by row.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from functools import partial
from itertools import islice
from typing import Any, NamedTuple

from parkledger.base import codes
from parkledger.base.findings import MOST_SHOWN, Finding
from parkledger.base.spans import Span
from parkledger.base.tree import Changed, Tree
from parkledger.model.arrays import one_day
from parkledger.model.columns import Table, rows_at
from parkledger.read.ahead import ahead
from parkledger.read.arrow_csv import plain_columns
from parkledger.read.blocks import (
    GB18030,
    LONGEST_LINE,
    UTF8,
    Block,
    Blocks,
    Lines,
    LineTooLong,
    NotThisEncoding,
    likely_encoding,
)
from parkledger.read.column_parts import absent_column, in_its_form, part_of
from parkledger.read.csv_text import Sheet, first_names, lines_of, parse_csv
from parkledger.read.faults import Faults
from parkledger.read.let_go import ReadAgain
from parkledger.read.lines import LineNumbers, Segment
from parkledger.read.parts import Part
from parkledger.read.shortened import Shortened, Waived
from parkledger.read.tables import ColumnType, matched_header, wrong_separator

HEAD = 64 * 1024
"""Bytes in which the header must stand, to tell the encoding by it."""


class Prepared(NamedTuple):
    """The cells of a block as its columns will take them: ``parts`` are the columns that they were prepared for."""

    parts: Mapping[str, Part]
    rows: int
    cells: Mapping[str, Any]


class _Reading:
    """The reading of one file in one encoding. ``keep``: whether anybody may ask for a column's texts."""

    def __init__(
        self, tree: Tree, path: str, encoding: str, types: Sequence[ColumnType], keep: Callable[[str], bool],
        waived: Waived,
    ) -> None:  # fmt: skip
        self.tree, self.path, self.encoding, self.types, self.keep = tree, path, encoding, types, keep
        self.blocks = Blocks(tree, path, encoding)
        self.lines = LineNumbers()
        self.ragged: list[int] = []
        self.parts: dict[str, Part] = {}
        self.at: dict[str, int] = {}
        self.header: list[str] = []
        self.head = 1
        self.ended = False
        self.told = Shortened(waived)
        self.faults = Faults(path, self.told, self.name, self.place)
        self._again: tuple[Lines, Sheet] | None = None

    def read(self, progress: Callable[[int], None]) -> None:
        """Read to the end, or to what cannot be read."""
        try:
            while not self.ended and self.run(progress):
                pass
            for block in self.blocks:  # what is not read any more must still be text of this encoding
                block.decoded()
        except LineTooLong as found:
            args = {"limit": f"{LONGEST_LINE} 字节 / bytes in a line"}
            self.told.add_found([Finding(codes.TOO_DEEP, Span(self.path, found.line), args=args)])
            self.ended = True
        finally:
            self.blocks.close()
        if not self.header and not self.told.findings():
            self.told.add_found([Finding(codes.NO_HEADER, Span(self.path))])

    def run(self, progress: Callable[[int], None]) -> bool:
        """Take blocks that have been prepared ahead; true when a block had to be handed out again."""
        for block, prepared in ahead(iter(self.blocks), self.prepared):
            again = self.take(block, prepared)
            progress(self.lines.size)
            if again or self.ended:
                return again
        return False

    def prepared(self, block: Block) -> Prepared | None:
        """What can be done with a block without looking at any other: this runs beside the blocks before it."""
        parts = dict(self.parts)
        if not parts:
            return None
        forms = {part.number: part.form for part in parts.values()}
        table = plain_columns(block.text, block.ends, len(self.header), forms)
        if table is None:
            return None
        try:
            cells = {key: part.prepared(table.column(str(part.number)).chunk(0)) for key, part in parts.items()}
        except UnicodeDecodeError:  # pyarrow does not look at the bytes of values that repeat
            return None
        return Prepared(parts, table.num_rows, cells)

    def take(self, block: Block, prepared: Prepared | None) -> bool:
        """One block: as columns where its form is plain, else row by row."""
        if prepared is not None and prepared.parts != self.parts:  # a column has changed its form since
            prepared = self.prepared(block)
        if prepared is None:
            return self.exactly(block)
        first = self.lines.add(block.of, prepared.rows, block.of.line)
        self.faults.ragged = set()
        for key, part in self.parts.items():
            part.take(prepared.cells[key], first, self.faults)
        self.settle()
        return False

    def settle(self) -> None:
        """Columns that have proven to be of the other kind change their form."""
        self.parts = {key: in_its_form(part, keep=self.keep(key)) for key, part in self.parts.items()}

    def exactly(self, block: Block) -> bool:
        """Row by row, with every doubt worded; true where the block leaves a record open, to be handed out again."""
        sheet, found = self.sheet_of(block)
        off = block.of.line - 1 - bool(self.header)
        if not self.header and (wrong := wrong_separator(sheet, self.types)):
            self.told.add_found([wrong._replace(span=wrong.span._replace(line=wrong.span.line + off))])
            self.ended = True
            return False
        again = bool(sheet.open_from) and not self.blocks.last(block.of)
        if again:
            self.blocks.go_back(block.of, sheet.open_from + off)
            found = tuple(one for one in found if one.span.line < sheet.open_from)  # the others are found again
        elif sheet.open_from:
            rows = block.of.line + block.of.size - 1 - (sheet.open_from + off)
            found = (*found, Finding(codes.OPEN_QUOTE, Span(self.path, sheet.open_from), args={"rows": str(rows)}))
        self.ended = any(one.rule in (codes.TOO_DEEP, codes.OPEN_QUOTE) for one in found)
        if not self.header and sheet.header:
            self.begin_columns(sheet, off)
        self.told.add_found(one._replace(span=one.span._replace(line=one.span.line + off)) for one in found)
        self.tell_ragged(sheet, off)
        first = self.lines.add(block.of, len(sheet.rows), [line + off for line in sheet.lines])
        self.faults.ragged = {first + row for row in sheet.ragged}
        self.ragged += sorted(self.faults.ragged)
        for part in self.parts.values() if sheet.rows else ():
            part.take(part.prepared_list([row[part.number] for row in sheet.rows]), first, self.faults)
        self.settle()
        return again

    def tell_ragged(self, sheet: Sheet, off: int) -> None:
        """The ragged rows of a block, of which no more are made than can be told."""
        first = [sheet.ragged_row(row, off) for row in islice(sheet.ragged, MOST_SHOWN + 1)]
        cases = (((one.span.line, 1), partial(_itself, one)) for one in first)
        if first:
            self.told.add(codes.RAGGED_ROW, len(sheet.ragged), cases)

    def sheet_of(self, block: Block) -> tuple[Sheet, tuple[Finding, ...]]:
        """The rows of a block. Behind the first one a line of as many cells stands in for the header."""
        head = self.stand_in() if self.header else ""
        return parse_csv(head + block.decoded(), self.path, whole=False)

    def stand_in(self) -> str:
        """A line of as many cells as the header has."""
        return '""' + "," * (len(self.header) - 1) + "\n"

    def begin_columns(self, sheet: Sheet, off: int) -> None:
        """The header is known: which column is whose, and how its values repeat in the first rows."""
        self.header, self.head = sheet.header, sheet.head + off
        self.at, found = matched_header(sheet, self.types)
        self.told.add_found(one._replace(span=one.span._replace(line=one.span.line + off)) for one in found)
        expected = int(1.05 * len(sheet.rows) * self.tree.size(self.path) / max(self.blocks.taken, 1))
        for one in self.types:
            if (number := self.at.get(one.key)) is not None:
                sample = [row[number] for row in sheet.rows]
                self.parts[one.key] = part_of(one, number, sample, expected, keep=self.keep(one.key))

    def name(self, row: int) -> str:
        """What a row is called in a pointer: its id, else its line."""
        return (self.parts["id"].text_at(row) if "id" in self.parts else "") or str(self.lines[row])

    def place(self, row: int, column: str) -> tuple[int, int]:
        """Line and column of a cell, read again from the file."""
        if column not in self.at:
            return self.lines[row], 1
        segment = self.lines.segment(row)
        before = segment.block.line - 1
        line, at = self.sheet(segment).place(segment.line(row) - before, self.at[column])
        return line + before, at

    def sheet(self, segment: Segment) -> Sheet:
        """The lines of a block, read again; the last one is remembered."""
        block = segment.block
        if self._again is None or self._again[0] != block:
            with self.tree.open(self.path) as file:
                file.seek(block.start)
                raw = file.read(block.length)
            try:
                lines = lines_of(raw.decode(self.encoding))
            except UnicodeDecodeError as failure:
                raise self.changed() from failure
            if len(raw) != block.length or len(lines) != block.size:
                raise self.changed()
            self._again = (block, Sheet(self.path, raw_lines=lines))
        return self._again[1]

    def changed(self) -> Changed:
        """What ends a command whose file is another one by now."""
        return Changed(self.tree.shown(self.path))

    def column(self, key: str) -> Iterator[str]:
        """The cells of a column that was not kept, read again from the file."""
        number, count = self.at[key], 0
        for segment in self.lines.segments:
            text = "\n".join(self.sheet(segment).raw_lines) + "\n"
            head = "" if segment.block.line <= self.head else self.stand_in()
            rows = parse_csv(head + text, self.path, whole=False)[0].rows
            count += len(rows)
            yield from (row[number].strip() for row in rows)
        if count != self.lines.size:
            raise self.changed()

    def cell(self, row: int, key: str) -> str:
        """One cell of a column that was not kept."""
        segment = self.lines.segment(row)
        lines = self.sheet(segment).raw_lines[segment.line(row) - segment.block.line :]
        return self._first_row(lines)[self.at[key]].strip()

    def _first_row(self, lines: Sequence[str]) -> list[str]:
        text = self.stand_in() + "\n".join(lines) + "\n"
        rows = parse_csv(text, self.path, whole=False)[0].rows
        if not rows:
            raise self.changed()
        return rows[0]

    def table(self) -> Table:
        """The typed columns."""
        columns: dict[str, dict[str, Any]] = {"text": {}, "day": {}, "number": {}}
        for one in self.types:
            part = self.parts.pop(one.key, None)
            made = part.made(self.ragged) if part else absent_column(one, self.lines.size)
            columns[one.kept][one.key] = self.again(one.key) if made is None else made
        present = frozenset(self.at)
        return Table(
            self.path, self.lines.size, columns["text"], columns["day"], columns["number"], self.lines, present,
            self.place, one_day, rows_at(self.ragged),
        )  # fmt: skip

    def again(self, key: str) -> ReadAgain:
        """A column that was let go."""
        return ReadAgain(self.lines.size, lambda row: self.cell(row, key), lambda: self.column(key))


def _itself(finding: Finding) -> Finding:
    return finding


def read_columnar(
    tree: Tree, path: str, types: Sequence[ColumnType], keep: Callable[[str], bool], waived: Waived,
    progress: Callable[[int], None],
) -> tuple[Table, list[Finding]]:  # fmt: skip
    """Read a file of many rows. Raises Unreadable when it cannot be opened."""
    known = {name for one in types for name in (one.key, one.title)}
    with tree.open(path) as file:
        likely = likely_encoding(file.read(HEAD), lambda header: _names(header, known))
    line = 1
    for encoding in (UTF8, GB18030) if likely == UTF8 else (GB18030, UTF8):
        reading = _Reading(tree, path, encoding, types, keep, waived)
        try:
            reading.read(progress)
        except NotThisEncoding as failure:
            line = max(line, failure.line)
            continue
        found = reading.told.findings()
        if encoding == GB18030:
            found.append(Finding(codes.NOT_UTF8, Span(path)))
        return reading.table(), found
    nothing = _Reading(tree, path, UTF8, types, keep, waived).table()
    return nothing, [Finding(codes.UNDECODABLE, Span(path, line), args={"line": str(line)})]


def _names(header: str, known: set[str]) -> bool:
    return bool(known & first_names(header))
