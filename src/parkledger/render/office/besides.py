"""What an office file holds besides what the ledger gives: macros, external links, pictures, hidden rows.

Even if all cells are right, a reader of the file may see less than they say, or more.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from typing import Literal, NamedTuple

from parkledger.render.office.cells import WORKBOOK, Book
from parkledger.render.office.hidden import hidden
from parkledger.render.office.package import Package, parse

What = Literal["macro", "link", "object", "chart", "picture", "comment", "custom", "hidden", "part"]
MOST_FOUND = 10_000
"""How many things of a file are collected at most."""
_KINDS: tuple[tuple[What, re.Pattern[str]], ...] = (
    ("macro", re.compile(r"vba(project|data)|/(intl)?macrosheets/|/dialogsheets/")),
    ("link", re.compile(r"/externallinks/|/connections\.xml|/querytables/|/model/")),
    ("object", re.compile(r"/embeddings/|/activex/|/ctrlprops/")),
    ("chart", re.compile(r"/charts/chart[^/]*\.xml|/chartsheets/")),
    ("picture", re.compile(r"/media/|thumbnail")),
    ("comment", re.compile(r"/(threaded)?comments|/persons/|/vmldrawing")),
    ("custom", re.compile(r"^/customxml/")),
)
_USUAL = re.compile(
    r"(^|/)_rels/|^\[content_types\]\.xml$|^docprops/(app|core|custom)\.xml$"
    r"|^xl/(workbook|sharedstrings|styles|calcchain|metadata)\.xml$|^xl/(worksheets/sheet|drawings/drawing)\d+\.xml$"
    r"|^xl/charts/(style|colors)\d+\.xml$|/theme/theme\d+\.xml$|/printersettings/"
    r"|^word/(document|styles|styleswitheffects|settings|websettings|fonttable|numbering|footnotes|endnotes)\.xml$"
    r"|^word/(header|footer)\d+\.xml$"
)
"""What office programs write about the same content when they save it."""
_SHAPES = frozenset({"sp", "pic", "cxnSp", "wsp", "pict"})
_DRAWN = re.compile(r"^xl/drawings/drawing|^word/(document|header|footer)")
_OUTSIDE = "External"


class Besides(NamedTuple):
    """A thing that the ledger does not give: its kind, and its part, target, sheet, rows or columns."""

    what: What
    where: str


def besides(file: Package, ledger: Package) -> tuple[Besides, ...]:
    """What is in the file alone, by kind. Raises Unusable."""
    found = [*_parts(file, ledger), *_shapes(file, ledger)]
    found += [Besides("hidden", one) for one in hidden(file, ledger)]
    found += [Besides("link", one) for one in sorted(_targets(file) - _targets(ledger))]
    order = [kind for kind, _ in _KINDS] + ["hidden", "part"]
    return tuple(sorted(dict.fromkeys(found), key=lambda one: order.index(one.what)))


def _parts(file: Package, ledger: Package) -> Iterator[Besides]:
    given = {name.lower() for name in ledger.sizes}
    of_sheets = {part.lower() for part in Book(file).parts.values()} if WORKBOOK in file.sizes else set()
    for name in file.sizes:
        low = name.lower()
        if low not in given and not name.endswith("/") and low not in of_sheets:
            kind = next((kind for kind, named in _KINDS if named.search(f"/{low}")), None)
            loose = low.startswith("xl/worksheets/sheet")  # of no sheet that the workbook lists
            if kind is not None or loose or not _USUAL.search(low):
                yield Besides(kind or "part", name)
    for low, number in Counter(name.lower() for name in file.sizes).items():
        if number > 1:  # office programs do not tell capitals apart
            yield Besides("part", low)


def _targets(package: Package) -> set[str]:
    """What the relationships of all parts lead to outside of the file."""
    found: set[str] = set()

    def start(tag: str, attributes: dict[str, str]) -> None:
        if tag == "Relationship" and attributes.get("TargetMode") == _OUTSIDE and len(found) < MOST_FOUND:
            found.add(attributes.get("Target", ""))

    for name in package.sizes:
        if name.lower().endswith(".rels"):
            for _ in parse(package.pieces(name), start):
                pass
    return found


def _shapes(file: Package, ledger: Package) -> Iterator[Besides]:
    """The parts with pictures and text boxes, which lie over a sheet or a page."""
    most = max((_number(ledger, name) for name in ledger.sizes if _DRAWN.search(name)), default=0)
    for name in file.sizes:
        if _DRAWN.search(name) and _number(file, name) > most:
            yield Besides("picture", name)


def _number(package: Package, name: str) -> int:
    """How many shapes a part has."""
    number = 0

    def start(tag: str, attributes: dict[str, str]) -> None:
        nonlocal number
        number += tag in _SHAPES

    for _ in parse(package.pieces(name), start):
        pass
    return number
