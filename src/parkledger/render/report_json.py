"""A report as JSON: its columns and typed rows, by the keys of the columns.

Numbers are numbers, days are ISO dates, an empty cell is null; phrases are worded in the report's language. A row that
is a heading across the table is ``{"heading": text}``. A pack has ``sheets``, each with its short ``name``.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from decimal import Decimal
from typing import Any

from parkledger.base.words import Lang
from parkledger.render.json_text import plain
from parkledger.render.labels import head, word
from parkledger.reports.report import Bar, Cell, Column, Pack, Report, Say, Section


def _value(cell: Cell, lang: Lang) -> object:
    match cell.value:
        case None | int():
            return cell.value
        case Decimal() | date():
            return plain(cell.value)
        case Bar(share):
            return share
        case other:
            return word(other, lang)


def _row(row: Sequence[Cell] | Say, columns: Sequence[Column], lang: Lang) -> dict[str, object]:
    if isinstance(row, Say):
        return {"heading": word(row, lang)}
    return {column.key: _value(cell, lang) for column, cell in zip(columns, row, strict=True)}


def _section(section: Section, lang: Lang) -> dict[str, object]:
    return {
        "title": word(section.title, lang) if section.title is not None else None,
        "text": [word(cell.value, lang) for cell in section.text],
        "columns": [{"key": one.key, "title": head(one, lang), "kind": one.kind} for one in section.columns],
        "rows": [_row(row, section.columns, lang) for row in section.rows],
        "totals": _row(section.totals, section.columns, lang) if section.totals else None,
    }


def report_json(made: Report | Pack, lang: Lang) -> dict[str, Any]:
    """The contract of ``report``: a plain dump of the value."""
    if isinstance(made, Pack):
        return {"sheets": [{"name": word(one.name, lang)} | report_json(one.report, lang) for one in made.sheets]}
    return {
        "title": word(made.title, lang),
        "as_of": made.as_of.isoformat(),
        "answer": [word(cell.value, lang) for cell in made.answer],
        "sections": [_section(one, lang) for one in made.sections],
        "closing": [word(cell.value, lang) for cell in made.closing],
    }
