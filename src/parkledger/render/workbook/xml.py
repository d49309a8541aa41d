"""Rows in the file format. A row of a large table is turned into text at once, without an object for each cell."""

from __future__ import annotations

from datetime import date
from functools import cache

from openpyxl.utils import get_column_letter

from parkledger.base.day_spellings import SERIAL_ZERO
from parkledger.render.workbook.values import Native, escaped

Place = tuple[Native, int]
"""A value and the number of its style."""


@cache
def _letters(columns: int) -> tuple[str, ...]:
    return tuple(get_column_letter(place + 1) for place in range(columns))


def text_cell(at: str, style: int, text: str) -> str:
    """A cell that holds text: never a formula, an error or a number, whatever the text begins with."""
    held = escaped(text)
    if "&" in held or "<" in held or ">" in held:
        held = held.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
    kept = ' xml:space="preserve"' if held != held.strip() or "\n" in held else ""
    return f'<c r="{at}" s="{style}" t="inlineStr"><is><t{kept}>{held}</t></is></c>'


def sum_cell(at: str, style: int, formula: str, value: Native) -> str:
    """A formula with its value, so that programs that do not calculate show the right number too."""
    return f'<c r="{at}" s="{style}"><f>{formula}</f><v>{value!r}</v></c>'


def row_xml(row: int, height: float, fixed: bool, places: list[Place], formulas: dict[int, str] | None = None) -> str:
    """A row. ``height`` in points; one that is not ``fixed`` may be worked out again by the reader's program."""
    kept = ' customHeight="1"' if fixed else ""
    made = [f'<row r="{row}" ht="{height:g}"{kept}>']
    for letter, (place, (value, style)) in zip(_letters(len(places)), enumerate(places), strict=True):
        if value is None or value == "":
            made.append(f'<c r="{letter}{row}" s="{style}"/>')
        elif formulas and place in formulas:
            made.append(sum_cell(f"{letter}{row}", style, formulas[place], value))
        elif isinstance(value, str):
            made.append(text_cell(f"{letter}{row}", style, value))
        else:
            number = value.toordinal() - SERIAL_ZERO if isinstance(value, date) else value
            made.append(f'<c r="{letter}{row}" s="{style}"><v>{number!r}</v></c>')
    made.append("</row>")
    return "".join(made)
