"""Rows to typed columns. The row schema's field types judge whole columns: each distinct value once."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from datetime import date
from decimal import Decimal
from typing import Any, NamedTuple, get_args

from pydantic.fields import FieldInfo
from pydantic_core import PydanticCustomError

from parkledger.base import codes
from parkledger.base.findings import Finding
from parkledger.base.names import nearest
from parkledger.base.sources import Source
from parkledger.base.spans import Span
from parkledger.model import fields
from parkledger.model.columns import NEVER, Table, rows_at
from parkledger.model.notes import Column
from parkledger.model.schema import Schema
from parkledger.read.csv_text import SEPARATORS, Sheet, split_names
from parkledger.read.judge import custom_fault

TYPES: Mapping[str, tuple[str, fields.Parsed]] = {
    "text": ("text", fields.Parsed(fields.as_cell)),
    "flag": ("text", fields.Parsed(fields.as_flag)),
    "date": ("day", fields.Parsed(fields.as_day)),
    "moment": ("text", fields.Parsed(fields.as_moment)),
    "count": ("number", fields.Parsed(fields.as_count)),
    "amount": ("number", fields.Parsed(fields.as_amount)),
}


class ColumnType(NamedTuple):
    """One column of a table: its key, Chinese title, how it is kept (text, day, number), and who judges its cells."""

    key: str
    title: str
    kept: str
    parse: Callable[[Any], object]
    required: bool = False
    declared: bool = False
    """Whether a plan has declared it, beside the schema's own columns."""


def marker_of(info: FieldInfo) -> fields.Parsed:
    """The field type of a column, whose function pydantic calls as well."""
    markers = [*info.metadata, *(m for part in get_args(info.annotation) for m in get_args(part)[1:])]
    return next(marker for marker in markers if isinstance(marker, fields.Parsed))


def _kept(annotation: object) -> str:
    inner = [
        annotation,
        *get_args(annotation),
        *(a for part in get_args(annotation) for a in get_args(part)[:1]),
    ]
    if date in inner:
        return "day"
    return "number" if int in inner or Decimal in inner else "text"


def column_types(schema: type[Schema], declared: Sequence[Column] = ()) -> tuple[ColumnType, ...]:
    """The columns of a row schema, then those that a plan declares."""
    types = [
        ColumnType(key, info.title or key, _kept(info.annotation), marker_of(info).parse, info.is_required())
        for key, info in schema.model_fields.items()
    ]
    for column in declared:
        kept, parsed = TYPES[column.type]
        parse = _chosen(column.choices, parsed.parse) if column.choices else parsed.parse
        types.append(ColumnType(column.key, column.title, kept, parse, declared=True))
    return tuple(types)


def _chosen(choices: Sequence[str], parse: Callable[[Any], object]) -> Callable[[Any], object]:
    chosen = fields.one_of(*choices)
    return lambda value: parse(chosen.parse(value))


class Cells(NamedTuple):
    """Untyped columns by key, with what a finding needs to name a place."""

    path: str
    size: int
    columns: Mapping[str, Sequence[Any]]
    lines: Sequence[int]
    place: Callable[[int, str], tuple[int, int]]
    ragged: frozenset[int] = frozenset()
    nested: bool = False
    """Whether cells may be lists or mappings, as in YAML."""


def wrong_separator(sheet: Sheet, types: Sequence[ColumnType]) -> Finding | None:
    """The finding of a header whose names are known once they are separated by something else than commas."""
    known = {name for one in types for name in (one.key, one.title)}
    if known.isdisjoint(sheet.header):
        for mark, separator in SEPARATORS.items():
            if not known.isdisjoint(split_names(sheet.header, mark)):
                return Finding(codes.WRONG_SEPARATOR, Span(sheet.path, sheet.head), args={"separator": separator})
    return None


def matched_header(sheet: Sheet, types: Sequence[ColumnType]) -> tuple[dict[str, int], tuple[Finding, ...]]:
    """Match the header of a CSV with the column types, by key or by Chinese title: the number of each column."""
    known = {name: one.key for one in types for name in (one.key, one.title)}
    findings: list[Finding] = []
    at: dict[str, int] = {}
    for number, name in enumerate(sheet.header):
        key = known.get(name)
        if key is not None and key not in at:
            at[key] = number
            continue
        span, args = Span(sheet.path, *sheet.place(sheet.head, number)), {"column": name}
        if key is None:
            findings.append(Finding(codes.UNKNOWN_COLUMN, span, name, args, nearest(name, known)))
        else:
            findings.append(Finding(codes.DUPLICATE_COLUMN, span, name, args))
    for one in types:
        if one.required and one.key not in at and sheet.header:
            span = Span(sheet.path, sheet.head)
            findings.append(Finding(codes.MISSING_COLUMN, span, one.key, {"column": f"{one.key}（{one.title}）"}))
    return at, tuple(findings)


def cells_of_sheet(sheet: Sheet, types: Sequence[ColumnType]) -> tuple[Cells, tuple[Finding, ...]]:
    """The rows of a CSV as columns."""
    at, findings = matched_header(sheet, types)
    columns = {key: [row[number] for row in sheet.rows] for key, number in at.items()}

    def place(row: int, column: str) -> tuple[int, int]:
        return sheet.place(sheet.lines[row], at[column]) if column in at else (sheet.lines[row], 1)

    cells = Cells(sheet.path, len(sheet.rows), columns, sheet.lines, place, frozenset(sheet.ragged))
    return cells, findings


