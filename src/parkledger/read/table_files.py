"""One file of rows to a table: a YAML list or a CSV, read row by row, or as columns where it is large."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import NamedTuple

from parkledger.base import codes
from parkledger.base.findings import MOST_SHOWN, Finding
from parkledger.base.spans import Span
from parkledger.base.tree import Tree, Unreadable
from parkledger.model.columns import Table
from parkledger.read.csv_text import first_names, parse_csv
from parkledger.read.shortened import Waived, shortened
from parkledger.read.tables import Cells, ColumnType, cells_of_list, cells_of_sheet, typed_table, wrong_separator
from parkledger.read.texts import decode, read_bytes
from parkledger.read.yaml_text import read_yaml

LARGE = 2 * 1024 * 1024
"""Bytes from which a CSV is read as columns: there the import of the libraries (0.2 s) has paid for itself."""
LET_GO = ("credit_code", "address", "note", "evidence", "source")
"""Texts that no rule asks for, unless a plan names them; the name of an enterprise is another."""


class ReadFile(NamedTuple):
    """A file that was read row by row: its bytes, header, table, and what was found in its cells (in nothing else)."""

    raw: bytes
    header: Sequence[str]
    table: Table
    misjudged: tuple[Finding, ...]


class Wanted(NamedTuple):
    """What a reader of tables is asked for: the words that a plan names, None where all texts are to be kept; and the
    findings that its waivers name."""

    named: Callable[[], frozenset[str]] | None
    waived: Waived
    names: bool = True
    """Whether the names of enterprises are to be kept in any case."""

    def keeps(self, types: Sequence[ColumnType], kind: str) -> Callable[[str], bool]:
        """Whether the texts of a column are kept, or only judged."""
        if self.named is None:
            return lambda key: True
        declared = {one.key for one in types if one.declared}
        let_go = {*LET_GO, *declared, *(("name",) if kind == "enterprises" and not self.names else ())} - self.named()
        return lambda key: key not in let_go


def read_table(
    tree: Tree, kind: str, path: str, types: Sequence[ColumnType], wanted: Wanted, progress: Callable[[str], None]
) -> tuple[Table, list[Finding]]:
    """The table of a file, and what was found in it."""
    if path.endswith(".yaml"):
        table, found = _of_yaml(tree, kind, path, types)
        return table, shortened(found, wanted.waived)
    try:
        if tree.size(path) >= LARGE:
            from parkledger.read.columnar import read_columnar

            def show(rows: int) -> None:
                progress(f"{path} {rows:,}")

            return read_columnar(tree, path, types, wanted.keeps(types, kind), wanted.waived, show)
    except Unreadable as failure:
        return _unreadable(path, types, failure.reason)
    except OSError as failure:  # the disk, the network, in the midst of a file
        return _unreadable(path, types, failure.strerror or "cannot be read")
    table, found = _of_csv(tree, path, types)
    return table, shortened(found, wanted.waived)


def _unreadable(path: str, types: Sequence[ColumnType], reason: str) -> tuple[Table, list[Finding]]:
    return no_table(path, types), [Finding(codes.UNREADABLE, Span(path), args={"reason": reason})]


def no_table(path: str, types: Sequence[ColumnType]) -> Table:
    """The table of a file without rows."""
    return typed_table(Cells(path, 0, {}, (), lambda row, column: (1, 1)), types)[0]


def _of_yaml(tree: Tree, kind: str, path: str, types: Sequence[ColumnType]) -> tuple[Table, list[Finding]]:
    source, refused = read_yaml(tree, path)
    if source is None:
        return no_table(path, types), list(refused)
    cells, found = cells_of_list(source, kind, types)
    table, more = typed_table(cells, types)
    places = refused_places(refused)
    return table, [*refused, *(one for one in (*found, *more) if one.span not in places)]


def refused_places(refused: Sequence[Finding]) -> frozenset[Span]:
    """Where values are absent because YAML's features are refused: nothing more is said of them."""
    return frozenset(one.span for one in refused if one.rule is codes.YAML_FEATURE)


def _of_csv(tree: Tree, path: str, types: Sequence[ColumnType]) -> tuple[Table, list[Finding]]:
    raw, unread = read_bytes(tree, path)
    if raw is None:
        return no_table(path, types), list(unread)
    table, found, _ = read_csv(raw, path, types)
    return table, found


def read_csv(raw: bytes, path: str, types: Sequence[ColumnType]) -> tuple[Table, list[Finding], ReadFile | None]:
    """The table of the bytes of a file, what was found in it, and where its form is sound what reading another state
    of it begins from."""
    known = {name for one in types for name in (one.key, one.title)}
    text, undecoded = decode(raw, path, lambda text: bool(known & first_names(text)))
    if text is None:
        return no_table(path, types), list(undecoded), None
    sheet, misread = parse_csv(text, path)
    if wrong := wrong_separator(sheet, types):
        return no_table(path, types), [*undecoded, wrong], None
    cells, mismatched = cells_of_sheet(sheet, types)
    table, misjudged = typed_table(cells, types)
    ill_formed = [*undecoded, *misread, *mismatched]
    kept = None if ill_formed or len(misjudged) > MOST_SHOWN else ReadFile(raw, sheet.header, table, misjudged)
    return table, [*ill_formed, *misjudged], kept
