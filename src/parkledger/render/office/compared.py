"""Two office files side by side: is it the same file, and if not, which sheet and cell differs."""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from difflib import SequenceMatcher
from itertools import zip_longest
from typing import NamedTuple
from xml.etree.ElementTree import canonicalize

from parkledger.render.office.cells import Book, Found
from parkledger.render.office.package import SMALL, Package, Unusable, guarded, parse
from parkledger.render.office.paragraphs import DOCUMENT, paragraphs, texts_around
from parkledger.render.office.properties import PART, texts

Value = object
AROUND = "header, footer"
"""Stands for the heading above a text that is not in the body of a document."""
MOST_MATCHED = 3_000
"""Paragraphs of a document up to which those that were moved are matched with each other: it takes their square."""
MOST_LARGER = 8
"""How many times as large a file may be as the one that the ledger gives: programs write more or less about a cell."""


class Difference(NamedTuple):
    """A cell that differs: what stands in the file, and what the ledger gives (None: nothing).

    Of a document a paragraph: ``sheet`` is then the heading above it, ``at`` its number after a ``¶``.
    """

    sheet: str
    at: str
    file: Value
    ledger: Value


def same_parts(one: Package, other: Package) -> list[str]:
    """The names of the parts that are not the same in both; no names: it is the same file.

    What an XML library may write one way or another does not count: quotes, declared prefixes, empty elements.
    """
    names = sorted(one.sizes.keys() | other.sizes.keys())
    return [name for name in names if not _same(one, other, name)]


def _same(one: Package, other: Package, name: str) -> bool:
    if name not in one.sizes or name not in other.sizes:
        return False
    if one.sizes[name] == other.sizes[name]:
        pairs = zip(one.pieces(name), other.pieces(name), strict=True)
        if all(left == right for left, right in pairs):
            return True
    less, more = sorted((one.sizes[name], other.sizes[name]))
    if more > min(SMALL, MOST_LARGER * less) or not name.endswith((".xml", ".rels")):
        return False
    return _plain(one, name) == _plain(other, name)


def _plain(package: Package, name: str) -> str:
    """A part in the one form that XML defines for comparing; it has been seen to hold no document type."""
    content = package.small(name)
    for _ in parse(package.pieces(name)):
        pass
    with guarded():
        return canonicalize(content.decode("utf-8"), with_comments=True, rewrite_prefixes=True)


def differences(file: Package, ledger: Package) -> Iterator[Difference]:
    """The cells that differ, sheet by sheet; a sheet that is missing in one of the two is told as such.

    At the end the properties that differ: of a forged hash no cell tells.
    """
    if sum(file.sizes.values()) > MOST_LARGER * sum(ledger.sizes.values()) + SMALL:
        raise Unusable("office.too.large")
    yield from _paragraphs(file, ledger) if DOCUMENT in ledger.sizes else _sheets(file, ledger)
    if PART in file.sizes and PART in ledger.sizes:
        theirs, ours = texts(file), texts(ledger)
        for name in sorted(theirs.keys() | ours.keys()):
            if theirs.get(name) != ours.get(name):
                yield Difference(PART, name, theirs.get(name), ours.get(name))


def _sheets(file: Package, ledger: Package) -> Iterator[Difference]:
    left, right = Book(file), Book(ledger)
    for name in [*right.parts, *(one for one in left.parts if one not in right.parts)]:
        if name not in left.parts or name not in right.parts:
            there = name in left.parts
            yield Difference(name, "", "✓" if there else None, None if there else "✓")
            continue
        yield from _cells(name, left.cells(name), right.cells(name))


def _paragraphs(file: Package, ledger: Package) -> Iterator[Difference]:
    """The paragraphs of a document that differ, by the heading above and their number in what the ledger gives."""
    given = list(paragraphs(ledger))
    theirs, ours = [one.text for one in paragraphs(file)], [one.text for one in given]
    above: list[str] = []
    for one in given:
        above.append(one.text if one.heading else above[-1] if above else "")
    parts: Sequence[tuple[str, int, int, int, int]] = [("all", 0, len(theirs), 0, len(ours))]
    if len(theirs) <= MOST_MATCHED:
        parts = SequenceMatcher(None, theirs, ours, autojunk=False).get_opcodes()
    for what, first, last, start, end in parts:
        if what != "equal":
            for number, (file_text, ledger_text) in enumerate(zip_longest(theirs[first:last], ours[start:end]), 1):
                if file_text != ledger_text:
                    heading = above[min(start + number, len(above)) - 1] if above else ""
                    yield Difference(heading or DOCUMENT, f"¶{start + number}", file_text, ledger_text)
    yield from _around(texts_around(file), texts_around(ledger))


def _around(theirs: list[str], ours: list[str]) -> Iterator[Difference]:
    """The texts around the page that only one has; programs write them once or for each kind of page."""
    yield from (Difference(AROUND, "¶", one, None) for one in theirs if one not in ours)
    yield from (Difference(AROUND, "¶", None, one) for one in ours if one not in theirs)


def _cells(sheet: str, left: Iterator[Found], right: Iterator[Found]) -> Iterator[Difference]:
    ours, theirs = next(right, None), next(left, None)
    while ours is not None or theirs is not None:
        if theirs is None or (ours is not None and ours[:2] < theirs[:2]):
            assert ours is not None
            yield Difference(sheet, ours.at, None, ours.value)
            ours = next(right, None)
        elif ours is None or theirs[:2] < ours[:2]:
            yield Difference(sheet, theirs.at, theirs.value, None)
            theirs = next(left, None)
        else:
            if not _equal(theirs, ours):
                yield _told(sheet, theirs, ours)
            ours, theirs = next(right, None), next(left, None)


def _equal(one: Found, other: Found) -> bool:
    if one.formula != other.formula:
        return False
    if one.formula and isinstance(one.value, float) and isinstance(other.value, float):
        return math.isclose(one.value, other.value, rel_tol=1e-9, abs_tol=1e-9)  # a sum that was worked out again
    return one.value.__class__ is other.value.__class__ and one.value == other.value


def _told(sheet: str, one: Found, other: Found) -> Difference:
    if one.value == other.value and one.formula != other.formula:
        return Difference(sheet, one.at, f"={one.formula}" if one.formula else one.value,
                          f"={other.formula}" if other.formula else other.value)  # fmt: skip
    return Difference(sheet, one.at, one.value, other.value)