def cells_of_list(source: Source, key: str, types: Sequence[ColumnType]) -> tuple[Cells, tuple[Finding, ...]]:
    """The rows of a YAML list of mappings, such as ``parks:``."""
    known = [one.key for one in types]
    findings: list[Finding] = []
    rows: list[tuple[int, dict[str, Any]]] = []
    data = source.data if isinstance(source.data, dict) else {}
    listed = data.get(key)
    if not isinstance(listed, list):
        args = {"expected": f"{key}: [ … ]"}
        return Cells(source.path, 0, {}, (), lambda r, c: (1, 1)), (
            Finding(codes.WRONG_SHAPE, source.span(key), key, args),
        )
    for name in data:
        if name != key:
            args, near = {"key": name}, nearest(name, (key,))
            findings.append(Finding(codes.UNKNOWN_KEY, source.key_span(name), name, args, near))
    for number, row in enumerate(listed):
        if not isinstance(row, dict):
            args = {"expected": "若干“键: 值” / a mapping"}
            findings.append(Finding(codes.WRONG_SHAPE, source.span(key, number), "", args))
            continue
        rows.append((number, row))
        for name in row:
            if name not in known:
                span, pointer = source.key_span(key, number, name), source.pointer(key, number, name)
                findings.append(Finding(codes.UNKNOWN_KEY, span, pointer, {"key": name}, nearest(name, known)))
    columns = {
        one.key: ["" if row.get(one.key) is None else row[one.key] for _, row in rows]
        for one in types
        if one.required or any(one.key in row for _, row in rows)
    }

    def place(row: int, column: str) -> tuple[int, int]:
        span = source.span(key, rows[row][0], column)
        return span.line, span.column

    lines = [source.span(key, number).line for number, _ in rows]
    return Cells(source.path, len(rows), columns, lines, place, nested=True), tuple(findings)


def typed_table(cells: Cells, types: Sequence[ColumnType]) -> tuple[Table, tuple[Finding, ...]]:
    """Judge every column. An unreadable cell is an absent fact; its row stays. No fact comes from a ragged row."""
    findings: list[Finding] = []
    texts: dict[str, Sequence[str]] = {}
    days: dict[str, Sequence[int]] = {}
    numbers: dict[str, Sequence[Decimal | None]] = {}
    for one in types:
        raw = cells.columns.get(one.key)
        typed: Mapping[Any, Any] = {}
        if raw is not None:
            typed = _judged(cells, one, raw, texts.get("id", ()), findings)
        if one.kept == "day":
            days[one.key] = _column(cells, raw, typed, NEVER, sound_only=True)
        elif one.kept == "number":
            numbers[one.key] = _column(cells, raw, typed, None, sound_only=True)
        else:
            texts[one.key] = _column(cells, raw, typed, "", sound_only=False)
    present = frozenset(cells.columns)
    table = Table(
        cells.path, cells.size, texts, days, numbers, cells.lines, present, cells.place, shifted=rows_at(cells.ragged)
    )
    return table, tuple(findings)


def _column(
    cells: Cells, raw: Sequence[Any] | None, typed: Mapping[Any, Any], absent: Any, *, sound_only: bool
) -> Sequence[Any]:
    if raw is None:
        return [absent] * cells.size
    column = list(map(typed.__getitem__, map(_key, raw) if cells.nested else raw))
    for row in cells.ragged if sound_only else ():
        column[row] = absent
    return column


def _key(value: Any) -> str:
    """A cell as a key: YAML cells may be lists."""
    return value if isinstance(value, str) else repr(value)


def _judged(
    cells: Cells, one: ColumnType, raw: Sequence[Any], ids: Sequence[str], findings: list[Finding]
) -> Mapping[str, Any]:
    """Distinct cell → typed value. Each cell that its type refuses is a finding, and is absent.

    In a pointer a row is called by its id (``ids``, the first column that is judged), else by its line.
    """
    absent = absent_of(one.kept)
    typed: dict[str, Any] = {}
    faults: dict[str, PydanticCustomError] = {}
    distinct = {_key(value): value for value in raw} if cells.nested else dict.fromkeys(raw)
    for key, value in distinct.items():
        if not key.strip():
            typed[key] = absent
            if one.required:
                faults[key] = PydanticCustomError("empty", "empty")
            continue
        try:
            typed[key] = as_kept(one.parse(value if cells.nested else key))
        except PydanticCustomError as error:
            faults[key] = error
            typed[key] = absent
    for row, value in enumerate(raw) if faults else ():
        if (key := _key(value)) in faults and row not in cells.ragged:
            span = Span(cells.path, *cells.place(row, one.key))
            pointer = f"{cells.path.split('/')[0]}/{(ids[row] if ids else '') or cells.lines[row]}/{one.key}"
            findings.append(custom_fault(faults[key], value, f"{one.key}（{one.title}）", span, pointer))
    return typed


def absent_of(kept: str) -> Any:
    """What stands in a column where there is nothing."""
    return {"day": NEVER, "number": None}.get(kept, "")


def as_kept(value: object) -> object:
    """A judged value as columns hold it: days as ordinals, flags as words, counts as Decimal."""
    if isinstance(value, str):
        return value
    if isinstance(value, date):
        return value.toordinal()
    if isinstance(value, bool):
        return "true" if value else "false"
    return Decimal(value) if isinstance(value, int) else value
