"""The cells of a workbook, sheet by sheet and in their order, as another program may have saved them."""

from __future__ import annotations

import posixpath
import re
from collections.abc import Iterator, Mapping
from datetime import date, timedelta
from typing import NamedTuple

from openpyxl.styles.numbers import BUILTIN_FORMATS, is_date_format
from openpyxl.utils import column_index_from_string, get_column_letter

from parkledger.render.office.package import Package, Unusable, guarded, parse

WORKBOOK, STRINGS, STYLES = "xl/workbook.xml", "xl/sharedStrings.xml", "xl/styles.xml"
MOST_STRINGS = 1 << 28
"""Characters of all shared texts together."""
MOST_ELEMENTS = 1 << 20
"""Elements of a part that is looked through as a whole: the names of the sheets, the styles."""
MOST_ROW, MOST_COLUMN = 1_048_576, 16_384
FIRST_DAY = date(1899, 12, 30)
_ESCAPED = re.compile(r"_x([0-9A-Fa-f]{4})_")
_AT = re.compile(r"([A-Z]{1,3})([1-9]\d{0,6})")


class Found(NamedTuple):
    """A cell that holds something: its row and column from 1, its value, and the formula that gives it."""

    row: int
    column: int
    value: str | float | date | bool
    formula: str | None = None

    @property
    def at(self) -> str:
        """The cell as people name it: ``C7``."""
        return f"{get_column_letter(self.column)}{self.row}"


class Book:
    """The sheets of a workbook by name."""

    def __init__(self, package: Package) -> None:
        self._package = package
        self.parts = _sheets(package)
        self._strings = _strings(package) if STRINGS in package.sizes else []
        self._days = _day_styles(package) if STYLES in package.sizes else frozenset()

    def cells(self, sheet: str) -> Iterator[Found]:
        """The cells of a sheet that hold something, row by row. Raises Unusable."""
        reading = _Sheet(self._strings, self._days)
        for _ in parse(self._package.pieces(self.parts[sheet]), reading.start, reading.end, reading.text):
            yield from reading.found
            reading.found.clear()


def _walk(package: Package, name: str) -> list[tuple[str, dict[str, str]]]:
    """The elements of a small part in their order."""
    found: list[tuple[str, dict[str, str]]] = []
    for _ in parse(package.pieces(name), lambda tag, attributes: found.append((tag, attributes))):
        if len(found) > MOST_ELEMENTS:
            raise Unusable("office.too.large")
    return found


def _sheets(package: Package) -> Mapping[str, str]:
    """The part of each sheet."""
    targets = {
        one.get("Id", ""): one.get("Target", "")
        for tag, one in _walk(package, "xl/_rels/workbook.xml.rels")
        if tag == "Relationship"
    }
    sheets: dict[str, str] = {}
    for tag, one in _walk(package, WORKBOOK):
        if tag == "sheet":
            target = targets.get(next((value for key, value in one.items() if key.endswith("}id")), ""), "")
            part = posixpath.normpath(posixpath.join("/xl", target)).lstrip("/")
            if part not in package.sizes:
                raise Unusable("office.broken")
            sheets[one.get("name", "")] = part
    return sheets


def _strings(package: Package) -> list[str]:
    found: list[str] = []
    held: list[str] = []
    size = 0
    reading = _Texts(held)

    def end(tag: str) -> None:
        nonlocal size
        reading.end(tag)
        if tag == "si":
            found.append(_unescaped("".join(held)))
            size += len(found[-1])
            held.clear()
            if size > MOST_STRINGS:
                raise Unusable("office.too.large")

    for _ in parse(package.pieces(STRINGS), reading.start, end, reading.text):
        pass
    return found


def _day_styles(package: Package) -> frozenset[int]:
    """The numbers of the styles that show a number as a day."""
    formats = dict(BUILTIN_FORMATS)
    days, inside, place = set(), False, 0
    for tag, one in _walk(package, STYLES):
        if tag == "numFmt":
            with guarded():
                formats[int(one.get("numFmtId", "0"))] = one.get("formatCode", "")
        if tag in ("cellXfs", "cellStyles", "cellStyleXfs"):
            inside = tag == "cellXfs"
        elif tag == "xf" and inside:
            with guarded():
                if is_date_format(formats.get(int(one.get("numFmtId", "0")), "")):
                    days.add(place)
            place += 1
    return frozenset(days)


def _unescaped(text: str) -> str:
    return _ESCAPED.sub(lambda found: chr(int(found[1], 16)), text) if "_x" in text else text


class _Texts:
    """Gathers the text of ``t`` elements, but not how it is pronounced."""

    def __init__(self, held: list[str]) -> None:
        self._held = held
        self._open = self._aside = False

    def start(self, tag: str, attributes: dict[str, str]) -> None:
        self._aside = self._aside or tag == "rPh"
        self._open = tag == "t" and not self._aside

    def end(self, tag: str) -> None:
        self._open = False
        if tag == "rPh":
            self._aside = False

    def text(self, data: str) -> None:
        if self._open:
            self._held.append(data)


class _Sheet:
    """Gathers the cells of one sheet."""

    def __init__(self, strings: list[str], days: frozenset[int]) -> None:
        self._strings, self._days = strings, days
        self.found: list[Found] = []
        self._row = self._column = 0
        self._kind, self._day = "n", False
        self._texts: list[str] = []
        self._value: list[str] = []
        self._formula: list[str] = []
        self._held: list[str] | None = None
        self._inline = _Texts(self._texts)

    def start(self, tag: str, attributes: dict[str, str]) -> None:
        if tag == "row":
            self._begin_row(attributes)
        elif tag == "c":
            self._begin_cell(attributes)
        elif tag == "v":
            self._held = self._value
        elif tag == "f":
            self._held = self._formula
        else:
            self._inline.start(tag, attributes)

    def _begin_row(self, attributes: dict[str, str]) -> None:
        row = int(attributes.get("r", self._row + 1))
        if not self._row < row <= MOST_ROW:
            raise Unusable("office.broken")
        self._row, self._column = row, 0

    def _begin_cell(self, attributes: dict[str, str]) -> None:
        column = self._column + 1
        if "r" in attributes:
            at = _AT.fullmatch(attributes["r"])
            if at is None or int(at[2]) != self._row:
                raise Unusable("office.broken")
            column = column_index_from_string(at[1])
        if not self._column < column <= MOST_COLUMN:
            raise Unusable("office.broken")
        self._column = column
        self._kind = attributes.get("t", "n")
        self._day = int(attributes.get("s", 0)) in self._days

    def text(self, data: str) -> None:
        if self._held is None:
            self._inline.text(data)
        else:
            self._held.append(data)

    def end(self, tag: str) -> None:
        if tag == "c":
            value = self._read()
            formula = "".join(self._formula) or None
            if value is not None or formula is not None:
                self.found.append(Found(self._row, self._column, "" if value is None else value, formula))
            for held in (self._texts, self._value, self._formula):
                held.clear()
        elif tag in ("v", "f"):
            self._held = None
        else:
            self._inline.end(tag)

    def _read(self) -> str | float | date | bool | None:
        raw = "".join(self._value)
        found: str | float | date | bool | None
        if self._kind == "inlineStr":
            found = _unescaped("".join(self._texts)) or None
        elif not raw:
            found = None
        elif self._kind == "s":
            found = self._strings[int(raw)] or None
        elif self._kind in ("str", "e"):
            found = _unescaped(raw)
        elif self._kind == "b":
            found = raw == "1"
        else:
            number = float(raw)
            found = FIRST_DAY + timedelta(days=int(number)) if self._day and number.is_integer() else number
        return found
