"""What an office file hides from its readers: sheets, rows, columns, texts."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import groupby

from openpyxl.utils import get_column_letter

from parkledger.render.office.cells import MOST_COLUMN, MOST_ROW, WORKBOOK, Book
from parkledger.render.office.package import Package, parse


def hidden(file: Package, ledger: Package) -> list[str]:
    """The sheets, rows (``表!5:9``) and columns (``表!C:C``) that are hidden in the file alone; of a document the parts
    with hidden text. Raises Unusable."""
    given = set(_hidden(ledger))
    return [one for one in _hidden(file) if one not in given]


def _hidden(package: Package) -> Iterator[str]:
    if WORKBOOK not in package.sizes:
        yield from _vanished(package)
        return
    yield from _hidden_sheets(package)
    for name, part in Book(package).parts.items():
        rows, columns = _unseen(package, part)
        yield from (f"{name}!{first}:{last}" for first, last in _runs(rows))
        yield from (f"{name}!{get_column_letter(first)}:{get_column_letter(last)}" for first, last in _runs(columns))


def _hidden_sheets(package: Package) -> list[str]:
    found: list[str] = []

    def start(tag: str, attributes: dict[str, str]) -> None:
        if tag == "sheet" and attributes.get("state", "visible") != "visible":
            found.append(attributes.get("name", ""))

    for _ in parse(package.pieces(WORKBOOK), start):
        pass
    return found


def _unseen(package: Package, part: str) -> tuple[set[int], set[int]]:
    """The rows and columns of a sheet that nobody sees."""
    rows: set[int] = set()
    columns: set[int] = set()
    last = 0

    def start(tag: str, attributes: dict[str, str]) -> None:
        nonlocal last
        if tag == "row":
            last = int(attributes.get("r", last + 1))
            if _closed(attributes, "ht") and 0 < last <= MOST_ROW:
                rows.add(last)
        elif tag == "col" and _closed(attributes, "width"):
            first, end = (int(attributes.get(side, 0)) for side in ("min", "max"))
            columns.update(range(max(first, 1), min(end, MOST_COLUMN) + 1))

    for _ in parse(package.pieces(part), start):
        pass
    return rows, columns


def _closed(attributes: dict[str, str], size: str) -> bool:
    return attributes.get("hidden") in ("1", "true") or float(attributes.get(size, 1)) == 0


def _runs(numbers: set[int]) -> Iterator[tuple[int, int]]:
    """Numbers that follow one another, as first and last."""
    ordered = sorted(numbers)
    for _, run in groupby(enumerate(ordered), key=lambda one: one[1] - one[0]):
        members = [number for _, number in run]
        yield members[0], members[-1]


def _vanished(package: Package) -> Iterator[str]:
    """The parts of a document in which text is hidden."""
    for name in package.sizes:
        if re.search(r"^word/(document|header|footer|footnotes|styles)[^/]*\.xml$", name):
            seen: list[str] = []

            def start(tag: str, attributes: dict[str, str], seen: list[str] = seen) -> None:
                on = next((of for key, of in attributes.items() if key.endswith("val")), "1")
                if tag in ("vanish", "webHidden") and on not in ("0", "false", "off"):
                    seen.append(tag)

            for _ in parse(package.pieces(name), start):
                pass
            if seen:
                yield name
